//! Fonts, as far as they say which letters are drawn, and how wide they are.

use std::collections::HashMap;

use lopdf::{Dictionary, Document as File, Encoding, Object};

use super::LARGEST_PART;

/// Widths are in thousandths of the size.
const USUAL: f32 = 500.0;

/// A font of a page.
pub(super) struct Font<'f> {
    encoding: Option<Encoding<'f>>,
    /// Whether two bytes make a letter.
    wide: bool,
    widths: HashMap<u32, f32>,
    usual: f32,
    pub(super) bold: bool,
}

impl<'f> Font<'f> {
    pub(super) fn read(file: &'f File, font: &'f Dictionary) -> Self {
        let name = font
            .get_deref(b"BaseFont", file)
            .and_then(Object::as_name)
            .unwrap_or_default();
        let name = String::from_utf8_lossy(name).to_lowercase();
        let bold = ["bold", "black", "heavy", "semibold"]
            .iter()
            .any(|word| name.contains(word));
        let descendants = font
            .get_deref(b"DescendantFonts", file)
            .and_then(Object::as_array);
        let descendant = descendants
            .ok()
            .and_then(|fonts| fonts.first())
            .and_then(|first| {
                let (_, first) = file.dereference(first).ok()?;
                first.as_dict().ok()
            });
        let mut read = Self {
            encoding: font.get_font_encoding_with_limit(file, LARGEST_PART).ok(),
            wide: descendant.is_some(),
            widths: HashMap::new(),
            usual: USUAL,
            bold,
        };
        match descendant {
            Some(inner) => read.composite(file, inner),
            None => read.simple(file, font),
        }
        read
    }

    fn simple(&mut self, file: &File, font: &Dictionary) {
        let first = font
            .get_deref(b"FirstChar", file)
            .and_then(Object::as_i64)
            .unwrap_or(0);
        let Ok(widths) = font.get_deref(b"Widths", file).and_then(Object::as_array) else {
            return;
        };
        for (code, width) in (first..).zip(widths.iter().take(256)) {
            if let Some(width) = number(file, width)
                && let Ok(code) = u32::try_from(code)
            {
                self.widths.insert(code, width);
            }
        }
    }

    /// `/W` holds `first [w w w]` and `first last w`.
    fn composite(&mut self, file: &File, font: &Dictionary) {
        let usual = font
            .get_deref(b"DW", file)
            .ok()
            .and_then(|width| number(file, width));
        self.usual = usual.unwrap_or(1000.0);
        let Ok(widths) = font.get_deref(b"W", file).and_then(Object::as_array) else {
            return;
        };
        let mut at = 0;
        while let Some(first) = widths.get(at).and_then(|first| number(file, first)) {
            let first = code(first);
            let next = widths
                .get(at + 1)
                .and_then(|next| file.dereference(next).ok());
            match next {
                Some((_, Object::Array(list))) => {
                    for (offset, width) in (0_u32..).zip(list) {
                        if let Some(width) = number(file, width) {
                            self.widths.insert(first.saturating_add(offset), width);
                        }
                    }
                    at += 2;
                }
                Some((_, last)) => {
                    let last = number(file, last).map_or(0, code);
                    let width = widths.get(at + 2).and_then(|width| number(file, width));
                    for code in first..=last.min(first.saturating_add(0xffff)) {
                        self.widths.insert(code, width.unwrap_or(self.usual));
                    }
                    at += 3;
                }
                None => return,
            }
        }
    }

    /// The letters that are drawn for these bytes.
    pub(super) fn text(&self, bytes: &[u8]) -> String {
        let encoding = self.encoding.as_ref();
        let text = encoding.and_then(|encoding| File::decode_text(encoding, bytes).ok());
        text.unwrap_or_default()
    }

    /// How far these bytes reach, and how many letters and spaces they are.
    pub(super) fn width(&self, bytes: &[u8]) -> (f32, f32, f32) {
        let step = if self.wide { 2 } else { 1 };
        let mut width = 0.0;
        let (mut letters, mut spaces) = (0.0, 0.0);
        for code in bytes.chunks(step) {
            let code = code
                .iter()
                .fold(0, |code, &byte| code << 8 | u32::from(byte));
            width += self.widths.get(&code).copied().unwrap_or(self.usual);
            letters += 1.0;
            spaces += f32::from(u8::from(!self.wide && code == 32));
        }
        (width / 1000.0, letters, spaces)
    }
}

/// The number of a letter; what is none counts as the nearest.
#[expect(clippy::cast_sign_loss, reason = "it is not below zero")]
fn code(number: f32) -> u32 {
    number.max(0.0) as u32
}

/// A number, which may stand elsewhere in the file.
pub(super) fn number(file: &File, object: &Object) -> Option<f32> {
    let (_, object) = file.dereference(object).ok()?;
    object.as_float().ok()
}

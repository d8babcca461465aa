//! Decodes bytes into text without loss, or says that they are no text.

use std::fmt;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::vietnamese::old_encoding;

/// Why bytes are no text that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeError {
    /// They hold what no text holds, or begin as a known binary format does.
    Binary,
    /// They are in an encoding that is unknown, or damaged.
    NotText,
    /// They are Vietnamese in an encoding from before Unicode, which is named.
    OldEncoding(&'static str),
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Binary => f.write_str("binary file"),
            Self::NotText => f.write_str("not text in a known encoding; save it as UTF-8"),
            Self::OldEncoding(name) => write!(
                f,
                "Vietnamese in {name}, which is not read; convert it to UTF-8"
            ),
        }
    }
}

impl std::error::Error for DecodeError {}

/// How many bytes are looked at to tell what a file is.
const SAMPLE: usize = 64 * 1024;

/// Decodes a text and strips its byte order mark.
///
/// UTF-8 and UTF-16 are told by their marks, or by what they hold; other encodings are guessed.
///
/// # Errors
///
/// When the bytes are no text, or no encoding decodes them without loss.
pub fn decode(bytes: &[u8]) -> Result<String, DecodeError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let text = decode_as(encoding, &bytes[mark..]).ok_or(DecodeError::NotText)?;
        return if is_binary(text.as_bytes()) {
            Err(DecodeError::Binary)
        } else {
            Ok(text)
        };
    }
    if has_binary_signature(bytes) {
        return Err(DecodeError::Binary);
    }
    if let Some(text) = utf16_without_mark(bytes) {
        return Ok(text);
    }
    if is_binary(bytes) {
        return Err(DecodeError::Binary);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(_) => decode_guessed(bytes),
    }
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    if encoding == UTF_8 {
        return std::str::from_utf8(bytes).ok().map(str::to_owned);
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(text.into_owned())
}

fn decode_guessed(bytes: &[u8]) -> Result<String, DecodeError> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    if encoding.is_single_byte()
        && let Some(name) = old_encoding(bytes)
    {
        return Err(DecodeError::OldEncoding(name));
    }
    let text = decode_as(encoding, bytes).ok_or(DecodeError::NotText)?;
    // The single-byte encodings decode everything; what they make of other data is controls.
    let odd = text.chars().any(|c| ('\u{80}'..='\u{9f}').contains(&c));
    if odd {
        Err(DecodeError::NotText)
    } else {
        Ok(text)
    }
}

/// UTF-16 shows as zero bytes on one side of every pair, from spaces, digits and line ends.
fn utf16_without_mark(bytes: &[u8]) -> Option<String> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let mut zeros = [0_usize; 2];
    for pair in bytes[..bytes.len().min(SAMPLE)].chunks_exact(2) {
        zeros[0] += usize::from(pair[0] == 0);
        zeros[1] += usize::from(pair[1] == 0);
    }
    let encoding = match zeros {
        [0, odd] if odd > 0 => UTF_16LE,
        [even, 0] if even > 0 => UTF_16BE,
        _ => return None,
    };
    let text = decode_as(encoding, bytes)?;
    let plausible = |c: char| c.is_alphanumeric() || c.is_whitespace() || c.is_ascii_punctuation();
    let (good, all) = text
        .chars()
        .take(SAMPLE)
        .fold((0_usize, 0_usize), |(good, all), c| {
            (good + usize::from(plausible(c)), all + 1)
        });
    (good * 10 >= all * 8 && !is_binary(text.as_bytes())).then_some(text)
}

fn has_binary_signature(bytes: &[u8]) -> bool {
    const SIGNATURES: [&[u8]; 8] = [
        b"%PDF-",
        b"PK\x03\x04",
        b"\x89PNG",
        b"GIF8",
        b"\xff\xd8\xff",
        b"\x1f\x8b",
        b"\x7fELF",
        b"\xd0\xcf\x11\xe0",
    ];
    SIGNATURES
        .iter()
        .any(|signature| bytes.starts_with(signature))
}

/// Control characters that no text holds; form feed, escape and the like are let through.
fn is_binary(bytes: &[u8]) -> bool {
    let is_control = |byte: u8| matches!(byte, 0..=6 | 0x0e..=0x1a);
    // Without a way out inside a chunk, many bytes are compared at once.
    let holds_control = |chunk: &[u8]| chunk.iter().fold(false, |any, &b| any | is_control(b));
    bytes.chunks(4096).any(holds_control)
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        let units = text.encode_utf16();
        units
            .flat_map(|unit| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn unicode_is_decoded_with_and_without_a_mark() {
        let text = "Miễn phí 30 GB, 不限流量 3.\r\n";
        let mut marked = vec![0xef, 0xbb, 0xbf];
        marked.extend(text.as_bytes());
        let little = [&[0xff, 0xfe][..], &utf16(text, true)].concat();
        let big = [&[0xfe, 0xff][..], &utf16(text, false)].concat();
        let inputs = [
            text.as_bytes().to_vec(),
            marked,
            little,
            big,
            utf16(text, true),
            utf16(text, false),
        ];
        for bytes in inputs {
            assert_eq!(decode(&bytes).as_deref(), Ok(text), "{bytes:?}");
        }
    }

    #[test]
    fn other_encodings_are_guessed() {
        let text = "本公司承诺不限流量，套餐永不限速，客服全天候在线。";
        let (bytes, _, lossy) = encoding_rs::GBK.encode(text);
        assert!(!lossy);
        assert_eq!(decode(&bytes).as_deref(), Ok(text));
        assert_eq!(
            decode(b"caf\xe9 gratuit, d\xe9j\xe0").as_deref(),
            Ok("café gratuit, déjà")
        );
    }

    #[test]
    fn chinese_is_told_in_its_encodings() {
        let simplified = "不限流量，畅享全月。达到30GB后限速。㐂䶮𠮷";
        let (bytes, _, lossy) = encoding_rs::GB18030.encode(simplified);
        assert!(!lossy && bytes.len() > 2 * simplified.chars().count() - 8);
        assert_eq!(decode(&bytes).as_deref(), Ok(simplified));
        let big5 = b"\xa6Y\xa8\xec\xb9\xa1\xa4\xe8\xae\xd7\xa4\xa3\xad\xad\xacy\xb6q\xa1A\xa4\xa3\xad\xb0\xb3t\xa1A30 GB\xa1C";
        assert_eq!(
            decode(big5).as_deref(),
            Ok("吃到飽方案不限流量，不降速，30 GB。")
        );
    }

    #[test]
    fn vietnamese_is_told_or_refused() {
        let windows = b"G\xf3i T\xfd\xf2 Do: mi\xea\xden ph\xed v\xe2\xf2n chuy\xea\xd2n, ho\xe0n ti\xea\xccn trong 30 ng\xe0y.";
        let text = decode(windows).unwrap();
        assert_eq!(
            text.nfc().collect::<String>(),
            "Gói Tự Do: miễn phí vận chuyển, hoàn tiền trong 30 ngày."
        );
        let check = |bytes: &[u8], name| {
            assert_eq!(decode(bytes), Err(DecodeError::OldEncoding(name)));
        };
        check(
            b"G\xe3i T\xf9 Do: ho\xb5n ti\xd2n trong 30 ng\xb5y. B\xe3p b\xa8ng th\xabng, \xae\xad\xeec \xae\xe6i tr\xb6.",
            "TCVN3 (ABC)",
        );
        check(
            b"Go\xf9i T\xf6\xef Do: hoa\xf8n tie\xe0n trong 30 nga\xf8y. Bo\xf9p ba\xeang tho\xe2ng, \xf1\xf6\xf4\xefc \xf1o\xe5i tra\xfb.",
            "VNI",
        );
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let check = |bytes: &[u8], expected| assert_eq!(decode(bytes), Err(expected), "{bytes:?}");
        check(b"%PDF-1.7 text", DecodeError::Binary);
        check(b"PK\x03\x04rest", DecodeError::Binary);
        check(b"a\0b", DecodeError::Binary);
        check(b"\x01\x02\x03\x04", DecodeError::Binary);
        check(b"\xff\xfe\x00\xd8a\x00", DecodeError::NotText);
        check(b"\xef\xbb\xbfa\xff", DecodeError::NotText);
    }

    #[test]
    fn form_feeds_and_colours_of_a_terminal_are_text() {
        assert_eq!(decode(b"a\x0cb\x1b[0m").as_deref(), Ok("a\x0cb\x1b[0m"));
    }
}

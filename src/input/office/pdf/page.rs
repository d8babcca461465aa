//! Draws a page, and keeps of it where which letters are.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document as File, Object, ObjectId};

use super::LARGEST_PART;
use super::fonts::{Font, number};

/// Drawings are drawn in drawings so deep.
const DEEPEST: usize = 6;

/// So many states are kept while another is drawn in.
const MOST_STATES: usize = 512;

/// A kern wider than this parts two words, in thousandths of the size.
const SPACE: f32 = 180.0;

/// Letters in a row, in units of the page: from the left, and from below.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) end: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) text: String,
}

/// What was drawn.
#[derive(Default)]
pub(super) struct Page {
    pub(super) runs: Vec<Run>,
    /// Its width; 0 where the file does not say.
    pub(super) width: f32,
}

/// How far a page looks up for what it inherits.
const MOST_PARENTS: usize = 32;

/// An affine map, in the order of the file format.
type Matrix = [f32; 6];

const SAME: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// One map, and then another.
fn after(first: Matrix, then: Matrix) -> Matrix {
    let turned = |x: f32, y: f32| [x * then[0] + y * then[2], x * then[1] + y * then[3]];
    let [right, up] = [turned(first[0], first[1]), turned(first[2], first[3])];
    let moved = turned(first[4], first[5]);
    [
        right[0],
        right[1],
        up[0],
        up[1],
        moved[0] + then[4],
        moved[1] + then[5],
    ]
}

#[derive(Clone)]
struct State<'f> {
    page: Matrix,
    font: Option<Rc<Font<'f>>>,
    size: f32,
    letter_space: f32,
    word_space: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
}

struct Drawing<'f> {
    file: &'f File,
    state: State<'f>,
    saved: Vec<State<'f>>,
    text: Matrix,
    line: Matrix,
    fonts: HashMap<ObjectId, Rc<Font<'f>>>,
    page: Page,
    most: usize,
}

impl Page {
    /// Reads a page; no more than `most` runs of it.
    pub(super) fn read(file: &File, id: ObjectId, most: usize) -> Self {
        let Ok(content) = file.get_page_content_with_limit(id, LARGEST_PART) else {
            return Self::default();
        };
        let mut drawing = Drawing {
            file,
            state: State {
                page: SAME,
                font: None,
                size: 1.0,
                letter_space: 0.0,
                word_space: 0.0,
                stretch: 1.0,
                leading: 0.0,
                rise: 0.0,
            },
            saved: Vec::new(),
            text: SAME,
            line: SAME,
            fonts: HashMap::new(),
            page: Self {
                runs: Vec::new(),
                width: page_width(file, id).unwrap_or(0.0),
            },
            most,
        };
        let mut resources: Vec<&Dictionary> = Vec::new();
        if let Ok((own, others)) = file.get_page_resources(id) {
            resources.extend(own);
            resources.extend(
                others
                    .into_iter()
                    .filter_map(|id| file.get_dictionary(id).ok()),
            );
        }
        drawing.draw(&content, &resources, 0);
        drawing.page
    }
}

impl<'f> Drawing<'f> {
    fn draw(&mut self, content: &[u8], resources: &[&'f Dictionary], depth: usize) {
        // One by one: together they take many times the room of what is written.
        for operation in Content::decode_iter(content).map_while(Result::ok) {
            if self.page.runs.len() >= self.most {
                return;
            }
            self.operation(&operation, resources, depth);
        }
    }

    fn operation(&mut self, operation: &Operation, resources: &[&'f Dictionary], depth: usize) {
        let operands = &operation.operands;
        let value = |at: usize| {
            operands
                .get(at)
                .and_then(|operand| operand.as_float().ok())
                .unwrap_or(0.0)
        };
        match operation.operator.as_str() {
            "q" if self.saved.len() < MOST_STATES => self.saved.push(self.state.clone()),
            "Q" => {
                if let Some(saved) = self.saved.pop() {
                    self.state = saved;
                }
            }
            "cm" => self.state.page = after(std::array::from_fn(value), self.state.page),
            "BT" => {
                self.text = SAME;
                self.line = SAME;
            }
            "Tf" => {
                self.state.size = value(1);
                let name = operands.first().and_then(|name| name.as_name().ok());
                self.state.font = name.and_then(|name| self.font(name, resources));
            }
            "Tc" => self.state.letter_space = value(0),
            "Tw" => self.state.word_space = value(0),
            "Tz" => self.state.stretch = value(0) / 100.0,
            "TL" => self.state.leading = value(0),
            "Ts" => self.state.rise = value(0),
            "Td" => self.move_line(value(0), value(1)),
            "TD" => {
                self.state.leading = -value(1);
                self.move_line(value(0), value(1));
            }
            "Tm" => {
                self.text = std::array::from_fn(value);
                self.line = self.text;
            }
            "T*" => self.next_line(),
            "Tj" => self.show(operands.first()),
            "'" => {
                self.next_line();
                self.show(operands.first());
            }
            "\"" => {
                self.state.word_space = value(0);
                self.state.letter_space = value(1);
                self.next_line();
                self.show(operands.get(2));
            }
            "TJ" => {
                let parts = operands.first().and_then(|parts| parts.as_array().ok());
                for part in parts.into_iter().flatten() {
                    match part.as_float() {
                        Ok(kern) => self.kern(kern),
                        Err(_) => self.show(Some(part)),
                    }
                }
            }
            "Do" if depth < DEEPEST => {
                if let Some(name) = operands.first().and_then(|name| name.as_name().ok()) {
                    self.drawing(name, resources, depth);
                }
            }
            _ => {}
        }
    }

    /// A drawing that is kept apart.
    fn drawing(&mut self, name: &[u8], resources: &[&'f Dictionary], depth: usize) {
        let file = self.file;
        let Some(Object::Stream(stream)) = named(file, b"XObject", name, resources) else {
            return;
        };
        let form = stream.dict.get(b"Subtype").and_then(Object::as_name);
        if form.ok() != Some(b"Form") {
            return;
        }
        let Ok(content) = stream.get_plain_content_with_limit(LARGEST_PART) else {
            return;
        };
        let outer = self.state.clone();
        let states = self.saved.len();
        let matrix = stream
            .dict
            .get_deref(b"Matrix", file)
            .and_then(Object::as_array);
        if let Ok(matrix) = matrix {
            let value = |at: usize| {
                matrix
                    .get(at)
                    .and_then(|one| number(file, one))
                    .unwrap_or(0.0)
            };
            self.state.page = after(std::array::from_fn(value), self.state.page);
        }
        let own = stream
            .dict
            .get_deref(b"Resources", file)
            .and_then(Object::as_dict);
        match own {
            Ok(own) => self.draw(&content, &[own], depth + 1),
            Err(_) => self.draw(&content, resources, depth + 1),
        }
        self.saved.truncate(states);
        self.state = outer;
    }

    fn font(&mut self, name: &[u8], resources: &[&'f Dictionary]) -> Option<Rc<Font<'f>>> {
        let file = self.file;
        let mut fonts = resources
            .iter()
            .filter_map(|one| one.get_deref(b"Font", file).ok()?.as_dict().ok());
        let found = fonts.find_map(|fonts| fonts.get(name).ok())?;
        let id = found.as_reference().ok();
        if let Some(known) = id.and_then(|id| self.fonts.get(&id)) {
            return Some(Rc::clone(known));
        }
        let (_, dictionary) = file.dereference(found).ok()?;
        let font = Rc::new(Font::read(file, dictionary.as_dict().ok()?));
        if let Some(id) = id {
            self.fonts.insert(id, Rc::clone(&font));
        }
        Some(font)
    }

    fn move_line(&mut self, x: f32, y: f32) {
        self.line = after([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    fn next_line(&mut self) {
        self.move_line(0.0, -self.state.leading);
    }

    fn advance(&mut self, by: f32) {
        self.text = after([1.0, 0.0, 0.0, 1.0, by, 0.0], self.text);
    }

    fn kern(&mut self, kern: f32) {
        if kern < -SPACE
            && let Some(last) = self.page.runs.last_mut()
            && !last.text.ends_with(' ')
        {
            last.text.push(' ');
        }
        self.advance(-kern / 1000.0 * self.state.size * self.state.stretch);
    }

    fn show(&mut self, operand: Option<&Object>) {
        let (Some(bytes), Some(font)) = (
            operand.and_then(|text| text.as_str().ok()),
            self.state.font.clone(),
        ) else {
            return;
        };
        let state = &self.state;
        let (width, letters, blanks) = font.width(bytes);
        let spaced = letters * state.letter_space + blanks * state.word_space;
        let advance = (width * state.size + spaced) * state.stretch;
        let placed = after(self.text, state.page);
        let [a, b, c, d, _, _] = placed;
        let at = after([1.0, 0.0, 0.0, 1.0, 0.0, state.rise], placed);
        let size = state.size.abs() * (c * c + d * d).sqrt();
        // Text that stands on its side is an ornament at best.
        let upright = b.abs() <= a.abs();
        let text: String = font
            .text(bytes)
            .chars()
            .filter(|c| !c.is_control())
            .collect();
        if upright && !text.is_empty() && size > 0.0 && at.iter().all(|one| one.is_finite()) {
            self.page.runs.push(Run {
                x: at[4],
                y: at[5],
                end: at[4] + advance * a,
                size,
                bold: font.bold,
                text,
            });
        }
        self.advance(advance);
    }
}

/// The width of a page, its own or that of the pages around it.
fn page_width(file: &File, id: ObjectId) -> Option<f32> {
    let mut node = file.get_dictionary(id).ok()?;
    for _ in 0..MOST_PARENTS {
        if let Ok(bounds) = node.get_deref(b"MediaBox", file).and_then(Object::as_array) {
            let side = |at: usize| bounds.get(at).and_then(|one| number(file, one));
            return Some((side(2)? - side(0)?).abs());
        }
        node = node.get_deref(b"Parent", file).ok()?.as_dict().ok()?;
    }
    None
}

/// A resource of a kind by its name.
fn named<'f>(
    file: &'f File,
    kind: &[u8],
    name: &[u8],
    resources: &[&'f Dictionary],
) -> Option<&'f Object> {
    let mut kinds = resources
        .iter()
        .filter_map(|one| one.get_deref(kind, file).ok()?.as_dict().ok());
    kinds.find_map(|one| one.get_deref(name, file).ok())
}

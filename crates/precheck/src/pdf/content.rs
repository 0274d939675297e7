//! Whether anything is painted on a page: its content is read for operators that show text, paint or place a picture
//! (ISO 32000-1 annex A). What is white, hidden or outside counts as painted; nothing is held against such a page.

use super::file::File;
use super::object::{Dict, Object, is_space};
use super::placing::{Matrix, Pictures};
use crate::pages::Content;
use archive::Budget;

/// Forms within forms that are followed.
const DEPTH: usize = 5;
/// Forms that are opened for one page.
const FORMS: usize = 60;

/// Reads the content of one page.
pub(super) struct Painter<'d, 'b> {
    pub(super) file: &'d File<'d>,
    pub(super) budget: &'b mut Budget,
    forms: usize,
    /// Whether something is painted that nobody sees: hidden text, as readers of scans lay over them, or a white
    /// ground.
    is_hiding: bool,
    pub(super) pictures: Pictures,
}

/// What counts of the state of graphics (§8.4).
#[derive(Clone, Copy)]
struct State {
    matrix: Matrix,
    hides_text: bool,
    fills_white: bool,
}

/// Values in front of an operator that are remembered: those of a matrix.
const OPERANDS: usize = 6;
/// States that are set aside (`q`) at most.
const STATES: usize = 64;

impl<'d, 'b> Painter<'d, 'b> {
    pub(super) fn new(file: &'d File<'d>, budget: &'b mut Budget) -> Self {
        Self {
            file,
            budget,
            forms: FORMS,
            is_hiding: false,
            pictures: Pictures::default(),
        }
    }

    /// What the streams of a page paint, which count as one.
    pub(super) fn page(&mut self, contents: Option<&Object<'d>>, resources: &Dict<'d>) -> Content {
        let streams = match contents {
            None => return Content::Nothing,
            Some(Object::Reference(_)) => match contents.and_then(|it| self.file.resolved(it)) {
                Some(Object::Array(streams)) => streams,
                _ => contents.cloned().into_iter().collect(),
            },
            Some(Object::Array(streams)) => streams.clone(),
            Some(_) => return Content::Unknown,
        };
        let mut states = vec![State {
            matrix: Matrix::NONE,
            hides_text: false,
            fills_white: false,
        }];
        let mut found = Content::Nothing;
        for stream in &streams {
            found = found.with(self.stream(stream, resources, &mut states, 0));
            if matches!(found, Content::Print | Content::Unknown) {
                break;
            }
        }
        if found == Content::Nothing && self.is_hiding {
            return Content::Unknown;
        }
        found
    }

    fn stream(
        &mut self,
        object: &Object<'d>,
        resources: &Dict<'d>,
        states: &mut Vec<State>,
        depth: usize,
    ) -> Content {
        let unpacked = self
            .file
            .stream(object)
            .and_then(|stream| stream.unpacked(self.budget));
        match unpacked {
            Some(operators) => self.operators(&operators, resources, states, depth),
            None => Content::Unknown,
        }
    }

    fn operators(
        &mut self,
        bytes: &[u8],
        resources: &Dict<'d>,
        states: &mut Vec<State>,
        depth: usize,
    ) -> Content {
        let mut reader = self.file.reader(bytes);
        let mut found = Content::Nothing;
        let mut operands = Vec::with_capacity(OPERANDS);
        while let Some(object) = reader.object() {
            let Object::Word(operator) = object else {
                if operands.len() == OPERANDS {
                    operands.remove(0);
                }
                operands.push(object);
                continue;
            };
            let Some(mut state) = states.last().copied() else {
                return Content::Unknown;
            };
            found = found.with(match operator {
                b"Tj" | b"TJ" | b"'" | b"\"" if state.hides_text => self.hidden(),
                // What is white before anything else is the ground.
                b"f" | b"F" | b"f*" if state.fills_white && self.pictures.is_empty() => {
                    self.hidden()
                }
                b"Tj" | b"TJ" | b"'" | b"\"" | b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*"
                | b"b" | b"b*" | b"sh" => Content::Print,
                b"Do" => self.placed(operands.last(), resources, state, depth),
                b"ID" => {
                    reader.at = after_picture(bytes, reader.at);
                    self.pictures.add_unread();
                    Content::Pictures
                }
                b"q" if states.len() < STATES => {
                    states.push(state);
                    Content::Nothing
                }
                b"Q" if states.len() > 1 => {
                    states.pop();
                    Content::Nothing
                }
                _ => {
                    state.set(operator, &operands);
                    if let Some(last) = states.last_mut() {
                        *last = state;
                    }
                    Content::Nothing
                }
            });
            operands.clear();
            if matches!(found, Content::Print | Content::Unknown) {
                return found;
            }
        }
        // Reading stops at the end, or before it where it is bounded or broken.
        if reader.at < bytes.len() {
            Content::Unknown
        } else {
            found
        }
    }

    fn hidden(&mut self) -> Content {
        self.is_hiding = true;
        Content::Nothing
    }

    /// What `Do` places: a picture, or a form with content of its own.
    fn placed(
        &mut self,
        name: Option<&Object<'_>>,
        resources: &Dict<'d>,
        mut state: State,
        depth: usize,
    ) -> Content {
        let Some(Object::Name(name)) = name else {
            return Content::Unknown;
        };
        let Some(named) = self.file.dict(resources, b"XObject") else {
            return Content::Unknown;
        };
        let Some(object) = named.named(*name).cloned() else {
            // Viewers pass over what is not there.
            return Content::Nothing;
        };
        let Some(stream) = self.file.stream(&object) else {
            return Content::Unknown;
        };
        if stream.dict.is(b"Subtype", b"Image") {
            self.pictures.add(&object, state.matrix);
            return Content::Pictures;
        }
        if depth == DEPTH || self.forms == 0 {
            return Content::Unknown;
        }
        self.forms -= 1;
        if let Some(Object::Array(numbers)) = self.file.value(&stream.dict, b"Matrix") {
            state.set(b"cm", &numbers);
        }
        let own = self.file.dict(&stream.dict, b"Resources");
        let mut states = vec![state];
        let resources = own.as_ref().unwrap_or(resources);
        self.stream(&object, resources, &mut states, depth + 1)
    }
}

impl State {
    /// What an operator changes for those behind it.
    fn set(&mut self, operator: &[u8], operands: &[Object<'_>]) {
        let numbers = || {
            operands.iter().filter_map(|it| match it {
                Object::Number(number) => Some(number.0),
                _ => None,
            })
        };
        match operator {
            b"cm" => {
                if let Some(matrix) = Matrix::read(numbers()) {
                    self.matrix = matrix.within(self.matrix);
                }
            }
            // Neither filled nor stroked (§9.3.6).
            b"Tr" => self.hides_text = numbers().next() == Some(300),
            b"g" | b"rg" | b"sc" | b"scn" => {
                let is_light = matches!(numbers().count(), 1 | 3);
                self.fills_white = is_light && numbers().all(|it| it == 100);
            }
            b"k" | b"cs" => self.fills_white = false,
            _ => {}
        }
    }
}

/// Where the data of an inline picture ends: at `EI` by itself (§8.9.7).
fn after_picture(bytes: &[u8], from: usize) -> usize {
    let data = bytes.get(from..).unwrap_or(&[]);
    data.windows(4)
        .position(
            |it| matches!(it, [before, b'E', b'I', after] if is_space(*before) && is_space(*after)),
        )
        .map_or(bytes.len(), |at| from + at + 4)
}

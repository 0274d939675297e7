//! Whether anything is painted on a page: its content is read for operators that show text, paint or place a picture
//! (ISO 32000-1 annex A). What is white, hidden or outside counts as painted; nothing is held against such a page.

use super::file::File;
use super::object::{Dict, Object, is_space};
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
}

impl<'d, 'b> Painter<'d, 'b> {
    pub(super) fn new(file: &'d File<'d>, budget: &'b mut Budget) -> Self {
        Self {
            file,
            budget,
            forms: FORMS,
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
        let mut found = Content::Nothing;
        for stream in &streams {
            found = found.with(self.stream(stream, resources, 0));
            if matches!(found, Content::Print | Content::Unknown) {
                break;
            }
        }
        found
    }

    fn stream(&mut self, object: &Object<'d>, resources: &Dict<'d>, depth: usize) -> Content {
        let unpacked = self
            .file
            .stream(object)
            .and_then(|stream| stream.unpacked(self.budget));
        match unpacked {
            Some(operators) => self.operators(&operators, resources, depth),
            None => Content::Unknown,
        }
    }

    fn operators(&mut self, bytes: &[u8], resources: &Dict<'d>, depth: usize) -> Content {
        let mut reader = self.file.reader(bytes);
        let mut found = Content::Nothing;
        let mut operand = None;
        while let Some(object) = reader.object() {
            let Object::Word(operator) = object else {
                operand = Some(object);
                continue;
            };
            found = found.with(match operator {
                b"Tj" | b"TJ" | b"'" | b"\"" | b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*"
                | b"b" | b"b*" | b"sh" => Content::Print,
                b"Do" => self.placed(operand.take(), resources, depth),
                b"ID" => {
                    reader.at = after_picture(bytes, reader.at);
                    Content::Pictures
                }
                _ => Content::Nothing,
            });
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

    /// What `Do` places: a picture, or a form with content of its own.
    fn placed(&mut self, name: Option<Object<'_>>, resources: &Dict<'d>, depth: usize) -> Content {
        let Some(Object::Name(name)) = name else {
            return Content::Unknown;
        };
        let Some(named) = self.file.dict(resources, b"XObject") else {
            return Content::Unknown;
        };
        let Some(object) = named.named(name).cloned() else {
            // Viewers pass over what is not there.
            return Content::Nothing;
        };
        let Some(stream) = self.file.stream(&object) else {
            return Content::Unknown;
        };
        if stream.dict.is(b"Subtype", b"Image") {
            return Content::Pictures;
        }
        if depth == DEPTH || self.forms == 0 {
            return Content::Unknown;
        }
        self.forms -= 1;
        let own = self.file.dict(&stream.dict, b"Resources");
        self.stream(&object, own.as_ref().unwrap_or(resources), depth + 1)
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

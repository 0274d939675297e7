//! The tags of an XML document, one after the other, without building a tree.
//! Enough for OFD, whose parts are found by the names of their elements;
//! `quick-xml` would cost 7 KB (docs/decisions/23-zip-and-xml-are-read-here.md).

/// One start tag, with the text up to the next tag.
#[derive(Clone, Copy)]
pub struct Element<'a> {
    /// Without its prefix: GB/T 33190 names a namespace, writers choose `ofd:` or none.
    pub name: &'a [u8],
    attributes: &'a [u8],
    pub text: &'a [u8],
}

impl<'a> Element<'a> {
    /// The value of an attribute, as it is written.
    pub fn attribute(&self, name: &[u8]) -> Option<&'a [u8]> {
        let mut rest = self.attributes;
        loop {
            let (key, after) = split(rest, b'=')?;
            let key = key.trim_ascii();
            let after = after.trim_ascii_start();
            let (quote, after) = after.split_first()?;
            let (value, after) = split(after, *quote)?;
            if local(key) == name {
                return Some(value);
            }
            rest = after;
        }
    }
}

/// The elements of a document in the order in which they begin. End tags, comments and instructions are left out.
pub fn elements(document: &[u8]) -> impl Iterator<Item = Element<'_>> {
    let mut rest = document;
    std::iter::from_fn(move || {
        loop {
            let (_, after) = split(rest, b'<')?;
            if let Some(comment) = after.strip_prefix(b"!--") {
                rest = after_end(comment, b"-->");
                continue;
            }
            if let Some(data) = after.strip_prefix(b"![CDATA[") {
                rest = after_end(data, b"]]>");
                continue;
            }
            let (tag, after) = split(after, b'>')?;
            rest = after;
            if matches!(tag.first(), None | Some(b'/' | b'?' | b'!')) {
                continue;
            }
            let tag = tag.strip_suffix(b"/").unwrap_or(tag);
            let end = tag.iter().position(u8::is_ascii_whitespace);
            let (name, attributes) = tag.split_at(end.unwrap_or(tag.len()));
            let text = split(after, b'<').map_or(after, |(text, _)| text);
            return Some(Element {
                name: local(name),
                attributes,
                text: text.trim_ascii(),
            });
        }
    })
}

/// What stands before and behind the first of these bytes.
fn split(bytes: &[u8], byte: u8) -> Option<(&[u8], &[u8])> {
    let at = bytes.iter().position(|it| *it == byte)?;
    Some((bytes.get(..at)?, bytes.get(at + 1..)?))
}

fn after_end<'a>(bytes: &'a [u8], end: &[u8]) -> &'a [u8] {
    bytes
        .windows(end.len())
        .position(|it| it == end)
        .and_then(|at| bytes.get(at + end.len()..))
        .unwrap_or(&[])
}

fn local(name: &[u8]) -> &[u8] {
    split(name, b':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_come_with_their_attributes_and_text() {
        let document = b"<?xml version=\"1.0\"?><!-- <x/> --><ofd:OFD a='1'>\n <ofd:Root> Doc_0/D.xml </ofd:Root>\
                         <![CDATA[<y/>]]><Page ID=\"2\" BaseLoc = \"P/C.xml\"/></ofd:OFD>";
        let names: Vec<_> = elements(document).map(|it| it.name).collect();
        assert_eq!(names, [&b"OFD"[..], b"Root", b"Page"]);
        let all: Vec<_> = elements(document).collect();
        assert_eq!(all[0].attribute(b"a"), Some(&b"1"[..]));
        assert_eq!(all[1].text, b"Doc_0/D.xml");
        assert_eq!(all[2].attribute(b"BaseLoc"), Some(&b"P/C.xml"[..]));
        assert_eq!(all[2].attribute(b"Loc"), None);
    }
}

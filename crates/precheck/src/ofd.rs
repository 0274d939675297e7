//! OFD, the format of Chinese e-invoices and official papers (GB/T 33190-2016): a zip whose `OFD.xml` names
//! documents, whose pages are parts of their own.

use crate::pages::{Content, LOOKED_INTO, Page, Pages, Sheet, Unread};
use archive::Archive;
use archive::Budget;
use archive::elements;

/// Documents that are looked into; all that are known hold one.
const DOCUMENTS: usize = 4;

pub(crate) fn read(bytes: &[u8]) -> Result<Pages, Unread> {
    let archive = Archive::read(bytes);
    if !archive.is_complete() {
        return Err(Unread::Truncated);
    }
    // GM/T 0099-2020 keeps what is needed to open an encrypted file in a part of this name.
    if archive.members().any(|it| it.is_encrypted) || archive.find(b"Encryptions.xml").is_some() {
        return Err(Unread::Encrypted);
    }
    let mut reader = Reader {
        // A page may be empty but for a seal or a note, which are kept apart from it.
        has_notes: archive
            .members()
            .any(|it| contains(it.name, b"Annot") || contains(it.name, b"Sign")),
        archive,
        budget: Budget::new(),
    };
    let root = reader.part(b"OFD.xml").ok_or(Unread::Corrupt)?;
    let mut pages = Pages::default();
    for element in elements(&root)
        .filter(|it| it.name == b"DocRoot")
        .take(DOCUMENTS)
    {
        let path = relative(element.text);
        let document = reader.part(path).ok_or(Unread::Corrupt)?;
        reader.document(folder(path), &document, &mut pages);
    }
    Ok(pages)
}

struct Reader<'a> {
    archive: Archive<'a>,
    budget: Budget,
    has_notes: bool,
}

impl Reader<'_> {
    fn part(&mut self, path: &[u8]) -> Option<Vec<u8>> {
        self.archive.find(path)?.content(&mut self.budget)
    }

    fn document(&mut self, folder: &[u8], document: &[u8], pages: &mut Pages) {
        let mut usual = None;
        for element in elements(document) {
            match element.name {
                // Of the whole document; a page may have a box of its own.
                b"PhysicalBox" => usual = usual.or_else(|| sheet(element.text)),
                b"Page" => {
                    let Some(path) = element.attribute(b"BaseLoc") else {
                        continue;
                    };
                    pages.count += 1;
                    if pages.first.len() < LOOKED_INTO {
                        let page = self.page(&absolute(folder, path), usual);
                        pages.first.push(page);
                    }
                }
                _ => {}
            }
        }
    }

    fn page(&mut self, path: &[u8], usual: Option<Sheet>) -> Page {
        let Some(part) = self.part(path) else {
            return Page {
                content: Content::Unknown,
                sheet: usual,
            };
        };
        let mut own = None;
        let mut content = if self.has_notes {
            Content::Unknown
        } else {
            Content::Nothing
        };
        for element in elements(&part) {
            content = content.with(match element.name {
                b"PhysicalBox" => {
                    own = own.or_else(|| sheet(element.text));
                    Content::Nothing
                }
                // A template is drawn behind or over the page (§7.7).
                b"TextObject" | b"PathObject" | b"CompositeObject" | b"Template" => Content::Print,
                b"ImageObject" => Content::Pictures,
                _ => Content::Nothing,
            });
        }
        Page {
            content,
            sheet: own.or(usual),
        }
    }
}

/// A box is written as four numbers in millimetres: left, top, width, height (§7.3).
fn sheet(numbers: &[u8]) -> Option<Sheet> {
    let mut numbers = numbers
        .split(u8::is_ascii_whitespace)
        .filter(|it| !it.is_empty())
        .map(whole);
    let (width, height) = (numbers.nth(2)??, numbers.next()??);
    Some(Sheet {
        long: width.max(height),
        short: width.min(height),
    })
}

/// The whole part of a number that is not negative.
fn whole(number: &[u8]) -> Option<u32> {
    let digits = number.split(|byte| *byte == b'.').next()?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// Paths may be written from the root of the archive, with a slash in front.
fn relative(path: &[u8]) -> &[u8] {
    path.strip_prefix(b"/").unwrap_or(path)
}

fn folder(path: &[u8]) -> &[u8] {
    let end = path.iter().rposition(|byte| *byte == b'/');
    end.and_then(|end| path.get(..=end)).unwrap_or(&[])
}

fn absolute(folder: &[u8], path: &[u8]) -> Vec<u8> {
    match path.strip_prefix(b"/") {
        Some(path) => path.to_vec(),
        None => [folder, path].concat(),
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use precheck_testkit::{ofd, zip};

    const TEXT: &str =
        "<ofd:TextObject ID='9'><ofd:TextCode X='1'>发票</ofd:TextCode></ofd:TextObject>";
    const IMAGE: &str = "<ofd:ImageObject ID='9' ResourceID='3'/>";

    fn contents(bytes: &[u8]) -> Vec<Content> {
        let pages = read(bytes).expect("pages");
        pages.first.iter().map(|it| it.content).collect()
    }

    #[test]
    fn pages_are_counted_and_looked_into() {
        let bytes = ofd(&[TEXT, IMAGE, ""]);
        let pages = read(&bytes).expect("pages");
        assert_eq!(pages.count, 3);
        assert_eq!(
            contents(&bytes),
            [Content::Print, Content::Pictures, Content::Nothing]
        );
        let a4 = Sheet {
            long: 297,
            short: 210,
        };
        assert!(pages.first.iter().all(|it| it.sheet == Some(a4)));
    }

    #[test]
    fn what_cannot_be_opened_is_told_apart() {
        let whole = ofd(&[TEXT]);
        assert_eq!(read(&whole[..whole.len() - 30]), Err(Unread::Truncated));
        let locked = zip(&[("OFD.xml", b""), ("Encryptions.xml", b"")]);
        assert_eq!(read(&locked), Err(Unread::Encrypted));
        let bare = zip(&[("OFD.xml", b"<DocRoot>Doc_0/Document.xml</DocRoot>")]);
        assert_eq!(read(&bare), Err(Unread::Corrupt));
    }

    #[test]
    fn a_page_with_a_seal_is_not_called_empty() {
        let document = b"<Pages><Page ID='1' BaseLoc='P/C.xml'/></Pages>";
        let members: &[(&str, &[u8])] = &[
            ("OFD.xml", b"<DocRoot>/Doc_0/Document.xml</DocRoot>"),
            ("Doc_0/Document.xml", document),
            ("Doc_0/P/C.xml", b"<Page/>"),
            ("Doc_0/Signs/Signatures.xml", b""),
        ];
        assert_eq!(contents(&zip(members)), [Content::Unknown]);
        assert_eq!(contents(&zip(&members[..3])), [Content::Nothing]);
    }
}

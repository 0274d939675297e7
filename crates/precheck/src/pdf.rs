//! What a PDF holds, as far as it matters to a clerk: whether it opens, how many pages it has, whether anything is on
//! them, and how large they are. A PDF is sent as it is.
//!
//! A reader of our own: see docs/decisions/17-pdf-is-read-within-bounds.md.

mod content;
mod fax;
mod file;
mod filter;
mod image;
mod lock;
mod object;
mod placing;

use crate::page_pictures::PageJudge;
use crate::pages::{Content, LOOKED_INTO, Page, Pages, Sheet, Unread};
use crate::sniff::contains;
use archive::Budget;
use content::Painter;
use file::File;
use object::{Dict, Object};
use placing::Pictures;

/// The end mark stands within the last 1024 bytes (ISO 32000-1, annex H, note 18 of Adobe's implementation notes);
/// a little more is granted to mail programs that append.
const END_WITHIN: usize = 2048;
/// Nodes of the tree of pages that are visited.
const NODES: usize = 10_000;
/// How deep the tree of pages may be, and how far up a page looks for what it inherits.
const DEPTH: usize = 40;
const POINTS_PER_INCH: u64 = 72;

/// Whether the file reaches its end mark.
fn is_complete(bytes: &[u8]) -> bool {
    let from = bytes.len().saturating_sub(END_WITHIN);
    contains(bytes.get(from..).unwrap_or(&[]), b"%%EOF")
}

/// Reads the pages; those that are one picture are judged.
pub(crate) fn read(bytes: &[u8], judge: &mut PageJudge<'_>) -> Result<Pages, Unread> {
    if !is_complete(bytes) {
        return Err(Unread::Truncated);
    }
    let mut budget = Budget::new();
    let file = File::read(bytes, &mut budget);
    let is_locked = is_locked(&file)?;
    if file.is_empty() || !(file.is_bearable || is_locked) {
        return Err(Unread::Corrupt);
    }
    let leaves = Leaves::of(&file);
    if leaves.count == 0 && is_locked || file.is_exhausted() {
        // They stand in object streams, which are locked, too; or were not reached.
        return Err(Unread::Unclear);
    }
    // What the structure took is not held against the contents.
    let mut budget = Budget::new();
    let look = |(number, page): (u32, &Dict<'_>)| Page {
        content: if is_locked {
            Content::Unknown
        } else {
            content(&file, page, number, &mut budget, judge)
        },
        sheet: sheet(&file, page),
    };
    Ok(Pages {
        count: leaves.count,
        first: (1..).zip(&leaves.first).map(look).collect(),
    })
}

/// Whether the content is encrypted, though it opens; an error where it does not.
fn is_locked(file: &File<'_>) -> Result<bool, Unread> {
    let Some(trailer) = file.trailers().find(|it| it.get(b"Encrypt").is_some()) else {
        return Ok(false);
    };
    let id = match file.value(&trailer, b"ID") {
        Some(Object::Array(parts)) => parts.first().and_then(lock::bytes_of),
        _ => None,
    };
    let opens = file
        .dict(&trailer, b"Encrypt")
        .and_then(|it| lock::opens_without_password(&it, &id.unwrap_or_default()));
    match opens {
        Some(true) => Ok(true),
        Some(false) => Err(Unread::Encrypted),
        None => Err(Unread::PerhapsEncrypted),
    }
}

/// The pages of a document in their order.
struct Leaves<'d> {
    count: u32,
    first: Vec<Dict<'d>>,
    visited: Vec<u32>,
}

impl<'d> Leaves<'d> {
    fn of(file: &'d File<'d>) -> Self {
        let mut leaves = Self {
            count: 0,
            first: Vec::new(),
            visited: Vec::new(),
        };
        let catalog = |trailer: Dict<'d>| file.dict(&trailer, b"Root");
        for root in file.trailers().filter_map(catalog) {
            if let Some(tree) = root.get(b"Pages") {
                leaves.grow(file, tree, 0);
            }
            if leaves.count > 0 {
                return leaves;
            }
        }
        // Without a root, what says that it is a page is one.
        for page in file.dicts().filter(|it| it.is(b"Type", b"Page")) {
            leaves.push(page);
        }
        leaves
    }

    fn push(&mut self, page: Dict<'d>) {
        self.count += 1;
        if self.first.len() < LOOKED_INTO {
            self.first.push(page);
        }
    }

    fn grow(&mut self, file: &'d File<'d>, node: &Object<'d>, depth: usize) {
        let number = match node {
            Object::Reference(number) => *number,
            _ => 0,
        };
        // A tree that bites its own tail is cut.
        if depth > DEPTH
            || self.visited.len() > NODES
            || (number != 0 && self.visited.contains(&number))
        {
            return;
        }
        self.visited.push(number);
        let Some(Object::Dict(dict)) = file.resolved(node) else {
            return;
        };
        match file.value(&dict, b"Kids") {
            Some(Object::Array(kids)) if !dict.is(b"Type", b"Page") => {
                for kid in &kids {
                    self.grow(file, kid, depth + 1);
                }
            }
            _ if dict.is(b"Type", b"Pages") => {}
            _ => self.push(dict),
        }
    }
}

/// A value of a page, or of the nearest node above it that has one (§7.7.3.4).
fn inherited<'d>(file: &'d File<'d>, page: &Dict<'d>, key: &[u8]) -> Option<Object<'d>> {
    let mut node = page.clone();
    for _ in 0..DEPTH {
        if let Some(value) = file.value(&node, key) {
            return Some(value);
        }
        node = file.dict(&node, b"Parent")?;
    }
    None
}

fn content<'d>(
    file: &'d File<'d>,
    page: &Dict<'d>,
    number: u32,
    budget: &mut Budget,
    judge: &mut PageJudge<'_>,
) -> Content {
    let resources = match inherited(file, page, b"Resources") {
        Some(Object::Dict(resources)) => resources,
        _ => Dict::default(),
    };
    let mut painter = Painter::new(file, budget);
    let found = painter.page(page.get(b"Contents"), &resources);
    // Fields, stamps and signatures are painted apart from the content.
    let has_notes = match file.value(page, b"Annots") {
        Some(Object::Array(notes)) => !notes.is_empty(),
        _ => false,
    };
    if found == Content::Pictures {
        let pictures = painter.pictures;
        let seen = judged(file, page, number, &pictures, judge).unwrap_or(found);
        let is_empty = seen == Content::Nothing && has_notes;
        return if is_empty { Content::Unknown } else { seen };
    }
    if found == Content::Nothing && has_notes {
        Content::Unknown
    } else {
        found
    }
}

/// What is on the picture that the page consists of; nothing where there is none, or it is not judged.
fn judged<'d>(
    file: &'d File<'d>,
    page: &Dict<'d>,
    number: u32,
    pictures: &Pictures,
    judge: &mut PageJudge<'_>,
) -> Option<Content> {
    let most = judge.most_pixels();
    let quarters = match inherited(file, page, b"Rotate") {
        Some(Object::Number(degrees)) => degrees.whole() / 90,
        _ => 0,
    };
    let (object, orientation) = pictures.only(quarters)?;
    let stream = file.stream(&object).filter(|_| most > 0)?;
    let (picture, coding) = image::decoded(file, &stream, most)?;
    if pictures.is_stretched(picture.size()) {
        return None;
    }
    Some(judge.judge(number, picture.upright(orientation), coding))
}

/// The crop box, or the media box where there is none, in millimetres.
fn sheet<'d>(file: &'d File<'d>, page: &Dict<'d>) -> Option<Sheet> {
    let sides = |key: &[u8]| {
        let Some(Object::Array(corners)) = inherited(file, page, key) else {
            return None;
        };
        let mut numbers = corners.iter().map(|it| match file.resolved(it) {
            Some(Object::Number(number)) => Some(number.0),
            _ => None,
        });
        let (left, bottom) = (numbers.next()??, numbers.next()??);
        let (right, top) = (numbers.next()??, numbers.next()??);
        Some((right.abs_diff(left), top.abs_diff(bottom)))
    };
    let (width, height) = sides(b"CropBox").or_else(|| sides(b"MediaBox"))?;
    // Hundredths of the size of a point.
    let unit = match file.value(page, b"UserUnit") {
        Some(Object::Number(unit)) => unit.0.unsigned_abs(),
        _ => 100,
    };
    let millimetres = |side: u64| {
        let parts = POINTS_PER_INCH * 100_000;
        let side = side.saturating_mul(unit).saturating_mul(254);
        u32::try_from(side.saturating_add(parts / 2) / parts).unwrap_or(u32::MAX)
    };
    let (width, height) = (millimetres(width), millimetres(height));
    Some(Sheet {
        long: width.max(height),
        short: width.min(height),
    })
}

/// How many bytes come out of a fax by itself: its rules as a dictionary in the first bytes, then its data.
#[cfg(feature = "parsers")]
pub(crate) fn fax_bytes(bytes: &[u8]) -> Option<usize> {
    const RULES: usize = 64;
    let (rules, data) = bytes.split_at_checked(RULES)?;
    let work = object::Work::new(RULES);
    let Some(Object::Dict(rules)) = object::Reader::new(rules, 0, &work).object() else {
        return None;
    };
    let side = |key: &[u8]| u32::try_from(rules.whole(key)?).ok();
    let size = crate::Size {
        width: side(b"Columns")?,
        height: side(b"Rows")?,
    };
    let is_bearable = crate::decode::is_bearable(size);
    Some(
        is_bearable
            .then(|| fax::unpacked(data, &rules, size))??
            .len(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Policy;
    use precheck_testkit::{packed_pdf, pdf, pdf_with};

    const TEXT: &str = "BT /F 12 Tf 72 700 Td (a page) Tj ET";
    const PICTURE: &str = "q 595 0 0 842 0 0 cm /I Do Q";
    const FORM: &str = "q /X Do Q";
    const NOTHING: &str = "q 1 0 0 1 0 0 cm Q";

    fn read(bytes: &[u8]) -> Result<Pages, Unread> {
        super::read(bytes, &mut PageJudge::of_none(&Policy::default()))
    }

    fn contents(bytes: &[u8]) -> Vec<Content> {
        let pages = read(bytes).expect("pages");
        pages.first.iter().map(|it| it.content).collect()
    }

    #[test]
    fn pages_are_counted_and_looked_into_however_they_are_stored() {
        let pages = [TEXT, PICTURE, FORM, NOTHING, "q BI /W 1 /H 1 ID \u{1} EI Q"];
        for bytes in [pdf(&pages), packed_pdf(&pages)] {
            assert_eq!(
                contents(&bytes),
                [
                    Content::Print,
                    Content::Pictures,
                    Content::Print,
                    Content::Nothing,
                    Content::Pictures
                ]
            );
            let a4 = Sheet {
                long: 297,
                short: 210,
            };
            let pages = read(&bytes).expect("pages");
            assert!(pages.first.iter().all(|it| it.sheet == Some(a4)));
        }
        assert_eq!(read(&pdf(&[])).map(|it| it.count), Ok(0));
    }

    #[test]
    fn what_was_saved_last_counts() {
        let mut saved = pdf(&[TEXT]);
        saved.extend_from_slice(
            b"2 0 obj<</Type/Pages/Count 2/Kids[7 0 R 7 0 R 9 0 R]>>endobj\n\
              9 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 400]/UserUnit 2>>endobj\n\
              trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n",
        );
        let pages = read(&saved).expect("pages");
        assert_eq!(pages.count, 2, "a page that is listed twice is one");
        assert_eq!(pages.first[1].content, Content::Nothing);
        let sheet = Sheet {
            long: 282,
            short: 141,
        };
        assert_eq!(pages.first[1].sheet, Some(sheet));
    }

    #[test]
    fn a_page_with_a_stamp_is_not_called_empty() {
        let bytes = pdf(&[NOTHING]);
        let text = String::from_utf8(bytes).expect("readable");
        let stamped = text.replace("/Type/Page/Parent", "/Annots[4 0 R]/Type/Page/Parent");
        assert_eq!(contents(stamped.as_bytes()), [Content::Unknown]);
    }

    #[test]
    fn a_file_that_is_slow_to_read_is_left_unread() {
        let nested = [b"[".repeat(38), b"]".repeat(38)].concat().repeat(700);
        let trailer = [b"trailer<</A[", &nested[..], b"]>>\n"].concat();
        let mut slow = pdf(&[TEXT]);
        slow.extend(trailer.repeat(60));
        slow.extend_from_slice(b"%%EOF");
        assert_eq!(read(&slow), Err(Unread::Unclear));
        let mut bearable = pdf(&[TEXT]);
        bearable.extend(trailer.repeat(3));
        bearable.extend_from_slice(b"%%EOF");
        assert_eq!(read(&bearable).map(|it| it.count), Ok(1));
    }

    #[test]
    fn a_download_that_broke_off_has_no_end() {
        let whole = pdf(&[TEXT]);
        assert_eq!(read(&whole[..whole.len() - 8]), Err(Unread::Truncated));
        assert_eq!(read(b"%PDF-1.4\n%%EOF\n"), Err(Unread::Corrupt));
    }

    #[test]
    fn a_tree_that_bites_its_tail_and_one_that_is_lost_are_read() {
        let whole = String::from_utf8(pdf(&[TEXT])).expect("readable");
        let circle = whole.replace("/Kids[7 0 R", "/Kids[2 0 R 7 0 R");
        assert_eq!(contents(circle.as_bytes()), [Content::Print]);
        let lost = whole.replace("/Root", "/Boot");
        assert_eq!(contents(lost.as_bytes()), [Content::Print]);
    }

    #[test]
    fn a_lock_of_a_kind_that_is_not_tried_is_only_told() {
        let newest = "/Encrypt<</Filter/Standard/V 5/R 6/Length 256>>";
        assert_eq!(
            read(&pdf_with(&[TEXT], newest)),
            Err(Unread::PerhapsEncrypted)
        );
        let wrong = "/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4\
                     /O<0000000000000000000000000000000000000000000000000000000000000000>\
                     /U<0000000000000000000000000000000000000000000000000000000000000000>>>";
        assert_eq!(read(&pdf_with(&[TEXT], wrong)), Err(Unread::Encrypted));
    }
}

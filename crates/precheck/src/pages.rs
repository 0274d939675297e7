//! What the pages of a PDF or OFD are worth: none, too few, too many, empty, of a strange size.
//! The formats are read elsewhere; this is what they tell, and what it means for the material.

use crate::{Code, Finding, Policy, Shape};

/// How many pages are looked into. A material has a handful; of a book the beginning is enough.
pub(crate) const LOOKED_INTO: usize = 60;

/// The long side of A4 in millimetres (ISO 216).
const A4_LONG_SIDE: u32 = 297;
const A4_SHORT_SIDE: u32 = 210;

/// What is on a page, as far as it could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// It could not be read; nothing is held against the page.
    Unknown,
    Nothing,
    /// Pictures and nothing else, as a scanner makes them, which were not looked at.
    Pictures,
    /// One picture, which was judged.
    Judged,
    /// Text or drawing.
    Print,
}

impl Content {
    /// Both together.
    pub(crate) fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Print, _) | (_, Self::Print) => Self::Print,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Nothing, found) | (found, Self::Nothing) => found,
            (Self::Pictures | Self::Judged, _) => Self::Pictures,
        }
    }
}

/// The sides of a page in millimetres, the longer first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub(crate) long: u32,
    pub(crate) short: u32,
}

impl Sheet {
    /// Within a fifth: Letter and 16K pass, a receipt and a poster do not.
    fn is_about_a4(self) -> bool {
        let about =
            |side: u32, wanted: u32| (wanted * 4..=wanted * 6).contains(&side.saturating_mul(5));
        about(self.long, A4_LONG_SIDE) && about(self.short, A4_SHORT_SIDE)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) content: Content,
    pub(crate) sheet: Option<Sheet>,
}

/// Why the pages are not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    Truncated,
    Encrypted,
    /// It is locked in a way that is not tried here, perhaps only against changes.
    PerhapsEncrypted,
    Corrupt,
    /// It opens, and its pages are out of reach; nothing is held against it.
    Unclear,
}

/// The pages of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pages {
    pub(crate) count: u32,
    /// The first of them, see [`LOOKED_INTO`].
    pub(crate) first: Vec<Page>,
}

impl Pages {
    fn of(&self, content: Content) -> u32 {
        self.first.iter().filter(|it| it.content == content).count() as u32
    }

    /// Of these pages, counted from 1.
    fn numbers(&self, content: Content) -> Vec<u32> {
        let pages = (1..).zip(&self.first);
        pages
            .filter(|(_, page)| page.content == content)
            .map(|(number, _)| number)
            .collect()
    }
}

/// What is told of the pages of a document.
pub(crate) fn findings(pages: &Pages, policy: &Policy) -> Vec<Finding> {
    let told = |code, severity, value, limit| {
        Finding::when_checked(code, severity).map(|it| it.measured(value, limit))
    };
    let count = pages.count;
    if count == 0 {
        return Vec::from_iter(Finding::when_checked(Code::NoPages, policy.pages.of_bad()));
    }
    let few = policy.min_pages.filter(|least| count < *least);
    let many = policy.max_pages.filter(|most| count > *most);
    let blank = pages.of(Content::Nothing);
    let all_blank = blank == count;
    let blank_severity = if all_blank {
        policy.blank.of_bad()
    } else {
        policy.blank.of_doubtful()
    };
    let pictures = pages.of(Content::Pictures);
    let on = |content, finding| Finding {
        pages: pages.numbers(content),
        ..finding
    };
    // A certificate or an invoice has a size of its own, and the portal that issued it has a reason.
    let odd = (policy.shape == Shape::Sheet)
        .then(|| pages.first.iter().filter_map(|page| page.sheet))
        .and_then(|mut sheets| sheets.find(|sheet| !sheet.is_about_a4()));
    [
        few.and_then(|least| told(Code::TooFewPages, policy.pages.of_bad(), count, least)),
        many.and_then(|most| told(Code::TooManyPages, policy.pages.of_bad(), count, most)),
        (blank > 0)
            .then(|| told(Code::BlankPages, blank_severity, blank, count))
            .flatten()
            .map(|it| on(Content::Nothing, it)),
        (pictures > 0)
            .then(|| {
                told(
                    Code::PagesOfPictures,
                    policy.pages.of_note(),
                    pictures,
                    count,
                )
            })
            .flatten()
            .map(|it| on(Content::Pictures, it)),
        odd.and_then(|sheet| {
            told(
                Code::PageSize,
                policy.pages.of_doubtful(),
                sheet.long,
                A4_LONG_SIDE,
            )
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Severity;

    fn pages(contents: &[Content]) -> Pages {
        let page = |content: &Content| Page {
            content: *content,
            sheet: Some(Sheet {
                long: 279,
                short: 216,
            }),
        };
        Pages {
            count: contents.len() as u32,
            first: contents.iter().map(page).collect(),
        }
    }

    fn codes(pages: &Pages, policy: &Policy) -> Vec<(Code, Severity)> {
        let told = findings(pages, policy);
        told.iter().map(|it| (it.code, it.severity)).collect()
    }

    #[test]
    fn pages_are_counted_against_the_material() {
        let policy = Policy {
            min_pages: Some(2),
            max_pages: Some(3),
            ..Policy::default()
        };
        let print = |count| pages(&vec![Content::Print; count]);
        assert_eq!(
            codes(&print(0), &policy),
            [(Code::NoPages, Severity::Block)]
        );
        assert_eq!(
            codes(&print(1), &policy),
            [(Code::TooFewPages, Severity::Block)]
        );
        assert_eq!(codes(&print(2), &policy), []);
        assert_eq!(
            codes(&print(4), &policy),
            [(Code::TooManyPages, Severity::Block)]
        );
    }

    #[test]
    fn one_empty_page_is_doubtful_and_nothing_but_empty_pages_is_bad() {
        let policy = Policy::default();
        let told = findings(&pages(&[Content::Print, Content::Nothing]), &policy);
        assert_eq!(
            (told[0].code, told[0].severity),
            (Code::BlankPages, Severity::Warn)
        );
        assert_eq!((told[0].value, told[0].limit), (Some(1), Some(2)));
        assert_eq!(
            codes(&pages(&[Content::Nothing; 2]), &policy),
            [(Code::BlankPages, Severity::Block)]
        );
        assert_eq!(codes(&pages(&[Content::Unknown; 2]), &policy), []);
    }

    #[test]
    fn a_scan_is_told_as_one() {
        assert_eq!(
            codes(&pages(&[Content::Pictures; 2]), &Policy::default()),
            [(Code::PagesOfPictures, Severity::Info)]
        );
        assert_eq!(
            codes(
                &pages(&[Content::Pictures, Content::Print]),
                &Policy::default()
            ),
            [(Code::PagesOfPictures, Severity::Info)]
        );
        assert_eq!(
            codes(
                &pages(&[Content::Judged, Content::Print]),
                &Policy::default()
            ),
            []
        );
    }

    #[test]
    fn the_size_matters_where_a_sheet_is_expected() {
        let sheet = |long, short| Pages {
            count: 1,
            first: vec![Page {
                content: Content::Print,
                sheet: Some(Sheet { long, short }),
            }],
        };
        let expected = Policy {
            shape: Shape::Sheet,
            ..Policy::default()
        };
        for (long, short) in [(297, 210), (279, 216), (260, 184)] {
            assert_eq!(codes(&sheet(long, short), &expected), []);
        }
        let told = findings(&sheet(200, 80), &expected);
        assert_eq!(
            (told[0].code, told[0].severity),
            (Code::PageSize, Severity::Warn)
        );
        assert_eq!((told[0].value, told[0].limit), (Some(200), Some(297)));
        assert_eq!(codes(&sheet(200, 80), &Policy::default()), []);
    }
}

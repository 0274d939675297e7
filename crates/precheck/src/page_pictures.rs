//! Pages of a document that are one picture each: judged as photographs are, and what was found on which of them.

use crate::decode::Coding;
use crate::pages::Content;
use crate::raster::Raster;
use crate::{Code, Finding, Format, Policy, Report, decode, picture_check, size};

/// Pages that are judged: a material has a handful, and each takes as long as a photograph.
const PAGES: usize = 12;
/// Pixels of all of them together: eight sheets of A4 at 300 dots to an inch.
const PIXELS: u64 = 80_000_000;

/// How much of a page a card takes, which outline is found first and what is on it says nothing of a scan: both sides
/// of a card have room on one, and words beside them.
const OF_THE_FRAME: [Code; 4] = [
    Code::SmallInFrame,
    Code::WrongShape,
    Code::OtherSide,
    Code::OtherDocument,
];

/// Judges pages, one after the other.
pub(crate) struct PageJudge<'p> {
    policy: &'p Policy,
    pages: usize,
    pixels: u64,
    findings: Vec<Finding>,
}

impl<'p> PageJudge<'p> {
    pub(crate) fn new(policy: &'p Policy) -> Self {
        Self {
            policy,
            pages: PAGES,
            pixels: PIXELS,
            findings: Vec::new(),
        }
    }

    /// One that looks at no page.
    pub(crate) fn of_none(policy: &'p Policy) -> Self {
        Self {
            pages: 0,
            ..Self::new(policy)
        }
    }

    /// The most pixels that the next page may have; none where no more is judged.
    pub(crate) fn most_pixels(&self) -> u64 {
        if self.pages == 0 { 0 } else { self.pixels }
    }

    /// Judges the upright picture of the page of this number, counted from 1, and says what is on it.
    pub(crate) fn judge(&mut self, page: u32, picture: Raster, coding: Coding) -> Content {
        self.pages = self.pages.saturating_sub(1);
        let pixels = decode::pixels(picture.size());
        self.pixels = self.pixels.saturating_sub(pixels);
        let mut report = Report::of_file(Format::Jpeg, 0);
        report.size = Some(picture.size());
        report
            .findings
            .extend(size::finding(picture.size(), self.policy));
        picture_check::judge(picture, coding, self.policy, &mut report);
        if report.find(Code::Blank).is_some() && report.find(Code::TooDark).is_none() {
            // Told with all other empty pages: the back of a sheet may be one.
            return Content::Nothing;
        }
        let findings = report.findings.into_iter();
        for finding in findings.filter(|it| !OF_THE_FRAME.contains(&it.code)) {
            self.add(page, finding);
        }
        Content::Judged
    }

    fn add(&mut self, page: u32, finding: Finding) {
        let known = self.findings.iter_mut().find(|it| it.code == finding.code);
        match known {
            Some(known) if known.pages.last() == Some(&page) => {
                known.severity = known.severity.max(finding.severity);
            }
            Some(known) => {
                known.severity = known.severity.max(finding.severity);
                known.pages.push(page);
            }
            None => self.findings.push(Finding {
                region: None,
                pages: vec![page],
                ..finding
            }),
        }
    }

    /// Each thing that was found once, with its pages.
    pub(crate) fn findings(self) -> Vec<Finding> {
        self.findings
    }
}

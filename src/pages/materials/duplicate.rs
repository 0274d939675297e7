//! The same picture in two places: as a photograph it is told by its likeness, as a PDF by its bytes.
//! Only the phone sees all pictures of an application; the finding is on the later one.

use leptos::prelude::*;
use precheck::{Code, Finding, Format, Report};

use super::intake::Place;
use crate::draft::{Draft, Picture};

impl Place {
    /// Adds the finding to a report where another page has the same picture.
    pub(super) async fn find_duplicate(&self, bytes: &[u8], report: &mut Report) {
        let Some(severity) = self.material.check.duplicate.of_bad() else {
            return;
        };
        let (material, page) = (&self.material.id, &self.page);
        let alike = self
            .tray
            .draft
            .try_with_untracked(|draft| alike(draft, material, page, report))
            .unwrap_or_default();
        for (id, is_certain) in alike {
            if is_certain || self.tray.bytes(&id).await.as_deref() == Some(bytes) {
                let at = report
                    .findings
                    .iter()
                    .take_while(|finding| finding.severity >= severity)
                    .count();
                let finding = Finding::new(Code::SamePicture, severity);
                report.findings.insert(at, finding);
                return;
            }
        }
    }
}

/// The pictures of other pages that are the same, and the files that may be.
fn alike(draft: &Draft, material: &str, page: &str, report: &Report) -> Vec<(String, bool)> {
    let elsewhere = |held: &&Picture| held.material != material || held.page != page;
    let others = draft.pictures.iter().filter(elsewhere);
    let alike = others.filter_map(|held| {
        let is_same = match (held.report.likeness, report.likeness) {
            (Some(one), Some(other)) => one.is_same(other),
            _ => false,
        };
        let may_be = report.format == Format::Pdf && held.report.bytes == report.bytes;
        (is_same || may_be).then(|| (held.id.clone(), is_same))
    });
    alike.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Standing;
    use precheck::{Edit, Likeness};

    /// Of a picture with these sixteen digits, four times.
    fn report(likeness: &str) -> Report {
        let likeness = Likeness::try_from(likeness.repeat(4));
        Report {
            likeness: Some(likeness.expect("a likeness")),
            ..Report::of_file(Format::Jpeg, 400)
        }
    }

    fn held(page: &str, report: Report) -> Picture {
        Picture {
            id: page.to_owned(),
            material: "id_card".to_owned(),
            page: page.to_owned(),
            report,
            standing: Standing::Taken,
            chosen_bytes: 400,
            for_review: false,
            upload: None,
            arrived: true,
            original: None,
            edit: Edit::default(),
        }
    }

    #[test]
    fn the_back_is_not_the_front_once_more() {
        let draft = Draft {
            pictures: vec![held("front", report("00ff00ff00ff00ff"))],
            ..Draft::default()
        };
        let nearly = report("00ff00ff00ff00fe");
        let found = alike(&draft, "id_card", "back", &nearly);
        assert_eq!(found, [("front".to_owned(), true)]);
        // Another photograph of the very page is no other page.
        assert_eq!(alike(&draft, "id_card", "front", &nearly), []);
        assert_eq!(
            alike(&draft, "id_card", "back", &report("ff00ff00ff00ff00")),
            []
        );
    }

    #[test]
    fn documents_of_one_length_are_compared_byte_by_byte() {
        let pdf = Report::of_file(Format::Pdf, 400);
        let draft = Draft {
            pictures: vec![held("front", pdf.clone())],
            ..Draft::default()
        };
        let found = alike(&draft, "contract", "page", &pdf);
        assert_eq!(found, [("front".to_owned(), false)]);
    }
}

//! The same picture in two places: as a photograph it is told by its likeness, as a PDF by its bytes.
//! Only the phone sees all pictures of an application; the finding is on the later one.

use catalog::scenario::Supply;
use leptos::prelude::*;
use precheck::{Code, Finding, Format, Report};

use super::page_upload::slot_id;
use super::processing::PageSlot;
use super::store::AttachmentStore;
use crate::draft::{Draft, Picture};
use crate::format;

impl PageSlot {
    /// Adds the finding to a report where another page has the same picture.
    pub(crate) async fn find_duplicate(&self, bytes: &[u8], report: &mut Report) {
        let Some(severity) = self.material.check.duplicate.of_bad() else {
            return;
        };
        let (material, page) = (&self.material.id, &self.page);
        let alike = self
            .attachments
            .draft
            .try_with_untracked(|draft| alike(draft, material, page, report))
            .unwrap_or_default();
        for (id, is_certain) in alike {
            if is_certain || self.attachments.bytes(&id).await.as_deref() == Some(bytes) {
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

/// Where the picture is that another one is the same as.
pub(crate) struct Twin {
    /// The place in words: the page, with its material where that is another one.
    pub(crate) name: String,
    /// The id of the place.
    pub(crate) slot: String,
}

/// The twin of a picture that was found to have one; nothing once that has left its place.
pub(crate) fn twin(attachments: AttachmentStore, picture: &Picture) -> Option<Twin> {
    let (material, page) = attachments
        .draft
        .try_with_untracked(|draft| place_of_twin(draft, picture))??;
    let name = attachments.scenario.try_with_value(|scenario| {
        let held = scenario.material(&material)?;
        let label = held.pages.iter().find(|held| held.id == page)?;
        let label = format::localized(&label.label);
        let name = format::localized(&held.name);
        Some(match held.pages.as_slice() {
            _ if material == picture.material => label,
            [_] => name,
            _ => [name, label].concat(),
        })
    });
    Some(Twin {
        name: name.flatten()?,
        slot: slot_id(&material, &page),
    })
}

/// The material and the page of it. A file of the same length was compared when the finding was made.
fn place_of_twin(draft: &Draft, picture: &Picture) -> Option<(String, String)> {
    let alike = alike(draft, &picture.material, &picture.page, &picture.report);
    // Those that are the same for sure come first.
    let sure = alike.iter().filter(|(_, is_certain)| *is_certain);
    let perhaps = alike.iter().filter(|(_, is_certain)| !is_certain);
    let mut held = sure
        .chain(perhaps)
        .filter_map(|(id, _)| draft.pictures.iter().find(|held| held.id == *id));
    let shown = held.find(|held| draft.ways.get(&held.material) == Some(&Supply::Attach))?;
    Some((shown.material.clone(), shown.page.clone()))
}

/// Pictures looked through at most, the latest first: each takes some milliseconds of an old phone, and the server tells the
/// same bytes among all.
const MOST_COMPARED: usize = 60;

/// The pictures of other pages that are the same, and the files that may be.
fn alike(draft: &Draft, material: &str, page: &str, report: &Report) -> Vec<(String, bool)> {
    let elsewhere = |held: &&Picture| held.material != material || held.page != page;
    let others = draft.pictures.iter().rev().filter(elsewhere);
    let alike = others.take(MOST_COMPARED).filter_map(|held| {
        let is_same = match (&held.report.likeness, &report.likeness) {
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
    use crate::draft::PictureStatus;
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
            status: PictureStatus::Taken,
            chosen_bytes: 400,
            for_review: false,
            upload: None,
            arrived: true,
            original: None,
            edit: Edit::default(),
            changes: Vec::new(),
        }
    }

    #[test]
    fn the_back_is_not_the_front_once_more() {
        let draft = Draft {
            pictures: vec![held("front", report("00ff00ff00ff00ff"))],
            ..Draft::default()
        };
        let same = report("00ff00ff00ff00ff");
        let found = alike(&draft, "id_card", "back", &same);
        assert_eq!(found, [("front".to_owned(), true)]);
        // Another photograph of the very page is no other page.
        assert_eq!(alike(&draft, "id_card", "front", &same), []);
        assert_eq!(
            alike(&draft, "id_card", "back", &report("ff00ff00ff00ff00")),
            []
        );
    }

    #[test]
    fn the_twin_is_named_while_it_is_to_be_seen() {
        let (front, back) = (held("front", report("00ff00ff00ff00ff")), "back");
        let twin = held(back, report("00ff00ff00ff00ff"));
        let mut draft = Draft {
            pictures: vec![front, twin.clone()],
            ..Draft::default()
        };
        assert_eq!(place_of_twin(&draft, &twin), None);
        draft.ways.insert("id_card".to_owned(), Supply::Attach);
        let found = place_of_twin(&draft, &twin);
        assert_eq!(found, Some(("id_card".to_owned(), "front".to_owned())));
        draft.pictures.remove(0);
        assert_eq!(place_of_twin(&draft, &twin), None);
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

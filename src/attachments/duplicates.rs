//! The same picture in two slots of a draft: a photograph is recognised by its perceptual hash, a PDF by its bytes.
//! Only the phone sees all pictures of an application; the finding is on the later one.

use catalog::scenario::Supply;
use leptos::prelude::*;
use precheck_types::{Code, Finding, Format, Report};

use super::slot::PageSlot;
use super::slot_key::page_element_id;
use super::store::AttachmentStore;
use crate::draft::{Draft, Picture};
use crate::format;
use crate::problem::title_id;

impl PageSlot {
    /// Adds the finding to a report where another slot has the same picture.
    pub(super) async fn find_duplicate(&self, bytes: &[u8], report: &mut Report) {
        let Some(severity) = self.policy.duplicate.of_bad() else {
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

/// The slot that has the same picture.
pub(super) struct Twin {
    /// The page, with its material where that is another one.
    pub(super) name: String,
    /// The heading of the slot.
    pub(super) title_id: String,
    /// The address of the page that it is on, where that is another one.
    pub(super) page: Option<String>,
}

/// The twin of a picture that was found to have one; `None` once that has been removed.
pub(super) fn twin(attachments: AttachmentStore, picture: &Picture) -> Option<Twin> {
    let (material, page, title_id) = attachments.draft.try_with_untracked(|draft| {
        let (material, page) = slot_of_twin(draft, picture)?;
        let title_id = title_id(&page_element_id(draft, &material, &page));
        Some((material, page, title_id))
    })??;
    let name = attachments.scenario.try_with_value(|scenario| {
        let found = scenario.material(&material)?;
        let label = found.pages.iter().find(|found| found.id == page)?;
        let label = format::localized(&label.label);
        let name = format::localized(&found.name);
        Some(match found.pages.as_slice() {
            _ if material == picture.material => label,
            [_] => name,
            _ => [name, label].concat(),
        })
    });
    Some(Twin {
        name: name.flatten()?,
        title_id,
        page: (material != picture.material)
            .then(|| attachments.page_of(&material))
            .flatten(),
    })
}

/// The material and the page of it. A file of the same length was compared when the finding was made.
fn slot_of_twin(draft: &Draft, picture: &Picture) -> Option<(String, String)> {
    let alike = alike(draft, &picture.material, &picture.page, &picture.report);
    // Those that are the same for sure come first.
    let sure = alike.iter().filter(|(_, is_certain)| *is_certain);
    let perhaps = alike.iter().filter(|(_, is_certain)| !is_certain);
    let mut others = sure
        .chain(perhaps)
        .filter_map(|(id, _)| draft.pictures.iter().find(|other| other.id == *id));
    let shown = others.find(|other| draft.ways.get(&other.material) == Some(&Supply::Attach))?;
    Some((shown.material.clone(), shown.page.clone()))
}

/// Pictures compared at most, the latest first: each takes some milliseconds of an old phone, and the server finds the
/// same bytes among all.
const MAX_COMPARED: usize = 60;

/// The ids of pictures of other slots that are the same, and of files that may be; whether it is certain.
fn alike(draft: &Draft, material: &str, page: &str, report: &Report) -> Vec<(String, bool)> {
    let elsewhere = |other: &&Picture| other.material != material || other.page != page;
    let others = draft.pictures.iter().rev().filter(elsewhere);
    let alike = others.take(MAX_COMPARED).filter_map(|other| {
        let is_same = match (&other.report.perceptual_hash, &report.perceptual_hash) {
            (Some(one), Some(other)) => one.is_same(other),
            _ => false,
        };
        let may_be = report.format == Format::Pdf && other.report.bytes == report.bytes;
        (is_same || may_be).then(|| (other.id.clone(), is_same))
    });
    alike.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use precheck_types::PerceptualHash;

    /// Of a picture with these sixteen digits, four times.
    fn report(hash: &str) -> Report {
        let hash = PerceptualHash::try_from(hash.repeat(4));
        Report {
            perceptual_hash: Some(hash.expect("a perceptual hash")),
            ..Report::of_file(Format::Jpeg, 400)
        }
    }

    fn taken(page: &str, report: Report) -> Picture {
        Picture {
            id: page.to_owned(),
            page: page.to_owned(),
            arrived: true,
            ..Picture::taken(report)
        }
    }

    #[test]
    fn the_back_is_not_the_front_once_more() {
        let draft = Draft {
            pictures: vec![taken("front", report("00ff00ff00ff00ff"))],
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
        let (front, back) = (taken("front", report("00ff00ff00ff00ff")), "back");
        let twin = taken(back, report("00ff00ff00ff00ff"));
        let mut draft = Draft {
            pictures: vec![front, twin.clone()],
            ..Draft::default()
        };
        assert_eq!(slot_of_twin(&draft, &twin), None);
        draft.ways.insert("id_card".to_owned(), Supply::Attach);
        let found = slot_of_twin(&draft, &twin);
        assert_eq!(found, Some(("id_card".to_owned(), "front".to_owned())));
        draft.pictures.remove(0);
        assert_eq!(slot_of_twin(&draft, &twin), None);
    }

    #[test]
    fn documents_of_one_length_are_compared_byte_by_byte() {
        let pdf = Report::of_file(Format::Pdf, 400);
        let draft = Draft {
            pictures: vec![taken("front", pdf.clone())],
            ..Draft::default()
        };
        let found = alike(&draft, "contract", "page", &pdf);
        assert_eq!(found, [("front".to_owned(), false)]);
    }
}

//! An unfinished application on the phone: every answer, every typed word, every photograph.
//! Stored sealed in IndexedDB from the first tap on; the page may die at any moment.

mod changes;
mod merge;
mod migration;
mod news;
mod ownership;
mod store;

use std::collections::BTreeMap;

use catalog::Answers;
use catalog::Verdict;
use catalog::application::{Application, Attachment, Supplied};
use catalog::plan::{Plan, StepState};
use catalog::scenario::{MaterialId, Scenario, Supply};
use serde::{Deserialize, Serialize};

pub(crate) use changes::{Changes, DraftItem};
pub(crate) use merge::merge;
pub(crate) use migration::is_of;
pub(crate) use news::{News, NewsCause};
pub(crate) use ownership::{DRAFTS, draft_key, kept_key};
pub(crate) use store::{DraftStore, Found, NotSaved, Receipt, SaveOutcome, Storage, StoredDraft};

/// An unfinished application, with what only the phone knows about it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Draft {
    /// Made when it is begun: one that was handed in or thrown away and begun again is another. Empty in those of
    /// releases until 2026-11.
    pub(crate) id: String,
    /// Whose it is: the opaque id of the person who was signed in. `None` before anyone has signed in.
    pub(crate) owner: Option<String>,
    pub(crate) scenario: String,
    pub(crate) region: String,
    /// The version and hash it was last planned with.
    pub(crate) version: String,
    pub(crate) hash: String,
    /// Materials are in `ways` and `pictures` until it is handed in.
    pub(crate) application: Application,
    /// How each material is to be supplied, where the resident has chosen.
    pub(crate) ways: BTreeMap<MaterialId, Supply>,
    pub(crate) pictures: Vec<Picture>,
    /// How often the pre-check has stopped each material: it never stops one more than twice.
    #[serde(rename = "stops")]
    pub(crate) rejections: BTreeMap<MaterialId, u8>,
    /// The Idempotency-Key of handing in; new when anything changed after a refusal.
    #[serde(rename = "key")]
    pub(crate) idempotency_key: String,
    /// The services of the list the resident went on with; another list is shown first.
    pub(crate) listed: Vec<String>,
    /// What the plan was when the resident last saw it, or left to sign in, by [`seen`]: what has changed since is
    /// said.
    pub(crate) seen: Vec<String>,
    /// The case and service whose correction (补正) it answers, as `number/service`; empty for an application.
    pub(crate) answers_to: String,
    /// What the resident says to the office in that answer.
    pub(crate) note: String,
    /// The clauses ticked so far of what is not yet agreed to as a whole, as `commitment/number`.
    pub(crate) ticked: Vec<String>,
    /// What the separate consent to sensitive data was shown for, as `service/id`: where more is used, it is asked
    /// anew.
    pub(crate) consented: Vec<String>,
    /// What newer versions of the scenario meant for it, until the resident has read it.
    #[serde(rename = "changes")]
    pub(crate) news: Vec<News>,
    /// The same, as releases until 2026-11 stored it: in words, the title first. It is shown until it has been read,
    /// and never written anew.
    #[serde(rename = "news", skip_serializing_if = "Vec::is_empty")]
    pub(crate) worded_news: Vec<String>,
    /// The case that it has become, while that can be undone: then it lies on the phone and is shown nowhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) kept: Option<Kept>,
    /// Other answers that its owner gave earlier, where those before signing in differed; until one is chosen.
    pub(crate) earlier: Answers,
}

/// Of a draft that was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// The number of the case.
    pub(crate) case: String,
    /// Until when it can be undone: milliseconds since 1970 by the clock of this phone.
    pub(crate) until: u64,
}

/// What is possible, wanted and on record in a plan: the services that are not ruled out, the materials to bring, and
/// the questions that records answer, as `service/id`, `material/id`, `record/id`.
pub(crate) fn seen(plan: &Plan, scenario: &Scenario) -> Vec<String> {
    let mut seen = Vec::new();
    let mut add = |kind: &str, id: &str| {
        let thing = [kind, id].concat();
        if !seen.contains(&thing) {
            seen.push(thing);
        }
    };
    for service in &plan.services {
        if service.verdict != Verdict::DoesNotApply {
            add("service/", &service.id);
        }
    }
    for planned in plan.materials.iter().filter(|planned| !planned.exempted) {
        // Those of rows are one: people come and go on the form.
        if let Some(material) = scenario.material(&planned.id) {
            add("material/", &material.id);
        }
    }
    for step in &plan.steps {
        if step.state == StepState::OnRecord {
            add("record/", &step.question);
        }
    }
    seen
}

/// A photograph or file of one page of a material. Its bytes lie beside the draft, under its id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Picture {
    pub(crate) id: String,
    pub(crate) material: MaterialId,
    pub(crate) page: String,
    pub(crate) report: precheck_types::Report,
    #[serde(rename = "standing")]
    pub(crate) status: PictureStatus,
    /// The length of the file as it was chosen, in bytes; `report` tells that of the prepared one.
    pub(crate) chosen_bytes: u64,
    /// The pre-check was not content; it goes all the same: 「转人工审核」.
    pub(crate) for_review: bool,
    /// The id of the upload, once begun.
    pub(crate) upload: Option<String>,
    /// All of it has arrived.
    pub(crate) arrived: bool,
    /// Under which id the photograph as it was taken in lies, where it was kept: every edit begins from it.
    #[serde(default)]
    pub(crate) original: Option<String>,
    /// What was done to the original at the resident's wish.
    #[serde(default)]
    pub(crate) edit: precheck_types::Edit,
    /// What was done to the file that was chosen, until it became this picture.
    #[serde(default)]
    pub(crate) changes: Vec<precheck_types::Change>,
}

impl Picture {
    /// The ids of everything that lies on the phone for it.
    pub(crate) fn stored_ids(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.id).chain(&self.original)
    }

    /// The id of what an edit begins from.
    pub(crate) fn source(&self) -> &String {
        self.original.as_ref().unwrap_or(&self.id)
    }

    /// For tests: the front of an identity card, taken and not yet sent.
    #[cfg(test)]
    pub(crate) fn taken(report: precheck_types::Report) -> Self {
        Self {
            id: "1".to_owned(),
            material: "id_card".to_owned(),
            page: "front".to_owned(),
            report,
            status: PictureStatus::Taken,
            chosen_bytes: 100,
            for_review: false,
            upload: None,
            arrived: false,
            original: None,
            edit: precheck_types::Edit::default(),
            changes: Vec::new(),
        }
    }
}

/// What becomes of a picture. Only a taken one is uploaded and handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PictureStatus {
    Taken,
    /// The pre-check has doubts; the resident decides.
    Doubted,
    /// The pre-check stopped it: another picture, please.
    Stopped,
    /// Stopped as often as may be; the resident may send it to a clerk.
    ForClerk,
    /// The pre-check could not run; the resident may send it to a clerk.
    Unchecked,
}

impl Draft {
    pub(crate) fn new(scenario: &Scenario, owner: Option<String>, idempotency_key: String) -> Self {
        Self {
            id: idempotency_key.clone(),
            owner,
            scenario: scenario.id.clone(),
            region: scenario.region.code.clone(),
            version: scenario.version.clone(),
            hash: scenario.hash.clone(),
            idempotency_key,
            ..Self::default()
        }
    }

    /// Whether it is an application of which anything is worth keeping.
    pub(crate) fn is_begun(&self) -> bool {
        let answers = &self.application.answers;
        !answers.given.is_empty() || !answers.rows.is_empty() || !self.application.fields.is_empty()
    }

    pub(crate) fn pictures_of<'a>(
        &'a self,
        material: &'a str,
    ) -> impl Iterator<Item = &'a Picture> {
        self.pictures
            .iter()
            .filter(move |picture| picture.material == material)
    }

    /// The application as it is handed in: relevant answers, fields and materials of the plan only.
    pub(crate) fn to_hand_in(&self, plan: &Plan) -> Application {
        let mut application = self.application.clone();
        application.answers = plan.relevant_answers(&self.application.answers);
        application.fields.retain(|id, _| plan.field(id).is_some());
        application
            .delivery
            .retain(|id, _| plan.applied_for().any(|service| service.id == *id));
        application.materials.clear();
        for planned in &plan.materials {
            let way = match self.ways.get(&planned.id) {
                Some(way) => *way,
                None if planned.exempted => Supply::Licence,
                None => continue,
            };
            let supplied = self.supplied(&planned.id, way);
            application.materials.insert(planned.id.clone(), supplied);
        }
        application
    }

    /// The pictures of a material that are handed in.
    pub(crate) fn attachments(&self, material: &str) -> Vec<Attachment> {
        self.pictures_of(material)
            .filter(|picture| picture.status == PictureStatus::Taken)
            .map(|picture| Attachment {
                page: picture.page.clone(),
                file: picture.upload.clone().unwrap_or_default(),
                for_review: picture.for_review,
            })
            .collect()
    }

    fn supplied(&self, material: &str, way: Supply) -> Supplied {
        match way {
            Supply::Licence => Supplied::Licence,
            Supply::Later => Supplied::Later,
            Supply::Promise => Supplied::Promised,
            Supply::Counter => Supplied::Counter,
            Supply::OtherParty => Supplied::OtherParty,
            Supply::Attach => Supplied::Attached(self.attachments(material)),
        }
    }
}

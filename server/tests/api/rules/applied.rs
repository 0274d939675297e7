//! Applying for one service by the rules of the product's own scenarios.

use casework::ServiceState;
use catalog::{Answers, Application, Scenario, Supplied, Value};
use contract::case::{Case, CaseService, Submission};
use contract::person::Holdings;

use crate::resident::Resident;

pub(super) fn several(ids: &[&str]) -> Value {
    Value::Several(ids.iter().map(|&id| id.to_owned()).collect())
}

/// Hands in what these answers come to, with every declaration, and nothing that can be left out.
async fn hand_in(
    resident: &Resident<'_>,
    scenario: &str,
    answers: Answers,
    fields: &[(&str, Value)],
) -> Case {
    let path = format!("/api/v1/scenarios/{scenario}?region=321000");
    let scenario: Scenario = resident.get(&path).await.json();
    let mut application = Application {
        answers,
        sensitive_consent: true,
        ..Application::default()
    };
    let commitments = scenario.commitments.iter();
    application.agreed = commitments.map(|it| it.id.clone()).collect();
    let fields = fields.iter().cloned();
    application.fields = fields.map(|(id, value)| (id.to_owned(), value)).collect();
    let holdings: Holdings = resident.get("/api/v1/person/holdings").await.json();
    let at_counter: &[&str] = match holdings.licences.last().map(|one| &*one.kind) {
        None => &["id_card"],
        Some("business_licence") => &["labour_contract", "employer_authorization"],
        Some(_) => &[],
    };
    for material in at_counter {
        let shown = Supplied::Counter;
        application.materials.insert((*material).to_owned(), shown);
    }
    let submission = Submission {
        scenario: scenario.id,
        version: scenario.version,
        hash: scenario.hash,
        region: scenario.region.code,
        application,
    };
    let key = key_of(&submission);
    let answer = resident.post("/api/v1/cases", &key, &submission).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()
}

/// A key that belongs to what is handed in, as that of a draft does.
fn key_of(submission: &Submission) -> String {
    use sha2::{Digest, Sha256};
    let bytes = serde_json::to_vec(submission).unwrap();
    let digest = Sha256::digest(bytes);
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

pub(super) fn service<'a>(case: &'a Case, id: &str) -> &'a CaseService {
    let mut services = case.services.iter();
    services.find(|one| one.service == id).unwrap()
}

/// What nobody vouched for.
fn open_checks(case: &Case, id: &str) -> Vec<String> {
    let ruling = service(case, id).ruling.as_ref().unwrap();
    assert!(!ruling.granted);
    let reasons = ruling.reasons.iter();
    reasons.map(|reason| reason.check.clone()).collect()
}

/// One service of a scenario, with the answers and fields by which it is applied for.
pub(super) struct Applied<'a> {
    pub(super) scenario: &'a str,
    pub(super) service: &'a str,
    pub(super) answers: Answers,
    pub(super) fields: Vec<(&'a str, Value)>,
}

impl Applied<'_> {
    pub(super) async fn by(&self, resident: &Resident<'_>) -> Case {
        hand_in(resident, self.scenario, self.answers.clone(), &self.fields).await
    }

    /// Hands in as somebody to whom the rule grants; the case.
    pub(super) async fn granted_to(&self, resident: &Resident<'_>) -> Case {
        let case = self.by(resident).await;
        assert_eq!(service(&case, self.service).state, ServiceState::Granted);
        case
    }

    /// Hands in as somebody whom the rule leaves to a person; the number of the case, and what was not vouched for.
    pub(super) async fn left_to_a_person(&self, resident: &Resident<'_>) -> (String, Vec<String>) {
        let case = self.by(resident).await;
        assert_eq!(service(&case, self.service).state, ServiceState::Submitted);
        let open = open_checks(&case, self.service);
        (case.number, open)
    }
}

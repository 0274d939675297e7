//! A client of the back office's API, `/ops/v1`, with the token of the one office.

use casework::event::{CorrectionItem, CorrectionSubject, Remedy};
use catalog::CorrectionReason;
use contract::IDEMPOTENCY_KEY;
use contract::case_event::CaseEventKind;
use contract::office_action::{OfficeAction, OfficeCommand};
use contract::ops::{OpsCase, OpsCaseDetail, OpsCasePage};
use reqwest::{Client, StatusCode};

use crate::http::client;
use crate::product::{OPS_TOKEN, Product, move_clock};

/// One second more than a resident has for taking a hand-in back: before, an office accepts and does no more.
const UNDO_SECONDS: i64 = 601;

/// An action that has seen everything: nothing is stale to it.
const SEEN_ALL: u32 = u32::MAX;

pub struct BackOffice {
    client: Client,
    address: String,
}

impl BackOffice {
    #[must_use]
    pub fn of(product: &Product) -> Self {
        Self {
            client: client(),
            address: product.address(),
        }
    }

    /// Every open case.
    pub async fn cases(&self) -> Vec<OpsCase> {
        let request = self.client.get(format!("{}/ops/v1/cases", self.address));
        let answer = request.bearer_auth(OPS_TOKEN).send().await;
        let answer = answer.expect("the back office reaches the server");
        let page: OpsCasePage = answer.json().await.expect("a page of cases");
        page.items
    }

    pub async fn case(&self, number: &str) -> OpsCase {
        let cases = self.cases().await;
        let found = cases.into_iter().find(|case| case.number == number);
        found.unwrap_or_else(|| panic!("the back office does not see the case"))
    }

    /// One application whole.
    pub async fn whole(&self, number: &str) -> OpsCaseDetail {
        let path = format!("{}/ops/v1/cases/{number}", self.address);
        let request = self.client.get(path).bearer_auth(OPS_TOKEN);
        let answer = request.send().await.expect("the office reaches the server");
        answer.json().await.expect("an application")
    }

    /// The number of the last event of this kind.
    pub async fn seq_of(&self, number: &str, is_it: impl Fn(&CaseEventKind) -> bool) -> u32 {
        let events = self.whole(number).await.events;
        let found = events.iter().rfind(|event| is_it(&event.what));
        found.expect("an event of that kind").seq
    }

    /// Does something; where the resident can still undo, once that time has passed.
    pub async fn act(&self, number: &str, action: OfficeAction) {
        let command = OfficeCommand {
            seen: SEEN_ALL,
            action,
        };
        let mut answer = self.try_to_act(number, &command).await;
        if answer.1.contains("undo_open") {
            move_clock(&self.address, UNDO_SECONDS).await;
            answer = self.try_to_act(number, &command).await;
        }
        let (status, said) = answer;
        assert!(
            status.is_success(),
            "{command:?} is answered by {status} {said}"
        );
    }

    async fn try_to_act(&self, number: &str, command: &OfficeCommand) -> (StatusCode, String) {
        let path = format!("{}/ops/v1/cases/{number}/actions", self.address);
        let key = format!("{number}-{}", nanoseconds());
        let request = self
            .client
            .post(path)
            .bearer_auth(OPS_TOKEN)
            .header(IDEMPOTENCY_KEY, key);
        let answer = request
            .json(command)
            .send()
            .await
            .expect("the back office reaches the server");
        (answer.status(), answer.text().await.unwrap_or_default())
    }

    pub async fn accept(&self, number: &str, service: &str) {
        let service = service.to_owned();
        self.act(number, OfficeAction::Accept { service }).await;
    }

    /// 补正: sends materials back, with what the resident is told.
    pub async fn send_back(&self, number: &str, service: &str, materials: &[&str], note: &str) {
        let items = materials.iter().map(|material| CorrectionItem {
            of: CorrectionSubject::Material((*material).to_owned()),
            reasons: vec![CorrectionReason::R16],
            remedy: Remedy::TakeAgain,
        });
        let ask = OfficeAction::AskCorrection {
            service: service.to_owned(),
            items: items.collect(),
            note: note.to_owned(),
        };
        self.act(number, ask).await;
    }

    pub async fn grant(&self, number: &str, service: &str, result: &str) {
        let granted = OfficeAction::Grant {
            service: service.to_owned(),
            result: result.to_owned(),
            document: None,
        };
        self.act(number, granted).await;
    }

    /// 受理, then 办结, for every service of the case that no rule has decided; returns the services' names.
    pub async fn accept_and_grant_everything(&self, number: &str, result: &str) -> Vec<String> {
        let case = self.case(number).await;
        for lane in case.services.iter().filter(|it| it.state.is_undecided()) {
            self.accept(number, &lane.service).await;
            self.grant(number, &lane.service, result).await;
        }
        case.services.into_iter().map(|lane| lane.name).collect()
    }
}

/// Keys are unique within a run of the tests.
fn nanoseconds() -> u128 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.map(|since| since.as_nanos()).unwrap_or_default()
}

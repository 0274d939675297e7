//! A small scenario's rules and a case that is played by moving the time.

use std::collections::BTreeMap;

use casework::event::{
    Confirmer, ConfirmerRole, CorrectionItem, CorrectionSubject, Deferral, PromiseUse, Remedy,
    RuleVersion, Submitted, Visit,
};
use casework::rules::{AutomaticRule, Limit, LimitKind, Periods, ServiceRules};
use casework::{
    Action, Actor, Case, Clock, Command, Event, Moment, Offer, PromiseStanding, Refusal, Rules,
    allowed, apply, replay, submit, sweep,
};
use catalog::scenario::DeliveryWay;
use catalog::{ActingFor, CorrectionReason};
use civic::clock::Span;
use civic::day;

pub(crate) const APPLICANT: &str = "p-applicant";
pub(crate) const BENEFIT: &str = "benefit";
pub(crate) const REGISTER: &str = "register";
pub(crate) const CARD: &str = "card";
pub(crate) const DIPLOMA: &str = "diploma";
pub(crate) const KINSHIP: &str = "kinship";
pub(crate) const ACCOUNT: &str = "account";

/// Three services: 10 working days, 5 working days, and one of which no limit is known.
pub(crate) fn rules() -> Rules {
    let set = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
    let limit = |days| ServiceRules {
        limit: Some(Limit {
            span: Span::Workdays(days),
            kind: LimitKind::Binding,
        }),
        delivers: vec![DeliveryWay::Electronic, DeliveryWay::Post],
        fields: set(&[ACCOUNT]),
        materials: set(&[DIPLOMA, KINSHIP]),
        ..ServiceRules::default()
    };
    let automatic = AutomaticRule {
        id: "by_record".to_owned(),
        version: "2026-11-01".to_owned(),
        can_be_undone: false,
    };
    let card = ServiceRules {
        automatic: Some(automatic),
        fields: set(&[ACCOUNT]),
        ..ServiceRules::default()
    };
    Rules {
        version: RuleVersion {
            scenario: "5ce0".to_owned(),
            edition: Periods::EDITION,
        },
        services: BTreeMap::from([
            (BENEFIT.to_owned(), limit(10)),
            (REGISTER.to_owned(), limit(5)),
            (CARD.to_owned(), card),
        ]),
        deferrals: BTreeMap::from([(DIPLOMA.to_owned(), Span::Days(60))]),
        fields: [ACCOUNT.to_owned()].into(),
        materials: [DIPLOMA.to_owned(), KINSHIP.to_owned()].into(),
        periods: Periods::default(),
        correction_lapses: true,
        led: None,
        words_bar: true,
    }
}

pub(crate) fn application() -> Submitted {
    Submitted {
        applicant: APPLICANT.to_owned(),
        acting_for: ActingFor::Oneself,
        scenario: "unemployment".to_owned(),
        region: "321000".to_owned(),
        services: vec![BENEFIT.to_owned(), REGISTER.to_owned(), CARD.to_owned()],
        deferred: Vec::new(),
        promised: Vec::new(),
        confirmers: Vec::new(),
        delivery: BTreeMap::from([(BENEFIT.to_owned(), DeliveryWay::Electronic)]),
    }
}

/// At the counter, on the Monday after.
pub(crate) fn visit() -> Visit {
    Visit {
        counter: "hall".to_owned(),
        at: at("2026-11-23 09:30:00"),
        number: "Y003".to_owned(),
    }
}

pub(crate) fn deferring() -> Submitted {
    Submitted {
        deferred: vec![Deferral {
            material: DIPLOMA.to_owned(),
            services: vec![BENEFIT.to_owned()],
        }],
        ..application()
    }
}

pub(crate) fn promising() -> Submitted {
    Submitted {
        promised: vec![PromiseUse {
            commitment: "kinship_promise".to_owned(),
            material: KINSHIP.to_owned(),
            services: vec![BENEFIT.to_owned()],
        }],
        ..application()
    }
}

pub(crate) fn with_heirs(ids: &[&str]) -> Submitted {
    let heir = |id: &&str| Confirmer {
        id: (*id).to_owned(),
        role: ConfirmerRole::Heir,
        services: vec![BENEFIT.to_owned()],
    };
    Submitted {
        confirmers: ids.iter().map(heir).collect(),
        ..application()
    }
}

pub(crate) fn applicant() -> Actor {
    Actor::Person(APPLICANT.to_owned())
}

pub(crate) fn office() -> Actor {
    clerk("clerk-1")
}

pub(crate) fn clerk(clerk: &str) -> Actor {
    Actor::Office {
        office: "office-1".to_owned(),
        clerk: clerk.to_owned(),
    }
}

pub(crate) fn heir(person: &str, confirmer: &str) -> Actor {
    Actor::Confirmer {
        person: person.to_owned(),
        confirmer: confirmer.to_owned(),
    }
}

/// `2026-03-02 09:00:00` in China.
pub(crate) fn at(text: &str) -> Moment {
    let (day, time) = text.split_once(' ').expect("day and time");
    Moment::parse(&format!("{day}T{time}+08:00")).expect("a moment")
}

pub(crate) fn no_standing(_: &str) -> PromiseStanding {
    PromiseStanding::default()
}

/// A case on its way, with all its events.
#[derive(Clone)]
pub(crate) struct Played {
    pub(crate) rules: Rules,
    pub(crate) now: Moment,
    pub(crate) case: Case,
    pub(crate) events: Vec<Event>,
}

impl Played {
    pub(crate) fn begin(application: Submitted, now: &str) -> Self {
        Self::begin_with(rules(), application, now)
    }

    pub(crate) fn begin_with(rules: Rules, application: Submitted, now: &str) -> Self {
        let now = at(now);
        let clock = Clock::at(now);
        let first = submit(&rules, application, no_standing, clock).expect("it is handed in");
        let case = Case::begin(&rules, &first, clock.calendar).expect("it begins a case");
        Self {
            rules,
            now,
            case,
            events: vec![first],
        }
    }

    pub(crate) fn clock(&self) -> Clock<'static> {
        Clock::at(self.now)
    }

    /// Moves the time; nobody sweeps.
    pub(crate) fn wait_until(&mut self, moment: &str) {
        self.now = at(moment);
    }

    /// Moves the time to nine o'clock, so many days later.
    pub(crate) fn wait_days(&mut self, days: u64) {
        let day = self.now.day() + civic_days(days);
        self.now = at(&format!("{} 09:00:00", day::iso(day)));
    }

    pub(crate) fn sweep(&mut self) -> Vec<Event> {
        let clock = self.clock();
        let made = sweep(&mut self.case, &self.rules, clock).expect("it takes in what it made");
        self.events.extend(made.iter().cloned());
        made
    }

    pub(crate) fn act(&mut self, actor: Actor, action: Action) -> Result<(), Refusal> {
        let seen = self.case.last;
        self.act_having_seen(actor, action, seen)
    }

    pub(crate) fn act_having_seen(
        &mut self,
        actor: Actor,
        action: Action,
        seen: u32,
    ) -> Result<(), Refusal> {
        let clock = self.clock();
        let command = Command {
            actor,
            seen,
            action,
        };
        let made = apply(&self.case, &self.rules, command, clock)?;
        for event in made {
            self.case
                .take(&self.rules, &event, clock.calendar)
                .expect("what was applied is taken in");
            self.events.push(event);
        }
        Ok(())
    }

    pub(crate) fn office(&mut self, action: Action) {
        self.act(office(), action).expect("the office may");
    }

    pub(crate) fn applicant(&mut self, action: Action) {
        self.act(applicant(), action).expect("the applicant may");
    }

    /// Accepted, and decided once the time for undoing has passed.
    pub(crate) fn grant(&mut self, service: &str) {
        self.office(Action::Accept {
            service: service.to_owned(),
        });
        self.now = self.now.plus(3600);
        self.office(granting(service));
    }

    /// Why an actor cannot do something now; `None` where he can.
    pub(crate) fn refusal(&self, actor: &Actor, offer: &Offer) -> Option<Refusal> {
        let allowed = allowed(&self.case, &self.rules, actor, self.clock());
        let found = allowed.into_iter().find(|one| one.offer == *offer);
        found.expect("it concerns him").refusal
    }

    pub(crate) fn replayed(&self) -> Case {
        replay(&self.rules, &self.events, self.clock().calendar).expect("they are one case")
    }
}

fn civic_days(days: u64) -> chrono::Days {
    chrono::Days::new(days)
}

pub(crate) fn granting(service: &str) -> Action {
    Action::Grant {
        service: service.to_owned(),
        document: None,
        note: None,
    }
}

pub(crate) fn accepting(service: &str) -> Action {
    Action::Accept {
        service: service.to_owned(),
    }
}

pub(crate) fn asking_for_account(service: &str) -> Action {
    let account = CorrectionSubject::Field(ACCOUNT.to_owned());
    asking(service, account, Remedy::FillInAgain)
}

/// The paper for which a promise may stand.
pub(crate) fn asking_for_kinship(service: &str) -> Action {
    let kinship = CorrectionSubject::Material(KINSHIP.to_owned());
    asking(service, kinship, Remedy::TakeAgain)
}

fn asking(service: &str, of: CorrectionSubject, remedy: Remedy) -> Action {
    Action::AskCorrection {
        service: service.to_owned(),
        items: vec![CorrectionItem {
            of,
            reasons: vec![CorrectionReason::R13],
            remedy,
        }],
        note: None,
    }
}

pub(crate) fn correcting_account(service: &str) -> Action {
    Action::Correct {
        service: service.to_owned(),
        fields: vec![ACCOUNT.to_owned()],
        materials: Vec::new(),
        papers: Vec::new(),
        note: None,
    }
}

/// The paper itself, or another word for it.
pub(crate) fn correcting_kinship(service: &str, is_here: bool) -> Action {
    let kinship = || vec![KINSHIP.to_owned()];
    Action::Correct {
        service: service.to_owned(),
        fields: Vec::new(),
        materials: kinship(),
        papers: if is_here { kinship() } else { Vec::new() },
        note: None,
    }
}

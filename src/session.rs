//! What all pages share: the shelf, who is signed in, what the state holds about them, and the room of each scenario.
//! These signals belong to the app and outlive every page.

mod answer_room;
mod documents;

use std::collections::BTreeMap;

use catalog::context::Context;
use catalog::scenario;
use civic::day::{self, Day};
use contract::person::{Holdings, Person, Session};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{self, ApiError};
use crate::config::Config;
use crate::draft::{self, Draft};
use crate::place;
use crate::room::Room;
pub(crate) use documents::Content;
use documents::Documents;

/// Something that comes over the network.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Loaded<T> {
    Loading,
    Ready(T),
    Failed(ApiError),
}

impl<T> Loaded<T> {
    pub(crate) fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(value) => Some(value),
            Self::Loading | Self::Failed(_) => None,
        }
    }
}

impl<T> From<Result<T, ApiError>> for Loaded<T> {
    fn from(result: Result<T, ApiError>) -> Self {
        match result {
            Ok(value) => Self::Ready(value),
            Err(error) => Self::Failed(error),
        }
    }
}

/// The state of the app. Cheap to copy; found by [`app`].
#[derive(Clone, Copy)]
pub(crate) struct App {
    pub(crate) config: StoredValue<Config>,
    pub(crate) shelf: RwSignal<Loaded<scenario::Shelf>>,
    pub(crate) session: RwSignal<Loaded<Session>>,
    pub(crate) holdings: RwSignal<Holdings>,
    /// Drafts and pictures on the phone.
    pub(crate) kept: StoredValue<draft::Shelf, LocalStorage>,
    pub(crate) drafts: RwSignal<Vec<Draft>>,
    pub(crate) may_promise: RwSignal<bool>,
    pub(crate) documents: Documents,
    rooms: StoredValue<BTreeMap<String, RwSignal<Loaded<Room>>>>,
    owner: StoredValue<Owner>,
}

/// The app's state, from within any component.
pub(crate) fn app() -> App {
    expect_context::<App>()
}

impl App {
    /// Made once, by the root component, whose owner keeps everything alive.
    pub(crate) fn new(config: Config, kept: draft::Shelf) -> Self {
        let app = Self {
            config: StoredValue::new(config),
            shelf: RwSignal::new(Loaded::Loading),
            session: RwSignal::new(Loaded::Loading),
            holdings: RwSignal::new(Holdings::default()),
            kept: StoredValue::new_local(kept),
            drafts: RwSignal::new(Vec::new()),
            may_promise: RwSignal::new(true),
            documents: Documents::new(),
            rooms: StoredValue::new(BTreeMap::new()),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        app.load_shelf();
        app.load_session();
        app.refresh_drafts();
        app
    }

    pub(crate) fn region(&self) -> String {
        self.config.with_value(|config| config.region.clone())
    }

    pub(crate) fn kept(&self) -> draft::Shelf {
        self.kept.get_value()
    }

    pub(crate) fn load_shelf(self) {
        spawn_local(async move {
            let region = self.region();
            let shelf = self.document(&["/shelf?region=", &region].concat()).await;
            // Another place was chosen meanwhile: its own shelf is under way.
            if region == self.region() {
                self.shelf.try_set(shelf.into());
            }
        });
    }

    /// Everything that depends on the place is fetched again. Drafts stay, and are carried over when they are opened.
    pub(crate) fn move_to(self, region: &str) {
        place::keep(region);
        self.config
            .update_value(|config| region.clone_into(&mut config.region));
        self.rooms.update_value(BTreeMap::clear);
        self.documents.index.forget();
        self.shelf.set(Loaded::Loading);
        self.load_shelf();
    }

    pub(crate) fn load_session(self) {
        spawn_local(async move { self.enter(api::session().await).await });
    }

    pub(crate) fn refresh_drafts(self) {
        spawn_local(async move {
            let drafts = self.kept().drafts().await;
            self.drafts
                .try_set(drafts.into_iter().filter(Draft::is_begun).collect());
        });
    }

    /// Takes over a session, with what the state holds about its person.
    async fn enter(self, session: Result<Session, ApiError>) {
        if let Ok(Session {
            person: Some(_), ..
        }) = &session
        {
            match api::holdings().await {
                Ok(holdings) => {
                    self.holdings.try_set(holdings);
                }
                Err(error) => {
                    self.session.try_set(Loaded::Failed(error));
                    return;
                }
            }
        } else if session.is_ok() {
            self.holdings.try_set(Holdings::default());
        }
        self.session.try_set(session.into());
    }

    pub(crate) async fn sign_in(self, demo_identity: &str) -> Result<(), ApiError> {
        let session = api::sign_in(demo_identity).await?;
        self.enter(Ok(session)).await;
        Ok(())
    }

    /// Ends the session, here and on the server. Drafts stay: they were begun on this phone.
    pub(crate) async fn sign_out(self) -> Result<(), ApiError> {
        let session = api::sign_out().await?;
        self.enter(Ok(session)).await;
        Ok(())
    }

    /// The server says the session has ended: the person signs in again, and nothing else is lost.
    pub(crate) fn session_ended(self) {
        self.session.try_update(|session| {
            if let Loaded::Ready(session) = session {
                session.person = None;
            }
        });
        self.holdings.try_set(Holdings::default());
        self.load_session();
    }

    pub(crate) fn person(&self) -> Option<Person> {
        self.session
            .with(|session| session.ready().and_then(|session| session.person.clone()))
    }

    /// The server's day, or the phone's until the server has answered.
    pub(crate) fn today(&self) -> Day {
        let told = self.session.with(|session| {
            session
                .ready()
                .and_then(|session| day::parse_iso(&session.today))
        });
        told.unwrap_or_else(phones_day)
    }

    /// What the plan depends on besides the answers.
    pub(crate) fn context(&self) -> Context {
        let mut context = Context::anonymous(self.today());
        context.signed_in = self.person().is_some();
        context.may_promise = self.may_promise.get();
        self.holdings.with(|holdings| {
            let records = &holdings.records;
            context.records.extend(
                records
                    .iter()
                    .map(|(key, record)| (key.clone(), record.value.clone())),
            );
            context
                .licences
                .extend(holdings.licences.iter().map(|licence| licence.kind.clone()));
        });
        context
    }

    /// The room of a scenario, loaded at the first call.
    pub(crate) fn room(self, scenario: &str) -> RwSignal<Loaded<Room>> {
        if let Some(room) = self.rooms.with_value(|rooms| rooms.get(scenario).copied()) {
            return room;
        }
        let room = self
            .owner
            .get_value()
            .with(|| RwSignal::new(Loaded::Loading));
        self.rooms.update_value(|rooms| {
            rooms.insert(scenario.to_owned(), room);
        });
        self.load_room(scenario.to_owned(), room);
        room
    }

    pub(crate) fn load_room(self, id: String, room: RwSignal<Loaded<Room>>) {
        room.set(Loaded::Loading);
        spawn_local(async move {
            let address = ["/scenarios/", &id, "?region=", &self.region()].concat();
            let scenario = self.document(&address).await;
            let draft = self.kept().draft(&id).await;
            let loaded = scenario.map(|scenario| {
                self.owner
                    .get_value()
                    .with(|| Room::new(self, scenario, draft))
            });
            room.try_set(loaded.into());
        });
    }

    /// Forgets a draft and its room, after it was handed in or thrown away.
    pub(crate) async fn forget(self, draft: &Draft) {
        self.rooms.update_value(|rooms| {
            rooms.remove(draft.kept_as());
        });
        self.kept().drop_draft(draft).await;
        self.refresh_drafts();
    }
}

#[expect(clippy::cast_possible_wrap, reason = "a year fits")]
fn phones_day() -> Day {
    let now = js_sys::Date::new_0();
    Day::from_ymd_opt(
        now.get_full_year() as i32,
        now.get_month() + 1,
        now.get_date(),
    )
    .unwrap_or_default()
}

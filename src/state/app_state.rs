//! What all pages share: the shelf, who is signed in, what the state holds about them, and the drafts on the phone.
//! These signals belong to the app and outlive every page.

use std::collections::BTreeSet;
use std::pin::Pin;
use std::time::Duration;

use catalog::ActingFor;
use catalog::context::{Context, record_key};
use catalog::scenario;
use civic::day::{self, Day};
use contract::person::{Holdings, Person, Session};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::documents::Documents;
use super::draft_summary::{DraftSummary, OtherUsersDrafts};
use super::loaded::Loaded;
use super::workspace::Workspaces;
use crate::api::{self, ApiError};
use crate::config::Config;
use crate::draft;
use crate::parts::{Parts, in_part};
use crate::platform::patience::within;
use crate::report::{Reported, report};
use crate::state::region_choice;

/// The state of the app. Cheap to copy; found by [`app_state`].
#[derive(Clone, Copy)]
pub(crate) struct AppState {
    pub(crate) config: StoredValue<Config>,
    pub(crate) shelf: RwSignal<Loaded<scenario::ScenarioIndex>>,
    pub(crate) session: RwSignal<Loaded<Session>>,
    pub(crate) holdings: RwSignal<Holdings>,
    /// Drafts and pictures on the phone.
    pub(crate) draft_store: StoredValue<draft::DraftStore, LocalStorage>,
    /// Those that may be shown to whoever is here now.
    pub(crate) drafts: RwSignal<Loaded<Vec<DraftSummary>>>,
    /// Those that may not.
    pub(crate) other_users_drafts: OtherUsersDrafts,
    /// Somebody has just signed out here.
    pub(crate) just_signed_out: RwSignal<bool>,
    pub(crate) may_promise: RwSignal<bool>,
    /// The services for which the person may give no word, as the scenario was opened.
    pub(crate) no_word_for: RwSignal<BTreeSet<String>>,
    /// A newer release has taken over what is stored in this browser: only a fresh page goes on.
    pub(crate) is_outdated: RwSignal<bool>,
    /// The browser's storage has answered after the page had begun without it.
    pub(super) storage_came: RwSignal<bool>,
    /// The server does not answer: the page goes on for whoever was here last.
    pub(crate) is_cut_off: RwSignal<bool>,
    pub(crate) documents: Documents,
    pub(crate) parts: Parts,
    /// No page has been opened yet.
    pub(crate) first_page: StoredValue<bool>,
    pub(super) workspaces: StoredValue<Workspaces>,
    pub(super) owner: StoredValue<Owner>,
}

/// The app's state, from within any component.
pub(crate) fn app_state() -> AppState {
    expect_context::<AppState>()
}

impl AppState {
    /// Made once, within the owner that keeps everything alive. The shelf is not asked for yet.
    pub(crate) fn new(config: Config, draft_store: draft::DraftStore) -> Self {
        let app = Self {
            config: StoredValue::new(config),
            shelf: RwSignal::new(Loaded::Loading),
            session: RwSignal::new(Loaded::Loading),
            holdings: RwSignal::new(Holdings::default()),
            drafts: RwSignal::new(Loaded::Loading),
            other_users_drafts: OtherUsersDrafts::new(),
            just_signed_out: RwSignal::new(false),
            may_promise: RwSignal::new(true),
            no_word_for: RwSignal::default(),
            is_outdated: RwSignal::new(false),
            storage_came: RwSignal::new(false),
            draft_store: StoredValue::new_local(draft_store),
            is_cut_off: RwSignal::new(false),
            documents: Documents::new(),
            parts: Parts::new(),
            first_page: StoredValue::new(true),
            workspaces: StoredValue::new(Workspaces::new()),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        app.load_session();
        app.watch();
        let store = app.draft_store();
        store.on_change_elsewhere(move || app.look_elsewhere());
        store.on_upgrade(move || app.give_way());
        store.on_answer(move |turn| app.keeps_after_all(turn));
        app
    }

    pub(crate) fn region(&self) -> String {
        self.config.with_value(|config| config.region.clone())
    }

    pub(crate) fn draft_store(&self) -> draft::DraftStore {
        self.draft_store.get_value()
    }

    /// Whether what is entered outlives the page, for whoever follows.
    pub(crate) fn storage(self) -> draft::Storage {
        self.storage_came.track();
        self.draft_store().storage()
    }

    /// Makes something that outlives every page.
    pub(crate) fn within_owner<T>(self, make: impl FnOnce() -> T) -> T {
        self.owner.get_value().with(make)
    }

    pub(crate) fn load_shelf(self) {
        spawn_local(self.fetch_shelf());
    }

    pub(crate) async fn fetch_shelf(self) {
        let region = self.region();
        let shelf = self.document(&["/shelf?region=", &region].concat()).await;
        // Another place was chosen meanwhile: its own shelf is under way.
        if region == self.region() {
            self.shelf.try_set(shelf.into());
        }
    }

    /// Everything that depends on the place is fetched again. Drafts stay, and are carried over when they are opened.
    pub(crate) fn move_to(self, region: &str) {
        region_choice::save(region);
        self.config
            .update_value(|config| region.clone_into(&mut config.region));
        self.retire_workspaces();
        self.documents.index.forget();
        self.shelf.set(Loaded::Loading);
        self.load_shelf();
    }

    pub(crate) fn load_session(self) {
        spawn_local(async move { self.enter(api::session().await).await });
    }

    /// After it could not be found out who is signed in.
    pub(crate) fn load_session_again(self) {
        self.session.set(Loaded::Loading);
        self.load_session();
    }

    /// Takes over a session, told in JSON, with what the state holds about its person and what they have begun on this
    /// phone.
    pub(super) async fn enter(self, told: Result<String, ApiError>) {
        let entered = match self.entered(told).await {
            Err(error) if error.may_pass() => match self.recall_visit().await {
                Some(recalled) => {
                    self.is_cut_off_now();
                    Ok(recalled)
                }
                None => Err(error),
            },
            entered => {
                self.is_back();
                entered
            }
        };
        match entered {
            Ok((session, holdings)) => {
                // Together, so that no page sees the records of one person beside the drafts of another.
                batch(|| {
                    self.holdings.try_set(holdings);
                    self.changes_hands();
                    self.session.try_set(Loaded::Ready(session));
                });
            }
            Err(error) => {
                self.session.try_set(Loaded::Failed(error));
            }
        }
        self.refresh_drafts();
    }

    async fn entered(
        self,
        told: Result<String, ApiError>,
    ) -> Result<(Session, Holdings), ApiError> {
        let told = told?;
        let session = api::read_session(&told)?;
        let Some(person) = &session.person else {
            self.forget_visit();
            return Ok((session, Holdings::default()));
        };
        let entering = enter_person(self, person.id.clone(), told).await?;
        Ok((session, entering.await?))
    }

    pub(crate) async fn sign_in(self, demo_identity: &str) -> Result<(), ApiError> {
        let told = api::sign_in(demo_identity).await?;
        self.just_signed_out.try_set(false);
        self.enter(Ok(told)).await;
        Ok(())
    }

    /// Ends the session, here and on the server. What the person has begun stays on the phone, for them alone.
    pub(crate) async fn sign_out(self) -> Result<(), ApiError> {
        let signed_out = api::sign_out().await?;
        self.just_signed_out.try_set(true);
        self.nobody_is_here();
        if let Some(address) = signed_out.continue_at {
            window()
                .location()
                .set_href(&address)
                .or_report("sign_out.go_on");
        }
        Ok(())
    }

    /// The server says the session has ended: the person signs in again, and nothing else is lost.
    pub(crate) fn session_ended(self) {
        self.nobody_is_here();
        self.load_session();
    }

    fn nobody_is_here(self) {
        batch(|| {
            self.holdings.try_set(Holdings::default());
            self.changes_hands();
            self.session.try_update(|session| {
                if let Loaded::Ready(session) = session {
                    session.person = None;
                }
            });
        });
        self.forget_visit();
        self.refresh_drafts();
    }

    /// The id of the person who is signed in: whose drafts may be shown. Nobody's is `None`, and so it is while
    /// it is not known; whoever shows a draft asks first whether the session is.
    pub(crate) fn holder(&self) -> Option<String> {
        self.session.with(|session| {
            let person = session.ready()?.person.as_ref()?;
            Some(person.id.clone())
        })
    }

    pub(crate) fn person(&self) -> Option<Person> {
        self.session
            .with(|session| session.ready().and_then(|session| session.person.clone()))
    }

    /// How many messages the person has not read.
    pub(crate) fn unread(&self) -> u32 {
        self.session
            .with(|session| session.ready().map_or(0, |session| session.unread))
    }

    pub(crate) fn set_unread(&self, unread: u32) {
        self.session.try_update(|session| {
            if let Loaded::Ready(session) = session {
                session.unread = unread;
            }
        });
    }

    /// The server's day, or the phone's until the server has answered.
    pub(crate) fn today(&self) -> Day {
        let told = self.session.with(|session| {
            session
                .ready()
                .and_then(|session| day::parse_iso(&session.today))
        });
        told.unwrap_or_else(device_day)
    }

    /// The register that a record comes from, where the person has one that the key means in this role.
    pub(crate) fn origin_of(&self, key: &str, acting_for: ActingFor) -> Option<String> {
        let key = record_key(key, acting_for)?;
        self.holdings
            .with_untracked(|holdings| Some(holdings.records.get(&key)?.origin.clone()))
    }

    /// What the plan depends on besides the answers.
    pub(crate) fn context(&self) -> Context {
        let mut context = Context::anonymous(self.today());
        context.signed_in = self.person().is_some();
        context.may_promise = self.may_promise.get();
        context.no_word_for = self.no_word_for.get();
        self.holdings.with(|holdings| holdings.tell(&mut context));
        context
    }
}

/// So long signing in waits for the browser's storage. Where it does not answer, it goes on behind the page.
const PATIENCE: Duration = Duration::from_secs(4);

in_part! {
    first,
    /// What the state holds about the person, after what was begun on this phone before signing in became theirs.
    fn enter_person(app: AppState, person: String, session: String) -> LocalFuture<Result<Holdings, ApiError>> {
        Box::pin(async move {
            let told = api::holdings().await?;
            let holdings = api::read_holdings(&told)?;
            let kept = async move {
                app.take_over(&person).await;
                app.remember_visit(&session, &told).await;
            };
            if within(PATIENCE, kept).await.is_none() {
                report("enter.storage", &"no answer");
            }
            Ok(holdings)
        })
    }
}

/// A future that a part hands out; functions that are split off cannot be `async`.
pub(super) type LocalFuture<T> = Pin<Box<dyn Future<Output = T>>>;

#[expect(clippy::cast_possible_wrap, reason = "a year fits")]
pub(super) fn device_day() -> Day {
    let now = js_sys::Date::new_0();
    Day::from_ymd_opt(
        now.get_full_year() as i32,
        now.get_month() + 1,
        now.get_date(),
    )
    .unwrap_or_default()
}

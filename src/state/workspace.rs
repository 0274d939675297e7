//! The workspace of one scenario: its data, the resident's draft, and the plan that follows from both.
//! A choice changes the plan and is stored at once. Typing changes the draft silently; once it pauses, the plan is
//! computed and the draft stored, once for all that was typed (see `autosave`).

use std::collections::BTreeMap;
use std::sync::Arc;

use catalog::application::{self, Application};
use catalog::context::Context;
use catalog::plan::{Plan, WizardStep, plan};
use catalog::scenario::{Field, Scenario};
use catalog::{Answers, Value};
use contract::case::OpenCase;
use contract::person::{LostWord, OpenElsewhere};
use leptos::prelude::*;

use super::autosave::Autosave;
use super::loaded::Loaded;
use super::told::{Elsewhere, LastStored, Told};
use crate::draft::{Draft, DraftItem, DraftStore, seen};
use crate::platform::random::random_id;

/// Cheap to copy. It belongs to the app, not to a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Workspace {
    pub(crate) scenario: StoredValue<Arc<Scenario>>,
    pub(crate) draft: RwSignal<Draft>,
    pub(crate) answers: Memo<Answers>,
    pub(crate) context: Memo<Context>,
    pub(crate) plan: Memo<Plan>,
    pub(crate) told: Told,
    /// The person's open cases of the scenario, as far as they were asked for.
    pub(crate) open_cases: RwSignal<Vec<OpenCase>>,
    /// The same at other systems: a hint.
    pub(crate) open_elsewhere: RwSignal<Vec<OpenElsewhere>>,
    /// The words of the person that were not kept, and bar services of the scenario.
    pub(crate) lost_words: RwSignal<Vec<LostWord>>,
    /// Counts the changes of other pages that the parts of a page do not show by themselves: the page is made anew.
    pub(crate) remade: Memo<u32>,
    autosave: Autosave,
}

/// Whether a page follows a change of this by itself. Others are rare, and it is made anew for them.
fn shows_itself(item: &DraftItem) -> bool {
    matches!(
        item,
        DraftItem::Field(_) | DraftItem::Cell { .. } | DraftItem::Rows(_)
    )
}

/// What a workspace begins with.
pub(super) struct Opened {
    pub(super) draft: Draft,
    pub(super) stored: LastStored,
    pub(super) elsewhere: Option<Elsewhere>,
}

/// The open workspaces, by the place of the draft. A person who comes back finds the very one they left.
pub(super) type Workspaces = BTreeMap<String, RwSignal<Loaded<Workspace>>>;

impl Workspace {
    /// Called within the app's owner, so that the workspace outlives its pages. The draft is of this very version.
    pub(super) fn new(
        context: Memo<Context>,
        store: StoredValue<DraftStore, LocalStorage>,
        scenario: Scenario,
        opened: Opened,
    ) -> Self {
        let Opened {
            draft,
            stored,
            elsewhere,
        } = opened;
        let scenario = StoredValue::new(Arc::new(scenario));
        let draft = RwSignal::new(draft);
        let answers = Memo::new(move |_| draft.with(|draft| draft.application.answers.clone()));
        let plan = Memo::new(move |_| {
            scenario.with_value(|scenario| {
                answers.with(|answers| context.with(|context| plan(scenario, answers, context)))
            })
        });
        let told = Told::new(elsewhere);
        Self {
            scenario,
            draft,
            answers,
            context,
            plan,
            told,
            open_cases: RwSignal::new(Vec::new()),
            open_elsewhere: RwSignal::new(Vec::new()),
            lost_words: RwSignal::new(Vec::new()),
            remade: Memo::new(move |before: Option<&u32>| {
                let is_remade = told
                    .taken_in
                    .with(|changes| !changes.items.iter().all(shows_itself));
                before.copied().unwrap_or_default() + u32::from(is_remade)
            }),
            autosave: Autosave::start(store, draft, stored, told),
        }
    }

    pub(crate) fn scenario(&self) -> Arc<Scenario> {
        self.scenario.get_value()
    }

    pub(crate) fn id(&self) -> String {
        self.scenario.with_value(|scenario| scenario.id.clone())
    }

    /// Nothing of it is stored any more, not even what was about to be.
    pub(crate) fn close(&self) {
        self.autosave.close();
    }

    /// Another workspace takes its place: changes that are made in this one from now on are not stored.
    pub(crate) fn retire(&self) {
        self.autosave.retire();
    }

    /// The draft holds something that has not been stored.
    pub(super) fn is_ahead(&self) -> bool {
        self.autosave.is_ahead()
    }

    /// Another page has handed the draft in or deleted it: what stands here is not to be stored again.
    pub(super) fn is_over(&self) -> bool {
        self.told.elsewhere.with_untracked(|elsewhere| {
            matches!(elsewhere, Some(Elsewhere::HandedIn(_) | Elsewhere::Deleted))
        })
    }

    pub(super) fn last_stored(&self) -> LastStored {
        self.autosave.last_stored()
    }

    /// Goes on with a draft that was stored by others than its autosave.
    pub(super) fn go_on_with(&self, draft: Draft, stored: LastStored) {
        self.autosave.was_stored(stored);
        self.draft.set(draft);
    }

    pub(super) async fn write_now(self) {
        self.autosave.write_now().await;
    }

    /// Nothing of the draft is stored, whatever was thought.
    pub(super) fn counts_as_unstored(&self) {
        self.autosave.counts_as_unstored();
    }

    pub(super) fn write(self) {
        self.autosave.write();
    }

    /// Takes in what another page has stored of the draft.
    pub(super) async fn look_elsewhere(self) {
        self.autosave.look_elsewhere().await;
    }

    /// Counts the changes that other pages made to one thing: what shows it is made anew.
    pub(crate) fn taken_in(&self, item: DraftItem) -> Memo<u32> {
        let taken_in = self.told.taken_in;
        Memo::new(move |before: Option<&u32>| {
            let is_changed = taken_in.with(|changes| changes.items.contains(&item));
            before.copied().unwrap_or_default() + u32::from(is_changed)
        })
    }

    /// Changes the draft: what reads it follows, and it is stored right after.
    pub(crate) fn edit(&self, change: impl FnOnce(&mut Draft)) {
        self.draft.try_update(change);
    }

    /// A key press: changes the draft and nothing else, until typing pauses.
    pub(crate) fn type_in(&self, change: impl FnOnce(&mut Draft)) {
        self.draft.try_update_untracked(change);
        self.autosave.typed();
    }

    /// What was typed counts from now on, without waiting for a pause: before anything is checked or left.
    pub(crate) fn settle(&self) {
        self.autosave.settle();
    }

    pub(crate) fn answer(&self, question: &str, value: Value) {
        self.edit(|draft| draft.application.answers.set(question, value));
    }

    /// What a field holds: what was typed, or what it was filled in with.
    pub(crate) fn field_value(&self, field: &Field) -> Option<Value> {
        self.plan.with(|plan| {
            self.context.with(|context| {
                self.draft.with(|draft| {
                    let application = &draft.application;
                    self.scenario.with_value(|scenario| {
                        application::field_value(scenario, field, plan, application, context)
                    })
                })
            })
        })
    }

    /// The application as it stands, of the plan only.
    pub(crate) fn to_hand_in(self) -> Application {
        self.plan
            .with(|plan| self.draft.with(|draft| draft.to_hand_in(plan)))
    }

    /// Everything that is wrong with it.
    pub(crate) fn problems(&self) -> Vec<application::Problem> {
        let application = self.to_hand_in();
        self.plan.with(|plan| {
            self.context.with(|context| {
                self.scenario.with_value(|scenario| {
                    application::problems(scenario, plan, &application, context)
                })
            })
        })
    }

    /// The address of a page of this scenario: `plan`, `form`, `guide/<question>` ….
    pub(crate) fn address(&self, page: &str) -> String {
        ["/s/", &self.id(), "/", page].concat()
    }

    /// The address of a place of the guide; behind its end lies the plan.
    pub(crate) fn address_of(&self, place: &WizardStep) -> String {
        match place {
            WizardStep::Question(question) => self.address(&["guide/", question].concat()),
            WizardStep::End => self.address("plan"),
        }
    }

    /// Whether the list of services that is applied for is the one the resident has agreed to.
    pub(crate) fn list_is_seen(&self) -> bool {
        self.draft.with(|draft| draft.listed == self.list())
    }

    /// The resident has seen the list as it stands and goes on with it.
    pub(crate) fn see_list(&self) {
        let list = self.list();
        self.remember(|draft| draft.listed = list);
    }

    /// Keeps what the plan is now, so that it can be said what changes with signing in.
    pub(crate) fn remember(&self, change: impl FnOnce(&mut Draft)) {
        let scenario = self.scenario();
        let seen = self.plan.with_untracked(|plan| seen(plan, &scenario));
        self.edit(|draft| {
            draft.seen = seen;
            change(draft);
        });
    }

    fn list(&self) -> Vec<String> {
        self.plan.with(|plan| {
            plan.applied_for()
                .map(|service| service.id.clone())
                .collect()
        })
    }

    /// A new Idempotency-Key: what is handed in next is another thing than what was refused.
    pub(crate) fn renew_key(&self) {
        self.edit(|draft| draft.idempotency_key = random_id());
    }
}

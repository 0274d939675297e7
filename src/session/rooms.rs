//! The rooms that are open: one for each scenario and person, and one for each answer to a correction (补正).
//! They outlive their pages: photographs taken there are sent on when the resident leaves.

use std::collections::BTreeMap;

use catalog::Scenario;
use contract::case::Case;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{App, Loaded};
use crate::api::{self, ApiError};
use crate::draft::{Draft, place, writing};
use crate::room::{Room, new_key};

/// By the place of the draft. A person who comes back finds the very room they left.
pub(super) type Rooms = BTreeMap<String, RwSignal<Loaded<Room>>>;

impl App {
    /// The room of a scenario for whoever is here, loaded at the first call. Follows who that is.
    pub(crate) fn room(self, scenario: &str) -> RwSignal<Loaded<Room>> {
        let (room, is_new) = self.room_at(place(self.holder().as_deref(), scenario));
        if is_new {
            self.load_room(scenario.to_owned(), room);
        }
        room
    }

    pub(crate) fn load_room(self, id: String, room: RwSignal<Loaded<Room>>) {
        let region = self.region();
        self.load(region, id.clone(), id, String::new(), room);
    }

    /// The room in which a request for correction is answered: its own draft, kept like that of an application.
    pub(crate) fn answer_room(self, case: &Case, service: &str) -> RwSignal<Loaded<Room>> {
        let name = [&case.number, "/", service].concat();
        let (room, is_new) = self.room_at(place(self.holder().as_deref(), &name));
        if is_new {
            self.load_answer_room(name, case, room);
        }
        room
    }

    pub(crate) fn load_answer_room(self, name: String, case: &Case, room: RwSignal<Loaded<Room>>) {
        let (region, scenario) = (case.region.clone(), case.scenario.clone());
        self.load(region, scenario, name.clone(), name, room);
    }

    fn room_at(self, place: String) -> (RwSignal<Loaded<Room>>, bool) {
        if let Some(room) = self.open_room(&place) {
            return (room, false);
        }
        let owner = self.owner.get_value();
        let room = owner.with(|| RwSignal::new(Loaded::Loading));
        self.rooms.update_value(|rooms| {
            rooms.insert(place, room);
        });
        (room, true)
    }

    /// Every room is opened anew from what is kept, when someone next goes there.
    pub(super) fn retire_rooms(self) {
        self.rooms.update_value(|rooms| {
            for room in std::mem::take(rooms).into_values() {
                if let Loaded::Ready(room) = room.get_untracked() {
                    room.retire();
                }
            }
        });
    }

    pub(super) fn open_room(self, place: &str) -> Option<RwSignal<Loaded<Room>>> {
        self.rooms.with_value(|rooms| rooms.get(place).copied())
    }

    /// `name` is the draft's; `answers_to` what a new one answers.
    fn load(
        self,
        region: String,
        scenario: String,
        name: String,
        answers_to: String,
        room: RwSignal<Loaded<Room>>,
    ) {
        let holder = untrack(|| self.holder());
        // What is on the page may be more than the phone had room for.
        let held = match room.get_untracked() {
            Loaded::Ready(before) => {
                before.retire();
                Some(before.draft.get_untracked())
            }
            Loaded::Loading | Loaded::Failed(_) => None,
        };
        room.set(Loaded::Loading);
        spawn_local(async move {
            let loaded = async {
                let address = ["/scenarios/", &scenario, "?region=", &region].concat();
                let scenario: Scenario = self.document(&address).await?;
                let kept = match held {
                    Some(held) => Some(held),
                    None => self.kept().draft(&place(holder.as_deref(), &name)).await,
                };
                let kept = kept.filter(|draft| draft.is_shown_to(holder.as_deref()));
                let draft = match kept {
                    Some(draft) => self.renewed(draft, &scenario).await,
                    None => Draft {
                        answers_to,
                        ..Draft::new(&scenario, holder, new_key())
                    },
                };
                let owner = self.owner.get_value();
                Ok::<_, ApiError>(owner.with(|| Room::new(self, scenario, draft)))
            };
            let loaded = loaded.await;
            room.try_set(loaded.into());
        });
    }

    /// The draft as it stands under the version that holds now. It is kept so before pictures that are no longer
    /// wanted are deleted.
    async fn renewed(self, mut draft: Draft, now: &Scenario) -> Draft {
        if draft.hash == now.hash {
            return draft;
        }
        // Where the old version cannot be had, what the new one admits is what counts.
        let old = api::scenario_version(&draft.scenario, &draft.hash).await;
        let today = untrack(|| self.today());
        let dropped = draft.renew(old.ok().as_ref(), now, today);
        let _turn = writing().await;
        if self.kept().keep_draft(&draft).await.is_ok() {
            for picture in dropped {
                self.kept().drop_picture(&picture).await;
            }
        }
        draft
    }
}

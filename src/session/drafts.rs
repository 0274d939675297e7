//! The drafts on the phone and the people they belong to: what is shown to whom, what is taken over at signing in,
//! and how the phone is cleared.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use super::{App, Loaded};
use crate::draft::{Draft, place, writing};
use crate::pages::forget_unkept_pictures;
use crate::room::Room;

type OpenRoom = RwSignal<Loaded<Room>>;

/// What lies on the phone for people who are not here: no more than how much.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Aside {
    pub(crate) drafts: usize,
    pub(crate) pictures: usize,
}

impl App {
    /// Looks through what is kept. Before it is known who is here, nothing is shown.
    pub(crate) fn refresh_drafts(self) {
        spawn_local(async move { self.look_through_drafts().await });
    }

    async fn look_through_drafts(self) {
        let all = self.kept().drafts().await;
        let holder = self.session.try_with_untracked(|session| {
            let session = session.ready()?;
            Some(session.person.as_ref().map(|person| person.id.clone()))
        });
        let Some(Some(holder)) = holder else { return };
        let (shown, others): (Vec<_>, Vec<_>) = all
            .into_iter()
            .filter(Draft::holds_anything)
            .partition(|draft| draft.is_shown_to(holder.as_deref()));
        self.aside.try_set(Some(Aside {
            drafts: others.len(),
            pictures: others.iter().map(|draft| draft.pictures.len()).sum(),
        }));
        self.drafts.try_set(shown);
    }

    /// Someone else is here from now on: what was shown is not, until it is known what may be.
    pub(super) fn changes_hands(self) {
        self.drafts.try_set(Vec::new());
        self.aside.try_set(None);
    }

    /// What was answered before signing in becomes the draft of whoever signs in, or is laid over the one they
    /// have. Each draft moves in one step: a page that dies in between does the rest when it comes back.
    pub(super) async fn take_over(self, owner: &str) {
        let _turn = writing().await;
        let mut given: BTreeMap<String, (Draft, Option<OpenRoom>)> = BTreeMap::new();
        for draft in self.kept().drafts().await {
            if draft.is_answers_only() && draft.is_begun() {
                given.insert(draft.name().to_owned(), (draft, None));
            }
        }
        // What stands on the screen may be newer than what is kept.
        for open in self.take_rooms(|place| !place.contains('@')) {
            let Loaded::Ready(room) = open.get_untracked() else {
                continue;
            };
            let draft = room.draft.get_untracked();
            if draft.is_begun() {
                given.insert(draft.name().to_owned(), (draft, Some(open)));
            } else {
                room.close();
            }
        }
        for (draft, open) in given.into_values() {
            self.hand_over(owner, draft, open).await;
        }
    }

    async fn hand_over(self, owner: &str, given: Draft, open: Option<OpenRoom>) {
        let (from, to) = (given.place(), place(Some(owner), given.name()));
        let owns = self.open_room(&to).and_then(ready);
        let own = match owns {
            Some(room) => Some(room.draft.get_untracked()),
            None => self.kept().draft(&to).await,
        };
        let is_first = own.is_none();
        let draft = match own {
            Some(mut own) => {
                own.lay_over(&given);
                own
            }
            None => Draft {
                owner: Some(owner.to_owned()),
                ..given
            },
        };
        // Where the phone has no room for it, it stays where it was and is taken over the next time.
        let _ = self.kept().move_draft(&draft, &from).await;
        match (owns, open.and_then(|open| Some((open, ready(open)?)))) {
            // The very room goes on under its owner, and the page that shows it.
            (None, Some((open, room))) if is_first => {
                room.draft.set(draft);
                self.rooms.update_value(|rooms| {
                    rooms.insert(to, open);
                });
            }
            (owns, given) => {
                if let Some(room) = owns {
                    room.draft.set(draft);
                }
                if let Some((_, room)) = given {
                    room.close();
                }
            }
        }
    }

    /// Forgets a draft and its room, after it was handed in or thrown away.
    pub(crate) async fn forget(self, draft: &Draft) {
        let place = draft.place();
        self.close(|held| held == place);
        let turn = writing().await;
        self.kept().drop_draft(draft).await;
        drop(turn);
        self.look_through_drafts().await;
    }

    /// Takes everything that anyone has begun off this phone.
    pub(crate) async fn clear_phone(self) -> Result<(), JsValue> {
        let turn = writing().await;
        self.kept().clear().await?;
        self.close(|_| true);
        forget_unkept_pictures();
        drop(turn);
        self.look_through_drafts().await;
        Ok(())
    }

    fn close(self, which: impl Fn(&str) -> bool) {
        for room in self.take_rooms(which).into_iter().filter_map(ready) {
            room.close();
        }
    }

    fn take_rooms(self, which: impl Fn(&str) -> bool) -> Vec<OpenRoom> {
        let mut taken = Vec::new();
        self.rooms.update_value(|rooms| {
            rooms.retain(|place, room| {
                let goes = which(place);
                if goes {
                    taken.push(*room);
                }
                !goes
            });
        });
        taken
    }
}

fn ready(room: OpenRoom) -> Option<Room> {
    match room.get_untracked() {
        Loaded::Ready(room) => Some(room),
        Loaded::Loading | Loaded::Failed(_) => None,
    }
}

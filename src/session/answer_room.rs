//! The room in which a request for correction (补正) is answered: its own draft, kept like that of an application.

use contract::case::Case;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{App, Loaded};
use crate::api;
use crate::draft::Draft;
use crate::room::{Room, new_key};

impl App {
    /// The room of one answer, loaded at the first call. It outlives the page: photographs taken there are
    /// sent on when the resident leaves it.
    pub(crate) fn answer_room(self, case: &Case, service: &str) -> RwSignal<Loaded<Room>> {
        let name = [&case.number, "/", service].concat();
        if let Some(room) = self.rooms.with_value(|rooms| rooms.get(&name).copied()) {
            return room;
        }
        let room = self
            .owner
            .get_value()
            .with(|| RwSignal::new(Loaded::Loading));
        self.rooms.update_value(|rooms| {
            rooms.insert(name.clone(), room);
        });
        self.load_answer_room(name, case, room);
        room
    }

    pub(crate) fn load_answer_room(self, name: String, case: &Case, room: RwSignal<Loaded<Room>>) {
        let (region, scenario) = (case.region.clone(), case.scenario.clone());
        room.set(Loaded::Loading);
        spawn_local(async move {
            let scenario = api::scenario(&region, &scenario).await;
            let kept = self.kept().draft(&name).await;
            let loaded = scenario.map(|scenario| {
                let draft = kept.unwrap_or_else(|| Draft {
                    answers_to: name,
                    ..Draft::new(&scenario, new_key())
                });
                self.owner
                    .get_value()
                    .with(|| Room::new(self, scenario, Some(draft)))
            });
            room.try_set(loaded.into());
        });
    }
}

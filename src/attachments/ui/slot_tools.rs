//! What may be done at a slot: one thing stands out, at most two stand beside it, the others are under 「其他办法」.

use std::rc::Rc;

use leptos::prelude::*;
use markup::view;
use precheck_types::Edit;

use super::super::jobs::ProcessingState;
use super::super::pictures::Pictures;
use super::super::quick_fix::{QuickFix, is_a_turn, quick_fixes};
use super::offer::{Lead, is_edited};
use super::pick::pick;
use super::slot_look::{BESIDE, MAIN, QUIET, SlotLook};
use crate::components::{focus, reload};
use crate::dom::{IntoNode, Node};
use crate::draft::{Picture, PictureStatus};
use crate::messages::{common, editor as editor_words, materials as words};
use crate::platform::precheck_worker::NotChecked;

impl SlotLook {
    /// `id` is that of the first input. The tools, and a dialog that opens from them.
    pub(super) fn show(self, id: &str) -> (Node, Node) {
        let this = Rc::new(self);
        let (camera, files, dialog) = pick(&this, id);
        let follow = |what: fn(&Self) -> Node| {
            let this = Rc::clone(&this);
            move || what(&this)
        };
        let class = {
            let this = Rc::clone(&this);
            move || {
                if is_running(this.processing.get()) {
                    "slot__tools slot__tools--busy"
                } else {
                    "slot__tools"
                }
            }
        };
        let tools = view! {
            <div class=class>
                {follow(Self::cancel)} {follow(Self::first)} {camera} {follow(Self::beside)}
                {follow(Self::more)} {files} {follow(Self::rest)}
            </div>
        };
        (tools, dialog)
    }

    /// What is recommended, where it is no other photograph.
    fn first(&self) -> Node {
        match self.lead() {
            Lead::Fix(name, fix) => self.button(MAIN, name, Act::Fix(fix)),
            Lead::Use => self.use_it(MAIN),
            Lead::CheckAgain => {
                let outdated = ProcessingState::Unchecked(NotChecked::Outdated);
                if self.processing.get() == Some(outdated) {
                    // Made with the page, whose state it needs.
                    let reload = reload();
                    view! {
                        <button class=MAIN type="button" on:click=move |_| reload()>
                            {common::reload()}
                        </button>
                    }
                    .into_node()
                } else {
                    self.button(MAIN, words::check_again(), Act::CheckAgain)
                }
            }
            Lead::Kept { is_edited: true } => {
                let taken = self.pictures.with(|pictures| pictures.taken.clone());
                taken.map(|taken| self.undo(&taken)).into_node()
            }
            _ => ().into_node(),
        }
    }

    fn beside(&self) -> Node {
        if self.lead().shows_use() {
            self.use_it(BESIDE)
        } else {
            ().into_node()
        }
    }

    /// Unfolds the other ways, and folds them.
    fn more(&self) -> Node {
        let Some(current) = self.current() else {
            return ().into_node();
        };
        let unfolded = self.unfolded;
        let is_unfolded = self.is_unfolded();
        let switch = move |_| unfolded.set((!is_unfolded).then(|| current.clone()));
        view! {
            <button
                class="button button--quiet more"
                type="button"
                aria-expanded=if is_unfolded { "true" } else { "false" }
                on:click=switch
            >
                {words::more_ways()}
            </button>
        }
        .into_node()
    }

    /// What lies under 「其他办法」 besides another picture.
    fn rest(&self) -> Node {
        let pictures = self.pictures.get();
        let shown = pictures.candidate.as_ref().or(pictures.taken.as_ref());
        let Some(picture) = shown.filter(|_| self.is_unfolded()) else {
            return ().into_node();
        };
        let lead = self.lead();
        let mut rest = Vec::new();
        for (name, fix) in quick_fixes(picture, &self.slot.policy) {
            let is_led = match lead {
                Lead::Fix(_, led) => led == fix,
                // It is one of the two that stand to be chosen from.
                Lead::Turn(_) => name == editor_words::upright(),
                _ => false,
            };
            if !is_led {
                rest.push(self.button(QUIET, name, Act::Fix(fix)));
            }
        }
        let policy = &self.slot.policy;
        if pictures.candidate.is_some() && is_edited(picture, policy) {
            rest.push(self.undo(picture));
        }
        let words = match (&pictures.candidate, &pictures.taken) {
            (None, _) => words::remove(),
            (Some(_), None) => words::drop_it(),
            (Some(_), Some(_)) => words::keep_former(),
        };
        rest.push(self.button(QUIET, words, Act::Remove));
        rest.into_node()
    }

    /// Takes back what was done to the picture.
    fn undo(&self, picture: &Picture) -> Node {
        let name = if is_a_turn(picture.edit) {
            words::turn_back()
        } else {
            words::undo()
        };
        self.button(QUIET, name, Act::Fix(QuickFix::Apply(Edit::default())))
    }

    fn use_it(&self, class: &'static str) -> Node {
        let status = |pictures: &Pictures| pictures.candidate.as_ref().map(|it| it.status);
        let words = match self.pictures.with(status) {
            Some(PictureStatus::Doubted) => words::use_it(),
            Some(PictureStatus::ForClerk) => words::use_for_clerk(),
            Some(PictureStatus::Unchecked) => words::use_unchecked(),
            _ => return ().into_node(),
        };
        self.button(class, words, Act::Use)
    }

    /// Cancels the check of a file, while there is one.
    fn cancel(&self) -> Node {
        if is_running(self.processing.get()) {
            let class = "button button--quiet button--flush slot__cancel";
            self.button(class, words::cancel(), Act::Cancel)
        } else {
            ().into_node()
        }
    }

    fn button(&self, class: &'static str, name: &'static str, act: Act) -> Node {
        let label = editor_words::label_of(name, &self.what);
        let this = self.clone();
        view! {
            <button class=class type="button" aria-label=label on:click=move |_| this.act(act)>
                {name}
            </button>
        }
        .into_node()
    }

    fn act(&self, act: Act) {
        // The button is about to be removed; the focus must not go with it.
        focus(&self.heading);
        let (slot, attachments) = (&self.slot, self.slot.attachments);
        let pictures = self.pictures.get_untracked();
        let Some(picture) = pictures.candidate.or(pictures.taken) else {
            // The first file is still being checked.
            return slot.cancel();
        };
        match act {
            Act::Fix(QuickFix::OpenEditor) => self.open.set(Some((picture.id, None))),
            Act::Fix(QuickFix::Propose(edit)) => self.open.set(Some((picture.id, Some(edit)))),
            Act::Fix(QuickFix::Apply(edit)) => slot.apply(&picture, edit),
            Act::Fix(QuickFix::Exchange) => slot.exchange(),
            Act::Use => {
                attachments.take(&picture.id);
                attachments.start_uploads();
            }
            Act::CheckAgain => slot.check_again(picture.id),
            Act::Cancel => slot.cancel(),
            Act::Remove => attachments.remove(&picture.id),
        }
    }
}

/// What a button does with the picture that is shown.
#[derive(Clone, Copy)]
enum Act {
    Fix(QuickFix),
    Use,
    CheckAgain,
    Cancel,
    Remove,
}

pub(super) fn is_running(processing: Option<ProcessingState>) -> bool {
    matches!(processing, Some(ProcessingState::Running(_)))
}

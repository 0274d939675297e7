//! A signature under a promise: lines drawn with a finger, or the full name typed by those who cannot draw. It lies in
//! a part of its own, for most places ask for a tick alone.

use catalog::application::{Drawn, Hand, Signature};
use catalog::scenario::CommitmentId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

use super::tick::error;
use crate::components::piece_failed;
use crate::dom::{IntoNode, Node, node};
use crate::messages::paper as words;
use crate::parts::in_part;
use crate::problem::signature_id;
use crate::report::Reported;
use crate::state::{Loaded, Workspace, app_state};

type Sign = fn(Workspace, CommitmentId, RwSignal<bool>) -> Node;

in_part! {
    sign,
    fn signing() -> Sign {
        field
    }
}

/// The field of a signature, once its part is here. `tried` says that handing in was tried.
pub(super) fn sign(workspace: Workspace, id: &CommitmentId, tried: RwSignal<bool>) -> Node {
    let part = RwSignal::new(Loaded::Loading);
    let bring = move || {
        part.set(Loaded::Loading);
        spawn_local(async move {
            part.try_set(signing().await.into());
        });
    };
    bring();
    let anchor = signature_id(id);
    let id = id.clone();
    let shown = move || match part.get() {
        Loaded::Ready(field) => field(workspace, id.clone(), tried),
        Loaded::Failed(error) => piece_failed(words::sign_failed(), &error, bring),
        Loaded::Loading => {
            view! { <p class="waiting" role="status">{words::sign_loading()}</p> }.into_node()
        }
    };
    view! { <div class="sign" id=anchor tabindex="-1">{shown}</div> }.into_node()
}

/// Units of the field, in which a signature is kept.
const WIDTH: u16 = 600;
const HEIGHT: u16 = 240;
/// Points nearer than this to the one before are left out: nobody sees them, and each takes room.
const NEAR: u16 = 3;

fn field(workspace: Workspace, id: CommitmentId, tried: RwSignal<bool>) -> Node {
    let context = workspace.context;
    let signature = RwSignal::new(workspace.draft.with_untracked(|draft| {
        let given = draft.application.signature(&id);
        let given = given.filter(|given| context.with_untracked(|context| given.is_of(context)));
        given.map(|given| given.by.clone())
    }));
    let keep = move |given: Option<Hand>| {
        workspace.edit(|draft| {
            let all = &mut draft.application.signatures;
            all.retain(|signature| signature.of != id);
            all.extend(given.clone().map(|by| Signature { of: id.clone(), by }));
        });
        signature.set(given);
    };
    let keep = StoredValue::new_local(keep);
    let keep = Callback::new(move |given| keep.with_value(|keep| keep(given)));
    let missing = move || tried.get() && signature.with(Option::is_none);
    view! {
        <h4 class="sign__title">{words::sign_title()}</h4>
        {pad(signature, keep)}
        {move || missing().then(|| error(words::sign_missing()))}
        {by_name(signature, keep)}
    }
    .into_node()
}

type Kept = Callback<Option<Hand>>;

fn pad(signature: RwSignal<Option<Hand>>, keep: Kept) -> Node {
    let begun = signature.with_untracked(|signature| match signature {
        Some(Hand::Drawn(drawn)) => drawn.lines.clone(),
        _ => Vec::new(),
    });
    let lines = RwSignal::new(begun);
    let drawing = RwSignal::new(false);
    let down = move |event: web_sys::Event| {
        let event: PointerEvent = event.unchecked_into();
        // One finger writes; another one is the palm.
        if drawing.get_untracked() || !event.is_primary() || event.button() > 0 {
            return;
        }
        event.prevent_default();
        if let Some(pad) = target(&event) {
            pad.set_pointer_capture(event.pointer_id())
                .ignore("the pointer may be up already");
        }
        drawing.set(true);
        if let Some((x, y)) = place(&event) {
            lines.update(|lines| lines.push(vec![x, y]));
        }
    };
    let moves = move |event: web_sys::Event| {
        let event: PointerEvent = event.unchecked_into();
        if !drawing.get_untracked() || !event.is_primary() {
            return;
        }
        event.prevent_default();
        let Some(to) = place(&event) else { return };
        let is_new = lines.with_untracked(|lines| is_apart(lines, to));
        if is_new {
            lines.update(|lines| {
                if let Some(line) = lines.last_mut() {
                    line.extend([to.0, to.1]);
                }
            });
        }
    };
    let up = move |_| {
        if !drawing.get_untracked() {
            return;
        }
        drawing.set(false);
        let drawn = Drawn {
            width: WIDTH,
            height: HEIGHT,
            lines: lines.get_untracked(),
        };
        keep.run(drawn.is_written().then_some(Hand::Drawn(drawn)));
    };
    let again = move |_| {
        lines.update(Vec::clear);
        keep.run(None);
    };
    let is_blank = move || lines.with(Vec::is_empty);
    let said = move || {
        let is_drawn = signature.with(|it| matches!(it, Some(Hand::Drawn(_))));
        match (is_drawn, is_blank() || drawing.get()) {
            (true, _) => words::sign_done(),
            (false, true) => "",
            (false, false) => words::sign_begun(),
        }
    };
    let view_box = ["0 0 ", &WIDTH.to_string(), " ", &HEIGHT.to_string()].concat();
    view! {
        <p class="sign__text">{words::sign_lede()}</p>
        <div
            class="sign__pad"
            role="img"
            aria-label=words::sign_field()
            on:pointerdown=down
            on:pointermove=moves
            on:pointerup=up
            on:pointercancel=up
        >
            <svg viewBox=view_box aria-hidden="true">
                <path d=move || lines.with(|lines| path(lines))></path>
            </svg>
            {move || is_blank().then(|| view! { <span class="sign__here">{words::sign_here()}</span> })}
        </div>
        <div class="sign__tools">
            <span class="sign__said" role="status">{said}</span>
            <button
                class="button button--quiet"
                type="button"
                aria-disabled=move || is_blank().then_some("true")
                on:click=again
            >
                {words::sign_again()}
            </button>
        </div>
    }
    .into_node()
}

fn target(event: &PointerEvent) -> Option<Element> {
    event.current_target().map(JsCast::unchecked_into)
}

/// Where the pointer is, in units of the field.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held within the field, whose sides are whole and small"
)]
fn place(event: &PointerEvent) -> Option<(u16, u16)> {
    let pad = target(event)?.get_bounding_client_rect();
    let share = |at: f64, begin: f64, length: f64, of: u16| {
        let of = f64::from(of);
        ((at - begin) / length.max(1.0) * of).clamp(0.0, of) as u16
    };
    let x = share(f64::from(event.client_x()), pad.left(), pad.width(), WIDTH);
    let y = share(f64::from(event.client_y()), pad.top(), pad.height(), HEIGHT);
    Some((x, y))
}

/// Whether a point is to be kept: away from the one before, and no more than a signature may have.
fn is_apart(lines: &[Vec<u16>], (x, y): (u16, u16)) -> bool {
    let points: usize = lines.iter().map(|line| line.len() / 2).sum();
    let Some([.., before_x, before_y]) = lines.last().map(Vec::as_slice) else {
        return false;
    };
    points < Drawn::MOST_POINTS && (x.abs_diff(*before_x) >= NEAR || y.abs_diff(*before_y) >= NEAR)
}

/// The lines as an SVG path; a line of one point is a dot.
fn path(lines: &[Vec<u16>]) -> String {
    let mut path = String::new();
    for line in lines {
        for (at, point) in line.chunks_exact(2).enumerate() {
            path.push(if at == 0 { 'M' } else { 'L' });
            path.push_str(&point[0].to_string());
            path.push(' ');
            path.push_str(&point[1].to_string());
        }
        if line.len() == 2 {
            path.push_str("h1");
        }
    }
    path
}

/// For who cannot draw, or uses a keyboard alone.
fn by_name(signature: RwSignal<Option<Hand>>, keep: Kept) -> Node {
    let person = app_state().person().map(|person| person.name);
    let person = StoredValue::new(person.unwrap_or_default());
    let typed = RwSignal::new(String::new());
    let differs = RwSignal::new(false);
    let press = move |_| {
        let name = typed.get_untracked().trim().to_owned();
        let is_own = person.with_value(|person| !name.is_empty() && *person == name);
        differs.set(!is_own);
        if is_own {
            keep.run(Some(Hand::Typed(name)));
        }
    };
    let done = node(move || {
        let name = signature.with(|signature| match signature {
            Some(Hand::Typed(name)) => Some(words::sign_name_done(name)),
            _ => None,
        })?;
        Some(view! { <p class="sign__said">{name}</p> }.into_node())
    });
    view! {
        <div role="status">{done}</div>
        <details class="fold">
            <summary class="fold__head">{words::sign_other()}</summary>
            <div class="fold__body">
                <p>{words::sign_name_text()}</p>
                <label class="field__label" for="sign-name">{words::sign_name()}</label>
                <input
                    class="input"
                    id="sign-name"
                    type="text"
                    autocomplete="name"
                    on:input=move |event| typed.set(event_target_value(&event))
                />
                <div role="alert">{move || differs.get().then(|| error(words::sign_name_differs()))}</div>
                <button class="button button--secondary" type="button" on:click=press>
                    {words::sign_by_name()}
                </button>
            </div>
        </details>
    }
    .into_node()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_beside_the_last_one_are_left_out() {
        let lines = [vec![10, 10]];
        assert!(!is_apart(&lines, (11, 12)));
        assert!(is_apart(&lines, (13, 10)));
        assert!(!is_apart(&[], (13, 10)));
        let full = [vec![0; 2 * Drawn::MOST_POINTS]];
        assert!(!is_apart(&full, (100, 100)));
    }

    #[test]
    fn a_dot_can_be_seen() {
        assert_eq!(path(&[vec![5, 6], vec![1, 2, 3, 4]]), "M5 6h1M1 2L3 4");
    }
}

//! A field as it stands on the page: label, hint, where its value came from, the control, what is wrong with it.

use catalog::Value;
use catalog::field_check::{Caution, FieldProblem};
use catalog::plan::Origin;
use catalog::scenario::Kind;
use leptos::prelude::*;
use markup::view;

use super::difference;
use super::entry::Entry;
use super::names;
use crate::components::{Described, field_input, focus, icon, is_grouped};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, form as words, problem as problem_words, rows as row_words};
use crate::problem;

/// The field as it stands on the page: one line where it is said already, and opens to be entered.
pub(super) fn asked(entry: Entry) -> Node {
    if entry.has_age() {
        told_with_the_number(entry.clone());
    }
    if !entry.is_said() && entry.alike().is_none() && !entry.is_given() {
        return open(entry, None);
    }
    let is_said = RwSignal::new(entry.is_said());
    // What turns out to be wrong opens, and stays open once the resident is in it.
    let wrong = entry.wrong;
    let stands = Memo::new(move |_| is_said.get() && wrong.get().is_none());
    let view = move || {
        if stands.get() {
            said(entry.clone(), is_said)
        } else {
            open(entry.clone(), Some(is_said))
        }
    };
    view.into_node()
}

/// A day that is wrong by the number beside it is told when that was typed, and not only when the day is.
fn told_with_the_number(entry: Entry) {
    Effect::new(move || {
        entry.workspace.draft.track();
        entry.tell_at_once();
    });
}

/// What is said already, and whence; a button opens the field. What a number says is changed with the number.
fn said(entry: Entry, is_said: RwSignal<bool>) -> Node {
    let (id, is_given) = (entry.id(), entry.is_given());
    let name = format::localized(&entry.field.label);
    let label = name.clone();
    let (value, origin) = match entry.alike() {
        Some(other) => (words::alike(&other), ""),
        None => {
            let value = entry
                .value()
                .map(|value| format::value(&entry.field.kind, &value));
            let from = if is_given {
                words::from_number()
            } else {
                words::from_answer()
            };
            (value.unwrap_or_default(), from)
        }
    };
    let change = move |_| {
        // As one's own from now on: it no longer follows the other field.
        if entry.alike().is_some() {
            entry.enter(entry.value());
        }
        is_said.set(false);
        let id = entry.id();
        request_animation_frame(move || focus(&id));
    };
    view! {
        <div class="field fact" id=id tabindex="-1">
            <span class="fact__name">{name}</span>
            <div class="fact__body">
                <span class="fact__value">{value}</span>
                {(!origin.is_empty()).then(|| view! { <span class="fact__origin">{origin}</span> })}
            </div>
            {(!is_given).then(|| view! {
                <div class="fact__change">
                    <button class="button button--quiet" type="button" on:click=change>
                        {common::change()} <span class="visually-hidden">{label}</span>
                    </button>
                </div>
            })}
        </div>
    }
    .into_node()
}

/// The field with its control. `is_said` leads back to what another field says.
fn open(entry: Entry, is_said: Option<RwSignal<bool>>) -> Node {
    let id = entry.id();
    let (hint_id, error_id) = ([&id, "-hint"].concat(), [&id, "-error"].concat());
    let entry = StoredValue::new(entry);
    let Entry {
        field,
        planned,
        wrong,
        caution,
        differs,
        is_attended,
        ..
    } = entry.get_value();
    let kind = field.kind.clone();
    let grouped = is_grouped(&kind);
    let invalid = Signal::derive(move || wrong.get().is_some());
    let limits = entry.with_value(Entry::limits);
    let possible = problem::possible(&kind, &limits);
    let limits_id = [&id, "-limits"].concat();
    let mut described_by = error_id.clone();
    if possible.is_some() {
        described_by = [&limits_id, " ", &described_by].concat();
    }
    if field.hint.is_some() {
        described_by = [&hint_id, " ", &described_by].concat();
    }
    let text = RwSignal::new(entry.with_value(Entry::value));
    let entered = move |value: Option<Value>| {
        text.set(value.clone());
        entry.try_with_value(|entry| entry.enter(value));
    };
    let described = Described {
        id: id.clone(),
        by: described_by.clone(),
        limits,
        invalid,
        is_own: entry.with_value(Entry::is_own),
    };
    let name = format::localized(&field.label);
    // Made anew where the value comes from a licence instead of from the keyboard, or from another page.
    let anew = RwSignal::new(());
    let from_elsewhere = entry.with_value(|entry| entry.workspace.taken_in(entry.item()));
    let kind_of_input = kind.clone();
    let input = move || {
        anew.track();
        // Read, not only tracked: a memo that nobody has read follows nothing.
        from_elsewhere.with(|_| ());
        let value = entry.try_with_value(Entry::value).flatten();
        field_input(described.clone(), &kind_of_input, value, entered)
    };
    let label = view! {
        {format::localized(&field.label)}
        {(!planned.required)
            .then(|| view! { <span class="field__optional">{common::optional()}</span> })}
    };
    let body = view! {
        {field
            .hint
            .as_ref()
            .map(|hint| view! { <p class="field__hint" id=hint_id>{format::localized(hint)}</p> })}
        {possible.map(|possible| view! { <p class="field__hint" id=limits_id>{possible}</p> })}
        {filled_in(&entry.get_value())}
        {as_written(&entry.get_value())}
        // What is open may be known only now.
        {move || {
            entry.with_value(|entry| entry.workspace.open_cases.track());
            entry.try_with_value(Entry::tell_at_once);
        }}
        <div id=error_id aria-live=move || is_attended.get().then_some("polite")>
            {move || {
                wrong
                    .get()
                    .map(|found| {
                        let value = entry.try_with_value(Entry::value).flatten();
                        let limits = entry.with_value(Entry::limits);
                        let words = problem::within(&kind, found, &limits, value.as_ref());
                        let name = problem_words::about(&name, "");
                        view! {
                            <p class="field__error">
                                {icon("warning", "")}
                                <span class="visually-hidden">{name}</span>
                                <span>
                                    {words} {open_case(found, entry)} {change_answer(found, entry)}
                                    {is_said.map(|is_said| by_number(found, entry, is_said))}
                                </span>
                            </p>
                        }
                    })
            }}
            {move || {
                caution
                    .get()
                    .filter(|_| wrong.get().is_none())
                    .map(|caution| {
                        let words = match caution {
                            Caution::BankCardCheckDigit => problem_words::card_check(),
                            Caution::ExpiresSoon => problem_words::expires_soon(),
                            Caution::NameOneCharacter => problem_words::name_one(),
                            Caution::CitizenIdZeros => problem_words::id_zeros(),
                            Caution::CreditCodeCheckDigit | Caution::PermitCheckDigit => {
                                problem_words::code_check()
                            }
                        };
                        view! { <p class="field__origin">{icon("info", "")} {words}</p> }
                    })
            }}
        </div>
        {input}
        {field.list.is_some().then(|| names::names(entry, text, anew))}
        {is_said.map(|is_said| again_alike(entry, is_said))}
        {move || differs.get().map(|fact| difference::notice(entry, fact, anew))}
    };
    let class = move || {
        if invalid.get() {
            "field field--error"
        } else {
            "field"
        }
    };
    // A field that is taken away with the focus in it tells so after the page is gone.
    let left = move |_| {
        is_attended.try_set(false);
        entry.try_with_value(Entry::look_again);
    };
    let come = move |_| {
        is_attended.set(true);
        if let Some(is_said) = is_said {
            is_said.set(false);
        }
    };
    if grouped {
        view! {
            <fieldset
                class=class
                aria-describedby=described_by
                on:focusin=come
                on:focusout=move |_| {
                    is_attended.try_set(false);
                }
            >
                <legend class="field__label">{label}</legend>
                {body}
            </fieldset>
        }
        .into_node()
    } else {
        view! {
            <div class=class on:focusin=come on:focusout=left>
                <label class="field__label" for=id>{label}</label>
                {body}
            </div>
        }
        .into_node()
    }
}

/// The way back to what another field says.
fn again_alike(entry: StoredValue<Entry>, is_said: RwSignal<bool>) -> Node {
    let alike = entry.with_value(Entry::alike).map(|other| {
        let back = move |_| {
            entry.with_value(Entry::hold_alike);
            is_said.set(true);
        };
        view! {
            <button class="button button--quiet button--flush" type="button" on:click=back>
                {words::alike(&other)}
            </button>
        }
    });
    alike.into_node()
}

/// The way to the case that is open of the person whose number it is.
fn open_case(found: FieldProblem, entry: StoredValue<Entry>) -> Option<Node> {
    if found != FieldProblem::CaseOpen {
        return None;
    }
    let case = entry.try_with_value(Entry::open_case).flatten()?.case;
    let day = case.submitted_at.split('T').next().unwrap_or_default();
    let words = problem_words::see_open_case(&format::day(day));
    let href = ["/cases/", &case.number].concat();
    Some(view! { <a class="button button--quiet button--flush" href=href>{words}</a> }.into_node())
}

/// The way to the answer that the number in the field is held against.
fn change_answer(found: FieldProblem, entry: StoredValue<Entry>) -> Option<Node> {
    if !matches!(found, FieldProblem::BirthDiffers | FieldProblem::SexDiffers) {
        return None;
    }
    let question = entry.try_with_value(|entry| entry.held_against(found))??;
    let words = problem_words::change_answer(&format::localized(&question.label));
    let page = ["guide/", &question.id].concat();
    let href = entry.with_value(|entry| entry.workspace.address(&page));
    Some(view! { <a class="button button--quiet button--flush" href=href>{words}</a> }.into_node())
}

/// Takes what the number of the row says in place of what was typed.
fn by_number(
    found: FieldProblem,
    entry: StoredValue<Entry>,
    is_said: RwSignal<bool>,
) -> Option<Node> {
    if found != FieldProblem::DiffersFromNumber {
        return None;
    }
    let (id, kind, says) = entry.try_with_value(|entry| {
        let says = entry.planned.start.clone()?;
        Some((entry.id(), entry.field.kind.clone(), says))
    })??;
    let words = problem_words::as_number_says(&format::value(&kind, &says));
    let take = move |_| {
        entry.try_with_value(|entry| entry.enter(Some(says.clone())));
        is_said.set(true);
        let id = id.clone();
        request_animation_frame(move || focus(&id));
    };
    let button = view! {
        <button class="button button--quiet button--flush" type="button" on:click=take>{words}</button>
    };
    Some(button.into_node())
}

/// Where the value that stands in it at first came from.
fn filled_in(entry: &Entry) -> Option<Node> {
    let words = match entry.planned.origin {
        Origin::Resident | Origin::Alike | Origin::Number => return None,
        Origin::Record => words::on_record_editable(&entry.origin()?),
        Origin::Answer => words::from_answer().to_owned(),
    };
    Some(view! { <p class="field__origin">{icon("shield", "")} {words}</p> }.into_node())
}

/// What stood in a spreadsheet and could not be read, where the control cannot show it.
fn as_written(entry: &Entry) -> Option<Node> {
    let kind = &entry.field.kind;
    let shows_any_text = matches!(
        kind,
        Kind::Number(_) | Kind::YearsMonths(_) | Kind::Money(_)
    );
    let value = entry.value().filter(|value| !kind.admits(value))?;
    let raw = value.text().filter(|raw| !raw.trim().is_empty())?;
    (!shows_any_text).then(|| {
        view! { <p class="field__origin">{icon("info", "")} {row_words::as_written(raw)}</p> }
            .into_node()
    })
}

//! What was read, before anything is added: what each column means, what was destroyed, and how many there are.

use catalog::plan::Limits;
use catalog::scenario::{Choice, Field, FieldId, Kind};
use catalog::table::{Columns, Taken, take};
use catalog::{Value, scenario};
use civic::day::Day;
use leptos::prelude::*;
use markup::view;

use super::add::{self, Manner};
use super::{Sheet, Stage, troubles};
use crate::components::{Control, control};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, sheet as words};

/// The letters by which a spreadsheet names its columns.
const LETTERS: [char; 26] = [
    'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S',
    'T', 'U', 'V', 'W', 'X', 'Y', 'Z',
];

const APPEND: &str = "append";
const REPLACE: &str = "replace";

impl Sheet {
    fn today(self) -> Day {
        let context = self.rows.workspace.context;
        context.with_untracked(|context| context.today)
    }

    fn taken(self) -> Taken {
        self.assigned.track();
        self.state.with_value(|state| {
            let fields: Vec<&Field> = state.fields.iter().collect();
            take(&state.table, &state.columns, &fields, self.today())
        })
    }
}

pub(super) fn preview(sheet: Sheet) -> Node {
    let filled = add::filled(sheet);
    sheet.state.update_value(|state| {
        state.manner = (filled == 0).then_some(Manner::Append);
    });
    let title = move || words::read(&sheet.taken().rows.len().to_string(), &sheet.one());
    let said = move || {
        let found = sheet.taken().found;
        sheet
            .state
            .with_value(|state| troubles::troubles(&found, &state.fields))
    };
    view! {
        <div class="import">
            <h3 class="import__title" tabindex="-1" id=sheet.id("sheet-title")>{title}</h3>
            {heading(sheet)}
            {columns(sheet)}
            <div class="stack" role="status">{said}</div>
            {(filled > 0).then(|| choice(sheet, filled))}
            {move || go_on(sheet)}
        </div>
    }
    .into_node()
}

/// Where no heading was recognised, only the resident knows whether there is one.
fn heading(sheet: Sheet) -> Option<Node> {
    if sheet.columns(Columns::are_any) {
        return None;
    }
    let is_heading = move || {
        sheet.assigned.track();
        sheet.columns(|columns| columns.heading.is_some())
    };
    let switch = move |_| {
        sheet.assign(|state| {
            state.columns.heading = match state.columns.heading {
                Some(_) => None,
                None => Some(0),
            };
        });
    };
    let node = view! {
        <label class="choice">
            <input class="choice__input" type="checkbox" prop:checked=is_heading on:change=switch />
            <span class="choice__body">
                <span class="choice__label">{words::first_is_heading()}</span>
            </span>
        </label>
    };
    Some(node.into_node())
}

/// What each column means: those that were not recognised first, the others folded.
fn columns(sheet: Sheet) -> Node {
    let found = sheet.columns(|columns| columns.fields.clone());
    let (known, unknown): (Vec<usize>, Vec<usize>) =
        (0..found.len()).partition(|at| found[*at].is_some());
    let names = known.iter().filter_map(|at| found[*at].as_ref());
    let names = names.filter_map(|id| sheet.label(id));
    let names = names.collect::<Vec<_>>().join(common::list_separator());
    let is_none_known = known.is_empty();
    let (known_count, unknown_count) = (known.len().to_string(), unknown.len().to_string());
    let lines = move |columns: Vec<usize>| {
        let lines = columns.into_iter().map(|at| column(sheet, at));
        view! { <ul class="import__columns">{lines.collect::<Vec<_>>()}</ul> }.into_node()
    };
    let unknown = (!unknown.is_empty()).then(|| {
        let words = if is_none_known {
            words::none_known().to_owned()
        } else {
            words::unknown(&unknown_count)
        };
        view! {
            <p class="small">{words}</p>
            {lines(unknown)}
        }
    });
    let known = (!is_none_known).then(|| {
        view! {
            <details class="fold fold--plain">
                <summary class="fold__head">{words::known(&known_count)}</summary>
                <div class="fold__body">{lines(known)}</div>
            </details>
        }
    });
    view! {
        {(!is_none_known).then(|| view! { <p class="small muted">{words::recognised(&names)}</p> })}
        {unknown}
        {known}
        {move || missing(sheet)}
    }
    .into_node()
}

/// What every row needs and no column has.
fn missing(sheet: Sheet) -> Option<Node> {
    sheet.assigned.track();
    let used = sheet.columns(|columns| columns.fields.clone());
    let needed = sheet.group.with_value(|group| {
        let required = |column: &&scenario::FieldUse| column.required && column.when.is_none();
        let columns = group.columns.iter().filter(required);
        columns.map(|column| column.id.clone()).collect::<Vec<_>>()
    });
    let lacking = needed
        .iter()
        .filter(|id| !used.contains(&Some((*id).clone())));
    let lacking: Vec<String> = lacking.filter_map(|id| sheet.label(id)).collect();
    (!lacking.is_empty()).then(|| {
        let words = words::lacking(&lacking.join(common::list_separator()));
        view! { <p class="small muted">{words}</p> }.into_node()
    })
}

/// One column: its heading, what stands in it, and the field it is.
fn column(sheet: Sheet, at: usize) -> Node {
    let heading = move || {
        sheet.assigned.track();
        let name = sheet.state.with_value(|state| {
            let line = state.table.lines.get(state.columns.heading?)?;
            line.cells.get(at).map(|cell| cell.text.clone())
        });
        name.filter(|name| !name.is_empty())
            .unwrap_or_else(|| words::column(&letters(at)))
    };
    let sample = move || {
        sheet.assigned.track();
        sheet.state.with_value(|state| {
            let below = state.columns.heading.map_or(0, |at| at + 1);
            let lines = state.table.lines.iter().skip(below);
            let mut cells = lines.filter_map(|line| line.cells.get(at));
            let cell = cells.find(|cell| !cell.is_empty())?;
            Some(words::sample(&cell.text))
        })
    };
    let options = sheet.state.with_value(|state| {
        let fields = state.fields.iter();
        let options = fields.map(|field| (field.id.clone(), format::localized(&field.label)));
        options.collect::<Vec<_>>()
    });
    let chosen = move |id: &str| {
        sheet.assigned.track();
        sheet.columns(|columns| {
            let field = columns.fields.get(at).and_then(Option::as_deref);
            field.unwrap_or_default() == id
        })
    };
    let options: Vec<Node> = options
        .into_iter()
        .map(|(id, label)| {
            let value = id.clone();
            view! { <option value=value prop:selected=move || chosen(&id)>{label}</option> }
                .into_node()
        })
        .collect();
    let assign = move |event| {
        let id = event_target_value(&event);
        let id = (!id.is_empty()).then_some(id);
        sheet.assign(|state| {
            // A field has one column.
            for field in &mut state.columns.fields {
                if id.is_some() && *field == id {
                    *field = None;
                }
            }
            if let Some(field) = state.columns.fields.get_mut(at) {
                *field = id;
            }
        });
    };
    let id = [&*sheet.id("column"), "-", &at.to_string()].concat();
    view! {
        <li class="import__column">
            <label class="import__heading" for=id.clone()>
                <span class="import__name">{heading}</span>
                <span class="import__sample">{sample}</span>
            </label>
            <select class="input import__field" id=id on:change=assign>
                <option value="" prop:selected=move || chosen("")>{words::leave_out()}</option>
                {options}
            </select>
        </li>
    }
    .into_node()
}

fn letters(at: usize) -> String {
    let last = LETTERS[at % 26].to_string();
    match (at / 26).checked_sub(1) {
        None => last,
        Some(rest) => [letters(rest), last].concat(),
    }
}

impl Sheet {
    fn columns<T>(self, read: impl FnOnce(&Columns) -> T) -> T {
        self.state.with_value(|state| read(&state.columns))
    }

    fn label(self, id: &FieldId) -> Option<String> {
        self.state.with_value(|state| {
            let field = state.fields.iter().find(|field| field.id == *id)?;
            Some(format::localized(&field.label))
        })
    }
}

/// Where there are rows already: whether these come after them or in their place.
fn choice(sheet: Sheet, filled: usize) -> Node {
    let (count, one) = (filled.to_string(), sheet.one());
    let option = |id: &str, label: String| Choice {
        id: id.to_owned(),
        label: label.as_str().into(),
        also: Vec::new(),
        hint: None,
        none: false,
    };
    let radios = control(
        Control {
            id: sheet.id("sheet-manner"),
            kind: Kind::Choice(vec![
                option(APPEND, words::append(&count, &one)),
                option(REPLACE, words::replace(&count, &one)),
            ]),
            value: None,
            unsure: None,
            described_by: String::new(),
            limits: Limits::default(),
            invalid: Signal::derive(|| false),
            is_own: false,
            yes_no: None,
        },
        move |chosen| {
            let replaces = chosen.as_ref().and_then(Value::text) == Some(REPLACE);
            let manner = if replaces {
                Manner::Replace
            } else {
                Manner::Append
            };
            sheet.assign(|state| state.manner = Some(manner));
        },
    );
    view! {
        <fieldset class="field">
            <legend class="field__label">{words::manner(&count, &one)}</legend>
            <div class="field__choices">{radios}</div>
        </fieldset>
    }
    .into_node()
}

/// Adding, where it can be done, and leaving it.
fn go_on(sheet: Sheet) -> Node {
    let taken = sheet.taken();
    let count = taken.rows.len();
    let chosen = sheet.state.with_value(|state| state.manner);
    let (room, most) = add::room(sheet, chosen);
    let why_not = if !sheet.columns(Columns::are_any) {
        Some(words::choose_a_column().to_owned())
    } else if count == 0 {
        Some(words::nothing().to_owned())
    } else if count > room {
        Some(words::too_many(&count.to_string(), &most.to_string()))
    } else {
        None
    };
    let add_words = words::add(&count.to_string(), &sheet.one());
    let add = chosen.filter(|_| why_not.is_none()).map(|manner| {
        let add = move |_| add::add(sheet, taken.clone(), manner);
        view! {
            <button class="button" type="button" on:click=add>{add_words}</button>
        }
    });
    let leave = move |_| sheet.tell(Stage::Nothing);
    view! {
        {why_not.map(|words| view! { <p class="field__error">{words}</p> })}
        <div class="rows__actions">
            {add}
            <button class="button button--quiet" type="button" on:click=leave>{words::leave()}</button>
        </div>
    }
    .into_node()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        assert_eq!(
            [0, 25, 26, 27, 99].map(letters),
            ["A", "Z", "AA", "AB", "CV"]
        );
    }
}

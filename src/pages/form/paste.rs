//! Many rows at once: pasted from a spreadsheet or read from a CSV file.
//! What could not be read is named cell by cell, and stands in the list as it was written.
//! However many rows a sheet has, it is one change of the draft.

use std::collections::BTreeMap;

use catalog::scenario::{Field, Group};
use catalog::table::sheet::{Sheet, SheetError, read};
use catalog::{Row, Value};
use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::rows::{Rows, keys_after};
use crate::components::icon;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, rows as words};
use crate::report::Reported;
use crate::state::Workspace;

/// What came of the last sheet.
#[derive(Clone, Default)]
struct PasteReport {
    done: String,
    unread: Vec<String>,
    unknown: String,
    failed: String,
}

pub(super) fn panel(rows: Rows, group: &Group) -> Node {
    let workspace = rows.workspace;
    let columns = fields(workspace, group);
    let names = format::listed(columns.iter().map(|field| &field.label));
    let id = ["paste-", &group.id].concat();
    let text = RwSignal::new(String::new());
    let report = RwSignal::new(None::<PasteReport>);
    let group = StoredValue::new((group.clone(), columns));
    let take_in = move |sheet: &str| {
        rows.open(None);
        let found = group.try_with_value(|(group, columns)| take(workspace, group, columns, sheet));
        if let Some(found) = found {
            if found.failed.is_empty() {
                text.try_set(String::new());
            }
            report.try_set(Some(found));
        }
    };
    let pick = move |event: web_sys::Event| {
        let input = event
            .target()
            .and_then(|to| to.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let file = input.files().and_then(|files| files.get(0));
        // The same file may be chosen again after it was mended.
        input.set_value("");
        let Some(file) = file else { return };
        spawn_local(async move {
            match contents(&file).await {
                Some(sheet) => take_in(&sheet),
                None => {
                    report.try_set(Some(PasteReport {
                        failed: words::paste_unreadable().to_owned(),
                        ..PasteReport::default()
                    }));
                }
            }
        });
    };
    view! {
        <details class="fold">
            <summary class="fold__head">{words::paste_title()}</summary>
            <div class="fold__body">
                <p class="small">{words::paste_hint(&names)}</p>
                <div class="field">
                    <label class="field__label" for=id.clone()>{words::paste_label()}</label>
                    <div class="field__control">
                        <textarea
                            class="input"
                            id=id
                            rows="4"
                            prop:value=move || text.get()
                            on:input=move |event| text.set(event_target_value(&event))
                        ></textarea>
                    </div>
                </div>
                <div class="rows__actions">
                    <button
                        class="button button--secondary"
                        type="button"
                        on:click=move |_| take_in(&text.get_untracked())
                    >
                        {words::paste_take()}
                    </button>
                    <label class="button button--quiet rows__file">
                        {icon("file", "")}
                        {words::paste_file()}
                        <input
                            class="visually-hidden"
                            type="file"
                            accept=".csv,.tsv,.txt,text/csv"
                            on:change=pick
                        />
                    </label>
                </div>
                <div role="status">{move || report.get().map(outcome)}</div>
            </div>
        </details>
    }
    .into_node()
}

fn fields(workspace: Workspace, group: &Group) -> Vec<Field> {
    let scenario = workspace.scenario();
    let columns = group.columns.iter();
    columns
        .filter_map(|column| scenario.field(&column.id).cloned())
        .collect()
}

fn outcome(report: PasteReport) -> Node {
    let PasteReport {
        done,
        unread,
        unknown,
        failed,
    } = report;
    let bad = words::paste_bad(&unread.len().to_string());
    let some = |text: String| (!text.is_empty()).then_some(text);
    let unread: Vec<Node> = unread
        .into_iter()
        .map(|cell| view! { <li>{cell}</li> }.into_node())
        .collect();
    view! {
        {some(failed).map(|words| view! { <p class="field__error">{icon("warning", "")} {words}</p> })}
        {some(done).map(|words| view! { <p>{icon("check", "")} {words}</p> })}
        {(!unread.is_empty())
            .then(|| {
                view! {
                    <p class="field__error">{icon("warning", "")} {bad}</p>
                    <ul class="rows__unread">{unread}</ul>
                }
            })}
        {some(unknown).map(|words| view! { <p class="small muted">{words}</p> })}
    }
    .into_node()
}

/// Puts a sheet into the list. An empty row that nobody has begun makes place for it.
fn take(workspace: Workspace, group: &Group, columns: &[Field], text: &str) -> PasteReport {
    let failed = |words: String| PasteReport {
        failed: words,
        ..PasteReport::default()
    };
    let columns: Vec<&Field> = columns.iter().collect();
    let sheet = match read(text, &columns) {
        Ok(sheet) => sheet,
        Err(SheetError::Empty) => return failed(words::paste_nothing().to_owned()),
        Err(SheetError::NoHeading) => return failed(words::paste_no_header().to_owned()),
    };
    let most = usize::from(group.max);
    let filled = workspace.draft.with_untracked(|draft| {
        let rows = draft.application.answers.rows(&group.id).iter();
        rows.filter(|row| !is_blank(row)).count()
    });
    if filled + sheet.rows.len() > most {
        let found = sheet.rows.len().to_string();
        return failed(words::paste_too_many(&found, &most.to_string()));
    }
    let report = report(&sheet, group, &columns);
    let Sheet { rows, .. } = sheet;
    workspace.edit(|draft| {
        let list = draft.application.answers.rows.entry(group.id.clone());
        let list = list.or_default();
        // Before a blank row goes: a key stays with its row's elements, and none may be given to another row meanwhile.
        let keys = keys_after(list);
        list.retain(|row| !is_blank(row));
        let rows = keys.zip(rows).map(|(key, values)| Row { key, values });
        list.extend(rows);
    });
    report
}

fn report(sheet: &Sheet, group: &Group, columns: &[&Field]) -> PasteReport {
    let label = |id: &str| {
        let field = columns.iter().find(|field| field.id == id);
        field
            .map(|field| format::localized(&field.label))
            .unwrap_or_default()
    };
    let cells = sheet.unread.iter().map(|cell| {
        let line = cell.line.to_string();
        words::paste_cell(&label(&cell.column), &cell.raw, &line)
    });
    let unknown = sheet.unknown.join(common::list_separator());
    PasteReport {
        done: words::paste_done(
            &sheet.rows.len().to_string(),
            &format::localized(&group.one),
        ),
        unread: cells.collect(),
        unknown: if unknown.is_empty() {
            unknown
        } else {
            words::paste_unknown(&unknown)
        },
        failed: String::new(),
    }
}

fn is_blank(row: &Row) -> bool {
    let values: &BTreeMap<String, Value> = &row.values;
    values.values().all(Value::is_blank)
}

/// The text of a file; spreadsheets in China write CSV in GBK more often than in UTF-8.
async fn contents(file: &web_sys::File) -> Option<String> {
    let bytes = JsFuture::from(file.array_buffer())
        .await
        .or_report("table.read")?;
    let bytes = js_sys::Uint8Array::new(&bytes);
    let decode = |label: &str| {
        let options = web_sys::TextDecoderOptions::new();
        options.set_fatal(true);
        let decoder = web_sys::TextDecoder::new_with_label_and_options(label, &options).ok()?;
        // Not in this encoding: the next one is tried.
        decoder.decode_with_js_u8_array(&bytes).ok()
    };
    decode("utf-8").or_else(|| decode("gbk"))
}

//! Many rows at once: pasted from a spreadsheet, or read from a workbook or a CSV file. What was read is shown first,
//! with what each column means and what was destroyed; nothing is added until the resident says so, and what was added
//! can be taken back.

mod add;
mod preview;
mod source;
mod template;
mod troubles;

use catalog::plan::plan;
use catalog::scenario::{Field, Group};
use catalog::table::{Columns, recognise};
use catalog::{Answers, Row};
use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;
use spreadsheet::{Table, delimited};
use wasm_bindgen::JsCast;

use super::rows::Rows;
use crate::attachments::worker;
use crate::components::{focus, icon};
use crate::dom::{IntoNode, Node, fresh};
use crate::format;
use crate::messages::sheet as words;
use crate::platform::precheck_worker::PrecheckWorker;
use crate::state::Workspace;
use add::{Added, Manner};

/// How far a sheet has come.
#[derive(Clone)]
enum Stage {
    Nothing,
    Reading,
    Failed(&'static str),
    /// Read, and not yet added.
    Shown,
    Added(Added),
    TakenBack,
}

struct State {
    stage: Stage,
    /// The columns that the rows of this application may have.
    fields: Vec<Field>,
    /// What was read last.
    table: Table,
    columns: Columns,
    /// Once it is said.
    manner: Option<Manner>,
}

/// The sheet of one group. Cheap to copy; one cell for all of it, for each type of signal is code to download.
#[derive(Clone, Copy)]
struct Sheet {
    rows: Rows,
    group: StoredValue<Group>,
    state: StoredValue<State>,
    /// Reads and writes workbooks. It is looked up while the page is made: what runs later has no way to the app's
    /// state.
    worker: StoredValue<PrecheckWorker, LocalStorage>,
    /// The stage has changed.
    staged: RwSignal<()>,
    /// The columns, or what becomes of the rows, have changed.
    assigned: RwSignal<()>,
    text: RwSignal<String>,
}

pub(super) fn panel(rows: Rows, group: &Group) -> Node {
    let state = State {
        stage: Stage::Nothing,
        fields: possible_columns(rows.workspace, group),
        table: Table::default(),
        columns: Columns::default(),
        manner: None,
    };
    let sheet = Sheet {
        rows,
        group: StoredValue::new(group.clone()),
        state: StoredValue::new(state),
        worker: StoredValue::new_local(worker()),
        staged: RwSignal::new(()),
        assigned: RwSignal::new(()),
        text: RwSignal::new(String::new()),
    };
    let body = move || {
        sheet.staged.track();
        fresh(match sheet.state.with_value(|state| state.stage.clone()) {
            Stage::Shown => preview::preview(sheet),
            stage => begin(sheet, &stage),
        })
    };
    view! {
        <details class="fold">
            <summary class="fold__head">{words::title()}</summary>
            <div class="fold__body">{body}</div>
        </details>
    }
    .into_node()
}

/// Where a sheet is pasted or chosen, with what came of the last one.
fn begin(sheet: Sheet, stage: &Stage) -> Node {
    let id = sheet.id("paste");
    let pick = move |event: web_sys::Event| {
        let input = event
            .target()
            .and_then(|to| to.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let file = input.files().and_then(|files| files.get(0));
        // The same file may be chosen again after it was mended.
        input.set_value("");
        if let Some(file) = file {
            sheet.open_file(file);
        }
    };
    view! {
        <div role="status" tabindex="-1" id=sheet.id("sheet-news")>{news(sheet, stage)}</div>
        <p class="small">{words::hint()}</p>
        <div class="rows__actions">
            <label class="button button--secondary rows__file">
                {icon("file", "")}
                {words::choose_file()}
                <input
                    class="visually-hidden"
                    type="file"
                    accept=".xlsx,.csv,.tsv,.txt,text/csv"
                    on:change=pick
                />
            </label>
            {template::button(sheet)}
        </div>
        <div class="field">
            <label class="field__label" for=id.clone()>{words::paste_label()}</label>
            <div class="field__control">
                <textarea
                    class="input"
                    id=id
                    rows="3"
                    prop:value=move || sheet.text.get()
                    on:input=move |event| sheet.text.set(event_target_value(&event))
                ></textarea>
            </div>
        </div>
        <div class="rows__actions">
            <button
                class="button button--secondary"
                type="button"
                on:click=move |_| sheet.show(delimited::read(&sheet.text.get_untracked()))
            >
                {words::look()}
            </button>
        </div>
    }
    .into_node()
}

fn news(sheet: Sheet, stage: &Stage) -> Option<Node> {
    let node = match stage {
        Stage::Nothing | Stage::Shown => return None,
        Stage::Reading => view! { <p>{words::reading()}</p> }.into_node(),
        Stage::Failed(words) => {
            view! { <p class="field__error">{icon("warning", "")} {*words}</p> }.into_node()
        }
        Stage::Added(added) => add::news(sheet, added),
        Stage::TakenBack => view! { <p>{icon("check", "")} {words::taken_back()}</p> }.into_node(),
    };
    Some(node)
}

impl Sheet {
    fn id(self, what: &str) -> String {
        self.group
            .with_value(|group| [what, "-", &group.id].concat())
    }

    fn one(self) -> String {
        self.group.with_value(|group| format::localized(&group.one))
    }

    /// The page may be gone by now.
    fn set(self, stage: Stage) {
        self.state.try_update_value(|state| state.stage = stage);
        self.staged.try_set(());
    }

    /// Changes what the columns are, or what becomes of the rows.
    fn assign(self, change: impl FnOnce(&mut State)) {
        self.state.update_value(change);
        self.assigned.set(());
    }

    /// Says what came of it, where the resident is.
    fn tell(self, stage: Stage) {
        self.set(stage);
        let id = self.id("sheet-news");
        request_animation_frame(move || focus(&id));
    }

    fn open_file(self, file: web_sys::File) {
        self.set(Stage::Reading);
        let worker = self.worker.get_value();
        spawn_local(async move {
            match source::read(&file, &worker).await {
                Ok(table) => self.show(table),
                Err(cause) => self.tell(Stage::Failed(cause)),
            }
        });
    }

    /// Shows what was read, with the columns as their headings say.
    fn show(self, table: Table) {
        let is_empty = self.state.try_update_value(|state| {
            let fields: Vec<&Field> = state.fields.iter().collect();
            state.columns = recognise(&table, &fields);
            state.table = table;
            let heading = usize::from(state.columns.heading.is_some());
            state.table.lines.len() <= heading
        });
        match is_empty {
            // The page is gone.
            None => return,
            Some(true) => return self.tell(Stage::Failed(words::nothing())),
            Some(false) => self.set(Stage::Shown),
        }
        let id = self.id("sheet-title");
        request_animation_frame(move || focus(&id));
    }
}

/// The columns that a row may have, whatever is filled into it: what the answers rule out is left out.
fn possible_columns(workspace: Workspace, group: &Group) -> Vec<Field> {
    let scenario = workspace.scenario();
    let mut answers: Answers = workspace.answers.get_untracked();
    let blank = Row {
        key: "r0".to_owned(),
        ..Row::default()
    };
    answers.rows.insert(group.id.clone(), vec![blank]);
    let plan = workspace
        .context
        .with_untracked(|context| plan(&scenario, &answers, context));
    let row = plan.group(&group.id).and_then(|group| group.rows.first());
    row.into_iter()
        .flat_map(|row| &row.fields)
        .filter_map(|column| scenario.field(&column.id).cloned())
        .collect()
}

//! The form to fill in: a workbook with the right headings, whose cells are text.

use catalog::scenario::{Field, Kind};
use leptos::prelude::*;
use leptos::task::spawn_local;
use markup::view;
use spreadsheet::{Cell, Form, Line, Table};

use super::{Sheet, Stage};
use crate::components::icon;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, sheet as words};
use crate::platform::file::save;

const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) fn button(sheet: Sheet) -> Node {
    let fetch = move |_| {
        let worker = sheet.worker.get_value();
        spawn_local(async move {
            let columns = sheet.state.with_value(|state| headings(&state.fields));
            let (one, most) = (
                sheet.one(),
                sheet.group.with_value(|group| usize::from(group.max)),
            );
            let bytes = worker.write_template(&one, &columns, most).await;
            let Ok(bytes) = bytes else {
                return sheet.tell(Stage::Failed(words::not_asked()));
            };
            save(&bytes, MEDIA_TYPE, &words::template_file(&one));
        });
    };
    view! {
        <button class="button button--quiet" type="button" on:click=fetch>
            {icon("download", "")}
            {words::template()}
        </button>
    }
    .into_node()
}

/// A line for each column: its heading, and what may stand below.
fn headings(fields: &[Field]) -> Table {
    let options = |kind: &Kind| match kind {
        Kind::Choice(choices) => choices
            .iter()
            .map(|choice| format::localized(&choice.label))
            .collect(),
        Kind::YesNo => vec![common::yes().to_owned(), common::no().to_owned()],
        _ => Vec::new(),
    };
    let lines = fields.iter().map(|field| {
        let mut texts = options(&field.kind);
        texts.insert(0, format::localized(&field.label));
        let cells = texts.iter().map(|text| Cell::new(text, Form::Text));
        Line {
            number: 1,
            cells: cells.collect(),
        }
    });
    Table {
        lines: lines.collect(),
    }
}

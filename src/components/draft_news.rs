//! What the resident must know of the draft before going on: the rules have changed, another page has changed what
//! stood here, or two sets of answers differ. It stands until it has been read; a reload does not take it away.

use std::collections::BTreeSet;

use leptos::prelude::*;
use markup::view;

use super::earlier_versions::EarlierVersions;
use super::notice::{button, notice_with};
use super::plan_news::plan_news;
use crate::dom::{IntoNode, Node};
use crate::draft::DraftItem;
use crate::format;
use crate::messages::{common, draft as words};
use crate::state::{Workspace, app_state};

/// The news is made anew at each change of the draft, and is nothing at nearly all of them.
pub(crate) fn draft_news(workspace: Workspace) -> Node {
    let changed = plan_news(app_state(), workspace);
    let versions = EarlierVersions::default();
    let view = move || {
        let mut told = Vec::new();
        let news = workspace
            .draft
            .with(|draft| versions.lines(&workspace.scenario(), draft));
        if !news.is_empty() {
            let read = button("button button--secondary", words::known(), move || {
                workspace.edit(|draft| {
                    draft.news.clear();
                    draft.worded_news.clear();
                });
            });
            told.push(notice_with("notice notice--info", "info", news, vec![read]));
        }
        let is_read = workspace.draft.with(|draft| draft.seen.is_empty());
        if !changed.is_empty() && !is_read {
            let read = button("button button--secondary", words::known(), move || {
                workspace.edit(|draft| draft.seen.clear());
            });
            told.push(notice_with(
                "notice notice--info",
                "shield",
                changed.clone(),
                vec![read],
            ));
        }
        let replaced = workspace
            .told
            .replaced
            .with(|replaced| labels_of(workspace, replaced));
        if !replaced.is_empty() {
            let read = button("button button--secondary", words::known(), move || {
                workspace.told.replaced.set(BTreeSet::new());
            });
            let lines = vec![
                words::elsewhere().to_owned(),
                words::elsewhere_text(&replaced),
            ];
            told.push(notice_with(
                "notice notice--info",
                "info",
                lines,
                vec![read],
            ));
        }
        let differing = differing(workspace);
        if !differing.is_empty() {
            let keep = button("button", words::earlier_keep(), move || {
                workspace.edit(|draft| draft.earlier = catalog::Answers::default());
            });
            let back = button(
                "button button--secondary",
                words::earlier_back(),
                move || {
                    workspace.edit(|draft| {
                        draft.application.answers = std::mem::take(&mut draft.earlier)
                    });
                },
            );
            let lines = vec![words::earlier().to_owned(), words::earlier_text(&differing)];
            let buttons = vec![keep, " ".into_node(), back];
            told.push(notice_with(
                "notice notice--warn",
                "warning",
                lines,
                buttons,
            ));
        }
        told
    };
    view! { <div class="news" role="status">{view}</div> }.into_node()
}

/// What another page has changed, by name, each once.
fn labels_of(workspace: Workspace, items: &BTreeSet<DraftItem>) -> String {
    let scenario = workspace.scenario();
    let field = |id: &String| {
        scenario
            .field(id)
            .map(|field| format::localized(&field.label))
    };
    let mut labels: Vec<String> = Vec::new();
    for item in items {
        let label = match item {
            DraftItem::Answer(id) => scenario.question(id).map(|it| format::localized(&it.label)),
            DraftItem::Field(id) => field(id),
            DraftItem::Cell { column, .. } => field(column),
            DraftItem::Rows(id) => scenario.group(id).map(|it| format::localized(&it.name)),
            DraftItem::Material(id) => scenario
                .material(id)
                .map(|it| words::elsewhere_material(&format::localized(&it.name))),
            DraftItem::Other => None,
        };
        labels.extend(label.filter(|label| !labels.contains(label)));
    }
    labels.join(common::list_separator())
}

/// What was answered otherwise before signing in than earlier, by name; empty where there is nothing to choose.
fn differing(workspace: Workspace) -> String {
    workspace.draft.with(|draft| {
        let (before, now) = (&draft.earlier, &draft.application.answers);
        if before.given.is_empty() && before.rows.is_empty() {
            return String::new();
        }
        let mut labels = Vec::new();
        workspace.scenario.with_value(|scenario| {
            for question in &scenario.questions {
                let said = before.get(&question.id);
                if said.is_some() && said != now.get(&question.id) {
                    labels.push(format::localized(&question.label));
                }
            }
            for group in &scenario.groups {
                let rows = before.rows(&group.id);
                if !rows.is_empty() && rows != now.rows(&group.id) {
                    labels.push(format::localized(&group.name));
                }
            }
        });
        labels.join(common::list_separator())
    })
}

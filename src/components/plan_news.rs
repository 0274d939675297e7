//! What signing in, or another answer, has done to the plan since it was last seen: what records answer, and whence,
//! and which services and materials came or went.

use leptos::prelude::*;

use crate::draft::seen;
use crate::format;
use crate::messages::{common, draft as words};
use crate::state::{AppState, Workspace};

/// The title first; empty where there is nothing to say, or nobody is signed in. As it is when a page is made: what is
/// answered on the page itself is no news.
pub(super) fn plan_news(app: AppState, workspace: Workspace) -> Vec<String> {
    let before = workspace.draft.with_untracked(|draft| draft.seen.clone());
    if before.is_empty() || untrack(|| app.person()).is_none() {
        return Vec::new();
    }
    let scenario = workspace.scenario();
    workspace.plan.with_untracked(|plan| {
        let now = seen(plan, &scenario);
        let named = |kind: &str, these: &[String], others: &[String]| -> Vec<String> {
            let new = these.iter().filter(|thing| !others.contains(thing));
            let ids = new.filter_map(|thing| thing.strip_prefix(kind));
            ids.filter_map(|id| match kind {
                "service/" => Some(format::localized(&scenario.service(id)?.name)),
                "material/" => Some(format::localized(&scenario.material(id)?.name)),
                _ => {
                    let question = scenario.question(id)?;
                    let origin = app.origin_of(question.record.as_ref()?, plan.acting_for);
                    let value = format::answer(question, plan.values.get(id)?);
                    let label = format::localized(&question.label);
                    Some(words::taken(&label, &origin.unwrap_or_default(), &value))
                }
            })
            .collect()
        };
        let taken = named("record/", &now, &before);
        let mut lines = vec![words::plan_changed().to_owned()];
        if !taken.is_empty() {
            lines[0] = words::plan_taken(&taken.len().to_string());
            lines.push(taken.join(common::clause_separator()));
        }
        let told = lines.len();
        for (kind, these, others, words) in [
            (
                "service/",
                &now,
                &before,
                words::plan_more as fn(&str) -> String,
            ),
            ("service/", &before, &now, words::plan_less),
            ("material/", &now, &before, words::bring_more),
            ("material/", &before, &now, words::bring_less),
        ] {
            let names = named(kind, these, others);
            if !names.is_empty() {
                lines.push(words(&names.join(common::list_separator())));
            }
        }
        match (told, lines.len()) {
            (1, 1) => lines.clear(),
            (told, now) if told == now => lines.push(words::plan_same().to_owned()),
            _ => {}
        }
        lines
    })
}

//! How each material comes: a line each, or one for all that says it in numbers.

use catalog::application::{Application, Supplied};
use catalog::plan::Plan;
use catalog::scenario::Scenario;
use markup::view;

use super::lines::{folded, line, section};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, review as words};
use crate::state::Workspace;

/// More materials than these are one line that says how they come.
const MATERIALS: usize = 3;

pub(super) fn supplied(
    workspace: Workspace,
    scenario: &Scenario,
    plan: &Plan,
    application: &Application,
) -> Option<Node> {
    plan.materials.first()?;
    let mut lines = Vec::new();
    let mut ways: Vec<(&str, usize)> = Vec::new();
    let mut is_lacking = false;
    for planned in &plan.materials {
        let Some(material) = planned.material(scenario) else {
            continue;
        };
        let supplied = application.materials.get(&planned.id);
        let value = supplied.and_then(how);
        is_lacking |= value.is_none();
        let way = match (&value, supplied) {
            (Some(_), Some(supplied)) => way(supplied),
            _ => words::material_none(),
        };
        match ways.iter_mut().find(|(known, _)| *known == way) {
            Some((_, n)) => *n += 1,
            None => ways.push((way, 1)),
        }
        let value = value.unwrap_or_else(|| words::material_none().to_owned());
        lines.push(line(format::localized(&material.name), Some(value), false));
    }
    let title = words::materials(&lines.len().to_string());
    let href = workspace.address("materials");
    let is_short = lines.len() <= MATERIALS;
    let list = view! { <dl class="facts facts--lines facts--even">{lines}</dl> };
    let body = if is_short {
        list.into_node()
    } else {
        let ways = ways
            .iter()
            .map(|(way, n)| words::materials_by(&n.to_string(), way));
        let ways = ways.collect::<Vec<_>>().join(common::list_separator());
        folded(words::all_materials().to_owned(), ways, is_lacking, list)
    };
    Some(section(title, Some(href), body))
}

/// How a material is supplied; nothing where it is not yet.
fn how(supplied: &Supplied) -> Option<String> {
    let words = match supplied {
        Supplied::Attached(pictures) => {
            let flagged = pictures.iter().filter(|picture| picture.for_review).count();
            let n = pictures.len().to_string();
            return match (pictures.len(), flagged) {
                (0, _) => None,
                (_, 0) => Some(words::material_pictures(&n)),
                (_, flagged) => Some(words::material_review(&flagged.to_string(), &n)),
            };
        }
        other => way(other),
    };
    Some(words.to_owned())
}

fn way(supplied: &Supplied) -> &'static str {
    match supplied {
        Supplied::Attached(_) => words::material_attached(),
        Supplied::Licence => words::material_licence(),
        Supplied::Later => words::material_later(),
        Supplied::Promised => words::material_promise(),
        Supplied::Counter => words::material_counter(),
        Supplied::OtherParty => words::material_other(),
    }
}

//! What is to be said about cells: one paragraph a kind of trouble, with the lines it is in.

use catalog::scenario::Field;
use catalog::table::{Found, Trouble};
use markup::view;

use crate::components::icon;
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, sheet as words};

/// So many lines of one kind are named; the rest is counted.
const NAMED: usize = 8;

pub(super) fn troubles(found: &[Found], fields: &[Field]) -> Vec<Node> {
    let order = [
        Trouble::Shortened,
        Trouble::Zeroed,
        Trouble::PerhapsZeroed,
        Trouble::Repeated,
        Trouble::Unread,
    ];
    let each = order
        .into_iter()
        .flat_map(|trouble| fields.iter().map(move |field| (trouble, field)));
    each.filter_map(|(trouble, field)| {
        let of_kind = |it: &&Found| it.trouble == trouble && it.column == field.id;
        let cells: Vec<&Found> = found.iter().filter(of_kind).collect();
        (!cells.is_empty()).then(|| paragraph(trouble, &format::localized(&field.label), &cells))
    })
    .collect()
}

fn paragraph(trouble: Trouble, column: &str, cells: &[&Found]) -> Node {
    let count = cells.len().to_string();
    let words = match trouble {
        Trouble::Shortened => words::shortened(column, &count),
        Trouble::Zeroed => words::zeroed(column, &count),
        Trouble::PerhapsZeroed => words::perhaps_zeroed(column, &count),
        Trouble::Unread => words::unread(column, &count),
        Trouble::Repeated => words::repeated(column, &count),
    };
    let is_destroyed = matches!(trouble, Trouble::Shortened | Trouble::Zeroed);
    // What was destroyed is not worth reading; what was not understood is.
    let place = |cell: &&Found| {
        let line = cell.line.to_string();
        if trouble == Trouble::Unread {
            words::line_says(&line, &cell.raw)
        } else {
            words::line(&line)
        }
    };
    let mut places: Vec<String> = cells.iter().take(NAMED).map(place).collect();
    if cells.len() > NAMED {
        places.push(words::more((cells.len() - NAMED).to_string().as_str()));
    }
    let remedy = is_destroyed.then(|| view! { <p class="small">{words::remedy()}</p> });
    let class = if is_destroyed {
        "notice notice--bad"
    } else {
        "notice notice--warn"
    };
    view! {
        <div class=class>
            {icon("warning", "")}
            <div class="notice__body">
                <p>{words}</p>
                <p class="small">{places.join(common::list_separator())}</p>
                {remedy}
            </div>
        </div>
    }
    .into_node()
}

//! One row of a repeating group: its fields, what follows from them, and a way to remove it. Where rows are folded, a
//! line that opens and closes. A field comes and goes by itself, so that typing in one never disturbs another.

use catalog::plan::{FieldPlan, RowPlan};
use catalog::scenario::{FieldUse, Group};
use leptos::prelude::*;
use markup::view;
use web_sys::Element;

use super::asked::asked;
use super::entry::Entry;
use super::row_line::Line;
use super::row_place::RowPlace;
use super::rows::{GroupRows, Rows};
use crate::components::{focus, icon};
use crate::dom::{IntoNode, Node, fresh};
use crate::format;
use crate::messages::rows as words;
use crate::state::Workspace;

pub(super) fn row(of_group: GroupRows, key: &str) -> Node {
    let GroupRows {
        rows,
        group,
        lines,
        is_folded,
    } = of_group;
    let place = StoredValue::new(group.with_value(|group| RowPlace::of(&group.id, key)));
    let line = Memo::new(move |_| {
        let of_row = |line: &&Line| place.with_value(|place| line.key == place.key);
        lines.with(|lines| lines.iter().find(of_row).cloned())
    });
    let is_open = Memo::new(move |_| !is_folded.get() || place.with_value(|it| rows.is_open(it)));
    let title = move || line.with(|line| line.as_ref().map(|line| line.title.clone()));
    let title_id = place.with_value(RowPlace::title_id);
    let (name_id, body_id) = (
        [&title_id, "-name"].concat(),
        [&title_id, "-fields"].concat(),
    );
    let remove = move || {
        view! {
            <button
                class="button button--quiet"
                type="button"
                on:click=move |_| place.with_value(|place| of_group.remove(place))
            >
                {icon("remove", "")}
                {words::remove()}
                <span class="visually-hidden">{title}</span>
            </button>
        }
    };
    let head = {
        let (name_id, body_id) = (name_id.clone(), body_id.clone());
        move || {
            let name = view! { <span class="row-card__name" id=name_id.clone()>{title}</span> };
            if is_folded.get() {
                toggle(rows, place, line, is_open, body_id.clone(), name)
            } else {
                name
            }
        }
    };
    let fields = move || {
        let columns = group.with_value(|group| group.columns.clone());
        let cells = columns.iter().map(|column| cell(rows, place, column));
        fresh(view! {
            {cells.collect::<Vec<_>>()}
            {figures(rows.workspace, group, place)}
            {move || is_folded.get().then(|| foot(rows, place, remove().into_node()))}
        })
    };
    let class = move || match (is_folded.get(), is_open.get()) {
        (false, _) => "row-card",
        (true, false) => "row-card row-card--line",
        (true, true) => "row-card row-card--line row-card--open",
    };
    view! {
        <li>
            <article class=class aria-labelledby=name_id>
                <div class="row-card__head">
                    <h3 class="row-card__title" id=title_id tabindex="-1">{head}</h3>
                    {move || (!is_folded.get()).then(remove)}
                </div>
                <div class="row-card__fields" id=body_id hidden=move || !is_open.get()>
                    {move || is_open.get().then(fields)}
                </div>
            </article>
        </li>
    }
    .into_node()
}

/// The line of a row, which opens and closes it.
fn toggle(
    rows: Rows,
    place: StoredValue<RowPlace>,
    line: Memo<Option<Line>>,
    is_open: Memo<bool>,
    body_id: String,
    name: Node,
) -> Node {
    let number = move || {
        line.with(|line| line.as_ref()?.number.clone())
            .map(|number| view! { <span class="row-card__number">{number}</span> })
    };
    let status = move || line.with(|line| line.as_ref().map(|line| line.status.tag()));
    let switch = move |event: web_sys::Event| {
        let opens = !is_open.get_untracked();
        let place = place.get_value();
        keep_in_place(event_target(&event));
        rows.open(opens.then_some(place));
    };
    view! {
        <button
            class="row-card__toggle"
            type="button"
            aria-expanded=move || if is_open.get() { "true" } else { "false" }
            aria-controls=body_id
            on:click=switch
        >
            <span class="row-card__who">{name} {number}</span>
            {status}
            {icon("down", "row-card__arrow")}
        </button>
    }
    .into_node()
}

/// Below the fields of a row that opens from its line.
fn foot(rows: Rows, place: StoredValue<RowPlace>, remove: Node) -> Node {
    let close = move |_| {
        rows.open(None);
        let title = place.with_value(RowPlace::title_id);
        request_animation_frame(move || focus(&title));
    };
    view! {
        <div class="row-card__foot">
            <button class="button button--secondary" type="button" on:click=close>
                {words::close()}
            </button>
            {remove}
        </div>
    }
    .into_node()
}

/// What closes above a line that was pressed would pull it from under the finger: the page is scrolled by as much.
fn keep_in_place(pressed: Element) {
    let before = pressed.get_bounding_client_rect().top();
    request_animation_frame(move || {
        let moved = pressed.get_bounding_client_rect().top() - before;
        if moved != 0.0 {
            window().scroll_by_with_x_and_y(0.0, moved);
        }
    });
}

fn cell(rows: Rows, place: StoredValue<RowPlace>, column: &FieldUse) -> Node {
    let workspace = rows.workspace;
    let Some(field) = workspace.scenario().field(&column.id).cloned() else {
        return ().into_node();
    };
    let planned = {
        let id = column.id.clone();
        Memo::new(move |_| {
            let field = |row: &RowPlan| row.fields.iter().find(|field| field.id == id).cloned();
            place
                .with_value(|place| place.planned(workspace, field))
                .flatten()
        })
    };
    let show = move || {
        let planned: FieldPlan = planned.get()?;
        let entry = Entry::in_row(workspace, place.get_value(), field.clone(), &planned);
        rows.shows(&entry);
        Some(asked(entry))
    };
    show.into_node()
}

/// What follows for this row: the last day to register, the compensation.
fn figures(workspace: Workspace, group: StoredValue<Group>, place: StoredValue<RowPlace>) -> Node {
    let known = Memo::new(move |_| {
        let known = |row: &RowPlan| (row.figures.clone(), row.facts.clone());
        place.with_value(|place| place.planned(workspace, known))
    });
    let show = move || {
        let (figures, facts) = known.get().unwrap_or_default();
        let group = group.get_value();
        let lines: Vec<Node> = figures
            .iter()
            .filter_map(|at| {
                let figure = group.figures.get(*at)?;
                let known = facts.get(&figure.value)?;
                let fact = group.facts.iter().find(|fact| fact.id == figure.value)?;
                let value = format::fact(fact.shows, known);
                Some(
                    view! {
                        <div class="reckoning__line">
                            <dt class="reckoning__name">{format::localized(&figure.label)}</dt>
                            <dd class="reckoning__value">
                                {[&value, " ", figure.unit.zh()].concat()}
                            </dd>
                            <dd class="reckoning__how">{format::localized(&figure.how)}</dd>
                        </div>
                    }
                    .into_node(),
                )
            })
            .collect();
        (!lines.is_empty()).then(|| view! { <dl class="reckoning">{lines}</dl> })
    };
    view! { <div aria-live="polite">{show}</div> }.into_node()
}

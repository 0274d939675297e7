//! Tables: rows of cells between hairlines.

use std::num::NonZeroU32;

use super::face::Weight;
use super::gather::Layout;
use super::lines::Line;
use super::measures::{CELL, CELL_SIDE, CELL_TOP, HAIRLINE, LEFT, WIDTH};
use super::set::{baseline, glyphs, measure};
use super::strip::{Drawing, Owner, Strip};
use super::tags::{Branch, Leaf, Role, Tags};
use crate::model::{Fact, Table, Text};

/// The names of facts have as many characters as 「与去世人关系」.
const NAME_WIDTH: f32 = 6.0 * CELL.size + 2.0 * CELL_SIDE + 1.0;
/// A row of more lines is cut, so that it fits on pages.
const MOST_LINES: usize = 36;

struct Cell {
    leaf: Leaf,
    left: f32,
    width: f32,
    lines: Vec<Line>,
}

pub(super) fn facts(layout: &mut Layout, rows: &[Vec<Fact>]) {
    let table = layout.tags.branch(Tags::ROOT, Role::Table);
    let most = rows.iter().map(Vec::len).max().unwrap_or(1);
    for (index, row) in rows.iter().enumerate() {
        let branch = layout.tags.branch(table, Role::Row);
        let mut cells = Vec::new();
        let share = WIDTH / most as f32;
        for (column, fact) in row.iter().enumerate() {
            let left = share * column as f32;
            let right = if column + 1 == row.len() {
                WIDTH
            } else {
                left + share
            };
            // The last of fewer facts has the room of those that are not there.
            let columns = 1 + if column + 1 == row.len() {
                2 * (most - row.len())
            } else {
                0
            };
            let name = Role::RowHeader;
            cells.push(cell(
                layout,
                branch,
                name,
                &fact.name,
                (left, NAME_WIDTH),
                Weight::Regular,
            ));
            let value = Role::Cell(span(columns));
            let place = (left + NAME_WIDTH, right - left - NAME_WIDTH);
            cells.push(cell(
                layout,
                branch,
                value,
                &fact.value,
                place,
                Weight::Regular,
            ));
        }
        push_row(layout, &cells, index == 0, None);
    }
    layout.gap();
}

fn span(columns: usize) -> NonZeroU32 {
    u32::try_from(columns)
        .ok()
        .and_then(NonZeroU32::new)
        .unwrap_or(NonZeroU32::MIN)
}

pub(super) fn table(layout: &mut Layout, table: &Table) {
    let branch = layout.tags.branch(Tags::ROOT, Role::Table);
    let all: f32 = table
        .columns
        .iter()
        .map(|column| f32::from(column.width))
        .sum();
    let mut places = Vec::new();
    let mut left = 0.0;
    for column in &table.columns {
        let width = WIDTH * f32::from(column.width) / all;
        places.push((left, width));
        left += width;
    }
    let head_branch = layout.tags.branch(branch, Role::Head);
    let head_row = layout.tags.branch(head_branch, Role::Row);
    let mut head = Vec::new();
    for (column, place) in table.columns.iter().zip(&places) {
        head.push(cell(
            layout,
            head_row,
            Role::ColumnHeader,
            &column.head,
            *place,
            Weight::Bold,
        ));
    }
    let mut parts = row_strips(&head, true);
    let repeat = parts
        .iter()
        .map(Strip::repetition)
        .next()
        .filter(|_| parts.len() == 1);
    for strip in &mut parts {
        strip.keep = true;
    }
    layout.strips.append(&mut parts);
    let rows = layout.tags.branch(branch, Role::Rows);
    for row in &table.rows {
        let branch = layout.tags.branch(rows, Role::Row);
        let mut cells = Vec::new();
        for (text, place) in row.iter().zip(&places) {
            cells.push(cell(
                layout,
                branch,
                Role::Cell(NonZeroU32::MIN),
                text,
                *place,
                Weight::Regular,
            ));
        }
        push_row(layout, &cells, false, repeat.as_ref());
    }
    layout.gap();
}

fn cell(
    layout: &mut Layout,
    row: Branch,
    role: Role,
    text: &Text,
    (left, width): (f32, f32),
    weight: Weight,
) -> Cell {
    let leaf = layout.tags.leaf(row, role);
    let room = measure(CELL, (width - 2.0 * CELL_SIDE).max(CELL.size), 0.0, false);
    // The cell itself is the room to write in.
    let lines = if text.is_blank() {
        Vec::new()
    } else {
        layout.lines(text, room, weight)
    };
    Cell {
        leaf,
        left,
        width,
        lines,
    }
}

fn push_row(layout: &mut Layout, cells: &[Cell], first: bool, repeat: Option<&Strip>) {
    for mut strip in row_strips(cells, first) {
        strip.repeat = repeat.cloned().map(Box::new);
        layout.strips.push(strip);
    }
}

fn row_strips(cells: &[Cell], first: bool) -> Vec<Strip> {
    let most = cells
        .iter()
        .map(|cell| cell.lines.len())
        .max()
        .unwrap_or(0)
        .max(1);
    let parts = most.div_ceil(MOST_LINES);
    let mut strips = Vec::new();
    for part in 0..parts {
        let begin = part * MOST_LINES;
        let count = (most - begin).min(MOST_LINES);
        let height = count as f32 * CELL.leading + 2.0 * CELL_TOP;
        let mut strip = Strip::of(height);
        if first && part == 0 {
            strip.before = 6.0;
        }
        for cell in cells {
            let lines = cell.lines.iter().skip(begin).take(count);
            let shown = lines.len();
            // In the middle of its row, where others have more lines.
            let mut y = CELL_TOP + (count - shown) as f32 * CELL.leading / 2.0;
            for line in lines {
                let at = (cell.left + CELL_SIDE, y + baseline(CELL));
                glyphs(
                    line,
                    Owner::Content(cell.leaf),
                    at,
                    CELL.size,
                    &mut strip.marks,
                );
                y += CELL.leading;
            }
            if cell.lines.is_empty() {
                strip.black(Owner::Content(cell.leaf), 0.0, 0.0, Drawing::Nothing);
            }
            frame(&mut strip, cell, height);
        }
        strips.push(strip);
    }
    strips
}

/// Every cell draws its own four sides; neighbours draw the same line.
fn frame(strip: &mut Strip, cell: &Cell, height: f32) {
    let left = LEFT + cell.left;
    for (x, y, right, down) in [
        (left, 0.0, cell.width, 0.0),
        (left, height, cell.width, 0.0),
        (left, 0.0, 0.0, height),
        (left + cell.width, 0.0, 0.0, height),
    ] {
        let rule = Drawing::Rule {
            right,
            down,
            width: HAIRLINE,
        };
        strip.black(Owner::Artifact, x, y, rule);
    }
}

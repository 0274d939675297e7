//! A scenario's flow as a picture for review: the questions in their order, which answers open them, the services
//! at the end with what decides them. One SVG file, made without any other program.

mod captions;
mod svg;

use std::collections::BTreeSet;

use catalog::scenario::{Derivation, Handling, Scenario};

use crate::model::names::Names;
use crate::wording;
use captions::{asked_in, deciding, openers, options};
use svg::{Canvas, Style, lines};

const MARGIN: f32 = 32.0;
const BOX: f32 = 440.0;
const LANE: f32 = 14.0;
const NOTE: f32 = 420.0;
const GAP: f32 = 22.0;
const LINE: f32 = 20.0;
const LANES: [&str; 8] = [
    "#1d5fbf", "#b4540a", "#2e7d4f", "#8e3aa8", "#b3261e", "#00707a", "#6b6100", "#5b5b66",
];
const TITLE: Style = Style {
    size: 22.0,
    colour: "#16181d",
    bold: true,
};
const HEAD: Style = Style {
    size: 15.0,
    colour: "#16181d",
    bold: true,
};
const WORDS: Style = Style {
    size: 13.0,
    colour: "#3c4048",
    bold: false,
};
const QUIET: Style = Style {
    size: 12.0,
    colour: "#6a6f79",
    bold: false,
};

/// Draws the flow of a scenario.
pub fn picture(scenario: &Scenario) -> String {
    let mut canvas = Canvas::new();
    let names = Names::new(scenario);
    let heading = format!(
        "{}一件事 · {} · {}",
        scenario.name.zh(),
        scenario.region.name.zh(),
        scenario.version
    );
    canvas.text((MARGIN, 44.0), &heading, TITLE);
    let opened: Vec<BTreeSet<usize>> = (0..scenario.questions.len())
        .map(|at| openers(&names, at))
        .collect();
    // A lane for each question that opens another.
    let sources: BTreeSet<usize> = opened.iter().flatten().copied().collect();
    let lane = |source: usize| sources.iter().position(|one| *one == source).unwrap_or(0);
    let lane_x = |source: usize| MARGIN + BOX + 24.0 + LANE * to_f32(lane(source));
    let notes_x = MARGIN + BOX + 40.0 + LANE * to_f32(sources.len());
    let whole = notes_x + NOTE + MARGIN;
    let mut y = 72.0;
    let mut middles: Vec<f32> = Vec::new();
    for (at, question) in scenario.questions.iter().enumerate() {
        let options = options(&question.kind, question.unsure.is_some());
        let asked = lines(question.ask.zh(), (BOX - 28.0) / WORDS.size);
        let options = lines(&options, (BOX - 28.0) / QUIET.size);
        let note = question
            .when
            .as_ref()
            .map(|when| wording::condition(scenario, when));
        let note = note
            .map(|note| lines(&note, NOTE / WORDS.size))
            .unwrap_or_default();
        let inner = 30.0 + LINE * to_f32(asked.len()) + 18.0 * to_f32(options.len()) + 10.0;
        let height = inner.max(LINE * to_f32(note.len()) + 8.0);
        canvas.rect((MARGIN, y), (BOX, height), "#f3f7fd", "#b9cbe6");
        let title = format!("{}　{}", at + 1, question.label.zh());
        canvas.text((MARGIN + 14.0, y + 22.0), &title, HEAD);
        let below = block(&mut canvas, (MARGIN + 14.0, y + 44.0), &asked, LINE, WORDS);
        block(&mut canvas, (MARGIN + 14.0, below), &options, 18.0, QUIET);
        let middle = y + height / 2.0;
        for source in &opened[at] {
            let (from, x) = (middles.get(*source).copied().unwrap_or(y), lane_x(*source));
            let colour = LANES[lane(*source) % LANES.len()];
            canvas.line(
                &[
                    (MARGIN + BOX, from),
                    (x, from),
                    (x, middle),
                    (MARGIN + BOX + 2.0, middle),
                ],
                colour,
                true,
            );
            canvas.dot((x, middle), colour);
        }
        if !note.is_empty() {
            canvas.line(
                &[(notes_x - 8.0, middle), (MARGIN + BOX + 10.0, middle)],
                "#c9ccd3",
                false,
            );
            let first = middle - LINE * to_f32(note.len()) / 2.0 + 14.0;
            block(&mut canvas, (notes_x, first), &note, LINE, WORDS);
        }
        if at > 0 {
            canvas.line(
                &[(MARGIN + 30.0, y - GAP), (MARGIN + 30.0, y - 1.0)],
                "#9aa3b2",
                true,
            );
        }
        middles.push(middle);
        y += height + GAP;
    }
    y = facts(&mut canvas, scenario, &names, y + 10.0, whole);
    y = services(&mut canvas, scenario, &names, y + 16.0, whole);
    canvas.finish(&heading, whole, y + MARGIN)
}

/// The facts that follow, each with what it follows from.
fn facts(
    canvas: &mut Canvas,
    scenario: &Scenario,
    names: &Names<'_>,
    mut y: f32,
    whole: f32,
) -> f32 {
    if scenario.facts.is_empty() {
        return y;
    }
    canvas.text((MARGIN, y + 18.0), "推算", HEAD);
    y += 40.0;
    for fact in &scenario.facts {
        let how = match &fact.derive {
            Derivation::Whether(condition) => wording::condition(scenario, condition),
            _ => format!("由{}算出", asked_in(names, names.roots(&fact.id, None))),
        };
        let line = format!("{}：{how}", fact.label.zh());
        let broken = lines(&line, (whole - 2.0 * MARGIN) / WORDS.size);
        y = block(canvas, (MARGIN, y), &broken, LINE, WORDS);
    }
    y
}

fn services(
    canvas: &mut Canvas,
    scenario: &Scenario,
    names: &Names<'_>,
    mut y: f32,
    whole: f32,
) -> f32 {
    canvas.text((MARGIN, y + 18.0), "能办的事", HEAD);
    y += 36.0;
    let wide = whole - 2.0 * MARGIN;
    for service in &scenario.services {
        let mut said: Vec<String> = Vec::new();
        for (k, requirement) in service.requires.iter().enumerate() {
            let line = format!(
                "{}. {}",
                k + 1,
                wording::condition(scenario, &requirement.when)
            );
            said.extend(lines(&line, (wide - 28.0) / WORDS.size));
        }
        if said.is_empty() {
            said.push("都能办".to_owned());
        }
        let height = 34.0 + LINE * to_f32(said.len()) + 24.0;
        canvas.rect((MARGIN, y), (wide, height), "#f2f9f4", "#a9d3b8");
        let handling = match service.handling {
            Handling::Apply => "",
            Handling::Automatic => "（免申即享）",
            Handling::Elsewhere => "（到别处办）",
        };
        let name = format!("{}{handling}", service.name.zh());
        canvas.text((MARGIN + 14.0, y + 23.0), &name, HEAD);
        let below = block(canvas, (MARGIN + 14.0, y + 46.0), &said, LINE, WORDS);
        let by = asked_in(names, deciding(names, service, 0).into_iter().collect());
        canvas.text((MARGIN + 14.0, below), &format!("取决于：{by}"), QUIET);
        y += height + 12.0;
    }
    y
}

/// Writes lines one below the other; returns where the next would stand.
fn block(canvas: &mut Canvas, at: (f32, f32), said: &[String], step: f32, style: Style) -> f32 {
    let mut y = at.1;
    for line in said {
        canvas.text((at.0, y), line, style);
        y += step;
    }
    y
}

/// Small counts only.
fn to_f32(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

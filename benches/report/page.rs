//! The table for the terminal and the page for people who tune.

use std::fmt::Write;

use crate::curve;
use crate::duplicates::Same;
use crate::score;
use crate::tally::{Judged, Share, Tally};

/// Names of missed pictures listed for each defect.
const LISTED: usize = 12;

struct Row {
    defect: String,
    clear: [Share; 2],
    mild: [Share; 2],
    good: [Share; 2],
}

fn row(tally: &Tally, good: &[Judged]) -> Row {
    let codes = Some(tally.defect.codes());
    let both = |of: &[Judged]| {
        [
            Share::of(of, |it| it.is_told(codes)),
            Share::of(of, |it| it.is_blocked(codes)),
        ]
    };
    Row {
        defect: format!("{:?}", tally.defect),
        clear: both(&tally.clear),
        mild: both(&tally.mild),
        good: both(good),
    }
}

fn all_good(good: &[Judged]) -> [Share; 2] {
    [
        Share::of(good, |it| it.is_told(None)),
        Share::of(good, |it| it.is_blocked(None)),
    ]
}

/// For the terminal.
pub(crate) fn table(tallies: &[Tally], good: &[Judged], same: &Same) -> String {
    let mut table = format!(
        "{:<15}{:>5}{:>10}{:>10}{:>6}{:>10}{:>10}{:>13}{:>13}\n",
        "defect", "clear", "told", "blocked", "mild", "told", "blocked", "good: told", "blocked"
    );
    for tally in tallies {
        let it = row(tally, good);
        let _ = writeln!(
            table,
            "{:<15}{:>5}{:>10}{:>10}{:>6}{:>10}{:>10}{:>13}{:>13}",
            it.defect,
            it.clear[0].whole,
            it.clear[0].to_string(),
            it.clear[1].to_string(),
            it.mild[0].whole,
            it.mild[0].to_string(),
            it.mild[1].to_string(),
            it.good[0].to_string(),
            it.good[1].to_string(),
        );
    }
    let [told, blocked] = all_good(good);
    let _ = writeln!(
        table,
        "\n{} good pictures: something told of {told}, {blocked} blocked",
        good.len()
    );
    for it in good.iter().filter(|it| it.is_told(None)).take(40) {
        let _ = writeln!(table, "  {}: {:?}", it.name, it.found);
    }
    let _ = writeln!(
        table,
        "the same picture again: {} of {} copies told, {} of {} pairs of others taken for the same",
        same.copies, same.copies.whole, same.others, same.others.whole
    );
    table
}

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}\
table{border-collapse:collapse}td,th{padding:.2rem .7rem;text-align:right;border-bottom:1px solid #ddd}\
td:first-child,th:first-child{text-align:left}.low{background:#fdd}\
section{margin:2rem 0}svg{width:42rem;max-width:100%;font-size:10px}polyline{fill:none;stroke-width:2}\
.clear{stroke:#0a6}.mild{stroke:#0a6;stroke-dasharray:4 3}.good{stroke:#c22}.grid{stroke:#ddd}.limit{stroke:#26c}\
li,small{color:#555}";

/// The page: the table, then a curve and what was missed for each defect.
pub(crate) fn html(tallies: &[Tally], good: &[Judged], same: &Same, photographs: usize) -> String {
    let real = match photographs {
        0 => "drawings only; no <code>shared/corpus</code> lies beside the checkout".to_owned(),
        count => format!("drawings, and {count} real photographs from <code>shared/corpus</code>"),
    };
    let mut page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>How good the pre-check is</title><style>{STYLE}</style>\
         <h1>How good the pre-check is</h1><p>Set: {real}. A defect is <em>told</em> when a finding with one of its codes warns or \
         blocks. Goal: 95 % of the clear told, 1 % of the good blocked.<table><tr><th>defect<th>clear<th>told<th>blocked<th>mild\
         <th>told<th>blocked<th>good told<th>good blocked"
    );
    for tally in tallies {
        let it = row(tally, good);
        let low = |is: bool| if is { " class=\"low\"" } else { "" };
        let _ = write!(
            page,
            "<tr><td><a href=\"#{0}\">{0}</a><td>{1}<td{2}>{3}<td>{4}<td>{5}<td>{6}<td>{7}<td>{8}<td{9}>{10}",
            it.defect,
            it.clear[0].whole,
            low(it.clear[0].percent() < 95.0),
            it.clear[0],
            it.clear[1],
            it.mild[0].whole,
            it.mild[0],
            it.mild[1],
            it.good[0],
            low(it.good[1].percent() > 1.0),
            it.good[1],
        );
    }
    let [told, blocked] = all_good(good);
    let _ = write!(
        page,
        "</table><p>{} good pictures: something told of {told}, {blocked} blocked. The same picture again: {} of {} copies told, {} of {} \
         pairs of others taken for the same.",
        good.len(),
        same.copies,
        same.copies.whole,
        same.others,
        same.others.whole
    );
    page += &list(
        "Told of good pictures",
        good.iter().filter(|it| it.is_told(None)),
    );
    page += "<p>Curves: <b class=\"key\">green</b> the share of clear (dashed: mild) defects beyond the threshold, red that of good pictures, blue \
             the threshold in use.";
    for tally in tallies {
        let _ = write!(page, "<section id=\"{0:?}\"><h2>{0:?}</h2>", tally.defect);
        if let Some(measure) = score::measure(tally.defect) {
            let side = if measure.is_bad_below {
                "below"
            } else {
                "above"
            };
            let _ = write!(
                page,
                "<small>{}; bad {side}</small><br>{}",
                measure.name,
                curve::svg(tally, good, &measure)
            );
        }
        let codes = Some(tally.defect.codes());
        page += &list("Missed", tally.clear.iter().filter(|it| !it.is_told(codes)));
        page += "</section>";
    }
    page
}

fn list<'a>(title: &str, of: impl Iterator<Item = &'a Judged>) -> String {
    let mut items: Vec<String> = of
        .map(|it| format!("<li>{}: {:?}", it.name, it.found))
        .collect();
    let more = items.len().saturating_sub(LISTED);
    items.truncate(LISTED);
    match (items.is_empty(), more) {
        (true, _) => String::new(),
        (false, 0) => format!("<p>{title}:<ul>{}</ul>", items.concat()),
        (false, more) => format!("<p>{title}:<ul>{}<li>and {more} more</ul>", items.concat()),
    }
}

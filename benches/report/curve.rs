//! A small picture of a threshold: how much of the bad is caught and how much of the good is stopped as it moves.

use std::fmt::Write;

use crate::score::Measure;
use crate::tally::{Judged, Tally};

const WIDTH: f64 = 420.0;
const HEIGHT: f64 = 160.0;
const LEFT: f64 = 34.0;
const BELOW: f64 = 22.0;

/// Shares over the threshold, one line each for clear, mild and good.
pub(crate) fn svg(tally: &Tally, good: &[Judged], measure: &Measure) -> String {
    let scores = |of: &[Judged]| -> (Vec<f64>, usize) {
        (
            of.iter().filter_map(|it| measure.of(it)).collect(),
            of.len(),
        )
    };
    let (clear, mild, good) = (scores(&tally.clear), scores(&tally.mild), scores(good));
    let mut all: Vec<f64> = [&clear, &mild, &good]
        .iter()
        .flat_map(|it| it.0.iter().copied())
        .collect();
    all.sort_by(f64::total_cmp);
    let (Some(least), Some(most)) = (
        all.first().copied(),
        all.get(all.len().saturating_sub(1) * 98 / 100).copied(),
    ) else {
        return String::new();
    };
    let span = (most - least).max(1.0);
    let x = |score: f64| LEFT + (WIDTH - LEFT - 8.0) * ((score - least) / span).clamp(0.0, 1.0);
    let y = |share: f64| 6.0 + (HEIGHT - BELOW - 6.0) * (1.0 - share);
    let line = |(scores, whole): &(Vec<f64>, usize), class: &str| {
        if *whole == 0 {
            return String::new();
        }
        let points = (0..=120).map(|step| {
            let threshold = least + span * f64::from(step) / 120.0;
            let is_bad = |score: &&f64| {
                if measure.is_bad_below {
                    **score < threshold
                } else {
                    **score > threshold
                }
            };
            let share = scores.iter().filter(is_bad).count() as f64 / *whole as f64;
            format!("{:.1},{:.1}", x(threshold), y(share))
        });
        format!(
            "<polyline class=\"{class}\" points=\"{}\"/>",
            points.collect::<Vec<_>>().join(" ")
        )
    };
    let mut svg = format!(
        "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"threshold of {:?}\">",
        tally.defect
    );
    for (share, label) in [(0.0, "0 %"), (0.5, "50 %"), (1.0, "100 %")] {
        let _ = write!(
            svg,
            "<path class=\"grid\" d=\"M{LEFT} {y}H{WIDTH}\"/><text x=\"0\" y=\"{:.0}\">{label}</text>",
            y(share) + 4.0,
            y = y(share)
        );
    }
    for step in 0..=4 {
        let score = least + span * f64::from(step) / 4.0;
        let _ = write!(
            svg,
            "<text x=\"{:.0}\" y=\"{HEIGHT}\" text-anchor=\"middle\">{score:.0}</text>",
            x(score).min(WIDTH - 12.0)
        );
    }
    for limit in limits(tally) {
        let _ = write!(
            svg,
            "<path class=\"limit\" d=\"M{:.1} 0V{:.1}\"/>",
            x(limit),
            HEIGHT - BELOW
        );
    }
    svg + &line(&good, "good") + &line(&mild, "mild") + &line(&clear, "clear") + "</svg>"
}

/// What the findings say they were held against.
fn limits(tally: &Tally) -> Vec<f64> {
    let codes = tally.defect.codes();
    let mut limits: Vec<u32> = tally
        .clear
        .iter()
        .chain(&tally.mild)
        .flat_map(|it| &it.limits)
        // The first code is the one that the score belongs to.
        .filter(|(code, _)| codes.first() == Some(code))
        .map(|(_, limit)| *limit)
        .collect();
    limits.sort_unstable();
    limits.dedup();
    limits.truncate(3);
    limits.into_iter().map(f64::from).collect()
}

//! What is said of good real photographs with a defect laid onto them: of each defect how many are told as what they
//! are, told as something, or missed, and how that grows with its strength; the sources held out apart.

use std::fmt::Write;

use precheck::{Code, Policy, Severity, prepare};
use precheck_testkit::{LaidOn, Photograph, photographs};

/// A spoilt photograph, and what was said of it.
struct Seen {
    name: String,
    defect: LaidOn,
    strength: f32,
    is_held_out: bool,
    said: Vec<(Code, Severity)>,
}

/// For the terminal and, as it is, for the page; nothing where there is no corpus.
pub(crate) fn table() -> String {
    let good: Vec<Photograph> = (photographs().into_iter())
        .filter(|it| it.labels.iter().any(|it| it.is_good()))
        .collect();
    let seen: Vec<Seen> = super::side_by_side(&good.iter().collect::<Vec<_>>(), spoilt)
        .into_iter()
        .flatten()
        .collect();
    if seen.is_empty() {
        return String::new();
    }
    let mut table = String::new();
    for (part, is_held_out) in [("chosen on", false), ("held out", true)] {
        let of: Vec<&Seen> = (seen.iter())
            .filter(|it| it.is_held_out == is_held_out)
            .collect();
        let _ = writeln!(table, "laid onto good photographs, {part}: {}", of.len());
        table += &counts(&of);
    }
    table + &missed(&seen)
}

fn spoilt(photograph: &Photograph) -> Vec<Seen> {
    let each = LaidOn::ALL.iter().flat_map(|defect| {
        let strengths = LaidOn::STRENGTHS.iter();
        strengths.map(move |strength| (*defect, *strength))
    });
    let seen = |(defect, strength): (LaidOn, f32)| {
        let report = prepare(&photograph.with(defect, strength)?, &Policy::default()).report;
        let found = report.findings.iter().map(|it| (it.code, it.severity));
        Some(Seen {
            name: photograph.name.clone(),
            defect,
            strength,
            is_held_out: photograph.is_held_out(),
            said: found
                .filter(|(code, severity)| *code != Code::TooSmall && *severity >= Severity::Warn)
                .collect(),
        })
    };
    each.filter_map(seen).collect()
}

impl Seen {
    fn is_told_as_it_is(&self) -> bool {
        let codes = self.defect.codes();
        self.said.iter().any(|(code, _)| codes.contains(code))
    }

    fn is_clear(&self) -> bool {
        self.strength >= LaidOn::CLEAR
    }
}

/// Of the clear ones, and then the share told as what it is at each strength.
fn counts(seen: &[&Seen]) -> String {
    let mut table = format!(
        "{:<18}{:>5}{:>15}{:>10}{:>10}{:>8}",
        "clearly spoilt", "of", "as what it is", "at all", "missed", "share"
    );
    for strength in LaidOn::STRENGTHS {
        let _ = write!(table, "{:>10}", format!("at {strength}"));
    }
    table.push('\n');
    for defect in LaidOn::ALL {
        let all: Vec<_> = seen.iter().filter(|it| it.defect == defect).collect();
        let clear: Vec<_> = all.iter().filter(|it| it.is_clear()).collect();
        let as_it_is = clear.iter().filter(|it| it.is_told_as_it_is()).count();
        let told = clear.iter().filter(|it| !it.said.is_empty()).count();
        let _ = write!(
            table,
            "{:<18}{:>5}{as_it_is:>15}{told:>10}{:>10}{:>6} %",
            format!("{defect:?}"),
            clear.len(),
            clear.len() - told,
            as_it_is * 100 / clear.len().max(1)
        );
        for strength in LaidOn::STRENGTHS {
            let of: Vec<_> = all.iter().filter(|it| it.strength == strength).collect();
            let told = of.iter().filter(|it| it.is_told_as_it_is()).count();
            let _ = write!(table, "{:>8} %", told * 100 / of.len().max(1));
        }
        table.push('\n');
    }
    table
}

/// The clear ones that are not told as what they are.
fn missed(seen: &[Seen]) -> String {
    let mut lines = String::new();
    for it in seen
        .iter()
        .filter(|it| it.is_clear() && !it.is_told_as_it_is())
    {
        let Seen {
            name,
            defect,
            strength,
            said,
            ..
        } = it;
        let _ = writeln!(lines, "  {defect:?} {strength} missed, {name}: {said:?}");
    }
    lines
}

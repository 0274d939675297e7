//! What is said of labelled real photographs, apart from drawings: of each thing that is wrong how many are told as
//! what they are, told as something, or missed; what is held against good ones, by name; and what is taken for what.

use std::fmt::Write;

use precheck::{Code, Policy, Severity};
use precheck_testkit::{Label, LabelledSample, Photograph, photographs};

use crate::tally::Judged;

/// A photograph and what was said of it.
pub(crate) struct Seen {
    photograph: Photograph,
    judged: Judged,
}

/// All of them, judged as the default policy asks; none where there is no corpus.
pub(crate) fn judged() -> Vec<Seen> {
    let photographs = photographs();
    let judged = super::side_by_side(&photographs.iter().collect::<Vec<_>>(), |it| {
        Judged::of(&LabelledSample {
            name: it.name.clone(),
            wrong: None,
            file: it.file.clone(),
            policy: Policy::default(),
            // Where its corners lie is not known, and nobody asks.
            sample: crate::corpus::sample_of(precheck_testkit::Picture::plain(1, 1, [255; 3])),
        })
    });
    let both = photographs.into_iter().zip(judged);
    both.map(|(photograph, judged)| Seen { photograph, judged })
        .collect()
}

impl Seen {
    /// What is said of its quality: that it has few pixels is true and beside the point.
    fn said(&self) -> Vec<(Code, Severity)> {
        let found = self.judged.found.iter().copied();
        found
            .filter(|(code, severity)| *code != Code::TooSmall && *severity >= Severity::Warn)
            .collect()
    }

    fn is_told_as(&self, label: Label) -> bool {
        (self.said().iter()).any(|(code, _)| label.codes().contains(code))
    }
}

/// For the terminal and, as it is, for the page.
pub(crate) fn table(seen: &[Seen]) -> String {
    if seen.is_empty() {
        return "no shared/corpus/photos beside the checkout: drawings only\n".to_owned();
    }
    let mut table = String::new();
    for (part, is_held_out) in [("chosen on", false), ("held out", true)] {
        let part_of: Vec<&Seen> = (seen.iter())
            .filter(|it| it.photograph.is_held_out() == is_held_out)
            .collect();
        let _ = writeln!(table, "photographs, {part}: {}", part_of.len());
        table += &counts(&part_of);
    }
    table + &confusion(seen) + &names(seen)
}

fn counts(seen: &[&Seen]) -> String {
    let mut table = format!(
        "{:<15}{:>5}{:>15}{:>10}{:>10}{:>10}\n",
        "photographs", "of", "as what it is", "at all", "missed", "blocked"
    );
    for label in Label::ALL {
        let of: Vec<_> = seen.iter().filter(|it| it.photograph.is(label)).collect();
        let count = |is: &dyn Fn(&Seen) -> bool| of.iter().filter(|it| is(it)).count();
        let told = count(&|it| !it.said().is_empty());
        let blocked = count(&|it| it.said().iter().any(|it| it.1 == Severity::Block));
        let as_it_is = match label.codes() {
            [] => "–".to_owned(),
            _ => count(&|it| it.is_told_as(label)).to_string(),
        };
        let _ = writeln!(
            table,
            "{:<15}{:>5}{as_it_is:>15}{told:>10}{:>10}{blocked:>10}",
            format!("{label:?}"),
            of.len(),
            of.len() - told
        );
    }
    table
}

/// How often each thing is said of each kind.
fn confusion(seen: &[Seen]) -> String {
    let mut codes: Vec<Code> = Vec::new();
    for (code, _) in seen.iter().flat_map(Seen::said) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let mut table = "what is said of what\n".to_owned();
    for code in codes {
        let _ = write!(table, "{:<18}", format!("{code:?}"));
        for label in Label::ALL {
            let is_said = |it: &&Seen| it.said().iter().any(|(said, _)| *said == code);
            let of = seen.iter().filter(|it| it.photograph.is(label));
            let count = of.filter(is_said).count();
            if count > 0 {
                let _ = write!(table, " {label:?} {count}");
            }
        }
        table.push('\n');
    }
    table
}

/// The good ones of which something is said, and the others that are not told as what they are.
fn names(seen: &[Seen]) -> String {
    let mut lines = String::new();
    for it in seen {
        let photograph = &it.photograph;
        let missed = |label: &&Label| !label.codes().is_empty() && !it.is_told_as(**label);
        let is_good = photograph.labels.iter().any(|it| it.is_good());
        let missed: Vec<_> = photograph.labels.iter().filter(missed).collect();
        if is_good && !it.said().is_empty() {
            let _ = writeln!(lines, "  good, {}: {:?}", photograph.name, it.said());
        } else if !missed.is_empty() {
            let said = it.said();
            let _ = writeln!(lines, "  {missed:?} missed, {}: {said:?}", photograph.name);
        }
    }
    lines
}

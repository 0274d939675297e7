//! What is said of the labelled photographs, one line each with what was measured: for choosing limits.
//! `cargo run --example photographs -- [PART OF A NAME…]`

use precheck::{Code, Policy, Severity, prepare};
use precheck_testkit::photographs;

fn main() {
    precheck::install_network(precheck::DIRECTION_WEIGHTS);
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    for photograph in photographs() {
        let is_wanted = |part: &String| photograph.name.contains(part.as_str());
        if !wanted.is_empty() && !wanted.iter().any(is_wanted) {
            continue;
        }
        let report = prepare(&photograph.file, &Policy::default()).report;
        let found: Vec<String> = report
            .findings
            .iter()
            .filter(|it| it.severity > Severity::Info && it.code != Code::TooSmall)
            .map(|it| {
                let mark = if it.severity == Severity::Block {
                    "!"
                } else {
                    ""
                };
                let value = it.value.map_or(String::new(), |it| format!("={it}"));
                format!("{:?}{mark}{value}", it.code)
            })
            .collect();
        let size = report.size.map_or((0, 0), |size| (size.width, size.height));
        let part = if photograph.is_held_out() {
            "held"
        } else {
            "seen"
        };
        println!(
            "{part} {:<46} {}x{} {}",
            photograph.name,
            size.0,
            size.1,
            found.join(" ")
        );
        if let Some(it) = report.scores {
            let or_none = |it: Option<u16>| it.map_or("-".to_owned(), |it| it.to_string());
            println!(
                "      sharp {} {} light {} {} {} contrast {} noise {} glare {} shadow {} text {} pattern {} ink {} \
                 fill {} aspect {} tilt {} turn {:?} outline {}",
                or_none(it.sharpness),
                or_none(it.sharpness_across),
                it.dark,
                it.middle,
                it.light,
                it.contrast,
                it.noise,
                it.glare,
                it.shadow,
                or_none(it.text_height),
                it.pattern,
                it.ink,
                or_none(it.filling),
                or_none(it.aspect),
                it.tilt.map_or("-".to_owned(), |it| it.to_string()),
                report.rotation,
                report.outline.is_some(),
            );
        }
    }
}

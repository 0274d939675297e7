//! What is said of good photographs with a defect laid onto them, one line each with what was measured: for choosing
//! limits. `cargo run --example laid_on -- [DEFECT…] [--save FOLDER]`

use precheck::{Policy, Severity, prepare};
use precheck_testkit::{LaidOn, photographs};

fn main() {
    let mut wanted: Vec<String> = std::env::args().skip(1).collect();
    let save = wanted.iter().position(|it| it == "--save").map(|at| {
        wanted.remove(at);
        std::path::PathBuf::from(wanted.remove(at))
    });
    for photograph in photographs() {
        for defect in LaidOn::ALL {
            let name = format!("{defect:?}");
            if !wanted.is_empty() && !wanted.iter().any(|it| name.contains(it.as_str())) {
                continue;
            }
            for strength in LaidOn::STRENGTHS {
                let Some(file) = photograph.with(defect, strength) else {
                    continue;
                };
                let whole = format!("{name} {strength} {}", photograph.name);
                if let Some(folder) = &save {
                    let to = whole.replace(['/', ' '], "_") + ".jpg";
                    std::fs::write(folder.join(to), &file).expect("the folder can be written to");
                    continue;
                }
                let report = prepare(&file, &Policy::default()).report;
                let told = report
                    .findings
                    .iter()
                    .any(|it| it.severity >= Severity::Warn && defect.codes().contains(&it.code));
                let found: Vec<_> = (report.findings.iter())
                    .filter(|it| it.severity >= Severity::Warn)
                    .map(|it| (it.code, it.value.unwrap_or(0)))
                    .collect();
                let part = if photograph.is_held_out() {
                    "held"
                } else {
                    "seen"
                };
                let mark = if told { "told  " } else { "missed" };
                println!("{part} {mark} {whole}: {found:?} {:?}", report.scores);
            }
        }
    }
}

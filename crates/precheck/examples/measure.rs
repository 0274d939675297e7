//! Prints what is measured on pictures and on copies of them that were spoilt in known ways: the numbers from which the
//! thresholds were chosen. `cargo run --release --example measure -- FILE…`

use precheck::{Policy, Report, check, prepare};
use precheck_testkit::Picture;

fn main() {
    let named = std::env::args().skip(1).filter_map(|path| {
        let bytes = std::fs::read(&path).ok()?;
        Some((path, Picture::read(&bytes)?))
    });
    let drawn = [1000, 1600, 3000].map(|side| {
        let picture = Picture::document(side, side * 3 / 4);
        (format!("drawn {side}"), picture)
    });
    for (name, picture) in drawn.into_iter().chain(named) {
        println!("{name} ({} x {})", picture.width(), picture.height());
        // Spoilt at the scale of the checks, where the numbers mean the same for every picture.
        let scale = picture.width().max(picture.height()).min(1000) as f32 / 1000.0;
        let at_scale = picture.clone().reduced(1000);
        let pixels = |count: f32| (count * scale).round() as isize;
        show("as it is", &check(&picture.to_jpeg(92), &Policy::default()));
        show(
            "prepared",
            &prepare(&picture.to_jpeg(92), &Policy::default()).report,
        );
        for sigma in [0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 12.0] {
            let spoilt = at_scale.clone().blurred(sigma * scale);
            show(&format!("blur {sigma}"), &looked_at(&spoilt));
        }
        for way in [(5.0, 0.0), (9.0, 0.0), (0.0, 9.0), (9.0, 9.0), (15.0, 4.0)] {
            let spoilt = at_scale.clone().moved(pixels(way.0), pixels(way.1));
            show(&format!("moved {way:?}"), &looked_at(&spoilt));
        }
        let dark = at_scale.clone().lit(0.35, 0.0);
        show("dark", &looked_at(&dark.clone().noisy(4)));
        show(
            "dark, blur 2",
            &looked_at(
                &at_scale
                    .clone()
                    .blurred(2.0 * scale)
                    .lit(0.35, 0.0)
                    .noisy(4),
            ),
        );
        show(
            "very dark",
            &looked_at(&at_scale.clone().lit(0.08, 0.0).noisy(2)),
        );
        show("washed out", &looked_at(&at_scale.clone().lit(0.1, 230.0)));
        show(
            "over-exposed",
            &looked_at(&at_scale.clone().lit(3.0, 120.0)),
        );
        show("noisy", &looked_at(&at_scale.clone().noisy(10)));
        show(
            "blur 2, noisy",
            &looked_at(&at_scale.clone().blurred(2.0 * scale).noisy(10)),
        );
    }
}

fn looked_at(picture: &Picture) -> Report {
    check(&picture.to_jpeg(85), &Policy::default())
}

fn show(state: &str, report: &Report) {
    let found: Vec<_> = report
        .findings
        .iter()
        .map(|finding| format!("{:?}:{:?}", finding.severity, finding.code))
        .collect();
    let Some(it) = report.scores else {
        println!("  {state:16} {found:?}");
        return;
    };
    let or_none = |value: Option<u16>| value.map_or("-".to_owned(), |value| value.to_string());
    println!(
        "  {state:16} sharp {:>4} across {:>4}  levels {:>3} {:>3} {:>3}  contrast {:>3}  {}",
        or_none(it.sharpness),
        or_none(it.sharpness_across),
        it.dark,
        it.middle,
        it.light,
        it.contrast,
        found.join(" "),
    );
}

//! How good the pre-check is: what it finds of what is known to be wrong, and what it holds against good pictures.
//! Prints a table and writes a page with it and with the curves of the thresholds. Called by `cargo xtask bench precheck`.

mod corpus;
mod curve;
mod likeness;
mod page;
mod score;
mod tally;

use std::path::PathBuf;
use std::time::Instant;

use precheck::drawing::{Defect, Degree, Extent};
use tally::{Judged, Tally};

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let folder = arguments
        .next()
        .map_or_else(|| PathBuf::from("target/precheck-report"), PathBuf::from);
    // A quick look while a check is written.
    let extent = if arguments.any(|it| it == "few") {
        Extent::FEW
    } else {
        Extent::MANY
    };
    let started = Instant::now();
    let mut good: Vec<Judged> = extent.good().map(|it| Judged::of(&it)).collect();
    let photographs = corpus::photographs();
    good.extend(photographs.iter().map(|it| Judged::of(&it.as_it_is())));
    eprintln!(
        "{} good pictures after {:.0?}",
        good.len(),
        started.elapsed()
    );
    let extent = Extent { seeds: 1, ..extent };
    let mut tallies = Vec::new();
    for defect in Defect::ALL {
        let judged = |degree| -> Vec<Judged> {
            let drawn = extent.spoilt(defect, degree).map(|it| Judged::of(&it));
            let real = photographs
                .iter()
                .flat_map(|it| it.spoilt(defect, degree))
                .map(|it| Judged::of(&it));
            drawn.chain(real).collect()
        };
        tallies.push(Tally {
            defect,
            clear: judged(Degree::Clear),
            mild: judged(Degree::Mild),
        });
        eprintln!("{defect:?} after {:.0?}", started.elapsed());
    }
    let same = likeness::compared(&good, extent);
    print!("{}", page::table(&tallies, &good, &same));
    std::fs::create_dir_all(&folder)?;
    let file = folder.join("index.html");
    std::fs::write(&file, page::html(&tallies, &good, &same, photographs.len()))?;
    println!("\n{}", file.display());
    Ok(())
}

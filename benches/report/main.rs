//! How good the pre-check is: what it finds of what is known to be wrong, and what it holds against good pictures.
//! Prints a table and writes a page with it and with the curves of the thresholds. Called by `cargo xtask bench
//! precheck`.

mod corpus;
mod curve;
mod duplicates;
mod laid_on;
mod page;
mod photographs;
mod portrait_set;
mod score;
mod tally;

use std::num::NonZero;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use precheck_testkit::{Defect, Degree, SampleSet};
use tally::{Judged, Tally};

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let folder = arguments
        .next()
        .map_or_else(|| PathBuf::from("target/precheck-report"), PathBuf::from);
    let asked: Vec<_> = arguments.collect();
    // Quick looks while a check is written.
    let only_photographs = asked.iter().any(|it| it == "photographs");
    let extent = if asked.iter().any(|it| it == "few") {
        SampleSet::FEW
    } else {
        SampleSet::MANY
    };
    // What the product does not have yet (docs/precheck.md).
    precheck::install_network(precheck::DIRECTION_WEIGHTS);
    let started = Instant::now();
    let mut real = photographs::table(&photographs::judged());
    if !asked.iter().any(|it| it == "plain") {
        real += &laid_on::table();
    }
    if only_photographs {
        print!("{real}");
        return Ok(());
    }
    let mut good: Vec<Judged> = extent.good().map(|it| Judged::of(&it)).collect();
    let photographs = corpus::photographs();
    good.extend(photographs.iter().map(|it| Judged::of(&it.as_it_is())));
    eprintln!(
        "{} good pictures after {:.0?}",
        good.len(),
        started.elapsed()
    );
    let extent = SampleSet { seeds: 1, ..extent };
    let tally = |defect| {
        let judged = |degree| -> Vec<Judged> {
            let drawn = extent.spoilt(defect, degree).map(|it| Judged::of(&it));
            let real = photographs.iter().flat_map(|it| it.spoilt(defect, degree));
            drawn.chain(real.map(|it| Judged::of(&it))).collect()
        };
        let tally = Tally {
            defect,
            clear: judged(Degree::Clear),
            mild: judged(Degree::Mild),
        };
        eprintln!("{defect:?} after {:.0?}", started.elapsed());
        tally
    };
    let tallies = side_by_side(&Defect::ALL, tally);
    let same = duplicates::compared(&good, extent);
    let portraits = portrait_set::table(if extent.backdrops < SampleSet::MANY.backdrops {
        2
    } else {
        6
    });
    print!(
        "{}\n{portraits}\n{real}",
        page::table(&tallies, &good, &same)
    );
    std::fs::create_dir_all(&folder)?;
    let file = folder.join("index.html");
    let page = page::html(&tallies, &good, &same, photographs.len());
    std::fs::write(
        &file,
        format!(
            "{page}<h2>Portraits</h2><pre>{portraits}</pre><h2>Real photographs</h2><pre>{real}</pre>"
        ),
    )?;
    println!("\n{}", file.display());
    Ok(())
}

/// The results in the order of what they are made of, made by as many threads as the machine has cores.
fn side_by_side<T: Copy + Sync, R: Send>(of: &[T], make: impl Fn(T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let work = || {
        let mut made = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(one) = of.get(at) else { return made };
            made.push((at, make(*one)));
        }
    };
    let mut made: Vec<(usize, R)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let made = workers
            .into_iter()
            .map(|it| it.join().expect("no check panics"));
        made.flatten().collect()
    });
    made.sort_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, made)| made).collect()
}

//! Prints how well the days of drawn identity cards are read (有效期限), what is read wrongly and believed, and what is
//! read off pictures given as arguments. `cargo run -p precheck --example validity -- [SEEDS] [FILE…]`

use civic::CardValidity;
use civic::day::{Day, parse_iso};
use precheck::CardReader;
use precheck_testkit::{Backdrop, Defect, Degree, Document, Patch, Sample, Scene};

const WEIGHTS: &[u8] = include_bytes!("../identity_card.weights");

fn main() {
    let reader = CardReader::new(WEIGHTS).expect("the weights that come with the code");
    let mut arguments = std::env::args().skip(1);
    let seeds = arguments.next().and_then(|it| it.parse().ok());
    for path in arguments {
        let read = std::fs::read(&path).ok().and_then(|it| reader.read(&it));
        let is_proved = read.as_deref().map(proved);
        println!("{path}: {read:?} {is_proved:?}");
    }
    let seeds = seeds.unwrap_or(4);
    for side in [1000, 1280, 1600, 2400] {
        for backdrop in Backdrop::ALL {
            let files = (0..seeds).map(|seed| {
                let (scene, days) = scene(backdrop, side, seed);
                (scene.photograph().picture.to_jpeg(85), days)
            });
            tell(
                &reader,
                &format!("sharp, {side}, {backdrop:?}"),
                files.collect(),
            );
        }
    }
    spoilt(&reader, seeds);
    others(&reader, seeds);
}

fn today() -> Day {
    parse_iso("2026-11-30").expect("a day")
}

fn proved(digits: &str) -> bool {
    CardValidity::proved(digits, today()).is_some()
}

/// The line as it is printed, and its digits.
fn days(seed: u64) -> (String, String) {
    let (year, month, day) = (2005 + seed * 7 % 20, 1 + seed * 5 % 12, 1 + seed * 11 % 28);
    let end = year + [5, 10, 20][(seed % 3) as usize];
    let line = format!("{year}.{month:02}.{day:02}-{end}.{month:02}.{day:02}");
    let digits = line.chars().filter(char::is_ascii_digit).collect();
    (line, digits)
}

fn scene(backdrop: Backdrop, side: usize, seed: u64) -> (Scene, String) {
    let seed = seed * 31 + backdrop as u64 * 7 + side as u64;
    let mut scene = Scene::of(Document::CardBack, backdrop, side, seed);
    match seed % 4 {
        1 => (scene.light, scene.noise) = (0.55, 5),
        2 => scene.cast = [1.08, 1.0, 0.78],
        3 => (scene.slope, scene.lean) = ((0.35, -0.2), (9.0, -8.0)),
        _ => {}
    }
    let (line, digits) = days(seed);
    scene.lettering = Some(line);
    (scene, digits)
}

fn tell(reader: &CardReader, name: &str, files: Vec<(Vec<u8>, String)>) {
    let (mut read, mut wrong, mut refused, count) = (0, 0, 0, files.len());
    for (file, days) in files {
        match reader.read(&file) {
            Some(said) if said == days => read += 1,
            Some(said) if proved(&said) => {
                println!("WRONG {said} for {days}");
                wrong += 1;
            }
            Some(_) => refused += 1,
            None => {}
        }
    }
    println!("{name}: of {count} rightly {read}, refused {refused}, wrongly believed {wrong}");
}

fn cover(sample: Sample, at: f32, across: f32, is_light: bool) -> Sample {
    let [x, y] = sample.place(at, 0.833);
    let width = (sample.corners[1].x - sample.corners[0].x).abs();
    let patch = Patch {
        x,
        y,
        across: across * width,
        down: 0.025 * width,
        turn: 0.0,
        soft: 0.004,
        strength: 1.0,
    };
    sample.with(|it| {
        if is_light {
            it.glaring(&[patch])
        } else {
            it.shadowed(&[patch])
        }
    })
}

fn spoilt(reader: &CardReader, seeds: u64) {
    let each = |name: &str, change: &dyn Fn(Scene, u64) -> Option<Sample>| {
        let mut files = Vec::new();
        for backdrop in Backdrop::ALL {
            for seed in 0..seeds {
                let (scene, days) = scene(backdrop, 1600, seed + 1000);
                if let Some(sample) = change(scene, seed) {
                    files.push((sample.picture.to_jpeg(85), days));
                }
            }
        }
        tell(reader, name, files);
    };
    for (name, across, is_light) in [
        ("one covered, dark", 0.009, false),
        ("one covered, light", 0.01, true),
        ("half covered, dark", 0.005, false),
        ("half covered, light", 0.005, true),
        ("three covered, light", 0.03, true),
    ] {
        each(name, &|scene, seed| {
            let at = 0.40 + 0.02 * (seed * 7 % 17) as f32;
            Some(cover(scene.photograph(), at, across, is_light))
        });
    }
    for (name, left_out) in [
        ("one left out", ' '),
        ("a dot for a digit", '.'),
        ("a dash for it", '-'),
    ] {
        each(name, &|mut scene, seed| {
            let mut letters: Vec<char> = scene.lettering.take()?.chars().collect();
            letters[(seed * 5 % 21) as usize] = left_out;
            scene.lettering = Some(letters.into_iter().collect());
            Some(scene.photograph())
        });
    }
    for sigma in [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0] {
        let name = format!("blurred by {sigma}");
        each(&name, &|scene, _| {
            Some(scene.photograph().with(|it| it.blurred(sigma)))
        });
    }
    for defect in Defect::ALL {
        for degree in [Degree::Mild, Degree::Clear] {
            let name = format!("{defect:?} {degree:?}");
            each(&name, &|scene, _| defect.photographed(&scene, degree));
        }
    }
}

fn others(reader: &CardReader, seeds: u64) {
    let (mut count, mut said, mut believed) = (0, 0, 0);
    for document in Document::WRITTEN {
        for backdrop in Backdrop::ALL {
            for seed in 0..seeds {
                let picture = Scene::of(document, backdrop, 1600, seed)
                    .photograph()
                    .picture;
                count += 1;
                if let Some(days) = reader.read(&picture.to_jpeg(85)) {
                    said += 1;
                    believed += u32::from(proved(&days));
                }
            }
        }
    }
    println!("other documents: of {count} read {said}, believed {believed}");
}

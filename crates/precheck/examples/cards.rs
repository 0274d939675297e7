//! Prints how well the numbers of drawn identity cards are read, what is read wrongly and believed, and what is read
//! off pictures given as arguments. `cargo run -p precheck --example cards -- [SEEDS] [FILE…]`

use civic::citizen_id::CitizenId;
use civic::day::{Day, parse_iso};
use precheck::CardReader;
use precheck_testkit::{Backdrop, Defect, Degree, Document, Patch, Sample, Scene};
use std::time::Instant;

const WEIGHTS: &[u8] = include_bytes!("../identity_card.weights");

fn main() {
    let reader = CardReader::new(WEIGHTS).expect("the weights that come with the code");
    let mut arguments = std::env::args().skip(1);
    let seeds = arguments.next().and_then(|it| it.parse().ok());
    for path in arguments {
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        let number = reader.read(&bytes);
        let proof = number.as_deref().map(proved);
        println!("{path}: {number:?} {proof:?}");
    }
    let seeds = seeds.unwrap_or(4);
    sharp(&reader, seeds);
    spoilt(&reader, seeds);
    others(&reader, seeds);
}

fn today() -> Day {
    parse_iso("2026-11-30").expect("a day")
}

fn proved(number: &str) -> bool {
    CitizenId::parse(number, today()).is_ok()
}

fn number(seed: u64) -> String {
    let (year, month, day) = (1926 + seed * 7 % 100, 1 + seed * 5 % 12, 1 + seed * 11 % 28);
    let birth = parse_iso(&format!("{year:04}-{month:02}-{day:02}")).expect("a day");
    let id = CitizenId::generate(320_000, birth, (seed * 389 % 1000) as u16).expect("a number");
    id.as_str().to_owned()
}

fn scene(backdrop: Backdrop, side: usize, seed: u64) -> (Scene, String) {
    let seed = seed * 31 + backdrop as u64 * 7 + side as u64;
    let mut scene = Scene::of(Document::CardFront, backdrop, side, seed);
    match seed % 4 {
        1 => (scene.light, scene.noise) = (0.55, 5),
        2 => scene.cast = [1.08, 1.0, 0.78],
        3 => (scene.slope, scene.lean) = ((0.35, -0.2), (9.0, -8.0)),
        _ => {}
    }
    let number = number(seed);
    scene.lettering = Some(number.clone());
    (scene, number)
}

fn sharp(reader: &CardReader, seeds: u64) {
    let (mut all, mut time) = ([0, 0, 0], 0);
    for side in [1000, 1280, 1600, 2400] {
        for backdrop in Backdrop::ALL {
            let mut counts = [0, 0, 0];
            for seed in 0..seeds {
                let (scene, number) = scene(backdrop, side, seed);
                let file = scene.photograph().picture.to_jpeg(85);
                let start = Instant::now();
                let read = reader.read(&file);
                time += start.elapsed().as_micros();
                counts[0] += 1;
                match read {
                    Some(read) if read == number => counts[1] += 1,
                    Some(read) if proved(&read) => {
                        println!("WRONG {read} for {number}");
                        counts[2] += 1;
                    }
                    _ => {}
                }
            }
            println!(
                "{side} {backdrop:?}: of {} read {}, wrongly {}",
                counts[0], counts[1], counts[2]
            );
            for (sum, count) in all.iter_mut().zip(counts) {
                *sum += count;
            }
        }
    }
    let each = time / all[0].max(1) as u128;
    println!(
        "sharp: of {} read {}, wrongly {}, {each} µs each",
        all[0], all[1], all[2]
    );
}

fn cover(sample: Sample, at: f32, across: f32, is_light: bool) -> Sample {
    let [x, y] = sample.place(at, 0.865);
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
    let tell = |name: &str, files: Vec<(Vec<u8>, String)>| {
        let (mut read, mut wrong, count) = (0, 0, files.len());
        for (file, number) in files {
            match reader.read(&file) {
                Some(said) if said == number => read += 1,
                Some(said) if proved(&said) => {
                    println!("WRONG {said} for {number}");
                    wrong += 1;
                }
                _ => {}
            }
        }
        println!("{name}: of {count} rightly {read}, wrongly believed {wrong}");
    };
    let each = |change: &dyn Fn(Scene, u64) -> Option<Sample>| {
        let mut files = Vec::new();
        for backdrop in Backdrop::ALL {
            for seed in 0..seeds {
                let (scene, number) = scene(backdrop, 1600, seed + 1000);
                if let Some(sample) = change(scene, seed) {
                    files.push((sample.picture.to_jpeg(85), number));
                }
            }
        }
        files
    };
    for (name, across, is_light) in [
        ("one covered, dark", 0.012, false),
        ("one covered, light", 0.014, true),
        ("half covered, dark", 0.006, false),
        ("three covered, light", 0.04, true),
        ("half of the number covered", 0.12, true),
    ] {
        tell(
            name,
            each(&|scene, seed| {
                let at = 0.367 + 0.0286 * (seed * 7 % 18) as f32;
                Some(cover(scene.photograph(), at, across, is_light))
            }),
        );
    }
    tell(
        "one left out",
        each(&|mut scene, seed| {
            let mut letters: Vec<char> = scene.lettering.take()?.chars().collect();
            letters[(seed * 5 % 18) as usize] = ' ';
            scene.lettering = Some(letters.into_iter().collect());
            Some(scene.photograph())
        }),
    );
    tell(
        "one of nineteen",
        each(&|mut scene, _| {
            scene.lettering = Some(format!("{}7", scene.lettering.take()?));
            Some(scene.photograph())
        }),
    );
    for sigma in [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0] {
        let name = format!("blurred by {sigma}");
        tell(
            &name,
            each(&|scene, _| Some(scene.photograph().with(|it| it.blurred(sigma)))),
        );
    }
    for defect in Defect::ALL {
        for degree in [Degree::Mild, Degree::Clear] {
            let name = format!("{defect:?} {degree:?}");
            tell(&name, each(&|scene, _| defect.photographed(&scene, degree)));
        }
    }
}

fn others(reader: &CardReader, seeds: u64) {
    let (mut count, mut said, mut believed) = (0, 0, 0);
    for document in Document::WRITTEN {
        for backdrop in Backdrop::ALL {
            for seed in 0..seeds {
                let file = Scene::of(document, backdrop, 1600, seed)
                    .photograph()
                    .picture
                    .to_jpeg(85);
                count += 1;
                if let Some(number) = reader.read(&file) {
                    said += 1;
                    believed += u32::from(proved(&number));
                }
            }
        }
    }
    println!("other documents: of {count} read as a number {said}, believed {believed}");
}

//! Learns how characters stand from pictures of upright pages, and prints the weights of `direction/characters.rs`.
//! `cargo run --release --features measurements --example characters -- PAGE… [-- PAGE…]`; how many characters are told
//! right is printed of the pages behind `--`, of which nothing is learnt.

use precheck::Rotation;
use precheck::measurements::character_strokes;
use precheck_testkit::Picture;

/// Each part of a character in eight directions.
const FEATURES: usize = 128;
const STEPS: usize = 800;

type Features = [f64; FEATURES];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let parts: Vec<&[String]> = arguments.split(|it| it == "--").collect();
    let [learnt, checked @ ..] = parts.as_slice() else {
        return;
    };
    let characters: Vec<Features> = learnt.iter().flat_map(|page| read(page)).collect();
    let mut weights = [0.0; FEATURES];
    for _ in 0..STEPS {
        // The gradient of the logistic loss; every character counts as one that stands upright.
        let mut step = weights.map(|weight: f64| -3e-4 * weight);
        for character in &characters {
            let off = 1.0 / (1.0 + sum(character, &weights).exp());
            for (step, feature) in step.iter_mut().zip(character) {
                *step += off * feature / characters.len() as f64;
            }
        }
        for (weight, step) in weights.iter_mut().zip(step) {
            *weight += 8.0 * step;
        }
    }
    let most = weights.iter().fold(0.0, |most: f64, it| most.max(it.abs()));
    let whole = weights.map(|weight| (weight * 127.0 / most).round());
    println!("{} characters: {whole:?}", characters.len());
    for page in learnt.iter().chain(checked.iter().copied().flatten()) {
        let scores: Vec<f64> = read(page).iter().map(|it| sum(it, &whole)).collect();
        let right = scores.iter().filter(|score| **score > 0.0).count();
        println!("{page}: {right} of {}", scores.len());
    }
}

/// Of each character, less those of the same on its head.
fn read(page: &str) -> Vec<Features> {
    let picture = std::fs::read(page).ok().and_then(|it| Picture::read(&it));
    let Some(picture) = picture else {
        return Vec::new();
    };
    let upright = strokes(&picture).into_iter().map(|it| features(&it));
    // Also as they are made out on their head: what differs less than the characters is no sign.
    let turned = strokes(&picture.turned(Rotation::Half));
    let turned = turned.into_iter().map(|it| features(&it).map(|it| -it));
    upright.chain(turned).collect()
}

fn strokes(page: &Picture) -> Vec<[u32; FEATURES]> {
    character_strokes(page.width(), page.rgb())
}

fn features(strengths: &[u32; FEATURES]) -> Features {
    let length = strengths
        .iter()
        .map(|it| f64::from(*it).powi(2))
        .sum::<f64>();
    let mut at = 0;
    strengths.map(|strength| {
        // The opposite part, and the opposite direction.
        let opposite = (15 - at / 8) * 8 + (at % 8 + 4) % 8;
        at += 1;
        (f64::from(strength) - f64::from(strengths[opposite])) / length.sqrt().max(1.0)
    })
}

fn sum(character: &Features, weights: &Features) -> f64 {
    character.iter().zip(weights).map(|(a, b)| a * b).sum()
}

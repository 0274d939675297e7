//! Prints how well documents are found in drawn photographs whose corners are known, and what is found in pictures
//! given as arguments. `cargo run --release --features drawing --example outlines -- FILE…`

use precheck::drawing::{Document, Ground, Picture, Scene, outline};
use precheck::{Point, Quad};
use std::time::Instant;

fn main() {
    if std::env::args().nth(1).is_some_and(|it| it == "cut") {
        return cut();
    }
    for path in std::env::args().skip(1) {
        let Some(picture) = std::fs::read(&path)
            .ok()
            .and_then(|bytes| Picture::read(&bytes))
        else {
            continue;
        };
        let picture = picture.reduced(1000);
        let start = Instant::now();
        let found = outline(&picture);
        let corners = found.map(|it| (it.0.map(|p| (p.x, p.y)), it.1, it.2));
        println!(
            "{path} {} x {} {corners:?} in {:?}",
            picture.width(),
            picture.height(),
            start.elapsed()
        );
    }
    for ground in Ground::ALL {
        let (mut sum, mut found, mut count, mut good, mut wrong, mut time) = (0.0, 0, 0, 0, 0, 0);
        let documents = Document::WRITTEN.into_iter().chain([Document::Blank]);
        for (document, seed) in
            documents.flat_map(|document| (0..6).map(move |seed| (document, seed)))
        {
            let mut scene = Scene::of(document, ground, 900, seed);
            // Half of them as a hurried hand takes them.
            if seed % 2 == 1 {
                scene.turn *= 5.0;
                scene.lean = (scene.lean.0 * 3.0, scene.lean.1 * 3.0);
                scene.fit *= 0.8;
            }
            let shot = scene.taken();
            let start = Instant::now();
            let outline = outline(&shot.picture);
            time += start.elapsed().as_micros();
            count += 1;
            let Some((quad, open, sure)) = outline else {
                println!("  {ground:?} {document:?} {seed}: nothing");
                continue;
            };
            let index = jaccard(&quad, &shot.corners);
            found += 1;
            sum += index;
            good += usize::from(index > 0.9);
            if index < 0.9 || open.iter().any(|it| *it) {
                wrong += 1;
                println!(
                    "  {ground:?} {document:?} {seed}: {index:.3} sure {sure} {open:?} {:.2?} for {:.2?}",
                    quad.map(|p| (p.x, p.y)),
                    shot.corners.map(|p| (p.x, p.y))
                );
            }
        }
        println!(
            "{ground:?}: found {found} of {count}, mean index {:.4} of those found, {good} above 0.9, \
             {wrong} wrong, {} us each",
            sum / found as f64,
            time / count
        );
    }
}

/// Prints on which sides documents are said to run out that do, and that do not.
fn cut() {
    for ground in Ground::ALL {
        let (mut caught, mut missed, mut beside, mut scans) = (0, 0, 0, 0);
        let documents = Document::WRITTEN.into_iter();
        for (document, seed) in
            documents.flat_map(|document| (0..4).map(move |seed| (document, seed)))
        {
            let shot = Scene::of(document, ground, 900, seed).taken();
            for (side, part) in [
                [0.2, 0.0, 1.0, 1.0],
                [0.0, 0.2, 1.0, 1.0],
                [0.0, 0.0, 0.8, 1.0],
                [0.0, 0.0, 1.0, 0.8],
            ]
            .into_iter()
            .enumerate()
            {
                let cut = shot.clone().cropped(part);
                match outline(&cut.picture) {
                    Some((_, open, _)) if open[(side + 3) % 4] => caught += 1,
                    Some((quad, open, sure)) => {
                        beside += 1;
                        println!(
                            "  {ground:?} {document:?} {seed} side {side}: {open:?} {sure} {:.2?} for {:.2?}",
                            quad.map(|p| (p.x, p.y)),
                            cut.corners.map(|p| (p.x, p.y))
                        );
                    }
                    None => missed += 1,
                }
            }
            if let Some((quad, open, sure)) =
                outline(&shot.clone().cropped([0.25, 0.25, 0.75, 0.75]).picture)
            {
                scans += 1;
                println!(
                    "  {ground:?} {document:?} {seed} inner: {open:?} {sure} {:.2?}",
                    quad.map(|p| (p.x, p.y))
                );
            }
        }
        println!(
            "{ground:?}: cut off {caught} caught, {missed} missed, {beside} otherwise; \
             {scans} found in the middle of a document"
        );
    }
}

/// Common area by joint area, counted on a grid.
fn jaccard(a: &Quad, b: &Quad) -> f64 {
    let (mut both, mut any) = (0, 0);
    for y in 0..600 {
        for x in 0..600 {
            let at = Point {
                x: x as f32 / 450.0 - 0.17,
                y: y as f32 / 450.0 - 0.17,
            };
            let (a, b) = (has(a, at), has(b, at));
            both += usize::from(a && b);
            any += usize::from(a || b);
        }
    }
    f64::from(both as u32) / f64::from(any as u32)
}

fn has(quad: &Quad, at: Point) -> bool {
    (0..4).all(|side| {
        let (a, b) = (quad[side], quad[(side + 1) % 4]);
        (b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x) >= 0.0
    })
}

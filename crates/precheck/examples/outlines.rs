//! Prints how well documents are found in drawn photographs whose corners are known, and what is found in pictures
//! given as arguments. `cargo run --release --features measurements --example outlines -- FILE…`

use precheck::measurements::{FoundDocument, document_in};
use precheck::{Point, Quad};
use precheck_testkit::{Backdrop, Document, Picture, Scene};
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
        let corners = found.map(|it| (it.corners.map(|p| (p.x, p.y)), it.open, it.confidence));
        println!(
            "{path} {} x {} {corners:?} in {:?}",
            picture.width(),
            picture.height(),
            start.elapsed()
        );
    }
    for backdrop in Backdrop::ALL {
        let (mut sum, mut found, mut count, mut good, mut wrong, mut time) = (0.0, 0, 0, 0, 0, 0);
        let documents = Document::WRITTEN.into_iter().chain([Document::Blank]);
        for (document, seed) in
            documents.flat_map(|document| (0..6).map(move |seed| (document, seed)))
        {
            let mut scene = Scene::of(document, backdrop, 900, seed);
            // Half of them as a hurried hand takes them.
            if seed % 2 == 1 {
                scene.turn *= 5.0;
                scene.lean = (scene.lean.0 * 3.0, scene.lean.1 * 3.0);
                scene.fit *= 0.8;
            }
            let sample = scene.photograph();
            let start = Instant::now();
            let outline = outline(&sample.picture);
            time += start.elapsed().as_micros();
            count += 1;
            let Some(FoundDocument {
                corners: quad,
                open,
                confidence,
            }) = outline
            else {
                println!("  {backdrop:?} {document:?} {seed}: nothing");
                continue;
            };
            let index = jaccard(&quad, &sample.corners);
            found += 1;
            sum += index;
            good += usize::from(index > 0.9);
            if index < 0.9 || open.iter().any(|it| *it) {
                wrong += 1;
                println!(
                    "  {backdrop:?} {document:?} {seed}: {index:.3} confidence {confidence} {open:?} {:.2?} for {:.2?}",
                    quad.map(|p| (p.x, p.y)),
                    sample.corners.map(|p| (p.x, p.y))
                );
            }
        }
        println!(
            "{backdrop:?}: found {found} of {count}, mean index {:.4} of those found, {good} above 0.9, \
             {wrong} wrong, {} us each",
            sum / found as f64,
            time / count
        );
    }
}

/// Prints on which sides documents are said to run out that do, and that do not.
fn cut() {
    for backdrop in Backdrop::ALL {
        let (mut caught, mut missed, mut beside, mut scans) = (0, 0, 0, 0);
        let documents = Document::WRITTEN.into_iter();
        for (document, seed) in
            documents.flat_map(|document| (0..4).map(move |seed| (document, seed)))
        {
            let sample = Scene::of(document, backdrop, 900, seed).photograph();
            for (side, part) in [
                [0.2, 0.0, 1.0, 1.0],
                [0.0, 0.2, 1.0, 1.0],
                [0.0, 0.0, 0.8, 1.0],
                [0.0, 0.0, 1.0, 0.8],
            ]
            .into_iter()
            .enumerate()
            {
                let cut = sample.clone().cropped(part);
                match outline(&cut.picture) {
                    Some(found) if found.open[(side + 3) % 4] => caught += 1,
                    Some(FoundDocument {
                        corners: quad,
                        open,
                        confidence,
                    }) => {
                        beside += 1;
                        println!(
                            "  {backdrop:?} {document:?} {seed} side {side}: {open:?} {confidence} {:.2?} for {:.2?}",
                            quad.map(|p| (p.x, p.y)),
                            cut.corners.map(|p| (p.x, p.y))
                        );
                    }
                    None => missed += 1,
                }
            }
            if let Some(FoundDocument {
                corners: quad,
                open,
                confidence,
            }) = outline(&sample.clone().cropped([0.25, 0.25, 0.75, 0.75]).picture)
            {
                scans += 1;
                println!(
                    "  {backdrop:?} {document:?} {seed} inner: {open:?} {confidence} {:.2?}",
                    quad.map(|p| (p.x, p.y))
                );
            }
        }
        println!(
            "{backdrop:?}: cut off {caught} caught, {missed} missed, {beside} otherwise; \
             {scans} found in the middle of a document"
        );
    }
}

fn outline(picture: &Picture) -> Option<FoundDocument> {
    document_in(picture.width(), picture.rgb())
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

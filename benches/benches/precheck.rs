//! How long each step of judging a photograph of 12 million pixels takes. Decoding is the first: the others are told as
//! parts of it, because the minutes of one machine say nothing on the next.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use precheck::measurements::{Decoded, STEPS};
use precheck::{Policy, check, prepare};
use precheck_testkit::{Backdrop, Document, Scene};

fn steps(criterion: &mut Criterion) {
    let scene = Scene::of(Document::Page, Backdrop::Wood, 4000, 7);
    let jpeg = scene.photograph().picture.to_jpeg(88);
    let policy = Policy::default();
    let prepared = prepare(&jpeg, &policy).bytes;
    let decoded = Decoded::of(&jpeg).expect("a drawn photograph decodes");
    let looked = decoded.looked();
    let mut group = criterion.benchmark_group("precheck");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(4));
    group.bench_function("decode 12 million pixels", |bencher| {
        bencher.iter(|| Decoded::of(black_box(&jpeg)));
    });
    group.bench_function("reduce to the scale of the checks", |bencher| {
        bencher.iter(|| black_box(&decoded).looked());
    });
    for (name, step) in STEPS {
        group.bench_function(name, |bencher| bencher.iter(|| step(black_box(&looked))));
    }
    group.bench_function("check what was prepared", |bencher| {
        bencher.iter(|| check(black_box(&prepared), &policy));
    });
    group.bench_function("prepare all", |bencher| {
        bencher.iter(|| prepare(black_box(&jpeg), &policy));
    });
    group.finish();
    // Side by side, as ratios of one run.
    let took = |work: &mut dyn FnMut()| {
        let mut times: Vec<Duration> = (0..5)
            .map(|_| {
                let start = Instant::now();
                work();
                start.elapsed()
            })
            .collect();
        times.sort_unstable();
        times[2]
    };
    let decoding = took(&mut || drop(black_box(Decoded::of(&jpeg)))).as_secs_f64();
    let tell = |name: &str, work: &mut dyn FnMut()| {
        println!(
            "time: {name}: {:.3} of decoding",
            took(work).as_secs_f64() / decoding
        );
    };
    for (name, step) in STEPS {
        tell(name, &mut || {
            black_box(step(&looked));
        });
    }
    tell("check what was prepared", &mut || {
        drop(black_box(check(&prepared, &policy)))
    });
    tell("prepare all", &mut || {
        drop(black_box(prepare(&jpeg, &policy)))
    });
}

criterion_group!(benches, steps);
criterion_main!(benches);

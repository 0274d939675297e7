//! How long it takes to make a plan, for the person of each walk table who has answered most; beside it, in the same
//! run, reading the same scenario from JSON, which the app does once where it makes a plan at every answer.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use catalog::context::Context;
use catalog::load::{Library, NATIONAL, read_yaml};
use catalog::plan::what_would_change;
use catalog::{Answers, Scenario, Value, plan};
use civic::day::parse_iso;
use criterion::{Criterion, criterion_group, criterion_main};
use serde::Deserialize;

/// What a walk table says of a person, as far as it matters here.
#[derive(Deserialize)]
struct Walk {
    #[serde(default)]
    answers: BTreeMap<String, Value>,
    region: Option<String>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The answers of whoever has answered most.
fn fullest(scenario: &Scenario) -> Answers {
    let file = root().join(format!("tests/walks/{}.yaml", scenario.id));
    let walks: Vec<Walk> = read_yaml(&file).expect("a scenario has a walk table");
    let fullest = walks
        .into_iter()
        .filter(|walk| walk.region.is_none())
        .max_by_key(|walk| walk.answers.len())
        .expect("a walk table has people");
    Answers {
        given: fullest.answers,
        ..Answers::default()
    }
}

fn plans(criterion: &mut Criterion) {
    let library = Library::read(&root().join("scenarios")).expect("the scenarios load");
    let today = parse_iso("2026-11-21").expect("a day");
    let context = Context::anonymous(today);
    for scenario in library
        .scenarios()
        .filter(|scenario| scenario.region.code == NATIONAL)
    {
        let answers = fullest(scenario);
        let json = serde_json::to_string(scenario).expect("a scenario is JSON");
        let mut group = criterion.benchmark_group(&scenario.id);
        group.bench_function("plan", |bencher| {
            bencher.iter(|| {
                plan(
                    black_box(scenario),
                    black_box(&answers),
                    black_box(&context),
                )
            });
        });
        group.bench_function("what would change it", |bencher| {
            let plan = plan(scenario, &answers, &context);
            bencher.iter(|| what_would_change(scenario, &answers, &context, &plan));
        });
        group.bench_function("reading it from JSON", |bencher| {
            bencher.iter(|| serde_json::from_str::<Scenario>(black_box(&json)));
        });
        group.finish();
    }
}

criterion_group!(benches, plans);
criterion_main!(benches);

//! What must hold for the real scenario whatever people answer, in whatever order, and however much of it.
//! Answers are generated from the questions themselves, so that a new question is covered at once.

#[path = "support/scenario.rs"]
mod scenario;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use catalog::condition::Condition;
use catalog::context::Context;
use catalog::field_check::FieldProblem;
use catalog::plan::WizardStep;
use catalog::scenario::{Kind, Question};
use catalog::{Answers, LocalizedText, Plan, Scenario, Truth, Value, Verdict, plan};
use civic::day::parse_iso;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

static SCENARIO: LazyLock<Scenario> = LazyLock::new(|| scenario::scenario("unemployment"));

fn context() -> Context {
    Context::anonymous(parse_iso("2026-11-21").unwrap())
}

fn plan_for(answers: &Answers) -> Plan {
    plan(&SCENARIO, answers, &context())
}

/// Any value of the question's kind, and 「不清楚」 where that is allowed. Dates are those of people of
/// all ages, so that every rule on age is met.
fn any_value(question: &Question) -> BoxedStrategy<Value> {
    let options = |question: &Question| {
        let choices = question.kind.choices().iter();
        choices.map(|choice| choice.id.clone()).collect::<Vec<_>>()
    };
    let given = match &question.kind {
        Kind::Choice(_) => select(options(question)).prop_map(Value::Text).boxed(),
        Kind::Several(_) => {
            let all = options(question);
            let most = all.len();
            subsequence(all, 1..=most).prop_map(Value::Several).boxed()
        }
        Kind::YesNo => any::<bool>().prop_map(Value::Flag).boxed(),
        Kind::Number(bounds) => (bounds.min..=bounds.max.min(130))
            .prop_map(Value::Number)
            .boxed(),
        Kind::YearsMonths(bounds) => (bounds.min..=bounds.max).prop_map(Value::Number).boxed(),
        Kind::Date(_) => (1960i32..2012, 1u32..13, 1u32..29)
            .prop_map(|(year, month, day)| Value::Text(format!("{year}-{month:02}-{day:02}")))
            .boxed(),
        other => panic!("no values are generated for {other:?} yet"),
    };
    if question.unsure.is_some() {
        prop_oneof![6 => given, 1 => Just(Value::Unsure)].boxed()
    } else {
        given
    }
}

/// An answer to every question, relevant or not.
fn all_answers() -> impl Strategy<Value = Answers> {
    let values: Vec<_> = SCENARIO.questions.iter().map(any_value).collect();
    values.prop_map(|values| {
        let ids = SCENARIO
            .questions
            .iter()
            .map(|question| question.id.clone());
        Answers {
            rows: std::collections::BTreeMap::new(),
            given: ids.zip(values).collect(),
            declined: BTreeSet::new(),
        }
    })
}

/// Some of the questions.
fn some_questions() -> impl Strategy<Value = BTreeSet<String>> {
    let ids: Vec<String> = SCENARIO.questions.iter().map(|q| q.id.clone()).collect();
    let most = ids.len();
    subsequence(ids, 0..=most).prop_map(|ids| ids.into_iter().collect())
}

fn only(answers: &Answers, questions: &BTreeSet<String>) -> Answers {
    let mut part = answers.clone();
    part.given.retain(|id, _| questions.contains(id));
    part
}

/// The answer, or the nearest that earlier ones allow.
fn allowed(plan: &Plan, question: &str, value: Value) -> Value {
    let mut steps = plan.steps.iter();
    let limits = &steps.find(|step| step.question == question).unwrap().limits;
    let kind = &SCENARIO.question(question).unwrap().kind;
    let nearest = match limits.problem(kind, &value) {
        Some(FieldProblem::BelowLimit) => limits.min.clone(),
        Some(_) => limits.max.clone(),
        None => None,
    };
    nearest.unwrap_or(value)
}

fn verdicts(plan: &Plan) -> Vec<(&str, Verdict)> {
    let services = plan.services.iter();
    services
        .map(|service| (service.id.as_str(), service.verdict))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn back_undoes_next(all in all_answers(), questions in some_questions()) {
        let plan = plan_for(&only(&all, &questions));
        for step in plan.asked() {
            if let Some(place) = plan.next(&step.question) {
                let back = plan.back(&place);
                prop_assert_eq!(back.as_ref(), Some(&step.question));
            } else {
                prop_assert!(step.is_open());
            }
        }
        prop_assert_eq!(plan.back(&WizardStep::Question(SCENARIO.questions[0].id.clone())), None);
    }

    /// A question never answered is not answered "no": what is decided by some answers stays decided,
    /// and in the same way, however the rest is answered.
    #[test]
    fn more_answers_never_overturn_a_verdict(all in all_answers(), questions in some_questions()) {
        let (before, after) = (plan_for(&only(&all, &questions)), plan_for(&all));
        for (was, is) in before.services.iter().zip(&after.services) {
            if was.verdict != Verdict::NotYetKnown {
                prop_assert_eq!(was.verdict, is.verdict, "{}", &was.id);
            }
            for (index, (was, is)) in was.outcomes.iter().zip(&is.outcomes).enumerate() {
                if was.truth != Truth::Unknown {
                    prop_assert_eq!(was.truth, is.truth, "requirement {}", index);
                }
            }
        }
        for (name, value) in &before.values {
            prop_assert_eq!(Some(value), after.values.get(name), "{}", name);
        }
    }

    /// Answers to questions that no longer arise count for nothing, and none of them is lost.
    #[test]
    fn pruning_changes_no_verdict_and_loses_no_answer(all in all_answers(), first in all_answers()) {
        let before = all.clone();
        let pruned = plan_for(&all).relevant_answers(&all);
        prop_assert_eq!(&all, &before);
        for (id, value) in &pruned.given {
            prop_assert_eq!(Some(value), all.given.get(id));
        }
        let (whole, part) = (plan_for(&all), plan_for(&pruned));
        prop_assert_eq!(&whole.steps, &part.steps);
        prop_assert_eq!(verdicts(&whole), verdicts(&part));
        // Another answer closes branches; the old answer opens them again, with what was given there.
        for (id, other) in &first.given {
            let detour = all.with(id, other.clone());
            plan_for(&detour);
            let returned = detour.with(id, all.given[id].clone());
            prop_assert_eq!(plan_for(&returned).relevant_answers(&returned), pruned.clone());
        }
    }

    #[test]
    fn the_order_of_answering_does_not_matter(
        all in all_answers(),
        order in Just(SCENARIO.questions.iter().map(|q| q.id.clone()).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let mut answers = Answers::default();
        for id in order {
            answers.set(&id, all.given[&id].clone());
            plan_for(&answers);
        }
        prop_assert_eq!(plan_for(&answers), plan_for(&all));
    }

    /// Whoever answers what is asked arrives, and is asked no question twice.
    #[test]
    fn every_way_ends(all in all_answers()) {
        let (mut all, mut answers) = (all, Answers::default());
        let mut asked = BTreeSet::new();
        loop {
            let plan = plan_for(&answers);
            let WizardStep::Question(id) = plan.frontier() else { break };
            prop_assert!(asked.insert(id.clone()), "{} is asked twice", id);
            all.set(&id, allowed(&plan, &id, all.given[&id].clone()));
            answers.set(&id, all.given[&id].clone());
        }
        let plan = plan_for(&answers);
        for service in &plan.services {
            prop_assert_eq!(service.verdict == Verdict::NotYetKnown, service.left_to_office);
        }
        prop_assert_eq!(plan.relevant_answers(&answers), plan_for(&all).relevant_answers(&all));
    }

    /// `{name}` in the words for an outcome stands for something that is known whenever they are shown.
    #[test]
    fn words_never_show_a_gap(all in all_answers(), questions in some_questions()) {
        let plan = plan_for(&only(&all, &questions));
        for (service, planned) in SCENARIO.services.iter().zip(&plan.services) {
            for (requirement, outcome) in service.requires.iter().zip(&planned.outcomes) {
                let text = match outcome.truth {
                    Truth::Yes => &requirement.met,
                    Truth::No => &requirement.unmet,
                    Truth::Unknown => &requirement.open,
                };
                for name in placeholders(text) {
                    prop_assert!(plan.values.contains_key(&name), "{} in {}", name, text.zh());
                }
            }
        }
    }
}

fn placeholders(text: &LocalizedText) -> Vec<String> {
    let parts = text.zh().split('{').skip(1);
    parts
        .map(|part| part.split('}').next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn without_an_answer_nothing_is_decided() {
    let plan = plan_for(&Answers::default());
    let decided = plan
        .services
        .iter()
        .filter(|s| s.verdict != Verdict::NotYetKnown);
    assert_eq!(decided.count(), 0);
}

/// A question that decides nothing is not asked: each is looked at by a rule.
#[test]
fn every_question_decides_something() {
    let mut looked_at = BTreeSet::new();
    let mut visit = |condition: &Condition| {
        looked_at.extend(condition.subject().map(str::to_owned));
    };
    for service in &SCENARIO.services {
        for requirement in &service.requires {
            requirement.when.walk(&mut visit);
        }
        let fields = service
            .fields
            .iter()
            .filter_map(|usage| usage.when.as_ref());
        let materials = service
            .materials
            .iter()
            .filter_map(|usage| usage.when.as_ref());
        fields
            .chain(materials)
            .for_each(|when| when.walk(&mut visit));
    }
    for fact in &SCENARIO.facts {
        let rule = serde_json::to_string(&fact.derive).unwrap();
        for question in &SCENARIO.questions {
            if rule.contains(&format!("\"{}\"", question.id)) {
                looked_at.insert(question.id.clone());
            }
        }
    }
    let idle: Vec<_> = SCENARIO
        .questions
        .iter()
        .map(|question| &question.id)
        .filter(|id| !looked_at.contains(*id))
        .collect();
    assert_eq!(idle, Vec::<&String>::new());
}

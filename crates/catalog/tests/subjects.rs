//! Of whom an application is: the same person has the same key however their number is written, and everybody else has
//! another.

#[path = "support/scenario.rs"]
mod scenario;

use catalog::application::Application;
use catalog::scenario::{Field, Scenario};
use catalog::subject::{Concerned, concerned, mark, named};
use catalog::{Row, Value};
use civic::day::parse_iso;
use scenario::scenario;

fn people(scenario: &Scenario, application: &Application) -> Vec<Concerned> {
    let value = |field: &Field| application.fields.get(&field.id).cloned();
    let today = parse_iso("2026-11-21").unwrap();
    let subject = scenario.subject.as_ref();
    concerned(scenario, subject, &application.answers, value, today)
}

fn keys(scenario: &Scenario, application: &Application) -> Vec<String> {
    let people = people(scenario, application);
    people.into_iter().map(|one| one.key).collect()
}

fn with(fields: &[(&str, &str)]) -> Application {
    let fields = fields.iter();
    Application {
        fields: fields
            .map(|(id, value)| ((*id).to_owned(), Value::from(*value)))
            .collect(),
        ..Application::default()
    }
}

#[test]
fn a_card_is_of_its_holder_whichever_document_they_have() {
    let card = scenario("social_card");
    for written in [
        "320000201912010013",
        " 320000 20191201 0013",
        "３２００００２０１９１２０１００１３",
    ] {
        let found = people(&card, &with(&[("id_number", written)]));
        assert_eq!(found.len(), 1, "{written}");
        assert_eq!(found[0].key, "320000201912010013", "{written}");
        assert_eq!(found[0].path, "/fields/id_number");
    }
    let abroad = people(&card, &with(&[("permit_number", "e12345678")]));
    assert_eq!(abroad[0].key, "E12345678");
    assert_eq!(abroad[0].path, "/fields/permit_number");
}

#[test]
fn who_died_tells_the_cases_of_a_family_apart_and_not_who_claims() {
    for id in ["bereavement", "work_death"] {
        let scenario = scenario(id);
        let claimed = with(&[
            ("id_number", "320000199503150015"),
            ("deceased_number", "320000195001010014"),
        ]);
        assert_eq!(keys(&scenario, &claimed), ["320000195001010014"], "{id}");
    }
}

#[test]
fn a_batch_is_of_each_of_its_people_by_the_row() {
    let hiring = scenario("hiring");
    let row = |key: &str, values: &[(&str, &str)]| Row {
        key: key.to_owned(),
        values: values
            .iter()
            .map(|(id, value)| ((*id).to_owned(), Value::from(*value)))
            .collect(),
    };
    let mut application = Application::default();
    let rows = vec![
        row(
            "r1",
            &[("name", "陈小满"), ("id_number", "320000199503150015")],
        ),
        row("r2", &[("name", "刚开始填")]),
        row(
            "r3",
            &[("name", "外国朋友"), ("permit_number", "E12345678")],
        ),
    ];
    application
        .answers
        .rows
        .insert("employees".to_owned(), rows);
    let found = people(&hiring, &application);
    let paths: Vec<_> = found.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "/answers/rows/employees/r1/id_number",
            "/answers/rows/employees/r3/permit_number"
        ]
    );
    let subject = hiring.subject.as_ref().unwrap();
    let named = named(&hiring, subject, &application.answers, |_| None);
    assert_eq!(named, Some(("陈小满".to_owned(), 3)));
}

#[test]
fn without_a_subject_or_a_number_it_is_of_whoever_brings_it() {
    let unemployment = scenario("unemployment");
    assert!(unemployment.subject.is_none());
    let own = with(&[("id_number", "320000199503150015")]);
    assert_eq!(keys(&unemployment, &own), [""]);
    let card = scenario("social_card");
    for number in ["", "320000", "320000201912010014"] {
        let begun = with(&[("id_number", number)]);
        assert_eq!(keys(&card, &begun), [""], "{number}");
    }
}

/// Every number of a day of births, in the cases of one person: each is known again by itself alone.
#[test]
fn a_phone_takes_nobody_for_another_and_two_cases_give_no_common_mark() {
    let birth = parse_iso("2019-12-01").unwrap();
    let numbers: Vec<String> = (1..=999)
        .map(|n| civic::CitizenId::generate(320_000, birth, n).unwrap())
        .map(|number| number.as_str().to_owned())
        .collect();
    let mut marks: Vec<u32> = numbers
        .iter()
        .map(|one| mark("3467ACDEFGHJ", one))
        .collect();
    marks.sort_unstable();
    marks.dedup();
    assert_eq!(marks.len(), numbers.len());
    assert!(
        numbers
            .iter()
            .all(|one| !marks.contains(&mark("3467ACDEFGHK", one)))
    );
}

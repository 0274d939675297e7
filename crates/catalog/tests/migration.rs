//! A scenario that changes under an open draft: what still fits is kept, only what changed is asked again.
//! Pairs of versions are generated: the real scenario, and the same with any number of changes made to it.

#[path = "support/edits.rs"]
mod edits;
#[path = "support/given.rs"]
mod given;
#[path = "support/scenario.rs"]
mod scenario;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use catalog::application::{Application, Attachment, Supplied};
use catalog::field_check::check_value;
use catalog::migration::{ItemKind, Migration, migrate, page_fits};
use catalog::scenario::{Kind, Scenario, Supply};
use catalog::{LocalizedText, Value};
use civic::day::{Day, parse_iso};
use edits::{Edit, Fate, version_after};
use given::everything_given;
use proptest::prelude::*;

static SCENARIO: LazyLock<Scenario> = LazyLock::new(edits::base);

fn today() -> Day {
    parse_iso("2026-11-21").unwrap()
}

fn named(changes: &[catalog::migration::UnmigratedItem]) -> BTreeSet<(ItemKind, String)> {
    changes
        .iter()
        .map(|change| (change.kind, change.id.clone()))
        .collect()
}

fn carried(new: &Scenario, application: &Application) -> Migration {
    migrate(Some(&SCENARIO), new, application.clone(), today())
}

/// Everything that was given, by what it is.
fn things(application: &Application) -> BTreeSet<(ItemKind, String)> {
    let of = |what: ItemKind, ids: Vec<&String>| -> Vec<(ItemKind, String)> {
        ids.into_iter().map(|id| (what, id.clone())).collect()
    };
    let mut all = of(
        ItemKind::Question,
        application.answers.given.keys().collect(),
    );
    all.extend(of(
        ItemKind::Service,
        application.answers.declined.iter().collect(),
    ));
    all.extend(of(ItemKind::Field, application.fields.keys().collect()));
    for (group, rows) in &application.answers.rows {
        for row in rows {
            let columns = row.values.keys();
            all.extend(columns.map(|id| (ItemKind::Field, format!("{group}/{}/{id}", row.key))));
        }
    }
    all.extend(of(
        ItemKind::Material,
        application.materials.keys().collect(),
    ));
    all.extend(of(ItemKind::Agreement, application.agreed.iter().collect()));
    all.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_changes_where_nothing_changed(application in everything_given(&SCENARIO)) {
        let carried = carried(&SCENARIO, &application);
        prop_assert_eq!(carried.application, application);
        prop_assert!(carried.asked_again.is_empty() && carried.gone.is_empty());
    }

    #[test]
    fn exactly_what_changed_is_asked_again(
        application in everything_given(&SCENARIO),
        edits in edits::any_edits(&SCENARIO),
    ) {
        let new = version_after(&SCENARIO, &edits);
        let carried = carried(&new, &application);
        let mut again = BTreeSet::new();
        let mut gone = BTreeSet::new();
        for edit in &edits {
            for fate in edit.fates(&SCENARIO, &application) {
                match fate {
                    Fate::Kept => true,
                    Fate::AskedAgain(what, id) => again.insert((what, id)),
                    Fate::Gone(what, id) => gone.insert((what, id)),
                };
            }
        }
        let told: BTreeSet<_> = named(&carried.asked_again)
            .into_iter()
            .filter(|(what, _)| *what != ItemKind::Consent)
            .collect();
        prop_assert_eq!(&told, &again);
        prop_assert_eq!(&named(&carried.gone), &gone);
        // Nothing that fits is dropped: what is neither asked again nor gone is there, word for word.
        let kept = things(&carried.application);
        for thing in things(&application) {
            // The values of a row go with their group.
            let group = thing.1.split('/').next().unwrap_or_default().to_owned();
            let dropped = [thing.clone(), (ItemKind::Group, group)]
                .iter()
                .any(|it| again.contains(it) || gone.contains(it));
            prop_assert!(dropped || kept.contains(&thing), "{:?} is lost", thing);
        }
        for (id, value) in &carried.application.answers.given {
            prop_assert_eq!(Some(value), application.answers.get(id));
        }
        for (id, value) in &carried.application.fields {
            prop_assert_eq!(Some(value), application.fields.get(id));
        }
    }

    #[test]
    fn what_is_kept_is_admitted_by_the_new_version(
        application in everything_given(&SCENARIO),
        edits in edits::any_edits(&SCENARIO),
        old_is_held in any::<bool>(),
    ) {
        let new = version_after(&SCENARIO, &edits);
        let old = old_is_held.then_some(&*SCENARIO);
        let kept = migrate(old, &new, application.clone(), today()).application;
        for (id, value) in &kept.answers.given {
            let question = new.question(id).expect("the question is there");
            let unsure = *value == Value::Unsure && question.unsure.is_some();
            prop_assert!(unsure || check_value(&question.kind, value, today()).is_ok(), "{id} holds {value:?}");
        }
        for (id, supplied) in &kept.materials {
            let material = new.material(id).expect("the material is there");
            prop_assert!(material.supply.contains(&supplied.way()));
            if let Supplied::Attached(attachments) = supplied {
                for attachment in attachments {
                    prop_assert!(material.pages.iter().any(|page| page.id == attachment.page));
                    prop_assert!(page_fits(old, &new, id, &attachment.page));
                }
            }
        }
        for id in &kept.agreed {
            prop_assert_eq!(new.commitment(id), SCENARIO.commitment(id));
        }
        prop_assert!(kept.answers.declined.iter().all(|id| new.service(id).is_some()));
        for (group, rows) in &kept.answers.rows {
            let group = new.group(group).expect("the group is there");
            let columns = rows.iter().flat_map(|row| row.values.keys());
            prop_assert!(columns.clone().all(|id| group.column(id).is_some()));
            // A row that has lost a value is still a row.
            prop_assert_eq!(rows.len(), application.answers.rows(&group.id).len());
        }
        prop_assert!(kept.fields.keys().all(|id| new.field(id).is_some()));
    }

    #[test]
    fn a_second_time_changes_nothing(
        application in everything_given(&SCENARIO),
        edits in edits::any_edits(&SCENARIO),
    ) {
        let new = version_after(&SCENARIO, &edits);
        let once = carried(&new, &application).application;
        let twice = migrate(Some(&new), &new, once.clone(), today());
        prop_assert_eq!(twice.application, once);
        prop_assert!(twice.asked_again.is_empty() && twice.gone.is_empty());
    }
}

fn version(change: impl FnOnce(&mut Scenario)) -> Scenario {
    let mut new = SCENARIO.clone();
    change(&mut new);
    new
}

#[test]
fn a_translation_or_a_better_hint_is_no_change() {
    let new = version(|new| {
        for question in &mut new.questions {
            let zh = question.ask.zh().to_owned();
            question.ask = LocalizedText::ByLanguage(
                [
                    ("zh-Hans".to_owned(), zh),
                    ("en".to_owned(), "?".to_owned()),
                ]
                .into(),
            );
            question.hint = Some("想不起来可以先选大概的".into());
            question.why = "换了一种说法".into();
        }
    });
    let mut application = Application::default();
    let first = &SCENARIO.questions[0];
    let option = first.kind.choices()[0].id.as_str();
    application.answers.set(&first.id, Value::from(option));
    assert_eq!(carried(&new, &application).application, application);
}

#[test]
fn a_half_typed_number_outlives_a_change_elsewhere() {
    let new = version(|new| new.version = "2030-01-01".to_owned());
    let mut application = Application::default();
    let mobile = SCENARIO
        .fields
        .iter()
        .find(|field| field.kind == Kind::Mobile)
        .expect("the form asks for a mobile number");
    application
        .fields
        .insert(mobile.id.clone(), Value::from("1381"));
    assert_eq!(carried(&new, &application).application, application);
}

#[test]
fn a_photograph_of_a_page_stays_when_the_material_gets_another_page() {
    let material = &SCENARIO.materials[0];
    let new = version(|new| {
        let mut page = new.materials[0].pages[0].clone();
        page.id = "another".to_owned();
        page.label = "背面".into();
        new.materials[0].pages.push(page);
    });
    assert!(page_fits(
        Some(&SCENARIO),
        &new,
        &material.id,
        &material.pages[0].id
    ));
}

#[test]
fn without_the_old_version_nothing_counts_as_agreed() {
    let mut application = Application::default();
    application
        .agreed
        .extend(SCENARIO.commitments.iter().map(|it| it.id.clone()));
    application.sensitive_consent = true;
    let first = &SCENARIO.questions[0];
    let option = first.kind.choices()[0].id.as_str();
    application.answers.set(&first.id, Value::from(option));
    application.materials.insert(
        SCENARIO.materials[0].id.clone(),
        Supplied::Attached(vec![Attachment {
            page: SCENARIO.materials[0].pages[0].id.clone(),
            file: String::new(),
            for_review: false,
        }]),
    );
    let carried = migrate(None, &SCENARIO, application.clone(), today());
    assert!(carried.application.agreed.is_empty());
    assert!(!carried.application.sensitive_consent);
    assert_eq!(carried.application.answers, application.answers);
    assert_eq!(
        carried.application.materials.is_empty(),
        !SCENARIO.materials[0].supply.contains(&Supply::Attach)
    );
}

#[test]
fn consent_is_asked_again_when_another_sensitive_fact_is_wanted() {
    let application = Application {
        sensitive_consent: true,
        ..Application::default()
    };
    let new = version(|new| {
        let plain = new
            .services
            .iter()
            .flat_map(|service| service.fields.iter().map(|it| it.id.clone()))
            .find(|id| SCENARIO.field(id).is_some_and(|field| !field.sensitive))
            .expect("not every field is sensitive");
        for field in new.fields.iter_mut().filter(|field| field.id == plain) {
            field.sensitive = true;
        }
    });
    let carried = carried(&new, &application);
    assert!(!carried.application.sensitive_consent);
    assert_eq!(
        named(&carried.asked_again),
        [(ItemKind::Consent, String::new())].into()
    );
}

#[test]
fn every_kind_of_edit_is_made() {
    let kinds: BTreeSet<_> = edits::every_edit(&SCENARIO)
        .iter()
        .map(Edit::kind)
        .collect();
    assert_eq!(kinds.len(), Edit::KINDS, "{kinds:?}");
}

//! Every kind of fault, seeded into a sound scenario and caught; the sound one itself is without a word.
//! `tests/faults/clean` is the sound one; each other folder is a place that lays one fault over it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use checker::{Fault, FaultKind, Severity, check_folder};
use civic::day::parse_iso;

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// What is found in the sound scenario with this seed laid over it.
fn found(seed: &str) -> Vec<Fault> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("seed-{seed}"));
    let _ = fs::remove_dir_all(&folder);
    copy(&seeds().join("clean"), &folder);
    if seed != "clean" {
        copy(&seeds().join(seed), &folder.join("regions"));
    }
    check_folder(&folder, parse_iso("2026-11-21").unwrap()).faults
}

#[test]
fn the_sound_scenario_has_no_fault() {
    let faults = found("clean");
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", told.join("\n"));
}

#[test]
fn every_kind_of_fault_has_a_seed() {
    let seeded: BTreeSet<String> = fs::read_dir(seeds())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "clean")
        .collect();
    let kinds: BTreeSet<String> = FaultKind::ALL
        .iter()
        .map(|kind| kind.name().to_owned())
        .collect();
    assert_eq!(seeded, kinds);
}

/// What must be said: the fault, and the path that shows it where there is one.
struct Said(&'static str, Option<&'static str>);

fn expected(kind: FaultKind) -> (Severity, Vec<Said>) {
    use Severity::{Error, Warning};
    match kind {
        FaultKind::DoesNotLoad => (
            Error,
            vec![
                Said("there is no question or fact is_poor", None),
                Said("there is no field nobody", None),
            ],
        ),
        FaultKind::LaterAnswer => (
            Error,
            vec![Said("insured_months is not asked before", None)],
        ),
        FaultKind::PathDoesNotEnd => (
            Error,
            vec![Said(
                "question insured_months has no answer",
                Some("为谁办=本人办理 → 现在的情况=在单位工作 → 缴费月数=？"),
            )],
        ),
        FaultKind::DeadEnd => (
            Warning,
            vec![Said(
                "nothing applies in the end",
                Some(
                    "为谁办=本人办理 → 出生日期=2010-12-01 → 现在的情况=在单位工作 → 缴费月数=0年0个月",
                ),
            )],
        ),
        FaultKind::NeverReached => (
            Error,
            vec![
                Said("service lost is never reached", None),
                Said(
                    "figure 谁也看不到的数 of service lost is never reached",
                    None,
                ),
                Said("group nobody is never reached", None),
                Said("field unused is never reached", None),
                Said("material forgotten is never reached", None),
                Said("commitment forgotten_promise is never reached", None),
            ],
        ),
        FaultKind::ChangesNothing => (Error, vec![Said("question colour changes no", None)]),
        FaultKind::AskedTwice => (
            Error,
            vec![
                Said("question birth_date and field born_on", Some("出生日期=")),
                Said(
                    "question insured_months and question paid",
                    Some("缴费月数=8年4个月"),
                ),
                Said(
                    "question birth_date asks what the identity number says",
                    None,
                ),
                Said("field child_birth asks what the identity number says", None),
                Said("field child_sex asks what the identity number says", None),
            ],
        ),
        FaultKind::CannotBeFilled => (
            Error,
            vec![
                Said("field wish: there is no value", None),
                Said(
                    "field months_paid is filled from question insured_months",
                    None,
                ),
                Said("field phone_again is the same as field note", None),
                Said("field bank: 中国工商银行 of its list is too long", None),
            ],
        ),
        FaultKind::NeverAsked => (
            Error,
            vec![Said(
                "material school_proof of group children",
                Some("困难情况=独自抚养子女"),
            )],
        ),
        FaultKind::TextWithoutValue => (
            Warning,
            vec![Said(
                "`met` of requires[0] of service card names {insured_months}",
                Some("现在的情况=没有工作"),
            )],
        ),
        FaultKind::NeverTrue => (
            Error,
            vec![Said(
                "material hardship_proof of service card: 缴费月数≥12 且 困难情况含「失去土地」: never holds",
                None,
            )],
        ),
        FaultKind::AlwaysTrue => (
            Warning,
            vec![Said(
                "material id_card of service card: 已满16周岁=是 或 现在的情况≠没有工作: always holds",
                None,
            )],
        ),
        FaultKind::NoWayToSupply => (
            Error,
            vec![
                Said(
                    "material hardship_proof of service aid: no way is left to supply it (帮亲友办)",
                    Some("为谁办=帮亲友办 → 现在的情况=没有工作 → 困难情况=失去土地"),
                ),
                Said(
                    "material hardship_proof of service aid: only by e-licence or promise",
                    Some("为谁办=本人办理"),
                ),
                Said(
                    "material school_proof of service card and of service subsidy: they share no way",
                    Some("缴费月数=1年0个月"),
                ),
            ],
        ),
        FaultKind::ForbiddenPromise => {
            (Error, vec![Said("material id_card: who somebody is", None)])
        }
        FaultKind::Unconsented => (
            Error,
            vec![
                Said(
                    "material id_card is sensitive (a document with a face)",
                    None,
                ),
                Said("field account is sensitive (a bank account)", None),
                Said("field illness is sensitive (health)", None),
                Said(
                    "material hardship_proof is sensitive (a document with faces)",
                    None,
                ),
                Said("group children is sensitive (children", None),
            ],
        ),
        FaultKind::MissingText => (
            Error,
            vec![
                Said("summary is empty", None),
                Said("questions.situation.why is still to be written", None),
            ],
        ),
        FaultKind::MissingTranslation => (Error, vec![Said("texts are not in en", None)]),
        FaultKind::MissingSource => (
            Error,
            vec![Said("requires[0] of service card has no source", None)],
        ),
        FaultKind::NoArticle => (
            Error,
            vec![
                Said("source rule is of a law, and names no article", None),
                Said(
                    "source idle_rule is of a law, and names no date of its version",
                    None,
                ),
            ],
        ),
        FaultKind::MissingDate => (
            Error,
            vec![Said(
                "source rule was verified on a day that is still to come",
                None,
            )],
        ),
        FaultKind::ConflictingIds => (
            Error,
            vec![Said(
                "field mobile is of different kinds in other (text) and here (mobile)",
                None,
            )],
        ),
        FaultKind::SameLabel => (
            Error,
            vec![Said(
                "options of question situation: none and without_work",
                None,
            )],
        ),
        FaultKind::UncitedSource => (
            Warning,
            vec![Said("source idle_rule is cited by nothing", None)],
        ),
        FaultKind::IdleOverlay => (
            Warning,
            vec![
                Said("place 321000 changes it, but it is not live there", None),
                Said("place 321000 changes nothing at services.card", None),
            ],
        ),
        FaultKind::UnboundedValue => (
            Error,
            vec![
                Said("question unused takes more than 24 months", None),
                Said("left_on may lie before hired_on", None),
                Said("field retire_month takes any month", None),
                Said("field pay_from: its hint says from when on", None),
                Said(
                    "field child_came_on may lie before first_birth, the first of all",
                    None,
                ),
                Said(
                    "question insured_months takes more time than somebody has lived",
                    None,
                ),
                Said(
                    "question wanted takes more than the limit that is shown beside it",
                    None,
                ),
            ],
        ),
        FaultKind::LateDeferral => (
            Error,
            vec![
                Said(
                    "material hardship_proof must be there before grown_up",
                    None,
                ),
                Said("material school_proof must be there before", None),
            ],
        ),
        FaultKind::MissingNumber => (
            Error,
            vec![Said(
                "figure 平均工资 of service subsidy: the place has no average_wage of 2026",
                None,
            )],
        ),
        FaultKind::NoTimeLimit => (Error, vec![Said("service subsidy has no time limit", None)]),
        FaultKind::MonthCount => (
            Error,
            vec![Said("question insured_months counts months", None)],
        ),
        FaultKind::UnverifiedDecision => (
            Error,
            vec![Said(
                "service subsidy: its rule looks at insured_months",
                None,
            )],
        ),
        FaultKind::UnverifiedNotice => (
            Error,
            vec![Said(
                "notice may_have_a_subsidy: it looks at insured_months",
                None,
            )],
        ),
        FaultKind::OptionalDecides => (
            Error,
            vec![Said(
                "question insured_months is left to the office, and service subsidy hangs on it",
                None,
            )],
        ),
        FaultKind::WrongOwner => (
            Error,
            vec![
                Said("field child_name is another's, and 「您的姓名", None),
                Said("material school_proof is another's, and 「您的在读", None),
            ],
        ),
        FaultKind::NoSubject => (
            Error,
            vec![
                Said(
                    "it is about others (role relative), and has no subject",
                    None,
                ),
                Said("subject: service card does not require id_number", None),
            ],
        ),
    }
}

#[test]
fn every_seeded_fault_is_caught_and_told_with_its_path() {
    let mut missed = Vec::new();
    for kind in FaultKind::ALL {
        let faults = found(kind.name());
        let (severity, said) = expected(kind);
        for Said(message, path) in said {
            let caught = faults.iter().any(|fault| {
                fault.kind == kind
                    && fault.severity == severity
                    && fault.message.contains(message)
                    && path.is_none_or(|path| {
                        fault
                            .path
                            .as_ref()
                            .is_some_and(|found| found.contains(path))
                    })
            });
            if !caught {
                let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
                missed.push(format!(
                    "{}: {message} ({path:?})\n  found:\n{}",
                    kind.name(),
                    told.join("\n")
                ));
            }
        }
        let more = faults
            .iter()
            .filter(|fault| fault.kind != kind && fault.severity == Severity::Error)
            // What rests on a question without an answer cannot be reached either.
            .filter(|_| kind != FaultKind::PathDoesNotEnd);
        for fault in more {
            missed.push(format!("{} also finds: {fault}", kind.name()));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n\n"));
}

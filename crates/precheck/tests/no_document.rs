//! A photograph of something else is told, and no document is taken for one.

use precheck::{Code, Policy, Severity, prepare};
use precheck_testkit::{Label, SampleSet, photographs};

fn is_told(file: &[u8], policy: &Policy) -> bool {
    let report = prepare(file, policy).report;
    let finding = report.find(Code::NoDocument);
    assert!(finding.is_none_or(|it| it.severity == Severity::Warn));
    finding.is_some()
}

#[test]
fn no_drawn_document_is_taken_for_something_else() {
    for sample in SampleSet::FEW.good() {
        assert!(!is_told(&sample.file, &sample.policy), "{}", sample.name);
    }
}

/// Of the corpus, where it lies beside the checkout.
#[test]
fn real_photographs_of_other_things_are_told() {
    let (mut told, mut others) = (0, 0);
    for photograph in photographs() {
        let is_good = photograph.labels.iter().any(|it| it.is_good());
        if !is_good && !photograph.is(Label::NoDocument) {
            continue;
        }
        let is_told = is_told(&photograph.file, &Policy::default());
        assert!(!(is_good && is_told), "{} is a document", photograph.name);
        if photograph.is(Label::NoDocument) {
            println!("{}: {is_told}", photograph.name);
            (told, others) = (told + usize::from(is_told), others + 1);
        }
    }
    if others == 0 {
        println!("skipped: no shared/corpus/photos beside the checkout");
    }
    assert!(told * 2 >= others, "{told} of {others}");
}

//! Where an identity card is wanted, its other side, another card and a page of print are told; the right side never
//! is.

use precheck::{CardSide, Code, Policy, Severity, Shape, Strictness, prepare};
use precheck_testkit::{Document, Label, LabelledSample, SampleSet, photographs};

const SET: SampleSet = SampleSet {
    backdrops: 6,
    seeds: 1,
    long_side: 1200,
};

fn wanting(side: CardSide) -> Policy {
    Policy {
        shape: Shape::Card,
        card_side: Some(side),
        ..Policy::default()
    }
}

/// That it is something else, and what.
fn told(file: &[u8], policy: &Policy) -> Option<Code> {
    let report = prepare(file, policy).report;
    let mut found = report.findings.iter().filter(|it| {
        matches!(
            it.code,
            Code::OtherSide | Code::OtherDocument | Code::WrongShape
        )
    });
    let first = found.next();
    assert!(first.is_none_or(|it| it.severity == Severity::Warn));
    assert_eq!(found.next(), None, "it is said once");
    first.map(|it| it.code)
}

fn drawn(document: Document) -> Vec<LabelledSample> {
    let scenes = SET.scenes().filter(|it| it.document == document);
    let photographs = scenes.map(|it| {
        let name = format!("{document:?} on {:?}", it.backdrop);
        LabelledSample::of(name, None, it.photograph(), it.seed)
    });
    photographs.collect()
}

#[test]
fn drawn_cards_are_told_where_the_other_side_is_wanted_and_nowhere_else() {
    for (document, side, other, least) in [
        (Document::CardBack, CardSide::Emblem, CardSide::Portrait, 5),
        // Their heads are drawn, and a finder of faces is not made for these.
        (Document::CardFront, CardSide::Portrait, CardSide::Emblem, 3),
    ] {
        let cards = drawn(document);
        let is_told = |it: &&LabelledSample| match told(&it.file, &wanting(other)) {
            None => false,
            found => found == Some(Code::OtherSide) || panic!("{}: {found:?}", it.name),
        };
        let count = cards.iter().filter(is_told).count();
        println!("{document:?}: {count} of {} told", cards.len());
        assert!(count >= least, "{document:?}: {count} of {}", cards.len());
        for card in &cards {
            assert_eq!(told(&card.file, &wanting(side)), None, "{}", card.name);
        }
    }
}

#[test]
fn a_page_of_print_is_told_for_what_it_is() {
    let policy = wanting(CardSide::Portrait);
    let pages = drawn(Document::Page);
    for page in &pages {
        assert_eq!(
            told(&page.file, &policy),
            Some(Code::OtherDocument),
            "{}",
            page.name
        );
    }
    let page = &pages[0].file;
    let unchecked = Policy {
        outline: Strictness::Off,
        ..policy
    };
    assert_eq!(told(page, &unchecked), None);
    let any_card = Policy {
        shape: Shape::Card,
        ..Policy::default()
    };
    assert_eq!(told(page, &any_card), Some(Code::WrongShape));
}

/// Of the corpus, where it lies beside the checkout: good pages, specimens of other cards and of passports, and two
/// that are made like the identity card.
#[test]
fn real_pages_and_other_cards_are_told() {
    const LIKE_IT: [&str; 2] = [
        "cards_good/sha_sample.jpg",
        "bad_rotated/cho_idcard-demo.jpeg",
    ];
    let policy = wanting(CardSide::Portrait);
    let mut counts = [(0, 0); 2];
    for photograph in photographs() {
        let at = match () {
            () if photograph.is(Label::GoodDocument) => 0,
            () if photograph.is(Label::GoodCard) => 1,
            () => 2,
        };
        let is_like_it = LIKE_IT.contains(&photograph.name.as_str());
        if at == 2 && !is_like_it {
            continue;
        }
        let found = told(&photograph.file, &policy);
        if is_like_it {
            assert_eq!(found, None, "{}", photograph.name);
            continue;
        }
        println!("{}: {found:?}", photograph.name);
        assert_ne!(found, Some(Code::OtherSide), "{}", photograph.name);
        counts[at].0 += usize::from(found.is_some());
        counts[at].1 += 1;
    }
    println!("told of pages and of other cards: {counts:?}");
    if counts == [(0, 0); 2] {
        println!("skipped: no shared/corpus/photos beside the checkout");
        return;
    }
    assert!(counts[0].0 >= 20, "pages: {:?}", counts[0]);
    assert!(counts[1].0 >= 7, "other cards: {:?}", counts[1]);
}

//! Values come from people and other systems: whatever they hold, there is a document, and it is short.

mod common;

use std::sync::OnceLock;

use documents::{
    Authorisation, Document, Error, Fonts, Heir, Kind, Promise, Receipt, Settlement, Template,
    html, pdf,
};
use proptest::prelude::*;

fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(common::fonts)
}

fn document<K: Kind>(data: &K) -> Document {
    Template::of::<K>().unwrap().fill(data).unwrap()
}

/// Up to 500 characters: of all, of those that break things, and of ordinary names.
fn name() -> impl Strategy<Value = Option<String>> {
    let nasty = "[\u{0}-\u{1f}\u{7f}-\u{9f}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{e000}-\u{e010}\
                 \u{fdd0}-\u{fdef}\u{fe00}-\u{fe0f}\u{feff}\u{fff9}-\u{ffff}\u{e0000}-\u{e01ef}\u{300}-\u{36f}]{0,500}";
    let text = prop_oneof![
        proptest::collection::vec(any::<char>(), 0..500).prop_map(String::from_iter),
        nasty.prop_map(String::from),
        "[一-龥·《》（），。A-Za-z0-9 -]{0,500}".prop_map(String::from),
        "W{0,500}".prop_map(String::from),
    ];
    proptest::option::of(text)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn whatever_a_name_holds_there_is_a_document(names in proptest::collection::vec(name(), 8)) {
        let [a, b, c, d, e, f, g, h] = names.try_into().unwrap();
        let settlement = document(&Settlement {
            deceased: a,
            heirs: vec![Heir { name: b, relation: c, id_number: d, share: e }],
            receiver_account: f,
            ..Settlement::default()
        });
        let printed = pdf::print(&settlement, fonts()).unwrap();
        prop_assert!(printed.pages <= 12, "{} pages", printed.pages);
        let receipt = document(&Receipt { number: g, applicant: h, ..common::receipt() });
        prop_assert!(pdf::print(&receipt, fonts()).unwrap().pages <= 8);
        for document in [&settlement, &receipt] {
            let html = html::fragment(document);
            let control = html.contains(|c: char| c.is_control() && c != '\n');
            prop_assert!(!control, "control characters are gone");
            let unseen = html.contains(['\u{202e}', '\u{2066}', '\u{200b}', '\u{feff}']);
            prop_assert!(!unseen, "what cannot be seen is gone");
        }
    }

    #[test]
    fn whatever_a_promise_holds_it_can_be_printed_and_signed(
        title in name(),
        told in proptest::collection::vec(name(), 0..6),
    ) {
        let told: Vec<String> = told.into_iter().flatten().collect();
        let promise = Promise { title, told, promiser: Some("王丽".to_owned()), ..common::promise() };
        prop_assert!(pdf::print(&document(&promise), fonts()).is_ok());
    }
}

#[test]
fn a_document_that_would_never_end_is_refused() {
    let promise = Promise {
        told: vec!["字".repeat(1000); 100],
        ..common::promise()
    };
    let refused = Template::of::<Promise>().unwrap().fill(&promise);
    assert!(matches!(refused, Err(Error::TooLong { found }) if found > Document::LONGEST));
}

#[test]
fn the_longest_document_is_printed() {
    let promise = Promise {
        told: vec!["字".repeat(1000); 50],
        id_number: Some("1".repeat(5000)),
        ..common::promise()
    };
    let printed = pdf::print(&document(&promise), fonts()).unwrap();
    assert!(printed.pages > 30);
}

#[test]
fn a_link_that_fits_no_code_is_an_error_that_does_not_repeat_it() {
    let receipt = Receipt {
        link: Some(format!("https://yijianshi.example/{}", "a".repeat(4000))),
        ..common::receipt()
    };
    let error = pdf::print(&document(&receipt), fonts()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a link of 4026 bytes does not fit a QR code"
    );
}

#[test]
fn a_template_that_asks_for_what_there_is_not_is_refused_when_it_is_read() {
    let parse = |block: &str| {
        Template::<Authorisation>::parse(&format!("title = \"委托书\"\n[[block]]\n{block}"))
    };
    assert!(parse("paragraph = \"{principal}\"").is_ok());
    for wrong in [
        "paragraph = \"{nobody}\"",
        "paragraph = \"{principal\"",
        "when = \"nobody\"\nparagraph = \"\"",
        "list = { each = \"services\", item = \"{name}\" }",
        "list = { each = \"principal\", item = \"{text}\" }",
        "signatures = [{ label = \"\", ink = \"nobody\", on = \"\" }]",
        "facts = [[\"one\"]]",
        "paragaph = \"\"",
        "when = \"agent\"",
    ] {
        assert!(parse(wrong).is_err(), "{wrong}");
    }
}

//! Printed documents, as somebody else's reader of PDF sees them.

mod common;

use std::sync::OnceLock;

use common::reader::Read;
use documents::pdf::{Printed, print};
use documents::{
    Authorisation, Decision, Fonts, Kind, Promise, Receipt, ServiceLine, Settlement, Template,
};

fn printed<K: Kind>(data: &K) -> Printed {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    let document = Template::of::<K>().unwrap().fill(data).unwrap();
    print(&document, FONTS.get_or_init(common::fonts)).unwrap()
}

/// Every kind, filled in and blank.
fn every_kind() -> Vec<(&'static str, Printed)> {
    vec![
        ("promise", printed(&common::promise())),
        ("promise, blank", printed(&Promise::default())),
        ("receipt", printed(&common::receipt())),
        ("receipt, blank", printed(&Receipt::default())),
        ("decision", printed(&common::decision())),
        ("decision, blank", printed(&Decision::default())),
        ("authorisation", printed(&common::authorisation())),
        ("authorisation, blank", printed(&Authorisation::default())),
        ("settlement", printed(&common::settlement())),
        ("settlement, blank", printed(&Settlement::default())),
    ]
}

fn in_order(text: &str, expected: &[&str]) {
    let mut rest = text;
    for words in expected {
        let Some(at) = rest.find(words) else {
            panic!("{words} is missing or out of order in {text}")
        };
        rest = &rest[at + words.len()..];
    }
}

#[test]
fn every_document_has_its_fonts_within_it_cut_down_and_readable() {
    for (name, printed) in every_kind() {
        let fonts = Read::of(&printed).fonts();
        assert!(!fonts.is_empty(), "{name}");
        for font in fonts {
            assert!(
                font.contains("Identity-H       yes yes yes"),
                "{name}: {font}"
            );
        }
    }
}

#[test]
fn every_document_is_tagged_a4_and_says_that_it_is_for_archives_and_for_listeners() {
    for (name, printed) in every_kind() {
        let read = Read::of(&printed);
        let about = read.about();
        assert!(about.contains("Tagged:          yes"), "{name}: {about}");
        assert!(about.contains("(A4)"), "{name}: {about}");
        assert!(
            about.contains(&format!("Pages:           {}", printed.pages)),
            "{name}: {about}"
        );
        let xmp = String::from_utf8_lossy(&printed.bytes);
        assert!(xmp.contains("<pdfaid:part>2</pdfaid:part>"), "{name}");
        assert!(
            xmp.contains("<pdfaid:conformance>A</pdfaid:conformance>"),
            "{name}"
        );
        assert!(xmp.contains("<pdfuaid:part>1</pdfuaid:part>"), "{name}");
    }
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    for (first, second) in every_kind().into_iter().zip(every_kind()) {
        assert!(first.1.bytes == second.1.bytes, "{}", first.0);
    }
}

#[test]
fn a_promise_tells_then_promises_then_is_signed() {
    let printed = printed(&common::promise());
    let text = Read::of(&printed).dense();
    in_order(
        &text,
        &[
            "继承人协商一致告知承诺书",
            "办件编号20261130-7K4M-9Q2T",
            "王𠮷丽",
            "国办发〔2020〕42号",
            "是否承诺由您自愿选择",
            "1.我已看懂上面告知的内容。",
            "5.以上是我本人的真实意思。",
            "承诺不实的，终止办理",
            "承诺人（签名）：",
            "2026年11月30日9时05分",
            "3b7e4c9a1f0d52e86ab94c7713f2d05e9c8840a6b1d73e5f20c9a4481be6d7f3",
        ],
    );
    assert!(printed.missing.is_empty());
}

#[test]
fn nobody_signs_a_page_without_text() {
    let printed = printed(&common::promise());
    assert_eq!(printed.pages, 2, "the case that this test is about");
    let text = Read::of(&printed).text();
    let signed = text
        .split('\u{c}')
        .find(|page| page.contains("承诺人（签名）"))
        .unwrap();
    assert!(signed.contains("承诺不实的"), "{signed}");
}

#[test]
fn a_receipt_is_a_table_that_can_be_listened_to() {
    let read = Read::of(&printed(&common::receipt()));
    let structure = read.structure();
    in_order(
        &structure,
        &[
            "H1",
            "受理回执",
            "Table",
            "TH",
            "申请人",
            "TD",
            "王㛃丽",
            "H2",
            "THead",
            "/Scope /Column",
        ],
    );
    in_order(
        &structure,
        &[
            "不是承诺",
            "居民死亡医学证明",
            "请在2027年1月29日前补交",
            "Figure",
            "P (block)",
            "扫码查看办理进度",
        ],
    );
}

#[test]
fn a_receipt_to_be_shown_around_names_nobody() {
    let shared = Receipt {
        shared: true,
        acting_for: common::some("王国强"),
        ..common::receipt()
    };
    let text = Read::of(&printed(&shared)).dense();
    assert!(
        !text.contains("王㛃丽") && !text.contains("王国强"),
        "{text}"
    );
    assert!(text.contains("丧葬补助金"), "{text}");
}

#[test]
fn the_code_on_a_result_leads_where_it_says() {
    let (width, pixels) = Read::of(&printed(&common::decision())).picture();
    let height = pixels.len() / width;
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
    let codes = picture.detect_grids();
    let [code] = codes.as_slice() else {
        panic!("{} codes", codes.len())
    };
    let (_, link) = code.decode().unwrap();
    assert_eq!(link, "https://yijianshi.example/verify/8M3K-Q7TR-2WXN");
}

#[test]
fn a_demo_seal_says_that_it_is_one_to_eyes_and_ears() {
    let demo = Read::of(&printed(&common::decision()));
    assert!(demo.dense().contains("演示系统出具，不具有法律效力。"));
    let real = Decision {
        demo: false,
        ..common::decision()
    };
    let count = |read: &Read| read.structure().matches("Figure").count();
    let real = Read::of(&printed(&real));
    assert_eq!(count(&demo), 2, "seal and code");
    assert_eq!(
        count(&real),
        1,
        "the code alone: a real seal is put on by the office"
    );
}

#[test]
fn a_blank_is_read_aloud_as_one() {
    let text = Read::of(&printed(&Authorisation::default())).as_written();
    in_order(
        &text,
        &[
            "委托期限",
            "自（待填写）年（待填写）月（待填写）日起",
            "受托人（签名）：（待填写）",
        ],
    );
}

#[test]
fn no_line_begins_with_a_mark_that_ends_something() {
    let sentence = "《甲》（乙）、“丙丁”；戊己庚辛：壬癸，子丑！寅卯？辰巳〔午〕未。";
    for shift in 0..24 {
        let promise = Promise {
            consequence: Some(format!("{}{}", "字".repeat(shift), sentence.repeat(6))),
            ..Promise::default()
        };
        let text = Read::of(&printed(&promise)).text();
        for line in text.lines() {
            let first = line.trim_start().chars().next();
            let last = line.trim_end().chars().last();
            assert!(
                !first.is_some_and(|c| "》）、；：，！？〕。”".contains(c)),
                "{shift}: {line}"
            );
            assert!(
                !last.is_some_and(|c| "《（〔“".contains(c)),
                "{shift}: {line}"
            );
        }
    }
}

#[test]
fn a_character_that_no_font_has_is_named_and_can_still_be_copied() {
    let receipt = Receipt {
        applicant: Some("王\u{31350}丽".to_owned()),
        ..common::receipt()
    };
    let printed = printed(&receipt);
    assert_eq!(printed.missing.iter().collect::<Vec<_>>(), [&'\u{31350}']);
    let text = Read::of(&printed).dense();
    assert!(text.contains("王\u{31350}丽"), "{text}");
    assert!(
        text.contains("文中「〓」处的字（U+31350，共1个）"),
        "{text}"
    );
}

#[test]
fn names_of_rare_characters_and_of_other_tongues_are_printed() {
    for name in ["𠮷野", "䶮㛃", "阿依古丽·买买提", "JOSÉ O’BRIEN", "㐆㐌"] {
        let receipt = Receipt {
            applicant: Some(name.to_owned()),
            ..common::receipt()
        };
        let printed = printed(&receipt);
        assert!(printed.missing.is_empty(), "{name}: {:?}", printed.missing);
        let dense: String = name.split_whitespace().collect();
        assert!(Read::of(&printed).dense().contains(&dense), "{name}");
    }
}

#[test]
fn a_table_that_goes_on_has_its_head_on_every_page_and_once_for_ears() {
    let line = |number: usize| ServiceLine {
        name: Some(format!("第{number}项")),
        ..ServiceLine::default()
    };
    let receipt = Receipt {
        services: (0..80).map(line).collect(),
        ..common::receipt()
    };
    let printed = printed(&receipt);
    let read = Read::of(&printed);
    let text = read.text();
    let pages: Vec<String> = text
        .split('\u{c}')
        .map(|page| page.split_whitespace().collect())
        .collect();
    let continued = |page: &&String| (0..80).any(|number| page.contains(&format!("第{number}项")));
    let continued: Vec<_> = pages.iter().filter(continued).collect();
    assert!(continued.len() >= 3);
    for page in continued {
        assert_eq!(page.matches("事项受理机构办结日期").count(), 1, "{page}");
    }
    assert_eq!(read.structure().matches("\"受理机构\"").count(), 1);
    for page in 1..=printed.pages {
        assert!(
            read.dense()
                .contains(&format!("第{page}页共{}页", printed.pages))
        );
    }
}

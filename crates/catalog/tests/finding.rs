//! What residents type, and what they must find; and the handbook, as it is checked in.

#[allow(
    dead_code,
    reason = "shared by the tests over the content, not all of it used here"
)]
#[path = "support/library.rs"]
mod library;

use std::fs;
use std::sync::LazyLock;

use catalog::load::{Library, NATIONAL};
use catalog::search::{IndexKind, SearchIndex, find};

/// Read once: ten scenarios in every place take their time.
static LIBRARY: LazyLock<Library> = LazyLock::new(library::library);

fn index() -> SearchIndex {
    LIBRARY.search_index(NATIONAL)
}

/// What typed words lead to: the id of a scenario or of a handbook entry, or else the name.
fn found(index: &SearchIndex, typed: &str) -> Vec<String> {
    find(index, typed)
        .into_iter()
        .map(|entry| match entry.kind {
            IndexKind::Scenario => entry.found_in[0].scenario.clone(),
            IndexKind::Handbook => entry.id.clone(),
            IndexKind::Service | IndexKind::Material => entry.name().to_owned(),
        })
        .collect()
}

#[test]
fn everyday_words_lead_to_the_right_thing_first() {
    let index = index();
    for (typed, first) in [
        ("没工作了", "unemployment"),
        ("我没工作了怎么办", "unemployment"),
        ("被裁了", "unemployment"),
        ("失业金", "unemployment"),
        ("失业保险金申领", "失业保险金申领"),
        ("老人去世", "bereavement"),
        ("办社保卡", "social_card"),
        ("社保卡丢了怎么办", "social_card"),
        ("我要退休", "retirement"),
        ("给员工上社保", "hiring"),
        ("单位不给上社保", "labour_inspection"),
        ("拖欠工资", "labour_inspection"),
        ("公司不给交社保怎么办", "labour_inspection"),
        ("劳动仲裁", "dispute_resolution"),
        ("我老公上班路上出车祸了", "injury_insurance"),
        ("我辞职了", "unemployment"),
        ("招人", "hiring"),
        ("裁员", "dismissal"),
        ("开店", "startup"),
        ("应届生", "graduate"),
        ("工亡", "work_death"),
        ("档案放哪", "graduate"),
        ("生育津贴", "maternity_insurance"),
        ("居民医保", "resident_medical"),
        ("12333", "hotline_12333"),
    ] {
        let found = found(&index, typed);
        assert_eq!(
            found.first().map(String::as_str),
            Some(first),
            "{typed}: {found:?}"
        );
    }
}

#[test]
fn pinyin_leads_there_too_by_initials_or_in_full() {
    let index = index();
    for (typed, wanted) in [
        ("syj", "unemployment"),
        ("shiyejin", "unemployment"),
        ("shi'ye'jin", "unemployment"),
        ("SYBXJ", "unemployment"),
        ("tuixiu", "retirement"),
        ("sbk", "social_card"),
        ("laodongzhongcai", "dispute_resolution"),
        ("ldzc", "dispute_resolution"),
        ("ｇｓｂｘ", "injury_insurance"),
    ] {
        let found = found(&index, typed);
        assert!(
            found.iter().take(3).any(|id| id == wanted),
            "{typed}: {found:?}"
        );
    }
}

#[test]
fn what_is_mistyped_or_left_out_is_still_found() {
    let index = index();
    for (typed, wanted) in [
        ("失业保金", "unemployment"),
        ("失业保险斤申领", "失业保险金申领"),
        ("劳动争仪仲裁", "dispute_resolution"),
    ] {
        let found = found(&index, typed);
        assert!(
            found.iter().take(4).any(|id| id == wanted),
            "{typed}: {found:?}"
        );
    }
}

#[test]
fn what_is_not_there_is_not_found() {
    let index = index();
    for typed in ["车牌摇号", "驾驶证换证", "zzzz", "", "  ！", "怎么办"] {
        assert_eq!(found(&index, typed), Vec::<String>::new(), "{typed}");
    }
}

#[test]
fn a_service_of_several_scenarios_is_found_once() {
    let index = index();
    for entry in &index.entries {
        let same = index
            .entries
            .iter()
            .filter(|other| other.kind == entry.kind && other.name() == entry.name());
        assert_eq!(same.count(), 1, "{}", entry.name());
    }
}

#[test]
fn the_handbook_has_the_nineteen_services_in_two_parts() {
    let handbook = LIBRARY.handbook();
    let of_part = |part: &str| {
        handbook
            .entries
            .iter()
            .filter(|entry| entry.part == part)
            .count()
    };
    assert_eq!((of_part("work"), of_part("insurance")), (12, 7));
}

#[test]
fn a_place_is_found_by_its_name_its_province_and_its_pinyin() {
    let places = LIBRARY.region_summaries();
    let of = |typed: &str| -> Vec<&str> {
        places
            .iter()
            .filter(|place| place.matches(typed))
            .map(|place| place.code.as_str())
            .collect()
    };
    for typed in ["扬州", "江苏", "yz", "yangzhou"] {
        assert!(of(typed).contains(&"321000"), "{typed}");
    }
    assert_eq!(of("").len(), places.len());
    assert!(of("火星").is_empty());
}

/// The faults of a handbook with one text of it replaced.
fn faults(test: &str, from: &str, to: &str) -> Vec<String> {
    let copy =
        std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("handbook-{test}"));
    let _ = fs::remove_dir_all(&copy);
    fs::create_dir_all(copy.join("regions")).unwrap();
    for part in ["", "regions"] {
        for entry in fs::read_dir(library::folder().join(part)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                fs::copy(&path, copy.join(part).join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    let file = copy.join("handbook.yaml");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(from), "the handbook has no {from:?} to spoil");
    fs::write(&file, text.replacen(from, to, 1)).unwrap();
    let errors = Library::read(&copy).expect_err("the spoilt handbook must not load");
    errors
        .iter()
        .map(|error| {
            assert_eq!(error.file, file);
            assert!(error.line.is_some(), "{error}");
            format!("{}: {}", error.path, error.message)
        })
        .collect()
}

#[test]
fn a_link_that_leads_nowhere_is_refused() {
    assert_eq!(
        faults("scenario", "scenario: work_death", "scenario: wedding"),
        ["entries[17].in[0]: there is no scenario wedding on the shelf"]
    );
    assert_eq!(
        faults(
            "service",
            "service: unemployment_benefit",
            "service: lottery"
        ),
        ["entries[16].in[0]: unemployment has no service lottery"]
    );
}

#[test]
fn an_element_that_says_nothing_and_an_unknown_source_are_refused() {
    assert_eq!(
        faults(
            "element",
            "accepted_by: 户籍地社会保险经办机构",
            "accepted_by: \" \""
        ),
        ["entries[13].guide.accepted_by: this element is empty"]
    );
    assert_eq!(
        faults(
            "source",
            "basis: [public_service_2016, mediation_law]",
            "basis: [mediation_lore]"
        ),
        ["entries[11].guide.basis: there is no source mediation_lore"]
    );
}

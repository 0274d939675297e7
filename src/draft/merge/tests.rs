//! Every pair of changes that two pages can make to one draft, from one and the same beginning.

use catalog::Value;
use catalog::scenario::Supply;

use super::*;
use crate::draft::{Changes, DraftItem};

type Edit = (&'static str, fn(&mut Draft));

fn row(draft: &mut Draft, key: &str) -> Row {
    let rows = draft.application.answers.rows("employees");
    let found = rows.iter().find(|row| row.key == key).cloned();
    found.unwrap_or_default()
}

fn cell(draft: &mut Draft, key: &str, column: &str, value: &str) {
    let rows = draft.application.answers.rows.entry("employees".to_owned());
    let rows = rows.or_default();
    if let Some(row) = rows.iter_mut().find(|row| row.key == key) {
        row.values.insert(column.to_owned(), Value::from(value));
    }
}

fn add(draft: &mut Draft, key: &str, name: &str) {
    let rows = draft.application.answers.rows.entry("employees".to_owned());
    rows.or_default().push(Row {
        key: key.to_owned(),
        values: [("name".to_owned(), Value::from(name))].into(),
    });
}

fn remove(draft: &mut Draft, key: &str) {
    let rows = draft.application.answers.rows.entry("employees".to_owned());
    rows.or_default().retain(|row| row.key != key);
}

fn enter(draft: &mut Draft, field: &str, value: &str) {
    let fields = &mut draft.application.fields;
    fields.insert(field.to_owned(), Value::from(value));
}

fn picture(id: &str, page: &str) -> Picture {
    let report = precheck_types::Report::of_file(precheck_types::Format::Jpeg, 1);
    Picture {
        id: id.to_owned(),
        material: "social_card".to_owned(),
        page: page.to_owned(),
        ..Picture::taken(report)
    }
}

/// An employer's application with two employees, a bank, a picture and a tick.
fn begun() -> Draft {
    let mut draft = Draft {
        id: "d1".to_owned(),
        scenario: "hiring".to_owned(),
        hash: "h1".to_owned(),
        ..Draft::default()
    };
    let answers = &mut draft.application.answers;
    answers.set("how_many", Value::from("several"));
    enter(&mut draft, "bank", "演示银行");
    add(&mut draft, "r1", "陈小满");
    add(&mut draft, "r2", "罗杰");
    draft.ways.insert("social_card".to_owned(), Supply::Attach);
    draft.pictures.push(picture("p1", "front"));
    draft.ticked.push("promise/0".to_owned());
    draft
}

/// Each changes a thing that no other changes.
const EDITS: [Edit; 18] = [
    ("bank", |it| enter(it, "bank", "另一家银行")),
    ("account", |it| enter(it, "account", "6200000000000000005")),
    ("answer", |it| {
        it.application
            .answers
            .set("since", Value::from("2026-11-02"));
    }),
    ("another answer", |it| {
        it.application.answers.set("how_many", Value::from("one"));
    }),
    ("name", |it| cell(it, "r1", "name", "陈大满")),
    ("mobile", |it| cell(it, "r1", "mobile", "13800000000")),
    ("row", |it| add(it, "ra", "周航")),
    ("another row", |it| add(it, "rb", "林静")),
    ("row away", |it| remove(it, "r2")),
    ("declined", |it| {
        let declined = &mut it.application.answers.declined;
        declined.insert("training".to_owned());
    }),
    ("tick", |it| it.ticked.push("promise/1".to_owned())),
    ("tick away", |it| {
        it.ticked.retain(|clause| clause != "promise/0")
    }),
    ("agreed", |it| {
        it.application.agreed.insert("promise".to_owned());
    }),
    ("picture", |it| it.pictures.push(picture("p2", "back"))),
    ("upload", |it| {
        for picture in it.pictures.iter_mut().filter(|it| it.id == "p1") {
            picture.upload = Some("u1".to_owned());
            picture.arrived = true;
        }
    }),
    ("note", |it| it.note = "请电话联系".to_owned()),
    ("picture away", |it| it.pictures.retain(|it| it.id != "p1")),
    ("picture taken again", |it| {
        it.pictures.retain(|it| it.id != "p1");
        it.pictures.push(picture("p3", "front"));
    }),
];

fn after(edits: &[Edit]) -> Draft {
    let mut draft = begun();
    for (_, edit) in edits {
        edit(&mut draft);
    }
    draft
}

/// Without the order of what has none for the resident.
fn in_order(mut draft: Draft) -> Draft {
    for rows in draft.application.answers.rows.values_mut() {
        rows.sort_by(|a, b| a.key.cmp(&b.key));
    }
    draft.pictures.sort_by(|a, b| a.id.cmp(&b.id));
    draft.ticked.sort();
    draft
}

#[test]
fn what_one_page_alone_changed_is_as_it_left_it() {
    let base = begun();
    for edit in EDITS {
        let changed = after(&[edit]);
        assert_eq!(merge(&base, &base, &changed).draft, changed, "{}", edit.0);
        assert_eq!(merge(&base, &changed, &base).draft, changed, "{}", edit.0);
        assert_eq!(
            merge(&base, &changed, &changed).draft,
            changed,
            "{}",
            edit.0
        );
    }
}

#[test]
fn changes_of_two_pages_to_different_things_are_all_there() {
    for (at, one) in EDITS.iter().enumerate() {
        for other in EDITS.iter().skip(at + 1) {
            let both = in_order(after(&[*one, *other]));
            let (mine, theirs) = (after(&[*one]), after(&[*other]));
            let merged = merge(&begun(), &mine, &theirs);
            assert_eq!(in_order(merged.draft), both, "{} and {}", one.0, other.0);
            let merged = merge(&begun(), &theirs, &mine);
            assert_eq!(in_order(merged.draft), both, "{} and {}", other.0, one.0);
            assert_eq!(merged.superseded, [""; 0]);
        }
    }
}

/// Three pages, or a page that merges twice: the order in which they come together does not matter.
#[test]
fn a_third_page_loses_nothing_either() {
    for (at, first) in EDITS.iter().enumerate() {
        let second = &EDITS[(at + 1) % EDITS.len()];
        let third = &EDITS[(at + 2) % EDITS.len()];
        let all = in_order(after(&[*first, *second, *third]));
        let stored = merge(&begun(), &after(&[*second]), &after(&[*first])).draft;
        let merged = merge(&begun(), &after(&[*third]), &stored);
        assert_eq!(
            in_order(merged.draft),
            all,
            "{} {} {}",
            first.0,
            second.0,
            third.0
        );
    }
}

#[test]
fn what_both_changed_is_as_the_last_one_wrote_it() {
    let (mut mine, mut theirs) = (begun(), begun());
    enter(&mut mine, "bank", "我的银行");
    enter(&mut theirs, "bank", "他们的银行");
    cell(&mut mine, "r1", "name", "陈一");
    cell(&mut theirs, "r1", "name", "陈二");
    let merged = merge(&begun(), &mine, &theirs).draft;
    assert_eq!(merged, mine);
    // The page that had written before is told what of its own is another now.
    let told = Changes::between(&theirs, &merged);
    let name = DraftItem::Cell {
        group: "employees".to_owned(),
        row: "r1".to_owned(),
        column: "name".to_owned(),
    };
    assert_eq!(
        told.replaced,
        [DraftItem::Field("bank".to_owned()), name].into()
    );
}

#[test]
fn a_row_that_is_removed_there_and_typed_in_here_stays() {
    let (mut mine, mut theirs) = (begun(), begun());
    cell(&mut mine, "r2", "mobile", "13800000000");
    remove(&mut theirs, "r2");
    let here = merge(&begun(), &mine, &theirs).draft;
    let there = merge(&begun(), &theirs, &mine).draft;
    for mut merged in [here, there] {
        let kept = row(&mut merged, "r2");
        assert_eq!(kept.values.get("name"), Some(&Value::from("罗杰")));
        assert_eq!(kept.values.get("mobile"), Some(&Value::from("13800000000")));
    }
}

#[test]
fn two_pictures_of_one_page_leave_the_last_one() {
    let (mut mine, mut theirs) = (begun(), begun());
    mine.pictures.push(picture("mine", "back"));
    theirs.pictures.push(picture("theirs", "back"));
    let merged = merge(&begun(), &mine, &theirs);
    assert_eq!(merged.draft.pictures, mine.pictures);
    assert_eq!(merged.superseded, ["theirs"]);
    let told = Changes::between(&theirs, &merged.draft);
    assert_eq!(
        told.replaced,
        [DraftItem::Material("social_card".to_owned())].into()
    );
}

#[test]
fn a_picture_edited_on_one_page_while_the_other_sends_it_is_edited_and_sent() {
    let mut edited = begun();
    for picture in &mut edited.pictures {
        picture.for_review = true;
    }
    let sent = after(&[EDITS[14]]);
    for (mine, theirs) in [(&edited, &sent), (&sent, &edited)] {
        let merged = merge(&begun(), mine, theirs).draft;
        let [picture] = merged.pictures.as_slice() else {
            panic!("{:?}", merged.pictures);
        };
        assert!(picture.for_review && picture.arrived);
    }
}

#[test]
fn a_picture_put_on_another_page_is_not_taken_for_sent() {
    let mut moved = begun();
    for picture in moved.pictures.iter_mut().filter(|it| it.id == "p1") {
        picture.page = "back".to_owned();
    }
    let sent = after(&[EDITS[14]]);
    for (mine, theirs) in [(&moved, &sent), (&sent, &moved)] {
        let merged = merge(&begun(), mine, theirs).draft;
        assert_eq!(merged.pictures, moved.pictures);
    }
}

#[test]
fn a_draft_carried_over_there_keeps_its_version() {
    let mut theirs = begun();
    theirs.hash = "h2".to_owned();
    theirs.version = "2026-12-01".to_owned();
    let mine = after(&[EDITS[1]]);
    let merged = merge(&begun(), &mine, &theirs).draft;
    assert_eq!(
        (merged.hash.as_str(), merged.version.as_str()),
        ("h2", "2026-12-01")
    );
    assert_eq!(merged.application.fields, mine.application.fields);
}

#[test]
fn what_was_only_added_elsewhere_replaces_nothing() {
    for edit in [EDITS[1], EDITS[2], EDITS[5], EDITS[6], EDITS[13], EDITS[14]] {
        let changes = Changes::between(&begun(), &after(&[edit]));
        assert!(changes.replaced.is_empty(), "{}: {changes:?}", edit.0);
    }
    let changes = Changes::between(&begun(), &after(&[EDITS[14]]));
    assert!(
        changes.items.is_empty(),
        "an upload is shown by its own line"
    );
}

//! Two pages that changed one draft, each on its own: what becomes of it. Pure: it knows no storage and no page.
//!
//! Three are compared: the draft that both began with, mine and theirs. What only one of them changed is as that one
//! left it. What both changed is as mine is, for it is written last (docs/decisions/24-two-pages-one-draft.md).

use std::collections::{BTreeMap, BTreeSet};

use catalog::application::Application;
use catalog::{Answers, Row};

use super::{Draft, Picture, PictureStatus};

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Merged {
    pub(crate) draft: Draft,
    /// The ids of pictures whose place is taken by one of mine.
    pub(crate) superseded: Vec<String>,
}

pub(crate) fn merge(base: &Draft, mine: &Draft, theirs: &Draft) -> Merged {
    let mut superseded = Vec::new();
    // The version is one thing: its number, its hash and its place.
    let of = |draft: &Draft| {
        (
            draft.version.clone(),
            draft.hash.clone(),
            draft.region.clone(),
        )
    };
    let (version, hash, region) = pick(&of(base), &of(mine), &of(theirs));
    let draft = Draft {
        id: pick(&base.id, &mine.id, &theirs.id),
        owner: pick(&base.owner, &mine.owner, &theirs.owner),
        scenario: pick(&base.scenario, &mine.scenario, &theirs.scenario),
        region,
        version,
        hash,
        application: application(&base.application, &mine.application, &theirs.application),
        ways: map(&base.ways, &mine.ways, &theirs.ways),
        pictures: pictures(base, mine, theirs, &mut superseded),
        rejections: map(&base.rejections, &mine.rejections, &theirs.rejections),
        idempotency_key: pick(
            &base.idempotency_key,
            &mine.idempotency_key,
            &theirs.idempotency_key,
        ),
        listed: pick(&base.listed, &mine.listed, &theirs.listed),
        seen: pick(&base.seen, &mine.seen, &theirs.seen),
        answers_to: pick(&base.answers_to, &mine.answers_to, &theirs.answers_to),
        note: pick(&base.note, &mine.note, &theirs.note),
        ticked: ticked(&base.ticked, &mine.ticked, &theirs.ticked),
        consented: pick(&base.consented, &mine.consented, &theirs.consented),
        news: pick(&base.news, &mine.news, &theirs.news),
        worded_news: pick(&base.worded_news, &mine.worded_news, &theirs.worded_news),
        // One that was handed in is on no page.
        kept: None,
        earlier: pick(&base.earlier, &mine.earlier, &theirs.earlier),
    };
    Merged { draft, superseded }
}

fn application(base: &Application, mine: &Application, theirs: &Application) -> Application {
    Application {
        answers: answers(&base.answers, &mine.answers, &theirs.answers),
        fields: map(&base.fields, &mine.fields, &theirs.fields),
        materials: map(&base.materials, &mine.materials, &theirs.materials),
        agreed: set(&base.agreed, &mine.agreed, &theirs.agreed),
        signatures: pick(&base.signatures, &mine.signatures, &theirs.signatures),
        sensitive_consent: pick(
            &base.sensitive_consent,
            &mine.sensitive_consent,
            &theirs.sensitive_consent,
        ),
        confirmed: map(&base.confirmed, &mine.confirmed, &theirs.confirmed),
        explained: map(&base.explained, &mine.explained, &theirs.explained),
        delivery: pick(&base.delivery, &mine.delivery, &theirs.delivery),
    }
}

fn answers(base: &Answers, mine: &Answers, theirs: &Answers) -> Answers {
    let mut merged = Answers {
        given: map(&base.given, &mine.given, &theirs.given),
        declined: set(&base.declined, &mine.declined, &theirs.declined),
        rows: BTreeMap::new(),
    };
    for group in mine.rows.keys().chain(theirs.rows.keys()) {
        let of_group = rows(base.rows(group), mine.rows(group), theirs.rows(group));
        merged.rows.insert(group.clone(), of_group);
    }
    merged
}

/// Mine in my order, then those that were added there. A row that one removed and the other changed stays: removing it
/// again is less than typing it again.
fn rows(base: &[Row], mine: &[Row], theirs: &[Row]) -> Vec<Row> {
    // Whatever they did to the order: nothing here speaks against it.
    if mine == base {
        return theirs.to_vec();
    }
    let find = |rows: &[Row], key: &str| rows.iter().find(|row| row.key == key).cloned();
    let mut merged = Vec::new();
    for row in mine {
        let before = find(base, &row.key);
        match (&before, find(theirs, &row.key)) {
            (_, Some(other)) => {
                let before = before.unwrap_or_default();
                merged.push(Row {
                    key: row.key.clone(),
                    values: map(&before.values, &row.values, &other.values),
                });
            }
            (None, None) => merged.push(row.clone()),
            (Some(before), None) if before != row => merged.push(row.clone()),
            (Some(_), None) => {}
        }
    }
    for row in theirs {
        let is_here = find(mine, &row.key).is_some();
        let was_removed_here = find(base, &row.key).is_some_and(|before| before == *row);
        if !is_here && !was_removed_here {
            merged.push(row.clone());
        }
    }
    merged
}

/// A page of a material has one picture that was taken, and one to be decided on: where both pages put one there, mine
/// is written last.
fn pictures(
    base: &Draft,
    mine: &Draft,
    theirs: &Draft,
    superseded: &mut Vec<String>,
) -> Vec<Picture> {
    let find = |draft: &Draft, id: &str| draft.pictures.iter().find(|it| it.id == id).cloned();
    let mut merged: Vec<Picture> = Vec::new();
    for picture in &mine.pictures {
        let before = find(base, &picture.id);
        match (before, find(theirs, &picture.id)) {
            (before, Some(other)) => merged.push(one_picture(before.as_ref(), picture, &other)),
            (None, None) => merged.push(picture.clone()),
            (Some(before), None) if is_edited(&before, picture) => merged.push(picture.clone()),
            (Some(_), None) => {}
        }
    }
    for picture in &theirs.pictures {
        let is_here = find(mine, &picture.id).is_some();
        let was_removed_here =
            find(base, &picture.id).is_some_and(|before| !is_edited(&before, picture));
        if is_here || was_removed_here {
            continue;
        }
        let is_taken = |it: &Picture| it.status == PictureStatus::Taken;
        let takes_its_place = |other: &Picture| {
            (&other.material, &other.page) == (&picture.material, &picture.page)
                && is_taken(other) == is_taken(picture)
        };
        if merged.iter().any(takes_its_place) {
            superseded.extend(picture.stored_ids().cloned());
        } else {
            merged.push(picture.clone());
        }
    }
    superseded.retain(|id| {
        !merged
            .iter()
            .any(|it| it.stored_ids().any(|kept| kept == id))
    });
    merged
}

/// Whether the resident or the pre-check has changed it. How far it was sent does not count: an upload that goes on
/// must not bring back what was taken away meanwhile.
fn is_edited(before: &Picture, now: &Picture) -> bool {
    let unsent = |picture: &Picture| Picture {
        upload: None,
        arrived: false,
        ..picture.clone()
    };
    unsent(before) != unsent(now)
}

/// An upload and its arrival belong together: the one that has arrived counts. It is of a page: where the picture was
/// put on another one, only what was sent since does.
fn one_picture(before: Option<&Picture>, mine: &Picture, theirs: &Picture) -> Picture {
    if before == Some(mine) {
        return theirs.clone();
    }
    let edited = if before.is_some_and(|before| !is_edited(before, mine)) {
        theirs
    } else {
        mine
    };
    let sent = if mine.page != theirs.page {
        edited
    } else if theirs.arrived && !mine.arrived && before.is_none_or(|before| !before.arrived) {
        theirs
    } else {
        mine
    };
    Picture {
        upload: sent.upload.clone(),
        arrived: sent.arrived,
        ..edited.clone()
    }
}

/// The clauses in my order, then those ticked there.
fn ticked(base: &[String], mine: &[String], theirs: &[String]) -> Vec<String> {
    let both = mine.iter().chain(theirs);
    let mut merged: Vec<String> = Vec::new();
    for clause in both {
        let is_in = |ticked: &[String]| ticked.contains(clause);
        let stays = pick(&is_in(base), &is_in(mine), &is_in(theirs));
        if stays && !merged.contains(clause) {
            merged.push(clause.clone());
        }
    }
    merged
}

/// Mine where I changed it.
fn pick<T: PartialEq + Clone>(base: &T, mine: &T, theirs: &T) -> T {
    if mine == base { theirs } else { mine }.clone()
}

/// By key. Written with nothing but `insert`: collecting sorts, and `retain` takes out of a tree, each of them anew in
/// the download for every type of value.
fn map<V: PartialEq + Clone>(
    base: &BTreeMap<String, V>,
    mine: &BTreeMap<String, V>,
    theirs: &BTreeMap<String, V>,
) -> BTreeMap<String, V> {
    let mut merged = BTreeMap::new();
    for (key, value) in mine {
        if theirs.contains_key(key) || base.get(key) != Some(value) {
            merged.insert(key.clone(), value.clone());
        }
    }
    for (key, value) in theirs {
        if mine.get(key) == base.get(key) {
            merged.insert(key.clone(), value.clone());
        }
    }
    merged
}

/// As [`map`].
fn set(
    base: &BTreeSet<String>,
    mine: &BTreeSet<String>,
    theirs: &BTreeSet<String>,
) -> BTreeSet<String> {
    let mut merged = BTreeSet::new();
    for it in mine {
        if theirs.contains(it) || !base.contains(it) {
            merged.insert(it.clone());
        }
    }
    for it in theirs {
        if !base.contains(it) {
            merged.insert(it.clone());
        }
    }
    merged
}

#[cfg(test)]
mod tests;

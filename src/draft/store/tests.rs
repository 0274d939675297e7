//! In a real browser: what is stored, sealed and found again.

use super::*;
use crate::draft::Draft;
use catalog::Value;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn begun() -> Draft {
    let mut draft = Draft {
        scenario: "unemployment".to_owned(),
        ..Draft::default()
    };
    draft
        .application
        .answers
        .set("leaving_reason", Value::from("contract_expired"));
    draft
}

async fn save(store: &DraftStore, draft: &Draft) -> String {
    match store.save(draft, None).await.expect("it is stored") {
        SaveOutcome::Saved(revision) => revision,
        SaveOutcome::Overtaken(_) => panic!("nobody else writes"),
    }
}

#[wasm_bindgen_test]
async fn a_draft_outlives_the_page() {
    let shelf = DraftStore::open().await;
    assert_eq!(shelf.storage(), Storage::Lasting);
    save(&shelf, &begun()).await;
    // A page that is opened later opens the same database and finds the same key.
    let later = DraftStore::open().await;
    assert_eq!(later.draft("draft:unemployment").await, Some(begun()));
    later
        .delete_draft(&begun(), None)
        .await
        .expect("it is deleted");
    assert_eq!(shelf.draft("draft:unemployment").await, None);
}

#[wasm_bindgen_test]
async fn what_one_person_keeps_is_not_found_in_the_place_of_another() {
    let shelf = DraftStore::open().await;
    let owned = Draft {
        owner: Some("one".to_owned()),
        ..begun()
    };
    save(&shelf, &begun()).await;
    let from = || Some(begun().storage_key());
    // Another page has stored it under its owner in between: nothing is put over that.
    let other = Draft {
        note: "of another page".to_owned(),
        ..owned.clone()
    };
    save(&shelf, &other).await;
    let overtaken = shelf.move_draft(&owned, None, from()).await;
    let Ok(SaveOutcome::Overtaken(Found::Draft(found))) = overtaken else {
        panic!("it was put over another");
    };
    assert_eq!(found.draft, other);
    assert_eq!(shelf.draft(&begun().storage_key()).await, Some(begun()));
    let moved = shelf.move_draft(&owned, Some(&found.revision), from());
    assert!(matches!(moved.await, Ok(SaveOutcome::Saved(_))));
    assert_eq!(shelf.draft(&begun().storage_key()).await, None);
    assert_eq!(shelf.draft("draft:unemployment@two").await, None);
    assert_eq!(shelf.draft(&owned.storage_key()).await, Some(owned));
    shelf.clear().await.expect("it is cleared");
    assert_eq!(shelf.drafts().await, Vec::new());
    // What is stored after that is found by a page that is opened later.
    save(&shelf, &begun()).await;
    assert_eq!(DraftStore::open().await.drafts().await, vec![begun()]);
    shelf
        .delete_draft(&begun(), None)
        .await
        .expect("it is deleted");
}

#[wasm_bindgen_test]
async fn a_failing_database_is_reported_without_personal_data() {
    let store = DraftStore::open().await;
    let draft = Draft {
        owner: Some("person-7".to_owned()),
        note: "林静 13800000000".to_owned(),
        ..begun()
    };
    // The browser's own message quotes the key; such a thing must not get into the report.
    let full = "const store = IDBObjectStore.prototype;
        window.usualPut = store.put;
        store.put = (value, key) => { throw new DOMException(key, 'QuotaExceededError'); };";
    js_sys::eval(full).expect("the database is full");
    let saved = store.save(&draft, None).await;
    js_sys::eval("IDBObjectStore.prototype.put = window.usualPut").expect("it has room again");
    assert!(matches!(saved, Err(NotSaved::Full)));
    let reported = js_sys::eval("JSON.stringify(window.__yijianshi_errors)");
    let reported = reported.expect("there is a report").as_string();
    let reported = reported.expect("it is text");
    let entry = r#"{"operation":"store.write","cause":"QuotaExceededError","count":1}"#;
    assert!(reported.contains(entry), "{reported}");
    for personal in ["person-7", "林静", "13800000000", "unemployment"] {
        assert!(!reported.contains(personal), "{reported}");
    }
}

#[wasm_bindgen_test]
async fn nothing_lies_in_the_browser_in_clear() {
    let shelf = DraftStore::open().await;
    shelf
        .save_picture("one", b"a photograph of a card")
        .await
        .expect("it is stored");
    let idb = IndexedDb::open().await.expect("there is a database");
    let sealed = idb.get("picture:one").await.expect("it is there");
    let data = js_sys::Reflect::get(&sealed, &"data".into()).expect("it is sealed");
    let bytes = js_sys::Uint8Array::new(&data).to_vec();
    let clear = b"photograph";
    assert!(!bytes.windows(clear.len()).any(|part| part == clear));
    assert_eq!(
        shelf.picture("one").await.as_deref(),
        Some(b"a photograph of a card".as_slice())
    );
}

#[wasm_bindgen_test]
async fn a_page_that_knows_an_older_revision_writes_nothing_and_learns_the_newer() {
    let (one, other) = (DraftStore::open().await, DraftStore::open().await);
    let first = save(&one, &begun()).await;
    let newer = Draft {
        note: "newer".to_owned(),
        ..begun()
    };
    let saved = other.save(&newer, Some(&first)).await;
    assert!(matches!(saved, Ok(SaveOutcome::Saved(_))));
    let late = one.save(&begun(), Some(&first)).await;
    let Ok(SaveOutcome::Overtaken(Found::Draft(found))) = late else {
        panic!("it was overtaken");
    };
    assert_eq!(found.draft, newer);

    // What was deleted is not brought back.
    let deleted = other.delete_draft(&newer, None).await;
    deleted.expect("it is deleted");
    let revived = one.save(&begun(), Some(&found.revision)).await;
    assert!(matches!(
        revived,
        Ok(SaveOutcome::Overtaken(Found::Nothing))
    ));
    assert_eq!(one.draft("draft:unemployment").await, None);
}

#[wasm_bindgen_test]
async fn what_cannot_be_read_is_found_and_makes_way_where_that_is_wanted() {
    let store = DraftStore::open().await;
    let key = begun().storage_key();
    let written = store.write(&key, b"not a draft").await;
    written.expect("it is stored");
    let unreadable = Found::Unreadable(String::new());
    assert_eq!(store.stored_draft(&key).await, Ok(unreadable));
    let saved = store.save(&begun(), None).await;
    let Ok(SaveOutcome::Overtaken(Found::Unreadable(revision))) = saved else {
        panic!("it is neither gone nor overwritten");
    };
    let saved = store.save(&begun(), Some(&revision)).await;
    assert!(matches!(saved, Ok(SaveOutcome::Saved(_))));
    let deleted = store.delete_draft(&begun(), None).await;
    deleted.expect("it is deleted");

    let written = store.write(&key, b"not a draft").await;
    written.expect("it is stored");
    let deleted = store.delete_unreadable(&key).await;
    deleted.expect("it is deleted");
    assert_eq!(store.stored_draft(&key).await, Ok(Found::Nothing));
}

#[wasm_bindgen_test]
async fn a_connection_that_was_closed_is_opened_again() {
    let store = DraftStore::open().await;
    // As browsers do under pressure, once.
    let closing = "const prototype = IDBDatabase.prototype, usual = prototype.transaction;
        prototype.transaction = function (...given) {
            prototype.transaction = usual;
            this.close();
            return usual.apply(this, given);
        };";
    js_sys::eval(closing).expect("the connection will be closed");
    save(&store, &begun()).await;
    assert_eq!(store.draft("draft:unemployment").await, Some(begun()));
    let deleted = store.delete_draft(&begun(), None).await;
    deleted.expect("it is deleted");
}

#[wasm_bindgen_test]
async fn of_a_draft_that_was_handed_in_the_case_is_remembered() {
    let store = DraftStore::open().await;
    save(&store, &begun()).await;
    let receipt = receipts::Receipt {
        draft: begun().id,
        case: "20261129-1".to_owned(),
    };
    let key = begun().storage_key();
    let deleted = store.delete_draft(&begun(), Some(receipt.clone())).await;
    deleted.expect("it is deleted");
    assert_eq!(store.draft(&key).await, None);
    assert_eq!(store.receipt(&key).await, Some(receipt));
    store.forget_receipt(&key).await;
    assert_eq!(store.receipt(&key).await, None);
}

//! What a newer version of the scenario, or another place, meant for a draft. Ids alone are stored: what they are
//! called is looked up in the version that has them when the note is shown.

use catalog::migration::{Migration, UnmigratedItem};
use serde::{Deserialize, Serialize};

/// One such change. It stands until the resident has read it; the next one comes below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct News {
    pub(crate) cause: NewsCause,
    /// The hash of the version the draft had before: there, what is gone has its labels.
    pub(crate) from: String,
    pub(crate) asked_again: Vec<UnmigratedItem>,
    pub(crate) gone: Vec<UnmigratedItem>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum NewsCause {
    /// The rules have changed.
    Renewed,
    /// The resident has chosen another place.
    Moved,
}

impl News {
    pub(super) fn of(cause: NewsCause, from: &str, carried: &Migration) -> Self {
        Self {
            cause,
            from: from.to_owned(),
            asked_again: carried.asked_again.clone(),
            gone: carried.gone.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use catalog::Value;
    use catalog::migration::ItemKind;

    use super::*;
    use crate::draft::Draft;
    use crate::json;

    /// As the release of 2026-11-28 stored it, with an unread note in words.
    const OF_AN_OLDER_RELEASE: &str = r#"{
        "owner": "p1", "scenario": "unemployment", "region": "321000", "version": "2026-11-21", "hash": "h1",
        "application": {
            "answers": { "given": { "situation": "left_job" }, "declined": [], "rows": {} },
            "fields": {}, "materials": {}, "agreed": [], "sensitive_consent": false
        },
        "ways": {}, "pictures": [], "stops": { "social_card": 1 }, "key": "k1", "listed": [], "answers_to": "",
        "note": "", "ticked": [], "news": ["办事规定更新了", "您填的都还能用，不用重填。"],
        "earlier": { "given": {}, "declined": [], "rows": {} }
    }"#;

    #[test]
    fn a_draft_of_an_older_release_is_read_with_its_unread_note() {
        let draft: Draft = json::read(OF_AN_OLDER_RELEASE).expect("it is still read");
        assert_eq!(draft.storage_key(), "draft:unemployment@p1");
        let answers = &draft.application.answers;
        assert_eq!(answers.get("situation"), Some(&Value::from("left_job")));
        assert_eq!(draft.rejections.get("social_card"), Some(&1));
        assert_eq!(draft.worded_news.len(), 2);
        assert!(draft.news.is_empty());
        // Until it is read it stays as it was.
        let stored = serde_json::to_string(&draft).expect("it is written");
        assert_eq!(json::read(&stored), Some(draft));
    }

    #[test]
    fn a_note_is_stored_by_ids_without_a_word_of_text() {
        let item = |kind, id: &str| UnmigratedItem {
            kind,
            id: id.to_owned(),
        };
        let draft = Draft {
            news: vec![News {
                cause: NewsCause::Moved,
                from: "h1".to_owned(),
                asked_again: vec![item(ItemKind::Question, "situation")],
                gone: vec![item(ItemKind::Field, "employees/r2/mobile")],
            }],
            ..Draft::default()
        };
        let stored = serde_json::to_string(&draft).expect("it is written");
        assert!(stored.is_ascii(), "{stored}");
        assert_eq!(json::read(&stored), Some(draft));
    }
}

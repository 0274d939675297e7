//! Search over the ten 一件事: their names, summaries and the everyday words people use for them.

use catalog::scenario::ShelfEntry;

/// Whether every word that was typed is in the entry, or one of its everyday words is in what was typed:
/// 「我没工作了怎么办」 finds 失业 by 「没工作了」.
pub(super) fn matches(entry: &ShelfEntry, sought: &str) -> bool {
    let sought = sought.trim().to_lowercase();
    if sought.is_empty() {
        return true;
    }
    let said: Vec<String> = [&entry.name, &entry.summary]
        .into_iter()
        .chain(&entry.keywords)
        .map(|text| text.zh().to_lowercase())
        .collect();
    let has = |word: &str| said.iter().any(|text| text.contains(word));
    sought.split_whitespace().all(has)
        || entry
            .keywords
            .iter()
            .any(|keyword| sought.contains(&keyword.zh().to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalog::Text;

    fn job_loss() -> ShelfEntry {
        ShelfEntry {
            id: "unemployment".to_owned(),
            stage: "work".to_owned(),
            name: Text::from("失业"),
            summary: Text::from("登记失业，领失业保险金，续医保"),
            keywords: vec![Text::from("没工作了"), Text::from("sy")],
            icon: "unemployment".to_owned(),
            available: true,
            version: None,
        }
    }

    #[test]
    fn an_everyday_sentence_finds_the_event() {
        assert!(matches(&job_loss(), "我没工作了怎么办"));
        assert!(matches(&job_loss(), "失业保险金"));
        assert!(matches(&job_loss(), "SY"));
    }

    #[test]
    fn another_event_is_not_found() {
        assert!(!matches(&job_loss(), "退休"));
    }
}

//! Laws among the sources, told by their titles: 《工伤保险条例》第三十九条（2010年修订，2011年1月1日起施行）.
//! Who has read one can say where in it the rule stands, and which version he read.

use catalog::scenario::{Confidence, Source};

/// 法律、条例、规定、办法、细则, by the title in 《》.
pub(crate) fn is_law(title: &str) -> bool {
    let Some((name, _)) = parts(title) else {
        return false;
    };
    ["法", "条例", "规定", "办法", "细则"]
        .iter()
        .any(|end| name.ends_with(end))
}

/// Whether somebody has read the law, and the title says where in it and of when it is.
pub(crate) fn is_read_by_article(source: &Source) -> bool {
    source.confidence == Confidence::Verified && missing(source.title.zh()).is_none()
}

/// What the title of a law does not say.
pub(crate) fn missing(title: &str) -> Option<&'static str> {
    let after = parts(title).map_or("", |(_, after)| after);
    if !names_article(after) {
        Some("article")
    } else if !names_year(after) {
        Some("date of its version")
    } else {
        None
    }
}

/// The name in 《》, and what stands behind it.
fn parts(title: &str) -> Option<(&str, &str)> {
    title.strip_prefix('《')?.split_once('》')
}

/// 第…条, or 第…部分 of a place's rules that have no articles.
fn names_article(text: &str) -> bool {
    text.split('第').skip(1).any(|rest| {
        let behind = rest.trim_start_matches(|one| "一二三四五六七八九十百零".contains(one));
        behind.len() < rest.len() && (behind.starts_with('条') || behind.starts_with("部分"))
    })
}

/// 2011年.
fn names_year(text: &str) -> bool {
    text.match_indices('年').any(|(at, _)| {
        let before = &text.as_bytes()[..at];
        before.len() >= 4 && before[at - 4..].iter().all(u8::is_ascii_digit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laws_are_told_from_practice_by_their_titles() {
        assert!(is_law("《中华人民共和国社会保险法》第四十五条"));
        assert!(is_law("《工伤保险条例》第三十九条"));
        assert!(!is_law("雅安市退休「一件事」服务指南"));
        assert!(!is_law("《关于开展「人社服务快办行动」的通知》"));
    }

    #[test]
    fn a_regulation_is_not_cited_by_the_article_in_its_name() {
        let regulation = "《社会保险经办条例》（国务院令第765号，2023年12月1日起施行）";
        assert_eq!(missing(regulation), Some("article"));
        let cited = "《社会保险经办条例》第二十四条（国务院令第765号，2023年12月1日起施行）";
        assert_eq!(missing(cited), None);
        assert_eq!(
            missing("《工伤保险条例》第三十九条"),
            Some("date of its version")
        );
        let order = "《工伤保险条例》第三十九条（国务院令第586号，某年）";
        assert_eq!(missing(order), Some("date of its version"));
        let parts = "《某市承诺制审批实施细则》第三部分第（四）项（2018年11月29日）";
        assert_eq!(missing(parts), None);
    }
}

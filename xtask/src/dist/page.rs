//! `index.html` with its `{{placeholders}}` filled in and its comments removed.

use std::collections::BTreeMap;

use crate::error::{Error, Result};

/// Fills every placeholder. An unknown placeholder is an error; an unused value is not.
pub(super) fn fill(template: &str, values: &BTreeMap<&str, String>) -> Result<String> {
    let template = without_comments(template);
    let mut page = String::with_capacity(template.len());
    let mut rest = template.as_str();
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after
            .split_once("}}")
            .ok_or_else(|| Error::new("index.html: a placeholder is not closed with }}"))?;
        let value = values.get(name.trim()).ok_or_else(|| {
            let known: Vec<_> = values.keys().copied().collect();
            Error::new(format!(
                "index.html: nobody knows the placeholder {{{{{name}}}}}"
            ))
            .advise(format!("known are {}", known.join(", ")))
        })?;
        page.push_str(before);
        page.push_str(value);
        rest = after;
    }
    page.push_str(rest);
    Ok(page)
}

fn without_comments(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<!--") {
        // A line that consisted of the comment only is removed as well.
        kept.push_str(before.trim_end_matches([' ', '\n']));
        if before.ends_with([' ', '\n']) {
            kept.push('\n');
        }
        rest = after
            .split_once("-->")
            .map_or("", |(_, after)| after.trim_start_matches('\n'));
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> BTreeMap<&'static str, String> {
        BTreeMap::from([
            ("css", "/assets/app.1.css".to_owned()),
            ("boot", "/assets/boot.2.js".to_owned()),
        ])
    }

    #[test]
    fn placeholders_become_addresses() {
        let page = fill(
            "<link href=\"{{css}}\"><script src=\"{{ boot }}\">",
            &values(),
        );
        assert_eq!(
            page.unwrap(),
            "<link href=\"/assets/app.1.css\"><script src=\"/assets/boot.2.js\">"
        );
    }

    #[test]
    fn an_unknown_placeholder_is_named_with_the_known_ones() {
        let failure = fill("{{cs}}", &values()).unwrap_err().in_full();
        assert!(
            failure.contains("{{cs}}") && failure.contains("boot, css"),
            "{failure}"
        );
    }

    #[test]
    fn comments_are_for_developers_only() {
        assert_eq!(
            fill("<a>\n  <!-- why -->\n<b>", &values()).unwrap(),
            "<a>\n<b>"
        );
    }
}

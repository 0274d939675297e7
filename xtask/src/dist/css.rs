//! The style sheets as one file, in the order that `style/index.css` imports them,
//! without comments and needless blanks.

use std::path::Path;

use crate::error::{AtPath, Error, Result};

pub(super) fn bundle(index: &Path) -> Result<String> {
    let folder = index.parent().unwrap_or(Path::new("."));
    let list = strip(&std::fs::read_to_string(index).at("read", index)?);
    let mut css = String::new();
    for statement in list.split(';').filter(|statement| !statement.is_empty()) {
        let (file, media) = import(statement).ok_or_else(|| {
            Error::new(format!(
                "{}: only @import belongs here, not {statement}",
                index.display()
            ))
        })?;
        let path = folder.join(file);
        let rules = strip(&std::fs::read_to_string(&path).at("read", &path)?);
        if media.is_empty() {
            css.push_str(&rules);
        } else {
            css.push_str(&format!("@media {media}{{{rules}}}"));
        }
        css.push('\n');
    }
    Ok(css)
}

/// `@import "a.css"`, `@import url("a.css") print`: the file and its media.
fn import(statement: &str) -> Option<(&str, &str)> {
    let rest = statement.strip_prefix("@import")?.trim_start();
    let rest = rest.strip_prefix("url(").unwrap_or(rest);
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (file, media) = rest[1..].split_once(quote)?;
    Some((file, media.trim_start_matches(')').trim()))
}

/// Leaves out comments, and blanks beside `{ } ; ,`. Elsewhere they may part selectors or the terms
/// of `calc()`, or be the whole value of a custom property (`--x: ;`), which old engines insist on.
fn strip(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut chars = css.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'*') => {
                chars.next();
                let mut last = ' ';
                for c in chars.by_ref() {
                    if last == '*' && c == '/' {
                        break;
                    }
                    last = c;
                }
            }
            '"' | '\'' => {
                out.push(c);
                let mut escaped = false;
                for inner in chars.by_ref() {
                    out.push(inner);
                    if inner == c && !escaped {
                        break;
                    }
                    escaped = inner == '\\' && !escaped;
                }
            }
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with([' ', '{', '}', ';', ',']) {
                    out.push(' ');
                }
            }
            '{' | '}' | ';' | ',' => {
                let whole_value = c == ';' && out.ends_with(": ");
                while !whole_value && (out.ends_with(' ') || (c == '}' && out.ends_with(';'))) {
                    out.pop();
                }
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_means_nothing_is_left_out() {
        let css = "/* why */\n.card > .title ,\n.card :focus {\n  margin: calc(1rem + 2px) auto;\n  content: \" ; /* */ \";\n}\n";
        assert_eq!(
            strip(css),
            ".card > .title,.card :focus{margin: calc(1rem + 2px) auto;content: \" ; /* */ \"}"
        );
    }

    #[test]
    fn an_empty_custom_property_keeps_its_end() {
        assert_eq!(strip("a { --x: ; color: red }"), "a{--x: ;color: red}");
    }

    #[test]
    fn imports_name_a_file_and_maybe_a_medium() {
        assert_eq!(import("@import \"base.css\""), Some(("base.css", "")));
        assert_eq!(
            import("@import url('print.css') print"),
            Some(("print.css", "print"))
        );
        assert_eq!(import("body{color:red}"), None);
    }
}

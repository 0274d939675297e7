//! What nobody sees in a text and what yet changes how it reads: control characters, and the marks that turn the
//! direction of what follows (U+202A–202E, U+2066–2069), by which a name or a message shows as another. They come with
//! copied text and from those who mean it; a person cannot see them to take them out, so they are taken out of every
//! text that arrives. Line breaks and tabs stay.

use serde_json::Value;

/// Whether JSON may hold any: quick, and sometimes wrong where there is none.
pub(super) fn may_be_in(json: &[u8]) -> bool {
    json.windows(2).any(|pair| match pair {
        // An escape may name any character. Controls below U+0020 stand in JSON as escapes alone.
        [b'\\', b'u' | b'b' | b'f'] | [0xE2, 0x80 | 0x81] | [0xC2, 0x80..=0x9F] => true,
        [first, second] => *first == 0x7F || *second == 0x7F,
        _ => false,
    })
}

/// Takes them out of all texts in it. Names of members stay: what no one knows is refused as such.
pub(super) fn take_out(value: &mut Value) {
    match value {
        Value::String(text) => {
            if text.contains(is_hidden) {
                text.retain(|c| !is_hidden(c));
            }
        }
        Value::Array(list) => list.iter_mut().for_each(take_out),
        Value::Object(members) => members.values_mut().for_each(take_out),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn is_hidden(c: char) -> bool {
    let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    turns || (c.is_control() && !['\n', '\r', '\t'].contains(&c))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn cleaned(json: &str) -> Value {
        assert!(may_be_in(json.as_bytes()), "{json}");
        let mut value = serde_json::from_str(json).unwrap();
        take_out(&mut value);
        value
    }

    #[test]
    fn every_hidden_mark_goes_however_it_is_written() {
        assert_eq!(cleaned("\"王\u{202E}明\u{202C}\""), json!("王明"));
        assert_eq!(
            cleaned(r#"["王\u202e明", {"a": "\u0000b\u0007"}]"#),
            json!(["王明", {"a": "b"}])
        );
        assert_eq!(cleaned("\"a\u{2066}b\u{2069}\u{9F}\u{85}c\""), json!("abc"));
        assert_eq!(cleaned("\"a\u{7F}\""), json!("a"));
        assert_eq!(cleaned(r#""a\bb\f""#), json!("ab"));
    }

    #[test]
    fn lines_and_what_people_write_stay() {
        let text = "第一行\n“第二行” — 张三😀\t完…";
        let mut value = json!(text);
        take_out(&mut value);
        assert_eq!(value, json!(text));
        assert!(!may_be_in("{\"a\": \"张三，男\"}".as_bytes()));
    }
}

//! What may stand in a document. Values come from people and from other systems: control characters would break the
//! output, and marks of direction could make a name read as another one.

use icu_normalizer::ComposingNormalizerBorrowed;

/// Composed (NFC), so that one glyph is looked up for `é`; breaks and tabs are spaces; what is invisible is gone, but
/// for variation selectors, which choose between the forms of a rare character.
pub(crate) fn clean(text: &str) -> String {
    let visible: String = text.chars().filter_map(visible).collect();
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(&visible);
    composed.trim().to_owned()
}

fn visible(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        _ if c.is_control() => None,
        // Soft hyphen, joiners and marks of direction, embeddings, overrides and isolates, invisible operators,
        // fillers, interlinear annotations, the byte order mark, and tags.
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{ffa0}'
        | '\u{feff}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e00ff}' => None,
        _ => Some(c),
    }
}

/// U+FE00 to U+FE0F and U+E0100 to U+E01EF.
pub(crate) fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_turn_the_direction_of_what_follows() {
        assert_eq!(clean("张\u{202e}三\u{2066}"), "张三");
    }

    #[test]
    fn what_cannot_be_seen_is_gone_and_breaks_are_spaces() {
        assert_eq!(clean(" 张\u{200b}\u{0}三\r\n李四\u{feff} "), "张三  李四");
    }

    #[test]
    fn a_rare_form_of_a_character_keeps_its_selector() {
        assert_eq!(clean("葛\u{e0100}"), "葛\u{e0100}");
    }

    #[test]
    fn letters_and_their_marks_are_one_character() {
        assert_eq!(clean("JOSE\u{301}"), "JOSÉ");
    }
}

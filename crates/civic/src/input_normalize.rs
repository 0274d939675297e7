//! What a phone keyboard or a copied text leaves in a number: full-width forms, blanks and marks
//! nobody sees. Cleaning comes first, so that a rule is only ever told about real mistakes.

/// The half-width twin of a full-width form (U+FF01–U+FF5E), any other character as it is.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Blanks of any width, and what nobody sees.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || is_invisible(c)
}

/// What nobody sees: the direction and joiner marks that contact lists and PDF files add, the selectors of variants
/// that keyboards put behind a character, and letters that are drawn as nothing (Unicode,
/// Default_Ignorable_Code_Point).
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{FEFF}'
            | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Hyphens and dashes by which people group the digits of telephone and card numbers.
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{00AD}' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// The text in half-width forms without blanks.
pub(crate) fn compact(text: &str) -> String {
    text.chars()
        .filter(|c| !is_blank(*c))
        .map(half_width)
        .collect()
}

/// The text in half-width forms without blanks and hyphens.
pub(crate) fn compact_number(text: &str) -> String {
    text.chars()
        .filter(|c| !is_blank(*c))
        .map(half_width)
        .filter(|c| !is_hyphen(*c))
        .collect()
}

/// An ASCII number with all but its first and last characters hidden, for screens.
pub(crate) fn masked(number: &str, first: usize, last: usize) -> String {
    let end = number.len().saturating_sub(last);
    number
        .char_indices()
        .map(|(at, c)| if at < first || at >= end { c } else { '*' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_digits_and_letters_become_half_width() {
        assert_eq!(compact("１１０Ｘ"), "110X");
    }

    #[test]
    fn blanks_and_invisible_marks_disappear() {
        assert_eq!(
            compact("\u{202D}\u{1}138\u{3000}0013\u{200B} 8000\u{202C}\n"),
            "13800138000"
        );
        assert_eq!(
            compact("138\u{FE0F}0013\u{E0101}8000\u{3164}"),
            "13800138000"
        );
    }

    #[test]
    fn hyphens_of_any_width_disappear_from_numbers() {
        assert_eq!(compact_number("138-0013－8000"), "13800138000");
    }
}

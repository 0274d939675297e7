//! The region the resident has chosen (办理地): stored in the clear, as no personal data; it overrides `config.json`.

use leptos::prelude::window;

use crate::report::Reported;

const KEY: &str = "place";

/// The GB/T 2260 code that was chosen here, if any.
pub(crate) fn chosen() -> Option<String> {
    let storage = window()
        .local_storage()
        .or_report("region.read")
        .flatten()?;
    storage
        .get_item(KEY)
        .or_report("region.read")
        .flatten()
        .filter(|code| is_code(code))
}

pub(crate) fn save(code: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        storage
            .set_item(KEY, code)
            .ignore("storage may be denied; then the choice holds for this page alone");
    }
}

fn is_code(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_six_digits_are_a_place() {
        assert!(is_code("321000"));
        for other in ["", "32100", "3210000", "32100a", "扬州"] {
            assert!(!is_code(other), "{other}");
        }
    }
}

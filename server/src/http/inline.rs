//! What stands in the page itself: its style and the resident's look, so that the first paint waits for nothing else.
//! The policy allows both by their hashes (CSP Level 2, `hash-source`), which are computed from the page that is sent:
//! a new release needs no restart.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

/// Sources for the policy of one page; they go with its response, to `security_headers`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Inline {
    /// Each source with a space before it.
    pub(crate) scripts: String,
    pub(crate) styles: String,
}

impl Inline {
    /// The elements of our own page: they have no attributes.
    pub(crate) fn of(page: &str) -> Self {
        Self {
            scripts: hashes(page, "<script>", "</script>"),
            styles: hashes(page, "<style>", "</style>"),
        }
    }
}

fn hashes(page: &str, begin: &str, end: &str) -> String {
    let texts = page.split(begin).skip(1);
    let texts = texts.filter_map(|rest| rest.split_once(end));
    texts.fold(String::new(), |mut sources, (text, _)| {
        sources.push_str(" 'sha256-");
        sources.push_str(&BASE64_STANDARD.encode(Sha256::digest(text)));
        sources.push('\'');
        sources
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_page_is_allowed_by_its_hash_and_files_are_not() {
        let page = "<style>a{}</style><script>1</script><script src=\"/boot.js\"></script>";
        let inline = Inline::of(page);
        // `printf 'a{}' | openssl dgst -sha256 -binary | base64`
        assert_eq!(
            inline.styles,
            " 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='"
        );
        assert_eq!(
            inline.scripts,
            " 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"
        );
        assert_eq!(Inline::of("<title>一件事</title>"), Inline::default());
    }
}

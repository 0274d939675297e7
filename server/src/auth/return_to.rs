//! Where somebody is sent after signing in: an address of the app, and nothing else.

use openidconnect::url::form_urlencoded::Serializer;

const LONGEST: usize = 512;
const HOME: &str = "/";

/// A path of this site, fit for a `Location` header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReturnTo(String);

impl ReturnTo {
    /// The home page, where `address` is not one of the app.
    pub(crate) fn read(address: Option<&str>) -> Self {
        let address = address.filter(|address| is_of_the_app(address));
        Self(address.unwrap_or(HOME).to_owned())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The sign-in page, which says why nobody was signed in and leads here afterwards.
    pub(crate) fn by_way_of_sign_in(&self, failed: &str) -> String {
        let query = Serializer::new(String::new())
            .append_pair("to", &self.0)
            .append_pair("failed", failed)
            .finish();
        format!("/sign-in?{query}")
    }
}

/// Browsers read `//elsewhere` and `/\elsewhere` as addresses of another site, and drop tabs and line breaks before
/// they read. What lies under `/api` is no page, and the sign-in page would lead in a circle.
fn is_of_the_app(address: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    let mut rest = address.bytes();
    let is_path = rest.next() == Some(b'/') && rest.next() != Some(b'/');
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let first = path.split('/').nth(1).unwrap_or_default();
    let is_page = !["api", "ops", "dev", "sign-in"].contains(&first);
    is_path && is_page && address.len() <= LONGEST && address.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site_or_in_a_circle() {
        for hostile in [
            "https://elsewhere.example/",
            "//elsewhere.example",
            "/\\elsewhere.example",
            "/\t/elsewhere.example",
            "/s/x\r\nSet-Cookie: a=b",
            "javascript:alert(1)",
            "s/unemployment",
            "/api/v1/session/sign-in",
            "/sign-in?to=/cases",
            "",
        ] {
            assert_eq!(ReturnTo::read(Some(hostile)).as_str(), "/", "{hostile:?}");
        }
        let long = format!("/{}", "s".repeat(LONGEST));
        assert_eq!(ReturnTo::read(Some(&long)).as_str(), "/");
        assert_eq!(ReturnTo::read(None).as_str(), "/");
    }

    #[test]
    fn an_address_of_the_app_stays_as_it_is() {
        for address in ["/", "/cases", "/s/unemployment/guide/why?again=1#part"] {
            assert_eq!(ReturnTo::read(Some(address)).as_str(), address);
        }
        let failed = ReturnTo::read(Some("/s/x/form?a=1&b=2")).by_way_of_sign_in("level");
        assert_eq!(
            failed,
            "/sign-in?to=%2Fs%2Fx%2Fform%3Fa%3D1%26b%3D2&failed=level"
        );
    }
}

//! Which page an address names: the table of the app's addresses, read and tested without a browser.
//! Leptos' own table makes code for every row; this one is a `match`.

/// A page, with what its address says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Page {
    Home,
    /// A piece of the home page, without an address of its own.
    InHand,
    Scenario,
    Guide,
    Plan,
    Form,
    Materials,
    /// One material, by its id in the plan.
    Material(String),
    Review,
    SignIn,
    Receipt(String),
    Cases,
    /// A case and what else comes after handing in: the address, which its pages read.
    Follow(String),
    Handbook,
    HandbookEntry(String),
    Search,
    Place,
    /// Whether a document is genuine. It reads the code off the address itself.
    Verify,
    NotFound,
}

/// What a page's code lies in besides the module of the home page (see [`crate::parts`]). `public/boot.js` reads the
/// same off the address, to ask for the part early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Finding out what there is to do.
    First,
    /// Doing it.
    Apply,
    /// What comes after: a case and everything that can be done with it.
    Follow,
}

impl Page {
    pub(crate) fn part(&self) -> Option<Part> {
        match self {
            Self::Home | Self::NotFound => None,
            Self::Scenario
            | Self::Guide
            | Self::Plan
            | Self::Handbook
            | Self::HandbookEntry(_)
            | Self::Search
            | Self::Place
            | Self::Verify => Some(Part::First),
            Self::Form
            | Self::Materials
            | Self::Material(_)
            | Self::Review
            | Self::SignIn
            | Self::Receipt(_)
            | Self::Cases
            | Self::InHand => Some(Part::Apply),
            Self::Follow(_) => Some(Part::Follow),
        }
    }
}

/// An address, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) page: Page,
    /// The id of the scenario, below `/s/`.
    pub(crate) scenario: String,
    /// The id of the question, in the guide.
    pub(crate) question: Option<String>,
}

impl Address {
    pub(crate) fn read(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let (page, scenario, question) = match parts.as_slice() {
            [] => (Page::Home, "", None),
            ["sign-in"] => (Page::SignIn, "", None),
            ["cases"] => (Page::Cases, "", None),
            ["cases" | "inbox" | "confirm" | "licences" | "my-data", ..] => {
                (Page::Follow(parts.join("/")), "", None)
            }
            ["receipt", number] => (Page::Receipt((*number).to_owned()), "", None),
            ["handbook"] => (Page::Handbook, "", None),
            ["handbook", entry] => (Page::HandbookEntry((*entry).to_owned()), "", None),
            ["search"] => (Page::Search, "", None),
            ["place"] => (Page::Place, "", None),
            ["verify"] | ["verify", _] => (Page::Verify, "", None),
            ["s", scenario] => (Page::Scenario, *scenario, None),
            ["s", scenario, "guide"] => (Page::Guide, *scenario, None),
            ["s", scenario, "guide", question] => (Page::Guide, *scenario, Some(*question)),
            ["s", scenario, "plan"] => (Page::Plan, *scenario, None),
            ["s", scenario, "form"] => (Page::Form, *scenario, None),
            ["s", scenario, "materials"] => (Page::Materials, *scenario, None),
            ["s", scenario, "materials", id] => (Page::Material((*id).to_owned()), *scenario, None),
            ["s", scenario, "review"] => (Page::Review, *scenario, None),
            _ => (Page::NotFound, "", None),
        };
        Self {
            page,
            scenario: scenario.to_owned(),
            question: question.map(str::to_owned),
        }
    }
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    #[test]
    fn a_question_of_the_guide_has_its_own_address() {
        let address = Address::read("/s/unemployment/guide/leaving_reason");
        assert_eq!(address.page, Page::Guide);
        assert_eq!(address.scenario, "unemployment");
        assert_eq!(address.question.as_deref(), Some("leaving_reason"));
    }

    #[test]
    fn a_slash_at_the_end_changes_nothing() {
        assert_eq!(Address::read("/cases/"), Address::read("/cases"));
        assert_eq!(Address::read("/").page, Page::Home);
    }

    #[test]
    fn an_address_that_is_none_of_ours_is_not_found() {
        for path in ["/s", "/s/unemployment/else", "/receipt"] {
            assert_eq!(Address::read(path).page, Page::NotFound, "{path}");
        }
    }

    /// An address of every page.
    const ADDRESSES: [&str; 26] = [
        "/",
        "/s/unemployment",
        "/s/unemployment/guide",
        "/s/unemployment/guide/leaving_reason",
        "/s/unemployment/plan",
        "/s/unemployment/form",
        "/s/unemployment/materials",
        "/s/unemployment/materials/social_card",
        "/s/unemployment/review",
        "/sign-in",
        "/receipt/39A4C7QKXW6T",
        "/cases",
        "/cases/39A4C7QKXW6T",
        "/cases/39A4C7QKXW6T/application",
        "/cases/39A4C7QKXW6T/withdraw/unemployment_benefit",
        "/cases/39A4C7QKXW6T/supply/social_card",
        "/inbox",
        "/licences",
        "/my-data",
        "/confirm/nF2kXb7Q",
        "/handbook",
        "/handbook/unemployment_registration",
        "/search",
        "/place",
        "/verify",
        "/verify/34679ACDEFGHJKMNPQRT",
    ];

    #[test]
    fn the_boot_script_asks_early_for_the_part_that_the_page_lies_in() {
        let boot = include_str!("../public/boot.js");
        let pattern = |name: &str| {
            let (_, rest) = boot.split_once(&format!("var {name} = /")).unwrap();
            Regex::new(rest.split_once("/;\n").unwrap().0).unwrap()
        };
        let patterns = [
            (Part::Follow, pattern("FOLLOW")),
            (Part::Apply, pattern("APPLY")),
            (Part::First, pattern("FIRST")),
        ];
        for address in ADDRESSES {
            let mut patterns = patterns.iter();
            let asked_for = patterns.find(|(_, pattern)| pattern.is_match(address));
            let asked_for = asked_for.map(|(part, _)| *part);
            let page = Address::read(address).page;
            assert_ne!(page, Page::NotFound, "{address}");
            assert_eq!(asked_for, page.part(), "{address}");
            assert_eq!(Address::read(&[address, "/"].concat()).page, page);
        }
    }
}

//! The files of `dist/` that a resident downloads, and when each is needed.

/// Which files are downloaded when.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Needed {
    /// Everything up to a usable home page.
    Home,
    /// From the home page to the first question.
    Question,
    /// For filling in and submitting.
    Apply,
    /// For what comes after.
    Follow,
    /// When the first picture or document is added.
    Worker,
    /// For a document, an edit, or the number of a card.
    WorkerLater,
    /// While the first picture is decoded: what was learnt from pictures.
    Weights,
}

/// A file of `dist/`, found by prefix and suffix because its name contains a hash.
pub(super) struct Part {
    pub(super) name: &'static str,
    pub(super) needed: Needed,
    begins: &'static str,
    ends: &'static str,
}

const fn part(
    name: &'static str,
    needed: Needed,
    begins: &'static str,
    ends: &'static str,
) -> Part {
    Part {
        name,
        needed,
        begins,
        ends,
    }
}

pub(super) const PARTS: [Part; 21] = [
    part("page", Needed::Home, "index.html", ""),
    part("config", Needed::Home, "config.json", ""),
    part("boot", Needed::Home, "assets/boot.", ".js"),
    part("app-glue", Needed::Home, "assets/app.", ".js"),
    part("app-wasm", Needed::Home, "assets/app.", ".wasm"),
    part("parts-style", Needed::Question, "assets/parts.", ".css"),
    part(SHARED, Needed::Question, "assets/part-shared-", ".wasm"),
    part(
        "part-first",
        Needed::Question,
        "assets/part-first.",
        ".wasm",
    ),
    part(SHARED_LATER, Needed::Apply, "assets/part-shared-", ".wasm"),
    part("part-apply", Needed::Apply, "assets/part-apply.", ".wasm"),
    part(
        "part-follow",
        Needed::Follow,
        "assets/part-follow.",
        ".wasm",
    ),
    part("part-sign", Needed::Apply, "assets/part-sign.", ".wasm"),
    part("worker", Needed::Worker, "assets/precheck-worker.", ".js"),
    part("worker-glue", Needed::Worker, "assets/precheck.", ".js"),
    part("worker-wasm", Needed::Worker, "assets/precheck.", ".wasm"),
    part(
        "worker-documents",
        Needed::WorkerLater,
        "assets/precheck-documents.",
        ".wasm",
    ),
    part(
        "worker-edits",
        Needed::WorkerLater,
        "assets/precheck-edits.",
        ".wasm",
    ),
    part(
        "worker-cards",
        Needed::WorkerLater,
        "assets/precheck-cards.",
        ".wasm",
    ),
    part(
        "worker-shared",
        Needed::WorkerLater,
        "assets/precheck-shared-",
        ".wasm",
    ),
    part("weights", Needed::Weights, "assets/direction.", ".weights"),
    part(
        "glyph-weights",
        Needed::Weights,
        "assets/identity-card.",
        ".weights",
    ),
];

/// What several parts need lies in a file for each set of them: those that come with the first part, and the others.
pub(super) const SHARED: &str = "part-shared";
pub(super) const SHARED_LATER: &str = "part-shared-later";

/// The modules of the app, whose sum grows when code ends up in more than one of them.
pub(super) const MODULES: [&str; 7] = [
    "app-wasm",
    SHARED,
    "part-first",
    SHARED_LATER,
    "part-apply",
    "part-follow",
    "part-sign",
];

impl Part {
    pub(super) fn is(&self, name: &str) -> bool {
        /// Of the hash of the content, and what may stand before it: the number of a shared file, a dot.
        const MOST_BETWEEN: usize = 16 + 3;
        name.starts_with(self.begins)
            && name.ends_with(self.ends)
            && name.len() <= self.begins.len() + MOST_BETWEEN + self.ends.len()
            && !name.ends_with(".br")
            && !name.ends_with(".gz")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_apart_whatever_their_hash() {
        let found = |name: &str| {
            PARTS
                .iter()
                .find(|part| part.is(name))
                .map(|part| part.name)
        };
        assert_eq!(found("assets/app.0123456789abcdef.js"), Some("app-glue"));
        assert_eq!(
            found("assets/precheck-worker.0123456789abcdef.js"),
            Some("worker")
        );
        assert_eq!(
            found("assets/precheck.0123456789abcdef.js"),
            Some("worker-glue")
        );
        for number in [3, 11] {
            let name = format!("assets/part-shared-{number}.0123456789abcdef.wasm");
            assert_eq!(found(&name), Some("part-shared"));
        }
        assert_eq!(
            found("assets/direction.0123456789abcdef.weights"),
            Some("weights")
        );
        assert_eq!(found("assets/app.0123456789abcdef.js.br"), None);
    }
}

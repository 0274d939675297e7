//! Scripts: without comments and indentation, and guarded against syntax that old web-views reject,
//! because one unknown token stops the whole page there.

/// Syntax younger than iOS 14 and Chromium 85, with its name for the developer. Years of support
/// from MDN's compatibility tables.
const TOO_NEW: [(&str, &str); 7] = [
    ("import.meta", "import.meta (only in modules)"),
    ("static {", "a static block (Safari 16.4)"),
    ("static{", "a static block (Safari 16.4)"),
    ("this.#", "private members (Safari 14.1)"),
    ("(?<=", "lookbehind in a regular expression (Safari 16.4)"),
    ("(?<!", "lookbehind in a regular expression (Safari 16.4)"),
    ("\nexport ", "export (only in modules)"),
];

/// Names what old web-views would stumble over.
pub(super) fn too_new(script: &str) -> Option<&'static str> {
    TOO_NEW
        .iter()
        .find(|(syntax, _)| script.contains(syntax))
        .map(|(_, name)| *name)
}

/// Leaves out comments, empty lines and indentation. Line ends stay, so that semicolons may be
/// missing in the source; texts, templates and regular expressions are copied as they are.
pub(super) fn strip(script: &str) -> String {
    let mut reader = Reader {
        rest: script,
        out: String::with_capacity(script.len()),
    };
    while reader.step() {}
    reader.out.trim_start().to_owned()
}

struct Reader<'a> {
    rest: &'a str,
    out: String,
}

impl Reader<'_> {
    fn step(&mut self) -> bool {
        let Some(c) = self.rest.chars().next() else {
            return false;
        };
        match c {
            '/' if self.rest.starts_with("//") => {
                self.skip(self.rest.find('\n').unwrap_or(self.rest.len()));
            }
            '/' if self.rest.starts_with("/*") => {
                self.skip(self.rest.find("*/").map_or(self.rest.len(), |end| end + 2));
                // As the language has it: a comment parts words as a blank does.
                self.blank(' ');
            }
            '/' if self.regex_may_begin() => self.copy_regex(),
            '"' | '\'' | '`' => self.copy_until_unescaped(c),
            c if c.is_whitespace() => {
                self.skip(c.len_utf8());
                self.blank(c);
            }
            c => self.copy(c.len_utf8()),
        }
        true
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = &self.rest[bytes..];
    }

    fn copy(&mut self, bytes: usize) {
        self.out.push_str(&self.rest[..bytes]);
        self.skip(bytes);
    }

    fn blank(&mut self, c: char) {
        if c == '\n' {
            self.out.truncate(self.out.trim_end_matches(' ').len());
        }
        if !self.out.ends_with([' ', '\n']) || (c == '\n' && !self.out.ends_with('\n')) {
            self.out.push(if c == '\n' { '\n' } else { ' ' });
        }
    }

    /// After a value `/` divides; elsewhere it begins a regular expression.
    fn regex_may_begin(&self) -> bool {
        let before = self.out.trim_end();
        before.is_empty()
            || before.ends_with(|c: char| "(,=:[!&|?{};+-*%<>~^".contains(c))
            || before.ends_with("return")
    }

    fn copy_regex(&mut self) {
        let (mut escaped, mut in_class) = (false, false);
        let end = self.rest.char_indices().skip(1).find(|&(_, c)| {
            let ends = (c == '/' && !in_class && !escaped) || c == '\n';
            in_class = !escaped && (c == '[' || (in_class && c != ']')) || (escaped && in_class);
            escaped = c == '\\' && !escaped;
            ends
        });
        self.copy(end.map_or(self.rest.len(), |(at, c)| at + c.len_utf8()));
    }

    /// A template within the `${…}` of a template would end it early; none of our scripts has one.
    fn copy_until_unescaped(&mut self, quote: char) {
        let mut escaped = false;
        let end = self.rest.char_indices().skip(1).find(|&(_, c)| {
            let ends = c == quote && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        self.copy(end.map_or(self.rest.len(), |(at, c)| at + c.len_utf8()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go_line_ends_stay() {
        let script = "// why\n(function () {\n    var a = 1 // one\n\n    /** two */\n    var b = a / 2 / 1\n})()\n";
        assert_eq!(
            strip(script),
            "(function () {\nvar a = 1\nvar b = a / 2 / 1\n})()\n"
        );
    }

    #[test]
    fn texts_templates_and_regular_expressions_are_left_alone() {
        for script in [
            "var url = 'https://a//b'\n",
            "var text = `a  // b\n   c`\n",
            "var re = /\\[object [^/]+\\/\"\\]/.exec(x)\n",
            "var s = \"it's \\\" // fine\"\n",
        ] {
            assert_eq!(strip(script), script);
        }
    }

    #[test]
    fn syntax_of_later_years_is_named() {
        assert!(too_new("class A { static { } }").is_some_and(|name| name.contains("16.4")));
        assert_eq!(too_new("var a = b ? c : d"), None);
    }
}

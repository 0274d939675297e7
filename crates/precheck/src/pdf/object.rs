//! The objects of PDF (ISO 32000-1 §7.3), read one at a time where they stand.
//! How deep they nest, how many parts they have and how much is read in all is bounded.

use std::cell::Cell;

/// How deep arrays and dictionaries may nest; files of the wild stay below 20.
const DEPTH: usize = 40;
/// Parts that one object may have: the longest are lists of pages.
const PARTS: usize = 60_000;

/// What a part costs in bytes that are read: it takes memory, and is looked at when its dictionary is searched. A file
/// of nothing but objects has a part in six bytes; one made to be slow has one in each.
const PART: usize = 32;

/// What is still read of one file, in bytes. Objects are read anew each time they are asked for.
pub(super) struct Work(Cell<usize>);

impl Work {
    pub(super) fn new(bytes: usize) -> Self {
        Self(Cell::new(bytes))
    }

    /// Whether a bound was reached: what was not found then may be there.
    pub(super) fn is_spent(&self) -> bool {
        self.0.get() == 0
    }

    pub(super) fn spend(&self, bytes: usize) -> Option<()> {
        let left = self.0.get().checked_sub(bytes);
        self.0.set(left.unwrap_or(0));
        left.map(|_| ())
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object<'a> {
    Number(Number),
    Name(Name<'a>),
    /// As it is written between its brackets.
    Text(&'a [u8]),
    Hex(&'a [u8]),
    Array(Vec<Object<'a>>),
    Dict(Dict<'a>),
    /// To an object of this number.
    Reference(u32),
    /// `true`, `null`, an operator, or what does not belong here.
    Word(&'a [u8]),
}

/// In hundredths: what is smaller than that no page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number(pub(super) i64);

impl Number {
    pub(super) fn whole(self) -> i64 {
        self.0 / 100
    }
}

/// A name as it is written, escapes and all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name<'a>(&'a [u8]);

impl Name<'_> {
    /// Whether it stands for this name; any character may be written as `#` and two digits (§7.3.5).
    pub(super) fn is(self, name: &[u8]) -> bool {
        let mut rest = self.0;
        let mut wanted = name.iter();
        loop {
            let byte = match rest {
                [] => return wanted.next().is_none(),
                [b'#', high, low, after @ ..]
                    if digit(*high).is_some() && digit(*low).is_some() =>
                {
                    rest = after;
                    digit(*high).unwrap_or(0) << 4 | digit(*low).unwrap_or(0)
                }
                [byte, after @ ..] => {
                    rest = after;
                    *byte
                }
            };
            if wanted.next() != Some(&byte) {
                return false;
            }
        }
    }

    /// Whether both stand for the same name.
    pub(super) fn same(self, other: Name<'_>) -> bool {
        self.0 == other.0 || (!other.0.contains(&b'#') && self.is(other.0))
    }
}

/// The value of a hexadecimal digit.
pub(super) fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|it| it as u8)
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dict<'a>(Vec<(Name<'a>, Object<'a>)>);

impl<'a> Dict<'a> {
    /// The value under a key, as it stands there.
    pub(super) fn get(&self, key: &[u8]) -> Option<&Object<'a>> {
        self.0
            .iter()
            .find(|(name, _)| name.is(key))
            .map(|(_, value)| value)
    }

    pub(super) fn named(&self, key: Name<'_>) -> Option<&Object<'a>> {
        self.0
            .iter()
            .find(|(name, _)| name.same(key))
            .map(|(_, value)| value)
    }

    /// Whether the value under a key is this name.
    pub(super) fn is(&self, key: &[u8], value: &[u8]) -> bool {
        matches!(self.get(key), Some(Object::Name(name)) if name.is(value))
    }

    pub(super) fn whole(&self, key: &[u8]) -> Option<i64> {
        match self.get(key)? {
            Object::Number(number) => Some(number.whole()),
            _ => None,
        }
    }
}

/// Reads objects from bytes.
pub(super) struct Reader<'a, 'w> {
    bytes: &'a [u8],
    pub(super) at: usize,
    work: &'w Work,
    parts: usize,
}

impl<'a, 'w> Reader<'a, 'w> {
    pub(super) fn new(bytes: &'a [u8], at: usize, work: &'w Work) -> Self {
        Self {
            bytes,
            at,
            work,
            parts: 0,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or(&[])
    }

    fn take_while(&mut self, wanted: impl Fn(u8) -> bool) -> Option<&'a [u8]> {
        let rest = self.rest();
        let length = rest.iter().position(|byte| !wanted(*byte));
        let taken = rest.get(..length.unwrap_or(rest.len()))?;
        self.work.spend(taken.len())?;
        self.at += taken.len();
        Some(taken)
    }

    /// White space and comments.
    pub(super) fn skip_space(&mut self) -> Option<()> {
        self.take_while(is_space)?;
        while self.peek() == Some(b'%') {
            self.take_while(|byte| !matches!(byte, b'\r' | b'\n'))?;
            self.take_while(is_space)?;
        }
        Some(())
    }

    /// Steps over these bytes if they come next.
    pub(super) fn eat(&mut self, word: &[u8]) -> bool {
        let comes = self.rest().starts_with(word);
        if comes {
            self.at += word.len();
        }
        comes
    }

    /// The next object; nothing at the end, and where a bound is reached.
    pub(super) fn object(&mut self) -> Option<Object<'a>> {
        self.parts = 0;
        self.part(0)
    }

    fn part(&mut self, depth: usize) -> Option<Object<'a>> {
        self.parts += 1;
        if depth > DEPTH || self.parts > PARTS {
            return None;
        }
        self.skip_space()?;
        self.work.spend(PART)?;
        if self.eat(b"<<") {
            return self.dict(depth);
        }
        match self.peek()? {
            b'[' => self.array(depth),
            b'(' => self.text(),
            b'/' => {
                self.at += 1;
                self.take_while(is_regular).map(|it| Object::Name(Name(it)))
            }
            b'<' => {
                self.at += 1;
                let hex = self.take_while(|byte| byte != b'>')?;
                self.eat(b">");
                Some(Object::Hex(hex))
            }
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(),
            byte if is_regular(byte) => self.take_while(is_regular).map(Object::Word),
            _ => {
                self.at += 1;
                self.bytes.get(self.at - 1..self.at).map(Object::Word)
            }
        }
    }

    fn array(&mut self, depth: usize) -> Option<Object<'a>> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_space()?;
            if self.eat(b"]") {
                return Some(Object::Array(items));
            }
            items.push(self.part(depth + 1)?);
        }
    }

    fn dict(&mut self, depth: usize) -> Option<Object<'a>> {
        let mut entries = Vec::new();
        loop {
            self.skip_space()?;
            if self.eat(b">>") {
                return Some(Object::Dict(Dict(entries)));
            }
            // What is no key is stepped over, as readers do.
            if let Object::Name(key) = self.part(depth + 1)? {
                self.skip_space()?;
                if !self.rest().starts_with(b">>") {
                    entries.push((key, self.part(depth + 1)?));
                }
            }
        }
    }

    /// Brackets may stand inside if they are in pairs or behind a backslash (§7.3.4.2).
    fn text(&mut self) -> Option<Object<'a>> {
        let start = self.at + 1;
        let mut open = 0_usize;
        let mut escaped = false;
        for (at, byte) in self.rest().iter().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'(' => open += 1,
                b')' if open == 1 => {
                    self.work.spend(at)?;
                    let end = self.at + at;
                    self.at = end + 1;
                    return self.bytes.get(start..end).map(Object::Text);
                }
                b')' => open = open.saturating_sub(1),
                _ => {}
            }
        }
        self.work.spend(self.rest().len())?;
        None
    }

    fn number(&mut self) -> Option<Object<'a>> {
        let start = self.at;
        let written =
            self.take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.'))?;
        if let Some(number) = self.reference(written) {
            return Some(Object::Reference(number));
        }
        // An operator may begin like a number only in broken files; it is stepped over byte by byte.
        if self.at == start {
            self.at += 1;
        }
        Some(Object::Number(number(written)))
    }

    /// Whether these digits are followed by a generation and `R`.
    fn reference(&mut self, digits: &[u8]) -> Option<u32> {
        let spaces = |bytes: &[u8]| bytes.iter().take_while(|byte| is_space(**byte)).count();
        let rest = self.rest();
        let before = spaces(rest);
        let generation = rest.get(before..)?;
        let length = generation
            .iter()
            .take(6)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let behind = generation.get(length..)?;
        let after = spaces(behind);
        let ends = behind.get(after) == Some(&b'R')
            && !behind.get(after + 1).copied().is_some_and(is_regular);
        if before == 0 || length == 0 || after == 0 || !ends {
            return None;
        }
        let number = natural(digits)?;
        self.at += before + length + after + 1;
        Some(number)
    }
}

/// A number without sign or point.
pub(super) fn natural(digits: &[u8]) -> Option<u32> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

fn number(written: &[u8]) -> Number {
    let mut value = 0_i64;
    let mut places = None;
    for byte in written {
        match byte {
            b'.' if places.is_none() => places = Some(0),
            b'0'..=b'9' if places.is_none_or(|it| it < 2) => {
                value = value
                    .saturating_mul(10)
                    .saturating_add(i64::from(byte - b'0'));
                places = places.map(|it| it + 1);
            }
            _ => {}
        }
    }
    for _ in places.unwrap_or(0)..2 {
        value = value.saturating_mul(10);
    }
    Number(if written.first() == Some(&b'-') {
        -value
    } else {
        value
    })
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

pub(super) fn is_regular(byte: u8) -> bool {
    !is_space(byte)
        && !matches!(
            byte,
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Option<Object<'_>> {
        Reader::new(bytes, 0, &Work::new(10_000)).object()
    }

    #[test]
    fn every_kind_of_object_is_read() {
        let written = b"<</Type/Pa#67e % here\n\
            /Kids[3 0 R 12 0 R]/Box[0 -.5 595.276 842]/T(a(b)\\)c)/H<0aF>/Null null>>";
        let Some(Object::Dict(dict)) = read(written) else {
            panic!("a dictionary");
        };
        assert!(dict.is(b"Type", b"Page"));
        let references = vec![Object::Reference(3), Object::Reference(12)];
        assert_eq!(dict.get(b"Kids"), Some(&Object::Array(references)));
        let numbers = [0, -50, 59527, 84200].map(|it| Object::Number(Number(it)));
        assert_eq!(dict.get(b"Box"), Some(&Object::Array(numbers.to_vec())));
        assert_eq!(dict.get(b"T"), Some(&Object::Text(b"a(b)\\)c")));
        assert_eq!(dict.get(b"H"), Some(&Object::Hex(b"0aF")));
        assert_eq!(dict.get(b"Null"), Some(&Object::Word(b"null")));
    }

    #[test]
    fn what_nests_without_end_is_not_read() {
        assert_eq!(read(&b"[".repeat(5000)), None);
        assert!(read(&[b"[".repeat(30), b"]".repeat(30)].concat()).is_some());
        assert_eq!(read(&[&b"["[..], &b"0 ".repeat(PARTS)].concat()), None);
        assert_eq!(read(b"(never closed"), None);
    }

    #[test]
    fn work_is_bounded() {
        let work = Work::new(80);
        let mut reader = Reader::new(b"/Alpha /Beta /Gamma /Delta", 0, &work);
        let read = std::iter::from_fn(|| reader.object()).count();
        assert!((1..4).contains(&read), "{read}");
    }
}

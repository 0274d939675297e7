//! Names of persons as identity documents print them: Chinese characters with all their extensions, the middle dot of
//! ethnic names, Latin letters of foreigners with their hyphens and apostrophes.

use std::fmt;

use crate::input_normalize;

mod radicals;

/// The middle dot that joins the parts of ethnic names (GB/T 2312 row 1; Unicode U+00B7).
const MIDDLE_DOT: char = '\u{B7}';
/// The room for a name in the systems of human resources and social security, in characters.
const LONGEST: usize = 50;

/// A name in the one form in which it is stored and compared.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PersonName(String);

/// Why a text is no name. Holds places (0 is the first character of the text as it was typed),
/// never a character of the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonNameError {
    /// Nothing but blanks.
    Empty,
    /// More than 50 characters once superfluous blanks are gone.
    TooLong { found: usize },
    /// A digit, a symbol or a letter of another script.
    Character { at: usize },
    /// A character from a private area of Unicode, as old input methods wrote rare characters.
    /// Other systems will show something else; the person should enter the standard character.
    PrivateUse { at: usize },
    /// A dot that does not stand between two Chinese characters.
    MiddleDot { at: usize },
}

enum Letter {
    Chinese,
    Latin,
}

impl PersonName {
    /// Reads a name as typed. Every kind of dot becomes `·`, blanks stay only between Latin words, there a single one.
    /// Letters keep their case; a hyphen or an apostrophe may stand between two Latin ones. Radicals, which programs
    /// put in place of the characters that look like them, become these characters.
    pub fn parse(text: &str) -> Result<Self, PersonNameError> {
        let mut name = String::new();
        let mut before: Option<Letter> = None;
        let mut blank = false;
        let mut dot: Option<usize> = None;
        let mut joined: Option<(usize, char)> = None;
        for (at, typed) in text.chars().enumerate() {
            // Before the forms are narrowed: a full-width full stop is a dot, too.
            if is_dot(typed) {
                if dot.is_some() || !matches!(before, Some(Letter::Chinese)) {
                    return Err(PersonNameError::MiddleDot { at });
                }
                dot = Some(at);
                continue;
            }
            if input_normalize::is_blank(typed) {
                blank |= typed.is_whitespace();
                continue;
            }
            let character = radicals::unified(input_normalize::half_width(typed));
            if let Some(joint) = joint(character) {
                if joined.is_some() || dot.is_some() || !matches!(before, Some(Letter::Latin)) {
                    return Err(PersonNameError::Character { at });
                }
                joined = Some((at, joint));
                continue;
            }
            let letter = letter(character, at)?;
            if let Some((at, joint)) = joined.take() {
                if !matches!(letter, Letter::Latin) {
                    return Err(PersonNameError::Character { at });
                }
                name.push(joint);
                blank = false;
            }
            match (&before, &letter) {
                (_, Letter::Latin) if dot.is_some() => {
                    return Err(PersonNameError::MiddleDot {
                        at: dot.unwrap_or(at),
                    });
                }
                (Some(Letter::Latin), Letter::Latin) if blank => name.push(' '),
                _ if dot.is_some() => name.push(MIDDLE_DOT),
                _ => {}
            }
            name.push(character);
            (before, blank, dot) = (Some(letter), false, None);
        }
        if let Some(at) = dot {
            return Err(PersonNameError::MiddleDot { at });
        }
        if let Some((at, _)) = joined {
            return Err(PersonNameError::Character { at });
        }
        match name.chars().count() {
            0 => Err(PersonNameError::Empty),
            1..=LONGEST => Ok(Self(name)),
            found => Err(PersonNameError::TooLong { found }),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// There are people whose whole name is one character; more often the rest was left out.
    pub fn is_one_character(&self) -> bool {
        self.0.chars().nth(1).is_none()
    }

    /// All but the last character hidden, for screens: `**丽`; of a single one nothing is shown.
    pub fn masked(&self) -> String {
        if self.is_one_character() {
            return "*".to_owned();
        }
        let hidden = self.0.chars().count() - 1;
        let last = self.0.chars().last();
        "*".repeat(hidden).chars().chain(last).collect()
    }
}

fn letter(c: char, at: usize) -> Result<Letter, PersonNameError> {
    match c {
        '〇' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' => {
            Ok(Letter::Chinese)
        }
        // The planes 2 and 3 are reserved for ideographs: extensions B to J and those to come.
        '\u{20000}'..='\u{2FFFD}' | '\u{30000}'..='\u{3FFFD}' => Ok(Letter::Chinese),
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => {
            Err(PersonNameError::PrivateUse { at })
        }
        'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' if c.is_alphabetic() => Ok(Letter::Latin),
        _ => Err(PersonNameError::Character { at }),
    }
}

/// Hyphens and apostrophes in the forms in which passports print them.
fn joint(c: char) -> Option<char> {
    match c {
        '\'' | '\u{2018}' | '\u{2019}' | '\u{2BC}' | '\u{B4}' | '`' => Some('\''),
        c if input_normalize::is_hyphen(c) => Some('-'),
        _ => None,
    }
}

/// The dots that keyboards offer where a name needs U+00B7.
fn is_dot(c: char) -> bool {
    matches!(
        c,
        MIDDLE_DOT | '•' | '・' | '･' | '‧' | '∙' | '⋅' | '●' | '．' | '.' | '。' | '｡'
    )
}

/// Logs must not hold the name.
impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonName(…)")
    }
}

impl fmt::Display for PersonNameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "name: nothing",
            Self::TooLong { .. } => "name: more than 50 characters",
            Self::Character { .. } => "name: a digit, symbol or foreign letter",
            Self::PrivateUse { .. } => "name: a private-use character",
            Self::MiddleDot { .. } => "name: a dot not between Chinese characters",
        })
    }
}

impl std::error::Error for PersonNameError {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_take_the_one_form_in_which_they_are_compared() {
        for (typed, name) in [
            ("李小明", "李小明"),
            (" 张 三 ", "张三"),
            ("张\u{3000}三\u{200B}", "张三"),
            ("阿依古丽•买买提", "阿依古丽·买买提"),
            ("阿依古丽．买买提", "阿依古丽·买买提"),
            ("阿依古丽 · 买买提", "阿依古丽·买买提"),
            ("阿依古丽.买买提。吐尔逊", "阿依古丽·买买提·吐尔逊"),
            ("ZHANG  SAN", "ZHANG SAN"),
            ("Ｚhang San", "Zhang San"),
            ("JOSÉ", "JOSÉ"),
            ("刘〇", "刘〇"),
            ("㛃𬱖", "㛃𬱖"),
            ("王\u{31350}", "王\u{31350}"),
            ("张", "张"),
            ("ANNE-MARIE", "ANNE-MARIE"),
            ("Anne – Marie", "Anne-Marie"),
            ("O'BRIEN", "O'BRIEN"),
            ("O’Brien Ｄ＇Arcy", "O'Brien D'Arcy"),
            ("MOHAMMED AL-SAYED", "MOHAMMED AL-SAYED"),
            ("⽅⽂⼀", "方文一"),
            ("张\u{E0100}三\u{FE00}", "张三"),
        ] {
            assert_eq!(
                PersonName::parse(typed).unwrap().as_str(),
                name,
                "{typed:?}"
            );
        }
    }

    #[test]
    fn each_mistake_has_its_own_name_and_place() {
        use PersonNameError::*;
        for (text, error) in [
            ("", Empty),
            (" \u{200B}\u{FE0F}", Empty),
            ("张-三", Character { at: 1 }),
            ("ANNE-", Character { at: 4 }),
            ("'T HOOFT", Character { at: 0 }),
            ("ANNE--MARIE", Character { at: 5 }),
            ("ANNE-张", Character { at: 4 }),
            ("张3", Character { at: 1 }),
            ("张三！", Character { at: 2 }),
            ("张😀", Character { at: 1 }),
            ("Иван", Character { at: 0 }),
            ("王\u{E123}", PrivateUse { at: 1 }),
            ("·买买提", MiddleDot { at: 0 }),
            ("买买提·", MiddleDot { at: 3 }),
            ("买··提", MiddleDot { at: 2 }),
            ("买·A", MiddleDot { at: 1 }),
            ("John F. Doe", MiddleDot { at: 6 }),
        ] {
            assert_eq!(PersonName::parse(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn fifty_characters_are_a_name_and_one_more_is_not() {
        assert!(PersonName::parse(&"阿".repeat(50)).is_ok());
        let error = PersonNameError::TooLong { found: 51 };
        assert_eq!(PersonName::parse(&"阿".repeat(51)), Err(error));
    }

    #[test]
    fn screens_show_the_last_character_and_logs_none() {
        let name = PersonName::parse("李小丽").unwrap();
        assert_eq!(name.masked(), "**丽");
        assert_eq!(PersonName::parse("丽").unwrap().masked(), "*");
        assert_eq!(format!("{name:?}"), "PersonName(…)");
    }

    proptest! {
        #[test]
        fn a_name_read_again_stays_the_same(
            text in any::<String>(), near in "[张三·.。 　AaＡ1\u{E000}\u{20000}-\u{20010}]{0,8}",
        ) {
            for text in [text, near] {
                if let Ok(name) = PersonName::parse(&text) {
                    prop_assert_eq!(PersonName::parse(name.as_str()), Ok(name));
                }
            }
        }

        #[test]
        fn every_chinese_name_is_read(text in "[\u{4E00}-\u{9FFF}\u{20000}-\u{2A6DF}]{2,50}") {
            let name = PersonName::parse(&text).unwrap();
            prop_assert_eq!(name.as_str(), text);
        }
    }
}

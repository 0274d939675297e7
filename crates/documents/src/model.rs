//! The document as its reader perceives it: blocks in reading order, without pages, fonts or measures.

use civic::Day;

use crate::ink::Ink;

/// One document, ready to be printed or shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Its heading, and its name in the window of a PDF reader.
    pub title: String,
    /// The day it bears, for its metadata; not the day it is printed.
    pub day: Option<Day>,
    pub blocks: Vec<Block>,
}

impl Document {
    /// The most characters of a document, all blocks together. Printing takes time in proportion.
    pub const LONGEST: usize = 60_000;
}

#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A centred line below the title, such as a number.
    Subtitle(Text),
    Heading(Text),
    Paragraph(Text),
    /// Small print.
    Note(Text),
    /// What is known of somebody or something: a table of names and values.
    Facts(Vec<Vec<Fact>>),
    List(List),
    Table(Table),
    Signatures(Vec<SignatureLine>),
    Seal(Seal),
    Code(Code),
}

/// Inline content.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Text(pub Vec<Run>);

#[derive(Debug, Clone, PartialEq)]
pub enum Run {
    Words(String),
    Strong(String),
    /// Not known: a line of so many characters to be filled in by hand.
    Blank(u8),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    pub name: Text,
    pub value: Text,
}

#[derive(Debug, Clone, PartialEq)]
pub struct List {
    pub ordered: bool,
    pub items: Vec<Text>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub columns: Vec<Column>,
    /// As many cells each as there are columns.
    pub rows: Vec<Vec<Text>>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub head: Text,
    /// Its share of the width.
    pub width: u8,
}

/// Where somebody signs, or has signed.
#[derive(Debug, Clone, PartialEq)]
pub struct SignatureLine {
    pub label: Text,
    pub ink: Option<Ink>,
    /// When: text, or a blank.
    pub on: Text,
}

/// An office's seal over its name and the day, as on official letters.
#[derive(Debug, Clone, PartialEq)]
pub struct Seal {
    pub office: String,
    pub day: Text,
    /// What stands in the middle of a seal that proves nothing; `None` leaves room for a real one.
    pub demo: Option<String>,
}

/// A link as a QR code, with its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Code {
    pub link: String,
    pub caption: Text,
}

impl Text {
    pub(crate) fn words(words: impl Into<String>) -> Self {
        Self(vec![Run::Words(words.into())])
    }

    /// Whether nothing of it is known: it is blank, or has no words.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|run| match run {
            Run::Words(words) | Run::Strong(words) => words.trim().is_empty(),
            Run::Blank(_) => true,
        })
    }

    /// Its words without blanks, for outlines and descriptions.
    pub fn plain(&self) -> String {
        self.0
            .iter()
            .map(|run| match run {
                Run::Words(words) | Run::Strong(words) => words.as_str(),
                Run::Blank(_) => "",
            })
            .collect()
    }

    pub(crate) fn characters(&self) -> usize {
        self.0
            .iter()
            .map(|run| match run {
                Run::Words(words) | Run::Strong(words) => words.chars().count(),
                Run::Blank(width) => usize::from(*width),
            })
            .sum()
    }
}

impl Block {
    /// How much there is to lay out; a cell or item counts at least one.
    pub(crate) fn characters(&self) -> usize {
        let all = |texts: &mut dyn Iterator<Item = &Text>| -> usize {
            texts.map(|text| 1 + text.characters()).sum()
        };
        match self {
            Self::Subtitle(text)
            | Self::Heading(text)
            | Self::Paragraph(text)
            | Self::Note(text) => text.characters(),
            Self::Facts(rows) => all(&mut rows
                .iter()
                .flatten()
                .flat_map(|fact| [&fact.name, &fact.value])),
            Self::List(list) => all(&mut list.items.iter()),
            Self::Table(table) => all(&mut table.rows.iter().flatten()),
            Self::Signatures(lines) => {
                all(&mut lines.iter().flat_map(|line| [&line.label, &line.on]))
            }
            Self::Seal(seal) => seal.office.chars().count() + seal.day.characters(),
            Self::Code(code) => code.caption.characters(),
        }
    }
}

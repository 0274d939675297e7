//! What a template may ask for, by name.

use civic::Day;

use crate::ink::Ink;

/// A kind of document: its template, and its data by name.
///
/// `T::default()` tells which names there are, so that a template is checked without data.
pub trait Kind: Default {
    /// The name of its template.
    const TEMPLATE: &'static str;
    const SOURCE: &'static str;

    /// The words that its template has for [`Value::Worded`], each with a sample of its values.
    fn words() -> Vec<Worded> {
        Vec::new()
    }

    fn values(&self) -> Values;

    /// The day the document bears.
    fn day(&self) -> Option<Day>;
}

/// Named values, the same names for every document of a kind.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Values(Vec<(&'static str, Value)>);

/// A value, or that it is not known.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Not known: what a value would be is of no matter.
    Unknown,
    /// A day that is not known has its own blank.
    UnknownDay,
    Text(String),
    Day(Day),
    Moment(Moment),
    /// What is a state here, and has words in the template.
    Worded(Worded),
    Flag(bool),
    Ink(Ink),
    Rows {
        /// The names of a row, also where there is none.
        sample: Values,
        rows: Vec<Values>,
    },
}

/// One of the words of a template, by its name, with values of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Worded {
    pub(crate) word: &'static str,
    pub(crate) values: Values,
}

/// A day and a time of the office's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub day: Day,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
}

/// What becomes a value.
pub trait Content {
    fn value(&self) -> Value;
}

impl Values {
    pub fn with(mut self, name: &'static str, content: &impl Content) -> Self {
        self.0.push((name, content.value()));
        self
    }

    /// The same with words in place of states; rows, too.
    pub(crate) fn said<E>(self, say: &impl Fn(&Worded) -> Result<String, E>) -> Result<Self, E> {
        let said = |(name, value)| {
            let value = match value {
                Value::Worded(worded) => Value::Text(say(&worded)?),
                Value::Rows { sample, rows } => Value::Rows {
                    sample,
                    rows: rows
                        .into_iter()
                        .map(|row| row.said(say))
                        .collect::<Result<_, _>>()?,
                },
                value => value,
            };
            Ok((name, value))
        };
        self.0
            .into_iter()
            .map(said)
            .collect::<Result<_, _>>()
            .map(Self)
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }
}

impl Value {
    pub(crate) fn is_known(&self) -> bool {
        match self {
            Self::Unknown | Self::UnknownDay => false,
            Self::Text(text) => !text.trim().is_empty(),
            Self::Flag(flag) => *flag,
            Self::Rows { rows, .. } => !rows.is_empty(),
            Self::Day(_) | Self::Moment(_) | Self::Worded(_) | Self::Ink(_) => true,
        }
    }
}

impl Content for Option<String> {
    fn value(&self) -> Value {
        self.as_ref()
            .map_or(Value::Unknown, |text| Value::Text(text.clone()))
    }
}

impl Content for Option<Day> {
    fn value(&self) -> Value {
        self.map_or(Value::UnknownDay, Value::Day)
    }
}

impl Content for Option<Moment> {
    fn value(&self) -> Value {
        self.map_or(Value::UnknownDay, Value::Moment)
    }
}

impl Content for Option<Ink> {
    fn value(&self) -> Value {
        self.as_ref()
            .map_or(Value::Unknown, |ink| Value::Ink(ink.clone()))
    }
}

impl<T: Into<Worded> + Clone> Content for Says<'_, T> {
    fn value(&self) -> Value {
        self.0
            .as_ref()
            .map_or(Value::Unknown, |state| Value::Worded(state.clone().into()))
    }
}

/// A state, of which the template has the words.
pub(crate) struct Says<'a, T>(pub(crate) &'a Option<T>);

impl Worded {
    pub(crate) fn plain(word: &'static str) -> Self {
        Self {
            word,
            values: Values::default(),
        }
    }

    pub(crate) fn with(mut self, name: &'static str, content: &impl Content) -> Self {
        self.values = self.values.with(name, content);
        self
    }
}

impl Content for bool {
    fn value(&self) -> Value {
        Value::Flag(*self)
    }
}

/// A row of one value, named `text`.
impl Content for Vec<String> {
    fn value(&self) -> Value {
        let row = |text: &String| Values::default().with("text", &Some(text.clone()));
        Value::Rows {
            sample: row(&String::new()),
            rows: self.iter().map(row).collect(),
        }
    }
}

/// Rows of a type of their own.
pub(crate) trait Row: Default {
    fn values(&self) -> Values;
}

impl<T: Row> Content for Vec<T> {
    fn value(&self) -> Value {
        Value::Rows {
            sample: T::default().values(),
            rows: self.iter().map(T::values).collect(),
        }
    }
}

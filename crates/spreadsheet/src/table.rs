//! Lines and cells, bounded, and the text in which the worker hands them to the page.

/// More than any group takes; what comes after it is left out.
pub const MOST_LINES: usize = 2000;
/// Far more columns than people fill in.
pub(crate) const MOST_COLUMNS: usize = 100;
/// Longer than any field takes.
const MOST_CHARACTERS: usize = 1000;

/// Between lines and between cells of a handed over table (ASCII); no cell has them.
const LINE_END: char = '\u{1E}';
const CELL_END: char = '\u{1F}';

/// The lines that have something in them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    pub lines: Vec<Line>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// As the spreadsheet counts it, from 1.
    pub number: usize,
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    pub form: Form,
}

/// What the file says of a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Form {
    /// A text, or a file that does not say.
    #[default]
    Text,
    /// A number: of more than 15 digits a spreadsheet keeps the first 15 (Excel specifications and limits, 数字精度).
    Number,
    /// The number of a day, counted from the end of 1899, shown as a date.
    Day,
}

impl Form {
    const fn mark(self) -> char {
        match self {
            Self::Text => 't',
            Self::Number => 'n',
            Self::Day => 'd',
        }
    }

    const fn of_mark(mark: char) -> Self {
        match mark {
            'n' => Self::Number,
            'd' => Self::Day,
            _ => Self::Text,
        }
    }
}

impl Cell {
    pub fn new(text: &str, form: Form) -> Self {
        let text = text.trim();
        let visible = text.chars().filter(|c| !matches!(*c, LINE_END | CELL_END));
        Self {
            text: visible.take(MOST_CHARACTERS).collect(),
            form,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

impl Table {
    pub(crate) fn is_full(&self) -> bool {
        self.lines.len() >= MOST_LINES
    }

    /// Adds a line, unless nothing is in it.
    pub(crate) fn push(&mut self, number: usize, mut cells: Vec<Cell>) {
        let filled = cells.iter().rposition(|cell| !cell.is_empty());
        let Some(last) = filled.filter(|_| !self.is_full()) else {
            return;
        };
        cells.truncate((last + 1).min(MOST_COLUMNS));
        self.lines.push(Line { number, cells });
    }

    /// The table as a text.
    #[must_use]
    pub fn handed_over(&self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            text.push_str(&line.number.to_string());
            for cell in &line.cells {
                text.push(CELL_END);
                text.push(cell.form.mark());
                text.push_str(&cell.text);
            }
            text.push(LINE_END);
        }
        text
    }

    /// The table that was handed over as this text.
    #[must_use]
    pub fn taken_over(text: &str) -> Self {
        let lines = text.split_terminator(LINE_END).filter_map(|line| {
            let mut parts = line.split(CELL_END);
            let number = parts.next()?.parse().ok()?;
            let cells = parts.map(|part| {
                let mut rest = part.chars();
                let form = rest.next().map_or(Form::Text, Form::of_mark);
                Cell::new(rest.as_str(), form)
            });
            Some(Line {
                number,
                cells: cells.collect(),
            })
        });
        Self {
            lines: lines.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_handed_over_arrives_as_it_was() {
        let mut table = Table::default();
        let cells = [
            Cell::new("陈一", Form::Text),
            Cell::new("", Form::Text),
            Cell::new("46346", Form::Day),
            Cell::new("6500.5", Form::Number),
        ];
        table.push(3, cells.to_vec());
        table.push(4, vec![Cell::default()]);
        assert_eq!(table.lines.len(), 1);
        assert_eq!(Table::taken_over(&table.handed_over()), table);
    }

    #[test]
    fn no_cell_breaks_the_text_that_is_handed_over() {
        let cell = Cell::new("a\u{1F}b\u{1E}c", Form::Text);
        assert_eq!(cell.text, "abc");
        assert_eq!(
            Cell::new(&"长".repeat(5000), Form::Text)
                .text
                .chars()
                .count(),
            1000
        );
    }
}

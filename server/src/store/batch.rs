//! Statements of which nothing is read, kept until something is, or until the transaction ends, and then sent together.
//!
//! SQLite works in a thread of its own: a statement goes there and its answer comes back, which on a busy machine costs
//! more than the statement. A case that is handed in is some twenty of them; so they go in one.

use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments, Encode, Sqlite, Type};

#[derive(Default)]
pub(super) struct Batch {
    sql: String,
    arguments: SqliteArguments,
}

impl Batch {
    pub(super) fn is_empty(&self) -> bool {
        self.sql.is_empty()
    }

    /// Values that have been added so far.
    pub(super) fn values(&self) -> usize {
        self.arguments.len()
    }

    /// The next value of the statement that is about to be put.
    pub(super) fn add<'t, T>(&mut self, value: T) -> Result<(), sqlx::Error>
    where
        T: Encode<'t, Sqlite> + Type<Sqlite>,
    {
        self.arguments.add(value).map_err(sqlx::Error::Encode)
    }

    /// A statement whose first value is the one behind `before` others.
    pub(super) fn put(&mut self, statement: &str, before: usize) {
        let mut parts = statement.split('$');
        self.sql.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let digits = part.bytes().take_while(u8::is_ascii_digit).count();
            let (number, rest) = part.split_at(digits);
            let number = number.parse().unwrap_or(0) + before;
            self.sql.push_str(&format!("${number}{rest}"));
        }
        self.sql.push_str(";\n");
    }

    pub(super) fn take(&mut self) -> (String, SqliteArguments) {
        let Self { sql, arguments } = std::mem::take(self);
        (sql, arguments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_numbered_through() {
        let mut batch = Batch::default();
        batch.put("SAVEPOINT one", 0);
        for (statement, values) in [
            ("INSERT INTO a VALUES ($1, $2)", 2),
            ("UPDATE b SET c = $2 WHERE d = $1", 2),
        ] {
            let before = batch.values();
            for value in 0..values {
                batch.add(i64::from(value)).unwrap();
            }
            batch.put(statement, before);
        }
        let (sql, arguments) = batch.take();
        assert_eq!(
            sql,
            "SAVEPOINT one;\nINSERT INTO a VALUES ($1, $2);\nUPDATE b SET c = $4 WHERE d = $3;\n"
        );
        assert_eq!(arguments.len(), 4);
        assert!(batch.is_empty());
    }
}

//! Lists in pages: where one begins, and where the next one does. Cursors are opaque to callers.

use serde::Deserialize;

use crate::error::{ApiResult, malformed};

/// `?cursor=` of a list whose rows are numbered.
#[derive(Debug, Deserialize)]
pub(crate) struct Cursor {
    cursor: Option<String>,
}

impl Cursor {
    /// The row at which the page before ended; `None` on the first.
    pub(crate) fn row(&self) -> ApiResult<Option<i64>> {
        let row = self.cursor.as_deref().map(str::parse).transpose();
        row.or_else(|_| malformed("the cursor is not of this list"))
    }
}

/// A page of what was found, of which one more was asked for than it holds, and the cursor of the next one.
pub(crate) fn cut<T>(
    mut found: Vec<T>,
    size: u32,
    cursor: impl Fn(&T) -> String,
) -> (Vec<T>, Option<String>) {
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let more = found.len() > size;
    found.truncate(size);
    let next = found.last().filter(|_| more).map(cursor);
    (found, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_begins_after_the_last_row_and_there_is_none_after_the_end() {
        let rows = |count: u32| (1..=count).collect::<Vec<_>>();
        let cut = |count| cut(rows(count), 3, u32::to_string);
        assert_eq!(cut(4), (vec![1, 2, 3], Some("3".to_owned())));
        assert_eq!(cut(3), (vec![1, 2, 3], None));
        assert_eq!(cut(0), (Vec::new(), None));
    }
}

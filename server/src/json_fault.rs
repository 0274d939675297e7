//! An error of JSON for the log: where it is, and not what it is about.

use serde_json::error::Category;

/// serde_json's own message repeats values, which may be a resident's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{} error at line {line}, column {column}", kind(*.category))]
pub(crate) struct JsonFault {
    category: Category,
    line: usize,
    column: usize,
}

const fn kind(category: Category) -> &'static str {
    match category {
        Category::Io => "input",
        Category::Syntax => "syntax",
        Category::Data => "data",
        Category::Eof => "end of input",
    }
}

impl From<serde_json::Error> for JsonFault {
    fn from(error: serde_json::Error) -> Self {
        Self {
            category: error.classify(),
            line: error.line(),
            column: error.column(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_is_repeated() {
        let error = serde_json::from_str::<u8>(r#""张三""#).unwrap_err();
        assert!(error.to_string().contains("张三"));
        let fault = JsonFault::from(error);
        assert_eq!(fault.to_string(), "data error at line 1, column 8");
    }
}

//! A rule of the contract, and what became of it.

/// One thing that a back end keeps to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule {
    pub(crate) id: &'static str,
    pub(crate) says: &'static str,
    /// Where the contract says it.
    pub(crate) at: &'static str,
}

/// Whether it was kept to; the text says what was seen instead.
pub(crate) type Kept = Result<(), String>;

pub(crate) fn is(holds: bool, otherwise: impl FnOnce() -> String) -> Kept {
    match holds {
        true => Ok(()),
        false => Err(otherwise()),
    }
}

/// One rule a line: its id, what it says, and where.
macro_rules! rules {
    ($($name:ident: $id:literal, $says:literal, $at:literal;)*) => {
        $(const $name: $crate::rule::Rule = $crate::rule::Rule { id: $id, says: $says, at: $at };)*
    };
}
pub(crate) use rules;

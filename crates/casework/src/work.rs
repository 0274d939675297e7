//! How much is looked at while time's demands are carried out; counted in tests alone, so that it is not a matter of
//! time.

use std::cell::Cell;

thread_local! {
    static DONE: Cell<usize> = const { Cell::new(0) };
}

pub(crate) fn count() {
    DONE.with(|done| done.set(done.get() + 1));
}

/// What was looked at since it was asked last.
pub(crate) fn done() -> usize {
    DONE.with(|done| done.replace(0))
}

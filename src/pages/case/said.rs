//! A word that one page of a case leaves for the next: what was done there is told on the page one comes back to.

use std::cell::RefCell;

use crate::components::go;

thread_local! {
    static SAID: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The way back to the case, where it is told what was done.
pub(super) fn back_to(number: &str) -> impl Fn(String) + Clone + 'static {
    let go = go();
    let address = ["/cases/", number].concat();
    move |done| {
        SAID.with(|said| said.replace(done));
        go(&address);
    }
}

/// Empty where nothing was left.
pub(super) fn take() -> String {
    SAID.with(|said| said.replace(String::new()))
}

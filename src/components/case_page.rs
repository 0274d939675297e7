//! A page about one case, the receipt, its progress or a step on its way: for whom it belongs to. Who has not signed in
//! yet is asked to, and led back here.

use super::{Frame, frame, in_session, sign_in_first};
use crate::dom::Node;

/// What is said of the page, and to those who have not signed in.
#[derive(Clone, Copy)]
pub(crate) struct CasePage {
    pub(crate) title: &'static str,
    pub(crate) sign_in_title: &'static str,
    pub(crate) sign_in_text: &'static str,
}

/// `below` is the address before the case's number; `page` is built for whom it belongs to. The way back leads to all
/// cases.
pub(crate) fn case_page(
    about: CasePage,
    below: &'static str,
    number: String,
    page: fn(String) -> Node,
) -> Node {
    let here = [below, &number].concat();
    own_page(about, here, "/cases".to_owned(), move || {
        page(number.clone())
    })
}

/// A page at the address `here` that belongs to somebody; the back arrow leads to `back`.
pub(crate) fn own_page(
    about: CasePage,
    here: String,
    back: String,
    page: impl Fn() -> Node + Send + 'static,
) -> Node {
    let inside = in_session(move |signed_in| {
        if signed_in {
            page()
        } else {
            sign_in_first(about.sign_in_title, about.sign_in_text, &here)
        }
    });
    frame(
        Frame {
            bar: about.title.to_owned(),
            title: about.title.to_owned(),
            back,
            stage: None,
        },
        inside,
    )
}

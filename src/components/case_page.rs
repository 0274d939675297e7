//! A page about one case, the receipt or its progress: for whom it belongs to, with the way back to all cases.
//! Who has not signed in yet is asked to, and led back here.

use super::{Frame, frame, in_session, sign_in_first};
use crate::dom::Node;

/// What is said of the page, and to those who have not signed in.
pub(crate) struct CasePage {
    pub(crate) title: &'static str,
    pub(crate) sign_in_title: &'static str,
    pub(crate) sign_in_text: &'static str,
}

/// `below` is the address before the case's number; `page` is built for whom it belongs to.
pub(crate) fn case_page(
    about: CasePage,
    below: &'static str,
    number: String,
    page: fn(String) -> Node,
) -> Node {
    let inside = in_session(move |signed_in| {
        if signed_in {
            page(number.clone())
        } else {
            let to = [below, &number].concat();
            sign_in_first(about.sign_in_title, about.sign_in_text, &to)
        }
    });
    frame(
        Frame {
            bar: about.title.to_owned(),
            title: about.title.to_owned(),
            back: "/cases".to_owned(),
            stage: None,
        },
        inside,
    )
}

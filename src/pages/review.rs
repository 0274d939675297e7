//! Being written.

use leptos::prelude::*;

use crate::widgets::{Frame, frame};

pub(crate) fn review() -> AnyView {
    frame(Frame::default(), ())
}

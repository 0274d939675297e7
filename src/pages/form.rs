//! Being written.

use leptos::prelude::*;

use crate::widgets::{Frame, frame};

pub(crate) fn form() -> AnyView {
    frame(Frame::default(), ())
}

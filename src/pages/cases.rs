//! Being written.

use leptos::prelude::*;

use crate::widgets::{Frame, frame};

pub(crate) fn cases() -> AnyView {
    frame(Frame::default(), ())
}

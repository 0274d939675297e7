//! Being written.

use leptos::prelude::*;

use crate::widgets::{Frame, frame};

pub(crate) fn case() -> AnyView {
    frame(Frame::default(), ())
}

//! Being written.

use leptos::prelude::*;

use crate::widgets::{Frame, frame};

pub(crate) fn materials() -> AnyView {
    frame(Frame::default(), ())
}

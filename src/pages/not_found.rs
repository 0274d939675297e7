//! An address that leads nowhere.

use markup::view;

use crate::components::{Frame, frame, icon};
use crate::dom::Node;
use crate::messages::common;

pub(crate) fn not_found() -> Node {
    let page = view! {
        <div class="page">
            <div class="empty">
                {icon("search", "icon--huge")} <h1 class="empty__title">{common::not_found()}</h1>
                <p class="empty__text">{common::not_found_text()}</p>
                <div class="actions">
                    <a class="button" href="/">{common::home()}</a>
                </div>
            </div>
        </div>
    };
    frame(
        Frame {
            title: common::not_found().to_owned(),
            ..Frame::default()
        },
        page,
    )
}

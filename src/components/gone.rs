//! In place of a page whose draft cannot go on there: it was handed in or deleted, here before or on another page of
//! this browser, or carried over to a newer version than this page knows.

use markup::view;

use super::icon;
use super::notice::{button, outdated, waiting};
use crate::dom::{IntoNode, Node};
use crate::messages::{common, draft as words};
use crate::state::{Elsewhere, Workspace, app_state};

pub(crate) fn gone(workspace: Workspace, elsewhere: &Elsewhere) -> Node {
    let app = app_state();
    let (sign, title, text, way, again) = match elsewhere {
        Elsewhere::HandedOver => return waiting(),
        Elsewhere::Renewed => return outdated(),
        Elsewhere::HandedIn(number) => {
            let address = ["/cases/", number].concat();
            let way = view! { <a class="button" href=address>{words::handed_in_see()}</a> };
            (
                "done",
                words::handed_in(),
                words::handed_in_text(),
                way.into_node(),
                words::begin_another(),
            )
        }
        Elsewhere::Deleted => {
            let way = view! { <a class="button" href="/">{common::home()}</a> };
            (
                "info",
                words::deleted(),
                words::deleted_text(),
                way.into_node(),
                words::begin_anew(),
            )
        }
    };
    let anew = button("button button--secondary", again, move || {
        app.begin_anew(workspace);
    });
    view! {
        <div class="page">
            <div class="empty" role="alert">
                {icon(sign, "icon--huge")} <h1 class="empty__title">{title}</h1>
                <p class="empty__text">{text}</p>
                <div class="actions">{way} {anew}</div>
            </div>
        </div>
    }
    .into_node()
}

//! The way to the identity service of the place, and what is said when it led to nothing.

use leptos::prelude::window;
use markup::view;

use crate::api;
use crate::components::{notice, where_kept};
use crate::dom::{IntoNode, Node};
use crate::messages::sign_in as words;
use crate::report::Reported;

/// Why one came back without being signed in, as the server says it in the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failed {
    Cancelled,
    Again,
    Level,
    Identity,
    Unavailable,
}

impl Failed {
    pub(super) fn read(name: &str) -> Option<Self> {
        Some(match name {
            "cancelled" => Self::Cancelled,
            "again" => Self::Again,
            "level" => Self::Level,
            "identity" => Self::Identity,
            "unavailable" => Self::Unavailable,
            _ => return None,
        })
    }

    fn said(self, name: &str) -> Node {
        match self {
            Self::Cancelled => {
                let text = words::failed_cancelled_text();
                notice("info", words::failed_cancelled(), text)
            }
            Self::Again => notice("warn", words::failed_again(), words::failed_again_text()),
            Self::Level => {
                let text = words::failed_level_text(name);
                notice("warn", words::failed_level(), &text)
            }
            Self::Identity => {
                let text = words::failed_identity_text(name);
                notice("bad", words::failed_identity(), &text)
            }
            Self::Unavailable => {
                let title = words::failed_unavailable(name);
                notice("bad", &title, words::failed_unavailable_text())
            }
        }
    }
}

pub(super) fn offered(name: &str, failed: Option<Failed>, to: &str) -> Node {
    // Without storage the answers do not outlive the way there and back.
    let kept = where_kept("", words::provider_lede_in_page());
    let kept = (!kept.is_empty()).then(|| notice("warn", words::title(), kept));
    let button = match failed {
        Some(Failed::Level) => words::level().to_owned(),
        _ => words::provider(name),
    };
    let way = way(failed, to);
    // No link: the app would look for a page of its own there.
    let leave = move |_| {
        window().location().set_href(&way).or_report("sign_in.go");
    };
    view! {
        <div role="alert">{failed.map(|failed| failed.said(name))}</div>
        {kept}
        <div class="actions">
            <button class="button" type="button" on:click=leave>{button}</button>
        </div>
        <p class="page__lede">{words::provider_text(name)}</p>
    }
    .into_node()
}

/// Where the button leads: it names the page to come back to.
fn way(failed: Option<Failed>, to: &str) -> String {
    let to: String = js_sys::encode_uri_component(to).into();
    let anew = match failed {
        Some(Failed::Level) => "&anew=true",
        _ => "",
    };
    api::address(&["/session/sign-in?to=", &to, anew].concat())
}

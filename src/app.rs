//! Mounts the app and says which page stands at which address.

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::config::Config;
use crate::pages;
use crate::session::App;
use crate::{api, draft};

/// Starts the app in `#app` and tells the boot script when the first page stands.
pub fn start() {
    #[cfg(feature = "panic-words")]
    console_error_panic_hook::set_once();
    spawn_local(async {
        let config = Config::read().await;
        api::set_base(&config.api);
        let kept = draft::Shelf::open().await;
        let root = document()
            .get_element_by_id("app")
            .and_then(|root| root.dyn_into().ok());
        let Some(root) = root else { return };
        let root: HtmlElement = root;
        mount_to(root, move || {
            provide_context(App::new(config, kept));
            root_view()
        })
        .forget();
        if let Some(page) = document().document_element() {
            // boot.js waits for this word; it takes the shell away.
            let _ = page.set_attribute("data-app", "ready");
        }
    });
}

// `FlatRoutes`: no page is nested in another, and it costs 12 KB less than `Routes`.
fn root_view() -> impl IntoView {
    view! {
        <Router>
            <FlatRoutes fallback=pages::not_found>
                <Route path=path!("/") view=pages::home />
                <Route path=path!("/s/:scenario") view=pages::scenario />
                <Route path=path!("/s/:scenario/guide") view=pages::guide />
                <Route path=path!("/s/:scenario/guide/:question") view=pages::guide />
                <Route path=path!("/s/:scenario/plan") view=pages::plan />
                <Route path=path!("/s/:scenario/form") view=pages::form />
                <Route path=path!("/s/:scenario/materials") view=pages::materials />
                <Route path=path!("/s/:scenario/review") view=pages::review />
                <Route path=path!("/sign-in") view=pages::sign_in />
                <Route path=path!("/receipt/:number") view=pages::receipt />
                <Route path=path!("/cases") view=pages::cases />
                <Route path=path!("/cases/:number") view=pages::case />
            </FlatRoutes>
        </Router>
    }
}

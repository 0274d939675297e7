//! Mounts the app and says which page stands at which address.

mod part_pages;

use any_spawner::Executor;
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::components::Router;
use leptos_router::hooks::{use_location, use_navigate};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, MouseEvent};

use crate::config::Config;
use crate::pages;
use crate::platform::press::released;
use crate::report::Reported;
use crate::route::{Address, Page};
use crate::state::AppState;
use crate::{api, draft};

/// Starts the app in `#app` and tells the boot script when the first page stands.
pub fn start() {
    #[cfg(feature = "panic-words")]
    console_error_panic_hook::set_once();
    // Leptos starts its executor when something is mounted; the app's state needs it before.
    if Executor::init_wasm_bindgen().is_err() {
        return;
    }
    spawn_local(async {
        let config = Config::read().await;
        api::set_base(&config.api);
        let draft_store = draft::DraftStore::open().await;
        let root = document()
            .get_element_by_id("app")
            .and_then(|root| root.dyn_into().ok());
        let Some(root) = root else { return };
        let root: HtmlElement = root;
        // It outlives every page: the document never goes away, nor does this.
        let owner = Owner::new();
        let app = owner.with(|| {
            let app = AppState::new(config, draft_store);
            provide_context(app);
            app
        });
        std::mem::forget(owner);
        app.parts
            .are_brought_by(|parts, part| spawn_local(part_pages::bring(parts, part)));
        first_page_needs(app).await;
        released().await;
        mount_to(root, move || {
            provide_context(app);
            root_view()
        })
        .forget();
        if let Some(page) = document().document_element() {
            // boot.js waits for this word; it takes the shell away.
            page.set_attribute("data-app", "ready")
                .or_report("app.ready");
        }
    });
}

/// Brings what the page of the address is made of. The shell stands meanwhile, with the home page's links and search
/// box: nothing is shown in its place that is less than that.
async fn first_page_needs(app: AppState) {
    let path = window().location().pathname().unwrap_or_default();
    let page = Address::read(&path).page;
    if page == Page::Home {
        app.fetch_shelf().await;
    } else {
        app.load_shelf();
    }
    if let Some(part) = page.part() {
        part_pages::bring(app.parts, part).await;
    }
}

/// `Router` follows the links of the page and the browser's back and forward.
fn root_view() -> impl IntoView {
    view! {
        <Router>{page}</Router>
    }
}

/// The page of the address. A change within a page's own part of the address does not build it again.
fn page() -> AnyView {
    follow_links();
    let address = use_location().pathname;
    let page = Memo::new(move |_| {
        let Address { page, scenario, .. } = Address::read(&address.get());
        (page, scenario)
    });
    let view = move || {
        let page = page.get().0;
        match page.part() {
            Some(part) => part_pages::page(part, page),
            None if page == Page::Home => pages::home(),
            None => pages::not_found(),
        }
    };
    view.into_any()
}

/// Follows links within the site. Leptos' router would show their page too, but write their address only when
/// a table of routes says that it is done, and there is none.
fn follow_links() {
    let navigate = use_navigate();
    let follow = Closure::<dyn Fn(_)>::new(move |event: MouseEvent| {
        let elsewhere =
            event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if event.default_prevented() || event.button() != 0 || elsewhere {
            return;
        }
        let target: Option<web_sys::Element> =
            event.target().and_then(|target| target.dyn_into().ok());
        let link =
            target.and_then(|target| target.closest("a[href]").or_report("link.find").flatten());
        let address = link
            .and_then(|link| link.get_attribute("href"))
            .unwrap_or_default();
        if address.starts_with('/') && !address.starts_with("//") {
            // Leptos' own listener, at the window, leaves alone what is taken care of.
            event.prevent_default();
            navigate(&address, NavigateOptions::default());
        }
    });
    // The document never goes away, nor does this.
    document()
        .add_event_listener_with_callback("click", follow.as_ref().unchecked_ref())
        .or_report("link.listen");
    follow.forget();
}

//! The frame of every page: header, stages of an application, the main part, footer.
//! A page that opens tells its title, begins at its top and takes the focus, as a page load would.

use leptos::prelude::*;
use markup::view;
use wasm_bindgen::JsCast;

use super::display_preference::{DARK, DisplayPreference, ELDER};
use super::icon;
use super::kept::where_kept;
use crate::dom::{IntoNode, Node, fresh};
use crate::draft::Storage;
use crate::format;
use crate::messages::common;
use crate::report::Reported;
use crate::state::{Loaded, app_state};

/// The five stages of an application, as the bar under the header shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum WizardStage {
    Guide,
    Plan,
    Form,
    Materials,
    Review,
}

type Words = fn() -> &'static str;

const STAGES: [(WizardStage, Words); 5] = [
    (WizardStage::Guide, common::stage_guide),
    (WizardStage::Plan, common::stage_plan),
    (WizardStage::Form, common::stage_form),
    (WizardStage::Materials, common::stage_materials),
    (WizardStage::Review, common::stage_review),
];

/// What the frame shows around a page.
#[derive(Default)]
pub(crate) struct Frame {
    /// For the browser's tab and the bar of a web-view.
    pub(crate) title: String,
    /// Between the back arrow and the tools; the brand where it is empty.
    pub(crate) bar: String,
    /// Where the back arrow leads; no arrow where it is empty.
    pub(crate) back: String,
    pub(crate) stage: Option<WizardStage>,
}

/// Puts `page` into its frame.
pub(crate) fn frame(frame: Frame, page: impl IntoNode) -> Node {
    let Frame {
        title,
        bar,
        back,
        stage,
    } = frame;
    opened(&title);
    let is_home = bar.is_empty();
    fresh(view! {
        <div class="app">
            <a class="skip" href="#main" on:click=|event| {
                event.prevent_default();
                focus_main();
            }>{common::skip()}</a>
            {header(bar, back)}
            {stage.map(stages)}
            {banner()}
            <main id="main" class="app__main" tabindex="-1">
                {page.into_node()}
            </main>
            {footer(is_home)}
        </div>
    })
    .into_node()
}

fn opened(title: &str) {
    let title = if title.is_empty() {
        common::product().to_owned()
    } else {
        [title, " · ", common::product()].concat()
    };
    document().set_title(&title);
    // The first page must not take the focus from someone who is already reading the shell.
    let first_page = app_state().first_page;
    if first_page.get_value() {
        first_page.set_value(false);
        return;
    }
    window().scroll_to_with_x_and_y(0.0, 0.0);
    request_animation_frame(focus_main);
}

fn focus_main() {
    let main = document().get_element_by_id("main");
    if let Some(main) = main.and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Without scrolling: a page longer than the screen would else begin with its header half hidden.
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        main.focus_with_options(&options).or_report("focus");
    }
}

fn header(bar: String, back: String) -> Node {
    let app = app_state();
    let lead = if bar.is_empty() {
        view! {
            <a class="brand" href="/">
                <svg class="brand__mark" aria-hidden="true"><use href="#i-brand"></use></svg>
                <span class="brand__name">{common::brand()}</span>
                <span class="brand__tail">{common::brand_tail()}</span>
            </a>
        }
        .into_node()
    } else {
        view! {
            {(!back.is_empty())
                .then(|| {
                    view! {
                        <a class="header__back" href=back aria-label=common::back()>
                            {icon("back", "")}
                            <span class="header__word">{common::back_word()}</span>
                        </a>
                    }
                })}
            <span class="header__title">{bar}</span>
        }
        .into_node()
    };
    let label = move || match app.unread() {
        0 => common::my_cases().to_owned(),
        unread => common::my_cases_unread(&unread.to_string()),
    };
    let unread = move || {
        let unread = app.unread();
        (unread > 0).then(|| view! { <span class="tool__count">{unread.to_string()}</span> })
    };
    let user = move || match app.person() {
        Some(person) => person.name,
        None => common::my_cases().to_owned(),
    };
    view! {
        <header class="header">
            <div class="header__inner">
                {lead} <div class="header__tools">
                    {toggle(ELDER, "tool", "elder-text", |_| common::elder())}
                    <a class="tool tool--icon" href="/cases" aria-label=label>
                        {icon("user", "")}
                        <span class="tool__text">{user}</span>
                        {unread}
                    </a>
                </div>
            </div>
        </header>
    }
    .into_node()
}

fn toggle(
    look: DisplayPreference,
    class: &'static str,
    sign: &str,
    label: fn(bool) -> &'static str,
) -> Node {
    let on = RwSignal::new(look.is_on());
    // A button whose words say what it does next is not said to be pressed, too.
    let is_pressed = move || {
        let pressed = if on.get() { "true" } else { "false" };
        (label(true) == label(false)).then_some(pressed)
    };
    let switch = move |_| {
        on.update(|on| *on = !*on);
        look.set(on.get_untracked());
    };
    view! {
        <button
            class=class
            type="button"
            aria-pressed=is_pressed
            on:click=switch
        >
            {icon(sign, "")}
            {move || label(on.get())}
        </button>
    }
    .into_node()
}

fn stages(now: WizardStage) -> Node {
    let number = STAGES
        .iter()
        .position(|(stage, _)| *stage == now)
        .unwrap_or_default()
        + 1;
    let names = STAGES.iter().map(|(stage, name)| {
        let class = match stage.cmp(&now) {
            std::cmp::Ordering::Less => "stage stage--done",
            std::cmp::Ordering::Equal => "stage stage--now",
            std::cmp::Ordering::Greater => "stage",
        };
        let current = (*stage == now).then_some("step");
        view! {
            <li class=class aria-current=current>
                <span class="stage__name">{name()}</span>
            </li>
        }
    });
    let name = STAGES[number - 1].1();
    view! {
        <nav class="stages" aria-label=common::stages()>
            <div class="stages__inner">
                <p class="stages__now">{common::stage_now(&number.to_string())} <strong>{name}</strong></p>
                <ol class="stages__list">{names.collect::<Vec<_>>()}</ol>
            </div>
        </nav>
    }
    .into_node()
}

/// What everyone must know at once: a newer release, no network, or a browser that keeps nothing.
fn banner() -> Node {
    let app = app_state();
    let online = RwSignal::new(window().navigator().on_line());
    let went_on = window_event_listener_untyped("online", move |_| online.set(true));
    let went_off = window_event_listener_untyped("offline", move |_| online.set(false));
    on_cleanup(move || {
        went_on.remove();
        went_off.remove();
    });
    let view = move || {
        let words = if app.is_outdated.get() {
            common::outdated_title().to_owned()
        } else if let Some(day) = app.documents.copy_of.get() {
            common::copy_of(&format::day(&day))
        } else if !online.get() || app.is_cut_off.get() {
            where_kept(common::offline(), common::offline_in_page()).to_owned()
        } else {
            match app.storage() {
                Storage::Lasting => return ().into_node(),
                Storage::Denied => common::memory_only().to_owned(),
                Storage::Silent => common::storage_silent().to_owned(),
            }
        };
        view! {
            <div class="banner" role="status">
                <div class="banner__inner">{icon("offline", "")} <span>{words}</span></div>
            </div>
        }
        .into_node()
    };
    view.into_node()
}

fn footer(is_home: bool) -> Node {
    let app = app_state();
    let of_region = move || {
        app.shelf.with(|shelf| {
            let Loaded::Ready(shelf) = shelf else {
                return ().into_node();
            };
            let region = &shelf.region;
            let line = |phone: &str, words: fn(&str) -> String| {
                let href = ["tel:", phone].concat();
                view! { <a class="footer__link" href=href>{words(phone)}</a> }
            };
            let hotline = region.hotline.iter();
            let hotline = hotline.map(|contact| line(&contact.phone, common::call));
            // A number that answers everything is there once.
            let is_hotline = |phone: &str| region.hotline.iter().any(|it| it.phone == phone);
            let complaints = region.complaints.iter();
            let complaints = complaints
                .filter(|contact| !is_hotline(&contact.phone))
                .map(|contact| line(&contact.phone, common::complain));
            let verified = common::verified(
                &format::day(&region.verified_on),
                &format::localized(&region.name),
            );
            view! {
                <div class="footer__links">
                    {(!is_home).then(|| view! { <a class="footer__link" href="/">{common::home()}</a> })}
                    {hotline.collect::<Vec<_>>()}
                    {complaints.collect::<Vec<_>>()}
                    {toggle(DARK, "footer__link", "moon", |on| {
                        if on { common::light() } else { common::dark() }
                    })}
                </div>
                <p class="footer__text">{verified}</p>
            }
            .into_node()
        })
    };
    view! {
        <footer class="footer">
            <div class="footer__inner">{of_region}</div>
        </footer>
    }
    .into_node()
}

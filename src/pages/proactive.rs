//! 免申即享: a notice that nobody has asked for, among the messages: what one may have, why, by which rule, and the way
//! there. Who wants no more of it says so once.

use contract::inbox::{Dismissed, ProactiveNotice};
use leptos::prelude::*;
use markup::view;

use crate::api;
use crate::components::{icon, notice, once};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, inbox as inbox_words, proactive as words};

pub(super) fn proactive(told: &ProactiveNotice) -> Node {
    let busy = RwSignal::new(false);
    let gone = RwSignal::new(false);
    let cause = RwSignal::new(None::<String>);
    let of = StoredValue::new((told.scenario.clone(), told.id.clone()));
    let press = once(busy, move || async move {
        let (scenario, id) = of.get_value();
        cause.set(None);
        match api::dismiss(&Dismissed { scenario, id }).await {
            Ok(()) => {
                gone.try_set(true);
            }
            Err(error) => {
                cause.try_set(Some(format::cause(&error)));
            }
        }
    });
    let press = StoredValue::new_local(press);
    let told = StoredValue::new(told.clone());
    let shown = move || {
        told.with_value(|told| {
            let unread = (!told.read)
                .then(|| view! { <span class="tag tag--brand">{inbox_words::unread()}</span> });
            let rules = words::rules(&told.sources.join(common::list_separator()));
            view! {
                <p class="told__tags">
                    <span class="tag tag--brand">{icon("info", "")} {words::unasked()}</span>
                    {unread}
                </p>
                <h2 class="lane__name">{told.say.clone()}</h2>
                <p>{told.text.clone()}</p>
                <p class="small muted">{rules}</p>
                <div role="alert">
                    {move || cause.get().map(|cause| notice("bad", words::failed(), &cause))}
                </div>
                <p class="lane__ways no-print">
                    <a class="button button--secondary" href=["/s/", &told.scenario].concat()>
                        {words::see()} <span class="visually-hidden">{told.say.clone()}</span>
                    </a>
                    <button
                        class="button button--quiet"
                        type="button"
                        on:click=move |_| press.with_value(|press| press())
                    >
                        {words::dismiss()}
                        <span class="visually-hidden">{told.say.clone()}</span>
                    </button>
                </p>
            }
        })
    };
    view! {
        <section class="lane told">
            {move || {
                if gone.get() {
                    view! { <p role="status">{words::dismissed()}</p> }.into_node()
                } else {
                    shown().into_node()
                }
            }}
        </section>
    }
    .into_node()
}

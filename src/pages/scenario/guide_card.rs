//! The 办事指南 of one service, with the eleven elements that must be published, and where its rules come from.

use catalog::scenario::{Label, Scenario, Service, ServiceKind, Supply};
use leptos::prelude::{document, request_animation_frame};
use markup::view;
use wasm_bindgen::JsCast;

use crate::components::{contact, element, fee, source};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::scenario as words;
use crate::report::Reported;

/// `wanted`: the service the address names; its card is open.
pub(super) fn guide_card(scenario: &Scenario, service: &Service, wanted: &str) -> Node {
    let open = service.id == wanted;
    if open {
        show_card(service.id.clone());
    }
    let guide = &service.guide;
    let steps = guide
        .steps
        .iter()
        .map(|step| view! { <li>{format::localized(step)}</li> })
        .collect::<Vec<_>>();
    let limits = format::limits(scenario, service);
    let limits = limits.or_else(|| service.without_limit.as_ref().map(format::localized));
    let limits = limits.unwrap_or_else(|| match service.kind {
        ServiceKind::Instant => words::at_once().to_owned(),
        ServiceKind::Promised => words::no_limit().to_owned(),
    });
    let region = &scenario.region;
    view! {
        <details class="fold guide" id=service.id.clone() open=open>
            <summary class="fold__head">
                <span class="guide__name">
                    {format::localized(&service.name)} <span class="guide__meta">{meta(service)}</span>
                </span>
            </summary>
            <div class="fold__body">
                <p>{format::localized(&service.summary)}</p>
                <dl class="guide__elements">
                    {element(words::audience(), format::localized(&guide.audience))}
                    {element(words::basis(), titles(scenario, &guide.basis))}
                    {element(words::accepted_by(), format::localized(&guide.accepted_by))}
                    {element(words::place(), format::localized(&guide.place))}
                    {element(words::steps(), view! { <ol>{steps}</ol> })}
                    {element(words::materials(), materials(scenario, service))}
                    {element(words::sample(), format::localized(&guide.sample))}
                    {element(words::fee_element(), fee(&guide.fee))} {element(words::limit(), limits)}
                    {element(words::result(), format::localized(&service.result))}
                    {element(words::consult(), contact(guide.consult.as_ref(), &region.hotline))}
                    {element(words::complain(), contact(guide.complain.as_ref(), &region.complaints))}
                </dl>
                {sources(scenario, service)}
            </div>
        </details>
    }
    .into_node()
}

fn meta(service: &Service) -> String {
    let kind = match service.kind {
        ServiceKind::Instant => words::instant(),
        ServiceKind::Promised => words::promised(),
    };
    let labels = service.labels.iter().map(|label| match label {
        Label::AtOnce => words::label_at_once(),
        Label::Online => words::label_online(),
        Label::Nearby => words::label_nearby(),
        Label::OneVisit => words::label_one_visit(),
        Label::WithoutApplication => words::label_without_application(),
        Label::AcrossProvinces => words::label_across_provinces(),
    });
    let all: Vec<&str> = std::iter::once(kind).chain(labels).collect();
    all.join(" · ")
}

fn titles(scenario: &Scenario, ids: &[String]) -> String {
    format::listed(
        ids.iter()
            .filter_map(|id| scenario.source(id))
            .map(|source| &source.title),
    )
}

fn materials(scenario: &Scenario, service: &Service) -> Node {
    let lines: Vec<_> = service
        .materials
        .iter()
        .filter_map(|usage| scenario.material(&usage.id))
        .map(|material| {
            let name = format::localized(&material.name);
            let line = if material.supply.contains(&Supply::Licence) {
                words::material_licence(&name)
            } else {
                name
            };
            view! { <li>{line}</li> }
        })
        .collect();
    if lines.is_empty() {
        words::no_materials().into_node()
    } else {
        view! { <ul>{lines}</ul> }.into_node()
    }
}

/// Where the rules come from, when someone last looked, and what is not certain.
fn sources(scenario: &Scenario, service: &Service) -> Node {
    let named = service.sources.iter().filter_map(|id| scenario.source(id));
    named.map(source).collect::<Vec<_>>().into_node()
}

/// Brings the card that the address names before the eyes, once the page stands and its frame has taken the focus.
fn show_card(id: String) {
    request_animation_frame(move || {
        request_animation_frame(move || {
            let card = document().get_element_by_id(&id);
            let head = card.and_then(|card| {
                card.query_selector("summary")
                    .or_report("focus.find")
                    .flatten()
            });
            if let Some(head) = head.and_then(|head| head.dyn_into::<web_sys::HtmlElement>().ok()) {
                head.scroll_into_view();
                head.focus().or_report("focus");
            }
        });
    });
}

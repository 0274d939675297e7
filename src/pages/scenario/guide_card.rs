//! The 办事指南 of one service, with the eleven elements that must be published, and where its rules come from.

use catalog::Text;
use catalog::scenario::{Confidence, Contact, Label, Scenario, Service, ServiceKind, Supply};
use markup::view;

use crate::dom::{IntoNode, Node};
use crate::show;
use crate::text::{common, scenario as words};

pub(super) fn guide_card(scenario: &Scenario, service: &Service) -> Node {
    let guide = &service.guide;
    let steps = guide
        .steps
        .iter()
        .map(|step| view! { <li>{show::say(step)}</li> })
        .collect::<Vec<_>>();
    let limits = show::limits(service.promised, service.statutory)
        .unwrap_or_else(|| words::no_limit().to_owned());
    let region = &scenario.region;
    view! {
        <details class="fold guide">
            <summary class="fold__head">
                <span class="guide__name">
                    {show::say(&service.name)} <span class="guide__meta">{meta(service)}</span>
                </span>
            </summary>
            <div class="fold__body">
                <p>{show::say(&service.summary)}</p>
                <dl class="guide__elements">
                    {element(words::audience(), show::say(&guide.audience))}
                    {element(words::basis(), titles(scenario, &guide.basis))}
                    {element(words::accepted_by(), show::say(&guide.accepted_by))}
                    {element(words::place(), show::say(&guide.place))}
                    {element(words::steps(), view! { <ol>{steps}</ol> })}
                    {element(words::materials(), materials(scenario, service))}
                    {element(words::sample(), show::say(&guide.sample))}
                    {element(words::fee_element(), fee(service))} {element(words::limit(), limits)}
                    {element(words::result(), show::say(&service.result))}
                    {element(words::consult(), contact(guide.consult.as_ref(), &region.hotline))}
                    {element(words::complain(), contact(guide.complain.as_ref(), &region.complaints))}
                </dl>
                {sources(scenario, service)}
            </div>
        </details>
    }
    .into_node()
}

fn element(name: &'static str, value: impl IntoNode) -> Node {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value.into_node()}</dd>
        </div>
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
    show::listed(
        ids.iter()
            .filter_map(|id| scenario.source(id))
            .map(|source| &source.title),
    )
}

fn fee(service: &Service) -> String {
    let fee = &service.guide.fee;
    match &fee.basis {
        Some(basis) => words::fee_with_basis(&show::say(&fee.amount), &show::say(basis)),
        None => show::say(&fee.amount),
    }
}

fn materials(scenario: &Scenario, service: &Service) -> Node {
    let lines: Vec<_> = service
        .materials
        .iter()
        .filter_map(|usage| scenario.material(&usage.id))
        .map(|material| {
            let name = show::say(&material.name);
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

fn contact(own: Option<&Text>, of_region: &[Contact]) -> Node {
    if let Some(own) = own {
        return show::say(own).into_node();
    }
    of_region
        .iter()
        .map(|contact| {
            let href = ["tel:", &contact.phone].concat();
            let words = [&show::say(&contact.name), " ", &contact.phone].concat();
            view! { <a href=href>{words}</a> " " }
        })
        .collect::<Vec<_>>()
        .into_node()
}

/// Where the rules come from, when someone last looked, and what is not certain.
fn sources(scenario: &Scenario, service: &Service) -> Node {
    let lines = service
        .sources
        .iter()
        .filter_map(|id| scenario.source(id))
        .map(|source| {
            let verified = words::verified_on(&show::day(&source.verified_on));
            let doubt = match source.confidence {
                Confidence::Verified => "",
                Confidence::Unverified | Confidence::Disputed => common::by_place(),
            };
            let text = [&show::say(&source.title), " ", &verified, " ", doubt].concat();
            let url = source.url.clone().filter(|url| url.starts_with("https://"));
            match url {
                Some(url) => view! {
                    <p class="source">
                        <a href=url rel="noreferrer">{text}</a>
                    </p>
                }
                .into_node(),
                None => view! { <p class="source">{text}</p> }.into_node(),
            }
        });
    lines.collect::<Vec<_>>().into_node()
}

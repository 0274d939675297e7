//! 我的证照: the e-licences that registers hold, with what they spare, and the results that were granted here.

use contract::document::{Validity, printed_code};
use contract::licence::{HeldLicence, HeldResult, Licences, MaskedNumber};
use contract::person::Register;
use markup::view;

use crate::api;
use crate::components::{self, CasePage, fetched, icon, notice, own_page};
use crate::dom::{IntoNode, Node};
use crate::format;
use crate::messages::{common, licences as words};
use crate::state::app_state;

pub(super) fn licences() -> Node {
    let about = CasePage {
        title: words::title(),
        sign_in_title: words::sign_in_title(),
        sign_in_text: words::sign_in_text(),
    };
    let page = || {
        let app = app_state();
        let get = move || async move { api::licences(&app.region()).await };
        fetched(get, listed)
    };
    own_page(about, "/licences".to_owned(), "/cases".to_owned(), page)
}

fn listed(licences: &Licences) -> Node {
    let held: Vec<Node> = licences.held.iter().map(licence).collect();
    let results: Vec<Node> = licences.results.iter().map(result).collect();
    // Where nobody could be asked, it is not said that there is none.
    let nothing_held = components::said(Register::Licences, &licences.unasked).or_else(|| {
        held.is_empty()
            .then(|| notice("info", words::none(), words::none_text()))
    });
    view! {
        <div class="page">
            <div class="page__head">
                <h1>{words::title()}</h1>
                <p class="page__lede">{words::lede()}</p>
            </div>
            <section class="section section--first">
                <h2 class="section__head">{words::held(&held.len().to_string())}</h2>
                {nothing_held}
                {held}
            </section>
            <section class="section">
                <h2 class="section__head">{words::results(&results.len().to_string())}</h2>
                {results
                    .is_empty()
                    .then(|| notice("info", words::no_results(), words::no_results_text()))}
                {results}
            </section>
        </div>
    }
    .into_node()
}

fn licence(licence: &HeldLicence) -> Node {
    let until = match &licence.valid_until {
        Some(day) => words::until(&format::day(day)),
        None => words::for_long().to_owned(),
    };
    let expired = licence.expired.then(|| {
        view! {
            <p class="strong">{icon("warning", "")} {words::expired()}</p>
        }
    });
    let numbers = licence.numbers.iter().map(|number| {
        view! { <p>{number_words(number)}</p> }
    });
    let spares = (!licence.expired && !licence.spares.is_empty()).then(|| {
        let papers = licence.spares.join(common::list_separator());
        view! { <p class="small muted">{words::spares(&papers)}</p> }
    });
    view! {
        <section class="lane licence">
            <h3 class="lane__name">{licence.name.clone()}</h3>
            <p class="lane__due">{words::issuer(&licence.issuer)}</p>
            {numbers.collect::<Vec<_>>()}
            <p>{until}</p>
            {expired}
            {spares}
        </section>
    }
    .into_node()
}

fn number_words(number: &MaskedNumber) -> String {
    match number.of.as_str() {
        "person.social_card_account" => words::account(&number.number),
        "employer.credit_code" => words::credit_code(&number.number),
        _ => words::number(&number.number),
    }
}

fn result(result: &HeldResult) -> Node {
    let holds = result.validity == Validity::Valid;
    let stands = match result.validity {
        Validity::Valid => None,
        Validity::Revoked => Some(words::revoked()),
        Validity::Surrendered => Some(words::surrendered()),
    };
    let verify = result.code.as_ref().map(|code| {
        view! {
            <p class="small">
                {words::code(&printed_code(code))} " "
                <a href=["/verify/", code].concat()>{words::verify()}</a>
            </p>
        }
    });
    view! {
        <section class="lane licence">
            <h3 class="lane__name">{result.title.clone()}</h3>
            <p class="lane__due">{words::issuer(&result.office)}</p>
            <p>{words::granted(&format::day(&result.day), &result.number)}</p>
            {stands.map(|stands| view! { <p class="strong">{icon("warning", "")} {stands}</p> })}
            {holds.then(|| components::result(&result.case, &result.service))}
            {verify}
            <p class="lane__ways no-print">
                <a class="button button--quiet" href=["/cases/", &result.case].concat()>
                    {words::see_case()} <span class="visually-hidden">{result.title.clone()}</span>
                </a>
            </p>
        </section>
    }
    .into_node()
}

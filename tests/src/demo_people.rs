//! The synthetic people of the demonstration, each with the context of the registers' data, read from the server.

use catalog::{Context, Value};
use civic::PersonName;
use civic::day::{Day, parse_iso};
use contract::person::{Eligibility, Holdings, Session, SignIn};
use contract::{APP_NAME, FROM_APP};
use reqwest::RequestBuilder;
use reqwest::header::{COOKIE, SET_COOKIE};
use serde::de::DeserializeOwned;

use crate::http::client;
use crate::product::Product;
use crate::tables::live_scenarios;

/// Someone to sign in as.
pub struct DemoPerson {
    /// What their card says.
    pub name: String,
    /// What the plan is computed with once they have signed in.
    pub context: Context,
}

impl DemoPerson {
    /// The number of the identity card.
    ///
    /// # Panics
    /// Where no register has it: all of the demonstration's people are known.
    #[must_use]
    pub fn number(&self) -> &str {
        let number = self.context.records.get("person.number");
        number.and_then(Value::text).expect("a number")
    }

    /// With all but the last character hidden.
    ///
    /// # Panics
    /// Where the name is none.
    #[must_use]
    pub fn masked_name(&self) -> String {
        PersonName::parse(&self.name).expect("a name").masked()
    }
}

/// The server's day.
pub async fn today(product: &Product) -> Day {
    let address = format!("{}/api/v1/session", product.address());
    let session: Session = read(client().get(address)).await;
    parse_iso(&session.today).expect("the server tells its day")
}

/// Everybody, in the order of their cards.
pub async fn demo_people(product: &Product) -> Vec<DemoPerson> {
    let (client, address) = (client(), format!("{}/api/v1", product.address()));
    let session: Session = read(client.get(format!("{address}/session"))).await;
    let today = today(product).await;
    let live = live_scenarios();
    let scenario = live.first().map_or("", |scenario| &scenario.id);
    let mut people = Vec::new();
    for identity in session.demo_identities {
        let sign_in = SignIn {
            demo_identity: identity.id,
        };
        let request = client.post(format!("{address}/session")).json(&sign_in);
        let answer = request.header(FROM_APP, APP_NAME).send().await;
        let answer = answer.expect("the server signs in");
        let cookie = answer.headers().get(SET_COOKIE).and_then(|cookie| {
            let cookie = cookie.to_str().ok()?;
            cookie.split(';').next().map(str::to_owned)
        });
        let cookie = cookie.expect("a session has a cookie");
        let get = |path: &str| {
            let request = client.get(format!("{address}/{path}"));
            request.header(COOKIE, &cookie)
        };
        let holdings: Holdings = read(get("person/holdings")).await;
        let eligibility: Eligibility = read(get(&format!("eligibility/{scenario}"))).await;
        let mut context = Context {
            signed_in: true,
            may_promise: eligibility.may_promise,
            no_word_for: eligibility.no_word_for,
            ..Context::anonymous(today)
        };
        holdings.tell(&mut context);
        people.push(DemoPerson {
            name: identity.name,
            context,
        });
    }
    people
}

async fn read<T: DeserializeOwned>(request: RequestBuilder) -> T {
    let answer = request.send().await.expect("the server answers");
    answer.json().await.expect("as the contract says")
}

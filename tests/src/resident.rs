//! A resident at a browser, who presses buttons by their labels, answers questions and reads the screen. Every action
//! waits for what it needs; a timeout fails the test with a screenshot.

mod answering;
mod doing;
mod editing;
mod following;
mod holding;
mod kept;
mod reading;
mod waiting;
mod windows;

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;
use thirtyfour::WebElement;

use crate::browser::{Browser, Engine};
use crate::product::Product;

pub use answering::Answer;
pub use editing::Shown;

const FINDER: &str = include_str!("finder.js");

pub struct Resident {
    browser: Browser,
    address: String,
    /// Presses, choices and fields that were typed into.
    taps: AtomicU32,
}

impl Resident {
    /// Opens the browser; no page yet.
    pub async fn with(engine: Engine, product: &Product) -> Self {
        Self::at(engine, product.address()).await
    }

    /// At any address, without a slash at the end.
    pub async fn at(engine: Engine, address: String) -> Self {
        Self {
            browser: Browser::open(engine).await,
            address,
            taps: AtomicU32::new(0),
        }
    }

    /// In Chromium, on a phone whose camera shows this film.
    pub async fn with_film(product: &Product, film: &Path) -> Self {
        Self {
            browser: Browser::open_with_film(film).await,
            address: product.address(),
            taps: AtomicU32::new(0),
        }
    }

    pub fn browser(&mut self) -> &mut Browser {
        &mut self.browser
    }

    /// How often the screen was touched since this was asked last: presses, choices, fields, pictures.
    pub fn taps(&self) -> u32 {
        self.taps.swap(0, Ordering::Relaxed)
    }

    fn touched(&self) {
        self.taps.fetch_add(1, Ordering::Relaxed);
    }

    #[must_use]
    pub fn engine(&self) -> Engine {
        self.browser.engine()
    }

    /// Closes the browser; fails if there were errors on its console.
    pub async fn leave(mut self) {
        let errors = self.browser.console_errors().await;
        assert!(
            errors.is_empty(),
            "the console is not quiet:\n{}",
            errors.join("\n")
        );
    }

    /// Closes the browser of a walk in which the network was broken on purpose.
    pub async fn leave_after_failures(self) {
        self.browser.close().await;
    }

    /// Runs a script that can use the finder's functions; arguments are `arguments[0]` and so on.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        match self.try_run(script, arguments).await {
            Ok(answer) => answer,
            Err(error) => {
                self.fail(&format!("a script of the test failed: {error}"))
                    .await
            }
        }
    }

    async fn try_run(
        &self,
        script: &str,
        arguments: Vec<Value>,
    ) -> thirtyfour::error::WebDriverResult<Value> {
        let whole = format!("{FINDER}\n{script}");
        let answer = self.browser.session().execute(whole, arguments).await?;
        Ok(answer.json().clone())
    }

    /// An element by the finder, if it is on the page now.
    async fn find(&self, script: &str, arguments: Vec<Value>) -> Option<WebElement> {
        let whole = format!("{FINDER}\n{script}");
        let answer = self
            .browser
            .session()
            .execute(whole, arguments)
            .await
            .ok()?;
        if answer.json().is_null() {
            None
        } else {
            answer.element().ok()
        }
    }
}

//! A press in its two halves: down, and up again after something else has happened.

use serde_json::json;

use super::Resident;
use super::doing::to_the_middle;

/// Counts how often the app has waited for the end of a press (`public/boot.js`).
const COUNT_WAITS: &str = "
    const released = window.__released;
    window.waits = 0;
    if (released) window.__released = () => { window.waits += 1; return released(); };";

impl Resident {
    /// Presses a button or a link down, and keeps it down.
    pub async fn press_down(&mut self, name: &str) {
        self.run(COUNT_WAITS, vec![]).await;
        let missing = format!("there is nothing to press called 「{name}」");
        self.wait(&missing, async || {
            let script = "return control(arguments[0], '')";
            let found = self.find(script, vec![json!(name)]).await?;
            to_the_middle(&found).await?;
            let chain = self.browser.session().action_chain();
            chain.click_and_hold_element(&found).perform().await.ok()
        })
        .await;
    }

    /// Until something has come that would change the page: it waits for the press, or has not waited.
    pub async fn expect_news_under_the_finger(&self, changed: &str) {
        let script = format!("return window.waits > 0 || {changed}");
        self.expect_true(&script, vec![]).await;
        self.settle().await;
    }

    pub async fn let_go(&mut self) {
        let chain = self.browser.session().action_chain();
        chain.release().perform().await.expect("the press ends");
    }
}

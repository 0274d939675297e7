//! Screenshots of every screen for review, taken when `YIJIANSHI_SCREENSHOTS=1` is set:
//! `target/screens/<engine>/<viewport or look>/<screen>.png`.

use serde_json::json;

use crate::browser::{Engine, Viewport};
use crate::paths;
use crate::resident::Resident;

const VIEWPORTS: [(&str, Viewport); 3] = [
    ("390x844", Viewport::PHONE),
    ("360x640", Viewport::SMALL_PHONE),
    ("1280x800", Viewport::DESKTOP),
];

#[must_use]
pub fn wanted() -> bool {
    std::env::var_os("YIJIANSHI_SCREENSHOTS").is_some_and(|value| value == "1")
}

impl Resident {
    /// Takes screenshots in every size and look, and restores the screen.
    pub async fn portrait(&mut self, screen: &str) {
        for (name, viewport) in VIEWPORTS {
            self.browser().resize(viewport).await;
            self.picture(name, screen, viewport).await;
        }
        self.browser().resize(Viewport::PHONE).await;
        if self.dark(true).await {
            self.picture("dark", screen, Viewport::PHONE).await;
            self.dark(false).await;
            self.browser().resize(Viewport::PHONE).await;
        }
        if self.large_text_for_elders(true).await {
            self.picture("elder", screen, Viewport::PHONE).await;
            self.large_text_for_elders(false).await;
            self.browser().resize(Viewport::PHONE).await;
        }
    }

    /// Takes a screenshot at a phone's size only.
    pub async fn snapshot(&mut self, screen: &str) {
        self.picture("390x844", screen, Viewport::PHONE).await;
        self.browser().resize(Viewport::PHONE).await;
    }

    /// Sets 长辈版 by the switch in the header; false where this screen has none.
    pub async fn large_text_for_elders(&mut self, on: bool) -> bool {
        let script = "const found = control(arguments[0]);
            if (!found) return null;
            if ((found.getAttribute('aria-pressed') === 'true') !== arguments[1]) found.click();
            return true";
        let there = self.run(script, vec![json!("长辈版"), json!(on)]).await;
        there == true
    }

    /// Sets dark mode: emulated in Chromium, by the app's own switch in WebKit; false where this screen has none.
    pub(crate) async fn dark(&mut self, on: bool) -> bool {
        if self.engine() == Engine::Chromium {
            self.browser().prefer_dark(on).await;
            return true;
        }
        let script = "const found = control(arguments[0]);
            if (found) found.click();
            return !!found";
        let name = if on { "深色外观" } else { "浅色外观" };
        self.run(script, vec![json!(name)]).await == true
    }

    /// Takes a screenshot of the whole page, not only of the visible part.
    async fn picture(&mut self, look: &str, screen: &str, Viewport(width, height): Viewport) {
        let folder = paths::evidence().join(format!("{:?}", self.engine()).to_lowercase());
        let folder = folder.join(look);
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        // A dialog is only as high as the screen.
        let script = "if (document.querySelector('[aria-modal=true]')) return 0;
            scrollTo(0, 0); return document.documentElement.scrollHeight";
        let whole = self.run(script, vec![]).await.as_u64().unwrap_or_default();
        let whole = u32::try_from(whole).unwrap_or_default().clamp(height, 8000);
        self.browser().resize(Viewport(width, whole)).await;
        self.settle().await;
        let taken = self
            .browser()
            .session()
            .screenshot(&folder.join(format!("{screen}.png")))
            .await;
        taken.expect("the browser takes a picture of its page");
    }
}

//! Usability findings (axe's rules, size of targets, error borders, sideways scrolling), collected over many screens so
//! that one run reports all of them.

use crate::browser::Viewport;
use crate::resident::Resident;
use crate::screens;

#[derive(Default)]
pub struct Findings(Vec<String>);

impl Findings {
    pub fn add(&mut self, screen: &str, look: &str, found: Vec<String>) {
        self.0.extend(
            found
                .into_iter()
                .map(|what| format!("{screen}, {look}: {what}")),
        );
    }

    /// Checks the screen with axe as it is, dark and in 长辈版, checks the size of touch targets, and that nothing
    /// scrolls sideways on the narrowest phone or at 200 % text size. Takes screenshots where they are asked for.
    pub async fn judge(&mut self, resident: &mut Resident, screen: &str) {
        self.add(
            screen,
            "as it is",
            resident.accessibility_violations().await,
        );
        self.add(screen, "390 px", resident.too_small_targets().await);
        self.add(screen, "390 px", resident.alarming().await);
        if resident.dark(true).await {
            self.add(screen, "dark", resident.accessibility_violations().await);
            resident.dark(false).await;
        }
        for (look, elder) in [("320 px", false), ("长辈版 at 320 px", true)] {
            resident.large_text_for_elders(elder).await;
            resident.browser().resize(Viewport::NARROWEST).await;
            self.add(screen, look, resident.sideways().await);
            resident.browser().resize(Viewport::PHONE).await;
        }
        self.add(screen, "长辈版", resident.accessibility_violations().await);
        resident.large_text_for_elders(false).await;
        resident.text_size(200).await;
        self.add(screen, "text at 200 %", resident.sideways().await);
        if screens::wanted() {
            resident.snapshot(&format!("{screen}-200")).await;
        }
        resident.text_size(100).await;
        if screens::wanted() {
            resident.portrait(screen).await;
        }
    }

    pub fn expect_none(self) {
        assert!(
            self.0.is_empty(),
            "{} findings:\n{}",
            self.0.len(),
            self.0.join("\n")
        );
    }
}

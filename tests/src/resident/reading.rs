//! What a resident reads on the screen.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::Resident;

impl Resident {
    /// The path of the current address.
    pub async fn path(&self) -> String {
        let path = self.run("return location.pathname", vec![]).await;
        path.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the address ends so.
    pub async fn expect_path(&self, end: &str) {
        let missing = format!("the address does not come to end with {end}");
        self.wait(&missing, async || {
            let path = self
                .try_run("return location.pathname", vec![])
                .await
                .ok()?;
            path.as_str()?.ends_with(end).then_some(())
        })
        .await;
    }

    /// Whether the address ceases to end so within a few seconds.
    pub async fn leaves(&self, end: &str) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(5) {
            if !self.path().await.ends_with(end) {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        false
    }

    /// Waits until the address ends in one of these, and returns it.
    pub async fn comes_to(&self, ends: &[&'static str]) -> &'static str {
        let missing = format!("the address comes to end with none of {ends:?}");
        self.wait(&missing, async || {
            let path = self
                .try_run("return heading() ? location.pathname : ''", vec![])
                .await
                .ok()?;
            let path = path.as_str()?;
            ends.iter().copied().find(|end| path.ends_with(end))
        })
        .await
    }

    /// Waits until one of these texts is visible, and returns it.
    pub async fn reads_one_of(&self, words: &[&'static str]) -> &'static str {
        let missing = format!("none of {words:?} comes to be seen");
        self.wait(&missing, async || {
            let said = self.try_run("return said()", vec![]).await.ok()?;
            let said = said.as_str()?;
            words.iter().copied().find(|words| said.contains(words))
        })
        .await
    }

    /// Waits for the receipt; the number of the case, as its address has it.
    pub async fn receives_a_number(&self) -> String {
        self.wait("no receipt comes", async || {
            let path = self
                .try_run("return heading() ? location.pathname : ''", vec![])
                .await
                .ok()?;
            path.as_str()?.strip_prefix("/receipt/").map(str::to_owned)
        })
        .await
    }

    /// Waits until the app has taken over from the page before it.
    pub async fn expect_ready(&self) {
        let ready = "return document.documentElement.dataset.app === 'ready' && !document.getElementById('shell')";
        self.wait("the app does not take over", async || {
            (self.try_run(ready, vec![]).await.ok()? == true).then_some(())
        })
        .await;
    }

    /// Waits for a screen whose main heading contains these words.
    pub async fn expect_heading(&self, words: &str) {
        let missing = format!("no screen with the heading 「{words}」 comes");
        self.wait(&missing, async || {
            let heading = self.try_run("return heading()", vec![]).await.ok()?;
            heading.as_str()?.contains(words).then_some(())
        })
        .await;
    }

    /// Waits until these words can be seen.
    pub async fn expect(&self, words: &str) {
        self.expect_in("", words).await;
    }

    /// Waits until these words can be seen under a heading.
    pub async fn expect_in(&self, heading: &str, words: &str) {
        self.expect_within(&json!(heading), words).await;
    }

    /// As [`Self::expect_in`], under a heading or a list of steps as the finder takes them.
    pub async fn expect_within(&self, part: &Value, words: &str) {
        let missing = format!("「{words}」 does not come to be seen, under {part}");
        self.wait(&missing, async || {
            let said = self
                .try_run("return said(arguments[0])", vec![part.clone()])
                .await
                .ok()?;
            said.as_str()?.contains(words).then_some(())
        })
        .await;
    }

    /// Waits until the list of what is wrong says so and has the focus, which it takes a frame after it stands there:
    /// whoever types or presses sooner, as no person does, loses that to it.
    pub async fn expect_mistakes(&self, words: &str) {
        let script = "const summary = document.activeElement.closest('.summary');
            return !!summary && words(summary).includes(arguments[0])";
        self.expect_true(script, vec![json!(words)]).await;
    }

    /// Waits until these words can no longer be seen.
    pub async fn expect_no_longer(&self, words: &str) {
        self.expect_true(
            "return heading() && !said().includes(arguments[0])",
            vec![json!(words)],
        )
        .await;
    }

    /// Waits until a script says so.
    pub async fn expect_true(&self, script: &str, arguments: Vec<Value>) {
        let missing = format!("it does not become so: {script} {arguments:?}");
        self.wait(&missing, async || {
            let said = self.try_run(script, arguments.clone()).await.ok()?;
            (said == true).then_some(())
        })
        .await;
    }

    /// Waits until this is announced to screen readers.
    pub async fn expect_told(&self, words: &str) {
        let missing = format!("「{words}」 is not told");
        self.wait(&missing, async || {
            let script = "return all('[role=status]').map((it) => it.textContent).join(' ')";
            let told = self.try_run(script, vec![]).await.ok()?;
            told.as_str()?.contains(words).then_some(())
        })
        .await;
    }

    /// Waits until the focus is on something with these words.
    pub async fn expect_focus_on(&self, words: &str) {
        let missing = format!("the focus does not come to 「{words}」");
        self.wait(&missing, async || {
            let script = "return called(document.activeElement)";
            let focused = self.try_run(script, vec![]).await.ok()?;
            focused.as_str()?.contains(words).then_some(())
        })
        .await;
    }

    /// Waits until there is a file button whose own label says so.
    pub async fn expect_file(&self, label: &str) {
        let missing = format!("there is no button 「{label}」 for a picture");
        self.wait(&missing, async || {
            let there = self
                .try_run("return !!file(arguments[0])", vec![json!(label)])
                .await;
            (there.ok()? == true).then_some(())
        })
        .await;
    }

    /// What can be read under a heading now; everything when the heading is empty.
    pub async fn reads(&self, heading: &str) -> String {
        let said = self
            .run("return said(arguments[0])", vec![json!(heading)])
            .await;
        said.as_str().unwrap_or_default().to_owned()
    }

    /// What stands in a field.
    pub async fn value_of(&self, label: &str) -> String {
        let missing = format!("there is no field 「{label}」 to read");
        self.wait(&missing, async || {
            let script = "const found = field(arguments[0]); return found && found.value";
            let value = self.try_run(script, vec![json!(label)]).await.ok()?;
            value.as_str().map(str::to_owned)
        })
        .await
    }

    /// What a reload must restore: address, heading, what is typed, chosen and photographed. Photographs are read from
    /// the phone's store shortly after their cards appear, so they are waited for.
    pub async fn sees(&self) -> Value {
        self.wait("a picture does not come to be seen", async || {
            let script = "return all('main img').every((img) => img.naturalWidth > 0) && kept()";
            let seen = self.try_run(script, vec![]).await.ok()?;
            seen.is_object().then_some(seen)
        })
        .await
    }

    /// Waits until the screen shows the same again.
    pub async fn expect_to_see(&self, before: &Value) {
        let missing = format!("this does not come back: {before:#}");
        self.wait(&missing, async || {
            let now = self.try_run("return kept()", vec![]).await.ok()?;
            (&now == before).then_some(())
        })
        .await;
    }
}

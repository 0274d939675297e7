//! What a resident does: goes, presses, chooses, types, photographs.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::WebElement;
use thirtyfour::error::WebDriverErrorInner;

use super::Resident;

impl Resident {
    /// By the address, as from a bookmark.
    pub async fn go(&mut self, path: &str) {
        let address = format!("{}{path}", self.address);
        self.browser.before_load().await;
        let gone = self.browser.session().goto(&address).await;
        self.browser.after_load().await;
        if let Err(error) = gone {
            self.fail(&format!("{path} does not open: {error}")).await
        }
    }

    pub async fn reload(&mut self) {
        self.browser.before_load().await;
        let reloaded = self.browser.session().refresh().await;
        self.browser.after_load().await;
        reloaded.expect("the page reloads");
    }

    /// The browser's own back button.
    pub async fn back(&mut self) {
        self.browser
            .session()
            .back()
            .await
            .expect("the browser goes back");
    }

    /// Closes the window and opens another in the same browser, at a path.
    pub async fn close_the_window_and_open_another(&mut self, path: &str) {
        self.browser.before_load().await;
        let session = self.browser.session();
        let old = session.window().await.expect("there is a window");
        let new = session.new_window().await.expect("a window opens");
        session
            .switch_to_window(old)
            .await
            .expect("the old window is there");
        session.close_window().await.expect("a window closes");
        session
            .switch_to_window(new)
            .await
            .expect("the new window is there");
        self.go(path).await;
    }

    /// A button or a link, by its words.
    pub async fn press(&mut self, name: &str) {
        self.press_in("", name).await;
    }

    /// A button or a link in the part of the screen under a heading.
    pub async fn press_in(&mut self, heading: &str, name: &str) {
        self.press_within(&json!(heading), name).await;
    }

    /// As [`Self::press_in`], under a heading or a list of steps as the finder takes them.
    pub async fn press_within(&mut self, part: &Value, name: &str) {
        let missing = format!("there is nothing to press called 「{name}」 under {part}");
        let arguments = vec![json!(name), part.clone()];
        self.wait(&missing, async || {
            let found = self.find(
                "return control(arguments[0], arguments[1])",
                arguments.clone(),
            );
            pressed(&found.await?).await
        })
        .await;
        self.touched();
    }

    /// Unfolds 「其他办法」 of the pictures under a heading, until there is something to press called so.
    pub async fn unfold_in(&mut self, heading: &str, name: &str) {
        let unfold = "if (control(arguments[0], arguments[1])) return true;
            const more = inParts('.more[aria-expanded=false]', arguments[1]).find(visible);
            if (more) more.click();
            return false";
        self.expect_true(unfold, vec![json!(name), json!(heading)])
            .await;
    }

    /// An option or a box to tick, by its words; one already chosen stays chosen.
    pub async fn choose(&mut self, name: &str) {
        self.choose_in("", name).await;
    }

    pub async fn choose_in(&mut self, heading: &str, name: &str) {
        self.choose_within(&json!(heading), name).await;
    }

    /// As [`Self::choose_in`], under a heading or a list of steps as the finder takes them.
    pub async fn choose_within(&mut self, part: &Value, name: &str) {
        let missing = format!("there is no option 「{name}」 under {part}");
        let arguments = vec![json!(name), part.clone()];
        self.wait(&missing, async || {
            let script = "const input = option(arguments[0], arguments[1]);
                if (!input) return null;
                return input.checked ? document.body : input.labels[0]";
            let label = self.find(script, arguments.clone()).await?;
            if label.tag_name().await.ok()? == "body" {
                return Some(());
            }
            pressed(&label).await?;
            self.touched();
            None
        })
        .await;
    }

    /// Ticks a box whose text may close by it.
    pub async fn tick(&mut self, name: &str) {
        let missing = format!("there is no box 「{name}」 that can be ticked");
        self.wait(&missing, async || {
            let script = "const input = all('main input[type=checkbox]')
                    .find((one) => one.labels[0].textContent.includes(arguments[0]));
                if (!input) return null;
                if (input.checked) return document.body;
                return visible(input.labels[0]) ? input.labels[0] : null";
            let label = self.find(script, vec![json!(name)]).await?;
            if label.tag_name().await.ok()? == "body" {
                return Some(());
            }
            pressed(&label).await?;
            self.touched();
            None
        })
        .await;
    }

    /// Unticks a box.
    pub async fn untick(&mut self, name: &str) {
        let missing = format!("there is no ticked box 「{name}」");
        self.wait(&missing, async || {
            let script = "const input = option(arguments[0]);
                return input && input.checked ? input.labels[0] : null";
            pressed(&self.find(script, vec![json!(name)]).await?).await
        })
        .await;
    }

    /// Presses a button for pictures, without giving it a file.
    pub async fn press_file(&mut self, material: &str, which: &str) {
        let missing = format!("there is nothing to press 「{which}」 of 「{material}」");
        let arguments = vec![json!(which), json!(material)];
        self.wait(&missing, async || {
            // The driver can only set files on a file input, so the click is dispatched in the page.
            let script = "const input = file(arguments[0], arguments[1]);
                if (!input) return null;
                input.click(); return true";
            let there = self.try_run(script, arguments.clone()).await.ok()?;
            (there == true).then_some(())
        })
        .await;
    }

    /// Leaves the camera that 「拍下一份」 has opened, for a file to be given instead.
    pub async fn close_the_camera(&mut self) {
        let leave = "const leave = document.querySelector('.viewfinder') && control('不拍了');
            if (leave) leave.click();
            return !document.querySelector('.viewfinder')";
        self.expect_true(leave, vec![]).await;
    }

    /// Types into the field with this label, in place of what was there.
    pub async fn fill(&mut self, label: &str, value: &str) {
        self.fill_within(&json!(""), label, value).await;
    }

    /// As [`Self::fill`], under a heading or a list of steps as the finder takes them.
    pub async fn fill_within(&mut self, part: &Value, label: &str, value: &str) {
        let missing = format!("there is no field 「{label}」 to fill under {part}");
        let arguments = vec![json!(label), part.clone()];
        self.wait(&missing, async || {
            let script = "return field(arguments[0], arguments[1])";
            let field = self.find(script, arguments.clone()).await?;
            self.write(&field, value).await
        })
        .await;
        self.touched();
    }

    /// Types at the end of the control that a script finds, by keyboard, and waits until the page has drawn it.
    pub async fn type_into(&mut self, script: &str, arguments: Vec<Value>, text: &str) {
        self.wait("there is nothing to type into", async || {
            let control = self.find(script, arguments.clone()).await?;
            to_the_middle(&control).await?;
            control.send_keys(text).await.ok()
        })
        .await;
        self.settle().await;
    }

    /// Writes in a field by way of an input method, as far as the letters that are to be chosen from.
    pub async fn compose_within(&mut self, part: &Value, label: &str, letters: &str) {
        let missing = format!("there is no field 「{label}」 to compose in under {part}");
        let arguments = vec![json!(label), part.clone()];
        let focus = "const found = field(arguments[0], arguments[1]);
            if (!found) return false;
            found.focus();
            return document.activeElement === found";
        self.wait(&missing, async || {
            let focused = self.try_run(focus, arguments.clone()).await.ok()?;
            (focused == true).then_some(())
        })
        .await;
        self.browser.compose(letters).await;
    }

    /// What is composed becomes these words.
    pub async fn choose_composed(&mut self, words: &str) {
        self.browser.choose_composed(words).await;
    }

    /// Puts text into a field as a paste does: characters outside the first plane cannot be typed by all drivers.
    pub async fn paste_within(&mut self, part: &Value, label: &str, text: &str) {
        let put = "const found = field(arguments[0], arguments[1]);
            if (found) put(found, arguments[2]);
            return !!found";
        self.expect_true(put, vec![json!(label), part.clone(), json!(text)])
            .await;
    }

    /// Pinches the element that a script finds: two fingers move apart or together by a factor.
    pub async fn pinch(&mut self, script: &str, factor: f64) {
        let middle = format!(
            "const at = (() => {{ {script} }})().getBoundingClientRect();
            return [at.left + at.width / 2, at.top + at.height / 2]"
        );
        let middle = self.run(&middle, vec![]).await;
        let at = |axis: usize| middle[axis].as_f64().expect("a place on the screen");
        let (x, y) = (at(0), at(1));
        let fingers = |apart: f64| [(x - apart, y - apart / 2.0), (x + apart, y + apart / 2.0)];
        self.browser
            .pinch(fingers(40.0), fingers(40.0 * factor))
            .await;
        self.settle().await;
    }

    /// How many cards there are under a heading.
    pub async fn cards_in(&self, heading: &str) -> usize {
        let script = "return all('article', part(arguments[0]) || document.body).length";
        let count = self.run(script, vec![json!(heading)]).await;
        count
            .as_u64()
            .and_then(|count| usize::try_from(count).ok())
            .unwrap_or_default()
    }

    /// Opens all folded sections.
    pub async fn unfold_everything(&mut self) {
        let script = "all('main details').forEach((folded) => { folded.open = true; })";
        self.run(script, vec![]).await;
    }

    /// Makes the session look expired.
    pub async fn forget_who_signed_in(&mut self) {
        let forgotten = self.browser.session().delete_all_cookies().await;
        forgotten.expect("the browser forgets its cookies");
    }

    /// Types text by keyboard; sets dates and lists the way their pickers do.
    async fn write(&self, field: &WebElement, value: &str) -> Option<()> {
        let tag = field.tag_name().await.ok()?;
        let kind = field.prop("type").await.ok()?.unwrap_or_default();
        if tag == "select" {
            let script = "const list = arguments[0];
                const entry = [...list.options].find((o) => clean(o.text).startsWith(arguments[1]));
                if (!entry) return false; put(list, entry.value); return true";
            let set = self
                .try_run(script, vec![field.to_json().ok()?, json!(value)])
                .await
                .ok()?;
            return (set == true).then_some(());
        }
        if kind == "date" || kind == "month" {
            let script = "put(arguments[0], arguments[1]); return true";
            let set = self
                .try_run(script, vec![field.to_json().ok()?, json!(value)])
                .await
                .ok()?;
            return (set == true).then_some(());
        }
        to_the_middle(field).await?;
        field.clear().await.ok()?;
        field.send_keys(value).await.ok()?;
        // The page validates a field when it loses the focus.
        self.try_run("arguments[0].blur()", vec![field.to_json().ok()?])
            .await
            .ok()?;
        Some(())
    }

    /// Gives a picture to the camera button of a material: the file input under the material's heading,
    /// or the one of that heading whose own label says `which`.
    pub async fn photograph(&mut self, material: &str, which: &str, picture: &Path) {
        self.photograph_within(&json!(material), which, picture)
            .await;
    }

    /// As [`Self::photograph`], under a heading or a list of steps as the finder takes them.
    pub async fn photograph_within(&mut self, part: &Value, which: &str, picture: &Path) {
        let missing = format!("there is nothing to photograph {part} {which} with");
        let arguments = vec![json!(which), part.clone()];
        let picture = picture.to_str().expect("a path of the test's own");
        self.wait(&missing, async || {
            // Of a picture that is there another one is chosen under 「其他办法」.
            let script = "const input = file(arguments[0], arguments[1]);
                if (!input || !input.closest('[hidden]')) return input;
                const more = input.closest('.slot').querySelector('.more[aria-expanded=false]');
                if (more) more.click();
                return null";
            let input = self.find(script, arguments.clone()).await?;
            input.send_keys(picture).await.ok()
        })
        .await;
        self.touched();
    }
}

/// `None` when it was covered or just re-rendered; the caller looks for it again.
pub(super) async fn pressed(element: &WebElement) -> Option<()> {
    to_the_middle(element).await?;
    match element.click().await {
        Ok(()) => Some(()),
        Err(error) => match &*error {
            WebDriverErrorInner::StaleElementReference(_)
            | WebDriverErrorInner::ElementClickIntercepted(_)
            | WebDriverErrorInner::ElementNotInteractable(_)
            | WebDriverErrorInner::NoSuchElement(_) => {
                tokio::time::sleep(Duration::from_millis(100)).await;
                None
            }
            _ => panic!("pressing failed: {error}"),
        },
    }
}

/// WebKit's driver fails on elements that it has to scroll to. In the middle of the screen no fixed bar covers them.
pub(super) async fn to_the_middle(element: &WebElement) -> Option<()> {
    let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
    let itself = vec![element.to_json().ok()?];
    element.handle().execute(script, itself).await.ok()?;
    Some(())
}

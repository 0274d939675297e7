//! What a resident does in the editor of a picture, and sees there.

use precheck::{Point, Quad};
use serde_json::{Value, json};

use super::Resident;

/// The keys of an ordinary keyboard, as WebDriver names them.
const RIGHT: char = '\u{E014}';
const LEFT: char = '\u{E012}';
const DOWN: char = '\u{E015}';
const UP: char = '\u{E013}';

const STAGE: &str = "return document.getElementById('editor-stage')";

/// How the picture is shown in the editor.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The zoom in percent of the size at which the picture fits.
    pub hundredths: u64,
    /// How far the page itself is enlarged and scrolled, and what is in the editor.
    pub page: Value,
}

impl Resident {
    /// 「修一修」 of a material; waits until the picture has come.
    pub async fn open_the_editor(&mut self, material: &str) {
        self.unfold_in(material, "修一修").await;
        self.press_in(material, "修一修").await;
        self.wait("no picture comes into the editor", async || {
            let there = "const picture = document.querySelector('.editor__picture');
                return !!picture && picture.naturalWidth > 0 && all('.editor__corner').length === 4";
            (self.try_run(there, vec![]).await.ok()? == true).then_some(())
        })
        .await;
    }

    /// Where the corners are, in whole percents of the picture, as each of them says.
    pub async fn corners(&self) -> Vec<(i64, i64)> {
        let script = "return all('.editor__corner').map((it) => it.getAttribute('aria-label').match(/[0-9]+/g).map(Number))";
        let told = self.run(script, vec![]).await;
        serde_json::from_value(told).expect("each corner tells where it is")
    }

    /// Moves each corner to its place by arrow keys, a hundredth of the picture at a time.
    pub async fn move_the_corners(&mut self, to: &Quad) {
        for (at, (from, to)) in self
            .corners()
            .await
            .into_iter()
            .zip(percents(to))
            .enumerate()
        {
            let steps = |by: i64, less: char, more: char| {
                let key = if by < 0 { less } else { more };
                key.to_string().repeat(by.unsigned_abs() as usize)
            };
            let keys = [
                steps(to.0 - from.0, LEFT, RIGHT),
                steps(to.1 - from.1, UP, DOWN),
            ]
            .concat();
            // WebKit's driver does not take an empty text.
            if !keys.is_empty() {
                self.type_at_corner(at, &keys).await;
            }
        }
        assert_eq!(self.corners().await, percents(to));
    }

    /// Presses keys with the focus on a corner: 0 is the upper left one, and on clockwise.
    pub async fn type_at_corner(&mut self, which: usize, keys: &str) {
        let corner = "return all('.editor__corner')[arguments[0]]";
        self.type_into(corner, vec![json!(which)], keys).await;
    }

    /// Pinches the picture: two fingers move apart or together by a factor.
    pub async fn pinch_the_picture(&mut self, factor: f64) {
        self.pinch(STAGE, factor).await;
    }

    pub async fn shown_in_the_editor(&self) -> Shown {
        let script = "const frame = document.querySelector('.editor__frame').style;
            const stage = document.getElementById('editor-stage');
            const fits = Math.max(parseInt(frame.width) / (stage.clientWidth - 48), parseInt(frame.height) / (stage.clientHeight - 48));
            return [Math.round(fits * 100), [visualViewport.scale, stage.scrollTop + stage.scrollLeft, scrollY]]";
        let seen = self.run(script, vec![]).await;
        Shown {
            hundredths: seen[0].as_u64().expect("a number"),
            page: seen[1].clone(),
        }
    }

    /// Whether all of a corner's handle lies where the picture is shown.
    pub async fn sees_corner(&self, which: usize) -> bool {
        let script = "const at = all('.editor__corner')[arguments[0]].getBoundingClientRect();
            const stage = document.getElementById('editor-stage').getBoundingClientRect();
            return at.left >= stage.left - 1 && at.right <= stage.right + 1 && at.top >= stage.top - 1 && at.bottom <= stage.bottom + 1";
        self.run(script, vec![json!(which)]).await == true
    }

    /// 「看效果」: the width of what will be sent, in thousandths of its height.
    pub async fn sees_beforehand(&mut self) -> u64 {
        self.press("看效果").await;
        self.expect("交上去就是这个样子").await;
        self.wait("what will be sent does not come to be seen", async || {
            let aspect = "const seen = document.querySelector('.editor__result');
                return seen && seen.naturalWidth ? Math.round(seen.naturalWidth * 1000 / seen.naturalHeight) : null";
            self.try_run(aspect, vec![]).await.ok()?.as_u64()
        })
        .await
    }

    /// How many dialogs are open.
    pub async fn dialogs(&self) -> u64 {
        let open = self.run("return all('[role=dialog]').length", vec![]).await;
        open.as_u64().unwrap_or_default()
    }
}

fn percents(corners: &Quad) -> Vec<(i64, i64)> {
    let whole = |share: f32| (share * 100.0).round() as i64;
    let percent = |at: &Point| (whole(at.x), whole(at.y));
    corners.iter().map(percent).collect()
}

//! What a resident answers: the questions of the guide, and what there is to agree to.

use super::Resident;
use super::doing::pressed;

/// What a resident answers to a question.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    /// An option by its words, or by how they begin.
    Choose(&'static str),
    /// A number, or a day as YYYY-MM-DD.
    Write(&'static str),
}

impl Resident {
    /// Ticks every box on the screen that is not yet ticked: declarations, commitments, consents. Opens a promise whose
    /// box stands at the end of what is folded, and signs where that is asked for.
    pub async fn agree_to_everything(&mut self) {
        self.sign_everything().await;
        let all = "all('main input[type=checkbox]').filter((i) => !i.checked)
            .map((i) => visible(i.labels[0]) ? i : i.closest('details:not([open])'))
            .filter(Boolean)";
        self.wait(
            "there is something to agree to that cannot be ticked",
            async || {
                let script = format!(
                    "const [first] = {all};
                    return first ? first.labels?.[0] ?? first.firstElementChild : null"
                );
                let Some(label) = self.find(&script, vec![]).await else {
                    let any = "return all('main input[type=checkbox]').length > 0";
                    return (self.try_run(any, vec![]).await.ok()? == true).then_some(());
                };
                pressed(&label).await?;
                self.touched();
                None
            },
        )
        .await;
    }

    /// Draws a line across every field for a signature.
    pub async fn sign_everything(&mut self) {
        self.wait("there is a field that cannot be signed", async || {
            let waiting = "return all('.sign .waiting').length === 0";
            let is_here = self.try_run(waiting, vec![]).await.ok()? == true;
            is_here.then_some(())
        })
        .await;
        let draw = "for (const pad of all('.sign__pad')) {
                for (let fold = pad.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
                pad.scrollIntoView({ block: 'center' });
                const field = pad.getBoundingClientRect();
                const at = (kind, x, y) => pad.dispatchEvent(new PointerEvent(kind, {
                    bubbles: true, cancelable: true, isPrimary: true, pointerId: 1, button: 0,
                    clientX: field.left + field.width * x, clientY: field.top + field.height * y,
                }));
                at('pointerdown', 0.2, 0.5);
                for (let x = 0.25; x < 0.8; x += 0.05) at('pointermove', x, 0.5 + 0.2 * Math.sin(20 * x));
                at('pointerup', 0.8, 0.5);
            }
            return all('.sign__pad').every((pad) => pad.parentElement.textContent.includes('已签名'))";
        self.wait("a signature is not taken", async || {
            (self.try_run(draw, vec![]).await.ok()? == true).then_some(())
        })
        .await;
    }

    /// Answers questions until the address no longer is one of the guide; each by the first entry whose
    /// words its heading contains.
    pub async fn answer_all(
        &mut self,
        answers: &[(&str, Answer)],
        look: &mut impl AsyncFnMut(&mut Resident, &str),
    ) {
        let mut asked = Vec::new();
        loop {
            let question = self.question_after(&asked).await;
            let Some((path, heading)) = question else {
                return;
            };
            let known = answers.iter().find(|(words, _)| heading.contains(words));
            let Some((_, answer)) = known else {
                return self
                    .fail(&format!("the test has no answer to 「{heading}」"))
                    .await;
            };
            let answer = *answer;
            self.answer(answer).await;
            let question = path.rsplit('/').next().unwrap_or_default();
            look(self, &format!("guide-{question}")).await;
            self.press("下一问").await;
            asked.push((path, heading));
        }
    }

    /// To the question on the screen.
    pub async fn answer(&mut self, answer: Answer) {
        match answer {
            Answer::Choose(option) => self.choose(option).await,
            Answer::Write(value) => self.fill("", value).await,
        }
    }

    /// The path and heading of the question on the screen, once both are new; nothing once the guide is over.
    pub(crate) async fn question_after(
        &self,
        asked: &[(String, String)],
    ) -> Option<(String, String)> {
        self.wait("the guide neither asks on nor ends", async || {
            let seen = self
                .try_run("return [location.pathname, heading()]", vec![])
                .await
                .ok()?;
            let path = seen[0].as_str()?.to_owned();
            let heading = seen[1].as_str()?.to_owned();
            if !path.contains("/guide") {
                return Some(None);
            }
            // The address changes shortly before the screen.
            let new = !heading.is_empty()
                && asked
                    .iter()
                    .all(|(was, said)| *was != path && *said != heading);
            new.then_some(Some((path, heading)))
        })
        .await
    }
}

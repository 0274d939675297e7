//! Layout checks: no horizontal scrolling, no touch target that is too small, no error border where nothing is wrong.

use serde_json::{Value, json};

use crate::resident::Resident;

/// In CSS pixels (WCAG 2.2, 2.5.5 Target Size, enhanced; what phones' own guidelines ask as well).
const TARGET: u32 = 44;

/// Of a plan, and of a review when it is first seen and when all is agreed to. In CSS pixels at 390 px wide.
pub const LONGEST_PAGE: u64 = 2500;

const SIDEWAYS: &str = r"
const width = document.documentElement.clientWidth;
if (document.documentElement.scrollWidth <= width) return [];
return all('body *').filter((e) => visible(e) && e.getBoundingClientRect().right > width + 1)
  .filter((e) => !e.closest('svg') || e.tagName === 'svg').slice(-5)
  .map((e) => `${e.tagName.toLowerCase()}.${e.className} reaches ${Math.round(e.getBoundingClientRect().right)} of ${width}: ${clean(e.textContent).slice(0, 40)}`);
";

// A touch target is the element, its label, and the area that a pseudo-element adds around it.
const TOO_SMALL: &str = r"
const least = arguments[0], half = least / 2 - 1;
const hits = (target, x, y) => {
  const hit = document.elementFromPoint(x, y);
  return hit && (target.contains(hit) || hit.contains(target) && hit === target.parentElement && hit.tagName === 'LABEL');
};
return all('button, a[href], summary, select, textarea, input:not([type=hidden]), [role=button]').filter((e) => {
  const target = e.labels && e.labels.length && /radio|checkbox|file/.test(e.type) ? e.labels[0] : e;
  if (!visible(target) || e.disabled) return false;
  // A link within a sentence is as tall as its line, by exception (2.5.8).
  if (e.tagName === 'A' && getComputedStyle(e).display === 'inline') return false;
  const at = target.getBoundingClientRect();
  // Seen only once focused: the link that skips to the text.
  if (at.width <= 1 || at.height <= 1 || at.bottom <= 0) return false;
  if (at.width >= least - 0.5 && at.height >= least - 0.5) return false;
  target.scrollIntoView({ block: 'center' });
  const now = target.getBoundingClientRect(), x = now.left + now.width / 2, y = now.top + now.height / 2;
  const wide = now.width >= least - 0.5 || hits(target, x - half, y) && hits(target, x + half, y);
  const tall = now.height >= least - 0.5 || hits(target, x, y - half) && hits(target, x, y + half);
  return !(wide && tall);
}).map((e) => {
  const at = e.getBoundingClientRect();
  return `${e.tagName.toLowerCase()} 「${called(e).slice(0, 30)}」 is ${Math.round(at.width)} × ${Math.round(at.height)}`;
});
";

const ALARMING: &str = r#"
const probe = document.body.appendChild(document.createElement('i'));
probe.style.color = 'var(--bad)';
const bad = getComputedStyle(probe).color;
probe.remove();
const accounted = '[class*="--error"], [class*="--bad"], [class*="--danger"], .summary';
return all('main *').filter((e) => visible(e) && !e.closest(accounted)).filter((e) => {
  const style = getComputedStyle(e);
  return style.borderLeftColor === bad && parseFloat(style.borderLeftWidth) > 0 && style.borderLeftStyle !== 'none';
}).map((e) => `${e.tagName.toLowerCase()}.${e.className} is marked as wrong, and nothing says why`);
"#;

impl Resident {
    /// What has the border of an error without being one.
    pub async fn alarming(&self) -> Vec<String> {
        texts(&self.run(ALARMING, vec![]).await)
    }

    /// What makes the screen scroll sideways.
    pub async fn sideways(&self) -> Vec<String> {
        texts(&self.run(SIDEWAYS, vec![]).await)
    }

    /// What is smaller than 44 × 44.
    pub async fn too_small_targets(&self) -> Vec<String> {
        texts(&self.run(TOO_SMALL, vec![json!(TARGET)]).await)
    }

    /// How high the page is, in CSS pixels.
    pub async fn page_height(&self) -> u64 {
        let height = "return document.documentElement.scrollHeight";
        self.run(height, vec![]).await.as_u64().unwrap_or_default()
    }

    /// How many buttons are shown at the picture that has most of them.
    pub async fn most_buttons_at_a_picture(&self) -> u64 {
        let most = "return Math.max(0, ...all('.slot').map((slot) =>
            all('button, a.button, .pick__way', slot).filter(visible).length))";
        self.run(most, vec![]).await.as_u64().unwrap_or_default()
    }

    /// How many boxes there are to tick, those aside that leave the rest to a clerk.
    pub async fn ticks(&self) -> u64 {
        let script = "return all('main input[type=checkbox]').filter((one) => !one.id.endsWith('-unsure')).length";
        self.run(script, vec![]).await.as_u64().unwrap_or(u64::MAX)
    }

    /// As a browser set to larger text would (WCAG 2.2, 1.4.4 Resize Text): the root's size, in percent.
    pub async fn text_size(&self, percent: u32) {
        let script = "document.documentElement.style.fontSize = arguments[0]";
        let size = if percent == 100 {
            String::new()
        } else {
            format!("{percent}%")
        };
        self.run(script, vec![json!(size)]).await;
    }
}

fn texts(answer: &Value) -> Vec<String> {
    let list = answer.as_array().cloned().unwrap_or_default();
    list.iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

//! The few shapes a flow picture is made of, written as SVG; and lines of Chinese broken to a width.

use std::fmt::Write as _;

pub(super) struct Canvas {
    body: String,
}

#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) colour: &'static str,
    pub(super) bold: bool,
}

impl Canvas {
    pub(super) const fn new() -> Self {
        Self {
            body: String::new(),
        }
    }

    pub(super) fn rect(&mut self, at: (f32, f32), size: (f32, f32), fill: &str, edge: &str) {
        let _ = writeln!(
            self.body,
            r#"<rect x="{}" y="{}" width="{}" height="{}" rx="8" fill="{fill}" stroke="{edge}"/>"#,
            at.0, at.1, size.0, size.1
        );
    }

    pub(super) fn text(&mut self, at: (f32, f32), words: &str, style: Style) {
        let weight = if style.bold { "600" } else { "400" };
        let _ = writeln!(
            self.body,
            r#"<text x="{}" y="{}" font-size="{}" font-weight="{weight}" fill="{}">{}</text>"#,
            at.0,
            at.1,
            style.size,
            style.colour,
            escaped(words)
        );
    }

    /// A line through these points; with `arrow` it has a head at its end.
    pub(super) fn line(&mut self, points: &[(f32, f32)], colour: &str, arrow: bool) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
        let head = if arrow {
            r#" marker-end="url(#head)""#
        } else {
            ""
        };
        let _ = writeln!(
            self.body,
            r#"<polyline points="{}" fill="none" stroke="{colour}" stroke-width="1.6"{head}/>"#,
            points.join(" ")
        );
    }

    pub(super) fn dot(&mut self, at: (f32, f32), colour: &str) {
        let _ = writeln!(
            self.body,
            r#"<circle cx="{}" cy="{}" r="3.2" fill="{colour}"/>"#,
            at.0, at.1
        );
    }

    pub(super) fn finish(self, title: &str, width: f32, height: f32) -> String {
        format!(
            concat!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" "#,
                r#"role="img" font-family="'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',"#,
                r#"'WenQuanYi Micro Hei',sans-serif">"#,
                "\n<title>{t}</title>\n",
                r#"<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" "#,
                r#"orient="auto"><path d="M0,0 L8,4 L0,8 Z" fill="context-stroke"/></marker></defs>"#,
                "\n",
                r##"<rect width="100%" height="100%" fill="#ffffff"/>"##,
                "\n{b}</svg>\n"
            ),
            w = width,
            h = height,
            t = escaped(title),
            b = self.body,
        )
    }
}

fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// About how wide a letter is, in times its size.
fn letter_width(letter: char) -> f32 {
    if letter.is_ascii() { 0.58 } else { 1.0 }
}

/// Breaks a text into lines of at most `width` times its size, not before closing punctuation.
pub(super) fn lines(words: &str, width: f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0.0;
    for letter in words.chars() {
        let closing = "，。；：、？！）」』》·／".contains(letter);
        if used + letter_width(letter) > width && !closing && !line.is_empty() {
            lines.push(std::mem::take(&mut line).trim().to_owned());
            used = 0.0;
        }
        line.push(letter);
        used += letter_width(letter);
    }
    if !line.trim().is_empty() {
        lines.push(line.trim().to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_by_width_and_keep_every_letter() {
        let broken = lines("一二三四五，六七八九十ab", 5.0);
        assert_eq!(broken, ["一二三四五，", "六七八九十", "ab"]);
    }

    #[test]
    fn what_stands_for_markup_is_escaped() {
        assert_eq!(escaped("年龄<16 & \"x\""), "年龄&lt;16 &amp; &quot;x&quot;");
    }
}

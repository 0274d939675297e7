//! Which styles show a number as a date (§18.8.30): the built-in formats by their number, others by their code.

use archive::elements;

/// More than Excel lets a workbook have.
const MOST: usize = 65_536;

/// By the number of a cell's style: whether it shows a date.
pub(super) struct Styles(Vec<bool>);

impl Styles {
    pub(super) fn read(part: &[u8]) -> Self {
        let mut own_dates = Vec::new();
        let mut styles = Vec::new();
        let mut is_in_cells = false;
        for element in elements(part).take(MOST) {
            match element.name {
                b"numFmt" => {
                    let (id, code) = (
                        element.attribute(b"numFmtId"),
                        element.attribute(b"formatCode"),
                    );
                    if let (Some(id), Some(code)) = (id, code)
                        && is_date_code(&super::strings::text(code))
                    {
                        own_dates.push(id);
                    }
                }
                b"cellXfs" => is_in_cells = true,
                b"cellStyles" | b"dxfs" => is_in_cells = false,
                b"xf" if is_in_cells => {
                    let id = element.attribute(b"numFmtId").unwrap_or_default();
                    styles.push(own_dates.contains(&id) || is_date_format(id));
                }
                _ => {}
            }
        }
        Self(styles)
    }

    pub(super) fn is_date(&self, style: usize) -> bool {
        self.0.get(style).copied().unwrap_or_default()
    }
}

/// 14 to 22 everywhere; 27 to 36 and 50 to 58 in Chinese, Japanese and Korean. Times of day alone are no dates.
fn is_date_format(id: &[u8]) -> bool {
    let id = std::str::from_utf8(id)
        .ok()
        .and_then(|id| id.parse::<u16>().ok());
    matches!(id, Some(14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57..=58))
}

/// Whether a format shows years or days: `yyyy"年"m"月"`, `[$-804]d`. What stands in quotes and brackets, or behind a
/// backslash, is no part of it.
fn is_date_code(code: &str) -> bool {
    let (mut is_quoted, mut is_bracketed, mut is_escaped) = (false, false, false);
    let mut has_date = false;
    for c in code.chars() {
        match c {
            _ if is_escaped => is_escaped = false,
            '"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '\\' => is_escaped = true,
            '[' => is_bracketed = true,
            ']' => is_bracketed = false,
            _ if is_bracketed => {}
            '0' | '#' | '?' => return false,
            'y' | 'Y' | 'd' | 'D' => has_date = true,
            _ => {}
        }
    }
    has_date
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_known_by_their_format() {
        for code in [
            "yyyy-mm-dd",
            "yyyy\"年\"m\"月\"d\"日\"",
            "[$-804]yyyy/m/d;@",
            "dd.mm.yyyy",
        ] {
            assert!(is_date_code(code), "{code}");
        }
        for code in [
            "0.00E+00",
            "#,##0\"日\"",
            "General",
            "[Red]0",
            "@",
            "\\d0",
            "¥#,##0.00",
        ] {
            assert!(!is_date_code(code), "{code}");
        }
    }

    #[test]
    fn a_style_is_counted_among_those_of_cells() {
        let part = b"<styleSheet><numFmts><numFmt numFmtId='176' formatCode='yyyy-mm'/></numFmts>\
                     <cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>\
                     <cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='176'/><xf numFmtId='49'/></cellXfs>\
                     <cellStyles/></styleSheet>";
        let styles = Styles::read(part);
        let dates: Vec<bool> = (0..5).map(|at| styles.is_date(at)).collect();
        assert_eq!(dates, [false, true, true, false, false]);
    }
}

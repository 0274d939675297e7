//! Texts of a workbook, which cells share (§18.4), and what XML writes in place of characters.

use archive::elements;

/// More than the lines that are read can name.
const MOST: usize = 200_000;

/// The shared texts, by their number.
pub(super) fn shared_strings(part: &[u8]) -> Vec<String> {
    let mut strings: Vec<String> = Vec::new();
    let mut is_reading = false;
    for element in elements(part) {
        match element.name {
            b"si" if strings.len() >= MOST => break,
            b"si" => {
                strings.push(String::new());
                is_reading = true;
            }
            // A run of the text begins; after how it is pronounced (§18.4.6), none does.
            b"r" => is_reading = true,
            b"rPh" => is_reading = false,
            b"t" if is_reading => {
                if let Some(last) = strings.last_mut() {
                    last.push_str(&text(element.text));
                }
            }
            _ => {}
        }
    }
    strings
}

/// A text of XML with its references resolved; one that is not known stands as it is.
pub(super) fn text(raw: &[u8]) -> String {
    let raw = String::from_utf8_lossy(raw);
    let mut out = String::with_capacity(raw.len());
    let mut rest = &*raw;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let known = after
            .split_once(';')
            .and_then(|(name, tail)| Some((character(name)?, tail)));
        match known {
            Some((character, tail)) => {
                out.push(character);
                rest = tail;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    let code = |digits: &str, radix| char::from_u32(u32::from_str_radix(digits, radix).ok()?);
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match name.strip_prefix("#x") {
            Some(digits) => code(digits, 16),
            None => code(name.strip_prefix('#')?, 10),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_a_text_are_one_and_how_it_sounds_is_left_out() {
        let part = "<sst><si><t>姓名</t></si><si><r><t>联系</t></r><r><rPr><b/></rPr><t>电话</t></r></si>\
                    <si><t>课长</t><rPh sb=\"0\" eb=\"2\"><t>カチョウ</t></rPh></si><si/></sst>";
        assert_eq!(
            shared_strings(part.as_bytes()),
            ["姓名", "联系电话", "课长", ""]
        );
    }

    #[test]
    fn references_are_characters() {
        assert_eq!(
            text(b"A&amp;B &lt;&#19977;&#x4E00;&gt; &nix; & C"),
            "A&B <三一> &nix; & C"
        );
    }
}

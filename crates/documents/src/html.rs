//! The document as a fragment of HTML: headings, lists and tables as what they are, vectors as SVG with a name.
//!
//! The fragment begins with its title as `h1` in an `article`; classes begin with `document-`. It needs no script and
//! loads nothing. A blank is read aloud as such.

use std::fmt::Write as _;

use crate::code::Modules;
use crate::ink::Ink;
use crate::model::{Block, Code, Document, Fact, List, Run, Seal, SignatureLine, Table, Text};
use crate::words::words;

/// The document, every value escaped.
pub fn fragment(document: &Document) -> String {
    let mut out = String::from("<article class=\"document\" lang=\"zh-Hans\">\n");
    element(&mut out, "h1", &escaped(&document.title));
    for block in &document.blocks {
        self::block(&mut out, block);
    }
    out.push_str("</article>\n");
    out
}

fn block(out: &mut String, block: &Block) {
    match block {
        Block::Subtitle(text) => element(out, "p class=\"document-subtitle\"", &inline(text)),
        Block::Heading(text) => element(out, "h2", &inline(text)),
        Block::Paragraph(text) => element(out, "p", &inline(text)),
        Block::Note(text) => element(out, "p class=\"document-note\"", &inline(text)),
        Block::Facts(rows) => facts(out, rows),
        Block::List(list) => self::list(out, list),
        Block::Table(table) => self::table(out, table),
        Block::Signatures(lines) => lines.iter().for_each(|line| signature(out, line)),
        Block::Seal(seal) => self::seal(out, seal),
        Block::Code(code) => self::code(out, code),
    }
}

fn facts(out: &mut String, rows: &[Vec<Fact>]) {
    out.push_str("<dl class=\"document-facts\">\n");
    for fact in rows.iter().flatten() {
        element(out, "dt", &inline(&fact.name));
        element(out, "dd", &inline(&fact.value));
    }
    out.push_str("</dl>\n");
}

fn list(out: &mut String, list: &List) {
    let tag = if list.ordered { "ol" } else { "ul" };
    let items: String = list
        .items
        .iter()
        .map(|item| format!("<li>{}</li>\n", inline(item)))
        .collect();
    element(out, tag, &items);
}

fn table(out: &mut String, table: &Table) {
    let head: String = table
        .columns
        .iter()
        .map(|column| format!("<th scope=\"col\">{}</th>", inline(&column.head)))
        .collect();
    let mut rows = String::new();
    for row in &table.rows {
        let cells: String = row
            .iter()
            .map(|cell| format!("<td>{}</td>", inline(cell)))
            .collect();
        element(&mut rows, "tr", &cells);
    }
    let whole = format!("<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>");
    element(out, "table", &whole);
}

fn signature(out: &mut String, line: &SignatureLine) {
    let ink = match &line.ink {
        Some(ink) => self::ink(ink),
        None => inline(&Text(vec![Run::Blank(10)])),
    };
    let words = format!("{}{ink} {}", inline(&line.label), inline(&line.on));
    element(out, "p class=\"document-signature\"", &words);
}

fn ink(ink: &Ink) -> String {
    let mut path = String::new();
    for stroke in ink.strokes() {
        for (index, (x, y)) in stroke.iter().enumerate() {
            let _ = write!(path, "{}{x} {y}", if index == 0 { 'M' } else { 'L' });
        }
        if let [(x, y)] = stroke.as_slice() {
            let _ = write!(path, "L{x} {y}");
        }
    }
    format!(
        "<svg class=\"document-ink\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {} {}\"><path d=\"{path}\" \
         fill=\"none\" stroke=\"currentColor\" stroke-width=\"{}\" stroke-linecap=\"round\" \
         stroke-linejoin=\"round\"/></svg>",
        escaped(&words().signature),
        ink.width(),
        ink.height(),
        f32::from(ink.height()) / 40.0,
    )
}

fn seal(out: &mut String, seal: &Seal) {
    let office = escaped(&seal.office);
    let mark = match &seal.demo {
        None => element_of(
            "span class=\"document-blank\"",
            &escaped(&words().seal_place),
        ),
        Some(mark) => format!(
            "<svg class=\"document-seal\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 100 100\"><circle cx=\"50\" \
             cy=\"50\" r=\"47\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"3\"/><text x=\"50\" y=\"58\" \
             text-anchor=\"middle\" font-size=\"24\" fill=\"currentColor\">{}</text></svg>",
            escaped(&words().seal(&seal.office, mark)),
            escaped(mark),
        ),
    };
    let words = format!("{office}<br>{}{mark}", inline(&seal.day));
    element(out, "p class=\"document-sealed\"", &words);
}

fn code(out: &mut String, code: &Code) {
    let link = escaped(&code.link);
    let image = Modules::of(&code.link).map(|modules| {
        let mut path = String::new();
        for (column, row, length) in modules.runs() {
            let _ = write!(path, "M{column} {row}h{length}v1h-{length}z");
        }
        // The quiet zone of four modules, and white behind it: on a dark page a camera would see nothing.
        let side = modules.side + 8;
        format!(
            "<svg class=\"document-code\" role=\"img\" aria-label=\"{}\" viewBox=\"-4 -4 {side} {side}\"><path \
             d=\"M-4-4h{side}v{side}h-{side}z\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>",
            escaped(&words().code(&code.link)),
        )
    });
    // A link that is too long for a code is a link all the same.
    let image = image.unwrap_or_else(|_| link.clone());
    let caption = element_of("figcaption", &inline(&code.caption));
    element(
        out,
        "figure class=\"document-figure\"",
        &format!("{image}{caption}"),
    );
}

fn inline(text: &Text) -> String {
    text.0
        .iter()
        .map(|run| match run {
            Run::Words(words) => escaped(words),
            Run::Strong(words) => element_of("strong", &escaped(words)),
            Run::Blank(_) => element_of("span class=\"document-blank\"", &escaped(&words().blank)),
        })
        .collect()
}

/// `<p class="…">…</p>`: `start` is the tag with its attributes.
fn element_of(start: &str, inner: &str) -> String {
    let tag = start.split(' ').next().unwrap_or(start);
    format!("<{start}>{inner}</{tag}>")
}

fn element(out: &mut String, start: &str, inner: &str) {
    out.push_str(&element_of(start, inner));
    out.push('\n');
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Authorisation, Template};

    #[test]
    fn markup_in_a_name_is_text() {
        let data = Authorisation {
            principal: Some("<script>alert('王')</script>".into()),
            ..Authorisation::default()
        };
        let html = fragment(&Template::of().unwrap().fill(&data).unwrap());
        assert!(html.contains("&lt;script&gt;alert(&#39;王&#39;)&lt;/script&gt;"));
        assert!(!html.contains("<script"));
    }

    #[test]
    fn a_blank_is_read_aloud() {
        let html = fragment(
            &Template::of()
                .unwrap()
                .fill(&Authorisation::default())
                .unwrap(),
        );
        assert!(html.contains("<span class=\"document-blank\">（待填写）</span>"));
    }
}

//! Templates: the words of a kind of document, and where its data stands in them.

mod inline;
mod source;

use std::marker::PhantomData;

use crate::error::Error;
use crate::model::{Block, Code, Column, Document, Fact, List, Seal, SignatureLine, Table, Text};
use crate::values::{Kind, Value, Values, Worded};
use inline::Unknown;
use source::Source;

/// The template of a kind of document.
#[derive(Debug)]
pub struct Template<K> {
    source: Source,
    kind: PhantomData<K>,
}

impl Template<()> {
    /// The template that this crate ships for a kind.
    ///
    /// # Errors
    /// As [`Template::parse`]; not for the templates of this crate, which its tests read.
    pub fn of<K: Kind>() -> Result<Template<K>, Error> {
        Template::parse(K::SOURCE)
    }
}

impl<K: Kind> Template<K> {
    /// A template of one's own (TOML, as the files in `templates/`).
    ///
    /// # Errors
    /// Where it is not of that form, or asks for a name that this kind of document does not have.
    pub fn parse(source: &str) -> Result<Self, Error> {
        let source = toml::from_str(source).map_err(|cause| Error::Syntax {
            template: K::TEMPLATE,
            cause,
        })?;
        let template = Self {
            source,
            kind: PhantomData,
        };
        for worded in K::words() {
            template.say(&worded)?;
        }
        for block in &template.source.blocks {
            template.named(checked(block, &K::default().values()))?;
        }
        template.fill(&K::default())?;
        Ok(template)
    }

    /// The document of some data.
    ///
    /// # Errors
    /// Where it would be longer than [`Document::LONGEST`].
    pub fn fill(&self, data: &K) -> Result<Document, Error> {
        let values = data.values().said(&|worded| self.say(worded))?;
        let mut blocks = Vec::new();
        for block in &self.source.blocks {
            if shown(block, &values) {
                blocks.extend(self.named(block_of(block, &values))?);
            }
        }
        let found: usize = blocks.iter().map(Block::characters).sum();
        if found > Document::LONGEST {
            return Err(Error::TooLong { found });
        }
        let title = self.named(inline::text(&self.source.title, &values))?;
        Ok(Document {
            title: title.plain(),
            day: data.day(),
            blocks,
        })
    }

    fn say(&self, worded: &Worded) -> Result<String, Error> {
        let unknown = || Unknown(worded.word.to_owned());
        let template = self.named(self.source.words.get(worded.word).ok_or_else(unknown))?;
        let text = self.named(inline::text(template, &worded.values))?;
        Ok(text.plain())
    }

    fn named<T>(&self, result: Result<T, Unknown>) -> Result<T, Error> {
        result.map_err(|Unknown(name)| Error::UnknownName {
            template: K::TEMPLATE,
            name,
        })
    }
}

fn shown(block: &source::Block, values: &Values) -> bool {
    let known = |name: &String| values.get(name).is_some_and(Value::is_known);
    block.when.as_ref().is_none_or(known) && !block.unless.as_ref().is_some_and(known)
}

/// Names of conditions, of rows and of what stands in them: data that is missing would hide them.
fn checked(block: &source::Block, values: &Values) -> Result<(), Unknown> {
    for name in [&block.when, &block.unless].into_iter().flatten() {
        values.get(name).ok_or_else(|| Unknown(name.clone()))?;
    }
    if let Some(list) = &block.list
        && let Some(each) = &list.each
    {
        inline::text(
            list.item.as_deref().unwrap_or_default(),
            sample(each, values)?,
        )?;
    }
    if let Some(table) = &block.table {
        for column in &table.columns {
            inline::text(&column.cell, sample(&table.each, values)?)?;
        }
    }
    for line in block.signatures.iter().flatten() {
        if let Some(each) = &line.each {
            signature(line, sample(each, values)?, values)?;
        }
    }
    block_of(block, values).map(drop)
}

fn sample<'a>(each: &str, values: &'a Values) -> Result<&'a Values, Unknown> {
    match values.get(each) {
        Some(Value::Rows { sample, .. }) => Ok(sample),
        _ => Err(Unknown(each.to_owned())),
    }
}

fn rows<'a>(each: &str, values: &'a Values) -> Result<&'a [Values], Unknown> {
    match values.get(each) {
        Some(Value::Rows { rows, .. }) => Ok(rows),
        _ => Err(Unknown(each.to_owned())),
    }
}

/// The rows, and as many unknown ones as are to be filled in by hand.
fn rows_at_least<'a>(
    each: &str,
    least: usize,
    values: &'a Values,
) -> Result<Vec<&'a Values>, Unknown> {
    let rows = rows(each, values)?;
    let empty = std::iter::repeat_n(sample(each, values)?, least.saturating_sub(rows.len()));
    Ok(rows.iter().chain(empty).collect())
}

fn block_of(block: &source::Block, values: &Values) -> Result<Option<Block>, Unknown> {
    let text = |template: &String| inline::text(template, values);
    let texts = [
        (&block.subtitle, Block::Subtitle as fn(Text) -> Block),
        (&block.heading, Block::Heading),
        (&block.paragraph, Block::Paragraph),
        (&block.note, Block::Note),
    ];
    if let Some((template, made)) = texts.into_iter().find(|(template, _)| template.is_some()) {
        return template
            .as_ref()
            .map(|template| text(template).map(made))
            .transpose();
    }
    if let Some(rows) = &block.facts {
        return facts(rows, values).map(Some);
    }
    if let Some(list) = &block.list {
        return self::list(list, values).map(Some);
    }
    if let Some(table) = &block.table {
        return self::table(table, values).map(Some);
    }
    if let Some(lines) = &block.signatures {
        return signatures(lines, values).map(Some);
    }
    if let Some(seal) = &block.seal {
        let demo = values
            .get(&seal.demo_when)
            .ok_or_else(|| Unknown(seal.demo_when.clone()))?;
        return Ok(Some(Block::Seal(Seal {
            office: text(&seal.office)?.plain(),
            day: text(&seal.day)?,
            demo: demo.is_known().then(|| seal.demo.clone()),
        })));
    }
    let Some(code) = &block.code else {
        return Err(Unknown("a block without content".to_owned()));
    };
    let link = values
        .get(&code.link)
        .ok_or_else(|| Unknown(code.link.clone()))?;
    let caption = text(&code.caption)?;
    Ok(inline::written(link).map(|link| Block::Code(Code { link, caption })))
}

fn facts(rows: &[Vec<String>], values: &Values) -> Result<Block, Unknown> {
    let row = |row: &Vec<String>| {
        let (pairs, rest) = row.as_chunks::<2>();
        if pairs.is_empty() || !rest.is_empty() {
            return Err(Unknown(row.join(" ")));
        }
        let fact = |[name, value]: &[String; 2]| {
            Ok(Fact {
                name: inline::text(name, values)?,
                value: inline::text(value, values)?,
            })
        };
        pairs.iter().map(fact).collect()
    };
    Ok(Block::Facts(
        rows.iter().map(row).collect::<Result<_, _>>()?,
    ))
}

fn list(list: &source::List, values: &Values) -> Result<Block, Unknown> {
    let mut items = Vec::new();
    for item in &list.items {
        items.push(inline::text(item, values)?);
    }
    if let Some(each) = &list.each {
        for row in rows(each, values)? {
            items.push(inline::text(list.item.as_deref().unwrap_or_default(), row)?);
        }
    }
    Ok(Block::List(List {
        ordered: list.ordered,
        items,
    }))
}

fn table(table: &source::Table, values: &Values) -> Result<Block, Unknown> {
    let columns = table.columns.iter().map(|column| {
        Ok(Column {
            head: inline::text(&column.head, values)?,
            width: column.width.max(1),
        })
    });
    let cells = |row: &Values| {
        let cells = table
            .columns
            .iter()
            .map(|column| inline::text(&column.cell, row));
        cells.collect::<Result<Vec<_>, _>>()
    };
    let rows = rows_at_least(&table.each, table.at_least, values)?;
    Ok(Block::Table(Table {
        columns: columns.collect::<Result<_, _>>()?,
        rows: rows.into_iter().map(cells).collect::<Result<_, _>>()?,
    }))
}

fn signatures(lines: &[source::Signature], values: &Values) -> Result<Block, Unknown> {
    let mut signing = Vec::new();
    for line in lines {
        match &line.each {
            None => signing.push(signature(line, values, values)?),
            Some(each) => {
                for row in rows_at_least(each, line.at_least, values)? {
                    signing.push(signature(line, row, values)?);
                }
            }
        }
    }
    Ok(Block::Signatures(signing))
}

/// Who signs may be a row; all sign on the day of the document.
fn signature(
    line: &source::Signature,
    signer: &Values,
    values: &Values,
) -> Result<SignatureLine, Unknown> {
    let ink = match &line.ink {
        None => None,
        Some(name) => match signer.get(name) {
            None => return Err(Unknown(name.clone())),
            Some(Value::Ink(ink)) => Some(ink.clone()),
            Some(_) => None,
        },
    };
    Ok(SignatureLine {
        label: inline::text(&line.label, signer)?,
        ink,
        on: inline::text(&line.on, values)?,
    })
}

//! What there is of one object in a bucket, by the names under which it is kept.

use std::ops::Range;

use object_store::path::Path;

use crate::objects::Object;

/// The name of what is complete.
pub(super) const WHOLE: &str = "whole";
/// What the name of something encrypted begins with.
pub(super) const SEALED: &str = "sealed-";

/// What there is of one object.
pub(super) struct Stored {
    pub(super) whole: Option<(Path, u64)>,
    /// Those that follow one another, each with what of it is part of the object.
    pub(super) parts: Vec<(Path, Range<u64>)>,
    pub(super) others: Vec<Path>,
}

impl Stored {
    pub(super) fn length(&self) -> u64 {
        let end = self.parts.last().map_or(0, |(_, range)| range.end);
        self.whole.as_ref().map_or(end, |(_, size)| *size)
    }

    pub(super) fn pieces(&self) -> Vec<(Path, Range<u64>)> {
        match &self.whole {
            Some((path, size)) => vec![(path.clone(), 0..*size)],
            None => self.parts.clone(),
        }
    }

    pub(super) fn all_parts(self) -> impl Iterator<Item = Path> {
        let parts = self.parts.into_iter().map(|(path, _)| path);
        parts.chain(self.others)
    }
}

/// The parts that follow one another from the beginning without a gap, each from where the one before ends; and all
/// others. Of those that begin in time, the one that goes furthest is taken.
pub(super) fn in_a_row(mut found: Vec<(Path, Range<u64>)>) -> (Vec<(Path, Range<u64>)>, Vec<Path>) {
    let mut row = Vec::new();
    let mut end = 0;
    loop {
        let next = found.iter().enumerate();
        let next = next.filter(|(_, (_, part))| part.start <= end && part.end > end);
        let Some((at, _)) = next.max_by_key(|(_, (_, part))| part.end) else {
            break;
        };
        let (path, part) = found.swap_remove(at);
        row.push((path, end..part.end));
        end = part.end;
    }
    (row, found.into_iter().map(|(path, _)| path).collect())
}

pub(super) fn name_of(object: &Object, name: &str) -> String {
    let sealed = object.key().map_or("", |_| SEALED);
    [sealed, name].concat()
}

/// Where the part at this path begins.
pub(super) fn begin(path: &Path) -> u64 {
    let name = path.filename().unwrap_or_default();
    let start = name
        .trim_start_matches(SEALED)
        .split_once('-')
        .and_then(|(start, _)| start.parse().ok());
    start.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_several_servers_make_one_file_as_far_as_there_is_no_gap() {
        let part = |start: u64, end: u64| {
            (
                Path::from(format!("{start:012}-{}", end - start)),
                start..end,
            )
        };
        let found = vec![
            part(0, 10),
            part(25, 40),
            part(0, 4),
            part(8, 20),
            part(20, 22),
        ];
        let (row, others) = in_a_row(found);
        let ranges: Vec<_> = row
            .iter()
            .map(|(path, range)| (begin(path), range.clone()))
            .collect();
        assert_eq!(ranges, [(0, 0..10), (8, 10..20), (20, 20..22)]);
        assert_eq!(others.len(), 2);
    }
}

//! Where the objects of a PDF stand: found by going through the file, as viewers do when its table is broken.
//! No table is believed, so none can be broken; what stands later replaces what stood before (ISO 32000-1 §7.5.6).

use super::filter;
use super::object::{Dict, Object, Reader, Work, is_space, natural};
use archive::{Budget, UNPACKED};

/// Objects that are remembered.
const OBJECTS: usize = 400_000;
/// Trailers that are remembered: one for each time the file was saved.
const TRAILERS: usize = 200;
/// References that lead to references.
const HOPS: usize = 8;

pub(super) struct File<'a> {
    bytes: &'a [u8],
    /// The object streams, unpacked.
    unpacked: Vec<Vec<u8>>,
    places: Vec<Place>,
    /// The number of each object and the index of its place, sorted.
    numbers: Vec<u64>,
    /// Where dictionaries stand that may name the root.
    trailers: Vec<usize>,
    work: Work,
    /// Whether all object streams could be unpacked within bounds.
    pub(super) is_bearable: bool,
}

/// Where an object begins: in the file itself, or in the unpacked stream before this number.
#[derive(Clone, Copy)]
struct Place {
    stream: u32,
    at: u32,
}

/// A stream: its dictionary, and the bytes as they stand in the file.
pub(super) struct Stream<'d> {
    pub(super) dict: Dict<'d>,
    pub(super) data: &'d [u8],
}

impl<'a> File<'a> {
    /// Goes through the file once.
    pub(super) fn read(bytes: &'a [u8], budget: &mut Budget) -> Self {
        let mut file = Self {
            bytes,
            unpacked: Vec::new(),
            places: Vec::new(),
            numbers: Vec::new(),
            trailers: Vec::new(),
            work: Work::new(bytes.len().saturating_mul(8).saturating_add(UNPACKED)),
            is_bearable: true,
        };
        let mut at = 0;
        // Beyond the last of them none is looked for again.
        let mut ends = true;
        while let Some(step) = bytes.get(at..).and_then(keyword) {
            at += step;
            let rest = bytes.get(at..).unwrap_or(&[]);
            if rest.starts_with(b"trailer") {
                at += 7;
                file.remember_trailer(at);
            } else {
                let number = number_before(bytes, at);
                at += 3;
                if let Some(number) = number
                    && file.places.len() < OBJECTS
                {
                    file.place(number, 0, at);
                    at = file.look_at(at, &mut ends, budget);
                }
            }
        }
        file.numbers.sort_unstable();
        file
    }

    fn place(&mut self, number: u32, stream: usize, at: usize) {
        if let (Ok(stream), Ok(at)) = (u32::try_from(stream), u32::try_from(at)) {
            let index = self.places.len() as u64;
            self.numbers.push(u64::from(number) << 32 | index);
            self.places.push(Place { stream, at });
        }
    }

    fn remember_trailer(&mut self, at: usize) {
        if self.trailers.len() < TRAILERS {
            self.trailers.push(at);
        }
    }

    /// Looks at the object that begins here, and says where it ends.
    fn look_at(&mut self, at: usize, ends: &mut bool, budget: &mut Budget) -> usize {
        let bytes = self.bytes;
        let mut reader = Reader::new(bytes, at, &self.work);
        let Some(Object::Dict(dict)) = reader.object() else {
            return at;
        };
        let behind = reader.at;
        let data = stream_data(bytes, behind, dict.whole(b"Length"), ends);
        let after = data.map_or(behind, |(_, after)| after);
        if dict.is(b"Type", b"XRef") {
            self.remember_trailer(at);
        } else if let Some((data, _)) = data
            && dict.is(b"Type", b"ObjStm")
        {
            self.open(&Stream { dict, data }, budget);
        }
        after
    }

    /// Remembers the objects in an object stream: pairs of number and place, then the objects (§7.5.7).
    fn open(&mut self, stream: &Stream<'_>, budget: &mut Budget) {
        let Some(data) = stream.unpacked(budget) else {
            self.is_bearable &= !budget.is_spent();
            return;
        };
        let count = stream.dict.whole(b"N").unwrap_or(0);
        let first = stream.dict.whole(b"First").unwrap_or(0);
        let mut listed = Vec::new();
        let mut reader = Reader::new(&data, 0, &self.work);
        while (listed.len() as i64) < count && listed.len() + self.places.len() < OBJECTS {
            let (Some(Object::Number(number)), Some(Object::Number(at))) =
                (reader.object(), reader.object())
            else {
                break;
            };
            let place = at.whole().saturating_add(first);
            if let (Ok(number), Ok(place)) = (u32::try_from(number.whole()), usize::try_from(place))
            {
                listed.push((number, place));
            }
        }
        self.unpacked.push(data);
        for (number, place) in listed {
            self.place(number, self.unpacked.len(), place);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Whether more would have to be read than is.
    pub(super) fn is_exhausted(&self) -> bool {
        self.work.is_spent()
    }

    pub(super) fn reader<'d>(&'d self, bytes: &'d [u8]) -> Reader<'d, 'd> {
        Reader::new(bytes, 0, &self.work)
    }

    /// The dictionaries that may name the root, the last first.
    pub(super) fn trailers(&self) -> impl Iterator<Item = Dict<'_>> {
        self.trailers.iter().rev().filter_map(|at| {
            match Reader::new(self.bytes, *at, &self.work).object()? {
                Object::Dict(dict) => Some(dict),
                _ => None,
            }
        })
    }

    /// Every object that is a dictionary, for files without a root.
    pub(super) fn dicts(&self) -> impl Iterator<Item = Dict<'_>> {
        self.numbers
            .iter()
            .filter_map(|key| match self.get((key >> 32) as u32)? {
                Object::Dict(dict) => Some(dict),
                _ => None,
            })
    }

    fn find(&self, number: u32) -> Option<Place> {
        let next = (u64::from(number) + 1) << 32;
        let behind = self.numbers.partition_point(|key| *key < next);
        let key = *self.numbers.get(behind.checked_sub(1)?)?;
        (key >> 32 == u64::from(number)).then_some(())?;
        self.places.get(key as u32 as usize).copied()
    }

    fn get(&self, number: u32) -> Option<Object<'_>> {
        let place = self.find(number)?;
        let bytes = match (place.stream as usize).checked_sub(1) {
            None => self.bytes,
            Some(stream) => self.unpacked.get(stream)?,
        };
        Reader::new(bytes, place.at as usize, &self.work).object()
    }

    /// What an object stands for, if it is a reference.
    pub(super) fn resolved<'d>(&'d self, object: &Object<'d>) -> Option<Object<'d>> {
        let mut object = object.clone();
        for _ in 0..HOPS {
            match object {
                Object::Reference(number) => object = self.get(number)?,
                object => return Some(object),
            }
        }
        None
    }

    pub(super) fn value<'d>(&'d self, dict: &Dict<'d>, key: &[u8]) -> Option<Object<'d>> {
        self.resolved(dict.get(key)?)
    }

    pub(super) fn dict<'d>(&'d self, dict: &Dict<'d>, key: &[u8]) -> Option<Dict<'d>> {
        match self.value(dict, key)? {
            Object::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    /// The stream that an object refers to. Only objects of the file itself are streams.
    pub(super) fn stream(&self, object: &Object<'_>) -> Option<Stream<'_>> {
        let Object::Reference(number) = object else {
            return None;
        };
        let place = self.find(*number).filter(|it| it.stream == 0)?;
        let mut reader = Reader::new(self.bytes, place.at as usize, &self.work);
        let Object::Dict(dict) = reader.object()? else {
            return None;
        };
        let length = match self.value(&dict, b"Length") {
            Some(Object::Number(length)) => Some(length.whole()),
            _ => None,
        };
        let (data, _) = stream_data(self.bytes, reader.at, length, &mut true)?;
        // Its end may have been looked for, and whoever asks goes through it.
        self.work.spend(data.len() / 4)?;
        Some(Stream { dict, data })
    }
}

impl Stream<'_> {
    /// The data without its packing; nothing where it is packed in a way that is not known here, or is too much.
    pub(super) fn unpacked(&self, budget: &mut Budget) -> Option<Vec<u8>> {
        filter::unpacked(&self.dict, self.data, budget)
    }
}

/// How far it is to the next `obj` or `trailer`.
fn keyword(bytes: &[u8]) -> Option<usize> {
    bytes.iter().enumerate().position(|(at, byte)| match byte {
        b'o' => bytes.get(at..at + 3) == Some(b"obj"),
        b't' => bytes.get(at..at + 7) == Some(b"trailer"),
        _ => false,
    })
}

/// The number of the object whose keyword stands here: before it a generation, and before that the number.
fn number_before(bytes: &[u8], at: usize) -> Option<u32> {
    let before = bytes.get(at.saturating_sub(32)..at)?;
    let (before, spaces) = trimmed(before, is_space);
    let (before, generation) = trimmed(before, |byte| byte.is_ascii_digit());
    let (before, between) = trimmed(before, is_space);
    let (_, number) = trimmed(before, |byte| byte.is_ascii_digit());
    let is_header = !spaces.is_empty() && !generation.is_empty() && !between.is_empty();
    is_header.then(|| natural(number))?
}

/// What stands before the last run of such bytes, and that run.
fn trimmed(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> (&[u8], &[u8]) {
    let kept = bytes.iter().rposition(|byte| !wanted(*byte));
    bytes.split_at(kept.map_or(0, |it| it + 1))
}

/// The data of the stream that begins here, if one does, and where it ends. A length is believed if the end is there;
/// otherwise the end is looked for, unless it is known that there is none.
fn stream_data<'a>(
    bytes: &'a [u8],
    at: usize,
    length: Option<i64>,
    ends: &mut bool,
) -> Option<(&'a [u8], usize)> {
    const END: &[u8] = b"endstream";
    let rest = bytes.get(at..)?;
    let spaces = rest.iter().take_while(|byte| is_space(**byte)).count();
    let data = rest.get(spaces..)?.strip_prefix(b"stream")?;
    let data = data
        .strip_prefix(b"\r\n")
        .or_else(|| data.strip_prefix(b"\n"))
        .or_else(|| data.strip_prefix(b"\r"))
        .unwrap_or(data);
    let start = bytes.len() - data.len();
    if let Some(length) = length.and_then(|it| usize::try_from(it).ok())
        && let Some((inside, behind)) = data.split_at_checked(length)
        && behind.trim_ascii_start().starts_with(END)
    {
        return Some((inside, start + length));
    }
    if !*ends {
        return None;
    }
    match data.windows(END.len()).position(|it| it == END) {
        Some(length) => Some((data.get(..length)?, start + length)),
        None => {
            *ends = false;
            None
        }
    }
}

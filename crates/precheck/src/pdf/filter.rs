//! The packings of streams that are read: deflate, and the four that are a few lines each (ISO 32000-1 §7.4).
//! What they give together is bounded for the whole file.

use super::object::{Dict, Object, digit, is_space};
use archive::{Budget, Wrapping, inflate};

/// Packings around one another that are undone; files of the wild have one or two.
pub(super) const LAYERS: usize = 4;

/// The data without its packings; nothing where one of them is not known here, or they give too much.
pub(super) fn unpacked(dict: &Dict<'_>, data: &[u8], budget: &mut Budget) -> Option<Vec<u8>> {
    let layers = listed(dict.get(b"Filter"));
    let rules = listed(dict.get(b"DecodeParms"));
    if layers.len() > LAYERS || rules.iter().any(has_rules) {
        return None;
    }
    let mut unpacked = None;
    for name in layers {
        let data = unpacked.as_deref().unwrap_or(data);
        unpacked = Some(layer(name, data, budget)?);
    }
    if unpacked.is_none() {
        budget.take(data.len())?;
        return Some(data.to_vec());
    }
    unpacked
}

/// The data without the packing of this name.
pub(super) fn layer(name: &Object<'_>, data: &[u8], budget: &mut Budget) -> Option<Vec<u8>> {
    let Object::Name(name) = name else {
        return None;
    };
    let is = |long: &[u8], short: &[u8]| name.is(long) || name.is(short);
    if is(b"FlateDecode", b"Fl") {
        inflate(data, Wrapping::Zlib, budget)
    } else if is(b"LZWDecode", b"LZW") {
        lzw(data, budget)
    } else if is(b"ASCII85Decode", b"A85") {
        ascii_85(data, budget)
    } else if is(b"ASCIIHexDecode", b"AHx") {
        ascii_hex(data, budget)
    } else if is(b"RunLengthDecode", b"RL") {
        run_length(data, budget)
    } else {
        None
    }
}

/// One value stands for a list of one, and none for an empty list.
pub(super) fn listed<'d, 'a>(value: Option<&'d Object<'a>>) -> &'d [Object<'a>] {
    match value {
        None => &[],
        Some(Object::Array(values)) => values,
        Some(value) => std::slice::from_ref(value),
    }
}

/// Whether the packing is another than the plain one. Rows of differences occur in tables of places, which are not
/// read.
fn has_rules(rules: &Object<'_>) -> bool {
    match rules {
        Object::Dict(rules) => {
            rules.whole(b"Predictor").is_some_and(|it| it > 1)
                || rules.whole(b"EarlyChange").is_some_and(|it| it != 1)
        }
        Object::Reference(_) => true,
        _ => false,
    }
}

fn ascii_hex(data: &[u8], budget: &mut Budget) -> Option<Vec<u8>> {
    let digits = data.iter().take_while(|byte| **byte != b'>');
    let mut digits = digits.filter_map(|byte| digit(*byte));
    budget.take(data.len() / 2 + 1)?;
    let mut bytes = Vec::with_capacity(data.len() / 2 + 1);
    while let Some(high) = digits.next() {
        bytes.push(high << 4 | digits.next().unwrap_or(0));
    }
    Some(bytes)
}

/// Five digits of base 85 for four bytes; `z` for four zeros.
fn ascii_85(data: &[u8], budget: &mut Budget) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut value, mut count) = (0_u32, 0);
    for byte in data.iter().filter(|byte| !is_space(**byte)) {
        match byte {
            // Taken group by group: a file of nothing but these would be four times as long before it is refused.
            b'z' if count == 0 => {
                budget.take(4)?;
                bytes.extend([0; 4]);
            }
            b'!'..=b'u' => {
                value = value.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                count += 1;
                if count == 5 {
                    budget.take(4)?;
                    bytes.extend(value.to_be_bytes());
                    (value, count) = (0, 0);
                }
            }
            _ => break,
        }
    }
    // A group that is cut is filled with the highest digit, and gives a byte less than it has digits.
    if count > 1 {
        budget.take(count - 1)?;
        for _ in count..5 {
            value = value.wrapping_mul(85).wrapping_add(84);
        }
        bytes.extend(value.to_be_bytes().iter().take(count - 1));
    }
    Some(bytes)
}

fn run_length(data: &[u8], budget: &mut Budget) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut rest = data;
    while let [length, after @ ..] = rest {
        let length = usize::from(*length);
        rest = match length {
            128 => break,
            0..128 => {
                let (run, after) = after.split_at_checked(length + 1).unwrap_or((after, &[]));
                budget.take(run.len())?;
                bytes.extend_from_slice(run);
                after
            }
            _ => {
                let [byte, after @ ..] = after else { break };
                budget.take(257 - length)?;
                bytes.resize(bytes.len() + 257 - length, *byte);
                after
            }
        };
    }
    Some(bytes)
}

/// Codes of 9 to 12 bits, each a byte or what an earlier code stood for and the byte that came next (§7.4.4).
fn lzw(data: &[u8], budget: &mut Budget) -> Option<Vec<u8>> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    const CODES: usize = 4096;
    let mut bytes: Vec<u8> = Vec::new();
    // Where each code from 258 on stands in what is unpacked. Each begins where the code before it was written.
    let mut codes: Vec<(usize, usize)> = Vec::new();
    let mut before: Option<(usize, usize)> = None;
    let (mut bits, mut held, mut width) = (0_u32, 0, 9);
    for byte in data {
        bits = bits << 8 | u32::from(*byte);
        held += 8;
        if held < width {
            continue;
        }
        held -= width;
        let code = (bits >> held) as usize & ((1 << width) - 1);
        if code == END {
            break;
        }
        if code == CLEAR {
            codes.clear();
            (before, width) = (None, 9);
            continue;
        }
        let start = bytes.len();
        // What was written last and the byte that follows it, which is the first of this code.
        if let Some((start, length)) = before
            && codes.len() + END + 1 < CODES
        {
            codes.push((start, length + 1));
        }
        let length = match code.checked_sub(END + 1) {
            None => {
                budget.take(1)?;
                bytes.push(code as u8);
                1
            }
            Some(known) => {
                let Some((from, length)) = codes.get(known).copied() else {
                    break;
                };
                budget.take(length)?;
                for at in from..from + length {
                    let byte = *bytes.get(at)?;
                    bytes.push(byte);
                }
                length
            }
        };
        before = Some((start, length));
        // One code early, as all writers do.
        width = match codes.len() + END + 2 {
            0..=511 => 9,
            512..=1023 => 10,
            1024..=2047 => 11,
            _ => 12,
        };
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::object::{Reader, Work};
    use archive::UNPACKED;

    fn read(written: &str, data: &[u8]) -> Option<Vec<u8>> {
        let work = Work::new(1000);
        let Some(Object::Dict(dict)) = Reader::new(written.as_bytes(), 0, &work).object() else {
            panic!("a dictionary");
        };
        unpacked(&dict, data, &mut Budget::new())
    }

    #[test]
    fn every_packing_gives_back_what_was_packed() {
        let text = b"BT (page) Tj ET";
        let hex = b"4254 202870616765 2920546A\n204554>";
        assert_eq!(
            read("<</Filter/ASCIIHexDecode>>", hex).as_deref(),
            Some(&text[..])
        );
        // The first sentence of the encoding's article on Wikipedia, cut short; and what Python's base64 gives.
        let base_85 = b"9jqo^BlbD-Bl\neB1DJ+*+F(f,q~>";
        let known = Some(&b"Man is distinguished"[..]);
        assert_eq!(read("<</Filter[/A85]>>", base_85).as_deref(), known);
        assert_eq!(
            read("<</Filter/ASCII85Decode>>", b"z5l~>").as_deref(),
            Some(&[0, 0, 0, 0, b'A'][..])
        );
        let runs = [2, b'a', b'b', b'c', 254, b'-', 0, b'!', 128, 7];
        assert_eq!(
            read("<</Filter/RL>>", &runs).as_deref(),
            Some(&b"abc---!"[..])
        );
        // The example of ISO 32000-1 §7.4.4.2.
        let codes = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        let known = [45, 45, 45, 45, 45, 65, 45, 45, 45, 66];
        assert_eq!(
            read("<</Filter/LZWDecode>>", &codes).as_deref(),
            Some(&known[..])
        );
        assert_eq!(read("<<>>", text).as_deref(), Some(&text[..]));
    }

    #[test]
    fn packings_around_one_another_are_undone_in_their_order() {
        let zlib = fdeflate::compress_to_vec(b"Tm (abc) Tj");
        let hex: String = zlib.iter().map(|byte| format!("{byte:02x}")).collect();
        let both = "<</Filter[/AHx/Fl]/DecodeParms[null null]>>";
        assert_eq!(
            read(both, hex.as_bytes()).as_deref(),
            Some(&b"Tm (abc) Tj"[..])
        );
        assert_eq!(read("<</Filter[/AHx/DCTDecode]>>", b"00>"), None);
        assert_eq!(
            read("<</Filter/Fl/DecodeParms<</Predictor 12>>>>", &zlib),
            None
        );
        assert_eq!(read("<</Filter[/AHx/AHx/AHx/AHx/AHx]>>", b"30>"), None);
    }

    #[test]
    fn long_runs_of_codes_grow_to_twelve_bits_and_bombs_are_given_up() {
        // Every code the one that is just being made: the longest strings that so few bits can say.
        let mut bits = vec![(256_u32, 9), (u32::from(b'a'), 9)];
        for code in 258..4096_u32 {
            let width = match code {
                0..=510 => 9,
                511..=1022 => 10,
                1023..=2046 => 11,
                _ => 12,
            };
            bits.push((code, width));
        }
        let packed = |bits: &[(u32, u32)]| {
            let bits = bits
                .iter()
                .flat_map(|(code, width)| (0..*width).rev().map(move |at| (code >> at & 1) as u8));
            let bits: Vec<u8> = bits.collect();
            let byte = |eight: &[u8]| eight.iter().fold(0, |byte, bit| byte << 1 | bit);
            bits.chunks_exact(8).map(byte).collect::<Vec<u8>>()
        };
        let text = lzw(&packed(&bits), &mut Budget::new()).expect("within bounds");
        assert!(text.len() > 7_000_000 && text.iter().all(|byte| *byte == b'a'));
        let bomb: Vec<_> = (0..4).flat_map(|_| bits.clone()).collect();
        assert!(text.len() * 4 > UNPACKED);
        assert_eq!(lzw(&packed(&bomb), &mut Budget::new()), None);
        assert_eq!(
            run_length(&[129, 0].repeat(200_000), &mut Budget::new()),
            None
        );
        assert_eq!(ascii_85(&b"z".repeat(UNPACKED), &mut Budget::new()), None);
    }
}

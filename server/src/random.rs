//! Random tokens, ids and case numbers, from the operating system's generator.
//! Nothing about a person or an order of events can be read from any of them.

/// 23 characters that are not taken for one another when read aloud or copied by hand:
/// no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.
const CLEAR: &[u8] = b"34679ACDEFGHJKMNPQRTWXY";

const LOWER: &[u8] = b"abcdefghijklmnopqrstuvwxyz234567";

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gave no random bytes")]
pub(crate) struct NoRandomness(#[from] getrandom::Error);

/// 256 bits in hexadecimal: a session's secret.
pub(crate) fn token() -> Result<String, NoRandomness> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(hex(&bytes))
}

/// 130 bits: the id of a thing of one person.
pub(crate) fn id() -> Result<String, NoRandomness> {
    draw(LOWER, 26)
}

/// 办件编号: 12 characters, 54 bits. Opaque: neither place nor day nor count can be read from it.
pub(crate) fn case_number() -> Result<String, NoRandomness> {
    draw(CLEAR, 12)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Draws `length` characters evenly: bytes past the last full multiple of the alphabet are discarded.
fn draw(alphabet: &[u8], length: usize) -> Result<String, NoRandomness> {
    let fair = 256 - 256 % alphabet.len();
    let mut drawn = String::with_capacity(length);
    let mut bytes = [0; 64];
    while drawn.len() < length {
        getrandom::fill(&mut bytes)?;
        let fitting = bytes.iter().map(|byte| usize::from(*byte));
        drawn.extend(
            fitting
                .filter(|byte| *byte < fair)
                .map(|byte| char::from(alphabet[byte % alphabet.len()]))
                .take(length - drawn.len()),
        );
    }
    Ok(drawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_numbers_are_readable_and_differ() {
        let number = case_number().unwrap();
        assert_eq!(number.len(), 12);
        assert!(number.bytes().all(|byte| CLEAR.contains(&byte)));
        assert_ne!(number, case_number().unwrap());
    }
}

//! A WebAssembly module as a row of sections: https://webassembly.github.io/spec/core/binary/modules.html

/// The magic number and the version.
const HEADER: usize = 8;

/// Kinds of sections.
pub(super) const CUSTOM: u8 = 0;
pub(super) const IMPORTS: u8 = 2;

pub(super) struct Section<'a> {
    pub(super) kind: u8,
    pub(super) body: &'a [u8],
}

/// `None` where it is no module.
pub(super) fn read(module: &[u8]) -> Option<Vec<Section<'_>>> {
    let mut rest = module.get(HEADER..)?;
    let mut sections = Vec::new();
    while let [kind, after @ ..] = rest {
        let (length, body) = number(after)?;
        let (body, next) = body.split_at_checked(length)?;
        sections.push(Section { kind: *kind, body });
        rest = next;
    }
    Some(sections)
}

pub(super) fn write<'a>(sections: impl IntoIterator<Item = Section<'a>>) -> Vec<u8> {
    let mut module = b"\0asm\x01\0\0\0".to_vec();
    for Section { kind, body } in sections {
        module.push(kind);
        push_bytes(&mut module, body);
    }
    module
}

/// An unsigned number (LEB128), and what follows it.
pub(super) fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0;
    for (at, byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some((value, &bytes[at + 1..]));
        }
    }
    None
}

pub(super) fn push_number(out: &mut Vec<u8>, mut number: usize) {
    while number > 0x7f {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Bytes with their length before them, and what follows.
pub(super) fn bytes(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = number(bytes)?;
    rest.split_at_checked(length)
}

pub(super) fn push_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    push_number(out, bytes.len());
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_is_written_as_it_was_read_without_padding() {
        let padded = b"\0asm\x01\0\0\0\x01\x81\x80\x00\x00";
        let sections = read(padded).unwrap();
        assert_eq!((sections.len(), sections[0].body), (1, &[0][..]));
        assert_eq!(write(sections), b"\0asm\x01\0\0\0\x01\x01\0");
        assert!(
            read(b"\0asm\x01\0\0\0\x01\x05\0").is_none(),
            "it is cut off"
        );
    }

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for value in [0, 127, 128, 300_000] {
            let mut written = Vec::new();
            push_number(&mut written, value);
            assert_eq!(number(&written), Some((value, &[][..])));
        }
    }
}

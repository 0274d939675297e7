//! What small networks in whole numbers share, so that every machine reaches the same answer (Jacob et al.,
//! arXiv:1712.05877): weights of 8 bits read from a file, sums brought back to 8 bits, and levels spread before.

/// Brings the sum of one output to 8 bits, or to 256ths of a natural logarithm.
#[derive(Clone, Copy)]
pub(crate) struct Scale {
    offset: i32,
    factor: u16,
    shift: u8,
}

impl Scale {
    /// One for each output; nothing where the file ends before, or has a shift that none has.
    pub(crate) fn read_all(rest: &mut &[u8], outputs: usize) -> Option<Vec<Self>> {
        let mut scales = Vec::with_capacity(outputs);
        for _ in 0..outputs {
            let [a, b, c, d, low, high, shift] = take(rest, 7)?.try_into().ok()?;
            if !(1..=40).contains(&shift) {
                return None;
            }
            scales.push(Self {
                offset: i32::from_le_bytes([a, b, c, d]),
                factor: u16::from_le_bytes([low, high]),
                shift,
            });
        }
        Some(scales)
    }

    pub(crate) fn of(self, sum: i32) -> i64 {
        let whole = (i64::from(sum) + i64::from(self.offset)) * i64::from(self.factor);
        (whole + (1 << (self.shift - 1))) >> self.shift
    }

    pub(crate) fn level(self, sum: i32) -> u8 {
        self.of(sum).clamp(0, 255) as u8
    }
}

/// So many bytes of what is left.
pub(crate) fn take<'a>(rest: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(count)?;
    *rest = left;
    Some(taken)
}

/// Levels spread between those that all but 2 % on each side lie between, so that light and contrast do not matter.
pub(crate) fn spread(levels: &[u8]) -> Vec<u8> {
    /// Grey levels from the darkest to the brightest at least: less is noise.
    const LEAST: i32 = 24;
    let rest = levels.len() / 50;
    let mut counts = [0_usize; 256];
    for level in levels {
        counts[usize::from(*level)] += 1;
    }
    let low = nth(counts.iter(), rest);
    let high = 255 - nth(counts.iter().rev(), rest);
    let span = (high - low).max(LEAST);
    let spread = |level: &u8| ((i32::from(*level) - low) * 255 / span).clamp(0, 255) as u8;
    levels.iter().map(spread).collect()
}

/// Which count it is up to which more than so many are counted.
fn nth<'a>(counts: impl Iterator<Item = &'a usize>, rest: usize) -> i32 {
    let mut seen = 0;
    let mut at = 0;
    for count in counts {
        seen += count;
        if seen > rest {
            break;
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_odd_levels_do_not_count() {
        let mut levels = vec![100; 60];
        levels.extend([200; 60]);
        levels.extend([0, 255]);
        let spread = spread(&levels);
        assert_eq!((spread[0], spread[60]), (0, 255));
        assert_eq!((spread[120], spread[121]), (0, 255));
    }

    #[test]
    fn a_shift_that_none_has_is_not_taken() {
        let one = |shift| [0, 0, 0, 0, 1, 0, shift];
        assert!(Scale::read_all(&mut &one(0)[..], 1).is_none());
        assert!(Scale::read_all(&mut &one(41)[..], 1).is_none());
        assert!(Scale::read_all(&mut &one(40)[..], 1).is_some());
        assert!(Scale::read_all(&mut &one(40)[..], 2).is_none());
    }
}

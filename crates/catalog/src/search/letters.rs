//! Typed letters against pinyin: initials (`syj`), whole syllables (`shiye`), or a mixture (`shiyj`).

/// How typed letters fit a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// From a syllable within it.
    Within,
    /// From its beginning.
    Begins,
    /// All of it.
    Whole,
}

/// `pinyin`: syllables parted by blanks. `typed`: lower case.
pub(super) fn fit(pinyin: &str, typed: &str) -> Option<Fit> {
    if typed.is_empty() || !typed.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let syllables: Vec<&str> = pinyin.split(' ').collect();
    let mut best = None;
    for start in 0..syllables.len() {
        let Some(rest) = syllables.get(start..) else {
            break;
        };
        let Some(used) = consumed(rest, typed) else {
            continue;
        };
        let fit = match (start, used == rest.len()) {
            (0, true) => Fit::Whole,
            (0, false) => Fit::Begins,
            _ => Fit::Within,
        };
        best = best.max(Some(fit));
    }
    best
}

/// How many syllables the letters use up at most, if they fit at all.
fn consumed(syllables: &[&str], typed: &str) -> Option<usize> {
    if typed.is_empty() {
        return Some(0);
    }
    let (first, rest) = syllables.split_first()?;
    let common = first
        .bytes()
        .zip(typed.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    (1..=common)
        .filter(|&taken| {
            let initial = taken == 1 || (taken == 2 && first.as_bytes().get(1) == Some(&b'h'));
            // The last syllable may be half typed.
            initial || taken == first.len() || taken == typed.len()
        })
        .filter_map(|taken| consumed(rest, typed.get(taken..)?).map(|used| used + 1))
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BENEFIT: &str = "shi ye jin";

    #[test]
    fn initials_whole_syllables_and_a_mixture_fit() {
        for typed in ["syj", "shiyejin", "shiyj", "shyj", "syejin"] {
            assert_eq!(fit(BENEFIT, typed), Some(Fit::Whole), "{typed}");
        }
        assert_eq!(fit(BENEFIT, "shiy"), Some(Fit::Begins));
        assert_eq!(fit(BENEFIT, "yj"), Some(Fit::Within));
    }

    #[test]
    fn other_letters_and_characters_do_not() {
        for typed in ["sjy", "shie", "syjx", "失业", ""] {
            assert_eq!(fit(BENEFIT, typed), None, "{typed}");
        }
    }
}

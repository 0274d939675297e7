//! How well a thing fits what was typed, and the best things in their order.
//! A score is 0 to 100 for the words; what can be done online comes before what cannot.

use std::cmp::Reverse;

use super::letters::{self, Fit};
use super::{IndexEntry, SearchIndex, Word};

/// So many hits at most: who sees more than this has typed too little.
const MOST: usize = 20;
/// Hits far below the best one only distract.
const SPREAD: u32 = 45;

/// The things that fit what was typed, the best first; none where nothing was typed.
pub fn find<'a>(index: &'a SearchIndex, typed: &str) -> Vec<&'a IndexEntry> {
    let typed = normalised(typed);
    if typed.is_empty() {
        return Vec::new();
    }
    let core = without_filler(&typed, &index.filler);
    let mut hits: Vec<(u32, &IndexEntry)> = Vec::new();
    for entry in &index.entries {
        let score = best(entry, &typed).max(if core == typed { 0 } else { best(entry, &core) });
        if score > 0 {
            hits.push((score, entry));
        }
    }
    let top = hits
        .iter()
        .map(|(score, _)| *score)
        .max()
        .unwrap_or_default();
    hits.retain(|(score, _)| score + SPREAD >= top);
    // The best again and again, not a sort: a sort weighs kilobytes in the download, and these are few.
    let mut ranked = Vec::new();
    while ranked.len() < MOST {
        // Of equals the first of the index, which has the order of the shelf.
        let rank =
            |(score, entry): &(u32, &IndexEntry)| (*score / 5, Reverse(entry.kind), entry.live);
        let best = hits.iter().map(rank).max();
        let Some(at) = hits.iter().position(|hit| Some(rank(hit)) == best) else {
            break;
        };
        ranked.push(hits.remove(at).1);
    }
    ranked
}

fn best(entry: &IndexEntry, typed: &str) -> u32 {
    let mut best = 0;
    for (at, word) in entry.words.iter().enumerate() {
        let score = self::word(word, typed);
        // A thing's own name counts a little more than a word for it.
        best = best.max(if at == 0 || score == 0 {
            score
        } else {
            score - 4
        });
    }
    best
}

/// How well one word fits, 0 to 100; both are normalised.
pub(super) fn word(word: &Word, typed: &str) -> u32 {
    let text = word.text.as_str();
    if typed.is_ascii() {
        let by_letters = match letters::fit(&word.pinyin, typed) {
            Some(Fit::Whole) => 95,
            Some(Fit::Begins) => 80,
            // One letter within a word says nothing.
            Some(Fit::Within) if typed.len() > 1 => 60,
            Some(Fit::Within) | None => 0,
        };
        let written = if text.to_ascii_lowercase().contains(typed) {
            90
        } else {
            0
        };
        return written.max(by_letters);
    }
    if text == typed {
        return 100;
    }
    let (long, short) = (text.chars().count(), typed.chars().count());
    if text.starts_with(typed) {
        return 90 - penalty(long, short);
    }
    if text.contains(typed) {
        return 82 - penalty(long, short);
    }
    // 「我没工作了怎么办」 holds 「没工作了」.
    if long >= 2 && typed.contains(text) {
        return 84 - penalty(short, long);
    }
    alike(text, typed)
}

/// Up to 10 for what stands beside the match.
fn penalty(long: usize, short: usize) -> u32 {
    u32::try_from(long.saturating_sub(short))
        .unwrap_or(10)
        .min(10)
}

/// Typing mistakes and words left out: how many of the typed pairs of neighbours the word has, as 0 to 60.
fn alike(text: &str, typed: &str) -> u32 {
    let typed: Vec<char> = typed.chars().collect();
    if typed.len() < 3 {
        return 0;
    }
    let text: Vec<char> = text.chars().collect();
    // Some characters of the word may be missing: 失业金 for 失业保险金.
    let mut rest = text.iter();
    if typed.iter().all(|c| rest.any(|other| other == c)) {
        return 60;
    }
    let pairs = typed.windows(2);
    let all = pairs.len();
    let shared = pairs
        .filter(|pair| text.windows(2).any(|other| other == *pair))
        .count();
    // Two of the pairs, and half of them: one pair alone is often 「办理」 or 「保险」.
    if shared >= 2 && shared * 2 >= all {
        u32::try_from(shared * 55 / all).unwrap_or_default()
    } else {
        0
    }
}

/// Latin letters, digits and characters only, the letters in lower case and of plain width. The apostrophes of a
/// keyboard that is still composing (`shi'ye`) go as well.
pub(super) fn normalised(typed: &str) -> String {
    typed
        .chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            other => other,
        })
        .filter(|c| {
            c.is_ascii_alphanumeric()
                || matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
        })
        .map(|c| c.to_ascii_lowercase())
        // What a person would type who could type more is not longer than this.
        .take(40)
        .collect()
}

/// Takes away what people say around a thing, unless nothing would be left.
fn without_filler(typed: &str, filler: &[String]) -> String {
    let mut core = typed.to_owned();
    for word in filler {
        let shorter = core.replace(word.as_str(), "");
        if shorter.chars().count() >= 2 {
            core = shorter;
        }
    }
    core
}

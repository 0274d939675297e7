//! Strips on pages: what belongs together stays together, and a table that goes on has its head again.

use super::measures::{BOTTOM, PAGE, TOP};
use super::strip::{Mark, Strip};

/// What stands on one page, from its left upper corner.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) marks: Vec<Mark>,
    /// Headings and how far down they stand.
    pub(super) outline: Vec<(String, f32)>,
    /// How far down the last strip ends.
    pub(super) end: f32,
}

const ROOM: f32 = PAGE.1 - TOP - BOTTOM;

pub(super) fn paginate(strips: Vec<Strip>) -> Vec<Page> {
    let mut pages = vec![Page::default()];
    let mut used = 0.0;
    let mut strips = strips.into_iter().peekable();
    while let Some(first) = strips.next() {
        let mut chain = vec![first];
        while chain.last().is_some_and(|strip| strip.keep) {
            match strips.next() {
                Some(next) => chain.push(next),
                None => break,
            }
        }
        let whole: f32 = chain.iter().map(|strip| strip.before + strip.height).sum();
        // A chain that fits no page is cut where it must be.
        let fits_a_page = whole - chain[0].before <= ROOM;
        if used > 0.0 && used + whole > ROOM && fits_a_page {
            pages.push(Page::default());
            used = 0.0;
        }
        for strip in chain {
            let before = if used > 0.0 { strip.before } else { 0.0 };
            if used > 0.0 && used + before + strip.height > ROOM {
                pages.push(Page::default());
                used = 0.0;
            }
            if used == 0.0
                && let Some(head) = &strip.repeat
            {
                put(&mut pages, &mut used, (**head).clone());
            }
            put(&mut pages, &mut used, strip);
        }
    }
    pages
}

fn put(pages: &mut [Page], used: &mut f32, strip: Strip) {
    let Some(page) = pages.last_mut() else { return };
    let top = TOP + *used + if *used > 0.0 { strip.before } else { 0.0 };
    if let Some(title) = strip.outline {
        page.outline.push((title, top));
    }
    page.marks.extend(strip.marks.into_iter().map(|mut mark| {
        mark.y += top;
        mark
    }));
    page.end = top + strip.height;
    *used = page.end - TOP;
}

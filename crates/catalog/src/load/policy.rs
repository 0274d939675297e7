//! Whether what a material asks of its pictures makes sense: least not above most, limits that a file can meet.
//! A policy that no picture passes would send everyone to the counter without anybody noticing.

use precheck_types::{Format, Policy, Portrait};

/// The longest file the API takes, in bytes (`contract::upload::MAX_BYTES`; a test there holds them together).
pub(super) const LONGEST_FILE: u32 = 20_000_000;
/// The shortest limit in which a page of A4 is still read: 1200 × 850 pixels as grey JPEG of low quality.
const SHORTEST_PAGE: u32 = 60_000;
/// More than any camera's long side; a limit above it is a slip of the hand.
const LONGEST_SIDE: u32 = 12_000;
/// A file of more pages is no material of these applications.
const MOST_PAGES: u32 = 300;

/// What is wrong, each with the key it concerns.
pub(super) fn faults(policy: &Policy) -> Vec<(&'static str, &'static str)> {
    let mut faults = Vec::new();
    let mut must = |holds: bool, key, message| {
        if !holds {
            faults.push((key, message));
        }
    };
    let file = |format: &Format| {
        !matches!(
            format,
            Format::Empty | Format::Unknown | Format::Zip | Format::Jxl
        )
    };
    let paged = |format: &Format| matches!(format, Format::Pdf | Format::Ofd);
    must(
        !policy.formats.is_empty() && policy.formats.iter().all(file),
        "formats",
        "formats are pictures, pdf, ofd or office, and at least one",
    );
    must(
        policy.min_short_side <= policy.min_long_side,
        "min_short_side",
        "the short side cannot need more pixels than the long one",
    );
    must(
        policy.min_long_side <= policy.max_long_side && policy.max_long_side <= LONGEST_SIDE,
        "max_long_side",
        "min_long_side ≤ max_long_side ≤ 12000",
    );
    let least = if policy.portrait.is_some() {
        1
    } else {
        SHORTEST_PAGE
    };
    must(
        (least..=LONGEST_FILE).contains(&policy.max_bytes),
        "max_bytes",
        "60000 (a legible page) to 20000000 (what the API takes)",
    );
    must(
        (least..=LONGEST_FILE).contains(&policy.max_pdf_bytes),
        "max_pdf_bytes",
        "60000 to 20000000 (what the API takes)",
    );
    let (fewest, most) = (policy.min_pages, policy.max_pages);
    let has_limits = fewest.is_some() || most.is_some();
    must(
        !has_limits || policy.formats.iter().any(paged),
        "min_pages",
        "pages are counted in pdf and ofd only, and neither is taken",
    );
    must(
        fewest.is_none_or(|fewest| (1..=most.unwrap_or(MOST_PAGES)).contains(&fewest))
            && most.is_none_or(|most| (1..=MOST_PAGES).contains(&most)),
        "max_pages",
        "1 ≤ min_pages ≤ max_pages ≤ 300",
    );
    if let Some(portrait) = &policy.portrait {
        must(
            is_possible(portrait),
            "portrait",
            "each least ≤ its most, and all within the picture",
        );
        must(
            portrait.max_bytes <= policy.max_bytes,
            "max_bytes",
            "not below that of the portrait",
        );
    }
    faults
}

fn is_possible(it: &Portrait) -> bool {
    let within = |(least, most): (u16, u16), room: u16| least <= most && most <= room;
    it.width > 0
        && it.dpi > 0
        && it.min_bytes <= it.max_bytes
        && within(it.face_width, it.width)
        && within(it.eyes_across, it.width)
        && within(it.crown, it.height)
        && it.eyes_above <= it.height
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_picture_can_meet_is_told_by_its_key() {
        assert_eq!(faults(&Policy::default()), []);
        let keys = |policy: Policy| -> Vec<&str> {
            faults(&policy).into_iter().map(|(key, _)| key).collect()
        };
        let default = Policy::default;
        assert_eq!(
            keys(Policy {
                min_long_side: 3000,
                ..default()
            }),
            ["max_long_side"]
        );
        assert_eq!(
            keys(Policy {
                min_pages: Some(3),
                max_pages: Some(2),
                ..default()
            }),
            ["max_pages"]
        );
        assert_eq!(
            keys(Policy {
                formats: vec![Format::Jpeg],
                max_pages: Some(2),
                ..default()
            }),
            ["min_pages"]
        );
        assert_eq!(
            keys(Policy {
                max_bytes: 40,
                formats: Vec::new(),
                ..default()
            }),
            ["formats", "max_bytes"]
        );
        let portrait = Portrait {
            face_width: (300, 400),
            ..Portrait::default()
        };
        assert_eq!(
            keys(Policy {
                portrait: Some(portrait),
                ..default()
            }),
            ["portrait"]
        );
    }
}

//! The rules of size and place, each with its finding.
//! The place of a face is measured to a few pixels only: what is nearly within a limit is left alone.

use super::face::Face;
use crate::{Code, Finding, Policy, Portrait, Severity, Size, Strictness};

// Found again after turning by up to 8°, dimming and noise, a face differs by 7 hundredths of its width in width, by 3
// in place across and 4 in height: in a finished picture 15, 5 and 9 pixels.

/// Pixels by which a width may be wrong.
const WIDTH_DOUBT: u32 = 15;
/// Pixels by which a place may be wrong.
const PLACE_DOUBT: u32 = 8;
/// Pixels by which the crown may be wrong.
const CROWN_DOUBT: u32 = 5;

/// Pixels and bytes.
pub(super) fn of_file(
    size: Size,
    bytes: u32,
    policy: &Policy,
    portrait: &Portrait,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (width, height) = (u32::from(portrait.width), u32::from(portrait.height));
    let mut add = |code, severity, is, limit| {
        findings.extend(Finding::when_checked(code, severity).map(|it| it.measured(is, limit)));
    };
    let bad = policy.size.of_bad();
    if size.width < width || size.height < height {
        // Never enlarged: the side that falls short most is named.
        let is_wide =
            u64::from(size.width) * u64::from(height) >= u64::from(size.height) * u64::from(width);
        let (is, needed) = if is_wide {
            (size.height, height)
        } else {
            (size.width, width)
        };
        add(Code::TooSmall, bad, is, needed);
    } else if (size.width, size.height) != (width, height) {
        add(Code::PhotoSize, bad, size.height, height);
    } else if bytes > portrait.max_bytes {
        add(Code::TooManyBytes, bad, bytes, portrait.max_bytes);
    } else if bytes < portrait.min_bytes {
        add(
            Code::TooFewBytes,
            policy.size.of_doubtful(),
            bytes,
            portrait.min_bytes,
        );
    }
    findings
}

/// How many faces there are, and how wide and where the surest is, in pixels of the finished picture.
pub(super) fn of_faces(faces: &[Face], size: Size, portrait: &Portrait) -> Vec<Finding> {
    let strict = portrait.face;
    let Some(face) = faces.first() else {
        return Finding::when_checked(Code::NoFace, strict.of_bad())
            .into_iter()
            .collect();
    };
    let mut findings = Vec::new();
    let mut add = |code, severity, is, limit| {
        findings.extend(Finding::when_checked(code, severity).map(|it| it.measured(is, limit)));
    };
    if faces.len() > 1 {
        add(Code::SeveralFaces, strict.of_bad(), faces.len() as u32, 1);
    }
    // As if the picture already had the width of the finished one.
    let scaled = |at: usize| {
        let scaled = at as u64 * u64::from(portrait.width) / u64::from(size.width.max(1));
        u32::try_from(scaled).unwrap_or(u32::MAX)
    };
    let width = scaled(face.width);
    let (least, most) = both(portrait.face_width);
    let (small, large) = (beyond(least, width), beyond(width, most));
    add(
        Code::HeadTooSmall,
        severity(strict, small, WIDTH_DOUBT),
        width,
        least,
    );
    add(
        Code::HeadTooLarge,
        severity(strict, large, WIDTH_DOUBT),
        width,
        most,
    );
    let across = scaled(face.eyes.0);
    let (least, most) = both(portrait.eyes_across);
    let off = across.abs_diff(least.midpoint(most));
    let limit = beyond(most, least) / 2;
    add(
        Code::HeadOffCentre,
        severity(strict, beyond(off, limit), PLACE_DOUBT),
        off,
        limit,
    );
    let above = scaled(face.eyes.1);
    let eyes = beyond(scaled(size.height as usize), above);
    let least = u32::from(portrait.eyes_above);
    let low = severity(strict, beyond(least, eyes), PLACE_DOUBT);
    add(Code::EyesTooLow, low, eyes, least);
    if let Some(crown) = face.crown.map(scaled) {
        let (least, most) = both(portrait.crown);
        let (high, deep) = (beyond(least, crown), beyond(crown, most));
        // One limit at a time: where both cannot be kept, the rules put that of the eyes first.
        if low.is_none() {
            add(
                Code::CrownTooHigh,
                severity(strict, high, CROWN_DOUBT),
                crown,
                least,
            );
            add(
                Code::CrownTooLow,
                severity(strict, deep, CROWN_DOUBT),
                crown,
                most,
            );
        }
    }
    findings
}

fn both((least, most): (u16, u16)) -> (u32, u32) {
    (u32::from(least), u32::from(most))
}

/// By how much the first is more than the second.
fn beyond(is: u32, limit: u32) -> u32 {
    is.saturating_sub(limit)
}

/// Clear from three times the doubt on.
fn severity(strict: Strictness, beyond: u32, doubt: u32) -> Option<Severity> {
    if beyond > doubt * 3 {
        strict.of_bad()
    } else if beyond > doubt {
        strict.of_doubtful()
    } else {
        None
    }
}

//! Whether the picture has the pixels that its material needs.
//! A picture is never enlarged: pixels that were not photographed say nothing.

use crate::{Code, Finding, Policy, Size};

/// The side that falls short most, if any does.
pub(crate) fn finding(size: Size, policy: &Policy) -> Option<Finding> {
    let sides = [
        (size.long_side(), policy.min_long_side),
        (size.short_side(), policy.min_short_side),
    ];
    let (is, needed) = sides
        .into_iter()
        .filter(|(is, needed)| is < needed)
        .min_by_key(|(is, needed)| u64::from(*is) * 1000 / u64::from(*needed))?;
    Finding::when_checked(Code::TooSmall, policy.size.of_bad())
        .map(|finding| finding.measured(is, needed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_side_that_falls_short_most_is_named() {
        let policy = Policy::default();
        let sides =
            |width, height| finding(Size { width, height }, &policy).map(|it| (it.value, it.limit));
        assert_eq!(sides(1280, 960), None);
        assert_eq!(sides(960, 1280), None);
        assert_eq!(sides(900, 300), Some((Some(300), Some(600))));
        assert_eq!(sides(640, 599), Some((Some(640), Some(1000))));
    }
}

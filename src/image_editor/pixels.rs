//! Lengths as CSS and messages take them: to the nearest whole number.

pub(super) fn px(length: f32) -> String {
    [&whole(length).to_string(), "px"].concat()
}

/// To the nearest, for styles and announcements.
#[expect(
    clippy::cast_possible_truncation,
    reason = "places on a screen, percents"
)]
pub(super) fn whole(number: f32) -> i32 {
    (if number < 0.0 {
        number - 0.5
    } else {
        number + 0.5
    }) as i32
}

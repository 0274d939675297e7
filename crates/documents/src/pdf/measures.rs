//! Sizes on paper, in points (1/72 inch) unless they say otherwise.

pub(super) const fn mm(millimetres: f32) -> f32 {
    millimetres * 72.0 / 25.4
}

pub(super) const PAGE: (f32, f32) = (mm(210.0), mm(297.0));
/// Room for binding and thumbs; a line then holds 36 characters of body text.
pub(super) const LEFT: f32 = (PAGE.0 - WIDTH) / 2.0;
pub(super) const WIDTH: f32 = 36.0 * BODY.size;
pub(super) const TOP: f32 = mm(25.0);
pub(super) const BOTTOM: f32 = mm(25.0);
/// The baseline of page numbers, from the bottom.
pub(super) const FOOT: f32 = mm(15.0);

/// A size of type and the distance of its lines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Size {
    pub(super) size: f32,
    pub(super) leading: f32,
}

const fn size(size: f32, leading: f32) -> Size {
    Size { size, leading }
}

/// 二号
pub(super) const TITLE: Size = size(22.0, 33.0);
pub(super) const SUBTITLE: Size = size(10.5, 18.0);
/// 小四
pub(super) const HEADING: Size = size(12.0, 21.0);
pub(super) const BODY: Size = size(12.0, 20.0);
/// 五号
pub(super) const CELL: Size = size(10.5, 16.5);
/// 小五
pub(super) const NOTE: Size = size(9.0, 14.5);

/// How far the baseline lies below the middle of the em box of Chinese fonts, in ems.
pub(super) const BASELINE: f32 = 0.38;
pub(super) const CELL_SIDE: f32 = 6.0;
pub(super) const CELL_TOP: f32 = 4.5;
pub(super) const HAIRLINE: f32 = 0.5;

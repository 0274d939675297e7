//! Whether a page that fills the picture and shows no rim of its own runs out of it. Print that ends at the border of
//! the picture along much of a side tells it; and where other sides have a margin, rules of a table that end there, or
//! print so close to the border as no printer sets it.

mod border;

use crate::analysis_image::AnalysisImage;
use crate::{Code, Finding, Policy, Quad};
use border::{Border, Paper, SIDES, Side};

// Measured on the corpus, in hundredths of the tiles of paper along a side: pages that run out have 29 to 83, of 31
// good documents none more than 21. Cards and passport pages cut to their rim have headings there, and up to 53.

/// Hundredths of the tiles along a side that strokes end in.
const TOUCHED: usize = 27;
/// Hundredths of a side that is paper of the page.
const PAPER: usize = 50;
/// Hundredths of the only side at which there is paper at all: there the page lies on a table and runs out. So few are
/// no side of a page, and so many tiles no chance.
const ONLY: usize = 15;
const NONE: usize = 10;
const ONLY_TOUCHED: usize = 4;
/// Sides that print runs out of at least where the picture has the shape of a card, width by height in hundredths:
/// these are printed to their rim.
const SIDES_OF_CARD: usize = 2;
const CARD: std::ops::RangeInclusive<usize> = 138..=185;
/// Rules that end at a side at least, and how many times as many as at the opposite side.
const RULES: usize = 5;
const TIMES: usize = 5;
/// Printers leave a sixth of an inch free, which are 20 thousandths of the width of A4. What has no more at one side,
/// and at all others so many times as much, in tenths, and so many thousandths of the longer side, was not set so. Cut
/// out tables have little everywhere.
const NARROW: usize = 20;
const WIDER: usize = 25;
const WIDE: usize = 22;
/// Sides with a wide margin besides.
const OTHERS: usize = 2;
/// Part of the picture's side within which a corner that was found lies on the border.
const ON_BORDER: f32 = 0.015;

/// Whether print runs out, as a finding under this policy: never more than a warning. Where an outline is known, only
/// sides of it are asked that lie on the border of the picture.
pub(crate) fn finding(
    look: &AnalysisImage,
    outline: Option<Quad>,
    policy: &Policy,
) -> Option<Finding> {
    let severity = policy.edges.of_doubtful();
    let asked = SIDES.map(|side| outline.is_none_or(|corners| is_on_border(&corners, side)));
    if severity.is_none() || !asked.contains(&true) {
        return None;
    }
    let paper = Paper::of(look);
    let borders = SIDES.map(|side| Border::of(look, side, paper));
    let ends_at = |side: usize| asked[side] && borders[side].has_print_ending();
    let ends = (0..4).filter(|side| ends_at(*side)).count();
    let shape = look.grey.width * 100 / look.grey.height.max(1);
    let is_card = CARD.contains(&shape);
    let size = look.grey.size();
    let (long, short) = (size.long_side() as usize, size.short_side() as usize);
    let mut runs_out = ends >= if is_card { SIDES_OF_CARD } else { 1 };
    if outline.is_none() {
        runs_out |= (0..4).any(|side| {
            has_rules_ending(&borders, side, long)
                || is_only_paper(&borders, side)
                || !is_card && is_narrow(&borders, side, (long, short))
        });
    }
    Finding::when_checked(Code::CutOff, severity.filter(|_| runs_out))
}

/// Whether a side of an outline lies on the border of the picture.
fn is_on_border(corners: &Quad, side: Side) -> bool {
    let number = side as usize;
    [corners[number], corners[(number + 1) % 4]]
        .iter()
        .all(|at| {
            let off = match side {
                Side::Top => at.y,
                Side::Right => 1.0 - at.x,
                Side::Bottom => 1.0 - at.y,
                Side::Left => at.x,
            };
            off <= ON_BORDER
        })
}

impl Border {
    fn is_paper(&self) -> bool {
        self.paper * 100 >= self.tiles * PAPER
    }

    fn has_strokes_ending(&self) -> bool {
        self.touched > 0 && self.touched * 100 >= self.paper * TOUCHED
    }

    fn has_print_ending(&self) -> bool {
        self.is_paper() && self.has_strokes_ending()
    }

    fn is_wide(&self, long: usize) -> bool {
        self.is_paper() && self.margin.is_none_or(|it| it * 1000 >= long * WIDE)
    }
}

/// Whether rules of a table end at a side while the opposite one has its margin.
fn has_rules_ending(borders: &[Border; 4], side: usize, long: usize) -> bool {
    let (this, opposite) = (&borders[side], &borders[(side + 2) % 4]);
    this.is_paper()
        && this.rules >= RULES
        && this.rules >= opposite.rules * TIMES
        && opposite.is_wide(long)
}

/// Whether there is paper at one side only, with strokes that end there.
fn is_only_paper(borders: &[Border; 4], side: usize) -> bool {
    let this = &borders[side];
    let mut others = (1..4).map(|by| &borders[(side + by) % 4]);
    this.paper * 100 >= this.tiles * ONLY
        && this.touched >= ONLY_TOUCHED
        && this.has_strokes_ending()
        && others.all(|it| it.paper * 100 <= it.tiles * NONE)
}

/// Whether print is closer to a side than it was set, as the other margins tell.
fn is_narrow(borders: &[Border; 4], side: usize, (long, short): (usize, usize)) -> bool {
    let this = &borders[side];
    let Some(margin) = this.margin.filter(|it| it * 1000 < short * (NARROW + 1)) else {
        return false;
    };
    let is_wide =
        |it: &&Border| it.is_wide(long) && it.margin.is_none_or(|it| it * 10 >= margin * WIDER);
    let others = || (1..4).map(|by| &borders[(side + by) % 4]);
    this.is_paper()
        && !this.is_framed
        && others().all(|it| is_wide(&it) || !it.is_paper())
        && others().filter(is_wide).count() >= OTHERS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Severity;
    use crate::decode::Coding;
    use crate::raster::Raster;

    const SIZE: (usize, usize) = (400, 474);

    /// Paper with ink at these places.
    fn page(is_ink: impl Fn(usize, usize) -> bool) -> AnalysisImage {
        let (width, height) = SIZE;
        let level = |at: usize| {
            if is_ink(at % width, at / width) {
                30
            } else {
                220
            }
        };
        let page = Raster {
            width,
            height,
            channels: 1,
            levels: (0..width * height).map(level).collect(),
        };
        AnalysisImage::at(&page, Coding::Colours)
    }

    fn told(page: &AnalysisImage) -> Option<(Code, Severity)> {
        finding(page, None, &Policy::default()).map(|it| (it.code, it.severity))
    }

    const CUT: Option<(Code, Severity)> = Some((Code::CutOff, Severity::Warn));

    /// Whether a place lies within margins at the top, right, bottom and left.
    fn within((x, y): (usize, usize), [top, right, bottom, left]: [usize; 4]) -> bool {
        (left..SIZE.0 - right).contains(&x) && (top..SIZE.1 - bottom).contains(&y)
    }

    /// Strokes in lines.
    fn print(margins: [usize; 4]) -> AnalysisImage {
        page(|x, y| within((x, y), margins) && (x / 6) % 2 == 0 && (y / 6) % 2 == 0)
    }

    #[test]
    fn print_that_ends_at_a_side_runs_out_and_rules_do_not() {
        assert_eq!(told(&print([24; 4])), None);
        let rules = page(|x, y| within((x, y), [24, 0, 24, 0]) && (y / 6) % 6 == 0);
        assert_eq!(told(&rules), None, "a table that was cut out");
        assert_eq!(told(&print([24, 24, 24, 0])), CUT);
        assert_eq!(told(&print([0, 24, 0, 24])), CUT);
    }

    #[test]
    fn rules_run_out_where_the_opposite_side_has_its_margin() {
        let table = |right: usize, left: usize| {
            page(move |x, y| within((x, y), [24, right, 24, left]) && y % 36 < 3)
        };
        assert_eq!(told(&table(24, 0)), CUT);
        assert_eq!(told(&table(0, 24)), CUT);
        assert_eq!(told(&table(24, 24)), None);
        assert_eq!(told(&table(0, 0)), None, "ruled paper");
    }

    #[test]
    fn print_closer_than_printers_set_it_was_cut_between_two_lines() {
        assert_eq!(told(&print([5, 40, 40, 40])), CUT);
        assert_eq!(told(&print([5, 5, 5, 5])), None, "cut out around the print");
        assert_eq!(told(&print([20, 40, 40, 40])), None);
    }
}

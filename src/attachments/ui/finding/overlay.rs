//! Where each finding is, drawn over the picture: an SVG in the picture's own pixels.

use markup::view;
use precheck_types::{Code, Point, Quad, Region, Report, Size};

use crate::dom::{IntoNode, Node};

/// Findings about where the document lies: they show the outline that was found.
const ABOUT_THE_OUTLINE: [Code; 4] = [
    Code::CutOff,
    Code::SmallInFrame,
    Code::Tilted,
    Code::WrongShape,
];

/// Each line twice: a light and a dark one show on any ground. Where several findings have places, each is numbered
/// as in [`number_of`].
pub(super) fn overlay(report: &Report) -> Option<Node> {
    let size = report.size?;
    let outline = report.outline.filter(|_| {
        ABOUT_THE_OUTLINE
            .iter()
            .any(|code| report.find(*code).is_some())
    });
    let outline = outline.map(|quad| lines("finding__outline", &outline_path(&quad, size)));
    let regions = report
        .findings
        .iter()
        .enumerate()
        .filter_map(|(at, finding)| {
            let region = finding.region?;
            let number = number_of(report, at).map(|number| badge(region, size, number));
            Some(view! { <g>{lines("finding__region", &region_path(region, size))} {number}</g> })
        });
    let regions: Vec<Node> = regions.collect();
    if outline.is_none() && regions.is_empty() {
        return None;
    }
    let view_box = [
        "0 0 ",
        &size.width.to_string(),
        " ",
        &size.height.to_string(),
    ]
    .concat();
    Some(
        view! {
            <svg class="finding__marks" viewBox=view_box aria-hidden="true">
                {outline} {regions}
            </svg>
        }
        .into_node(),
    )
}

/// The number that stands at a finding and at its region on the picture, where several have a region.
fn number_of(report: &Report, at: usize) -> Option<usize> {
    let placed = |upto: usize| {
        report
            .findings
            .iter()
            .take(upto)
            .filter(|finding| finding.region.is_some())
            .count()
    };
    let here = report.findings.get(at)?.region.is_some();
    (here && placed(usize::MAX) > 1).then(|| placed(at) + 1)
}

/// The numbers of all places where this was found.
pub(super) fn numbers_of(report: &Report, code: Code) -> Vec<Node> {
    let found = report.findings.iter().enumerate();
    found
        .filter(|(_, finding)| finding.code == code)
        .filter_map(|(at, _)| {
            let number = number_of(report, at)?;
            Some(view! { <span class="finding__at">{number}</span> })
        })
        .collect()
}

fn lines(class: &'static str, path: &str) -> Node {
    let line = || view! { <path class=class d=path.to_owned() /> };
    view! { <g>{line()} {line()}</g> }
}

fn badge(region: Region, size: Size, number: usize) -> Node {
    // As large as a line of text where the picture is as wide as a phone.
    let radius = size.long_side() / 28;
    let inside = |share: f32, whole: u32| {
        let most = i32::try_from(whole.saturating_sub(radius)).unwrap_or_default();
        let least = i32::try_from(radius).unwrap_or_default();
        pixel(share, whole)
            .max(least)
            .min(most.max(least))
            .to_string()
    };
    let (x, y) = (
        inside(region.left, size.width),
        inside(region.top, size.height),
    );
    view! {
        <circle class="finding__badge" cx=x.clone() cy=y.clone() r=radius.to_string() />
        <text class="finding__number" x=x y=y dy=".36em" font-size=(radius * 5 / 4).to_string()>
            {number}
        </text>
    }
}

fn region_path(region: Region, size: Size) -> String {
    let (right, bottom) = (region.left + region.width, region.top + region.height);
    let corner = |x, y| Point { x, y };
    outline_path(
        &[
            corner(region.left, region.top),
            corner(right, region.top),
            corner(right, bottom),
            corner(region.left, bottom),
        ],
        size,
    )
}

fn outline_path(quad: &Quad, size: Size) -> String {
    let mut path = String::new();
    for point in quad {
        path += if path.is_empty() { "M" } else { "L" };
        path += &pixel(point.x, size.width).to_string();
        path += " ";
        path += &pixel(point.y, size.height).to_string();
    }
    path + "Z"
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a place on a picture of at most 60 megapixels, to the pixel"
)]
fn pixel(share: f32, whole: u32) -> i32 {
    (share * whole as f32) as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use precheck_types::{Finding, Format, Severity};

    fn placed(codes: &[(Code, bool)]) -> Report {
        let region = Region {
            left: 0.5,
            top: 0.25,
            width: 0.5,
            height: 0.25,
        };
        Report {
            findings: codes
                .iter()
                .map(|(code, placed)| Finding {
                    region: placed.then_some(region),
                    ..Finding::new(*code, Severity::Warn)
                })
                .collect(),
            ..Report::of_file(Format::Jpeg, 0)
        }
    }

    #[test]
    fn a_single_place_needs_no_number() {
        let report = placed(&[(Code::Glare, true), (Code::Tilted, false)]);
        assert_eq!(number_of(&report, 0), None);
        let report = placed(&[
            (Code::Glare, true),
            (Code::Tilted, false),
            (Code::CutOff, true),
        ]);
        assert_eq!(number_of(&report, 0), Some(1));
        assert_eq!(number_of(&report, 1), None);
        assert_eq!(number_of(&report, 2), Some(2));
    }

    #[test]
    fn a_place_is_drawn_in_pixels_of_the_picture() {
        let region = placed(&[(Code::Glare, true)]).findings[0].region;
        let size = Size {
            width: 400,
            height: 200,
        };
        assert_eq!(
            region.map(|region| region_path(region, size)).as_deref(),
            Some("M200 50L400 50L400 100L200 100Z")
        );
    }
}

//! Drawn over the film: the frame of the document that is expected, and the outline of the one that was found.

use markup::view;
use precheck_types::{Quad, Shape};

use super::auto_capture::Hint;
use crate::dom::{IntoNode, Node};

/// For a film of this size; `hint` colours the outline.
pub(super) fn overlay(
    shape: Shape,
    (width, height): (u32, u32),
    outline: Option<Quad>,
    hint: Hint,
) -> Option<Node> {
    if width == 0 || height == 0 {
        return None;
    }
    let view_box = ["0 0 ", &width.to_string(), " ", &height.to_string()].concat();
    let [x, y, across, down] = frame_of_shape(shape, width, height).map(|at| at.to_string());
    let seen = outline.map(|outline| {
        let class = if hint == Hint::Good {
            "viewfinder__outline viewfinder__outline--good"
        } else {
            "viewfinder__outline"
        };
        view! { <polygon class=class points=points(&outline, width, height) /> }
    });
    Some(
        view! {
            <svg class="viewfinder__marks" viewBox=view_box aria-hidden="true">
                <rect class="viewfinder__frame" x=x y=y width=across height=down rx="16" />
                {seen}
            </svg>
        }
        .into_node(),
    )
}

/// The greatest frame of this shape within nine tenths of the picture: left, top, width and height in pixels. A card
/// and a page of a booklet lie, a sheet stands as the picture does. The frame of a lying page also holds a spread of
/// two.
fn frame_of_shape(shape: Shape, width: u32, height: u32) -> [u32; 4] {
    let (most_across, most_down) = (width * 9 / 10, height * 9 / 10);
    let Some(aspect) = shape.aspect().map(u32::from) else {
        return [width / 20, height / 20, most_across, most_down];
    };
    let lies = shape != Shape::Sheet || width >= height;
    let (along, beside) = if lies { (aspect, 1000) } else { (1000, aspect) };
    let across = most_across.min(most_down * along / beside);
    let down = across * beside / along;
    [(width - across) / 2, (height - down) / 2, across, down]
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a place on a film of some thousand pixels, to the pixel"
)]
fn points(outline: &Quad, width: u32, height: u32) -> String {
    let mut points = String::new();
    for corner in outline {
        let at = |share: f32, whole: u32| ((share * whole as f32) as i32).to_string();
        points.push_str(&at(corner.x, width));
        points.push(',');
        points.push_str(&at(corner.y, height));
        points.push(' ');
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_has_the_shape_of_what_is_expected() {
        // A phone held upright: the card lies across, the sheet stands.
        assert_eq!(frame_of_shape(Shape::Card, 1080, 1920), [54, 653, 972, 613]);
        assert_eq!(
            frame_of_shape(Shape::Sheet, 1080, 1920),
            [54, 273, 972, 1374]
        );
        assert_eq!(
            frame_of_shape(Shape::Booklet, 1080, 1920),
            [54, 603, 972, 713]
        );
        // Held across, all lie.
        assert_eq!(
            frame_of_shape(Shape::Sheet, 1920, 1080),
            [273, 54, 1374, 971]
        );
        assert_eq!(frame_of_shape(Shape::Any, 1000, 500), [50, 25, 900, 450]);
    }
}

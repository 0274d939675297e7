//! Pulls a document straight: what lies between its four corners becomes a rectangle.
//! The projective map of a unit square to four corners is Heckbert's (Fundamentals of Texture Mapping, 1989, §2.2.3).

mod bicubic;

use self::bicubic::{Source, cubic, linear};
use crate::decode::{MAX_SIDE, pixels};
use crate::raster::Raster;
use crate::{Point, Quad, Shape, Size};

/// Corners by which a picture can be pulled straight, and how large the result is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Plan {
    corners: Quad,
    width: f64,
    height: f64,
}

/// Twice the area that two neighbouring sides span must be this part of the picture: flatter corners are no document,
/// and a projection through them would show nothing.
const FLATTEST: f64 = 0.004;
/// Pixels that a side of the result must have.
const LEAST_SIDE: f64 = 16.0;
/// A result this near to the shape expected, in hundredths, is given that shape exactly: the rest is perspective.
const NEARLY: f64 = 0.12;

impl Plan {
    /// For an upright picture of this size. Corners outside are moved to its edge; nothing where they are no numbers,
    /// are not clockwise, cross each other or lie nearly on a line.
    pub(crate) fn new(corners: &Quad, size: Size, shape: Shape) -> Option<Self> {
        let mut corners = *corners;
        for corner in &mut corners {
            if !corner.x.is_finite() || !corner.y.is_finite() {
                return None;
            }
            corner.x = corner.x.clamp(0.0, 1.0);
            corner.y = corner.y.clamp(0.0, 1.0);
        }
        let points = in_pixels(&corners, size);
        let area = pixels(size) as f64;
        let sides = [0, 1, 2, 3].map(|at| minus(points[(at + 1) % 4], points[at]));
        for (at, side) in sides.iter().enumerate() {
            let next = sides[(at + 1) % 4];
            if side.0 * next.1 - side.1 * next.0 < area * FLATTEST {
                return None;
            }
        }
        let [top, right, bottom, left] = sides.map(|(x, y)| (x * x + y * y).sqrt());
        let (width, height) = shaped(top.max(bottom), left.max(right), shape);
        // Never more pixels than there were.
        let excess = width * height / area;
        let scale = if excess > 1.0 {
            1.0 / excess.sqrt()
        } else {
            1.0
        };
        let (width, height) = (width * scale, height * scale);
        (width >= LEAST_SIDE && height >= LEAST_SIDE).then_some(Self {
            corners,
            width,
            height,
        })
    }

    /// Pixels that the long side of the result has where nothing is reduced.
    pub(crate) fn long_side(&self) -> f64 {
        self.width.max(self.height)
    }

    /// Width by height of the result.
    pub(crate) fn aspect(&self) -> f64 {
        self.width / self.height
    }

    /// Only a part of the result, given in fractions of it: left, top, right, bottom. For the same picture.
    pub(crate) fn part(&self, [left, top, right, bottom]: [f64; 4], size: Size) -> Self {
        let map = Projection::to(in_pixels(&self.corners, size));
        let corner = |u: f64, v: f64| {
            let (x, y) = map.at(u, v);
            Point {
                x: (x / f64::from(size.width)) as f32,
                y: (y / f64::from(size.height)) as f32,
            }
        };
        Self {
            corners: [
                corner(left, top),
                corner(right, top),
                corner(right, bottom),
                corner(left, bottom),
            ],
            width: self.width * (right - left),
            height: self.height * (bottom - top),
        }
    }

    /// The picture pulled straight. It may have been reduced since the plan was made; the result is reduced with it.
    pub(crate) fn straightened(&self, picture: &Raster, reduced_to: f64) -> Raster {
        if picture.channels == 1 {
            self.filled::<1>(picture, reduced_to, cubic::<1>)
        } else {
            self.filled::<3>(picture, reduced_to, cubic::<3>)
        }
    }

    /// The same to be measured, not seen: levels between pixels are weighed by how near they are, which is sooner done.
    pub(crate) fn sketched(&self, picture: &Raster, reduced_to: f64) -> Raster {
        if picture.channels == 1 {
            self.filled::<1>(picture, reduced_to, linear::<1>)
        } else {
            self.filled::<3>(picture, reduced_to, linear::<3>)
        }
    }

    /// Each pixel taken from where the map leads.
    fn filled<const CHANNELS: usize>(
        &self,
        picture: &Raster,
        reduced_to: f64,
        between: impl Fn(&Source<CHANNELS>, (f64, f64)) -> [u8; CHANNELS],
    ) -> Raster {
        let side =
            |length: f64| (length * reduced_to + 0.5).clamp(1.0, f64::from(MAX_SIDE)) as usize;
        let (width, height) = (side(self.width), side(self.height));
        let map = Projection::to(in_pixels(&self.corners, picture.size()));
        let source = Source::of(picture);
        let mut levels = Vec::with_capacity(width * height * CHANNELS);
        for y in 0..height {
            let v = (y as f64 + 0.5) / height as f64;
            for x in 0..width {
                let u = (x as f64 + 0.5) / width as f64;
                levels.extend_from_slice(&between(&source, map.at(u, v)));
            }
        }
        Raster {
            width,
            height,
            channels: CHANNELS,
            levels,
        }
    }
}

/// Width and height as they are, or as the document expected has them where they are close to it.
fn shaped(width: f64, height: f64, shape: Shape) -> (f64, f64) {
    let Some(aspect) = shape.aspect() else {
        return (width, height);
    };
    let aspect = f64::from(aspect) / 1000.0;
    let (long, short) = (width.max(height), width.min(height));
    let is = long / short / aspect;
    if !(1.0 - NEARLY..=1.0 + NEARLY).contains(&is) {
        return (width, height);
    }
    // The longer of the two ways to that shape: nothing is pressed together.
    let long = long.max(short * aspect);
    if width >= height {
        (long, long / aspect)
    } else {
        (long / aspect, long)
    }
}

fn minus(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    (a.0 - b.0, a.1 - b.1)
}

fn in_pixels(corners: &Quad, size: Size) -> [(f64, f64); 4] {
    corners.map(|corner| {
        (
            f64::from(corner.x) * f64::from(size.width),
            f64::from(corner.y) * f64::from(size.height),
        )
    })
}

/// From the unit square to four corners.
struct Projection {
    x: [f64; 3],
    y: [f64; 3],
    below: [f64; 2],
}

impl Projection {
    fn to([p, q, r, s]: [(f64, f64); 4]) -> Self {
        let (one, two) = (minus(q, r), minus(s, r));
        let sum = (p.0 - q.0 + r.0 - s.0, p.1 - q.1 + r.1 - s.1);
        let span = one.0 * two.1 - two.0 * one.1;
        let g = (sum.0 * two.1 - two.0 * sum.1) / span;
        let h = (one.0 * sum.1 - sum.0 * one.1) / span;
        Self {
            x: [q.0 - p.0 + g * q.0, s.0 - p.0 + h * s.0, p.0],
            y: [q.1 - p.1 + g * q.1, s.1 - p.1 + h * s.1, p.1],
            below: [g, h],
        }
    }

    fn at(&self, u: f64, v: f64) -> (f64, f64) {
        let scale = 1.0 / (self.below[0] * u + self.below[1] * v + 1.0);
        (
            (self.x[0] * u + self.x[1] * v + self.x[2]) * scale,
            (self.y[0] * u + self.y[1] * v + self.y[2]) * scale,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quad(corners: [(f32, f32); 4]) -> Quad {
        corners.map(|(x, y)| Point { x, y })
    }

    const WHOLE: [(f32, f32); 4] = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)];

    fn picture() -> Raster {
        Raster {
            width: 40,
            height: 30,
            channels: 1,
            levels: (0..1200).map(|at| (at * 7 % 251) as u8).collect(),
        }
    }

    #[test]
    fn the_whole_picture_stays_as_it_is() {
        let picture = picture();
        let plan = Plan::new(&quad(WHOLE), picture.size(), Shape::Any).expect("a rectangle");
        assert_eq!(plan.straightened(&picture, 1.0), picture);
        assert_eq!(plan.sketched(&picture, 1.0), picture);
    }

    #[test]
    fn a_rectangle_is_cut_out_pixel_by_pixel() {
        let picture = picture();
        let part = quad([(0.25, 0.2), (0.75, 0.2), (0.75, 0.8), (0.25, 0.8)]);
        let plan = Plan::new(&part, picture.size(), Shape::Any).expect("a rectangle");
        let cut = plan.straightened(&picture, 1.0);
        assert_eq!((cut.width, cut.height), (20, 18));
        assert_eq!(cut.levels[..20], picture.levels[6 * 40 + 10..][..20]);
    }

    #[test]
    fn corners_that_span_nothing_are_refused() {
        let size = picture().size();
        for corners in [
            [(0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0)],
            [(0.0, 0.0), (1.0, 1.0), (1.0, 0.0), (0.0, 1.0)],
            [(0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (0.0, 0.0)],
            [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0), (0.0, 1.0)],
            [(f32::NAN, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)],
            [(0.0, 0.0), (f32::INFINITY, 0.0), (1.0, 1.0), (0.0, 1.0)],
            [(2.0, 2.0), (3.0, 2.0), (3.0, 3.0), (2.0, 3.0)],
        ] {
            assert_eq!(
                Plan::new(&quad(corners), size, Shape::Any),
                None,
                "{corners:?}"
            );
        }
        let beyond = quad([(-3.0, -1.0), (9.0, -1.0), (9.0, 4.0), (-3.0, 4.0)]);
        assert_eq!(
            Plan::new(&beyond, size, Shape::Any),
            Plan::new(&quad(WHOLE), size, Shape::Any),
            "what lies outside is moved to the edge"
        );
    }

    #[test]
    fn a_card_seen_a_little_from_the_side_gets_its_true_shape() {
        let size = Size {
            width: 1000,
            height: 1000,
        };
        let card = quad([(0.1, 0.3), (0.9, 0.3), (0.9, 0.77), (0.1, 0.77)]);
        let plan = Plan::new(&card, size, Shape::Card).expect("a rectangle");
        assert!((plan.width / plan.height - 1.585).abs() < 0.001);
        let square = quad([(0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9)]);
        let plan = Plan::new(&square, size, Shape::Card).expect("a rectangle");
        assert!(
            (plan.width - plan.height).abs() < 0.01,
            "not pressed into a card"
        );
    }
}

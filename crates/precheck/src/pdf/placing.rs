//! How pictures lie on a page (ISO 32000-1 §8.3): which one the page consists of, and which way up it is seen.

use super::object::Object;
use crate::Size;
use crate::exif::Orientation;

/// Part of the largest picture that all others may take together, as the mark of an app that scans does.
const BESIDES: f64 = 0.1;
/// By how many times a pixel may be longer one way than the other: of faxes in their coarse resolution it is twice
/// (ITU-T T.4, 3.85 lines to a millimetre), and every check would measure something else than is seen.
const STRETCHED: f64 = 1.5;

/// The part of a transformation that turns and scales; where it moves to does not matter here.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix([f64; 4]);

impl Matrix {
    pub(super) const NONE: Self = Self([1.0, 0.0, 0.0, 1.0]);

    /// The first four of numbers in hundredths; nothing where there are fewer.
    pub(super) fn read(mut numbers: impl Iterator<Item = i64>) -> Option<Self> {
        let mut matrix = [0.0; 4];
        for value in &mut matrix {
            *value = numbers.next()? as f64 / 100.0;
        }
        Some(Self(matrix))
    }

    /// This one first, then the other.
    pub(super) fn within(self, Self([a, b, c, d]): Self) -> Self {
        let Self([left, up, right, down]) = self;
        Self([
            left * a + up * c,
            left * b + up * d,
            right * a + down * c,
            right * b + down * d,
        ])
    }

    fn area(self) -> f64 {
        let Self([a, b, c, d]) = self;
        (a * d - b * c).abs()
    }

    /// How a picture so placed, whose rows run along the first two numbers and rise along the others, must be turned to
    /// be seen as on its page, which viewers turn clockwise by so many quarters.
    fn orientation(self, quarters: i64) -> Orientation {
        let Self([a, b, c, d]) = self;
        let (mut along, mut up) = if a.abs() + d.abs() >= b.abs() + c.abs() {
            ((sign(a), 0), (0, sign(d)))
        } else {
            ((0, sign(b)), (sign(c), 0))
        };
        for _ in 0..quarters.rem_euclid(4) {
            along = (along.1, -along.0);
            up = (up.1, -up.0);
        }
        match (along, up) {
            ((-1, _), (_, 1)) => Orientation::Mirrored,
            ((-1, _), _) => Orientation::UpsideDown,
            ((1, _), (_, -1)) => Orientation::UpsideDownMirrored,
            ((_, 1), (-1, _)) => Orientation::TurnLeft,
            ((_, 1), _) => Orientation::Transversed,
            ((_, -1), (1, _)) => Orientation::TurnRight,
            ((_, -1), _) => Orientation::Transposed,
            _ => Orientation::Upright,
        }
    }
}

fn sign(number: f64) -> i8 {
    if number < 0.0 { -1 } else { 1 }
}

/// The pictures on a page.
#[derive(Default)]
pub(super) struct Pictures {
    /// The number of the object of the largest, and how it lies.
    largest: Option<(u32, Matrix)>,
    /// The areas of all together.
    area: f64,
    /// Whether one of them stands in the content itself.
    is_unread: bool,
}

impl Pictures {
    pub(super) fn add(&mut self, object: &Object<'_>, matrix: Matrix) {
        let Object::Reference(number) = object else {
            return;
        };
        self.area += matrix.area();
        if self.largest.is_none_or(|(_, it)| it.area() < matrix.area()) {
            self.largest = Some((*number, matrix));
        }
    }

    pub(super) fn add_unread(&mut self) {
        self.is_unread = true;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.largest.is_none() && !self.is_unread
    }

    /// The picture that is all of the page but for little, and how it is to be turned; nothing where there are several.
    pub(super) fn only(&self, quarters: i64) -> Option<(Object<'static>, Orientation)> {
        let (number, matrix) = self.largest.filter(|_| !self.is_unread)?;
        let area = matrix.area();
        let is_alone = area > 0.0 && self.area - area <= area * BESIDES;
        is_alone.then(|| (Object::Reference(number), matrix.orientation(quarters)))
    }

    /// Whether the pixels of the largest, which has so many, are far from square where it lies.
    pub(super) fn is_stretched(&self, size: Size) -> bool {
        let Some((_, Matrix([a, b, c, d]))) = self.largest else {
            return false;
        };
        let length = |x: f64, y: f64| (x * x + y * y).sqrt();
        let across = length(a, b) * f64::from(size.height);
        let down = length(c, d) * f64::from(size.width);
        across > down * STRETCHED || down > across * STRETCHED
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(numbers: [i64; 4]) -> Matrix {
        Matrix::read(numbers.iter().map(|it| it * 100)).expect("four numbers")
    }

    #[test]
    fn a_picture_is_seen_as_its_page_is() {
        // As scanners write it, as browsers do that count from above, and turned by either side.
        let upright = placed([595, 0, 0, 842]);
        assert_eq!(upright.orientation(0), Orientation::Upright);
        assert_eq!(upright.orientation(1), Orientation::TurnRight);
        assert_eq!(upright.orientation(2), Orientation::UpsideDown);
        assert_eq!(upright.orientation(-1), Orientation::TurnLeft);
        let from_above = placed([595, 0, 0, -842]).within(placed([1, 0, 0, -1]));
        assert_eq!(from_above.orientation(0), Orientation::Upright);
        assert_eq!(
            placed([0, 842, -595, 0]).orientation(0),
            Orientation::TurnLeft
        );
        assert_eq!(
            placed([0, 842, -595, 0]).orientation(1),
            Orientation::Upright
        );
        assert_eq!(
            placed([0, 842, 595, 0]).orientation(0),
            Orientation::Transversed
        );
        assert_eq!(
            placed([0, -842, -595, 0]).orientation(0),
            Orientation::Transposed
        );
        assert_eq!(
            placed([595, 0, 0, -842]).orientation(0),
            Orientation::UpsideDownMirrored
        );
        assert_eq!(
            placed([-595, 0, 0, 842]).orientation(0),
            Orientation::Mirrored
        );
    }

    #[test]
    fn a_page_is_of_one_picture_beside_a_small_mark() {
        let mut pictures = Pictures::default();
        pictures.add(&Object::Reference(7), placed([60, 0, 0, 20]));
        pictures.add(&Object::Reference(5), placed([595, 0, 0, 842]));
        let page = (Object::Reference(5), Orientation::Upright);
        assert_eq!(pictures.only(0), Some(page));
        let is_stretched = |width, height| pictures.is_stretched(Size { width, height });
        assert!(!is_stretched(1240, 1754));
        assert!(is_stretched(1728, 1143), "a fax in its coarse resolution");
        assert!(is_stretched(842, 595));
        pictures.add(&Object::Reference(9), placed([595, 0, 0, 842]));
        assert_eq!(pictures.only(0), None);
        let mut pictures = Pictures::default();
        pictures.add(&Object::Reference(5), placed([0, 0, 0, 0]));
        assert_eq!(pictures.only(0), None);
    }
}

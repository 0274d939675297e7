/// A signature written on a screen, as the lines that the finger drew: sharp at every size, and a few hundred bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ink {
    width: u16,
    height: u16,
    strokes: Vec<Vec<(u16, u16)>>,
}

/// Why lines are no signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InkError {
    #[error("nothing was written")]
    Empty,
    #[error("more than {} points", Ink::MOST_POINTS)]
    TooMany,
    #[error("a point lies outside the field")]
    Outside,
}

impl Ink {
    /// A minute of writing at 120 points a second, and as much again.
    pub const MOST_POINTS: usize = 15_000;

    /// Lines on a field of so many units; `y` grows downwards. A line of one point is a dot.
    ///
    /// # Errors
    /// Where nothing is written, too much of it, or outside the field.
    pub fn new(width: u16, height: u16, strokes: Vec<Vec<(u16, u16)>>) -> Result<Self, InkError> {
        let strokes: Vec<_> = strokes
            .into_iter()
            .filter(|stroke| !stroke.is_empty())
            .collect();
        if strokes.is_empty() || width == 0 || height == 0 {
            return Err(InkError::Empty);
        }
        if strokes.iter().map(Vec::len).sum::<usize>() > Self::MOST_POINTS {
            return Err(InkError::TooMany);
        }
        if strokes
            .iter()
            .flatten()
            .any(|(x, y)| *x > width || *y > height)
        {
            return Err(InkError::Outside);
        }
        Ok(Self {
            width,
            height,
            strokes,
        })
    }

    pub fn width(&self) -> u16 {
        self.width
    }

    pub fn height(&self) -> u16 {
        self.height
    }

    pub fn strokes(&self) -> &[Vec<(u16, u16)>] {
        &self.strokes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_written_within_its_field() {
        assert!(Ink::new(300, 100, vec![vec![(0, 0), (300, 100)]]).is_ok());
        assert_eq!(
            Ink::new(300, 100, vec![vec![(301, 0)]]),
            Err(InkError::Outside)
        );
        assert_eq!(Ink::new(300, 100, vec![vec![]]), Err(InkError::Empty));
        let much = vec![vec![(1, 1); Ink::MOST_POINTS + 1]];
        assert_eq!(Ink::new(300, 100, much), Err(InkError::TooMany));
    }
}

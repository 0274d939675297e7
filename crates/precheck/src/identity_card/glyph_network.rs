//! A small network that tells which glyph stands in a cell: ten thousand weights of 8 bits, whole numbers throughout
//! (see `quantised`). `training/identity_card` in this package teaches it; the weights are a file of their own.

use crate::quantised::{Scale, spread, take};

/// Pixels of a cell.
pub(super) const WIDTH: usize = 16;
pub(super) const HEIGHT: usize = 24;
/// What may stand in it, and the class that says that none of these does.
pub(super) const GLYPHS: &[u8; 11] = b"0123456789X";
pub(super) const NOTHING: usize = GLYPHS.len();
const CLASSES: usize = NOTHING + 1;
/// Channels before and after each of the three convolutions of 3 × 3, each in steps of two.
const CHANNELS: [usize; 4] = [1, 10, 20, 32];
/// What stands before everything else in the file.
const MARK: &[u8] = b"YJN1";

/// The convolutions, then one layer over all that is left of the cell.
pub(super) struct Network {
    convolutions: Vec<Layer>,
    head: Layer,
}

struct Layer {
    inputs: usize,
    /// Output by output.
    weights: Vec<i8>,
    scales: Vec<Scale>,
}

impl Network {
    /// Nothing when the file is not just as long as its layers need, or holds a shift that none of them has.
    pub(super) fn read(file: &[u8]) -> Option<Self> {
        let mut rest = file.strip_prefix(MARK)?;
        let mut convolutions = Vec::new();
        for pair in CHANNELS.windows(2) {
            convolutions.push(Layer::read(&mut rest, 9 * pair[0], pair[1])?);
        }
        let left = (WIDTH >> 3) * (HEIGHT >> 3) * CHANNELS[3];
        let head = Layer::read(&mut rest, left, CLASSES)?;
        rest.is_empty().then_some(Self { convolutions, head })
    }

    /// How much speaks for each class, in 256ths of a natural logarithm, given the grey levels of a cell.
    pub(super) fn answer(&self, cell: &[u8; WIDTH * HEIGHT]) -> [i32; CLASSES] {
        let mut levels = spread(cell);
        let (mut width, mut height) = (WIDTH, HEIGHT);
        for layer in &self.convolutions {
            levels = layer.halved(&levels, width, height);
            (width, height) = (width / 2, height / 2);
        }
        let mut answer = [0; CLASSES];
        for (answer, sum) in answer.iter_mut().zip(self.head.sums(&levels)) {
            *answer = sum as i32;
        }
        answer
    }
}

impl Layer {
    fn read(rest: &mut &[u8], inputs: usize, outputs: usize) -> Option<Self> {
        let weights = take(rest, inputs * outputs)?;
        let scales = Scale::read_all(rest, outputs)?;
        Some(Self {
            inputs,
            weights: weights.iter().map(|it| it.cast_signed()).collect(),
            scales,
        })
    }

    /// All outputs at every second place; beyond the upper and the left rim there is nothing.
    fn halved(&self, levels: &[u8], width: usize, height: usize) -> Vec<u8> {
        let channels = self.inputs / 9;
        let mut halved = Vec::with_capacity(width / 2 * (height / 2) * self.scales.len());
        let mut near = vec![0; self.inputs];
        for y in 0..height / 2 {
            for x in 0..width / 2 {
                near.fill(0);
                for (place, to) in near.chunks_exact_mut(channels).enumerate() {
                    let column = (2 * x + place % 3).checked_sub(1);
                    let row = (2 * y + place / 3).checked_sub(1);
                    if let (Some(column), Some(row)) = (column, row) {
                        let at = (row * width + column) * channels;
                        to.copy_from_slice(&levels[at..at + channels]);
                    }
                }
                halved.extend(self.sums(&near).map(|sum| sum.clamp(0, 255) as u8));
            }
        }
        halved
    }

    fn sums<'a>(&'a self, inputs: &'a [u8]) -> impl Iterator<Item = i64> + 'a {
        let rows = self.weights.chunks_exact(self.inputs);
        rows.zip(&self.scales).map(move |(row, scale)| {
            let products = row
                .iter()
                .zip(inputs)
                .map(|(a, b)| i32::from(*a) * i32::from(*b));
            scale.of(products.sum())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEIGHTS: &[u8] = include_bytes!("../../identity_card.weights");
    /// Of the cell below, by `network.in_integers` of `training/identity_card`.
    const TAUGHT: [i32; CLASSES] = [
        -191, -296, -583, -585, -662, -156, -445, -349, -427, -521, -719, 1099,
    ];

    fn cell() -> [u8; WIDTH * HEIGHT] {
        let mut cell = [0; WIDTH * HEIGHT];
        for (at, level) in cell.iter_mut().enumerate() {
            let (i, j) = (at % WIDTH, at / WIDTH);
            *level = ((i * i * 3 + j * 29 + i * j * 11) % 256) as u8;
        }
        cell
    }

    #[test]
    fn the_answer_is_that_of_what_taught_it() {
        let network = Network::read(WEIGHTS).expect("the weights that come with the code");
        assert_eq!(network.answer(&cell()), TAUGHT);
    }

    #[test]
    fn light_and_contrast_do_not_matter() {
        let network = Network::read(WEIGHTS).expect("the weights that come with the code");
        let (bright, dark) = (cell().map(|it| it / 2 + 100), cell().map(|it| it / 2));
        assert_eq!(network.answer(&bright), network.answer(&dark));
    }

    #[test]
    fn what_is_cut_or_is_something_else_is_not_taken() {
        for length in [0, 3, 4, 100, WEIGHTS.len() - 1] {
            assert!(Network::read(&WEIGHTS[..length]).is_none(), "{length}");
        }
        assert!(Network::read(&[WEIGHTS, &[0]].concat()).is_none());
        let mut shifted = WEIGHTS.to_vec();
        *shifted.last_mut().expect("the last shift") = 41;
        assert!(Network::read(&shifted).is_none());
    }
}

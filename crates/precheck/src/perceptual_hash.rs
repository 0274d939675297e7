//! The perceptual hash of a picture: reduced to the cells that [`PerceptualHash`] compares.

use crate::PerceptualHash;
use crate::raster::Raster;

const SIDE: usize = PerceptualHash::SIDE;

/// Of a grey picture; nothing when it is even all over, or too small.
pub(crate) fn of_picture(grey: &Raster) -> Option<PerceptualHash> {
    if grey.width <= SIDE * 2 || grey.height <= SIDE * 2 {
        return None;
    }
    // Each cell reaches half into its neighbours, so that what lies between two cells can be reconstructed from them.
    let fine = grey.reduced(SIDE * 2, SIDE * 2);
    let cells = halve_and_transpose(&halve_and_transpose(&fine.levels, SIDE * 2), SIDE * 2);
    PerceptualHash::of_cells(&cells)
}

/// Halves the rows of a square, each of this many levels, and lays them down as columns. Weights 1, 3, 3, 1.
fn halve_and_transpose(levels: &[u8], across: usize) -> Vec<u8> {
    let rows: Vec<&[u8]> = levels.chunks_exact(across).collect();
    let mut halved = Vec::with_capacity(levels.len() / 2);
    for to in 0..across / 2 {
        for row in &rows {
            let at = |at: usize| u32::from(row[at.min(across - 1)]);
            let (left, right) = (at((to * 2).saturating_sub(1)), at(to * 2 + 2));
            halved.push(((left + 3 * (at(to * 2) + at(to * 2 + 1)) + right + 4) / 8) as u8);
        }
    }
    halved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_even_picture_has_no_hash() {
        let even = Raster {
            width: 200,
            height: 200,
            channels: 1,
            levels: vec![200; 40_000],
        };
        assert_eq!(of_picture(&even), None);
    }
}

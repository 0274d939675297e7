//! Grey levels as the checks measure them: at one scale, and cleaned of the noise of small sensors.

use crate::raster::Raster;

/// Long side at which pictures are judged. Sharpness means nothing without a scale: at this one a page of A4 has
/// 85 dpi, where body text is still just read.
const MEASURING_SIDE: u32 = 1000;

/// The picture reduced to the scale of the checks; smaller ones stay as they are.
pub(crate) fn at_measuring_scale(picture: &Raster) -> Raster {
    if picture.size().long_side() > MEASURING_SIDE {
        picture.reduced_within(MEASURING_SIDE)
    } else {
        picture.clone()
    }
}

/// The 3 × 3 median of a grey picture. It takes out the noise of a dark room, which would pass for sharpness, and
/// leaves edges where they are. The outermost pixels are copied.
pub(crate) fn median(grey: &Raster) -> Raster {
    let (width, height) = (grey.width, grey.height);
    let mut levels = grey.levels.clone();
    for y in 1..height.saturating_sub(1) {
        let rows: [&[u8]; 3] = [y - 1, y, y + 1].map(|row| &grey.levels[row * width..][..width]);
        let to = levels[y * width..][..width].iter_mut().skip(1);
        let columns = rows[0].iter().zip(rows[1]).zip(rows[2]);
        let mut columns =
            columns.map(|((above, here), below)| sorted([*above, *here, *below].map(u32::from)));
        let (Some(mut a), Some(mut b)) = (columns.next(), columns.next()) else {
            continue;
        };
        for (to, c) in to.zip(columns) {
            // The median of nine is the median of: the greatest of the least, the median of the medians, the least
            // of the greatest of three sorted columns (Smith 1996, XILINX XCELL 23).
            let low = a[0].max(b[0]).max(c[0]);
            let middle = middle(a[1], b[1], c[1]);
            let high = a[2].min(b[2]).min(c[2]);
            *to = self::middle(low, middle, high) as u8;
            (a, b) = (b, c);
        }
    }
    Raster {
        levels,
        ..grey.clone_shape()
    }
}

// In 32 bits: WebAssembly has no smaller numbers, and would cut every result.

fn sorted([a, b, c]: [u32; 3]) -> [u32; 3] {
    let (low, high) = (a.min(b), a.max(b));
    [low.min(c), high.min(low.max(c)), high.max(c)]
}

fn middle(a: u32, b: u32, c: u32) -> u32 {
    a.max(b).min(a.min(b).max(c))
}

/// How many pixels have each grey level.
pub(crate) struct Histogram {
    counts: [u32; 256],
    total: u32,
}

impl Histogram {
    pub(crate) fn of<'a>(levels: impl Iterator<Item = &'a u8>) -> Self {
        let mut counts = [0; 256];
        let mut total = 0;
        for level in levels {
            counts[usize::from(*level)] += 1;
            total += 1;
        }
        Self { counts, total }
    }

    /// The level below or at which this many per cent of the pixels lie.
    pub(crate) fn percentile(&self, percent: u32) -> u8 {
        let wanted = u64::from(self.total) * u64::from(percent);
        let mut seen = 0_u64;
        for (level, count) in self.counts.iter().enumerate() {
            seen += u64::from(*count);
            if seen * 100 >= wanted && seen > 0 {
                return level as u8;
            }
        }
        255
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_bright_pixel_is_noise_and_an_edge_is_not() {
        let speck = Raster {
            width: 5,
            height: 5,
            channels: 1,
            levels: (0..25).map(|at| if at == 12 { 255 } else { 9 }).collect(),
        };
        assert!(median(&speck).levels.iter().all(|level| *level == 9));
        let edge = Raster {
            levels: (0..25).map(|at| if at % 5 < 3 { 0 } else { 200 }).collect(),
            ..speck
        };
        assert_eq!(median(&edge), edge);
    }

    #[test]
    fn percentiles_count_pixels() {
        let levels: Vec<u8> = (1..=100).collect();
        let histogram = Histogram::of(levels.iter());
        assert_eq!(histogram.percentile(5), 5);
        assert_eq!(histogram.percentile(95), 95);
    }
}

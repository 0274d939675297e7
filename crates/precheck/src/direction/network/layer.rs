//! The layers of the network, in whole numbers: sums of 8-bit weights and levels, brought back to 8 bits.

use crate::quantised::{Scale, take};

/// Channels of a layer at most: a file that asks for more is none of ours.
const MOST_CHANNELS: usize = 256;

/// What an output of a layer looks at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// 3 × 3 places, all channels.
    Full,
    /// 3 × 3 places, its own channel.
    Depth,
    /// One place, all channels.
    Point,
    /// 6 × 6 places, all channels.
    Stem,
}

pub(super) struct Layer {
    kind: Kind,
    stride: usize,
    inputs: usize,
    pub(super) outputs: usize,
    /// Output by output, and of each place by place; of a layer of depth place by place, and of each output by output.
    /// Of 16 bits, as products are summed.
    weights: Vec<i16>,
    scales: Vec<Scale>,
}

/// Levels of some places, all channels of a place side by side.
pub(super) struct Planes {
    pub(super) side: usize,
    pub(super) channels: usize,
    pub(super) levels: Vec<u8>,
}

impl Kind {
    /// Places across and down.
    fn reach(self) -> usize {
        match self {
            Self::Full | Self::Depth => 3,
            Self::Point => 1,
            Self::Stem => 6,
        }
    }
}

impl Layer {
    pub(super) fn read(rest: &mut &[u8], inputs: usize) -> Option<Self> {
        let [kind, stride, outputs] = take(rest, 3)?.try_into().ok()?;
        let kind = match kind {
            0 => Kind::Full,
            1 => Kind::Depth,
            2 => Kind::Point,
            3 => Kind::Stem,
            _ => return None,
        };
        let (stride, outputs) = (usize::from(stride), usize::from(outputs));
        let is_known = match kind {
            Kind::Full => matches!(stride, 1 | 2),
            Kind::Depth => matches!(stride, 1 | 2) && outputs == inputs,
            Kind::Point => stride == 1,
            Kind::Stem => stride == 4,
        };
        if !is_known || !(1..=MOST_CHANNELS).contains(&outputs) {
            return None;
        }
        let seen = if kind == Kind::Depth { 1 } else { inputs };
        let count = kind.reach() * kind.reach() * seen * outputs;
        let weights = take(rest, count)?
            .iter()
            .map(|it| i16::from(it.cast_signed()))
            .collect();
        let scales = Scale::read_all(rest, outputs)?;
        Some(Self {
            kind,
            stride,
            inputs,
            outputs,
            weights,
            scales,
        })
    }

    pub(super) fn is_point(&self) -> bool {
        self.kind == Kind::Point
    }

    pub(super) fn seen(&self, planes: &Planes) -> Planes {
        let side = planes.side.div_ceil(self.stride);
        let mut levels = vec![0; side * side * self.outputs];
        if self.kind == Kind::Depth {
            self.seen_in_depth(planes, side, &mut levels);
        } else {
            self.seen_fully(planes, side, &mut levels);
        }
        Planes {
            side,
            channels: self.outputs,
            levels,
        }
    }

    /// Places are taken by eights, two in a word: each weight is fetched once for all of them, and one product serves
    /// two. WebAssembly of the oldest engines knows no vectors.
    fn seen_fully(&self, planes: &Planes, side: usize, levels: &mut [u8]) {
        let reach = self.kind.reach();
        let length = reach * reach * self.inputs;
        let mut near = vec![0; length];
        let mut words = [(); 4].map(|()| vec![0_i64; length]);
        for (group, levels) in levels.chunks_mut(8 * self.outputs).enumerate() {
            for at in 0..8 {
                let place = (group * 8 + at).min(side * side - 1);
                let corner = (place % side * self.stride, place / side * self.stride);
                planes.around(corner, reach, &mut near);
                let words = &mut words[at / 2];
                if at % 2 == 0 {
                    for (word, level) in words.iter_mut().zip(&near) {
                        *word = i64::from(*level);
                    }
                } else {
                    for (word, level) in words.iter_mut().zip(&near) {
                        *word += i64::from(*level) << 32;
                    }
                }
            }
            let rows = self.weights.chunks_exact(length);
            for (output, (row, scale)) in rows.zip(&self.scales).enumerate() {
                let sums = products(row, &words);
                for (place, sum) in levels.chunks_exact_mut(self.outputs).zip(sums) {
                    place[output] = scale.level(sum);
                }
            }
        }
    }

    fn seen_in_depth(&self, planes: &Planes, side: usize, levels: &mut [u8]) {
        let mut near = vec![0_i16; 9 * self.inputs];
        let mut sums = vec![0_i32; self.inputs];
        for (place, levels) in levels.chunks_exact_mut(self.outputs).enumerate() {
            let corner = (place % side * self.stride, place / side * self.stride);
            planes.around(corner, 3, &mut near);
            sums.fill(0);
            let rows = self.weights.chunks_exact(self.inputs);
            for (weights, near) in rows.zip(near.chunks_exact(self.inputs)) {
                for (sum, (weight, level)) in sums.iter_mut().zip(weights.iter().zip(near)) {
                    *sum += i32::from(*weight) * i32::from(*level);
                }
            }
            for (level, (sum, scale)) in levels.iter_mut().zip(sums.iter().zip(&self.scales)) {
                *level = scale.level(*sum);
            }
        }
    }

    /// What is answered, given for each input the sum of its levels over all places.
    pub(super) fn answer<const CLASSES: usize>(&self, sums: &[i32]) -> [i32; CLASSES] {
        let mut answer = [0; CLASSES];
        let rows = self.weights.chunks_exact(self.inputs);
        for ((answer, row), scale) in answer.iter_mut().zip(rows).zip(&self.scales) {
            let sum = row.iter().zip(sums).map(|(a, b)| i32::from(*a) * b).sum();
            *answer = scale.of(sum) as i32;
        }
        answer
    }
}

/// The sums of the products of weights with the levels near eight places, two in a word. No sum reaches 2 ** 31, so
/// that the lower one takes one at most from the upper.
fn products(row: &[i16], near: &[Vec<i64>; 4]) -> [i32; 8] {
    let [a, b, c, d] = near.each_ref().map(|it| &it[..row.len()]);
    let mut sums = [0_i64; 4];
    for ((((weight, a), b), c), d) in row.iter().zip(a).zip(b).zip(c).zip(d) {
        let weight = i64::from(*weight);
        sums[0] += weight * a;
        sums[1] += weight * b;
        sums[2] += weight * c;
        sums[3] += weight * d;
    }
    let [a, b, c, d] = sums.map(|sum| {
        let low = sum as i32;
        (low, ((sum - i64::from(low)) >> 32) as i32)
    });
    [a.0, a.1, b.0, b.1, c.0, c.1, d.0, d.1]
}

impl Planes {
    /// The levels of so many places across and down, those beyond the rim nothing. A reach of more than one begins one
    /// place before the corner.
    fn around(&self, (left, top): (usize, usize), reach: usize, near: &mut [i16]) {
        let before = usize::from(reach > 1);
        let rows = near.chunks_exact_mut(reach * self.channels);
        for (down, near) in rows.enumerate() {
            let row = (top + down)
                .checked_sub(before)
                .filter(|it| *it < self.side);
            let Some(row) = row else {
                near.fill(0);
                continue;
            };
            let first = (before.saturating_sub(left)).min(reach);
            let last = (self.side + before).saturating_sub(left).min(reach);
            let from = (row * self.side + left + first - before) * self.channels;
            let (first, last) = (first * self.channels, last * self.channels);
            near[..first].fill(0);
            near[last..].fill(0);
            let levels = &self.levels[from..from + last - first];
            for (near, level) in near[first..last].iter_mut().zip(levels) {
                *near = i16::from(*level);
            }
        }
    }
}

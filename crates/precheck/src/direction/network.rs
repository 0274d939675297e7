//! A small network that says which way the print on a tile stands: 90 thousand weights of 8 bits, whole numbers
//! throughout, so that every machine reaches the same answer (Jacob et al., arXiv:1712.05877). `training/` in this
//! package teaches it and says what its layers are; the weights are a file of their own, which whoever
//! wants its answers hands over.

use std::sync::OnceLock;

/// Side of a tile in pixels.
pub(crate) const SIDE: usize = 64;
/// Upright, and turned clockwise by one, two and three quarters; then nothing that stands in any direction.
pub(crate) const CLASSES: usize = 5;
/// Layers and channels of one at most: a file that asks for more is none of ours.
const MOST_LAYERS: usize = 32;
const MOST_CHANNELS: usize = 256;
/// What stands before everything else in the file.
const MARK: &[u8] = b"YJD1";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nine pixels, all channels.
    Full,
    /// All channels of one pixel.
    Point,
}

struct Layer {
    kind: Kind,
    stride: usize,
    inputs: usize,
    outputs: usize,
    /// Output by output.
    weights: Vec<i8>,
    scales: Vec<Scale>,
}

/// Brings the sum of one output to 8 bits.
#[derive(Clone, Copy)]
struct Scale {
    offset: i32,
    factor: u16,
    shift: u8,
}

/// The layers, and last the sum over all places.
pub(crate) struct Network {
    layers: Vec<Layer>,
    head: Layer,
}

/// Levels of some places, all channels of a place side by side.
struct Planes {
    side: usize,
    channels: usize,
    levels: Vec<u8>,
}

impl Network {
    /// Nothing when these are no weights that this code can use.
    pub(crate) fn read(file: &[u8]) -> Option<Self> {
        let mut rest = file.strip_prefix(MARK)?;
        let [count, side, classes] = take(&mut rest, 3)?.try_into().ok()?;
        let count = usize::from(count);
        if usize::from(side) != SIDE
            || usize::from(classes) != CLASSES
            || !(2..=MOST_LAYERS).contains(&count)
        {
            return None;
        }
        let mut layers = Vec::with_capacity(count);
        let mut inputs = 1;
        for _ in 0..count {
            let layer = Layer::read(&mut rest, inputs)?;
            inputs = layer.outputs;
            layers.push(layer);
        }
        let head = layers.pop()?;
        let fits = head.kind == Kind::Point && head.outputs == CLASSES && rest.is_empty();
        fits.then_some(Self { layers, head })
    }

    /// How much speaks for each class, in 256ths of a natural logarithm, given the grey levels of a tile.
    pub(crate) fn answer(&self, tile: &[u8; SIDE * SIDE]) -> [i32; CLASSES] {
        let mut planes = Planes {
            side: SIDE,
            channels: 1,
            levels: spread(tile),
        };
        for layer in &self.layers {
            planes = layer.seen(&planes);
        }
        let mut sums = vec![0; planes.channels];
        for place in planes.levels.chunks_exact(planes.channels) {
            for (sum, level) in sums.iter_mut().zip(place) {
                *sum += i32::from(*level);
            }
        }
        let mut answer = [0; CLASSES];
        let rows = self.head.weights.chunks_exact(self.head.inputs);
        for ((answer, row), scale) in answer.iter_mut().zip(rows).zip(&self.head.scales) {
            let sum = row.iter().zip(&sums).map(|(a, b)| i32::from(*a) * b).sum();
            *answer = scale.of(sum) as i32;
        }
        answer
    }
}

impl Scale {
    fn of(self, sum: i32) -> i64 {
        let whole = (i64::from(sum) + i64::from(self.offset)) * i64::from(self.factor);
        (whole + (1 << (self.shift - 1))) >> self.shift
    }

    fn level(self, sum: i32) -> u8 {
        self.of(sum).clamp(0, 255) as u8
    }
}

impl Layer {
    fn read(rest: &mut &[u8], inputs: usize) -> Option<Self> {
        let [kind, stride, outputs] = take(rest, 3)?.try_into().ok()?;
        let kind = match kind {
            0 => Kind::Full,
            2 => Kind::Point,
            _ => return None,
        };
        let (stride, outputs) = (usize::from(stride), usize::from(outputs));
        let is_known = matches!((kind, stride), (_, 1) | (Kind::Full, 2))
            && (1..=MOST_CHANNELS).contains(&outputs);
        if !is_known {
            return None;
        }
        let count = match kind {
            Kind::Full => 9 * inputs * outputs,
            Kind::Point => inputs * outputs,
        };
        let weights = take(rest, count)?
            .iter()
            .map(|it| it.cast_signed())
            .collect();
        let mut scales = Vec::with_capacity(outputs);
        for _ in 0..outputs {
            let [a, b, c, d, low, high, shift] = take(rest, 7)?.try_into().ok()?;
            if !(1..=40).contains(&shift) {
                return None;
            }
            scales.push(Scale {
                offset: i32::from_le_bytes([a, b, c, d]),
                factor: u16::from_le_bytes([low, high]),
                shift,
            });
        }
        Some(Self {
            kind,
            stride,
            inputs,
            outputs,
            weights,
            scales,
        })
    }

    fn seen(&self, planes: &Planes) -> Planes {
        let side = planes.side.div_ceil(self.stride);
        let mut levels = Vec::with_capacity(side * side * self.outputs);
        match self.kind {
            Kind::Point => {
                for place in planes.levels.chunks_exact(self.inputs) {
                    self.summed(place, &mut levels);
                }
            }
            Kind::Full => {
                let mut near = vec![0; 9 * self.inputs];
                for at in 0..side * side {
                    near.fill(0);
                    for (place, from) in planes.around(at % side, at / side, self.stride) {
                        near[place * self.inputs..][..self.inputs].copy_from_slice(from);
                    }
                    self.summed(&near, &mut levels);
                }
            }
        }
        Planes {
            side,
            channels: self.outputs,
            levels,
        }
    }

    /// The outputs of one place.
    fn summed(&self, inputs: &[u8], levels: &mut Vec<u8>) {
        let rows = self.weights.chunks_exact(inputs.len());
        levels.extend(rows.zip(&self.scales).map(|(row, scale)| {
            let products = row
                .iter()
                .zip(inputs)
                .map(|(a, b)| i32::from(*a) * i32::from(*b));
            scale.level(products.sum())
        }));
    }
}

impl Planes {
    /// The nine places around one, those beyond the rim left out: which of the nine, and its channels.
    fn around(
        &self,
        x: usize,
        y: usize,
        stride: usize,
    ) -> impl Iterator<Item = (usize, &[u8])> + '_ {
        (0..9).filter_map(move |place| {
            let column = (x * stride + place % 3).checked_sub(1)?;
            let row = (y * stride + place / 3).checked_sub(1)?;
            let is_in = column < self.side && row < self.side;
            let at = (row * self.side + column) * self.channels;
            is_in
                .then(|| self.levels.get(at..at + self.channels))?
                .map(|levels| (place, levels))
        })
    }
}

/// Levels spread between those that all but 2 % lie between, so that light and contrast do not matter.
fn spread(tile: &[u8; SIDE * SIDE]) -> Vec<u8> {
    /// Grey levels of a tile at least: less is noise.
    const LEAST: i32 = 24;
    const REST: u32 = (SIDE * SIDE / 50) as u32;
    let mut counts = [0_u32; 256];
    for level in tile {
        counts[usize::from(*level)] += 1;
    }
    let (low, high) = (
        nth(counts.iter(), REST),
        255 - nth(counts.iter().rev(), REST),
    );
    let span = (high - low).max(LEAST);
    let spread = |level: &u8| ((i32::from(*level) - low) * 255 / span).clamp(0, 255) as u8;
    tile.iter().map(spread).collect()
}

/// Which count it is up to which more than so many are counted.
fn nth<'a>(counts: impl Iterator<Item = &'a u32>, rest: u32) -> i32 {
    let mut seen = 0;
    let mut at = 0;
    for count in counts {
        seen += count;
        if seen > rest {
            break;
        }
        at += 1;
    }
    at
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(count)?;
    *rest = left;
    Some(taken)
}

/// The weights that `training/` reached, for programs that carry them; the worker fetches them as a file.
pub const WEIGHTS: &[u8] = include_bytes!("../../direction.weights");

static INSTALLED: OnceLock<Network> = OnceLock::new();

/// Takes the weights of the network that tells which way print stands (`direction.weights`); false when they are none,
/// or there are some already. Without them the rules alone tell less. Phone and server have both of them or neither:
/// the server repeats what the phone has checked.
pub fn install(file: &[u8]) -> bool {
    Network::read(file).is_some_and(|network| INSTALLED.set(network).is_ok())
}

/// The network, where its weights are at hand.
pub(super) fn installed() -> Option<&'static Network> {
    INSTALLED.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tile() -> [u8; SIDE * SIDE] {
        let mut tile = [0; SIDE * SIDE];
        for (at, level) in tile.iter_mut().enumerate() {
            let (x, y) = (at % SIDE, at / SIDE);
            *level = ((x * x * 3 + y * 5 + x * y % 7 * 20) % 256) as u8;
        }
        tile
    }

    #[test]
    fn the_answer_is_that_of_what_taught_it() {
        let network = Network::read(WEIGHTS).expect("the weights that come with the code");
        // `network.in_integers` of `training/`.
        assert_eq!(network.answer(&tile()), TAUGHT);
    }

    const TAUGHT: [i32; CLASSES] = [-896, -297, -916, -270, 204];

    #[test]
    fn light_and_contrast_do_not_matter() {
        let network = Network::read(WEIGHTS).expect("the weights that come with the code");
        let bright = tile().map(|level| level / 2 + 100);
        let dark = tile().map(|level| level / 2);
        assert_eq!(network.answer(&bright), network.answer(&dark));
    }

    #[test]
    fn what_is_cut_or_is_something_else_is_not_taken() {
        for length in [0, 3, 7, 100, WEIGHTS.len() - 1] {
            assert!(Network::read(&WEIGHTS[..length]).is_none(), "{length}");
        }
        let longer = [WEIGHTS, &[0]].concat();
        assert!(Network::read(&longer).is_none());
        for (at, value) in [(4, 200), (5, 32), (6, 4), (7, 9), (8, 3), (9, 0)] {
            let mut broken = WEIGHTS.to_vec();
            broken[at] = value;
            assert!(Network::read(&broken).is_none(), "{at}");
        }
    }
}

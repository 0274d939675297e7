//! A small network that says which way the print of a square of a page stands: 170 thousand weights of 8 bits, whole
//! numbers throughout, so that every machine reaches the same answer (Jacob et al., arXiv:1712.05877). `training/` in
//! this package teaches it and says what its layers are; the weights are a file of their own, which whoever wants its
//! answers hands over.

mod layer;

use self::layer::{Layer, Planes};
use crate::quantised::{spread, take};
use std::sync::OnceLock;

/// Side of a window in pixels.
pub(crate) const SIDE: usize = 192;
/// Upright, and turned clockwise by one, two and three quarters.
pub(crate) const CLASSES: usize = 4;
/// Layers at most: a file that asks for more is none of ours.
const MOST_LAYERS: usize = 32;
/// What stands before everything else in the file.
const MARK: &[u8] = b"YJD2";

/// The layers, and last the sum over all places.
pub(crate) struct Network {
    layers: Vec<Layer>,
    head: Layer,
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
        let fits = head.is_point() && head.outputs == CLASSES && rest.is_empty();
        fits.then_some(Self { layers, head })
    }

    /// How much speaks for each direction, in 256ths of a natural logarithm, given the grey levels of a window, row by
    /// row.
    pub(crate) fn answer(&self, window: &[u8]) -> [i32; CLASSES] {
        let mut planes = Planes {
            side: SIDE,
            channels: 1,
            levels: spread(window),
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
        self.head.answer(&sums)
    }
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

    fn window() -> Vec<u8> {
        let level = |at: usize| {
            let (x, y) = (at % SIDE, at / SIDE);
            ((x * x * 3 + y * 5 + x * y % 7 * 20) % 256) as u8
        };
        (0..SIDE * SIDE).map(level).collect()
    }

    #[test]
    fn the_answer_is_that_of_what_taught_it() {
        let network = Network::read(WEIGHTS).expect("the weights that come with the code");
        // `network.in_integers` of `training/`.
        assert_eq!(network.answer(&window()), TAUGHT);
    }

    const TAUGHT: [i32; CLASSES] = [-344, 341, -325, 184];

    #[test]
    fn light_and_contrast_do_not_matter() {
        let network = Network::read(WEIGHTS).expect("the weights that come with the code");
        let changed = |change: fn(u8) -> u8| window().into_iter().map(change).collect::<Vec<_>>();
        let bright = changed(|level| level / 2 + 100);
        let dark = changed(|level| level / 2);
        assert_eq!(network.answer(&bright), network.answer(&dark));
    }

    #[test]
    fn what_is_cut_or_is_something_else_is_not_taken() {
        for length in [0, 3, 7, 100, WEIGHTS.len() - 1] {
            assert!(Network::read(&WEIGHTS[..length]).is_none(), "{length}");
        }
        let longer = [WEIGHTS, &[0]].concat();
        assert!(Network::read(&longer).is_none());
        for (at, value) in [(4, 200), (5, 32), (6, 5), (7, 9), (8, 3), (9, 0)] {
            let mut broken = WEIGHTS.to_vec();
            broken[at] = value;
            assert!(Network::read(&broken).is_none(), "{at}");
        }
    }
}

//! Numbers without visible order that follow from a seed, so that a picture can be drawn again.
//! SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).

/// A number that follows from another without any visible order.
pub(crate) fn hash(of: u64) -> u64 {
    let mut z = of.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// One number after the other from a seed.
#[derive(Clone, Debug)]
pub(crate) struct Rng {
    state: u64,
}

impl Rng {
    pub(crate) fn from_seed(seed: u64) -> Self {
        Self { state: hash(seed) }
    }

    pub(crate) fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(1);
        hash(self.state)
    }

    /// One of `0..below`.
    pub(crate) fn below(&mut self, below: u64) -> u64 {
        self.next_u64() % below.max(1)
    }

    pub(crate) fn between(&mut self, least: f32, most: f32) -> f32 {
        least + (most - least) * (self.next_u64() >> 40) as f32 / (1_u32 << 24) as f32
    }
}

/// Smooth noise from 0 to 1 over a plane whose knots lie one apart.
pub(crate) fn value_noise(x: f32, y: f32, seed: u64) -> f32 {
    let (column, row) = (x.floor(), y.floor());
    let knot = |right: f32, down: f32| {
        let at =
            ((column + right) as i64 as u64) << 32 ^ ((row + down) as i64 as u64 & 0xFFFF_FFFF);
        (hash(at ^ seed << 17) >> 40) as f32 / (1_u32 << 24) as f32
    };
    let ease = |t: f32| t * t * (3.0 - 2.0 * t);
    let (across, down) = (ease(x - column), ease(y - row));
    let above = knot(0.0, 0.0) + (knot(1.0, 0.0) - knot(0.0, 0.0)) * across;
    let below = knot(0.0, 1.0) + (knot(1.0, 1.0) - knot(0.0, 1.0)) * across;
    above + (below - above) * down
}

//! Numbers without visible order that follow from a seed, so that a picture can be drawn again.
//! SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).

/// A number that follows from another without any visible order.
pub(super) fn scrambled(of: u64) -> u64 {
    let mut z = of.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// One number after the other from a seed.
#[derive(Clone, Debug)]
pub(super) struct Chance {
    state: u64,
}

impl Chance {
    pub(super) fn of(seed: u64) -> Self {
        Self {
            state: scrambled(seed),
        }
    }

    pub(super) fn number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(1);
        scrambled(self.state)
    }

    /// One of `0..below`.
    pub(super) fn below(&mut self, below: u64) -> u64 {
        self.number() % below.max(1)
    }

    pub(super) fn between(&mut self, least: f32, most: f32) -> f32 {
        least + (most - least) * (self.number() >> 40) as f32 / (1_u32 << 24) as f32
    }
}

/// Smooth noise from 0 to 1 over a plane whose knots lie one apart.
pub(super) fn cloud(x: f32, y: f32, seed: u64) -> f32 {
    let (column, row) = (x.floor(), y.floor());
    let knot = |right: f32, down: f32| {
        let at =
            ((column + right) as i64 as u64) << 32 ^ ((row + down) as i64 as u64 & 0xFFFF_FFFF);
        (scrambled(at ^ seed << 17) >> 40) as f32 / (1_u32 << 24) as f32
    };
    let ease = |t: f32| t * t * (3.0 - 2.0 * t);
    let (across, down) = (ease(x - column), ease(y - row));
    let above = knot(0.0, 0.0) + (knot(1.0, 0.0) - knot(0.0, 0.0)) * across;
    let below = knot(0.0, 1.0) + (knot(1.0, 1.0) - knot(0.0, 1.0)) * across;
    above + (below - above) * down
}

//! A finger that holds what is photographed.

use super::Print;
use crate::finger::Finger;
use crate::rng::Rng;

impl Print {
    /// A finger so broad that comes in over the nearest side and lies over print on paper; what is close to a side is
    /// held there. Nothing where there is no such print.
    pub(super) fn finger(&self, breadth: f32, rng: &mut Rng) -> Option<Finger> {
        let place = |(column, row): (usize, usize)| {
            [
                ((column as f32 + 0.5) / self.grid.0 as f32 - 0.5) * self.sides.0,
                ((row as f32 + 0.5) / self.grid.1 as f32 - 0.5) * self.sides.1,
            ]
        };
        // How far the sides of the picture are, and which way the finger points that comes in over each.
        let nearest = |[x, y]: [f32; 2]| {
            let (right, below) = (self.sides.0 / 2.0, self.sides.1 / 2.0);
            let sides = [
                (right + x, 0.0_f32),
                (below + y, 90.0),
                (right - x, 180.0),
                (below - y, 270.0),
            ];
            sides.into_iter().fold(
                (f32::MAX, 0.0),
                |least, side| {
                    if side.0 < least.0 { side } else { least }
                },
            )
        };
        let mut held: Vec<[f32; 2]> = self.on_paper.iter().copied().map(place).collect();
        held.retain(|at| nearest(*at).0 >= breadth);
        held.sort_by(|a, b| nearest(*a).0.total_cmp(&nearest(*b).0));
        let close = (held.len() / 3).max(1) as u64;
        let at = *held.get(rng.below(close) as usize)?;
        let turn = nearest(at).1 + rng.between(-25.0, 25.0);
        let (sine, cosine) = turn.to_radians().sin_cos();
        // Its end lies beyond the print that it hides.
        let past = breadth * 0.35;
        Some(Finger {
            tip: [at[0] + past * cosine, at[1] + past * sine],
            turn,
            breadth,
            seed: rng.next_u64(),
        })
    }
}

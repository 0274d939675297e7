//! Directions in whole degrees.

/// The directions of a half turn, degree by degree.
pub(super) struct Angles {
    /// Cosine and sine.
    pub(super) unit: [(f32, f32); 180],
}

impl Angles {
    pub(super) fn new() -> Self {
        // By turning on by a degree: the functions of the mathematics library are not equal on every machine.
        const ONE: (f64, f64) = (0.999_847_695_156_391_3, 0.017_452_406_437_283_51);
        let (mut cosine, mut sine) = (1.0_f64, 0.0_f64);
        let unit = [(); 180].map(|()| {
            let unit = (cosine as f32, sine as f32);
            (cosine, sine) = (cosine * ONE.0 - sine * ONE.1, sine * ONE.0 + cosine * ONE.1);
            unit
        });
        Self { unit }
    }

    /// The direction of a vector, 0 to 179 degrees: that of its line, whichever way it points.
    pub(super) fn of(&self, x: i32, y: i32) -> u8 {
        let (x, y) = if y < 0 || (y == 0 && x < 0) {
            (-x, -y)
        } else {
            (x, y)
        };
        let (x, y) = (x as f32, y as f32);
        let (mut low, mut high) = (0, 180);
        while high - low > 1 {
            let middle = (low + high) / 2;
            let (cosine, sine) = self.unit[middle];
            // Whether the vector lies beyond that direction.
            if y * cosine - x * sine >= 0.0 {
                low = middle;
            } else {
                high = middle;
            }
        }
        low as u8
    }
}

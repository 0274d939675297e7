//! Paper to draw on: measures in millimetres, painted into pixels so dense that a photograph never shows them.

/// A flat document before it is photographed.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    /// Millimetres.
    pub(crate) width: f32,
    pub(crate) height: f32,
    density: f32,
    columns: usize,
    rows: usize,
    pixels: Vec<[u8; 3]>,
}

/// Pixels of a sheet at most.
const MOST: f32 = 24_000_000.0;

impl Sheet {
    /// Blank paper of a size in millimetres, with so many pixels a millimetre (fewer where it would be too large).
    pub(crate) fn blank(width: f32, height: f32, density: f32, paper: [u8; 3]) -> Self {
        let density = density.min((MOST / (width * height)).sqrt());
        let (columns, rows) = (
            (width * density).ceil() as usize,
            (height * density).ceil() as usize,
        );
        Self {
            width,
            height,
            density,
            columns,
            rows,
            pixels: vec![paper; columns * rows],
        }
    }

    /// The colour at a place in millimetres; nothing beyond the edge.
    #[inline]
    pub(crate) fn at(&self, x: f32, y: f32) -> Option<[u8; 3]> {
        if x < 0.0 || y < 0.0 || x >= self.width || y >= self.height {
            return None;
        }
        let (column, row) = ((x * self.density) as usize, (y * self.density) as usize);
        self.pixels
            .get(row * self.columns + column.min(self.columns - 1))
            .copied()
    }

    pub(crate) fn fill(&mut self, x: f32, y: f32, width: f32, height: f32, colour: [u8; 3]) {
        self.paint([x, y, x + width, y + height], |_, _| Some(colour));
    }

    /// The lines of a rectangle, inside of it.
    pub(crate) fn frame(
        &mut self,
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        stroke: f32,
        colour: [u8; 3],
    ) {
        self.fill(x, y, width, stroke, colour);
        self.fill(x, y + height - stroke, width, stroke, colour);
        self.fill(x, y, stroke, height, colour);
        self.fill(x + width - stroke, y, stroke, height, colour);
    }

    /// A stroke between two points with square ends.
    pub(crate) fn line(&mut self, from: [f32; 2], to: [f32; 2], stroke: f32, colour: [u8; 3]) {
        // Never thinner than a pixel, or the stroke would be broken.
        let half = (stroke / 2.0).max(0.5 / self.density);
        let (along, down) = (to[0] - from[0], to[1] - from[1]);
        let length = (along * along + down * down).sqrt().max(1e-6);
        let (along, down) = (along / length, down / length);
        let bounds = [
            from[0].min(to[0]) - half,
            from[1].min(to[1]) - half,
            from[0].max(to[0]) + half,
            from[1].max(to[1]) + half,
        ];
        self.paint(bounds, |x, y| {
            let (x, y) = (x - from[0], y - from[1]);
            let ahead = x * along + y * down;
            let aside = (y * along - x * down).abs();
            (aside <= half && (-half..=length + half).contains(&ahead)).then_some(colour)
        });
    }

    pub(crate) fn disc(&mut self, x: f32, y: f32, across: f32, down: f32, colour: [u8; 3]) {
        self.paint([x - across, y - down, x + across, y + down], |u, v| {
            let (u, v) = ((u - x) / across, (v - y) / down);
            (u * u + v * v <= 1.0).then_some(colour)
        });
    }

    pub(crate) fn ring(&mut self, x: f32, y: f32, radius: f32, stroke: f32, colour: [u8; 3]) {
        let (inner, outer) = (radius - stroke / 2.0, radius + stroke / 2.0);
        self.paint([x - outer, y - outer, x + outer, y + outer], |u, v| {
            let square = (u - x) * (u - x) + (v - y) * (v - y);
            (inner * inner..=outer * outer)
                .contains(&square)
                .then_some(colour)
        });
    }

    /// Paints what the function gives within bounds (left, top, right, bottom), called with the place in millimetres.
    pub(crate) fn paint(&mut self, bounds: [f32; 4], colour: impl Fn(f32, f32) -> Option<[u8; 3]>) {
        let clamped = |at: f32, most: usize| ((at * self.density).max(0.0) as usize).min(most);
        let (left, right) = (
            clamped(bounds[0], self.columns),
            clamped(bounds[2] + 1.0 / self.density, self.columns),
        );
        let (top, bottom) = (
            clamped(bounds[1], self.rows),
            clamped(bounds[3] + 1.0 / self.density, self.rows),
        );
        for row in top..bottom {
            let y = (row as f32 + 0.5) / self.density;
            let pixels = &mut self.pixels[row * self.columns..][..self.columns];
            for (column, pixel) in pixels.iter_mut().enumerate().take(right).skip(left) {
                let x = (column as f32 + 0.5) / self.density;
                if bounds[0] <= x
                    && x < bounds[2]
                    && bounds[1] <= y
                    && y < bounds[3]
                    && let Some(colour) = colour(x, y)
                {
                    *pixel = colour;
                }
            }
        }
    }

    /// Mixes in what the function gives within bounds: a colour and how much it covers, 0 to 1, over what is there.
    pub(crate) fn mix(&mut self, colour: impl Fn(f32, f32) -> Option<([u8; 3], f32)>) {
        for row in 0..self.rows {
            let y = (row as f32 + 0.5) / self.density;
            for column in 0..self.columns {
                let x = (column as f32 + 0.5) / self.density;
                if let Some((colour, cover)) = colour(x, y) {
                    let pixel = &mut self.pixels[row * self.columns + column];
                    for (level, new) in pixel.iter_mut().zip(colour) {
                        let was = f32::from(*level);
                        *level = (was + (f32::from(new) - was) * cover) as u8;
                    }
                }
            }
        }
    }
}

//! Digits, X and the marks of dates in a face of equal pitch after the manner of OCR-B (ISO 1073-2), as identity cards
//! have them: strokes of one width with round ends.

use crate::sheet::Sheet;

/// The rectangle that a glyph fills.
const WIDTH: f32 = 10.0;
const HEIGHT: f32 = 16.0;
/// Degrees of a piece of an arc.
const STEP: f32 = 12.0;

enum Part {
    /// From a place to another.
    Line([f32; 4]),
    /// Of an ellipse: middle, half axes, and from which angle to which, clockwise from the right.
    Arc([f32; 4], [f32; 2]),
}

use Part::{Arc, Line};

fn parts(glyph: char) -> Vec<Part> {
    let whole = [0.0, 360.0];
    match glyph {
        '0' => vec![Arc([5.0, 8.0, 3.9, 7.2], whole)],
        '1' => vec![Line([2.2, 3.8, 5.6, 0.8]), Line([5.6, 0.8, 5.6, 15.2])],
        '2' => vec![
            Arc([5.0, 4.6, 3.8, 3.8], [190.0, 390.0]),
            Line([8.3, 6.5, 1.3, 15.2]),
            Line([1.3, 15.2, 8.9, 15.2]),
        ],
        '3' => vec![
            Line([1.5, 0.8, 8.4, 0.8]),
            Line([8.4, 0.8, 4.5, 6.2]),
            Arc([4.4, 10.7, 4.4, 4.5], [270.0, 500.0]),
        ],
        '4' => vec![
            Line([5.3, 0.8, 1.0, 11.2]),
            Line([1.0, 11.2, 9.2, 11.2]),
            Line([6.7, 7.6, 6.7, 15.2]),
        ],
        '5' => vec![
            Line([8.2, 0.8, 2.0, 0.8]),
            Line([2.0, 0.8, 2.0, 6.8]),
            Arc([4.4, 10.6, 4.3, 4.6], [235.0, 500.0]),
        ],
        '6' => vec![
            Arc([5.0, 10.8, 3.9, 4.4], whole),
            Line([1.5, 9.0, 6.2, 0.8]),
        ],
        '7' => vec![
            Line([1.0, 0.8, 9.0, 0.8]),
            Line([9.0, 0.8, 5.0, 8.4]),
            Line([5.0, 8.4, 4.2, 15.2]),
        ],
        '8' => vec![
            Arc([5.0, 4.2, 3.2, 3.4], whole),
            Arc([5.0, 11.4, 3.9, 3.8], whole),
        ],
        '9' => vec![
            Arc([5.0, 5.2, 3.9, 4.4], whole),
            Line([8.5, 7.0, 3.8, 15.2]),
        ],
        'X' => vec![Line([1.2, 0.8, 8.8, 15.2]), Line([8.8, 0.8, 1.2, 15.2])],
        '.' => vec![Line([5.0, 14.8, 5.0, 15.2])],
        '-' => vec![Line([1.6, 9.0, 8.4, 9.0])],
        _ => Vec::new(),
    }
}

/// One glyph around its middle, so tall in millimetres.
pub(crate) fn glyph(
    sheet: &mut Sheet,
    [x, y]: [f32; 2],
    tall: f32,
    stroke: f32,
    glyph: char,
    ink: [u8; 3],
) {
    let place = |across: f32, down: f32| {
        let scale = tall / HEIGHT;
        [
            x + (across - WIDTH / 2.0) * scale,
            y + (down - HEIGHT / 2.0) * scale,
        ]
    };
    let mut draw = |from: [f32; 2], to: [f32; 2]| {
        sheet.line(from, to, stroke, ink);
        for [x, y] in [from, to] {
            sheet.disc(x, y, stroke * 0.6, stroke * 0.6, ink);
        }
    };
    for part in parts(glyph) {
        match part {
            Line([x, y, to_x, to_y]) => draw(place(x, y), place(to_x, to_y)),
            Arc([x, y, across, down], [begin, end]) => {
                let at = |angle: f32| {
                    let (sine, cosine) = angle.to_radians().sin_cos();
                    place(x + across * cosine, y + down * sine)
                };
                let pieces = ((end - begin) / STEP).ceil() as u16;
                for piece in 0..pieces {
                    let angle =
                        |piece: u16| begin + (end - begin) * f32::from(piece) / f32::from(pieces);
                    draw(at(angle(piece)), at(angle(piece + 1)));
                }
            }
        }
    }
}

//! Pixels, or cells of some, that hang together.

/// The ways to what lies beside one: across and down.
pub(crate) const WAYS: [(isize, isize); 4] = [(1, 0), (-1, 0), (0, 1), (0, -1)];

/// What lies so far across and down from one in a grid of this width and height; nothing beyond it.
pub(crate) fn beside(
    at: usize,
    (across, down): (isize, isize),
    (width, height): (usize, usize),
) -> Option<usize> {
    let x = (at % width).checked_add_signed(across)?;
    let y = (at / width).checked_add_signed(down)?;
    (x < width && y < height).then_some(y * width + x)
}

/// All that hang together with the first, which is marked as seen like the rest. `belongs` tells what is one of them.
pub(crate) fn blob(
    start: usize,
    size: (usize, usize),
    seen: &mut [bool],
    belongs: impl Fn(usize) -> bool,
) -> Vec<usize> {
    let mut blob = vec![start];
    seen[start] = true;
    let mut next = 0;
    while let Some(&at) = blob.get(next) {
        next += 1;
        for way in WAYS {
            if let Some(to) = beside(at, way, size)
                && !seen[to]
                && belongs(to)
            {
                seen[to] = true;
                blob.push(to);
            }
        }
    }
    blob
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_do_not_hold_together_and_rows_do_not_go_on_in_the_next() {
        // #.#
        // ##.
        let cells = [true, false, true, true, true, false];
        let mut seen = [false; 6];
        let mut first = blob(0, (3, 2), &mut seen, |at| cells[at]);
        first.sort_unstable();
        assert_eq!(first, [0, 3, 4]);
        assert_eq!(blob(2, (3, 2), &mut seen, |at| cells[at]), [2]);
        assert_eq!(seen, [true, false, true, true, true, false]);
    }
}

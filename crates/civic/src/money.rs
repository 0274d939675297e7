//! Amounts in 分, whole and exact: no floating point, rounded half up to the 分 as benefit offices do.

/// An amount in 分, a hundredth of a yuan.
pub type Fen = i64;

/// Ten billion yuan: no benefit comes near it, and what is multiplied here stays within 64 bits.
const MOST: Fen = 1_000_000_000_000;

/// `numerator / denominator` of an amount, rounded half up. Amounts count as 0 below zero and as
/// ten billion yuan above, numerators up to a million; a denominator of 0 counts as 1.
pub(crate) fn part(amount: Fen, numerator: u32, denominator: u32) -> Fen {
    let numerator = i64::from(numerator.min(1_000_000));
    let denominator = i64::from(denominator.max(1));
    (sound(amount) * numerator + denominator / 2) / denominator
}

/// The amount, within what can be counted with.
pub(crate) fn sound(amount: Fen) -> Fen {
    amount.clamp(0, MOST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn half_a_fen_is_rounded_up() {
        for (amount, numerator, denominator, result) in [
            (281_850, 183, 12, 4_298_213),
            (1, 1, 2, 1),
            (1, 1, 3, 0),
            (2, 1, 3, 1),
            (100, 40, 100, 40),
            (-5, 1, 1, 0),
            (5, 1, 0, 5),
        ] {
            assert_eq!(part(amount, numerator, denominator), result);
        }
    }

    proptest! {
        #[test]
        fn no_amount_overflows(amount in any::<i64>(), numerator in any::<u32>(), denominator in any::<u32>()) {
            prop_assert!(part(amount, numerator, denominator) >= 0);
        }
    }
}

//! What a further copy is expected to save: the chance that it is asked for.

use crate::units::{Cents, Items};

/// Copies beyond this many are worth nothing.
const COPIES_MAX: i64 = 200;

/// What each further copy of a title saves at a place, falling, until nothing is left.
///
/// `expected` is how many copies readers there will ask for before stock comes back, a mean of a
/// Poisson distribution; `present` stand there already, and a reader who finds one costs `price`
/// less. The copy after `n` others saves the price with the chance that more than `n` are asked for:
/// that is the expected shortage reduction (ESR). O(copies that are worth anything).
#[expect(clippy::cast_possible_truncation, reason = "no more than the price, which fits")]
pub fn expected_savings(expected: f64, present: Items, price: Cents) -> Vec<Cents> {
    let mut savings = Vec::new();
    // The chance that exactly `asked` copies are asked for, and that more are.
    let (mut exactly, mut more) = ((-expected).exp(), 1.0 - (-expected).exp());
    for (asked, copy) in (0..COPIES_MAX).zip(1_u32..) {
        if asked >= present.0 {
            let saved = Cents((price.0 as f64 * more.max(0.0)).floor() as i64);
            if saved <= Cents::ZERO {
                break;
            }
            savings.push(saved);
        }
        exactly *= expected / f64::from(copy);
        more -= exactly;
    }
    savings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_saves_with_the_chance_that_it_is_asked_for() {
        // P(more than 0) = 0.632, P(more than 1) = 0.264, P(more than 2) = 0.080.
        let fresh = expected_savings(1.0, Items(0), Cents(1_000));
        assert_eq!(fresh[..3], [Cents(632), Cents(264), Cents(80)]);
        let with_one = expected_savings(1.0, Items(1), Cents(1_000));
        assert_eq!(with_one, fresh[1..]);
        assert_eq!(expected_savings(0.0, Items(0), Cents(1_000)), []);
    }

    #[test]
    fn savings_fall_and_end_for_any_demand() {
        for expected in [0.01, 0.5, 3.0, 40.0, 150.0, 900.0] {
            let savings = expected_savings(expected, Items(0), Cents(500));
            assert!(savings.is_sorted_by(|one, next| one >= next), "{expected}: {savings:?}");
            assert!(savings.len() <= 200);
        }
    }
}

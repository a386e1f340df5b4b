//! What copies that all share leave unfilled, by formula.

/// The share of demands that are not filled, of a title with so many copies for all who ask: a
/// queue in which who has waited for a while goes away (M/M/c+D, Barrer 1957).
///
/// `load` is demands a day times days that each keeps a copy, `patience` the longest wait over
/// those days; without patience it is Erlang's loss. O(copies).
///
/// Reference: Barrer (1957), "Queuing with impatient customers and ordered service", Operations
/// Research 5(5):650-656, doi 10.1287/opre.5.5.650.
pub fn patient_loss(copies: u32, load: f64, patience: f64) -> f64 {
    if copies == 0 {
        return 1.0;
    }
    // With terms a^k / k!, divided by the last one.
    let fewer: f64 = (1..=copies)
        .rev()
        .scan(1.0, |term, copy| {
            *term *= f64::from(copy) / load;
            Some(*term)
        })
        .sum();
    let count = f64::from(copies);
    let spare = count - load;
    let left = (-spare * patience).exp();
    // The limit of (c - a e^(-(c-a)p)) / (c-a) where spare vanishes.
    let waiting =
        if spare.abs() < 1e-9 { 1.0 + load * patience } else { (count - load * left) / spare };
    left / (fewer + waiting)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::PlaceIdx;
    use crate::random::Seed;
    use crate::simulation::small::{plain_rules, situation};
    use crate::simulation::{Copy, Sharing, erlang_loss};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn without_patience_it_is_the_loss_of_erlang(copies in 0_u32..40, load in 0.01_f64..40.0) {
            let found = patient_loss(copies, load, 0.0);
            prop_assert!((found - erlang_loss(copies, load)).abs() < 1e-9, "{found}");
        }

        #[test]
        fn more_copies_and_more_patience_lose_less_and_each_copy_less_than_the_last(
            copies in 0_u32..20,
            load in 0.01_f64..20.0,
            patience in 0.0_f64..2.0,
        ) {
            let loss = [0, 1, 2].map(|more| patient_loss(copies + more, load, patience));
            // Long queues lose the same to the last digit, where rounding decides.
            prop_assert!(loss[1] <= loss[0] + 1e-12);
            prop_assert!(patient_loss(copies, load, patience + 0.1) <= loss[0] + 1e-12);
            prop_assert!(loss[0] - loss[1] >= loss[1] - loss[2] - 1e-12);
        }
    }

    #[test]
    fn a_queue_of_a_simulated_title_loses_what_the_formula_says() {
        // Two copies for a load of two: most who wait are in time, and some are not.
        let mut one =
            situation((2, 400), &[Copy::at(PlaceIdx(0)); 2], 0.0, plain_rules(Sharing::Province));
        one.system.rules.limit_days = 20;
        one.system.loans = crate::simulation::LoanLengths::exponential(26.0);
        one.system.rules.collect_days = 0;
        one.readers.directed = vec![2.0 / 26.0; 400];
        let whole = one.replicate(Seed(1), 0).whole();
        let found = whole.lapsed as f64 / whole.demands as f64;
        // Who waits to the end of the last day waits half a day longer than twenty.
        let formula = patient_loss(2, 2.0, 20.5 / 26.0);
        assert!((found / formula - 1.0).abs() < 0.05, "{found}, by the formula {formula}");
    }
}

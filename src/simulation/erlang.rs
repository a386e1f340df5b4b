//! The loss formula of Erlang: what copies without transfers do.

/// The share of readers who find no copy, of a title at a place with so many copies and a load of
/// demands a day times days of a loan (Erlang B). O(copies).
///
/// It holds for any distribution of loan lengths (Sevastyanov 1957). It falls with each copy, and
/// by less each time, so that taking the largest gain first spends a number of copies best.
///
/// # Panics
///
/// When the load is negative or not a number.
pub fn erlang_loss(copies: u32, load: f64) -> f64 {
    assert!(load >= 0.0, "a load is at least 0");
    (1..=copies).fold(1.0, |loss, copy| load * loss / (f64::from(copy) + load * loss))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn agrees_with_the_sum_of_its_definition() {
        // (a^c / c!) / sum of a^k / k!
        let load: f64 = 2.5;
        let terms: Vec<f64> = (0..=4_i32)
            .map(|copies| load.powi(copies) / (1..=copies).map(f64::from).product::<f64>())
            .collect();
        assert!((erlang_loss(4, load) - terms[4] / terms.iter().sum::<f64>()).abs() < 1e-12);
        assert!((erlang_loss(0, load) - 1.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn falls_and_is_convex_in_copies(copies in 0_u32..60, load in 0.001_f64..80.0) {
            let loss = [0, 1, 2].map(|more| erlang_loss(copies + more, load));
            prop_assert!(loss[1] < loss[0]);
            prop_assert!(loss[0] - loss[1] >= loss[1] - loss[2] - 1e-12);
        }

        #[test]
        fn pooling_never_loses_more(
            (one, other) in (0_u32..20, 0_u32..20),
            (here, there) in (0.01_f64..30.0, 0.01_f64..30.0),
        ) {
            let apart = here * erlang_loss(one, here) + there * erlang_loss(other, there);
            let pooled = (here + there) * erlang_loss(one + other, here + there);
            prop_assert!(pooled <= apart + 1e-9);
        }
    }
}

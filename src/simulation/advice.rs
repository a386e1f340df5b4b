//! Which copies to buy: the largest gain first, and how far from the best that can be.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::replication::Situation;
use crate::index::{Index as _, TitleIdx};

/// Days of a year.
const YEAR: f64 = 365.0;

/// Days of the limit that a copy spends under way (estimate): who waits longer than the rest of
/// the limit for a copy to come back waits in vain.
const WAY_DAYS: f64 = 6.0;

/// Copies to buy of one title (aanschafadvies).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Purchase {
    /// The title.
    pub title: TitleIdx,
    /// How many copies.
    pub copies: u32,
    /// Requests a year that they fill and that nobody fills now, by the formula.
    pub gain_a_year: f64,
}

/// Purchases by formula, before any simulation (voorselectie).
#[derive(Clone, Debug, PartialEq)]
pub struct Screen {
    /// What to buy, in the order of their first copies' gain.
    pub purchases: Vec<Purchase>,
    /// Requests a year that all of it fills.
    pub gain_a_year: f64,
    /// Requests a year that no purchase of as many copies can exceed, by the same demand: each
    /// copy fills at most all that is now left unfilled of one title.
    pub bound_a_year: f64,
}

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

/// A copy more of a title, by what it fills.
#[derive(Clone, Copy, Debug)]
struct NextCopy {
    gain: f64,
    title: TitleIdx,
    copies: u32,
}

impl PartialEq for NextCopy {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for NextCopy {}

impl PartialOrd for NextCopy {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for NextCopy {
    fn cmp(&self, other: &Self) -> Ordering {
        self.gain.total_cmp(&other.gain).then(other.title.cmp(&self.title))
    }
}

/// Chooses purchases within a budget of copies, until a gain is reached where one is asked for.
/// O((titles + budget) log titles).
///
/// The gain of each further copy of a title is smaller than that of the one before, so taking the
/// largest gain first leaves the fewest requests unfilled for any number of copies. Where queues
/// buy copies anyway ([`QueuePurchase`](super::QueuePurchase)) only titles that nobody has are
/// looked at, since what is held is bought when too many wait.
pub fn screen(base: &Situation, budget: usize, enough: Option<f64>) -> Screen {
    let rules = &base.system.rules;
    let busy = base.readers.browse.directed_days;
    let patience = (f64::from(rules.limit_days) - WAY_DAYS).max(0.0) / busy;
    let unfilled = |title: TitleIdx, copies: u32| {
        let a_day = base.readers.directed[title.position()];
        if a_day > 0.0 { YEAR * a_day * patient_loss(copies, a_day * busy, patience) } else { 0.0 }
    };
    let held =
        |title: TitleIdx| u32::try_from(base.stock.of_title(title).len()).unwrap_or(u32::MAX);
    let next = |title: TitleIdx, copies: u32| NextCopy {
        gain: unfilled(title, copies) - unfilled(title, copies + 1),
        title,
        copies,
    };
    let looked_at = |title: &TitleIdx| rules.queue_purchase.is_none() || held(*title) == 0;
    let titles = || (0..base.stock.titles()).map(TitleIdx::at).filter(looked_at);
    let mut heap: BinaryHeap<NextCopy> = titles().map(|title| next(title, held(title))).collect();
    let mut chosen: Vec<Purchase> = Vec::new();
    let mut place_of = vec![None; base.stock.titles()];
    let (mut gain_a_year, mut copies) = (0.0, 0);
    while copies < budget && enough.is_none_or(|enough| gain_a_year < enough) {
        let Some(best) = heap.pop().filter(|best| best.gain > 0.0) else { break };
        let place = *place_of[best.title.position()].get_or_insert_with(|| {
            chosen.push(Purchase { title: best.title, copies: 0, gain_a_year: 0.0 });
            chosen.len() - 1
        });
        chosen[place].copies += 1;
        chosen[place].gain_a_year += best.gain;
        gain_a_year += best.gain;
        copies += 1;
        heap.push(next(best.title, best.copies + 1));
    }
    let mut open: Vec<f64> = titles().map(|title| unfilled(title, held(title))).collect();
    open.sort_by(|one, other| other.total_cmp(one));
    let bound_a_year = open.iter().take(copies).sum();
    Screen { purchases: chosen, gain_a_year, bound_a_year }
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
            prop_assert!(loss[1] <= loss[0]);
            prop_assert!(patient_loss(copies, load, patience + 0.1) <= loss[0]);
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

    #[test]
    fn buys_the_largest_gain_first_and_never_more_than_is_enough() {
        let mut base = situation((3, 4), &[], 0.0, plain_rules(Sharing::Province));
        base.readers.directed = vec![0.001, 0.02, 0.004, 0.0];
        let screened = screen(&base, 3, None);
        let bought: Vec<(u32, u32)> =
            screened.purchases.iter().map(|one| (one.title.0, one.copies)).collect();
        // The second copy of the most wanted fills more than the first of the least wanted.
        assert_eq!(bought, [(1, 2), (2, 1)]);
        assert!(screened.gain_a_year <= screened.bound_a_year);
        assert_eq!(screen(&base, 3, Some(1.0)).purchases.len(), 1);
        assert!(screen(&base, 9, None).purchases.iter().all(|one| one.title != TitleIdx(3)));
    }
}

//! The copies to buy: the largest worth first.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

use super::ceiling::Prices;
use super::offers::Market;
use super::{Action, Gain, Purse, Step};
use crate::index::{PlaceIdx, TitleIdx};

/// A slot at a class, by what it is worth beyond the prices.
#[derive(Clone, Copy, Debug)]
struct Offer {
    worth: f64,
    slot: usize,
    class: usize,
}

impl PartialEq for Offer {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Offer {}

impl PartialOrd for Offer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Offer {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_worth = self.worth.total_cmp(&other.worth);
        by_worth.then((other.slot, other.class).cmp(&(self.slot, self.class)))
    }
}

/// Purchases within a purse, until what is missing is filled where anything is: by worth alone,
/// and beyond the prices of budgets, whichever list is worth more.
pub(super) fn bought(
    market: &Market,
    purse: &Purse,
    (prices, missing): (&Prices, Option<f64>),
) -> Vec<Step> {
    let plain = Prices::none(purse.limits.len());
    let by_worth = list(market, purse, (&plain, missing));
    if missing.is_some() {
        return by_worth;
    }
    let priced = list(market, purse, (prices, missing));
    let worth = |steps: &[Step]| steps.iter().map(|one| one.gain.worth()).sum::<f64>();
    if worth(&priced) > worth(&by_worth) { priced } else { by_worth }
}

fn list(market: &Market, purse: &Purse, (prices, missing): (&Prices, Option<f64>)) -> Vec<Step> {
    let offers = |slot: usize| {
        let classes = market.classes.iter().enumerate();
        classes.filter_map(move |(class, of)| {
            let (_, gain) = of.offer(&market.slots[slot])?;
            Some(Offer { worth: gain.worth() - prices.of(of), slot, class })
        })
    };
    let mut heap: BinaryHeap<Offer> = (0..market.slots.len()).flat_map(offers).collect();
    let mut left: Vec<usize> = purse.limits.iter().map(|limit| limit.copies).collect();
    let mut is_taken = vec![false; market.slots.len()];
    let mut steps: BTreeMap<(TitleIdx, PlaceIdx), (u32, Gain)> = BTreeMap::new();
    let (mut copies, mut filled) = (0, 0.0);
    while copies < purse.copies && missing.is_none_or(|missing| filled < missing) {
        let Some(best) = heap.pop() else { break };
        let class = &market.classes[best.class];
        let is_full = class.limits.iter().any(|limit| left[*limit] == 0);
        let Some((place, gain)) = class.offer(&market.slots[best.slot]) else { continue };
        if is_taken[best.slot] || is_full || gain.worth() <= 0.0 {
            continue;
        }
        is_taken[best.slot] = true;
        for limit in &class.limits {
            left[*limit] -= 1;
        }
        let step = steps.entry((market.slots[best.slot].title, place)).or_default();
        *step = (step.0 + 1, step.1.with(gain));
        filled += gain.filled;
        copies += 1;
    }
    let step =
        |((title, to), (copies, gain))| Step { title, action: Action::Buy { to }, copies, gain };
    steps.into_iter().map(step).collect()
}

/// The fewest copies that can fill so much, whatever budgets places have; `None` where all of them
/// do not.
pub(super) fn fewest(market: &Market, missing: f64) -> Option<usize> {
    if missing <= 0.0 {
        return Some(0);
    }
    let mut filled = 0.0;
    let all = market.filled_most();
    all.iter()
        .position(|one| {
            filled += one;
            filled >= missing
        })
        .map(|last| last + 1)
}

//! What the next copy of a title is worth, at each kind of place.

use super::loss::patient_loss;
use super::{Gain, Purse, WAY_DAYS, YEAR};
use crate::index::{Index as _, PlaceIdx, TitleIdx};
use crate::model::Category;
use crate::simulation::readers::Heat;
use crate::simulation::replication::Situation;
use crate::simulation::system::ShelfKind;

/// Requests a year below which a further copy of a title is not looked at.
const LEAST_FILLED: f64 = 1e-4;

/// The next copy of a title (volgende exemplaar).
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub(super) title: TitleIdx,
    category: Category,
    /// Copies bought before it.
    nth: u32,
    /// Requests a year for the title.
    demand: f64,
    /// Requests a year that it fills where nobody browses.
    filled: f64,
    /// All requests a year that are left unfilled before it.
    open: f64,
    /// The share of the time that a public copy is out.
    out: f64,
}

/// Places that share their budgets.
#[derive(Clone, Debug)]
pub(super) struct Class {
    /// The limits that hold for them.
    pub(super) limits: Vec<usize>,
    is_public: bool,
    /// By category: the place with most readers that may get an advice, and their share.
    best: Vec<Option<(PlaceIdx, f64)>>,
}

/// Every copy that can be bought, and where (aanbod).
#[derive(Debug)]
pub(super) struct Market {
    pub(super) slots: Vec<Slot>,
    pub(super) classes: Vec<Class>,
    /// Worth that slots which were left out can add.
    pub(super) left_out: f64,
}

impl Market {
    /// All slots that a list of so many copies may use. O(titles log titles x classes).
    pub(super) fn of(base: &Situation, purse: &Purse) -> Self {
        let classes = classes(base, purse);
        let mut market = Self { slots: Vec::new(), classes, left_out: 0.0 };
        for title in (0..base.stock.titles()).map(TitleIdx::at) {
            add_slots(base, title, &mut market.slots);
        }
        market.keep_the_best(purse.copies);
        market
    }

    /// Keeps the slots that are among the best of any class.
    ///
    /// A list has at most so many copies. Where it has one that is not among as many best of its
    /// class, one of those is not in the list, and can take its place.
    fn keep_the_best(&mut self, copies: usize) {
        let classes = 0..self.classes.len();
        let least: Vec<f64> = classes.map(|class| self.least(class, copies)).collect();
        if least.iter().any(|least| *least <= LEAST_FILLED) {
            self.left_out = copies as f64 * LEAST_FILLED;
        }
        let Self { slots, classes, .. } = self;
        slots.retain(|slot| {
            let worth = |class: &Class| class.most(slot).map_or(0.0, Gain::worth);
            classes.iter().zip(&least).any(|(class, least)| worth(class) >= *least)
        });
    }

    /// The worth of the last of so many best slots of a class; 0 where there are not so many.
    fn least(&self, class: usize, copies: usize) -> f64 {
        let worths = self.slots.iter().filter_map(|slot| self.classes[class].most(slot));
        let mut worths: Vec<f64> = worths.map(Gain::worth).collect();
        if copies == 0 || worths.len() <= copies {
            return 0.0;
        }
        let (_, least, _) =
            worths.select_nth_unstable_by(copies - 1, |one, other| other.total_cmp(one));
        *least
    }

    /// Requests a year that so many copies can fill at most, each all that is left of a title.
    pub(super) fn open(&self, copies: usize) -> f64 {
        let first = self.slots.iter().filter(|slot| slot.nth == 0);
        let mut open: Vec<f64> = first.map(|slot| slot.open).collect();
        open.sort_by(|one, other| other.total_cmp(one));
        open.iter().take(copies).sum()
    }

    /// What each slot fills where nobody browses, the largest first.
    pub(super) fn filled_most(&self) -> Vec<f64> {
        let mut filled: Vec<f64> = self.slots.iter().map(|slot| slot.filled).collect();
        filled.sort_by(|one, other| other.total_cmp(one));
        filled
    }
}

impl Class {
    /// The place of a class for a slot, and what it gives there.
    pub(super) fn offer(&self, slot: &Slot) -> Option<(PlaceIdx, Gain)> {
        let (place, _) = self.best[slot.category as usize]?;
        let most = self.most(slot)?;
        // Those who stand there are counted with the first copy alone.
        let spared = if slot.nth == 0 { most.spared } else { 0.0 };
        Some((place, Gain { spared, ..most }))
    }

    /// What it can give there at most, as if it were the first copy of the title.
    pub(super) fn most(&self, slot: &Slot) -> Option<Gain> {
        let (_, share) = self.best[slot.category as usize]?;
        if !self.is_public {
            return Some(Gain { filled: slot.filled, spared: 0.0 });
        }
        let there = 1.0 - slot.out;
        Some(Gain { filled: slot.filled * there, spared: slot.demand * share * there })
    }
}

/// Copies of a title that may be bought, until one more fills next to nothing.
fn add_slots(base: &Situation, title: TitleIdx, slots: &mut Vec<Slot>) {
    let a_day = base.readers.directed[title.position()];
    let held = base.stock.of_title(title).len();
    let rules = &base.system.rules;
    if a_day <= 0.0 || (rules.queue_purchase.is_some() && held > 0) {
        return;
    }
    let busy = base.readers.browse.directed_days;
    let patience = (f64::from(rules.limit_days) - WAY_DAYS).max(0.0) / busy;
    let demand = YEAR * a_day;
    let held = u32::try_from(held).unwrap_or(u32::MAX);
    let open = |nth: u32| demand * patient_loss(held.saturating_add(nth), a_day * busy, patience);
    let mut left = open(0);
    for nth in 0.. {
        let after = open(nth + 1);
        let filled = left - after;
        if filled < LEAST_FILLED {
            break;
        }
        slots.push(Slot {
            title,
            category: base.system.titles[title.position()].category,
            nth,
            demand,
            filled,
            open: left,
            out: out(base, title),
        });
        left = after;
    }
}

/// The share of the time that a copy of a title on a public shelf is out.
pub(super) fn out(base: &Situation, title: TitleIdx) -> f64 {
    const MOST: f32 = 0.99;
    let Heat { out, there } = base.readers.heat[title.position()];
    if out <= 0.0 { 0.0 } else { f64::from((out / (out + there)).min(MOST)) }
}

/// Places by what limits hold for them, and whether readers browse there.
fn classes(base: &Situation, purse: &Purse) -> Vec<Class> {
    let mut classes: Vec<Class> = Vec::new();
    for (place, lender) in base.system.places.iter_indexed() {
        let share = base.readers.pickups.share(place);
        let is_public = lender.shelf == ShelfKind::Public;
        let is_background = base.system.background == Some(place);
        if !(is_background || is_public && share > 0.0) {
            continue;
        }
        let holds = |(_, limit): &(usize, &super::BuyingLimit)| limit.places.contains(&place);
        let limits = purse.limits.iter().enumerate().filter(holds);
        let limits: Vec<usize> = limits.map(|(number, _)| number).collect();
        let is_same = |class: &Class| class.limits == limits && class.is_public == is_public;
        let number = classes.iter().position(is_same).unwrap_or_else(|| {
            let best = vec![None; Category::WORDS.len()];
            classes.push(Class { limits: limits.clone(), is_public, best });
            classes.len() - 1
        });
        for (category, _) in Category::WORDS {
            let best = &mut classes[number].best[category as usize];
            let is_better = best.is_none_or(|(_, most)| share > most);
            if is_better && !purse.barred.contains(&(place, category)) {
                *best = Some((place, share));
            }
        }
    }
    classes
}

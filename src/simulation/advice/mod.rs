//! What to buy, to relocate and to pool: the largest gain first, and how far from the best that
//! can be (advies).
//!
//! # What a step is worth
//!
//! Two things count: requests a year that no copy of the province fills now and that a step fills
//! (*filled*), and requests a year that need no journey any more, since the copy stands where the
//! reader does (*spared*). A journey is worth [`SPARED_WORTH`] of a request filled.
//!
//! - **Buying** a copy of a title that has `n` fills `D (loss(n) - loss(n + 1))`, by the queue with
//!   patience ([`patient_loss`]); on a public shelf only the part of it in which no reader who
//!   browses has it. There it spares the journeys of those who stand before it.
//! - **Relocating** a copy fills nothing, where all places lend to each other; it spares journeys
//!   at the one place, and costs some at the other.
//! - **Pooling** a copy takes it out of the hands of readers who browse, who keep it for longer
//!   than some who wait: with `n` public copies that are out a share `h` of the time, `m` in the
//!   background and a share `r` of loans under way that outlast the limit, `D (h r)^n (a r)^m` of
//!   a year's demand finds nothing in time, `a` being what demand itself keeps a copy busy.
//!
//! # The best list, and its bound
//!
//! Copies to buy are bounded in all, and for places and organisations that have a budget of their
//! own ([`BuyingLimit`]). The largest worth is taken first, once by worth itself and once less the
//! prices that a linear programme finds for the budgets, and the better list is kept.
//! The programme is the dual of the assignment of copies to budgets, integers out: for any prices
//! of the budgets, what they cost and what each next copy of a title is worth beyond them is more
//! than any list within the budgets can be worth. It bounds the worth *by formula* of every list,
//! of one move at most a title and of copies bought one after the other.

mod ceiling;
mod choice;
mod loss;
mod offers;
mod shelves;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::index::{PlaceIdx, TitleIdx};
use crate::model::Category;
use crate::simulation::replication::Situation;

pub use loss::patient_loss;

use ceiling::ceiling;
use choice::{bought, fewest};
use offers::Market;
use shelves::{shelf_moves, spread};

/// Days of a year.
const YEAR: f64 = 365.0;

/// Days of the limit that a copy spends under way (estimate): who waits longer than the rest of
/// the limit for a copy to come back waits in vain.
const WAY_DAYS: f64 = 6.0;

/// What a journey spared is worth, of a request filled: fifty journeys are about what a library
/// pays for a book that a reader waits for in vain (estimate).
pub const SPARED_WORTH: f64 = 0.02;

/// What is done with copies of a title (soort actie).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// They are bought (aanschaffen).
    Buy {
        /// For which place.
        to: PlaceIdx,
    },
    /// They go from one public shelf to another (herplaatsen).
    Relocate {
        /// From where.
        from: PlaceIdx,
        /// To where.
        to: PlaceIdx,
    },
    /// They go to the background collection (poolen).
    Pool {
        /// From where.
        from: PlaceIdx,
        /// The background collection.
        to: PlaceIdx,
    },
}

/// What a step gives in a year, by the formula (opbrengst).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gain {
    /// Requests that nobody fills now, and a copy of the province then.
    pub filled: f64,
    /// Requests that need no journey any more; below 0 where more do.
    pub spared: f64,
}

impl Gain {
    /// Both as one.
    pub fn worth(self) -> f64 {
        SPARED_WORTH.mul_add(self.spared, self.filled)
    }

    fn with(self, other: Self) -> Self {
        Self { filled: self.filled + other.filled, spared: self.spared + other.spared }
    }
}

/// A step of an advice (actie).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The title.
    pub title: TitleIdx,
    /// What is done.
    pub action: Action,
    /// With how many copies.
    pub copies: u32,
    /// What it gives.
    pub gain: Gain,
}

/// The budget of some places together: of a branch, or of an organisation (deelbudget).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuyingLimit {
    /// The places.
    pub places: Vec<PlaceIdx>,
    /// Copies that are bought for them at most.
    pub copies: usize,
}

/// What may be spent (beurs).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Purse {
    /// Copies that may be bought in all.
    pub copies: usize,
    /// Copies that may be relocated or pooled.
    pub moves: usize,
    /// Requests a year that it is enough to fill; all of the budget is spent where it is `None`.
    pub enough: Option<f64>,
    /// Budgets of branches and organisations.
    pub limits: Vec<BuyingLimit>,
    /// Places and categories of which demand is not known well enough for an advice.
    pub barred: BTreeSet<(PlaceIdx, Category)>,
}

/// An advice by formula, before any simulation (voorselectie).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Screen {
    /// What to do, what fills most first, then what spares most journeys.
    pub steps: Vec<Step>,
    /// What all of it gives.
    pub gain: Gain,
    /// Worth that no list within the budgets can exceed, by the formula.
    pub ceiling: f64,
    /// Requests a year that no list of as many copies can fill more, by the same demand: each
    /// copy bought fills at most all that is left unfilled of one title, each copy pooled too.
    pub bound_a_year: f64,
    /// The fewest copies to buy with which any list could fill what is enough, if that was asked;
    /// `None` where no number of copies does.
    pub least_copies: Option<usize>,
}

/// Chooses steps within a purse. O((titles + budget) log titles), and a small linear programme.
///
/// Where queues buy copies anyway ([`QueuePurchase`](super::QueuePurchase)) only titles that
/// nobody has are bought, since what is held is bought when too many wait.
pub fn screen(base: &Situation, purse: &Purse) -> Screen {
    let market = Market::of(base, purse);
    let moves = shelf_moves(base, purse);
    // One move a title, from wherever it costs least: no list moves more.
    let moved_most: f64 = moves.iter().take(purse.moves).map(|one| one.gain.worth()).sum();
    let mut moves = spread(base, moves);
    if let Some(enough) = purse.enough {
        // What fills nothing does not bring the target nearer.
        moves.retain(|one| one.gain.filled > 0.0);
        moves.sort_by(|one, other| other.gain.filled.total_cmp(&one.gain.filled));
        let mut filled = 0.0;
        let needed = moves.iter().take_while(|one| {
            let is_needed = filled < enough;
            filled += one.gain.filled;
            is_needed
        });
        let needed = needed.count();
        moves.truncate(needed);
    }
    moves.truncate(purse.moves);
    let of = |steps: &[Step]| steps.iter().fold(Gain::default(), |sum, one| sum.with(one.gain));
    let moved = of(&moves);
    let missing = purse.enough.map(|enough| enough - moved.filled);
    let most = ceiling(&market, purse);
    let mut steps = bought(&market, purse, (&most.prices, missing));
    let copies: usize = steps.iter().map(|one| one.copies as usize).sum();
    steps.extend(moves);
    steps.sort_by(|one, other| {
        let by_filled = other.gain.filled.total_cmp(&one.gain.filled);
        let by_gain = by_filled.then(other.gain.spared.total_cmp(&one.gain.spared));
        by_gain.then((one.title, one.action).cmp(&(other.title, other.action)))
    });
    Screen {
        gain: of(&steps),
        steps,
        ceiling: most.worth + moved_most,
        bound_a_year: market.open(copies) + shelves::open(base, purse.moves),
        least_copies: missing.and_then(|missing| fewest(&market, missing)),
    }
}

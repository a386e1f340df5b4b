//! Where copies go that came back: home, nowhere, or to where they are missed most.
//!
//! A copy that stands where it is asked for saves a transport, and one that floats (zwevende
//! collectie) need not go home at all. What a further copy of a title saves at a place falls with
//! every copy that is there ([`expected_savings`]), so that all copies that came back are one
//! minimum-cost flow:
//!
//! ```text
//! source -> (place, group) [room on its shelves] -> (title, place) [savings, falling] -> copies
//! source -> copies that go home, whether or not there is room and need
//! ```
//!
//! The flow is exact and proven as that of a week is. What is saved is expected, and only as good as
//! the demand that it is computed from. A copy that goes home past full shelves counts no saving.
//!
//! It deliberately does not know requests that wait: a copy for which a reader waits is not a
//! return, it is a supply.
//!
//! Reference: G. van der Heide and K. J. Roodbergen (2013), "Transshipment and rebalancing policies
//! for library books", European Journal of Operational Research 228(2):447-456.

mod expected;
mod flow;

use std::collections::BTreeMap;

use crate::index::{PlaceIdx, SquareMatrix, TitleIdx};
use crate::units::{Cents, Items};

pub use expected::expected_savings;

use flow::ReturnsNetwork;

/// Copies of a title that came back at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReturnedCopies {
    /// The title.
    pub title: TitleIdx,
    /// Where they are.
    pub at: PlaceIdx,
    /// Where they belong.
    pub home: PlaceIdx,
    /// How many, at least one.
    pub quantity: Items,
}

/// Everything that decides where returned copies go.
#[derive(Clone, Debug)]
pub struct ReturnsProblem {
    /// What came back.
    pub returned: Vec<ReturnedCopies>,
    /// What each further copy of a title saves at a place, falling; nothing where no entry is.
    pub savings: BTreeMap<(TitleIdx, PlaceIdx), Vec<Cents>>,
    /// Handling and transport of a copy from a place to another, nothing from a place to itself;
    /// `None` where there is no way.
    pub moving: SquareMatrix<PlaceIdx, Option<Cents>>,
    /// What it costs that a copy of a home, in the row, stands at a place, in the column; `None` where it may
    /// not. Home it may, at no cost.
    pub standing: SquareMatrix<PlaceIdx, Option<Cents>>,
    /// The group of a title for float limits, such as its category.
    pub group: BTreeMap<TitleIdx, usize>,
    /// How many copies of a group a place takes beyond those that go home; any number where no entry is.
    pub room: BTreeMap<(PlaceIdx, usize), Items>,
}

/// Where copies of a lot go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Placement {
    /// The position of the lot among those returned.
    pub lot: usize,
    /// Where they go; where they are already, if they stay.
    pub to: PlaceIdx,
    /// How many, at least one.
    pub quantity: Items,
}

/// Where all copies go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnsAnswer {
    /// By lot and place; the quantities of a lot add up to what came back.
    pub placements: Vec<Placement>,
    /// Handling, transport and standing away from home.
    pub moving: Cents,
    /// What is expected to be saved.
    pub saved: Cents,
    /// What no placement undercuts, moving less saved; equal to that of this one.
    pub bound: Cents,
}

impl ReturnsAnswer {
    /// Moving less saved: what is as small as can be.
    pub fn cost(&self) -> Cents {
        self.moving - self.saved
    }
}

/// The cheapest places for all returned copies together.
///
/// Among equally cheap places home comes first, then where the copy is. The order of lots is of no
/// effect on the cost. The network has an arc for each pair of a lot and a place where it may go;
/// solved as [`minimum_cost_flow_by_parts`](crate::matching::minimum_cost_flow_by_parts), a title a part.
///
/// # Panics
///
/// When a lot has no copy, or savings of a shelf rise.
///
/// # Example
///
/// ```
/// use std::collections::BTreeMap;
///
/// use leenroute::index::{PlaceIdx, SquareMatrix, TitleIdx};
/// use leenroute::matching::{ReturnedCopies, ReturnsProblem, place_returns};
/// use leenroute::units::{Cents, Items};
///
/// let [assen, emmen, roden] = [PlaceIdx(0), PlaceIdx(1), PlaceIdx(2)];
/// let title = TitleIdx(0);
/// let moving = |from, to| Some(if from == to { Cents(0) } else { Cents(60) });
/// let problem = ReturnsProblem {
///     // A copy of Assen came back in Emmen, and is asked for in Roden.
///     returned: vec![ReturnedCopies { title, at: emmen, home: assen, quantity: Items(1) }],
///     savings: BTreeMap::from([((title, roden), vec![Cents(90)]), ((title, assen), vec![Cents(20)])]),
///     moving: SquareMatrix::from_fn(3, moving),
///     standing: SquareMatrix::from_fn(3, |_, _| Some(Cents(0))),
///     group: BTreeMap::from([(title, 0)]),
///     room: BTreeMap::new(),
/// };
/// let answer = place_returns(&problem);
/// assert_eq!((answer.placements[0].to, answer.cost()), (roden, Cents(-30)));
/// ```
pub fn place_returns(problem: &ReturnsProblem) -> ReturnsAnswer {
    ReturnsNetwork::of(problem).solved(problem)
}

/// Where the copies go today: all of them home.
pub fn send_home(problem: &ReturnsProblem) -> ReturnsAnswer {
    let places = problem.standing.side();
    let standing =
        SquareMatrix::from_fn(places, |home, place| (home == place).then_some(Cents::ZERO));
    place_returns(&ReturnsProblem { standing, ..problem.clone() })
}

#[cfg(test)]
mod tests;

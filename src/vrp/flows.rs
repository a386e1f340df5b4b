//! Goods that move between clients, and when: what both ends of a flow have to do with it.
//!
//! A flow leaves its sender with the sender's first visit on or after it is ready, is sorted at
//! the depot, and reaches its receiver with the receiver's first visit after that. So the patterns
//! of both ends decide what each visit carries, and how long the goods are under way: a quadratic
//! cost over pairs of patterns. The days of a problem with flows repeat: the period that follows
//! has the same patterns.

use super::parts::{DaySet, Load};

/// An end of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// A client, an index into the parts' clients.
    Client(u32),
    /// The depot, sorted.
    Depot,
    /// The depot, still to be sorted.
    Unsorted,
}

/// Goods that move from a day on (goederenstroom).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Where they are.
    pub from: End,
    /// Where they go.
    pub to: End,
    /// The first day on which they can leave; below twice the days of the problem.
    pub ready: u32,
    /// Their room and their mass, in the units of [`CrateMeasure`].
    pub goods: [i64; 2],
    /// What a day under way costs.
    pub price_per_day: i64,
    /// What sorting at the depot costs, unless they go past it in a bag.
    pub depot_price: i64,
}

/// How goods become crates, which are what vehicles carry and drivers handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CrateMeasure {
    /// What goes into a crate: room and mass, both above zero.
    pub holds: [i64; 2],
    /// What an empty crate weighs.
    pub tare: i64,
}

impl CrateMeasure {
    /// The crates that goods need by the bound of their room and mass, and the mass of both.
    #[inline]
    pub(super) fn load(&self, goods: [i64; 2]) -> Load {
        let up = |dimension: usize| {
            let holds = self.holds[dimension];
            (goods[dimension] + holds - 1) / holds
        };
        let crates = up(0).max(up(1));
        let mass = goods[1] + crates * self.tare;
        let amount = |load: i64| i32::try_from(load).unwrap_or(super::parts::FREE);
        [amount(crates), amount(mass).min(super::parts::FREE)]
    }
}

/// What handling crates means to a client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Handling {
    /// Service for each crate in or out.
    pub service_per_crate: i32,
    /// Crates that stand there before the first visit: more it cannot fill for its first pickup.
    pub empties: i32,
}

/// Sealed bags from client to client on one route, past the depot (rechtstreekse zakken): what is
/// in one arrives on the day on which it leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TransferRule {
    /// The most of them on a route.
    pub per_route: usize,
    /// What one costs at both ends together.
    pub carrying_price: i64,
    /// What goes into one: room and mass, as in [`Flow::goods`].
    pub holds: [i64; 2],
}

/// All flows of a problem. Loads are crates and mass then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flows {
    /// The flows.
    pub flows: Vec<Flow>,
    /// Days between arrival at the depot and leaving it sorted.
    pub sort_days: u32,
    /// How goods become crates.
    pub crates: CrateMeasure,
    /// By client.
    pub handling: Vec<Handling>,
    /// Bags past the depot; `None` where there are none. They are in the cost and, since few go,
    /// not in the loads.
    pub transfers: Option<TransferRule>,
}

/// The days on which a flow leaves its sender and reaches its receiver; the horizon is past what
/// is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) leaves: usize,
    pub(super) arrives: usize,
}

/// For each pattern and day of the horizon, twice the days of the problem, the first visit on or
/// after that day; the horizon where there is none.
#[derive(Clone, Debug)]
pub(super) struct VisitTable {
    pub(super) horizon: usize,
    next: Vec<u8>,
}

impl VisitTable {
    pub(super) fn new(patterns: &[DaySet], days: usize) -> Self {
        let horizon = 2 * days;
        let width = horizon + 1;
        let past = u8::try_from(horizon).expect("at most 128 days");
        let mut next = vec![past; patterns.len() * width];
        for (row, pattern) in next.chunks_mut(width).zip(patterns) {
            for day in (0..past).rev() {
                let at = usize::from(day);
                row[at] = if pattern >> (at % days) & 1 == 1 { day } else { row[at + 1] };
            }
        }
        Self { horizon, next }
    }

    /// The first visit of a pattern, by its position, on or after a day.
    #[inline]
    pub(super) fn next(&self, pattern: u32, day: usize) -> usize {
        let day = day.min(self.horizon);
        usize::from(self.next[pattern as usize * (self.horizon + 1) + day])
    }

    /// The way of a flow whose ends have some patterns, given by their positions; where an end is
    /// the depot, its pattern does not matter. `O(1)`.
    #[inline]
    pub(super) fn way(&self, flow: &Flow, sort_days: usize, [from, to]: [u32; 2]) -> Way {
        let ready = flow.ready as usize;
        let (leaves, sorted) = match flow.from {
            End::Client(_) => {
                let leaves = self.next(from, ready);
                (leaves, leaves + sort_days)
            }
            End::Unsorted => (ready, ready + sort_days),
            End::Depot => (self.horizon, ready),
        };
        let arrives = match flow.to {
            End::Client(_) => self.next(to, sorted),
            End::Depot | End::Unsorted => leaves,
        };
        Way { leaves, arrives }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_following_period_repeats_the_pattern() {
        let table = VisitTable::new(&[0b01001], 7);
        let next = [0, 1, 4, 10, 11, 14, 15].map(|day| table.next(0, day));
        assert_eq!(next, [0, 3, 7, 10, 14, 14, 14]);
    }

    #[test]
    fn monday_and_thursday_reach_tuesday_and_friday_the_day_after() {
        let table = VisitTable::new(&[0b01001, 0b10010], 7);
        let flow = Flow {
            from: End::Client(0),
            to: End::Client(1),
            ready: 1,
            goods: [1, 1],
            price_per_day: 1,
            depot_price: 0,
        };
        let way = table.way(&flow, 1, [0, 1]);
        assert_eq!(way, Way { leaves: 3, arrives: 4 });
    }

    #[test]
    fn a_load_is_bound_by_room_or_by_mass() {
        let measure = CrateMeasure { holds: [39, 12], tare: 2 };
        assert_eq!(measure.load([40, 1]), [2, 5]);
        assert_eq!(measure.load([1, 25]), [3, 31]);
        assert_eq!(measure.load([0, 0]), [0, 0]);
    }
}

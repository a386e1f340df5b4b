//! A tally as a row of whole numbers, so that it can be written down and read again.

use super::misses::Misses;
use super::tally::{CATEGORIES, Cell, Tally, Traffic};

/// Numbers of a cell.
const OF_CELL: usize = 9;

/// Numbers of the traffic; the cents, which have a sign, come last.
const OF_TRAFFIC: usize = 13;

impl Tally {
    /// All counts: what moved, what was not filled by title, then the cells by place and category.
    /// O(places + titles).
    ///
    /// # Panics
    ///
    /// When a count is 2^63 or more, which no run of a province reaches.
    pub fn to_numbers(&self) -> Vec<i64> {
        let whole = |count: u64| i64::try_from(count).expect("counts below 2^63");
        let mut numbers: Vec<i64> = of_traffic(&self.traffic).map(whole).to_vec();
        numbers.push(self.traffic.supply_cents);
        numbers.extend(self.misses.to_numbers());
        numbers.extend(self.cells.iter().flat_map(|cell| of_cell(cell).map(whole)));
        numbers
    }

    /// The tally that [`to_numbers`](Self::to_numbers) wrote down; `None` of anything else.
    /// O(places + titles).
    pub fn from_numbers(numbers: &[i64]) -> Option<Self> {
        let (traffic, rest) = numbers.split_at_checked(OF_TRAFFIC)?;
        let (misses, cells) = Misses::from_numbers(rest)?;
        if !cells.len().is_multiple_of(OF_CELL * CATEGORIES) {
            return None;
        }
        let (cents, traffic) = traffic.split_last()?;
        let cells = cells.chunks_exact(OF_CELL).map(|cell| Some(to_cell(counts(cell)?)));
        let traffic = Traffic { supply_cents: *cents, ..to_traffic(counts(traffic)?) };
        Some(Self { cells: cells.collect::<Option<_>>()?, traffic, misses })
    }
}

fn counts<const N: usize>(numbers: &[i64]) -> Option<[u64; N]> {
    let counts: Option<Vec<u64>> =
        numbers.iter().map(|number| u64::try_from(*number).ok()).collect();
    counts?.try_into().ok()
}

fn of_cell(cell: &Cell) -> [u64; OF_CELL] {
    let Cell { demands, at_once, own, other, background, outside, lapsed, loans, loans_outside } =
        *cell;
    [demands, at_once, own, other, background, outside, lapsed, loans, loans_outside]
}

fn to_cell(counts: [u64; OF_CELL]) -> Cell {
    let [demands, at_once, own, other, background, outside, lapsed, loans, loans_outside] = counts;
    Cell { demands, at_once, own, other, background, outside, lapsed, loans, loans_outside }
}

fn of_traffic(traffic: &Traffic) -> [u64; OF_TRAFFIC - 1] {
    [
        traffic.sent,
        traffic.returned,
        traffic.grams,
        traffic.lead_days,
        traffic.waiting_days,
        traffic.pulls_failed,
        traffic.not_collected,
        traffic.bought,
        traffic.weeded,
        traffic.away_minutes,
        traffic.copy_minutes,
        traffic.events,
    ]
}

fn to_traffic(counts: [u64; OF_TRAFFIC - 1]) -> Traffic {
    Traffic {
        sent: counts[0],
        returned: counts[1],
        grams: counts[2],
        supply_cents: 0,
        lead_days: counts[3],
        waiting_days: counts[4],
        pulls_failed: counts[5],
        not_collected: counts[6],
        bought: counts[7],
        weeded: counts[8],
        away_minutes: counts[9],
        copy_minutes: counts[10],
        events: counts[11],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::PlaceIdx;
    use crate::random::Seed;
    use crate::simulation::Copy;
    use crate::simulation::small::{eventful_rules, situation};

    #[test]
    fn a_tally_that_is_written_down_is_read_again_and_nothing_else_is() {
        let base = situation((4, 200), &[Copy::at(PlaceIdx(0))], 0.03, eventful_rules());
        let tally = base.replicate(Seed(1), 0);
        let numbers = tally.to_numbers();
        let different: std::collections::BTreeSet<&i64> = numbers.iter().collect();
        assert!(different.len() > 20, "a tally of so few numbers tells nothing: {numbers:?}");
        assert_eq!(Tally::from_numbers(&numbers), Some(tally));
        assert_eq!(Tally::from_numbers(&numbers[1..]), None);
        assert_eq!(Tally::from_numbers(&numbers[..5]), None);
        let mut negative = numbers;
        negative[0] = -1;
        assert_eq!(Tally::from_numbers(&negative), None);
    }
}

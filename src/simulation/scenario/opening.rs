//! A place that opens: a row and a column more in every table.

use crate::index::{Index as _, PlaceIdx, SquareMatrix};
use crate::simulation::system::{Lender, System};
use crate::simulation::ways::Ways;

/// Adds a place that lies where another does: the same organisation, visits and prices.
/// O(places^2).
pub(super) fn open_near(system: &mut System, near: PlaceIdx) -> PlaceIdx {
    let Lender { organisation, shelf } = system.places[near];
    let opened = system.places.push(Lender { organisation, shelf });
    let side = system.places.len();
    let as_before = |place: PlaceIdx| if place == opened { near } else { place };
    let fixed = &system.prices.fixed;
    // Between the two, as between the place and the one it is dearest to send to: they are two.
    let between = fixed.row(near).iter().copied().max().unwrap_or(0);
    system.prices.fixed = SquareMatrix::from_fn(side, |from, to| {
        let is_pair = from != to && as_before(from) == as_before(to);
        if is_pair { between } else { fixed.at(as_before(from), as_before(to)) }
    });
    let ways = &system.ways;
    system.ways = Ways::from_fn(side, |weekday, from, to| {
        let weekday = u32::try_from(weekday).expect("a weekday");
        if from == to {
            return Some(0);
        }
        if as_before(from) != as_before(to) {
            return ways.days(weekday, as_before(from), as_before(to));
        }
        // To the hub and back to the same visits: as long as between places of the same days.
        let others = (0..ways.places()).map(PlaceIdx::at).filter(|other| *other != near);
        others.filter_map(|other| ways.days(weekday, near, other)).max()
    });
    opened
}

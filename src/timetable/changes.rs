//! What differs between two timetables, and what that costs.

use std::collections::BTreeMap;

use super::board::{ChangePrices, Standing, WEEK};
use crate::index::{PlaceIdx, VehicleIdx};

const SECONDS_PER_MINUTE: i32 = 60;

/// What a change is (soort wijziging).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// A visit lies on another day, is new, or is gone.
    Day,
    /// Another vehicle comes.
    Vehicle,
    /// The visit has another turn on its route.
    Order,
    /// Service begins more than the band earlier or later.
    Time,
    /// More or fewer crates are carried.
    Crates,
}

impl ChangeKind {
    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Vehicle => "vehicle",
            Self::Order => "order",
            Self::Time => "time",
            Self::Crates => "crates",
        }
    }
}

/// A change of one visit; at least one side is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// What changed.
    pub kind: ChangeKind,
    /// The place.
    pub place: PlaceIdx,
    /// The visit before; `None` for one that is new.
    pub from: Option<Standing>,
    /// The visit after; `None` for one that is gone.
    pub to: Option<Standing>,
    /// What it costs, in thousandths of a cent.
    pub price: i64,
}

/// Why a visit changed (reden van een wijziging).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The place is closed on the day.
    Closed,
    /// The vehicle is out on the day.
    VehicleOut,
    /// No driver is there for the vehicle on the day.
    DriverOut,
    /// A road is closed on the day.
    Detour,
    /// A lock wants it so.
    Lock,
    /// The other visits of the place had to move, and this one with them.
    OtherVisit,
    /// It makes room for what had to move, more cheaply than others could.
    MakesRoom,
    /// It follows from other changes on the route or of what is carried.
    Follows,
}

impl Cause {
    /// The stable word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::VehicleOut => "vehicle_out",
            Self::DriverOut => "driver_out",
            Self::Detour => "detour",
            Self::Lock => "lock",
            Self::OtherVisit => "other_visit",
            Self::MakesRoom => "makes_room",
            Self::Follows => "follows",
        }
    }
}

/// Everything that differs, by place and kind. A visit on another day differs in that alone.
///
/// `O(visits log visits)`, and the square of the longest route.
pub fn changes(before: &[Standing], after: &[Standing], prices: &ChangePrices) -> Vec<Change> {
    let mut found = Vec::new();
    let places = by_place(before, after);
    for (place, (old, new)) in &places {
        for (from, to) in paired(old, new) {
            let mut note = |kind, price| {
                found.push(Change { kind, place: *place, from, to, price });
            };
            match (from, to) {
                (Some(from), Some(to)) if from.day == to.day => {
                    same_day(&from, &to, prices, &mut note);
                }
                (Some(from), Some(to)) => {
                    note(ChangeKind::Day, day_price(from.day.abs_diff(to.day), prices));
                }
                _ => note(ChangeKind::Day, prices.day),
            }
        }
    }
    for (from, to) in out_of_turn(before, after) {
        let (kind, price) = (ChangeKind::Order, prices.order);
        found.push(Change { kind, place: from.place, from: Some(from), to: Some(to), price });
    }
    found.sort_by_key(|change| {
        let visit = change.from.or(change.to);
        (change.place, visit.map(|visit| visit.day), change.kind)
    });
    found
}

fn same_day(
    from: &Standing,
    to: &Standing,
    prices: &ChangePrices,
    note: &mut impl FnMut(ChangeKind, i64),
) {
    if from.vehicle != to.vehicle {
        note(ChangeKind::Vehicle, prices.vehicle);
    }
    let late = time_price(from.start, to.start, prices);
    if is_beyond(from.start, to.start, prices) {
        note(ChangeKind::Time, late);
    }
    if from.crates != to.crates {
        let more = i64::from(from.crates.abs_diff(to.crates));
        note(ChangeKind::Crates, more * prices.crate_more);
    }
}

pub(super) fn day_price(apart: usize, prices: &ChangePrices) -> i64 {
    prices.day + i64::try_from(apart).expect("days of a week") * prices.day_apart
}

const fn is_beyond(from: i32, to: i32, prices: &ChangePrices) -> bool {
    (to - from).abs() > prices.band
}

/// What it costs that service begins at another moment.
pub(super) fn time_price(from: i32, to: i32, prices: &ChangePrices) -> i64 {
    let beyond = ((to - from).abs() - prices.band).max(0);
    let minutes = (beyond + SECONDS_PER_MINUTE - 1) / SECONDS_PER_MINUTE;
    i64::from(minutes) * prices.minute
}

type Sides = (Vec<Standing>, Vec<Standing>);

fn by_place(before: &[Standing], after: &[Standing]) -> BTreeMap<PlaceIdx, Sides> {
    let mut places: BTreeMap<PlaceIdx, Sides> = BTreeMap::new();
    for visit in before {
        places.entry(visit.place).or_default().0.push(*visit);
    }
    for visit in after {
        places.entry(visit.place).or_default().1.push(*visit);
    }
    for (old, new) in places.values_mut() {
        old.sort_by_key(|visit| visit.day);
        new.sort_by_key(|visit| visit.day);
    }
    places
}

/// Visits of a place before and after, those of one day together, the others so that they move as
/// few days as they can.
fn paired(old: &[Standing], new: &[Standing]) -> Vec<(Option<Standing>, Option<Standing>)> {
    let on = |visits: &[Standing], day: usize| visits.iter().find(|v| v.day == day).copied();
    let mut pairs = Vec::new();
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    for day in 0..WEEK {
        match (on(old, day), on(new, day)) {
            (None, None) => {}
            (None, Some(to)) => come.push(to),
            (Some(from), None) => gone.push(from),
            both => pairs.push(both),
        }
    }
    for (from, to) in nearest(&days(&gone), &days(&come)).1 {
        pairs.push((from.map(|at| gone[at]), to.map(|at| come[at])));
    }
    pairs
}

fn days(visits: &[Standing]) -> Vec<usize> {
    visits.iter().map(|visit| visit.day).collect()
}

type Pairs = Vec<(Option<usize>, Option<usize>)>;

/// Pairs of two rising lists of days, all of the shorter one, that lie least far apart together.
pub(super) fn nearest(gone: &[usize], come: &[usize]) -> (usize, Pairs) {
    match (gone.split_last(), come.split_last()) {
        (None, _) => (0, (0..come.len()).map(|at| (None, Some(at))).collect()),
        (_, None) => (0, (0..gone.len()).map(|at| (Some(at), None)).collect()),
        (Some((from, fewer_gone)), Some((to, fewer_come))) => {
            let (apart, mut pairs) = nearest(fewer_gone, fewer_come);
            let together = apart + from.abs_diff(*to);
            let (alone, other) = match gone.len().cmp(&come.len()) {
                std::cmp::Ordering::Equal => (usize::MAX, None),
                std::cmp::Ordering::Greater => {
                    let (apart, pairs) = nearest(fewer_gone, come);
                    (apart, Some((pairs, (Some(fewer_gone.len()), None))))
                }
                std::cmp::Ordering::Less => {
                    let (apart, pairs) = nearest(gone, fewer_come);
                    (apart, Some((pairs, (None, Some(fewer_come.len())))))
                }
            };
            match other {
                Some((mut pairs, last)) if alone < together => {
                    pairs.push(last);
                    (alone, pairs)
                }
                _ => {
                    pairs.push((Some(fewer_gone.len()), Some(fewer_come.len())));
                    (together, pairs)
                }
            }
        }
    }
}

/// The visits that stay on their day and vehicle and change their turn: the fewest whose removal
/// leaves the others as they were.
fn out_of_turn(before: &[Standing], after: &[Standing]) -> Vec<(Standing, Standing)> {
    let mut found = Vec::new();
    for (run, stops) in runs(after) {
        let old_runs = runs(before);
        let Some(old) = old_runs.get(&run) else { continue };
        let rank = |place: PlaceIdx| old.iter().position(|visit| visit.place == place);
        let common: Vec<(usize, Standing)> =
            stops.iter().filter_map(|visit| Some((rank(visit.place)?, *visit))).collect();
        let ranks: Vec<usize> = common.iter().map(|(rank, _)| *rank).collect();
        let stays = longest_rise(&ranks);
        let moved = common.iter().enumerate().filter(|(at, _)| !stays.contains(at));
        found.extend(moved.map(|(_, (rank, visit))| (old[*rank], *visit)));
    }
    found
}

fn runs(visits: &[Standing]) -> BTreeMap<(usize, VehicleIdx), Vec<Standing>> {
    let mut runs: BTreeMap<(usize, VehicleIdx), Vec<Standing>> = BTreeMap::new();
    for visit in visits {
        if let Some(vehicle) = visit.vehicle {
            runs.entry((visit.day, vehicle)).or_default().push(*visit);
        }
    }
    for stops in runs.values_mut() {
        stops.sort_by_key(|visit| visit.rank);
    }
    runs
}

/// The positions of a longest rising subsequence. `O(n^2)`.
pub(super) fn longest_rise(ranks: &[usize]) -> Vec<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(ranks.len());
    for (at, rank) in ranks.iter().enumerate() {
        let before = (0..at).filter(|other| ranks[*other] < *rank);
        let last = before.max_by_key(|other| (best[*other].0, std::cmp::Reverse(*other)));
        best.push((last.map_or(1, |last| best[last].0 + 1), last));
    }
    let mut at = (0..ranks.len()).max_by_key(|at| (best[*at].0, std::cmp::Reverse(*at)));
    let mut rise = Vec::new();
    while let Some(here) = at {
        rise.push(here);
        at = best[here].1;
    }
    rise.reverse();
    rise
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRICES: ChangePrices = ChangePrices {
        day: 100,
        day_apart: 10,
        vehicle: 50,
        order: 20,
        band: 900,
        minute: 1,
        crate_more: 2,
    };

    fn visit(place: u32, day: usize, rank: usize) -> Standing {
        let start = 30_000 + 1_000 * i32::try_from(rank).expect("few stops");
        let vehicle = Some(VehicleIdx(0));
        Standing { place: PlaceIdx(place), day, vehicle, rank, start, crates: 4 }
    }

    fn told(before: &[Standing], after: &[Standing]) -> Vec<(&'static str, u32, i64)> {
        let found = changes(before, after, &PRICES);
        found.iter().map(|change| (change.kind.word(), change.place.0, change.price)).collect()
    }

    #[test]
    fn equal_timetables_differ_in_nothing() {
        let week = [visit(1, 0, 0), visit(2, 0, 1), visit(1, 3, 0)];
        assert_eq!(told(&week, &week), []);
    }

    #[test]
    fn a_visit_that_moves_is_one_change_and_pays_for_the_distance() {
        let before = [visit(1, 0, 0), visit(1, 3, 0)];
        let after = [visit(1, 0, 0), visit(1, 4, 0)];
        assert_eq!(told(&before, &after), [("day", 1, 110)]);
        assert_eq!(told(&before, &after[..1]), [("day", 1, 100)]);
    }

    #[test]
    fn of_three_turns_the_one_stop_that_moved_is_told() {
        let before = [visit(1, 0, 0), visit(2, 0, 1), visit(3, 0, 2)];
        let mut after = [visit(3, 0, 0), visit(1, 0, 1), visit(2, 0, 2)];
        for visit in &mut after {
            visit.start = 31_000;
        }
        assert_eq!(told(&before, &after)[..1], [("time", 1, 2)]);
        let orders = changes(&before, &after, &PRICES);
        let orders = orders.iter().filter(|change| change.kind == ChangeKind::Order);
        assert_eq!(orders.map(|change| change.place.0).collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn time_within_the_band_is_free_and_minutes_beyond_it_are_begun() {
        assert_eq!(time_price(30_000, 30_900, &PRICES), 0);
        assert_eq!(time_price(30_000, 30_901, &PRICES), 1);
        assert_eq!(time_price(30_000, 29_000, &PRICES), 2);
    }

    #[test]
    fn another_vehicle_and_other_crates_are_changes() {
        let before = [visit(1, 0, 0)];
        let after = [Standing { vehicle: Some(VehicleIdx(1)), crates: 7, ..visit(1, 0, 0) }];
        assert_eq!(told(&before, &after), [("vehicle", 1, 50), ("crates", 1, 6)]);
    }

    #[test]
    fn unequal_lists_are_paired_where_they_lie_nearest() {
        assert_eq!(nearest(&[0, 4], &[1]), (1, vec![(Some(0), Some(0)), (Some(1), None)]));
        assert_eq!(nearest(&[0, 4], &[3]), (1, vec![(Some(0), None), (Some(1), Some(0))]));
        assert_eq!(nearest(&[], &[2]).1, [(None, Some(0))]);
    }
}

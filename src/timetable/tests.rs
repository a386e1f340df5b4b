//! Small weeks, held against all timetables that there are.

use std::collections::BTreeMap;

use super::board::{Roads, WEEK};
use super::replan::solve;
use super::run::{Case, runs_of};
use super::state::days_in;
use super::{
    Board, ChangePrices, DayCosts, Effort, Lock, Outcome, Replanned, Scope, Site, Slot, Standing,
    Way, changes, replan,
};
use crate::index::{IndexVec, PlaceIdx, SquareMatrix, VehicleIdx};
use crate::random::{RngExt as _, Seed};
use crate::vrp::{PatternRule, VehicleType, Window, allowed_patterns};

const EFFORT: Effort = Effort { rounds: 400, seed: Seed(1), scope: Scope::Near };
/// Changes dear beside the roads, so that the fewest of them is cheapest.
const DEAR: ChangePrices = ChangePrices {
    day: 10_000_000,
    day_apart: 1_000_000,
    vehicle: 10_000_000,
    order: 10_000_000,
    band: 1_800,
    minute: 10,
    crate_more: 0,
};

/// A hub and some places on a square of 40 minutes, with vans on the first days of a week.
fn board(seed: u64, places: usize, (days, vans): (usize, u32), visits: u8) -> Board {
    let mut random = Seed(seed).stream("places", 0);
    let spots: Vec<[i32; 2]> = (0..=places)
        .map(|_| [random.random_range(0..2_400), random.random_range(0..2_400)])
        .collect();
    let ways = SquareMatrix::from_fn(places + 1, |from: PlaceIdx, to: PlaceIdx| {
        let [a, b] = [spots[from.0 as usize], spots[to.0 as usize]];
        let seconds = (a[0] - b[0]).abs() + (a[1] - b[1]).abs();
        Way { metres: seconds * 15, seconds }
    });
    let permitted = (1_u8 << days) - 1;
    let patterns = allowed_patterns(PatternRule { permitted, visits, spacing_min: 1 });
    let site = Site {
        patterns,
        service: [600; WEEK],
        brings: [[2, 20]; WEEK],
        takes: [[2, 20]; WEEK],
        ..Site::default()
    };
    let mut sites = IndexVec::filled(site, places + 1);
    sites[PlaceIdx(0)] = Site::default();
    let of = VehicleType {
        fixed_price: 1_000_000,
        distance_price: 30,
        duration_price: 8,
        idle_price: 8,
        duration_max: 6 * 3_600,
        shift: Window { open: 8 * 3_600, close: 17 * 3_600 },
        ..VehicleType::new(1, 0, [12, 10_000])
    };
    let slots = (0..days).flat_map(|day| (0..vans).map(move |van| (day, VehicleIdx(van))));
    let slots = slots.map(|(day, vehicle)| Slot { day, vehicle, of: of.clone() }).collect();
    let roads = Roads::new(vec![ways], [0; WEEK]);
    let day_costs = DayCosts::default();
    Board { sites, hub: PlaceIdx(0), slots, roads, day_costs, prices: DEAR }
}

/// Goods between all places of a board, drawn.
fn goods(board: &Board, seed: u64) -> DayCosts {
    let mut random = Seed(seed).stream("goods", 0);
    let mut draw = |count: usize| -> Vec<i64> {
        (0..count).map(|_| random.random_range(0..20_000_000)).collect()
    };
    let mut costs = DayCosts::new(&board.sites);
    let patterns = |place: u32| board.sites[PlaceIdx(place)].patterns.len();
    let last = u32::try_from(board.sites.len()).expect("few places");
    for place in 1..last {
        costs.set_single(PlaceIdx(place), draw(patterns(place)));
        for other in place + 1..last {
            let [rows, columns] = [place, other].map(patterns);
            costs.add_pair([PlaceIdx(place), PlaceIdx(other)], draw(rows * columns), columns);
        }
    }
    costs
}

/// A timetable to begin with: every place on its own pattern, in the order that costs least.
fn standing(board: &Board, seed: u64) -> Vec<Standing> {
    let effort = Effort { seed: Seed(seed), ..EFFORT };
    visits(board, &solve(board, &[], &[], &effort).replanned)
}

fn visits(board: &Board, found: &Replanned) -> Vec<Standing> {
    let case = Case::new(board, &[], &[]);
    let mut visits = Vec::new();
    for run in &found.runs {
        let slot = case.slot_of(run.day, run.vehicle).expect("a slot of the board");
        let (line, _) = case.drive(slot, &run.stops);
        for (rank, (place, times)) in run.stops.iter().zip(&line.stops).enumerate() {
            let (day, vehicle, start) = (run.day, Some(run.vehicle), times.start);
            visits.push(Standing { place: *place, day, vehicle, rank, start, crates: 4 });
        }
    }
    visits.sort_by_key(|visit| (visit.place, visit.day));
    visits
}

fn close(board: &mut Board, place: PlaceIdx, day: usize) {
    let site = &mut board.sites[place];
    let visits = site.patterns.iter().map(|set| set.count_ones()).max().unwrap_or(0);
    let open = site.patterns.iter().fold(0, |all, set| all | set) & !(1 << day);
    let visits = u8::try_from(visits).expect("at most seven");
    site.patterns = allowed_patterns(PatternRule { permitted: open, visits, spacing_min: 1 });
}

fn changed(board: &Board, standing: &[Standing], locks: &[Lock]) -> Replanned {
    match replan(board, standing, locks, &EFFORT) {
        Outcome::Changed(replanned) => replanned,
        Outcome::Conflict(locks) => panic!("locks {locks:?} are in conflict"),
    }
}

/// The cheapest timetable of all, by trying every set of days, vehicle and order.
struct Brute<'a> {
    case: Case<'a>,
    /// The least cost of a route of a slot with some places, as bits.
    best_run: BTreeMap<(usize, u32), Option<i64>>,
}

impl Brute<'_> {
    fn least(board: &Board, standing: &[Standing]) -> i64 {
        let mut brute = Brute { case: Case::new(board, standing, &[]), best_run: BTreeMap::new() };
        let places = (1..).take(board.sites.len() - 1).collect::<Vec<u32>>();
        let mut sets = vec![0_u32; board.slots.len()];
        brute.assign(&places, &mut sets).expect("some timetable makes all visits")
    }

    /// The least cost with the places left, where each slot already has some.
    fn assign(&mut self, places: &[u32], sets: &mut Vec<u32>) -> Option<i64> {
        let Some((place, rest)) = places.split_first() else {
            let runs: Vec<(usize, u32)> = sets.iter().copied().enumerate().collect();
            let waits = self.waits(sets);
            let cost: Option<i64> = runs.into_iter().map(|(slot, set)| self.run(slot, set)).sum();
            return cost.map(|cost| cost + waits);
        };
        let board = self.case.board;
        let mut least: Option<i64> = None;
        for pattern in &board.sites[PlaceIdx(*place)].patterns {
            let days: Vec<usize> = days_in(*pattern).collect();
            let price = self.days_price(PlaceIdx(*place), *pattern);
            for slots in self.choices(&days) {
                for slot in &slots {
                    sets[*slot] |= 1 << place;
                }
                if let Some(cost) = self.assign(rest, sets) {
                    least = Some(least.map_or(cost + price, |known| known.min(cost + price)));
                }
                for slot in &slots {
                    sets[*slot] &= !(1 << place);
                }
            }
        }
        least
    }

    /// What goods wait on the days of all places, each pair looked up at its first place.
    fn waits(&self, sets: &[u32]) -> i64 {
        let board = self.case.board;
        let mut days = IndexVec::filled(0_u8, board.sites.len());
        for (slot, set) in sets.iter().enumerate() {
            for place in (0..u32::BITS).filter(|place| set >> place & 1 == 1) {
                days[PlaceIdx(place)] |= 1 << board.slots[slot].day;
            }
        }
        let mut sum = 0;
        for place in board.sites.indices() {
            let known = (place, std::mem::take(&mut days[place]));
            sum += board.day_costs.of_place(known, &days);
        }
        sum
    }

    fn choices(&self, days: &[usize]) -> Vec<Vec<usize>> {
        let mut choices = vec![Vec::new()];
        for day in days {
            let longer = |choice: &Vec<usize>| {
                let slots = self.case.slots_of(*day);
                slots.map(|slot| [choice.as_slice(), &[slot]].concat()).collect::<Vec<_>>()
            };
            choices = choices.iter().flat_map(longer).collect();
        }
        choices
    }

    fn days_price(&self, place: PlaceIdx, days: u8) -> i64 {
        let one = |set: u8| -> Vec<Standing> {
            let at = |day| Standing { place, day, vehicle: None, rank: 0, start: 0, crates: 0 };
            days_in(set).map(at).collect()
        };
        let prices = &self.case.board.prices;
        let found = changes(&one(self.case.standing_days(place)), &one(days), prices);
        found.iter().map(|change| change.price).sum()
    }

    fn run(&mut self, slot: usize, set: u32) -> Option<i64> {
        if let Some(known) = self.best_run.get(&(slot, set)) {
            return *known;
        }
        let mut stops: Vec<PlaceIdx> =
            (0..u32::BITS).filter(|place| set >> place & 1 == 1).map(PlaceIdx).collect();
        let mut least = None;
        let count = stops.len();
        self.permute(slot, &mut stops, count, &mut least);
        self.best_run.insert((slot, set), least);
        least
    }

    fn permute(&self, slot: usize, stops: &mut [PlaceIdx], left: usize, least: &mut Option<i64>) {
        if left <= 1 {
            let value = self.case.run(slot, stops);
            if value.fits() {
                *least = Some(least.map_or(value.cost, |known: i64| known.min(value.cost)));
            }
            return;
        }
        for at in 0..left {
            stops.swap(at, left - 1);
            self.permute(slot, stops, left - 1, least);
            stops.swap(at, left - 1);
        }
    }
}

fn moved(before: &[Standing], after: &[Standing]) -> usize {
    changes(before, after, &ChangePrices { band: i32::MAX, ..DEAR }).len()
}

#[test]
fn a_closed_place_moves_as_cheaply_as_any_timetable_of_a_small_week_allows() {
    for (seed, places) in (1..).zip([4_usize, 5, 6, 7, 8, 8, 7, 6]) {
        let mut board = board(seed, places, (2, 1), 1);
        let before = standing(&board, seed);
        let lost = before[before.len() / 2];
        close(&mut board, lost.place, lost.day);
        let found = changed(&board, &before, &[]);
        assert_eq!(found.missing, [], "seed {seed}");
        assert_eq!(found.total, Brute::least(&board, &before), "seed {seed}");
    }
}

#[test]
fn two_visits_a_week_move_as_cheaply_as_any_timetable_of_a_small_week_allows() {
    for seed in 1..=6 {
        let mut board = board(seed, 4, (4, 1), 2);
        let before = standing(&board, seed);
        let lost = before[usize::try_from(seed).expect("small") % before.len()];
        close(&mut board, lost.place, lost.day);
        let found = changed(&board, &before, &[]);
        assert_eq!(found.total, Brute::least(&board, &before), "seed {seed}");
        assert_eq!(moved(&before, &visits(&board, &found)), 1, "seed {seed}");
    }
}

#[test]
fn goods_that_wait_decide_where_a_visit_moves_to() {
    let mut differs = 0;
    for seed in 1..=6 {
        let mut board = board(seed, 4, (4, 1), 2);
        let before = standing(&board, seed);
        let lost = before[usize::try_from(seed).expect("small") % before.len()];
        close(&mut board, lost.place, lost.day);
        board.prices = ChangePrices { day: 1_000_000, day_apart: 100_000, ..DEAR };
        let blind = changed(&board, &before, &[]);
        board.day_costs = goods(&board, seed);
        let found = changed(&board, &before, &[]);
        assert_eq!(found.total, Brute::least(&board, &before), "seed {seed}");
        differs += usize::from(found.days != blind.days);
    }
    assert!(differs > 0, "else the example shows nothing");
}

#[test]
fn a_vehicle_that_is_out_is_replaced_as_cheaply_as_any_timetable_allows() {
    for seed in 1..=5 {
        let mut board = board(seed, 5, (2, 2), 1);
        let before = standing(&board, seed);
        let out = (before[0].day, before[0].vehicle);
        board.slots.retain(|slot| (slot.day, Some(slot.vehicle)) != out);
        let found = changed(&board, &before, &[]);
        assert_eq!(found.total, Brute::least(&board, &before), "seed {seed}");
    }
}

#[test]
fn what_the_search_pays_is_what_the_list_of_changes_says() {
    let mut board = board(3, 8, (4, 2), 2);
    let before = standing(&board, 3);
    for visit in [before[2], before[9]] {
        close(&mut board, visit.place, visit.day);
    }
    let found = changed(&board, &before, &[]);
    let after = visits(&board, &found);
    let told: i64 = changes(&before, &after, &board.prices).iter().map(|of| of.price).sum();
    let free = ChangePrices { day: 0, day_apart: 0, vehicle: 0, order: 0, minute: 0, ..DEAR };
    let of_roads = Board { prices: free, ..board.clone() };
    let case = Case::new(&of_roads, &before, &[]);
    let roads: i64 = found
        .runs
        .iter()
        .map(|run| case.run(case.slot_of(run.day, run.vehicle).expect("it"), &run.stops).cost)
        .sum();
    assert!(told > 0);
    assert_eq!(found.total, roads + told);
}

#[test]
fn where_nothing_is_forced_nothing_moves() {
    let board = board(5, 8, (4, 2), 2);
    let mut before = standing(&board, 5);
    // A poor order costs, and yet nobody asked for another.
    let stop = before.iter().position(|visit| visit.rank == 1).expect("a route of two stops");
    let (day, vehicle) = (before[stop].day, before[stop].vehicle);
    for visit in before.iter_mut().filter(|v| v.day == day && v.vehicle == vehicle) {
        visit.rank = 1_000 - visit.rank;
    }
    let found = changed(&board, &before, &[]);
    let runs: BTreeMap<_, _> =
        found.runs.into_iter().map(|run| ((run.day, run.vehicle), run.stops)).collect();
    assert_eq!(runs, runs_of(&before));
}

#[test]
fn locked_visits_do_not_move_and_a_lock_moves_what_it_names() {
    let mut board = board(7, 8, (4, 2), 2);
    let before = standing(&board, 7);
    let (lost, kept) = (before[0], before[5]);
    close(&mut board, lost.place, lost.day);
    let whole = Lock::WholeDay { day: kept.day };
    let locks = if kept.day == lost.day { vec![] } else { vec![whole] };
    let found = changed(&board, &before, &locks);
    let after = visits(&board, &found);
    let on = |visits: &[Standing]| -> Vec<(PlaceIdx, usize)> {
        let here = visits.iter().filter(|visit| visit.day == kept.day);
        here.map(|visit| (visit.place, visit.rank)).collect()
    };
    assert!(!locks.is_empty(), "another seed is needed");
    assert_eq!(on(&before), on(&after));

    let first = Lock::Position { place: kept.place, day: kept.day, rank: 0 };
    let time = Lock::Time { place: kept.place, day: kept.day, start: 12 * 3_600 };
    let found = changed(&board, &before, &[first, time]);
    let run = found.runs.iter().find(|run| run.day == kept.day && run.stops[0] == kept.place);
    let run = run.expect("it is first on a route of the day");
    let case = Case::new(&board, &before, &[first, time]);
    let slot = case.slot_of(run.day, run.vehicle).expect("a slot");
    assert_eq!(case.drive(slot, &run.stops).0.stops[0].start, 12 * 3_600);
}

#[test]
fn locks_in_conflict_are_named_and_no_others() {
    let board = board(9, 6, (4, 2), 2);
    let before = standing(&board, 9);
    let place = before[0].place;
    let other = before[6];
    let fine = Lock::Day { place: other.place, day: other.day };
    let lock = |day| Lock::Day { place, day };
    // Two visits a week cannot be on three days.
    let locks = [fine, lock(0), lock(1), lock(2)];
    assert_eq!(replan(&board, &before, &locks, &EFFORT), Outcome::Conflict(vec![1, 2, 3]));
    let twice = [
        fine,
        Lock::Vehicle { place, day: 1, vehicle: VehicleIdx(0) },
        Lock::Vehicle { place, day: 1, vehicle: VehicleIdx(1) },
    ];
    assert_eq!(replan(&board, &before, &twice, &EFFORT), Outcome::Conflict(vec![1, 2]));
    let gone = [fine, Lock::Vehicle { place, day: 1, vehicle: VehicleIdx(7) }];
    assert_eq!(replan(&board, &before, &gone, &EFFORT), Outcome::Conflict(vec![1]));
}

#[test]
fn loaded_vehicles_keep_the_order_of_all_stops_that_can_stay() {
    let mut board = board(11, 8, (4, 2), 2);
    let before = standing(&board, 11);
    close(&mut board, before[3].place, before[3].day);
    let effort = Effort { scope: Scope::Forced, ..EFFORT };
    let Outcome::Changed(found) = replan(&board, &before, &[], &effort) else { panic!("no locks") };
    let others = |runs: &super::lock::Runs| -> Vec<Vec<PlaceIdx>> {
        let kept = |stops: &Vec<PlaceIdx>| {
            stops.iter().copied().filter(|stop| *stop != before[3].place).collect::<Vec<_>>()
        };
        runs.values().map(kept).filter(|stops| !stops.is_empty()).collect()
    };
    let after = found.runs.into_iter().map(|run| ((run.day, run.vehicle), run.stops)).collect();
    assert_eq!(others(&runs_of(&before)), others(&after));
}

#[test]
fn a_visit_without_room_anywhere_is_missing_and_says_by_how_much() {
    let mut board = board(13, 4, (2, 1), 2);
    let before = standing(&board, 13);
    board.slots.retain(|slot| slot.day == 0);
    let found = changed(&board, &before, &[]);
    assert_eq!(found.missing.len(), 4);
    assert!(found.forced.len() == 4 && found.runs.len() == 1);
}

#[test]
fn a_place_that_bars_a_vehicle_is_left_to_another_and_a_battery_goes_so_far() {
    for seed in 0..12 {
        let mut board = board(seed, 5, (3, 2), 2);
        let stands = standing(&board, seed);
        let barred = stands[0];
        let vehicle = barred.vehicle.expect("a route");
        board.sites[barred.place].barred.insert(vehicle);
        let found = changed(&board, &stands, &[]);
        assert!(found.missing.is_empty(), "{seed}");
        let comes = |run: &super::Run| run.vehicle == vehicle && run.stops.contains(&barred.place);
        assert!(!found.runs.iter().any(comes), "{seed}");

        let far = |run: &super::Run| {
            let case = Case::new(&board, &[], &[]);
            case.drive(case.slot_of(run.day, run.vehicle).expect("a slot"), &run.stops).1
        };
        let longest = found.runs.iter().map(far).max().expect("a route");
        let mut short = board.clone();
        let range = i32::try_from(longest - 1).expect("some metres");
        short.slots.iter_mut().for_each(|slot| slot.of.distance_max = range);
        let found = changed(&short, &stands, &[]);
        assert!(found.runs.iter().all(|run| far(run) <= i64::from(range)), "{seed}");
    }
}

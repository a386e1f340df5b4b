//! Returned copies against all placements there are.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Placement, ReturnedCopies, ReturnsProblem, place_returns, send_home};
use crate::index::{Index as _, PlaceIdx, SquareMatrix, TitleIdx};
use crate::units::{Cents, Items};

const PLACES: usize = 3;
const TITLES: usize = 2;

/// What placements cost, copy by copy; `None` where they break a rule. Copies that go home count
/// what they save only as far as there is room, so that the caller says which of them do.
fn cost(problem: &ReturnsProblem, to: &[(usize, PlaceIdx, bool)]) -> Option<i64> {
    let mut standing: BTreeMap<(TitleIdx, PlaceIdx), usize> = BTreeMap::new();
    let mut rooms = problem.room.clone();
    let mut total = 0;
    for &(lot, place, counts) in to {
        let of = problem.returned[lot];
        let (home, at) = (of.home, of.at);
        if place != home {
            total += problem.standing.at(home, place).filter(|_| counts)?.0;
        }
        total += problem.moving.at(at, place)?.0;
        if !counts {
            continue;
        }
        if let Some(room) = rooms.get_mut(&(place, problem.group[&of.title])) {
            *room -= Items(1);
            if *room < Items(0) {
                return None;
            }
        }
        let rank = standing.entry((of.title, place)).or_default();
        let savings = problem.savings.get(&(of.title, place));
        total -= savings.and_then(|of| of.get(*rank)).map_or(0, |saved| saved.0);
        *rank += 1;
    }
    Some(total)
}

/// The least cost over all placements of all copies.
fn least(problem: &ReturnsProblem) -> i64 {
    let copies: Vec<usize> = (problem.returned.iter().enumerate())
        .flat_map(|(lot, of)| (0..of.quantity.0).map(move |_| lot))
        .collect();
    let mut best = i64::MAX;
    let ways = 2 * PLACES;
    for code in 0..ways.pow(u32::try_from(copies.len()).expect("few")) {
        let mut rest = code;
        let to: Vec<(usize, PlaceIdx, bool)> = (copies.iter())
            .map(|&lot| {
                let way = rest % ways;
                rest /= ways;
                (lot, PlaceIdx::at(way / 2), way.is_multiple_of(2))
            })
            .collect();
        best = best.min(cost(problem, &to).unwrap_or(i64::MAX));
    }
    best
}

fn problems() -> impl Strategy<Value = ReturnsProblem> {
    let lot = (0..TITLES, 0..PLACES, 0..PLACES, 1..=2_i64);
    let savings =
        proptest::collection::vec(proptest::collection::vec(0..150_i64, 0..3), PLACES * TITLES);
    (
        proptest::collection::vec(lot, 1..=3),
        savings,
        proptest::collection::vec(0..90_i64, PLACES * PLACES),
        proptest::collection::vec(proptest::option::of(0..40_i64), PLACES * PLACES),
        proptest::collection::vec(proptest::option::of(0..3_i64), PLACES),
    )
        .prop_map(|(lots, savings, moving, may, room)| {
            let returned = lots.into_iter().map(|(title, at, home, quantity)| ReturnedCopies {
                title: TitleIdx::at(title),
                at: PlaceIdx::at(at),
                home: PlaceIdx::at(home),
                quantity: Items(quantity),
            });
            let of_shelf = |(shelf, mut falling): (usize, Vec<i64>)| {
                falling.sort_unstable_by(|a, b| b.cmp(a));
                let key = (TitleIdx::at(shelf / PLACES), PlaceIdx::at(shelf % PLACES));
                (key, falling.into_iter().map(Cents).collect())
            };
            let cell = |from: PlaceIdx, to: PlaceIdx| from.position() * PLACES + to.position();
            let way = |from, to| Some(Cents(if from == to { 0 } else { moving[cell(from, to)] }));
            let room = room.into_iter().enumerate();
            ReturnsProblem {
                returned: returned.collect(),
                savings: savings.into_iter().enumerate().map(of_shelf).collect(),
                moving: SquareMatrix::from_fn(PLACES, way),
                standing: SquareMatrix::from_fn(PLACES, |home, to| may[cell(home, to)].map(Cents)),
                group: (0..TITLES).map(|title| (TitleIdx::at(title), 0)).collect(),
                room: room
                    .filter_map(|(place, room)| Some(((PlaceIdx::at(place), 0), Items(room?))))
                    .collect(),
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn returned_copies_go_where_no_placement_is_cheaper(problem in problems()) {
        let found = place_returns(&problem);
        prop_assert_eq!(found.cost().0, least(&problem));
        prop_assert_eq!(found.bound, found.cost());
        prop_assert!(found.cost() <= send_home(&problem).cost());
    }

    #[test]
    fn more_room_never_costs(problem in problems()) {
        let found = place_returns(&problem);
        let free = place_returns(&ReturnsProblem { room: BTreeMap::new(), ..problem });
        prop_assert!(free.cost() <= found.cost());
    }
}

/// A copy of place 0 that came back at place 1.
fn one_copy() -> ReturnsProblem {
    let [here, there] = [PlaceIdx(0), PlaceIdx(1)];
    let moving = |from, to| Some(Cents(if from == to { 0 } else { 60 }));
    ReturnsProblem {
        returned: vec![ReturnedCopies {
            title: TitleIdx(0),
            at: there,
            home: here,
            quantity: Items(1),
        }],
        savings: BTreeMap::from([((TitleIdx(0), here), vec![Cents(50)])]),
        moving: SquareMatrix::from_fn(2, moving),
        standing: SquareMatrix::from_fn(2, |_, _| Some(Cents(0))),
        group: BTreeMap::from([(TitleIdx(0), 0)]),
        room: BTreeMap::new(),
    }
}

fn goes_to(problem: &ReturnsProblem) -> PlaceIdx {
    let [Placement { to, .. }] = place_returns(problem).placements[..] else { panic!("one copy") };
    to
}

#[test]
fn a_copy_stays_where_going_home_saves_less_than_it_costs() {
    let mut problem = one_copy();
    assert_eq!(goes_to(&problem), PlaceIdx(1));
    problem.savings.insert((TitleIdx(0), PlaceIdx(0)), vec![Cents(61)]);
    assert_eq!(goes_to(&problem), PlaceIdx(0));
    // Equally cheap: home.
    problem.savings.insert((TitleIdx(0), PlaceIdx(0)), vec![Cents(60)]);
    assert_eq!(goes_to(&problem), PlaceIdx(0));
}

#[test]
fn a_full_shelf_sends_it_home_and_so_does_a_home_that_keeps_its_own() {
    let mut full = one_copy();
    full.room.insert((PlaceIdx(1), 0), Items(0));
    assert_eq!(goes_to(&full), PlaceIdx(0));
    let mut strict = one_copy();
    strict.standing = SquareMatrix::from_fn(2, |_, _| None);
    assert_eq!(goes_to(&strict), PlaceIdx(0));
}

#[test]
fn a_copy_stays_where_no_way_leads_home() {
    let mut problem = one_copy();
    problem.standing = SquareMatrix::from_fn(2, |_, _| None);
    problem.moving = SquareMatrix::from_fn(2, |from, to| (from == to).then_some(Cents(0)));
    assert_eq!(goes_to(&problem), PlaceIdx(1));
}

//! Weeks by hand, against brute force, and large.

mod bands;
mod failure;
mod policies;
mod targets;
mod weeks;

use proptest::prelude::*;

use super::*;
use crate::index::{IndexVec, OrganisationIdx, PlaceIdx, RequestIdx, SquareMatrix, TitleIdx};
use crate::units::{Cents, Cost, Items};

/// A week of one round: a day more to each neighbour, EUR 0.10 a day, EUR 1.00 a transfer.
fn week(places: usize) -> WeekProblem {
    WeekProblem {
        copies: Vec::new(),
        returning: Vec::new(),
        pull_capacity: IndexVec::filled(Items(100), places),
        shelf_capacity: IndexVec::filled(Items(100), places),
        fixed_cost: SquareMatrix::from_fn(places, |from, to| {
            Cents(if from == to { 0 } else { 100 })
        }),
        organisation: (0..places).map(|place| OrganisationIdx(u32::from(place > 0))).collect(),
        lending_max: IndexVec::filled(None, 2),
        load_steps: Vec::new(),
        rounds: vec![round(places, &[])],
    }
}

fn round(places: usize, requests: &[OpenRequest]) -> Round {
    Round {
        lead_days: SquareMatrix::from_fn(places, |from: PlaceIdx, to: PlaceIdx| {
            Some(u16::try_from(from.0.abs_diff(to.0)).unwrap())
        }),
        window: IndexVec::filled(Some(0), places),
        requests: requests.to_vec(),
    }
}

fn request(request: u32, title: u32, pickup: u32) -> OpenRequest {
    OpenRequest {
        request: RequestIdx(request),
        title: TitleIdx(title),
        others: Vec::new(),
        only_from: None,
        printed: Vec::new(),
        reprint: Cents(0),
        group: Group::InPart,
        pickup: PlaceIdx(pickup),
        quantity: Items(1),
        waited_days: 0,
        limit_days: 1,
        own_returns: pickup > 0,
        price_per_day: Cents(10),
        wait: Cents(300),
        outside: Cents(900),
        unfilled: Cents(2_000),
    }
}

/// The same request, which another title may serve, too.
fn or(title: u32, request: &OpenRequest) -> OpenRequest {
    let other = OtherEdition { title: TitleIdx(title), returns: true };
    OpenRequest { others: vec![other], ..request.clone() }
}

fn lot(title: u32, lender: u32, available: i64) -> CopyLot {
    CopyLot { title: TitleIdx(title), lender: PlaceIdx(lender), available: Items(available) }
}

fn returning(title: u32, quantity: i64) -> ReturningLot {
    ReturningLot { title: TitleIdx(title), quantity: Items(quantity) }
}

fn copy(lender: u32) -> Source {
    Source::Copy(PlaceIdx(lender))
}

fn check(problem: &WeekProblem, expected: &[(u32, Source, i64)], cost: i64) -> WeekAnswer {
    let answer = match_week(problem);
    let choices: Vec<(u32, Source, i64)> = answer
        .choices
        .iter()
        .map(|choice| (choice.request.0, choice.source, choice.quantity.0))
        .collect();
    assert_eq!((choices.as_slice(), answer.cost), (expected, Cents(cost)));
    answer
}

#[test]
fn an_empty_week_costs_nothing() {
    let answer = check(&week(2), &[], 0);
    assert_eq!(answer.proof.bound(), Cents(0));
}

#[test]
fn takes_the_ladder_by_price_from_own_branch_to_unfilled() {
    let mut problem = week(3);
    problem.rounds[0].requests = vec![request(0, 7, 0)];
    check(&problem, &[(0, Source::Outside, 1)], 900);
    problem.returning = vec![returning(7, 1)];
    check(&problem, &[(0, Source::Returning, 1)], 300);
    problem.copies = vec![lot(7, 2, 1)];
    check(&problem, &[(0, copy(2), 1)], 120);
    problem.copies.push(lot(7, 1, 1));
    check(&problem, &[(0, copy(1), 1)], 110);
    problem.copies.push(lot(7, 0, 1));
    check(&problem, &[(0, copy(0), 1)], 0);
    problem.rounds[0].requests[0].unfilled = Cents(-5);
    check(&problem, &[(0, Source::Unfilled, 1)], -5);
}

#[test]
fn a_lender_without_a_visit_or_a_way_sends_nothing() {
    let mut problem = week(2);
    problem.rounds[0].requests = vec![request(0, 7, 0)];
    problem.copies = vec![lot(7, 1, 1)];
    problem.rounds[0].window[PlaceIdx(1)] = None;
    check(&problem, &[(0, Source::Outside, 1)], 900);
    problem.rounds[0].window[PlaceIdx(1)] = Some(3);
    problem.rounds[0].lead_days.set(PlaceIdx(1), PlaceIdx(0), None);
    check(&problem, &[(0, Source::Outside, 1)], 900);
}

#[test]
fn a_group_request_is_filled_in_part_from_several_sources() {
    let mut problem = week(3);
    let group = OpenRequest { quantity: Items(6), ..request(4, 7, 0) };
    problem.rounds[0].requests = vec![group];
    problem.copies = vec![lot(7, 1, 2), lot(7, 2, 1)];
    problem.returning = vec![returning(7, 1)];
    let expected =
        [(4, copy(1), 2), (4, copy(2), 1), (4, Source::Returning, 1), (4, Source::Outside, 2)];
    check(&problem, &expected, 220 + 120 + 300 + 1_800);
}

#[test]
fn of_equal_requests_the_longest_wait_gets_the_copy() {
    let mut problem = week(2);
    let old = OpenRequest { waited_days: 9, ..request(1, 7, 0) };
    problem.rounds[0].requests = vec![request(0, 7, 0), old, request(2, 7, 0)];
    problem.copies = vec![lot(7, 1, 1)];
    let expected = [(0, Source::Outside, 1), (1, copy(1), 1), (2, Source::Outside, 1)];
    check(&problem, &expected, 1_910);
}

#[test]
fn a_full_lender_sends_the_request_that_gains_most_and_shows_its_price() {
    let mut problem = week(3);
    problem.rounds[0].requests = vec![request(0, 7, 0), request(1, 8, 0)];
    problem.copies = vec![lot(7, 1, 1), lot(8, 1, 1), lot(8, 2, 1)];
    problem.pull_capacity[PlaceIdx(1)] = Items(1);
    let answer = check(&problem, &[(0, copy(1), 1), (1, copy(2), 1)], 230);
    let [BindingLender { lender, window, price }] = answer.binding[..] else {
        panic!("one full window: {:?}", answer.binding)
    };
    assert_eq!((lender, window), (PlaceIdx(1), 0));
    // With one pull more, request 1 saves a day; with one less, request 0 goes outside.
    assert!((Cost::from(Cents(10))..=Cost::from(Cents(790))).contains(&price), "{price}");

    let explained = explain(&problem, &answer, RequestIdx(1)).expect("a request of the week");
    assert_eq!((explained.chosen[0].source, explained.chosen[0].cost), (copy(2), Cents(120)));
    assert_eq!((explained.chosen[0].delay, explained.chosen[0].lead_days), (Cents(20), Some(2)));
    let missed = &explained.alternatives[0];
    assert_eq!((missed.source, missed.cost, missed.quantity), (copy(1), Cents(110), Items(0)));
    let full = Obstacle::PullCapacity { lender: PlaceIdx(1), window: 0 };
    assert_eq!(missed.obstacles, [(full, price)]);
    assert_eq!(explained.alternatives.len(), 3);
    assert_eq!(explain_week(&problem, &answer)[1], explained);
    assert_eq!(explain(&problem, &answer, RequestIdx(9)), None);
}

#[test]
fn rounds_share_copies_windows_and_shelves() {
    let mut problem = week(3);
    problem.rounds = vec![round(3, &[request(0, 7, 0)]), round(3, &[request(1, 7, 0)])];
    problem.rounds[0].requests[0].waited_days = 9;
    problem.copies = vec![lot(7, 1, 1), lot(7, 2, 1)];
    check(&problem, &[(0, copy(2), 1), (1, copy(1), 1)], 230);
    problem.copies = vec![lot(7, 1, 2)];
    problem.pull_capacity[PlaceIdx(1)] = Items(1);
    let answer = check(&problem, &[(0, copy(1), 1), (1, Source::Outside, 1)], 1_010);
    assert_eq!(answer.binding[0].price, Cost(790_000));
    problem.rounds[1].window[PlaceIdx(1)] = Some(1);
    check(&problem, &[(0, copy(1), 1), (1, copy(1), 1)], 220);
    problem.shelf_capacity[PlaceIdx(0)] = Items(1);
    check(&problem, &[(0, copy(1), 1), (1, Source::Unfilled, 1)], 2_110);
    problem.returning = vec![returning(7, 1)];
    check(&problem, &[(0, copy(1), 1), (1, Source::Returning, 1)], 410);
    problem.rounds[0].requests[0].price_per_day = Cents(500);
    check(&problem, &[(0, Source::Returning, 1), (1, copy(1), 1)], 410);
}

#[test]
fn a_copy_is_kept_for_a_later_request_that_gains_more() {
    let mut problem = week(2);
    let cheap = OpenRequest { outside: Cents(200), ..request(0, 7, 0) };
    problem.rounds = vec![round(2, &[cheap]), round(2, &[request(1, 7, 0)])];
    problem.copies = vec![lot(7, 1, 1)];
    for window in [0, 1] {
        problem.rounds[1].window[PlaceIdx(1)] = Some(window);
        let answer = check(&problem, &[(0, Source::Outside, 1), (1, copy(1), 1)], 310);
        assert_eq!(answer.proof.bound(), Cents(310));
    }
    let morning = match_week_by(&problem, Policy::EachMorning);
    assert_eq!(morning.cost, Cents(110 + 900));
}

#[test]
fn an_item_from_outside_takes_a_shelf_place_from_any_other() {
    let mut problem = week(2);
    let urgent = OpenRequest { unfilled: Cents(2_001), ..request(0, 7, 0) };
    problem.rounds = vec![round(2, &[urgent]), round(2, &[request(1, 8, 0)])];
    problem.shelf_capacity[PlaceIdx(0)] = Items(1);
    check(&problem, &[(0, Source::Outside, 1), (1, Source::Unfilled, 1)], 2_900);
}

#[test]
fn a_window_is_shared_by_its_rounds() {
    let mut problem = week(2);
    let cheap = |number, title| OpenRequest { outside: Cents(500), ..request(number, title, 0) };
    problem.rounds = vec![round(2, &[cheap(0, 7)]), round(2, &[request(1, 8, 0), cheap(2, 9)])];
    problem.copies = vec![lot(7, 1, 1), lot(8, 1, 1), lot(9, 1, 1)];
    problem.pull_capacity[PlaceIdx(1)] = Items(1);
    let expected = [(0, Source::Outside, 1), (1, copy(1), 1), (2, Source::Outside, 1)];
    let answer = check(&problem, &expected, 1_110);
    let price = Cost::from(Cents(390));
    let [BindingLender { price: of, .. }] = answer.binding[..] else { panic!("one full window") };
    assert!(of >= price && of <= Cost::from(Cents(790)), "{of}");
}

#[test]
fn a_full_shelf_lets_only_returns_and_unfilled_requests_pass() {
    let mut problem = week(2);
    problem.rounds[0].requests = vec![request(0, 7, 0), request(1, 8, 0)];
    problem.copies = vec![lot(7, 1, 1), lot(8, 1, 1)];
    problem.shelf_capacity[PlaceIdx(0)] = Items(0);
    let unfilled = [(0, Source::Unfilled, 1), (1, Source::Unfilled, 1)];
    let answer = check(&problem, &unfilled, 4_000);
    let explained = explain(&problem, &answer, RequestIdx(0)).expect("a request of the week");
    let shelf = Obstacle::Shelf { pickup: PlaceIdx(0) };
    assert_eq!(explained.alternatives[0].source, copy(1));
    assert_eq!(explained.alternatives[0].obstacles[0].0, shelf);
    assert!(explained.alternatives[0].obstacles[0].1 >= Cost::from(Cents(1_889)));
    assert_eq!(explained.chosen[0].obstacles, []);
    problem.returning = vec![returning(8, 1)];
    check(&problem, &[(0, Source::Unfilled, 1), (1, Source::Returning, 1)], 2_300);
}

#[test]
fn too_few_returns_pass_a_full_shelf_all_the_same() {
    let mut problem = week(2);
    problem.rounds[0].requests = vec![request(0, 7, 0), request(1, 7, 0)];
    problem.returning = vec![returning(7, 1)];
    problem.shelf_capacity[PlaceIdx(0)] = Items(1);
    let answer = match_week(&problem);
    assert_eq!((answer.cost, answer.proof.bound()), (Cents(1_200), Cents(1_200)));
    assert_eq!(answer.proof.bundles.len(), 1);
}

/// As `check`, with the title of each choice.
fn check_titles(problem: &WeekProblem, expected: &[(u32, Source, u32)], cost: i64) -> WeekAnswer {
    let answer = match_week(problem);
    let choices: Vec<(u32, Source, u32)> = answer
        .choices
        .iter()
        .map(|choice| (choice.request.0, choice.source, choice.title.0))
        .collect();
    assert_eq!((choices.as_slice(), answer.cost), (expected, Cents(cost)));
    answer
}

#[test]
fn another_edition_serves_where_it_is_cheaper_and_the_one_asked_for_where_it_is_not() {
    let mut problem = week(3);
    problem.rounds[0].requests = vec![or(8, &request(0, 7, 0))];
    problem.copies = vec![lot(8, 2, 1)];
    check_titles(&problem, &[(0, copy(2), 8)], 120);
    problem.copies.push(lot(7, 2, 1));
    check_titles(&problem, &[(0, copy(2), 7)], 120);
    problem.copies.push(lot(8, 1, 1));
    let answer = check_titles(&problem, &[(0, copy(1), 8)], 110);
    let explained = explain(&problem, &answer, RequestIdx(0)).expect("a request of the week");
    let missed: Vec<_> =
        explained.alternatives.iter().map(|offer| (offer.source, offer.title.0)).collect();
    assert_eq!(missed, [(copy(2), 7), (copy(2), 8), (Source::Outside, 7)]);
    problem.copies.clear();
    problem.returning = vec![returning(8, 1)];
    check_titles(&problem, &[(0, Source::Returning, 8)], 300);
    problem.returning.push(returning(7, 1));
    check_titles(&problem, &[(0, Source::Returning, 7)], 300);
    problem.returning.pop();
    problem.rounds[0].requests[0].others[0].returns = false;
    check_titles(&problem, &[(0, Source::Outside, 7)], 900);
}

#[test]
fn requests_for_two_editions_share_the_copies_of_both() {
    let mut problem = week(2);
    problem.rounds[0].requests = vec![or(8, &request(0, 7, 0)), request(1, 8, 0)];
    problem.copies = vec![lot(7, 1, 1), lot(8, 1, 1)];
    // Whoever takes any edition leaves the only one that will do to the other.
    check_titles(&problem, &[(0, copy(1), 7), (1, copy(1), 8)], 220);
    problem.copies = vec![lot(8, 1, 1)];
    let expected = [(0, Source::Outside, 7), (1, copy(1), 8)];
    check_titles(&problem, &expected, 1_010);
    // A group may be filled by several editions.
    problem.rounds[0].requests =
        vec![or(8, &OpenRequest { quantity: Items(2), ..request(0, 7, 0) })];
    problem.copies.push(lot(7, 1, 1));
    check_titles(&problem, &[(0, copy(1), 7), (0, copy(1), 8)], 220);
}

#[test]
fn another_edition_never_costs_a_return_its_way_past_a_full_shelf() {
    let mut problem = week(2);
    problem.rounds[0].requests = vec![request(0, 7, 0), request(1, 8, 0)];
    problem.returning = vec![returning(7, 1)];
    problem.shelf_capacity[PlaceIdx(0)] = Items(1);
    let alone = [(0, Source::Returning, 7), (1, Source::Outside, 8)];
    check_titles(&problem, &alone, 1_200);
    problem.rounds[0].requests[1] = or(7, &request(1, 8, 0));
    check_titles(&problem, &alone, 1_200);
}

/// The requests of a week, each with its round.
fn asked(problem: &WeekProblem) -> impl Iterator<Item = (&Round, &OpenRequest)> {
    problem.rounds.iter().flat_map(|round| round.requests.iter().map(move |of| (round, of)))
}

/// The cheapest week, by trying every source for every request.
fn brute_force(problem: &WeekProblem) -> Cents {
    cheapest_where(problem, |_| true).expect("all may stay unfilled")
}

/// The same among the choices that something holds for.
fn cheapest_where(
    problem: &WeekProblem,
    holds: impl Fn(&[(Source, TitleIdx)]) -> bool,
) -> Option<Cents> {
    let places = u32::try_from(problem.pull_capacity.len()).unwrap();
    let sources = |(_, asked): (&Round, &OpenRequest)| -> Vec<(Source, TitleIdx)> {
        let titles = std::iter::once(asked.title).chain(asked.others.iter().map(|it| it.title));
        let by_copy = (0..places).map(copy).chain([Source::Returning]);
        let copies = titles.flat_map(|title| by_copy.clone().map(move |source| (source, title)));
        copies.chain([Source::Outside, Source::Unfilled].map(|it| (it, asked.title))).collect()
    };
    let sources: Vec<_> = asked(problem).map(sources).collect();
    let combinations: usize = sources.iter().map(Vec::len).product();
    (0..combinations)
        .filter_map(|mut number| {
            let mut next = |sources: &Vec<(Source, TitleIdx)>| {
                let source = sources[number % sources.len()];
                number /= sources.len();
                source
            };
            let chosen: Vec<_> = sources.iter().map(&mut next).collect();
            cost_if_allowed(problem, &chosen).filter(|_| holds(&chosen))
        })
        .min()
}

fn cost_if_allowed(problem: &WeekProblem, chosen: &[(Source, TitleIdx)]) -> Option<Cents> {
    let mut pulls = std::collections::BTreeMap::new();
    let mut lending = std::collections::BTreeMap::new();
    let mut shelf: Vec<i64> = problem.shelf_capacity.iter().map(|it| it.0).collect();
    let mut copies = problem.copies.clone();
    let mut returns = problem.returning.clone();
    let mut cost = Cents(0);
    for ((round, asked), &(source, title)) in asked(problem).zip(chosen) {
        let pickup = asked.pickup;
        cost += match source {
            Source::Copy(lender) => {
                let lot =
                    copies.iter_mut().find(|lot| (lot.title, lot.lender) == (title, lender))?;
                lot.available.0 -= 1;
                let window = (lender, round.window[lender]?);
                let capacity = problem.pull_capacity[lender].0;
                let left = pulls.entry(window).or_insert(capacity);
                let is_dear =
                    |step: &&LoadStep| (capacity - *left) * 100 >= step.from_percent * capacity;
                let load = problem.load_steps.iter().rfind(is_dear);
                let load = load.map_or(Cents(0), |step| step.price);
                *left -= 1;
                let organisation = problem.organisation[lender];
                *lending.entry(organisation).or_insert(0) += 1;
                let most = problem.lending_max[organisation];
                if most.is_some_and(|most| lending[&organisation] > most.0) {
                    return None;
                }
                if asked.only_from.is_some_and(|only| only != lender) {
                    return None;
                }
                shelf[pickup.0 as usize] -= 1;
                if lot.available.0 < 0 {
                    return None;
                }
                let days = i64::from(round.lead_days.at(lender, pickup)?);
                load + problem.fixed_cost.at(lender, pickup) + asked.price_per_day * days
            }
            Source::Returning => {
                let other = |it: &OtherEdition| it.title == title && it.returns;
                let is_other = asked.title != title && !asked.others.iter().any(other);
                if is_other || asked.only_from.is_some() {
                    return None;
                }
                let lot = returns.iter_mut().find(|lot| lot.title == title)?;
                lot.quantity.0 -= 1;
                if lot.quantity.0 < 0 {
                    return None;
                }
                asked.wait
            }
            Source::Outside => {
                shelf[pickup.0 as usize] -= 1;
                asked.outside
            }
            Source::Unfilled => asked.unfilled,
        };
    }
    (pulls.values().chain(&shelf).all(|&left| left >= 0)).then_some(cost)
}

/// Three places, two titles, up to four requests, tight everywhere.
fn small_week() -> impl Strategy<Value = WeekProblem> {
    let other = prop::option::weighted(0.4, any::<bool>());
    let only = prop::option::weighted(0.1, 0..3_u32);
    let request_row = (0..2_u32, 0..3_u32, 0..5_u16, (1..30_i64, 0..60_i64), (other, only));
    let steps = prop::collection::vec((0..100_i64, 1..20_i64), 0..3);
    let lending = prop::collection::vec(prop::option::weighted(0.3, 0..3_i64), 2);
    (
        prop::collection::vec(request_row, 1..5),
        prop::collection::vec(0..3_i64, 6),
        prop::collection::vec(0..3_i64, 2),
        prop::collection::vec(0..4_i64, 6),
        prop::collection::vec((-5..40_i64, prop::option::weighted(0.8, 0..4_u16)), 9),
        (steps, lending),
    )
        .prop_map(|(rows, copies, returns, limits, lanes, (mut steps, lending))| {
            let mut problem = week(3);
            steps.sort_unstable();
            steps.dedup_by_key(|step| step.0);
            let mut price = Cents(0);
            for (from_percent, more) in steps {
                price += Cents(more);
                problem.load_steps.push(LoadStep { from_percent, price });
            }
            problem.lending_max = lending.into_iter().map(|most| most.map(Items)).collect();
            problem.copies = (0..6_u32).map(|i| lot(i / 3, i % 3, copies[i as usize])).collect();
            problem.returning = (0..2_u32).map(|i| returning(i, returns[i as usize])).collect();
            problem.pull_capacity = limits[..3].iter().map(|&limit| Items(limit)).collect();
            problem.shelf_capacity = limits[3..].iter().map(|&limit| Items(limit)).collect();
            let lane = |from: PlaceIdx, to: PlaceIdx| lanes[(from.0 * 3 + to.0) as usize];
            problem.fixed_cost = SquareMatrix::from_fn(3, |from, to| Cents(lane(from, to).0));
            problem.rounds[0].lead_days = SquareMatrix::from_fn(3, |from, to| lane(from, to).1);
            problem.rounds[0].requests = (0..)
                .zip(rows)
                .map(|(number, (title, pickup, waited_days, (per_day, wait), (other, only)))| {
                    OpenRequest {
                        only_from: only.map(PlaceIdx),
                        others: (other.iter())
                            .map(|&returns| OtherEdition { title: TitleIdx(1 - title), returns })
                            .collect(),
                        waited_days,
                        price_per_day: Cents(per_day),
                        wait: Cents(wait),
                        outside: Cents(70),
                        unfilled: Cents(100),
                        ..request(number, title, pickup)
                    }
                })
                .collect();
            problem
        })
}

proptest! {
    #[test]
    fn equals_brute_force_and_proves_its_cost(problem in small_week()) {
        let answer = match_week(&problem);
        let (least, proof) = (brute_force(&problem), &answer.proof);
        prop_assert!(proof.bound() <= least && least <= answer.cost);
        prop_assert_eq!(Cents(proof.cost.div_euclid(proof.scale)), answer.cost);
        if proof.bundles.is_empty() {
            prop_assert_eq!(answer.cost, least);
            let checked = verify(&proof.network, &proof.flow, &proof.potentials);
            prop_assert_eq!(checked.map(|it| it.dual_cost), Ok(proof.cost.into()));
        }
    }

    #[test]
    fn one_more_copy_never_raises_the_cost(problem in small_week(), at in 0..6_usize) {
        let before = match_week(&problem).cost;
        let mut richer = problem;
        richer.copies[at].available.0 += 1;
        prop_assert!(match_week(&richer).proof.bound() <= before);
    }

    #[test]
    fn another_edition_never_raises_the_cost(problem in small_week()) {
        let with_others = match_week(&problem).proof.bound();
        let mut alone = problem;
        for request in &mut alone.rounds[0].requests {
            request.others.clear();
        }
        prop_assert!(with_others <= match_week(&alone).cost);
    }

    #[test]
    fn the_order_of_rows_changes_nothing(problem in small_week(), turn in 0..6_usize) {
        let mut turned = problem.clone();
        let count = turned.rounds[0].requests.len();
        turned.rounds[0].requests.rotate_left(turn % count);
        turned.copies.rotate_left(turn);
        turned.returning.reverse();
        prop_assert_eq!(match_week(&turned), match_week(&problem));
    }

    #[test]
    fn an_explanation_is_consistent_with_the_prices(problem in small_week()) {
        let answer = match_week(&problem);
        let dear = |offer: &Offer| {
            Cost::from(offer.cost) + offer.obstacles.iter().map(|&(_, price)| price).sum()
        };
        for explained in explain_week(&problem, &answer) {
            let alone = explain(&problem, &answer, explained.request);
            prop_assert_eq!(Some(&explained), alone.as_ref());
            let chosen = dear(&explained.chosen[0]);
            for missed in &explained.alternatives {
                let rounding = Cost(500) * i64::try_from(missed.obstacles.len()).unwrap();
                prop_assert!(dear(missed) + rounding >= chosen, "{:?}", explained);
            }
        }
    }
}

#[test]
fn a_large_round_is_solved_and_verified() {
    let places = 60;
    let mut state = 12_345_u64;
    let mut draw = |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((state >> 33) % below).unwrap()
    };
    let mut problem = week(places);
    let requests: Vec<OpenRequest> = (0..5_000)
        .map(|number| {
            // The square of a uniform draw: few titles are in great demand.
            let title = draw(4_000) * draw(4_000) / 4_000;
            OpenRequest { waited_days: 3, ..request(number, title, draw(60)) }
        })
        .collect();
    for title in 0..4_000 {
        for _ in 0..draw(4) {
            problem.copies.push(lot(title, draw(60), 1));
        }
    }
    problem.pull_capacity = IndexVec::filled(Items(30), places);
    problem.shelf_capacity = IndexVec::filled(Items(80), places);
    problem.rounds[0].requests = requests;
    let answer = match_week(&problem);
    let served: i64 = answer.choices.iter().map(|choice| choice.quantity.0).sum();
    assert_eq!(served, 5_000);
    assert!(!answer.binding.is_empty(), "the instance is meant to be tight");
    let proof = &answer.proof;
    assert_eq!(proof.cost, proof.dual_cost);
    assert_eq!(Cents(proof.cost.div_euclid(proof.scale)), answer.cost);
}

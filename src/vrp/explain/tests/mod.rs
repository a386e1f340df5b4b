//! Reasons against enumeration on small weeks, with an evaluation that shares nothing with the
//! engine.

mod judge;
mod weeks;

use proptest::prelude::*;

use crate::random::Seed;
use crate::vrp::{
    Change, Client, FREE, Limit, Problem, Tour, TourStop, VehicleType, Window, explain,
    explain_client,
};
use judge::{Judged, carried, cheapest, fits_somewhere, judge, judge_route, put_at};
use weeks::{answer_of, changed, set_empties, some_routes, tighten, week};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_price_of_each_pattern_is_that_of_the_best_insertion(seed in 0_u64..1_000_000) {
        let random = &mut Seed(seed).stream("why", 0);
        let mut parts = week(random);
        let Some((days, routes)) = some_routes(&parts, random, None) else { return Ok(()) };
        tighten(&mut parts, (&days, &routes), random);
        let problem = Problem::new(parts.clone()).expect("the parts fit");
        let reasons = explain(&problem, &answer_of(&days, &routes));
        let now = judge(&parts, &days, &routes).cost;
        prop_assert_eq!(reasons.cost, now);
        for (client, of) in (0..).zip(&reasons.clients) {
            prop_assert_eq!(of.days, days[client as usize]);
            for alternative in &of.alternatives {
                let best = cheapest(&parts, (&days, &routes), client, alternative.days);
                prop_assert_eq!(alternative.rise, best.map(|cost| cost - now));
                prop_assert_eq!(alternative.rise.is_none(), alternative.broken.is_some());
                if let Some(rise) = alternative.rise {
                    let mut moved = days.clone();
                    moved[client as usize] = alternative.days;
                    let there = put_at(&routes, client, &alternative.visits);
                    let cost = now + rise;
                    prop_assert_eq!(judge(&parts, &moved, &there), Judged { cost, keeps_limits: true });
                }
            }
        }
    }

    #[test]
    fn a_visit_grows_by_its_slack_and_not_by_one_more(seed in 0_u64..1_000_000) {
        let random = &mut Seed(seed).stream("why", 1);
        let mut parts = week(random);
        parts.flows = None;
        let Some((days, routes)) = some_routes(&parts, random, None) else { return Ok(()) };
        let problem = Problem::new(parts.clone()).expect("the parts fit");
        let reasons = explain(&problem, &answer_of(&days, &routes));
        for (client, of) in reasons.clients.iter().enumerate() {
            for room in &of.visits {
                let key = (room.at.day, room.at.vehicle);
                let fits = |change: &dyn Fn(&mut Client)| {
                    let mut parts = parts.clone();
                    change(&mut parts.clients[client]);
                    let carried = carried(&parts, &days);
                    judge_route(&parts, key, &routes[&key], &carried).is_some()
                };
                for dimension in 0..2 {
                    let [more, taken] = [room.slack.delivery, room.slack.pickup];
                    for (beyond, holds) in [(0, true), (1, false)] {
                        let bring = |of: &mut Client| of.delivery[dimension] += more[dimension] + beyond;
                        prop_assert_eq!(fits(&bring), holds);
                        let take = |of: &mut Client| of.pickup[dimension] += taken[dimension] + beyond;
                        prop_assert_eq!(fits(&take), holds);
                    }
                }
                for (beyond, holds) in [(0, true), (1, false)] {
                    let last = |of: &mut Client| {
                        of.service += room.slack.service + beyond;
                        // The closing is that of the service's end.
                        for opening in &mut of.openings {
                            opening.window.close -= room.slack.service + beyond;
                        }
                    };
                    prop_assert_eq!(fits(&last), holds);
                }
                prop_assert!(room.slack.binding.is_some());
            }
        }
    }

    #[test]
    fn the_smallest_change_makes_the_visit_fit_and_one_less_does_not(seed in 0_u64..1_000_000) {
        smallest_change(seed)?;
    }
}

fn smallest_change(seed: u64) -> Result<(), TestCaseError> {
    let random = &mut Seed(seed).stream("why", 2);
    let mut parts = week(random);
    let client = random.random_range(0..u32::try_from(parts.clients.len()).expect("few"));
    let Some((days, routes)) = some_routes(&parts, random, Some(client)) else { return Ok(()) };
    let mut thought = days.clone();
    thought[client as usize] = parts.clients[client as usize].patterns[0];
    set_empties(&mut parts, client, 1_000);
    tighten(&mut parts, (&thought, &routes), random);
    set_empties(&mut parts, client, random.random_range(0..4));
    let problem = Problem::new(parts.clone()).expect("the parts fit");
    let reasons = explain_client(&problem, &answer_of(&days, &routes), client);
    let fit = reasons.trials.iter().filter(|trial| trial.broken.is_empty()).count();
    let fits_now = fits_somewhere(&parts, (&days, &routes), client);
    prop_assert_eq!(fit > 0, fits_now);
    for remedy in &reasons.remedies {
        prop_assert!(!fits_now);
        let enough = changed(&parts, remedy, 0);
        prop_assert!(fits_somewhere(&enough, (&days, &routes), client), "{:?}", remedy);
        if let Change::Raise(broken) = remedy.change {
            prop_assert!(broken.over > 0);
            let less = changed(&parts, remedy, 1);
            prop_assert!(!fits_somewhere(&less, (&days, &routes), client), "{:?}", remedy);
        }
    }
    Ok(())
}

/// A limit of another route, one vehicle type too small on two routes, a closing that lets a
/// vehicle leave later.
#[test]
fn the_smallest_change_is_found_where_routes_and_limits_meet() {
    for seed in [214_559, 180_742, 501_549, 225_939] {
        smallest_change(seed).expect("as the property says");
    }
}

#[test]
fn a_tour_says_what_it_breaks_in_the_order_in_which_it_shows() {
    let vehicle =
        VehicleType { shift: Window { open: 0, close: 40 }, ..VehicleType::new(1, 0, [3, FREE]) };
    let stop = |close: i32| TourStop {
        travel: 20,
        distance: 20,
        windows: vec![Window { open: 0, close }],
        late: Vec::new(),
        service: 1,
        delivery: [1, 0],
        pickup: [3, 0],
    };
    let tour = Tour {
        vehicle: &vehicle,
        stops: vec![stop(20), stop(30)],
        home: [5, 5],
        hours: Vec::new(),
        along: [0; 2],
    };
    let found: Vec<(Limit, usize, i32)> =
        tour.appraise().breaches.iter().map(|b| (b.limit, b.rank, b.over)).collect();
    assert_eq!(found, [(Limit::Room, 1, 3), (Limit::Window, 1, 11), (Limit::Shift, 3, 7)]);
}

#[test]
fn a_window_too_short_for_the_service_is_said_to_be() {
    let vehicle = VehicleType::new(1, 0, [3, FREE]);
    let stop = TourStop {
        travel: 10,
        distance: 10,
        windows: vec![Window { open: 30, close: 25 }],
        late: Vec::new(),
        service: 40,
        delivery: [1, 0],
        pickup: [0, 0],
    };
    let tour = Tour {
        vehicle: &vehicle,
        stops: vec![stop],
        home: [10, 10],
        hours: Vec::new(),
        along: [0; 2],
    };
    let found = tour.appraise().breaches;
    assert_eq!((found.len(), found[0].limit, found[0].over), (1, Limit::Window, 5));
    assert_eq!(tour.slack(0).service, 0);
}

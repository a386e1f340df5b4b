#![expect(clippy::float_cmp, reason = "the expected numbers are exact in binary")]

use super::*;
use crate::ingest::instance::read_instance_text;
use crate::model::instance::{Fleet, Span, Travel};
use crate::vrp::{FREE, Window};

fn instance(text: &str, convention: Option<Convention>) -> Instance {
    read_instance_text("a", text.as_bytes(), None, convention).instance.expect("an instance")
}

fn spd() -> Instance {
    instance(include_str!("../../../fixtures/instances/tiny-spd.vrpspd"), None)
}

fn cvrp(convention: Option<Convention>) -> Instance {
    instance(include_str!("../../../fixtures/instances/tiny-cvrp.vrp"), convention)
}

#[test]
fn rounded_distances_are_integers_as_they_are() {
    let instance = cvrp(None);
    let parts = parts(&instance, Scale::of(&instance));
    assert_eq!(parts.profiles[0].distance[2], 13);
    assert_eq!(parts.vehicles[0].capacity, [15, FREE]);
}

#[test]
fn truncated_distances_are_tenths() {
    let instance = cvrp(Some(Convention::Dimacs));
    let scale = Scale::of(&instance);
    assert_eq!(parts(&instance, scale).profiles[0].distance[5], 98);
    assert_eq!(scale.cost(98), 9.8);
}

#[test]
fn exact_distances_are_ten_thousandths_and_rounded_up_only_where_the_clock_counts() {
    let mut instance = cvrp(Some(Convention::Exact));
    // From (0, 0) to (-9, -4) it is 9.84886.
    let nearest = parts(&instance, Scale::of(&instance)).profiles[0].distance[5];
    assert_eq!(nearest, 98_489);
    // From (0, 0) to (-8, 6) it is 10, whichever way it is rounded.
    instance.fleets[0].duration_max = Some(60.0);
    let scale = Scale::of(&instance);
    let timed = parts(&instance, scale);
    assert_eq!((timed.profiles[0].distance[5], timed.profiles[0].distance[3]), (98_489, 100_000));
    assert_eq!((scale.length(0.00001), timed.vehicles[0].duration_max), (1, 600_000));
}

#[test]
fn what_is_large_gets_fewer_parts_and_still_fits() {
    let mut instance = cvrp(Some(Convention::Exact));
    let Travel::Plane(points) = &mut instance.travels[0] else { panic!("no points") };
    points[1] = [1e6, 0.0];
    let scale = Scale::of(&instance);
    assert_eq!(scale.length(1e6), 10_000_000);
}

#[test]
fn windows_shrink_to_integers_and_an_open_end_stays_open() {
    let scale = Scale::of(&cvrp(None));
    let window = |open, close| scale.window(Span { open, close });
    assert_eq!(window(1.5, 9.5), Window { open: 2, close: 9 });
    assert_eq!(window(0.0, f64::INFINITY), Window::ALWAYS);
    assert_eq!(window(1.2, 1.4), Window { open: 2, close: 2 });
}

#[test]
fn tables_of_whole_numbers_stay_whole_and_prices_become_so() {
    let mut instance = instance(include_str!("../../../fixtures/instances/tiny-vroom.json"), None);
    instance.fleets[0].distance_price = 0.7;
    let scale = Scale::of(&instance);
    let parts = parts(&instance, scale);
    assert_eq!(parts.profiles[0].distance[1], 300);
    assert_eq!((parts.vehicles[0].distance_price, parts.vehicles[1].distance_price), (7, 10));
    assert_eq!(scale.cost(2_100), 210.0);
}

#[test]
fn a_free_fleet_is_as_large_as_any_best_solution_needs() {
    let count = |instance: &Instance| parts(instance, Scale::of(instance)).vehicles[0].count;
    let mut instance = spd();
    instance.fleets[0].capacity[0] = Some(100);
    assert_eq!(count(&instance), 2);
    instance.fleets[0].duration_max = Some(1.0);
    assert_eq!(count(&instance), 3);
    instance.fleets[0].count = Some(2);
    assert_eq!(count(&instance), 2);
}

#[test]
fn the_ways_against_the_order_of_backhauls_are_far() {
    let instance = instance(include_str!("../../../fixtures/instances/tiny-rich.vrp"), None);
    let parts = parts(&instance, Scale::of(&instance));
    let distance = |from: usize, to: usize| parts.profiles[0].distance[from * 6 + to];
    assert_eq!((distance(0, 4), distance(4, 1)), (25 * 50, 25 * 50));
    assert_eq!((distance(4, 0), distance(1, 4), distance(4, 5)), (20, 11, 22));
    assert_eq!(parts.clients[1].vehicles, 0b01);
}

#[test]
fn vehicles_have_the_numbers_of_the_file_or_count_through_their_depot() {
    let mut instance = spd();
    let mut second = Fleet::new(0, 0, Some(10));
    instance.fleets[0].count = Some(3);
    second.numbers = vec![71, 72];
    instance.fleets.push(second.clone());
    second.numbers.clear();
    instance.fleets.push(second);
    let number = |fleet, vehicle| {
        let (customers, reloads) = (Vec::new(), Vec::new());
        instance.vehicle_number(&Tour { day: 0, fleet, vehicle, customers, reloads })
    };
    assert_eq!([number(0, 0), number(0, 2), number(1, 1), number(2, 0)], [1, 3, 72, 4]);
}

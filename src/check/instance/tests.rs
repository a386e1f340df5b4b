#![expect(clippy::float_cmp, reason = "the expected numbers are exact in binary")]

use super::*;
use crate::model::instance::{
    Backhauls, Convention, Customer, Depot, Fleet, Instance, Kind, Origin, Reload, Span, Tour,
    Tours, Travel,
};

/// Four customers on a line east of the depot, at 1, 2, 3 and 4, each with a delivery of 2.
fn line(days: usize) -> Instance {
    let points = (0..5).map(|x| [f64::from(x), 0.0]).collect();
    let customers = (1..5).map(|number| {
        let mut customer = Customer::new(number, usize::try_from(number).unwrap());
        customer.delivery = [2, 0];
        customer.patterns = vec![1];
        customer
    });
    let mut fleet = Fleet::new(0, 0, Some(8));
    fleet.count = Some(2);
    Instance {
        name: "line".to_owned(),
        kind: Kind::Cvrp,
        convention: Convention::Exact,
        days,
        travels: vec![Travel::Plane(points)],
        depots: vec![Depot { number: 0, node: 0 }],
        customers: customers.collect(),
        fleets: vec![fleet],
        origin: Origin::AnyDepot,
        backhauls: Backhauls::Mixed,
    }
}

fn tour(vehicle: u32, customers: &[usize]) -> Tour {
    Tour { day: 0, fleet: 0, vehicle, customers: customers.to_vec(), reloads: Vec::new() }
}

fn breaches(instance: &Instance, tours: &[Tour]) -> Vec<Breach> {
    judge(instance, &Tours { tours: tours.to_vec(), absent: Vec::new() }).breaches
}

#[test]
fn a_tour_that_holds_costs_its_length() {
    let instance = line(1);
    let tours = vec![tour(0, &[0, 1, 2, 3])];
    let verdict = judge(&instance, &Tours { tours, absent: Vec::new() });
    assert_eq!(verdict, InstanceVerdict { cost: 8.0, breaches: Vec::new() });
    assert!(verdict.is_feasible());
}

#[test]
fn prices_of_tours_distances_and_times_are_added() {
    let mut instance = line(1);
    instance.fleets[0].fixed_price = 10.0;
    instance.fleets[0].distance_price = 2.0;
    instance.fleets[0].duration_price = 0.5;
    let tours = vec![tour(0, &[0, 1]), tour(1, &[2, 3])];
    let verdict = judge(&instance, &Tours { tours, absent: Vec::new() });
    assert_eq!(verdict.cost, 20.0 + 2.5 * (4.0 + 8.0));
}

#[test]
fn what_is_brought_and_taken_is_on_board_leg_by_leg() {
    let mut instance = line(1);
    instance.customers[0].pickup = [1, 0];
    let all = [tour(0, &[0, 1, 2, 3])];
    assert_eq!(breaches(&instance, &all), []);
    instance.customers[0].pickup = [3, 0];
    assert_eq!(breaches(&instance, &all), [Breach::Load { tour: 1, leg: 2, found: 9, limit: 8 }]);
    instance.customers[0].pickup = [0, 7];
    instance.fleets[0].capacity[1] = Some(6);
    let found = breaches(&instance, &all);
    assert_eq!(found.len(), 4, "{found:?}");
    assert_eq!(found[0], Breach::Load { tour: 1, leg: 2, found: 7, limit: 6 });
}

#[test]
fn a_customer_is_visited_once_by_somebody() {
    let instance = line(1);
    assert_eq!(breaches(&instance, &[tour(0, &[0, 1, 2])]), [Breach::Missing { customer: 4 }]);
    let twice = [tour(0, &[0, 1, 2]), tour(1, &[2, 3])];
    assert_eq!(breaches(&instance, &twice), [Breach::VisitTwice { customer: 3, day: 1 }]);
}

#[test]
fn tours_name_what_is_there() {
    let instance = line(1);
    for odd in [
        tour(2, &[0, 1, 2, 3]),
        tour(0, &[0, 1, 2, 4]),
        Tour { day: 1, ..tour(0, &[0, 1, 2, 3]) },
        Tour { fleet: 1, ..tour(0, &[0, 1, 2, 3]) },
    ] {
        assert_eq!(breaches(&instance, &[odd])[0], Breach::Unknown { tour: 1 });
    }
    let same = [tour(0, &[0, 1]), tour(0, &[2, 3])];
    assert_eq!(breaches(&instance, &same), [Breach::VehicleTwice { tour: 2, day: 1 }]);
}

#[test]
fn days_are_those_of_a_pattern_and_of_the_fleet() {
    let mut instance = line(3);
    for customer in &mut instance.customers {
        customer.patterns = vec![0b101];
    }
    let on = |day| Tour { day, ..tour(0, &[0, 1, 2, 3]) };
    assert_eq!(breaches(&instance, &[on(0), on(2)]), []);
    let found = breaches(&instance, &[on(0), on(1)]);
    assert_eq!(found[0], Breach::Pattern { customer: 1, days: vec![1, 2] });
    assert_eq!(found.len(), 4);
    instance.fleets[0].days = 0b011;
    assert_eq!(breaches(&instance, &[on(0), on(2)]), [Breach::FleetDay { tour: 2, day: 3 }]);
}

/// The line, whose vehicles may make two trips, with 3 for a reload.
fn line_with_trips() -> Instance {
    let mut instance = line(1);
    instance.fleets[0].capacity[0] = Some(4);
    instance.fleets[0].reload = Some(Reload { node: 0, trips_max: Some(2), duration: 3.0 });
    instance
}

fn trips(reloads: &[usize]) -> Tour {
    Tour { reloads: reloads.to_vec(), ..tour(0, &[0, 1, 2, 3]) }
}

#[test]
fn each_trip_is_loaded_anew_and_the_way_to_the_depot_counts() {
    let mut instance = line_with_trips();
    let tours = Tours { tours: vec![trips(&[2])], absent: Vec::new() };
    assert_eq!(judge(&instance, &tours), InstanceVerdict { cost: 12.0, breaches: Vec::new() });
    let over = |leg, found| Breach::Load { tour: 1, leg, found, limit: 4 };
    assert_eq!(breaches(&instance, &[trips(&[1])]), [over(3, 6)], "the second trip");
    instance.customers[2].pickup = [3, 0];
    assert_eq!(breaches(&instance, &[trips(&[2])]), [over(5, 5)]);
    instance.customers[2].pickup = [0, 0];
    instance.customers[1].pickup = [3, 0];
    assert_eq!(breaches(&instance, &[trips(&[2])]), [], "what was taken stays at the depot");
}

#[test]
fn a_tour_makes_no_more_trips_than_it_may() {
    let mut instance = line_with_trips();
    let three = Breach::Trips { tour: 1, found: 3, limit: 2 };
    assert_eq!(breaches(&instance, &[trips(&[1, 2])])[0], three);
    assert_eq!(breaches(&instance, &[trips(&[2, 2])]), [three], "an empty trip is one");
    instance.fleets[0].reload = Some(Reload { node: 0, trips_max: None, duration: 3.0 });
    assert_eq!(breaches(&instance, &[trips(&[1, 2, 3])]), []);
    instance.fleets[0].reload = None;
    assert_eq!(
        breaches(&instance, &[trips(&[2])])[0],
        Breach::Trips { tour: 1, found: 2, limit: 1 }
    );
    assert_eq!(breaches(&instance, &[trips(&[5])])[0], Breach::Unknown { tour: 1 });
    assert_eq!(breaches(&instance, &[trips(&[3, 2])])[0], Breach::Unknown { tour: 1 });
}

#[test]
fn a_reload_takes_its_time_of_windows_shift_and_longest_tour() {
    let mut instance = line_with_trips();
    instance.customers[2].windows = vec![Span { open: 0.0, close: 10.0 }];
    assert_eq!(breaches(&instance, &[trips(&[2])]), []);
    instance.customers[2].windows = vec![Span { open: 0.0, close: 9.5 }];
    let late = Breach::Late { tour: 1, customer: 3, found: 10.0, limit: 9.5 };
    assert_eq!(breaches(&instance, &[trips(&[2])]), [late]);
    instance.customers[2].windows.clear();
    instance.fleets[0].shift.close = 15.0;
    instance.fleets[0].duration_max = Some(15.0);
    assert_eq!(breaches(&instance, &[trips(&[2])]), []);
    instance.fleets[0].reload = Some(Reload { node: 0, trips_max: None, duration: 4.0 });
    let found = breaches(&instance, &[trips(&[2])]);
    let shift = Breach::Shift { tour: 1, found: 16.0, limit: 15.0 };
    assert_eq!(found, [shift, Breach::Duration { tour: 1, found: 16.0, limit: 15.0 }]);
}

#[test]
fn backhauls_come_last_in_each_trip() {
    let mut instance = line_with_trips();
    instance.backhauls = Backhauls::Last;
    (instance.customers[1].delivery, instance.customers[1].pickup) = ([0, 0], [2, 0]);
    assert_eq!(breaches(&instance, &[trips(&[2])]), []);
    let early = Breach::BackhaulFirst { tour: 1, customer: 2 };
    assert!(breaches(&instance, &[trips(&[1])]).contains(&early));
}

#[test]
fn windows_make_a_vehicle_wait_and_never_hurry() {
    let mut instance = line(1);
    instance.customers[1].windows = vec![Span { open: 10.0, close: 12.0 }];
    instance.customers[2].windows = vec![Span { open: 0.0, close: 11.0 }];
    assert_eq!(breaches(&instance, &[tour(0, &[0, 1, 2, 3])]), []);
    instance.customers[1].service = 0.5;
    let late = Breach::Late { tour: 1, customer: 3, found: 11.5, limit: 11.0 };
    assert_eq!(breaches(&instance, &[tour(0, &[0, 1, 2, 3])]), [late]);
    instance.customers[2].windows.push(Span { open: 20.0, close: 21.0 });
    assert_eq!(breaches(&instance, &[tour(0, &[0, 1, 2, 3])]), []);
    instance.fleets[0].shift = Span { open: 0.0, close: 24.0 };
    let end = Breach::Shift { tour: 1, found: 25.0, limit: 24.0 };
    assert_eq!(breaches(&instance, &[tour(0, &[0, 1, 2, 3])]), [end]);
}

#[test]
fn a_limit_on_time_counts_service_and_the_waiting_that_leaving_late_cannot_save() {
    let mut instance = line(1);
    instance.customers[0].windows = vec![Span { open: 50.0, close: 60.0 }];
    instance.customers[3].windows = vec![Span { open: 70.0, close: 80.0 }];
    instance.customers[1].service = 4.0;
    let tours = [tour(0, &[0, 1, 2, 3])];
    // Leaves at 59, is at the fourth at 67, waits until 70, is back at 74.
    instance.fleets[0].duration_max = Some(14.9);
    let long = Breach::Duration { tour: 1, found: 15.0, limit: 14.9 };
    assert_eq!(breaches(&instance, &tours), [long]);
    instance.fleets[0].duration_max = Some(15.0);
    assert_eq!(breaches(&instance, &tours), []);
}

#[test]
fn the_departure_that_spends_least_time_is_found() {
    let mut instance = line(1);
    instance.customers[3].windows = vec![Span { open: 70.0, close: 80.0 }];
    instance.fleets[0].duration_max = Some(8.0);
    let all = tour(0, &[0, 1, 2, 3]);
    assert_eq!(breaches(&instance, std::slice::from_ref(&all)), []);
    let times = timetable(&instance, &all);
    assert_eq!(times.departure, 66.0);
    let end = times.moments[4];
    assert_eq!((end.arrival, end.wait, end.driven), (74.0, 0.0, 8.0));
}

#[test]
fn a_limit_on_distance_leaves_service_out() {
    let mut instance = line(1);
    instance.customers[0].service = 100.0;
    instance.fleets[0].distance_max = Some(8.0);
    assert_eq!(breaches(&instance, &[tour(0, &[0, 1, 2, 3])]), []);
    instance.fleets[0].distance_max = Some(7.9);
    let far = Breach::Distance { tour: 1, found: 8.0, limit: 7.9 };
    assert_eq!(breaches(&instance, &[tour(0, &[0, 1, 2, 3])]), [far]);
}

#[test]
fn a_vehicle_comes_only_where_it_may() {
    let mut instance = line(1);
    instance.customers[2].fleets = 0b10;
    let barred = Breach::Access { tour: 1, customer: 3 };
    assert_eq!(breaches(&instance, &[tour(0, &[0, 1, 2, 3])]), [barred]);
}

#[test]
fn backhauls_come_last_and_never_alone() {
    let mut instance = line(1);
    for backhaul in [0, 2] {
        instance.customers[backhaul].delivery = [0; 2];
        instance.customers[backhaul].pickup = [2, 0];
    }
    let mixed = [tour(0, &[1, 0, 3, 2])];
    assert_eq!(breaches(&instance, &mixed), []);
    instance.backhauls = Backhauls::Last;
    assert_eq!(breaches(&instance, &mixed), [Breach::BackhaulFirst { tour: 1, customer: 1 }]);
    assert_eq!(breaches(&instance, &[tour(0, &[1, 3, 2, 0])]), []);
    let alone = [tour(0, &[1, 3]), tour(1, &[2, 0])];
    assert_eq!(breaches(&instance, &alone), [Breach::BackhaulFirst { tour: 2, customer: 3 }]);
}

#[test]
fn only_a_customer_with_a_prize_may_be_left_out_and_it_costs_the_prize() {
    let mut instance = line(1);
    let without =
        |absent: &[usize]| Tours { tours: vec![tour(0, &[0, 1, 2])], absent: absent.to_vec() };
    assert!(!judge(&instance, &without(&[3])).is_feasible());
    instance.customers[3].prize = Some(1.5);
    let verdict = judge(&instance, &without(&[3]));
    assert_eq!(verdict, InstanceVerdict { cost: 7.5, breaches: Vec::new() });
    assert_eq!(judge(&instance, &without(&[])).breaches, [Breach::Missing { customer: 4 }]);
    let both = judge(&instance, &without(&[2, 3])).breaches;
    assert_eq!(both, [Breach::AbsentAndVisited { customer: 3 }]);
}

#[test]
fn breaches_are_told_in_words() {
    let late = Breach::Late { tour: 2, customer: 7, found: 10.0 / 3.0, limit: 3.0 };
    assert_eq!(late.to_string(), "tour 2 reaches customer 7 at 3.3333, at last 3");
    let load = Breach::Load { tour: 1, leg: 2, found: 9, limit: 8 };
    assert_eq!(load.to_string(), "leg 2 of tour 1 carries 9, at most 8");
}

#[test]
fn one_depot_serves_a_customer_on_all_days_where_that_is_asked() {
    let mut instance = line(2);
    for customer in &mut instance.customers {
        customer.patterns = vec![0b11];
    }
    let mut second = instance.fleets[0].clone();
    second.depot = 1;
    instance.depots.push(Depot { number: 9, node: 4 });
    instance.fleets.push(second);
    let on = |day, fleet, customers: &[usize]| Tour { day, fleet, ..tour(0, customers) };
    let tours = [on(0, 0, &[0, 1]), on(0, 1, &[2, 3]), on(1, 0, &[0, 2]), on(1, 1, &[1, 3])];
    assert_eq!(breaches(&instance, &tours), []);
    instance.origin = Origin::OneDepot;
    let several = |customer| Breach::SeveralDepots { customer };
    assert_eq!(breaches(&instance, &tours), [several(2), several(3)]);
}

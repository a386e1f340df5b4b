//! An instance as the parts of a search.

use super::days::SearchDays;
use super::scale::Scale;
use crate::model::instance::{Backhauls, Customer, Fleet, Instance, Span, Travel};
use crate::vrp::{
    Client, FREE, Load, Opening, ProblemParts, Profile, ReloadRule, VehicleType, Window,
};

/// A leg that no good route takes, where an order of visits is asked for, is so many times as
/// long as the longest: enough to be avoided, and sums of it fit.
const BARRED_TIMES: i32 = 50;

/// The parts of a search; customers and fleets keep their order.
pub(super) fn parts(instance: &Instance, scale: Scale) -> ProblemParts {
    let fleets = instance.fleets.iter();
    let days = SearchDays::of(instance);
    ProblemParts {
        days: days.count(),
        nodes: instance.nodes(),
        profiles: instance.travels.iter().map(|travel| profile(instance, travel, scale)).collect(),
        clients: instance.customers.iter().map(|customer| client(customer, days, scale)).collect(),
        vehicles: fleets.map(|fleet| vehicle(instance, fleet, scale)).collect(),
        flows: None,
    }
}

fn client(customer: &Customer, days: SearchDays, scale: Scale) -> Client {
    let node = u32::try_from(customer.node).expect("nodes have a limit far below");
    let opening = |window: &Span| Opening::daily(scale.window(*window));
    Client {
        delivery: customer.delivery.map(load),
        pickup: customer.pickup.map(load),
        service: scale.length(customer.service),
        openings: customer.windows.iter().map(opening).collect(),
        vehicles: customer.fleets,
        prize: customer.prize.map(|prize| scale.amount(prize)),
        ..Client::new(node, days.patterns(&customer.patterns))
    }
}

fn vehicle(instance: &Instance, fleet: &Fleet, scale: Scale) -> VehicleType {
    let node = |node: usize| u32::try_from(node).expect("nodes have a limit far below");
    let capacity: Load = fleet.capacity.map(|capacity| capacity.map_or(FREE, load));
    VehicleType {
        days: SearchDays::of(instance).of_depot(fleet.days, fleet.depot),
        end: node(fleet.end),
        profile: fleet.travel,
        fixed_price: scale.amount(fleet.fixed_price),
        distance_price: scale.price(fleet.distance_price),
        duration_price: scale.price(fleet.duration_price),
        distance_max: scale.limit(fleet.distance_max),
        duration_max: scale.limit(fleet.duration_max),
        reload: fleet.reload.map(|reload| ReloadRule {
            node: node(reload.node),
            trips_max: reload.trips_max.unwrap_or(u32::MAX),
            duration: scale.length(reload.duration),
        }),
        shift: if fleet.shift.is_limit() { scale.window(fleet.shift) } else { Window::ALWAYS },
        ..VehicleType::new(count(instance, fleet), node(fleet.start), capacity)
    }
}

/// As many vehicles as any best solution can need.
fn count(instance: &Instance, fleet: &Fleet) -> u32 {
    let most = u32::try_from(instance.customers.len()).unwrap_or(u32::MAX);
    if let Some(count) = fleet.count {
        return count.min(most);
    }
    let Some(capacity) = fleet.capacity[0].filter(|&capacity| capacity > 0) else { return most };
    let bound = instance.is_timed() || fleet.distance_max.is_some() || fleet.fixed_price > 0.0;
    let second = instance.customers.iter().any(|of| of.delivery[1] + of.pickup[1] > 0);
    if bound || second || instance.backhauls == Backhauls::Last || instance.fleets.len() > 1 {
        return most;
    }
    // Two half-empty routes may be joined at no cost, so that all but one are half full.
    let loads = instance.customers.iter().map(|of| of.delivery[0].max(of.pickup[0]));
    let half_full = 2 * loads.sum::<i64>().div_euclid(capacity) + 2;
    u32::try_from(half_full).unwrap_or(most).min(most)
}

/// Amounts above the limit of the search limit nothing there.
fn load(amount: i64) -> i32 {
    i32::try_from(amount).map_or(FREE, |amount| amount.min(FREE))
}

fn profile(instance: &Instance, travel: &Travel, scale: Scale) -> Profile {
    let nodes = travel.nodes();
    let convention = instance.convention;
    let table = |length: &dyn Fn(usize, usize) -> f64| {
        // Reserved at once, since a table that grows would need its room twice.
        let mut table = Vec::with_capacity(nodes * nodes);
        for from in 0..nodes {
            table.extend((0..nodes).map(|to| scale.length(length(from, to))));
        }
        table
    };
    let mut distance = table(&|from, to| travel.distance(convention, from, to));
    if instance.backhauls == Backhauls::Last {
        bar_backhauls(instance, nodes, &mut distance);
    }
    let timed = matches!(travel, Travel::Table { duration: Some(_), .. });
    let duration = timed.then(|| table(&|from, to| travel.duration(convention, from, to)));
    Profile { distance, duration, hours: Vec::new() }
}

/// Bars the ways from a depot to a backhaul, and from a backhaul to a linehaul.
fn bar_backhauls(instance: &Instance, nodes: usize, distance: &mut [i32]) {
    let (back, line): (Vec<&Customer>, Vec<&Customer>) =
        instance.customers.iter().partition(|customer| customer.pickup != [0; 2]);
    let longest = distance.iter().copied().max().unwrap_or(0);
    let barred = longest.saturating_mul(BARRED_TIMES).min(FREE / BARRED_TIMES);
    for to in &back {
        for depot in &instance.depots {
            distance[depot.node * nodes + to.node] = barred;
        }
        for next in &line {
            distance[to.node * nodes + next.node] = barred;
        }
    }
}

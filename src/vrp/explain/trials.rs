//! What keeps a missing visit off the routes, and the smallest change that lets it on.

use super::pricing::{Gap, Moved, OwnVisits};
use super::tour::{Breach, Limit, Tour};
use super::week::{Standing, beyond};
use super::{Broken, Change, Position, Remedy, Trial, broken, position};
use crate::vrp::parts::{DaySet, FREE};

/// A gap tried, on the way to trials and remedies.
struct Tried {
    days: DaySet,
    at: Position,
    broken: Vec<Broken>,
    rise: i64,
    share: u64,
}

/// What was tried for the missing visits of a client, by day and vehicle type, and the smallest
/// changes that make one of them fit.
pub(super) fn of_missing(standing: &mut Standing<'_>, client: u32) -> (Vec<Trial>, Vec<Remedy>) {
    let there = standing.days[client as usize];
    let patterns = &standing.problem.client(client).patterns;
    let mut wanted: Vec<DaySet> =
        patterns.iter().copied().filter(|days| days & there == there).collect();
    if wanted.is_empty() {
        wanted.clone_from(patterns);
    }
    let mut tried = Vec::new();
    let mut closings = Vec::new();
    let mut remedies = Vec::new();
    for days in wanted {
        let moved = Moved::of(standing, client, days, OwnVisits::Stay);
        let missing = days & !there;
        for day in (0..standing.problem.parts.days).filter(|day| missing >> day & 1 == 1) {
            for gap in moved.gaps(standing, client, day) {
                closings.extend(later_closings(standing, &moved, client, (days, &gap)));
                tried.push(try_gap(standing, &moved, client, (days, gap)));
            }
            remedies.extend(one_more_vehicle(standing, &moved, client, (days, day)));
        }
        standing.undo();
    }
    let trials = nearest(&tried);
    if trials.iter().any(|trial| trial.broken.is_empty()) {
        return (trials, Vec::new());
    }
    remedies.sort_by_key(|remedy| (remedy.rise, remedy.at));
    remedies.truncate(1);
    tried.append(&mut closings);
    let mut smallest = smallest_raises(&tried);
    smallest.append(&mut remedies);
    (trials, smallest)
}

fn try_gap(
    standing: &Standing<'_>,
    moved: &Moved,
    client: u32,
    (days, gap): (DaySet, Gap),
) -> Tried {
    let own = |breach| broken(standing, gap.slot, &gap.clients, breach);
    let mut found: Vec<Broken> = moved.broken_empties(client).into_iter().collect();
    found.extend(gap.broken.iter().copied().map(own));
    let elsewhere = moved.broken_elsewhere(standing, gap.slot);
    let tour = standing.tour(gap.slot, &gap.clients);
    let beside = found.iter().filter(|broken| broken.limit == Limit::Empties).chain(&elsewhere);
    let share = gap.share + beside.map(|broken| tour.share(broken.limit, broken.over)).sum::<u64>();
    found.extend(elsewhere);
    let at = position(standing, gap.slot, gap.rank);
    Tried { days, at, broken: found, rise: gap.rise, share }
}

/// A later closing of one stop that mends all that a gap breaks. It lets the vehicle leave later,
/// too, so that it may mend a route that is too long.
fn later_closings(
    standing: &Standing<'_>,
    moved: &Moved,
    client: u32,
    (days, gap): (DaySet, &Gap),
) -> Vec<Tried> {
    let of_time = |breach: &Breach| matches!(breach.limit, Limit::Window | Limit::Duration);
    let elsewhere = moved.broken_elsewhere(standing, gap.slot);
    let beside = moved.broken_empties(client).is_some() || !elsewhere.is_empty();
    if beside || gap.broken.is_empty() || !gap.broken.iter().all(of_time) {
        return Vec::new();
    }
    let tour = standing.tour(gap.slot, &gap.clients);
    let before = &standing.appraisals[gap.slot as usize].breaches;
    let at = position(standing, gap.slot, gap.rank);
    let closing = |rank: usize| {
        let over = smallest_closing(&tour, rank, before)?;
        let breach = Breach { rank, limit: Limit::Window, over };
        let broken = vec![broken(standing, gap.slot, &gap.clients, breach)];
        let share = tour.share(Limit::Window, over);
        Some(Tried { days, at, broken, rise: gap.rise, share })
    };
    (0..tour.stops.len()).filter_map(closing).collect()
}

/// How much later the last window of a stop has to close so that a tour breaks no more than it did;
/// `None` where that does not help.
fn smallest_closing(tour: &Tour<'_>, rank: usize, before: &[Breach]) -> Option<i32> {
    let close = tour.stops[rank].windows.last()?.close;
    let mut later = tour.clone();
    let mut helps = |by: i32| {
        if let Some(last) = later.stops[rank].windows.last_mut() {
            last.close = close + by;
        }
        beyond(&later.appraise().breaches, before).is_empty()
    };
    let (mut lacks, mut enough) = (0, FREE / 8);
    if !helps(enough) {
        return None;
    }
    while enough - lacks > 1 {
        let middle = lacks + (enough - lacks) / 2;
        if helps(middle) {
            enough = middle;
        } else {
            lacks = middle;
        }
    }
    Some(enough)
}

/// The gap of each day and vehicle type that comes nearest.
fn nearest(tried: &[Tried]) -> Vec<Trial> {
    let mut order: Vec<&Tried> = tried.iter().collect();
    let kind = |tried: &Tried| (tried.at.day, tried.at.vehicle);
    order.sort_by_key(|tried| {
        (kind(tried), !tried.broken.is_empty(), tried.share, tried.rise, tried.days, tried.at)
    });
    order.dedup_by_key(|tried| kind(tried));
    let trial = |tried: &Tried| Trial {
        days: tried.days,
        at: tried.at,
        broken: tried.broken.clone(),
        rise: tried.rise,
    };
    order.into_iter().map(trial).collect()
}

/// The smallest raise of each limit, in its own unit, that makes a gap fit; those that are the
/// smallest share of their limit first. Rests are the law's, and no raise.
fn smallest_raises(tried: &[Tried]) -> Vec<Remedy> {
    let raise = |tried| Some((one_raise(tried)?, tried));
    let mut raises: Vec<(Broken, &Tried)> = tried.iter().filter_map(raise).collect();
    raises.sort_by_key(|(raise, tried)| (raise.over, tried.rise, tried.days, tried.at));
    let mut seen = [false; Limit::COUNT];
    raises.retain(|(raise, _)| !std::mem::replace(&mut seen[raise.limit as usize], true));
    raises.sort_by_key(|(_, tried)| (tried.share, tried.at));
    let remedy = |(raise, tried): (Broken, &Tried)| {
        let change = Change::Raise(raise);
        Remedy { change, days: tried.days, at: tried.at, rise: tried.rise }
    };
    raises.into_iter().map(remedy).collect()
}

/// The raise of one limit that mends all that a gap breaks: a vehicle type may be too small on
/// several routes.
fn one_raise(tried: &Tried) -> Option<Broken> {
    let most = tried.broken.iter().copied().max_by_key(|broken| broken.over)?;
    let of_client = matches!(most.limit, Limit::Window | Limit::Empties);
    let at = |broken: &Broken| match broken.limit {
        Limit::Window | Limit::Empties => (broken.route.map(|(day, ..)| day), broken.client),
        _ => (broken.route.map(|(_, vehicle, _)| vehicle), None),
    };
    let same = |other: &Broken| (other.limit, at(other)) == (most.limit, at(&most));
    let client = most.client.filter(|_| of_client);
    let mends = most.limit != Limit::Rest && tried.broken.iter().all(same);
    mends.then_some(Broken { client, ..most })
}

/// One more vehicle of a type that all drive on a day, if it can make the visit alone.
fn one_more_vehicle(
    standing: &Standing<'_>,
    moved: &Moved,
    client: u32,
    (days, day): (DaySet, usize),
) -> Vec<Remedy> {
    let problem = standing.problem;
    if moved.empties > 0 || !moved.broken.is_empty() {
        return Vec::new();
    }
    let may = |vehicle: &usize| {
        let here = problem.slots_of_kind(day, *vehicle);
        let busy = |slot: u32| !moved.route(standing, slot).0.is_empty();
        problem.client(client).vehicles >> *vehicle & 1 == 1
            && !here.is_empty()
            && here.clone().all(busy)
    };
    let alone = |vehicle: usize| {
        let slots = problem.slots_of_kind(day, vehicle);
        let appraisal = standing.tour(slots.start, &[client]).appraise();
        let number = u32::try_from(slots.len()).expect("slots are numbered by u32");
        let at = Position { day, vehicle, number, rank: 0 };
        let remedy = Remedy { change: Change::Vehicle, days, at, rise: appraisal.cost };
        appraisal.breaches.is_empty().then_some(remedy)
    };
    (0..problem.parts.vehicles.len()).filter(may).filter_map(alone).collect()
}

//! What sealed bags past the hub can save of lead time, at a price for each.
//!
//! Every route may take a few bags. Let each cost a price: then routes earn back that price for as
//! many bags as they may take, and a pair of places may have as many bags as pay on each day that
//! both are visited. Whatever the price, no plan saves more than that.

use std::collections::BTreeMap;

use super::days::{Dock, PlaceDays, horizon};
use super::lead::day_price;
use crate::app::plan_week::PlanRequest;
use crate::index::PlaceIdx;
use crate::model::{Parcel, Plan, ServiceDate};
use crate::transit::delivered_on;

/// What goes into bags from one place to another.
type Goods<'a> = BTreeMap<(PlaceIdx, PlaceIdx), Vec<&'a Parcel>>;

/// The bags that a route may take.
pub(super) fn bags_max(request: &PlanRequest<'_>) -> i64 {
    request.province.settings().bag.transfers_max.max(0)
}

fn goods(plan: &Plan) -> Goods<'_> {
    let mut goods = Goods::new();
    let by_item = |parcel: &&Parcel| parcel.whole_crates.is_none() && parcel.from != parcel.to;
    for parcel in plan.parcels.iter().filter(by_item) {
        goods.entry((parcel.from, parcel.to)).or_default().push(parcel);
    }
    goods
}

/// A place that vehicles come to, by number.
fn node(request: &PlanRequest<'_>, places: &[PlaceDays], place: PlaceIdx) -> Option<usize> {
    let node = places.iter().position(|of| of.place == place)?;
    (!request.province.places()[place].in_hub_building).then_some(node)
}

/// What bags save for the patterns of pairs of places, the lower number first, beyond their price.
pub(super) fn bag_savings(
    request: &PlanRequest<'_>,
    plan: &Plan,
    places: &[PlaceDays],
    price: i64,
) -> BTreeMap<[usize; 2], Vec<i64>> {
    let mut savings: BTreeMap<[usize; 2], Vec<i64>> = BTreeMap::new();
    if bags_max(request) == 0 {
        return savings;
    }
    for ((from, to), parcels) in goods(plan) {
        let ends = node(request, places, from).zip(node(request, places, to));
        let Some((a, b)) = ends else { continue };
        let nodes = [a.min(b), a.max(b)];
        let [rows, columns] = nodes.map(|node| places[node].patterns.len());
        let into = savings.entry(nodes).or_insert_with(|| vec![0; rows * columns]);
        for of_a in 0..places[a].visits.len() {
            for of_b in 0..places[b].visits.len() {
                let ways = [&places[a].visits[of_a], &places[b].visits[of_b]];
                let place = if a < b { of_a * columns + of_b } else { of_b * columns + of_a };
                into[place] += days_together(request, ways)
                    .map(|day| {
                        let steps = steps(request, &parcels, ways, day);
                        steps.into_iter().map(|step| (step - price).max(0)).sum::<i64>()
                    })
                    .sum::<i64>();
            }
        }
    }
    savings
}

/// The days of the week on which both are visited.
fn days_together<'a>(
    request: &PlanRequest<'_>,
    [from, to]: [&'a Vec<ServiceDate>; 2],
) -> impl Iterator<Item = ServiceDate> + 'a {
    let week = request.week;
    let both = from.iter().filter(move |date| week.contains(**date) && to.contains(date));
    both.copied()
}

/// What each further bag of a day saves at most, never more than the one before.
fn steps(
    request: &PlanRequest<'_>,
    parcels: &[&Parcel],
    [from, to]: [&Vec<ServiceDate>; 2],
    day: ServiceDate,
) -> Vec<i64> {
    let settings = request.province.settings();
    let arrives = delivered_on(to, day, settings.hub.sort_days);
    let sooner = day.days_until(arrives.unwrap_or_else(|| horizon(request.week)));
    let on_day = |parcel: &&&Parcel| Dock::Visited(from).leaves(parcel.ready) == Some(day);
    let mut items: Vec<Packed> = (parcels.iter().filter(on_day))
        .map(|parcel| Packed {
            saves: day_price(request.province, parcel) * sooner,
            takes: [parcel.millilitres_each.0, parcel.grams_each.0].map(|of| of * parcel.items.0),
        })
        .filter(|item| item.saves > 0)
        .collect();
    let holds = [settings.bag.volume.0, settings.bag.mass.0];
    let mut least = Vec::new();
    for (dimension, holds) in holds.into_iter().enumerate() {
        // The most saved for its room first.
        let order = |a: &Packed, b: &Packed| {
            let of = |one: &Packed, other: &Packed| {
                i128::from(one.saves) * i128::from(other.takes[dimension])
            };
            of(b, a).cmp(&of(a, b))
        };
        items.sort_by(order);
        let filled = (1..=bags_max(request)).map(|bags| filled(&items, dimension, bags * holds));
        let filled: Vec<i64> = filled.collect();
        if least.is_empty() {
            least = filled;
        } else {
            least.iter_mut().zip(filled).for_each(|(least, of)| *least = of.min(*least));
        }
    }
    let mut before = 0;
    let step = |sum: &i64| sum - std::mem::replace(&mut before, *sum);
    least.iter().map(step).collect()
}

/// Items of a parcel: what they save, and the room and mass that they take.
struct Packed {
    saves: i64,
    takes: [i64; 2],
}

/// What goes in at most, the last parcel in part, rounded up.
fn filled(items: &[Packed], dimension: usize, mut room: i64) -> i64 {
    let mut saved = 0;
    for item in items {
        let takes = item.takes[dimension];
        if takes <= room {
            saved += item.saves;
            room -= takes;
        } else {
            let part = i128::from(item.saves) * i128::from(room.max(0));
            let part = -(-part).div_euclid(i128::from(takes));
            saved += i64::try_from(part).expect("a part of what fits");
            break;
        }
    }
    saved
}

/// The price at which about as many bags pay, under the days of a plan, as its routes may take.
pub(super) fn fair_price(request: &PlanRequest<'_>, plan: &Plan, places: &[PlaceDays]) -> i64 {
    let visited = |place: PlaceIdx| -> Vec<ServiceDate> {
        let this = plan.visits.iter().filter(|of| of.place == place).map(|of| of.date);
        let next = plan.following.iter().filter(|of| of.place == place).map(|of| of.date);
        let mut dates: Vec<ServiceDate> = this.chain(next).collect();
        dates.sort_unstable();
        dates
    };
    let mut all = Vec::new();
    for ((from, to), parcels) in goods(plan) {
        let ends = node(request, places, from).zip(node(request, places, to));
        if ends.is_some() {
            let dates = [from, to].map(visited);
            let ways = [&dates[0], &dates[1]];
            all.extend(
                days_together(request, ways).flat_map(|day| steps(request, &parcels, ways, day)),
            );
        }
    }
    all.sort_unstable_by_key(|saves| std::cmp::Reverse(*saves));
    let room = plan.routes.len() * usize::try_from(bags_max(request)).unwrap_or(0);
    all.get(room).copied().unwrap_or(0).max(0)
}

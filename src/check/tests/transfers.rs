//! Sealed bags from stop to stop: one that holds, and corruptions of it.

use super::week::{Week, on, week};
use crate::index::{ParcelIdx, RouteIdx, VisitIdx};
use crate::model::{CrateFill, Parcel, TransferBag, Weekday};
use crate::units::{Crates, Grams, Items, Millilitres};

const MONDAY: RouteIdx = RouteIdx(0);
const ROLDE_MONDAY: VisitIdx = VisitIdx(1);
const EMMEN_MONDAY: VisitIdx = VisitIdx(2);
const EMMEN_THURSDAY: VisitIdx = VisitIdx(6);
/// Forty items from Rolde to Emmen.
const RETURN: ParcelIdx = ParcelIdx(4);

/// The valid week with bags that hold the return of Rolde, which goes to Emmen in one.
fn with_bag() -> Week {
    let mut week = week();
    let bag = &mut week.parts.settings.bag;
    (bag.mass, bag.volume) = (Grams(40_000), Millilitres(90_000));
    let plan = &mut week.plan;
    let drop = |crates: &mut Vec<CrateFill>| {
        for fill in crates.iter_mut() {
            fill.contents.retain(|(parcel, _)| *parcel != RETURN);
        }
        crates.retain(|fill| !fill.contents.is_empty());
    };
    drop(&mut plan.visits[ROLDE_MONDAY].pickup.crates);
    drop(&mut plan.visits[EMMEN_THURSDAY].delivery.crates);
    let left = plan.visits[ROLDE_MONDAY].pickup.crates.len();
    plan.visits[ROLDE_MONDAY].pickup.crates_at_least = Crates(i64::from(left > 0));
    let parcel: &mut Parcel = &mut plan.parcels[RETURN];
    parcel.delivered_by = Some(EMMEN_MONDAY);
    parcel.arrives = Some(on(Weekday::Mon));
    let fill = CrateFill { contents: vec![(RETURN, Items(40))] };
    let bag = TransferBag { from: ROLDE_MONDAY, to: EMMEN_MONDAY, fill };
    plan.routes[MONDAY].transfers.push(bag);
    week.settle();
    week
}

#[track_caller]
fn breaks<const N: usize>(rules: [&str; N], corrupt: impl FnOnce(&mut Week)) {
    let mut week = with_bag();
    corrupt(&mut week);
    week.settle();
    let said: Vec<String> = week.verdict().violations.iter().map(ToString::to_string).collect();
    assert_eq!(week.broken(), rules, "{said:#?}");
}

fn bag(week: &mut Week) -> &mut TransferBag {
    &mut week.plan.routes[MONDAY].transfers[0]
}

#[test]
fn a_parcel_in_a_bag_arrives_on_the_day_it_leaves() {
    let week = with_bag();
    assert_eq!(week.broken(), [""; 0]);
    let without = super::week::week().verdict().cost;
    let with = week.verdict().cost;
    assert!(with.lead_time < without.lead_time, "three days earlier");
    assert!(with.item_handling < without.item_handling, "not sorted at the hub");
}

#[test]
fn a_bag_rides_forwards_on_its_own_route() {
    // The bag no longer shortens the way of its parcel, so that its facts break, too.
    let ways =
        ["delivered_by", "arrives", "transfer", "pickup_contents", "delivery_contents", "cost"];
    breaks(ways, |week| {
        let bag = bag(week);
        std::mem::swap(&mut bag.from, &mut bag.to);
        // What the plan says of the parcel stays.
    });
}

#[test]
fn a_bag_holds_whole_parcels_once() {
    breaks(["transfer", "pickup_contents", "delivery_contents"], |week| {
        bag(week).fill.contents[0].1 = Items(39);
    });
    breaks(["transfer"], |week| {
        let contents = &mut bag(week).fill.contents;
        *contents = vec![(RETURN, Items(20)), (RETURN, Items(20))];
    });
    breaks(["transfer"], |week| {
        let (from, to) = (ROLDE_MONDAY, EMMEN_MONDAY);
        let empty = TransferBag { from, to, fill: CrateFill::default() };
        week.plan.routes[MONDAY].transfers.push(empty);
    });
}

#[test]
fn a_bag_has_the_limits_of_a_bag_and_takes_the_room_of_a_crate() {
    breaks(["bag_mass"], |week| week.parts.settings.bag.mass = Grams(10_000));
    breaks(["bag_volume"], |week| week.parts.settings.bag.volume = Millilitres(10_000));
    let most = |week: &Week| {
        let province = week.province();
        let case = crate::check::case::Case::new(&province, &week.travel, &week.plan);
        crate::check::load::loads(&case, &week.plan.routes[MONDAY])
    };
    let (with, mut without) = (with_bag(), with_bag());
    without.plan.routes[MONDAY].transfers.clear();
    let (with, without) = (most(&with), most(&without));
    let more: Vec<i64> = with.iter().zip(&without).map(|(a, b)| (a.0 - b.0).0).collect();
    assert_eq!(more, [0, 1, 0], "on the leg from Rolde to Emmen alone");
    assert!(with[1].1 > without[1].1);
}

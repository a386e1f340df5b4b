//! Corrupted crates: contents, limits, mixed crates, empties, load.

use super::week::{EMMEN, HUB, ROLDE, Week, breaks, on, week};
use crate::check::{Rule, Side, Subject};
use crate::index::{ParcelIdx, RouteIdx, ShipmentIdx, VehicleIdx, VisitIdx};
use crate::model::{CrateFill, MixedCrate, Unserved, UnservedReason, Weekday};
use crate::units::{Crates, Grams, Items, Millilitres, Seconds};

/// Collects the return of Rolde: 40 items in two crates.
const ROLDE_MONDAY: VisitIdx = VisitIdx(1);
const COEVORDEN_TUESDAY: VisitIdx = VisitIdx(3);
/// Brings that return, an item of the background collection, and collects an item.
const EMMEN_THURSDAY: VisitIdx = VisitIdx(6);
/// Brings a bag.
const COEVORDEN_FRIDAY: VisitIdx = VisitIdx(7);
const RETURN: ParcelIdx = ParcelIdx(4);
const THEME: ParcelIdx = ParcelIdx(6);

#[test]
fn a_lost_crate_is_named() {
    breaks(["pickup_contents"], |week| {
        week.plan.visits[ROLDE_MONDAY].pickup.crates.pop();
        week.settle();
    });
    breaks(["delivery_contents"], |week| {
        week.plan.visits[EMMEN_THURSDAY].delivery.crates.pop();
        week.settle();
    });
}

#[test]
fn a_missing_or_a_strange_item_is_named() {
    breaks(["pickup_contents"], |week| {
        week.plan.visits[ROLDE_MONDAY].pickup.crates[0].contents[0].1 -= Items(1);
    });
    breaks(["delivery_contents"], |week| {
        let bag = week.plan.visits[COEVORDEN_FRIDAY].delivery.bag.as_mut().unwrap();
        bag.contents.remove(0);
    });
    breaks(["delivery_contents"], |week| {
        let bag = week.plan.visits[COEVORDEN_FRIDAY].delivery.bag.as_mut().unwrap();
        bag.contents.push((RETURN, Items(1)));
    });
}

#[test]
fn what_stays_behind_is_in_no_crate_and_has_a_reason() {
    let left = |items, reason| Unserved::Parcel { parcel: RETURN, items: Items(items), reason };
    let leave_behind = |week: &mut Week| {
        week.plan.visits[ROLDE_MONDAY].pickup.crates[0].contents[0].1 -= Items(1);
        week.plan.visits[EMMEN_THURSDAY].delivery.crates[0].contents[0].1 -= Items(1);
    };
    let full = UnservedReason::VehicleFull { crates: Crates(20) };
    let take_out = |week: &mut Week| {
        let contents = &week.plan.visits[EMMEN_THURSDAY].delivery.crates[0].contents;
        let at = contents.iter().position(|(parcel, _)| *parcel == RETURN).unwrap();
        week.plan.visits[EMMEN_THURSDAY].delivery.crates[0].contents[at].1 -= Items(1);
        week.plan.visits[ROLDE_MONDAY].pickup.crates[0].contents[0].1 -= Items(1);
        week.plan.unserved.push(left(1, full));
    };
    let fill_up = |week: &mut Week| {
        let most = week.verdict().crates_on_board_max;
        week.parts.vehicles[VehicleIdx(0)].crates = most;
    };
    breaks([], |week| {
        take_out(week);
        fill_up(week);
    });
    // One item fills one crate, whatever the plan claims.
    breaks(["unserved_reason"], take_out);
    breaks(["pickup_contents", "delivery_contents"], |week| {
        week.plan.unserved.push(left(1, full));
        fill_up(week);
    });
    for reason in [
        UnservedReason::Oversize,
        UnservedReason::NoVisit,
        UnservedReason::VehicleFull { crates: Crates(1) },
        UnservedReason::NoRouteFits { short: Seconds(1) },
    ] {
        let mut week = week();
        leave_behind(&mut week);
        week.plan.unserved.push(left(1, reason));
        assert!(week.broken().contains(&"unserved_reason"), "{reason:?}");
    }
    let mut week = week();
    week.plan.unserved.push(left(41, full));
    assert!(week.broken().contains(&"unserved_items"));
}

#[test]
fn what_stays_behind_is_named_once_for_each_reason() {
    breaks(["unserved_items", "unserved_reason"], |week| {
        let reason = UnservedReason::NoVisit;
        let line = Unserved::Parcel { parcel: RETURN, items: Items(1), reason };
        week.plan.visits[ROLDE_MONDAY].pickup.crates[0].contents[0].1 -= Items(2);
        let contents = &mut week.plan.visits[EMMEN_THURSDAY].delivery.crates[0].contents;
        let (_, items) = contents.iter_mut().find(|(parcel, _)| *parcel == RETURN).unwrap();
        *items -= Items(2);
        week.plan.unserved = vec![line, line];
    });
}

#[test]
fn what_no_visit_moves_is_named() {
    let strand = |week: &mut Week| {
        let late = &mut week.parts.shipments[ShipmentIdx(5)];
        (late.from, late.to, late.ready) = (HUB, ROLDE, on(Weekday::Fri));
        late.accepted = late.ready;
        week.rebuild();
        week.plan.following.retain(|visit| visit.place != ROLDE);
        let parcel = week.plan.parcels.indices().last().unwrap();
        (week.plan.parcels[parcel].leaves, week.plan.parcels[parcel].arrives) = (None, None);
        week.settle();
        parcel
    };
    breaks(["unserved_items"], |week| {
        strand(week);
    });
    breaks([], |week| {
        let parcel = strand(week);
        let items = week.plan.parcels[parcel].items;
        let reason = UnservedReason::NoVisit;
        week.plan.unserved.push(Unserved::Parcel { parcel, items, reason });
    });
}

#[test]
fn a_crate_too_heavy_or_too_full_is_named() {
    let one_crate = |week: &mut Week| {
        let all = CrateFill { contents: vec![(RETURN, Items(40))] };
        week.plan.visits[ROLDE_MONDAY].pickup.crates = vec![all];
        week.settle();
    };
    breaks(["crate_volume", "crate_mass"], one_crate);
    breaks(["crate_mass"], |week| {
        one_crate(week);
        week.parts.settings.crate_type.filling_percent = 100;
    });
    breaks(["crate_volume"], |week| {
        one_crate(week);
        week.parts.settings.crate_type.gross_max = Grams(23_000);
    });
}

#[test]
fn a_bag_has_limits_of_its_own() {
    breaks(["bag_mass"], |week| week.parts.settings.bag.mass = Grams(1_000));
    breaks(["bag_volume"], |week| week.parts.settings.bag.volume = Millilitres(3_000));
}

#[test]
fn whole_crates_are_counted_and_take_nothing_else() {
    breaks(["whole_crates"], |week| {
        let crates = &mut week.plan.visits[COEVORDEN_TUESDAY].delivery.crates;
        *crates = vec![CrateFill { contents: vec![(THEME, Items(60))] }];
        week.settle();
    });
    let mut week = week();
    let crates = &mut week.plan.visits[COEVORDEN_TUESDAY].delivery.crates;
    crates[0].contents.push((RETURN, Items(1)));
    let broken = week.verdict().violations;
    let subject = Subject::Crate(COEVORDEN_TUESDAY, Side::Delivery, 0);
    assert!(broken.iter().any(|found| (found.rule, found.subject) == (Rule::WholeCrates, subject)));
}

#[test]
fn a_lower_bound_above_the_crates_used_is_no_bound() {
    breaks(["crates_at_least"], |week| {
        week.plan.visits[ROLDE_MONDAY].pickup.crates_at_least = Crates(3);
    });
    breaks([], |week| {
        week.plan.visits[COEVORDEN_FRIDAY].delivery.crates_at_least = Crates(1);
    });
}

#[test]
fn a_bag_rides_in_one_mixed_crate_of_its_route() {
    let route = RouteIdx(3);
    breaks(["mixed_crate"], |week| week.plan.routes[route].mixed_crates.clear());
    breaks(["mixed_crate"], |week| {
        let again = MixedCrate { visits: vec![COEVORDEN_FRIDAY] };
        week.plan.routes[route].mixed_crates.push(again);
    });
    breaks(["mixed_crate"], |week| {
        week.plan.routes[route].mixed_crates[0].visits.push(ROLDE_MONDAY);
    });
    breaks(["mixed_crate"], |week| {
        week.plan.routes[RouteIdx(0)].mixed_crates.push(MixedCrate { visits: Vec::new() });
    });
}

#[test]
fn the_bags_of_a_mixed_crate_fit_together() {
    // The bag weighs 2,250 g and takes 5,100 ml at most; the theme's crates are exempt.
    let mut week = week();
    week.parts.settings.crate_type.gross_max = Grams(1_900 + 1_500);
    assert!(week.broken().contains(&"mixed_crate_mass"));
    let mut week = super::week::week();
    week.parts.settings.crate_type.filling_percent = 5;
    assert!(week.broken().contains(&"mixed_crate_volume"));
}

#[test]
fn a_place_cannot_put_out_crates_that_it_lacks() {
    breaks(["crates_at_place"], |week| week.place(EMMEN).service.empties = Crates(2));
    breaks(["crates_at_place"], |week| {
        week.plan.visits[ROLDE_MONDAY].pickup.empties = Crates(3);
        week.settle();
    });
    breaks(["crates_room"], |week| {
        week.plan.visits[VisitIdx(5)].delivery.empties = Crates(6);
        week.settle();
    });
}

#[test]
fn the_hub_sends_no_crates_that_it_lacks() {
    // Monday brings one crate to Assen, Tuesday two to Coevorden; Monday brings back five.
    breaks(["hub_crates"], |week| week.parts.settings.crates_in_circulation = 16);
    breaks([], |week| week.parts.settings.crates_in_circulation = 17);
}

#[test]
fn the_load_is_held_on_every_leg() {
    let mut week = week();
    week.plan.visits[ROLDE_MONDAY].delivery.empties = Crates(4);
    week.plan.visits[ROLDE_MONDAY].pickup.empties = Crates(2);
    week.settle();
    assert_eq!(week.broken(), [""; 0]);
    // Leg 0 carries the four empties out, leg 2 all that is collected, leg 1 four as well.
    let verdict = week.verdict();
    assert_eq!(verdict.crates_on_board_max, Crates(7));
    week.parts.vehicles[VehicleIdx(0)].crates = Crates(6);
    let broken = week.verdict().violations;
    let legs: Vec<_> = broken.iter().map(|found| (found.rule, found.subject)).collect();
    assert_eq!(legs, [(Rule::LoadCrates, Subject::Leg { route: RouteIdx(0), leg: 2 })]);
}

#[test]
fn the_mass_on_board_is_crates_and_contents() {
    let heaviest = week().verdict().load_max;
    breaks([], |week| {
        for vehicle in &mut week.parts.vehicles {
            vehicle.payload = heaviest;
        }
    });
    breaks(["load_mass"], |week| {
        for vehicle in &mut week.parts.vehicles {
            vehicle.payload = heaviest - Grams(1);
        }
    });
}

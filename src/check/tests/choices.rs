//! Corrupted visits, supplies and movements.

use super::week::{ASSEN, BACKGROUND, COEVORDEN, EMMEN, HUB, ROLDE, Week, breaks, date, on, week};
use crate::check::{Fact, Rule, Subject};
use crate::index::{
    OrganisationIdx, ParcelIdx, PlaceIdx, RequestIdx, RouteIdx, ShipmentIdx, TitleIdx, VisitIdx,
};
use crate::model::{
    Closure, Delivery, Excuse, ExcuseReason, FollowingVisit, LendingLimits, Source, Supply,
    Unserved, UnservedReason, Weekday, WeekdaySet,
};
use crate::units::{Items, Seconds};

fn excuse(place: PlaceIdx, visits: u8, open: &str) -> Excuse {
    let open: WeekdaySet = open.parse().expect("weekdays");
    Excuse { place, visits, reason: ExcuseReason::ClosedDays { open } }
}

#[test]
fn a_visit_on_a_closed_day_or_a_day_without_access_is_named() {
    let closed = |first: &str| Closure {
        place: Some(COEVORDEN),
        first: date(first),
        last: date(first),
        reason: "works".to_owned(),
    };
    breaks(["visit_day"], |week| week.parts.closures.push(closed("2026-11-24")));
    breaks(["following_visit"], |week| week.parts.closures.push(closed("2026-12-01")));
    breaks(["visit_day", "following_visit"], |week| {
        week.place(COEVORDEN).access.windows[1].clear();
    });
}

#[test]
fn a_place_gets_its_number_of_visits_and_no_third() {
    breaks(["visit_count", "following_visit"], |week| week.place(ROLDE).visits_per_week = 1);
    breaks(["visit_count"], |week| week.place(ROLDE).visits_per_week = 3);
}

#[test]
fn a_second_visit_on_one_date_is_named() {
    breaks(["visit_once"], |week| {
        week.plan.visits.push(week.plan.visits[VisitIdx(7)].clone());
        let again = week.plan.visits.len() - 1;
        let again = VisitIdx(u32::try_from(again).unwrap());
        week.plan.visits[again].delivery = Delivery::default();
        week.plan.routes[RouteIdx(3)].visits.push(again);
        week.place(COEVORDEN).visits_per_week = 3;
        week.parts.settings.visit_spacing_min_days = 7;
        week.parts.settings.work.work_break.after = Seconds(150 * 60);
        week.settle();
    });
}

#[test]
fn visits_keep_their_distance_where_the_days_allow_it() {
    let wednesday_and_friday = |week: &mut Week| {
        week.parts.shipments[ShipmentIdx(4)].ready = on(Weekday::Thu);
        week.rebuild();
        week.plan.visits[VisitIdx(3)].date = on(Weekday::Wed);
        week.plan.routes[RouteIdx(1)].date = on(Weekday::Wed);
        week.plan.parcels[ParcelIdx(6)].arrives = Some(on(Weekday::Wed));
        week.settle();
    };
    breaks([], wednesday_and_friday);
    breaks(["visit_spacing"], |week| {
        wednesday_and_friday(week);
        week.parts.settings.visit_spacing_min_days = 3;
    });
    breaks([], |week| {
        wednesday_and_friday(week);
        week.parts.settings.visit_spacing_min_days = 4;
    });
}

#[test]
fn an_excuse_is_proven_by_the_calendar() {
    breaks(["excuse"], |week| week.plan.excuses.push(excuse(EMMEN, 1, "Mon+Thu")));
    breaks([], |week| {
        week.place(EMMEN).visits_per_week = 3;
        week.place(EMMEN).access.key = false;
        for day in [1, 2, 4] {
            week.place(EMMEN).access.windows[day].clear();
        }
        week.plan.excuses.push(excuse(EMMEN, 1, "Mon+Thu"));
    });
    breaks(["visit_count", "excuse"], |week| {
        week.place(EMMEN).visits_per_week = 3;
        week.plan.excuses.push(excuse(EMMEN, 1, "Mon+Tue+Wed+Thu+Fri"));
    });
}

#[test]
fn a_missing_visit_stays_a_violation_when_the_plan_admits_it() {
    let unserved = Unserved::Visit {
        place: EMMEN,
        reason: UnservedReason::NoRouteFits { short: Seconds(60) },
    };
    breaks(["visit_count"], |week| {
        week.place(EMMEN).visits_per_week = 3;
        week.plan.unserved.push(unserved);
    });
    breaks(["unserved_reason"], |week| week.plan.unserved.push(unserved));
    breaks(["visit_count", "unserved_reason"], |week| {
        week.place(EMMEN).visits_per_week = 3;
        let reason = UnservedReason::Oversize;
        week.plan.unserved.push(Unserved::Visit { place: EMMEN, reason });
    });
}

#[test]
fn the_trolley_goes_within_the_building_only() {
    breaks(["visit_route"], |week| week.place(ASSEN).in_hub_building = false);
    breaks(["visit_route"], |week| week.place(ROLDE).in_hub_building = true);
}

#[test]
fn a_following_visit_is_named_once_and_within_the_norm() {
    breaks(["following_visit"], |week| {
        let twice = week.plan.following[0];
        week.plan.following.insert(0, twice);
    });
    breaks(["following_visit"], |week| {
        let third = FollowingVisit { place: ROLDE, date: date("2026-12-04") };
        week.plan.following.insert(7, third);
    });
}

#[test]
fn supplies_add_up_to_the_request() {
    breaks(["supply_quantity"], |week| week.plan.supplies[6].quantity = Items(2));
    breaks(["supply_quantity"], |week| {
        week.plan.supplies.remove(6);
    });
    let doubled = |week: &mut Week| {
        let again = week.plan.supplies[7];
        week.plan.supplies.push(again);
        week.settle();
    };
    breaks(["supply_quantity", "shelf_copies"], doubled);
}

#[test]
fn a_request_of_the_weekend_waits_for_its_own_week() {
    breaks(["supply_considered"], |week| {
        let late = RequestIdx(7);
        let quantity = Items(1);
        week.plan.supplies.push(Supply {
            request: late,
            source: Source::Unfilled,
            edition: None,
            quantity,
        });
    });
}

#[test]
fn no_more_is_pulled_than_the_shelf_and_its_staff_give() {
    breaks(["shelf_copies"], |week| {
        week.plan.supplies[3].source = Source::Shelf(ROLDE);
        week.rebuild();
    });
    breaks(["pull_capacity"], |week| week.place(BACKGROUND).service.pull_capacity = Items(0));
    // On Monday and on Thursday Emmen pulls one item.
    breaks([], |week| week.place(EMMEN).service.pull_capacity = Items(1));
    breaks(["pull_capacity"], |week| week.place(EMMEN).service.pull_capacity = Items(0));
}

#[test]
fn an_organisation_lends_no_more_than_it_allows() {
    let lending_max = |week: &mut Week, most| {
        week.parts.organisations[OrganisationIdx(2)].lending.most = Some(Items(most));
    };
    // Emmen is of Zuid, and pulls an item on Monday and one on Thursday.
    breaks([], |week| lending_max(week, 2));
    breaks(["lending_max"], |week| lending_max(week, 1));
}

#[test]
fn an_organisation_keeps_to_what_it_lends_beyond_what_it_borrows() {
    let net = |week: &Week| {
        let organisation = |place: PlaceIdx| week.parts.places[place].organisation;
        let of = |supply: &Supply| match supply.source {
            Source::Shelf(lender) => {
                let pickup = week.parts.requests[supply.request].pickup;
                let zuid = OrganisationIdx(2);
                let lends = i64::from(organisation(lender) == zuid);
                (lends - i64::from(organisation(pickup) == zuid)) * supply.quantity.0
            }
            _ => 0,
        };
        Items(week.plan.supplies.iter().map(of).sum())
    };
    let limit = |week: &mut Week, net_least, net_most| {
        let zuid = &mut week.parts.organisations[OrganisationIdx(2)];
        zuid.lending = LendingLimits { most: None, net_least, net_most };
    };
    let now = net(&week());
    breaks([], |week| limit(week, Some(now), Some(now)));
    breaks(["net_lending"], |week| limit(week, None, Some(now - Items(1))));
    breaks(["net_lending"], |week| limit(week, Some(now + Items(1)), None));
}

#[test]
fn a_request_for_the_copy_of_one_place_gets_that_copy_or_none() {
    let only = |week: &mut Week, request, place| {
        week.parts.requests[RequestIdx(request)].only_from = Some(place);
    };
    breaks([], |week| only(week, 0, EMMEN));
    breaks(["only_from"], |week| only(week, 0, ASSEN));
    breaks(["only_from"], |week| only(week, 3, EMMEN));
    // A copy left elsewhere is none for it.
    let unfilled = |week: &mut Week| {
        week.plan.supplies[3].source = Source::Unfilled;
        week.rebuild();
    };
    breaks(["copy_left"], unfilled);
    breaks([], |week| {
        unfilled(week);
        only(week, 2, COEVORDEN);
    });
}

#[test]
fn the_hold_shelf_takes_shelf_copies_and_copies_from_outside() {
    breaks([], |week| week.place(COEVORDEN).service.shelf_capacity = Items(3));
    breaks(["hold_shelf"], |week| week.place(COEVORDEN).service.shelf_capacity = Items(2));
}

#[test]
fn only_copies_that_come_back_in_time_are_awaited() {
    breaks(["returning_copies"], |week| {
        week.parts.requests[RequestIdx(3)].limit = date("2026-11-29");
    });
    breaks(["returning_copies"], |week| week.plan.supplies[6].source = Source::Returning);
}

#[test]
fn nobody_waits_while_a_copy_could_be_pulled() {
    for source in [Source::Unfilled, Source::Outside, Source::Returning] {
        let give_up = |week: &mut Week| {
            week.plan.supplies[0].source = source;
            week.rebuild();
        };
        breaks(["copy_left"], give_up);
        breaks([], |week| {
            week.plan.supplies[0].source = source;
            week.plan.supplies[2].source = source;
            week.place(EMMEN).service.pull_capacity = Items(0);
            week.rebuild();
        });
    }
    breaks([], |week| {
        week.plan.supplies[0].source = Source::Unfilled;
        week.place(ROLDE).service.shelf_capacity = Items(1);
        week.rebuild();
    });
}

#[test]
fn an_own_copy_goes_before_one_from_elsewhere() {
    breaks(["own_copy_first"], |week| {
        week.plan.supplies[7].source = Source::Outside;
        week.rebuild();
    });
    breaks(["copy_left", "own_copy_first"], |week| {
        week.parts.requests[RequestIdx(2)].pickup = EMMEN;
        week.parts.requests[RequestIdx(2)].title = TitleIdx(0);
        week.plan.supplies[3].source = Source::Shelf(ASSEN);
        week.plan.supplies[1].source = Source::Shelf(EMMEN);
        week.plan.supplies[0].source = Source::Returning;
        week.plan.supplies[2].source = Source::Returning;
        week.rebuild();
    });
}

#[test]
fn a_lost_or_altered_parcel_is_named() {
    breaks(["parcels"], |week| {
        week.parts.shipments[ShipmentIdx(5)].ready = date("2026-11-27");
    });
    breaks(["parcels", "cost"], |week| {
        week.plan.parcels[ParcelIdx(4)].accepted = date("2026-11-22");
    });
    breaks(["parcels"], |week| week.parts.shipments[ShipmentIdx(0)].items = Items(41));
    breaks(["parcels"], |week| {
        week.plan.parcels[ParcelIdx(3)].ready = on(Weekday::Thu);
        week.plan.parcels[ParcelIdx(3)].leaves = Some(on(Weekday::Thu));
        week.plan.parcels[ParcelIdx(3)].arrives = Some(date("2026-11-30"));
        week.plan.parcels[ParcelIdx(3)].delivered_by = None;
        let crates = &mut week.plan.visits[VisitIdx(6)].delivery.crates;
        for krat in crates {
            krat.contents.retain(|(parcel, _)| *parcel != ParcelIdx(3));
        }
        week.settle();
    });
}

#[test]
fn a_parcel_moves_with_the_first_visit_and_not_with_another() {
    breaks(["arrives"], |week| {
        week.plan.parcels[ParcelIdx(4)].arrives = Some(on(Weekday::Fri));
    });
    breaks(["leaves"], |week| {
        week.plan.parcels[ParcelIdx(4)].leaves = Some(on(Weekday::Tue));
    });
    breaks(["collected_by"], |week| {
        week.plan.parcels[ParcelIdx(4)].collected_by = Some(VisitIdx(5));
    });
    breaks(["delivered_by"], |week| week.plan.parcels[ParcelIdx(4)].delivered_by = None);
    breaks(["leaves"], |week| week.plan.parcels[ParcelIdx(5)].leaves = None);
}

#[test]
fn what_goes_to_the_hub_arrives_on_the_day_it_leaves() {
    let week = week();
    let outbound = &week.plan.parcels[ParcelIdx(7)];
    assert_eq!((outbound.to, outbound.leaves), (HUB, Some(on(Weekday::Thu))));
    breaks(["arrives"], |week| {
        week.plan.parcels[ParcelIdx(7)].arrives = Some(on(Weekday::Fri));
    });
}

#[test]
fn a_violation_of_the_number_says_what_was_asked() {
    let mut week = week();
    week.place(ROLDE).visits_per_week = 3;
    let verdict = week.verdict();
    let named: Vec<_> =
        verdict.violations.iter().filter(|found| found.rule == Rule::VisitCount).collect();
    assert_eq!(named.len(), 1);
    assert_eq!((named[0].subject, named[0].found), (Subject::Place(ROLDE), Fact::Count(2)));
}

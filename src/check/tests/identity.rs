//! Corrupted editions, and places that are not in use.

use super::week::{BACKGROUND, COEVORDEN, Week, breaks, date};
use crate::check::Rule;
use crate::index::{ParcelIdx, RequestIdx, TitleIdx};
use crate::model::{
    Category, EditionPolicy, EditionWish, Source, Unserved, UnservedReason, UsePeriod,
};
use crate::units::Items;

/// Makes two titles editions of one work.
fn link(week: &mut Week, titles: [u32; 2]) {
    for title in titles {
        week.parts.titles[TitleIdx(title)].identity.work = Some("W".into());
    }
}

/// The request that left the province gets the background collection's copy of another edition.
fn fill_by_another_edition(week: &mut Week) {
    link(week, [1, 3]);
    week.plan.supplies[5].source = Source::Shelf(BACKGROUND);
    week.plan.supplies[5].edition = Some(TitleIdx(1));
    week.rebuild();
}

#[test]
fn another_edition_may_fill_a_request_where_wish_and_policy_allow() {
    breaks([], fill_by_another_edition);
    breaks(["edition"], |week| {
        fill_by_another_edition(week);
        week.parts.settings.editions = EditionPolicy::This;
    });
    breaks(["edition"], |week| {
        fill_by_another_edition(week);
        week.parts.requests[RequestIdx(4)].editions = EditionWish::This;
    });
    let large_print = |week: &mut Week| {
        fill_by_another_edition(week);
        week.parts.titles[TitleIdx(1)].category = Category::LargePrint;
    };
    breaks(["edition"], large_print);
    breaks([], |week| {
        large_print(week);
        week.parts.settings.editions = EditionPolicy::Any;
    });
    breaks(["edition"], |week| {
        fill_by_another_edition(week);
        week.parts.titles[TitleIdx(3)].identity.work = Some("V".into());
    });
}

#[test]
fn an_edition_is_named_only_where_it_is_another_one_and_a_copy_of_the_province() {
    breaks(["edition"], |week| week.plan.supplies[0].edition = Some(TitleIdx(0)));
    breaks(["edition"], |week| {
        link(week, [3, 4]);
        week.plan.supplies[5].edition = Some(TitleIdx(4));
    });
    breaks(["index"], |week| week.plan.supplies[0].edition = Some(TitleIdx(5)));
}

#[test]
fn the_parcel_of_another_edition_has_its_weight() {
    breaks(["parcels"], |week| {
        fill_by_another_edition(week);
        let asked = week.parts.titles[TitleIdx(3)].grams;
        let parcel = &mut week.plan.parcels[ParcelIdx(4)];
        assert_eq!((parcel.from, parcel.to), (BACKGROUND, COEVORDEN));
        parcel.grams_each = asked;
    });
}

#[test]
fn copies_are_counted_by_edition() {
    breaks(["shelf_copies"], |week| {
        fill_by_another_edition(week);
        week.plan.supplies[6].source = Source::Shelf(BACKGROUND);
        week.plan.supplies[6].edition = Some(TitleIdx(1));
        week.rebuild();
    });
    breaks(["returning_copies"], |week| {
        link(week, [2, 3]);
        week.plan.supplies[6].source = Source::Returning;
        week.plan.supplies[6].edition = Some(TitleIdx(2));
    });
}

#[test]
fn nobody_waits_while_a_copy_of_another_edition_could_be_pulled() {
    breaks(["copy_left"], |week| link(week, [1, 3]));
    breaks([], |week| {
        link(week, [1, 3]);
        for request in [4, 5] {
            week.parts.requests[RequestIdx(request)].editions = EditionWish::This;
        }
    });
    breaks([], |week| link(week, [3, 4]));
}

#[test]
fn an_own_copy_of_any_edition_goes_before_one_from_elsewhere() {
    breaks(["own_copy_first"], |week| {
        link(week, [1, 4]);
        week.plan.supplies[7].source = Source::Shelf(BACKGROUND);
        week.plan.supplies[7].edition = Some(TitleIdx(1));
        week.rebuild();
    });
}

#[test]
fn nothing_is_pulled_at_or_sent_to_a_place_that_is_not_in_use() {
    let closed = |day: &str| UsePeriod { opens: None, closes: Some(date(day)) };
    breaks(["in_use"], |week| week.place(BACKGROUND).registration.in_use = closed("2026-11-22"));
    breaks([], |week| week.place(BACKGROUND).registration.in_use = closed("2026-11-23"));
    let mut week = super::week::week();
    week.place(COEVORDEN).registration.in_use = closed("2026-11-22");
    let broken = week.broken();
    for rule in [Rule::VisitDay, Rule::VisitCount, Rule::FollowingVisit, Rule::InUse] {
        assert!(broken.contains(&rule.word()), "{rule}: {broken:?}");
    }
}

#[test]
fn a_request_is_not_served_only_where_its_place_is_not_in_use() {
    let unserved = |reason| Unserved::Request { request: RequestIdx(5), reason };
    for reason in [UnservedReason::NotInUse, UnservedReason::NoVisit] {
        breaks(["unserved_reason"], |week| week.plan.unserved.push(unserved(reason)));
    }
    breaks(["unserved_reason", "pickup_contents", "delivery_contents"], |week| {
        let (parcel, items) = (ParcelIdx(0), Items(1));
        let reason = UnservedReason::NotInUse;
        week.plan.unserved.push(Unserved::Parcel { parcel, items, reason });
    });
    breaks(["index"], |week| {
        let (request, reason) = (RequestIdx(8), UnservedReason::NotInUse);
        week.plan.unserved.push(Unserved::Request { request, reason });
    });
}

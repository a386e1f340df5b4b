//! The norms on a week of two organisations and a background collection.

use proptest::prelude::*;

use super::{Ratio, fulfilment, lead_time, transport};
use crate::index::{
    IndexVec, OrganisationIdx, ParcelIdx, PlaceIdx, RequestIdx, TitleIdx, VisitIdx,
};
use crate::model::{
    Access, BagType, BreakRule, Category, ClockTime, CostBreakdown, CrateType, Delivery,
    EditionPolicy, EditionWish, EmissionZone, Excuse, ExcuseReason, HoldingLot, Holdings,
    HolidayRules, HubRule, IsoWeek, LendingLimits, LonLat, NormDefinition, Organisation, Parcel,
    ParcelKind, ParcelOrigin, Pickup, Place, PlaceCode, PlaceKind, Plan, Prices, Province,
    ProvinceParts, Registration, Request, ReturnsRule, Service, ServiceDate, Settings, Source,
    Supply, TimeWindow, Title, TitleIdentity, TravelEstimate, Unserved, UnservedReason, Visit,
    Weekday, WeekdaySet, WorkRules,
};
use crate::units::{Cents, Crates, Grams, Items, Millilitres, Seconds};

const HUB: PlaceIdx = PlaceIdx(0);
pub(super) const BACKGROUND: PlaceIdx = PlaceIdx(1);
/// Of the same organisation as Rolde.
pub(super) const ASSEN: PlaceIdx = PlaceIdx(2);
pub(super) const ROLDE: PlaceIdx = PlaceIdx(3);
/// Of another organisation.
pub(super) const EMMEN: PlaceIdx = PlaceIdx(4);
/// The national exchange: visited, and no reader comes there.
const EXCHANGE: PlaceIdx = PlaceIdx(5);

pub(super) fn date(text: &str) -> ServiceDate {
    text.parse().expect("a date")
}

fn week() -> IsoWeek {
    "2026-W48".parse().expect("a week")
}

fn place(code: &str, kind: PlaceKind, organisation: u32, visits_per_week: u8) -> Place {
    Place {
        code: PlaceCode(code.to_owned()),
        name: code.to_owned(),
        kind,
        organisation: OrganisationIdx(organisation),
        municipality: String::new(),
        address: String::new(),
        position: LonLat { lon: 6.5, lat: 52.9 },
        visits_per_week,
        in_hub_building: true,
        access: Access { key: true, windows: Default::default(), zone: EmissionZone::default() },
        service: Service {
            fixed: Seconds(300),
            per_crate: Seconds(60),
            pull_capacity: Items(9),
            shelf_capacity: Items(9),
            empties: Crates(0),
            empties_max: Crates(9),
        },
        certainty: String::new(),
        source: String::new(),
        registration: Registration::default(),
        region: None,
    }
}

fn settings() -> Settings {
    let break_rule = BreakRule { after: Seconds(19_800), pause: Seconds(1_800) };
    Settings {
        province: "Drenthe".to_owned(),
        norm: NormDefinition::Requests,
        norm_permille: 950,
        editions: EditionPolicy::SameCategory,
        load_prices: Vec::new(),
        reprint: Cents(60),
        returns: ReturnsRule::default(),
        service_days: WeekdaySet::MONDAY_TO_FRIDAY,
        visit_spacing_min_days: 2,
        default_access: TimeWindow { open: ClockTime::MIDNIGHT, close: ClockTime::LATEST },
        holidays: HolidayRules::default(),
        hub: HubRule { sort_days: 1, loading: Seconds(0), unloading: Seconds(0) },
        work: WorkRules { work_break: break_rule, driving_break: break_rule },
        crate_type: CrateType {
            inner: Millilitres(52_000),
            filling_percent: 78,
            tare: Grams(1_900),
            gross_max: Grams(15_000),
        },
        bag: BagType { volume: Millilitres(8_000), mass: Grams(4_000), transfers_max: 0 },
        crates_in_circulation: 9,
        prices: Prices {
            driver_cents_per_hour: 1,
            awaited_item_day: Cents(1),
            other_item_day: Cents(1),
            touch: Cents(1),
            other_organisation: Cents(1),
            background: Cents(1),
            item_km_millicents: 1,
            wait: Cents(1),
            outside_tariff: Cents(1),
            outside_penalty: Cents(1),
            unfilled: Cents(1),
            crate_handling: Cents(1),
        },
        changes: crate::model::ChangeRules::default(),
        travel: TravelEstimate {
            metres_per_km: 1,
            centiseconds_per_km: 1,
            seconds_fixed: Seconds(1),
        },
    }
}

/// Title 0 is out in Rolde, title 1 is out in Emmen; requests are for Rolde, within a week.
pub(super) fn province(requests: &[(u32, i64)]) -> Province {
    let organisation = |code: &str| Organisation {
        code: code.to_owned(),
        name: code.to_owned(),
        lending: LendingLimits::default(),
    };
    let title = Title {
        code: "T".into(),
        category: Category::Novel,
        grams: Grams(400),
        millilitres: Millilitres(1_000),
        identity: TitleIdentity::default(),
    };
    let out = |place| HoldingLot { place, copies: 2, on_shelf: 0, due: Some(date("2026-11-26")) };
    let request = |&(title, quantity): &(u32, i64)| Request {
        number: "r".into(),
        title: TitleIdx(title),
        pickup: ROLDE,
        placed: date("2026-11-23"),
        limit: date("2026-11-30"),
        quantity: Items(quantity),
        priority: 5,
        editions: EditionWish::Any,
        only_from: None,
        whole: false,
    };
    let parts = ProvinceParts {
        settings: settings(),
        organisations: vec![organisation("Biblionet"), organisation("Noord"), organisation("Zuid")]
            .into(),
        places: vec![
            place("hub", PlaceKind::Hub, 0, 0),
            place("background", PlaceKind::Background, 0, 0),
            place("Assen", PlaceKind::Main, 1, 2),
            place("Rolde", PlaceKind::Branch, 1, 2),
            place("Emmen", PlaceKind::Main, 2, 2),
            place("exchange", PlaceKind::ExternalNational, 0, 1),
        ]
        .into(),
        titles: vec![title.clone(), title].into(),
        holdings: Holdings::from_rows(
            2,
            vec![(TitleIdx(0), out(ROLDE)), (TitleIdx(1), out(EMMEN))],
        ),
        requests: requests.iter().map(request).collect(),
        shipments: IndexVec::new(),
        vehicles: IndexVec::new(),
        drivers: IndexVec::new(),
        closures: Vec::new(),
    };
    Province::new(parts).expect("a valid province")
}

fn empty_plan() -> Plan {
    Plan {
        week: week(),
        supplies: Vec::new(),
        parcels: IndexVec::new(),
        visits: IndexVec::new(),
        routes: IndexVec::new(),
        following: Vec::new(),
        excuses: Vec::new(),
        unserved: Vec::new(),
        cost: CostBreakdown::default(),
    }
}

fn supply(plan: &mut Plan, request: u32, source: Source, quantity: i64) {
    let request = RequestIdx(request);
    plan.supplies.push(Supply { request, source, edition: None, quantity: Items(quantity) });
}

/// A supply from a shelf elsewhere, and its parcel.
fn send(plan: &mut Plan, request: u32, (from, quantity): (PlaceIdx, i64), arrives: Option<&str>) {
    supply(plan, request, Source::Shelf(from), quantity);
    plan.parcels.push(Parcel {
        kind: ParcelKind::Request,
        origin: ParcelOrigin::Request(RequestIdx(request)),
        from,
        to: ROLDE,
        items: Items(quantity),
        grams_each: Grams(400),
        millilitres_each: Millilitres(1_000),
        whole_crates: None,
        accepted: date("2026-11-23"),
        ready: date("2026-11-24"),
        collected_by: None,
        delivered_by: None,
        leaves: None,
        arrives: arrives.map(date),
    });
}

fn visit(plan: &mut Plan, place: PlaceIdx, weekday: Weekday) -> VisitIdx {
    plan.visits.push(Visit {
        place,
        date: week().date(weekday),
        route: None,
        arrival: ClockTime::MIDNIGHT,
        start: ClockTime::MIDNIGHT,
        end: ClockTime::MIDNIGHT,
        delivery: Delivery::default(),
        pickup: Pickup::default(),
    })
}

const fn ratio(numerator: u64, denominator: u64) -> Ratio {
    Ratio { numerator, denominator }
}

#[test]
fn a_week_without_requests_has_no_percentage() {
    let measured = fulfilment(&province(&[]), &empty_plan());
    assert_eq!(measured.requests.percent(), None);
    assert_eq!(measured.inter_organisation.percent(), None);
    assert_eq!(measured.loans, None);
    assert_eq!(lead_time(&empty_plan()).mean_days, None);
}

#[test]
fn waiting_past_the_limit_stays_in_the_denominator() {
    let province = province(&[(0, 1), (0, 1), (0, 1)]);
    let mut plan = empty_plan();
    send(&mut plan, 0, (EMMEN, 1), Some("2026-11-30"));
    send(&mut plan, 1, (EMMEN, 1), Some("2026-12-01"));
    send(&mut plan, 2, (EMMEN, 1), None);
    let measured = fulfilment(&province, &plan);
    assert_eq!(measured.requests, ratio(1, 3));
    assert_eq!(measured.inter_organisation, ratio(1, 3));
}

#[test]
fn outside_and_unfilled_are_asked_and_not_filled() {
    let province = province(&[(0, 1), (0, 1), (0, 1)]);
    let mut plan = empty_plan();
    supply(&mut plan, 0, Source::Outside, 1);
    supply(&mut plan, 1, Source::Unfilled, 1);
    send(&mut plan, 2, (BACKGROUND, 1), Some("2026-11-26"));
    let measured = fulfilment(&province, &plan);
    assert_eq!(measured.requests, ratio(1, 3));
    assert_eq!(measured.inter_organisation, ratio(1, 3));
}

#[test]
fn a_request_that_the_own_organisation_fills_never_leaves_it() {
    let province = province(&[(0, 1), (0, 1), (0, 1), (1, 1)]);
    let mut plan = empty_plan();
    supply(&mut plan, 0, Source::Shelf(ROLDE), 1);
    send(&mut plan, 1, (ASSEN, 1), Some("2026-11-26"));
    // Title 0 is out in Rolde itself, title 1 only in Emmen.
    supply(&mut plan, 2, Source::Returning, 1);
    supply(&mut plan, 3, Source::Returning, 1);
    let measured = fulfilment(&province, &plan);
    assert_eq!(measured.requests, ratio(4, 4));
    assert_eq!(measured.inter_organisation, ratio(1, 1));
}

#[test]
fn copies_count_and_what_stays_behind_does_not() {
    let province = province(&[(0, 30)]);
    let mut plan = empty_plan();
    send(&mut plan, 0, (EMMEN, 20), Some("2026-11-26"));
    send(&mut plan, 0, (ASSEN, 5), Some("2026-11-26"));
    supply(&mut plan, 0, Source::Unfilled, 5);
    let reason = UnservedReason::Oversize;
    plan.unserved.push(Unserved::Parcel { parcel: ParcelIdx(0), items: Items(2), reason });
    let measured = fulfilment(&province, &plan);
    assert_eq!(measured.requests, ratio(23, 30));
    assert_eq!(measured.inter_organisation, ratio(18, 25));
    assert_eq!(measured.by_organisation[OrganisationIdx(1)], ratio(23, 30));
    assert_eq!(measured.by_organisation[OrganisationIdx(2)], ratio(0, 0));
}

#[test]
fn a_third_visit_never_makes_up_for_a_missing_one() {
    let province = province(&[]);
    let mut plan = empty_plan();
    for (place, weekday) in [
        (ASSEN, Weekday::Mon),
        (ASSEN, Weekday::Wed),
        (ASSEN, Weekday::Fri),
        (ROLDE, Weekday::Mon),
        (ROLDE, Weekday::Thu),
        (EMMEN, Weekday::Mon),
    ] {
        visit(&mut plan, place, weekday);
    }
    let norm = transport(&province, &plan);
    assert_eq!((norm.visits, norm.required), (6, 6));
    assert_eq!((norm.met, norm.missing), (false, vec![(EMMEN, 1)]));
}

#[test]
fn an_excuse_takes_a_visit_away_and_an_exchange_has_no_norm() {
    let province = province(&[]);
    let mut plan = empty_plan();
    for place in [ASSEN, ROLDE] {
        visit(&mut plan, place, Weekday::Mon);
        visit(&mut plan, place, Weekday::Thu);
    }
    visit(&mut plan, EMMEN, Weekday::Mon);
    let open = WeekdaySet::of([Weekday::Mon]);
    let reason = ExcuseReason::ClosedDays { open };
    plan.excuses.push(Excuse { place: EMMEN, visits: 1, reason: reason.clone() });
    plan.excuses.push(Excuse { place: EXCHANGE, visits: 1, reason });
    let norm = transport(&province, &plan);
    assert!(norm.met);
    assert_eq!((norm.visits, norm.required, norm.excused.len()), (5, 6, 1));
    assert!(province.is_at_hub(HUB));
}

#[test]
fn lead_time_is_the_mean_of_awaited_items_that_arrive() {
    let mut plan = empty_plan();
    send(&mut plan, 0, (EMMEN, 3), Some("2026-11-26"));
    send(&mut plan, 1, (EMMEN, 1), Some("2026-11-30"));
    send(&mut plan, 2, (EMMEN, 2), None);
    send(&mut plan, 3, (EMMEN, 9), Some("2026-11-24"));
    plan.parcels[ParcelIdx(3)].kind = ParcelKind::Return;
    let measured = lead_time(&plan);
    assert_eq!(measured.mean_days, Some(4.0));
    assert_eq!(measured.items_by_days, [0, 0, 0, 3, 0, 0, 0, 1]);
    assert_eq!(measured.later, 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_share_passes_a_hundred_and_the_organisations_add_up(
        sources in prop::collection::vec((0..6_usize, 1..4_i64), 0..12)
    ) {
        let requests: Vec<(u32, i64)> = sources.iter().map(|(_, quantity)| (0, *quantity)).collect();
        let province = province(&requests);
        let mut plan = empty_plan();
        for (request, (source, quantity)) in (0_u32..).zip(sources) {
            match source {
                0 => supply(&mut plan, request, Source::Shelf(ROLDE), quantity),
                1 => send(&mut plan, request, (EMMEN, quantity), Some("2026-11-26")),
                2 => send(&mut plan, request, (ASSEN, quantity), Some("2026-12-03")),
                3 => supply(&mut plan, request, Source::Returning, quantity),
                4 => supply(&mut plan, request, Source::Outside, quantity),
                _ => supply(&mut plan, request, Source::Unfilled, quantity),
            }
        }
        let measured = fulfilment(&province, &plan);
        let asked: i64 = requests.iter().map(|(_, quantity)| quantity).sum();
        prop_assert_eq!(measured.requests.denominator, u64::try_from(asked).unwrap());
        prop_assert!(measured.requests.numerator <= measured.requests.denominator);
        prop_assert!(measured.inter_organisation.denominator <= measured.requests.denominator);
        let met: u64 = measured.by_organisation.iter().map(|ratio| ratio.numerator).sum();
        prop_assert_eq!(met, measured.requests.numerator);
    }
}

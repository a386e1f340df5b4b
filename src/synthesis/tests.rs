//! The whole generator, on a small province.

use super::{Demand, furnish};
use crate::index::{IndexVec, OrganisationIdx, PlaceIdx};
use crate::model::{
    Access, BagType, BreakRule, ClockTime, CrateType, Driver, EditionPolicy, EmissionZone,
    Holdings, HolidayRules, HubRule, IsoWeek, LendingLimits, Licence, LonLat, NormDefinition,
    Organisation, ParcelKind, Place, PlaceCode, PlaceKind, Prices, Province, ProvinceParts,
    Registration, ReturnsRule, Service, Settings, TimeWindow, TravelEstimate, Vehicle,
    VehicleClass, Weekday, WeekdaySet, WorkRules,
};
use crate::random::Seed;
use crate::units::{Cents, Crates, Grams, Items, Millilitres, Seconds};

fn week() -> IsoWeek {
    "2026-W48".parse().expect("a week")
}

/// A hub with a background collection, and six places of two organisations.
pub(super) fn skeleton() -> ProvinceParts {
    let rows = [
        ("HUB", PlaceKind::Hub, 0),
        ("ACH", PlaceKind::Background, 0),
        ("A-1", PlaceKind::Main, 1),
        ("A-2", PlaceKind::Branch, 1),
        ("A-3", PlaceKind::ServicePoint, 1),
        ("B-1", PlaceKind::Main, 2),
        ("B-2", PlaceKind::Branch, 2),
        ("B-3", PlaceKind::SmallBranch, 2),
        ("EXT", PlaceKind::ExternalNational, 3),
    ];
    let places = rows.map(|(code, kind, organisation)| place(code, kind, organisation));
    parts_of(["POI", "A", "B", "IBL"].map(str::to_owned).into(), places.into())
}

fn place(code: &str, kind: PlaceKind, organisation: u32) -> Place {
    Place {
        code: PlaceCode(code.to_owned()),
        name: code.to_owned(),
        kind,
        organisation: OrganisationIdx(organisation),
        municipality: String::new(),
        address: String::new(),
        position: LonLat { lon: 6.5, lat: 53.0 },
        visits_per_week: if kind.is_served() && kind != PlaceKind::BookBusStop { 2 } else { 0 },
        in_hub_building: false,
        access: Access { key: true, windows: Default::default(), zone: EmissionZone::default() },
        service: Service {
            fixed: Seconds(360),
            per_crate: Seconds(36),
            pull_capacity: Items(250),
            shelf_capacity: Items(600),
            empties: Crates(8),
            empties_max: Crates(60),
        },
        certainty: String::new(),
        source: String::new(),
        registration: Registration::default(),
        region: None,
    }
}

fn parts_of(organisations: Vec<String>, places: Vec<Place>) -> ProvinceParts {
    let organisation =
        |code: String| Organisation { name: code.clone(), code, lending: LendingLimits::default() };
    let shift = TimeWindow { open: ClockTime::at(7, 0), close: ClockTime::at(17, 30) };
    let vehicle = Vehicle {
        code: "VAN".to_owned(),
        name: "Bestelwagen".to_owned(),
        class: VehicleClass::Van,
        licence: Licence::B,
        crates: Crates(65),
        payload: Grams(1_050_000),
        shift,
        route_max: Seconds(540 * 60),
        days: WeekdaySet::MONDAY_TO_FRIDAY,
        out_of_use: None,
        emission_free: false,
        range: None,
        cents_per_km: 45,
        day_price: Cents(4_500),
    };
    let driver = Driver {
        code: "D1".to_owned(),
        name: "Chauffeur 1".to_owned(),
        licence: Licence::B,
        days: WeekdaySet::MONDAY_TO_FRIDAY,
        away: None,
        day_max: Seconds(570 * 60),
        week_max: Seconds(2_160 * 60),
    };
    ProvinceParts {
        settings: settings(),
        organisations: organisations.into_iter().map(organisation).collect(),
        places: places.into(),
        titles: IndexVec::new(),
        holdings: Holdings::default(),
        requests: IndexVec::new(),
        shipments: IndexVec::new(),
        vehicles: vec![vehicle].into(),
        drivers: vec![driver].into(),
        closures: Vec::new(),
    }
}

fn settings() -> Settings {
    let hours = |open, close| TimeWindow { open, close };
    let pause = BreakRule { after: Seconds(330 * 60), pause: Seconds(30 * 60) };
    Settings {
        province: "Test".to_owned(),
        norm: NormDefinition::Requests,
        norm_permille: 950,
        editions: EditionPolicy::SameCategory,
        load_prices: Vec::new(),
        reprint: Cents(60),
        returns: ReturnsRule::default(),
        service_days: WeekdaySet::MONDAY_TO_FRIDAY,
        visit_spacing_min_days: 2,
        default_access: hours(ClockTime::at(8, 30), ClockTime::at(17, 0)),
        holidays: HolidayRules::default(),
        hub: HubRule { sort_days: 1, loading: Seconds(1_800), unloading: Seconds(1_200) },
        work: WorkRules { work_break: pause, driving_break: pause },
        crate_type: CrateType {
            inner: Millilitres(52_000),
            filling_percent: 78,
            tare: Grams(1_900),
            gross_max: Grams(15_000),
        },
        bag: BagType { volume: Millilitres(12_000), mass: Grams(5_000), transfers_max: 0 },
        crates_in_circulation: 1_400,
        prices: Prices {
            driver_cents_per_hour: 3_800,
            awaited_item_day: Cents(6),
            other_item_day: Cents(1),
            touch: Cents(60),
            other_organisation: Cents(20),
            background: Cents(50),
            item_km_millicents: 40,
            wait: Cents(400),
            outside_tariff: Cents(270),
            outside_penalty: Cents(1_500),
            unfilled: Cents(3_000),
            crate_handling: Cents(5),
        },
        changes: crate::model::ChangeRules::default(),
        travel: TravelEstimate {
            metres_per_km: 1_330,
            centiseconds_per_km: 5_460,
            seconds_fixed: Seconds(300),
        },
    }
}

fn small() -> Demand {
    Demand { group_requests: 3, ..Demand::default().scaled(0.03) }
}

/// Of all requests, the percentage for which a copy is on a shelf or comes back in time, each
/// request seen alone.
fn fillable_percent(parts: &ProvinceParts) -> f64 {
    let fillable = parts.requests.iter().filter(|request| {
        let lots = parts.holdings.of(request.title);
        lots.iter().any(|lot| lot.on_shelf > 0 || lot.due.is_some_and(|due| due <= request.limit))
    });
    100.0 * fillable.count() as f64 / parts.requests.len() as f64
}

fn moved(parts: &ProvinceParts, kind: ParcelKind) -> i64 {
    parts.shipments.iter().filter(|one| one.kind == kind).map(|one| one.items.0).sum()
}

#[test]
fn a_furnished_skeleton_is_a_valid_province_with_every_count_of_the_demand() {
    let demand = small();
    let parts = furnish(skeleton(), week(), &demand, Seed(1));
    let branches = parts.holdings.iter().filter(|(_, lot)| lot.place != PlaceIdx(1));
    let copies: usize = branches.map(|(_, lot)| usize::from(lot.copies)).sum();
    assert_eq!(copies, demand.copies);
    assert_eq!(parts.holdings.copies(), (demand.copies + demand.background_copies) as u64);
    assert_eq!(parts.titles.len(), demand.titles_universe);
    assert_eq!(parts.requests.len(), demand.requests);
    assert_eq!(moved(&parts, ParcelKind::Request), 48);
    assert_eq!(moved(&parts, ParcelKind::Return), 124);
    assert_eq!(moved(&parts, ParcelKind::NewAcquisition), 42);
    assert_eq!(moved(&parts, ParcelKind::LocalOrder), 3);
    assert_eq!(moved(&parts, ParcelKind::NationalInbound), 4);
    assert_eq!(moved(&parts, ParcelKind::NationalOutbound), 4);
    assert!(Province::new(parts).is_ok());
}

#[test]
fn no_request_could_be_filled_from_the_shelf_of_its_pickup_place() {
    let demand = Demand { further_copies: 0.3, heat_concentration: 50.0, ..small() };
    let parts = furnish(skeleton(), week(), &demand, Seed(2));
    for request in &parts.requests {
        let lots = parts.holdings.of(request.title);
        assert!(!lots.iter().any(|lot| lot.place == request.pickup && lot.on_shelf > 0));
        assert_eq!(request.placed.days_until(request.limit), 42);
    }
    let first = week().date(Weekday::Thu).plus_days(-7);
    assert!(parts.requests.iter().all(|one| (0..7).contains(&first.days_until(one.placed))));
    assert!(parts.requests.iter().is_sorted_by_key(|request| request.placed));
    let groups = parts.requests.iter().filter(|one| one.quantity > Items(1));
    let served = groups.inspect(|group| {
        let lots = parts.holdings.of(group.title).iter();
        assert!(lots.map(|lot| i64::from(lot.on_shelf)).sum::<i64>() >= group.quantity.0);
    });
    assert!((1..=3).contains(&served.count()));
}

#[test]
fn lots_with_copies_out_and_only_they_have_a_date_when_one_comes_back() {
    let parts = furnish(skeleton(), week(), &small(), Seed(3));
    let monday = week().date(Weekday::Mon);
    for (_, lot) in parts.holdings.iter() {
        assert_eq!(lot.due.is_some(), lot.on_shelf < lot.copies);
        assert!(lot.due.is_none_or(|due| (0..=63).contains(&monday.days_until(due))));
    }
}

#[test]
fn shipments_leave_in_the_week_and_are_accepted_before() {
    let parts = furnish(skeleton(), week(), &small(), Seed(4));
    for shipment in &parts.shipments {
        assert!(week().contains(shipment.ready) && shipment.accepted < shipment.ready);
        assert!(shipment.from != shipment.to && shipment.items > Items(0));
    }
}

#[test]
fn the_seed_decides_and_the_number_of_threads_does_not() {
    let demand = small();
    let on = |threads: usize, seed: u64| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| furnish(skeleton(), week(), &demand, Seed(seed)))
    };
    let (one, three, other) = (on(1, 7), on(3, 7), on(3, 8));
    let text = |parts: &ProvinceParts| format!("{parts:?}");
    assert!(text(&one) == text(&three), "thread counts differ");
    assert_ne!(one.requests, other.requests);
    assert_ne!(one.holdings, other.holdings);
}

#[test]
fn a_background_collection_of_more_wanted_titles_never_fills_less() {
    let share = |size: usize| {
        let titles = Demand { background_copies: size, background_wanted: size, ..small() };
        let demand = Demand { group_requests: 0, ..titles };
        fillable_percent(&furnish(skeleton(), week(), &demand, Seed(5)))
    };
    let shares = [1, 100, 600, 2_400].map(share);
    assert!(shares.is_sorted(), "{shares:?}");
    assert!(shares[0] < shares[3], "{shares:?}");
}

//! A province of four places and a plan of its week that uses every variant of the model.
//!
//! The plan is well formed but breaks rules of planning: the store does not judge.

use crate::index::{
    DriverIdx, IndexVec, OrganisationIdx, ParcelIdx, PlaceIdx, RequestIdx, RouteIdx, ShipmentIdx,
    TitleIdx, VehicleIdx, VisitIdx,
};
use crate::model::{
    Access, AccessWindow, BagType, Break, BreakRule, Category, ClockTime, Closure, CostBreakdown,
    CrateFill, CrateType, Delivery, Driver, EditionPolicy, EditionWish, EmissionZone, Excuse,
    ExcuseReason, FollowingVisit, HoldingLot, Holdings, HolidayRules, HubRule, Isil, IsoWeek,
    LateCharge, LendingLimits, Licence, LonLat, MixedCrate, NormDefinition, Organisation, Parcel,
    ParcelKind, ParcelOrigin, Pickup, Place, PlaceCode, PlaceKind, Plan, Prices, Province,
    ProvinceParts, Registration, Relocation, Request, ReturnsRule, Route, Service, ServiceDate,
    Settings, Shipment, Source, Supply, TimeWindow, Title, TitleIdentity, TransferBag,
    TravelEstimate, Unserved, UnservedReason, UsePeriod, Vehicle, VehicleClass, Visit, WeekdaySet,
    WorkRules,
};
use crate::store::StoredRun;
use crate::units::{Cents, Crates, Grams, Items, Metres, Millilitres, Seconds};

pub(super) fn date(text: &str) -> ServiceDate {
    text.parse().expect("a date")
}

fn window(open: i64, close: i64) -> TimeWindow {
    TimeWindow { open: ClockTime::at(open, 30), close: ClockTime::at(close, 0) }
}

fn settings() -> Settings {
    let (after, pause) = (Seconds(19_800), Seconds(1_800));
    let rule = BreakRule { after, pause };
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
        default_access: window(8, 17),
        holidays: HolidayRules::default(),
        hub: HubRule { sort_days: 1, loading: Seconds(900), unloading: Seconds(900) },
        work: WorkRules { work_break: rule, driving_break: rule },
        crate_type: CrateType {
            inner: Millilitres(52_000),
            filling_percent: 78,
            tare: Grams(1_900),
            gross_max: Grams(15_000),
        },
        bag: BagType { volume: Millilitres(8_000), mass: Grams(5_000), transfers_max: 0 },
        crates_in_circulation: 100,
        prices: prices(),
        changes: crate::model::ChangeRules::default(),
        travel: TravelEstimate {
            metres_per_km: 1_330,
            centiseconds_per_km: 5_460,
            seconds_fixed: Seconds(300),
        },
    }
}

fn prices() -> Prices {
    Prices {
        driver_cents_per_hour: 3_800,
        awaited_item_day: Cents(10),
        other_item_day: Cents(1),
        touch: Cents(20),
        other_organisation: Cents(5),
        background: Cents(5),
        item_km_millicents: 100,
        wait: Cents(50),
        outside_tariff: Cents(600),
        outside_penalty: Cents(1_000),
        unfilled: Cents(2_000),
        crate_handling: Cents(30),
    }
}

fn place(code: &str, name: &str, kind: PlaceKind, visits_per_week: u8) -> Place {
    let mut windows: [Vec<AccessWindow>; 7] = Default::default();
    let late = Some(LateCharge { due: ClockTime::at(15, 15), per_minute: Cents(25) });
    windows[0] = vec![window(8, 12).into(), AccessWindow { late, ..window(13, 17).into() }];
    Place {
        code: PlaceCode(code.to_owned()),
        name: name.to_owned(),
        kind,
        organisation: OrganisationIdx(0),
        municipality: "Assen".to_owned(),
        address: String::new(),
        position: LonLat { lon: 6.5625, lat: 53.0 },
        visits_per_week,
        in_hub_building: false,
        access: Access { key: visits_per_week == 0, windows, zone: EmissionZone::default() },
        service: Service {
            fixed: Seconds(300),
            per_crate: Seconds(45),
            pull_capacity: Items(200),
            shelf_capacity: Items(400),
            empties: Crates(3),
            empties_max: Crates(12),
        },
        certainty: "estimate".to_owned(),
        source: "own".to_owned(),
        registration: Registration::default(),
        region: Some("Midden".into()),
    }
}

fn places() -> IndexVec<PlaceIdx, Place> {
    let mut places = vec![
        place("HUB", "Distributiecentrum", PlaceKind::Hub, 0),
        place("ASN", "Assen, \"De Nieuwe Kolk\"", PlaceKind::Main, 2),
        place("EMM", "Emmen", PlaceKind::Main, 2),
        place("ORV", "Orvelte", PlaceKind::ServicePoint, 1),
    ];
    places[1].registration = Registration {
        isil: Isil::parse("NL-0800071001"),
        in_use: UsePeriod { opens: Some(date("2020-01-01")), closes: None },
        relocations: vec![Relocation {
            from: date("2027-01-04"),
            address: "Weiersstraat 1".to_owned(),
            position: LonLat { lon: 6.5601, lat: 52.9962 },
        }],
    };
    places.into()
}

fn titles() -> IndexVec<TitleIdx, Title> {
    let title = |code: &str, category| Title {
        code: code.into(),
        category,
        grams: Grams(400),
        millilitres: Millilitres(600),
        identity: TitleIdentity::default(),
    };
    vec![
        title("T0", Category::Novel),
        title("T1", Category::Baby),
        title("T2", Category::Thriller),
        title("T3", Category::FirstReader),
    ]
    .into()
}

fn holdings() -> Holdings {
    let lot = |place, due: Option<&str>| HoldingLot {
        place: PlaceIdx(place),
        copies: 2,
        on_shelf: 1,
        due: due.map(date),
    };
    let rows = vec![
        (TitleIdx(0), lot(2, None)),
        (TitleIdx(1), lot(1, None)),
        (TitleIdx(1), lot(2, Some("2026-11-30"))),
        (TitleIdx(3), lot(3, None)),
    ];
    Holdings::from_rows(4, rows)
}

fn requests() -> IndexVec<RequestIdx, Request> {
    let request = |number: &str, title, quantity| Request {
        number: number.into(),
        title: TitleIdx(title),
        pickup: PlaceIdx(1),
        placed: date("2026-11-22"),
        limit: date("2026-12-06"),
        quantity: Items(quantity),
        priority: 5,
        editions: EditionWish::Any,
        only_from: None,
        whole: false,
    };
    vec![request("R-100", 3, 4), request("R-101", 1, 1)].into()
}

fn shipments() -> IndexVec<ShipmentIdx, Shipment> {
    let shipment = |code: &str, kind, whole_crates| Shipment {
        code: code.into(),
        kind,
        from: PlaceIdx(0),
        to: PlaceIdx(3),
        accepted: date("2026-11-20"),
        ready: date("2026-11-23"),
        items: Items(30),
        grams_each: Grams(350),
        millilitres_each: Millilitres(500),
        whole_crates,
    };
    vec![
        shipment("S-7", ParcelKind::Return, None),
        shipment("S-8", ParcelKind::ThemeCollection, Some(Crates(2))),
    ]
    .into()
}

fn vehicle() -> Vehicle {
    Vehicle {
        code: "V1".to_owned(),
        name: "Bus 1".to_owned(),
        class: VehicleClass::Van,
        licence: Licence::B,
        crates: Crates(40),
        payload: Grams(900_000),
        shift: window(7, 18),
        route_max: Seconds(32_400),
        days: WeekdaySet::MONDAY_TO_FRIDAY,
        out_of_use: Some((date("2026-12-01"), date("2026-12-02"))),
        emission_free: false,
        range: None,
        cents_per_km: 45,
        day_price: Cents(9_000),
    }
}

fn driver() -> Driver {
    Driver {
        code: "D1".to_owned(),
        name: "Chauffeur 1".to_owned(),
        licence: Licence::C,
        days: "Mon+Tue+Fri".parse().expect("weekdays"),
        away: Some((date("2026-11-27"), date("2026-11-27"))),
        day_max: Seconds(32_400),
        week_max: Seconds(129_600),
    }
}

pub(super) fn parts() -> ProvinceParts {
    let closure = |place, reason: &str| Closure {
        place,
        first: date("2026-11-24"),
        last: date("2026-11-25"),
        reason: reason.to_owned(),
    };
    ProvinceParts {
        settings: settings(),
        organisations: vec![Organisation {
            code: "BD".to_owned(),
            name: "Drenthe".to_owned(),
            lending: LendingLimits::default(),
        }]
        .into(),
        places: places(),
        titles: titles(),
        holdings: holdings(),
        requests: requests(),
        shipments: shipments(),
        vehicles: vec![vehicle()].into(),
        drivers: vec![driver()].into(),
        closures: vec![closure(None, "migration"), closure(Some(PlaceIdx(3)), "works, inside")],
    }
}

pub(super) fn province() -> Province {
    Province::new(parts()).expect("the fixture is valid")
}

fn parcel(kind: ParcelKind, origin: ParcelOrigin, items: i64) -> Parcel {
    Parcel {
        kind,
        origin,
        from: PlaceIdx(2),
        to: PlaceIdx(1),
        items: Items(items),
        grams_each: Grams(400),
        millilitres_each: Millilitres(600),
        whole_crates: None,
        accepted: date("2026-11-22"),
        ready: date("2026-11-23"),
        collected_by: Some(VisitIdx(0)),
        delivered_by: None,
        leaves: Some(date("2026-11-23")),
        arrives: None,
    }
}

fn parcels() -> IndexVec<ParcelIdx, Parcel> {
    vec![
        parcel(ParcelKind::Request, ParcelOrigin::Request(RequestIdx(0)), 2),
        parcel(ParcelKind::Return, ParcelOrigin::Shipment(ShipmentIdx(0)), 30),
        Parcel {
            whole_crates: Some(Crates(2)),
            collected_by: None,
            delivered_by: Some(VisitIdx(1)),
            leaves: None,
            arrives: Some(date("2026-11-27")),
            ..parcel(ParcelKind::ThemeCollection, ParcelOrigin::Shipment(ShipmentIdx(1)), 30)
        },
    ]
    .into()
}

fn fill(contents: &[(u32, i64)]) -> CrateFill {
    let content = |(parcel, items): &(u32, i64)| (ParcelIdx(*parcel), Items(*items));
    CrateFill { contents: contents.iter().map(content).collect() }
}

fn visits() -> IndexVec<VisitIdx, Visit> {
    vec![
        Visit {
            place: PlaceIdx(2),
            date: date("2026-11-23"),
            route: Some(RouteIdx(0)),
            arrival: ClockTime::at(8, 10),
            start: ClockTime::at(8, 30),
            end: ClockTime::from_seconds(Seconds(31_095)),
            delivery: Delivery {
                crates: vec![fill(&[(1, 15), (2, 1)]), fill(&[])],
                bag: Some(fill(&[(1, 3)])),
                empties: Crates(1),
                crates_at_least: Crates(2),
            },
            pickup: Pickup {
                crates: vec![fill(&[(0, 2)])],
                empties: Crates(0),
                crates_at_least: Crates(1),
            },
        },
        Visit {
            place: PlaceIdx(3),
            date: date("2026-11-24"),
            route: None,
            arrival: ClockTime::at(9, 0),
            start: ClockTime::at(9, 0),
            end: ClockTime::at(9, 5),
            delivery: Delivery::default(),
            pickup: Pickup::default(),
        },
    ]
    .into()
}

fn route() -> Route {
    Route {
        vehicle: VehicleIdx(0),
        driver: DriverIdx(0),
        date: date("2026-11-23"),
        departure: ClockTime::at(7, 45),
        back: ClockTime::at(10, 0),
        visits: vec![VisitIdx(0)],
        breaks: vec![Break {
            after_rank: 0,
            start: ClockTime::from_seconds(Seconds(31_095)),
            duration: Seconds(1_800),
        }],
        mixed_crates: vec![MixedCrate { visits: vec![VisitIdx(0)] }],
        transfers: vec![TransferBag { from: VisitIdx(0), to: VisitIdx(0), fill: fill(&[(1, 2)]) }],
        distance: Metres(81_234),
    }
}

fn unserved() -> Vec<Unserved> {
    let parcel = |reason| Unserved::Parcel { parcel: ParcelIdx(1), items: Items(3), reason };
    vec![
        Unserved::Visit {
            place: PlaceIdx(1),
            reason: UnservedReason::NoRouteFits { short: Seconds(600) },
        },
        parcel(UnservedReason::VehicleFull { crates: Crates(1) }),
        parcel(UnservedReason::Oversize),
        parcel(UnservedReason::NoVisit),
    ]
}

pub(super) fn plan() -> Plan {
    let supply = |request, source, quantity| Supply {
        request: RequestIdx(request),
        source,
        edition: (source == Source::Returning).then_some(TitleIdx(1)),
        quantity: Items(quantity),
    };
    let excuse = |place, visits, open| Excuse {
        place: PlaceIdx(place),
        visits,
        reason: ExcuseReason::ClosedDays { open },
    };
    Plan {
        week: IsoWeek::new(2026, 48).expect("a week"),
        supplies: vec![
            supply(0, Source::Shelf(PlaceIdx(2)), 2),
            supply(0, Source::Returning, 1),
            supply(0, Source::Outside, 1),
            supply(1, Source::Unfilled, 1),
        ],
        parcels: parcels(),
        visits: visits(),
        routes: vec![route()].into(),
        following: vec![FollowingVisit { place: PlaceIdx(1), date: date("2026-12-01") }],
        excuses: vec![
            excuse(1, 2, WeekdaySet::default()),
            excuse(2, 1, "Mon+Thu".parse().expect("weekdays")),
        ],
        unserved: unserved(),
        cost: CostBreakdown {
            vehicle_days: Cents(9_000),
            distance: Cents(3_656),
            driving_time: Cents(5_000),
            service_time: Cents(2_000),
            lead_time: Cents(120),
            late_arrival: Cents(75),
            crate_handling: Cents(150),
            item_handling: Cents(680),
            outside: Cents(600),
        },
    }
}

pub(super) fn run() -> StoredRun {
    StoredRun {
        program_version: "0.1.0".to_owned(),
        seed: u64::MAX,
        iterations: Some(2_000),
        inputs_fingerprint: "ba7816bf".repeat(8),
        travel_source: "table".to_owned(),
    }
}

//! A week of Drenthe for the tests of this module: realistic in size, made by rules of thumb.

use crate::index::{
    DriverIdx, Index as _, IndexVec, ParcelIdx, PlaceIdx, RequestIdx, RouteIdx, ShipmentIdx,
    VehicleIdx, VisitIdx,
};
use crate::model::{
    Access, BagType, Break, BreakRule, Category, ClockTime, Closure, CostBreakdown, CrateFill,
    CrateType, Delivery, Driver, EditionPolicy, EditionWish, EmissionZone, Excuse, ExcuseReason,
    FollowingVisit, Holdings, HolidayRules, HubRule, IsoWeek, LendingLimits, Licence, LonLat,
    MixedCrate, NormDefinition, Organisation, Parcel, ParcelKind, ParcelOrigin, Pickup, Place,
    PlaceCode, PlaceKind, Plan, Prices, Province, ProvinceParts, Registration, Request,
    ReturnsRule, Route, Service, ServiceDate, Settings, Shipment, Source, Supply, TimeWindow,
    Title, TitleIdentity, TravelEstimate, Unserved, UnservedReason, Vehicle, VehicleClass, Visit,
    Weekday, WeekdaySet, WorkRules,
};
use crate::report::{Norms, SheetHeader};
use crate::travel::TravelSource;
use crate::travel::chart::{Chart, Ground, GroundKind, GroundShape, RoadWays, Town, WayStop};
use crate::travel::road::{PieceRun, RoadPoint, WayLines};
use crate::units::{Cents, Crates, Grams, Items, Metres, Millilitres, Seconds};

const HUB: PlaceIdx = PlaceIdx(0);
const BACKGROUND: PlaceIdx = PlaceIdx(1);
const TROLLEY: PlaceIdx = PlaceIdx(2);

/// Code, name, address, municipality, longitude, latitude; the hub's building first.
const PLACES: [(&str, &str, &str, &str, f64, f64); 27] = [
    ("HUB", "Biblionet Drenthe", "Weiersstraat 1", "Assen", 6.562, 52.997),
    ("ACH", "Achtergrondcollectie", "Weiersstraat 1", "Assen", 6.562, 52.997),
    ("ASN-01", "Assen DNK", "Weiersstraat 1", "Assen", 6.562, 52.997),
    ("RLD-01", "Roden", "Heerestraat 1", "Noordenveld", 6.431, 53.138),
    ("NRG-01", "Norg", "Brink 3", "Noordenveld", 6.458, 53.067),
    ("PEZ-01", "Peize", "Hoofdstraat 20", "Noordenveld", 6.497, 53.147),
    ("EEL-01", "Eelde-Paterswolde", "Hoofdweg 75", "Tynaarlo", 6.567, 53.137),
    ("VRS-01", "Vries", "Brinkstraat 9", "Tynaarlo", 6.577, 53.076),
    ("ZUI-01", "Zuidlaren", "Stationsweg 2", "Tynaarlo", 6.683, 53.093),
    ("ANN-01", "Annen", "Zuidlaarderweg 8", "Aa en Hunze", 6.719, 53.058),
    ("GIE-01", "Gieten", "Eexterweg 1", "Aa en Hunze", 6.763, 53.004),
    ("ROL-01", "Rolde", "Hoofdstraat 14", "Aa en Hunze", 6.647, 52.988),
    ("BRG-01", "Borger", "Hoofdstraat 60", "Borger-Odoorn", 6.792, 52.924),
    ("STA-01", "Nieuw-Buinen", "Noorderdiep 150", "Borger-Odoorn", 6.943, 52.963),
    ("EXL-01", "Exloo", "Hoofdstraat 58", "Borger-Odoorn", 6.865, 52.882),
    ("EMM-01", "Emmen", "Noorderplein 101", "Emmen", 6.900, 52.786),
    ("KLA-01", "Klazienaveen", "Langestraat 88", "Emmen", 6.989, 52.727),
    ("SCH-01", "Schoonebeek", "Europaweg 110", "Emmen", 6.885, 52.662),
    ("COE-01", "Coevorden", "Kasteel 29", "Coevorden", 6.741, 52.662),
    ("SLE-01", "Sleen", "Bannerschultestraat 2", "Coevorden", 6.803, 52.775),
    ("HOO-01", "Hoogeveen", "Willemskade 25", "Hoogeveen", 6.477, 52.724),
    ("HOL-01", "Hollandscheveld", "Zuideropgaande 5", "Hoogeveen", 6.538, 52.703),
    ("BEI-01", "Beilen", "Markt 17", "Midden-Drenthe", 6.512, 52.857),
    ("WES-01", "Westerbork", "Burg. van Weezelplein 10", "Midden-Drenthe", 6.608, 52.851),
    ("SMI-01", "Smilde", "Hoofdweg 42", "Midden-Drenthe", 6.448, 52.948),
    ("MEP-01", "Meppel", "Catharinastraat 23", "Meppel", 6.193, 52.696),
    ("DIE-01", "Dieverbrug <script>alert(1)</script>", "", "Westerveld", 6.323, 52.854),
];

const TRAVEL: TravelSource = TravelSource::Estimate(TravelEstimate {
    metres_per_km: 1_330,
    centiseconds_per_km: 5_460,
    seconds_fixed: Seconds(300),
});

/// The header of the tests.
pub(super) fn header() -> SheetHeader<'static> {
    SheetHeader {
        status: crate::report::SheetStatus::Draft,
        program_version: "0.1.0",
        seed: 7,
        fingerprint_short: "3fa91c02".to_owned(),
        plan_short: "77aa01fe".to_owned(),
        travel_source: &TRAVEL,
        detours: &[],
        style: "",
    }
}

/// The norms of the tests.
pub(super) fn norms() -> Norms {
    Norms {
        visits: 49,
        required: 50,
        excused: 1,
        requests: Some((3_794, 3_940)),
        loans: None,
        inter_organisation: Some((870, 1_001)),
        transport_met: true,
        declared_met: true,
        lead_time_tenths: Some(40),
        lower_bound: None,
    }
}

/// Roads between all places, each with a bend of its own but for the first stretch from the hub, and
/// some of each kind of ground.
pub(super) fn chart(province: &Province) -> Chart {
    const SIDE: i32 = 400_000;
    let points: Vec<RoadPoint> =
        province.places().iter().map(|place| RoadPoint::of(place.position)).collect();
    let hub = points[0];
    let fork = RoadPoint { lon: hub.lon + SIDE / 8, lat: hub.lat - SIDE / 4 };
    let mut lines = WayLines { pieces: vec![vec![hub, fork]], ..WayLines::default() };
    let numbered = || (0_u32..).zip(&points);
    for (from, start) in numbered() {
        for (to, end) in numbered().filter(|(to, _)| *to != from) {
            let middle = |one: i32, other: i32| i32::midpoint(one, other);
            let bend = RoadPoint {
                lon: middle(start.lon, end.lon) + SIDE / 10,
                lat: middle(start.lat, end.lat),
            };
            let piece = u32::try_from(lines.pieces.len()).expect("few pieces");
            let own = PieceRun { piece, against: false };
            let shared = PieceRun { piece: 0, against: false };
            let (first, runs) =
                if from == 0 { (fork, vec![shared, own]) } else { (*start, vec![own]) };
            lines.pieces.push(vec![first, bend, *end]);
            lines.legs.insert((from, to), runs);
        }
    }
    let square = |of: RoadPoint| {
        let corner = |lon, lat| RoadPoint { lon: of.lon + lon, lat: of.lat + lat };
        vec![corner(0, 0), corner(SIDE, 0), corner(SIDE, SIDE), corner(0, SIDE)]
    };
    let shape = |(kind, _)| GroundShape { kind, lines: vec![square(points[15])] };
    let town = |rank, name: &str, lon, lat| Town {
        rank,
        name: name.to_owned(),
        at: RoadPoint::of(LonLat { lon, lat }),
    };
    let stop = |place: &Place| WayStop {
        place: place.code.0.clone(),
        position: RoadPoint::of(place.position),
    };
    Chart {
        ways: Some(RoadWays {
            fingerprint: "a1".to_owned(),
            attribution: "© OpenStreetMap contributors".to_owned(),
            stops: province.places().iter().map(stop).collect(),
            lines,
        }),
        ground: Some(Ground {
            source: "geojson:grenzen.geojson".to_owned(),
            attribution: "CBS/Kadaster".to_owned(),
            fingerprint: "b2".to_owned(),
            shapes: GroundKind::WORDS.map(shape).to_vec(),
            towns: vec![
                town(1, "Emmen", 6.9, 52.786),
                town(2, "Appelscha", 6.2, 53.05),
                town(2, "Veenwouden", 5.9, 53.23),
            ],
        }),
    }
}

/// Twenty-five visited places, two vehicles, 240 requests and as many returns.
pub(super) fn province() -> Province {
    let places: IndexVec<PlaceIdx, Place> = (0..PLACES.len()).map(place).collect();
    let titles = (0..60_u32).map(|number| Title {
        code: format!("PPN{:09}", u64::from(number) * 7_919 + 100_000_000).into(),
        category: Category::WORDS[number as usize % 14].0,
        grams: Grams(430),
        millilitres: Millilitres(900),
        identity: TitleIdentity::default(),
    });
    let visited: Vec<PlaceIdx> = (2..PLACES.len()).map(PlaceIdx::at).collect();
    let requests = (0..240_usize).map(|number| Request {
        number: format!("A-{:05}", 41_000 + number).into(),
        title: crate::index::TitleIdx::at(number * 7 % 60),
        pickup: visited[number * 11 % visited.len()],
        placed: date(Weekday::Mon).plus_days(-2),
        limit: date(Weekday::Mon).plus_days(28),
        quantity: Items(1),
        priority: 5,
        editions: EditionWish::Any,
        only_from: None,
        whole: false,
    });
    let shipments = (0..visited.len() * 2).map(|number| Shipment {
        code: format!("R{number}").into(),
        kind: [ParcelKind::Return, ParcelKind::NewAcquisition][number % 2],
        from: if number % 2 == 0 { visited[number / 2] } else { HUB },
        to: visited[(number / 2 + 9) % visited.len()],
        accepted: date(Weekday::Mon),
        ready: date(Weekday::Mon),
        items: Items(24),
        grams_each: Grams(400),
        millilitres_each: Millilitres(800),
        whole_crates: None,
    });
    let closure = Closure {
        place: Some(PlaceIdx(26)),
        first: date(Weekday::Tue),
        last: date(Weekday::Fri),
        reason: "verbouwing".to_owned(),
    };
    let parts = ProvinceParts {
        settings: settings(),
        organisations: vec![Organisation {
            code: "BD".to_owned(),
            name: "Drenthe".to_owned(),
            lending: LendingLimits::default(),
        }]
        .into(),
        places,
        titles: titles.collect(),
        holdings: Holdings::from_rows(60, Vec::new()),
        requests: requests.collect(),
        shipments: shipments.collect(),
        vehicles: vec![vehicle("BUS-1", "Bus 1"), vehicle("BUS-2", "Bus 2")].into(),
        drivers: vec![driver("Jan Özdemir"), driver("Ana Šimić")].into(),
        closures: vec![closure],
    };
    Province::new(parts).expect("a valid province")
}

/// Four routes: twelve stops each on Monday, Tuesday, Thursday and Friday, and two trolley visits.
pub(super) fn plan(province: &Province) -> Plan {
    let mut plan = Plan {
        week: week(),
        supplies: supplies(province),
        parcels: IndexVec::new(),
        visits: IndexVec::new(),
        routes: IndexVec::new(),
        following: vec![FollowingVisit { place: TROLLEY, date: week().next().date(Weekday::Mon) }],
        excuses: vec![Excuse {
            place: PlaceIdx(26),
            visits: 1,
            reason: ExcuseReason::ClosedDays { open: WeekdaySet::of([Weekday::Mon]) },
        }],
        unserved: Vec::new(),
        cost: CostBreakdown {
            vehicle_days: Cents(48_000),
            distance: Cents(34_120),
            driving_time: Cents(61_250),
            service_time: Cents(70_115),
            lead_time: Cents(20_480),
            late_arrival: Cents::ZERO,
            crate_handling: Cents(12_300),
            item_handling: Cents(9_600),
            outside: Cents(3_780),
        },
    };
    parcels(province, &mut plan);
    let north: Vec<PlaceIdx> = (3..15).map(PlaceIdx).collect();
    let south: Vec<PlaceIdx> = (15..27).map(PlaceIdx).collect();
    for (weekday, stops) in [
        (Weekday::Mon, &south),
        (Weekday::Tue, &north),
        (Weekday::Thu, &south),
        (Weekday::Fri, &north),
    ] {
        if matches!(weekday, Weekday::Mon | Weekday::Thu) {
            trolley_visit(&mut plan, date(weekday));
        }
        let open =
            stops.iter().copied().filter(|place| *place != PlaceIdx(26) || weekday == Weekday::Mon);
        route(province, &mut plan, date(weekday), open.collect());
    }
    let reason = UnservedReason::VehicleFull { crates: Crates(1) };
    plan.unserved.push(Unserved::Parcel { parcel: ParcelIdx(3), items: Items(4), reason });
    let reason = UnservedReason::NoRouteFits { short: Seconds(1_500) };
    plan.unserved.push(Unserved::Visit { place: PlaceIdx(26), reason });
    plan
}

fn week() -> IsoWeek {
    IsoWeek::new(2026, 48).expect("a week")
}

fn date(weekday: Weekday) -> ServiceDate {
    week().date(weekday)
}

fn place(position: usize) -> Place {
    let (code, name, address, municipality, lon, lat) = PLACES[position];
    let kind = match position {
        0 => PlaceKind::Hub,
        1 => PlaceKind::Background,
        _ => PlaceKind::Branch,
    };
    let open = TimeWindow { open: ClockTime::at(8, 30), close: ClockTime::at(17, 0) };
    Place {
        code: PlaceCode(code.to_owned()),
        name: name.to_owned(),
        kind,
        organisation: crate::index::OrganisationIdx(0),
        municipality: municipality.to_owned(),
        address: address.to_owned(),
        position: LonLat { lon, lat },
        visits_per_week: if position < 2 { 0 } else { 2 },
        in_hub_building: position < 3,
        access: Access {
            key: position.is_multiple_of(3),
            windows: std::array::from_fn(|_| vec![open.into()]),
            zone: EmissionZone::default(),
        },
        service: Service {
            fixed: Seconds(240),
            per_crate: Seconds(40),
            pull_capacity: Items(40),
            shelf_capacity: Items(200),
            empties: Crates(4),
            empties_max: Crates(12),
        },
        certainty: "estimate".to_owned(),
        source: "test".to_owned(),
        registration: Registration::default(),
        region: None,
    }
}

fn vehicle(code: &str, name: &str) -> Vehicle {
    Vehicle {
        code: code.to_owned(),
        name: name.to_owned(),
        class: VehicleClass::Van,
        licence: Licence::B,
        crates: Crates(60),
        payload: Grams(1_100_000),
        shift: TimeWindow { open: ClockTime::at(7, 0), close: ClockTime::at(18, 0) },
        route_max: Seconds(36_000),
        days: WeekdaySet::MONDAY_TO_FRIDAY,
        out_of_use: None,
        emission_free: false,
        range: None,
        cents_per_km: 45,
        day_price: Cents(12_000),
    }
}

fn driver(name: &str) -> Driver {
    Driver {
        code: name.to_owned(),
        name: name.to_owned(),
        licence: Licence::B,
        days: WeekdaySet::MONDAY_TO_FRIDAY,
        away: None,
        day_max: Seconds(36_000),
        week_max: Seconds(144_000),
    }
}

fn settings() -> Settings {
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
        default_access: TimeWindow { open: ClockTime::at(8, 30), close: ClockTime::at(17, 0) },
        holidays: HolidayRules::default(),
        hub: HubRule { sort_days: 1, loading: Seconds(1_800), unloading: Seconds(1_200) },
        work: WorkRules {
            work_break: BreakRule { after: Seconds(19_800), pause: Seconds(1_800) },
            driving_break: BreakRule { after: Seconds(16_200), pause: Seconds(2_700) },
        },
        crate_type: CrateType {
            inner: Millilitres(52_000),
            filling_percent: 78,
            tare: Grams(1_900),
            gross_max: Grams(15_000),
        },
        bag: BagType { volume: Millilitres(12_000), mass: Grams(5_000), transfers_max: 0 },
        crates_in_circulation: 600,
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
        wait: Cents(100),
        outside_tariff: Cents(270),
        outside_penalty: Cents(500),
        unfilled: Cents(1_000),
        crate_handling: Cents(50),
    }
}

/// Each request from some place: now and then its own, the background collection, or outside.
fn supplies(province: &Province) -> Vec<Supply> {
    let visited: Vec<PlaceIdx> = province.visited_places().collect();
    let supply = |(request, asked): (RequestIdx, &Request)| {
        let number = request.position();
        let source = match number % 20 {
            0 => Source::Shelf(asked.pickup),
            1 => Source::Shelf(BACKGROUND),
            2 => Source::Outside,
            _ => Source::Shelf(visited[(number * 5 + 3) % visited.len()]),
        };
        Supply { request, source, edition: None, quantity: asked.quantity }
    };
    province.requests().iter_indexed().map(supply).collect()
}

fn parcels(province: &Province, plan: &mut Plan) {
    let blank = |kind, origin, from, to, items| Parcel {
        kind,
        origin,
        from,
        to,
        items,
        grams_each: Grams(430),
        millilitres_each: Millilitres(900),
        whole_crates: None,
        accepted: date(Weekday::Mon),
        ready: date(Weekday::Mon),
        collected_by: None,
        delivered_by: None,
        leaves: None,
        arrives: None,
    };
    for supply in &plan.supplies {
        let to = province.requests()[supply.request].pickup;
        if let Source::Shelf(from) = supply.source
            && from != to
        {
            let origin = ParcelOrigin::Request(supply.request);
            plan.parcels.push(blank(ParcelKind::Request, origin, from, to, supply.quantity));
        }
    }
    for (index, shipment) in province.shipments().iter_indexed() {
        let origin = ParcelOrigin::Shipment(ShipmentIdx::at(index.position()));
        let Shipment { kind, from, to, items, .. } = *shipment;
        plan.parcels.push(blank(kind, origin, from, to, items));
    }
}

/// Collects what waits at a place and delivers what waits for it, thirty items a crate.
fn visit(plan: &mut Plan, place: PlaceIdx, at: ServiceDate, arrival: ClockTime) -> VisitIdx {
    let index = VisitIdx::at(plan.visits.len());
    let mut collected = Vec::new();
    let mut delivered = Vec::new();
    for (parcel, entry) in plan.parcels.indices().zip(&mut plan.parcels) {
        if entry.from == place && entry.collected_by.is_none() {
            entry.collected_by = Some(index);
            entry.leaves = Some(at);
            collected.push((parcel, entry.items));
        } else if entry.to == place
            && entry.delivered_by.is_none()
            && (entry.from <= BACKGROUND || entry.leaves.is_some_and(|left| left < at))
        {
            entry.delivered_by = Some(index);
            entry.arrives = Some(at);
            delivered.push((parcel, entry.items));
        }
    }
    let mut crates = fill(&delivered);
    let small = delivered.iter().map(|(_, items)| items.0).sum::<i64>() < 10;
    let bag = if small { crates.pop() } else { None };
    let wait = if place == PlaceIdx(15) { Seconds(600) } else { Seconds(0) };
    let start = arrival.plus(wait);
    plan.visits.push(Visit {
        place,
        date: at,
        route: None,
        arrival,
        start,
        end: start.plus(Seconds(240 + 40 * (1 + i64::try_from(crates.len()).unwrap()))),
        delivery: Delivery { crates, bag, empties: Crates(1), crates_at_least: Crates(1) },
        pickup: Pickup {
            crates: fill(&collected),
            empties: Crates(i64::from(place.0.is_multiple_of(4))),
            crates_at_least: Crates(1),
        },
    })
}

fn fill(parcels: &[(ParcelIdx, Items)]) -> Vec<CrateFill> {
    let mut crates: Vec<CrateFill> = Vec::new();
    let mut room = 0;
    for (parcel, items) in parcels {
        if room < items.0 {
            crates.push(CrateFill::default());
            room = 30;
        }
        room -= items.0;
        crates.last_mut().expect("just pushed").contents.push((*parcel, *items));
    }
    crates
}

fn trolley_visit(plan: &mut Plan, at: ServiceDate) {
    visit(plan, TROLLEY, at, ClockTime::at(9, 0));
}

fn route(province: &Province, plan: &mut Plan, at: ServiceDate, stops: Vec<PlaceIdx>) {
    let index = RouteIdx::at(plan.routes.len());
    let departure = ClockTime::at(8, 0);
    let mut clock = departure;
    let mut route = Route {
        vehicle: VehicleIdx::at(index.position() % 2),
        driver: DriverIdx::at(index.position() % 2),
        date: at,
        departure,
        back: departure,
        visits: Vec::new(),
        breaks: Vec::new(),
        mixed_crates: Vec::new(),
        transfers: Vec::new(),
        distance: Metres(170_000 + 12_340 * i64::from(index.0)),
    };
    let stops_in_middle = stops.len() / 2;
    for (rank, place) in stops.into_iter().enumerate() {
        let visit = visit(plan, place, at, clock.plus(Seconds(1_230)));
        plan.visits[visit].route = Some(index);
        route.visits.push(visit);
        clock = plan.visits[visit].end;
        if rank == stops_in_middle {
            let duration = province.settings().work.work_break.pause;
            route.breaks.push(Break { after_rank: rank, start: clock, duration });
            clock = clock.plus(duration);
        }
    }
    route.back = clock.plus(Seconds(1_500));
    let bags = route.visits.iter().copied();
    let bags: Vec<VisitIdx> =
        bags.filter(|visit| plan.visits[*visit].delivery.bag.is_some()).collect();
    route.mixed_crates =
        bags.chunks(4).map(|visits| MixedCrate { visits: visits.to_vec() }).collect();
    plan.routes.push(route);
}

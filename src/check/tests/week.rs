//! The province: two organisations, a hub, a background collection and four branches.

use super::build;
use crate::check::{Verdict, referee};
use crate::index::{OrganisationIdx, PlaceIdx, RequestIdx, TitleIdx};
use crate::model::{
    Access, BagType, BreakRule, Category, ClockTime, CrateType, Driver, EditionPolicy, EditionWish,
    EmissionZone, HoldingLot, Holdings, HolidayRules, HubRule, IsoWeek, LendingLimits, Licence,
    LonLat, NormDefinition, Organisation, ParcelKind, Place, PlaceCode, PlaceKind, Plan, Prices,
    Province, ProvinceParts, Registration, Request, ReturnsRule, Service, ServiceDate, Settings,
    Shipment, Source, Supply, TimeWindow, Title, TitleIdentity, TravelEstimate, Vehicle,
    VehicleClass, Weekday, WeekdaySet, WorkRules,
};
use crate::travel::{TravelLeg, TravelMatrix};
use crate::units::{Cents, Crates, Grams, Items, Metres, Millilitres, Seconds};

pub(super) const HUB: PlaceIdx = PlaceIdx(0);
pub(super) const BACKGROUND: PlaceIdx = PlaceIdx(1);
/// In the hub's building.
pub(super) const ASSEN: PlaceIdx = PlaceIdx(2);
pub(super) const ROLDE: PlaceIdx = PlaceIdx(3);
/// With a key.
pub(super) const EMMEN: PlaceIdx = PlaceIdx(4);
/// Small: gets a bag.
pub(super) const COEVORDEN: PlaceIdx = PlaceIdx(5);

/// Everything that a verdict needs, open to corruption.
pub(super) struct Week {
    pub(super) parts: ProvinceParts,
    pub(super) travel: TravelMatrix,
    pub(super) plan: Plan,
}

/// The valid week.
pub(super) fn week() -> Week {
    let parts = parts();
    let travel = travel();
    let province = Province::new(parts.clone()).expect("a valid province");
    let plan = build::plan(&province, &travel, supplies());
    Week { parts, travel, plan }
}

impl Week {
    pub(super) fn province(&self) -> Province {
        Province::new(self.parts.clone()).expect("a valid province")
    }

    pub(super) fn verdict(&self) -> Verdict {
        referee(&self.province(), &self.travel, &self.plan)
    }

    /// Times, distances and cost anew, for a corruption that is about something else.
    pub(super) fn settle(&mut self) {
        let province = self.province();
        build::settle(&province, &self.travel, &mut self.plan);
    }

    /// The plan anew, from its supplies, for a changed province.
    pub(super) fn rebuild(&mut self) {
        let province = self.province();
        self.plan = build::plan(&province, &self.travel, self.plan.supplies.clone());
    }

    pub(super) fn place(&mut self, place: PlaceIdx) -> &mut Place {
        &mut self.parts.places[place]
    }

    /// The words of the violated rules, each once, in order.
    pub(super) fn broken(&self) -> Vec<&'static str> {
        let verdict = self.verdict();
        let mut words: Vec<_> = verdict.violations.iter().map(|found| found.rule).collect();
        words.sort_unstable();
        words.dedup();
        words.into_iter().map(crate::check::Rule::word).collect()
    }
}

/// Corrupts the valid week and expects exactly these rules to be broken, in their order.
#[track_caller]
pub(super) fn breaks<const N: usize>(rules: [&str; N], corrupt: impl FnOnce(&mut Week)) {
    let mut week = week();
    corrupt(&mut week);
    let said: Vec<String> = week.verdict().violations.iter().map(ToString::to_string).collect();
    assert_eq!(week.broken(), rules, "{said:#?}");
}

pub(super) fn this_week() -> IsoWeek {
    "2026-W48".parse().expect("a week")
}

pub(super) fn on(weekday: Weekday) -> ServiceDate {
    this_week().date(weekday)
}

pub(super) fn date(text: &str) -> ServiceDate {
    text.parse().expect("a date")
}

pub(super) fn supplies() -> Vec<Supply> {
    [
        (0, Source::Shelf(EMMEN), 1),
        (1, Source::Shelf(ASSEN), 1),
        (1, Source::Shelf(EMMEN), 1),
        (2, Source::Shelf(BACKGROUND), 1),
        (3, Source::Returning, 1),
        (4, Source::Outside, 1),
        (5, Source::Unfilled, 1),
        (6, Source::Shelf(ROLDE), 1),
    ]
    .map(|(request, source, quantity)| Supply {
        request: RequestIdx(request),
        source,
        edition: None,
        quantity: Items(quantity),
    })
    .to_vec()
}

fn parts() -> ProvinceParts {
    ProvinceParts {
        settings: settings(),
        organisations: ["Biblionet", "Noord", "Zuid"]
            .map(|name| Organisation {
                code: name.to_owned(),
                name: name.to_owned(),
                lending: LendingLimits::default(),
            })
            .to_vec()
            .into(),
        places: places().into(),
        titles: (0..5).map(title).collect(),
        holdings: Holdings::from_rows(5, holdings()),
        requests: requests().into(),
        shipments: shipments().into(),
        vehicles: vec![
            vehicle("van", VehicleClass::Van, Licence::B),
            vehicle("truck", VehicleClass::Truck, Licence::C),
        ]
        .into(),
        drivers: vec![driver("Bea", Licence::B), driver("Cor", Licence::C)].into(),
        closures: Vec::new(),
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
        default_access: office_hours(),
        holidays: HolidayRules::default(),
        hub: HubRule { sort_days: 1, loading: Seconds(900), unloading: Seconds(600) },
        work: WorkRules {
            work_break: BreakRule { after: Seconds(125 * 60), pause: Seconds(1_800) },
            driving_break: BreakRule { after: Seconds(75 * 60), pause: Seconds(1_800) },
        },
        crate_type: CrateType {
            inner: Millilitres(52_000),
            filling_percent: 78,
            tare: Grams(1_900),
            gross_max: Grams(15_000),
        },
        bag: BagType { volume: Millilitres(8_000), mass: Grams(4_000), transfers_max: 0 },
        crates_in_circulation: 40,
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
        awaited_item_day: Cents(20),
        other_item_day: Cents(3),
        touch: Cents(40),
        other_organisation: Cents(10),
        background: Cents(15),
        item_km_millicents: 200,
        wait: Cents(150),
        outside_tariff: Cents(700),
        outside_penalty: Cents(500),
        unfilled: Cents(2_500),
        crate_handling: Cents(15),
    }
}

fn office_hours() -> TimeWindow {
    TimeWindow { open: ClockTime::at(9, 0), close: ClockTime::at(17, 0) }
}

fn places() -> Vec<Place> {
    let place = |code: &str, kind: PlaceKind, organisation, visits_per_week| Place {
        code: PlaceCode(code.to_owned()),
        name: code.to_owned(),
        kind,
        organisation: OrganisationIdx(organisation),
        municipality: code.to_owned(),
        address: String::new(),
        position: LonLat { lon: 6.5, lat: 52.9 },
        visits_per_week,
        in_hub_building: code == "Assen",
        access: access(code),
        service: Service {
            fixed: Seconds(300),
            per_crate: Seconds(60),
            pull_capacity: Items(50),
            shelf_capacity: Items(50),
            empties: Crates(if visits_per_week > 0 { 4 } else { 0 }),
            empties_max: Crates(8),
        },
        certainty: String::new(),
        source: String::new(),
        registration: Registration::default(),
        region: None,
    };
    vec![
        place("Hub", PlaceKind::Hub, 0, 0),
        place("Background", PlaceKind::Background, 0, 0),
        place("Assen", PlaceKind::Main, 1, 2),
        place("Rolde", PlaceKind::Branch, 1, 2),
        place("Emmen", PlaceKind::Main, 2, 2),
        place("Coevorden", PlaceKind::SmallBranch, 2, 2),
    ]
}

/// Office hours on weekdays; only Emmen has a key.
fn access(code: &str) -> Access {
    let weekday = || vec![office_hours().into()];
    let windows = [weekday(), weekday(), weekday(), weekday(), weekday(), Vec::new(), Vec::new()];
    Access { key: code == "Emmen", windows, zone: EmissionZone::default() }
}

fn title(number: i64) -> Title {
    Title {
        code: format!("T{number}").into(),
        category: Category::Novel,
        grams: Grams(400 + 100 * number),
        millilitres: Millilitres(1_000 + 100 * number),
        identity: TitleIdentity::default(),
    }
}

fn holdings() -> Vec<(TitleIdx, HoldingLot)> {
    let lot = |title, place, (copies, on_shelf), due: Option<&str>| {
        (TitleIdx(title), HoldingLot { place, copies, on_shelf, due: due.map(date) })
    };
    vec![
        lot(0, ASSEN, (2, 1), Some("2026-12-01")),
        lot(0, EMMEN, (3, 2), Some("2026-12-01")),
        lot(1, BACKGROUND, (2, 2), None),
        lot(2, COEVORDEN, (1, 0), Some("2026-11-30")),
        lot(4, ROLDE, (1, 1), None),
    ]
}

fn requests() -> Vec<Request> {
    let request = |title, pickup, placed, quantity| Request {
        number: "r".into(),
        title: TitleIdx(title),
        pickup,
        placed: date(placed),
        limit: date("2026-12-04"),
        quantity: Items(quantity),
        priority: 5,
        editions: EditionWish::Any,
        only_from: None,
        whole: false,
    };
    vec![
        request(0, ROLDE, "2026-11-20", 1),
        request(0, COEVORDEN, "2026-11-23", 2),
        request(1, EMMEN, "2026-11-24", 1),
        request(2, ROLDE, "2026-11-24", 1),
        request(3, COEVORDEN, "2026-11-25", 1),
        request(3, ASSEN, "2026-11-25", 1),
        request(4, ROLDE, "2026-11-26", 1),
        request(0, ROLDE, "2026-11-28", 1),
    ]
}

fn shipments() -> Vec<Shipment> {
    let shipment = |kind, (from, to), ready, items, whole: Option<i64>| Shipment {
        code: "s".into(),
        kind,
        from,
        to,
        accepted: date(ready),
        ready: date(ready),
        items: Items(items),
        grams_each: Grams(450),
        millilitres_each: Millilitres(1_200),
        whole_crates: whole.map(Crates),
    };
    vec![
        shipment(ParcelKind::Return, (ROLDE, EMMEN), "2026-11-23", 40, None),
        shipment(ParcelKind::NewAcquisition, (HUB, ASSEN), "2026-11-23", 5, None),
        shipment(ParcelKind::ThemeCollection, (EMMEN, COEVORDEN), "2026-11-23", 60, Some(2)),
        shipment(ParcelKind::NationalOutbound, (ASSEN, HUB), "2026-11-25", 3, None),
        shipment(ParcelKind::NewAcquisition, (HUB, COEVORDEN), "2026-11-25", 2, None),
        shipment(ParcelKind::Return, (ROLDE, EMMEN), "2026-11-30", 9, None),
    ]
}

fn vehicle(name: &str, class: VehicleClass, licence: Licence) -> Vehicle {
    Vehicle {
        code: name.to_owned(),
        name: name.to_owned(),
        class,
        licence,
        crates: Crates(12),
        payload: Grams(200_000),
        shift: TimeWindow { open: ClockTime::at(7, 0), close: ClockTime::at(18, 0) },
        route_max: Seconds(9 * 3_600),
        days: WeekdaySet::MONDAY_TO_FRIDAY,
        out_of_use: None,
        emission_free: false,
        range: None,
        cents_per_km: 45,
        day_price: Cents(6_000),
    }
}

fn driver(name: &str, licence: Licence) -> Driver {
    Driver {
        code: name.to_owned(),
        name: name.to_owned(),
        licence,
        days: WeekdaySet::MONDAY_TO_FRIDAY,
        away: None,
        day_max: Seconds(9 * 3_600),
        week_max: Seconds(36 * 3_600),
    }
}

/// A directed table; the background collection and Assen stand at the hub.
fn travel() -> TravelMatrix {
    let minutes: [[i64; 4]; 4] =
        [[0, 15, 40, 45], [16, 0, 30, 48], [41, 31, 0, 20], [46, 47, 21, 0]];
    let at = |place: PlaceIdx| place.0.saturating_sub(2) as usize;
    let all: Vec<PlaceIdx> = (0..6).map(PlaceIdx).collect();
    let mut rows = Vec::new();
    for &from in &all {
        for &to in &all {
            let minutes = minutes[at(from)][at(to)];
            let leg =
                TravelLeg { distance: Metres(minutes * 1_111), duration: Seconds(minutes * 60) };
            rows.push((from, to, leg));
        }
    }
    TravelMatrix::from_table(all.len(), &rows)
}

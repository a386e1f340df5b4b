//! Organisations, places, access and closures.

use std::collections::BTreeMap;

use super::codes;
use super::history::whole_or_blank;
use super::identity::registration;
use super::limits::{
    CAPACITY_ITEMS, CRATE_SECONDS, LATE_CENTS, PLACE_CRATES, SERVICE_SECONDS, VISITS,
};
use super::pass::Pass;
use super::rows::Row;
use super::schema::{ACCESS, CLOSURES};
use super::table::Table;
use crate::index::{OrganisationIdx, PlaceIdx};
use crate::model::{
    Access, AccessWindow, Closure, EmissionZone, LateCharge, LendingLimits, LonLat, Organisation,
    Place, PlaceCode, PlaceKind, Service, ServiceDate, TimeWindow, WeekdaySet,
};
use crate::units::{Cents, Crates, Items, Seconds};

pub(super) type Organisations = Table<OrganisationIdx, Organisation>;
pub(super) type Places = Table<PlaceIdx, Place>;

pub(super) fn organisation(row: &mut Row<'_>) -> Option<Organisation> {
    let name = row.text("name");
    let most = whole_or_blank(row, "lending_max", CAPACITY_ITEMS);
    // A balance of nought is always within reach: nobody lends to others.
    let (least, nought) = (-*CAPACITY_ITEMS.end(), 0);
    let net_least = whole_or_blank(row, "net_lending_min", least..=nought);
    let net_most = whole_or_blank(row, "net_lending_max", CAPACITY_ITEMS);
    Some(Organisation {
        code: row.cell("id").to_owned(),
        name: name?.to_owned(),
        lending: LendingLimits {
            most: most.map(Items),
            net_least: net_least.map(Items),
            net_most: net_most.map(Items),
        },
    })
}

pub(super) fn place(row: &mut Row<'_>, organisations: &Organisations) -> Option<Place> {
    let name = row.text("name");
    let kind = row.word("kind", &PlaceKind::WORDS);
    let organisation = organisations.named(row, "organisation", codes::organisation_unknown);
    let position = position(row);
    let visits = row.whole("visits_per_week", VISITS);
    let in_hub_building = row.yes("in_hub_building");
    let key = row.yes("key");
    let service = service(row);
    let registration = registration(row, kind);
    let zone = EmissionZone {
        vans_from: row.date_or_blank("emission_free_vans_from"),
        trucks_from: row.date_or_blank("emission_free_trucks_from"),
    };
    Some(Place {
        code: PlaceCode(row.cell("id").to_owned()),
        name: name?.to_owned(),
        kind: kind?,
        organisation: organisation?,
        municipality: row.cell("municipality").to_owned(),
        address: row.cell("address").to_owned(),
        position: position?,
        visits_per_week: u8::try_from(visits?).ok()?,
        in_hub_building: in_hub_building?,
        access: Access { key: key?, windows: Default::default(), zone },
        service: service?,
        certainty: row.cell("certainty").to_owned(),
        source: row.cell("source").to_owned(),
        registration,
        region: Some(row.cell("region")).filter(|name| !name.is_empty()).map(Into::into),
    })
}

fn service(row: &mut Row<'_>) -> Option<Service> {
    let fixed = row.whole("service_seconds", SERVICE_SECONDS).map(Seconds);
    let per_crate = row.whole("crate_seconds", CRATE_SECONDS).map(Seconds);
    let pull_capacity = row.whole("pull_capacity", CAPACITY_ITEMS).map(Items);
    let shelf_capacity = row.whole("shelf_capacity", CAPACITY_ITEMS).map(Items);
    let empties = row.whole("empties", PLACE_CRATES).map(Crates);
    let empties_max = row.whole("empties_max", PLACE_CRATES).map(Crates);
    if let (Some(Crates(empties)), Some(Crates(room))) = (empties, empties_max)
        && empties > room
    {
        row.warn(codes::empties_above_room(row.span("empties"), row.cell("id"), empties, room));
    }
    Some(Service {
        fixed: fixed?,
        per_crate: per_crate?,
        pull_capacity: pull_capacity?,
        shelf_capacity: shelf_capacity?,
        empties: empties?,
        empties_max: empties_max?,
    })
}

/// A position that lies on Earth and is none of the usual mistakes.
pub(super) fn position(row: &mut Row<'_>) -> Option<LonLat> {
    let (lon, lat) = (row.degrees("lon"), row.degrees("lat"));
    let (lon, lat) = (lon?, lat?);
    let span = row.span("lon");
    let is_grid =
        |x: f64, y: f64| (181.0..=300_000.0).contains(&x) && (300_000.0..=620_000.0).contains(&y);
    if lon == 0.0 || lat == 0.0 {
        let column = if lon == 0.0 { "lon" } else { "lat" };
        row.fault(codes::coordinate_zero(row.span(column)));
    } else if is_grid(lon, lat) || is_grid(lat, lon) {
        row.fault(codes::metres_as_degrees(span, lon, lat));
    } else if (50.0..=54.0).contains(&lon) && (3.0..=8.0).contains(&lat) {
        row.fault(codes::coordinates_swapped(span, lon, lat));
    } else if let Some(position) = LonLat::new(lon, lat) {
        return Some(position);
    } else {
        row.fault(codes::off_the_earth(span, lon, lat));
    }
    None
}

/// Fills the windows in that `access.csv` gives.
pub(super) fn access(pass: &mut Pass<'_>, places: &mut Places) {
    let mut known: BTreeMap<(PlaceIdx, usize), Vec<(AccessWindow, u64)>> = BTreeMap::new();
    pass.rows(&ACCESS, |row| {
        let place = places.named(row, "place", codes::place_unknown);
        let weekday = weekday(row);
        let window = row.window("open", "close");
        let late = late_charge(row, window);
        let (Some(place), Some(weekday), Some(window)) = (place, weekday, window) else { return };
        let of_day = known.entry((place, weekday)).or_default();
        let clash =
            of_day.iter().find(|(other, _)| other.open < window.close && window.open < other.close);
        if let Some((_, line)) = clash {
            let name = row.cell("place");
            row.fault(codes::windows_overlap(row.row_span(), name, row.cell("weekday"), *line));
        } else if !row.is_faulty() {
            let TimeWindow { open, close } = window;
            of_day.push((AccessWindow { open, close, late }, row.line()));
        }
    });
    for ((place, weekday), windows) in known {
        places.rows[place].access.windows[weekday] =
            windows.into_iter().map(|(window, _)| window).collect();
    }
    for place in &mut places.rows {
        place.access.windows.iter_mut().for_each(|windows| windows.sort_unstable());
    }
}

/// From when late arrival costs; both cells are filled in, or neither.
fn late_charge(row: &mut Row<'_>, window: Option<TimeWindow>) -> Option<LateCharge> {
    let columns = ["due", "late_cents_per_minute"];
    let blank = columns.map(|column| row.cell(column).is_empty());
    match blank {
        [true, true] => return None,
        [false, false] => {}
        [due_is_blank, _] => {
            let lacking = columns[usize::from(!due_is_blank)];
            row.fault(codes::late_half(row.span(lacking)));
        }
    }
    let due = if blank[0] { None } else { row.time(columns[0]) };
    let cents = if blank[1] { None } else { row.whole(columns[1], LATE_CENTS).map(Cents) };
    if let Some((due, window)) = due.zip(window).filter(|(due, window)| !window.contains(*due)) {
        row.fault(codes::due_outside(row.span(columns[0]), due, window));
    }
    Some(LateCharge { due: due?, per_minute: cents? })
}

/// The number of one weekday, from Monday.
fn weekday(row: &mut Row<'_>) -> Option<usize> {
    let days: WeekdaySet = row.weekdays("weekday")?;
    let only = days.iter().next().filter(|_| days.len() == 1);
    if only.is_none() {
        row.fault(codes::not_weekdays(row.span("weekday")));
    }
    only.map(|day| day.num_days_from_monday() as usize)
}

pub(super) fn closures(pass: &mut Pass<'_>, places: &Places) -> Vec<Closure> {
    let mut closures = Vec::new();
    pass.rows(&CLOSURES, |row| {
        let whole_network = row.cell("place") == "*";
        let place =
            if whole_network { None } else { places.named(row, "place", codes::place_unknown) };
        let Some((first, last)) = span_of_days(row) else { return };
        if !row.is_faulty() {
            closures.push(Closure { place, first, last, reason: row.cell("reason").to_owned() });
        }
    });
    closures
}

/// The days from `first` to `last`, both included.
pub(super) fn span_of_days(row: &mut Row<'_>) -> Option<(ServiceDate, ServiceDate)> {
    let (first, last) = (row.date("first"), row.date("last"));
    let (first, last) = (first?, last?);
    if last < first {
        row.fault(codes::period_reversed(row.span("last"), first, last));
    }
    Some((first, last))
}

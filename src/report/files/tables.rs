//! The tables of a week: routes, stops, crates, pull lines, supplies.

use super::table::{Cell, DataTable};
use crate::index::{ParcelIdx, PlaceIdx, RouteIdx, VisitIdx};
use crate::model::{CrateFill, Place, Plan, Province, Route, Source, Supply, Visit};
use crate::report::view::{navigation, route_letter};
use crate::report::wording::TableWords;
use crate::report::{Language, PrintedSet};
use crate::units::Items;

/// Hundredths of a kilometre and of a kilogram in metres and grams.
const PER_HUNDREDTH: i64 = 10;

/// All tables of a week, in the order of the workbook.
pub(super) fn of_week(province: &Province, plan: &Plan, language: Language) -> Vec<DataTable> {
    let of = Of { province, plan, language, words: language.table_words() };
    vec![of.routes(), of.stops(), of.crates(), of.pulls(), of.supplies()]
}

/// What the workbook says of itself: label and text.
pub(super) fn about(set: &PrintedSet<'_>, tables: &[DataTable]) -> Vec<(String, String)> {
    let (l, w) = (set.language, set.language.wording());
    let (p, t) = (set.language.paper_words(), set.language.table_words());
    let header = set.header;
    let mut rows = vec![
        (t.what.to_owned(), l.week(set.plan.week)),
        (t.status.to_owned(), l.status(header.status)),
        (p.plan.to_owned(), header.plan_short.clone()),
        (w.fingerprint.to_owned(), header.fingerprint_short.clone()),
        (w.version.to_owned(), header.program_version.to_owned()),
        (w.seed.to_owned(), header.seed.to_string()),
        (w.travel.to_owned(), l.travel_source(header.travel_source)),
        (t.codes.to_owned(), t.codes_help.to_owned()),
    ];
    rows.extend(tables.iter().map(|table| (table.title.to_owned(), table.about.to_owned())));
    rows
}

struct Of<'a> {
    province: &'a Province,
    plan: &'a Plan,
    language: Language,
    words: &'static TableWords,
}

impl Of<'_> {
    fn table(&self, number: usize, rows: Vec<Vec<Cell>>) -> DataTable {
        let words = &self.words.tables[number];
        DataTable {
            file: FILES[number],
            title: words.title,
            about: words.about,
            head: words.head.to_vec(),
            rows,
        }
    }

    fn place(&self, place: PlaceIdx) -> &Place {
        &self.province.places()[place]
    }

    fn routes(&self) -> DataTable {
        let row = |(index, route): (RouteIdx, &Route)| {
            let vehicle = &self.province.vehicles()[route.vehicle];
            vec![
                Cell::text(route_letter(index)),
                Cell::Date(route.date),
                Cell::text(&vehicle.code),
                Cell::text(&vehicle.name),
                Cell::text(&self.province.drivers()[route.driver].name),
                Cell::Time(route.departure),
                Cell::Time(route.back),
                Cell::count(route.visits.len()),
                Cell::Hundredths(route.distance.0 / PER_HUNDREDTH),
            ]
        };
        self.table(0, self.plan.routes.iter_indexed().map(row).collect())
    }

    fn stops(&self) -> DataTable {
        let row = |(index, visit): (VisitIdx, &Visit)| {
            let place = self.place(visit.place);
            let organisation = &self.province.organisations()[place.organisation];
            vec![
                Cell::or_blank(visit.route.map(route_letter)),
                Cell::Date(visit.date),
                turn(self.plan, index),
                Cell::text(&place.code.0),
                Cell::text(&place.name),
                Cell::text(&organisation.code),
                Cell::text(&place.address),
                Cell::text(&place.municipality),
                Cell::Time(visit.arrival),
                Cell::Time(visit.start),
                Cell::Time(visit.end),
                Cell::count(visit.delivery.crates.len()),
                Cell::Number(visit.delivery.empties.0),
                Cell::count(visit.pickup.crates.len()),
                Cell::Number(visit.pickup.empties.0),
                Cell::Number(items(visit.delivery.crates.iter().chain(&visit.delivery.bag))),
                Cell::Number(items(&visit.pickup.crates)),
                Cell::Link(navigation(place.position)),
            ]
        };
        self.table(1, self.plan.visits.iter_indexed().map(row).collect())
    }

    fn crates(&self) -> DataTable {
        let mut rows = Vec::new();
        for (index, visit) in self.plan.visits.iter_indexed() {
            let brought = visit.delivery.crates.iter().map(|fill| (self.words.brought, fill));
            let bag = visit.delivery.bag.iter().map(|fill| (self.words.bag, fill));
            let taken = visit.pickup.crates.iter().map(|fill| (self.words.taken, fill));
            for (number, (what, fill)) in brought.chain(bag).chain(taken).enumerate() {
                rows.push(vec![
                    Cell::or_blank(visit.route.map(route_letter)),
                    Cell::Date(visit.date),
                    turn(self.plan, index),
                    Cell::text(&self.place(visit.place).code.0),
                    Cell::count(number + 1),
                    Cell::text(what),
                    Cell::Number(items([fill])),
                    Cell::Hundredths(self.grams(fill) / PER_HUNDREDTH),
                ]);
            }
        }
        self.table(2, rows)
    }

    fn grams(&self, fill: &CrateFill) -> i64 {
        let grams = |(parcel, items): &(ParcelIdx, Items)| {
            self.plan.parcels[*parcel].grams_each.0 * items.0
        };
        fill.contents.iter().map(grams).sum()
    }

    fn pulls(&self) -> DataTable {
        let mut rows = Vec::new();
        for (parcel, supply) in self.plan.supplied_parcels(self.province) {
            let parcel = &self.plan.parcels[parcel];
            let request = &self.province.requests()[supply.request];
            let title = &self.province.titles()[supply.title(request)];
            let (from, to) = (self.place(parcel.from), self.place(parcel.to));
            let visit = parcel.collected_by.map(|visit| self.plan.visits[visit].date);
            let isbn = title.identity.isbns.first().map(ToString::to_string);
            rows.push(vec![
                Cell::text(&from.code.0),
                Cell::text(&from.name),
                visit.or(parcel.leaves).map_or(Cell::Blank, Cell::Date),
                Cell::text(&*request.number),
                Cell::text(&*title.code),
                Cell::or_blank(isbn),
                Cell::text(self.language.wording().categories[title.category as usize]),
                Cell::Number(parcel.items.0),
                Cell::text(&to.code.0),
                Cell::text(&to.name),
            ]);
        }
        self.table(3, rows)
    }

    fn supplies(&self) -> DataTable {
        let row = |supply: &Supply| {
            let request = &self.province.requests()[supply.request];
            let title = &self.province.titles()[supply.title(request)];
            let (source, from) = match supply.source {
                Source::Shelf(place) => (0, Some(self.place(place).code.0.clone())),
                Source::Returning => (1, None),
                Source::Outside => (2, None),
                Source::Unfilled => (3, None),
            };
            vec![
                Cell::text(&*request.number),
                Cell::text(&*title.code),
                Cell::text(&self.place(request.pickup).code.0),
                Cell::Date(request.placed),
                Cell::Date(request.limit),
                Cell::text(self.words.sources[source]),
                Cell::or_blank(from),
                Cell::Number(supply.quantity.0),
            ]
        };
        self.table(4, self.plan.supplies.iter().map(row).collect())
    }
}

/// The names of the files, in the order of the tables.
const FILES: [&str; 5] = ["ritten", "haltes", "kratten", "pluklijnen", "leveringen"];

/// The turn of a visit on its route, from 1.
fn turn(plan: &Plan, index: VisitIdx) -> Cell {
    let Some(route) = plan.visits[index].route else { return Cell::Blank };
    let rank = plan.routes[route].visits.iter().position(|visit| *visit == index);
    rank.map_or(Cell::Blank, |rank| Cell::count(rank + 1))
}

fn items<'a>(fills: impl IntoIterator<Item = &'a CrateFill>) -> i64 {
    fills.into_iter().flat_map(|fill| &fill.contents).map(|(_, items)| items.0).sum()
}

//! The labels of crates and bags (kratlabels), as many as are loaded.

use super::SheetNames;
use super::load::{StopLoad, transfers_in};
use super::names::route_letter;
use crate::index::{RouteIdx, VisitIdx};
use crate::model::{IsoWeek, Place, Plan, Province, ServiceDate};
use crate::report::code::{Grai, Modules, code_128, plain, qr};

/// Labels of a sheet of stickers of 99.1 by 67.7 mm, two by four.
pub(crate) const LABELS_A_PAGE: usize = 8;

/// The labels of one route, or of the trolley on a date.
#[derive(Debug)]
pub(crate) struct LabelSheet<'a> {
    pub(crate) date: ServiceDate,
    pub(crate) letter: Option<String>,
    pub(crate) vehicle: Option<&'a str>,
    pub(crate) pages: Vec<Vec<Label<'a>>>,
}

/// One sticker.
#[derive(Debug)]
pub(crate) struct Label<'a> {
    pub(crate) what: Labelled,
    /// The place; a mixed crate goes to several.
    pub(crate) place: Option<&'a Place>,
    /// The stops of a mixed crate, by number and name.
    pub(crate) stops: Vec<(usize, &'a str)>,
    /// The turn on the route; 0 for a mixed crate.
    pub(crate) stop: usize,
    /// Our own code.
    pub(crate) code: String,
    /// What people read under the bars.
    pub(crate) bars_text: String,
    pub(crate) bars: Modules,
    pub(crate) qr: Modules,
}

/// What a sticker is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Labelled {
    /// A full crate, the number of so many.
    Crate { number: usize, of: usize },
    /// A bag, in the mixed crate of a number, or loose on the trolley.
    Bag { mixed: Option<usize> },
    /// A mixed crate with its number.
    Mixed { number: usize },
    /// A sealed bag from an earlier stop.
    Transfer { from: usize },
}

/// What the labels of a plan share, and the number of the last one.
struct Series<'a, 'b> {
    province: &'a Province,
    plan: &'a Plan,
    names: &'b SheetNames,
    grai: Option<&'b Grai>,
    serial: u32,
}

impl<'a> LabelSheet<'a> {
    /// The labels of all routes and of the trolley's days, by date and route. O(labels).
    pub(crate) fn all(
        province: &'a Province,
        plan: &'a Plan,
        names: &SheetNames,
        grai: Option<&Grai>,
    ) -> Vec<(Option<RouteIdx>, Self)> {
        let mut series = Series { province, plan, names, grai, serial: 0 };
        let mut sheets = Vec::new();
        for route in plan.routes.indices() {
            let of = &plan.routes[route];
            let mut labels = Vec::new();
            for (rank, visit) in of.visits.iter().enumerate().rev() {
                series.of_visit(*visit, rank + 1, &mut labels);
            }
            series.mixed(route, &mut labels);
            let vehicle = &province.vehicles()[of.vehicle];
            sheets.push((
                Some(route),
                Self {
                    date: of.date,
                    letter: Some(route_letter(route)),
                    vehicle: Some(&vehicle.name),
                    pages: pages(labels),
                },
            ));
        }
        for date in plan.week.dates() {
            let mut labels = Vec::new();
            let on_date = plan.visits.iter_indexed();
            let on_date = on_date.filter(|(_, visit)| visit.route.is_none() && visit.date == date);
            for (rank, (visit, _)) in on_date.enumerate() {
                series.of_visit(visit, rank + 1, &mut labels);
            }
            sheets.push((None, Self { date, letter: None, vehicle: None, pages: pages(labels) }));
        }
        sheets.retain(|(_, sheet)| !sheet.pages.is_empty());
        sheets
    }
}

fn pages(labels: Vec<Label<'_>>) -> Vec<Vec<Label<'_>>> {
    let mut pages: Vec<Vec<Label<'_>>> = Vec::with_capacity(labels.len() / LABELS_A_PAGE + 1);
    for label in labels {
        match pages.last_mut().filter(|page| page.len() < LABELS_A_PAGE) {
            Some(page) => page.push(label),
            None => pages.push(vec![label]),
        }
    }
    pages
}

impl<'a> Series<'a, '_> {
    /// The labels of the crates and bags that a visit brings.
    fn of_visit(&mut self, index: VisitIdx, stop: usize, labels: &mut Vec<Label<'a>>) {
        let visit = &self.plan.visits[index];
        let place = &self.province.places()[visit.place];
        let name = plain(&self.names.places[visit.place]);
        let of = visit.delivery.crates.len();
        let crates = (1..=of).map(|number| (Labelled::Crate { number, of }, number.to_string()));
        let mut all: Vec<(Labelled, String)> = crates.collect();
        if visit.delivery.bag.is_some() {
            let mixed = StopLoad::of(self.plan, index).mixed;
            all.push((Labelled::Bag { mixed }, "Z".to_owned()));
        }
        for bag in transfers_in(self.province, self.plan, index) {
            all.push((Labelled::Transfer { from: bag.number }, format!("T{}", bag.number)));
        }
        for (what, end) in all {
            let code = format!("{}-{name}-{end}", day_code(self.plan.week, visit.date));
            labels.push(Label { stop, place: Some(place), ..self.label(what, code) });
        }
    }

    fn mixed(&mut self, route: RouteIdx, labels: &mut Vec<Label<'a>>) {
        let of = &self.plan.routes[route];
        for (position, mixed) in of.mixed_crates.iter().enumerate() {
            let stop = |(rank, visit): (usize, &VisitIdx)| {
                let place = &self.province.places()[self.plan.visits[*visit].place];
                mixed.visits.contains(visit).then_some((rank + 1, place.name.as_str()))
            };
            let stops = of.visits.iter().enumerate().filter_map(stop).collect();
            let number = position + 1;
            let day = day_code(self.plan.week, of.date);
            let code = format!("{day}-{}{}-M{number}", "RIT-", route_letter(route));
            labels.push(Label { stops, ..self.label(Labelled::Mixed { number }, code) });
        }
    }

    fn label(&mut self, what: Labelled, code: String) -> Label<'a> {
        self.serial += 1;
        let (bars_text, bars) = match self.grai {
            Some(grai) => {
                let serial = self.serial_of_week();
                (grai.text(serial), grai.bars(serial))
            }
            None => (code.clone(), code_128(&code)),
        };
        Label {
            what,
            place: None,
            stops: Vec::new(),
            stop: 0,
            qr: qr(&format!("IBL:{code}")),
            code,
            bars_text,
            bars,
        }
    }

    /// Year and week of the plan, and the number of the label in it.
    fn serial_of_week(&self) -> u32 {
        let week = self.plan.week;
        let year = u32::try_from(week.year().rem_euclid(100)).expect("two digits");
        (year * 100 + week.number()) * 100_000 + self.serial
    }
}

/// The day of a plan in a code: `26W48D2` is the Tuesday of week 48 of 2026.
pub(crate) fn day_code(week: IsoWeek, date: ServiceDate) -> String {
    let day = date.weekday().number_from_monday();
    format!("{:02}W{:02}D{day}", week.year().rem_euclid(100), week.number())
}

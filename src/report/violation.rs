//! A violation in words: names and codes of the province instead of positions.

use super::Language;
use crate::check::{Expected, Fact, Side, Subject, Violation};
use crate::index::{ParcelIdx, RouteIdx, VisitIdx};
use crate::model::{Parcel, ParcelOrigin, Plan, Province};

/// One line: the word of the rule, what it is about, what it asks for and what the plan has.
///
/// The words of the rules are those of `docs/reference/rules.md`. A position that the plan does
/// not have, which is what a rule of shape may be about, is shown as a number.
pub fn violation_text(
    province: &Province,
    plan: &Plan,
    violation: &Violation,
    language: Language,
) -> String {
    let names = Names { province, plan, language };
    let w = language.wording();
    let Violation { rule, subject, expected, found } = violation;
    format!(
        "{rule}: {}: {} {}, {} {}",
        names.subject(*subject),
        w.expected,
        names.expected(*expected),
        w.found,
        names.fact(*found)
    )
}

struct Names<'a> {
    province: &'a Province,
    plan: &'a Plan,
    language: Language,
}

impl Names<'_> {
    fn expected(&self, expected: Expected) -> String {
        let w = self.language.wording();
        match expected {
            Expected::Exactly(fact) => self.fact(fact),
            Expected::AtMost(fact) => format!("{} {}", w.at_most, self.fact(fact)),
            Expected::AtLeast(fact) => format!("{} {}", w.at_least, self.fact(fact)),
            Expected::Within(fact) => format!("{} {}", w.within, self.fact(fact)),
        }
    }

    fn fact(&self, fact: Fact) -> String {
        let l = self.language;
        let w = l.wording();
        match fact {
            Fact::Nothing => w.no_such_thing.to_owned(),
            Fact::Count(count) => l.number(count),
            Fact::Items(items) => format!("{} {}", l.number(items.0), w.items),
            Fact::Crates(crates) => format!("{} {}", l.number(crates.0), w.crates),
            Fact::Mass(mass) => format!("{} g", l.number(mass.0)),
            Fact::Volume(volume) => format!("{} ml", l.number(volume.0)),
            Fact::Distance(distance) => format!("{} m", l.number(distance.0)),
            Fact::Duration(duration) => format!("{} s", l.number(duration.0)),
            Fact::Moment(moment) => {
                let seconds = moment.since_midnight().0.rem_euclid(60);
                format!("{}:{seconds:02}", l.time(moment))
            }
            Fact::Window(window) => format!("{}-{}", l.time(window.open), l.time(window.close)),
            Fact::Date(date) => l.date_short(date),
            Fact::Weekdays(days) => {
                let names = days.iter().map(|day| day.num_days_from_monday() as usize);
                names.map(|day| w.weekdays_short[day]).collect::<Vec<_>>().join(" ")
            }
            Fact::Money(money) => l.money(money),
            Fact::Licence(licence) => licence.word().to_owned(),
            Fact::Place(place) => self.place(place),
            Fact::Visit(visit) => self.visit(visit),
            Fact::Route(route) => self.route(route),
            Fact::Parcel(parcel) => self.parcel(parcel),
            Fact::Title(title) => format!("{} {}", w.title, self.title(title)),
        }
    }

    fn subject(&self, subject: Subject) -> String {
        let l = self.language;
        let w = l.wording();
        match subject {
            Subject::Plan => w.plan.to_owned(),
            Subject::Place(place) => self.place(place),
            Subject::PlaceOn(place, date) => {
                format!("{}, {}", self.place(place), l.date_short(date))
            }
            Subject::Organisation(body) => self.province.organisations()[body].name.clone(),
            Subject::Date(date) => l.date_short(date),
            Subject::Lot(title, place) => {
                format!("{} {}, {}", w.title, self.title(title), self.place(place))
            }
            Subject::Title(title) => format!("{} {}", w.title, self.title(title)),
            Subject::Request(request) => self.request(request),
            Subject::Supply(position) => match self.plan.supplies.get(position) {
                Some(supply) => self.request(supply.request),
                None => numbered(w.request, position),
            },
            Subject::Parcel(parcel) => self.parcel(parcel),
            Subject::Visit(visit) => self.visit(visit),
            Subject::ParcelAt(parcel, visit, side) => {
                format!("{}, {}, {}", self.parcel(parcel), self.visit(visit), self.side(side))
            }
            Subject::Crate(visit, side, position) => {
                format!("{}, {}", self.visit(visit), numbered(self.side(side), position))
            }
            Subject::Bag(visit) => format!("{}, {}", self.visit(visit), w.bag),
            Subject::TransferBag(route, position) => {
                format!("{}, {}", self.route(route), numbered(w.transfer_bag, position))
            }
            Subject::Route(route) => self.route(route),
            Subject::Leg { route, leg } => {
                format!("{}, {}", self.route(route), numbered(w.leg, leg))
            }
            Subject::Break(route, position) => {
                format!("{}, {}", self.route(route), numbered(w.break_word, position))
            }
            Subject::MixedCrate(route, position) => {
                format!("{}, {}", self.route(route), numbered(w.mixed_crate, position))
            }
            Subject::Vehicle(vehicle, date) => {
                let code = self.province.vehicles().get(vehicle).map(|vehicle| &vehicle.name);
                format!("{}, {}", named(code, vehicle.0), l.date_short(date))
            }
            Subject::DriverOn(driver, date) => {
                format!("{}, {}", self.driver(driver), l.date_short(date))
            }
            Subject::Driver(driver) => self.driver(driver),
            Subject::Following(position) => numbered(w.following_visit, position),
            Subject::Excuse(position) => numbered(w.excuse, position),
            Subject::Unserved(position) => numbered(w.unserved, position),
            Subject::Cost(term) => format!("{} {}", w.costs, term.word()),
        }
    }

    fn place(&self, place: crate::index::PlaceIdx) -> String {
        named(self.province.places().get(place).map(|place| &place.name), place.0)
    }

    fn driver(&self, driver: crate::index::DriverIdx) -> String {
        named(self.province.drivers().get(driver).map(|driver| &driver.name), driver.0)
    }

    fn title(&self, title: crate::index::TitleIdx) -> String {
        let code = self.province.titles().get(title).map(|title| title.code.to_string());
        named(code.as_ref(), title.0)
    }

    fn request(&self, request: crate::index::RequestIdx) -> String {
        let number = self.province.requests().get(request).map(|asked| asked.number.to_string());
        format!("{} {}", self.language.wording().request, named(number.as_ref(), request.0))
    }

    fn visit(&self, visit: VisitIdx) -> String {
        match self.plan.visits.get(visit) {
            Some(at) => {
                format!("{}, {}", self.place(at.place), self.language.date_short(at.date))
            }
            None => numbered(self.language.wording().visits, visit.0 as usize),
        }
    }

    fn route(&self, route: RouteIdx) -> String {
        let w = self.language.wording();
        match self.plan.routes.get(route) {
            Some(at) => {
                let vehicle = self.province.vehicles().get(at.vehicle);
                let name = named(vehicle.map(|vehicle| &vehicle.name), at.vehicle.0);
                format!("{} {}, {name}", w.route, self.language.date_short(at.date))
            }
            None => numbered(w.route, route.0 as usize),
        }
    }

    fn parcel(&self, parcel: ParcelIdx) -> String {
        let w = self.language.wording();
        let Some(moved) = self.plan.parcels.get(parcel) else {
            return numbered(w.shipments, parcel.0 as usize);
        };
        let Parcel { kind, origin, from, to, .. } = moved;
        let code = match *origin {
            ParcelOrigin::Request(request) => {
                self.province.requests().get(request).map(|request| request.number.to_string())
            }
            ParcelOrigin::Shipment(shipment) => {
                self.province.shipments().get(shipment).map(|row| row.code.to_string())
            }
        };
        let code = named(code.as_ref(), parcel.0);
        format!(
            "{} {code} ({} - {})",
            w.kinds[*kind as usize].0,
            self.place(*from),
            self.place(*to)
        )
    }

    fn side(&self, side: Side) -> &'static str {
        let w = self.language.wording();
        match side {
            Side::Delivery => w.unload,
            Side::Pickup => w.load,
        }
    }
}

/// The name, or the position where the province or plan has no such thing.
fn named(name: Option<&String>, position: u32) -> String {
    name.cloned().unwrap_or_else(|| format!("#{position}"))
}

/// A label with a position as people count, from 1.
fn numbered(label: &str, position: usize) -> String {
    format!("{label} {}", position + 1)
}

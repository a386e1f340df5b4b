//! What the referee says: violations as typed facts, and the recomputed cost.

use std::fmt;

use super::Rule;
use crate::index::{
    DriverIdx, OrganisationIdx, ParcelIdx, PlaceIdx, RequestIdx, RouteIdx, TitleIdx, VehicleIdx,
    VisitIdx,
};
use crate::model::{ClockTime, CostBreakdown, Licence, ServiceDate, TimeWindow, WeekdaySet};
use crate::units::{Cents, Crates, Grams, Items, Metres, Millilitres, Seconds};

/// The referee's answer (oordeel).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Everything that does not hold, in the order of the rules and then of the plan.
    pub violations: Vec<Violation>,
    /// What the plan costs, by the referee's own count; zero where the plan has no shape.
    pub cost: CostBreakdown,
    /// The most crates on board on any leg.
    pub crates_on_board_max: Crates,
    /// The heaviest load on any leg, crates included.
    pub load_max: Grams,
}

impl Verdict {
    /// Whether every rule holds.
    pub const fn is_valid(&self) -> bool {
        self.violations.is_empty()
    }
}

/// One thing that does not hold (overtreding).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The rule.
    pub rule: Rule,
    /// Of what.
    pub subject: Subject,
    /// What the rule asks for.
    pub expected: Expected,
    /// What the plan has.
    pub found: Fact,
}

/// What a rule asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// This and nothing else.
    Exactly(Fact),
    /// This or less, earlier, lighter.
    AtMost(Fact),
    /// This or more, later.
    AtLeast(Fact),
    /// Something inside this window or set.
    Within(Fact),
}

/// Which side of a visit (kant).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// What the visit brings.
    Delivery,
    /// What it takes along.
    Pickup,
}

/// A term of the cost, as [`CostBreakdown`] names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CostTerm {
    /// Days on which vehicles drive.
    VehicleDays,
    /// Kilometres.
    Distance,
    /// Driving and waiting.
    DrivingTime,
    /// Work at places and at the hub.
    ServiceTime,
    /// Item-days.
    LeadTime,
    /// Arrivals after the due moment of a window.
    LateArrival,
    /// Crates carried.
    CrateHandling,
    /// Items touched.
    ItemHandling,
    /// Tariffs from outside.
    Outside,
}

/// What a violation is about; positions count from 0, in the plan's own order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The plan as a whole.
    Plan,
    /// A place in the week.
    Place(PlaceIdx),
    /// A place on a date.
    PlaceOn(PlaceIdx, ServiceDate),
    /// An organisation in the week.
    Organisation(OrganisationIdx),
    /// A date.
    Date(ServiceDate),
    /// The copies of a title at a place.
    Lot(TitleIdx, PlaceIdx),
    /// The copies of a title that are out.
    Title(TitleIdx),
    /// A request.
    Request(RequestIdx),
    /// A supply, by its position.
    Supply(usize),
    /// A parcel.
    Parcel(ParcelIdx),
    /// A visit.
    Visit(VisitIdx),
    /// A parcel at a visit, in the crates of one side.
    ParcelAt(ParcelIdx, VisitIdx, Side),
    /// A crate of one side of a visit, by its position.
    Crate(VisitIdx, Side, usize),
    /// The bag of a visit.
    Bag(VisitIdx),
    /// A bag from stop to stop, by its route and position.
    TransferBag(RouteIdx, usize),
    /// A route.
    Route(RouteIdx),
    /// A leg of a route: leg 0 leaves the hub, the last one returns.
    Leg {
        /// The route.
        route: RouteIdx,
        /// The leg.
        leg: usize,
    },
    /// A break of a route, by its position.
    Break(RouteIdx, usize),
    /// A mixed crate of a route, by its position.
    MixedCrate(RouteIdx, usize),
    /// A vehicle on a date.
    Vehicle(VehicleIdx, ServiceDate),
    /// A driver on a date.
    DriverOn(DriverIdx, ServiceDate),
    /// A driver in the week.
    Driver(DriverIdx),
    /// A visit of the following week, by its position.
    Following(usize),
    /// An excuse, by its position.
    Excuse(usize),
    /// Something not served, by its position.
    Unserved(usize),
    /// A term of the cost.
    Cost(CostTerm),
}

/// A typed fact of a violation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// No such thing.
    Nothing,
    /// A plain number, or a position.
    Count(i64),
    /// Items.
    Items(Items),
    /// Crates.
    Crates(Crates),
    /// A mass.
    Mass(Grams),
    /// A volume.
    Volume(Millilitres),
    /// A distance.
    Distance(Metres),
    /// A duration.
    Duration(Seconds),
    /// A moment.
    Moment(ClockTime),
    /// A span of a day.
    Window(TimeWindow),
    /// A date.
    Date(ServiceDate),
    /// Weekdays.
    Weekdays(WeekdaySet),
    /// Money.
    Money(Cents),
    /// A licence.
    Licence(Licence),
    /// A place.
    Place(PlaceIdx),
    /// A visit.
    Visit(VisitIdx),
    /// A route.
    Route(RouteIdx),
    /// A parcel.
    Parcel(ParcelIdx),
    /// A title.
    Title(TitleIdx),
}

macro_rules! fact_from {
    ($($type:ty => $fact:ident),+ $(,)?) => {$(
        impl From<$type> for Fact {
            fn from(value: $type) -> Self {
                Self::$fact(value)
            }
        }
    )+};
}

fact_from! {
    i64 => Count,
    Items => Items,
    Crates => Crates,
    Grams => Mass,
    Millilitres => Volume,
    Metres => Distance,
    Seconds => Duration,
    ClockTime => Moment,
    TimeWindow => Window,
    ServiceDate => Date,
    WeekdaySet => Weekdays,
    Cents => Money,
    Licence => Licence,
    PlaceIdx => Place,
    VisitIdx => Visit,
    RouteIdx => Route,
    ParcelIdx => Parcel,
    TitleIdx => Title,
}

impl From<usize> for Fact {
    fn from(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl<T: Into<Self>> From<Option<T>> for Fact {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

/// Violations as they are found.
#[derive(Debug, Default)]
pub(super) struct Findings(pub(super) Vec<Violation>);

impl Findings {
    pub(super) fn push(
        &mut self,
        rule: Rule,
        subject: Subject,
        expected: Expected,
        found: impl Into<Fact>,
    ) {
        self.0.push(Violation { rule, subject, expected, found: found.into() });
    }

    pub(super) fn exactly<T: Copy + PartialEq + Into<Fact>>(
        &mut self,
        rule: Rule,
        subject: Subject,
        expected: T,
        found: T,
    ) {
        if expected != found {
            self.push(rule, subject, Expected::Exactly(expected.into()), found);
        }
    }

    pub(super) fn at_most<T: Copy + PartialOrd + Into<Fact>>(
        &mut self,
        rule: Rule,
        subject: Subject,
        most: T,
        found: T,
    ) {
        if found > most {
            self.push(rule, subject, Expected::AtMost(most.into()), found);
        }
    }

    pub(super) fn at_least<T: Copy + PartialOrd + Into<Fact>>(
        &mut self,
        rule: Rule,
        subject: Subject,
        least: T,
        found: T,
    ) {
        if found < least {
            self.push(rule, subject, Expected::AtLeast(least.into()), found);
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, subject, expected, found } = self;
        write!(f, "{rule}: {subject}: expected {expected}, found {found}")
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(fact) => fact.fmt(f),
            Self::AtMost(fact) => write!(f, "at most {fact}"),
            Self::AtLeast(fact) => write!(f, "at least {fact}"),
            Self::Within(fact) => write!(f, "within {fact}"),
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Delivery => "delivery",
            Self::Pickup => "pickup",
        })
    }
}

impl CostTerm {
    /// The name of the term, as the field of [`CostBreakdown`].
    pub const fn word(self) -> &'static str {
        match self {
            Self::VehicleDays => "vehicle_days",
            Self::Distance => "distance",
            Self::DrivingTime => "driving_time",
            Self::ServiceTime => "service_time",
            Self::LeadTime => "lead_time",
            Self::LateArrival => "late_arrival",
            Self::CrateHandling => "crate_handling",
            Self::ItemHandling => "item_handling",
            Self::Outside => "outside",
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plan => f.write_str("plan"),
            Self::Place(place) => write!(f, "place {}", place.0),
            Self::PlaceOn(place, date) => write!(f, "place {} on {date}", place.0),
            Self::Organisation(body) => write!(f, "organisation {}", body.0),
            Self::Date(date) => write!(f, "{date}"),
            Self::Lot(title, place) => write!(f, "title {} at place {}", title.0, place.0),
            Self::Title(title) => write!(f, "title {}", title.0),
            Self::Request(request) => write!(f, "request {}", request.0),
            Self::Supply(position) => write!(f, "supply {position}"),
            Self::Parcel(parcel) => write!(f, "parcel {}", parcel.0),
            Self::Visit(visit) => write!(f, "visit {}", visit.0),
            Self::ParcelAt(parcel, visit, side) => {
                write!(f, "parcel {} in the {side} of visit {}", parcel.0, visit.0)
            }
            Self::Crate(visit, side, position) => {
                write!(f, "crate {position} of the {side} of visit {}", visit.0)
            }
            Self::Bag(visit) => write!(f, "bag of visit {}", visit.0),
            Self::TransferBag(route, position) => {
                write!(f, "transfer bag {position} of route {}", route.0)
            }
            Self::Route(route) => write!(f, "route {}", route.0),
            Self::Leg { route, leg } => write!(f, "leg {leg} of route {}", route.0),
            Self::Break(route, position) => write!(f, "break {position} of route {}", route.0),
            Self::MixedCrate(route, position) => {
                write!(f, "mixed crate {position} of route {}", route.0)
            }
            Self::Vehicle(vehicle, date) => write!(f, "vehicle {} on {date}", vehicle.0),
            Self::DriverOn(driver, date) => write!(f, "driver {} on {date}", driver.0),
            Self::Driver(driver) => write!(f, "driver {}", driver.0),
            Self::Following(position) => write!(f, "following visit {position}"),
            Self::Excuse(position) => write!(f, "excuse {position}"),
            Self::Unserved(position) => write!(f, "unserved {position}"),
            Self::Cost(term) => f.write_str(term.word()),
        }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("nothing"),
            Self::Count(count) => count.fmt(f),
            Self::Items(items) => write!(f, "{items} items"),
            Self::Crates(crates) => write!(f, "{crates} crates"),
            Self::Mass(mass) => write!(f, "{} g", mass.0),
            Self::Volume(volume) => write!(f, "{} ml", volume.0),
            Self::Distance(distance) => write!(f, "{} m", distance.0),
            Self::Duration(duration) => write!(f, "{} s", duration.0),
            Self::Moment(moment) => write!(f, "{moment} ({} s)", moment.since_midnight().0),
            Self::Window(window) => window.fmt(f),
            Self::Date(date) => date.fmt(f),
            Self::Weekdays(days) if days.is_empty() => f.write_str("no weekday"),
            Self::Weekdays(days) => days.fmt(f),
            Self::Money(money) => write!(f, "{} cents", money.0),
            Self::Licence(licence) => write!(f, "licence {}", licence.word()),
            Self::Place(place) => write!(f, "place {}", place.0),
            Self::Visit(visit) => write!(f, "visit {}", visit.0),
            Self::Route(route) => write!(f, "route {}", route.0),
            Self::Parcel(parcel) => write!(f, "parcel {}", parcel.0),
            Self::Title(title) => write!(f, "title {}", title.0),
        }
    }
}

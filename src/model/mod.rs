//! The nouns of library logistics and their invariants; no algorithms.
//!
//! A [`Province`] is the validated whole: places, organisations, titles, holdings, the week's
//! requests and shipments, vehicles, drivers, closures and settings. It is immutable; a
//! `Province` that exists is valid, and nothing re-validates it.
//! A [`Plan`] is what leaves the program: who supplies what, who is visited when by whom, what
//! is in which crate, and what could not be done. It holds all that the referee needs.
//! A [`History`] is what happened: visits made, moves, loans and closed requests, beside both;
//! [`Accounts`] are tariffs, corrections and budgets, for what libraries pay each other.
//!
//! A province says when each place is in use and where it stood; [`Province::in_week`] is the one
//! owner of what that means for a week. It also owns which titles may fill a request
//! ([`Province::editions_of`]).
//!
//! Dates are civil ([`ServiceDate`]), moments of a day are [`ClockTime`]s that may pass 24:00,
//! weeks are ISO weeks. No member of a library ever enters the model: requests carry an opaque
//! number, a title, a place and a date.
//!
//! Beside all that, [`instance`] has the nouns of published routing instances, on which the route
//! search is measured.
//!
//! Entry points: [`Province::new`], [`LendingGraph::new`], [`Calendar::new`], [`IsoWeek`],
//! [`History::new`].
//!
//! ```
//! use leenroute::model::{IsoWeek, Weekday};
//!
//! let week: IsoWeek = "2026-W48".parse().expect("an ISO week");
//! assert_eq!(week.date(Weekday::Mon).to_string(), "2026-11-23");
//! ```

mod accounts;
mod base;
mod calendar;
mod closure;
mod cost;
mod edition;
mod fleet;
mod history;
mod holding;
mod holiday;
mod identity;
pub mod instance;
mod lending_graph;
mod parcel;
mod place;
mod plan;
mod province;
mod reasons;
mod registration;
mod request;
mod returns;
mod settings;
mod shortage;
mod title;
mod words;

pub use accounts::{
    Accounts, Budget, Correction, Crossing, OutsideLoan, PopulationCentre, StockAction,
    StockChange, Tariff, TariffKind, Tariffs,
};
pub use base::{BaseTimetable, BaseVisit};
pub use calendar::{
    ClockTime, IsoWeek, ParseTimeError, ServiceDate, TimeWindow, WEEKDAYS, Weekday, WeekdaySet,
};
pub use closure::{Calendar, Closed, Closure};
pub use cost::CostBreakdown;
pub use edition::{EditionPolicy, EditionWish};
pub use fleet::{Driver, Licence, Vehicle, VehicleClass};
pub use history::{
    ClosedRequest, FailedPull, History, ItemMove, Lent, LoanCount, LoanCounts, LoanGroup,
    LoanOrigin, LoanSums, Period, ReportSpan, RequestOutcome, VisitMade, VisitStatus,
};
pub use holding::{HoldingLot, Holdings};
pub use holiday::{Holiday, HolidayRules, public_holidays};
pub use identity::{Isbn, IsbnFault, Isil, Ppn, RegisteredKind};
pub use lending_graph::{GraphNode, LendingGraph, Reachability};
pub use parcel::{Parcel, ParcelKind, ParcelOrigin, Shipment};
pub use place::{
    Access, AccessWindow, EmissionZone, LateCharge, LendingLimits, LonLat, Organisation, Place,
    PlaceCode, PlaceKind, Service,
};
pub use plan::{
    Break, CrateFill, Delivery, Excuse, ExcuseReason, FollowingVisit, MixedCrate, Pickup, Plan,
    Route, Source, Supply, TransferBag, Unserved, UnservedReason, Visit,
};
pub use province::{Province, ProvinceFault, ProvinceParts};
pub use reasons::{
    Bound, FixChange, PatternPrice, PlaceReasons, PlanLimit, VisitFix, VisitSlack, VisitTrial,
};
pub use registration::{Registration, Relocation, UsePeriod};
pub use request::Request;
pub use returns::{FloatLimit, Floats, ReturnedItems, ReturnsRule};
pub use settings::{
    BagType, BreakRule, ChangeRules, CrateType, HubRule, LoadPrice, NormDefinition, Prices,
    Settings, TravelEstimate, WorkRules,
};
pub use shortage::Shortage;
pub use title::{Category, Title, TitleIdentity};

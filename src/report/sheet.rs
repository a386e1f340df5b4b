//! What goes into a set of sheets beside the plan, and what comes out.

use crate::model::ServiceDate;
use crate::travel::{Detour, TravelSource};
use crate::units::Cents;

/// Whether a plan may be driven by (status).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SheetStatus {
    /// A draft (concept).
    #[default]
    Draft,
    /// A published version (versie), from a day to a day.
    Version {
        /// The number, from 1.
        number: u32,
        /// The first day.
        from: ServiceDate,
        /// The last day.
        until: ServiceDate,
    },
}

/// Where a plan comes from, for the head of every sheet (herkomst van de planning).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetHeader<'a> {
    /// Whether it is a draft or a version.
    pub status: SheetStatus,
    /// The version of the program.
    pub program_version: &'a str,
    /// The seed of the run.
    pub seed: u64,
    /// The first digits of the fingerprint of the inputs.
    pub fingerprint_short: String,
    /// The first digits of the fingerprint of the plan itself.
    pub plan_short: String,
    /// The source of travel times.
    pub travel_source: &'a TravelSource,
    /// Roads that are closed between dates.
    pub detours: &'a [Detour],
    /// Styles of the library's own that come after ours; empty for none.
    pub style: &'a str,
}

/// The norms of a plan as plain numbers, counted elsewhere (normen).
///
/// A share is a numerator and a denominator, `None` where nothing is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Norms {
    /// Visits that the plan makes at places where the transport norm holds.
    pub visits: i64,
    /// Visits that the norm asks for, before excuses.
    pub required: i64,
    /// Missing visits with a valid reason (geldige reden).
    pub excused: i64,
    /// Requests of the cohort filled by a copy of the province.
    pub requests: Option<(i64, i64)>,
    /// Loans from stock of the province.
    pub loans: Option<(i64, i64)>,
    /// Requests that leave the own organisation and are filled inside the province.
    pub inter_organisation: Option<(i64, i64)>,
    /// Whether every visit is made or excused.
    pub transport_met: bool,
    /// Whether the share that the settings declare reaches its norm.
    pub declared_met: bool,
    /// Mean days from request to shelf, in tenths.
    pub lead_time_tenths: Option<i64>,
    /// What no plan of the week undercuts, of the cost that planning can change.
    pub lower_bound: Option<Cents>,
}

impl SheetHeader<'_> {
    /// Whether travel times are the straight-line estimate (schatting).
    pub(super) const fn travel_is_estimate(&self) -> bool {
        matches!(self.travel_source, TravelSource::Estimate(_))
    }
}

/// A file of the printed set (formulier).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The file name, in lower-case ASCII, unique in its set.
    pub name: String,
    /// The contents, UTF-8.
    pub bytes: Vec<u8>,
}

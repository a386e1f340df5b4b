//! The embedded province: real places of Drenthe, with a generated week on top.

use super::load::Loaded;
use super::settings::read_settings;
use crate::ingest::read_texts;
use crate::model::{IsoWeek, Province, ProvinceParts};
use crate::random::Seed;
use crate::synthesis::{Demand, furnish};
use crate::travel::TravelMatrix;
use crate::travel::chart::Chart;

/// The week that the embedded data describe.
pub const DEMO_WEEK: &str = "2026-W48";

/// The settings of the embedded data, as they stand in the file.
pub(super) const SETTINGS: &str = include_str!("../../fixtures/drenthe/settings.toml");

const TABLES: [(&str, &str); 6] = [
    ("organisations.csv", include_str!("../../fixtures/drenthe/organisations.csv")),
    ("places.csv", include_str!("../../fixtures/drenthe/places.csv")),
    ("access.csv", include_str!("../../fixtures/drenthe/access.csv")),
    ("closures.csv", include_str!("../../fixtures/drenthe/closures.csv")),
    ("vehicles.csv", include_str!("../../fixtures/drenthe/vehicles.csv")),
    ("drivers.csv", include_str!("../../fixtures/drenthe/drivers.csv")),
];

/// The week of the embedded data.
///
/// # Panics
///
/// Never: the constant is an ISO week.
pub fn demo_week() -> IsoWeek {
    DEMO_WEEK.parse().expect("the constant is an ISO week")
}

/// Drenthe with titles, holdings, requests and shipments drawn from a seed.
///
/// # Panics
///
/// When the embedded tables are broken, which a test excludes.
pub fn drenthe(week: IsoWeek, seed: Seed) -> Loaded {
    let parts = furnish(skeleton(), week, &Demand::default(), seed);
    let estimate = parts.settings.travel;
    let province = Province::new(parts).expect("the generator keeps every invariant");
    let travel = TravelMatrix::estimate(province.places(), estimate);
    Loaded { province, travel, settings_toml: SETTINGS.to_owned(), chart: Chart::default() }
}

/// The facts of Drenthe: places, organisations, access, closures, fleet, settings.
///
/// # Panics
///
/// When the embedded tables are broken, which a test excludes.
pub(super) fn skeleton() -> ProvinceParts {
    let (settings, _) = read_settings(SETTINGS);
    let settings = settings.expect("the embedded settings are sound");
    let (tables, _) = read_texts(&TABLES);
    let (parts, _) = tables.into_parts(settings);
    parts.expect("the embedded tables are sound")
}

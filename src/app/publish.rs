//! `publish`: a draft becomes a version, and its sheets carry it.

use std::path::{Path, PathBuf};

use super::clock::Stopwatch;
use super::error::Error;
use super::make_plan::{PROGRAM_VERSION, SheetsOf, write_sheets};
use super::stored::StoredWeek;
use super::verify::verify;
use crate::model::{ServiceDate, Weekday};
use crate::report::{Language, SheetStatus};
use crate::store::{Publication, read_changes, read_publication, write_publication};

/// What to publish, and how.
#[derive(Clone, Debug)]
pub struct PublishOrder {
    /// The number of the version; by default one more than that of the plan that was changed.
    pub version: Option<u32>,
    /// The first day; by default the Monday of the week.
    pub valid_from: Option<ServiceDate>,
    /// The last day; by default the Sunday of the week.
    pub valid_until: Option<ServiceDate>,
    /// Whether a plan that breaks rules may be published.
    pub despite_violations: bool,
    /// The language of the sheets.
    pub language: Language,
}

/// A published plan.
#[derive(Clone, Debug)]
pub struct Published {
    /// The version.
    pub publication: Publication,
    /// The plan folder.
    pub folder: PathBuf,
    /// The sheets that carry it.
    pub sheets: Vec<String>,
    /// How long it took.
    pub seconds: f64,
}

/// Freezes the plan of a folder as a version.
///
/// The referee judges first. From then on no edit changes the folder and no run replaces it; what
/// has to change goes to a new folder, with `replan`.
pub fn publish(folder: &Path, order: &PublishOrder) -> Result<Published, Error> {
    let watch = Stopwatch::start();
    if let Some(publication) = read_publication(folder)? {
        let (folder, version) = (folder.to_owned(), publication.version);
        return Err(Error::PublishedPlan { folder, version });
    }
    let verification = verify(folder)?;
    if !verification.is_valid() && !order.despite_violations {
        let violations = verification.verdict.violations.len();
        return Err(Error::UnsoundPlan { folder: folder.to_owned(), violations });
    }
    let based_on = read_changes(folder)?.and_then(|changes| changes.from_version);
    let version = order.version.unwrap_or_else(|| based_on.map_or(1, |version| version + 1));
    let week = verification.plan.week;
    let from = order.valid_from.unwrap_or_else(|| week.date(Weekday::Mon));
    let until = order.valid_until.unwrap_or_else(|| week.date(Weekday::Sun));
    if until < from {
        return Err(Error::NoValidity { from: from.to_string(), until: until.to_string() });
    }
    let days = (from.to_string(), until.to_string());
    let publication = Publication::of(folder, version, days, PROGRAM_VERSION)?;
    let report = StoredWeek::read(folder)?.report(order.language)?;
    let status = SheetStatus::Version { number: version, from, until };
    let sheets = write_sheets(&SheetsOf { report: &report, status }, folder, order.language)?;
    write_publication(folder, &publication)?;
    let seconds = watch.elapsed().as_secs_f64();
    Ok(Published { publication, folder: folder.to_owned(), sheets, seconds })
}

//! `print`: the sheets and files of a stored plan, beside those that are there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::error::Error;
use super::make_plan::{Files, SheetsAsked, SheetsOf, sheets};
use super::pdf::{pdfs, split};
use super::plan_week::travel_between;
use super::stored::StoredWeek;
use super::templates::own_style;
use crate::model::ServiceDate;
use crate::report::{CsvDialect, Grai, Language, SheetKind, SheetStatus};
use crate::store::{
    Overwrite, Publication, SheetState, plan_digest, read_publication, read_week_bound,
    week_bound_path, write_sheet,
};
use crate::units::Cents;

/// What to print, and how.
#[derive(Clone, Debug)]
pub struct PrintOrder {
    /// The kinds; all of them where it is empty.
    pub kinds: BTreeSet<SheetKind>,
    /// The language of the sheets.
    pub language: Language,
    /// The type of the crates, if they are numbered as GS1 does.
    pub grai: Option<Grai>,
    /// The data folder whose `templates/` change how sheets look.
    pub data: Option<PathBuf>,
    /// How tables are written as CSV.
    pub dialect: CsvDialect,
    /// Whether sheets that are there with other contents are replaced.
    pub overwrite: Overwrite,
}

/// What was printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The plan folder.
    pub folder: PathBuf,
    /// The files that now stand as asked, by name.
    pub files: Vec<String>,
    /// Those of them that took the place of others.
    pub replaced: Vec<String>,
    /// Files that are there with other contents, and stayed.
    pub kept: Vec<String>,
}

/// Prints sheets and files of a stored plan into its folder.
///
/// A file that is there with other contents stays, and is named, unless replacing was asked for.
pub fn print(folder: &Path, order: &PrintOrder) -> Result<Printed, Error> {
    let style = order.data.as_deref().map(own_style).transpose()?.flatten().unwrap_or_default();
    let status = read_publication(folder)?.as_ref().map_or(SheetStatus::Draft, status_of);
    let lower_bound = stored_bound(folder)?;
    let stored = StoredWeek::read(folder)?;
    let travel = {
        let province = &stored.loaded.province;
        let in_week = province.in_week(stored.plan.week);
        travel_between(&in_week, province, &stored.loaded.travel).into_owned()
    };
    let report = stored.report(order.language)?;
    let (kinds, documents) = split(&order.kinds);
    let asked = SheetsAsked {
        kinds,
        language: order.language,
        style: &style,
        grai: order.grai.as_ref(),
        lower_bound,
        files: Some(Files { travel: &travel, dialect: order.dialect }),
    };
    let of = SheetsOf { report: &report, status };
    let mut printed = Printed {
        folder: folder.to_owned(),
        files: Vec::new(),
        replaced: Vec::new(),
        kept: Vec::new(),
    };
    let plan_sha256 = plan_digest(folder)?;
    let documents = pdfs(&of, &plan_sha256, &asked, (&documents, order.data.as_deref()))?;
    for sheet in sheets(&of, &plan_sha256, &asked).into_iter().chain(documents) {
        match write_sheet(folder, &sheet.name, &sheet.bytes, order.overwrite)? {
            SheetState::Kept => printed.kept.push(sheet.name),
            SheetState::New | SheetState::Same => printed.files.push(sheet.name),
            SheetState::Replaced => {
                printed.replaced.push(sheet.name.clone());
                printed.files.push(sheet.name);
            }
        }
    }
    Ok(printed)
}

/// What the proof beside a plan says, where there is one.
fn stored_bound(folder: &Path) -> Result<Option<Cents>, Error> {
    let path = week_bound_path(folder);
    if !path.exists() {
        return Ok(None);
    }
    Ok(Some(Cents(read_week_bound(&path)?.lower_bound_cents)))
}

/// The status that the sheets of a published plan carry.
fn status_of(publication: &Publication) -> SheetStatus {
    let date = |text: &str| text.parse::<ServiceDate>().ok();
    match (date(&publication.valid_from), date(&publication.valid_until)) {
        (Some(from), Some(until)) => {
            SheetStatus::Version { number: publication.version, from, until }
        }
        _ => SheetStatus::Draft,
    }
}

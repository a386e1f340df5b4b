//! A plan as files for other programs: spreadsheets, navigation, calendars, planners.
//!
//! | kind | read by | files |
//! |---|---|---|
//! | xlsx | Excel and other spreadsheets | `week.xlsx`, a sheet a table and one that explains |
//! | csv | anything | `ritten.csv`, `haltes.csv`, `kratten.csv`, `pluklijnen.csv`, `leveringen.csv` |
//! | gpx | Garmin and most applications | `rit-<date>-<vehicle>.gpx`, a route and a track |
//! | itn | devices for ITN | `rit-<date>-<vehicle>.itn` |
//! | ics | Outlook and others | `bezoeken-<place>.ics`, an event a visit |
//! | vroom | VROOM, openrouteservice | `vroom-<date>.json`, `vroom-<date>-solution.json` |
//! | vrp-cli | vrp-cli (pragmatic) | `vrp-<date>.json`, `-matrix.json`, `-solution.json` |
//!
//! The same plan gives the same bytes: dates of creation are those of the plan. A cell of text that
//! a spreadsheet could take for a formula is marked as text.
//!
//! It deliberately plans nothing and measures no way: lines between stops are those of the chart, or
//! straight, and a device finds its own way.
//!
//! Entry point: [`week_files`].

mod ascii;
mod day;
mod ics;
mod itn;
mod pragmatic;
mod table;
mod tables;
mod tracks;
mod vroom;
mod xlsx;

use std::collections::BTreeSet;

pub use self::table::CsvDialect;
pub(super) use self::{
    table::Cell as SheetCell,
    xlsx::{TableSheet, workbook},
};
use super::view::SheetNames;
use super::{PrintedSet, Sheet, SheetKind};
use crate::model::Weekday;
use crate::travel::TravelMatrix;

/// What the files of a plan are made from.
#[derive(Clone, Copy, Debug)]
pub struct FileSet<'a> {
    /// The plan with its origin.
    pub printed: PrintedSet<'a>,
    /// The ways of the week.
    pub travel: &'a TravelMatrix,
    /// How tables are written as CSV.
    pub dialect: CsvDialect,
}

/// The files of a plan that are asked for, in a fixed order.
///
/// O(visits + contents of crates + squares of the stops of each day).
///
/// # Panics
///
/// When the plan is not of the province, or the travel not of its places.
pub fn week_files(set: &FileSet<'_>, kinds: &BTreeSet<SheetKind>) -> Vec<Sheet> {
    let PrintedSet { province, plan, header, language, .. } = set.printed;
    let names = SheetNames::new(province, plan);
    let mut files = Vec::new();
    let mut add = |name: String, bytes: Vec<u8>| files.push(Sheet { name, bytes });
    let is_asked = |kind: SheetKind| kinds.contains(&kind);
    if is_asked(SheetKind::Xlsx) || is_asked(SheetKind::Csv) {
        let tables = tables::of_week(province, plan, language);
        if is_asked(SheetKind::Xlsx) {
            let about = tables::about(&set.printed, &tables);
            let about = (language.table_words().explained, about.as_slice());
            let sheets: Vec<TableSheet<'_>> = tables.iter().map(TableSheet::from).collect();
            let created = plan.week.date(Weekday::Mon);
            add("week.xlsx".to_owned(), workbook(about, &sheets, created));
        }
        if is_asked(SheetKind::Csv) {
            for table in &tables {
                add(format!("{}.csv", table.file), table.csv(set.dialect).into_bytes());
            }
        }
    }
    for route in plan.routes.indices() {
        let name = &names.routes[route];
        if is_asked(SheetKind::Gpx) {
            add(format!("rit-{name}.gpx"), tracks::gpx(&set.printed, route).into_bytes());
        }
        if is_asked(SheetKind::Itn) {
            for (part, text) in itn::of_route(province, plan, route).into_iter().enumerate() {
                let part = if part == 0 { String::new() } else { format!("-{}", part + 1) };
                add(format!("rit-{name}{part}.itn"), text.into_bytes());
            }
        }
    }
    if is_asked(SheetKind::Ics) {
        for (place, text) in ics::of_week(province, plan, header, language) {
            add(format!("bezoeken-{}.ics", names.places[place]), text.into_bytes());
        }
    }
    for date in plan.week.dates() {
        let Some(day) = day::Day::of(set, date) else { continue };
        if is_asked(SheetKind::Vroom) {
            add(format!("vroom-{date}.json"), vroom::problem(&day));
            add(format!("vroom-{date}-solution.json"), vroom::solution(&day));
        }
        if is_asked(SheetKind::VrpCli) {
            add(format!("vrp-{date}.json"), pragmatic::problem(&day));
            add(format!("vrp-{date}-matrix.json"), pragmatic::matrix(&day));
            add(format!("vrp-{date}-solution.json"), pragmatic::solution(&day));
        }
    }
    files
}

//! `demo`: the main job on the embedded data, from real places to printed sheets.

use std::path::Path;

use super::clock::Stopwatch;
use super::drenthe::{demo_week, drenthe};
use super::error::Error;
use super::init::write_data;
use super::make_plan::{Destination, PlanOrder, WeekReport, begin, plan_loaded};
use crate::model::LoanSums;
use crate::vrp::Progress;

/// Where the demo puts its data and its plan, below the folder given.
pub const DATA_FOLDER: &str = "data";
/// See [`DATA_FOLDER`].
pub const PLAN_FOLDER: &str = "plan";

/// Writes the data folder, plans its week, checks it and prints all sheets.
///
/// The week of `order` is the week of the embedded data, and its destination lies below `folder`.
pub fn demo(
    folder: &Path,
    order: &PlanOrder,
    progress: &dyn Progress,
) -> Result<WeekReport, Error> {
    let watch = Stopwatch::start();
    let draft = begin(order)?;
    let loaded = drenthe(demo_week(), order.seed);
    let overwrite = order.destination.as_ref().map(|to: &Destination| to.overwrite);
    let overwrite = overwrite.unwrap_or(crate::store::Overwrite::Refuse);
    write_data(&folder.join(DATA_FOLDER), &loaded, None, overwrite)?;
    plan_loaded((loaded, &LoanSums::default()), order, draft, watch, progress)
}

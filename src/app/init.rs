//! `init`: the embedded province as a data folder, to look at and to change.

use std::path::Path;

use super::drenthe::drenthe;
use super::error::Error;
use super::load::Loaded;
use crate::model::{History, IsoWeek};
use crate::random::Seed;
use crate::store::{FolderDraft, Overwrite, write_data_folder, write_history};
use crate::synthesis::{Demand, past_weeks};

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Initialised {
    /// Places of the province.
    pub places: usize,
    /// The files, by name.
    pub files: Vec<String>,
}

/// What is generated on top of the embedded places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InitOrder {
    /// The week whose requests there are.
    pub week: IsoWeek,
    /// The seed of everything that is drawn.
    pub seed: Seed,
    /// Weeks of history before that week.
    pub history_weeks: u16,
}

/// Writes the embedded province with a generated week, and weeks of history if asked for, into a
/// folder.
pub fn init(folder: &Path, order: &InitOrder, overwrite: Overwrite) -> Result<Initialised, Error> {
    let InitOrder { week, seed, history_weeks } = *order;
    let loaded = drenthe(week, seed);
    let past = (week, history_weeks);
    let demand = Demand::default();
    let history = past_weeks(&loaded.province, &demand, past, seed);
    write_data(folder, &loaded, history, overwrite)
}

/// Writes a province and its history as a data folder.
pub(super) fn write_data(
    folder: &Path,
    loaded: &Loaded,
    history: impl IntoIterator<Item = History>,
    overwrite: Overwrite,
) -> Result<Initialised, Error> {
    let draft = FolderDraft::beside(folder, overwrite)?;
    let Loaded { province, travel, settings_toml, .. } = loaded;
    let mut files = write_data_folder(&draft, "", province, travel, settings_toml)?;
    files.extend(write_history(&draft, province, history)?);
    draft.commit()?;
    Ok(Initialised { places: province.places().len(), files })
}

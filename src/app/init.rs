//! `init`: the embedded province as a data folder, to look at and to change.

use std::path::Path;

use super::drenthe::drenthe;
use super::error::Error;
use super::load::Loaded;
use crate::model::IsoWeek;
use crate::random::Seed;
use crate::store::{FolderDraft, Overwrite, write_data_folder};

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Initialised {
    /// Places of the province.
    pub places: usize,
    /// The files, by name.
    pub files: Vec<String>,
}

/// Writes the embedded province with a generated week into a folder.
pub fn init(
    folder: &Path,
    week: IsoWeek,
    seed: Seed,
    overwrite: Overwrite,
) -> Result<Initialised, Error> {
    write_data(folder, &drenthe(week, seed), overwrite)
}

/// Writes a province as a data folder.
pub(super) fn write_data(
    folder: &Path,
    loaded: &Loaded,
    overwrite: Overwrite,
) -> Result<Initialised, Error> {
    let draft = FolderDraft::beside(folder, overwrite)?;
    let Loaded { province, travel, settings_toml } = loaded;
    let files = write_data_folder(&draft, "", province, travel, settings_toml)?;
    draft.commit()?;
    Ok(Initialised { places: province.places().len(), files })
}

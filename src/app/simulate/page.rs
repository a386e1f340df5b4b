//! A page about a study, as a file.

use std::path::{Path, PathBuf};

use super::frame::Simulated;
use crate::app::error::Error;
use crate::store::{Overwrite, StoreError, write_result};

/// Where a page goes.
#[derive(Clone, Debug)]
pub struct PageFile {
    file: PathBuf,
}

impl PageFile {
    /// Checks the place of a page before a study is played for it.
    pub fn new(file: &Path, overwrite: Overwrite) -> Result<Self, Error> {
        if overwrite == Overwrite::Refuse && file.exists() {
            return Err(StoreError::FileExists { path: file.to_owned() }.into());
        }
        Ok(Self { file: file.to_owned() })
    }

    /// Writes the page of what was found.
    pub fn write(
        &self,
        found: &Simulated,
        draw: impl Fn(&Simulated) -> String,
    ) -> Result<(), Error> {
        Ok(write_result(&self.file, &draw(found))?)
    }
}

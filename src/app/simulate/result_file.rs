//! A page or a table about a study, as a file.

use std::path::{Path, PathBuf};

use crate::app::error::Error;
use crate::store::{Overwrite, StoreError, write_result};

/// Where a page or a table goes.
#[derive(Clone, Debug)]
pub struct ResultFile {
    file: PathBuf,
}

impl ResultFile {
    /// Checks the place of a file before a study is played for it.
    pub fn new(file: &Path, overwrite: Overwrite) -> Result<Self, Error> {
        if overwrite == Overwrite::Refuse && file.exists() {
            return Err(StoreError::FileExists { path: file.to_owned() }.into());
        }
        Ok(Self { file: file.to_owned() })
    }

    /// Writes what it is to hold.
    pub fn write(&self, text: &str) -> Result<(), Error> {
        Ok(write_result(&self.file, text)?)
    }
}

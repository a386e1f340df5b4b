//! Single files of a data folder that an import makes.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use csv::Writer;

use super::beside::write_beside;
use super::{Overwrite, StoreError};

/// Writes a table of a data folder, and the folders above it.
pub fn write_table_file(
    path: &Path,
    head: &[&str],
    rows: &[Vec<String>],
    overwrite: Overwrite,
) -> Result<(), StoreError> {
    make_parent(path)?;
    write_beside(path, overwrite, |file| {
        let mut writer = Writer::from_writer(file);
        writer.write_record(head).map_err(io::Error::other)?;
        for row in rows {
            writer.write_record(row).map_err(io::Error::other)?;
        }
        writer.flush()
    })
}

/// Writes a text beside a data folder's tables, and the folders above it.
pub fn write_text_file(path: &Path, text: &str, overwrite: Overwrite) -> Result<(), StoreError> {
    make_parent(path)?;
    write_beside(path, overwrite, |file| file.write_all(text.as_bytes()))
}

fn make_parent(path: &Path) -> Result<(), StoreError> {
    let Some(parent) = path.parent().filter(|parent| *parent != Path::new("")) else {
        return Ok(());
    };
    fs::create_dir_all(parent).map_err(|source| StoreError::write(parent, source))
}

//! What a library changes of how sheets look: files of `templates` in its data folder.

#[cfg(feature = "pdf")]
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::error::Error;
use crate::store::StoreError;

/// The folder with a library's own templates, in its data folder.
const TEMPLATES_FOLDER: &str = "templates";

/// A library's own styles, in that folder.
const STYLE_FILE: &str = "style.css";

/// Bytes of a template at most.
const TEMPLATE_BYTES_MAX: u64 = 1 << 20;

/// Bytes of a font at most: those with all signs of Chinese are that large.
#[cfg(feature = "pdf")]
const FONT_BYTES_MAX: u64 = 32 << 20;

/// The styles of a data folder, if it has any; a closing tag in them would end the sheet's own.
pub(super) fn own_style(data: &Path) -> Result<Option<String>, Error> {
    let style = template(data, STYLE_FILE)?;
    if style.as_ref().is_some_and(|text| text.to_ascii_lowercase().contains("</style")) {
        let path = data.join(TEMPLATES_FOLDER).join(STYLE_FILE);
        return Err(Error::Template { path, why: "it holds `</style`" });
    }
    Ok(style)
}

/// A file of the templates of a data folder, if it is there.
fn template(data: &Path, name: &str) -> Result<Option<String>, Error> {
    let path = data.join(TEMPLATES_FOLDER).join(name);
    let failed = |source: io::Error| StoreError::Read { path: path.clone(), source };
    match fs::metadata(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error).into()),
        Ok(of) if of.len() > TEMPLATE_BYTES_MAX => {
            return Err(Error::Template { path, why: "it is larger than 1 MiB" });
        }
        Ok(_) => {}
    }
    Ok(Some(fs::read_to_string(&path).map_err(failed)?))
}

/// The files for the PDF in the templates of a data folder, by name: all but styles.
#[cfg(feature = "pdf")]
pub(super) fn own_files(data: &Path) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let folder = data.join(TEMPLATES_FOLDER);
    let failed =
        |path: &Path, source: io::Error| StoreError::Read { path: path.to_owned(), source };
    let entries = match fs::read_dir(&folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        entries => entries.map_err(|error| failed(&folder, error))?,
    };
    let mut files = BTreeMap::new();
    for entry in entries {
        let path = entry.map_err(|error| failed(&folder, error))?.path();
        let end = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
        let (most, why) = match end {
            "typ" | "svg" | "png" | "jpg" => (TEMPLATE_BYTES_MAX, "it is larger than 1 MiB"),
            "ttf" | "otf" => (FONT_BYTES_MAX, "it is larger than 32 MiB"),
            _ => continue,
        };
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            return Err(Error::Template { path, why: "its name is not UTF-8" });
        };
        if fs::metadata(&path).map_err(|error| failed(&path, error))?.len() > most {
            return Err(Error::Template { path, why });
        }
        let bytes = fs::read(&path).map_err(|error| failed(&path, error))?;
        files.insert(name.to_owned(), bytes);
    }
    Ok(files)
}

//! One JSON document of a file: what it is and of which version, and the rest beside it.

use std::fs;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::StoreError;

/// The version of every family of documents.
const VERSION: &str = "1";

#[derive(Serialize, Deserialize)]
struct Document<T> {
    schema: String,
    #[serde(flatten)]
    rest: T,
}

/// A document of a family, such as `leenroute-bound/`, on one line.
pub(super) fn document_bytes<T: Serialize>(
    family: &str,
    rest: &T,
    path: &Path,
) -> Result<Vec<u8>, StoreError> {
    let document = Document { schema: format!("{family}{VERSION}"), rest };
    serde_json::to_vec(&document).map_err(|error| StoreError::write(path, error.into()))
}

/// Reads a document of a family; a newer version is told from damage.
pub(super) fn read_document<T: DeserializeOwned>(
    family: &str,
    path: &Path,
) -> Result<T, StoreError> {
    let bytes = fs::read(path).map_err(|source| StoreError::read(path, source))?;
    let damaged = |error: serde_json::Error| StoreError::damaged(path, error.to_string());
    let document: Document<serde_json::Value> = serde_json::from_slice(&bytes).map_err(damaged)?;
    match document.schema.strip_prefix(family) {
        Some(VERSION) => serde_json::from_value(document.rest).map_err(damaged),
        Some(_) => Err(StoreError::NewerVersion { path: path.to_owned(), found: document.schema }),
        None => Err(StoreError::damaged(path, format!("the schema is `{}`", document.schema))),
    }
}

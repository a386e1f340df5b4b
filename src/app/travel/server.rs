//! A routing server with its key.

use std::fs;
use std::path::Path;

use crate::app::Error;
use crate::ingest::servers::{Patience, Server, ServerKind};

/// A server as it is asked, with the usual patience; the key is the first line of a file.
pub fn server_of(
    kind: ServerKind,
    url: String,
    profile: Option<&str>,
    key_file: Option<&Path>,
) -> Result<Server, Error> {
    let key = match key_file {
        None => None,
        Some(path) => {
            let text = fs::read_to_string(path)
                .map_err(|source| Error::KeyFile { path: path.to_owned(), source })?;
            Some(text.lines().next().unwrap_or_default().trim().to_owned())
        }
    };
    let profile = profile.unwrap_or(kind.usual_profile()).to_owned();
    Ok(Server { kind, url, profile, key, patience: Patience::default() })
}

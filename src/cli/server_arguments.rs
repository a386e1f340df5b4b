//! What a person typed for a routing server.

use std::path::PathBuf;

use clap::Args;

use super::word::Word;
use crate::app::{Error, TravelFrom, server_of};
use crate::ingest::servers::ServerKind;

/// A routing server.
#[derive(Debug, Args)]
pub(super) struct ServerArguments {
    /// A routing server of that kind; only positions are sent to it.
    #[arg(long, value_enum, value_name = "KIND", requires = "url", conflicts_with_all = ["osm", "nwb", "table"])]
    server: Option<Word<ServerKind>>,
    /// Where the server is, such as http://localhost:5000.
    #[arg(long, value_name = "URL", requires = "server")]
    url: Option<String>,
    /// A file whose first line is the key that the server asks for.
    #[arg(long, value_name = "FILE", requires = "server")]
    key_file: Option<PathBuf>,
}

impl ServerArguments {
    /// The server, if one is asked.
    pub(super) fn server(&self, profile: Option<&str>) -> Result<Option<TravelFrom>, Error> {
        let Some((Word(kind), url)) = self.server.zip(self.url.clone()) else { return Ok(None) };
        let server = server_of(kind, url, profile, self.key_file.as_deref())?;
        Ok(Some(TravelFrom::Server(Box::new(server))))
    }
}

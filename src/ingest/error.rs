//! What stops reading altogether.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::geojson_ground::GroundError;
use super::measured::MeasuredError;
use super::roads::RoadFileError;
#[cfg(feature = "http")]
use super::servers::ServerError;
use super::travel_json::TravelJsonError;

/// Why a data folder could not be read at all; what is wrong inside it is a finding.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum IngestError {
    /// Nothing stands at the path.
    #[error("find the data folder `{}`", path.display())]
    Missing {
        /// The path as it was given.
        path: PathBuf,
    },
    /// Something else stands there.
    #[error("read `{}` as a data folder: it is not a folder", path.display())]
    NotAFolder {
        /// The path as it was given.
        path: PathBuf,
    },
    /// The folder is there and does not show what it holds.
    #[error("list the data folder `{}`", path.display())]
    Unlistable {
        /// The path as it was given.
        path: PathBuf,
        /// The operating system's reason.
        #[source]
        source: io::Error,
    },
    /// The file of an instance does not open.
    #[error("read the instance `{}`", path.display())]
    Instance {
        /// The path as it was given.
        path: PathBuf,
        /// The operating system's reason.
        #[source]
        source: io::Error,
    },
    /// No file stands at the path.
    #[error("find the file `{}`", path.display())]
    FileMissing {
        /// The path as it was given.
        path: PathBuf,
    },
    /// A file of roads does not open.
    #[error("read the roads of `{}`", path.display())]
    RoadsUnread {
        /// The path as it was given.
        path: PathBuf,
        /// The operating system's reason.
        #[source]
        source: io::Error,
    },
    /// A file of roads is damaged.
    #[error("read the roads of `{}`", path.display())]
    Roads {
        /// The path as it was given.
        path: PathBuf,
        /// What is wrong, and at which byte.
        #[source]
        source: RoadFileError,
    },
    /// A matrix in JSON is of no use.
    #[error("read the travel times of `{}`", path.display())]
    TravelJson {
        /// The path as it was given.
        path: PathBuf,
        /// What is wrong.
        #[source]
        source: TravelJsonError,
    },
    /// GeoJSON for a map is of no use.
    #[error("read the ground of the map from `{}`", path.display())]
    Ground {
        /// The path as it was given.
        path: PathBuf,
        /// What is wrong.
        #[source]
        source: GroundError,
    },
    /// Rows of driven trips have faults.
    #[error("use the driven trips of `{}`", path.display())]
    Measured {
        /// The path as it was given.
        path: PathBuf,
        /// All of them.
        #[source]
        source: MeasuredError,
    },
    /// A routing server gave no matrix.
    #[cfg(feature = "http")]
    #[error("get travel times from `{url}`")]
    Server {
        /// Where it is.
        url: String,
        /// What is wrong.
        #[source]
        source: ServerError,
    },
}

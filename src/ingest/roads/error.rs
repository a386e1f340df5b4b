//! Why a file of roads is refused.

use thiserror::Error;

/// What is wrong with a file of roads, and at which byte.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RoadFileError {
    /// The file has more bytes than are read.
    #[error("it has more than {bytes} bytes")]
    TooLarge {
        /// The limit.
        bytes: u64,
    },
    /// The file ends within a blob.
    #[error("it ends within the blob that begins at byte {offset}")]
    Truncated {
        /// Where the blob begins.
        offset: u64,
    },
    /// A blob is not what it should be.
    #[error("the blob that begins at byte {offset} is damaged: {reason}")]
    Damaged {
        /// Where the blob begins.
        offset: u64,
        /// What was seen.
        reason: String,
    },
    /// The blobs hold more than a file of that size can.
    #[error("from byte {offset} on it holds more than a file of its size can")]
    Inflated {
        /// Where the blob begins that went too far.
        offset: u64,
    },
    /// There is no blob at all.
    #[error("it is empty")]
    Empty,
}

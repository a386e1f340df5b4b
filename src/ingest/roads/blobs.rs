//! The frames of blobs.

use std::io::Cursor;
use std::ops::Range;

use osmpbf::BlobReader;

use super::error::RoadFileError;

/// Bytes of the length before each header.
const LENGTH_BYTES: usize = 4;
/// What the form allows a header, and a blob.
const HEADER_MAX: usize = 64 * 1024;
const BLOB_MAX: usize = 32 * 1024 * 1024;

/// Where a blob with its header stands.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) offset: u64,
    span: Range<usize>,
}

impl Frame {
    pub(super) fn of<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        &bytes[self.span.clone()]
    }
}

/// The frames of all blobs, each within the bytes. O(blobs).
pub(super) fn frames(bytes: &[u8]) -> Result<Vec<Frame>, RoadFileError> {
    if bytes.is_empty() {
        return Err(RoadFileError::Empty);
    }
    let mut frames = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let offset = at as u64;
        let rest = &bytes[at..];
        let damaged = |reason: &str| RoadFileError::Damaged { offset, reason: reason.to_owned() };
        let Some(length) = rest.first_chunk::<LENGTH_BYTES>() else {
            return Err(RoadFileError::Truncated { offset });
        };
        let header = u32::from_be_bytes(*length) as usize;
        if header == 0 || header >= HEADER_MAX {
            return Err(damaged("its header is longer than the form allows, or empty"));
        }
        let begin = LENGTH_BYTES + header;
        let Some(headed) = rest.get(..begin) else {
            return Err(RoadFileError::Truncated { offset });
        };
        let blob = blob_bytes(headed).ok_or_else(|| damaged("its header does not read"))?;
        let blob = usize::try_from(blob).ok().filter(|blob| *blob <= BLOB_MAX);
        let blob = blob.ok_or_else(|| damaged("it is longer than the form allows"))?;
        if rest.len() < begin + blob {
            return Err(RoadFileError::Truncated { offset });
        }
        frames.push(Frame { offset, span: at..at + begin + blob });
        at += begin + blob;
    }
    Ok(frames)
}

/// The length of a blob as its header says it.
fn blob_bytes(headed: &[u8]) -> Option<i32> {
    let mut reader = BlobReader::new_seekable(Cursor::new(headed)).ok()?;
    let (header, _) = reader.next_header_skip_blob()?.ok()?;
    Some(header.get_blob_size())
}

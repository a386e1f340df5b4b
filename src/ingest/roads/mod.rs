//! Files of roads: bytes to the plain [`RoadData`] that [`travel::road`](crate::travel::road) takes.
//!
//! An OpenStreetMap extract (`.osm.pbf`) is a row of blobs, each with its length before it. The
//! frame of every blob is checked against the bytes that are there before anything is inflated,
//! a blob inflates to 32 MiB at most, and what all of them hold is bounded by the size of the
//! file; so no length that a file claims is believed. Blobs are decoded in parallel and put
//! together in their order. A file that is damaged is refused with the byte at which the damaged
//! blob begins: half a map would make wrong travel times that look right.
//! Reference: OpenStreetMap wiki, "PBF Format".
//!
//! Of the tags only those are kept that travel looks at. Water, built-up areas, boundaries and towns
//! for a map are read on their own, node by node of what is drawn.
//!
//! Road sections of the Nationaal Wegenbestand come as GML or as a shapefile and make the same data.
//!
//! Entry points: [`road_file_bytes`], [`osm_pbf`], [`osm_ground`], [`nwb_gml`],
//! [`nwb_shape`].

mod blobs;
mod elements;
mod error;
mod ground;
mod nwb;
mod rd;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use rayon::prelude::*;

pub use error::RoadFileError;
pub use ground::osm_ground;
pub(super) use ground::{ground_kind, town_rank};
pub use nwb::{nwb_gml, nwb_shape};
pub(super) use rd::from_rd;

use self::blobs::{Frame, frames};
use self::elements::{Piece, piece};
use super::IngestError;
use crate::model::ServiceDate;
use crate::travel::road::{RoadData, RoadPoint};

/// The largest file that is read: a country of Europe.
const BYTES_MAX: u64 = 2 << 30;

/// Nodes and mentions of nodes that a byte of a file may hold: true maps have a quarter.
const ELEMENTS_PER_BYTE_MAX: u64 = 4;
/// And what any file may hold beside that.
const ELEMENTS_FREE: u64 = 100_000;

/// What a file of roads gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoadReading {
    /// The roads.
    pub data: RoadData,
    /// The day of the data, where the file says it.
    pub date: Option<ServiceDate>,
    /// All nodes of the file, those of no road too.
    pub nodes: usize,
}

/// The bytes of a file of roads, up to a limit.
pub fn road_file_bytes(path: &Path) -> Result<Vec<u8>, IngestError> {
    let unopened = |source| IngestError::RoadsUnread { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unopened)?;
    file.take(BYTES_MAX + 1).read_to_end(&mut bytes).map_err(unopened)?;
    if bytes.len() as u64 > BYTES_MAX {
        let source = RoadFileError::TooLarge { bytes: BYTES_MAX };
        return Err(IngestError::Roads { path: path.to_owned(), source });
    }
    Ok(bytes)
}

/// Reads the bytes of an OpenStreetMap extract. O(bytes), in parallel.
pub fn osm_pbf(bytes: &[u8]) -> Result<RoadReading, RoadFileError> {
    let frames = frames(bytes)?;
    let most = elements_max(bytes);
    let read = |frame: &Frame| piece(frame.of(bytes), frame.offset, most);
    let pieces: Vec<Piece> = frames.par_iter().map(read).collect::<Result<_, _>>()?;
    let mut held = 0;
    for (piece, frame) in pieces.iter().zip(&frames) {
        held += piece.held();
        if held > most {
            return Err(RoadFileError::Inflated { offset: frame.offset });
        }
    }
    Ok(joined(pieces))
}

/// How many nodes and mentions of nodes a file may hold.
const fn elements_max(bytes: &[u8]) -> u64 {
    bytes.len() as u64 * ELEMENTS_PER_BYTE_MAX + ELEMENTS_FREE
}

/// All pieces in one, with the nodes of roads only.
fn joined(pieces: Vec<Piece>) -> RoadReading {
    let mut reading = RoadReading::default();
    let mut nodes: Vec<(i64, RoadPoint)> = Vec::new();
    let data = &mut reading.data;
    for mut piece in pieces {
        reading.date = reading.date.or(piece.date);
        nodes.append(&mut piece.nodes);
        data.node_tags.append(&mut piece.node_tags);
        data.ways.append(&mut piece.ways);
        data.restrictions.append(&mut piece.restrictions);
    }
    reading.nodes = nodes.len();
    // The first of a number counts; files are in order nearly always.
    if !nodes.is_sorted_by_key(|(id, _)| *id) {
        nodes.par_sort_by_key(|(id, _)| *id);
    }
    nodes.dedup_by_key(|(id, _)| *id);
    let mut named: Vec<i64> = data.ways.iter().flat_map(|way| way.nodes.iter().copied()).collect();
    named.par_sort_unstable();
    named.dedup();
    let mut at = 0;
    nodes.retain(|(id, _)| {
        while at < named.len() && named[at] < *id {
            at += 1;
        }
        named.get(at) == Some(id)
    });
    nodes.shrink_to_fit();
    data.node_tags.retain(|id, _| named.binary_search(id).is_ok());
    data.nodes = nodes;
    reading
}

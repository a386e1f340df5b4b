//! What a map shows beside roads, from an OpenStreetMap extract.
//!
//! An area is a closed way or a relation of ways, and a relation stands behind the ways of a file,
//! which stand behind their nodes. So all blobs are decoded for their relations, those with ways again,
//! and those with nodes after that; only what is drawn is held.

use std::collections::{BTreeMap, BTreeSet};

use osmpbf::{BlobDecode, PrimitiveBlock, RelMemberType, Relation, Way};
use rayon::prelude::*;

use super::blobs::{Frame, frames};
use super::elements::{decoded, nodes_of, point};
use super::elements_max;
use super::error::RoadFileError;
use crate::travel::chart::{GroundKind, RawGround, RawShape, Town};
use crate::travel::road::RoadPoint;

/// A shape by the numbers of its ways.
struct Members {
    kind: GroundKind,
    ways: Vec<i64>,
}

/// What a block holds.
#[derive(Default)]
struct Seen {
    members: Vec<Members>,
    ways: bool,
    nodes: bool,
}

impl Seen {
    fn of(block: &PrimitiveBlock) -> Self {
        Self {
            members: members_of(block),
            ways: block.groups().any(|group| group.ways().next().is_some()),
            nodes: block.groups().any(|group| {
                group.dense_nodes().next().is_some() || group.nodes().next().is_some()
            }),
        }
    }
}

/// A way that is drawn.
struct Line {
    id: i64,
    /// What its own tags make of it.
    kind: Option<GroundKind>,
    nodes: Vec<i64>,
}

/// Reads water, built-up areas, boundaries and towns; roads are not among them.
/// O(bytes + nodes log nodes), in parallel.
pub fn osm_ground(bytes: &[u8]) -> Result<RawGround, RoadFileError> {
    let frames = frames(bytes)?;
    let most = elements_max(bytes);
    let seen = of_frames(bytes, &frames, |block| Some(Seen::of(block)))?;
    let with = |holds: fn(&Seen) -> bool| -> Vec<Frame> {
        frames.iter().zip(&seen).filter(|(_, seen)| holds(seen)).map(|(of, _)| of.clone()).collect()
    };
    let (with_ways, with_nodes) = (with(|seen| seen.ways), with(|seen| seen.nodes));
    let members: Vec<Members> = seen.into_iter().flat_map(|seen| seen.members).collect();
    let wanted: BTreeSet<i64> = members.iter().flat_map(|of| of.ways.iter().copied()).collect();
    let lines = of_blocks(bytes, &with_ways, |block| lines_of(block, &wanted, most))?;
    let mentions = lines.iter().map(|line| line.nodes.len() as u64).sum::<u64>();
    if mentions > most {
        return Err(RoadFileError::Inflated { offset: 0 });
    }
    let mut named: Vec<i64> = lines.iter().flat_map(|line| line.nodes.iter().copied()).collect();
    named.par_sort_unstable();
    named.dedup();
    let found = of_blocks(bytes, &with_nodes, |block| Some(nodes_and_towns(block, &named)))?;
    let mut nodes: BTreeMap<i64, RoadPoint> = BTreeMap::new();
    let mut towns = Vec::new();
    for part in found {
        match part {
            Found::Node(id, at) => {
                nodes.entry(id).or_insert(at);
            }
            Found::Town(town) => towns.push(town),
        }
    }
    Ok(RawGround { shapes: shapes(&members, &lines, &nodes), towns })
}

/// What is found in each blob; nothing in those without data.
fn of_frames<T: Default + Send>(
    bytes: &[u8],
    frames: &[Frame],
    read: impl Fn(&PrimitiveBlock) -> Option<T> + Sync,
) -> Result<Vec<T>, RoadFileError> {
    let of_frame = |frame: &Frame| {
        decoded(frame.of(bytes), frame.offset, |blob| match blob {
            BlobDecode::OsmData(block) => read(block),
            BlobDecode::OsmHeader(_) | BlobDecode::Unknown(_) => Some(T::default()),
        })
    };
    frames.par_iter().map(of_frame).collect()
}

/// What is found in all blobs, in their order.
fn of_blocks<T: Send>(
    bytes: &[u8],
    frames: &[Frame],
    read: impl Fn(&PrimitiveBlock) -> Option<Vec<T>> + Sync,
) -> Result<Vec<T>, RoadFileError> {
    Ok(of_frames(bytes, frames, read)?.into_iter().flatten().collect())
}

/// What tags make of an area, a line, or nothing.
pub(in crate::ingest) fn ground_kind<'a>(
    tags: impl Iterator<Item = (&'a str, &'a str)>,
) -> Option<GroundKind> {
    let (mut kind, mut level, mut administrative, mut hidden) = (None, false, false, false);
    for (key, value) in tags {
        match (key, value) {
            ("natural", "water")
            | ("waterway", "riverbank")
            | ("landuse", "reservoir" | "basin") => {
                kind = Some(GroundKind::Water);
            }
            ("waterway", "river" | "canal") => kind = kind.or(Some(GroundKind::Waterway)),
            ("landuse", "residential") => kind = kind.or(Some(GroundKind::BuiltUp)),
            ("boundary", "administrative") => administrative = true,
            // The nation, the province and the municipality.
            ("admin_level", "2" | "4" | "8") => level = true,
            ("tunnel" | "culvert", "yes" | "culvert") => hidden = true,
            _ => {}
        }
    }
    let boundary = (administrative && level).then_some(GroundKind::Boundary);
    kind.or(boundary).filter(|_| !hidden)
}

fn members_of(block: &PrimitiveBlock) -> Vec<Members> {
    let relations = block.groups().flat_map(|group| group.relations().collect::<Vec<_>>());
    let of = |relation: Relation<'_>| {
        let mut types = relation.tags().filter(|(key, _)| *key == "type");
        let kind = ground_kind(relation.tags())?;
        let is_ours = match types.next()?.1 {
            "multipolygon" => kind.is_area(),
            "boundary" => kind == GroundKind::Boundary,
            _ => false,
        };
        let ways = relation.members().filter(|of| of.member_type == RelMemberType::Way);
        is_ours.then(|| Members { kind, ways: ways.map(|of| of.member_id).collect() })
    };
    relations.filter_map(of).collect()
}

/// `None` where there is too much.
fn lines_of(block: &PrimitiveBlock, wanted: &BTreeSet<i64>, most: u64) -> Option<Vec<Line>> {
    let mut held = 0;
    let mut lines = Vec::new();
    for way in block.groups().flat_map(|group| group.ways().collect::<Vec<Way<'_>>>()) {
        let kind = ground_kind(way.tags());
        if kind.is_none() && !wanted.contains(&way.id()) {
            continue;
        }
        let nodes = nodes_of(&way);
        held += nodes.len() as u64;
        if held > most {
            return None;
        }
        lines.push(Line { id: way.id(), kind, nodes });
    }
    Some(lines)
}

enum Found {
    Node(i64, RoadPoint),
    Town(Town),
}

fn nodes_and_towns(block: &PrimitiveBlock, named: &[i64]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut see = |id: i64, at: Option<RoadPoint>, town: Option<(u8, String)>| {
        let Some(at) = at else { return };
        if named.binary_search(&id).is_ok() {
            found.push(Found::Node(id, at));
        }
        found.extend(town.map(|(rank, name)| Found::Town(Town { rank, name, at })));
    };
    for group in block.groups() {
        for node in group.dense_nodes() {
            see(node.id, point(node.nano_lon(), node.nano_lat()), town_of(node.tags()));
        }
        for node in group.nodes() {
            see(node.id(), point(node.nano_lon(), node.nano_lat()), town_of(node.tags()));
        }
    }
    found
}

/// The rank and the name of a town.
fn town_of<'a>(tags: impl Iterator<Item = (&'a str, &'a str)>) -> Option<(u8, String)> {
    let (mut rank, mut name) = (None, None);
    for (key, value) in tags {
        match key {
            "place" => rank = town_rank(value),
            "name" => name = Some(value.to_owned()),
            _ => {}
        }
    }
    Some((rank?, name?))
}

/// The rank of a kind of place, as OpenStreetMap calls it.
pub(in crate::ingest) fn town_rank(place: &str) -> Option<u8> {
    ["city", "town", "village"]
        .iter()
        .position(|word| *word == place)
        .and_then(|at| at.try_into().ok())
}

/// Relations first, each way of them once a kind; then what ways are by themselves.
fn shapes(members: &[Members], lines: &[Line], nodes: &BTreeMap<i64, RoadPoint>) -> Vec<RawShape> {
    let points = |line: &Line| {
        line.nodes.iter().filter_map(|node| nodes.get(node).copied()).collect::<Vec<RoadPoint>>()
    };
    let by_id: BTreeMap<i64, usize> =
        lines.iter().enumerate().map(|(at, line)| (line.id, at)).collect();
    let mut used: BTreeSet<(GroundKind, i64)> = BTreeSet::new();
    let mut shapes = Vec::new();
    for of in members {
        let fresh = of.ways.iter().filter(|way| used.insert((of.kind, **way)));
        let known = fresh.filter_map(|way| by_id.get(way)).map(|at| points(&lines[*at]));
        let known: Vec<Vec<RoadPoint>> = known.collect();
        shapes.push(RawShape { kind: of.kind, lines: known });
    }
    for line in lines {
        if let Some(kind) = line.kind.filter(|kind| !used.contains(&(*kind, line.id))) {
            shapes.push(RawShape { kind, lines: vec![points(line)] });
        }
    }
    shapes
}

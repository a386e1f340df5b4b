//! What a blob says of roads.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use osmpbf::{BlobDecode, BlobReader, HeaderBlock, PrimitiveBlock, RelMemberType, Relation, Way};

use super::error::RoadFileError;
use crate::model::ServiceDate;
use crate::travel::road::{
    RestrictionVia, RoadClass, RoadPoint, RoadRestriction, RoadTags, RoadWay,
};

/// The roads of one blob.
#[derive(Debug, Default)]
pub(super) struct Piece {
    pub(super) nodes: Vec<(i64, RoadPoint)>,
    pub(super) node_tags: BTreeMap<i64, RoadTags>,
    pub(super) ways: Vec<RoadWay>,
    pub(super) restrictions: Vec<RoadRestriction>,
    pub(super) date: Option<ServiceDate>,
    mentions: u64,
}

impl Piece {
    /// How many nodes and mentions of nodes it holds.
    pub(super) fn held(&self) -> u64 {
        self.nodes.len() as u64 + self.mentions
    }
}

/// Decodes a blob with its header; nothing is kept beyond `most` nodes and mentions.
pub(super) fn piece(blob: &[u8], offset: u64, most: u64) -> Result<Piece, RoadFileError> {
    let read = |decoded: &BlobDecode<'_>| match decoded {
        BlobDecode::OsmHeader(header) => Some(Piece { date: date_of(header), ..Piece::default() }),
        BlobDecode::OsmData(block) => data(block, most),
        BlobDecode::Unknown(_) => Some(Piece::default()),
    };
    decoded(blob, offset, read)
}

/// What `read` makes of a blob with its header; it gives `None` where that is too much.
pub(super) fn decoded<T>(
    blob: &[u8],
    offset: u64,
    read: impl Fn(&BlobDecode<'_>) -> Option<T>,
) -> Result<T, RoadFileError> {
    let damaged = |reason: String| RoadFileError::Damaged { offset, reason };
    // The reader of the form leaves sums of differences unchecked, and kinds of members too.
    match catch_unwind(AssertUnwindSafe(|| decode(blob, &read))) {
        Ok(Ok(Some(read))) => Ok(read),
        Ok(Ok(None)) => Err(RoadFileError::Inflated { offset }),
        Ok(Err(reason)) => Err(damaged(reason)),
        Err(_) => Err(damaged("its numbers run over".to_owned())),
    }
}

fn decode<T>(
    bytes: &[u8],
    read: impl Fn(&BlobDecode<'_>) -> Option<T>,
) -> Result<Option<T>, String> {
    let blob = BlobReader::new(bytes).next().ok_or("it is empty")?;
    let blob = blob.map_err(|error| error.to_string())?;
    Ok(read(&blob.decode().map_err(|error| error.to_string())?))
}

fn date_of(header: &HeaderBlock) -> Option<ServiceDate> {
    const SECONDS_PER_DAY: i64 = 86_400;
    /// A century.
    const DAYS_MAX: i64 = 36_524;
    /// From 1970 to 2000.
    const DAYS_BEFORE: i64 = 10_957;
    let days = header.osmosis_replication_timestamp()?.div_euclid(SECONDS_PER_DAY) - DAYS_BEFORE;
    let first = ServiceDate::new(2000, 1, 1)?;
    (0..DAYS_MAX).contains(&days).then(|| first.plus_days(days))
}

/// `None` where there is too much.
fn data(block: &PrimitiveBlock, most: u64) -> Option<Piece> {
    let mut piece = Piece::default();
    for group in block.groups() {
        for node in group.dense_nodes() {
            let point = point(node.nano_lon(), node.nano_lat());
            piece.add_node(node.id, point, node.tags());
            if piece.held() > most {
                return None;
            }
        }
        for node in group.nodes() {
            let point = point(node.nano_lon(), node.nano_lat());
            piece.add_node(node.id(), point, node.tags());
        }
        for way in group.ways() {
            piece.add_way(&way);
            if piece.held() > most {
                return None;
            }
        }
        for relation in group.relations() {
            piece.add_relation(&relation);
        }
    }
    Some(piece)
}

/// A point on the Earth; what lies outside is no point.
pub(super) fn point(nano_lon: i64, nano_lat: i64) -> Option<RoadPoint> {
    const NANO: i64 = 100;
    const LON_MAX: i32 = 1_800_000_000;
    const LAT_MAX: i32 = 900_000_000;
    let within = |nano: i64, most: i32| {
        i32::try_from(nano / NANO).ok().filter(|part| (-most..=most).contains(part))
    };
    Some(RoadPoint { lon: within(nano_lon, LON_MAX)?, lat: within(nano_lat, LAT_MAX)? })
}

impl Piece {
    fn add_node<'a>(
        &mut self,
        id: i64,
        point: Option<RoadPoint>,
        tags: impl Iterator<Item = (&'a str, &'a str)>,
    ) {
        let Some(point) = point else { return };
        self.nodes.push((id, point));
        let tags: Vec<(&str, &str)> = tags.filter(|(key, _)| is_node_key(key)).collect();
        if !tags.is_empty() {
            self.node_tags.entry(id).or_insert_with(|| RoadTags::new(tags));
        }
    }

    fn add_way(&mut self, way: &Way<'_>) {
        let is_road = |(key, value): (&str, &str)| match key {
            "highway" => RoadClass::of_highway(value).is_some(),
            "route" => value == "ferry",
            _ => false,
        };
        if !way.tags().any(is_road) {
            return;
        }
        let nodes = nodes_of(way);
        self.mentions += nodes.len() as u64;
        let tags = RoadTags::new(way.tags().filter(|(key, _)| is_way_key(key)));
        self.ways.push(RoadWay { id: way.id(), nodes, tags });
    }

    fn add_relation(&mut self, relation: &Relation<'_>) {
        let is_restriction =
            |(key, value): (&str, &str)| key == "type" && value.starts_with("restriction");
        if !relation.tags().any(is_restriction) {
            return;
        }
        let (mut from, mut to, mut nodes, mut ways) = (vec![], vec![], vec![], vec![]);
        for member in relation.members() {
            let list = match (member.role(), &member.member_type) {
                (Ok("from"), RelMemberType::Way) => &mut from,
                (Ok("to"), RelMemberType::Way) => &mut to,
                (Ok("via"), RelMemberType::Node) => &mut nodes,
                (Ok("via"), RelMemberType::Way) => &mut ways,
                _ => continue,
            };
            list.push(member.member_id);
        }
        let via = match nodes.first() {
            Some(node) => RestrictionVia::Node(*node),
            None => RestrictionVia::Ways(ways),
        };
        let tags =
            relation.tags().filter(|(key, _)| key.starts_with("restriction") || *key == "except");
        self.restrictions.push(RoadRestriction { from, via, to, tags: RoadTags::new(tags) });
    }
}

/// The numbers of the nodes of a way.
pub(super) fn nodes_of(way: &Way<'_>) -> Vec<i64> {
    let mut id = 0_i64;
    let number = |step: &i64| {
        id = id.wrapping_add(*step);
        id
    };
    way.raw_refs().iter().map(number).collect()
}

const ACCESS: [&str; 6] = ["access", "vehicle", "motor_vehicle", "motorcar", "goods", "hgv"];
const SIZES: [&str; 4] = ["maxheight", "maxwidth", "maxlength", "maxweight"];

/// The first part of a key, before a colon.
fn stem(key: &str) -> &str {
    key.split(':').next().unwrap_or_default()
}

fn is_node_key(key: &str) -> bool {
    key == "barrier" || ACCESS.contains(&key) || SIZES.contains(&stem(key))
}

fn is_way_key(key: &str) -> bool {
    const OTHERS: [&str; 9] = [
        "area",
        "duration",
        "highway",
        "impassable",
        "junction",
        "maxspeed",
        "oneway",
        "route",
        "service",
    ];
    let stem = stem(key);
    ACCESS.contains(&stem) || SIZES.contains(&stem) || OTHERS.contains(&stem)
}

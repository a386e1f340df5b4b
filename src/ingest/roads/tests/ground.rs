//! Water, built-up areas, boundaries and towns of an extract.

use super::TIMESTAMP;
use super::writer::{Area, blob, written, written_with};
use crate::ingest::roads::{RoadFileError, osm_ground};
use crate::travel::chart::{GroundKind, RawGround, Town};
use crate::travel::road::{RoadData, RoadPoint, RoadTags, RoadWay};

fn at(lon: i32, lat: i32) -> RoadPoint {
    RoadPoint { lon, lat }
}

/// A lake of two ways with an island, a canal, a culvert, a street, a municipal and a parish
/// boundary, a village and a hamlet.
fn data() -> RoadData {
    let way = |id, nodes: &[i64], tags: &[(&str, &str)]| RoadWay {
        id,
        nodes: nodes.to_vec(),
        tags: RoadTags::new(tags.iter().copied()),
    };
    let tags = |place, name| RoadTags::new([("place", place), ("name", name)]);
    RoadData {
        nodes: (1..=9).map(|id| (id, at(i32::try_from(id).unwrap() * 1_000, 7))).collect(),
        node_tags: [(8, tags("village", "Norg")), (9, tags("hamlet", "Een"))].into(),
        ways: vec![
            way(10, &[1, 2, 3], &[]),
            way(11, &[3, 4, 1], &[("natural", "coastline")]),
            way(12, &[5, 6, 7, 5], &[("natural", "wood")]),
            way(13, &[1, 5], &[("waterway", "canal")]),
            way(14, &[1, 6], &[("waterway", "river"), ("tunnel", "culvert")]),
            way(15, &[1, 7], &[("highway", "residential")]),
            way(16, &[2, 7], &[("boundary", "administrative"), ("admin_level", "8")]),
            way(17, &[2, 8], &[("boundary", "administrative"), ("admin_level", "10")]),
            way(18, &[1, 2, 3, 1], &[("landuse", "residential")]),
        ],
        restrictions: Vec::new(),
    }
}

const AREAS: [Area<'static>; 3] = [
    (&[10, 11, 12, 99], &[("type", "multipolygon"), ("natural", "water")]),
    (&[16], &[("type", "boundary"), ("boundary", "administrative"), ("admin_level", "4")]),
    (&[15], &[("type", "route"), ("natural", "water")]),
];

#[test]
fn what_a_map_shows_is_read_and_nothing_else() {
    let ground = osm_ground(&written_with(&data(), TIMESTAMP, &AREAS)).unwrap();
    let told: Vec<_> = ground.shapes.iter().map(|shape| (shape.kind, shape.lines.len())).collect();
    assert_eq!(
        told,
        [
            (GroundKind::Water, 3),
            (GroundKind::Boundary, 1),
            (GroundKind::Waterway, 1),
            (GroundKind::BuiltUp, 1),
        ],
        "the boundary of both levels stands there once"
    );
    assert_eq!(ground.shapes[0].lines[1], [at(3_000, 7), at(4_000, 7), at(1_000, 7)]);
    assert_eq!(ground.towns, [Town { rank: 2, name: "Norg".to_owned(), at: at(8_000, 7) }]);
}

#[test]
fn a_file_without_ground_has_none_and_damage_is_told() {
    let street = RoadData { node_tags: [].into(), ways: vec![data().ways[5].clone()], ..data() };
    let bytes = written(&street, TIMESTAMP);
    assert_eq!(osm_ground(&bytes).unwrap(), RawGround::default());
    assert!(matches!(osm_ground(&bytes[..bytes.len() - 3]), Err(RoadFileError::Truncated { .. })));
    assert_eq!(osm_ground(&[]), Err(RoadFileError::Empty));
    let broken = [bytes, blob("OSMData", &[10, 200, 200, 200, 7, 1])].concat();
    assert!(matches!(osm_ground(&broken), Err(RoadFileError::Damaged { .. })));
}

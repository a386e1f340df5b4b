//! Files that are whole, cut, damaged and hostile.

mod ground;
mod writer;

use proptest::prelude::*;

use self::writer::{blob, head, written};
use super::error::RoadFileError;
use super::{RoadReading, osm_ground, osm_pbf};
use crate::travel::chart::RawGround;
use crate::travel::road::{
    RestrictionVia, RoadData, RoadPoint, RoadRestriction, RoadTags, RoadWay,
};

/// The 18th of November 2026.
const TIMESTAMP: u64 = 1_795_000_000;

/// A crossing with a bollard and two restrictions.
fn data() -> RoadData {
    let node = |id: i64, lon, lat| (id, RoadPoint { lon, lat });
    let way = |id, nodes: &[i64], tags: &[(&str, &str)]| RoadWay {
        id,
        nodes: nodes.to_vec(),
        tags: RoadTags::new(tags.iter().copied()),
    };
    let no_left = RoadTags::new([("restriction", "no_left_turn"), ("except", "psv")]);
    let only = RoadTags::new([("restriction:hgv", "only_straight_on")]);
    RoadData {
        nodes: vec![
            node(-4, 65_000_000, 530_000_000),
            node(2, 65_010_000, 530_000_000),
            node(30_000_000_000, -65_020_000, -530_000_001),
        ],
        node_tags: [(2, RoadTags::new([("barrier", "bollard"), ("hgv", "no")]))].into(),
        ways: vec![
            way(7, &[-4, 2], &[("highway", "primary"), ("maxspeed:forward", "80")]),
            way(9, &[2, 30_000_000_000, 5], &[("route", "ferry"), ("duration", "00:10")]),
        ],
        restrictions: vec![
            RoadRestriction {
                from: vec![7],
                via: RestrictionVia::Node(2),
                to: vec![9],
                tags: no_left,
            },
            RoadRestriction {
                from: vec![7],
                via: RestrictionVia::Ways(vec![9, 7]),
                to: vec![9],
                tags: only,
            },
        ],
    }
}

#[test]
fn what_is_written_is_read() {
    let RoadReading { data: read, date, nodes } = osm_pbf(&written(&data(), TIMESTAMP)).unwrap();
    assert_eq!(read, data());
    assert_eq!(date.unwrap().to_string(), "2026-11-18");
    assert_eq!(nodes, 3);
}

#[test]
fn what_no_road_needs_is_left_out() {
    let mut more = data();
    more.nodes.push((40_000_000_000, RoadPoint { lon: 1, lat: 1 }));
    more.ways.push(RoadWay {
        id: 11,
        nodes: vec![-4, 40_000_000_000],
        tags: RoadTags::new([("highway", "footway")]),
    });
    more.ways[0].tags =
        RoadTags::new([("highway", "primary"), ("maxspeed:forward", "80"), ("name", "Vaart")]);
    let read = osm_pbf(&written(&more, TIMESTAMP)).unwrap();
    assert_eq!((read.data, read.nodes), (data(), 4));
}

#[test]
fn every_cut_file_is_refused_with_the_byte() {
    let bytes = written(&data(), TIMESTAMP);
    let second = head(TIMESTAMP).len();
    for length in 0..bytes.len() {
        let read = osm_pbf(&bytes[..length]);
        if length == 0 {
            assert_eq!(read, Err(RoadFileError::Empty));
        } else if length == second {
            assert_eq!(read.unwrap().nodes, 0, "whole blobs are a whole file");
        } else {
            let offset = if length < second { 0 } else { second as u64 };
            assert_eq!(read, Err(RoadFileError::Truncated { offset }), "cut to {length}");
        }
    }
}

#[test]
fn no_length_is_believed() {
    let first = head(TIMESTAMP);
    let offset = first.len() as u64;
    let after = |bytes: &[u8]| osm_pbf(&[&first, bytes].concat()).unwrap_err();
    let damaged = |error: &RoadFileError| matches!(error, RoadFileError::Damaged { offset: at, .. } if *at == offset);
    // A header of four thousand million bytes, of none, and one that is no message.
    assert!(damaged(&after(&[255, 255, 255, 255, 1, 2])));
    assert!(damaged(&after(&[0, 0, 0, 0])));
    assert!(damaged(&after(&[0, 0, 0, 2, 255, 255])));
    // A blob of two thousand million bytes, and one of fewer than none.
    let sized = |size: &[u8]| {
        let mut header = vec![10, 7];
        header.extend(b"OSMData");
        header.push(24);
        header.extend(size);
        let mut bytes = u32::try_from(header.len()).unwrap().to_be_bytes().to_vec();
        bytes.extend(header);
        bytes
    };
    assert!(damaged(&after(&sized(&[255, 255, 255, 255, 7]))));
    assert!(damaged(&after(&sized(&[255, 255, 255, 255, 255, 255, 255, 255, 255, 1]))));
    assert_eq!(after(&sized(&[128, 128, 64])), RoadFileError::Truncated { offset });
    assert!(damaged(&after(&blob("OSMData", &[10, 200, 200, 200, 7, 1]))));
}

/// A street that names one node 200,000 times, in 330 bytes.
const BOMB: &str = "\
0000000c0a074f534d4461746118900210ea9a0c1a890278daedc1b10d40400000c07f0df97c252ae3d844e5\
1512d188557e1a03288c6406fddda52185d4967529e77ca5763fd66d3eaefead797c6aee621fe3189be9ae39\
0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000\
0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000\
0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000\
0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000\
000000000000000000000000000000000000bf7d7a8b0b36";

#[test]
fn a_small_file_that_inflates_is_refused() {
    let digits: Vec<char> = BOMB.chars().collect();
    let byte = |pair: &[char]| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap();
    let bytes: Vec<u8> = digits.chunks(2).map(byte).collect();
    assert_eq!(osm_pbf(&bytes), Err(RoadFileError::Inflated { offset: 0 }));
    assert_eq!(osm_ground(&bytes), Ok(RawGround::default()), "a street is not drawn");
}

#[test]
fn blobs_of_a_kind_that_is_not_known_are_passed_over() {
    let mut bytes = written(&data(), TIMESTAMP);
    bytes.extend(blob("Weather", b"rain"));
    assert_eq!(osm_pbf(&bytes).unwrap().data, data());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_damage_makes_it_panic(
        changes in prop::collection::vec((0_usize..400, any::<u8>()), 1..6),
    ) {
        let mut bytes = written(&data(), TIMESTAMP);
        let length = bytes.len();
        for (at, to) in changes {
            bytes[at % length] = to;
        }
        drop((osm_pbf(&bytes), osm_ground(&bytes)));
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        drop((osm_pbf(&bytes), osm_ground(&bytes)));
    }
}

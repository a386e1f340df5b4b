//! Ways as lines that share their pieces.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::map::Map;
use super::oracle::{data, town};
use crate::travel::TravelLeg;
use crate::travel::road::{Aim, RoadNetwork, RoadPoint, RoadProfile, RoadStop, WayLines};

/// The points of a way, one piece after the other.
fn points(lines: &WayLines, leg: (u32, u32)) -> Vec<RoadPoint> {
    let mut points = Vec::new();
    for run in &lines.legs[&leg] {
        let mut piece = lines.pieces[run.piece as usize].clone();
        if run.against {
            piece.reverse();
        }
        points.extend(piece);
    }
    points.dedup();
    points
}

fn assert_same_as_legs(roads: &RoadNetwork, stops: &[Option<RoadStop>]) -> WayLines {
    let count = u32::try_from(stops.len()).unwrap();
    let all = |_: usize, _: &[Option<TravelLeg>]| (0..count).collect();
    let (table, lines) = roads.table_and_lines(stops, Aim::Fastest, all);
    assert_eq!(table, roads.table(stops, Aim::Fastest));
    for (from, start) in (0..).zip(stops) {
        let Some(start) = start else { continue };
        let legs = roads.legs(start, stops, Aim::Fastest);
        for (to, leg) in (0..).zip(&legs) {
            if from == to {
                continue;
            }
            match leg {
                None => assert!(!lines.legs.contains_key(&(from, to))),
                Some(leg) if leg.line.len() > 1 => {
                    // A piece ends at every stop on the road, and no way is cut at others' stops.
                    let others: Vec<_> = stops.iter().flatten().map(|stop| stop.point).collect();
                    let mut points = points(&lines, (from, to));
                    points.retain(|point| leg.line.contains(point) || !others.contains(point));
                    assert_eq!(points, leg.line);
                }
                Some(_) => assert!(points(&lines, (from, to)).len() <= 1),
            }
        }
    }
    lines
}

#[test]
fn ways_are_cut_where_they_part_and_at_stops() {
    let map = Map::new(
        "...c..\n...2..\na-1b3e\n...4..\n...d..",
        &["ab residential", "bc residential", "be residential", "bd residential"],
    );
    let roads = map.network();
    let stops: Vec<_> = ['1', '2', '3', '4'].map(|stop| map.stop(&roads, stop)).into();
    let lines = assert_same_as_legs(&roads, &stops);
    // An arm from the crossing to each stop, and no road beyond a stop.
    assert_eq!(lines.pieces.len(), 4);
    assert_eq!(lines.legs[&(0, 1)].len(), 2);
    let [there, back] = [&lines.legs[&(0, 2)], &lines.legs[&(2, 0)]];
    assert_eq!(there[0].piece, back[1].piece);
    assert_ne!(there[0].against, back[1].against);
}

#[test]
fn a_bend_without_a_fork_is_one_piece() {
    let map = Map::new("a1-b\n...|\n...c\n...2\n...d", &["ab residential", "bcd residential"]);
    let roads = map.network();
    let stops: Vec<_> = ['1', '2'].map(|stop| map.stop(&roads, stop)).into();
    let lines = assert_same_as_legs(&roads, &stops);
    assert_eq!(lines.pieces.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn in_random_towns_pieces_make_the_ways_that_searches_find(
        town in town(),
        stops in prop::collection::vec((0..30_000_i32, 0..30_000_i32), 6),
    ) {
        let roads = RoadNetwork::new(&data(&town), &RoadProfile::van());
        let stop = |(lon, lat)| roads.snap(RoadPoint { lon, lat });
        let stops: Vec<_> = stops.into_iter().map(stop).collect();
        let lines = assert_same_as_legs(&roads, &stops);
        prop_assert!(lines.pieces.iter().all(|piece| piece.len() > 1));
    }
}

#[test]
fn only_wanted_ways_are_drawn() {
    let map = Map::new("a1-2-3b", &["ab residential"]);
    let roads = map.network();
    let stops: Vec<_> = ['1', '2', '3'].map(|stop| map.stop(&roads, stop)).into();
    let wanted = |from: usize, row: &[Option<TravelLeg>]| {
        assert_eq!(row.len(), 3);
        if from == 0 { BTreeSet::from([0, 2]) } else { BTreeSet::new() }
    };
    let (_, lines) = roads.table_and_lines(&stops, Aim::Fastest, wanted);
    assert_eq!(lines.legs.keys().copied().collect::<Vec<_>>(), [(0, 2)]);
    assert_eq!(lines.pieces.len(), 1);
}

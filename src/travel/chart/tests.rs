//! Lines, rings and what is left of them.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::shape::{area, cut_line, cut_ring, joined, simplified, simplified_ring};
use super::*;
use crate::travel::TravelLeg;
use crate::travel::road::{PieceRun, RoadData, RoadPoint, RoadTags, RoadWay, WayLines};
use crate::units::{Metres, Seconds};

fn at(lon: i32, lat: i32) -> RoadPoint {
    RoadPoint { lon, lat }
}

const UNIT: [PlanePoint; 2] = [[0.0, 0.0], [10.0, 10.0]];

fn points() -> impl Strategy<Value = Vec<PlanePoint>> {
    let coordinate = || (-8_i32..18).prop_map(f64::from);
    prop::collection::vec((coordinate(), coordinate()).prop_map(|(x, y)| [x, y]), 0..24)
}

fn aside(point: PlanePoint, line: &[PlanePoint]) -> f64 {
    let to = |pair: &[PlanePoint]| {
        let [from, to] = [pair[0], pair[1]];
        let along = [to[0] - from[0], to[1] - from[1]];
        let square = along[0] * along[0] + along[1] * along[1];
        let dot = (point[0] - from[0]) * along[0] + (point[1] - from[1]) * along[1];
        let part = if square > 0.0 { (dot / square).clamp(0.0, 1.0) } else { 0.0 };
        (point[0] - from[0] - part * along[0]).hypot(point[1] - from[1] - part * along[1])
    };
    line.windows(2).map(to).fold(f64::INFINITY, f64::min)
}

proptest! {
    #[test]
    fn no_point_that_is_left_out_is_farther_than_the_tolerance(
        line in points(), tolerance in 0.0..5.0_f64,
    ) {
        let kept = simplified(&line, tolerance);
        prop_assert_eq!(kept.first(), line.first());
        prop_assert_eq!(kept.last(), line.last());
        if line.len() > 1 {
            for point in &line {
                prop_assert!(aside(*point, &kept) <= tolerance + 1e-9);
            }
        }
        prop_assert!(simplified_ring(&line, tolerance).len() <= line.len());
    }

    #[test]
    fn what_is_cut_lies_within(line in points()) {
        let within = |point: &PlanePoint| point.iter().all(|part| (-1e-9..=10.0 + 1e-9).contains(part));
        for part in cut_line(&line, UNIT) {
            prop_assert!(part.len() > 1 && part.iter().all(within));
        }
        let ring = cut_ring(&line, UNIT);
        prop_assert!(ring.iter().all(within));
        prop_assert!(area(&ring) <= 100.0 + 1e-6 || line.len() > 4, "simple rings stay within");
    }
}

#[test]
fn a_line_through_the_box_is_cut_at_its_sides() {
    let line = [[-5.0, 5.0], [5.0, 5.0], [15.0, 5.0], [15.0, 8.0], [5.0, 8.0]];
    assert_eq!(
        cut_line(&line, UNIT),
        [vec![[0.0, 5.0], [5.0, 5.0], [10.0, 5.0]], vec![[10.0, 8.0], [5.0, 8.0]]]
    );
    assert!(cut_line(&[[-1.0, 0.0], [-1.0, 9.0]], UNIT).is_empty());
}

#[test]
fn a_ring_is_cut_to_the_box() {
    let square = [[-5.0, -5.0], [5.0, -5.0], [5.0, 5.0], [-5.0, 5.0]];
    assert!((area(&cut_ring(&square, UNIT)) - 25.0).abs() < 1e-9);
    let around = [[-5.0, -5.0], [15.0, -5.0], [15.0, 15.0], [-5.0, 15.0]];
    assert!((area(&cut_ring(&around, UNIT)) - 100.0).abs() < 1e-9);
    let away = [[20.0, 20.0], [30.0, 20.0], [30.0, 30.0]];
    assert!(area(&cut_ring(&away, UNIT)).abs() < 1e-9);
}

#[test]
fn parts_are_joined_into_rings_and_not_across_forks() {
    let [a, b, c, d] = [at(0, 0), at(5, 0), at(5, 5), at(0, 5)];
    let ring = joined(vec![vec![a, b], vec![d, c], vec![c, b], vec![a, d]]);
    assert_eq!(ring.len(), 1);
    assert_eq!((ring[0].len(), ring[0].first()), (5, ring[0].last()));
    let fork = joined(vec![vec![a, b], vec![b, c], vec![b, d]]);
    assert_eq!(fork.len(), 3);
    assert!(joined(vec![vec![a], Vec::new()]).is_empty());
}

/// Degrees around a place in Drenthe, in metres east and north.
fn near(east: f64, north: f64) -> RoadPoint {
    let origin = at(65_000_000, 530_000_000);
    let around = ChartBox { least: origin, most: origin };
    let parts = |metres: f64, shrink: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "some kilometres")]
        let parts = (metres / 111_195.08 / shrink * 1e7).round() as i32;
        parts
    };
    assert!(around.side().abs() < 1e-9);
    at(origin.lon + parts(east, 0.601_8), origin.lat + parts(north, 1.0))
}

#[test]
fn ground_is_cut_thinned_and_sorted_by_kind() {
    let km = |x: f64, y: f64| near(x * 1_000.0, y * 1_000.0);
    let square = |x: f64, y: f64, side: f64| {
        vec![km(x, y), km(x + side, y), km(x + side, y + side), km(x, y + side), km(x, y)]
    };
    let shape = |kind, lines| RawShape { kind, lines };
    let raw = RawGround {
        shapes: vec![
            shape(GroundKind::Boundary, vec![vec![km(-900.0, 5.0), km(5.0, 5.0)]]),
            shape(GroundKind::Boundary, vec![vec![km(5.0, 5.0), km(900.0, 5.0)]]),
            shape(GroundKind::Water, vec![square(2.0, 2.0, 3.0), square(3.0, 3.0, 1.0)]),
            shape(GroundKind::Water, vec![square(2.0, 2.0, 0.01)]),
            shape(GroundKind::Water, vec![square(500.0, 2.0, 3.0)]),
            shape(GroundKind::BuiltUp, vec![vec![km(1.0, 1.0), km(2.0, 1.0), km(2.0, 2.0)]]),
        ],
        towns: vec![
            Town { rank: 2, name: "Norg".to_owned(), at: km(1.0, 1.0) },
            Town { rank: 0, name: "Assen".to_owned(), at: km(4.0, 1.0) },
            Town { rank: 0, name: "Utrecht".to_owned(), at: km(-90.0, 1.0) },
        ],
    };
    let ground = ground_of(raw, &[km(0.0, 0.0), km(10.0, 10.0)]);
    let kinds: Vec<_> = ground.shapes.iter().map(|shape| shape.kind).collect();
    assert_eq!(kinds, [GroundKind::Water, GroundKind::Boundary], "an open ring is no area");
    assert_eq!(ground.shapes[0].lines.len(), 2, "a lake with its island");
    let [line] = &ground.shapes[1].lines[..] else { panic!("two parts of a boundary are one") };
    assert_eq!(line.len(), 2, "the point between lies on it");
    let least = near(-2_100.0, 0.0).lon;
    assert!(line.iter().all(|point| point.lon >= least), "{line:?}");
    let names: Vec<_> = ground.towns.iter().map(|town| &*town.name).collect();
    assert_eq!(names, ["Assen", "Norg"]);
    assert_eq!(ground_of(RawGround::default(), &[]), Ground::default());
}

#[test]
fn main_roads_are_those_of_the_four_large_classes() {
    let way = |id, highway: &str| RoadWay {
        id,
        nodes: vec![1, 2, 3],
        tags: RoadTags::new([("highway", highway)]),
    };
    let data = RoadData {
        nodes: vec![(1, at(1, 1)), (2, at(2, 2))],
        ways: ["primary", "motorway_link", "residential", "trunk"]
            .into_iter()
            .zip(0..)
            .map(|(word, id)| way(id, word))
            .collect(),
        ..RoadData::default()
    };
    let roads = main_roads(&data);
    assert_eq!(roads.lines, vec![vec![at(1, 1), at(2, 2)]; 2]);
}

#[test]
fn a_way_is_known_by_the_codes_of_its_places_where_they_stand() {
    let stop = |place: &str, position| WayStop { place: place.to_owned(), position };
    let run = PieceRun { piece: 0, against: true };
    let lines = WayLines {
        pieces: vec![vec![near(0.0, 0.0), near(500.0, 1.0), near(20_000.0, 0.0)]],
        legs: [((1, 0), vec![run])].into(),
    };
    let stops = vec![stop("A", near(0.0, 0.0)), stop("B", near(20_000.0, 0.0))];
    let ways = ways_of(stops, lines, &[near(0.0, 0.0), near(20_000.0, 0.0)]);
    let [a, b] = [("A", near(0.0, 0.0)), ("B", near(20_000.0, 0.0))];
    let runs = ways.way(b, a).expect("this way");
    assert_eq!(ways.points(runs), [b.1, a.1], "a metre aside is no detail of twenty kilometres");
    assert_eq!(ways.way(a, b), None);
    assert_eq!(ways.way(("B", near(1.0, 0.0)), a), None, "it stood elsewhere");
    assert_eq!(ways.way(("C", b.1), a), None);
}

#[test]
fn ways_to_the_nearest_and_to_the_hub_are_wanted() {
    let leg = |seconds| Some(TravelLeg { distance: Metres(1), duration: Seconds(seconds) });
    let count = 70_usize;
    let row = |from: usize| -> Vec<Option<TravelLeg>> {
        (0..count).map(|to| leg(i64::try_from(from.abs_diff(to)).unwrap())).collect()
    };
    let wanted = |from: usize| near_stops(from, &row(from), &[69]);
    assert_eq!(wanted(69).len(), count, "from the hub to all");
    assert_eq!(wanted(0), (1..=60).chain([69]).collect::<BTreeSet<u32>>());
    let mut fifth = row(5);
    fifth[6] = None;
    let wanted = near_stops(5, &fifth, &[69]);
    assert!(!wanted.contains(&6) && !wanted.contains(&5));
}

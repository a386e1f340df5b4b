//! Roads: from data to a network, and ways between all stops.

use criterion::Criterion;
use leenroute::travel::road::{
    Aim, RoadData, RoadNetwork, RoadPoint, RoadProfile, RoadStop, RoadTags, RoadWay,
};

use super::volume::is_measured;

/// A degree of a street between two crossings, in ten-millionths: about 110 metres.
const STEP: i32 = 10_000;

/// A town of straight streets, every fifth of them a main road, every seventh in one direction.
fn town(side: i32) -> RoadData {
    let number = |x: i32, y: i32| i64::from(y * side + x);
    let mut nodes = Vec::new();
    for y in 0..side {
        for x in 0..side {
            let point = RoadPoint { lon: 65_000_000 + x * STEP, lat: 530_000_000 + y * STEP };
            nodes.push((number(x, y), point));
        }
    }
    let mut ways = Vec::new();
    for at in 0..side {
        let highway = if at % 5 == 0 { "primary" } else { "residential" };
        let oneway = if at % 7 == 3 { "yes" } else { "no" };
        let tags = || RoadTags::new([("highway", highway), ("oneway", oneway)]);
        let along = (0..side).map(|other| number(other, at)).collect();
        let across = (0..side).map(|other| number(at, other)).collect();
        ways.push(RoadWay { id: i64::from(2 * at), nodes: along, tags: tags() });
        ways.push(RoadWay { id: i64::from(2 * at + 1), nodes: across, tags: tags() });
    }
    RoadData { nodes, ways, ..RoadData::default() }
}

fn stops(roads: &RoadNetwork, side: i32, count: i32) -> Vec<Option<RoadStop>> {
    let stop = |at: i32| {
        let (x, y) = (at * 37 % (side - 1), at * 61 % (side - 1));
        let point = RoadPoint {
            lon: 65_000_000 + x * STEP + STEP / 3,
            lat: 530_000_000 + y * STEP + STEP / 50,
        };
        roads.snap(point)
    };
    (0..count).map(stop).collect()
}

pub(super) fn bench(criterion: &mut Criterion) {
    let (side, count) = if is_measured() { (60, 60) } else { (12, 8) };
    let data = town(side);
    let profile = RoadProfile::van();
    criterion.bench_function("roads/build", |bencher| {
        bencher.iter(|| RoadNetwork::new(&data, &profile));
    });
    let roads = RoadNetwork::new(&data, &profile);
    let stops = stops(&roads, side, count);
    criterion.bench_function("roads/table", |bencher| {
        bencher.iter(|| roads.table(&stops, Aim::Fastest));
    });
}

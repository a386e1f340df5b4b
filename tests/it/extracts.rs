//! Real roads, where somebody has extracts: they are not part of the package.
//!
//! `LEENROUTE_OSM=DIR cargo test --test it extracts -- --nocapture` reads every `.osm.pbf` of the
//! folder and prints how long that takes; without the folder the tests say so and end.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use leenroute::ingest::roads::{RoadReading, osm_pbf, road_file_bytes};
use leenroute::travel::road::{
    Aim, Posted, RoadClass, RoadData, RoadNetwork, RoadPoint, RoadProfile, RoadTags,
};

/// Names the folder.
const FOLDER: &str = "LEENROUTE_OSM";

/// Files at least, so that an empty folder proves nothing.
const LEAST: usize = 3;

fn extracts() -> Vec<PathBuf> {
    let Some(folder) = env::var_os(FOLDER) else {
        tell(&format!("skipped: {FOLDER} names no folder of .osm.pbf files"));
        return Vec::new();
    };
    let entries = fs::read_dir(folder).expect("the folder of extracts");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.to_string_lossy().ends_with(".osm.pbf"));
    files.sort();
    assert!(files.len() >= LEAST, "{FOLDER} has {} extracts", files.len());
    files
}

#[expect(clippy::print_stdout, reason = "what was compared, and why nothing was")]
fn tell(text: &str) {
    println!("{text}");
}

fn read(path: &Path) -> RoadReading {
    osm_pbf(&road_file_bytes(path).expect("a file")).expect("a whole extract")
}

/// The roads with what a plain search knows of: class, direction and length.
fn plain(data: &RoadData) -> RoadData {
    let mut data = data.clone();
    data.restrictions.clear();
    data.node_tags.clear();
    for way in &mut data.ways {
        let keys = ["highway", "oneway", "junction"];
        let tags: Vec<(&str, &str)> =
            way.tags.iter().filter(|(key, _)| keys.contains(key)).collect();
        way.tags = RoadTags::new(tags);
    }
    data
}

fn profile() -> RoadProfile {
    let van = RoadProfile::van();
    let mut speeds_kmh = van.speeds_kmh;
    for class in [RoadClass::Pedestrian, RoadClass::Track, RoadClass::Ferry] {
        speeds_kmh[class as usize] = 0;
    }
    RoadProfile { speeds_kmh, turn_ms: 0, u_turn_ms: 0, posted: Posted::Caps, ..van }
}

/// Metres of the haversine on the mean Earth.
fn metres(one: RoadPoint, two: RoadPoint) -> f64 {
    let radians = |part: i32| (f64::from(part) / 1e7).to_radians();
    let (lat1, lat2) = (radians(one.lat), radians(two.lat));
    let half = |from: f64, to: f64| ((to - from) / 2.0).sin().powi(2);
    let a = half(lat1, lat2) + lat1.cos() * lat2.cos() * half(radians(one.lon), radians(two.lon));
    2.0 * 6_371_008.8 * a.sqrt().asin()
}

/// Nodes and what leads from each: the other end, and centimetres or milliseconds.
type Links = BTreeMap<i64, Vec<(i64, u64)>>;

fn links(data: &RoadData, profile: &RoadProfile, aim: Aim) -> Links {
    let points: BTreeMap<i64, RoadPoint> = data.nodes.iter().copied().collect();
    let mut links = Links::new();
    for way in &data.ways {
        let Some(class) = way.tags.get("highway").and_then(RoadClass::of_highway) else { continue };
        let kmh = f64::from(profile.speeds_kmh[class as usize]);
        if kmh == 0.0 {
            continue;
        }
        let round = matches!(way.tags.get("junction"), Some("roundabout" | "circular"));
        let [along, against] = match way.tags.get("oneway") {
            Some("yes" | "true" | "1") => [true, false],
            Some("-1" | "reverse") => [false, true],
            Some("reversible") => [false, false],
            Some("no" | "false" | "0" | "alternating") => [true, true],
            _ => [true, !round && class != RoadClass::Motorway],
        };
        for pair in way.nodes.windows(2) {
            let (Some(one), Some(two)) = (points.get(&pair[0]), points.get(&pair[1])) else {
                continue;
            };
            let length = metres(*one, *two);
            let toll = match aim {
                Aim::Shortest => length * 100.0,
                Aim::Fastest => length * 3_600.0 / kmh,
            };
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a length or a time of one piece of road"
            )]
            let toll = toll.round() as u64;
            if along {
                links.entry(pair[0]).or_default().push((pair[1], toll));
            }
            if against {
                links.entry(pair[1]).or_default().push((pair[0], toll));
            }
        }
    }
    links
}

/// The textbook.
fn dijkstra(links: &Links, from: i64) -> BTreeMap<i64, u64> {
    let mut least = BTreeMap::from([(from, 0)]);
    let mut open = BTreeSet::from([(0_u64, from)]);
    while let Some((toll, node)) = open.pop_first() {
        for (next, more) in links.get(&node).map_or(&[][..], Vec::as_slice) {
            let known = least.get(next).copied();
            if known.is_none_or(|known| toll + more < known) {
                open.remove(&(known.unwrap_or(u64::MAX), *next));
                least.insert(*next, toll + more);
                open.insert((toll + more, *next));
            }
        }
    }
    least
}

#[test]
fn every_way_is_that_of_the_textbook() {
    const STOPS: usize = 40;
    for path in extracts() {
        let data = plain(&read(&path).data);
        let profile = profile();
        let roads = RoadNetwork::new(&data, &profile);
        let streets = data.ways.iter().filter(|way| {
            matches!(way.tags.get("highway"), Some("residential" | "tertiary" | "secondary"))
        });
        let mut nodes: Vec<i64> = streets.flat_map(|way| way.nodes.iter().copied()).collect();
        nodes.sort_unstable();
        nodes.dedup();
        let points: BTreeMap<i64, RoadPoint> = data.nodes.iter().copied().collect();
        nodes.retain(|node| {
            let stop = points.get(node).and_then(|point| roads.snap(*point));
            stop.is_some_and(|stop| stop.point == points[node])
        });
        let step = (nodes.len() / STOPS).max(1);
        let chosen: Vec<i64> = nodes.into_iter().step_by(step).take(STOPS).collect();
        let stops: Vec<_> = chosen.iter().map(|node| roads.snap(points[node])).collect();
        let (mut compared, mut none, mut worst) = (0, 0, 0.0_f64);
        for aim in [Aim::Shortest, Aim::Fastest] {
            let table = roads.table(&stops, aim);
            let links = links(&data, &profile, aim);
            for (row, from) in table.iter().zip(&chosen) {
                let least = dijkstra(&links, *from);
                for (leg, to) in row.iter().zip(&chosen) {
                    let own = leg.map(|leg| match aim {
                        Aim::Shortest => leg.distance.0 as f64,
                        Aim::Fastest => leg.duration.0 as f64,
                    });
                    let scale = if aim == Aim::Shortest { 100.0 } else { 1_000.0 };
                    let plain = least.get(to).map(|toll| *toll as f64 / scale);
                    let (Some(own), Some(plain)) = (own, plain) else {
                        assert_eq!(own.is_some(), plain.is_some(), "{path:?}: {from} to {to}");
                        none += 1;
                        continue;
                    };
                    // A node of a street in one direction is reached at its end or left at its
                    // beginning; the rest is rounding, a second or a metre and two in a thousand.
                    let off = (own - plain).abs();
                    assert!(off <= 1.5 + plain * 0.002, "{path:?}: {from} to {to}: {own} {plain}");
                    worst = worst.max(off);
                    compared += 1;
                }
            }
        }
        tell(&format!(
            "{}: {compared} ways agree, {none} have none, at most {worst:.2} off",
            path.display()
        ));
        if chosen.len() == STOPS {
            assert!(compared > STOPS * STOPS, "{path:?}: too few ways to prove anything");
        }
    }
}

#[test]
fn restrictions_and_signs_of_access_change_ways() {
    let (mut restricted, mut files) = (0, 0);
    for path in extracts() {
        let mut data = read(&path).data;
        let counted = data.restrictions.len();
        let turns =
            |data: &RoadData, profile: RoadProfile| RoadNetwork::new(data, &profile).figures();
        let with = turns(&data, RoadProfile::van());
        let truck = turns(&data, RoadProfile::truck());
        data.restrictions.clear();
        let without = turns(&data, RoadProfile::van());
        tell(&format!(
            "{}: {counted} restrictions, {} of no road; {} turns, {} without them; arcs for a van {}, for a truck {}; {} conditions unread",
            path.display(),
            with.restrictions_unplaced,
            with.turns,
            without.turns,
            with.arcs,
            truck.arcs,
            with.conditions_unread,
        ));
        restricted += usize::from(with.turns < without.turns);
        files += 1;
    }
    assert!(
        files == 0 || restricted >= LEAST,
        "{restricted} of {files} extracts have restrictions"
    );
}

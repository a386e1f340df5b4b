//! Turns: restrictions at nodes and along ways, turning round, and what turns cost.

use super::map::Map;
use crate::travel::road::RoadProfile;

const CROSS: &str = "\
...c..
...2..
...|..
a-1b3e
...|..
...4..
...d..";
const ARMS: [&str; 4] = ["ab residential", "bc residential", "be residential", "bd residential"];

fn cross(restrictions: &[&str]) -> Map {
    let map = Map::new(CROSS, &ARMS);
    restrictions.iter().fold(map, |map, told| map.restriction(&ARMS, told))
}

#[test]
fn a_forbidden_turn_is_not_made() {
    assert_eq!(cross(&[]).way('1', '2'), "b");
    // Straight on, round at the end, and right.
    assert_eq!(cross(&["no_left_turn ab b bc"]).way('1', '2'), "beb");
    assert_eq!(cross(&["no_left_turn ab b bc"]).way('2', '1'), "b");
    assert_eq!(cross(&["no_left_turn ab b bc"]).way('1', '4'), "b");
}

#[test]
fn an_only_turn_forbids_the_others() {
    let map = cross(&["only_straight_on ab b be"]);
    assert_eq!(map.way('1', '3'), "b");
    assert_eq!((map.way('1', '2'), map.way('1', '4')), ("beb".to_owned(), "beb".to_owned()));
}

#[test]
fn exceptions_and_kinds_of_vehicle_count() {
    assert_eq!(cross(&["no_left_turn ab b bc except=psv;motorcar"]).way('1', '2'), "b");
    assert_eq!(cross(&["no_left_turn ab b bc except=bicycle"]).way('1', '2'), "beb");
    let truck = |of: &mut RoadProfile| *of = RoadProfile::truck();
    let told = "restriction:hgv=no_left_turn ab b bc";
    assert_eq!(cross(&[told]).way('1', '2'), "b");
    assert_eq!(cross(&[told]).profile(truck).way('1', '2'), "beb");
}

#[test]
fn restrictions_of_hours_count_when_one_drives_then() {
    let told = |hours: &str| format!("restriction:conditional=no_left_turn_@_({hours}) ab b bc");
    assert_eq!(cross(&[&told("Mo-Fr_07:00-09:00")]).way('1', '2'), "beb");
    assert_eq!(cross(&[&told("Su")]).way('1', '2'), "b");
}

#[test]
fn no_turning_round_where_a_sign_says_so() {
    let ways = ["ab residential", "bc residential", "bd residential"];
    let map = || {
        Map::new("a-----b12---c\n......|......\n......d......", &ways)
            .profile(|of| of.kerb = crate::travel::road::Kerb::Own)
    };
    let free = map();
    let told = free.restriction(&ways, "no_u_turn bc b bc");
    assert_eq!(told.way('1', '1'), "");
    let map = Map::new(
        "x\n|\na-1--b2c\n.....|..\n.....d..",
        &["ab residential", "bc residential", "bd residential"],
    );
    assert_eq!(map.way('1', '2'), "b");
}

/// From `a` along `bc` and left to `d`; another road comes from `e`.
const ALONG: &str = "\
...e..d...
...3..2...
a1-b--c-4f
...g..h...";
const ROADS: [&str; 7] = [
    "ab residential",
    "bc residential",
    "cd residential",
    "cf residential",
    "be residential",
    "bg residential",
    "ch residential",
];

fn along(restrictions: &[&str]) -> Map {
    let map = Map::new(ALONG, &ROADS);
    restrictions.iter().fold(map, |map, told| map.restriction(&ROADS, told))
}

#[test]
fn a_restriction_along_a_way_holds_for_who_came_so() {
    let map = along(&["no_left_turn ab bc cd"]);
    assert_eq!(map.way('1', '4'), "bc");
    assert_eq!(map.way('3', '2'), "bc");
    // Round at the nearest end: who comes from `g` may turn.
    assert_eq!(map.way('1', '2'), "bgbc");
    let map = along(&["only_straight_on ab bc cf"]);
    assert_eq!((map.way('1', '4'), map.way('3', '2')), ("bc".to_owned(), "bc".to_owned()));
    assert_ne!(map.way('1', '2'), "bc");
}

#[test]
fn restrictions_that_overlap_hold_together() {
    let map = along(&["no_left_turn ab bc cd", "no_left_turn be bc cd", "no_straight_on ab bc cf"]);
    assert_ne!(map.way('3', '2'), "bc");
    assert_ne!(map.way('1', '4'), "bc");
    assert_eq!(map.way('3', '4'), "bc");
    let map = along(&["no_left_turn ab bc cd", "no_right_turn bc c ch"]);
    assert_ne!(map.way('1', '2'), "bc");
    assert_ne!(map.way('1', '2'), "bchc");
}

#[test]
fn a_restriction_runs_over_several_ways() {
    let ways = [
        "ab residential",
        "bxyc residential",
        "cd residential",
        "ce residential",
        "xz residential",
        "ef residential",
    ];
    let picture = "a1bx-yc2d\n...|..|..\n...z..e..\n......3..\n......f..";
    let map = Map::new(picture, &ways);
    assert_eq!(map.way('1', '2'), "bxyc");
    let map = Map::new(picture, &ways).restriction(&ways, "no_straight_on ab bxyc cd");
    assert_ne!(map.way('1', '2'), "bxyc");
    assert_eq!(map.way('1', '3'), "bxyce");
    assert_eq!(map.network().figures().restrictions_unplaced, 0);
}

#[test]
fn a_restriction_that_fits_no_road_is_counted() {
    let ways = ["ab residential", "bc residential", "xy residential"];
    let map = Map::new("a1b2c\nx---y", &ways).restriction(&ways, "no_left_turn ab b xy");
    assert_eq!(map.network().figures().restrictions_unplaced, 1);
    assert_eq!(map.way('1', '2'), "b");
}

#[test]
fn turning_round_and_turning_cost_time() {
    let seconds = |turn_ms: u32, from: char, to: char| {
        cross(&[]).profile(|of| of.turn_ms = turn_ms).leg(from, to).unwrap().leg.duration.0
    };
    assert_eq!(seconds(10_000, '1', '3') - seconds(0, '1', '3'), 0);
    assert_eq!(seconds(10_000, '1', '2') - seconds(0, '1', '2'), 5);
    let map = cross(&["no_left_turn ab b bc"]);
    let round = map.leg('1', '2').unwrap().leg;
    // 100 + 200 + 200 + 200 metres at 25 km an hour, and twenty seconds.
    assert_eq!((round.distance.0, round.duration.0), (700, 121));
}

#[test]
fn nobody_turns_round_on_a_motorway_or_on_the_open_road() {
    let ways = [
        "ab motorway oneway=no",
        "bc motorway oneway=no",
        "bd residential oneway=yes",
        "ax residential",
        "dx residential",
    ];
    let map = Map::new("x1a---b---c\n..........\n......d2..", &ways);
    assert!(!map.way('1', '2').contains("bcb"));
}

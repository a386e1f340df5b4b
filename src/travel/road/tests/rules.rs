//! Ways, directions, access, barriers, sizes, ferries and snapping.

use super::map::Map;
use crate::travel::road::{Kerb, RoadClass, RoadProfile, RoadSide};

/// Two ways from 1 to 2: straight on by `b c`, and round by `d e`.
const ROUND: &str = "\
a1b--c2f
..|..|..
..d--e..";

fn round(middle: &str) -> Map {
    Map::new(
        ROUND,
        &["ab residential", &format!("bc {middle}"), "cf residential", "bdec residential"],
    )
}

#[test]
fn the_straight_way_is_the_quickest() {
    let map = round("residential");
    assert_eq!(map.way('1', '2'), "bc");
    assert_eq!(map.way('2', '1'), "cb");
    let leg = map.leg('1', '2').unwrap().leg;
    assert_eq!((leg.distance.0, leg.duration.0), (500, 72));
}

#[test]
fn a_street_in_one_direction_is_driven_so() {
    let map = round("residential oneway=yes");
    assert_eq!((map.way('1', '2'), map.way('2', '1')), ("bc".to_owned(), "cedb".to_owned()));
    let map = round("residential oneway=-1");
    assert_eq!((map.way('1', '2'), map.way('2', '1')), ("bdec".to_owned(), "cb".to_owned()));
    assert_eq!(round("residential oneway=reversible").way('1', '2'), "bdec");
    assert_eq!(round("residential junction=roundabout").way('2', '1'), "cedb");
    assert_eq!(round("motorway").way('2', '1'), "cedb");
    assert_eq!(round("motorway oneway=no").way('2', '1'), "cb");
    assert_eq!(round("residential oneway=yes oneway:motor_vehicle=no").way('2', '1'), "cb");
}

#[test]
fn the_most_particular_tag_of_access_counts() {
    for closed in [
        "access=no",
        "vehicle=no",
        "motor_vehicle=agricultural",
        "motorcar=no",
        "goods=no access=yes",
        "area=yes",
    ] {
        assert_eq!(round(&format!("residential {closed}")).way('1', '2'), "bdec", "{closed}");
    }
    for open in
        ["access=no motor_vehicle=yes", "hgv=no", "bicycle=no", "access=no goods=designated"]
    {
        assert_eq!(round(&format!("residential {open}")).way('1', '2'), "bc", "{open}");
    }
    let truck = |tags: &str| {
        round(&format!("residential {tags}")).profile(|of| *of = RoadProfile::truck()).way('1', '2')
    };
    assert_eq!(truck("hgv=no"), "bdec");
    assert_eq!(truck("hgv=designated motor_vehicle=no"), "bc");
    let map = round("residential motor_vehicle:forward=no");
    assert_eq!((map.way('1', '2'), map.way('2', '1')), ("bdec".to_owned(), "cb".to_owned()));
}

#[test]
fn tracks_and_streets_for_walking_need_leave() {
    assert_eq!(round("pedestrian").way('1', '2'), "bdec");
    assert_eq!(round("track").way('1', '2'), "bdec");
    assert_eq!(round("cycleway").way('1', '2'), "bdec");
    let quick = |of: &mut RoadProfile| of.speeds_kmh = [50; 17];
    assert_eq!(round("pedestrian motor_vehicle=yes").profile(quick).way('1', '2'), "bc");
}

#[test]
fn a_zone_for_destination_traffic_is_no_way_through() {
    assert_eq!(round("residential motor_vehicle=destination").way('1', '2'), "bdec");
    let zone = "a1bx3yc2f\n..|...|..\n..d---e..";
    let ways =
        ["ab residential", "bxyc residential access=private", "cf residential", "bdec residential"];
    let map = Map::new(zone, &ways);
    assert_eq!(map.way('1', '2'), "bdec");
    assert_eq!((map.way('1', '3'), map.way('2', '3')), ("bx".to_owned(), "cy".to_owned()));
    assert_eq!((map.way('3', '1'), map.way('3', '2')), ("xb".to_owned(), "yc".to_owned()));
    let network = map.network();
    assert!(map.stop(&network, '3').unwrap().destination);
}

#[test]
fn two_stops_in_one_zone_need_not_leave_it() {
    let ways = [
        "ab residential",
        "bxyc residential access=destination",
        "cf residential",
        "bdec residential",
    ];
    let map = Map::new("a.bx3.4yc.f\n..|.....|..\n..d-----e..", &ways);
    assert_eq!((map.way('3', '4'), map.way('4', '3')), (String::new(), String::new()));
}

#[test]
fn barriers_stop_and_gates_do_not() {
    let street = |node: &str| {
        let ways = ["ab residential", "bxc residential", "cf residential", "bdec residential"];
        Map::new("a1bx-c2f\n..|..|..\n..d--e..", &ways).node(&format!("x {node}")).way('1', '2')
    };
    for closed in [
        "barrier=bollard",
        "barrier=block",
        "barrier=gate access=private",
        "barrier=lift_gate motor_vehicle=no",
        "barrier=height_restrictor maxheight=2.1",
    ] {
        assert_eq!(street(closed), "bdec", "{closed}");
    }
    for open in [
        "barrier=gate",
        "barrier=toll_booth",
        "barrier=bollard motor_vehicle=yes",
        "barrier=height_restrictor maxheight=3.1",
        "barrier=bollard bicycle=no goods=yes",
        "traffic_signals",
    ] {
        assert_eq!(street(open), "bxc", "{open}");
    }
}

#[test]
fn a_street_with_a_bollard_is_served_from_both_ends() {
    let ways = ["ab residential", "bxc residential", "cf residential", "bdec residential"];
    let map = Map::new("a1b3x4c2f\n..|...|..\n..d---e..", &ways).node("x barrier=bollard");
    assert_eq!(map.way('3', '4'), "bdec");
    assert_eq!(map.way('4', '2'), "c");
}

#[test]
fn size_and_weight_are_looked_at() {
    for closed in ["maxheight=2.5", "maxwidth=2", "maxweight=3", "maxlength=6.5", "maxheight=8'6\""]
    {
        assert_eq!(round(&format!("residential {closed}")).way('1', '2'), "bdec", "{closed}");
    }
    for open in ["maxheight=2.7", "maxheight=default", "maxweight=3.5", "maxweight=7.5"] {
        assert_eq!(round(&format!("residential {open}")).way('1', '2'), "bc", "{open}");
    }
}

#[test]
fn posted_speeds_replace_or_cap_those_of_the_class() {
    let seconds = |tags: &str, change: fn(&mut RoadProfile)| {
        let ways = [format!("ab {tags}")];
        let ways: Vec<&str> = ways.iter().map(String::as_str).collect();
        let map = Map::new("a1--------------------------------2b", &ways).profile(change);
        map.leg('1', '2').unwrap().leg.duration.0
    };
    // 3,300 metres.
    assert_eq!(seconds("primary", |_| {}), 183);
    assert_eq!(seconds("primary maxspeed=100", |_| {}), 149);
    assert_eq!(seconds("primary maxspeed=30", |_| {}), 495);
    assert_eq!(
        seconds("primary maxspeed=100", |of| of.posted = crate::travel::road::Posted::Caps),
        183
    );
    assert_eq!(seconds("primary maxspeed=100", |of| of.cap_kmh = 60), 198);
    assert_eq!(
        seconds("primary", |of| of.factors_permille[RoadClass::Primary as usize] = 500),
        366
    );
    let map = Map::new(
        "a1--------------------------------2b",
        &["ab primary maxspeed:forward=100 maxspeed:backward=50"],
    );
    let times =
        [('1', '2'), ('2', '1')].map(|(from, to)| map.leg(from, to).unwrap().leg.duration.0);
    assert_eq!(times, [149, 297]);
}

#[test]
fn a_ferry_takes_what_its_timetable_says() {
    let ways =
        ["ab residential", "bc route=ferry motor_vehicle=yes duration=00:20", "cd residential"];
    let map = Map::new("a1b----c2d", &ways);
    assert_eq!(map.way('1', '2'), "bc");
    assert_eq!(map.leg('1', '2').unwrap().leg.duration.0, 1_200 + 29);
    let ways =
        ["ab residential", "bc route=ferry motor_vehicle=no duration=00:20", "cd residential"];
    let map = Map::new("a1b----c2d", &ways);
    assert_ne!(map.way('1', '2'), "bc");
}

#[test]
fn conditions_close_a_road_for_the_hours_of_driving() {
    let ban = |hours: &str| {
        round(&format!("residential motor_vehicle:conditional=no_@_({hours})")).way('1', '2')
    };
    assert_eq!(ban("Mo-Fr_07:00-09:00"), "bdec");
    assert_eq!(ban("11:00-17:00"), "bdec");
    assert_eq!(ban("Sa_07:00-09:00"), "bc");
    assert_eq!(ban("20:00-06:00"), "bc");
    assert_eq!(ban("weight>3.5"), "bc");
    assert_eq!(ban("weight>3"), "bdec");
    let map = round("residential motor_vehicle:conditional=no_@_(sunrise-sunset)");
    assert_eq!(map.network().figures().conditions_unread, 2, "once a direction");
}

#[test]
fn a_window_opens_a_street_for_deliveries_and_is_told() {
    let ways = [
        "ab residential",
        "bxyc pedestrian motor_vehicle=no motor_vehicle:conditional=delivery_@_(Mo-Sa_07:00-11:00)",
        "cf residential",
        "bdec residential",
    ];
    let map = Map::new("a1bx3yc2f\n..|...|..\n..d---e..", &ways);
    assert_eq!(map.way('1', '2'), "bdec");
    assert_eq!(map.way('1', '3'), "bx");
    let stop = map.stop(&map.network(), '3').unwrap();
    assert_eq!(stop.windows.iter().map(|of| of.words()).collect::<Vec<_>>(), ["Mo-Sa 07:00-11:00"]);
}

#[test]
fn a_stop_is_put_on_the_nearest_connected_road() {
    // The island of `gh` is nearer, and no way leads there.
    let ways = ["ab residential", "bc residential", "gh residential"];
    let map = Map::new("a--b--c\n.......\n.......\n..1....\n..g-h..", &ways);
    let stop = map.stop(&map.network(), '1').unwrap();
    assert_eq!((stop.centimetres + 50) / 100, 300);
    assert_eq!(stop.side, RoadSide::Right);
    assert_eq!(stop.class, RoadClass::Residential);
    let ways = ["ab motorway oneway=no", "ac residential", "bc residential"];
    let map = Map::new("a-1-b\n.....\n.....\n..c..", &ways);
    assert!(map.stop(&map.network(), '1').unwrap().class != RoadClass::Motorway);
}

#[test]
fn a_street_that_one_cannot_leave_is_no_place_for_a_stop() {
    let ways = ["ab residential", "bc residential", "bd residential oneway=yes"];
    let map = Map::new("a--b--c\n...|...\n...|1..\n...d...", &ways);
    let stop = map.stop(&map.network(), '1').unwrap();
    assert_eq!((stop.centimetres + 50) / 100, 200);
}

#[test]
fn a_stop_is_served_on_its_own_side_where_that_is_asked() {
    let ways = ["ab residential", "bc residential"];
    let map = Map::new("a1--b----c\n......2...", &ways);
    assert_eq!(map.way('1', '2'), "b");
    let map = Map::new("......2...\na1--b----c", &ways).profile(|of| of.kerb = Kerb::Own);
    // Eastward the stop is on the left: on to the end, round, and back.
    assert_eq!(map.way('1', '2'), "bc");
}

#[test]
fn without_roads_there_is_no_stop() {
    let map = Map::new("a1b", &["ab footway"]);
    assert!(map.stop(&map.network(), '1').is_none());
    assert!(map.leg('1', '1').is_none());
}

#[test]
fn a_way_is_cut_where_its_nodes_are_missing() {
    let mut map = Map::new("a1b---c2d", &["abcd residential", "bx residential"]);
    map.data.nodes.retain(|(node, _)| *node != i64::from(u32::from('b')));
    assert_eq!(map.way('2', '2'), String::new());
    assert_eq!(map.network().figures().arcs, 2);
}

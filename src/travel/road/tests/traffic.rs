//! Hours at which roads take longer.

use super::map::Map;
use crate::travel::road::{Aim, RoadClass, TrafficBand};
use crate::units::Seconds;

#[test]
fn the_way_stays_and_its_main_road_takes_longer() {
    let map = Map::new(
        "\
a1b--c2f
..|..|..
..d--e..",
        &["ab residential", "bc primary", "cf residential", "bdec residential"],
    );
    let roads = map.network();
    let stops = ['1', '2'].map(|stop| map.stop(&roads, stop));
    let mut rush = TrafficBand::usual(420, 540);
    rush.times_permille[RoadClass::Primary as usize] = 9_000;
    let told = roads.traffic_table(&stops, Aim::Fastest, &[TrafficBand::usual(0, 420), rush]);
    let leg = roads.table(&stops, Aim::Fastest)[0][1].expect("two stops have a way");
    // 300 m at 65 km/h take 16.6 s more for each multiple; round about it would be 700 m.
    assert_eq!(told[0][1], [leg.duration, leg.duration + Seconds(133)]);
    assert!(told[0][0].is_empty(), "to itself there is nothing to drive");
    let nowhere = roads.traffic_table(&[stops[0].clone(), None], Aim::Fastest, &[]);
    assert_eq!(nowhere, [[Vec::new(), Vec::new()], [Vec::new(), Vec::new()]]);
}

//! A route for ITN devices: one line a point, in hundred-thousandths of a degree.

use super::ascii::ascii;
use crate::index::RouteIdx;
use crate::model::{LonLat, Plan, Province};

/// Points of a file at most.
const POINTS_MAX: usize = 255;

/// Where the route starts, and where it stops.
const START: u8 = 4;
const STOP: u8 = 2;

const PER_DEGREE: f64 = 100_000.0;

/// The files of a route; the last point of each is the first of the next.
pub(super) fn of_route(province: &Province, plan: &Plan, route: RouteIdx) -> Vec<String> {
    let hub = &province.places()[province.hub()];
    let stops = plan.routes[route].visits.iter().enumerate().map(|(rank, visit)| {
        let place = &province.places()[plan.visits[*visit].place];
        (place.position, format!("{} {}", rank + 1, place.name))
    });
    let ends = || std::iter::once((hub.position, hub.name.clone()));
    let points: Vec<(LonLat, String)> = ends().chain(stops).chain(ends()).collect();
    let mut files = Vec::new();
    let mut first = 0;
    while first + 1 < points.len() {
        let last = (first + POINTS_MAX).min(points.len());
        files.push(lines(&points[first..last]));
        first = last - 1;
    }
    files
}

fn lines(points: &[(LonLat, String)]) -> String {
    let line = |(rank, (position, name)): (usize, &(LonLat, String))| {
        let flag = if rank == 0 { START } else { STOP };
        let [lon, lat] = [position.lon, position.lat].map(|angle| (angle * PER_DEGREE).round());
        format!("{lon:.0}|{lat:.0}|{}|{flag}|\r\n", ascii(name).replace('|', "/"))
    };
    points.iter().enumerate().map(line).collect()
}

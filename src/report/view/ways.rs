//! Routes over the roads that travel times were made from, or straight.

use crate::index::{PlaceIdx, RouteIdx};
use crate::model::{LonLat, Plan, Province};
use crate::travel::chart::{Chart, RoadWays};
use crate::travel::road::{PieceRun, RoadPoint};

/// What the lines of a drawing follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Followed {
    /// Roads.
    Roads,
    /// Roads, but for some of the legs.
    Partly {
        /// Legs that are straight.
        straight: usize,
        /// All of them.
        legs: usize,
    },
    /// Nothing: lines are straight (hemelsbreed).
    Nothing,
}

impl Followed {
    /// By how many of the legs are straight.
    pub(crate) const fn of(straight: usize, legs: usize) -> Self {
        match straight {
            0 if legs > 0 => Self::Roads,
            straight if straight == legs => Self::Nothing,
            straight => Self::Partly { straight, legs },
        }
    }
}

/// The places of a route, from the hub and back.
pub(crate) fn places_of(province: &Province, plan: &Plan, route: RouteIdx) -> Vec<PlaceIdx> {
    let stops = plan.routes[route].visits.iter().map(|visit| plan.visits[*visit].place);
    let hub = province.hub();
    std::iter::once(hub).chain(stops).chain([hub]).collect()
}

/// The pieces of road between two places, if they are known.
pub(crate) fn runs_between<'a>(
    province: &Province,
    chart: &'a Chart,
    from: PlaceIdx,
    to: PlaceIdx,
) -> Option<(&'a RoadWays, &'a [PieceRun])> {
    let stop = |place: PlaceIdx| {
        let place = &province.places()[place];
        (place.code.0.as_str(), RoadPoint::of(place.position))
    };
    let ways = chart.ways.as_ref()?;
    Some((ways, ways.way(stop(from), stop(to))?))
}

/// A route as a line in degrees.
pub(crate) struct RoutePath {
    /// From the hub and back; the stops stand on it.
    pub(crate) points: Vec<LonLat>,
    pub(crate) followed: Followed,
}

impl RoutePath {
    /// The line of a route. O(points).
    pub(crate) fn of(province: &Province, plan: &Plan, chart: &Chart, route: RouteIdx) -> Self {
        let places = places_of(province, plan, route);
        let position = |place: PlaceIdx| province.places()[place].position;
        let mut points = vec![position(places[0])];
        let mut straight = 0;
        for pair in places.windows(2) {
            match runs_between(province, chart, pair[0], pair[1]) {
                Some((ways, runs)) => {
                    points.extend(ways.points(runs).into_iter().map(RoadPoint::position));
                }
                None => straight += 1,
            }
            points.push(position(pair[1]));
        }
        points.dedup();
        if points.len() == 1 {
            points.push(points[0]);
        }
        Self { points, followed: Followed::of(straight, places.len() - 1) }
    }
}

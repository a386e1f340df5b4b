//! A route as GPX 1.1: points to be navigated to, and a track to look at.

use askama::Template;

use crate::index::{RouteIdx, VisitIdx};
use crate::model::{ClockTime, LonLat, Place, ServiceDate};
use crate::report::view::{RoutePath, navigation, route_letter};
use crate::report::{Language, PrintedSet};

/// The file of a route.
#[derive(Debug, Template)]
#[template(path = "route.xml")]
struct GpxFile<'a> {
    l: Language,
    letter: String,
    date: ServiceDate,
    vehicle: &'a str,
    hub: &'a Place,
    stops: Vec<GpxStop<'a>>,
    followed: String,
    track: Vec<LonLat>,
}

#[derive(Debug)]
struct GpxStop<'a> {
    number: usize,
    place: &'a Place,
    arrival: ClockTime,
    link: String,
}

/// The GPX of a route.
///
/// # Panics
///
/// Never: a template writes into memory.
pub(super) fn gpx(set: &PrintedSet<'_>, index: RouteIdx) -> String {
    let route = &set.plan.routes[index];
    let path = RoutePath::of(set.province, set.plan, set.chart, index);
    let stop = |(rank, visit): (usize, &VisitIdx)| {
        let visit = &set.plan.visits[*visit];
        let place = &set.province.places()[visit.place];
        let link = navigation(place.position);
        GpxStop { number: rank + 1, place, arrival: visit.arrival, link }
    };
    let file = GpxFile {
        l: set.language,
        letter: route_letter(index),
        date: route.date,
        vehicle: &set.province.vehicles()[route.vehicle].name,
        hub: &set.province.places()[set.province.hub()],
        stops: route.visits.iter().enumerate().map(stop).collect(),
        followed: set.language.followed(path.followed),
        track: path.points,
    };
    file.render().expect("a template that writes into memory cannot fail")
}

//! The week as GeoJSON (RFC 7946), for QGIS and web maps: stops and routes with properties.

use geojson::{Feature, FeatureCollection, Geometry, JsonObject, JsonValue};

use crate::index::{IndexVec, PlaceIdx, RouteIdx};
use crate::model::{LonLat, Plan, Province};
use crate::report::PrintedSet;
use crate::report::view::{Followed, RoutePath};

/// Decimals of a degree: a tenth of a metre.
const PRECISION: f64 = 1e6;

/// All places that are visited, the hub and the routes as lines. O(places + visits + points).
pub(super) fn week_features(set: &PrintedSet<'_>) -> FeatureCollection {
    let PrintedSet { province, plan, header, .. } = *set;
    let visits = visits_by_place(province, plan);
    let hub = std::iter::once(province.hub());
    let stops = hub.chain(province.visited_places());
    let stops = stops.map(|place| stop_feature(province, place, &visits[place]));
    let routes = plan.routes.indices().map(|route| route_feature(set, route));
    let mut collection = FeatureCollection::new(stops.chain(routes));
    collection.foreign_members = Some(properties([
        ("week", plan.week.to_string().into()),
        ("program_version", header.program_version.into()),
        ("seed", header.seed.into()),
        ("fingerprint", header.fingerprint_short.as_str().into()),
        ("travel_source", header.travel_source.label().into()),
        ("travel_is_estimate", header.travel_is_estimate().into()),
        ("attribution", set.chart.credit().into()),
    ]));
    collection
}

fn visits_by_place(province: &Province, plan: &Plan) -> IndexVec<PlaceIdx, Vec<JsonValue>> {
    let mut visits = IndexVec::filled(Vec::new(), province.places().len());
    for visit in &plan.visits {
        visits[visit.place].push(format!("{}T{}", visit.date, visit.arrival).into());
    }
    visits
}

fn stop_feature(province: &Province, index: PlaceIdx, visits: &[JsonValue]) -> Feature {
    let place = &province.places()[index];
    let members = properties([
        ("type", "stop".into()),
        ("code", place.code.0.as_str().into()),
        ("name", place.name.as_str().into()),
        ("kind", place.kind.word().into()),
        ("municipality", place.municipality.as_str().into()),
        ("visits_per_week", place.visits_per_week.into()),
        ("visits", visits.to_vec().into()),
    ]);
    feature(Geometry::new_point(degrees(place.position)), members)
}

fn route_feature(set: &PrintedSet<'_>, index: RouteIdx) -> Feature {
    let PrintedSet { province, plan, chart, .. } = *set;
    let route = &plan.routes[index];
    let path = RoutePath::of(province, plan, chart, index);
    let line = match path.followed {
        Followed::Roads => "weg",
        Followed::Partly { .. } => "deels hemelsbreed",
        Followed::Nothing => "hemelsbreed",
    };
    let members = properties([
        ("type", "route".into()),
        ("date", route.date.to_string().into()),
        ("vehicle", province.vehicles()[route.vehicle].code.as_str().into()),
        ("stops", route.visits.len().into()),
        ("departure", route.departure.to_string().into()),
        ("back", route.back.to_string().into()),
        ("distance_metres", route.distance.0.into()),
        ("line", line.into()),
    ]);
    feature(Geometry::new_line_string(path.points.into_iter().map(degrees)), members)
}

fn feature(geometry: Geometry, members: JsonObject) -> Feature {
    Feature { geometry: Some(geometry), properties: Some(members), ..Feature::default() }
}

fn properties<const N: usize>(members: [(&str, JsonValue); N]) -> JsonObject {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn degrees(position: LonLat) -> [f64; 2] {
    [position.lon, position.lat].map(|angle| (angle * PRECISION).round() / PRECISION)
}

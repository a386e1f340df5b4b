//! What a map of a province promises as a whole.

use super::area::{Area, Point};
use super::drawing::{Map, Mark, without_common_words};
use crate::index::RouteIdx;
use crate::report::fixture::{chart, plan, province};
use crate::report::view::Followed;
use crate::travel::chart::Chart;

/// Names of stops and towns cover neither each other, nor a stop, nor a letter.
fn assert_no_name_covers_anything(map: &Map<'_>) {
    let stops = map.dots.iter().filter_map(|dot| dot.label.as_ref());
    let stops = stops.map(|label| (label.text.as_str(), label.area));
    let towns = map.towns.iter().map(|town| (town.text.as_str(), town.area));
    let areas: Vec<(&str, Area)> = stops.chain(towns).collect();
    for (position, (text, area)) in areas.iter().enumerate() {
        for (other, taken) in &areas[..position] {
            assert!(!area.meets(taken), "{text} covers {other}");
        }
        let number = |text: &str| text.parse::<f64>().expect("a coordinate");
        let dots = map.dots.iter().filter(|dot| dot.mark != Mark::PassedBy);
        let dots = dots.map(|dot| (number(&dot.x), number(&dot.y), 5.0));
        let letters =
            map.lines.iter().map(|line| (number(&line.letter_x), number(&line.letter_y), 12.0));
        for (x, y, radius) in dots.chain(letters) {
            assert!(!area.meets(&Area::around(Point { x, y }, radius)), "{text} covers {x} {y}");
        }
    }
}

#[test]
fn every_stop_of_the_week_has_its_name_and_no_name_covers_another() {
    let province = province();
    let map = Map::of_week(&province, &plan(&province), &Chart::default());
    assert_eq!(map.dots.len(), province.visited_places().count() + 1);
    assert!(map.dots.iter().all(|dot| dot.label.is_some()));
    assert_no_name_covers_anything(&map);
}

#[test]
fn the_map_of_a_route_numbers_its_stops_and_names_nothing_else() {
    let province = province();
    let plan = plan(&province);
    let map = Map::of_route(&province, &plan, &Chart::default(), RouteIdx(0));
    assert_eq!(map.lines.len(), 1);
    let named: Vec<&str> = map
        .dots
        .iter()
        .filter(|dot| dot.mark == Mark::Stop)
        .map(|dot| dot.label.as_ref().map_or("", |label| label.text.as_str()))
        .collect();
    let stops = plan.routes[RouteIdx(0)].visits.len();
    assert_eq!(named.len(), stops);
    for (rank, name) in (1..).zip(&named) {
        assert!(name.starts_with(&format!("{rank} ")), "{name}");
    }
    let passed = map.dots.iter().filter(|dot| dot.mark == Mark::PassedBy);
    assert!(passed.into_iter().all(|dot| dot.label.is_none()));
    assert_no_name_covers_anything(&map);
}

#[test]
fn routes_differ_in_colour_or_dash_and_each_letter_has_a_place_of_its_own() {
    let province = province();
    let map = Map::of_week(&province, &plan(&province), &Chart::default());
    for (position, line) in map.lines.iter().enumerate() {
        for other in &map.lines[..position] {
            assert_ne!((line.colour, line.dash), (other.colour, other.dash));
            assert_ne!((&line.letter_x, &line.letter_y), (&other.letter_x, &other.letter_y));
        }
    }
}

#[test]
fn a_word_that_many_names_begin_with_is_left_out_on_the_map() {
    let names = ["Bibliotheek Norg", "Bibliotheek De Wijk", "Bibliotheek Roden", "DNK Assen"];
    assert_eq!(without_common_words(&names), ["Norg", "De Wijk", "Roden", "DNK Assen"]);
}

/// The corners of a path.
fn corners_of(path: &str) -> Vec<[f64; 2]> {
    let numbers = path.split(['M', ' ']).filter(|part| !part.is_empty());
    let numbers: Vec<f64> = numbers.map(|part| part.parse().expect("a coordinate")).collect();
    numbers.chunks(2).map(|pair| [pair[0], pair[1]]).collect()
}

#[test]
fn with_a_chart_routes_follow_its_roads_and_its_ground_lies_under_them() {
    let province = province();
    let plan = plan(&province);
    let straight = Map::of_week(&province, &plan, &Chart::default());
    assert_eq!((straight.followed, straight.credit.as_str()), (Followed::Nothing, ""));
    let chart = chart(&province);
    let map = Map::of_week(&province, &plan, &chart);
    assert_eq!(map.followed, Followed::Roads);
    assert_eq!(map.credit, "\u{a9} OpenStreetMap contributors \u{b7} CBS/Kadaster");
    assert_eq!(map.ground.len(), 5, "{:?}", map.ground);
    assert!(map.dots.iter().all(|dot| dot.label.is_some()));
    assert_no_name_covers_anything(&map);
    let corners = |map: &Map<'_>| -> usize {
        map.lines.iter().map(|line| corners_of(&line.path).len()).sum()
    };
    assert!(corners(&map) > corners(&straight), "roads have bends");
    let towns: Vec<&str> = map.towns.iter().map(|town| town.text.as_str()).collect();
    assert_eq!(towns, ["Appelscha"], "Emmen is named as a stop, Veenwouden lies outside");
    for route in plan.routes.indices() {
        let map = Map::of_route(&province, &plan, &chart, route);
        assert_no_name_covers_anything(&map);
        for line in &map.lines {
            for [x, y] in corners_of(&line.path) {
                let (width, height) = (map.width as f64, map.height as f64);
                assert!((0.0..=width).contains(&x) && (0.0..=height).contains(&y), "{x} {y}");
            }
        }
    }
}

#[test]
fn a_leg_that_the_chart_lacks_is_straight_and_counted() {
    let province = province();
    let plan = plan(&province);
    let mut chart = chart(&province);
    let stop = plan.visits[plan.routes[RouteIdx(0)].visits[0]].place;
    let code = &province.places()[stop].code.0;
    let ways = chart.ways.as_mut().expect("roads");
    let moved = ways.stops.iter_mut().find(|of| of.place == *code).expect("a stop");
    moved.position.lon += 1;
    let map = Map::of_route(&province, &plan, &chart, RouteIdx(0));
    let legs = plan.routes[RouteIdx(0)].visits.len() + 1;
    assert_eq!(map.followed, Followed::Partly { straight: 2, legs });
}

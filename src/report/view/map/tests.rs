//! What a map of a province promises as a whole.

use super::drawing::{Map, Mark, without_common_words};
use crate::index::RouteIdx;
use crate::report::fixture::{plan, province};

fn assert_no_name_covers_another(map: &Map<'_>) {
    let areas: Vec<_> = map.dots.iter().filter_map(|dot| dot.label.as_ref()).collect();
    for (position, label) in areas.iter().enumerate() {
        for other in &areas[..position] {
            assert!(!label.area.meets(&other.area), "{} covers {}", label.text, other.text);
        }
    }
}

#[test]
fn every_stop_of_the_week_has_its_name_and_no_name_covers_another() {
    let province = province();
    let map = Map::of_week(&province, &plan(&province));
    assert_eq!(map.dots.len(), province.visited_places().count() + 1);
    assert!(map.dots.iter().all(|dot| dot.label.is_some()));
    assert_no_name_covers_another(&map);
}

#[test]
fn the_map_of_a_route_numbers_its_stops_and_names_nothing_else() {
    let province = province();
    let plan = plan(&province);
    let map = Map::of_route(&province, &plan, RouteIdx(0));
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
    assert_no_name_covers_another(&map);
}

#[test]
fn routes_differ_in_colour_or_dash_and_each_letter_has_a_place_of_its_own() {
    let province = province();
    let map = Map::of_week(&province, &plan(&province));
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

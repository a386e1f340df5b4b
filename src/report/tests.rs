//! What a set of sheets promises as a whole.

use std::collections::BTreeSet;
use std::path::Path;

use super::fixture::{header, norms, plan, province};
use super::view::{RouteRow, RouteSheet};
use super::{Language, Sheet, render};
use crate::index::RouteIdx;

fn sheets(language: Language) -> Vec<Sheet> {
    let province = province();
    render(&province, &plan(&province), &header(), &norms(), language)
}

fn text(sheets: &[Sheet], name: &str) -> String {
    let sheet = sheets.iter().find(|sheet| sheet.name == name).expect("a sheet of this name");
    String::from_utf8(sheet.bytes.clone()).expect("sheets are UTF-8")
}

fn pages(sheets: &[Sheet]) -> impl Iterator<Item = &Sheet> {
    sheets
        .iter()
        .filter(|sheet| Path::new(&sheet.name).extension().is_some_and(|end| end == "html"))
}

/// What a reader sees of a piece of HTML, with single spaces.
fn visible(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text.push(' ');
        text.push_str(part.split_once('>').map_or(part, |(_, behind)| behind));
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first tag that has no partner, if any.
fn unbalanced(html: &str) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    for part in html.split('<').skip(1) {
        let (tag, _) = part.split_once('>')?;
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or(tag);
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return Some(name.to_owned());
            }
        } else if !tag.ends_with('/') && !tag.starts_with('!') {
            open.push(name);
        }
    }
    open.pop().map(str::to_owned)
}

#[test]
fn the_set_has_each_kind_of_sheet_under_names_that_never_clash() {
    let sheets = sheets(Language::Dutch);
    let names: BTreeSet<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names.len(), sheets.len());
    for name in [
        "week.html",
        "week.geojson",
        "ritstaat-2026-11-23-bus-1.html",
        "paklijst-2026-11-23-bus-1.html",
        "paklijst-2026-11-23-trolley.html",
        "sorteerlijst-2026-11-24.html",
        "pluklijst-emm-01.html",
        "pluklijst-ach.html",
    ] {
        assert!(names.contains(name), "{name}");
    }
}

#[test]
fn every_page_is_well_formed_self_contained_and_says_where_it_comes_from() {
    for language in [Language::Dutch, Language::English] {
        for sheet in pages(&sheets(language)) {
            let html = String::from_utf8(sheet.bytes.clone()).expect("sheets are UTF-8");
            assert_eq!(unbalanced(&html), None, "{}", sheet.name);
            assert!(html.contains(&format!("<html lang=\"{}\">", language.word())));
            for origin in [language.wording().draft, "week 48, 2026", "3fa91c02", "0.1.0", "1330 m"]
            {
                assert!(html.contains(origin), "{} lacks {origin}", sheet.name);
            }
            for fetched in [" src=", "<link", "@import", "url("] {
                assert!(!html.contains(fetched), "{} fetches by {fetched}", sheet.name);
            }
        }
    }
}

#[test]
fn names_of_the_data_are_escaped_and_stay_whole() {
    let sheets = sheets(Language::Dutch);
    for sheet in pages(&sheets) {
        let html = String::from_utf8(sheet.bytes.clone()).expect("sheets are UTF-8");
        assert!(!html.contains("<script"), "{}", sheet.name);
    }
    let route = text(&sheets, "ritstaat-2026-11-23-bus-1.html");
    assert!(route.contains("Dieverbrug &#60;script&#62;"));
    assert!(route.contains("Jan Özdemir"));
    assert!(text(&sheets, "ritstaat-2026-11-24-bus-2.html").contains("Ana Šimić"));
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    assert_eq!(sheets(Language::Dutch), sheets(Language::Dutch));
    assert_ne!(sheets(Language::Dutch), sheets(Language::English));
}

#[test]
fn a_stop_row_says_when_where_how_and_how_much() {
    let html = text(&sheets(Language::Dutch), "ritstaat-2026-11-23-bus-1.html");
    let row =
        html.split("<tbody").find(|row| row.contains("Emmen</span>")).expect("a row of Emmen");
    let stop = visible(row).replace(" Toegang", "\nToegang").replace(" 1 vol", "\n1 vol");
    insta::assert_snapshot!(stop.replace(" gesloten", "\ngesloten"), @"
    1 08:20 wacht tot 08:30 6 min Emmen Noorderplein 101 · Emmen
    Toegang: sleutel , open 08:30–17:00 navigeer
    1 vol 1 leeg 2 vol
    gesloten niets mee extra kratten krat vol beschadigd
    ");
}

#[test]
fn the_load_list_is_the_route_backwards_and_breaks_have_rows() {
    let province = province();
    let plan = plan(&province);
    let sheet = RouteSheet::new(&province, &plan, RouteIdx(0));
    let loaded: Vec<usize> = sheet.loads.iter().map(|row| row.number).collect();
    assert_eq!(loaded, (1..=sheet.stops).rev().collect::<Vec<_>>());
    let breaks = sheet.rows.iter().filter(|row| matches!(row, RouteRow::Break(_)));
    assert_eq!(breaks.count(), 1);
    assert!(sheet.crates_max >= sheet.total.crates_in + sheet.total.empties_in);
}

#[test]
fn the_map_reads_back_as_geojson_with_every_stop_and_route() {
    let province = province();
    let plan = plan(&province);
    let read: geojson::FeatureCollection =
        text(&sheets(Language::Dutch), "week.geojson").parse().expect("GeoJSON");
    let visited = province.visited_places().count();
    assert_eq!(read.features.len(), visited + 1 + plan.routes.len());
    let straight = read.features.iter();
    let straight = straight.filter(|feature| feature.property("line").is_some());
    assert_eq!(straight.count(), plan.routes.len());
    assert_eq!(read.foreign_members.expect("the origin")["fingerprint"], "3fa91c02");
}

#[test]
fn every_item_collected_stands_once_on_the_sort_plans() {
    let province = province();
    let plan = plan(&province);
    let in_crates = plan.visits.iter().flat_map(|visit| &visit.pickup.crates);
    let items: i64 = in_crates.flat_map(|fill| &fill.contents).map(|(_, items)| items.0).sum();
    let lists = super::view::SortList::all(&province, &plan);
    let sorted: i64 = lists.iter().map(|list| list.incoming_items.0).sum();
    assert_eq!(sorted, items);
}

#[test]
fn every_copy_of_a_request_stands_once_on_a_pull_list() {
    let province = province();
    let plan = plan(&province);
    let lists = super::view::PullList::all(&province, &plan);
    let lines = |list: &super::view::PullList<'_>| {
        let moving: i64 = list.rounds.iter().map(|round| round.copies.0).sum();
        let own: i64 = list.own.iter().map(|line| line.copies.0).sum();
        moving + own + list.later.0
    };
    let pulled: i64 = lists.iter().map(|(_, list)| lines(list)).sum();
    let shelf = plan.supplies.iter();
    let shelf = shelf.filter(|supply| matches!(supply.source, crate::model::Source::Shelf(_)));
    assert_eq!(pulled, shelf.map(|supply| supply.quantity.0).sum::<i64>());
}

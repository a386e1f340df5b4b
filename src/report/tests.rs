//! What a set of sheets promises as a whole.

use std::collections::BTreeSet;
use std::path::Path;

use super::fixture::{chart, header, norms, plan, province};
use super::view::{RouteRow, RouteSheet};
use super::{
    CsvDialect, FileSet, Language, Norms, PrintedSet, Sheet, SheetKind, render, week_files,
};
use crate::index::RouteIdx;
use crate::model::{Plan, Province};
use crate::travel::TravelMatrix;
use crate::travel::chart::Chart;

fn sheets(language: Language) -> Vec<Sheet> {
    let province = province();
    drawn(&province, &plan(&province), &norms(), language)
}

/// All sheets of a plan.
fn drawn(province: &Province, plan: &Plan, norms: &Norms, language: Language) -> Vec<Sheet> {
    let header = header();
    let chart = &Chart::default();
    let set = PrintedSet { province, plan, header: &header, norms, language, grai: None, chart };
    render(&set, &SheetKind::SHEETS.into_iter().collect())
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
        "week.svg",
        "ritstaat-2026-11-23-bus-1.html",
        "paklijst-2026-11-23-bus-1.html",
        "paklijst-2026-11-23-trolley.html",
        "sorteerlijst-2026-11-24.html",
        "pluklijst-emm-01.html",
        "pluklijst-ach.html",
        "kratlabels-2026-11-23-bus-1.html",
        "kratlabels-2026-11-23-trolley.html",
        "afwijkingen-2026-11-23-bus-1.html",
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
            let travel = language.travel_source(header().travel_source);
            let draft = language.wording().draft;
            for origin in [draft, "week 48, 2026", "3fa91c02", "77aa01fe", "0.1.0", travel.as_str()]
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
    let stop = visible(row).replace(" 1 vol", "\n1 vol");
    insta::assert_snapshot!(stop.replace(" gesloten", "\ngesloten"), @"
    1 08:20 wacht tot 08:30 6 min Emmen Noorderplein 101 · Emmen · sleutel , open 08:30–17:00 navigeer
    1 vol 1 leeg 2 vol
    gesloten niets mee extra kratten krat vol beschadigd
    ");
}

#[test]
fn the_load_list_is_the_route_backwards_and_breaks_have_rows() {
    let province = province();
    let plan = plan(&province);
    let sheet = RouteSheet::new(&province, &plan, &Chart::default(), &[], RouteIdx(0));
    let loaded: Vec<usize> = sheet.loads.iter().map(|row| row.number).collect();
    assert_eq!(loaded, (1..=sheet.stops).rev().collect::<Vec<_>>());
    let breaks = sheet.rows.iter().filter(|row| matches!(row, RouteRow::Break(_)));
    assert_eq!(breaks.count(), 1);
    let total = sheet.total.load;
    assert!(sheet.crates_max >= total.crates_in + total.empties_in);
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

#[test]
fn crates_of_a_stop_are_the_same_on_route_sheet_manifest_and_sort_plan() {
    let province = province();
    let plan = plan(&province);
    let docks: Vec<_> = super::view::SortList::all(&province, &plan)
        .into_iter()
        .flat_map(|list| list.docks)
        .filter(|dock| dock.letter.is_some())
        .collect();
    for route in plan.routes.indices() {
        let sheet = RouteSheet::new(&province, &plan, &Chart::default(), &[], route);
        let manifest = super::view::Manifest::of_route(&province, &plan, route);
        let dock = docks.iter().find(|dock| dock.letter.as_ref() == Some(&sheet.letter));
        let dock = dock.expect("a dock a route");
        for (load, stop) in sheet.loads.iter().rev().zip(&manifest.stops) {
            let row = dock.rows.iter().find(|row| row.number == stop.number).expect("a row a stop");
            assert_eq!((load.number, load.place), (stop.number, stop.place));
            assert_eq!(load.load, row.load);
            assert_eq!(load.load.crates_in.0, signed(stop.crates.len()));
            assert_eq!(load.load.bags, i64::from(stop.bag.is_some()));
            assert_eq!(load.load.crates_out.0, signed(stop.pickup.len()));
            assert_eq!(row.items, stop.items);
        }
    }
}

#[test]
fn what_a_branch_pulls_before_a_visit_is_what_the_visit_collects() {
    let province = province();
    let plan = plan(&province);
    for (place, list) in super::view::PullList::all(&province, &plan) {
        for round in list.rounds.iter().filter(|round| round.visit.is_some()) {
            let here =
                |visit: &&crate::model::Visit| visit.place == place && visit.date == round.date;
            let visit = plan.visits.iter().find(here).expect("a visit a round");
            let contents = visit.pickup.crates.iter().flat_map(|fill| &fill.contents);
            let collected: i64 = contents.map(|(_, items)| items.0).sum();
            let others: i64 = round.others.iter().map(|count| count.items.0).sum();
            assert_eq!(round.copies.0 + others, collected);
        }
    }
}

#[test]
fn a_norm_is_met_or_missed_in_words_on_paper_and_on_the_screen() {
    let province = province();
    let plan = plan(&province);
    for (met, word) in [(true, "gehaald"), (false, "niet gehaald")] {
        let norms = Norms { declared_met: met, ..norms() };
        let sheets = drawn(&province, &plan, &norms, Language::Dutch);
        let week = visible(&text(&sheets, "week.html"));
        let line = format!(
            "binnen de provincie (de norm 95,0\u{a0}%) 96,2\u{a0}% (3.794 van 3.940) {word}"
        );
        assert!(week.contains(&line.split_whitespace().collect::<Vec<_>>().join(" ")), "{week}");
        let lines = super::figures::norm_lines(&norms, province.settings(), Language::Dutch);
        let verdicts: Vec<&str> = lines.iter().map(|line| line.verdict).collect();
        assert_eq!(verdicts, ["gehaald", word, "", "", ""]);
    }
}

#[test]
fn what_is_not_served_stands_on_the_overview_with_reason_and_nearest_fix() {
    let province = province();
    let plan = plan(&province);
    let week = text(&sheets(Language::Dutch), "week.html");
    let texts = super::unserved_texts(&province, &plan, &[], Language::Dutch);
    insta::assert_snapshot!(
        texts.iter().map(|text| format!("{} | {} | {}", text.what, text.reason, text.nearest_fix)).collect::<Vec<_>>().join("\n"),
        @"
    4 aanvragen, Peize → Vries | voertuig vol (tekort: 1 krat) | 1 krat meer in het voertuig
    Dieverbrug <script>alert(1)</script>: bezoek ontbreekt | geen rit past (tekort: 25 min) | verleng dienst of openingstijd met 25 min
    ");
    for entry in texts {
        assert!(week.contains(&entry.reason) && week.contains(&entry.nearest_fix));
    }
    assert!(week.contains("1 bezoek minder, alleen bereikbaar op ma"));
}

#[test]
fn the_screen_counts_the_trolley_and_every_share_once() {
    let province = province();
    let plan = plan(&province);
    let screen = super::WeekScreen {
        province: &province,
        plan: &plan,
        reasons: &[],
        norms: norms(),
        violations: Vec::new(),
        travel_source: header().travel_source,
        folder: Some(Path::new("plan")),
        sheets: 60,
        seconds_tenths: 44,
        iterations: 41_000,
    };
    let text = super::week_text(&screen, Language::Dutch);
    insta::assert_snapshot!(text, @"
    Weekoverzicht Drenthe, week 48, 2026 (kladversie)

      Rit  Dag       Voertuig  Chauffeur    Haltes     km  Vertrek  Terug  Kratten max.
      A    ma 23-11  Bus 1     Jan Özdemir      12  170,0    08:00  14:15     24 van 60
      B    di 24-11  Bus 2     Ana Šimić        12  182,3    08:00  14:15     40 van 60
      C    do 26-11  Bus 1     Jan Özdemir      11  194,7    08:00  13:54     30 van 60
      D    vr 27-11  Bus 2     Ana Šimić        12  207,0    08:00  14:00     18 van 60
      –    ma 23-11  karretje  ASN-01            1           09:00  09:05
      –    do 26-11  karretje  ASN-01            1           09:00  09:06
           Totaal                               49  754,0

      Bezoeken volgens de norm                                 49 van 50, 1 met geldige reden  gehaald
      Aanvragen geleverd binnen de provincie (de norm 95,0 %)  96,2 % (3.794 van 3.940)        gehaald
      Uitleningen uit bezit van de provincie                   niet bekend
      Tussen organisaties, binnen de provincie geleverd        86,9 % (870 van 1.001)
      Gemiddelde levertijd, aanvraag tot plank                 4,0 dagen

      Voertuigdagen                                       € 480,00
      Kilometers                                          € 341,20
      Rijtijd en wachttijd                                € 612,50
      Levertijd (prijs per dag)                           € 204,80
      Wat de planning kan veranderen                    € 1.638,50
      Wat vastligt (haltes, handwerk, tarieven)           € 957,95
      Totaal                                            € 2.596,45
      Ondergrens van wat te veranderen is        nog niet berekend

      Niet bediend:
        4 aanvragen, Peize → Vries: voertuig vol (tekort: 1 krat) -> 1 krat meer in het voertuig
        Dieverbrug <script>alert(1)</script>: bezoek ontbreekt: geen rit past (tekort: 25 min) -> verleng dienst of openingstijd met 25 min
      Minder bezoeken met geldige reden:
        Dieverbrug <script>alert(1)</script>: 1 bezoek minder, alleen bereikbaar op ma
      Gepland in 4,4 s, 41.000 iteraties; reistijden: schatting (1,33 × hemelsbreed; 5 min + 0,91 min per km hemelsbreed)

      60 bladen; begin bij: plan/sheets/week.html
    ");
    assert_eq!(text.matches("(3.794 van 3.940)").count(), 1);
    assert!(text.trim_end().ends_with("week.html"));
}

fn signed(count: usize) -> i64 {
    i64::try_from(count).expect("a test counts little")
}

#[test]
fn maps_tracks_and_geojson_follow_the_same_roads_and_name_whose_they_are() {
    let province = province();
    let plan = plan(&province);
    let (header, norms) = (header(), norms());
    let printed = |chart: &Chart| {
        let language = Language::Dutch;
        let set = PrintedSet {
            province: &province,
            plan: &plan,
            header: &header,
            norms: &norms,
            language,
            grai: None,
            chart,
        };
        let mut sheets = render(&set, &SheetKind::SHEETS.into_iter().collect());
        let travel = TravelMatrix::estimate(province.places(), province.settings().travel);
        let set = FileSet { printed: set, travel: &travel, dialect: CsvDialect::default() };
        sheets.extend(week_files(&set, &[SheetKind::Gpx].into()));
        sheets
    };
    let straight = printed(&Chart::default());
    let roads = printed(&chart(&province));
    for name in ["week.svg", "week.html", "ritstaat-2026-11-23-bus-1.html"] {
        let (straight, roads) = (text(&straight, name), text(&roads, name));
        assert!(straight.contains("hemelsbreed") && !straight.contains("OpenStreetMap"), "{name}");
        assert!(roads.contains("(over de weg)") && roads.contains("© OpenStreetMap"), "{name}");
        assert!(roads.contains("#cfe3f1") && !straight.contains("#cfe3f1"), "{name}");
    }
    let points =
        |sheets: &[Sheet]| text(sheets, "rit-2026-11-23-bus-1.gpx").matches("<trkpt").count();
    assert!(points(&roads) > points(&straight));
    let geojson = text(&roads, "week.geojson");
    assert!(geojson.contains("\"line\":\"weg\"") && geojson.contains("CBS/Kadaster"));
    assert!(text(&straight, "week.geojson").contains("\"line\":\"hemelsbreed\""));
}

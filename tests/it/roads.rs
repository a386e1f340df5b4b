//! `travel` over a town that the tests lay out, and the plan that follows it.

use std::fs;

use serde_json::Value;
use shapefile::dbase::{FieldName, FieldValue, Record, TableWriterBuilder};
use shapefile::{Point, Polyline, Writer};

use super::office::Office;
use super::second_referee::{first_opinions, second_opinions};

/// A place: code, degrees.
type Stop = (String, f64, f64);

/// Where the small week has its places.
fn places(office: &Office) -> Vec<Stop> {
    let text = office.read("data/places.csv");
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().expect("a head").split(',').collect();
    let column = |name: &str| head.iter().position(|of| *of == name).expect("a column");
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let degrees = |name: &str| cells[column(name)].parse().expect("degrees");
        (cells[column("id")].to_owned(), degrees("lon"), degrees("lat"))
    };
    lines.map(row).collect()
}

/// A matrix in JSON, as vrp-cli has it: a minute and a kilometre for each step between positions.
fn matrix(side: usize) -> String {
    let cell = |scale: usize| {
        let cells = (0..side * side).map(|at| (at / side).abs_diff(at % side) * scale);
        cells.map(|cell| cell.to_string()).collect::<Vec<_>>().join(",")
    };
    format!("{{\"travelTimes\":[{}],\"distances\":[{}]}}", cell(60), cell(900))
}

#[test]
fn a_stored_matrix_is_planned_with_and_its_label_told() {
    let office = Office::with_small_week();
    let told = office.run("travel data --json");
    assert_eq!(told.code, 0, "{told:?}");
    let estimate: Value = serde_json::from_str(&told.stdout).expect("a document");
    assert!(estimate["source"].as_str().expect("a label").starts_with("estimate"));
    assert_eq!(estimate["unreachable"], 0);

    let side = places(&office).len();
    office.write("matrix.json", &matrix(side));
    let told = office.run("travel data --table matrix.json --json");
    assert_eq!(told.code, 0, "{told:?}");
    let made: Value = serde_json::from_str(&told.stdout).expect("a document");
    assert_eq!(made["source"], "table:matrix.json");
    assert_eq!((&made["pairs"], &made["cached"]), (&(side * (side - 1)).into(), &false.into()));
    let again = office.run("travel data --table matrix.json --json");
    let again: Value = serde_json::from_str(&again.stdout).expect("a document");
    assert_eq!(again["cached"], true);
    assert_eq!(again["fingerprint"], made["fingerprint"]);

    let planned = office.run("plan data --week 2026-W48 --out plan --iterations 200 --json");
    assert_eq!(planned.code, 0, "{planned:?}");
    let plan: Value = serde_json::from_str(&planned.stdout).expect("a document");
    assert_eq!(plan["travel_source"], "table:matrix.json");
    assert_eq!(office.run("verify plan").code, 0);
    let folders = ["plan".to_owned()];
    let first = first_opinions(&office, &folders);
    assert!(first[0].rules.is_empty(), "{first:?}");
    if let Some(second) = second_opinions(&office, &folders) {
        assert_eq!(first, second, "both referees drive by the stored matrix");
    }
    assert_eq!(office.read("plan/inputs/travel.csv"), office.read("data/travel.csv"));
    assert_eq!(office.read("plan/inputs/travel.json"), office.read("data/travel.json"));

    let by_estimate =
        office.run("plan data --week 2026-W48 --estimate --out other --iterations 200 --json");
    let plan: Value = serde_json::from_str(&by_estimate.stdout).expect("a document");
    assert!(plan["travel_source"].as_str().expect("a label").starts_with("estimate"));
    assert!(!office.path("other/inputs/travel.csv").exists());
}

#[test]
fn places_that_moved_or_tables_that_were_changed_are_findings() {
    let office = Office::with_small_week();
    let side = places(&office).len();
    office.write("matrix.json", &matrix(side));
    assert_eq!(office.run("travel data --table matrix.json").code, 0);
    let (code, lon, _) = places(&office).remove(1);
    let moved = office.read("data/places.csv").replace(&lon.to_string(), "6.5");
    let before = office.read("data/places.csv");
    office.write("data/places.csv", &moved);
    let refused = office.run("plan data --week 2026-W48 --iterations 200");
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.stderr.contains("R0021") && refused.stderr.contains(&code), "{refused:?}");
    assert_eq!(office.run("plan data --week 2026-W48 --estimate --iterations 200").code, 0);
    // The command that makes the matrix is not kept from making it again.
    assert_eq!(office.run("travel data --table matrix.json").code, 0);
    assert_eq!(office.run("inspect data").code, 0);

    office.write("data/places.csv", &before);
    assert_eq!(office.run("travel data --table matrix.json").code, 0);
    let table = office.read("data/travel.csv");
    office.write("data/travel.csv", &table.replacen(",60\n", ",61\n", 1));
    let refused = office.run("inspect data");
    assert!(refused.code == 3 && refused.stdout.contains("R0022"), "{refused:?}");
    // A table that somebody else changed is not overwritten.
    let kept = office.run("travel data --table matrix.json");
    assert_eq!(kept.code, 4, "{kept:?}");
    assert_eq!(office.run("travel data --table matrix.json --force").code, 0);
    fs::remove_file(office.path("data/travel.csv")).expect("a file");
    assert!(office.run("inspect data").stdout.contains("R0022"));
}

#[test]
fn a_file_of_the_wrong_size_changes_nothing() {
    let office = Office::with_small_week();
    office.write("matrix.json", &matrix(3));
    let refused = office.run("travel data --table matrix.json");
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.stderr.contains("travelTimes has 9 entries"), "{refused:?}");
    assert!(!office.path("data/travel.csv").exists());
    office.write("roads.osm.pbf", "no blob at all");
    let refused = office.run("travel data --osm roads.osm.pbf");
    assert!(refused.code == 3 && refused.stderr.contains("byte 0"), "{refused:?}");
}

/// A road from each place to the next and from the last to the first, each with a bend, as sections
/// of the Nationaal Wegenbestand in degrees.
pub(super) fn ring_road(office: &Office) -> String {
    let mut places = places(office);
    places.dedup_by(|one, other| (one.1, one.2) == (other.1, other.2));
    let next = places.iter().cycle().skip(1);
    let section = |(at, ((_, lon, lat), (_, east, north))): (usize, (&Stop, &Stop))| {
        let bend =
            format!("{:.6} {:.6}", f64::midpoint(*lon, *east) + 0.03, f64::midpoint(*lat, *north));
        format!(
            "<wegvak><WVK_ID>{}</WVK_ID><JTE_ID_BEG>{at}</JTE_ID_BEG><JTE_ID_END>{}</JTE_ID_END>\
             <WEGBEHSRT>P</WEGBEHSRT><RIJRICHTNG>B</RIJRICHTNG><geom><posList>{lon} {lat} {bend} \
             {east} {north}</posList></geom></wegvak>",
            at + 1,
            (at + 1) % places.len(),
        )
    };
    let sections: String = places.iter().zip(next).enumerate().map(section).collect();
    format!("<c>{sections}</c>")
}

/// The same road as the two files of a shapefile, its first section under that number.
fn ring_road_as_shapefile(office: &Office, first: u32) {
    let name = |name: &str| FieldName::try_from(name).expect("a short name");
    let table = TableWriterBuilder::new()
        .add_numeric_field(name("WVK_ID"), 10, 0)
        .add_numeric_field(name("JTE_ID_BEG"), 10, 0)
        .add_numeric_field(name("JTE_ID_END"), 10, 0)
        .add_character_field(name("WEGBEHSRT"), 1)
        .add_character_field(name("RIJRICHTNG"), 1);
    let mut writer = Writer::from_path(office.path("roads.shp"), table).expect("new files");
    let mut places = places(office);
    places.dedup_by(|one, other| (one.1, one.2) == (other.1, other.2));
    let next = places.iter().cycle().skip(1);
    for (at, ((_, lon, lat), (_, east, north))) in (0_u32..).zip(places.iter().zip(next)) {
        let bend = Point::new(f64::midpoint(*lon, *east) + 0.03, f64::midpoint(*lat, *north));
        let line = Polyline::new(vec![Point::new(*lon, *lat), bend, Point::new(*east, *north)]);
        let end = (at + 1) % u32::try_from(places.len()).expect("few places");
        let mut row = Record::default();
        for (key, number) in [("WVK_ID", first + at), ("JTE_ID_BEG", at), ("JTE_ID_END", end)] {
            row.insert(key.to_owned(), FieldValue::Numeric(Some(f64::from(number))));
        }
        for (key, word) in [("WEGBEHSRT", "P"), ("RIJRICHTNG", "B")] {
            row.insert(key.to_owned(), FieldValue::Character(Some(word.to_owned())));
        }
        writer.write_shape_and_record(&line, &row).expect("a section");
    }
}

#[test]
fn a_shapefile_gives_the_matrix_of_the_same_roads_in_gml() {
    let office = Office::with_small_week();
    office.write("roads.gml", &ring_road(&office));
    assert_eq!(office.run("travel data --nwb roads.gml").code, 0);
    let table = office.read("data/travel.csv");
    ring_road_as_shapefile(&office, 1);
    assert_eq!(office.run("travel data --nwb roads.shp").code, 0);
    assert_eq!(office.read("data/travel.csv"), table);
    let again = office.run("travel data --nwb roads.shp --json");
    assert!(again.stdout.contains("\"cached\": true"), "{again:?}");
    // Rows are a part of the source.
    ring_road_as_shapefile(&office, 8);
    let again = office.run("travel data --nwb roads.shp --json");
    assert!(again.stdout.contains("\"cached\": false"), "{again:?}");
    fs::remove_file(office.path("roads.dbf")).expect("a file");
    let refused = office.run("travel data --nwb roads.shp");
    assert!(refused.code == 4 && refused.stderr.contains("roads.dbf"), "{refused:?}");
}

#[test]
fn people_are_as_far_from_a_library_as_the_road_is() {
    let office = Office::with_small_week();
    office.write("roads.gml", &ring_road(&office));
    let places = places(&office);
    let head = "name,municipality,lon,lat,inhabitants";
    let rows: Vec<String> =
        places.iter().map(|(code, lon, lat)| format!("{code},Ergens,{lon},{lat},100")).collect();
    let text = format!("{head}\n{}\nBeilen,Ergens,6.51,52.86,100\n", rows.join("\n"));
    office.write("data/inhabitants.csv", &text);
    let by_road = office.ask("report spread data --nwb roads.gml --out s --lang en", 0);
    let metres = |document: &Value, name: &str| {
        let rows = document["centres"].as_array().expect("rows");
        rows.iter().find(|row| row["name"] == name).expect("a centre")["metres"].as_i64()
    };
    let by_line = office.ask("report spread data", 0);
    assert_eq!(metres(&by_road, "ROD"), Some(0), "the library is there");
    let [road, line] = [&by_road, &by_line].map(|document| metres(document, "Beilen"));
    assert!(road.is_some() && road != line, "{road:?} {line:?}");
    assert!(by_road["travel_source"].as_str().expect("a label").contains("nwb:roads.gml"));
    assert!(by_line["travel_source"].as_str().expect("a label").starts_with("estimate"));
    assert!(office.read("s/spreiding.html").contains("nwb:roads.gml"));
    // The matrix of the folder has the same way between two places.
    assert_eq!(office.run("travel data --nwb roads.gml").code, 0);
    let table = office.read("data/travel.csv");
    let hub = places.iter().map(|(code, ..)| code.as_str()).find(|code| *code == "HUB");
    let from_hub = table.lines().filter(|row| row.starts_with("HUB,"));
    let least = from_hub.filter_map(|row| row.split(',').nth(2)?.parse::<i64>().ok()).min();
    assert!(hub.is_some() && metres(&by_road, "HUB") <= least, "{table}");
}

#[test]
fn maps_follow_the_roads_of_the_matrix_and_no_others() {
    let office = Office::with_small_week();
    office.write("roads.gml", &ring_road(&office));
    let made = office.run("travel data --nwb roads.gml --json");
    assert_eq!(made.code, 0, "{made:?}");
    let told: Value = serde_json::from_str(&made.stdout).expect("a document");
    assert!(told["map"]["ways"].as_u64().expect("a number") > 0, "{told}");
    assert_eq!(told["map"]["ground"], "nwb:roads.gml");
    let again = office.run("travel data --nwb roads.gml --json");
    assert!(again.stdout.contains("\"cached\": true"), "{again:?}");
    // Lines that were lost are made again.
    fs::remove_file(office.path("data/ways.json")).expect("a file");
    let again = office.run("travel data --nwb roads.gml --json");
    assert!(again.stdout.contains("\"cached\": false"), "{again:?}");

    let plan = "plan data --week 2026-W48 --iterations 200 --force --out plan";
    assert_eq!(office.run(plan).code, 0);
    let map = office.read("plan/sheets/week.svg");
    assert!(map.contains("(over de weg)") && map.contains("Nationaal Wegenbestand"), "{map}");
    let road = office.read("data/ways.json");
    assert_eq!(office.read("plan/inputs/ways.json"), road);
    fs::remove_file(office.path("plan/sheets/week.svg")).expect("a sheet");
    assert_eq!(office.run("print plan").code, 0);
    assert_eq!(office.read("plan/sheets/week.svg"), map, "paper and page have one drawing");

    // A ground that the user names, with or without roads, stays until another is named.
    office.write(
        "grenzen.geojson",
        r#"{"type":"FeatureCollection","attribution":"CBS/Kadaster","features":[{"type":"Feature",
        "properties":{},"geometry":{"type":"LineString","coordinates":[[6.5,52.9],[6.6,53.0]]}}]}"#,
    );
    let named = office.run("travel data --map-background grenzen.geojson --json");
    assert_eq!(named.code, 0, "{named:?}");
    assert!(named.stdout.contains("\"ground\": \"geojson:grenzen.geojson\""), "{named:?}");
    assert_eq!(office.run("travel data --nwb roads.gml --profile truck").code, 0);
    assert_eq!(office.run(plan).code, 0);
    let map = office.read("plan/sheets/week.svg");
    assert!(map.contains("CBS/Kadaster") && map.contains("(over de weg)"), "{map}");
    assert_eq!(office.run(&format!("{plan} --estimate")).code, 0);
    let map = office.read("plan/sheets/week.svg");
    assert!(map.contains("CBS/Kadaster") && map.contains("(hemelsbreed)"), "{map}");

    // Lines of other travel times are told and not drawn; those of a table are none.
    office.write("data/ways.json", &road);
    assert!(office.run("inspect data").stdout.contains("R0024"));
    assert_eq!(office.run(plan).code, 0);
    assert!(office.read("plan/sheets/week.svg").contains("(hemelsbreed)"));
    office.write("matrix.json", &matrix(places(&office).len()));
    assert_eq!(office.run("travel data --table matrix.json").code, 0);
    assert!(!office.path("data/ways.json").exists());
    office.write("data/ground.json", "{}");
    let refused = office.run(plan);
    assert!(refused.code != 0 && refused.stderr.contains("take the file away"), "{refused:?}");
    fs::remove_file(office.path("data/ground.json")).expect("a file");
    let refused = office.run("travel data --map-background matrix.json");
    assert!(refused.code == 3 && refused.stderr.contains("no GeoJSON"), "{refused:?}");
}

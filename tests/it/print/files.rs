//! Files for navigation, maps and calendars, read back.

use serde_json::Value;

use super::{printed, rows, stored, ways};
use crate::office::Office;

/// The value of an attribute of each tag of a name.
fn attributes(text: &str, tag: &str, names: [&str; 2]) -> Vec<[f64; 2]> {
    let of = |part: &str, name: &str| {
        let (_, rest) = part.split_once(&format!(" {name}=\"")).expect(name);
        rest.split('"').next().and_then(|value| value.parse().ok()).expect("degrees")
    };
    let start = format!("<{tag} ");
    let tags = text.split(&start).skip(1);
    tags.map(|part| names.map(|name| of(&format!(" {part}"), name))).collect()
}

fn near(a: &[[f64; 2]], b: &[[f64; 2]], degrees: f64) -> bool {
    let close = |(a, b): (&[f64; 2], &[f64; 2])| {
        (a[0] - b[0]).abs() <= degrees && (a[1] - b[1]).abs() <= degrees
    };
    a.len() == b.len() && a.iter().zip(b).all(close)
}

#[test]
fn gpx_has_the_stops_as_a_route_and_as_a_track() {
    let office = Office::with_plan();
    let files = printed(&office, "gpx", ".gpx");
    let ways = ways(&office);
    assert_eq!(files.len(), ways.len());
    for (name, text) in files {
        let (_, way) = ways.iter().find(|(way, _)| name == format!("rit-{way}.gpx")).expect("it");
        for tag in ["rtept", "trkpt"] {
            assert!(near(&attributes(&text, tag, ["lon", "lat"]), way, 0.0), "{name} {tag}");
        }
        assert!(!text.contains("<time>"), "a clock is in {name}");
    }
}

#[test]
fn itn_has_the_stops_in_ascii_with_a_start() {
    let office = Office::with_plan();
    let ways = ways(&office);
    for (name, text) in printed(&office, "itn", ".itn") {
        let (_, way) = ways.iter().find(|(way, _)| name == format!("rit-{way}.itn")).expect("it");
        assert!(text.is_ascii() && text.ends_with("|\r\n"), "{text}");
        let fields: Vec<Vec<&str>> = text.lines().map(|line| line.split('|').collect()).collect();
        let degrees = |cell: &str| cell.parse::<f64>().expect("a number") / 100_000.0;
        let read: Vec<[f64; 2]> =
            fields.iter().map(|row| [degrees(row[0]), degrees(row[1])]).collect();
        assert!(near(&read, way, 0.000_006), "{name}");
        assert!(fields.iter().all(|row| row.len() == 5), "{text}");
        let flags: Vec<&str> = fields.iter().map(|row| row[3]).collect();
        assert!(flags[0] == "4" && flags[1..].iter().all(|flag| *flag == "2"), "{flags:?}");
    }
}

#[test]
fn geojson_has_every_route_and_every_visit() {
    let office = Office::with_plan();
    let plan = stored(&office);
    let (_, text) = printed(&office, "geojson", ".geojson").pop().expect("it");
    let read: Value = serde_json::from_str(&text).expect("JSON");
    let of = |kind: &str| -> Vec<&Value> {
        let features = rows(&read, "features").iter();
        features.filter(|feature| feature["properties"]["type"] == kind).collect()
    };
    let visits: usize =
        of("stop").iter().map(|stop| rows(&stop["properties"], "visits").len()).sum();
    assert_eq!(visits, rows(&plan, "visits").len());
    let ways = ways(&office);
    assert_eq!(of("route").len(), ways.len());
    for (route, (_, way)) in of("route").iter().zip(&ways) {
        let line = rows(&route["geometry"], "coordinates").iter();
        let line: Vec<[f64; 2]> =
            line.map(|point| [0, 1].map(|part| point[part].as_f64().expect("degrees"))).collect();
        assert!(near(&line, way, 0.000_001), "{route}");
    }
}

#[test]
fn calendars_have_an_event_a_visit_under_names_that_last() {
    let office = Office::with_plan();
    let plan = stored(&office);
    let mut read: Vec<(String, String)> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let draft = printed(&office, "ics", ".ics");
    for (name, text) in &draft {
        assert!(text.lines().all(|line| line.len() <= 75), "{name}");
        assert!(text.split_inclusive('\n').all(|line| line.ends_with("\r\n")), "{name}");
        let text = text.replace("\r\n ", "");
        assert!(text.contains("BEGIN:VTIMEZONE\r\nTZID:Europe/Amsterdam"), "{name}");
        for event in text.split("BEGIN:VEVENT").skip(1) {
            let value = |key: &str| {
                let line = event.lines().find(|line| line.starts_with(key)).expect(key);
                line.split_once(':').expect("a value").1.to_owned()
            };
            names.push(value("UID"));
            read.push((value("DTSTART;TZID=Europe/Amsterdam"), value("SEQUENCE")));
        }
    }
    let mut planned: Vec<(String, String)> = rows(&plan, "visits")
        .iter()
        .map(|visit| {
            let seconds = visit["arrival_seconds"].as_u64().expect("a moment");
            let date = visit["date"].as_str().expect("a date").replace('-', "");
            let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
            (format!("{date}T{hours:02}{minutes:02}{:02}", seconds % 60), "0".to_owned())
        })
        .collect();
    planned.sort();
    read.sort();
    assert_eq!(read, planned);
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count, "two events share a name");

    office.ask("publish plan --number 4", 0);
    for ((name, before), (again, after)) in draft.iter().zip(printed(&office, "ics", ".ics")) {
        assert_eq!(*name, again);
        let same = |text: &str| {
            text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect()
        };
        let (before, after): (Vec<String>, Vec<String>) = (same(before), same(&after));
        assert_eq!(before, after);
    }
    assert!(printed(&office, "ics", ".ics")[0].1.contains("SEQUENCE:4"));
}

#[test]
fn the_same_plan_gives_the_same_files() {
    let office = Office::with_plan();
    office.ask("print plan", 0);
    let first = office.files("plan/sheets");
    let again = office.ask("print plan --force", 0);
    assert_eq!(rows(&again, "replaced").len(), 0, "{again}");
    assert!(office.files("plan/sheets") == first);
}

//! Tables as CSV and as a workbook, read back by a reader that is not ours.

use std::fs;
use std::process::Command;

use calamine::{Data, Reader as _, Xlsx, open_workbook};

use super::{printed, rows, stored};
use crate::office::Office;

/// The rows of a CSV file as its reader gives them; the sign that marks text taken away.
fn table(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let plain = |cell: &str| cell.strip_prefix('\'').unwrap_or(cell).to_owned();
    reader.records().map(|row| row.expect("a row").iter().map(plain).collect()).collect()
}

fn column(table: &[Vec<String>], name: &str) -> usize {
    table[0].iter().position(|head| head == name).unwrap_or_else(|| panic!("{name}"))
}

#[test]
fn both_dialects_of_the_stops_hold_the_visits_of_the_plan() {
    let office = Office::with_plan();
    let plan = stored(&office);
    let read = |dialect: &str, delimiter| {
        let printed = printed(&office, &format!("csv --csv-dialect {dialect}"), "haltes.csv");
        table(&printed[0].1, delimiter)
    };
    let (iso, dutch) = (read("iso", b','), read("nl", b';'));
    assert_eq!(iso.len(), rows(&plan, "visits").len() + 1);
    assert_eq!(dutch.len(), iso.len());
    let [place, date, arrival, crates, empties] =
        ["vestigingscode", "datum", "aankomst", "kratten_in", "leeg_in"]
            .map(|name| column(&iso, name));
    for ((row, dutch), visit) in iso[1..].iter().zip(&dutch[1..]).zip(rows(&plan, "visits")) {
        let seconds = visit["arrival_seconds"].as_u64().expect("a moment");
        let filled = rows(&visit["delivery"], "crates").len();
        assert_eq!(row[place], visit["place"].as_str().expect("a code"));
        assert_eq!(row[date], visit["date"].as_str().expect("a date"));
        assert_eq!(row[arrival], format!("{:02}:{:02}", seconds / 3_600, seconds / 60 % 60));
        assert_eq!(row[crates], filled.to_string());
        assert_eq!(row[empties], visit["delivery"]["empties"].to_string());
        let parts: Vec<&str> = row[date].split('-').collect();
        assert_eq!(dutch[date], format!("{}-{}-{}", parts[2], parts[1], parts[0]));
        assert_eq!(dutch[place], row[place]);
    }
}

/// A time of day of so many minutes, begun ones left out.
fn clock(minutes: f64) -> String {
    let minutes: u32 = format!("{:.0}", minutes.floor()).parse().expect("minutes");
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// A cell of the workbook as the plain dialect of CSV writes it, by what that has there.
fn shown(cell: &Data, plain: &str) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Float(number) if plain.contains(':') => clock(number * 1_440.0),
        Data::Float(number) if plain.contains('.') => format!("{number:.2}"),
        Data::Float(number) => format!("{number}"),
        Data::DateTime(moment) if plain.contains(':') => clock(moment.as_f64() * 1_440.0 + 0.001),
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => panic!("{other:?} where CSV has {plain}"),
    }
}

#[test]
fn the_workbook_holds_what_the_tables_hold_with_codes_as_text() {
    let office = Office::with_plan();
    office.ask("print plan --only xlsx", 0);
    let path = office.path("plan/sheets/week.xlsx");
    let mut book: Xlsx<_> = open_workbook(&path).expect("a workbook");
    let sheets = ["Ritten", "Haltes", "Kratten", "Pluklijnen", "Leveringen"];
    let mut names = book.sheet_names();
    assert_eq!(names.remove(0), "Toelichting");
    assert_eq!(names, sheets);
    for (file, text) in printed(&office, "csv --csv-dialect iso", ".csv") {
        let plain = table(&text, b',');
        let sheet = sheets
            .iter()
            .find(|sheet| format!("{}.csv", sheet.to_lowercase()) == file)
            .expect("a sheet");
        let range = book.worksheet_range(sheet).expect("a sheet");
        assert_eq!(range.height(), plain.len(), "{sheet}");
        for (row, cells) in plain.iter().enumerate() {
            for (place, plain) in cells.iter().enumerate() {
                let cell = range.get((row, place)).unwrap_or(&Data::Empty);
                assert_eq!(shown(cell, plain), *plain, "{sheet} row {row} column {place}");
            }
        }
        for name in ["vestigingscode", "aanvraag", "titel", "isbn"] {
            let Some(place) = plain[0].iter().position(|head| head == name) else { continue };
            let texts = (1..plain.len()).map(|row| range.get((row, place)));
            let is_text =
                |cell: Option<&Data>| matches!(cell, None | Some(Data::String(_) | Data::Empty));
            assert!(texts.into_iter().all(is_text), "{sheet} {name}");
        }
    }
}

#[test]
fn a_name_that_reads_as_a_formula_stays_a_name() {
    let office = Office::with_small_week();
    let places = office.read("data/places.csv");
    let place = places.lines().nth(2).and_then(|line| line.split(',').nth(1)).expect("a name");
    office.change("data/places.csv", place, "=HYPERLINK(1)");
    let planned = office.run("plan data --week 2026-W48 --out plan --iterations 200");
    assert_eq!(planned.code, 0, "{planned:?}");
    for (name, text) in printed(&office, "csv", ".csv") {
        for row in text.lines().flat_map(|line| line.split(';')) {
            let cell = row.trim_start_matches(['\u{feff}', '"']);
            assert!(!cell.starts_with(['=', '+', '@']), "{name}: {cell}");
        }
    }
}

#[test]
fn the_workbook_opens_in_libreoffice() {
    let office = Office::with_plan();
    office.ask("print plan --only xlsx", 0);
    let converted = Command::new("soffice")
        .args(["--headless", "--convert-to", "csv", "--outdir"])
        .arg(office.path("."))
        .arg(format!("-env:UserInstallation=file://{}", office.path("profile").display()))
        .arg(office.path("plan/sheets/week.xlsx"))
        .output();
    let Ok(converted) = converted else {
        eprintln!("skipped: LibreOffice (`soffice`) is not installed");
        return;
    };
    let told = String::from_utf8_lossy(&converted.stderr).to_lowercase();
    assert!(converted.status.success() && !told.contains("error"), "{told}");
    // In the encoding of the machine.
    let text = fs::read(office.path("week.csv")).expect("a file");
    assert!(String::from_utf8_lossy(&text).contains("2026"), "{text:?}");
}

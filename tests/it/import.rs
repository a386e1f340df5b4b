//! `import`: tables of other programs become tables of a data folder.

use std::fs;

use rust_xlsxwriter::Workbook;
use serde_json::Value;

use super::office::Office;

/// A workbook with the places of the small week under the heads of a list of locations.
fn list_of_locations(office: &Office) {
    let places = office.read("data/places.csv");
    let mut lines = places.lines().map(|line| line.split(',').collect::<Vec<&str>>());
    let head = lines.next().expect("a head");
    let theirs = |name: &str| match name {
        "id" => "Locatiecode".to_owned(),
        "name" => "Naam locatie".to_owned(),
        "lon" => "Lengte".to_owned(),
        "lat" => "Breedte".to_owned(),
        other => other.to_uppercase(),
    };
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in (0..).zip(&head) {
        sheet.write_string(0, column, theirs(name)).expect("a cell");
    }
    let telephone = u16::try_from(head.len()).expect("few columns");
    sheet.write_string(0, telephone, "Telefoon beheerder").expect("a cell");
    for (row, cells) in (1..).zip(lines) {
        for (column, cell) in (0..).zip(cells) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).expect("a cell"),
                Err(_) => sheet.write_string(row, column, cell).expect("a cell"),
            };
        }
        sheet.write_string(row, telephone, "0592-000000").expect("a cell");
    }
    book.save(office.path("locaties.xlsx")).expect("a file");
}

#[test]
fn a_first_import_proposes_and_a_second_one_imports() {
    let office = Office::with_small_week();
    list_of_locations(&office);
    let import = "import locaties.xlsx --as places --into data";
    let before = office.read("data/places.csv");
    let proposed = office.ask(import, 0);
    assert_eq!(proposed["proposed"], true);
    assert_eq!(proposed["columns"]["lat"], "Breedte", "{proposed}");
    assert_eq!(proposed["missing"], Value::Array(Vec::new()), "{proposed}");
    assert_eq!(proposed["unused"][0], "Telefoon beheerder");
    assert_eq!(office.read("data/places.csv"), before, "a proposal imports nothing");

    assert_eq!(office.run(import).code, 4, "what is there stays");
    let imported = office.ask(&format!("{import} --force"), 0);
    assert_eq!(imported["rows"], before.lines().count() - 1);
    assert!(!office.read("data/places.csv").contains("0592-000000"));
    let inspected = office.ask("inspect data", 0);
    assert_eq!(inspected["errors"], 0, "{inspected}");
    let planned = office.run("plan data --week 2026-W48 --out plan --iterations 50");
    assert_eq!(planned.code, 0, "{planned:?}");
}

#[test]
fn a_mapping_that_does_not_fit_is_told_whole_and_imports_nothing() {
    let office = Office::with_small_week();
    office.write("theirs.csv", "Code;Kleur\nA;rood\n");
    let mapping =
        "table = \"organisations\"\n[columns]\nid = \"Code\"\nname = \"Naam\"\nsize = \"Kleur\"\n";
    fs::create_dir(office.path("data/mappings")).expect("a new folder");
    office.write("data/mappings/organisations.toml", mapping);
    let before = office.read("data/organisations.csv");
    let refused = office.run("import theirs.csv --as organisations --into data --force");
    assert_eq!(refused.code, 3, "{refused:?}");
    for told in ["`Naam`", "`size`"] {
        assert!(refused.stderr.contains(told), "{refused:?}");
    }
    assert_eq!(office.read("data/organisations.csv"), before);
    assert_eq!(office.run("import theirs.csv --as readers --into data").code, 2);
}

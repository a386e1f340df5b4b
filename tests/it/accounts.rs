//! Reports, settlements and ledgers, from files to pages and documents.

use std::fs;

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use serde_json::Value;

use super::office::Office;

const MOVES: &str = "van;naar;soort;aangenomen;vertrokken;aangekomen;exemplaren;krat;aanvraag\n\
                     EMM;ROD;request;14-11-2026;16-11-2026;19-11-2026;2;K-1;R-900\n\
                     HGV;ROD;request;14-11-2026;16-11-2026;19-11-2026;4;;R-902\n\
                     ROD;HGV;request;20-11-2026;23-11-2026;26-11-2026;1;;R-903\n\
                     ROD;HGV;return;20-11-2026;23-11-2026;26-11-2026;5;;\n\
                     ROD;HGV;request;20-11-2026;23-11-2026;;3;;R-904\n";

const CLOSED: &str = "request,category,pickup,placed,closed,outcome,limit\n\
                      R-900,novel,ROD,2026-11-14,2026-11-19,own-organisation,2026-12-12\n\
                      R-901,novel,ROD,2026-11-02,2026-11-20,outside,2026-12-14\n";

const TARIFFS: &str = "soort;vanaf;centen\nmutual;01-01-2026;85\nmutual;25-11-2026;90\n\
                       outside-in;01-01-2026;700\npostage;01-01-2026;400\npatron-fee;01-01-2026;450\n";

fn office() -> Office {
    let office = Office::with_small_week();
    office.write("data/moves.csv", MOVES);
    office.write("data/requests_closed.csv", CLOSED);
    office.write("data/tariffs.csv", TARIFFS);
    office
}

/// The sum of a key over rows.
fn sum(rows: &Value, key: &str) -> i64 {
    rows.as_array().expect("rows").iter().filter_map(|row| row[key].as_i64()).sum()
}

#[test]
fn a_settlement_adds_up_to_nought_and_its_trail_to_its_lines() {
    let office = office();
    office.write(
        "data/corrections.csv",
        "date,lender,borrower,items,reason\n2026-12-01,ZUI,NRD,-1,dubbel geteld\n",
    );
    let found = office.ask("report settlement data --span 2026 --out boek", 0);
    assert_eq!(sum(&found["net"], "cents"), 0);
    let lines = found["lines"].as_array().expect("lines");
    let charged: i64 = (lines.iter().filter(|line| line["corrected"].is_null()))
        .filter_map(|line| line["amount_cents"].as_i64())
        .sum();
    let corrected = lines.iter().find(|line| !line["corrected"].is_null()).expect("a correction");
    assert_eq!(corrected["amount_cents"], -90);
    let trail = office.read("boek/verrekening-2026-controlespoor.csv");
    let amounts: i64 =
        trail.lines().skip(1).filter_map(|row| row.rsplit(',').next()?.parse::<i64>().ok()).sum();
    assert_eq!(amounts, charged, "{trail}");
    assert!(trail.contains("\n4,ROD,HGV,2026-11-26,1,R-903,90\n"), "{trail}");
    let page = office.read("boek/verrekening-2026.html");
    assert!(page.contains("dubbel geteld") && page.contains("controlespoor"), "{page}");
    // Nothing is overwritten, and equal runs give equal bytes.
    assert_eq!(office.run("report settlement data --span 2026 --out boek").code, 4);
    office.ask("report settlement data --span 2026 --out boek2", 0);
    assert_eq!(page, office.read("boek2/verrekening-2026.html"));
}

#[test]
fn a_quarter_is_told_as_document_page_and_tables() {
    let office = office();
    let found = office.ask("report quarter data --quarter 2026-Q4 --out rapport", 0);
    let spans = found["spans"].as_array().expect("spans");
    assert_eq!((spans.len(), &spans[4]["span"]), (5, &"2026-Q4".into()));
    assert_eq!(spans[4]["kpi"]["requests"]["numerator"], 1);
    assert_eq!(spans[4]["kpi"]["loans"], Value::Null);
    assert_eq!(spans[4]["lead_time"]["not_confirmed"], 3);
    assert_eq!(spans[4]["visits"], 0);
    let sent = sum(&found["organisations"], "sent");
    assert_eq!(sent, 2 + 4 + 1 + 3, "requested items that left");
    let written = found["files"].as_array().expect("files");
    assert_eq!(written.len(), 11);
    for path in written {
        let path = office.path(path.as_str().expect("a path"));
        assert!(fs::metadata(&path).is_ok_and(|file| file.len() > 0), "{}", path.display());
    }
    let table = office.read("rapport/kwartaalrapportage-2026-Q4-collectie.csv");
    assert!(table.starts_with("\u{feff}Periode;"), "{table}");
    let told = office.run("report quarter data --span 2026-Q4 --lang en");
    assert!(told.stdout.contains("Quarterly report 2026-Q4"), "{told:?}");
    assert_eq!(office.run("report quarter data --span 2026-Q5").code, 2);
}

#[test]
fn a_workbook_has_the_same_as_the_tables_in_cells_of_their_kind() {
    let office = office();
    office.ask("report quarter data --quarter 2026-Q4 --out a --lang en", 0);
    office.ask("report quarter data --quarter 2026-Q4 --out b --lang en", 0);
    let name = "kwartaalrapportage-2026-Q4";
    let files = office.files("a");
    assert!(files == office.files("b"), "equal runs gave other bytes");
    let path = office.path(&format!("a/{name}.xlsx"));
    let mut workbook: Xlsx<_> = open_workbook(path).expect("a workbook");
    let sheets = workbook.sheet_names();
    let tables = files.keys().filter_map(|file| {
        let part = file.strip_prefix(name)?.strip_prefix('-')?.strip_suffix(".csv")?;
        Some((part.to_owned(), file.clone()))
    });
    let mut numbers = 0;
    let mut compared = 0;
    for (part, file) in tables {
        assert!(sheets.contains(&part), "{part} of {sheets:?}");
        let range = workbook.worksheet_range(&part).expect("a sheet");
        let text = office.read(&format!("a/{file}"));
        for (row, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            if line.contains('"') {
                continue;
            }
            for (column, field) in line.split(',').enumerate() {
                match range.get((row, column)) {
                    Some(Data::Float(value)) => {
                        assert_eq!(field.parse(), Ok(*value), "{file}: {line}");
                        numbers += 1;
                    }
                    Some(Data::String(value)) => assert_eq!(field, value, "{file}: {line}"),
                    Some(Data::DateTime(_)) => assert_eq!(field.len(), 10, "{file}: {line}"),
                    None | Some(Data::Empty) => assert_eq!(field, "", "{file}: {line}"),
                    Some(other) => panic!("{other:?} in {file}: {line}"),
                }
                compared += 1;
            }
        }
    }
    assert!(compared > 50 && numbers > 10, "{compared} cells, {numbers} numbers");
}

#[test]
fn statistics_are_of_each_organisation_or_of_one() {
    let office = office();
    let all = office.ask("report statistics data --span 2026-Q4", 0);
    let one = office.ask("report statistics data --span 2026-Q4 --organisation ZUI --out s", 0);
    assert!(all["organisations"].as_array().expect("rows").len() > 1);
    let [row] = &one["organisations"].as_array().expect("rows")[..] else { panic!("{one}") };
    assert_eq!(row["organisation"], "ZUI");
    assert_eq!(sum(&row["places"], "sent"), row["sent"].as_i64().expect("a count"));
    assert!(office.read("s/statistiek-ZUI-2026-Q4.html").contains("Zuid"));
    let told = office.run("report statistics data --span 2026-Q4 --organisation ZZZ");
    assert_eq!(told.code, 2, "{told:?}");
    assert!(told.stderr.contains("ZZZ"), "{told:?}");
}

#[test]
fn the_ledger_has_each_loan_across_the_border_once() {
    let office = office();
    let found = office.ask("report ledger data --span 2026", 0);
    assert_eq!(found["lines"][0]["source"], "closed-request");
    assert_eq!(sum(&found["lines"], "net_cents"), 450 - 700 - 400);
    office.write(
        "data/outside_loans.csv",
        "date,crossing,place,library,request,fee_cents\n\
         2026-11-20,in,ROD,UB Groningen,R-901,650\n2026-11-21,out,HGV,Zwolle,,800\n",
    );
    let found = office.ask("report ledger data --span 2026-Q4", 0);
    let lines = found["lines"].as_array().expect("lines");
    assert_eq!(lines.len(), 2, "{found}");
    assert_eq!(lines[0]["library"], "UB Groningen");
    assert_eq!(sum(&found["totals"], "net_cents"), 450 - 650 - 400 + 800 - 400);
    assert_eq!(found["unpriced"], 0);
}

#[test]
fn people_live_near_their_library_or_far_from_it() {
    let office = office();
    office.write(
        "data/inhabitants.csv",
        "name,municipality,lon,lat,inhabitants\nRoden,Noordenveld,6.434,53.1392,14000\n\
         Peize,Noordenveld,6.498,53.1461,4600\nZwiggelte,Midden-Drenthe,6.58,52.87,300\n",
    );
    let found = office.ask("report spread data --out s", 0);
    let of = |name: &str| {
        let rows = found["municipalities"].as_array().expect("rows");
        rows.iter().find(|row| row["municipality"] == name).expect("a municipality").clone()
    };
    let north = of("Noordenveld");
    assert_eq!((&north["places"], &north["inhabitants"]), (&1.into(), &18_600.into()));
    assert_eq!(north["within"][0]["inhabitants"], 14_000);
    assert_eq!(north["within"][2]["inhabitants"], 18_600);
    assert_eq!(of("Midden-Drenthe")["places"], 0);
    assert_eq!(of("Emmen")["inhabitants"], 0);
    assert!(office.read("s/spreiding.html").contains("Zwiggelte"));
}

#[test]
fn what_is_wrong_in_a_file_of_accounts_is_told_by_row() {
    let office = office();
    office.write(
        "data/tariffs.csv",
        "kind,from,cents\nmutual,2026-01-01,duur\nmutueel,2026-01-01,3\n",
    );
    let told = office.run("report settlement data --span 2026 --lang en");
    assert_eq!(told.code, 3, "{told:?}");
    let text = format!("{}{}", told.stdout, told.stderr);
    for part in ["tariffs.csv", "duur", "mutueel"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(office.run("inspect data").code, 0, "planning does not read accounts");
}

//! The small week, an example for each code, all mistakes in one pass, and damaged files.

use std::fs;
use std::path::{Path, PathBuf};

use super::limits::FINDINGS_MAX;
use super::schema::{FACTS, HISTORY, REQUESTS, SCHEMAS};
use super::{FileContent, IngestError, Scope, Tables, read_folder, read_tables, read_texts};
use crate::diagnostic::{CODES, Diagnostics, Severity};
use crate::index::PlaceIdx;
use crate::model::{
    BagType, BreakRule, ClockTime, CrateType, EditionPolicy, HolidayRules, HubRule, NormDefinition,
    PlaceKind, Prices, ReturnsRule, Settings, TimeWindow, TravelEstimate, WeekdaySet, WorkRules,
};
use crate::random::{RngExt as _, Seed};
use crate::travel::TravelSource;
use crate::units::{Cents, Grams, Millilitres, Seconds};

/// Codes whose example cannot lie in a folder, with the reason.
const WITHOUT_EXAMPLE: [(&str, &str); 16] = [
    ("F0011", "`record` gives it, and tests it"),
    ("F0012", "`record` gives it, and tests it"),
    ("F0013", "`record` gives it, and tests it"),
    ("F0014", "`record` gives it, and tests it"),
    ("F0015", "`record` gives it, and tests it"),
    ("F0016", "only reports read corrections, and test it"),
    ("I0003", "permissions do not survive version control"),
    ("I0025", "the file would be too large to keep"),
    ("I0030", "`app` reads the settings, and tests the example"),
    ("I0033", "`app` reads the settings, and tests the example"),
    ("I0034", "`app` reads the settings, and tests the example"),
    ("I0035", "`app` reads the settings, and tests the example"),
    ("R0021", "`app` reads the label of travel times, and tests the example"),
    ("R0022", "`app` reads the label of travel times, and tests the example"),
    ("R0023", "`app` reads the label of travel times, and tests the example"),
    ("R0024", "`app` reads the lines of ways, and tests the example"),
];

/// Codes that an example cannot give alone.
const COMPANIONS: [(&str, &[&str]); 4] =
    [("H0016", &["H0015"]), ("I0026", &["C0006"]), ("R0005", &["I0009"]), ("R0008", &["I0009"])];

fn fixtures(part: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(part)
}

/// The settings of the small week.
fn settings() -> Settings {
    let rule = |after: i64, pause: i64| BreakRule {
        after: Seconds(after * 60),
        pause: Seconds(pause * 60),
    };
    Settings {
        province: "Kleine provincie".to_owned(),
        norm: NormDefinition::Requests,
        norm_permille: 950,
        editions: EditionPolicy::SameCategory,
        load_prices: Vec::new(),
        reprint: Cents(60),
        returns: ReturnsRule::default(),
        service_days: WeekdaySet::MONDAY_TO_FRIDAY,
        visit_spacing_min_days: 2,
        default_access: TimeWindow { open: ClockTime::at(8, 30), close: ClockTime::at(17, 0) },
        holidays: HolidayRules::default(),
        hub: HubRule { sort_days: 1, loading: Seconds(1_800), unloading: Seconds(1_200) },
        work: WorkRules { work_break: rule(330, 30), driving_break: rule(270, 45) },
        crate_type: CrateType {
            inner: Millilitres(52_000),
            filling_percent: 78,
            tare: Grams(1_900),
            gross_max: Grams(15_000),
        },
        bag: BagType { volume: Millilitres(8_000), mass: Grams(4_000), transfers_max: 0 },
        crates_in_circulation: 60,
        prices: Prices {
            driver_cents_per_hour: 3_800,
            awaited_item_day: Cents(25),
            other_item_day: Cents(5),
            touch: Cents(40),
            other_organisation: Cents(20),
            background: Cents(10),
            item_km_millicents: 500,
            wait: Cents(150),
            outside_tariff: Cents(700),
            outside_penalty: Cents(300),
            unfilled: Cents(2_500),
            crate_handling: Cents(60),
        },
        changes: crate::model::ChangeRules::default(),
        travel: TravelEstimate {
            metres_per_km: 1_330,
            centiseconds_per_km: 5_460,
            seconds_fixed: Seconds(300),
        },
    }
}

fn codes(found: &Diagnostics) -> Vec<&'static str> {
    let mut codes: Vec<&str> = found.iter().map(|finding| finding.code.0).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Reads the small week with some files replaced.
fn week_with(changed: &[(&str, FileContent)]) -> (Tables, Diagnostics) {
    let mut file = |name: &'static str| {
        let changed = changed.iter().find(|(known, _)| *known == name);
        let original = || fs::read(fixtures("small/week").join(name));
        changed.map_or_else(
            || original().map_or(FileContent::Absent, FileContent::Bytes),
            |(_, content)| match content {
                FileContent::Bytes(bytes) => FileContent::Bytes(bytes.clone()),
                FileContent::Unreadable(reason) => FileContent::Unreadable(reason.clone()),
                FileContent::NotAFile => FileContent::NotAFile,
                FileContent::Absent | FileContent::Stream(_) => FileContent::Absent,
            },
        )
    };
    Tables::read(Scope::Whole, &mut file)
}

#[test]
fn the_small_week_reads_without_any_finding() {
    let (reading, found) = read_folder(&fixtures("small/week"), &settings()).expect("a folder");
    assert!(found.is_empty(), "{found:?}");
    let reading = reading.expect("a province");
    let province = &reading.province;
    assert_eq!((province.places().len(), province.titles().len()), (6, 11));
    assert_eq!((province.holdings().len(), province.holdings().copies()), (14, 22));
    assert_eq!((province.requests().len(), province.shipments().len()), (12, 6));
    assert_eq!(province.visited_places().count(), 4);
    assert_eq!(province.places()[province.hub()].kind, PlaceKind::Hub);
    assert!(matches!(reading.travel.source(), TravelSource::Estimate(_)));
    let roden = &province.places()[PlaceIdx(3)];
    assert_eq!(roden.access.windows.each_ref().map(Vec::len), [2, 1, 1, 1, 1, 0, 0]);
}

#[test]
fn every_code_is_documented_with_its_weight() {
    let reference = include_str!("../../docs/reference/diagnostics.md");
    for (code, severity) in CODES {
        let section = format!("### {code}\n\nWeight: {}.\n", severity.word());
        assert!(reference.contains(&section), "{code} in docs/reference/diagnostics.md");
    }
    assert_eq!(reference.matches("\n### ").count(), CODES.len());
}

#[test]
fn every_column_is_documented() {
    let reference = include_str!("../../docs/reference/formats.md");
    for schema in SCHEMAS.into_iter().chain(HISTORY) {
        let heading = format!("## {}\n", schema.file);
        let section = reference.split(&heading).nth(1).expect(schema.file);
        let section = section.split("\n## ").next().expect("text before the next heading");
        for column in schema.columns.iter().chain(schema.optional) {
            assert!(section.contains(&format!("\n| `{column}` |")), "{} {column}", schema.file);
        }
    }
}

#[test]
fn every_column_of_facts_is_documented_under_both_its_names() {
    let reference = include_str!("../../docs/reference/formats.md");
    let section = reference.split("## facts.csv\n").nth(1).expect("a section");
    for column in FACTS.optional {
        assert!(section.contains(&format!("| `{column}` |")), "{column}");
    }
}

/// Copies the small week, and the example's files over it.
fn example(code: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for part in [fixtures("small/week"), fixtures("broken").join(code)] {
        for entry in fs::read_dir(&part).expect("an example folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_str().expect("a plain name");
            let target = folder.path().join(name);
            if let Some(absent) = name.strip_suffix(".absent") {
                fs::remove_file(folder.path().join(absent)).expect("a file of the week");
            } else if path.is_dir() {
                fs::remove_file(&target).expect("a file of the week");
                fs::create_dir(&target).expect("a new folder");
            } else {
                fs::copy(&path, &target).expect("a copy");
            }
        }
    }
    folder
}

#[test]
fn every_code_has_an_example_that_gives_it_and_nothing_else() {
    // Public routing instances have their examples in a folder of their own, and a test with it.
    for (code, severity) in CODES.into_iter().filter(|(code, _)| !code.starts_with('V')) {
        if WITHOUT_EXAMPLE.iter().any(|(without, _)| *without == code) {
            continue;
        }
        let folder = example(code);
        let (reading, found) = read_folder(folder.path(), &settings()).expect("a folder");
        let companions = COMPANIONS.iter().find(|(known, _)| *known == code);
        let mut expected = companions.map_or(Vec::new(), |(_, companions)| companions.to_vec());
        expected.push(code);
        expected.sort_unstable();
        assert_eq!(codes(&found), expected, "{code}: {found:#?}");
        let given = found.iter().find(|finding| finding.code.0 == code).expect("just seen");
        assert_eq!(given.severity, severity, "{code}");
        assert!(reading.is_some() || found.errors() > 0, "{code}: a refusal without an error");
    }
}

#[test]
fn no_example_folder_is_left_over() {
    for entry in fs::read_dir(fixtures("broken")).expect("the examples") {
        let name = entry.expect("an entry").file_name().into_string().expect("a plain name");
        assert!(CODES.iter().any(|(code, _)| *code == name), "{name}");
    }
}

#[test]
fn files_that_cannot_be_read_are_findings() {
    for (content, code) in [
        (FileContent::Unreadable("permission denied".to_owned()), "I0003"),
        (FileContent::NotAFile, "I0002"),
        (FileContent::Absent, "I0001"),
    ] {
        let (tables, found) = week_with(&[("requests.csv", content)]);
        assert_eq!(codes(&found), [code]);
        let (reading, found) = tables.into_province(settings());
        assert!(reading.is_none() && found.is_empty(), "{code}");
    }
}

#[test]
fn the_folder_itself_must_be_there() {
    let missing = read_tables(&fixtures("no-such-week"));
    assert!(matches!(missing, Err(IngestError::Missing { .. })));
    let file = read_tables(&fixtures("small/week/places.csv"));
    assert!(matches!(file, Err(IngestError::NotAFolder { .. })));
}

#[test]
fn all_mistakes_of_a_file_are_told_in_one_pass() {
    let requests = "\
id;title;pickup;placed;limit;quantity;priority;remark
R1;T1;ROD;2026-11-23;2026-12-14;-1;5;
R2;T9;ROD;2026-11-23;2026-12-14;1;5;
R3;T1;ZZZ;2026-11-23;2026-12-14;1;5;
R4;T1;ROD;11/23/2026;2026-12-14;1;5;
R5;T1;ROD;2026-11-23;2026-11-22;1;5;
R6;T1;ROD;2026-11-23;2026-12-14;one;5;
R7;T1;ROD;2026-11-23;2026-12-14;1;10;
R7;T1;ROD;2026-11-23;2026-12-14;1;5;
R8;T1;ROD;1900-11-23;2026-12-14;1;5;
R9;T1;ROD;2026-11-23
;T1;ROD;2026-11-23;2026-12-14;1;5;
9.7E+12;;ROD;2026-11-23;2026-12-14;99999999999999999999;5;
";
    let bytes = FileContent::Bytes(requests.as_bytes().to_vec());
    let (tables, found) = week_with(&[("requests.csv", bytes)]);
    let told: Vec<(u64, &str, &str, &str)> = found
        .iter()
        .map(|finding| {
            let span = &finding.span;
            assert_eq!(span.file, "requests.csv");
            (
                span.row.expect("a row"),
                finding.code.0,
                span.column.as_deref().unwrap_or_default(),
                span.value.as_deref().unwrap_or_default(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (1, "I0012", "remark", ""),
            (2, "I0021", "quantity", "-1"),
            (3, "H0001", "title", "T9"),
            (4, "G0001", "pickup", "ZZZ"),
            (5, "C0001", "placed", "11/23/2026"),
            (6, "H0005", "limit", "2026-11-22"),
            (7, "I0020", "quantity", "one"),
            (8, "I0021", "priority", "10"),
            (9, "I0023", "id", "R7"),
            (10, "C0002", "placed", "1900-11-23"),
            (11, "I0015", "", ""),
            (12, "I0017", "id", ""),
            (13, "I0029", "id", "9.7E+12"),
            (13, "I0021", "quantity", "99999999999999999999"),
            (13, "I0017", "title", ""),
        ]
    );
    let (reading, _) = tables.into_province(settings());
    assert_eq!(reading.expect("a province of the other rows").province.requests().len(), 0);
}

#[test]
fn a_row_that_names_a_row_left_out_is_left_out_silently() {
    let places = fs::read_to_string(fixtures("small/week/places.csv")).expect("places");
    let places = places.replace("6.434,53.1392", "6.434,0");
    let (_, found) = week_with(&[("places.csv", FileContent::Bytes(places.into_bytes()))]);
    assert_eq!(found.iter().count(), 1, "{found:?}");
}

/// The small week with other titles, and requests that name them so.
fn titles_named(titles: &str, cells: &[&str]) -> (Vec<String>, Vec<&'static str>) {
    let titles = format!("id,category,grams,millilitres,ppn,isbn\n{titles}");
    let rows = cells
        .iter()
        .enumerate()
        .map(|(rank, cell)| format!("R{rank},{cell},ROD,2026-11-23,2026-12-14,1,5\n"));
    let requests = format!("{}\n{}", REQUESTS.columns.join(","), rows.collect::<String>());
    let bytes = |text: &str| FileContent::Bytes(text.as_bytes().to_vec());
    let (tables, found) = week_with(&[
        ("titles.csv", bytes(&titles)),
        ("holdings.csv", bytes("title,place,copies,on_shelf\nT1,ROD,1,1\n")),
        ("requests.csv", bytes(&requests)),
    ]);
    let requests = tables.requests.rows.iter();
    let named = requests.map(|asked| tables.titles.code(asked.title).to_owned()).collect();
    (named, found.iter().map(|finding| finding.code.0).collect())
}

#[test]
fn a_title_is_named_by_its_id_its_ppn_or_an_isbn() {
    let titles = "T1,novel,430,1150,410000019,978-90-0000-101-9 900000005X\n\
                  T2,novel,430,1150,012345679,0306406152\n\
                  900000102X,novel,430,1150,,\n";
    let known = [
        "T1",
        "410000019",
        "9789000001019",
        "978-90-0000-101-9",
        "90-0000-005-x",
        "T2",
        "12345679",
        "9780306406157",
        "0-306-40615-2",
        "900000102X",
    ];
    let (named, found) = titles_named(titles, &known);
    assert_eq!(found, [""; 0]);
    assert_eq!(named, ["T1", "T1", "T1", "T1", "T1", "T2", "T2", "T2", "T2", "900000102X"]);
    let (named, found) = titles_named(titles, &["306406152", "'9789000001019", "'T2"]);
    assert_eq!((named.join(" "), found), ("T2".to_owned(), vec!["H0013", "I0031", "I0031"]));
    let (named, found) = titles_named(titles, &["9789000001018", "T3", "9.78904E+12"]);
    assert_eq!((named.len(), found), (0, vec!["H0001", "H0001", "I0029"]));
}

#[test]
fn a_number_that_may_be_two_titles_is_refused_and_that_of_a_title_left_out_is_not_told() {
    // Ten digits that check may be the PPN of one title and an ISBN of another.
    let titles = "T1,novel,430,1150,4100000199,\nT2,novel,430,1150,,4100000199\n";
    let titles = titles.replace("4100000199", "9023456785");
    let (named, found) = titles_named(&titles, &["9023456785", "9789023456780"]);
    assert_eq!((named.join(" "), found), ("T2".to_owned(), vec!["H0016"]));

    let titles = "T1,novel,430,1150,,\nT2,novel,0,1150,410000019,9789000001019\n";
    let (named, found) = titles_named(titles, &["410000019", "9789000001019", "T1"]);
    assert_eq!((named.join(" "), found), ("T1".to_owned(), vec!["I0021"]));
}

#[test]
fn titles_that_share_a_number_are_found_and_wrong_numbers_are_left_out() {
    let titles = "T1,novel,430,1150,410000019,9789000001019 9789000001019\n\
                  T2,novel,430,1150,410000019,900000101X\n\
                  410000027,novel,430,1150,,9789000001019\n\
                  T4,novel,430,1150,410000027,123\n";
    let (named, found) = titles_named(titles, &["T1"]);
    assert_eq!(named, ["T1"]);
    let mut found = found;
    found.sort_unstable();
    assert_eq!(found, ["H0011", "H0011", "H0014", "H0014", "H0015"]);
}

#[test]
fn moves_are_sorted_by_date_and_codes_of_places_compared_without_case() {
    let moves = "place,from,lon,lat\nROD,2027-01-04,6.5,53.1\nROD,2026-12-07,6.6,53.1\n\
                 HGV,2026-12-07,6.5,0\n";
    let places = fs::read_to_string(fixtures("small/week/places.csv")).expect("places");
    let places = places.replace("NL-0800071002", "DE-a1").replace("NL-0800081001", "DE-A1");
    let bytes = |text: &str| FileContent::Bytes(text.as_bytes().to_vec());
    let changed = [("relocations.csv", bytes(moves)), ("places.csv", bytes(&places))];
    let (tables, found) = week_with(&changed);
    assert_eq!(codes(&found), ["G0002", "G0012"]);
    let moves = &tables.places.rows[PlaceIdx(3)].registration.relocations;
    let dates: Vec<String> = moves.iter().map(|moved| moved.from.to_string()).collect();
    assert_eq!(dates, ["2026-12-07", "2027-01-04"]);
}

#[test]
fn windows_that_touch_and_days_that_coincide_are_no_mistakes() {
    let access =
        "place,weekday,open,close\nROD,Mon,08:30,12:30\nROD,mon,12:30,17:00\nHGV,Thu,09:00,09:00\n";
    let requests =
        "id,title,pickup,placed,limit,quantity,priority\nR,T1,ROD,2026-11-23,2026-11-23,1,0\n";
    let shipments = "id,kind,from,to,accepted,ready,items,grams_each,millilitres_each\n\
        S,return,EMM,ASN,2026-11-23,2026-11-23,1,1,1\n";
    let bytes = |text: &str| FileContent::Bytes(text.as_bytes().to_vec());
    let (tables, found) = week_with(&[
        ("access.csv", bytes(access)),
        ("requests.csv", bytes(requests)),
        ("shipments.csv", bytes(shipments)),
    ]);
    assert!(found.is_empty(), "{found:?}");
    let (reading, found) = tables.into_province(settings());
    assert!(reading.is_some() && found.is_empty(), "{found:?}");
}

#[test]
fn findings_name_the_rows_and_pairs_that_they_are_about() {
    let bytes = |text: String| FileContent::Bytes(text.into_bytes());
    let original = fs::read_to_string(fixtures("small/week/holdings.csv")).expect("holdings");
    let holdings = format!("{original}T2,ROD,1,1,\n");
    let (_, found) = week_with(&[("holdings.csv", bytes(holdings))]);
    let twice = found.iter().next().expect("a holding given twice");
    assert_eq!((twice.code.0, twice.span.row), ("H0004", Some(16)));
    assert_eq!(twice.facts, ["T2", "ROD", "5"]);

    let travel = "from,to,metres,seconds\nROD,EMM,58000,3000\nROD,HGV,53000,2800\n".to_owned();
    let (_, found) = week_with(&[("travel.csv", bytes(travel))]);
    let missing = found.iter().filter(|finding| finding.code.0 == "R0010");
    let missing: Vec<String> = missing.map(|finding| finding.facts.join(" ")).collect();
    assert_eq!(missing, ["HUB 3 ROD", "ROD 1 HUB", "EMM 3 HUB", "HGV 3 HUB"]);
}

#[test]
fn school_holidays_close_the_places_that_follow_them_and_no_other() {
    let places = fs::read_to_string(example("C0012").path().join("places.csv")).expect("places");
    let bytes = |text: &str| FileContent::Bytes(text.as_bytes().to_vec());
    let closures = |holidays: &str| {
        let changed = [("places.csv", bytes(&places)), ("school_holidays.csv", bytes(holidays))];
        let (tables, found) = week_with(&changed);
        let closures = tables.closures.iter().filter(|closure| closure.reason == "Herfst");
        let told = closures.map(|of| (of.place, of.first.to_string(), of.last.to_string()));
        (told.collect::<Vec<_>>(), codes(&found))
    };
    let (told, found) = closures("name,first,last\nHerfst,2026-10-10,2026-10-18\n");
    let autumn = (Some(PlaceIdx(3)), "2026-10-10".to_owned(), "2026-10-18".to_owned());
    assert_eq!((told, found), (vec![autumn], vec![]));
    assert_eq!(closures("name,first,last\n").1, ["C0012", "I0009"]);
    let (told, found) = closures("naam,eerste dag,laatste dag\nHerfst,2026-10-18,2026-10-10\n");
    assert_eq!((told.len(), found), (0, vec!["C0006", "C0012"]));
}

#[test]
fn only_loose_items_must_fit_a_crate() {
    let check = |whole_crates: &str, codes_given: &[&str]| {
        let shipments = format!(
            "id,kind,from,to,accepted,ready,items,grams_each,millilitres_each,whole_crates\n\
            S,theme-collection,HUB,ROD,2026-11-23,2026-11-24,1,20000,1000,{whole_crates}\n"
        );
        let (tables, _) = week_with(&[("shipments.csv", FileContent::Bytes(shipments.into()))]);
        assert_eq!(codes(&tables.into_province(settings()).1), codes_given);
    };
    check("2", &[]);
    check("", &["P0002"]);
}

#[test]
fn findings_of_one_kind_are_counted_past_the_limit() {
    let rows =
        (0..FINDINGS_MAX + 7).map(|row| format!("R{row},T1,ROD,2026-11-23,2026-12-14,0,5\n"));
    let text = format!("{}\n{}", REQUESTS.columns.join(","), rows.collect::<String>());
    let (_, found) = week_with(&[("requests.csv", FileContent::Bytes(text.into_bytes()))]);
    assert_eq!(found.errors() as u64, FINDINGS_MAX);
    let note = found.iter().find(|finding| finding.severity == Severity::Note).expect("a note");
    assert_eq!(note.facts, ["I0021", "7"]);
}

#[test]
fn texts_without_stock_make_the_parts_of_a_province() {
    let text = |name: &str| fs::read_to_string(fixtures("small/week").join(name)).expect("a file");
    let names = ["organisations.csv", "places.csv", "access.csv", "vehicles.csv", "drivers.csv"];
    let texts = names.map(|name| (name, text(name)));
    let (tables, found) = read_texts(&texts.each_ref().map(|(name, text)| (*name, text.as_str())));
    assert!(found.is_empty(), "{found:?}");
    let (parts, found) = tables.into_parts(settings());
    assert!(found.is_empty(), "{found:?}");
    let parts = parts.expect("parts");
    assert_eq!((parts.places.len(), parts.titles.len(), parts.vehicles.len()), (6, 0, 2));
}

#[test]
fn a_complete_travel_table_replaces_the_estimate() {
    let (reading, _) = read_folder(example("R0012").path(), &settings()).expect("a folder");
    let travel = reading.expect("a province").travel;
    assert_eq!(travel.source(), &TravelSource::Table);
    let leg = travel.leg(PlaceIdx(0), PlaceIdx(3)).expect("a row of the table");
    assert_eq!((leg.distance.0, leg.duration.0), (19_500, 1_320));
}

#[test]
fn semicolons_decimal_commas_and_crlf_are_read_alike() {
    let as_excel = |name: &str| {
        let text = fs::read_to_string(fixtures("small/week").join(name)).expect("a file");
        let text = text.replace(',', ";").replace('\n', "\r\n");
        let text = text.replace(";6.", ";6,").replace(";52.", ";52,").replace(";53.", ";53,");
        let text = text.replace("2026-11-23", "23-11-2026");
        FileContent::Bytes([b"\xef\xbb\xbf", text.as_bytes()].concat())
    };
    let absent = ["travel.csv", "travel_hours.csv", "detours.csv"];
    let names = SCHEMAS.map(|schema| schema.file).into_iter().filter(|name| !absent.contains(name));
    let files: Vec<(&str, FileContent)> = names.map(|name| (name, as_excel(name))).collect();
    let (tables, found) = week_with(&files);
    assert!(found.is_empty(), "{found:?}");
    let (original, _) = week_with(&[]);
    let parts = |tables: Tables| format!("{:?}", tables.into_parts(settings()));
    assert_eq!(parts(tables), parts(original));
}

/// Damages a file: cuts it, flips bytes, repeats a part, puts in what no file should hold.
fn damaged(bytes: &[u8], number: u64) -> Vec<u8> {
    const POISON: [&[u8]; 12] = [
        b"\0",
        b"\"",
        b"\xff\xfe",
        b"99999999999999999999",
        b"-1",
        b"NaN",
        b"1e309",
        b"\r",
        b";",
        b"\xe2\x80\xae",
        b"\n\n,",
        b"2026-13-45",
    ];
    let mut stream = Seed(7).stream("damage", number);
    let mut damaged = bytes.to_vec();
    for _ in 0..stream.random_range(1..=4) {
        let at = stream.random_range(0..=damaged.len());
        let end = (at + stream.random_range(0..40)).min(damaged.len());
        match stream.random_range(0..5) {
            0 => damaged.truncate(at),
            1 if at < damaged.len() => damaged[at] ^= 1 << stream.random_range(0..8),
            2 => damaged.extend_from_within(at..end),
            3 => drop(damaged.drain(at..end)),
            _ => {
                let poison = POISON[stream.random_range(0..POISON.len())];
                drop(damaged.splice(at..end, poison.iter().copied()));
            }
        }
    }
    damaged
}

#[test]
fn damaged_files_never_panic_and_never_refuse_without_an_error() {
    const DAMAGES: u64 = 2_000;
    let names = SCHEMAS.map(|schema| schema.file);
    let originals = names.map(|name| fs::read(fixtures("small/week").join(name)).ok());
    for number in 0..DAMAGES {
        let rank = usize::try_from(number).expect("a small number") % names.len();
        let mut file = |name: &'static str| {
            let known = names.iter().position(|known| *known == name).expect("a known file");
            let original = originals[known].as_deref();
            match (original, known == rank) {
                (Some(bytes), true) => FileContent::Bytes(damaged(bytes, number)),
                (None, true) => FileContent::Bytes(damaged(b"from,to,metres,seconds\n", number)),
                (Some(bytes), false) => FileContent::Bytes(bytes.to_vec()),
                (None, false) => FileContent::Absent,
            }
        };
        let (tables, found) = Tables::read(Scope::Whole, &mut file);
        let (reading, more) = tables.into_province(settings());
        assert!(
            reading.is_some() || found.errors() + more.errors() > 0,
            "damage {number} of {}",
            names[rank]
        );
    }
}

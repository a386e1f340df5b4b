//! What must not change, or only one way, when the input changes: no oracle is needed.
//!
//! Where the search decides, a property is held against the *stored* plan with changed inputs,
//! which is strict, or against a new plan with the tolerance that is named.

use std::collections::BTreeSet;

use leenroute::app::load;
use leenroute::index::{IndexVec, OrganisationIdx, PlaceIdx, RequestIdx, SquareMatrix, TitleIdx};
use leenroute::kpi::fulfilment;
use leenroute::matching::{CopyLot, Group, OpenRequest, Round, Source, WeekProblem, match_week};
use leenroute::model::ServiceDate;
use leenroute::units::{Cents, Items};
use proptest::prelude::*;
use serde_json::Value;

use super::office::{Office, fixtures};
use super::second_referee::{Opinion, first_opinions, second_opinions};
use super::table::{Table, change_column, change_rows};
use super::week::{plan, week};

/// What both referees say of the stored plan; they must say the same.
#[track_caller]
fn judged(office: &Office) -> Opinion {
    let folders = ["plan".to_owned()];
    let first = first_opinions(office, &folders).remove(0);
    if let Some(mut second) = second_opinions(office, &folders) {
        assert_eq!(first, second.remove(0));
    }
    first
}

/// What a valid plan of a data folder costs.
#[track_caller]
fn planned_cost(office: &Office, data: &str, week: &str) -> i64 {
    let document = office.ask(&format!("plan {data} --week {week} --iterations 400"), 0);
    document["cost_cents"].as_i64().expect("cents")
}

/// The small week and the week of the referee, each with its ISO week.
fn offices() -> [(Office, &'static str); 2] {
    let breakable = Office::empty();
    breakable.lay(&fixtures("referee"), "data");
    [(Office::with_small_week(), "2026-W48"), (breakable, "2026-W18")]
}

#[test]
fn a_stored_plan_holds_and_costs_the_same_in_any_order_of_rows_that_nothing_counts_by() {
    let office = Office::with_breakable_plan();
    let before = judged(&office);
    for name in ["organisations", "access", "closures", "titles", "holdings", "drivers", "travel"] {
        change_rows(&office, &format!("plan/inputs/{name}.csv"), |table| {
            table.rows.iter().rev().cloned().collect()
        });
    }
    assert!(before.rules.is_empty(), "{before:?}");
    assert_eq!(judged(&office), before);
}

/// By so many per cent a new plan may cost more where the search draws other numbers: it counts
/// places and vehicles in the order of the input.
const TOLERANCE_PERCENT: i64 = 2;

#[track_caller]
fn assert_hardly_more(before: i64, after: i64, what: &str) {
    assert!(after * 100 <= before * (100 + TOLERANCE_PERCENT), "{what}: {before}, then {after}");
}

#[test]
fn a_week_costs_the_same_with_the_rows_of_a_file_in_another_order() {
    for (office, week) in offices() {
        let before = planned_cost(&office, "data", week);
        for name in office.names("data").iter().filter(|name| *name != "settings.toml") {
            // Where vehicles outnumber the drivers, the first in the file are those that drive.
            if name == "vehicles.csv" && week == "2026-W18" {
                continue;
            }
            let file = format!("data/{name}");
            let rows = office.read(&file);
            change_rows(&office, &file, |table| table.rows.iter().rev().cloned().collect());
            let after = planned_cost(&office, "data", week);
            office.write(&file, &rows);
            match name.as_str() {
                "places.csv" | "vehicles.csv" => assert_hardly_more(before, after, name),
                _ => assert_eq!(after, before, "{week}, {name}"),
            }
        }
    }
}

/// The columns that name rows of another table, or of their own.
const CODES: [(&str, &[&str]); 9] = [
    ("places", &["id"]),
    ("access", &["place"]),
    ("closures", &["place"]),
    ("holdings", &["title", "place"]),
    ("titles", &["id"]),
    ("requests", &["id", "title", "pickup"]),
    ("shipments", &["id", "from", "to"]),
    ("vehicles", &["id"]),
    ("drivers", &["id"]),
];

/// The codes of all rows that have one.
fn ids(office: &Office) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for (name, _) in CODES.iter().filter(|(_, columns)| columns[0] == "id") {
        let table = Table::read(office, &format!("data/{name}.csv"));
        let at = table.column("id");
        ids.extend(table.rows.into_iter().map(|mut row| row.swap_remove(at)));
    }
    ids
}

#[test]
fn a_plan_is_the_same_up_to_names_when_every_code_is_another() {
    for (office, week) in offices() {
        office.ask(&format!("plan data --week {week} --iterations 200 --out before"), 0);
        // Codes in the opposite order of the alphabet, so that nothing can sort by them.
        let ids = ids(&office);
        let renamed = |code: &str| {
            let opposite =
                code.bytes().map(|byte| char::from(b'A' + b'Z' - byte.clamp(b'A', b'Z')));
            // What is no code of a row, such as an ISBN or `*`, names the same as before.
            if ids.contains(code) {
                opposite.chain(code.chars()).collect()
            } else {
                code.to_owned()
            }
        };
        let mut codes: Vec<(&str, &[&str])> = CODES.to_vec();
        let optional: [(&str, &[&str]); 3] = [
            ("relocations", &["place"]),
            ("travel", &["from", "to"]),
            ("requests", &["only_from"]),
        ];
        let are_there = |(name, columns): &(&str, &[&str])| {
            let name = format!("data/{name}.csv");
            let head = office.path(&name).exists().then(|| office.read(&name));
            let head = head.unwrap_or_default();
            let mut columns = columns.iter();
            columns.all(|column| head.lines().next().is_some_and(|head| head.contains(column)))
        };
        codes.extend(optional.into_iter().filter(are_there));
        for (name, columns) in codes {
            for column in columns {
                change_column(&office, &format!("data/{name}.csv"), column, renamed);
            }
        }
        office.ask(&format!("plan data --week {week} --iterations 200 --out after"), 0);
        let mut text = without_fingerprint(&office.read("before/plan.json"));
        for code in &ids {
            text = text.replace(&format!("\"{code}\""), &format!("\"{}\"", renamed(code)));
        }
        assert_eq!(text, without_fingerprint(&office.read("after/plan.json")), "{week}");
    }
}

fn without_fingerprint(plan: &str) -> String {
    let lines = plan.lines().filter(|line| !line.contains("inputs_fingerprint"));
    lines.collect::<Vec<_>>().join("\n")
}

/// What is changed, and how.
type Change = (&'static str, fn(&Office));

/// Changes the inputs of a stored plan in ways that only allow more.
const MORE: [Change; 6] = [
    ("one more vehicle", |office| {
        change_rows(office, "plan/inputs/vehicles.csv", one_more);
    }),
    ("one more driver", |office| {
        change_rows(office, "plan/inputs/drivers.csv", one_more);
    }),
    ("wider windows in the morning", |office| {
        change_column(office, "plan/inputs/access.csv", "open", |time| {
            if time == "13:00" { time.to_owned() } else { "06:00".to_owned() }
        });
    }),
    ("wider windows in the evening", |office| {
        change_column(office, "plan/inputs/access.csv", "close", |time| {
            if time == "12:00" { time.to_owned() } else { "20:00".to_owned() }
        });
    }),
    ("larger vehicles", |office| {
        change_column(office, "plan/inputs/vehicles.csv", "crates", |_| "99".to_owned());
    }),
    ("one more copy of a title that nobody misses", |office| {
        office.change("plan/inputs/holdings.csv", "T3,ACH,2,2,", "T3,ACH,3,3,");
    }),
];

/// The rows, and the first again under another code.
fn one_more(table: &Table) -> Vec<Vec<String>> {
    let more = std::iter::once("MORE".to_owned()).chain(table.rows[0][1..].iter().cloned());
    table.rows.iter().cloned().chain([more.collect()]).collect()
}

#[test]
fn a_stored_plan_holds_and_costs_the_same_where_the_input_only_allows_more() {
    for (what, change) in MORE {
        let office = Office::with_breakable_plan();
        let before = judged(&office);
        change(&office);
        let after = judged(&office);
        assert_eq!(after, before, "{what}");
        assert!(after.rules.is_empty(), "{what}: {after:?}");
    }
}

#[test]
fn a_week_costs_hardly_more_where_the_input_allows_more() {
    for (what, change) in MORE {
        let office = Office::with_breakable_plan();
        let before = planned_cost(&office, "data", "2026-W18");
        change(&office);
        assert_hardly_more(before, planned_cost(&office, "plan/inputs", "2026-W18"), what);
    }
}

#[test]
fn distances_times_k_cost_k_times_as_much_in_the_referee() {
    let office = Office::with_breakable_plan();
    // A cent a metre: nothing is rounded.
    change_column(&office, "plan/inputs/vehicles.csv", "cents_per_km", |_| "1000".to_owned());
    let plan: Value = serde_json::from_str(&office.read("plan/plan.json")).expect("a plan");
    let routes = plan["routes"].as_array().expect("routes");
    let driven: i64 =
        routes.iter().map(|route| route["distance_metres"].as_i64().expect("metres")).sum();
    let before = judged(&office).cost_cents;
    for k in [2, 3] {
        let office = Office::with_breakable_plan();
        change_column(&office, "plan/inputs/vehicles.csv", "cents_per_km", |_| "1000".to_owned());
        change_column(&office, "plan/inputs/travel.csv", "metres", |metres| {
            (metres.parse::<i64>().expect("metres") * k).to_string()
        });
        assert_eq!(judged(&office).cost_cents - before, (k - 1) * driven);
    }
}

#[test]
fn export_and_import_and_export_again_write_the_same_bytes() {
    for (office, week) in offices() {
        let line = |data: &str, out: &str| {
            format!("plan {data} --week {week} --iterations 200 --out {out}")
        };
        office.ask(&line("data", "one"), 0);
        office.ask(&line("one/inputs", "two"), 0);
        assert!(office.files("one") == office.files("two"), "{week}");
    }
}

/// Every date of a text, so many days later.
fn shifted(text: &str, days: i64) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("2026-") {
        let end = (at + 10).min(rest.len());
        let date: Option<ServiceDate> = rest.get(at..end).and_then(|date| date.parse().ok());
        out.push_str(&rest[..at]);
        match date {
            Some(date) => out.push_str(&date.plus_days(days).to_string()),
            None => out.push_str(&rest[at..end]),
        }
        rest = &rest[end..];
    }
    out + rest
}

#[test]
fn a_week_is_planned_alike_in_any_season_and_the_clock_change_shifts_nothing() {
    let before = Office::with_small_week();
    before.ask("plan data --week 2026-W48 --iterations 400 --out plan", 0);
    let expected = without_fingerprint(&before.read("plan/plan.json"));
    // The clock changes in the night to the last day of weeks 13 and 43.
    for (name, weeks) in [("2026-W13", -35), ("2026-W43", -5), ("2026-W50", 2)] {
        let office = Office::with_small_week();
        let dated =
            ["closures", "holdings", "places", "relocations", "requests", "shipments", "vehicles"];
        for table in dated {
            let file = format!("data/{table}.csv");
            office.write(&file, &shifted(&office.read(&file), weeks * 7));
        }
        office.ask(&format!("plan data --week {name} --iterations 400 --out plan"), 0);
        let plan = without_fingerprint(&office.read("plan/plan.json"));
        let expected = shifted(&expected, weeks * 7).replace("2026-W48", name);
        assert_eq!(plan, expected, "{name}");
    }
}

/// Filled crates that a plan carries out and in, and the bound below them.
fn crates(plan: &Value) -> (usize, i64) {
    let visits = plan["visits"].as_array().expect("visits");
    let sides = visits.iter().flat_map(|visit| [&visit["delivery"], &visit["pickup"]]);
    sides.fold((0, 0), |(used, least), side| {
        let filled = side["crates"].as_array().map_or(0, Vec::len);
        let bag = usize::from(side.get("bag").is_some_and(|bag| !bag.is_null()));
        (used + filled + bag, least + side["crates_at_least"].as_i64().expect("a bound"))
    })
}

#[test]
fn shipments_in_two_halves_fill_the_same_crates() {
    for (office, week) in offices() {
        let line = |out: &str| format!("plan data --week {week} --iterations 200 --out {out}");
        office.ask(&line("whole"), 0);
        change_rows(&office, "data/shipments.csv", |table| {
            let (items, whole) = (table.column("items"), table.column("whole_crates"));
            table.rows.iter().flat_map(|row| halves(row, items, whole)).collect()
        });
        office.ask(&line("halves"), 0);
        let read = |name: &str| serde_json::from_str(&office.read(name)).expect("a plan");
        let (one, two): (Value, Value) = (read("whole/plan.json"), read("halves/plan.json"));
        assert_eq!(one["visits"][0]["date"], two["visits"][0]["date"]);
        assert_eq!(crates(&one), crates(&two), "{week}");
    }
}

/// A row as two rows of half the items, where they can be halved.
fn halves(row: &[String], items: usize, whole: usize) -> Vec<Vec<String>> {
    let number: i64 = row[items].parse().expect("items");
    if !row[whole].is_empty() || number % 2 == 1 {
        return vec![row.to_vec()];
    }
    let half = |suffix: &str| {
        let mut half = row.to_vec();
        half[0] += suffix;
        half[items] = (number / 2).to_string();
        half
    };
    vec![half("a"), half("b")]
}

/// One round of requests for few titles in few places; what is not lent costs far more than all
/// copies together, so that the cheapest choice fills as many requests as can be.
fn one_round(copies: &[(u32, u32, i64)], requests: &[(u32, u32, i64)]) -> WeekProblem {
    const PLACES: usize = 4;
    let open = |(number, (title, pickup, quantity)): (usize, &(u32, u32, i64))| OpenRequest {
        request: RequestIdx(u32::try_from(number).expect("few requests")),
        others: Vec::new(),
        title: TitleIdx(*title),
        only_from: None,
        printed: Vec::new(),
        reprint: Cents(0),
        group: Group::InPart,
        pickup: PlaceIdx(*pickup),
        quantity: Items(*quantity),
        waited_days: 1,
        limit_days: 14,
        own_returns: false,
        price_per_day: Cents(20),
        wait: Cents(1_000_000),
        outside: Cents(1_000_000),
        unfilled: Cents(2_000_000),
    };
    let lot = |(title, lender, available): &(u32, u32, i64)| CopyLot {
        title: TitleIdx(*title),
        lender: PlaceIdx(*lender),
        available: Items(*available),
    };
    let mut lots: Vec<CopyLot> = copies.iter().map(lot).collect();
    lots.sort_by_key(|lot| (lot.title, lot.lender));
    lots.dedup_by_key(|lot| (lot.title, lot.lender));
    let apart = |from: PlaceIdx, to: PlaceIdx| i64::from(from.0.abs_diff(to.0));
    WeekProblem {
        copies: lots,
        returning: Vec::new(),
        pull_capacity: IndexVec::filled(Items(3), PLACES),
        shelf_capacity: IndexVec::filled(Items(4), PLACES),
        fixed_cost: SquareMatrix::from_fn(PLACES, |from, to| Cents(100 + 7 * apart(from, to))),
        organisation: IndexVec::filled(OrganisationIdx(0), PLACES),
        lending_max: IndexVec::filled(None, 1),
        load_steps: Vec::new(),
        rounds: vec![Round {
            lead_days: SquareMatrix::from_fn(PLACES, |from, to| {
                Some(1 + u16::try_from(apart(from, to)).expect("few places"))
            }),
            window: IndexVec::filled(Some(0), PLACES),
            requests: requests.iter().enumerate().map(open).collect(),
        }],
    }
}

fn lent(problem: &WeekProblem) -> i64 {
    let choices = match_week(problem).choices;
    let from_shelves = choices.iter().filter(|choice| matches!(choice.source, Source::Copy(_)));
    from_shelves.map(|choice| choice.quantity.0).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn one_more_copy_never_lowers_the_requests_filled(
        copies in prop::collection::vec((0..4_u32, 0..4_u32, 1..4_i64), 1..8),
        requests in prop::collection::vec((0..4_u32, 0..4_u32, 1..3_i64), 1..10),
        more in 0..8_usize,
    ) {
        let before = one_round(&copies, &requests);
        let mut after = one_round(&copies, &requests);
        let lot = more % after.copies.len();
        after.copies[lot].available += Items(1);
        prop_assert!(lent(&after) >= lent(&before));
    }
}

#[test]
fn one_more_copy_never_lowers_the_requests_that_the_small_week_fills() {
    let filled = |office: &Office| {
        let (loaded, _) = load(&office.path("data")).expect("a folder");
        let loaded = loaded.expect("a province without errors");
        let planned = plan(&loaded, week("2026-W48"), 1, 200);
        fulfilment(&loaded.province, &planned.plan).requests.numerator
    };
    let before = filled(&Office::with_small_week());
    for title in 1..=8 {
        for place in ["ACH", "ASN", "ROD", "EMM", "HGV"] {
            let office = Office::with_small_week();
            change_rows(&office, "data/holdings.csv", |table| {
                let mut rows = table.rows.clone();
                let title = format!("T{title}");
                match rows.iter_mut().find(|row| row[0] == title && row[1] == place) {
                    Some(row) => {
                        for column in [2, 3] {
                            let copies: i64 = row[column].parse().expect("copies");
                            row[column] = (copies + 1).to_string();
                        }
                    }
                    None => rows.push([&title, place, "1", "1", ""].map(str::to_owned).to_vec()),
                }
                rows
            });
            let after = filled(&office);
            assert!(after >= before, "T{title} in {place}: {before}, {after}");
        }
    }
}

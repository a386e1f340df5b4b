//! `match`: who fills which request, proven, compared with what others do, and exported.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::office::Office;

/// A province in which staff can pull little more than is expected of them.
fn tight() -> Office {
    let office = Office::empty();
    let province = "--stops 20 --titles 4000 --copies 6000 --requests 600 --pull-slack 1.05";
    office.ask(&format!("generate data {province}"), 0);
    office
}

fn number(found: &Value, key: &str) -> i64 {
    found[key].as_i64().unwrap_or_else(|| panic!("{key} in {found}"))
}

#[test]
fn the_choice_of_a_week_is_proven_and_fills_every_copy_or_says_that_it_does_not() {
    let found = tight().ask("match data --week 2026-W48", 0);
    assert_eq!(found["certificate_valid"], true);
    let gap = number(&found, "cost") - number(&found, "dual_cost");
    assert!((0..=number(&found, "cost") / 200).contains(&gap), "{found}");
    let sources = found["sources"].as_object().expect("sources");
    let copies = |names: &[&str]| -> i64 {
        names.iter().map(|name| sources[*name].as_i64().expect("a number")).sum()
    };
    let filled = copies(&["own", "elsewhere", "returning", "outside"]);
    assert_eq!(number(&found, "filled"), filled);
    assert_eq!(number(&found, "requests"), filled + copies(&["unfilled"]));
    assert!(number(&found, "filled_in_province") <= copies(&["own", "elsewhere", "returning"]));
    let full = found["binding_lenders"].as_array().expect("lenders");
    assert!(!full.is_empty(), "nobody is full in a tight province");
    for lender in full {
        assert!(number(lender, "price_cents") > 0 && lender["leaves"].is_string(), "{lender}");
    }
}

#[test]
fn what_others_do_costs_more_and_proves_nothing() {
    let office = tight();
    let best = office.ask("match data --week 2026-W48", 0);
    for policy in ["each-morning", "fixed-list", "nearest-first", "per-title", "loan-ratio"] {
        let found = office.ask(&format!("match data --week 2026-W48 --policy {policy}"), 0);
        assert_eq!(found["policy"], policy);
        assert_eq!(found["requests"], best["requests"], "{policy}");
        assert!(number(&found, "cost") > number(&best, "cost"), "{policy}: {found}");
        assert_eq!(
            (&found["dual_cost"], &found["certificate_valid"]),
            (&Value::Null, &false.into())
        );
    }
}

/// Adds the rows of an export up again: supplies met, capacities and bundles kept; what the flow
/// costs, and what the potentials prove that no flow undercuts.
fn audit(rows: &[csv::StringRecord]) -> (i128, i128) {
    let field = |row: &csv::StringRecord, at: usize| -> i64 { row[at].parse().expect("a number") };
    let (nodes, arcs): (Vec<_>, Vec<_>) = rows.iter().partition(|row| &row[0] == "node");
    let nodes: Vec<(i64, i64)> = nodes.iter().map(|row| (field(row, 2), field(row, 3))).collect();
    let mut left: Vec<i64> = nodes.iter().map(|(supply, _)| *supply).collect();
    let mut bound: i128 =
        nodes.iter().map(|(supply, potential)| i128::from(*supply) * i128::from(*potential)).sum();
    let mut bundles: BTreeMap<String, (i64, i64, i128)> = BTreeMap::new();
    let mut cost = 0_i128;
    for arc in arcs {
        let [from, to] = [4, 5].map(|at| usize::try_from(field(arc, at)).expect("a node"));
        let [capacity, price, flow] = [6, 7, 8].map(|at| field(arc, at));
        assert!((0..=capacity).contains(&flow), "{arc:?}");
        left[from] -= flow;
        left[to] += flow;
        cost += i128::from(price) * i128::from(flow);
        let reduced = i128::from(price) - i128::from(nodes[from].1) + i128::from(nodes[to].1);
        if arc[12].is_empty() {
            bound += i128::from(capacity) * reduced.min(0);
        } else {
            let bundle = bundles.entry(arc[12].to_owned()).or_insert((capacity, 0, 0));
            bundle.1 += flow;
            bundle.2 = bundle.2.min(reduced);
        }
    }
    assert!(left.iter().all(|units| *units == 0), "{left:?}");
    for (name, (capacity, flow, reduced)) in bundles {
        assert!(flow <= capacity, "bundle {name}: {flow} of {capacity}");
        bound += i128::from(capacity) * reduced;
    }
    (cost, bound)
}

fn exported(text: &str) -> Vec<csv::StringRecord> {
    let mut table = csv::Reader::from_reader(text.as_bytes());
    table.records().map(|row| row.expect("a row")).collect()
}

#[test]
fn the_exported_proof_adds_up_and_is_the_same_for_any_number_of_threads() {
    let office = tight();
    let found = office.ask("match data --week 2026-W48 --export one.csv --threads 1", 0);
    office.ask("match data --week 2026-W48 --export three.csv --threads 3", 0);
    let text = office.read("one.csv");
    assert!(text == office.read("three.csv"), "threads differ");
    let (cost, bound) = audit(&exported(&text));
    assert!(bound <= cost);
    // The gap in the document is the one that adds up, to a cent.
    let told = i128::from(number(&found, "cost") - number(&found, "dual_cost"));
    let share = (cost - bound) as f64 / cost as f64 * number(&found, "cost") as f64;
    assert!((told as f64 - share).abs() <= 1.0, "{told} for {share}");
}

#[test]
fn a_target_is_reached_or_proven_out_of_reach_with_what_stands_in_the_way() {
    let office = tight();
    let plain = office.ask("match data --week 2026-W48", 0);
    let asked = number(&plain, "requests");
    let share = number(&plain, "filled_in_province") as f64 / asked as f64 * 100.0;
    let below = format!("match data --week 2026-W48 --target {}", share.floor());
    let reached = office.ask(&below, 0);
    assert_eq!(reached["target"]["outcome"], "reached");
    assert_eq!(reached["cost"], plain["cost"]);
    let missed = office.ask("match data --week 2026-W48 --target 99.9", 0);
    assert_eq!(missed["target"]["outcome"], "out-of-reach", "{}", missed["target"]);
    let most = |key: &str| missed["target"][key].as_f64().expect("a share");
    let filled = number(&missed, "filled_in_province") as f64 / asked as f64 * 100.0;
    let (here, anytime) =
        (most("within_reach_percent"), most("within_reach_of_any_timetable_percent"));
    assert!(filled < here + 0.1 && here <= anytime && anytime < 99.9, "{filled} {here} {anytime}");
    let short = missed["short"].as_array().expect("lines");
    let copies: i64 = short.iter().map(|line| number(line, "copies")).sum();
    assert_eq!(copies, asked - number(&missed, "filled_in_province"));
    for line in short {
        let is_outside = line["source"] == "outside";
        assert!(line["reason"].is_string(), "{line}");
        assert_eq!(line["fee_cents"].is_i64() && line["cost_centre"].is_string(), is_outside);
    }
    let told = office.run("match data --week 2026-W48 --target 99.9 --lang en");
    assert!(told.stdout.contains("99.9 %: not reached"), "{told:?}");
    for wrong in ["101", "95.55", "-1", "x", ""] {
        let refused = office.run(&format!("match data --week 2026-W48 --target={wrong}"));
        assert_eq!(refused.code, 2, "{wrong}");
    }
}

#[test]
fn a_request_is_explained_by_what_serves_it_and_what_might_have() {
    let office = tight();
    let number = |row: &str| row.split(',').next().expect("a number").to_owned();
    let requests = office.read("data/requests.csv");
    let numbers: Vec<String> = requests.lines().skip(1).take(40).map(number).collect();
    let asked: Vec<String> = numbers.iter().map(|of| format!("--request {of}")).collect();
    let found = office.ask(&format!("match data --week 2026-W48 {}", asked.join(" ")), 0);
    let explained = found["explained"].as_array().expect("explanations");
    assert_eq!(explained.len(), numbers.len());
    for (one, number) in explained.iter().zip(&numbers) {
        assert_eq!(one["request"], **number);
        let offers = |key: &str| one[key].as_array().expect("offers").clone();
        assert!(!offers("chosen").is_empty() && offers("alternatives").len() <= 3, "{one}");
        for offer in offers("chosen").iter().chain(&offers("alternatives")) {
            assert_eq!(offer["arrives"].is_string(), offer["source"] == "copy", "{offer}");
        }
    }
    let unknown = office.run("match data --week 2026-W48 --request nobody");
    assert_eq!(unknown.code, 2, "{unknown:?}");
    assert!(unknown.stderr.contains("nobody"), "{unknown:?}");
}

#[test]
fn an_export_replaces_nothing_unasked_and_needs_a_proof() {
    let office = Office::with_small_week();
    office.write("flow.csv", "mine");
    let refused = office.run("match data --week 2026-W48 --export flow.csv");
    assert_eq!((refused.code, office.read("flow.csv").as_str()), (4, "mine"), "{refused:?}");
    office.ask("match data --week 2026-W48 --export flow.csv --force", 0);
    assert!(office.read("flow.csv").starts_with("kind,number,"));
    let unproven = office.run("match data --week 2026-W48 --export none.csv --policy per-title");
    assert_eq!(unproven.code, 2, "{unproven:?}");
    assert!(!office.path("none.csv").exists() && !office.path("flow.csv.part").exists());
}

#[test]
fn a_line_that_found_nothing_gets_its_next_supplier_and_nobody_elses_changes() {
    let office = tight();
    let before = office.ask("match data --week 2026-W48 --export flow.csv", 0);
    let flows = office.read("flow.csv");
    let rows = exported(&flows);
    let lent = |row: &&csv::StringRecord| {
        !["", "returning", "outside", "unfilled"].contains(&&row[10]) && &row[8] != "0"
    };
    let lent: Vec<&csv::StringRecord> = rows.iter().filter(lent).take(5).collect();
    let mut failed = vec!["request,place,date".to_owned()];
    failed.extend(lent.iter().map(|row| format!("{},{},2026-11-24", &row[9], &row[10])));
    office.write("failed.csv", &failed.join("\n"));
    let after = office.ask("match data --week 2026-W48 --failed failed.csv", 0);
    assert_eq!((&before["cost"], &before["sources"]), (&after["cost"], &after["sources"]));
    let replaced = after["replaced"].as_array().expect("lines");
    assert_eq!(replaced.len(), lent.len());
    for line in replaced {
        assert_eq!((&line["date"], &line["items"]), (&"2026-11-24".into(), &1.into()), "{line}");
        assert_eq!(line["arrives"].is_string(), line["source"] == "copy", "{line}");
    }
    let told = office.run("match data --week 2026-W48 --failed failed.csv --lang en");
    assert!(told.stdout.contains("Not on the shelf"), "{told:?}");
}

#[test]
fn a_line_of_a_plans_own_pull_list_gets_its_next_supplier_by_the_plans_own_visits() {
    let office = Office::with_plan();
    let plan: Value = serde_json::from_str(&office.read("plan/plan.json")).expect("a plan");
    let told = office.ask("match plan", 0);
    let supplies = plan["supplies"].as_array().expect("supplies");
    let copies: i64 = supplies.iter().map(|supply| number(supply, "quantity")).sum();
    assert_eq!((&told["policy"], number(&told, "requests")), (&"plan".into(), copies));
    let shelf = |supply: &&Value| supply["source"]["shelf"].is_string();
    let lent = supplies.iter().find(shelf).expect("a copy that somebody lends");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let (request, place) = (text(&lent["request"]), text(&lent["source"]["shelf"]));
    let row = format!("{request},{place},2026-11-23");
    office.write("failed.csv", &format!("request,place,date\n{row}"));
    let after = office.ask("match plan --failed failed.csv", 0);
    let replaced = after["replaced"].as_array().expect("lines");
    assert_eq!((replaced.len(), &replaced[0]["request"]), (1, &request.into()));
    assert_eq!(after["sources"], told["sources"]);
    for (line, code) in [
        ("match plan --week 2026-W47", 2),
        ("match data", 2),
        ("match plan --target 90", 2),
        ("match plan --week 2026-W48", 0),
    ] {
        assert_eq!(office.run(line).code, code, "{line}");
    }
}

#[test]
fn lines_that_nobody_was_to_pull_are_all_named_and_nothing_is_replaced() {
    let office = Office::with_small_week();
    let place = office.read("data/places.csv");
    let place = place.lines().nth(1).and_then(|row| row.split(',').next()).expect("a place");
    office.write(
        "failed.csv",
        &format!("request,place,date\nX1,{place},2026-11-24\nX2,{place},2026-11-24\n"),
    );
    let refused = office.run("match data --week 2026-W48 --failed failed.csv");
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.stderr.contains("X1") && refused.stderr.contains("X2"), "{refused:?}");
    assert_eq!(office.run("match data --week 2026-W48 --failed absent.csv").code, 4);
}

#[test]
fn a_copy_fails_once_and_in_its_week_and_what_is_refused_writes_no_export() {
    let office = tight();
    office.ask("match data --week 2026-W48 --export flow.csv", 0);
    let flows = office.read("flow.csv");
    let rows = exported(&flows);
    let lent = rows.iter().find(|row| {
        &row[8] == "1" && !["", "returning", "outside", "unfilled"].contains(&&row[10])
    });
    let lent = lent.expect("a copy that somebody lends");
    let row = |date: &str| format!("{},{},{date}", &lent[9], &lent[10]);
    for (rows, code) in [
        (vec![row("2026-11-24")], 0),
        (vec![row("2026-11-24"), row("2026-11-24")], 3),
        (vec![row("2026-11-24"), row("2026-11-25")], 3),
        (vec![row("2026-11-30")], 3),
    ] {
        office.write("failed.csv", &format!("request,place,date\n{}", rows.join("\n")));
        let line = "match data --week 2026-W48 --failed failed.csv --export out.csv";
        assert_eq!(office.run(line).code, code, "{rows:?}");
        assert_eq!(office.path("out.csv").exists(), code == 0, "{rows:?}");
        if code == 0 {
            office.remove("out.csv");
        }
    }
}

#[test]
fn the_words_name_who_fills_the_requests_in_both_languages() {
    let office = Office::with_small_week();
    let dutch = office.run("match data --week 2026-W48");
    assert!(dutch.stdout.contains("Bewezen"), "{dutch:?}");
    let english = office.run("match data --week 2026-W48 --lang en");
    assert!(english.stdout.contains("Proven"), "{english:?}");
}

#[test]
fn a_printed_list_is_left_only_for_more_than_it_costs() {
    let office = Office::with_plan();
    let again = "match data --week 2026-W48 --printed plan";
    let settings = "data/settings.toml";
    office.change(settings, "\n[fulfilment]\n", "\n[fulfilment]\nreprint_cents = 0\n");
    let free = office.ask(again, 0);
    // Before the plan there was another timetable, under which others are cheaper.
    assert_ne!(free["reprinted"], json!([]), "{free}");
    office.change(settings, "reprint_cents = 0", "reprint_cents = 100000");
    let kept = office.ask(again, 0);
    assert_eq!(kept["reprinted"], json!([]), "{kept}");
    // A copy that was to be pulled is lent meanwhile.
    office.change("data/holdings.csv", "T1,HGV,1,1,", "T1,HGV,1,0,");
    let changed = office.ask(again, 0);
    assert_eq!(changed["reprinted"], json!(["R01"]), "{changed}");
    assert_eq!(office.run("match plan --printed plan").code, 2);
}

#![expect(clippy::float_cmp, reason = "the expected numbers are exact in binary")]

use proptest::prelude::*;

use super::*;
use crate::model::instance::{Backhauls, Kind, Reload, Span, Travel};

/// The invented instances, each with its form.
const TINY: [(&str, Form, &str); 10] = [
    ("tiny-pvrp", Form::Cordeau, include_str!("../../../fixtures/instances/tiny-pvrp")),
    ("tiny-mdvrp", Form::Cordeau, include_str!("../../../fixtures/instances/tiny-mdvrp")),
    ("tiny-mdpvrp", Form::Cordeau, include_str!("../../../fixtures/instances/tiny-mdpvrp")),
    ("tiny-cvrp.vrp", Form::Vrplib, include_str!("../../../fixtures/instances/tiny-cvrp.vrp")),
    ("tiny-mtvrp.vrp", Form::Vrplib, include_str!("../../../fixtures/instances/tiny-mtvrp.vrp")),
    ("tiny-rich.vrp", Form::Vrplib, include_str!("../../../fixtures/instances/tiny-rich.vrp")),
    ("tiny-vrptw.txt", Form::Solomon, include_str!("../../../fixtures/instances/tiny-vrptw.txt")),
    ("tiny-spd.vrpspd", Form::Lkh, include_str!("../../../fixtures/instances/tiny-spd.vrpspd")),
    (
        "tiny-spdtw.vrpspdtw",
        Form::Lkh,
        include_str!("../../../fixtures/instances/tiny-spdtw.vrpspdtw"),
    ),
    ("tiny-vroom.json", Form::Vroom, include_str!("../../../fixtures/instances/tiny-vroom.json")),
];

fn text(name: &str) -> &'static str {
    TINY.iter().find(|(tiny, ..)| *tiny == name).expect("a tiny instance").2
}

fn read(file: &str, text: &str) -> InstanceReading {
    read_instance_text(file, text.as_bytes(), None, None)
}

fn tiny(name: &str) -> Instance {
    let reading = read(name, text(name));
    assert_eq!(reading.found.errors(), 0, "{:?}", reading.found);
    reading.instance.expect("an instance")
}

/// The codes, rows and columns of what is found in a tiny instance with a text replaced.
fn found(name: &str, from: &str, to: &str) -> Vec<(&'static str, Option<u64>, Option<String>)> {
    assert!(text(name).contains(from), "{from}");
    let reading = read(name, &text(name).replacen(from, to, 1));
    assert!(reading.instance.is_none(), "{from} -> {to}");
    let findings = reading.found.iter();
    let errors = findings.filter(|of| of.severity == crate::diagnostic::Severity::Error);
    errors.map(|of| (of.code.0, of.span.row, of.span.column.clone())).collect()
}

fn codes(name: &str, from: &str, to: &str) -> Vec<&'static str> {
    found(name, from, to).into_iter().map(|(code, ..)| code).collect()
}

#[test]
fn every_form_is_known_by_its_look_and_read() {
    for (name, form, text) in TINY {
        let reading = read(name, text);
        assert_eq!(reading.form, Some(form), "{name}");
        assert!(reading.instance.is_some(), "{name}: {:?}", reading.found);
    }
}

#[test]
fn the_highest_bit_of_a_pattern_is_the_first_day() {
    let instance = tiny("tiny-pvrp");
    assert_eq!((instance.kind, instance.days, instance.customers.len()), (Kind::Pvrp, 3, 6));
    assert_eq!(instance.customers[0].patterns, [0b101, 0b110]);
    assert_eq!(instance.fleets.len(), 1);
    assert_eq!((instance.fleets[0].days, instance.fleets[0].count), (0b111, Some(2)));
    assert_eq!(instance.fleets[0].duration_max, None);
}

#[test]
fn days_with_limits_of_their_own_have_fleets_of_their_own() {
    let reading = read("a", &text("tiny-pvrp").replacen("0 20\n0 20", "0 20\n90 20", 1));
    let fleets = reading.instance.expect("an instance").fleets;
    let days: Vec<_> = fleets.iter().map(|fleet| (fleet.days, fleet.duration_max)).collect();
    assert_eq!(days, [(0b101, None), (0b010, Some(90.0))]);
}

#[test]
fn depots_are_the_nodes_without_patterns_first_or_last() {
    let last = tiny("tiny-mdvrp");
    assert_eq!(last.depots.iter().map(|depot| depot.number).collect::<Vec<_>>(), [7, 8]);
    assert_eq!(last.fleets.len(), 2);
    assert_eq!(last.customers[0].fleets, 0b11);
    let first = tiny("tiny-mdpvrp");
    assert_eq!(first.depots.iter().map(|depot| depot.number).collect::<Vec<_>>(), [0, 1]);
    assert_eq!((first.days, first.customers.len()), (2, 5));
    assert!(first.customers.iter().all(|customer| customer.windows.is_empty()));
    let notes = read("a", text("tiny-mdpvrp")).found;
    assert_eq!(notes.iter().map(|of| of.code.0).collect::<Vec<_>>(), ["V0013"]);
}

#[test]
fn a_customer_on_the_depot_who_fills_a_vehicle_is_left_out_and_no_other() {
    let on_depot = "6   0.0   0.0 0 20 2 3 3 5 6";
    let text = text("tiny-pvrp").replacen("6   0.0 -11.0 0  6 2 3 3 5 6", on_depot, 1);
    let reading = read("a", &text);
    assert_eq!(reading.instance.expect("an instance").customers.len(), 5);
    assert_eq!(reading.found.iter().next().map(|of| of.code.0), Some("V0011"));
    let reading = read("a", &text.replacen("0 20 2 3", "0 19 2 3", 1));
    assert_eq!(reading.instance.expect("an instance").customers.len(), 6);
}

#[test]
fn a_frequency_of_0_beside_patterns_gives_way_to_them() {
    let reading = read("a", &text("tiny-pvrp").replacen("0  3 1 3 1 2 4", "0  3 0 3 1 2 4", 1));
    assert_eq!(reading.found.iter().next().map(|of| of.code.0), Some("V0012"));
    assert_eq!(reading.instance.expect("an instance").customers[4].patterns, [4, 2, 1]);
}

#[test]
fn cordeau_files_that_are_damaged_are_told_with_their_lines() {
    let cell = |row, column: &str| ("V0005", Some(row), Some(column.to_owned()));
    assert_eq!(found("tiny-pvrp", "12.0   5.0", "x   5.0"), [cell(6 + 1, "x")]);
    assert_eq!(found("tiny-pvrp", "0  5 2", "0  -5 2"), [cell(6, "demand")]);
    assert_eq!(found("tiny-pvrp", "2 2 5 3", "2 2 5 9"), [cell(6, "pattern")]);
    assert_eq!(found("tiny-pvrp", "1 2 6 3", "1 2 1000000000 3"), [cell(1, "n")]);
    assert_eq!(found("tiny-pvrp", "1 2 6 3", "1 0 6 3"), [cell(1, "m")]);
    assert_eq!(codes("tiny-pvrp", "1 2 6 3", "4 2 6 3"), ["V0008"]);
    assert_eq!(codes("tiny-pvrp", "2 2 5 3", "2 3 5 3"), ["V0006"]);
    assert_eq!(codes("tiny-pvrp", "1 2 6 3", "1 2 7 3"), ["V0007"]);
    assert_eq!(codes("tiny-pvrp", " 2  12.0", " 1  12.0"), ["V0009"]);
    assert_eq!(codes("tiny-mdpvrp", "8\t2\t5\t2\t2", "8\t2\t5\t2"), ["V0006"]);
    assert_eq!(codes("tiny-mdpvrp", "120\t15\n", "120\t14\n"), ["V0008"]);
    assert_eq!(codes("tiny-mdvrp", " 8  -8.0   0.0 0  0 0 0\n", ""), ["V0007"]);
}

#[test]
fn a_table_by_rows_is_laid_out_and_vehicles_are_joined() {
    let instance = tiny("tiny-rich.vrp");
    assert_eq!((instance.kind, instance.backhauls), (Kind::Vrpb, Backhauls::Last));
    let distance = |from, to| instance.travels[0].distance(instance.convention, from, to);
    assert_eq!((distance(0, 1), distance(4, 2), distance(2, 4)), (10.0, 9.0, 9.0));
    let counts: Vec<_> = instance.fleets.iter().map(|fleet| fleet.count).collect();
    assert_eq!(counts, [Some(2), Some(1)]);
    assert_eq!(instance.fleets[1].numbers, [3]);
    assert_eq!(instance.fleets[1].duration_max, Some(120.0));
    assert_eq!(instance.customers[1].fleets, 0b01);
    assert_eq!(instance.customers[2].fleets, 0b11);
    assert_eq!((instance.customers[3].pickup, instance.customers[3].service), ([6, 0], 2.0));
}

#[test]
fn weights_may_be_rows_above_the_diagonal_or_with_it() {
    let upper = "UPPER_ROW\nSERVICE_TIME : 2\nEDGE_WEIGHT_SECTION\n\
                 10 14 9 20 7\n8 12 11 13\n15 9 16\n25 6\n22\n";
    let head = text("tiny-rich.vrp").split("LOWER_ROW").next().expect("a head");
    let rest = text("tiny-rich.vrp").split_once("DEMAND_SECTION").expect("demands").1;
    let whole = format!("{head}{upper}DEMAND_SECTION{rest}");
    let reading = read("tiny-rich.vrp", &whole);
    assert_eq!(reading.instance.expect("an instance").travels, tiny("tiny-rich.vrp").travels);
    let diagonal = whole.replace("UPPER_ROW", "UPPER_DIAG_ROW").replace(
        "10 14 9 20 7\n8 12 11 13\n15 9 16\n25 6\n22\n",
        "0 10 14 9 20 7 0 8 12 11 13 0 15 9 16 0 25 6 0 22 0\n",
    );
    let reading = read("tiny-rich.vrp", &diagonal);
    assert_eq!(reading.instance.expect("an instance").travels, tiny("tiny-rich.vrp").travels);
}

#[test]
fn sets_have_their_conventions_and_the_caller_may_overrule_them() {
    let convention = |name| tiny(name).convention;
    assert_eq!(convention("tiny-cvrp.vrp"), Convention::Round);
    assert_eq!(convention("tiny-vrptw.txt"), Convention::Dimacs);
    assert_eq!(convention("tiny-pvrp"), Convention::Exact);
    assert_eq!(convention("tiny-spdtw.vrpspdtw"), Convention::Exact);
    let overruled =
        |name| read_instance_text(name, text(name).as_bytes(), None, Some(Convention::Exact));
    let reading = overruled("tiny-cvrp.vrp");
    assert_eq!(reading.instance.expect("an instance").convention, Convention::Exact);
    assert!(reading.found.is_empty());
    let reading = overruled("tiny-spd.vrpspd");
    assert!(reading.found.iter().any(|of| of.code.0 == "V0014"), "{:?}", reading.found);
}

#[test]
fn vehicles_reload_at_their_depot_as_often_as_the_file_says() {
    let instance = tiny("tiny-mtvrp.vrp");
    let reload = Reload { node: 0, trips_max: Some(3), duration: 5.0 };
    assert_eq!((instance.kind, instance.fleets.len()), (Kind::Rich, 1));
    assert_eq!(instance.fleets[0].reload, Some(reload));
    let with = |from: &str, to: &str| {
        let reading = read("tiny-mtvrp.vrp", &text("tiny-mtvrp.vrp").replacen(from, to, 1));
        (reading.found, reading.instance.expect("an instance").fleets)
    };
    let most = "VEHICLES_MAX_RELOADS : 2\n";
    let (_, endless) = with(most, "");
    assert_eq!(endless[0].reload, Some(Reload { trips_max: None, ..reload }));
    let (_, differing) = with(most, "VEHICLES_MAX_RELOADS_SECTION\n1 2\n2 0\n");
    assert_eq!(differing[1].reload, Some(Reload { trips_max: Some(1), ..reload }));
    let (_, one) = with("1 1\n2 1\nDEPOT", "1\n2 1\nDEPOT");
    assert_eq!([one[0].reload, one[1].reload], [None, Some(reload)]);
    let (found, never) = with("VEHICLES_RELOAD_DEPOT_SECTION\n1 1\n2 1\n", "");
    assert!(never[0].reload.is_none());
    assert_eq!(found.iter().map(|of| of.code.0).collect::<Vec<_>>(), ["V0013"]);
    let bad = |from: &str, to: &str| codes("tiny-mtvrp.vrp", from, to);
    assert_eq!(bad("1 1\n2 1\nDEPOT", "1 1\n2 3\nDEPOT"), ["V0010"], "no depot");
    assert_eq!(bad("1 1\n2 1\nDEPOT", "1 1\n2 1 1\nDEPOT"), ["V0008"], "two places");
    assert_eq!(bad("1 1\n2 1\nDEPOT", "1 1\nDEPOT"), ["V0007"]);
    assert_eq!(bad(most, "VEHICLES_MAX_RELOADS : -1\n"), ["V0005", "V0005"]);
}

#[test]
fn solomon_windows_vehicles_and_the_end_of_the_day_are_limits() {
    let instance = tiny("tiny-vrptw.txt");
    assert_eq!(instance.name, "tiny-vrptw");
    assert_eq!((instance.fleets[0].count, instance.fleets[0].shift.close), (Some(4), 200.0));
    assert_eq!(instance.customers[1].windows, [Span { open: 30.0, close: 60.0 }]);
    let cell = |row, column: &str| ("V0005", Some(row), Some(column.to_owned()));
    assert_eq!(found("tiny-vrptw.txt", "30         60", "30         29"), [cell(12, "DUE")]);
    assert_eq!(found("tiny-vrptw.txt", "    2      12", "    4      12"), [cell(12, "CUST NO.")]);
    assert_eq!(found("tiny-vrptw.txt", "  4         15", "  4         NaN"), [cell(5, "CAPACITY")]);
    assert_eq!(codes("tiny-vrptw.txt", "60          5\n", "60\n"), ["V0006"]);
}

#[test]
fn vehicles_are_a_limit_with_windows_and_a_hint_without() {
    let without = tiny("tiny-spd.vrpspd");
    assert_eq!((without.kind, without.fleets[0].count), (Kind::Vrpspd, None));
    assert_eq!(without.travels[0].distance(Convention::Exact, 0, 2), 20.0);
    assert_eq!((without.customers[0].pickup, without.customers[0].delivery), ([3, 0], [5, 0]));
    assert!(without.customers[0].windows.is_empty() && without.fleets[0].duration_max.is_none());
    let with = tiny("tiny-spdtw.vrpspdtw");
    assert_eq!((with.kind, with.fleets[0].count), (Kind::Vrpspdtw, Some(3)));
    assert_eq!(with.fleets[0].shift.close, 100.0);
    assert_eq!(with.customers[1].windows, [Span { open: 10.0, close: 60.0 }]);
}

#[test]
fn a_distance_limits_time_and_goes_with_no_window() {
    let limited = text("tiny-spd.vrpspd").replacen("DISTANCE : 0", "DISTANCE : 160", 1);
    let reading = read("a", &limited);
    assert_eq!(reading.instance.expect("an instance").fleets[0].duration_max, Some(160.0));
    let limit = "CAPACITY : 10\nDISTANCE : 160\n";
    assert_eq!(codes("tiny-spdtw.vrpspdtw", "CAPACITY : 10\n", limit), ["V0015"]);
}

#[test]
fn fields_that_nothing_honours_are_refused() {
    let with =
        |line: &str| codes("tiny-cvrp.vrp", "CAPACITY : 15\n", &format!("CAPACITY : 15\n{line}\n"));
    assert_eq!(with("VEHICLES_UNIT_DURATION_COST : 2"), ["V0008"]);
    assert_eq!(with("RELEASE_TIME_SECTION\n1 5"), ["V0008"]);
    assert_eq!(with("CAPACITY : 16"), ["V0015"]);
    assert_eq!(codes("tiny-cvrp.vrp", "EUC_2D", "GEO"), ["V0008"]);
    assert_eq!(codes("tiny-cvrp.vrp", "TYPE : CVRP", "TYPE : TSP"), ["V0008"]);
    assert_eq!(codes("tiny-cvrp.vrp", "\t1\n\t-1", "\t1\n\t2\n\t-1")[0], "V0004");
    assert_eq!(codes("tiny-cvrp.vrp", "DEPOT_SECTION\n\t1\n\t-1\n", ""), ["V0004"]);
    assert_eq!(codes("tiny-spd.vrpspd", "PICKUP_AND_DELIVERY_SECTION", "A_SECTION"), ["V0008"]);
    assert_eq!(codes("tiny-spd.vrpspd", "TYPE : VRPSPD", "TYPE : PDPTW"), ["V0008"]);
}

#[test]
fn vrplib_files_that_are_damaged_are_told_with_their_lines() {
    let cell = |row, column: &str| ("V0005", Some(row), Some(column.to_owned()));
    let bad = |from: &str, to: &str| found("tiny-cvrp.vrp", from, to);
    assert_eq!(bad("DIMENSION : 7", "DIMENSION : 1000000000"), [cell(4, "DIMENSION")]);
    assert_eq!(bad("DIMENSION : 7", "DIMENSION : -1"), [cell(4, "DIMENSION")]);
    assert_eq!(bad("2\t10\t0", "2\tnan\t0"), [cell(9, "x")]);
    assert_eq!(bad("3\t6\n", "3\t-6\n"), [cell(18, "DEMAND_SECTION")]);
    assert_eq!(codes("tiny-cvrp.vrp", "7\t0\t-11\n", ""), ["V0007"]);
    assert_eq!(codes("tiny-cvrp.vrp", "7\t0\t-11\n", "8\t0\t-11\n"), ["V0005"]);
    assert_eq!(codes("tiny-cvrp.vrp", "7\t0\t-11\n", "6\t0\t-11\n"), ["V0009"]);
    assert_eq!(codes("tiny-cvrp.vrp", "DIMENSION : 7\n", ""), ["V0004"]);
    assert_eq!(codes("tiny-rich.vrp", "9 12 15\n", "9 12\n"), ["V0007"]);
    assert_eq!(codes("tiny-rich.vrp", "2 9\n3 12\n", "2 9\n"), ["V0007"]);
}

#[test]
fn jobs_may_be_left_out_at_a_price_and_alike_vehicles_are_one_fleet() {
    let instance = tiny("tiny-vroom.json");
    assert_eq!(instance.customers.len(), 4);
    let prizes: Vec<_> = instance.customers.iter().map(|of| of.prize.unwrap_or(0.0)).collect();
    assert!(prizes[0] > 2.0 * 500.0 && prizes[2] == 10.0 * prizes[0], "{prizes:?}");
    let fleets: Vec<_> = instance.customers.iter().map(|of| of.fleets).collect();
    assert_eq!(fleets, [0b11, 0b01, 0b11, 0]);
    assert_eq!((instance.fleets[1].start, instance.fleets[1].end), (0, 4));
    let Travel::Table { nodes, distance, .. } = &instance.travels[0] else { panic!("no table") };
    assert_eq!((*nodes, distance[5], distance[9]), (5, 300.0, 0.0));
    let twins = text("tiny-vroom.json").replacen(
        "\"start_index\": 0, \"capacity\": [8]",
        "\"start_index\": 0, \"end_index\": 0, \"capacity\": [8], \"skills\": [1]",
        1,
    );
    let instance = read("a", &twins).instance.expect("an instance");
    assert_eq!(instance.fleets.len(), 1);
    assert_eq!(instance.fleets[0].numbers, [1, 2]);
}

#[test]
fn vroom_problems_that_ask_for_more_are_refused_by_their_keys() {
    let key = |from: &str, to: &str| {
        let found = found("tiny-vroom.json", from, to);
        found
            .into_iter()
            .map(|(code, _, column)| (code, column.unwrap_or_default()))
            .collect::<Vec<_>>()
    };
    let told = |code, key: &str| vec![(code, key.to_owned())];
    let shipments = "\"shipments\": [{}], \"jobs\": [";
    assert_eq!(key("\"jobs\": [", shipments), told("V0008", "shipments"));
    let breaks = "\"id\": 2, \"breaks\": [{\"id\": 1}],";
    assert_eq!(key("\"id\": 2,", breaks), told("V0008", "vehicles[1].breaks"));
    assert_eq!(key("\"pickup\": [5]", "\"pickup\": [-5]"), told("V0005", "jobs[2].pickup"));
    assert_eq!(
        key("\"location_index\": 3", "\"location_index\": 4"),
        told("V0005", "jobs[2].location_index")
    );
    assert_eq!(key("[[0, 3600]]", "[[3600, 0]]"), told("V0005", "jobs[0].time_windows"));
    let limits = "\"id\": 2, \"max_travel_time\": 900, \"max_distance\": 9,";
    assert_eq!(codes("tiny-vroom.json", "\"id\": 2,", limits), ["V0004", "V0015"]);
    assert_eq!(codes("tiny-vroom.json", "\"id\": 12", "\"id\": 11"), ["V0009"]);
    assert_eq!(codes("tiny-vroom.json", "300, 400", "400"), ["V0007"]);
    assert_eq!(found("tiny-vroom.json", "\"id\": 2,", "\"id\": 2")[0].0, "V0016");
    assert_eq!(codes("tiny-vroom.json", "\"matrices\"", "\"matrix\"")[0], "V0004");
}

#[test]
fn bytes_that_are_no_text_and_texts_without_a_form_are_told() {
    let reading = read_instance_text("a", b"NAME\n\xff\xfe\n", None, None);
    let finding = reading.found.iter().next().expect("a finding");
    assert_eq!((finding.code.0, finding.span.row), ("V0002", Some(2)));
    assert_eq!(read("a", "").found.iter().next().map(|of| of.code.0), Some("V0001"));
    assert_eq!(read("a", "id,name\n").found.errors(), 1);
}

#[test]
fn a_form_that_was_named_is_tried_on_any_text() {
    for (name, _, text) in TINY {
        for form in Form::ALL {
            let reading = read_instance_text(name, text.as_bytes(), Some(form), None);
            assert_eq!(reading.instance.is_none(), reading.found.errors() > 0, "{name} {form:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn damaged_files_give_an_instance_or_errors_and_never_a_panic(
        which in 0..TINY.len(),
        at in 0..1_000_usize,
        cut in 0..40_usize,
        put in "(|-|0|9999999999|NaN|inf| |\n|\t1e9|\\{|\\[|,|:|\"|_SECTION\n|EOF\n)",
    ) {
        let (name, _, text) = TINY[which];
        let from = text.floor_char_boundary(text.len() * at / 1_000);
        let to = text.floor_char_boundary((from + cut).min(text.len()));
        let damaged = format!("{}{put}{}", &text[..from], &text[to..]);
        let reading = read(name, &damaged);
        prop_assert_eq!(reading.instance.is_none(), reading.found.errors() > 0);
    }

    #[test]
    fn files_that_are_cut_off_are_never_read_in_part(which in 0..8_usize, at in 0..900_usize) {
        let (name, form, text) = TINY[which];
        // Solomon's form does not say how many customers follow, and no end mark is needed.
        prop_assume!(form != Form::Solomon);
        let end = text.len() * at / 1_000;
        let reading = read(name, &text[..end]);
        prop_assert!(reading.instance.is_none());
    }
}

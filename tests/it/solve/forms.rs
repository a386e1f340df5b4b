//! Every form, from its file to a judged answer.

use serde_json::Value;

use crate::office::{Office, fixtures};

/// The invented instances with their problem and their customers.
pub(super) const TINY: [(&str, &str, usize); 10] = [
    ("tiny-cvrp.vrp", "cvrp", 6),
    ("tiny-mdpvrp", "mdpvrp", 5),
    ("tiny-mdvrp", "mdvrp", 6),
    ("tiny-mtvrp.vrp", "rich", 6),
    ("tiny-pvrp", "pvrp", 6),
    ("tiny-rich.vrp", "vrpb", 5),
    ("tiny-spd.vrpspd", "vrpspd", 3),
    ("tiny-spdtw.vrpspdtw", "vrpspdtw", 4),
    ("tiny-vroom.json", "rich", 4),
    ("tiny-vrptw.txt", "vrptw", 6),
];

/// A folder with the invented instances in `tiny`.
pub(super) fn office() -> Office {
    let office = Office::empty();
    let from = fixtures("instances");
    std::fs::create_dir(office.path("tiny")).expect("a folder");
    for (name, ..) in TINY {
        std::fs::copy(from.join(name), office.path("tiny").join(name)).expect("a copy");
    }
    office
}

/// The answer, and whether exit code, `feasible` and `violations` agree.
#[track_caller]
fn answer(office: &Office, line: &str) -> Value {
    let finished = office.run(line);
    let document = finished.document();
    let feasible = document["feasible"].as_bool().expect("a flag");
    assert_eq!(finished.code, i32::from(!feasible), "{line}: {finished:?}");
    assert_eq!(document["violations"] == Value::Array(Vec::new()), feasible, "{line}");
    document
}

#[test]
fn every_form_is_answered_with_the_keys_that_scripts_read() {
    let office = office();
    for (name, problem, customers) in TINY {
        let document = answer(&office, &format!("solve tiny/{name} --iterations 500 --json"));
        assert_eq!(document["problem"], problem, "{name}");
        assert_eq!(document["feasible"], true, "{name}");
        assert_eq!(document["customers"], customers, "{name}");
        assert_eq!(document["schema_version"], 1);
        let own = name.split_once('.').map_or(name, |(stem, _)| stem);
        assert_eq!(document["instance"], own);
        for key in ["cost", "iterations", "seconds"] {
            assert!(document[key].is_number(), "{name}: {key}");
        }
        for key in ["lower_bound", "gap_percent"] {
            assert!(document.get(key).is_some_and(Value::is_null), "{name}: {key}");
        }
        let routes = document["routes"].as_array().expect("routes");
        assert!(!routes.is_empty(), "{name}");
        for route in routes {
            for key in ["day", "depot", "vehicle"] {
                assert!(route[key].as_u64().is_some_and(|number| number >= 1), "{name}: {route}");
            }
            assert!(route["nodes"].as_array().is_some_and(|nodes| !nodes.is_empty()), "{name}");
        }
    }
}

#[test]
fn the_same_seed_and_iterations_give_the_same_answer_for_any_number_of_threads() {
    let office = office();
    for (name, ..) in TINY {
        let run = |threads: usize| {
            let line = format!("solve tiny/{name} --iterations 2000 --threads {threads} --json");
            let mut document = answer(&office, &line);
            document.as_object_mut().expect("an object").remove("seconds");
            if let Some(summary) = document.get_mut("summary") {
                summary.as_object_mut().expect("an object").remove("computing_times");
            }
            document.to_string()
        };
        assert_eq!(run(1), run(2), "{name}");
    }
}

#[test]
fn the_words_have_a_route_a_line_and_the_cost() {
    let office = office();
    let line = "solve tiny/tiny-cvrp.vrp --iterations 500";
    let document = answer(&office, &format!("{line} --json"));
    let dutch = office.run(line);
    assert!(dutch.stdout.starts_with("tiny-cvrp (cvrp, round): 6 klanten"), "{dutch:?}");
    let english = office.run(&format!("{line} --lang en"));
    let cost = document["cost"].as_f64().expect("a number");
    assert!(english.stdout.contains(&format!("Cost: {cost:.4} (")), "{english:?}");
    let routes = document["routes"].as_array().expect("routes").len();
    let lines = english.stdout.lines().filter(|line| line.starts_with("    1      1  ")).count();
    assert_eq!(lines, routes, "{english:?}");
}

#[test]
fn a_convention_changes_the_unit_of_the_cost() {
    let office = office();
    let cost = |more: &str| {
        let line = format!("solve tiny/tiny-cvrp.vrp --iterations 500 --json {more}");
        answer(&office, &line)["cost"].as_f64().expect("a number")
    };
    assert!(cost("").fract() == 0.0);
    let tenths = cost("--convention dimacs") * 10.0;
    assert!((tenths - tenths.round()).abs() < 1e-6);
    assert!(cost("--convention exact").fract() > 0.0);
}

#[test]
fn a_problem_of_vroom_is_answered_as_vroom_does() {
    let office = office();
    let line = "solve tiny/tiny-vroom.json --format vroom --iterations 500";
    let document = answer(&office, line);
    assert_eq!(document["code"], 0);
    // Nobody has the skill that job 14 asks for.
    let unassigned = document["unassigned"].as_array().expect("a list");
    assert_eq!(document["summary"]["unassigned"], unassigned.len());
    let routes = document["routes"].as_array().expect("routes");
    assert_eq!(document["summary"]["routes"], routes.len());
    let mut cost = 0;
    for route in routes {
        cost += route["cost"].as_i64().expect("a cost");
        let steps = route["steps"].as_array().expect("steps");
        let jobs = steps.iter().filter(|step| step["type"] == "job");
        let nodes: Vec<Value> = jobs.map(|step| step["id"].clone()).collect();
        assert_eq!(route["nodes"], Value::Array(nodes));
        assert_eq!(steps[0]["type"], "start");
        let end = steps.last().is_some_and(|step| step["type"] == "end");
        assert_eq!(end, route["vehicle"] == 1, "vehicle 2 ends nowhere");
        let arrivals: Vec<_> = steps.iter().map(|step| step["arrival"].as_i64()).collect();
        assert!(arrivals.is_sorted(), "{arrivals:?}");
    }
    assert_eq!(document["summary"]["cost"], cost);
    assert_eq!(document["cost"], cost);
}

#[test]
fn a_reload_stands_as_0_among_the_nodes_of_its_route() {
    let office = office();
    let line = "solve tiny/tiny-mtvrp.vrp --iterations 500";
    let document = answer(&office, &format!("{line} --json"));
    let routes = document["routes"].as_array().expect("routes");
    assert!(routes.len() <= 2, "two vehicles: {document}");
    let numbers = |route: &Value| -> Vec<i64> {
        let nodes = route["nodes"].as_array().expect("nodes").iter();
        nodes.map(|node| node.as_i64().expect("a number")).collect()
    };
    let all: Vec<Vec<i64>> = routes.iter().map(numbers).collect();
    assert!(all.iter().flatten().any(|node| *node == 0), "29 are more than twice 10: {all:?}");
    let mut visited: Vec<i64> = all.concat().into_iter().filter(|node| *node > 0).collect();
    visited.sort_unstable();
    assert_eq!(visited, [2, 3, 4, 5, 6, 7]);
    // By node number; the first is the depot.
    let demand = [0, 5, 5, 4, 6, 3, 6];
    for trip in all.iter().flat_map(|nodes| nodes.split(|node| *node == 0)) {
        let load: i64 = trip.iter().map(|node| demand[usize::try_from(*node - 1).unwrap()]).sum();
        assert!(0 < load && load <= 10, "{all:?}");
    }
    let words = office.run(&format!("{line} --lang en"));
    assert!(words.stdout.contains(" 0 "), "{words:?}");
}

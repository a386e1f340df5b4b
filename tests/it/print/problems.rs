//! A day as a problem for other planners, read by the reader of one and added up by hand.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{position, printed, rows};
use crate::office::Office;

fn whole(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| panic!("{value}"))
}

fn document(files: &[(String, String)], name: &str) -> Value {
    let (_, text) = files.iter().find(|(of, _)| of == name).unwrap_or_else(|| panic!("{name}"));
    serde_json::from_str(text).expect("JSON")
}

/// The names of problems: those with neither a matrix nor a solution behind.
fn problems(files: &[(String, String)]) -> Vec<String> {
    let names = files.iter().map(|(name, _)| name.trim_end_matches(".json").to_owned());
    names.filter(|name| !name.ends_with("-solution") && !name.ends_with("-matrix")).collect()
}

#[test]
fn our_reader_of_vroom_takes_each_day_and_finds_tours_for_it() {
    let office = Office::with_plan();
    let files = printed(&office, "vroom", ".json");
    for name in problems(&files) {
        let line = format!("solve plan/sheets/{name}.json --format vroom --iterations 200");
        let solved = office.ask(&line, 0);
        assert_eq!(solved["feasible"], true, "{name}: {solved}");
        let (problem, plan) = (
            document(&files, &format!("{name}.json")),
            document(&files, &format!("{name}-solution.json")),
        );
        assert_eq!(rows(&solved, "unassigned").len(), 0, "{name}");
        let jobs: BTreeMap<i64, &Value> =
            rows(&problem, "jobs").iter().map(|job| (whole(&job["id"]), job)).collect();
        let durations = &problem["matrices"]["car"]["durations"];
        let mut served = 0;
        for route in rows(&plan, "routes") {
            let steps = rows(route, "steps");
            let mut load = whole(&steps[0]["load"][0]);
            for pair in steps.windows(2) {
                let (from, to) = (&pair[0], &pair[1]);
                let wait = |step: &Value| step["waiting_time"].as_i64().unwrap_or(0);
                let service = |step: &Value| step["service"].as_i64().unwrap_or(0);
                let left = whole(&from["arrival"]) + wait(from) + service(from);
                let [at, next] = [from, to].map(|step| position(&step["location_index"]));
                let drive = whole(&durations[at][next]);
                assert!(whole(&to["arrival"]) >= left + drive, "{name}: {to}");
                if to["type"] == "job" {
                    let job = jobs[&whole(&to["id"])];
                    load += whole(&job["pickup"][0]) - whole(&job["delivery"][0]);
                    assert_eq!(whole(&to["load"][0]), load, "{name}: {to}");
                    assert_eq!(position(&job["location_index"]), next);
                    served += 1;
                }
            }
        }
        assert_eq!(served, jobs.len(), "{name}");
    }
}

#[test]
fn each_day_of_vrp_cli_adds_up() {
    let office = Office::with_plan();
    let files = printed(&office, "vrp-cli", ".json");
    for name in problems(&files) {
        let [problem, matrix, solution] =
            ["", "-matrix", "-solution"].map(|end| document(&files, &format!("{name}{end}.json")));
        let mut open: BTreeMap<String, i64> = BTreeMap::new();
        let mut nodes = 1;
        for job in rows(&problem["plan"], "jobs") {
            let id = job["id"].as_str().expect("a name").to_owned();
            let (task, sign) = match job.get("deliveries") {
                Some(tasks) => (&tasks[0], -1),
                None => (&job["pickups"][0], 1),
            };
            nodes = nodes.max(position(&task["places"][0]["location"]["index"]) + 1);
            assert!(open.insert(id, sign * whole(&task["demand"][0])).is_none(), "{name}");
        }
        for table in ["travelTimes", "distances"] {
            assert_eq!(rows(&matrix, table).len(), nodes * nodes, "{name} {table}");
        }
        let distances = rows(&matrix, "distances");
        let mut total = 0;
        for tour in rows(&solution, "tours") {
            let stops = rows(tour, "stops");
            let mut load = whole(&stops[0]["load"][0]);
            let (mut driven, mut at) = (0, 0);
            for stop in &stops[1..stops.len() - 1] {
                let next = position(&stop["location"]["index"]);
                driven += whole(&distances[at * nodes + next]);
                at = next;
                for activity in rows(stop, "activities") {
                    let id = activity["jobId"].as_str().expect("a name");
                    load += open.remove(id).unwrap_or_else(|| panic!("{name}: {id} twice"));
                }
                assert_eq!(whole(&stop["load"][0]), load, "{name}: {stop}");
                assert_eq!(whole(&stop["distance"]), driven, "{name}: {stop}");
            }
            driven += whole(&distances[at * nodes]);
            assert_eq!(whole(&tour["statistic"]["distance"]), driven, "{name}");
            total += driven;
        }
        assert_eq!(whole(&solution["statistic"]["distance"]), total, "{name}");
        assert!(open.is_empty(), "{name}: {open:?}");
    }
}

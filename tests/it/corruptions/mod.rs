//! Planted corruptions: a good plan, changed in one way, must be refused by the right rule.
//!
//! The week of `fixtures/referee` is planned once; each corruption changes the stored `plan.json`
//! and both referees judge it. What else breaks is listed beside each, and nothing more may.

mod crates;
mod driving;
mod stored;
mod supplies;
mod visits;

use std::collections::{BTreeMap, BTreeSet};

use leenroute::check::Rule;
use serde_json::{Value, json};

use super::office::Office;
use super::second_referee::{Opinion, first_opinions, second_opinions};

/// One change of a stored plan.
#[derive(Clone, Copy)]
struct Corruption {
    name: &'static str,
    /// The rule that names it.
    rule: &'static str,
    /// Rules that may break along with it.
    follows: &'static [&'static str],
    also: &'static [&'static str],
    plant: fn(&mut Value),
}

impl Corruption {
    const fn new(
        name: &'static str,
        rule: &'static str,
        follows: &'static [&'static str],
        plant: fn(&mut Value),
    ) -> Self {
        Self { name, rule, follows, also: &[], plant }
    }

    /// With more rules that may break.
    const fn with(self, also: &'static [&'static str]) -> Self {
        Self { also, ..self }
    }

    fn may_break(&self, rule: &str) -> bool {
        rule == self.rule || self.follows.contains(&rule) || self.also.contains(&rule)
    }
}

fn table() -> Vec<Corruption> {
    [visits::TABLE, supplies::TABLE, crates::TABLE, driving::TABLE].concat()
}

/// The rules that no corruption of a stored plan can break, and why.
const UNBREAKABLE: [(&str, &str); 1] =
    [("index", "`plan.json` names by code and position, and the reader refuses unknown ones")];

/// What is wrong with what a referee says of a corruption.
fn complaint(corruption: &Corruption, opinion: &Opinion) -> Option<String> {
    let is_named = opinion.rules.contains(corruption.rule);
    let strays: Vec<&String> =
        opinion.rules.iter().filter(|rule| !corruption.may_break(rule)).collect();
    match (is_named, strays.is_empty()) {
        (true, true) => None,
        (false, _) => Some(format!("not named `{}` but {:?}", corruption.rule, opinion.rules)),
        (true, false) => Some(format!("`{}`, and strays {strays:?}", corruption.rule)),
    }
}

#[test]
fn both_referees_name_every_planted_corruption_by_its_rule() {
    let office = Office::with_breakable_plan();
    let plan: Value = serde_json::from_str(&office.read("plan/plan.json")).expect("a plan");
    let table = table();
    let mut folders = Vec::new();
    for (number, corruption) in table.iter().enumerate() {
        let mut corrupted = plan.clone();
        (corruption.plant)(&mut corrupted);
        assert_ne!(corrupted, plan, "{} changes nothing", corruption.name);
        let folder = format!("corruption-{number}");
        office.copy_plan(&folder);
        office.write(&format!("{folder}/plan.json"), &corrupted.to_string());
        folders.push(folder);
    }
    let first = first_opinions(&office, &folders);
    println!("{}", listing(&table, &first));
    let mut complaints = complaints("verify", &table, &first);
    if let Some(second) = second_opinions(&office, &folders) {
        complaints.extend(self::complaints("referee.py", &table, &second));
        let pairs = table.iter().zip(first.iter().zip(&second));
        let differ = pairs.filter(|(_, (one, other))| one != other);
        complaints.extend(differ.map(|(corruption, (one, other))| {
            format!("{}: verify says {one:?}, referee.py {other:?}", corruption.name)
        }));
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert!(table.len() >= 50, "{} corruptions", table.len());
}

/// What is wrong with what one referee says of all corruptions.
fn complaints(who: &str, table: &[Corruption], opinions: &[Opinion]) -> Vec<String> {
    let pairs = table.iter().zip(opinions);
    let found = pairs.filter_map(|(corruption, opinion)| {
        Some(format!("{who}: {}: {}", corruption.name, complaint(corruption, opinion)?))
    });
    found.collect()
}

/// A line a corruption: its rule, and all that broke.
fn listing(table: &[Corruption], opinions: &[Opinion]) -> String {
    let lines = table.iter().zip(opinions).map(|(corruption, opinion)| {
        let rules: Vec<&str> = opinion.rules.iter().map(String::as_str).collect();
        format!("{:<50} {:<20} {}", corruption.name, corruption.rule, rules.join(" "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_rule_is_broken_by_a_corruption_of_its_own_or_cannot_be() {
    let mut planted: BTreeMap<&str, usize> = BTreeMap::new();
    for corruption in table() {
        *planted.entry(corruption.rule).or_default() += 1;
    }
    let excepted: BTreeSet<&str> = UNBREAKABLE.iter().map(|(rule, _)| *rule).collect();
    let unknown: Vec<&&str> =
        planted.keys().filter(|rule| Rule::from_word(rule).is_none()).collect();
    assert!(unknown.is_empty(), "no rules: {unknown:?}");
    for (_, word) in Rule::WORDS {
        let is_planted = planted.contains_key(word);
        assert_ne!(is_planted, excepted.contains(word), "{word}");
    }
    let names: BTreeSet<&str> = table().iter().map(|corruption| corruption.name).collect();
    assert_eq!(names.len(), table().len(), "two corruptions of one name");
}

/// Changes that the reader of `plan.json` refuses before any referee sees them.
const UNREADABLE: [(&str, &str, &str); 5] = [
    ("a place that does not exist", "/visits/0/place", "\"XYZ\""),
    ("a route past the last", "/visits/0/route", "99"),
    ("a parcel past the last", "/visits/2/delivery/crates/0/0/0", "999"),
    ("a break after no visit", "/routes/0/breaks/0/after_rank", "99"),
    ("a fraction of a second", "/visits/0/end_seconds", "27000.5"),
];

#[test]
fn what_names_no_row_is_refused_before_the_referee_sees_it() {
    let office = Office::with_breakable_plan();
    for (name, pointer, value) in UNREADABLE {
        let mut plan: Value = serde_json::from_str(&office.read("plan/plan.json")).expect("a plan");
        let value: Value = serde_json::from_str(value).expect("JSON");
        *plan.pointer_mut(pointer).expect(name) = json!(value);
        office.copy_plan("unreadable");
        office.write("unreadable/plan.json", &plan.to_string());
        assert_eq!(office.run("verify unreadable").code, 3, "{name}");
    }
}

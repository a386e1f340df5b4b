//! A scenario as people write it: a TOML file with a name and changes, in their order.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::network::NetworkChange;
use super::row::{Row, Scribe};
use crate::app::error::Error;
use crate::model::{Category, PlaceKind, Province};
use crate::simulation::{Background, Change, Choice, Copies, LastCopy, LoanLengths};

/// Files that stand on each other at most.
const STACK_MAX: usize = 16;

/// Copies that a change may name at most: ten large provinces.
const COPIES_MAX: i64 = 10_000_000;

/// What is wrong with a scenario (bevinding).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioFault {
    /// The file.
    pub file: PathBuf,
    /// The line on which the change begins, or of what is no TOML.
    pub line: usize,
    /// The key.
    pub key: String,
    /// What stands there.
    pub value: String,
    /// What may stand there.
    pub allowed: String,
}

impl std::fmt::Display for ScenarioFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { file, line, key, value, allowed } = self;
        write!(f, "{}:{line}: `{key}` is {value}; write {allowed}", file.display())
    }
}

/// A scenario that was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Scenario {
    pub(super) name: String,
    pub(super) about: String,
    /// What the simulation changes itself.
    pub(super) changes: Vec<Change>,
    /// What needs another timetable first.
    pub(super) network: Vec<NetworkChange>,
    /// The text of its file and of all it stands on, which decide everything else.
    pub(super) texts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScenarioFile {
    name: String,
    #[serde(default)]
    about: String,
    #[serde(default)]
    stack: Vec<PathBuf>,
    #[serde(default)]
    change: Vec<toml::Table>,
}

/// Reads a scenario and what it stands on; all faults of its files in one pass.
pub(super) fn read_scenario(file: &Path, province: &Province) -> Result<Scenario, Error> {
    let mut scenario = Scenario::default();
    let mut faults = Vec::new();
    read_into(&mut scenario, file, (province, 0), &mut faults)?;
    if faults.is_empty() { Ok(scenario) } else { Err(Error::Scenario { faults }) }
}

/// Reads the text of a scenario that stands on no other.
pub(super) fn read_text(file: &Path, text: &str, province: &Province) -> Result<Scenario, Error> {
    let mut scenario = Scenario::default();
    let mut faults = Vec::new();
    add_text(&mut scenario, (file, text), (province, 0), &mut faults)?;
    if faults.is_empty() { Ok(scenario) } else { Err(Error::Scenario { faults }) }
}

fn read_into(
    scenario: &mut Scenario,
    file: &Path,
    (province, depth): (&Province, usize),
    faults: &mut Vec<ScenarioFault>,
) -> Result<(), Error> {
    if depth > STACK_MAX {
        let allowed = format!("at most {STACK_MAX} files on each other, and no file on itself");
        faults.push(fault(file, 1, ["stack", "endless", &allowed]));
        return Ok(());
    }
    let text = std::fs::read_to_string(file)
        .map_err(|source| Error::ScenarioFile { file: file.to_owned(), source })?;
    add_text(scenario, (file, &text), (province, depth), faults)
}

fn fault(file: &Path, line: usize, [key, value, allowed]: [&str; 3]) -> ScenarioFault {
    let [key, value, allowed] = [key, value, allowed].map(str::to_owned);
    ScenarioFault { file: file.to_owned(), line, key, value, allowed }
}

fn add_text(
    scenario: &mut Scenario,
    (file, text): (&Path, &str),
    (province, depth): (&Province, usize),
    faults: &mut Vec<ScenarioFault>,
) -> Result<(), Error> {
    let rows: ScenarioFile = match toml::from_str(text) {
        Ok(rows) => rows,
        Err(error) => {
            let start = error.span().map_or(0, |span| span.start.min(text.len()));
            let before = text.get(..start).unwrap_or_default();
            let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
            let said = error.message().lines().next().unwrap_or_default();
            let keys = "`name`, `about`, `stack` and `[[change]]` with `do`";
            faults.push(fault(file, line, ["file", said, keys]));
            return Ok(());
        }
    };
    for below in &rows.stack {
        let below = file.parent().unwrap_or_else(|| Path::new("")).join(below);
        read_into(scenario, &below, (province, depth + 1), faults)?;
    }
    let heads = text.lines().enumerate().filter(|(_, line)| line.trim() == "[[change]]");
    let mut lines = heads.map(|(number, _)| number + 1);
    for table in &rows.change {
        let line = lines.next().unwrap_or(1);
        let mut row = Row::new(Scribe { file, line, faults }, table, province);
        if !add(scenario, &mut row) {
            row.refuse("do", DO);
        }
        row.finish();
    }
    scenario.name = rows.name;
    scenario.about = rows.about;
    scenario.texts.push(text.to_owned());
    Ok(())
}

/// The words of `do`.
const DO: &str = "buy, weed, relocate, pool, float, background, target, share, close, open, \
                  visits, hub, loans, demand or pull-failure";

/// Adds what a row asks for; `false` where `do` is no word of ours.
fn add(scenario: &mut Scenario, row: &mut Row<'_>) -> bool {
    let change = match row.word() {
        "close" => {
            if let (Some(place), Some(to)) = (row.place("place"), row.place("to")) {
                scenario.network.push(NetworkChange::Close { place, to });
                scenario.changes.push(Change::Close { place, to });
            }
            return true;
        }
        "visits" => {
            let place = row.optional_place("place");
            if let Some(visits) = row.whole("visits_per_week", 1, 5) {
                scenario.network.push(NetworkChange::Visits(place, narrow(visits)));
            }
            return true;
        }
        "hub" => {
            if let Some(days) = row.whole("sort_days", 1, 5) {
                scenario.network.push(NetworkChange::SortDays(narrow(days)));
            }
            return true;
        }
        "buy" => buy(row),
        "weed" => weed(row),
        "relocate" => relocate(row),
        "pool" => {
            let from = row.optional_place("from");
            copies(row).map(|copies| Change::Pool { from, copies })
        }
        "float" => Some(Change::Float(row.optional_category())),
        "background" => background(row),
        "target" | "share" => target(row),
        "open" => open(row),
        "loans" => loans(row),
        "demand" => row.number("percent", 0.0, 1_000.0).map(|per| Change::Demand(per / 100.0)),
        "pull-failure" => {
            row.number("percent", 0.0, 99.0).map(|per| Change::PullFailure(per / 100.0))
        }
        _ => return false,
    };
    scenario.changes.extend(change);
    true
}

fn narrow(value: usize) -> u8 {
    u8::try_from(value).expect("within its bounds")
}

fn copies(row: &mut Row<'_>) -> Option<Copies> {
    let category = row.optional_category();
    row.whole("copies", 0, COPIES_MAX).map(|count| Copies { count, category })
}

fn day(row: &mut Row<'_>) -> u16 {
    const DAYS_MAX: i64 = 3_660;
    let day = row.optional_whole("day", 0, DAYS_MAX);
    day.and_then(|day| u16::try_from(day).ok()).unwrap_or(0)
}

fn buy(row: &mut Row<'_>) -> Option<Change> {
    let (place, day) = (row.place("place"), day(row));
    let choice = if row.has("title") {
        let title = row.title("title");
        let count = row.whole("copies", 1, COPIES_MAX);
        title.zip(count).map(|(title, count)| Choice::Title(title, count))
    } else {
        let missing = row.one_of("missing", &["here", "everywhere"]);
        let copies = copies(row);
        copies.map(|copies| match missing {
            Some("everywhere") => Choice::MissingEverywhere(copies),
            _ => Choice::MissingHere(copies),
        })
    };
    let (place, choice) = place.zip(choice)?;
    Some(Change::Buy { place, choice, day })
}

fn weed(row: &mut Row<'_>) -> Option<Change> {
    let (place, day) = (row.optional_place("place"), day(row));
    let last_copy = match row.one_of("last_copy", &["stays", "goes"]) {
        Some("goes") => LastCopy::Goes,
        _ => LastCopy::Stays,
    };
    copies(row).map(|copies| Change::Weed { place, copies, last_copy, day })
}

fn relocate(row: &mut Row<'_>) -> Option<Change> {
    let (from, to) = (row.place("from"), row.place("to"));
    if row.has("title") {
        let title = row.title("title");
        let copies = row.whole("copies", 1, COPIES_MAX);
        let ((from, to), (title, copies)) = from.zip(to).zip(title.zip(copies))?;
        return Some(Change::Carry { title, from, to, copies });
    }
    let copies = copies(row);
    let ((from, to), copies) = from.zip(to).zip(copies)?;
    Some(Change::Relocate { from, to, copies })
}

fn background(row: &mut Row<'_>) -> Option<Change> {
    let key = if row.has("random") { "random" } else { "most_wanted" };
    let count = row.whole(key, 0, COPIES_MAX)?;
    let new =
        if key == "random" { Background::Random(count) } else { Background::MostWanted(count) };
    Some(Change::Background(new))
}

/// `target` names copies; `share` names the part of the collection of the place as it is.
fn target(row: &mut Row<'_>) -> Option<Change> {
    let (place, category) = (row.place("place"), row.category("category"));
    let copies = if row.word() == "share" {
        let percent = row.number("percent", 0.0, 100.0);
        let holdings = row.province().holdings();
        let of = |place| {
            let here = holdings.iter().filter(|(_, lot)| lot.place == place);
            here.map(|(_, lot)| f64::from(lot.copies)).sum::<f64>()
        };
        percent.zip(place).map(|(percent, place)| rounded(of(place) * percent / 100.0))
    } else {
        row.whole("copies", 0, COPIES_MAX)
    };
    let ((place, category), copies) = place.zip(category).zip(copies)?;
    Some(Change::Target { place, category, copies })
}

fn open(row: &mut Row<'_>) -> Option<Change> {
    let near = row.place("near");
    let part = row.number("percent", 0.0, 100.0);
    let copies = row.whole("copies", 0, COPIES_MAX);
    let ((near, part), copies) = near.zip(part).zip(copies)?;
    Some(Change::Open { near, part: part / 100.0, copies })
}

fn loans(row: &mut Row<'_>) -> Option<Change> {
    const DAYS_MAX: f64 = 365.0;
    let mean = row.number("mean_days", 1.0, DAYS_MAX)?;
    // Spread and longest of the generator, in proportion.
    Some(Change::Loans(LoanLengths::normal(mean, mean * 12.0 / 26.0, mean * 63.0 / 26.0)))
}

#[expect(clippy::cast_possible_truncation, reason = "copies of a place")]
#[expect(clippy::cast_sign_loss, reason = "a share of a count is at least 0")]
fn rounded(value: f64) -> usize {
    value.round() as usize
}

/// The category words of files, for a fault.
pub(super) fn category_words() -> String {
    Category::WORDS.map(|(_, word)| word).join(", ")
}

/// Whether readers or the background collection are at a place, so that a change may name it.
pub(super) const fn may_be_named(kind: PlaceKind) -> bool {
    kind.is_served() || matches!(kind, PlaceKind::Background)
}

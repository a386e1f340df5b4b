//! `monitor`: the collection as it is against its profile, place by place and category by category,
//! with the loans of a year; large print as a measure of its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::error::Error;
use super::load::load_with_history;
use super::simulate::ScenarioFault;
use crate::index::{IndexVec, PlaceIdx};
use crate::model::{Category, History, Lent, Period, Province};

/// Categories.
const CATEGORIES: usize = Category::WORDS.len();

/// Days of a year.
const YEAR: f64 = 365.0;

/// Days of loans below which no year can be told from them.
const DAYS_MIN: i64 = 28;

/// What `monitor` is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonitorOrder {
    /// The calendar year.
    pub year: i32,
    /// The profile, as TOML; without it actuals alone are told.
    pub profile: Option<PathBuf>,
}

/// What a profile asks of a place and category; what it does not say is `None` (profiel).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ProfileTarget {
    /// Copies.
    pub copies: Option<f64>,
    /// Copies, in per cent of those of the place.
    pub share_percent: Option<f64>,
    /// Loans a copy and year.
    pub turnover: Option<f64>,
}

/// Copies and loans that are told together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Actual {
    /// Copies, on the shelf or out.
    pub copies: u64,
    /// Loans of the year, whosever copies; 0 where none are known.
    pub loans: u64,
}

/// A place and category.
#[derive(Clone, Debug, PartialEq)]
pub struct MonitoredCell {
    /// The code of the place.
    pub place: String,
    /// The category.
    pub category: Category,
    /// What there is.
    pub actual: Actual,
    /// Copies, in per cent of those of the place.
    pub share_percent: Option<f64>,
    /// Loans a copy and year.
    pub turnover: Option<f64>,
    /// What the profile asks for.
    pub target: ProfileTarget,
}

/// Large print of a place, an organisation or the province (grootletter).
#[derive(Clone, Debug, PartialEq)]
pub struct LargePrint {
    /// The code of the place or organisation; empty for the province.
    pub of: String,
    /// Large print.
    pub actual: Actual,
    /// Its share of all copies, in per cent.
    pub share_of_copies: Option<f64>,
    /// Its share of all loans, in per cent.
    pub share_of_loans: Option<f64>,
    /// Loans a copy and year.
    pub turnover: Option<f64>,
}

/// A collection against its profile.
#[derive(Clone, Debug, PartialEq)]
pub struct Monitored {
    /// The year.
    pub year: i32,
    /// Days from the first to the last loan of the year; 0 where it has none.
    pub loan_days: i64,
    /// The places and categories that have copies, loans or a profile.
    pub cells: Vec<MonitoredCell>,
    /// Large print of the province, then of each organisation, then of each place.
    pub large_print: Vec<LargePrint>,
}

/// Copies and loans by place, then category.
struct Counts {
    cells: IndexVec<PlaceIdx, [Actual; CATEGORIES]>,
    loan_days: i64,
}

/// Holds the collection of a data folder against a profile. O(holdings + loans).
pub fn monitor(data: &Path, order: &MonitorOrder) -> Result<Monitored, Error> {
    let (loaded, history, found) = load_with_history(data)?;
    let Some(loaded) = loaded else { return Err(Error::Data { found }) };
    let province = &loaded.province;
    let profile = match &order.profile {
        Some(file) => read_profile(file, province)?,
        None => BTreeMap::new(),
    };
    Ok(monitored(province, &counts(province, &history, order.year), &profile, order.year))
}

fn counts(province: &Province, history: &History, year: i32) -> Counts {
    let mut cells = IndexVec::filled([Actual::default(); CATEGORIES], province.places().len());
    for (title, lot) in province.holdings().iter() {
        let category = province.titles()[title].category as usize;
        cells[lot.place][category].copies += u64::from(lot.copies);
    }
    let quarters = Period::quarter(year, 1).zip(Period::quarter(year, 4));
    let mut days = None;
    if let Some((first, last)) = quarters {
        for count in history.loans().between(first.first, last.last) {
            let category = match count.lent {
                Lent::Title(title) => province.titles()[title].category,
                Lent::Category(category) => category,
            };
            cells[count.place][category as usize].loans += u64::from(count.loans);
            // Loans are in date order.
            let (first, _) = days.unwrap_or((count.date, count.date));
            days = Some((first, count.date));
        }
    }
    Counts { cells, loan_days: days.map_or(0, |(first, last)| first.days_until(last) + 1) }
}

impl Counts {
    /// Loans a copy and year; `None` without copies or enough days.
    fn turnover(&self, of: Actual) -> Option<f64> {
        let years = self.loan_days as f64 / YEAR;
        let is_known = self.loan_days >= DAYS_MIN && of.copies > 0;
        is_known.then(|| of.loans as f64 / years / of.copies as f64)
    }

    fn large_print(&self, of: &str, places: impl Fn(PlaceIdx) -> bool) -> LargePrint {
        let (mut large, mut all) = (Actual::default(), Actual::default());
        for (_, cells) in self.cells.iter_indexed().filter(|(place, _)| places(*place)) {
            for (category, _) in Category::WORDS {
                let of = cells[category as usize];
                all = sum(all, of);
                if category == Category::LargePrint {
                    large = sum(large, of);
                }
            }
        }
        LargePrint {
            of: of.to_owned(),
            actual: large,
            share_of_copies: percent(large.copies, all.copies),
            share_of_loans: percent(large.loans, all.loans),
            turnover: self.turnover(large),
        }
    }
}

const fn sum(one: Actual, other: Actual) -> Actual {
    Actual { copies: one.copies + other.copies, loans: one.loans + other.loans }
}

fn percent(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| 100.0 * part as f64 / whole as f64)
}

type Profile = BTreeMap<(PlaceIdx, Category), ProfileTarget>;

fn monitored(province: &Province, counts: &Counts, profile: &Profile, year: i32) -> Monitored {
    let mut cells = Vec::new();
    for (place, of_place) in counts.cells.iter_indexed() {
        let all: u64 = of_place.iter().map(|of| of.copies).sum();
        for (category, _) in Category::WORDS {
            let actual = of_place[category as usize];
            let target = profile.get(&(place, category)).copied();
            if actual == Actual::default() && target.is_none() {
                continue;
            }
            cells.push(MonitoredCell {
                place: province.places()[place].code.0.clone(),
                category,
                actual,
                share_percent: percent(actual.copies, all),
                turnover: counts.turnover(actual),
                target: target.unwrap_or_default(),
            });
        }
    }
    let mut large_print = vec![counts.large_print("", |_| true)];
    for (organisation, of) in province.organisations().iter_indexed() {
        let is_its = |place: PlaceIdx| province.places()[place].organisation == organisation;
        large_print.push(counts.large_print(&of.code, is_its));
    }
    for (place, of) in province.places().iter_indexed().filter(|(_, of)| of.kind.is_served()) {
        large_print.push(counts.large_print(&of.code.0, |one| one == place));
    }
    Monitored { year, loan_days: counts.loan_days, cells, large_print }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileFile {
    #[serde(default)]
    profile: Vec<ProfileRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileRow {
    /// All places with public shelves where it is not there.
    place: Option<String>,
    category: String,
    copies: Option<f64>,
    share_percent: Option<f64>,
    turnover: Option<f64>,
}

/// Reads a profile; all faults in one pass, and a later row replaces what an earlier one says.
fn read_profile(file: &Path, province: &Province) -> Result<Profile, Error> {
    let text = std::fs::read_to_string(file)
        .map_err(|source| Error::ScenarioFile { file: file.to_owned(), source })?;
    let fault = |line: usize, [key, value, allowed]: [&str; 3]| {
        let [key, value, allowed] = [key, value, allowed].map(str::to_owned);
        ScenarioFault { file: file.to_owned(), line, key, value, allowed }
    };
    let rows: ProfileFile = toml::from_str(&text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start.min(text.len()));
        let before = text.get(..start).unwrap_or_default();
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let said = error.message().lines().next().unwrap_or_default();
        let keys = "`[[profile]]` with `category` and [`place`], [`copies`], [`share_percent`], \
                    [`turnover`]";
        Error::Scenario { faults: vec![fault(line, ["file", said, keys])] }
    })?;
    let heads = text.lines().enumerate().filter(|(_, line)| line.trim() == "[[profile]]");
    let mut lines = heads.map(|(number, _)| number + 1);
    let (mut profile, mut faults) = (Profile::new(), Vec::new());
    for row in rows.profile {
        let line = lines.next().unwrap_or(1);
        let category = Category::from_word(&row.category);
        if category.is_none() {
            let words = Category::WORDS.map(|(_, word)| word).join(", ");
            faults.push(fault(line, ["category", &format!("\"{}\"", row.category), &words]));
        }
        let is_meant = |code: &str| row.place.as_deref().is_none_or(|place| place == code);
        let places = province.places().iter_indexed();
        let places = places.filter(|(_, of)| of.kind.is_served() && is_meant(&of.code.0));
        let places: Vec<PlaceIdx> = places.map(|(place, _)| place).collect();
        if let Some(code) = row.place.as_deref().filter(|_| places.is_empty()) {
            let allowed = "the code of a branch in places.csv, or nothing for all branches";
            faults.push(fault(line, ["place", &format!("\"{code}\""), allowed]));
        }
        for (place, category) in places.into_iter().filter_map(|place| Some((place, category?))) {
            let target = profile.entry((place, category)).or_default();
            target.copies = row.copies.or(target.copies);
            target.share_percent = row.share_percent.or(target.share_percent);
            target.turnover = row.turnover.or(target.turnover);
        }
    }
    if faults.is_empty() { Ok(profile) } else { Err(Error::Scenario { faults }) }
}

//! The documents of `simulate` and `advise`, and their numbers for people. Money is euro cents.

use serde_json::{Value, json};

use super::documents::{SCHEMA_VERSION, line};
use crate::app::{
    Advised, AdvisedMove, Estimate, MoveKind, NoAdvice, Readings, ShardReport, Shift, ShiftedTitle,
    Simulated, SimulatedPlace, SimulatedScenario,
};
use crate::index::PlaceIdx;
use crate::kpi::Ratio;
use crate::model::Category;
use crate::report::{
    AdvisedLine, AdvisedNumbers, ChartLine, Heat, HeatRow, ReadingLine, ScenarioNumbers,
    ShardNumbers, ShiftedLine, ShiftedNumbers, SimulatedChart, SimulatedNumbers,
};
use crate::simulation::{Cell, Tally};

/// The document of `simulate`; with one scenario or more, the first stands on its own too.
pub(super) fn document(found: &Simulated) -> String {
    let first = found.scenarios.first();
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "week": found.week,
        "weeks": found.weeks,
        "base": with_counts(&found.base, &found.base_counts),
        "scenario": first.map(|one| with_counts(&one.readings, &one.counts)),
        "difference": first.map(|one| readings(&one.difference)),
        "scenarios": found.scenarios.iter().map(scenario).collect::<Vec<Value>>(),
        "breakdown": first.map(|one| breakdown(found, one)),
        "base_replications_that_meet_the_norm": found.base_norm_met,
        "norm_percent": f64::from(found.norm_permille) / 10.0,
        "replications": found.replications,
        "is_precise": found.is_precise,
        "events": found.events,
        "fit": {
            "requests_per_week": found.fit.requests_a_week,
            "demands_per_week_of_snapshot": found.fit.demands_a_week,
            "at_once_percent_of_snapshot": 100.0 * found.fit.at_once,
            "missing_percent_of_snapshot": 100.0 * found.fit.missing,
            "titles_beyond_stock": found.fit.titles_beyond_stock,
            "demand_beyond_stock_percent": 100.0 * found.fit.demand_beyond_stock,
            "history_weeks": found.fit.history_weeks,
        },
        "seconds": found.seconds,
    }))
}

fn scenario(one: &SimulatedScenario) -> Value {
    json!({
        "name": one.name,
        "about": one.about,
        "copies_bought": one.moves.bought,
        "copies_weeded": one.moves.weeded,
        "copies_moved": one.moves.moved,
        "scenario": with_counts(&one.readings, &one.counts),
        "replications_that_meet_the_norm": one.norm_met,
        "difference": readings(&one.difference),
        "titles": titles(&one.shift),
    })
}

/// Titles that the document names at most of a scenario.
const TITLES_MAX: usize = 5_000;

/// The titles behind a change; counts over all replications.
fn titles(of: &Shift) -> Value {
    let row = |one: &ShiftedTitle| {
        json!({
            "title": one.title,
            "category": one.category.word(),
            "base": one.base,
            "scenario": one.scenario,
        })
    };
    json!({
        "share_percent": of.share_percent,
        "change": of.change,
        "count": of.titles.len(),
        "rows": of.titles.iter().take(TITLES_MAX).map(row).collect::<Vec<Value>>(),
    })
}

fn with_counts(of: &Readings, counts: &Tally) -> Value {
    let counts = counts.whole();
    let mut document = readings(of);
    let ratio =
        |ratio: Ratio| json!({ "numerator": ratio.numerator, "denominator": ratio.denominator });
    document["counts"] = json!({
        "requests": ratio(counts.requests()),
        "loans": ratio(counts.loans_ratio()),
        "inter_organisation": ratio(counts.inter_organisation()),
    });
    document
}

fn ratio(ratio: Ratio) -> Value {
    json!({ "numerator": ratio.numerator, "denominator": ratio.denominator })
}

/// Requests of base and scenario by organisation, place and category, and what was not filled by
/// place and category: counts over all replications, so that rows add up.
fn breakdown(found: &Simulated, one: &SimulatedScenario) -> Value {
    let row = |key: &str, counts: &dyn Fn(&Tally) -> Cell| {
        let [base, scenario] =
            [&found.base_counts, &one.counts].map(|tally| counts(tally).requests());
        (base.denominator + scenario.denominator > 0)
            .then(|| json!({ "of": key, "base": ratio(base), "scenario": ratio(scenario) }))
    };
    let organisations = found.organisations.iter_indexed().filter_map(|(organisation, code)| {
        row(code, &|tally| {
            let mut sum = Cell::default();
            let places = found.places.iter_indexed();
            for (place, _) in places.filter(|(_, place)| place.organisation == organisation) {
                sum += &tally.place(place);
            }
            sum
        })
    });
    let places = found.places.iter_indexed();
    let places = places.filter_map(|(place, of)| row(&of.code, &|tally| tally.place(place)));
    let categories = Category::WORDS.iter();
    let categories =
        categories.filter_map(|(category, word)| row(word, &|tally| tally.category(*category)));
    json!({
        "by_organisation": organisations.collect::<Vec<Value>>(),
        "by_place": places.collect::<Vec<Value>>(),
        "by_category": categories.collect::<Vec<Value>>(),
        "not_filled": not_filled(found, one),
        "titles": titles(&one.shift),
    })
}

/// The matrix of requests that were not filled: the cells that have any.
fn not_filled(found: &Simulated, one: &SimulatedScenario) -> Vec<Value> {
    let mut cells = Vec::new();
    for (place, of) in found.places.iter_indexed() {
        for (category, word) in Category::WORDS {
            let [base, scenario] = [&found.base_counts, &one.counts]
                .map(|tally| tally.cell(place, category).not_filled());
            if base + scenario > 0 {
                cells.push(json!({
                    "place": of.code,
                    "category": word,
                    "base": base,
                    "scenario": scenario,
                }));
            }
        }
    }
    cells
}

fn readings(of: &Readings) -> Value {
    json!({
        "requests": of.requests.map(estimate),
        "loans": of.loans.map(estimate),
        "inter_organisation": of.inter_organisation.map(estimate),
        "not_filled_per_week": of.not_filled_per_week.map(estimate),
        "lead_time_days": of.lead_time_days.map(estimate),
        "waiting_days": of.waiting_days.map(estimate),
        "turnover": of.turnover.map(estimate),
        "crates_per_week": of.crates_per_week.map(estimate),
        "km_per_week": of.km_per_week.map(estimate),
        "cost_cents_per_week": of.cost_cents_per_week.map(estimate),
    })
}

fn estimate(of: Estimate) -> Value {
    json!({ "mean": of.mean, "low": of.low, "high": of.high, "confidence": of.confidence })
}

/// The document of `simulate --shard`; replications are told from 1.
pub(super) fn shard(found: &ShardReport) -> String {
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "shard": found.shard.to_string(),
        "first_replication": found.replications.start + 1,
        "last_replication": found.replications.end,
        "file": found.file.display().to_string(),
        "was_there": found.was_there,
        "seconds": found.seconds,
    }))
}

/// The same for people.
pub(super) fn shard_numbers(found: &ShardReport) -> ShardNumbers {
    ShardNumbers {
        shard: found.shard.to_string(),
        replications: [i64::from(found.replications.start) + 1, i64::from(found.replications.end)],
        file: found.file.display().to_string(),
        was_there: found.was_there,
    }
}

/// The document of `advise`.
pub(super) fn advice(found: &Advised) -> String {
    let moves = found.moves.iter().map(|one| {
        json!({
            "kind": kind(one.kind),
            "title": one.title,
            "category": one.category.word(),
            "from": one.from,
            "to": one.to,
            "copies": one.copies,
            "gain_a_year": one.gain_a_year,
            "spared_a_year": one.spared_a_year,
        })
    });
    let no_advice = found.no_advice.iter().map(|one| {
        let why = if one.is_too_small { "not-fitted" } else { "fails" };
        json!({ "place": one.place, "category": one.category.word(), "trust": why })
    });
    let (worth, ceiling) = found.worth_a_year;
    let (formula, simulated) = found.gain_a_year;
    line(&json!({
        "schema_version": SCHEMA_VERSION,
        "moves": moves.collect::<Vec<Value>>(),
        "expected": {
            "before": found.before.map(estimate),
            "after": found.after.map(estimate),
            "difference": found.difference.map(estimate),
        },
        "gain_a_year_by_formula": formula,
        "gain_a_year_simulated": simulated.map(estimate),
        "spared_a_year_by_formula": found.spared_a_year,
        "worth_a_year": worth,
        "worth_a_year_at_most": ceiling,
        "distance_percent": found.distance_percent(),
        "bound_percent": found.bound_percent,
        "target_percent": found.target,
        "target_reached": found.is_reached(),
        "least_copies_for_target": found.least_copies,
        "history_weeks": found.history_weeks,
        "no_advice": no_advice.collect::<Vec<Value>>(),
        "replications": found.replications,
        "seconds": found.seconds,
    }))
}

const fn kind(of: MoveKind) -> &'static str {
    match of {
        MoveKind::Buy => "buy",
        MoveKind::Relocate => "relocate",
        MoveKind::Pool => "pool",
    }
}

/// The list of `advise` for people.
pub(super) fn advised_numbers(found: &Advised) -> AdvisedNumbers {
    let line = |one: &AdvisedMove| AdvisedLine {
        kind: match one.kind {
            MoveKind::Buy => 0,
            MoveKind::Relocate => 1,
            MoveKind::Pool => 2,
        },
        title: one.title.clone(),
        category: one.category.word(),
        from: one.from.clone().unwrap_or_default(),
        to: one.to.clone(),
        copies: i64::from(one.copies),
        gain_a_year: hundredths(one.gain_a_year),
        spared_a_year: hundredths(one.spared_a_year),
    };
    let is = |is_too_small: bool| {
        let cells = found.no_advice.iter().filter(|one| one.is_too_small == is_too_small);
        count(cells.count())
    };
    let failing = found.no_advice.iter().filter(|one| !one.is_too_small);
    let name = |one: &NoAdvice| (one.place.clone(), one.category);
    let ends = |of: Estimate| [of.mean, of.low, of.high].map(hundredths);
    AdvisedNumbers {
        moves: found.moves.iter().map(line).collect(),
        before: found.before.map(ends),
        after: found.after.map(ends),
        difference: found.difference.map(ends),
        filled: found.gain_a_year.1.map(ends),
        bound: found.bound_percent.map(hundredths),
        is_reached: found.is_reached(),
        distance: found.distance_percent().map(hundredths),
        least_copies: found.least_copies.map(count),
        history_weeks: count(found.history_weeks),
        no_advice: [is(false), is(true)],
        failing: failing.map(name).collect(),
    }
}

/// The same for people.
pub(super) fn numbers(found: &Simulated) -> SimulatedNumbers {
    let of = |one: &SimulatedScenario| ScenarioNumbers {
        name: one.name.clone(),
        about: one.about.clone(),
        copies: [one.moves.bought, one.moves.weeded, one.moves.moved].map(count),
        readings: lines(&found.base, one),
        titles: shifted(found, one),
    };
    SimulatedNumbers {
        scenarios: found.scenarios.iter().map(of).collect(),
        replications: count(found.replications),
        is_precise: found.is_precise,
        norm_tenths: i64::from(found.norm_permille),
        titles_beyond_stock: count(found.fit.titles_beyond_stock),
        history_weeks: count(found.fit.history_weeks),
    }
}

/// The titles behind a change, in requests a year.
fn shifted(found: &Simulated, one: &SimulatedScenario) -> ShiftedNumbers {
    const WEEKS: f64 = 52.0;
    let years = found.replications as f64 * f64::from(found.weeks) / WEEKS;
    let a_year = |count: u64| hundredths(count as f64 / years);
    let line = |title: &ShiftedTitle| ShiftedLine {
        title: title.title.clone(),
        category: title.category,
        a_year: [title.base, title.scenario].map(a_year),
    };
    ShiftedNumbers {
        share_percent: i64::try_from(one.shift.share_percent).unwrap_or(100),
        titles: one.shift.titles.iter().map(line).collect(),
    }
}

fn lines(base: &Readings, one: &SimulatedScenario) -> [ReadingLine; 10] {
    let [base, scenario, difference] = [base, &one.readings, &one.difference].map(in_order);
    std::array::from_fn(|number| ReadingLine {
        base: base[number].map(|of| hundredths(of.mean)),
        scenario: scenario[number].map(|of| hundredths(of.mean)),
        difference: difference[number].map(|of| [of.mean, of.low, of.high].map(hundredths)),
    })
}

/// The readings in the order of the screen; cents as euros.
fn in_order(of: &Readings) -> [Option<Estimate>; 10] {
    let euros = of.cost_cents_per_week.map(|cents| Estimate {
        mean: cents.mean / 100.0,
        low: cents.low / 100.0,
        high: cents.high / 100.0,
        confidence: cents.confidence,
    });
    [
        of.requests,
        of.loans,
        of.inter_organisation,
        of.not_filled_per_week,
        of.lead_time_days,
        of.waiting_days,
        of.turnover,
        of.crates_per_week,
        of.km_per_week,
        euros,
    ]
}

/// The same as it is drawn.
pub(super) fn chart(found: &Simulated) -> SimulatedChart {
    let line = |name: &str, readings: &Readings, met: usize| ChartLine {
        name: name.to_owned(),
        readings: [readings.requests, readings.loans, readings.inter_organisation]
            .map(|of| of.map(|of| [of.mean, of.low, of.high].map(hundredths))),
        met: [count(met), count(found.replications)],
    };
    let mut lines = vec![line("", &found.base, found.base_norm_met)];
    lines.extend(found.scenarios.iter().map(|one| line(&one.name, &one.readings, one.norm_met)));
    SimulatedChart {
        lines,
        heat: found.scenarios.first().map(|one| heat(found, one)),
        titles: found.scenarios.first().map(|one| shifted(found, one)),
        norm_tenths: i64::from(found.norm_permille),
        replications: count(found.replications),
    }
}

/// Places where anybody asked, by category.
fn heat(found: &Simulated, one: &SimulatedScenario) -> Heat {
    let places = found.places.iter_indexed();
    let places = places.filter(|(place, _)| one.counts.place(*place).requests().denominator > 0);
    let row = |(place, of): (PlaceIdx, &SimulatedPlace)| HeatRow {
        place: of.code.clone(),
        cells: Category::WORDS.map(|(category, _)| {
            one.counts.cell(place, category).requests().percent().map(hundredths)
        }),
    };
    Heat { name: one.name.clone(), rows: places.map(row).collect() }
}

fn count(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

#[expect(clippy::cast_possible_truncation, reason = "readings of a province stay below 2^53")]
fn hundredths(value: f64) -> i64 {
    (value * 100.0).round() as i64
}

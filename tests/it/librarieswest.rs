//! The back-test on what real libraries counted, where somebody has it: it is not part of the
//! package.
//!
//! `SLOW_TESTS=1 LEENROUTE_LIBRARIESWEST=DIR cargo test --test it librarieswest -- --nocapture`
//! prints the table of `docs/algorithms/simulation.md`. The folder is that of the open data of
//! `LibrariesWest`, seven authorities in the south-west of England; `issues_summary_union.csv` has
//! the columns `month_issued,authority,item_type,issues,renewals,as_of`.

use std::collections::BTreeMap;
use std::path::Path;

use leenroute::simulation::{BackTest, Series, Trust, back_test};

/// Names the folder.
const FOLDER: &str = "LEENROUTE_LIBRARIESWEST";

/// The two codings of types, each over the months in which it counts all: before June 2018 the
/// codes, since July the names; March 2020 closed the libraries.
const SPANS: [(&str, bool, &str, &str); 2] =
    [("codes", true, "2016-07", "2018-05"), ("names", false, "2018-07", "2020-02")];

/// Months that are fitted: a year.
const FITTED: usize = 12;

/// Issues by authority and type, a month each, January being season 0.
fn series(text: &str, (is_code, first, last): (bool, &str, &str)) -> Series {
    let mut months: Vec<&str> = Vec::new();
    let mut rows = Vec::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let [month, authority, kind, issues, ..] = fields[..] else { panic!("{line}") };
        let is_coded = !kind.contains(' ') && kind.to_uppercase() == kind;
        if is_coded == is_code && first <= month && month <= last {
            months.push(month);
            rows.push((month, (authority, kind), issues.parse::<u64>().expect(line)));
        }
    }
    months.sort_unstable();
    months.dedup();
    let mut cells: BTreeMap<(&str, &str), Vec<u64>> = BTreeMap::new();
    for (month, cell, issues) in rows {
        let place = months.binary_search(&month).expect("a month that was met");
        cells.entry(cell).or_insert_with(|| vec![0; months.len()])[place] += issues;
    }
    let season = |month: &&str| month[5..].parse::<usize>().expect("a month") - 1;
    Series { seasons: months.iter().map(season).collect(), counts: cells.into_values().collect() }
}

fn told(name: &str, test: &BackTest) -> String {
    let percent = |part: Option<f64>| 100.0 * part.expect("cells that are fitted");
    format!(
        "| {name} | {} | {} | {:.1} | {:.1} | {:.1} | {:+.1} | {:.1} | {} | {} | {} |",
        test.fitted_periods,
        test.predicted_periods,
        percent(test.coverage()),
        percent(test.promised()),
        percent(test.error()),
        percent(test.bias()),
        100.0 * test.drift,
        test.cells_that(Trust::Holds),
        test.cells_that(Trust::Fails),
        test.cells_that(Trust::NotFitted),
    )
}

#[test]
fn a_year_of_real_issues_is_predicted_with_known_error_and_coverage() {
    let folder = std::env::var_os(FOLDER).filter(|_| std::env::var_os("SLOW_TESTS").is_some());
    let Some(folder) = folder else {
        eprintln!(
            "skipped: set SLOW_TESTS, and {FOLDER} to the folder of issues_summary_union.csv"
        );
        return;
    };
    let file = Path::new(&folder).join("issues_summary_union.csv");
    let Ok(text) = std::fs::read_to_string(&file) else {
        eprintln!("skipped: {FOLDER} names a folder without issues_summary_union.csv");
        return;
    };
    for (name, is_code, first, last) in SPANS {
        let series = series(&text, (is_code, first, last));
        assert!(series.counts.len() > 100 && series.seasons.len() > FITTED, "{name}");
        let test = back_test(&series, FITTED);
        println!("{}", told(name, &test));
        let coverage = test.coverage().expect("cells");
        assert!((0.80..0.995).contains(&coverage), "{name}: {coverage}");
        assert!(test.error().expect("issues") < 0.25, "{name}: {:?}", test.error());
    }
}

//! A base timetable and a year on a screen.

use std::fmt::Write as _;

use super::table::{Align, columns};
use crate::model::IsoWeek;
use crate::report::Language;
use crate::units::Cents;

/// What the screen shows of a year.
#[derive(Clone, Debug)]
pub struct YearLines {
    /// Each week with visits made, asked for, moved, excused and missing.
    pub weeks: Vec<(IsoWeek, [u64; 5])>,
    /// Each place by code and name, with visits made, moved, excused and missing.
    pub places: Vec<(String, String, [u64; 4])>,
}

/// The weeks that differ from the base timetable, then all places.
pub fn year_text(lines: &YearLines, language: Language) -> String {
    let w = language.change_words();
    let number = |count: u64| language.number(i64::try_from(count).unwrap_or(i64::MAX));
    let [visits, required, moved, excused, missing] =
        [w.visits, w.required, w.moved, w.excused, w.missing].map(str::to_owned);
    let head = vec![
        String::new(),
        visits.clone(),
        required,
        moved.clone(),
        excused.clone(),
        missing.clone(),
    ];
    let mut rows = vec![head];
    let differs =
        |(_, [_, _, moved, excused, missing]): &&(IsoWeek, [u64; 5])| moved + excused + missing > 0;
    for (week, counts) in lines.weeks.iter().filter(differs) {
        let mut row = vec![week.to_string()];
        row.extend(counts.iter().map(|count| number(*count)));
        rows.push(row);
    }
    let right = Align::Right;
    let mut text = columns(&[Align::Left, right, right, right, right, right], &rows);
    let _ = writeln!(text, "  {}\n", w.as_base);
    let mut rows = vec![vec![String::new(), String::new(), visits, moved, excused, missing]];
    for (code, name, counts) in &lines.places {
        let mut row = vec![code.clone(), name.clone()];
        row.extend(counts.iter().map(|count| number(*count)));
        rows.push(row);
    }
    text.push_str(&columns(&[Align::Left, Align::Left, right, right, right, right], &rows));
    text
}

/// A base timetable: its version and validity, its visits, and what each scenario costs with it.
pub fn timetable_text(
    (visits, version): (usize, u32),
    (from, until): (&str, &str),
    costs: &[Cents],
    language: Language,
) -> String {
    let w = language.change_words();
    let costs: Vec<String> = costs.iter().map(|cost| language.money(*cost)).collect();
    format!(
        "  {} {} {version}, {from} - {until}\n  {}: {visits}\n  {}: {}\n",
        w.base,
        w.version,
        w.visits,
        w.scenario,
        costs.join("; "),
    )
}

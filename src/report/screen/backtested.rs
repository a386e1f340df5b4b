//! A back-test, for the terminal.

use std::fmt::Write as _;

use super::table::{Align, columns};
use crate::model::Category;
use crate::report::Language;

/// Cells that fail are named up to so many; the document has all.
const NAMED_MAX: usize = 20;

/// A cell that fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestedLine {
    /// The code of its place.
    pub place: String,
    /// Its category.
    pub category: Category,
    /// What was counted in the rest.
    pub counted: i64,
    /// What was expected of it.
    pub expected: i64,
    /// Weeks within their interval, of all predicted.
    pub covered: [i64; 2],
}

/// The back-test of loans or of requests in plain values; percentages in hundredths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestedNumbers {
    /// The first and the last week.
    pub weeks: [String; 2],
    /// Weeks that were fitted.
    pub fitted_weeks: i64,
    /// Weeks that were predicted.
    pub predicted_weeks: i64,
    /// Predicted counts within their 95 % interval.
    pub coverage: Option<i64>,
    /// How many should have been: more than 95 %, since counts are whole.
    pub promised: Option<i64>,
    /// The distance of predictions from counts, over the counts.
    pub error: Option<i64>,
    /// What was expected too much, over the counts.
    pub bias: Option<i64>,
    /// Cells that hold, that fail, and that were not fitted.
    pub cells: [i64; 3],
    /// Those that fail.
    pub failing: Vec<TestedLine>,
    /// Months that the earlier part lacks, from 1.
    pub months_not_fitted: Vec<i64>,
}

/// Loans and requests: how well the rest was foretold, and the cells that get no advice.
pub fn backtested_text(numbers: &[Option<TestedNumbers>; 2], language: Language) -> String {
    let words = language.backtested_words();
    let mut text = String::new();
    for (name, numbers) in [words.loans, words.requests].into_iter().zip(numbers) {
        match numbers {
            Some(numbers) => text += &of(name, numbers, language),
            None => {
                let _ = writeln!(text, "{name}: {}\n", words.too_short);
            }
        }
    }
    let _ = writeln!(text, "{}", words.no_advice);
    text
}

fn of(name: &str, numbers: &TestedNumbers, language: Language) -> String {
    let words = language.backtested_words();
    let [first, last] = &numbers.weeks;
    let mut text = format!("{name}, {first} {} {last}\n", words.to);
    let percent = |value: Option<i64>| {
        value.map_or_else(|| "–".to_owned(), |value| language.hundredths(value))
    };
    let line = |label: &str, value: String| vec![label.to_owned(), value];
    let [hold, fail, not_fitted] = numbers.cells.map(|count| language.number(count));
    let rows = [
        line(words.fitted_weeks, language.number(numbers.fitted_weeks)),
        line(words.predicted_weeks, language.number(numbers.predicted_weeks)),
        line(words.coverage, percent(numbers.coverage)),
        line(words.promised, percent(numbers.promised)),
        line(words.error, percent(numbers.error)),
        line(words.bias, percent(numbers.bias)),
        line(words.hold, hold),
        line(words.fail, fail),
        line(words.not_fitted, not_fitted),
    ];
    text += &columns(&[Align::Left, Align::Right], &rows);
    if !numbers.months_not_fitted.is_empty() {
        let months: Vec<String> =
            numbers.months_not_fitted.iter().map(|month| language.number(*month)).collect();
        let _ = writeln!(text, "{}: {}", words.months, months.join(", "));
    }
    text.push('\n');
    if numbers.failing.is_empty() {
        return text;
    }
    let head = [words.place, words.category, words.counted, words.expected, words.covered];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for cell in numbers.failing.iter().take(NAMED_MAX) {
        let [covered, of] = cell.covered.map(|weeks| language.number(weeks));
        rows.push(vec![
            cell.place.clone(),
            language.wording().categories[cell.category as usize].to_owned(),
            language.number(cell.counted),
            language.number(cell.expected),
            format!("{covered}/{of}"),
        ]);
    }
    let [left, right] = [Align::Left, Align::Right];
    text += &columns(&[left, left, right, right, right], &rows);
    let more = numbers.failing.len().saturating_sub(NAMED_MAX);
    if more > 0 {
        let _ = writeln!(text, "+ {more}");
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_how_often_intervals_held_and_names_the_cells_that_fail() {
        let numbers = TestedNumbers {
            weeks: ["2024-W01", "2025-W52"].map(str::to_owned),
            fitted_weeks: 52,
            predicted_weeks: 52,
            coverage: Some(9_512),
            promised: Some(9_604),
            error: Some(1_850),
            bias: Some(-120),
            cells: [300, 1, 12],
            failing: vec![TestedLine {
                place: "EMM-01".to_owned(),
                category: Category::Novel,
                counted: 900,
                expected: 1_400,
                covered: [31, 52],
            }],
            months_not_fitted: vec![2],
        };
        let english = backtested_text(&[Some(numbers), None], Language::English);
        for part in ["95.12", "-1.20", "31/52", "EMM-01", "1,400", "not seen: 2", "too few weeks"] {
            assert!(english.contains(part), "{part} in {english}");
        }
        let dutch = backtested_text(&[None, None], Language::Dutch);
        assert!(dutch.contains("geen advies") && dutch.contains("te weinig weken"), "{dutch}");
    }
}

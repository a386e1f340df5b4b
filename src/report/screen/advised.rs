//! Which copies to buy, relocate and pool, for the terminal.

use std::fmt::Write as _;

use super::table::{Align, columns};
use crate::model::Category;
use crate::report::Language;

/// A step of an advice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvisedLine {
    /// What is done: 0 buy, 1 relocate, 2 pool.
    pub kind: usize,
    /// The code of the title.
    pub title: String,
    /// The word of its class.
    pub category: &'static str,
    /// The code of the place that gives it; empty where it is bought.
    pub from: String,
    /// The code of the place that gets it.
    pub to: String,
    /// How many.
    pub copies: i64,
    /// Requests a year that they fill, in hundredths.
    pub gain_a_year: i64,
    /// Journeys a year that they spare, in hundredths.
    pub spared_a_year: i64,
}

/// An advice, in plain values; percentages in hundredths, with the ends of their intervals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AdvisedNumbers {
    /// The list, what fills most first.
    pub moves: Vec<AdvisedLine>,
    /// Requests filled inside the province before.
    pub before: Option<[i64; 3]>,
    /// And after.
    pub after: Option<[i64; 3]>,
    /// What lies between.
    pub difference: Option<[i64; 3]>,
    /// Requests a year that the list fills and nobody fills now, as simulated, in hundredths.
    pub filled: Option<[i64; 3]>,
    /// What no list of as many copies can exceed.
    pub bound: Option<i64>,
    /// Whether the target is reached, where one was asked for.
    pub is_reached: Option<bool>,
    /// How far the list is from the best of its formula at most, in hundredths of a per cent.
    pub distance: Option<i64>,
    /// The fewest copies that could reach the target.
    pub least_copies: Option<i64>,
    /// Weeks of history behind it; 0 where there is none.
    pub history_weeks: i64,
    /// Cells that get no advice: those that could not be foretold, and those too small to say.
    pub no_advice: [i64; 2],
    /// The first of them, by place and category.
    pub failing: Vec<(String, Category)>,
}

/// Titles that the screen shows; the document has all.
const SHOWN: usize = 40;

/// Cells without advice that the screen names.
const NAMED: usize = 10;

/// What the steps do, and the head of the list.
pub fn advised_text(numbers: &AdvisedNumbers, language: Language) -> String {
    let words = language.simulated_words();
    let mut text = effect(numbers, language);
    text += &trusted(numbers, language);
    let copies = |kind: usize| {
        let of = numbers.moves.iter().filter(|one| one.kind == kind);
        language.number(of.map(|one| one.copies).sum())
    };
    let [buy, relocate, pool] = [0, 1, 2].map(copies);
    let [to_buy, to_relocate, to_pool] = words.to_do;
    let _ = writeln!(
        text,
        "\n{buy} {to_buy}, {relocate} {to_relocate}, {pool} {to_pool}; {}\n",
        words.by_formula
    );
    let head = [
        words.what,
        words.title,
        words.category,
        words.from_place,
        words.to_place,
        words.copies,
        words.gain,
        words.spared,
    ];
    let line = |one: &AdvisedLine| {
        let what = words.kinds[one.kind.min(2)].to_owned();
        let [gain, spared] = [one.gain_a_year, one.spared_a_year].map(|of| language.hundredths(of));
        let (category, copies) = (one.category.to_owned(), language.number(one.copies));
        let (title, from, to) = (one.title.clone(), one.from.clone(), one.to.clone());
        vec![what, title, category, from, to, copies, gain, spared]
    };
    let list = numbers.moves.iter().take(SHOWN).map(line);
    let rows: Vec<Vec<String>> =
        std::iter::once(head.map(str::to_owned).to_vec()).chain(list).collect();
    let [left, right] = [Align::Left, Align::Right];
    text += &columns(&[left, left, left, left, left, right, right, right], &rows);
    if numbers.moves.len() > SHOWN {
        let _ = writeln!(text, "  …");
    }
    text
}

/// Before, after, and how far from the best.
fn effect(numbers: &AdvisedNumbers, language: Language) -> String {
    let words = language.simulated_words();
    let number = |value: i64| language.hundredths(value);
    let row = |label: &str, value: Option<[i64; 3]>| {
        let cells =
            [0, 1, 2].map(|part| value.map_or_else(|| "–".to_owned(), |of| number(of[part])));
        std::iter::once(label.to_owned()).chain(cells).collect::<Vec<String>>()
    };
    let head = [words.readings[0], "", words.from, words.to].map(str::to_owned).to_vec();
    let mut rows = vec![
        head,
        row(words.base, numbers.before),
        row(words.after, numbers.after),
        row(words.difference, numbers.difference),
        row(words.filled_more, numbers.filled),
    ];
    rows.extend(numbers.bound.map(|bound| vec![words.bound.to_owned(), number(bound)]));
    rows.extend(numbers.distance.map(|of| vec![words.distance.to_owned(), number(of)]));
    rows.extend(
        numbers.least_copies.map(|of| vec![words.least_copies.to_owned(), language.number(of)]),
    );
    let [left, right] = [Align::Left, Align::Right];
    let mut text = columns(&[left, right, right, right], &rows);
    if let Some(is_reached) = numbers.is_reached {
        let said = if is_reached { words.reached } else { words.not_reached };
        let _ = writeln!(text, "\n{said}");
    }
    text
}

/// What the advice rests on, and where there is none.
fn trusted(numbers: &AdvisedNumbers, language: Language) -> String {
    let words = language.simulated_words();
    if numbers.history_weeks == 0 {
        return format!("\n{}\n", words.no_history);
    }
    let weeks = language.number(numbers.history_weeks);
    let [fail, small] = numbers.no_advice.map(|count| language.number(count));
    let mut text = format!("\n{}: {weeks}\n", words.history_weeks);
    let _ = writeln!(text, "{}: {fail} {}, {small} {}", words.no_advice, words.fail, words.small);
    for (place, category) in numbers.failing.iter().take(NAMED) {
        let _ = writeln!(text, "  {place} {}", language.wording().categories[*category as usize]);
    }
    let more = numbers.failing.len().saturating_sub(NAMED);
    if more > 0 {
        let _ = writeln!(text, "  + {more}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_the_effect_the_bound_and_the_head_of_the_list() {
        let one = AdvisedLine {
            kind: 2,
            title: "T000123".to_owned(),
            category: "novel",
            from: "EMM-01".to_owned(),
            to: "ACH".to_owned(),
            copies: 2,
            gain_a_year: 1_250,
            spared_a_year: -30,
        };
        let numbers = AdvisedNumbers {
            moves: vec![one; 50],
            before: Some([9_353, 9_340, 9_366]),
            after: Some([9_500, 9_480, 9_520]),
            difference: Some([147, 140, 154]),
            filled: Some([29_900, 27_800, 32_000]),
            bound: Some(9_520),
            is_reached: Some(true),
            distance: Some(31),
            history_weeks: 104,
            no_advice: [1, 3],
            failing: vec![("ASN-01".to_owned(), Category::Novel)],
            ..AdvisedNumbers::default()
        };
        let text = advised_text(&numbers, Language::English);
        for part in [
            "93.53   93.40   93.66",
            "95.20",
            "299.00",
            "100 to pool",
            "T000123",
            "12.50",
            "-0.30",
            "…",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        for part in ["0.31", "104", "1 that could not", "ASN-01"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        let none = advised_text(&AdvisedNumbers::default(), Language::Dutch);
        assert!(none.contains("geen historie"), "{none}");
        assert_eq!(text.matches("T000123").count(), SHOWN);
    }
}

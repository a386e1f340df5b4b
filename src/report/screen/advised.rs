//! Which copies to buy, for the terminal.

use std::fmt::Write as _;

use super::table::{Align, columns};
use crate::report::Language;

/// Copies to buy of one title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvisedLine {
    /// The code of the title.
    pub title: String,
    /// The word of its class.
    pub category: &'static str,
    /// The code of the place.
    pub to: String,
    /// How many.
    pub copies: i64,
    /// Requests a year that they fill, in hundredths.
    pub gain_a_year: i64,
}

/// A list to buy, in plain values; percentages in hundredths, with the ends of their intervals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AdvisedNumbers {
    /// The list, the largest gain first.
    pub moves: Vec<AdvisedLine>,
    /// Requests filled inside the province before.
    pub before: Option<[i64; 3]>,
    /// And after.
    pub after: Option<[i64; 3]>,
    /// What lies between.
    pub difference: Option<[i64; 3]>,
    /// What no purchase of as many copies can exceed.
    pub bound: Option<i64>,
    /// Whether the target is reached, where one was asked for.
    pub is_reached: Option<bool>,
}

/// Titles that the screen shows; the document has all.
const SHOWN: usize = 40;

/// What the purchases do, and the head of the list.
pub fn advised_text(numbers: &AdvisedNumbers, language: Language) -> String {
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
    ];
    rows.extend(numbers.bound.map(|bound| vec![words.bound.to_owned(), number(bound)]));
    let [left, right] = [Align::Left, Align::Right];
    let mut text = columns(&[left, right, right, right], &rows);
    if let Some(is_reached) = numbers.is_reached {
        let said = if is_reached { words.reached } else { words.not_reached };
        let _ = writeln!(text, "\n{said}");
    }
    let copies: i64 = numbers.moves.iter().map(|one| one.copies).sum();
    let _ = writeln!(text, "\n{} {}\n", language.number(copies), words.to_buy);
    let head = [words.title, words.category, words.to_place, words.copies, words.gain];
    let line = |one: &AdvisedLine| {
        let AdvisedLine { title, category, to, copies, gain_a_year } = one;
        let (copies, gain) = (language.number(*copies), number(*gain_a_year));
        vec![title.clone(), (*category).to_owned(), to.clone(), copies, gain]
    };
    let list = numbers.moves.iter().take(SHOWN).map(line);
    let rows: Vec<Vec<String>> =
        std::iter::once(head.map(str::to_owned).to_vec()).chain(list).collect();
    text += &columns(&[left, left, left, right, right], &rows);
    if numbers.moves.len() > SHOWN {
        let _ = writeln!(text, "  …");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_the_effect_the_bound_and_the_head_of_the_list() {
        let one = AdvisedLine {
            title: "T000123".to_owned(),
            category: "novel",
            to: "ACH".to_owned(),
            copies: 2,
            gain_a_year: 1_250,
        };
        let numbers = AdvisedNumbers {
            moves: vec![one; 50],
            before: Some([9_353, 9_340, 9_366]),
            after: Some([9_500, 9_480, 9_520]),
            difference: Some([147, 140, 154]),
            bound: Some(9_520),
            is_reached: Some(true),
        };
        let text = advised_text(&numbers, Language::English);
        for part in ["93.53  93.40  93.66", "95.20", "100 copies", "T000123", "12.50", "…"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert_eq!(text.matches("T000123").count(), SHOWN);
    }
}

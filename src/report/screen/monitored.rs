//! A collection against its profile, for the terminal.

use std::fmt::Write as _;

use super::table::{Align, columns};
use crate::model::Category;
use crate::report::Language;

/// A place and category; shares in hundredths of a per cent, other figures in hundredths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonitoredLine {
    /// The code of the place.
    pub place: String,
    /// The category.
    pub category: Category,
    /// Copies.
    pub copies: i64,
    /// Loans of the year.
    pub loans: i64,
    /// The share of the copies of the place.
    pub share: Option<i64>,
    /// Loans a copy and year.
    pub turnover: Option<i64>,
    /// Copies that the profile asks for.
    pub target_copies: Option<i64>,
    /// The share that it asks for.
    pub target_share: Option<i64>,
    /// Loans a copy and year that it asks for.
    pub target_turnover: Option<i64>,
}

/// Large print of a place, an organisation or the province.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LargePrintLine {
    /// Its code; empty for the province.
    pub of: String,
    /// Copies.
    pub copies: i64,
    /// Loans of the year.
    pub loans: i64,
    /// The share of all copies.
    pub share_of_copies: Option<i64>,
    /// The share of all loans.
    pub share_of_loans: Option<i64>,
    /// Loans a copy and year.
    pub turnover: Option<i64>,
}

/// A collection against its profile, in plain values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonitoredNumbers {
    /// The year.
    pub year: i32,
    /// Days from the first to the last loan of the year.
    pub loan_days: i64,
    /// Places and categories.
    pub cells: Vec<MonitoredLine>,
    /// Large print: the province, organisations, places.
    pub large_print: Vec<LargePrintLine>,
}

/// Days of a year.
const YEAR: i64 = 365;

/// Every place and category beside its profile, then large print.
pub fn monitored_text(numbers: &MonitoredNumbers, language: Language) -> String {
    let words = language.monitored_words();
    let mut text = format!("{} {}\n", words.title, numbers.year);
    if numbers.loan_days < YEAR {
        let days = language.number(numbers.loan_days);
        let _ = writeln!(text, "{}: {days}", words.part_of_year);
    }
    let _ = writeln!(text, "{}\n", words.no_age);
    let number = |value: Option<i64>| {
        value.map_or_else(|| "–".to_owned(), |value| language.hundredths(value))
    };
    let mut rows = vec![words.head.map(str::to_owned).to_vec()];
    rows.extend(numbers.cells.iter().map(|of| {
        let category = language.wording().categories[of.category as usize].to_owned();
        let copies = language.number(of.copies);
        let loans = language.number(of.loans);
        let targets = [of.target_copies, of.target_share, of.target_turnover].map(number);
        let [target_copies, target_share, target_turnover] = targets;
        let (share, turnover) = (number(of.share), number(of.turnover));
        vec![
            of.place.clone(),
            category,
            copies,
            target_copies,
            share,
            target_share,
            loans,
            turnover,
            target_turnover,
        ]
    }));
    let (left, right) = (Align::Left, Align::Right);
    text += &columns(&[left, left, right, right, right, right, right, right, right], &rows);
    let _ = writeln!(text, "\n{}", words.large_print);
    let mut rows = vec![words.large_head.map(str::to_owned).to_vec()];
    rows.extend(numbers.large_print.iter().map(|of| {
        let name = if of.of.is_empty() { words.province.to_owned() } else { of.of.clone() };
        let [share, of_loans, turnover] =
            [of.share_of_copies, of.share_of_loans, of.turnover].map(number);
        let (copies, loans) = (language.number(of.copies), language.number(of.loans));
        vec![name, copies, share, loans, of_loans, turnover]
    }));
    text += &columns(&[left, right, right, right, right, right], &rows);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_actual_beside_profile_and_large_print_apart() {
        let numbers = MonitoredNumbers {
            year: 2026,
            loan_days: 200,
            cells: vec![MonitoredLine {
                place: "EMM-01".to_owned(),
                category: Category::LargePrint,
                copies: 1_200,
                loans: 4_100,
                share: Some(210),
                turnover: Some(342),
                target_copies: Some(150_000),
                target_share: None,
                target_turnover: Some(400),
            }],
            large_print: vec![LargePrintLine {
                of: String::new(),
                copies: 15_000,
                loans: 44_000,
                share_of_copies: Some(205),
                share_of_loans: Some(310),
                turnover: None,
            }],
        };
        let english = monitored_text(&numbers, Language::English);
        for part in ["2026", "200", "EMM-01", "1,200", "1,500.00", "3.42", "4.00", "15,000", "3.10"]
        {
            assert!(english.contains(part), "{part} in {english}");
        }
        let dutch = monitored_text(&numbers, Language::Dutch);
        assert!(dutch.contains("Grote letter") && dutch.contains("1.500,00"), "{dutch}");
    }
}

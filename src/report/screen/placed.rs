//! Where returned copies go, for the terminal.

use std::fmt::Write as _;

use super::table::{Align, columns};
use crate::report::Language;
use crate::units::Cents;

/// Ways are named up to so many; the document has every copy.
const WAYS_MAX: usize = 20;

/// Copies that go the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedLine {
    /// Where they came back, where they belong and where they go, by name.
    pub way: [String; 3],
    /// How many.
    pub copies: i64,
}

/// Where returned copies go, in plain values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedNumbers {
    /// Copies that go home, that stay, that go to the background collection and elsewhere.
    pub counts: [i64; 4],
    /// Handling and transport, and that of sending all of them home.
    pub moving: [Cents; 2],
    /// What is expected to be saved, in the same two cases.
    pub saved: [Cents; 2],
    /// What no placement undercuts.
    pub bound: Cents,
    /// What does not go home, by its way, most copies first.
    pub lines: Vec<PlacedLine>,
}

/// Counts, costs beside those of sending everything home, and the ways of what does not.
pub fn placed_text(numbers: &PlacedNumbers, language: Language) -> String {
    let words = language.placed_words();
    let counts = words.counts.into_iter().zip(numbers.counts);
    let counts = counts.map(|(name, count)| vec![name.to_owned(), language.number(count)]);
    let mut text = columns(&[Align::Left, Align::Right], &counts.collect::<Vec<_>>());
    let money = |name: &str, [here, home]: [Cents; 2]| {
        vec![name.to_owned(), language.money(here), language.money(home)]
    };
    let [moving, saved] = [numbers.moving, numbers.saved];
    let net = [moving[0] - saved[0], moving[1] - saved[1]];
    let rows = [
        vec![String::new(), words.so.to_owned(), words.all_home.to_owned()],
        money(words.moving, moving),
        money(words.saved, saved),
        money(words.net, net),
    ];
    text.push('\n');
    text += &columns(&[Align::Left, Align::Right, Align::Right], &rows);
    let _ = writeln!(text, "\n{}: {}", words.bound, language.money(numbers.bound));
    if numbers.lines.is_empty() {
        return text;
    }
    let mut rows = vec![words.way.map(str::to_owned).to_vec()];
    for line in numbers.lines.iter().take(WAYS_MAX) {
        rows.push([line.way.to_vec(), vec![language.number(line.copies)]].concat());
    }
    let left = Align::Left;
    text.push('\n');
    text += &columns(&[left, left, left, Align::Right], &rows);
    let more = numbers.lines.len().saturating_sub(WAYS_MAX);
    if more > 0 {
        let _ = writeln!(text, "+ {more}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_costs_stands_beside_what_going_home_costs() {
        let numbers = PlacedNumbers {
            counts: [5, 3, 0, 2],
            moving: [Cents(420), Cents(1_000)],
            saved: [Cents(300), Cents(100)],
            bound: Cents(120),
            lines: vec![PlacedLine {
                way: ["Roden", "Assen", "Emmen"].map(str::to_owned),
                copies: 2,
            }],
        };
        let text = placed_text(&numbers, Language::Dutch);
        assert!(text.contains("Blijft waar het is"), "{text}");
        assert!(text.contains("1,20") && text.contains("9,00"), "{text}");
        assert!(text.lines().last().is_some_and(|line| line.contains("Roden")), "{text}");
    }
}

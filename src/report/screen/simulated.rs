//! A what-if, for the terminal.

use std::fmt::Write as _;

use super::table::{Align, columns};
use crate::report::Language;

/// A reading of base, scenario and difference, in hundredths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadingLine {
    /// The mean of the base.
    pub base: Option<i64>,
    /// The mean of the scenario.
    pub scenario: Option<i64>,
    /// The mean of the difference and the ends of its interval.
    pub difference: Option<[i64; 3]>,
}

/// A scenario in plain values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioNumbers {
    /// Its name.
    pub name: String,
    /// What it says of itself.
    pub about: String,
    /// Copies bought, weeded and moved.
    pub copies: [i64; 3],
    /// The three readings of the norm, not filled, lead time, waiting, turnover, crates,
    /// kilometres, euros.
    pub readings: [ReadingLine; 10],
}

/// A what-if in plain values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimulatedNumbers {
    /// The scenarios.
    pub scenarios: Vec<ScenarioNumbers>,
    /// Replications.
    pub replications: i64,
    /// Whether the differences are as precise as was asked for.
    pub is_precise: bool,
    /// The norm, in tenths of a per cent.
    pub norm_tenths: i64,
    /// Titles whose demand is more than their copies can serve.
    pub titles_beyond_stock: i64,
}

/// A part of a what-if in plain values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShardNumbers {
    /// Which, as `2/3`.
    pub shard: String,
    /// Its first and last replication, from 1.
    pub replications: [i64; 2],
    /// Its result.
    pub file: String,
    /// Whether that was there already.
    pub was_there: bool,
}

/// What became of a part of a what-if.
pub fn shard_text(numbers: &ShardNumbers, language: Language) -> String {
    let words = language.simulated_words();
    let done = if numbers.was_there { words.shard_was_there } else { words.shard_written };
    let [first, last] = numbers.replications.map(|number| language.number(number));
    let to = words.up_to;
    let (shard, file) = (&numbers.shard, &numbers.file);
    format!("{} {shard}: {} {first} {to} {last}\n{done}: {file}\n", words.shard, words.numbers)
}

/// A table a scenario: every reading of the base and the scenario, and what lies between.
pub fn simulated_text(numbers: &SimulatedNumbers, language: Language) -> String {
    let words = language.simulated_words();
    let mut text = String::new();
    for scenario in &numbers.scenarios {
        text += &scenario_text(scenario, language);
    }
    let line = |label: &str, value: String| vec![label.to_owned(), value];
    let rows = [
        line(words.norm, language.tenths(numbers.norm_tenths)),
        line(words.replications, language.number(numbers.replications)),
        line(words.beyond, language.number(numbers.titles_beyond_stock)),
    ];
    text += &columns(&[Align::Left, Align::Right], &rows);
    let precise = if numbers.is_precise { words.precise } else { words.not_precise };
    let _ = writeln!(text, "\n{precise}\n{}", words.planned);
    text
}

fn scenario_text(scenario: &ScenarioNumbers, language: Language) -> String {
    let words = language.simulated_words();
    let mut text = String::new();
    let _ = writeln!(text, "{}", scenario.name);
    if !scenario.about.is_empty() {
        let _ = writeln!(text, "{}", scenario.about.trim_end());
    }
    let touched = [words.bought, words.weeded, words.moved].into_iter().zip(scenario.copies);
    let touched = touched.map(|(word, count)| format!("{} {word}", language.number(count)));
    let _ = writeln!(text, "{}\n", touched.collect::<Vec<String>>().join(", "));
    let number = |value: Option<i64>| {
        value.map_or_else(|| "–".to_owned(), |value| language.hundredths(value))
    };
    let row = |(label, line): (&&str, &ReadingLine)| {
        let [mean, low, high] = [0, 1, 2].map(|part| number(line.difference.map(|of| of[part])));
        vec![(*label).to_owned(), number(line.base), number(line.scenario), mean, low, high]
    };
    let head = ["", words.base, words.scenario, words.difference, words.from, words.to];
    let head = std::iter::once(head.map(str::to_owned).to_vec());
    let rows: Vec<Vec<String>> =
        head.chain(words.readings.iter().zip(&scenario.readings).map(row)).collect();
    let [left, right] = [Align::Left, Align::Right];
    text += &columns(&[left, right, right, right, right, right], &rows);
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_a_shard_played_and_where_its_result_is() {
        let numbers = ShardNumbers {
            shard: "2/3".to_owned(),
            replications: [34, 66],
            file: "parts/ab.toml".to_owned(),
            was_there: false,
        };
        let english = shard_text(&numbers, Language::English);
        assert_eq!(english, "Shard 2/3: replications 34 to 66\nWritten: parts/ab.toml\n");
        let dutch = shard_text(&ShardNumbers { was_there: true, ..numbers }, Language::Dutch);
        assert!(dutch.contains("herhalingen 34 tot en met 66\nWas er al:"), "{dutch}");
    }

    #[test]
    fn shows_base_scenario_and_the_interval_of_the_difference() {
        let line = ReadingLine {
            base: Some(9_525),
            scenario: Some(9_641),
            difference: Some([116, 101, 131]),
        };
        let mut readings = [ReadingLine::default(); 10];
        readings[0] = line;
        let numbers = SimulatedNumbers {
            scenarios: vec![ScenarioNumbers {
                name: "most wanted".to_owned(),
                about: "45,000 titles".to_owned(),
                copies: [45_000, 3, 0],
                readings,
            }],
            replications: 4,
            is_precise: true,
            norm_tenths: 950,
            titles_beyond_stock: 12,
        };
        let english = simulated_text(&numbers, Language::English);
        for part in ["most wanted", "45,000 bought", "95.25  ", "96.41", "1.16  1.01  1.31", "95.0"]
        {
            assert!(english.contains(part), "{part} in {english}");
        }
        let dutch =
            simulated_text(&SimulatedNumbers { is_precise: false, ..numbers }, Language::Dutch);
        assert!(dutch.contains("nog niet") && dutch.contains("95,25"), "{dutch}");
    }
}

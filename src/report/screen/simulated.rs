//! A what-if, for the terminal.

use std::fmt::Write as _;

use super::table::{Align, columns};
use crate::model::Category;
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

/// A title behind a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShiftedLine {
    /// Its code.
    pub title: String,
    /// Its class.
    pub category: Category,
    /// Requests a year that are not filled in base and scenario, in hundredths.
    pub a_year: [i64; 2],
}

/// The titles behind a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShiftedNumbers {
    /// The share of the change that they make up, in per cent.
    pub share_percent: i64,
    /// The titles, the largest part first.
    pub titles: Vec<ShiftedLine>,
}

/// A scenario in plain values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// The titles behind the change in what is not filled.
    pub titles: ShiftedNumbers,
}

/// A what-if in plain values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// Weeks of history that readers were fitted to; 0 where they follow the generator.
    pub history_weeks: i64,
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
    if numbers.scenarios.len() > 1 {
        text += &summary(&numbers.scenarios, language);
    }
    for scenario in &numbers.scenarios {
        text += &scenario_text(scenario, language);
    }
    let line = |label: &str, value: String| vec![label.to_owned(), value];
    let rows = [
        line(words.norm, language.tenths(numbers.norm_tenths)),
        line(words.replications, language.number(numbers.replications)),
        line(words.beyond, language.number(numbers.titles_beyond_stock)),
        line(words.history_weeks, language.number(numbers.history_weeks)),
    ];
    text += &columns(&[Align::Left, Align::Right], &rows);
    let precise = if numbers.is_precise { words.precise } else { words.not_precise };
    let _ = writeln!(text, "\n{precise}\n{}", words.planned);
    if numbers.history_weeks == 0 {
        let _ = writeln!(text, "{}", words.no_history);
    }
    text
}

/// Readings of the summary, by their number.
const SUMMARISED: [usize; 5] = [0, 3, 5, 7, 9];

/// A line a scenario: what differs from the base, with the interval of what is not filled.
fn summary(scenarios: &[ScenarioNumbers], language: Language) -> String {
    let words = language.simulated_words();
    let number = |value: Option<i64>| {
        value.map_or_else(|| "–".to_owned(), |value| language.hundredths(value))
    };
    let labels = SUMMARISED.map(|reading| words.readings[reading].to_owned());
    let mut head = vec![words.difference.to_owned()];
    head.extend(labels);
    head.splice(3..3, [words.from, words.to].map(str::to_owned));
    let row = |scenario: &ScenarioNumbers| {
        let part = |reading: usize, part: usize| {
            number(scenario.readings[reading].difference.map(|of| of[part]))
        };
        let mut row = vec![scenario.name.clone()];
        row.extend(SUMMARISED.map(|reading| part(reading, 0)));
        row.splice(3..3, [part(SUMMARISED[1], 1), part(SUMMARISED[1], 2)]);
        row
    };
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(scenarios.iter().map(row)).collect();
    let right = Align::Right;
    let mut text = columns(&[Align::Left, right, right, right, right, right, right, right], &rows);
    text.push('\n');
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
    text += &titles_text(&scenario.titles, language);
    text
}

/// Titles that the screen shows of a scenario; the document has more.
const TITLES_SHOWN: usize = 10;

/// The head of the list of titles behind a change; nothing where no title is.
fn titles_text(numbers: &ShiftedNumbers, language: Language) -> String {
    let words = language.simulated_words();
    if numbers.titles.is_empty() {
        return String::new();
    }
    let (share, count) = (numbers.share_percent, numbers.titles.len());
    let count = language.number(i64::try_from(count).unwrap_or(i64::MAX));
    let mut text = format!("{} {share} %: {count}\n", words.titles_behind);
    let head = [words.title, words.category, words.base, words.scenario];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(numbers.titles.iter().take(TITLES_SHOWN).map(|one| {
        let [base, scenario] = one.a_year.map(|value| language.hundredths(value));
        let category = language.wording().categories[one.category as usize];
        vec![one.title.clone(), category.to_owned(), base, scenario]
    }));
    text += &columns(&[Align::Left, Align::Left, Align::Right, Align::Right], &rows);
    if numbers.titles.len() > TITLES_SHOWN {
        text.push_str("  …\n");
    }
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
                titles: ShiftedNumbers {
                    share_percent: 80,
                    titles: vec![
                        ShiftedLine {
                            title: "T000012".to_owned(),
                            category: Category::Novel,
                            a_year: [1_250, 25],
                        };
                        12
                    ],
                },
            }],
            replications: 4,
            is_precise: true,
            norm_tenths: 950,
            titles_beyond_stock: 12,
            history_weeks: 0,
        };
        let english = simulated_text(&numbers, Language::English);
        for part in ["most wanted", "45,000 bought", "95.25  ", "96.41", "1.16  1.01  1.31", "95.0"]
        {
            assert!(english.contains(part), "{part} in {english}");
        }
        assert!(english.contains("80 %: 12") && english.contains("12.50"), "{english}");
        assert_eq!(english.matches("T000012").count(), TITLES_SHOWN);
        let dutch =
            simulated_text(&SimulatedNumbers { is_precise: false, ..numbers }, Language::Dutch);
        assert!(dutch.contains("nog niet") && dutch.contains("geen historie"), "{dutch}");
    }
}

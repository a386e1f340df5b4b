//! Tables as CSV: for Dutch Excel (a mark of UTF-8, semicolons, decimal commas), or plain, as
//! RFC 4180 has it, with commas and decimal points.

use csv::{Terminator, WriterBuilder};

use super::screen::{
    AdvisedLine, AdvisedNumbers, MonitoredLine, MonitoredNumbers, ReadingLine, ScenarioNumbers,
    SimulatedNumbers,
};
use super::wording::Language;

/// By which Excel knows UTF-8.
const MARK: char = '\u{feff}';

/// Rows of fields, the head first, in the dialect of a language.
///
/// # Panics
///
/// Never: it writes into memory, and fields are UTF-8.
pub(super) fn table(language: Language, rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = WriterBuilder::new()
        .delimiter(match language {
            Language::Dutch => b';',
            Language::English => b',',
        })
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("rows of one length go into memory");
    }
    let bytes = writer.into_inner().expect("memory takes what is written");
    let text = String::from_utf8(bytes).expect("fields are UTF-8");
    match language {
        Language::Dutch => format!("{MARK}{text}"),
        Language::English => text,
    }
}

/// Hundredths with a decimal sign and without thousands, as a spreadsheet reads them.
pub(super) fn number_cell(language: Language, hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let decimal = match language {
        Language::Dutch => ',',
        Language::English => '.',
    };
    format!("{sign}{}{decimal}{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
}

/// A what-if: a row a scenario and reading.
pub fn simulated_table(numbers: &SimulatedNumbers, language: Language) -> String {
    let words = language.simulated_words();
    let head = [
        words.scenario,
        words.reading,
        words.base,
        words.with_scenario,
        words.difference,
        words.from,
        words.to,
    ];
    let of = |scenario: &ScenarioNumbers| {
        let rows = words.readings.iter().zip(&scenario.readings);
        let row = |(label, line): (&&str, &ReadingLine)| {
            let number = |value: Option<i64>| {
                value.map_or_else(String::new, |value| number_cell(language, value))
            };
            let end = |part: usize| number(line.difference.map(|of| of[part]));
            let label = label.trim_end_matches([' ', '*']).to_owned();
            let (base, with) = (number(line.base), number(line.scenario));
            vec![scenario.name.clone(), label, base, with, end(0), end(1), end(2)]
        };
        rows.map(row).collect::<Vec<Vec<String>>>()
    };
    let head = std::iter::once(head.map(str::to_owned).to_vec());
    table(language, head.chain(numbers.scenarios.iter().flat_map(of)))
}

/// An advice: a row a move, to work off.
pub fn advised_table(numbers: &AdvisedNumbers, language: Language) -> String {
    let words = language.simulated_words();
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
    let head = head.map(str::to_owned);
    let row = |one: &AdvisedLine| {
        let [gain, spared] =
            [one.gain_a_year, one.spared_a_year].map(|of| number_cell(language, of));
        vec![
            words.kinds[one.kind.min(2)].to_owned(),
            one.title.clone(),
            one.category.to_owned(),
            one.from.clone(),
            one.to.clone(),
            one.copies.to_string(),
            gain,
            spared,
        ]
    };
    table(language, std::iter::once(head.to_vec()).chain(numbers.moves.iter().map(row)))
}

/// A collection against its profile: a row a place and category.
pub fn monitored_table(numbers: &MonitoredNumbers, language: Language) -> String {
    let head = language.monitored_words().head.map(str::to_owned).to_vec();
    let row = |of: &MonitoredLine| {
        let number =
            |value: Option<i64>| value.map_or_else(String::new, |of| number_cell(language, of));
        vec![
            of.place.clone(),
            language.wording().categories[of.category as usize].to_owned(),
            of.copies.to_string(),
            number(of.target_copies),
            number(of.share),
            number(of.target_share),
            of.loans.to_string(),
            number(of.turnover),
            number(of.target_turnover),
        ]
    };
    table(language, std::iter::once(head).chain(numbers.cells.iter().map(row)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn advice() -> AdvisedNumbers {
        let one = AdvisedLine {
            kind: 0,
            title: "T1; \"een\"".to_owned(),
            category: "novel",
            from: String::new(),
            to: "EMM-01".to_owned(),
            copies: 1_200,
            gain_a_year: -1_250,
            spared_a_year: 5,
        };
        AdvisedNumbers { moves: vec![one], ..AdvisedNumbers::default() }
    }

    #[test]
    fn dutch_tables_have_a_mark_semicolons_and_decimal_commas() {
        let text = advised_table(&advice(), Language::Dutch);
        assert!(text.starts_with(MARK) && text.contains("\r\n"), "{text:?}");
        assert!(text.contains(";1200;-12,50;0,05\r\n"), "{text:?}");
        assert!(text.contains("\"T1; \"\"een\"\"\""), "{text:?}");
    }

    #[test]
    fn plain_tables_have_commas_and_points_and_a_row_a_reading() {
        let text = advised_table(&advice(), Language::English);
        assert!(text.contains(",1200,-12.50,0.05\r\n") && !text.contains(MARK), "{text:?}");
        let numbers = SimulatedNumbers {
            scenarios: vec![ScenarioNumbers::default(); 2],
            ..SimulatedNumbers::default()
        };
        let text = simulated_table(&numbers, Language::English);
        assert_eq!(text.lines().count(), 21, "{text}");
        assert!(text.contains("Kilometres a week,"), "{text}");
    }
}

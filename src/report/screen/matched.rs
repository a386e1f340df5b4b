//! Who fills the requests of a week, for the terminal.

use std::fmt::Write as _;

use super::table::{Align, columns};
use crate::model::{ServiceDate, Shortage};
use crate::report::Language;
use crate::units::Cents;

/// What was chosen, in plain values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchedNumbers {
    /// Copies from the own branch, from elsewhere, coming back, from outside, and not filled.
    pub sources: [i64; 5],
    /// Copies from the province that are there within their limit.
    pub filled_in_province: i64,
    /// What all choices cost.
    pub cost: Cents,
    /// The bound that was proven, where one was.
    pub proven: Option<Cents>,
    /// Departures in which a lender can pull no more.
    pub full: Vec<FullWindow>,
    /// What came of a target.
    pub target: Option<TargetNumbers>,
    /// What the province does not fill in time, title by title, most copies first.
    pub short: Vec<ShortTitle>,
    /// Why requests get what they get.
    pub explained: Vec<ExplainedLines>,
    /// What serves instead where nothing was found.
    pub replaced: Vec<ReplacedLine>,
}

/// A share that was to be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TargetNumbers {
    /// Tenths of a per cent.
    pub permille: u16,
    /// Whether it is.
    pub is_reached: bool,
    /// What one copy more costs.
    pub price_per_copy: Cents,
    /// What the last tenth of a point costs.
    pub last_tenth: Cents,
    /// The most that can be filled under this timetable, in tenths of a per cent.
    pub within_reach: u16,
    /// The same under any timetable.
    pub within_reach_of_any: u16,
}

/// Copies of a title that the province does not fill in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortTitle {
    /// The code of the title.
    pub code: String,
    /// How many copies.
    pub copies: i64,
    /// Why.
    pub reason: Shortage,
}

/// Why a request gets what it gets: what serves it, then what might have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainedLines {
    /// The number of the request.
    pub request: String,
    /// The morning on which it was first on a pull list.
    pub morning: ServiceDate,
    /// Sources, by cost.
    pub offers: Vec<OfferLine>,
}

/// What serves a request, or might have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferLine {
    /// What it is.
    pub what: Instead,
    /// How many copies it serves.
    pub copies: i64,
    /// When it is there, for a copy that somebody sends.
    pub arrives: Option<ServiceDate>,
    /// What a copy costs.
    pub cost: Cents,
    /// What is full on its way, with what one more would save.
    pub full: Vec<(Full, Cents)>,
}

/// What is full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Full {
    /// The pulls of a place with this name.
    Pulls(String),
    /// What an organisation with this name lends in the week.
    Lending(String),
    /// The copies of a place.
    Copies(String),
    /// The copies that come back.
    Returning,
    /// The hold shelf of a place with this name.
    Shelf(String),
}

/// What serves a request instead of a copy that was not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplacedLine {
    /// The day on which nothing was found.
    pub date: ServiceDate,
    /// The number of the request.
    pub request: String,
    /// How many copies.
    pub items: i64,
    /// Who serves now.
    pub instead: Instead,
    /// When it is there, for a copy that somebody sends.
    pub arrives: Option<ServiceDate>,
}

/// Who serves instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instead {
    /// A place with this name.
    Copy(String),
    /// A copy that comes back.
    Returning,
    /// A library outside the province.
    Outside,
    /// Nobody.
    Nobody,
}

/// A departure in which a lender can pull no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FullWindow {
    /// The name of the lender.
    pub place: String,
    /// The day on which the pulls leave.
    pub leaves: ServiceDate,
    /// What one pull more would save.
    pub price: Cents,
}

/// Tables: who fills the requests, which lenders are full, and what was replaced.
pub fn matched_text(numbers: &MatchedNumbers, language: Language) -> String {
    let (w, own) = (language.wording(), language.matching_words());
    let asked: i64 = numbers.sources.iter().sum();
    let line = |label: &str, value: i64| vec![label.to_owned(), language.number(value)];
    let labels = [w.from_own, w.from_elsewhere, w.from_returning, w.from_outside, w.from_nobody];
    let mut rows = vec![line(w.requests, asked)];
    let sources = labels.iter().zip(numbers.sources);
    rows.extend(sources.map(|(label, copies)| line(&format!("  {label}"), copies)));
    rows.push(line(w.norm_requests, numbers.filled_in_province));
    rows.push(vec![own.cost.to_owned(), language.money(numbers.cost)]);
    if let Some(bound) = numbers.proven {
        let label = if numbers.target.is_some() { own.bound_of_target } else { own.bound };
        rows.push(vec![label.to_owned(), language.money(bound)]);
    }
    let mut text = columns(&[Align::Left, Align::Right], &rows);
    if !numbers.full.is_empty() {
        text += &full_text(numbers, language);
    }
    if let Some(target) = &numbers.target {
        text += &target_text(target, language);
    }
    if !numbers.short.is_empty() {
        text += &short_text(numbers, language);
    }
    for lines in &numbers.explained {
        text += &explained_text(lines, language);
    }
    if !numbers.replaced.is_empty() {
        text += &replaced_text(numbers, language);
    }
    text
}

fn full_text(numbers: &MatchedNumbers, language: Language) -> String {
    let (w, own) = (language.wording(), language.matching_words());
    let mut text = String::new();
    let _ = writeln!(text, "\n{}\n", own.full_help);
    let head = [w.branch, own.leaves, own.saves].map(str::to_owned).to_vec();
    let full = numbers
        .full
        .iter()
        .map(|of| vec![of.place.clone(), language.date_short(of.leaves), language.money(of.price)]);
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(full).collect();
    text += &columns(&[Align::Left, Align::Left, Align::Right], &rows);
    text
}

fn target_text(target: &TargetNumbers, language: Language) -> String {
    let own = language.matching_words();
    let share = |permille: u16| format!("{} %", language.tenths(i64::from(permille)));
    let outcome = if target.is_reached { own.target_reached } else { own.target_missed };
    let mut text = format!("\n{} {}: {outcome}\n\n", own.target, share(target.permille));
    let mut rows = vec![
        vec![own.within_reach.to_owned(), share(target.within_reach)],
        vec![own.within_reach_of_any.to_owned(), share(target.within_reach_of_any)],
    ];
    if target.is_reached {
        rows.push(vec![own.price_per_copy.to_owned(), language.money(target.price_per_copy)]);
        rows.push(vec![own.last_tenth.to_owned(), language.money(target.last_tenth)]);
    }
    text += &columns(&[Align::Left, Align::Right], &rows);
    text
}

/// How many titles that fall short are named one by one.
const SHORT_NAMED: usize = 12;

fn short_text(numbers: &MatchedNumbers, language: Language) -> String {
    let (w, own) = (language.wording(), language.matching_words());
    let mut text = format!("\n{}\n\n", own.short_help);
    let head = [own.reason, w.copies, w.titles].map(str::to_owned).to_vec();
    let of_reason = |(reason, _): &(Shortage, &str)| {
        let titles: Vec<&ShortTitle> =
            numbers.short.iter().filter(|title| title.reason == *reason).collect();
        let copies = titles.iter().map(|title| title.copies).sum();
        let named = titles.iter().take(SHORT_NAMED).map(|title| match title.copies {
            1 => title.code.clone(),
            copies => format!("{} ({})", title.code, language.number(copies)),
        });
        let mut named: Vec<String> = named.collect();
        if titles.len() > SHORT_NAMED {
            named.push("...".to_owned());
        }
        let word = language.shortage(*reason).to_owned();
        (copies > 0).then(|| vec![word, language.number(copies), named.join(", ")])
    };
    let rows: Vec<Vec<String>> =
        std::iter::once(head).chain(Shortage::WORDS.iter().filter_map(of_reason)).collect();
    text += &columns(&[Align::Left, Align::Right, Align::Left], &rows);
    text
}

fn explained_text(lines: &ExplainedLines, language: Language) -> String {
    let (w, own) = (language.wording(), language.matching_words());
    let morning = language.date_short(lines.morning);
    let mut text = format!("\n{} {}, {} {morning}\n\n", w.request, lines.request, own.pulled_on);
    let head = [own.from, w.copies, own.arrives, own.cost_of_copy, own.full];
    let line = |of: &OfferLine| {
        let full = of.full.iter().map(|(what, price)| {
            let (word, place) = match what {
                Full::Pulls(place) => (own.full_pulls, place.as_str()),
                Full::Lending(body) => (own.full_lending, body.as_str()),
                Full::Copies(place) => (own.full_copies, place.as_str()),
                Full::Returning => (own.full_returning, ""),
                Full::Shelf(place) => (own.full_shelf, place.as_str()),
            };
            format!("{word} {place} ({})", language.money(*price))
        });
        vec![
            instead(&of.what, language).to_owned(),
            language.number(of.copies),
            of.arrives.map_or_else(String::new, |date| language.date_short(date)),
            language.money(of.cost),
            full.collect::<Vec<String>>().join(", "),
        ]
    };
    let head = std::iter::once(head.map(str::to_owned).to_vec());
    let rows: Vec<Vec<String>> = head.chain(lines.offers.iter().map(line)).collect();
    let aligned = [Align::Left, Align::Right, Align::Left, Align::Right, Align::Left];
    text += &columns(&aligned, &rows);
    text
}

fn instead(of: &Instead, language: Language) -> &str {
    let w = language.wording();
    match of {
        Instead::Copy(place) => place,
        Instead::Returning => w.from_returning,
        Instead::Outside => w.from_outside,
        Instead::Nobody => w.from_nobody,
    }
}

fn replaced_text(numbers: &MatchedNumbers, language: Language) -> String {
    let (w, own) = (language.wording(), language.matching_words());
    let mut text = String::new();
    let _ = writeln!(text, "\n{}\n", own.replaced_help);
    let head = [own.failed_on, w.request, w.copies, own.instead, own.arrives];
    let line = |of: &ReplacedLine| {
        let instead = instead(&of.instead, language);
        let arrives = of.arrives.map_or_else(String::new, |date| language.date_short(date));
        let date = language.date_short(of.date);
        vec![date, of.request.clone(), language.number(of.items), instead.to_owned(), arrives]
    };
    let head = std::iter::once(head.map(str::to_owned).to_vec());
    let rows: Vec<Vec<String>> = head.chain(numbers.replaced.iter().map(line)).collect();
    let aligned = [Align::Left, Align::Left, Align::Right, Align::Left, Align::Left];
    text += &columns(&aligned, &rows);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_who_is_full_and_who_serves_instead() {
        let date = |text: &str| text.parse::<ServiceDate>().expect("a date");
        let numbers = MatchedNumbers {
            sources: [1, 2, 3, 4, 5],
            filled_in_province: 6,
            cost: Cents(1_234),
            proven: None,
            full: vec![FullWindow {
                place: "Emmen".to_owned(),
                leaves: date("2026-11-24"),
                price: Cents(150),
            }],
            replaced: vec![ReplacedLine {
                date: date("2026-11-24"),
                request: "R7".to_owned(),
                items: 2,
                instead: Instead::Copy("Assen".to_owned()),
                arrives: Some(date("2026-11-26")),
            }],
            target: Some(TargetNumbers {
                permille: 955,
                is_reached: false,
                price_per_copy: Cents(7_777),
                last_tenth: Cents(8_888),
                within_reach: 941,
                within_reach_of_any: 957,
            }),
            short: vec![
                ShortTitle { code: "T1".to_owned(), copies: 3, reason: Shortage::AllOut },
                ShortTitle { code: "T2".to_owned(), copies: 1, reason: Shortage::TooLate },
            ],
            explained: vec![ExplainedLines {
                request: "R8".to_owned(),
                morning: date("2026-11-23"),
                offers: vec![OfferLine {
                    what: Instead::Copy("Meppel".to_owned()),
                    copies: 1,
                    arrives: Some(date("2026-11-27")),
                    cost: Cents(321),
                    full: vec![(Full::Shelf("Roden".to_owned()), Cents(45))],
                }],
            }],
        };
        let text = matched_text(&numbers, Language::English);
        let replaced = ["15", "12.34", "Emmen", "Tue 24-11", "1.50", "R7", "Assen", "Thu 26-11"];
        let target = ["95.5 %: not reached", "94.1 %", "95.7 %", "all copies are out", "T1 (3)"];
        let explained = ["R8, on the pull list of Mon 23-11", "Meppel", "Fri 27-11", "Roden"];
        for part in replaced.iter().chain(&target).chain(&explained) {
            assert!(text.contains(part), "{part} in {text}");
        }
        // What is not proven has no bound, and what is not reached no price.
        assert!(!text.contains("Proven") && !text.contains("77.77"), "{text}");
    }
}

//! The quarterly report, and its annual roll-up.

use super::document::{AccountsOrigin, AccountsPart, AccountsReport, Bars, Cell};
use crate::index::OrganisationIdx;
use crate::kpi::{CategoryFigures, CollectionFigures, Facts, LeadTime, Ratio, Share, Traffic};
use crate::model::{Category, Province, ReportSpan};
use crate::report::Language;

/// Days of lead time that have a row of their own.
const DAYS_SHOWN: usize = 14;

/// A quarter or a year as it was measured.
#[derive(Clone, Copy, Debug)]
pub struct SpanFigures<'a> {
    /// The quarter or year.
    pub span: ReportSpan,
    /// The norms.
    pub facts: &'a Facts,
    /// What moved.
    pub traffic: &'a Traffic,
    /// The collection.
    pub collection: &'a CollectionFigures,
}

/// The report of the last of some spans, with the trend of all (kwartaalrapportage).
///
/// # Panics
///
/// When there is no span.
pub fn quarter_report(
    province: &Province,
    spans: &[SpanFigures<'_>],
    origin: AccountsOrigin,
    language: Language,
) -> AccountsReport {
    let w = language.accounts_words();
    let asked = spans.last().expect("documented: a span");
    let (stem, title) = match asked.span {
        ReportSpan::Quarter(..) => ("kwartaalrapportage", w.quarter_report),
        ReportSpan::Year(_) => ("jaarrapportage", w.year_report),
    };
    let builder = Builder { province, language, asked };
    AccountsReport {
        name: format!("{stem}-{}", asked.span),
        title: format!("{title} {}", asked.span),
        origin,
        notes: notes(asked.facts, language),
        parts: vec![
            builder.transport(spans),
            builder.collection(spans),
            builder.organisations(),
            builder.between(),
            lead_time_part(&asked.traffic.lead_time, language),
            builder.quality(),
            builder.categories(),
            builder.places(),
            builder.missing(),
        ],
    }
}

/// What is missing in the facts of a period.
pub(super) fn notes(facts: &Facts, language: Language) -> Vec<String> {
    let w = language.accounts_words();
    let blank = &facts.transport.blank_weeks;
    if blank.is_empty() {
        return Vec::new();
    }
    if is_blank(facts) {
        return vec![w.nothing.to_owned()];
    }
    let weeks: Vec<String> = blank.iter().map(ToString::to_string).collect();
    vec![format!("{} {}", w.blank_weeks, weeks.join(", "))]
}

/// Whether neither a visit nor a request of a period is on record.
fn is_blank(facts: &Facts) -> bool {
    facts.transport.visits == 0 && facts.requests.whole.denominator == 0
}

/// The distribution of a lead time, with its bars.
pub(super) fn lead_time_part(lead_time: &LeadTime, language: Language) -> AccountsPart {
    let w = language.accounts_words();
    let all: u64 = lead_time.items_by_days.iter().sum();
    let shown = lead_time.items_by_days.iter().take(DAYS_SHOWN).copied();
    let beyond: u64 = lead_time.items_by_days.iter().skip(DAYS_SHOWN).sum();
    let label = |day: usize| if day < DAYS_SHOWN { day.to_string() } else { format!("{day}+") };
    let mut so_far = 0;
    let mut rows = Vec::new();
    let mut bars = Vec::new();
    for (day, items) in shown.chain((beyond > 0).then_some(beyond)).enumerate() {
        so_far += items;
        let share = |numerator| Ratio { numerator, denominator: all };
        rows.push(vec![
            Cell::text(label(day)),
            Cell::count(items),
            Cell::count(so_far),
            Cell::Percent(share(so_far)),
        ]);
        let tenths = (items * 1_000).checked_div(all).and_then(|of| i64::try_from(of).ok());
        bars.push((label(day), tenths));
    }
    let mean = lead_time.mean_days.map_or_else(|| "–".to_owned(), |days| tenths(days, language));
    let later = Cell::count(lead_time.later).shown(language);
    AccountsPart {
        notes: vec![
            format!("{} {mean}", w.lead_time_mean),
            format!("{} {later}", w.lead_time_later),
        ],
        bars: (all > 0).then(|| Bars {
            head: w.lead_time_bars.to_owned(),
            values: bars,
            line: None,
        }),
        ..AccountsPart::new("levertijd", w.lead_time, w.lead_time_head.to_vec(), rows)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "days of a lead time")]
fn tenths(days: f64, language: Language) -> String {
    language.tenths((days * 10.0).round() as i64)
}

/// The mean of a lead time, in hundredths.
#[expect(clippy::cast_possible_truncation, reason = "days of a lead time")]
pub(super) fn mean_hundredths(lead_time: &LeadTime) -> Cell {
    Cell::hundredths(lead_time.mean_days.map(|days| (days * 100.0).round() as i64))
}

/// What an organisation or place sent beyond what it received.
pub(super) fn balance((sent, received): (u64, u64)) -> Cell {
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    Cell::Number(number(sent) - number(received))
}

/// Categories with their requests and their collection, and all together.
pub(super) fn category_part(
    collection: &CollectionFigures,
    requests: Option<&Share>,
    language: Language,
) -> AccountsPart {
    let w = language.accounts_words();
    let row = |name: &str, ratio: Option<Ratio>, of: &CategoryFigures| {
        let days = collection.period.first.days_until(collection.period.last) + 1;
        let share = ratio.map_or([Cell::Blank, Cell::Blank, Cell::Blank], Cell::share);
        let mut cells = vec![Cell::text(name)];
        cells.extend(share);
        cells.extend([
            Cell::count(of.copies),
            Cell::count(of.loans),
            Cell::hundredths(of.turnover_hundredths(days)),
            Cell::hundredths(of.reservation_hundredths()),
            Cell::count(of.bought),
            Cell::count(of.weeded),
            Cell::Money(of.spent),
            Cell::Money(of.budget),
        ]);
        cells
    };
    let nothing = CategoryFigures::default();
    let known = |category: &Category| {
        let asked = requests.is_some_and(|share| share.by_category.contains_key(category));
        asked || collection.categories.contains_key(category)
    };
    let categories = Category::WORDS.map(|(category, _)| category);
    let mut rows: Vec<Vec<Cell>> = (categories.iter().filter(|category| known(category)))
        .map(|category| {
            let ratio =
                requests.map(|of| of.by_category.get(category).copied().unwrap_or_default());
            let figures = collection.categories.get(category).unwrap_or(&nothing);
            row(language.wording().categories[*category as usize], ratio, figures)
        })
        .collect();
    rows.push(row(w.all, requests.map(|share| share.whole), &collection.whole()));
    AccountsPart {
        notes: vec![w.categories_note.to_owned()],
        sums: 1,
        ..AccountsPart::new("categorieen", w.categories, w.categories_head.to_vec(), rows)
    }
}

struct Builder<'a> {
    province: &'a Province,
    language: Language,
    asked: &'a SpanFigures<'a>,
}

impl Builder<'_> {
    fn transport(&self, spans: &[SpanFigures<'_>]) -> AccountsPart {
        let w = self.language.accounts_words();
        let row = |of: &SpanFigures<'_>| {
            let norm = &of.facts.transport;
            if is_blank(of.facts) {
                let blank = std::iter::repeat_n(Cell::Blank, w.transport_head.len() - 1);
                return std::iter::once(Cell::text(of.span.to_string())).chain(blank).collect();
            }
            let missing: u64 = norm.missing.iter().map(|row| row.visits).sum();
            let met = norm.required.saturating_sub(missing);
            vec![
                Cell::text(of.span.to_string()),
                Cell::count(norm.visits),
                Cell::count(norm.required),
                Cell::count(norm.excused),
                Cell::count(missing),
                Cell::Percent(Ratio { numerator: met, denominator: norm.required }),
            ]
        };
        let rows = spans.iter().map(row).collect();
        AccountsPart {
            notes: vec![w.transport_note.to_owned()],
            ..AccountsPart::new("transport", w.transport, w.transport_head.to_vec(), rows)
        }
    }

    fn collection(&self, spans: &[SpanFigures<'_>]) -> AccountsPart {
        let w = self.language.accounts_words();
        let row = |of: &SpanFigures<'_>| {
            let loans = of.facts.loans.as_ref().map(|share| share.whole);
            let mut cells = vec![Cell::text(of.span.to_string())];
            cells.extend(Cell::share(of.facts.requests.whole));
            cells.extend(Cell::share(of.facts.inter_organisation.whole));
            cells.extend(loans.map_or([Cell::Blank, Cell::Blank, Cell::Blank], Cell::share));
            cells
        };
        let bar = |of: &SpanFigures<'_>| {
            let Ratio { numerator, denominator } = of.facts.requests.whole;
            let tenths = (numerator * 1_000).checked_div(denominator);
            (of.span.to_string(), tenths.and_then(|tenths| i64::try_from(tenths).ok()))
        };
        let norm = i64::from(self.province.settings().norm_permille);
        let values = spans.iter().map(bar).collect();
        let rows = spans.iter().map(row).collect();
        AccountsPart {
            notes: vec![w.collection_note.to_owned()],
            bars: Some(Bars { head: w.collection_bars.to_owned(), values, line: Some(norm) }),
            ..AccountsPart::new("collectie", w.collection, w.collection_head.to_vec(), rows)
        }
    }

    fn organisations(&self) -> AccountsPart {
        let w = self.language.accounts_words();
        let SpanFigures { facts, traffic, .. } = self.asked;
        let row = |organisation: OrganisationIdx| {
            let requests = traffic.of_organisation(organisation).requests();
            let mut cells = vec![Cell::text(&self.province.organisations()[organisation].name)];
            cells.extend(Cell::share(facts.requests.by_organisation[organisation]));
            cells.extend([
                Cell::count(requests.0),
                Cell::count(requests.1),
                balance(requests),
                mean_hundredths(&traffic.lead_times[organisation]),
            ]);
            cells
        };
        let is_active = |organisation: &OrganisationIdx| {
            let all = traffic.of_organisation(*organisation).all();
            facts.requests.by_organisation[*organisation].denominator > 0 || all != (0, 0)
        };
        let rows = self.province.organisations().indices().filter(is_active).map(row).collect();
        AccountsPart::new("organisaties", w.organisations, w.organisations_head.to_vec(), rows)
    }

    /// Columns have names of the data, so that they are rows here: a pair a row.
    fn between(&self) -> AccountsPart {
        let w = self.language.accounts_words();
        let all = || self.province.organisations().indices();
        let name = |of: OrganisationIdx| Cell::text(&self.province.organisations()[of].name);
        let pairs = all().flat_map(|from| all().map(move |to| (from, to)));
        let rows = pairs.filter_map(|(from, to)| {
            let items = self.asked.traffic.delivered.at(from, to);
            (items > 0).then(|| vec![name(from), name(to), Cell::count(items)])
        });
        let columns = vec![w.invoice_head[0], w.invoice_head[1], w.invoice_head[3]];
        AccountsPart::new("leveringen", w.between, columns, rows.collect())
    }

    fn quality(&self) -> AccountsPart {
        let w = self.language.accounts_words();
        let row = |name: &str, ratio: Ratio| {
            let mut cells = vec![Cell::text(name)];
            cells.extend(Cell::share(ratio));
            cells
        };
        let rows = vec![
            row(w.pull_failures, self.asked.facts.pull_failures),
            row(w.not_collected, self.asked.facts.not_collected),
        ];
        AccountsPart::new("kwaliteit", w.quality, w.quality_head.to_vec(), rows)
    }

    fn categories(&self) -> AccountsPart {
        category_part(self.asked.collection, Some(&self.asked.facts.requests), self.language)
    }

    fn places(&self) -> AccountsPart {
        let w = self.language.accounts_words();
        let visits = &self.asked.facts.transport.by_place;
        let visited = visits.iter_indexed().filter(|(_, of)| of.required > 0);
        let rows = visited.map(|(place, of)| {
            let row = &self.province.places()[place];
            let mut cells = vec![Cell::text(&row.code.0), Cell::text(&row.name)];
            let counts = [of.required, of.made, of.moved, of.excused, of.missing];
            cells.extend(counts.map(Cell::count));
            cells
        });
        AccountsPart::new("vestigingen", w.places, w.places_head.to_vec(), rows.collect())
    }

    fn missing(&self) -> AccountsPart {
        let w = self.language.accounts_words();
        let norm = &self.asked.facts.transport;
        let missing = norm.missing.iter().map(|row| (row, w.is_missing));
        let unproven = norm.unproven.iter().map(|row| (row, w.is_unproven));
        let rows = missing.chain(unproven).map(|(row, what)| {
            vec![
                Cell::Week(row.week),
                Cell::text(&self.province.places()[row.place].name),
                Cell::count(row.visits),
                Cell::text(what),
            ]
        });
        AccountsPart::new("ontbreekt", w.missing, w.missing_head.to_vec(), rows.collect())
    }
}

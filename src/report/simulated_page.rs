//! A what-if as a page: plots of the three percentages, how often the norm is met, and a heat
//! table of places and categories.

use askama::Template;

use super::screen::ShiftedNumbers;
use super::wording::{Language, SimulatedWords};
use crate::model::Category;

/// Where the plots begin and end, left of it names and right of it numbers.
const PLOT: (i64, i64) = (190, 560);

/// The height of a bar with its room.
const BAR: i64 = 26;

/// Hundredths of a per cent beyond the outermost value.
const MARGIN: i64 = 50;

/// Ticks of an axis at most.
const TICKS_MAX: i64 = 8;

/// The base or a scenario; percentages in hundredths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartLine {
    /// Its name; that of the base is empty.
    pub name: String,
    /// Mean and ends of the three readings of the norm.
    pub readings: [Option<[i64; 3]>; 3],
    /// Replications whose year meets the norm, of all.
    pub met: [i64; 2],
}

/// A row of the heat table: requests filled by category, in hundredths of a per cent; `None`
/// where nobody asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeatRow {
    /// The code of the place.
    pub place: String,
    /// By category.
    pub cells: [Option<i64>; Category::WORDS.len()],
}

/// A heat table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heat {
    /// The scenario.
    pub name: String,
    /// The places.
    pub rows: Vec<HeatRow>,
}

/// A what-if as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimulatedChart {
    /// The base, then the scenarios.
    pub lines: Vec<ChartLine>,
    /// The first scenario by place and category.
    pub heat: Option<Heat>,
    /// The titles behind its change.
    pub titles: Option<ShiftedNumbers>,
    /// The norm, in tenths of a per cent.
    pub norm_tenths: i64,
    /// Replications.
    pub replications: i64,
}

#[derive(Debug)]
struct Tick {
    x: i64,
    text: String,
}

#[derive(Debug)]
struct Bar {
    name: String,
    y: i64,
    low: i64,
    width: i64,
    mean: i64,
    text: String,
}

#[derive(Debug)]
struct Plot {
    name: &'static str,
    height: i64,
    bottom: i64,
    ticks: Vec<Tick>,
    bars: Vec<Bar>,
    norm: Option<i64>,
}

#[derive(Debug, Template)]
#[template(path = "simulated.html")]
struct SimulatedPage<'a> {
    l: Language,
    w: &'static SimulatedWords,
    categories: [&'static str; Category::WORDS.len()],
    chart: &'a SimulatedChart,
    plots: Vec<Plot>,
    met: Vec<Met>,
    rows: Vec<Row<'a>>,
    titles_head: String,
    titles: Vec<[String; 4]>,
    norm: String,
    replications: String,
}

/// A row of a table of two columns.
#[derive(Debug)]
struct Met {
    name: String,
    text: String,
}

#[derive(Debug)]
struct Cell {
    shade: String,
    text: String,
}

#[derive(Debug)]
struct Row<'a> {
    place: &'a str,
    cells: Vec<Cell>,
}

/// The more is missing the darker: all of it where 20 % is.
fn cell(value: Option<i64>, language: Language) -> Cell {
    let missing = value.map_or(0, |value| (10_000 - value).clamp(0, 2_000));
    Cell {
        shade: format!("0.{:02}", missing * 70 / 2_000),
        text: value.map_or_else(|| "–".to_owned(), |value| language.tenths(value / 10)),
    }
}

/// The page of a what-if: one file, that fetches nothing.
///
/// # Panics
///
/// Never: a template writes into memory and formats only values that cannot fail.
pub fn simulated_page(chart: &SimulatedChart, language: Language) -> String {
    let w = language.simulated_words();
    let met = |line: &ChartLine| {
        let [met, all] = line.met.map(|count| language.number(count));
        let name = if line.name.is_empty() { w.base.to_owned() } else { line.name.clone() };
        Met { name, text: format!("{met} {} {all}", w.of) }
    };
    let plots = (0..3).map(|reading| plot(chart, reading, language));
    let page = SimulatedPage {
        l: language,
        w,
        categories: language.wording().categories,
        chart,
        plots: plots.collect(),
        met: chart.lines.iter().map(met).collect(),
        rows: chart.heat.iter().flat_map(|heat| &heat.rows).map(|of| row(of, language)).collect(),
        titles_head: titles_head(chart, language),
        titles: titles(chart, language),
        norm: language.tenths(chart.norm_tenths),
        replications: language.number(chart.replications),
    };
    page.render().expect("a template that writes into memory cannot fail")
}

/// Titles that a page shows; the document has more.
const TITLES_SHOWN: usize = 40;

fn titles_head(chart: &SimulatedChart, language: Language) -> String {
    let w = language.simulated_words();
    chart.titles.as_ref().map_or_else(String::new, |titles| {
        let count = language.number(i64::try_from(titles.titles.len()).unwrap_or(i64::MAX));
        format!("{} {} %: {count}", w.titles_behind, titles.share_percent)
    })
}

/// The head of the list of titles behind the change.
fn titles(chart: &SimulatedChart, language: Language) -> Vec<[String; 4]> {
    let all = chart.titles.iter().flat_map(|titles| &titles.titles);
    let row = |one: &super::screen::ShiftedLine| {
        let [base, scenario] = one.a_year.map(|value| language.hundredths(value));
        let category = language.wording().categories[one.category as usize];
        [one.title.clone(), category.to_owned(), base, scenario]
    };
    all.take(TITLES_SHOWN).map(row).collect()
}

fn row(of: &HeatRow, language: Language) -> Row<'_> {
    let cells = of.cells.iter().map(|value| cell(*value, language));
    Row { place: &of.place, cells: cells.collect() }
}

fn plot(chart: &SimulatedChart, reading: usize, language: Language) -> Plot {
    let w = language.simulated_words();
    let norm = chart.norm_tenths * 10;
    let values = || chart.lines.iter().filter_map(|line| line.readings[reading]);
    // The norm is one of requests; another percentage is not held to it.
    let of_norm = (reading == 0).then_some(norm);
    let low = values().map(|[_, low, _]| low).chain(of_norm).min().unwrap_or(0);
    let high = values().map(|[_, _, high]| high).chain(of_norm).max().unwrap_or(10_000);
    let (low, high) = (low - MARGIN, high + MARGIN);
    let x = |value: i64| PLOT.0 + (value - low) * (PLOT.1 - PLOT.0) / (high - low);
    let bars = chart.lines.iter().enumerate().filter_map(|(number, line)| {
        let [mean, from, to] = line.readings[reading]?;
        let number = i64::try_from(number).ok()?;
        let [of, a, b] = [mean, from, to].map(|value| language.hundredths(value));
        let name = if line.name.is_empty() { w.base.to_owned() } else { shortened(&line.name) };
        Some(Bar {
            name,
            y: BAR * number + BAR / 2 + 4,
            low: x(from),
            width: (x(to) - x(from)).max(1),
            mean: x(mean),
            text: format!("{of} ({a} – {b})"),
        })
    });
    let bars: Vec<Bar> = bars.collect();
    let bottom = BAR * i64::try_from(chart.lines.len()).unwrap_or(0) + 8;
    Plot {
        name: w.readings[reading],
        height: bottom + 20,
        bottom,
        ticks: ticks((low, high), x, language),
        bars,
        norm: of_norm.map(x),
    }
}

/// Round percentages within the axis.
fn ticks((low, high): (i64, i64), x: impl Fn(i64) -> i64, language: Language) -> Vec<Tick> {
    let steps = [10, 20, 50, 100, 200, 500, 1_000, 2_000];
    let fits = |step: &i64| (high - low) / step <= TICKS_MAX;
    let step = steps.into_iter().find(fits).unwrap_or(5_000);
    let first = low.div_euclid(step) + 1;
    let values = (first..).map(|number| number * step).take_while(|value| *value <= high);
    values.map(|value| Tick { x: x(value), text: language.tenths(value / 10) }).collect()
}

/// A name as long as there is room left of a plot.
fn shortened(name: &str) -> String {
    const ROOM: usize = 28;
    if name.chars().count() <= ROOM {
        return name.to_owned();
    }
    let start: String = name.chars().take(ROOM - 1).collect();
    format!("{start}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::ShiftedLine;

    fn chart() -> SimulatedChart {
        let mut cells = [None; Category::WORDS.len()];
        cells[0] = Some(9_312);
        SimulatedChart {
            lines: vec![
                ChartLine {
                    name: String::new(),
                    readings: [Some([9_430, 9_410, 9_450]), None, Some([8_900, 8_880, 8_930])],
                    met: [0, 8],
                },
                ChartLine {
                    name: "<45.000> & meer".to_owned(),
                    readings: [Some([9_544, 9_530, 9_560]), None, Some([9_100, 9_090, 9_120])],
                    met: [8, 8],
                },
            ],
            heat: Some(Heat {
                name: "x".to_owned(),
                rows: vec![HeatRow { place: "EMM-01".to_owned(), cells }],
            }),
            titles: Some(ShiftedNumbers {
                share_percent: 80,
                titles: vec![ShiftedLine {
                    title: "T<000123>".to_owned(),
                    category: Category::Novel,
                    a_year: [1_250, 75],
                }],
            }),
            norm_tenths: 950,
            replications: 8,
        }
    }

    #[test]
    fn the_page_has_every_number_and_escapes_what_scenarios_say() {
        let page = simulated_page(&chart(), Language::Dutch);
        for part in ["94,30 (94,10 – 94,50)", "93,1", "EMM-01", "8 van 8", "rgba(200, 60, 0, 0.24)"]
        {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(page.contains("80 %: 1") && page.contains("12,50"), "{page}");
        assert!(!page.contains("<45.000>") && !page.contains("T<000"), "{page}");
        assert!(!page.contains("http"), "a page fetches nothing");
    }

    #[test]
    fn bands_lie_on_their_side_of_the_norm() {
        let plot = plot(&chart(), 0, Language::English);
        let norm = plot.norm.expect("a norm of requests");
        assert!(plot.bars[0].low + plot.bars[0].width < norm && norm < plot.bars[1].low);
        assert!(plot.bars.iter().all(|bar| bar.low <= bar.mean && bar.mean <= bar.low + bar.width));
        assert!(plot.ticks.iter().all(|tick| (PLOT.0..=PLOT.1).contains(&tick.x)));
        assert!((2..=9).contains(&plot.ticks.len()), "{:?}", plot.ticks);
    }
}

//! A report as a page: one file, for paper and screen, that fetches nothing.

use askama::Template;

use super::document::{AccountsOrigin, AccountsPart, AccountsReport, Bars, Cell};
use crate::report::Language;

/// Width and height of a plot, and of what stands below its bars.
const PLOT: (i64, i64, i64) = (680, 130, 22);

#[derive(Debug, Template)]
#[template(path = "accounts.html")]
struct AccountsPage<'a> {
    l: Language,
    report: &'a AccountsReport,
    source: String,
    parts: Vec<PartView<'a>>,
}

#[derive(Debug)]
struct PartView<'a> {
    part: &'a AccountsPart,
    rows: Vec<RowView>,
    plot: Option<Plot>,
}

#[derive(Debug)]
struct RowView {
    is_sum: bool,
    cells: Vec<CellView>,
}

#[derive(Debug)]
struct CellView {
    text: String,
    is_number: bool,
}

#[derive(Debug)]
struct Plot {
    head: String,
    width: i64,
    height: i64,
    base: i64,
    bars: Vec<BarView>,
    line: Option<i64>,
    /// Where the axis begins, if not at nought.
    from: Option<String>,
}

#[derive(Debug)]
struct BarView {
    x: i64,
    y: i64,
    width: i64,
    height: i64,
    middle: i64,
    label: String,
    value: String,
}

/// A plot alone, as a picture in another document.
#[cfg(feature = "pdf")]
#[derive(Debug, Template)]
#[template(path = "plot.svg")]
struct PlotDrawing<'a> {
    plot: &'a Plot,
}

impl Bars {
    /// The plot as the text of an SVG that stands alone; on a page it needs no name of its form.
    #[cfg(feature = "pdf")]
    pub(in crate::report) fn drawing(&self, language: Language) -> String {
        let drawing = PlotDrawing { plot: &plot(self, language) };
        let text = drawing.render().expect("a template that writes into memory cannot fail");
        text.replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1)
    }
}

impl AccountsOrigin {
    /// Where a report comes from, as a line of its head.
    pub(in crate::report) fn line(&self, language: Language) -> String {
        let word = language.accounts_words().fingerprint;
        let digits = self.fingerprint.get(..12).unwrap_or(&self.fingerprint);
        format!("{} · leenroute {} · {word} {digits}", self.province, self.version)
    }
}

impl AccountsReport {
    /// The page.
    ///
    /// # Panics
    ///
    /// Never: a template writes into memory and formats only values that cannot fail.
    pub fn page(&self, language: Language) -> String {
        let page = AccountsPage {
            l: language,
            report: self,
            source: self.origin.line(language),
            parts: self.parts.iter().map(|part| view(part, language)).collect(),
        };
        page.render().expect("a template that writes into memory cannot fail")
    }
}

fn view(part: &AccountsPart, language: Language) -> PartView<'_> {
    let first_sum = part.rows.len() - part.sums.min(part.rows.len());
    let cell = |cell: &Cell| CellView { text: cell.shown(language), is_number: cell.is_number() };
    let row = |(number, row): (usize, &Vec<Cell>)| RowView {
        is_sum: number >= first_sum,
        cells: row.iter().map(cell).collect(),
    };
    PartView {
        part,
        rows: part.rows.iter().enumerate().map(row).collect(),
        plot: part.bars.as_ref().map(|bars| plot(bars, language)),
    }
}

/// Bars from nought, or from a round value below the least where all are near each other.
fn plot(bars: &Bars, language: Language) -> Plot {
    let (width, height, foot) = PLOT;
    let values = || bars.values.iter().filter_map(|(_, value)| *value).chain(bars.line);
    let high = values().max().unwrap_or(1).max(1);
    let least = values().min().unwrap_or(0);
    let low = if least * 10 > high * 8 { least - (high - least).max(10) } else { 0 };
    let base = height - foot;
    let top = 18;
    let y = |value: i64| base - (value - low) * (base - top) / (high - low).max(1);
    let count = i64::try_from(bars.values.len().max(1)).unwrap_or(1);
    let step = width / count;
    let bar = |(number, (label, value)): (usize, &(String, Option<i64>))| {
        let x = step * i64::try_from(number).unwrap_or(0) + step / 8;
        let of = value.unwrap_or(low);
        BarView {
            x,
            y: y(of),
            width: step * 3 / 4,
            height: base - y(of),
            middle: x + step * 3 / 8,
            label: label.clone(),
            value: value.map_or_else(|| "–".to_owned(), |value| language.tenths(value)),
        }
    };
    Plot {
        head: bars.head.clone(),
        width,
        height,
        base,
        bars: bars.values.iter().enumerate().map(bar).collect(),
        line: bars.line.map(y),
        from: (low > 0).then(|| language.tenths(low)),
    }
}

//! Workbooks for spreadsheets.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Url, Workbook, Worksheet, XlsxError};

use super::table::{Cell, DataTable};
use crate::model::ServiceDate;

const SECONDS_PER_DAY: i64 = 86_400;

/// Widths of columns, in signs.
const WIDTH_MIN: usize = 6;
const WIDTH_MAX: usize = 48;

/// The formats of cells; a spreadsheet shows them by its own language.
struct Formats {
    head: Format,
    label: Format,
    text: Format,
    whole: Format,
    decimal: Format,
    date: Format,
    time: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            head: Format::new().set_bold().set_text_wrap().set_background_color("E4E4E4"),
            label: Format::new().set_bold(),
            text: Format::new().set_num_format("@"),
            whole: Format::new().set_num_format("#,##0"),
            decimal: Format::new().set_num_format("#,##0.00"),
            date: Format::new().set_num_format("dd-mm-yyyy"),
            time: Format::new().set_num_format("[hh]:mm"),
        }
    }
}

/// A table as a sheet of a workbook.
#[derive(Clone, Debug)]
pub(in crate::report) struct TableSheet<'a> {
    /// Its name: 31 signs at most, none of `[]:*?/\`.
    pub(in crate::report) title: &'a str,
    pub(in crate::report) head: &'a [&'static str],
    pub(in crate::report) rows: &'a [Vec<Cell>],
    /// The last so many rows are sums, which are neither sorted nor filtered.
    pub(in crate::report) sums: usize,
}

impl<'a> From<&'a DataTable> for TableSheet<'a> {
    fn from(table: &'a DataTable) -> Self {
        Self { title: table.title, head: &table.head, rows: &table.rows, sums: 0 }
    }
}

/// A workbook with a sheet that explains and a sheet a table.
///
/// The date of creation is given, so that the same data give the same bytes.
///
/// # Panics
///
/// Never for tables of ours: names of sheets are our own, and rows and texts are fewer and shorter
/// than a sheet takes.
pub(in crate::report) fn workbook(
    about: (&str, &[(String, String)]),
    tables: &[TableSheet<'_>],
    created: ServiceDate,
) -> Vec<u8> {
    filled(about, tables, created).expect("the tables of a week or a report fit a workbook")
}

fn filled(
    (title, about): (&str, &[(String, String)]),
    tables: &[TableSheet<'_>],
    created: ServiceDate,
) -> Result<Vec<u8>, XlsxError> {
    let formats = Formats::new();
    let mut workbook = Workbook::new();
    let created = moment(created)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let sheet = workbook.add_worksheet().set_name(title)?;
    sheet.set_column_width(0, 26)?.set_column_width(1, 90)?;
    for (row, (label, text)) in (0..).zip(about) {
        sheet.write_string_with_format(row, 0, label, &formats.label)?;
        sheet.write_string(row, 1, text)?;
    }
    for table in tables {
        let sheet = workbook.add_worksheet().set_name(table.title)?;
        fill(sheet, table, &formats)?;
    }
    workbook.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, table: &TableSheet<'_>, formats: &Formats) -> Result<(), XlsxError> {
    for (column, head) in (0..).zip(table.head) {
        sheet.write_string_with_format(0, column, *head, &formats.head)?;
        let longest = table.rows.iter().map(|row| shown(&row[usize::from(column)])).max();
        let width = longest.unwrap_or(0).max(head.chars().count() + 3);
        let width = u16::try_from(width.clamp(WIDTH_MIN, WIDTH_MAX)).expect("a small number");
        sheet.set_column_width(column, f64::from(width))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, cells) in (1..).zip(table.rows) {
        for (column, cell) in (0..).zip(cells) {
            write(sheet, (row, column), cell, formats)?;
        }
    }
    let last_row = table.rows.len().saturating_sub(table.sums);
    let last_row = u32::try_from(last_row).expect("a sheet has few rows");
    if let Some(last_column) = table.head.len().checked_sub(1) {
        let last_column = u16::try_from(last_column).expect("a table has few columns");
        sheet.autofilter(0, 0, last_row, last_column)?;
    }
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Blank => {}
        Cell::Text(text) => {
            sheet.write_string_with_format(row, column, text, &formats.text)?;
        }
        Cell::Link(link) => {
            sheet.write_url(row, column, Url::new(link))?;
        }
        Cell::Number(number) => {
            sheet.write_number_with_format(row, column, *number as f64, &formats.whole)?;
        }
        Cell::Hundredths(of) => {
            sheet.write_number_with_format(row, column, *of as f64 / 100.0, &formats.decimal)?;
        }
        Cell::Date(date) => {
            sheet.write_datetime_with_format(row, column, &moment(*date)?, &formats.date)?;
        }
        Cell::Time(time) => {
            let days = time.since_midnight().0 as f64 / SECONDS_PER_DAY as f64;
            sheet.write_number_with_format(row, column, days, &formats.time)?;
        }
    }
    Ok(())
}

fn moment(date: ServiceDate) -> Result<ExcelDateTime, XlsxError> {
    let (year, month, day) = date.year_month_day();
    let year = u16::try_from(year).expect("years of plans have four digits");
    let part = |number: u32| u8::try_from(number).expect("a month or a day");
    ExcelDateTime::from_ymd(year, part(month), part(day))
}

/// How many signs a cell shows.
fn shown(cell: &Cell) -> usize {
    match cell {
        Cell::Text(text) => text.chars().count() + 2,
        Cell::Link(_) => WIDTH_MAX,
        Cell::Date(_) => 12,
        Cell::Number(_) | Cell::Hundredths(_) | Cell::Time(_) => 9,
        Cell::Blank => 0,
    }
}

//! The cells of a workbook, read one by one within limits.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read as _};
use std::path::Path;

use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx, XlsxError};

use super::{COLUMNS_MAX, ROWS_MAX, TheirTableError};

/// Bytes of all parts of a workbook together, unpacked.
const UNPACKED_MAX: u64 = 512 << 20;

/// Parts of a workbook.
const PARTS_MAX: usize = 10_000;

/// The sheets, the sheet read, and its rows that are not blank.
type Rows = (Vec<String>, Option<String>, Vec<(u64, Vec<String>)>);

/// Reads a sheet of a workbook, the first by default.
pub(super) fn rows(
    path: &Path,
    bytes: Vec<u8>,
    sheet: Option<&str>,
) -> Result<Rows, TheirTableError> {
    weigh(path, &bytes)?;
    let broken = |error: XlsxError| TheirTableError::Workbook {
        path: path.to_owned(),
        why: error.to_string(),
    };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let sheets = book.sheet_names();
    let wanted = sheet.or(sheets.first().map(String::as_str)).unwrap_or_default().to_owned();
    if !sheets.contains(&wanted) {
        return Err(TheirTableError::NoSheet { path: path.to_owned(), sheet: wanted, sheets });
    }
    let mut cells: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
    let mut reader = book.worksheet_cells_reader(&wanted).map_err(broken)?;
    while let Some(cell) = reader.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        let text = text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if row >= ROWS_MAX || column >= COLUMNS_MAX {
            return Err(TheirTableError::FarCell {
                path: path.to_owned(),
                row: u64::from(row) + 1,
                column: u64::from(column) + 1,
            });
        }
        cells.entry(row).or_default().insert(column, text);
    }
    let row = |(row, cells): (u32, BTreeMap<u32, String>)| {
        let width = cells.keys().next_back().map_or(0, |last| last + 1);
        let mut list = vec![String::new(); width as usize];
        for (column, text) in cells {
            list[column as usize] = text;
        }
        (u64::from(row) + 1, list)
    };
    Ok((sheets, Some(wanted), cells.into_iter().map(row).collect()))
}

/// Unpacks every part once, and counts: what a part says of its own size proves nothing.
fn weigh(path: &Path, bytes: &[u8]) -> Result<(), TheirTableError> {
    let broken = |why: String| TheirTableError::Workbook { path: path.to_owned(), why };
    let too_large =
        || TheirTableError::TooLarge { path: path.to_owned(), megabytes: UNPACKED_MAX >> 20 };
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    if archive.len() > PARTS_MAX {
        return Err(too_large());
    }
    let mut left = UNPACKED_MAX;
    for number in 0..archive.len() {
        let part = archive.by_index(number).map_err(|error| broken(error.to_string()))?;
        // A byte more than is allowed tells that there is more.
        let read = io::copy(&mut part.take(left + 1), &mut io::sink());
        let read = read.map_err(|error| broken(error.to_string()))?;
        left = left.checked_sub(read).ok_or_else(too_large)?;
    }
    Ok(())
}

/// A cell as the text that a CSV file of ours would have.
fn text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.trim().to_owned()
        }
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(is_so) => if *is_so { "yes" } else { "no" }.to_owned(),
        DataRef::DateTime(moment) => self::moment(moment),
    }
}

/// A date as ISO has it; a part of a day, or a span, as a time.
fn moment(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    if moment.is_duration() || moment.as_f64() < 1.0 {
        // Rounded to the nearest minute, since parts of a day are no whole seconds.
        #[expect(clippy::cast_possible_truncation, reason = "a time of some days at most")]
        let minutes = (moment.as_f64() * 1_440.0).round() as i64;
        return format!("{:02}:{:02}", minutes / 60, minutes % 60);
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if hour == 0 && minute == 0 { date } else { format!("{date} {hour:02}:{minute:02}") }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::write::SimpleFileOptions;

    use super::*;

    /// A workbook of one sheet with these rows.
    fn book(rows: &str) -> Vec<u8> {
        let parts = [
            (
                "[Content_Types].xml",
                "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned(),
            ),
            (
                "_rels/.rels",
                "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>".to_owned(),
            ),
            (
                "xl/workbook.xml",
                "<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Blad1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>".to_owned(),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>".to_owned(),
            ),
            (
                "xl/worksheets/sheet1.xml",
                format!("<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"),
            ),
        ];
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            archive.start_file(name, SimpleFileOptions::default()).expect("a part");
            archive.write_all(text.as_bytes()).expect("memory");
        }
        archive.finish().expect("memory").into_inner()
    }

    fn read(bytes: Vec<u8>) -> Result<Rows, TheirTableError> {
        rows(Path::new("theirs.xlsx"), bytes, None)
    }

    #[test]
    fn long_codes_stay_whole_and_blank_rows_are_passed_over() {
        let (sheets, _, rows) = read(book(
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t> Code </t></is></c></row>\
             <row r=\"4\"><c r=\"A4\"><v>9789041234567</v></c><c r=\"C4\"><v>0.5</v></c></row>",
        ))
        .expect("a workbook");
        assert_eq!(sheets, ["Blad1"]);
        let second = vec!["9789041234567".to_owned(), String::new(), "0.5".to_owned()];
        assert_eq!(rows, [(1, vec!["Code".to_owned()]), (4, second)]);
    }

    #[test]
    fn a_far_cell_is_told_and_costs_nothing() {
        let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
        let refused = read(book(far));
        assert!(
            matches!(refused, Err(TheirTableError::FarCell { row: 1_048_576, column: 16_384, .. })),
            "{refused:?}"
        );
    }

    #[test]
    fn a_workbook_that_unpacks_to_more_than_a_machine_holds_is_refused() {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file("xl/bomb.xml", SimpleFileOptions::default()).expect("a part");
        let blank = vec![b' '; 1 << 20];
        for _ in 0..=(UNPACKED_MAX >> 20) {
            archive.write_all(&blank).expect("memory");
        }
        let bytes = archive.finish().expect("memory").into_inner();
        assert!(bytes.len() < 1 << 20, "it is small");
        assert!(matches!(read(bytes), Err(TheirTableError::TooLarge { .. })));
    }

    #[test]
    fn what_is_no_workbook_is_told() {
        let refused = read(b"PK and no more".to_vec());
        assert!(matches!(refused, Err(TheirTableError::Workbook { .. })), "{refused:?}");
    }
}

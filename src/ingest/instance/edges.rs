//! Distances that a file spells out: `EDGE_WEIGHT_TYPE`, `EDGE_WEIGHT_FORMAT` and their section.

use super::codes;
use super::keyed::Keyed;
use super::limits::LENGTH;
use super::sheet::Sheet;
use crate::model::instance::{Convention, Travel};

/// Where the entries of `EDGE_WEIGHT_SECTION` belong.
#[derive(Clone, Copy)]
enum Layout {
    Full,
    LowerRow { diagonal: bool },
    UpperRow { diagonal: bool },
}

impl Layout {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "FULL_MATRIX" => Self::Full,
            "LOWER_ROW" | "UPPER_COL" => Self::LowerRow { diagonal: false },
            "LOWER_DIAG_ROW" | "UPPER_DIAG_COL" => Self::LowerRow { diagonal: true },
            "UPPER_ROW" | "LOWER_COL" => Self::UpperRow { diagonal: false },
            "UPPER_DIAG_ROW" | "LOWER_DIAG_COL" => Self::UpperRow { diagonal: true },
            _ => return None,
        })
    }

    /// The columns that a row of the section gives.
    fn columns(self, row: usize, nodes: usize) -> std::ops::Range<usize> {
        match self {
            Self::Full => 0..nodes,
            Self::LowerRow { diagonal } => 0..row + usize::from(diagonal),
            Self::UpperRow { diagonal } => (row + usize::from(!diagonal)).min(nodes)..nodes,
        }
    }
}

/// How far it is, with the convention that the type of the weights implies: none where they are
/// spelled out.
pub(super) fn travel(
    sheet: &mut Sheet<'_>,
    keyed: &mut Keyed<'_>,
    divisor: f64,
) -> Option<(Travel, Option<Convention>)> {
    let Some((row, kind)) = keyed.field("EDGE_WEIGHT_TYPE") else {
        sheet.refuse(codes::field_missing(sheet.file, "EDGE_WEIGHT_TYPE"));
        return None;
    };
    let convention = match kind {
        "EUC_2D" => Convention::Round,
        "EXACT_2D" => Convention::Exact,
        "EXPLICIT" => {
            // Coordinates beside a table are for drawing.
            keyed.section("NODE_COORD_SECTION");
            return Some((table(sheet, keyed, divisor)?, None));
        }
        other => {
            sheet.refuse(codes::unsupported(sheet.row(row), "EDGE_WEIGHT_TYPE", other));
            keyed.section("NODE_COORD_SECTION");
            return None;
        }
    };
    Some((keyed.points(sheet)?, Some(convention)))
}

fn table(sheet: &mut Sheet<'_>, keyed: &mut Keyed<'_>, divisor: f64) -> Option<Travel> {
    const NAME: &str = "EDGE_WEIGHT_SECTION";
    let Some((row, word)) = keyed.field("EDGE_WEIGHT_FORMAT") else {
        sheet.refuse(codes::field_missing(sheet.file, "EDGE_WEIGHT_FORMAT"));
        return None;
    };
    let Some(layout) = Layout::of(word) else {
        sheet.refuse(codes::unsupported(sheet.row(row), "EDGE_WEIGHT_FORMAT", word));
        return None;
    };
    let Some(section) = keyed.section(NAME) else {
        sheet.refuse(codes::field_missing(sheet.file, NAME));
        return None;
    };
    if !keyed.fits_a_table(sheet) {
        return None;
    }
    let nodes = keyed.nodes;
    let expected = (0..nodes).map(|row| layout.columns(row, nodes).len()).sum();
    let found = section.rows.iter().map(|line| line.text.split_whitespace().count()).sum();
    if found != expected {
        sheet.refuse(codes::count_bad(sheet.row(section.row), NAME, (found, expected)));
        return None;
    }
    let mut entries = Vec::with_capacity(expected);
    for line in &section.rows {
        for word in line.text.split_whitespace() {
            entries.extend(sheet.decimal((line.row, NAME), word, &LENGTH));
        }
    }
    sheet.is_sound().then(|| Travel::Table {
        nodes,
        distance: laid_out(layout, nodes, &entries, divisor),
        duration: None,
    })
}

fn laid_out(layout: Layout, nodes: usize, entries: &[f64], divisor: f64) -> Vec<f64> {
    let mut table = vec![0.0; nodes * nodes];
    let mut entries = entries.iter();
    for row in 0..nodes {
        for (column, entry) in layout.columns(row, nodes).zip(&mut entries) {
            table[row * nodes + column] = entry / divisor;
            if !matches!(layout, Layout::Full) {
                table[column * nodes + row] = entry / divisor;
            }
        }
    }
    table
}

//! Best known costs, as CSV: `set,instance,customers,best_known_cost,source`.

use std::collections::BTreeMap;
use std::path::Path;

use super::codes;
use super::limits::PRICE;
use crate::diagnostic::{Diagnostics, Span};
use crate::ingest::error::IngestError;

/// The columns that are read.
const COLUMNS: [&str; 3] = ["set", "instance", "best_known_cost"];

/// Best known costs by set and instance.
pub type BestKnown = BTreeMap<(String, String), f64>;

/// Reads a file of best known costs, with what is wrong in it.
pub fn read_best_known(path: &Path) -> Result<(BestKnown, Diagnostics), IngestError> {
    let bytes = std::fs::read(path)
        .map_err(|source| IngestError::Instance { path: path.to_owned(), source })?;
    let file = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
    Ok(best_known(&file, &bytes))
}

fn best_known(file: &str, bytes: &[u8]) -> (BestKnown, Diagnostics) {
    let (mut known, mut found) = (BestKnown::new(), Diagnostics::default());
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let heads = reader.headers().cloned().unwrap_or_default();
    let mut places = [0; COLUMNS.len()];
    for (place, column) in places.iter_mut().zip(COLUMNS) {
        match heads.iter().position(|head| head.trim_start_matches('\u{feff}') == column) {
            Some(position) => *place = position,
            None => found.push(codes::field_missing(file, column)),
        }
    }
    if found.errors() > 0 {
        return (known, found);
    }
    for record in reader.records() {
        let Ok(record) = record else {
            found.push(codes::no_text(file, 1));
            break;
        };
        let row = record.position().map_or(1, csv::Position::line);
        let cell = |rank: usize| record.get(places[rank]).unwrap_or_default().trim();
        let cost = cell(2).parse().ok().filter(|cost| PRICE.contains(cost) && *cost > 0.0);
        if let Some(cost) = cost {
            known.insert((cell(0).to_owned(), cell(1).to_owned()), cost);
        } else {
            let cell = Span::cell(file, row, COLUMNS[2], cell(2));
            found.push(codes::value_bad(cell, &format!("0 .. {}", PRICE.end())));
        }
    }
    (known, found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_are_known_by_set_and_instance() {
        let text = "set,instance,customers,best_known_cost,source\na,p01,50,524.61,\"x, y\"\n";
        let (known, found) = best_known("bks.csv", text.as_bytes());
        assert_eq!(known.get(&("a".to_owned(), "p01".to_owned())), Some(&524.61));
        assert!(found.is_empty());
    }

    #[test]
    fn a_cost_that_is_no_number_above_0_is_told_with_its_line() {
        let text = "set,instance,best_known_cost\na,p01,x\na,p02,-1\na,p03\na,p04,0\na,p05,7\n";
        let (known, found) = best_known("bks.csv", text.as_bytes());
        assert_eq!(known.len(), 1);
        let rows: Vec<_> = found.iter().map(|finding| finding.span.row).collect();
        assert_eq!(rows, [Some(2), Some(3), Some(4), Some(5)]);
        let (_, found) = best_known("bks.csv", b"set,cost\n");
        assert_eq!(found.errors(), 2);
    }
}

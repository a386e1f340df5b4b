//! Which of their columns becomes which of ours.

use std::collections::{BTreeMap, BTreeSet};

use super::TheirTable;
use super::names::{KINDS, column, schema_of};

/// A mapping, as its file has it (kolomtoewijzing).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The table of ours, such as `places`.
    pub table: String,
    /// The sheet of a workbook; the first where it is not said.
    pub sheet: Option<String>,
    /// Our columns with theirs.
    pub columns: BTreeMap<String, String>,
    /// Our columns that have the same value in every row.
    pub fixed: BTreeMap<String, String>,
    /// For a column of ours, their words with ours.
    pub values: BTreeMap<String, BTreeMap<String, String>>,
}

/// What a first import makes of a head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The mapping.
    pub mapping: Mapping,
    /// Columns that ours must have and no head fits.
    pub missing: Vec<&'static str>,
    /// Columns that ours may have besides.
    pub optional: Vec<&'static str>,
    /// Their columns that nothing takes.
    pub unused: Vec<String>,
}

/// A table of the data folder: its head and its rows.
pub type OurTable = (Vec<&'static str>, Vec<Vec<String>>);

/// What is wrong with a mapping for a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MappingFault {
    /// It is for another table of ours, or for none.
    Table(String),
    /// Ours has no such column.
    UnknownColumn(String),
    /// Theirs has no such column.
    MissingHead {
        /// Our column.
        column: String,
        /// The head that it should come from.
        head: String,
    },
    /// Ours must have this column, and the mapping does not say whence.
    Unmapped(&'static str),
}

/// Proposes a mapping for a table; `None` where ours has no table of this name.
pub fn propose(table: &str, theirs: &TheirTable) -> Option<Proposal> {
    let schema = schema_of(table)?;
    let mut columns: BTreeMap<String, String> = BTreeMap::new();
    let mut unused = Vec::new();
    for head in theirs.head.iter().filter(|head| !head.is_empty()) {
        match column(table, head).filter(|column| !columns.contains_key(*column)) {
            Some(column) => {
                columns.insert(column.to_owned(), head.clone());
            }
            None => unused.push(head.clone()),
        }
    }
    let lacks = |list: &'static [&'static str]| {
        list.iter().copied().filter(|column| !columns.contains_key(*column)).collect()
    };
    let (missing, optional) = (lacks(schema.columns), lacks(schema.optional));
    let mut values = BTreeMap::new();
    let kinds = columns.get("kind").map(|head| kinds(theirs, head)).unwrap_or_default();
    if !kinds.is_empty() {
        values.insert("kind".to_owned(), kinds);
    }
    let sheet = theirs.sheet.clone();
    let fixed = BTreeMap::new();
    let mapping = Mapping { table: table.to_owned(), sheet, columns, fixed, values };
    Some(Proposal { mapping, missing, optional, unused })
}

/// Their words for kinds of places that are known, with ours.
fn kinds(theirs: &TheirTable, head: &str) -> BTreeMap<String, String> {
    let Some(at) = theirs.head.iter().position(|name| name == head) else {
        return BTreeMap::new();
    };
    let words: BTreeSet<&String> = theirs.rows.iter().filter_map(|(_, row)| row.get(at)).collect();
    let known = |word: &&String| {
        let (_, ours) = KINDS.iter().find(|(known, _)| *known == word.to_lowercase())?;
        Some(((*word).clone(), (*ours).to_owned()))
    };
    words.iter().filter_map(known).collect()
}

/// A table of the data folder: its head and its rows. All faults at once.
pub fn mapped(mapping: &Mapping, theirs: &TheirTable) -> Result<OurTable, Vec<MappingFault>> {
    let Some(schema) = schema_of(&mapping.table) else {
        return Err(vec![MappingFault::Table(mapping.table.clone())]);
    };
    let mut faults = Vec::new();
    let named = mapping.columns.keys().chain(mapping.fixed.keys()).chain(mapping.values.keys());
    for column in named.filter(|column| !schema.has(column)) {
        faults.push(MappingFault::UnknownColumn(column.clone()));
    }
    let mut head = Vec::new();
    let mut sources = Vec::new();
    for column in schema.columns.iter().chain(schema.optional).copied() {
        let from = mapping.columns.get(column);
        let fixed = mapping.fixed.get(column).map(String::as_str);
        let place = from.map(|from| theirs.head.iter().position(|head| head == from));
        match (from, place, fixed) {
            (Some(head), Some(None), _) => {
                let (column, head) = (column.to_owned(), head.clone());
                faults.push(MappingFault::MissingHead { column, head });
            }
            (None, _, None) => {
                if schema.columns.contains(&column) {
                    faults.push(MappingFault::Unmapped(column));
                }
            }
            (_, place, fixed) => {
                head.push(column);
                let words = mapping.values.get(column);
                sources.push(CellSource { place: place.flatten(), fixed, words });
            }
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let row =
        |(_, cells): &(u64, Vec<String>)| sources.iter().map(|source| source.cell(cells)).collect();
    Ok((head, theirs.rows.iter().map(row).collect()))
}

/// Where the cells of a column come from.
struct CellSource<'a> {
    place: Option<usize>,
    fixed: Option<&'a str>,
    words: Option<&'a BTreeMap<String, String>>,
}

impl CellSource<'_> {
    /// The cell of a row of theirs, in our words.
    fn cell(&self, cells: &[String]) -> String {
        let theirs = self.place.and_then(|place| cells.get(place)).map_or("", String::as_str);
        let given = if theirs.is_empty() { self.fixed.unwrap_or_default() } else { theirs };
        let ours = self.words.and_then(|words| words.get(given));
        ours.map_or_else(|| given.to_owned(), String::clone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gids() -> TheirTable {
        let text = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
        TheirTable {
            head: text(&["ISIL", "Naam locatie", "Soort locatie", "Lengte", "Breedte", "Telefoon"]),
            rows: vec![
                (2, text(&["NL-0800070000", "Emmen", "Hoofdvestiging", "6.9", "52.7", "0591"])),
                (3, text(&["NL-0800071001", "Klazienaveen", "Boekwinkel", "6.99", "52.7"])),
            ],
            ..TheirTable::default()
        }
    }

    #[test]
    fn a_list_of_locations_is_recognised_and_what_lacks_is_named() {
        let proposal = propose("places", &gids()).expect("a table of ours");
        let of = |column: &str| proposal.mapping.columns.get(column).map(String::as_str);
        assert_eq!(of("isil"), Some("ISIL"));
        assert_eq!(of("name"), Some("Naam locatie"));
        assert_eq!((of("lon"), of("lat")), (Some("Lengte"), Some("Breedte")));
        assert_eq!(proposal.unused, ["Telefoon"]);
        assert!(proposal.missing.contains(&"id") && proposal.missing.contains(&"organisation"));
        assert_eq!(proposal.mapping.values["kind"]["Hoofdvestiging"], "main");
        assert!(propose("readers", &gids()).is_none());
    }

    #[test]
    fn only_what_is_mapped_is_taken() {
        let mut mapping = propose("places", &gids()).expect("a table of ours").mapping;
        let faults = mapped(&mapping, &gids()).expect_err("columns lack");
        assert!(faults.contains(&MappingFault::Unmapped("id")), "{faults:?}");
        mapping.columns.insert("id".to_owned(), "ISIL".to_owned());
        for column in [
            "organisation",
            "visits_per_week",
            "in_hub_building",
            "key",
            "service_seconds",
            "crate_seconds",
            "pull_capacity",
            "shelf_capacity",
            "empties",
            "empties_max",
        ] {
            mapping.fixed.insert(column.to_owned(), "2".to_owned());
        }
        let (head, rows) = mapped(&mapping, &gids()).expect("all is mapped");
        let kind = head.iter().position(|column| *column == "kind").expect("it");
        assert_eq!(rows[0][kind], "main");
        assert_eq!(rows[1][kind], "Boekwinkel");
        assert!(rows.iter().flatten().all(|cell| cell != "0591"), "{rows:?}");
        assert!(rows.iter().all(|row| row.len() == head.len()));
    }

    #[test]
    fn a_mapping_that_does_not_fit_is_told_whole() {
        let mapping = Mapping {
            table: "organisations".to_owned(),
            columns: [("id", "Nergens"), ("colour", "ISIL")]
                .map(|(ours, theirs)| (ours.to_owned(), theirs.to_owned()))
                .into(),
            ..Mapping::default()
        };
        let faults = mapped(&mapping, &gids()).expect_err("nothing fits");
        assert_eq!(faults.len(), 3, "{faults:?}");
        let none = Mapping { table: "readers".to_owned(), ..Mapping::default() };
        assert_eq!(mapped(&none, &gids()), Err(vec![MappingFault::Table("readers".to_owned())]));
    }
}

//! `import`: a table of another program into a data folder, by a mapping that a person looked at.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Value;

use super::error::Error;
use crate::ingest::{Mapping, MappingFault, Proposal, mapped, propose, read_their_table};
use crate::store::{HISTORY_FILES, Overwrite, StoreError, write_table_file, write_text_file};

/// Where a data folder keeps its mappings.
const MAPPINGS_FOLDER: &str = "mappings";

/// What to import, and where.
#[derive(Clone, Debug)]
pub struct ImportOrder {
    /// The workbook or CSV file.
    pub file: PathBuf,
    /// The table of ours, such as `places`.
    pub table: String,
    /// The data folder.
    pub data: PathBuf,
    /// The mapping; by default `mappings/TABLE.toml` in the data folder.
    pub mapping: Option<PathBuf>,
    /// Whether a table that is there may be replaced.
    pub overwrite: Overwrite,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Imported {
    /// There was no mapping yet: one was written, and nothing imported.
    Proposed {
        /// The file of the mapping.
        mapping: PathBuf,
        /// Our columns with theirs.
        matched: Vec<(String, String)>,
        /// Columns that must still get a source.
        missing: Vec<&'static str>,
        /// Their columns that nothing takes.
        unused: Vec<String>,
    },
    /// The table was written.
    Written {
        /// The file of the mapping.
        mapping: PathBuf,
        /// The table.
        file: PathBuf,
        /// Its rows.
        rows: usize,
    },
}

/// A mapping as its file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingFile {
    table: String,
    sheet: Option<String>,
    #[serde(default)]
    columns: BTreeMap<String, String>,
    #[serde(default)]
    fixed: BTreeMap<String, String>,
    #[serde(default)]
    values: BTreeMap<String, BTreeMap<String, String>>,
}

/// Imports a table, or proposes a mapping where there is none yet.
pub fn import(order: &ImportOrder) -> Result<Imported, Error> {
    let name = format!("{}.toml", order.table);
    let mapping =
        order.mapping.clone().unwrap_or_else(|| order.data.join(MAPPINGS_FOLDER).join(name));
    if !mapping.exists() {
        return proposed(order, mapping);
    }
    let text = fs::read_to_string(&mapping)
        .map_err(|source| StoreError::Read { path: mapping.clone(), source })?;
    let read: MappingFile = toml::from_str(&text).map_err(|error| Error::MappingFile {
        path: mapping.clone(),
        faults: vec![error.to_string().trim_end().to_owned()],
    })?;
    let of = Mapping {
        table: read.table,
        sheet: read.sheet,
        columns: read.columns,
        fixed: read.fixed,
        values: read.values,
    };
    if of.table != order.table {
        let (asked, is) = (order.table.clone(), of.table);
        return Err(Error::MappingOfTable { path: mapping, asked, is });
    }
    let theirs = read_their_table(&order.file, of.sheet.as_deref())?;
    let (head, rows) = mapped(&of, &theirs).map_err(|faults| Error::MappingFile {
        path: mapping.clone(),
        faults: faults.iter().map(told).collect(),
    })?;
    let name = format!("{}.csv", order.table);
    // Facts cannot be made again, so that nothing replaces them.
    let overwrite =
        if HISTORY_FILES.contains(&name.as_str()) { Overwrite::Refuse } else { order.overwrite };
    let file = order.data.join(name);
    write_table_file(&file, &head, &rows, overwrite)?;
    Ok(Imported::Written { mapping, file, rows: rows.len() })
}

fn proposed(order: &ImportOrder, path: PathBuf) -> Result<Imported, Error> {
    let theirs = read_their_table(&order.file, None)?;
    let Some(proposal) = propose(&order.table, &theirs) else {
        return Err(Error::NoTable { table: order.table.clone() });
    };
    write_text_file(&path, &mapping_text(&proposal, &order.file), Overwrite::Refuse)?;
    let Proposal { mapping, missing, unused, .. } = proposal;
    let matched = mapping.columns.into_iter().collect();
    Ok(Imported::Proposed { mapping: path, matched, missing, unused })
}

/// A proposal as the file that a person edits, with what lacks as lines to be filled in.
fn mapping_text(proposal: &Proposal, file: &Path) -> String {
    let Proposal { mapping, missing, optional, unused } = proposal;
    let quoted = |text: &str| Value::String(text.to_owned()).to_string();
    let file = file.file_name().unwrap_or_default().to_string_lossy();
    let mut text = format!(
        "# Voorstel voor {file}: kijk het na, vul aan, en voer dezelfde opdracht nog eens uit.\n\
         # Proposed for it: look, fill in, and run the same command again.\n\
         table = {}\n",
        quoted(&mapping.table)
    );
    if let Some(sheet) = &mapping.sheet {
        let _ = writeln!(text, "sheet = {}", quoted(sheet));
    }
    text.push_str("\n[columns] # onze kolom = hun kolom / our column = theirs\n");
    for (ours, theirs) in &mapping.columns {
        let _ = writeln!(text, "{ours} = {}", quoted(theirs));
    }
    for column in missing {
        let _ = writeln!(text, "# {column} = \"\" # verplicht, geen kolom herkend / required");
    }
    for column in optional {
        let _ = writeln!(text, "# {column} = \"\"");
    }
    if !unused.is_empty() {
        let list = unused.iter().map(|head| quoted(head)).collect::<Vec<String>>().join(", ");
        let _ = writeln!(text, "# niet gebruikt / not used: {}", list.replace('\n', " "));
    }
    text.push_str("\n[fixed] # in elke regel hetzelfde / the same in every row\n");
    for column in missing {
        let _ = writeln!(text, "# {column} = \"\"");
    }
    for (column, words) in &mapping.values {
        let _ = writeln!(text, "\n[values.{column}] # hun woord = ons woord / their word = ours");
        for (theirs, ours) in words {
            let _ = writeln!(text, "{} = {}", quoted(theirs), quoted(ours));
        }
    }
    text
}

fn told(fault: &MappingFault) -> String {
    match fault {
        MappingFault::Table(table) => format!("`{table}` is no table that can be imported"),
        MappingFault::UnknownColumn(column) => format!("`{column}` is no column of ours"),
        MappingFault::MissingHead { column, head } => {
            format!("`{column}` should come from `{head}`, which the file does not have")
        }
        MappingFault::Unmapped(column) => {
            format!("`{column}` is required: give it a line in [columns] or in [fixed]")
        }
    }
}

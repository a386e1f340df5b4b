//! What a person typed about a table of another program.

use std::path::PathBuf;

use clap::Args;

use super::arguments::ForceArguments;
use crate::app::ImportOrder;

/// What is imported, and where.
#[derive(Debug, Args)]
pub(super) struct ImportArguments {
    /// The workbook (`.xlsx`) or CSV file.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The table of the data folder that it becomes, such as `places`.
    #[arg(long = "as", value_name = "TABLE")]
    table: String,
    /// The data folder.
    #[arg(long = "into", value_name = "DIR")]
    data: PathBuf,
    /// Which columns become which; by default `DIR/mappings/TABLE.toml`.
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    #[command(flatten)]
    force: ForceArguments,
}

impl ImportArguments {
    /// What is asked for.
    pub(super) fn order(self) -> ImportOrder {
        ImportOrder {
            overwrite: self.force.overwrite(),
            file: self.file,
            table: self.table,
            data: self.data,
            mapping: self.mapping,
        }
    }
}

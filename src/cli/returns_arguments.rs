//! What a person typed about returned copies.

use std::path::PathBuf;

use clap::Args;

use super::arguments::ForceArguments;
use crate::app::ReturnsOrder;

/// Copies that came back, and where they may go.
#[derive(Debug, Args)]
pub(super) struct ReturnsArguments {
    /// The data folder, with loans in its history.
    pub(super) folder: PathBuf,
    /// What came back, in the form of `returns.csv`.
    #[arg(long, value_name = "FILE")]
    file: PathBuf,
    /// Float limits, in the form of `float_limits.csv`: room for copies of a category at a place.
    #[arg(long, value_name = "FILE")]
    limits: Option<PathBuf>,
    /// Write the transports that follow, in the form of `shipments.csv`.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    force: ForceArguments,
}

impl ReturnsArguments {
    /// What is asked for.
    pub(super) fn order(&self) -> ReturnsOrder {
        let overwrite = self.force.overwrite();
        ReturnsOrder {
            file: self.file.clone(),
            limits: self.limits.clone(),
            out: self.out.clone().map(|file| (file, overwrite)),
        }
    }
}

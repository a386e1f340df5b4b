//! What a person typed about a study.

use std::path::PathBuf;

use clap::Args;

use super::arguments::ForceArguments;
use crate::app::{Error, ResultFile};
use crate::model::IsoWeek;

/// How long to play, and how well to know.
#[derive(Debug, Args)]
pub(super) struct StudyArguments {
    /// The first week that counts; that of the requests in the data by default.
    #[arg(long)]
    pub(super) week: Option<IsoWeek>,
    /// Weeks that count.
    #[arg(long, value_name = "N", default_value_t = 52)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=520))]
    pub(super) weeks: u16,
    /// Replications at most, or exactly so many with `--half-width 0`.
    #[arg(long, value_name = "N", default_value_t = 100)]
    #[arg(value_parser = clap::value_parser!(u32).range(2..=100_000))]
    pub(super) replications: u32,
    /// Percentage points to either side within which the difference has to be known.
    #[arg(long, value_name = "POINTS", default_value_t = 0.2)]
    pub(super) half_width: f64,
    /// The seed of all random choices.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
}

/// Files about what was found.
#[derive(Debug, Args)]
pub(super) struct PageArguments {
    /// Draw a page with plots into this file, beside what is printed.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    #[command(flatten)]
    table: TableArguments,
}

impl PageArguments {
    /// Where they go, if they are asked for and nothing stands in their way.
    pub(super) fn files(&self) -> Result<StudyFiles, Error> {
        let overwrite = self.table.force.overwrite();
        let page = self.html.as_ref().map(|file| ResultFile::new(file, overwrite)).transpose()?;
        Ok(StudyFiles { page, table: self.table.file()? })
    }
}

/// Where page and table of a study go.
#[derive(Debug)]
pub(super) struct StudyFiles {
    pub(super) page: Option<ResultFile>,
    pub(super) table: Option<ResultFile>,
}

/// A table of what was found.
#[derive(Debug, Args)]
pub(super) struct TableArguments {
    /// Write a table into this file too: with `--lang nl` as Dutch Excel reads it (semicolons,
    /// decimal commas), with `--lang en` with commas and decimal points.
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    #[command(flatten)]
    force: ForceArguments,
}

impl TableArguments {
    /// Where it goes, if it is asked for and nothing stands in its way.
    pub(super) fn file(&self) -> Result<Option<ResultFile>, Error> {
        let overwrite = self.force.overwrite();
        self.csv.as_ref().map(|file| ResultFile::new(file, overwrite)).transpose()
    }
}

/// What an advice may spend, and how well its effect has to be known.
#[derive(Debug, Args)]
pub(super) struct AdviceArguments {
    /// Copies that may be bought.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(super) budget: u32,
    /// Copies that may be relocated or pooled; a hundredth of the budget by default.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub(super) moves: Option<u32>,
    /// Budgets of branches and organisations, as TOML.
    #[arg(long, value_name = "FILE")]
    pub(super) budgets: Option<PathBuf>,
    /// Per cent of requests filled inside the province at which it is enough.
    #[arg(long, value_name = "PERCENT")]
    pub(super) target: Option<f64>,
    /// Replications at most.
    #[arg(long, value_name = "N", default_value_t = 100)]
    #[arg(value_parser = clap::value_parser!(u32).range(2..=100_000))]
    pub(super) replications: u32,
    /// The seed of all random choices.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    #[command(flatten)]
    pub(super) table: TableArguments,
}

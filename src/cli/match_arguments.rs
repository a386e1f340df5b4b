//! What a person typed about who fills which request.

use std::path::PathBuf;

use clap::Args;

use super::arguments::{ForceArguments, TargetArguments};
use super::word::Word;
use crate::app::MatchOrder;
use crate::matching::Policy;
use crate::model::IsoWeek;

/// A week, and what is to be told of it.
#[derive(Debug, Args)]
pub(super) struct MatchArguments {
    /// The data folder, or a plan folder: then its own suppliers are told.
    folder: PathBuf,
    /// The ISO week; a plan folder has its own.
    #[arg(long)]
    week: Option<IsoWeek>,
    /// Who chooses the lenders.
    #[arg(long, value_name = "NAME", value_enum, default_value = "cheapest")]
    policy: Word<Policy>,
    /// Lines of pull lists on which nothing was found, in the form of `pulls_failed.csv`: they
    /// get their next supplier, and nobody else's changes.
    #[arg(long, value_name = "FILE")]
    failed: Option<PathBuf>,
    #[command(flatten)]
    target: TargetArguments,
    /// A plan folder whose pull lists are printed: a request leaves its list only for more than
    /// `reprint_cents`.
    #[arg(long, value_name = "PLAN_DIR")]
    printed: Option<PathBuf>,
    /// Explain the choice for this request; may be given again for others.
    #[arg(long, value_name = "NUMBER")]
    request: Vec<String>,
    /// Write network, flow and potentials to this file, as CSV, for a check outside.
    #[arg(long, value_name = "FILE")]
    export: Option<PathBuf>,
    #[command(flatten)]
    force: ForceArguments,
}

impl MatchArguments {
    /// What is asked for.
    pub(super) fn order(self) -> (PathBuf, MatchOrder) {
        let overwrite = self.force.overwrite();
        let order = MatchOrder {
            week: self.week,
            policy: self.policy.0,
            failed: self.failed,
            target: self.target.permille(),
            printed: self.printed,
            explain: self.request,
            export: self.export.map(|file| (file, overwrite)),
        };
        (self.folder, order)
    }
}

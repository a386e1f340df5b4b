//! What a person typed about sheets and files of a plan.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::arguments::ForceArguments;
use crate::app::PrintOrder;
use crate::report::{CsvDialect, Grai, Language, SheetKind};

/// A form of CSV, as people type it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DialectChoice {
    /// Semicolons, decimal commas, days first, as Dutch Excel reads it.
    Nl,
    /// Commas, decimal points, ISO dates.
    Iso,
}

/// What is printed, and how.
#[derive(Debug, Args)]
pub(super) struct PrintArguments {
    /// The plan folder.
    #[arg(value_name = "PLAN_DIR")]
    pub(super) folder: PathBuf,
    /// Only these kinds, by their English or Dutch words; all by default.
    #[arg(long, value_name = "KIND,...", value_delimiter = ',', value_parser = kind)]
    only: Vec<SheetKind>,
    /// How tables are written as CSV.
    #[arg(long, value_enum, default_value_t = DialectChoice::Nl)]
    csv_dialect: DialectChoice,
    /// Number crates as GS1 does: 13 digits of company, type of crate and check digit.
    #[arg(long, value_name = "DIGITS")]
    grai: Option<Grai>,
    /// The data folder whose `templates` change how sheets look.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    #[command(flatten)]
    force: ForceArguments,
}

impl PrintArguments {
    /// What is asked, and of which folder.
    pub(super) fn order(self, language: Language) -> (PathBuf, PrintOrder) {
        let order = PrintOrder {
            kinds: self.only.into_iter().collect(),
            language,
            grai: self.grai,
            data: self.data,
            dialect: match self.csv_dialect {
                DialectChoice::Nl => CsvDialect::Dutch,
                DialectChoice::Iso => CsvDialect::Iso,
            },
            overwrite: self.force.overwrite(),
        };
        (self.folder, order)
    }
}

/// A kind of its word; the refusal names all words.
fn kind(word: &str) -> Result<SheetKind, String> {
    SheetKind::from_word(word).ok_or_else(|| {
        let words: Vec<&str> = SheetKind::WORDS.iter().map(|(_, word, _)| *word).collect();
        format!("the kinds are {}", words.join(", "))
    })
}

//! `init`, `generate` and `inspect`.

use std::path::Path;

use super::{Manner, Output};
use crate::app::{
    Error, GenerateOrder, Outcome, generate as write_generated, init as write_province,
    inspect as inspect_folder, with_threads,
};
use crate::cli::arguments::ForceArguments;
use crate::cli::documents;
use crate::cli::terminal::print_result;
use crate::model::IsoWeek;
use crate::random::Seed;
use crate::report::{diagnostics_text, overview_text};

pub(super) fn init(
    folder: &Path,
    week: IsoWeek,
    seed: u64,
    force: &ForceArguments,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let done = write_province(folder, week, Seed(seed), force.overwrite())?;
    print_result(&match manner.output {
        Output::Json => documents::initialised(&done),
        Output::Words => {
            format!("{}:\n  {}\n", folder.display(), done.files.join("\n  "))
        }
    });
    Ok(Outcome::Done)
}

pub(super) fn generate(
    folder: &Path,
    order: &GenerateOrder,
    force: &ForceArguments,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let write = || write_generated(folder, order, force.overwrite());
    let done = with_threads(manner.threads, write)??;
    print_result(&match manner.output {
        Output::Json => documents::generated(order, &done),
        Output::Words => {
            format!("{}:\n  {}\n", folder.display(), done.files.join("\n  "))
        }
    });
    Ok(Outcome::Done)
}

pub(super) fn inspect(folder: &Path, manner: &Manner) -> Result<Outcome, Error> {
    let inspection = inspect_folder(folder)?;
    print_result(&match manner.output {
        Output::Json => documents::inspection(&inspection, manner.language),
        Output::Words => {
            let mut text = diagnostics_text(&inspection.found, manner.language);
            if let Some(overview) = &inspection.overview {
                text.push_str(&overview_text(
                    &documents::overview_numbers(overview),
                    manner.language,
                ));
            }
            text
        }
    });
    if inspection.found.errors() > 0 {
        return Ok(Outcome::BadData);
    }
    Ok(Outcome::Done)
}

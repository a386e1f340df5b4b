//! `import`, `init`, `generate`, `inspect`, `print` and `record`.

use std::path::{Path, PathBuf};

use super::{Manner, Output};
use crate::app::{
    Error, GenerateOrder, ImportOrder, Imported, InitOrder, Outcome, RecordOrder, TravelOrder,
    generate as write_generated, import as import_table, init as write_province,
    inspect as inspect_folder, make_travel, print as print_sheets, record as record_facts,
    with_threads,
};
use crate::cli::arguments::ForceArguments;
use crate::cli::documents;
use crate::cli::print_arguments::PrintArguments;
use crate::cli::terminal::{print_result, say};
use crate::cli::travelled;
use crate::model::IsoWeek;
use crate::random::Seed;
use crate::report::{
    diagnostics_text, imported_text, mapping_text, overview_text, printed_text, recorded_text,
    travelled_text,
};
use crate::store::SHEETS_FOLDER;

pub(super) fn init(
    folder: &Path,
    (week, seed, history_weeks): (IsoWeek, u64, u16),
    force: &ForceArguments,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let order = InitOrder { week, seed: Seed(seed), history_weeks };
    let done = write_province(folder, &order, force.overwrite())?;
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

pub(super) fn travel(
    folder: &Path,
    order: &TravelOrder,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let made = with_threads(manner.threads, || make_travel(folder, order))??;
    print_result(&match manner.output {
        Output::Json => travelled::document(&made, manner.language),
        Output::Words => {
            let mut text = diagnostics_text(&made.found, manner.language);
            text.push_str(&travelled_text(&travelled::numbers(&made), manner.language));
            text
        }
    });
    Ok(if made.is_whole() { Outcome::Done } else { Outcome::Missed })
}

pub(super) fn record(
    plan: PathBuf,
    facts: PathBuf,
    data: Option<PathBuf>,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let is_of_the_plan = data.is_none();
    let recorded = record_facts(&RecordOrder { plan, facts, data })?;
    if is_of_the_plan {
        say(&format!("no --data given: the history is that of `{}`", recorded.folder.display()));
    }
    print_result(&match manner.output {
        Output::Json => documents::recorded(&recorded, manner.language),
        Output::Words => {
            let mut text = diagnostics_text(&recorded.found, manner.language);
            let numbers = documents::recorded_numbers(&recorded);
            text.push_str(&recorded_text(&numbers, manner.language));
            text
        }
    });
    if recorded.found.errors() > 0 {
        return Ok(Outcome::BadData);
    }
    Ok(Outcome::Done)
}

pub(super) fn print(asked: PrintArguments, manner: &Manner) -> Result<Outcome, Error> {
    let (folder, order) = asked.order(manner.language);
    let printed = with_threads(manner.threads, || print_sheets(&folder, &order))??;
    print_result(&match manner.output {
        Output::Json => documents::printed(&printed),
        Output::Words => {
            let counts = [&printed.files, &printed.replaced, &printed.kept].map(Vec::len);
            printed_text(&folder.join(SHEETS_FOLDER), counts, manner.language)
        }
    });
    Ok(Outcome::Done)
}

pub(super) fn import(order: &ImportOrder, manner: &Manner) -> Result<Outcome, Error> {
    let imported = import_table(order)?;
    print_result(&match (manner.output, &imported) {
        (Output::Json, _) => documents::imported(&imported),
        (Output::Words, Imported::Proposed { mapping, matched, missing, unused }) => {
            mapping_text(mapping, matched, (missing, unused), manner.language)
        }
        (Output::Words, Imported::Written { file, rows, .. }) => {
            imported_text(file, *rows, manner.language)
        }
    });
    Ok(Outcome::Done)
}

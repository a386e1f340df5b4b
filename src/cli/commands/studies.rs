//! `advise`, `backtest`, `merge`, `monitor` and `simulate`.

use std::path::{Path, PathBuf};

use super::{Manner, Output};
use crate::app::{
    AdviseOrder, Error, MonitorOrder, Outcome, ResultFile, Shard, ShardOrder, SimulateOrder,
    Simulated, advise, backtest as test_back, merge as merge_shards, monitor, simulate,
    simulate_shard, with_threads,
};
use crate::cli::backtested;
use crate::cli::interrupt::cancel_on_interrupt;
use crate::cli::monitored;
use crate::cli::simulated;
use crate::cli::study_arguments::{AdviceArguments, PageArguments, StudyArguments, StudyFiles};
use crate::cli::terminal::print_result;
use crate::random::Seed;
use crate::report::{
    advised_table, advised_text, backtested_text, monitored_table, monitored_text, shard_text,
    simulated_page, simulated_table, simulated_text,
};
use crate::simulation::Precision;

/// What `simulate` is asked for.
pub(super) fn order(
    (scenarios, sensitivity): (Vec<PathBuf>, bool),
    study: &StudyArguments,
) -> SimulateOrder {
    SimulateOrder {
        scenarios,
        sensitivity,
        week: study.week,
        weeks: study.weeks,
        precision: Precision {
            half_width: study.half_width,
            most: study.replications,
            ..Precision::default()
        },
        seed: Seed(study.seed),
        cancel: cancel_on_interrupt(),
    }
}

/// What is played of a study.
pub(super) enum Job {
    /// All of it, with files about it.
    Whole(StudyFiles),
    /// A part.
    Part(ShardOrder),
}

impl Job {
    /// The part that is asked for with the folder that it goes to, or all with its files.
    pub(super) fn of(part: Option<(Shard, PathBuf)>, page: &PageArguments) -> Result<Self, Error> {
        Ok(match part {
            Some((shard, out)) => Self::Part(ShardOrder { shard, out }),
            None => Self::Whole(page.files()?),
        })
    }
}

pub(super) fn what_if(
    folder: &Path,
    order: &SimulateOrder,
    job: Job,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let part = match job {
        Job::Part(part) => part,
        Job::Whole(files) => {
            let found = with_threads(manner.threads, || simulate(folder, order))??;
            return tell(&found, &files, manner);
        }
    };
    let report = with_threads(manner.threads, || simulate_shard(folder, order, &part))??;
    let Some(report) = report else { return Ok(Outcome::Interrupted(None)) };
    print_result(&match manner.output {
        Output::Json => simulated::shard(&report),
        Output::Words => shard_text(&simulated::shard_numbers(&report), manner.language),
    });
    Ok(Outcome::Done)
}

pub(super) fn merge(folder: &Path, files: &StudyFiles, manner: &Manner) -> Result<Outcome, Error> {
    tell(&merge_shards(folder)?, files, manner)
}

fn tell(found: &Simulated, files: &StudyFiles, manner: &Manner) -> Result<Outcome, Error> {
    if let Some(page) = &files.page {
        page.write(&simulated_page(&simulated::chart(found), manner.language))?;
    }
    if let Some(table) = &files.table {
        table.write(&simulated_table(&simulated::numbers(found), manner.language))?;
    }
    print_result(&match manner.output {
        Output::Json => simulated::document(found),
        Output::Words => simulated_text(&simulated::numbers(found), manner.language),
    });
    Ok(Outcome::Done)
}

pub(super) fn advice(
    folder: &Path,
    purse: AdviceArguments,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let table = purse.table.file()?;
    let moves = purse.moves.unwrap_or((purse.budget / 100).max(1));
    let order = AdviseOrder {
        budget: purse.budget as usize,
        moves: moves as usize,
        budgets: purse.budgets,
        target: purse.target,
        precision: Precision { most: purse.replications, ..Precision::default() },
        seed: Seed(purse.seed),
        cancel: cancel_on_interrupt(),
    };
    let found = with_threads(manner.threads, || advise(folder, &order))??;
    if let Some(table) = table {
        table.write(&advised_table(&simulated::advised_numbers(&found), manner.language))?;
    }
    print_result(&match manner.output {
        Output::Json => simulated::advice(&found),
        Output::Words => advised_text(&simulated::advised_numbers(&found), manner.language),
    });
    Ok(Outcome::Done)
}

pub(super) fn backtest(
    folder: &Path,
    predicted_weeks: Option<usize>,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let found = test_back(folder, predicted_weeks)?;
    print_result(&match manner.output {
        Output::Json => backtested::document(&found),
        Output::Words => backtested_text(&backtested::numbers(&found), manner.language),
    });
    Ok(Outcome::Done)
}

/// The collection against its profile.
pub(super) fn watch(
    folder: &Path,
    order: &MonitorOrder,
    table: Option<ResultFile>,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let found = monitor(folder, order)?;
    let numbers = monitored::numbers(&found);
    if let Some(table) = table {
        table.write(&monitored_table(&numbers, manner.language))?;
    }
    print_result(&match manner.output {
        Output::Json => monitored::document(&found),
        Output::Words => monitored_text(&numbers, manner.language),
    });
    Ok(Outcome::Done)
}

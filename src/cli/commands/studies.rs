//! `advise`, `backtest`, `merge` and `simulate`.

use std::path::{Path, PathBuf};

use super::{Manner, Output};
use crate::app::{
    AdviseOrder, Error, Outcome, ShardOrder, SimulateOrder, Simulated, advise,
    backtest as test_back, merge as merge_shards, simulate, simulate_shard, with_threads,
};
use crate::cli::arguments::StudyArguments;
use crate::cli::backtested;
use crate::cli::interrupt::cancel_on_interrupt;
use crate::cli::simulated;
use crate::cli::terminal::print_result;
use crate::random::Seed;
use crate::report::{advised_text, backtested_text, shard_text, simulated_text};
use crate::simulation::Precision;

/// What `simulate` is asked for.
pub(super) fn order(scenarios: Vec<PathBuf>, study: &StudyArguments) -> SimulateOrder {
    SimulateOrder {
        scenarios,
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

pub(super) fn what_if(
    folder: &Path,
    order: &SimulateOrder,
    part: Option<ShardOrder>,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let Some(part) = part else {
        let found = with_threads(manner.threads, || simulate(folder, order))??;
        print_simulated(&found, manner);
        return Ok(Outcome::Done);
    };
    let report = with_threads(manner.threads, || simulate_shard(folder, order, &part))??;
    let Some(report) = report else { return Ok(Outcome::Interrupted(None)) };
    print_result(&match manner.output {
        Output::Json => simulated::shard(&report),
        Output::Words => shard_text(&simulated::shard_numbers(&report), manner.language),
    });
    Ok(Outcome::Done)
}

pub(super) fn merge(folder: &Path, manner: &Manner) -> Result<Outcome, Error> {
    print_simulated(&merge_shards(folder)?, manner);
    Ok(Outcome::Done)
}

fn print_simulated(found: &Simulated, manner: &Manner) {
    print_result(&match manner.output {
        Output::Json => simulated::document(found),
        Output::Words => simulated_text(&simulated::numbers(found), manner.language),
    });
}

/// What `advise` may spend, and how well its effect has to be known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Purse {
    pub(super) budget: u32,
    pub(super) target: Option<f64>,
    pub(super) replications: u32,
}

pub(super) fn advice(
    folder: &Path,
    purse: Purse,
    seed: u64,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let Purse { budget, target, replications } = purse;
    let order = AdviseOrder {
        budget: budget as usize,
        target,
        precision: Precision { most: replications, ..Precision::default() },
        seed: Seed(seed),
        cancel: cancel_on_interrupt(),
    };
    let found = with_threads(manner.threads, || advise(folder, &order))??;
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

//! `solve`: public routing instances.

use std::path::PathBuf;
use std::time::Duration;

use super::{Manner, Output};
use crate::app::{Budget, Error, Limit, Outcome, SolveOrder, Solved, solve as run, with_threads};
use crate::cli::arguments::{ReadingArguments, SearchArguments};
use crate::cli::instances;
use crate::cli::interrupt::cancel_on_interrupt;
use crate::cli::progress::SearchProgress;
use crate::cli::terminal::{print_result, say};
use crate::random::Seed;
use crate::report::{diagnostics_text, solved_text};

/// How long an instance is searched when no stop rule is given.
const TIME_DEFAULT: Duration = Duration::from_secs(10);

pub(super) fn solve(
    file: PathBuf,
    reading: &ReadingArguments,
    search: &SearchArguments,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let (form, convention) = reading.chosen();
    let order = SolveOrder {
        file,
        form,
        convention,
        seed: Seed(search.seed),
        budget: Budget {
            limit: search.limit_or(Limit::Time(TIME_DEFAULT)),
            cancel: cancel_on_interrupt(),
        },
    };
    let progress = SearchProgress::on_stderr();
    let solved = with_threads(manner.threads, || run(&order, &progress))?;
    progress.finish();
    let solved = solved?;
    if !solved.found.is_empty() {
        say(diagnostics_text(&solved.found, manner.language).trim_end());
    }
    print_result(&match manner.output {
        Output::Json => instances::solved(&solved),
        Output::Words => solved_text(&instances::solved_numbers(&solved), manner.language),
    });
    Ok(outcome(&solved))
}

fn outcome(solved: &Solved) -> Outcome {
    if solved.interrupted {
        Outcome::Interrupted(None)
    } else if solved.verdict.is_feasible() {
        Outcome::Done
    } else {
        Outcome::Missed
    }
}

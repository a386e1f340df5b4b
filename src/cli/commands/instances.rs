//! `solve` and `bench`: public routing instances.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Manner, Output};
use crate::app::{
    BenchOrder, BenchRow, BoundOrder, Budget, Error, Limit, Outcome, SolveOrder, Solved,
    bench as run_bench, bound_instance, check_bound, check_plan_bound, is_week_certificate,
    solve as run, with_threads,
};
use crate::cli::arguments::{ReadingArguments, SearchArguments};
use crate::cli::instances;
use crate::cli::interrupt::cancel_on_interrupt;
use crate::cli::progress::SearchProgress;
use crate::cli::terminal::{print_result, say};
use crate::cli::vroom;
use crate::ingest::instance::Form;
use crate::random::Seed;
use crate::report::{bench_text, bound_text, checked_bound_text, diagnostics_text, solved_text};
use crate::store::Overwrite;

/// How long an instance is searched when no stop rule is given.
const TIME_DEFAULT: Duration = Duration::from_secs(10);

pub(super) fn solve(
    file: PathBuf,
    reading: &ReadingArguments,
    search: &SearchArguments,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let (form, convention) = reading.chosen();
    let order =
        SolveOrder { file, form, convention, seed: Seed(search.seed), budget: budget(search) };
    let progress = SearchProgress::on_stderr();
    let solved = with_threads(manner.threads, || run(&order, &progress))?;
    progress.finish();
    let solved = solved?;
    if !solved.found.is_empty() {
        say(diagnostics_text(&solved.found, manner.language).trim_end());
    }
    print_result(&match manner.output {
        // Whoever brings a problem of VROOM reads answers of VROOM.
        _ if solved.form == Some(Form::Vroom) => vroom::response(&solved),
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

pub(super) fn bench(
    folder: PathBuf,
    best_known: Option<PathBuf>,
    search: &SearchArguments,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let order = BenchOrder { folder, best_known, seed: Seed(search.seed), budget: budget(search) };
    let told = |row: &BenchRow| say(&format!("{}/{} {:.2}", row.set, row.instance, row.cost));
    let bench = with_threads(manner.threads, || run_bench(&order, &told))??;
    print_result(&match manner.output {
        Output::Json => instances::bench(&bench),
        Output::Words => bench_text(&instances::bench_numbers(&bench), manner.language),
    });
    Ok(if bench.interrupted {
        Outcome::Interrupted(None)
    } else if bench.is_sound() {
        Outcome::Done
    } else {
        Outcome::Missed
    })
}

pub(super) fn bound(
    file: PathBuf,
    reading: &ReadingArguments,
    search: &SearchArguments,
    out: Option<(PathBuf, Overwrite)>,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let (form, convention) = reading.chosen();
    let order =
        SolveOrder { file, form, convention, seed: Seed(search.seed), budget: budget(search) };
    let order = BoundOrder { instance: order, out };
    let progress = SearchProgress::on_stderr();
    let bounded = with_threads(manner.threads, || bound_instance(&order, &progress))?;
    progress.finish();
    let bounded = bounded?;
    if !bounded.found.is_empty() {
        say(diagnostics_text(&bounded.found, manner.language).trim_end());
    }
    print_result(&match manner.output {
        Output::Json => instances::bounded(&bounded),
        Output::Words => bound_text(&instances::bound_numbers(&bounded), manner.language),
    });
    Ok(if bounded.interrupted {
        Outcome::Interrupted(None)
    } else if bounded.lower.is_none() {
        Outcome::Missed
    } else {
        Outcome::Done
    })
}

pub(super) fn verify_bound(
    certificate: &Path,
    instance: Option<PathBuf>,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let checked = if is_week_certificate(certificate)? {
        check_plan_bound(certificate, instance)?
    } else {
        check_bound(certificate, instance)?
    };
    print_result(&match manner.output {
        Output::Json => instances::checked(&checked),
        Output::Words => {
            checked_bound_text(checked.lower, checked.refusal.as_deref(), manner.language)
        }
    });
    Ok(if checked.refusal.is_none() { Outcome::Done } else { Outcome::Missed })
}

fn budget(search: &SearchArguments) -> Budget {
    let limit = search.limit_or(Limit::Time(TIME_DEFAULT));
    Budget { limit, cancel: cancel_on_interrupt() }
}

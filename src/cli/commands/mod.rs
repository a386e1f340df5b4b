//! What the arguments mean: one function a command, and the one place that makes exit codes.

mod accounts;
mod changing;
mod data;
mod help;
mod instances;
mod planning;
mod studies;

use std::error::Error as _;
use std::process::ExitCode as ProcessCode;

use clap::Parser as _;
use clap::error::ErrorKind;

use super::arguments::{Arguments, Command, LanguageChoice};
use super::documents;
use super::terminal::{print_result, say};
use crate::app::{Error, ExitCode, MonitorOrder, Outcome, is_folder};
use crate::report::{Language, diagnostics_text};
use help::help;

/// What every command shares.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    pub(super) language: Language,
    pub(super) output: Output,
    pub(super) threads: Option<usize>,
}

/// How a result is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Output {
    /// For people.
    Words,
    /// For machines, one document.
    Json,
}

/// Runs the command that the process was started with.
pub fn run() -> ProcessCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return refuse_usage(&error),
    };
    let manner = Manner {
        language: match arguments.lang {
            LanguageChoice::Nl => Language::Dutch,
            LanguageChoice::En => Language::English,
        },
        output: if arguments.json { Output::Json } else { Output::Words },
        threads: arguments.threads.map(usize::from),
    };
    let result = carry_out(arguments.command, &manner);
    if let Err(error) = &result {
        tell_error(error, &manner);
    }
    if let Ok(Outcome::Interrupted(folder)) = &result {
        let place = folder.as_ref().map_or_else(String::new, |folder| {
            format!("; the best plan is saved in `{}`", folder.display())
        });
        say(&format!("interrupted{place}"));
    }
    ProcessCode::from(ExitCode::of(&result).number())
}

fn carry_out(command: Command, manner: &Manner) -> Result<Outcome, Error> {
    match command {
        Command::Advise { folder, purse } => studies::advice(&folder, purse, manner),
        Command::Backtest { folder, predict_weeks } => {
            studies::backtest(&folder, predict_weeks.map(usize::from), manner)
        }
        Command::Bench { folder, bks, search } => instances::bench(folder, bks, &search, manner),
        Command::Bound { subject, week, reading, search, out, force } => {
            let file = out.map(|file| (file, force.overwrite()));
            if is_folder(&subject) {
                planning::bound(subject, week, &search, file, manner)
            } else {
                instances::bound(subject, &reading, &search, file, manner)
            }
        }
        Command::VerifyBound { certificate, instance } => {
            instances::verify_bound(&certificate, instance, manner)
        }
        Command::Compare { a, b } => changing::compare(&a, &b, manner),
        Command::Demo { out, search, force } => planning::demo(&out, &search, &force, manner),
        Command::Edit(asked) => changing::edit(&asked.folder, &asked.edit.order(), manner),
        Command::Init { folder, week, seed, history_weeks, force } => {
            data::init(&folder, (week, seed, history_weeks), &force, manner)
        }
        Command::Generate { folder, size, seed, force } => {
            data::generate(&folder, &size.order(seed), &force, manner)
        }
        Command::Import(asked) => data::import(&asked.order(), manner),
        Command::Inspect { folder } => data::inspect(&folder, manner),
        Command::Match(asked) => {
            let (folder, order) = asked.order();
            planning::matching(&folder, &order, manner)
        }
        Command::Plan(asked) => planning::week(asked, manner),
        Command::Print(asked) => data::print(asked, manner),
        Command::Publish(asked) => changing::publish(asked, manner),
        Command::Returns(asked) => planning::returns(&asked.folder, &asked.order(), manner),
        Command::Monitor { folder, year, profile, table } => {
            studies::watch(&folder, &MonitorOrder { year, profile }, table.file()?, manner)
        }
        Command::Record { folder, file, data } => data::record(folder, file, data, manner),
        Command::Replan(asked) => changing::replan(asked, manner),
        Command::Report(asked) => accounts::report(&asked, manner),
        Command::Merge { folder, page } => studies::merge(&folder, &page.files()?, manner),
        Command::Simulate { folder, scenarios, sensitivity, study, page, shard, out } => {
            let job = studies::Job::of(shard.zip(out), &page)?;
            let order = studies::order((scenarios, sensitivity), &study);
            studies::what_if(&folder, &order, job, manner)
        }
        Command::Solve { instance, reading, search } => {
            instances::solve(instance, &reading, &search, manner)
        }
        Command::Timetable(asked) => {
            let (folder, order) = asked.order();
            changing::timetable(&folder, &order, manner)
        }
        Command::Travel(asked) => {
            let (folder, order) = asked.order()?;
            data::travel(&folder, &order, manner)
        }
        Command::Verify { folder } => planning::verify(&folder, manner),
        Command::Why { folder, place } => planning::why(&folder, place.as_deref(), manner),
    }
}

/// Help and version are results; everything else that clap refuses is a wrong usage.
fn refuse_usage(error: &clap::Error) -> ProcessCode {
    let text = error.render().to_string();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            print_result(&text);
            ProcessCode::from(ExitCode::Ok.number())
        }
        _ => {
            say(text.trim_end());
            ProcessCode::from(ExitCode::Usage.number())
        }
    }
}

/// What stopped the command, why, and what to do; with `--json` as a document on stdout too.
fn tell_error(error: &Error, manner: &Manner) {
    let mut causes = Vec::new();
    let mut cause = error.source();
    while let Some(reason) = cause {
        causes.push(reason.to_string());
        cause = reason.source();
    }
    match (error, manner.output) {
        (Error::Data { found } | Error::Instance { found }, Output::Words) => {
            say(&diagnostics_text(found, manner.language));
        }
        (Error::Data { found } | Error::Instance { found }, Output::Json) => {
            print_result(&documents::findings(found, manner.language));
        }
        (_, Output::Json) => print_result(&documents::failure(error, &causes, help(error))),
        (_, Output::Words) => {}
    }
    say(&format!("error: cannot {error}"));
    for reason in causes {
        say(&format!("caused by: {reason}"));
    }
    if let Some(help) = help(error) {
        say(&format!("\nhelp: {help}"));
    }
}

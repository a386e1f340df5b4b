//! What the arguments mean: one function a command, and the one place that makes exit codes.

mod accounts;
mod changing;
mod data;
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
use crate::app::{Error, ExitCode, MonitorOrder, Outcome, ShardOrder, is_folder};
use crate::report::{Language, diagnostics_text};

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
            let part = shard.zip(out).map(|(shard, out)| ShardOrder { shard, out });
            let job = match part {
                Some(part) => studies::Job::Part(part),
                None => studies::Job::Whole(page.files()?),
            };
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

/// What a person can do about an error.
fn help(error: &Error) -> Option<&'static str> {
    use crate::ingest::IngestError;
    use crate::store::StoreError;
    Some(match error {
        Error::Data { .. } => {
            "mend the rows named above; `leenroute inspect` shows all findings again"
        }
        Error::Instance { .. } => {
            "mend the lines named above; docs/reference/instances.md describes each form"
        }
        Error::DataInTheWay { .. } => "choose another folder for the plan",
        Error::NoSuchPlace { .. } => "choose a code of places.csv that is visited in the week",
        Error::NotReady { .. } => {
            "plan the week again; `leenroute verify` shows what else is wrong"
        }
        Error::NoWay { .. } => "add the pair to travel.csv, in both directions",
        Error::TableInTheWay { .. } => {
            "add `--force` to replace it, or keep a copy of it elsewhere first"
        }
        Error::RoadProfile { .. } => "docs/reference/travel.md describes the file of a profile",
        Error::Ingest(IngestError::Roads { .. }) => {
            "fetch the file again; its length may tell where it was cut"
        }
        Error::Unsearchable { .. } => {
            "change what is named; docs/reference/instances.md has the limits"
        }
        Error::Scenario { .. } | Error::ScenarioFile { .. } => {
            "docs/reference/simulate.md describes the file of a scenario, change by change"
        }
        Error::NoHistory { .. } => {
            "record what happens, or begin with `leenroute init DIR --history-weeks 104`"
        }
        Error::NoLoans => {
            "record loans in `loans.csv`, or begin with `leenroute init DIR --history-weeks 52`"
        }
        Error::Shards { .. } => {
            "run what is missing, of the same study and into the same folder; results of another study belong in a folder of their own"
        }
        Error::NoNetwork { .. } => "ask for fewer visits, or close another place",
        Error::Threads { .. } => "ask for fewer threads with `--threads`",
        Error::Ingest(IngestError::Missing { .. }) => {
            "check the path; `leenroute init DIR` writes a data folder to begin with"
        }
        Error::Ingest(IngestError::Instance { .. }) => "check the path of the instance",
        Error::Ingest(IngestError::FileMissing { .. }) => "check the path of the file",
        Error::Store(StoreError::NotEmpty { .. }) => {
            "choose another folder, or add `--force` to replace what an earlier run wrote there"
        }
        Error::Store(StoreError::FileExists { .. }) => {
            "choose another file, or add `--force` to replace it"
        }
        Error::NotPromised { .. } => {
            "what `match` asks whom to pull is in its `--export`, and each copy fails once; nothing was replaced"
        }
        Error::NoProof => {
            "leave out `--export`, `--target` and `--request`, or take the policy `cheapest`"
        }
        Error::NoWeekToBound => "add `--week`, such as `--week 2026-W48`",
        Error::WeekMissing => "add `--week`, such as `--week 2026-W48`; a plan folder has its own",
        Error::WeekOfPlan { .. } => "leave out `--week`, or name the folder of the data",
        Error::NormOfLoans => "leave out `--target`, or set `norm` in the settings to `requests`",
        Error::TargetWithBand => {
            "leave out `--target`, or clear both columns in `organisations.csv`: one price at a time"
        }
        Error::NotAsked { .. } => "check the number in `requests.csv`, and its dates",
        Error::Store(StoreError::Foreign { .. }) => {
            "choose another folder; `--force` replaces only what this program wrote"
        }
        Error::Store(StoreError::HoldsFacts { .. }) => {
            "choose another folder; facts cannot be made again, so that nothing replaces them"
        }
        Error::Store(StoreError::NewerVersion { .. }) => "use the newer version of leenroute",
        Error::Store(StoreError::Damaged { .. }) => "plan the week again, or restore the file",
        _ => return help_changing(error),
    })
}

/// What a person can do about an error of a plan that changes.
fn help_changing(error: &Error) -> Option<&'static str> {
    use crate::store::StoreError;
    Some(match error {
        Error::NoSuchOrganisation { .. } => "choose a code of organisations.csv",
        Error::NoSuchVehicle { .. } => "choose a code of vehicles.csv",
        Error::DateOfPlan { .. } => "name a date in the week of the plan",
        Error::TwoSpans { .. } => "take it out for all days from the first to the last",
        Error::PublishedPlan { .. } => {
            "make a new draft of it with `leenroute replan PLAN_DIR --out OTHER_DIR`"
        }
        Error::UnsoundPlan { .. } => {
            "`leenroute verify` shows what is wrong; `--despite-violations` publishes it all the same"
        }
        Error::MappingFile { .. } => {
            "mend the mapping, or remove it: the next import proposes one again"
        }
        Error::MappingOfTable { .. } => "name the mapping of this table with `--mapping`",
        Error::Template { .. } => "mend or remove the template; without it the sheets look as ours",
        Error::NoValidity { .. } => "let it end after it begins",
        Error::NoVisit { .. } => "name a place and a date that the plan visits",
        Error::VisitedAlready { .. } => "choose another day; a place has one visit a day",
        Error::NoPosition { .. } => "choose a turn up to one more than the other stops",
        Error::ByTrolley { .. } => "leave out the vehicle",
        Error::NoVehicle { .. } => "add `--vehicle CODE`",
        Error::LocksInConflict { .. } => {
            "leave out one of these locks; each of them alone can be kept"
        }
        Error::Store(StoreError::Published { .. }) => {
            "choose another folder; a published plan stays as it was printed"
        }
        _ => return None,
    })
}

//! What a person can do about each error.

use std::path::Path;

use crate::app::Error;
use crate::ingest::IngestError;
use crate::store::{GROUND_FILE, StoreError, WAYS_FILE};

/// What a person can do about an error.
pub(super) fn help(error: &Error) -> Option<&'static str> {
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
        _ => return of_files(error).or_else(|| of_changing(error)),
    })
}

/// What a person can do about a file or a folder.
fn of_files(error: &Error) -> Option<&'static str> {
    Some(match error {
        Error::Ingest(IngestError::Roads { .. }) => {
            "fetch the file again; its length may tell where it was cut"
        }
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
        Error::Store(StoreError::Foreign { .. }) => {
            "choose another folder; `--force` replaces only what this program wrote"
        }
        Error::Store(StoreError::HoldsFacts { .. }) => {
            "choose another folder; facts cannot be made again, so that nothing replaces them"
        }
        Error::Store(StoreError::NewerVersion { .. }) => "use the newer version of leenroute",
        Error::Store(StoreError::Damaged { path, .. }) if is_of_maps(path) => {
            "take the file away; `leenroute travel` makes it again"
        }
        Error::Store(StoreError::Damaged { .. }) => "plan the week again, or restore the file",
        _ => return None,
    })
}

/// Whether a file is only there for maps.
fn is_of_maps(path: &Path) -> bool {
    [GROUND_FILE, WAYS_FILE].iter().any(|name| path.ends_with(name))
}

/// What a person can do about an error of a plan that changes.
fn of_changing(error: &Error) -> Option<&'static str> {
    Some(match error {
        Error::NoSuchOrganisation { .. } => "choose a code of organisations.csv",
        Error::NoSuchVehicle { .. } => "choose a code of vehicles.csv",
        Error::NoSuchDriver { .. } => "choose a code of drivers.csv",
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

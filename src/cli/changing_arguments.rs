//! What a person typed for a week, and for a timetable that stands and changes.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::arguments::{ForceArguments, SearchArguments, TargetArguments};
use crate::app::{
    Budget, Destination, DetourAsk, Edit, EditOrder, LockAsk, Moment, OnDays, PublishOrder,
    ReplanOrder, TimetableOrder, Turn, VisitAt,
};
use crate::cli::interrupt::cancel_on_interrupt;
use crate::model::{IsoWeek, ServiceDate};
use crate::random::Seed;
use crate::report::Language;
use crate::store::EditStep;
use crate::timetable::Scope;

/// What is planned.
#[derive(Debug, Args)]
pub(super) struct PlanArguments {
    /// The data folder.
    pub(super) folder: PathBuf,
    /// The ISO week.
    #[arg(long, required_unless_present = "year")]
    pub(super) week: Option<IsoWeek>,
    /// All weeks of this ISO year; nothing is stored.
    #[arg(long, value_name = "YEAR", requires = "base", conflicts_with_all = ["week", "out"])]
    #[arg(value_parser = clap::value_parser!(i32).range(2000..=2100))]
    pub(super) year: Option<i32>,
    /// Follow this base timetable, as `timetable` writes it.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["target", "time", "iterations"])]
    pub(super) base: Option<PathBuf>,
    /// The plan folder to write; without it nothing is stored.
    #[arg(long, value_name = "PLAN_DIR")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) search: SearchArguments,
    #[command(flatten)]
    pub(super) force: ForceArguments,
    #[command(flatten)]
    pub(super) target: TargetArguments,
    /// Take the travel estimate of the settings, whatever travel table the folder has.
    #[arg(long)]
    pub(super) estimate: bool,
    /// End with exit code 1 when the declared percentage is below its norm.
    #[arg(long)]
    pub(super) require_kpi: bool,
}

/// What a base timetable is made from.
#[derive(Debug, Args)]
pub(super) struct TimetableArguments {
    /// The data folder.
    pub(super) folder: PathBuf,
    /// A typical ISO week of the data; may be given again for others.
    #[arg(long = "week", value_name = "WEEK", required = true)]
    pub(super) weeks: Vec<IsoWeek>,
    /// Scenarios of each week: as it is, and its demand drawn again.
    #[arg(long, value_name = "N", default_value_t = 3)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=100))]
    pub(super) scenarios: u32,
    /// The number of the version.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) number: u32,
    /// The first day on which it holds; by default the Monday of the first week.
    #[arg(long, value_name = "DATE")]
    pub(super) valid_from: Option<ServiceDate>,
    /// The last day; by default half a year later.
    #[arg(long, value_name = "DATE")]
    pub(super) valid_until: Option<ServiceDate>,
    /// The file to write.
    #[arg(long, value_name = "FILE")]
    pub(super) out: PathBuf,
    #[command(flatten)]
    pub(super) search: SearchArguments,
    #[command(flatten)]
    pub(super) force: ForceArguments,
}

/// What a replan is asked.
#[derive(Debug, Args)]
pub(super) struct ReplanArguments {
    /// The plan folder.
    #[arg(value_name = "PLAN_DIR")]
    pub(super) folder: PathBuf,
    /// A place that is closed on a day or some; `*` is the whole network.
    #[arg(long, value_name = "PLACE@DATE[..DATE]")]
    pub(super) close: Vec<OnDays>,
    /// A vehicle that is out on a day or some.
    #[arg(long, value_name = "CODE@DATE[..DATE]")]
    pub(super) vehicle_out: Vec<OnDays>,
    /// A driver who is away on a day or some.
    #[arg(long, value_name = "CODE@DATE[..DATE]")]
    pub(super) driver_out: Vec<OnDays>,
    /// A road closed on a day or some: the way between two places takes so much longer, there and
    /// back; `*` is any place.
    #[arg(long, value_name = "PLACE:PLACE@DATE[..DATE],minutes=N[,km=N]")]
    pub(super) detour: Vec<DetourAsk>,
    /// Why places or roads are closed, for people.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(super) reason: String,
    /// What must stay, or be so.
    #[arg(long, value_name = "LOCK")]
    pub(super) lock: Vec<LockAsk>,
    /// What is done by then is not changed.
    #[arg(long, value_name = "DATE@TIME")]
    pub(super) since: Option<Moment>,
    /// The vehicles are loaded: only what must move does, all others keep their turn.
    #[arg(long)]
    pub(super) frozen_order: bool,
    /// The seed of all random choices.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    /// The plan folder to write; without it nothing is stored.
    #[arg(long, value_name = "PLAN_DIR")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) force: ForceArguments,
}

/// What is edited.
#[derive(Debug, Args)]
pub(super) struct EditArguments {
    /// The plan folder.
    #[arg(value_name = "PLAN_DIR")]
    pub(super) folder: PathBuf,
    #[command(subcommand)]
    pub(super) edit: EditCommand,
}

/// What is published, and how.
#[derive(Debug, Args)]
pub(super) struct PublishArguments {
    /// The plan folder.
    #[arg(value_name = "PLAN_DIR")]
    pub(super) folder: PathBuf,
    /// The number of the version; by default one more than that of the plan that was changed.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) number: Option<u32>,
    /// The first day on which it holds; by default the Monday of the week.
    #[arg(long, value_name = "DATE")]
    pub(super) valid_from: Option<ServiceDate>,
    /// The last day; by default the Sunday of the week.
    #[arg(long, value_name = "DATE")]
    pub(super) valid_until: Option<ServiceDate>,
    /// Publish a plan that breaks rules, such as one that lacks a visit.
    #[arg(long)]
    pub(super) despite_violations: bool,
}

impl ReplanArguments {
    /// What is asked, and of which folder.
    pub(super) fn order(self, language: Language) -> (PathBuf, ReplanOrder) {
        let overwrite = self.force.overwrite();
        let order = ReplanOrder {
            closed: self.close,
            out: self.vehicle_out,
            away: self.driver_out,
            detours: self.detour,
            reason: self.reason,
            locks: self.lock,
            since: self.since,
            scope: if self.frozen_order { Scope::Forced } else { Scope::Near },
            seed: Seed(self.seed),
            language,
            destination: self.out.map(|folder| Destination { folder, overwrite }),
        };
        (self.folder, order)
    }
}

impl TimetableArguments {
    /// What is asked, and of which folder.
    pub(super) fn order(self) -> (PathBuf, TimetableOrder) {
        let order = TimetableOrder {
            weeks: self.weeks,
            scenarios: self.scenarios,
            seed: Seed(self.search.seed),
            budget: Budget { limit: self.search.limit(), cancel: cancel_on_interrupt() },
            version: self.number,
            valid_from: self.valid_from,
            valid_until: self.valid_until,
            out: self.out,
            overwrite: self.force.overwrite(),
        };
        (self.folder, order)
    }
}

impl PublishArguments {
    /// What is asked, and of which folder.
    pub(super) fn order(self, language: Language) -> (PathBuf, PublishOrder) {
        let order = PublishOrder {
            version: self.number,
            valid_from: self.valid_from,
            valid_until: self.valid_until,
            despite_violations: self.despite_violations,
            language,
        };
        (self.folder, order)
    }
}

/// A change by hand.
#[derive(Debug, Subcommand)]
pub(super) enum EditCommand {
    /// Another turn or another vehicle on the same day.
    Move {
        /// The visit.
        #[arg(value_name = "PLACE@DATE")]
        visit: VisitAt,
        #[command(flatten)]
        to: TurnArguments,
    },
    /// Two visits change places.
    Swap {
        /// The one.
        #[arg(value_name = "PLACE@DATE")]
        a: VisitAt,
        /// The other.
        #[arg(value_name = "PLACE@DATE")]
        b: VisitAt,
    },
    /// A visit more.
    Insert {
        /// The visit.
        #[arg(value_name = "PLACE@DATE")]
        visit: VisitAt,
        #[command(flatten)]
        to: TurnArguments,
    },
    /// A visit less.
    Remove {
        /// The visit.
        #[arg(value_name = "PLACE@DATE")]
        visit: VisitAt,
    },
    /// A visit on another day.
    Day {
        /// The visit.
        #[arg(value_name = "PLACE@DATE")]
        visit: VisitAt,
        /// The day.
        date: ServiceDate,
        #[command(flatten)]
        to: TurnArguments,
    },
    /// The plan before the last edit, byte for byte.
    Undo,
    /// The plan of the edit that was undone.
    Redo,
}

impl EditCommand {
    /// What is asked for.
    pub(super) fn order(self) -> EditOrder {
        EditOrder::Edit(match self {
            Self::Move { visit, to } => Edit::Move { visit, to: to.turn() },
            Self::Swap { a, b } => Edit::Swap { a, b },
            Self::Insert { visit, to } => Edit::Insert { visit, to: to.turn() },
            Self::Remove { visit } => Edit::Remove { visit },
            Self::Day { visit, date, to } => Edit::Day { visit, date, to: to.turn() },
            Self::Undo => return EditOrder::Step(EditStep::Undo),
            Self::Redo => return EditOrder::Step(EditStep::Redo),
        })
    }
}

/// Where a visit goes.
#[derive(Debug, Args)]
pub(super) struct TurnArguments {
    /// The vehicle; by default the one that comes now.
    #[arg(long, value_name = "CODE")]
    vehicle: Option<String>,
    /// The turn that the visit then has, from 1; by default the last.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    position: Option<u16>,
}

impl TurnArguments {
    fn turn(self) -> Turn {
        Turn { vehicle: self.vehicle, position: self.position.map(usize::from) }
    }
}

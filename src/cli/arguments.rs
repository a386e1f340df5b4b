//! What a person typed.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::amounts::{parse_permille, parse_time};
use super::changing_arguments::{
    EditArguments, PlanArguments, PublishArguments, ReplanArguments, TimetableArguments,
};
use super::import_arguments::ImportArguments;
use super::match_arguments::MatchArguments;
use super::print_arguments::PrintArguments;
use super::report_arguments::ReportCommand;
use super::returns_arguments::ReturnsArguments;
use super::size_arguments::SizeArguments;
use super::study_arguments::{AdviceArguments, PageArguments, StudyArguments, TableArguments};
use super::travel_arguments::TravelArguments;
use super::word::Word;
use crate::app::{DEMO_WEEK, Limit, Shard};
use crate::ingest::instance::Form;
use crate::model::IsoWeek;
use crate::model::instance::Convention;
use crate::store::Overwrite;

/// Iterations of the route search when no stop rule is given: the same plan on any machine, in
/// about half a minute on two cores for a province of forty places.
const ITERATIONS_DEFAULT: u64 = 400_000;

/// Weeks of history that are generated at most: ten years.
const HISTORY_WEEKS_MAX: i64 = 520;

/// Plans interlibrary lending in a province: who supplies, who is visited when, in which crates.
#[derive(Debug, Parser)]
#[command(name = "leenroute", version, propagate_version = true)]
#[command(after_long_help = "\
Examples:
  leenroute demo                                 plan the week of Drenthe, see what you get
  leenroute init drenthe                         write the data folder, to look at and change
  leenroute plan drenthe --week 2026-W48 --out week-48

Exit codes: 0 done; 1 a rule is broken, a visit is missing or no feasible plan exists; 2 usage;
3 the data have errors; 4 folder, disk or threads; 5 written by a newer version; 130 interrupted,
the best plan is saved.")]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,

    /// Print one JSON document on stdout, and nothing else.
    #[arg(long, global = true)]
    pub(super) json: bool,

    /// The language of screen and sheets.
    #[arg(long, global = true, value_enum, default_value_t = LanguageChoice::Nl)]
    pub(super) lang: LanguageChoice,

    /// Threads to use; all cores by default. The plan does not depend on it.
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) threads: Option<u16>,
}

/// A language, as people type it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LanguageChoice {
    /// Nederlands.
    Nl,
    /// English.
    En,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// The main job on the embedded data of Drenthe: data folder, plan, check, sheets.
    #[command(after_long_help = "\
Examples:
  leenroute demo
  leenroute demo --out ~/drenthe --time 30s
  leenroute demo --seed 7 --iterations 40000 --json")]
    Demo {
        /// Where to write: the data go to `DIR/data`, the plan to `DIR/plan`.
        #[arg(long, value_name = "DIR", default_value = "leenroute-demo")]
        out: PathBuf,
        #[command(flatten)]
        search: SearchArguments,
        #[command(flatten)]
        force: ForceArguments,
    },

    /// Write the embedded province of Drenthe as a data folder.
    #[command(after_long_help = "\
Examples:
  leenroute init drenthe
  leenroute init drenthe-49 --week 2026-W49 --seed 3
  leenroute init drenthe --history-weeks 52      with a year of generated facts")]
    Init {
        /// The folder to write.
        folder: PathBuf,
        /// The week whose requests are generated.
        #[arg(long, default_value = DEMO_WEEK)]
        week: IsoWeek,
        /// The seed of the generated titles, holdings and requests.
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
        /// Weeks of generated history before that week.
        #[arg(long, value_name = "N", default_value_t = 0)]
        #[arg(value_parser = clap::value_parser!(u16).range(0..=HISTORY_WEEKS_MAX))]
        history_weeks: u16,
        #[command(flatten)]
        force: ForceArguments,
    },

    /// Write a synthetic province of any size, or a named instance, as a data folder.
    #[command(after_long_help = "\
Examples:
  leenroute generate large --stops 420 --requests 40000
  leenroute generate koningsdag --instance koningsdag-2026
  leenroute generate tight --pull-slack 1.05 --seed 7")]
    Generate {
        /// The folder to write.
        folder: PathBuf,
        #[command(flatten)]
        size: SizeArguments,
        /// The seed of all random choices.
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
        #[command(flatten)]
        force: ForceArguments,
    },

    /// A workbook or CSV file of another program as a table of a data folder, by a mapping.
    #[command(after_long_help = "\
Examples:
  leenroute import vestigingen.xlsx --as places --into drenthe      proposes a mapping
  leenroute import vestigingen.xlsx --as places --into drenthe      imports by it

The first run writes `mappings/places.toml` in the data folder and imports nothing: look at it, fill
in what lacks, and run the same command again. Only columns of the mapping are taken.")]
    Import(ImportArguments),

    /// Read and validate a data folder; plan nothing. All findings in one pass.
    #[command(after_long_help = "\
Examples:
  leenroute inspect drenthe
  leenroute inspect drenthe --json | jq '.diagnostics[] | select(.severity == \"error\")'")]
    Inspect {
        /// The data folder.
        folder: PathBuf,
    },

    /// Choose who fills which request of a week, and prove it; no routes yet.
    #[command(after_long_help = "\
Examples:
  leenroute match drenthe --week 2026-W48
  leenroute match drenthe --week 2026-W48 --policy fixed-list
  leenroute match drenthe --week 2026-W48 --export flow.csv --json
  leenroute match week-48 --failed not-there.csv
  leenroute match drenthe --week 2026-W48 --target 95
  leenroute match drenthe --week 2026-W48 --request 2026-W48-00017

In a data folder departures are those of alternating visits, before any route is known; in a plan
folder those of the plan. The other policies are what library systems do today, for comparison. docs/algorithms/matching.md says what is proven.")]
    Match(MatchArguments),

    /// Plan a week: suppliers, timetable, routes, crates, sheets.
    #[command(after_long_help = "\
Examples:
  leenroute plan drenthe --week 2026-W48 --out week-48
  leenroute plan drenthe --week 2026-W48 --out week-48 --time 2m --force
  leenroute plan drenthe --week 2026-W48 --json --require-kpi
  leenroute plan drenthe --week 2026-W18 --base season.json --out week-18
  leenroute plan drenthe --year 2027 --base season.json

With --base the days, vehicles and turns of a base timetable are followed, and each change of it
is told with its price. A year takes the service and the loads of the base timetable, since nobody
knows yet what will move.")]
    Plan(PlanArguments),

    /// Compute the travel times between all places from real roads, or take them from a table.
    #[command(after_long_help = "\
Examples:
  leenroute travel drenthe
  leenroute travel drenthe --osm drenthe-latest.osm.pbf
  leenroute travel drenthe --osm drenthe-latest.osm.pbf --profile bakwagen.toml --json
  leenroute travel drenthe --table matrix.json

The matrix is written as travel.csv with its label travel.json, and `plan` uses it. Without a source
what the folder has is told. docs/reference/travel.md describes files and profiles.")]
    Travel(TravelArguments),

    /// Make the base timetable of a season: days, vehicles, turns and times, over several weeks.
    #[command(after_long_help = "\
Examples:
  leenroute timetable drenthe --week 2026-W48 --out season.json
  leenroute timetable drenthe --week 2026-W48 --scenarios 5 --valid-from 2027-01-04 --out s.json

Each week is planned as it is and with its demand drawn again; the timetable that costs least over
all of them, packed and judged, is written. `plan --base` follows it.")]
    Timetable(TimetableArguments),

    /// Record what really happened in a planned week: visits, items, loans.
    #[command(after_long_help = "\
Examples:
  leenroute record week-48 --file returned.csv --data drenthe
  leenroute record week-48 --file returned.csv --json | jq '.recorded, .already_known'

Without --data the facts go to the inputs of the plan, PLAN_DIR/inputs. Recording the same facts
again changes nothing; a fact that contradicts the record is told, and nothing is written.")]
    Record {
        /// The plan folder.
        #[arg(value_name = "PLAN_DIR")]
        folder: PathBuf,
        /// The facts, as CSV.
        #[arg(long, value_name = "FACTS.csv")]
        file: PathBuf,
        /// The data folder whose history it is.
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
    },

    /// Change a stored plan by hand, exactly as asked; undo and redo.
    #[command(after_long_help = "\
Examples:
  leenroute edit week-48 move EMM-01@2026-11-24 --position 2
  leenroute edit week-48 day EMM-01@2026-11-24 2026-11-25 --vehicle BUS-1 --position 3
  leenroute edit week-48 swap EMM-01@2026-11-24 HGV@2026-11-24
  leenroute edit week-48 undo

Nothing else moves, and limits that the edit breaks are told and not repaired. A published plan
cannot be edited: `replan` makes a new draft of it.")]
    Edit(EditArguments),

    /// Sheets, labels and files of a stored plan, into its folder `sheets`.
    #[command(after_long_help = "\
Examples:
  leenroute print week-48
  leenroute print week-48 --only labels,slips
  leenroute print week-48 --only xlsx,csv --csv-dialect iso
  leenroute print week-48 --only labels --grai 8712345000011 --data drenthe --force

A file that is there with other contents stays and is named; --force replaces it.")]
    Print(PrintArguments),

    /// Make a draft a version: from then on nothing changes it, and its sheets carry the version.
    #[command(after_long_help = "\
Examples:
  leenroute publish week-48
  leenroute publish week-48 --number 3 --valid-until 2026-12-06")]
    Publish(PublishArguments),

    /// Two stored plans side by side: norms, costs, visits and routes that differ.
    #[command(after_long_help = "\
Examples:
  leenroute compare week-48 week-48b
  leenroute compare week-48 week-48b --json | jq '.differences[] | select(.what == \"day\")'

Places and vehicles are matched by code and days by weekday; nothing is written.")]
    Compare {
        /// The one plan folder.
        #[arg(value_name = "PLAN_A")]
        a: PathBuf,
        /// The other.
        #[arg(value_name = "PLAN_B")]
        b: PathBuf,
    },

    /// Change a stored plan as little as possible: a place closed, a vehicle out, something locked.
    #[command(after_long_help = "\
Examples:
  leenroute replan week-48 --close EMM-01@2026-11-24 --reason Verbouwing --out week-48b
  leenroute replan week-48 --vehicle-out BUS-1@2026-11-24..2026-11-25 --frozen-order
  leenroute replan week-48 --lock EMM-01@2026-11-26,time=10:15 --lock day=2026-11-24
  leenroute replan week-48 --close '*@2026-11-23' --json | jq '.changes[]'

A lock is PLACE@DATE, after commas vehicle=CODE, position=N, time=10:15; or route=CODE@DATE, a
whole route; or day=DATE, a whole day. Without --out nothing is stored. What changes cost is in
[changes] of settings.toml; docs/algorithms/replan.md says how a plan is changed.")]
    Replan(ReplanArguments),

    /// What if: a change of collections, places or rules, against the province as it is.
    #[command(after_long_help = "\
Examples:
  leenroute simulate drenthe --scenario most_wanted.toml
  leenroute simulate drenthe --scenario close.toml --scenario float.toml --replications 12
  leenroute simulate drenthe --scenario buy.toml --json | jq '.difference.requests'
  leenroute simulate drenthe --scenario buy.toml --replications 100 --shard 2/8 --out parts

The year is played with and without the scenario, for the same readers, until the difference in
requests filled inside the province is known to 0.2 percentage point. docs/reference/simulate.md
describes the file of a scenario.")]
    Simulate {
        /// The data folder.
        folder: PathBuf,
        /// A scenario, as TOML; more than one are compared with simultaneous intervals.
        #[arg(long = "scenario", value_name = "FILE", required_unless_present = "sensitivity")]
        scenarios: Vec<PathBuf>,
        /// Also by how much the result hangs on what nobody knows for sure: demand, length of
        /// loans, pulls that find nothing, visits a week; one line each.
        #[arg(long)]
        sensitivity: bool,
        #[command(flatten)]
        study: StudyArguments,
        #[command(flatten)]
        page: PageArguments,
        /// Play this part of the replications alone, and write its result for `merge`.
        #[arg(long, value_name = "I/N", requires = "out")]
        #[arg(conflicts_with_all = ["half_width", "html", "csv"])]
        shard: Option<Shard>,
        /// The folder of the results of all shards.
        #[arg(long, value_name = "DIR", requires = "shard")]
        out: Option<PathBuf>,
    },

    /// The results of all shards of a `simulate`, told as one run tells them.
    #[command(after_long_help = "\
Examples:
  leenroute merge parts
  leenroute merge parts --json | jq '.difference.requests'

Shards that are missing are named. docs/guide/cluster/ has launchers for Slurm and Kubernetes.")]
    Merge {
        /// The folder to which `simulate --shard` wrote.
        folder: PathBuf,
        #[command(flatten)]
        page: PageArguments,
    },

    /// Where copies go that came back: home, nowhere, or to where they are missed most.
    #[command(after_long_help = "\
Examples:
  leenroute returns drenthe --file returns.csv
  leenroute returns drenthe --file returns.csv --limits float_limits.csv --out shipments.csv
  leenroute returns drenthe --file returns.csv --json | jq '.moves[] | select(.what == \"stays\")'

`[returns]` of the settings says where copies may float. docs/reference/returns.md has the rest.")]
    Returns(ReturnsArguments),

    /// The norms and accounts of what happened: quarterly report, statistics, settlement, ledger,
    /// and how far people live from a library.
    #[command(
        subcommand,
        after_long_help = "\
Examples:
  leenroute report quarter drenthe --span 2026-Q3 --out rapporten
  leenroute report statistics drenthe --span 2026-Q3 --organisation BIND --out rapporten
  leenroute report settlement drenthe --span 2026 --out rapporten
  leenroute report ledger drenthe --span 2026 --json"
    )]
    Report(ReportCommand),

    /// Which copies to buy, relocate and pool for the norm, within budgets, checked by playing the
    /// year with and without them.
    #[command(after_long_help = "\
Examples:
  leenroute advise drenthe --budget 5000
  leenroute advise drenthe --budget 20000 --target 95.5
  leenroute advise drenthe --budget 5000 --moves 0 --budgets branches.toml --csv list.csv
  leenroute advise drenthe --budget 100 --json | jq '.moves[] | {title, to, gain_a_year}'

docs/reference/simulate.md says how the list is chosen, and what its bound covers.")]
    Advise {
        /// The data folder.
        folder: PathBuf,
        #[command(flatten)]
        purse: AdviceArguments,
    },

    /// The collection as it is against its profile, by place and category, with the loans of a year;
    /// large print as a measure of its own.
    #[command(after_long_help = "\
Examples:
  leenroute monitor drenthe --year 2026
  leenroute monitor drenthe --year 2026 --profile profile.toml --csv monitor.csv

docs/reference/simulate.md describes the file of a profile.")]
    Monitor {
        /// The data folder.
        folder: PathBuf,
        /// The calendar year whose loans count.
        #[arg(long, value_name = "Y", value_parser = clap::value_parser!(i32).range(2000..=2100))]
        year: i32,
        /// What the collection should be, as TOML.
        #[arg(long, value_name = "FILE")]
        profile: Option<PathBuf>,
        #[command(flatten)]
        table: TableArguments,
    },

    /// Can demand be foretold: fit it to the earlier part of the history, predict the rest.
    #[command(after_long_help = "\
Examples:
  leenroute backtest drenthe
  leenroute backtest drenthe --predict-weeks 13
  leenroute backtest drenthe --json | jq '.loans.cells[] | select(.advice | not)'")]
    Backtest {
        /// The data folder, with its history.
        folder: PathBuf,
        /// Weeks to predict; the second half of two years or more by default, else a third.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=520))]
        predict_weeks: Option<u16>,
    },

    /// A folder of public routing instances against their best known costs.
    #[command(after_long_help = "\
Examples:
  leenroute bench instances --time 30s
  leenroute bench instances/pvrp --iterations 100000 --bks best.csv --json

Folders are looked through with all that is in them; the name of a folder is that of its set.
The file of best known costs has the columns set, instance, best_known_cost.")]
    Bench {
        /// The folder.
        folder: PathBuf,
        /// Best known costs; by default bks.csv in the folder or beside it.
        #[arg(long, value_name = "FILE")]
        bks: Option<PathBuf>,
        #[command(flatten)]
        search: SearchArguments,
    },

    /// Tours for a public routing instance: Cordeau, VRPLIB, Solomon, LKH, VROOM.
    #[command(after_long_help = "\
Examples:
  leenroute solve X-n101-k25.vrp --time 30s
  leenroute solve pvrp/p01 --iterations 100000 --json
  leenroute solve problem.json --format vroom     answers as VROOM does

docs/reference/instances.md says what is read of each form, and what is refused.")]
    Solve {
        /// The file.
        instance: PathBuf,
        #[command(flatten)]
        reading: ReadingArguments,
        #[command(flatten)]
        search: SearchArguments,
    },

    /// What no solution of a public routing instance undercuts, with a proof.
    #[command(after_long_help = "\
Examples:
  leenroute bound pvrp/p01 --time 30s
  leenroute bound pvrp/p01 --iterations 1000000 --out p01.bound.json
  leenroute bound week-48 --time 2m
  leenroute bound drenthe --week 2026-W48 --time 2m

Of a plan folder the whole budget goes into the proof, and a certificate better than the one in it
takes its place. A data folder is planned first, with four fifths of the budget; nothing is stored.
Of an instance a quarter of the budget searches for a solution to compare with. With --iterations the rest counts
partial routes of the proof, so that the same certificate comes on any machine.
docs/algorithms/bounds.md says what a bound covers.")]
    Bound {
        /// A public instance, a plan folder or a data folder.
        subject: PathBuf,
        /// The ISO week of a data folder; a plan folder has its own.
        #[arg(long)]
        week: Option<IsoWeek>,
        #[command(flatten)]
        reading: ReadingArguments,
        #[command(flatten)]
        search: SearchArguments,
        /// Write the certificate to this file.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        #[command(flatten)]
        force: ForceArguments,
    },

    /// Check the certificate of a bound, without a solver.
    #[command(after_long_help = "\
Examples:
  leenroute verify-bound p01.bound.json
  leenroute verify-bound p01.bound.json --instance pvrp/p01 --json
  leenroute verify-bound week-48/certificates/bound.json")]
    VerifyBound {
        /// The certificate.
        certificate: PathBuf,
        /// The instance or the plan folder; by default where the certificate says, or stands.
        #[arg(long, value_name = "FILE")]
        instance: Option<PathBuf>,
    },

    /// The referee alone: judge a stored plan from its raw input.
    #[command(after_long_help = "\
Examples:
  leenroute verify week-48
  leenroute verify week-48 --json")]
    Verify {
        /// The plan folder.
        folder: PathBuf,
    },

    /// Why a stored plan is as it is: prices of other days, room, limits, what keeps a visit off.
    #[command(after_long_help = "\
Examples:
  leenroute why week-48
  leenroute why week-48 --place EMM-01
  leenroute why week-48 --json | jq '.places[] | {place, alternatives}'

docs/reference/why.md says what each number means.")]
    Why {
        /// The plan folder.
        #[arg(value_name = "PLAN_DIR")]
        folder: PathBuf,
        /// The code of one place.
        #[arg(long, value_name = "CODE")]
        place: Option<String>,
    },
}

/// How a file of an instance is read.
#[derive(Debug, Args)]
pub(super) struct ReadingArguments {
    /// The form of the file; by default it is known by its look.
    #[arg(long, value_name = "FORM", value_enum)]
    format: Option<Word<Form>>,
    /// How distances between coordinates are rounded; by default as the set defines it.
    #[arg(long, value_name = "NAME", value_enum)]
    convention: Option<Word<Convention>>,
}

impl ReadingArguments {
    /// The form and the convention asked for.
    pub(super) fn chosen(&self) -> (Option<Form>, Option<Convention>) {
        (self.format.map(|word| word.0), self.convention.map(|word| word.0))
    }
}

/// The share that is to be filled.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct TargetArguments {
    /// Fill at least this share in the province, such as 95 or 95.5, as cheaply as can be; what
    /// counts is the norm of the settings.
    #[arg(long, value_name = "PERCENT", value_parser = parse_permille)]
    target: Option<u16>,
}

impl TargetArguments {
    /// Tenths of a per cent.
    pub(super) const fn permille(self) -> Option<u16> {
        self.target
    }
}

/// How long to search, and with which seed.
#[derive(Debug, Args)]
pub(super) struct SearchArguments {
    /// The seed of all random choices.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    /// Search for so long, such as `30s` or `2m`.
    #[arg(long, value_name = "TIME", value_parser = parse_time, conflicts_with = "iterations")]
    time: Option<Duration>,
    /// Search so many iterations: the same answer on any machine. A plan takes four rounds, each
    /// rounded up to four thousand, and up to four short ones more where a visit is missing.
    #[arg(long, value_name = "N")]
    iterations: Option<u64>,
}

impl SearchArguments {
    /// The one stop rule.
    pub(super) fn limit(&self) -> Limit {
        self.limit_or(Limit::Iterations(ITERATIONS_DEFAULT))
    }

    /// The one stop rule, or another one where none was given.
    pub(super) fn limit_or(&self, usual: Limit) -> Limit {
        match (self.time, self.iterations) {
            (Some(time), _) => Limit::Time(time),
            (None, Some(iterations)) => Limit::Iterations(iterations),
            (None, None) => usual,
        }
    }
}

/// What may be replaced.
#[derive(Debug, Args)]
pub(super) struct ForceArguments {
    /// Replace what an earlier run wrote there.
    #[arg(long)]
    force: bool,
}

impl ForceArguments {
    /// Whether an earlier folder may be replaced.
    pub(super) const fn overwrite(&self) -> Overwrite {
        if self.force { Overwrite::Replace } else { Overwrite::Refuse }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        use clap::CommandFactory as _;
        Arguments::command().debug_assert();
    }
}

//! What stops a use case, and the exit code that tells it.

use std::path::PathBuf;

use super::plan_week::Unplannable;
use super::simulate::ScenarioFault;
use crate::diagnostic::Diagnostics;
use crate::ingest::{IngestError, TheirTableError, importable};
use crate::model::IsoWeek;
#[cfg(feature = "pdf")]
use crate::report::PdfError;
use crate::store::StoreError;

/// Why a use case did not finish; each text fits behind "cannot".
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The data folder could not be read at all.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// An output folder could not be written, or a plan folder not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The data have errors, so nothing is planned.
    #[error("plan with data that have {} errors", found.errors())]
    Data {
        /// All findings.
        found: Diagnostics,
    },
    /// A file of a routing instance has errors, or that of best known costs.
    #[error("search a file that has {} errors", found.errors())]
    Instance {
        /// All findings.
        found: Diagnostics,
    },
    /// A data folder stands where the plan should go; a plan never takes its place.
    #[error("write a plan to `{}`, which is a data folder", folder.display())]
    DataInTheWay {
        /// The folder.
        folder: PathBuf,
    },
    /// The week cannot be planned with this travel matrix.
    #[error("plan a week without a way from `{from}` to `{to}`")]
    NoWay {
        /// From where.
        from: String,
        /// To where.
        to: String,
    },
    /// The fleet of the week has more kinds of vehicles than the search tells apart.
    #[error(
        "plan with {kinds} kinds of vehicles: at most 63 that differ in limits, prices or the driver's day"
    )]
    VehicleKinds {
        /// How many there are.
        kinds: usize,
    },
    /// A plan has a route of a vehicle that cannot leave on that day.
    #[error("explain a route of `{vehicle}` on {date}, on which it does not stand ready")]
    NotReady {
        /// The code of the vehicle.
        vehicle: String,
        /// The date.
        date: String,
    },
    /// A place that is asked for is not there, or never visited.
    #[error("find `{code}`, which is no place of the plan that is visited")]
    NoSuchPlace {
        /// What was asked for.
        code: String,
    },
    /// An organisation that is asked for is not there.
    #[error("find organisation `{code}`")]
    NoSuchOrganisation {
        /// What was asked for.
        code: String,
    },
    /// A vehicle that is asked for is not there.
    #[error("find vehicle `{code}`")]
    NoSuchVehicle {
        /// What was asked for.
        code: String,
    },
    /// A driver who is asked for is not there.
    #[error("find driver `{code}`")]
    NoSuchDriver {
        /// What was asked for.
        code: String,
    },
    /// A date lies outside the week of the plan.
    #[error("change {date} in a plan of {week}")]
    DateOfPlan {
        /// The date.
        date: String,
        /// The week.
        week: IsoWeek,
    },
    /// A vehicle would be out twice, or a driver away, and their rows have one span of days.
    #[error("take `{code}` out for two spans of days that lie apart")]
    TwoSpans {
        /// The code of the vehicle or the driver.
        code: String,
    },
    /// A published plan was to be changed.
    #[error("change `{}`, which is published as version {version}", folder.display())]
    PublishedPlan {
        /// The folder.
        folder: PathBuf,
        /// Its version.
        version: u32,
    },
    /// A plan that does not hold was to be published.
    #[error("publish `{}`, which breaks {violations} rules or lacks its proof", folder.display())]
    UnsoundPlan {
        /// The folder.
        folder: PathBuf,
        /// How many rules are broken.
        violations: usize,
    },
    /// A table of another program could not be read.
    #[error(transparent)]
    Theirs(#[from] TheirTableError),
    /// There is no table of this name that can be imported.
    #[error("import `{table}`: the tables are {}", importable().collect::<Vec<&str>>().join(", "))]
    NoTable {
        /// What was asked for.
        table: String,
    },
    /// A mapping is for another table.
    #[error("import `{asked}` by `{}`, which is for `{is}`", path.display())]
    MappingOfTable {
        /// The file.
        path: PathBuf,
        /// The table asked for.
        asked: String,
        /// Its own.
        is: String,
    },
    /// A mapping cannot be used.
    #[error("import by `{}`: {}", path.display(), faults.join("; "))]
    MappingFile {
        /// The file.
        path: PathBuf,
        /// All that is wrong.
        faults: Vec<String>,
    },
    /// A template of a data folder cannot be used.
    #[error("use the template `{}`: {why}", path.display())]
    Template {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: &'static str,
    },
    /// Templates do not make a PDF of the sheets.
    #[cfg(feature = "pdf")]
    #[error("set the PDF:\n  {0}")]
    Pdf(PdfError),
    /// A PDF was asked of a program without typst.
    #[cfg(not(feature = "pdf"))]
    #[error(
        "make a PDF: this program is built without it; build it by `cargo install --locked --path . --features pdf`, or print an HTML sheet to a PDF in a browser"
    )]
    NoPdf,
    /// A validity ends before it begins.
    #[error("publish a plan from {from} until {until}")]
    NoValidity {
        /// The first day.
        from: String,
        /// The last day.
        until: String,
    },
    /// A visit that is to be edited is not there.
    #[error("edit the visit of `{place}` on {date}, which the plan does not make")]
    NoVisit {
        /// The code of the place.
        place: String,
        /// The date.
        date: String,
    },
    /// A visit would come a second time on a day.
    #[error("visit `{place}` on {date}, on which the plan does already")]
    VisitedAlready {
        /// The code of the place.
        place: String,
        /// The date.
        date: String,
    },
    /// A turn lies beyond the end of a route.
    #[error("make a stop number {position} of a route with {stops} others")]
    NoPosition {
        /// The turn, from 1.
        position: usize,
        /// The other stops.
        stops: usize,
    },
    /// A place in the hub's building was to get a vehicle.
    #[error("take a vehicle to `{place}`, which a trolley reaches in the building")]
    ByTrolley {
        /// The code of the place.
        place: String,
    },
    /// A visit by road has no vehicle.
    #[error("visit `{place}` without a vehicle")]
    NoVehicle {
        /// The code of the place.
        place: String,
    },
    /// Locks that no plan can keep together.
    #[error("keep together: {}", locks.join("; "))]
    LocksInConflict {
        /// A smallest set of them.
        locks: Vec<String>,
    },
    /// An instance fits its form and not the search.
    #[error("search this instance: {faults}")]
    Unsearchable {
        /// What the search refuses.
        faults: String,
    },
    /// An instance or a week has something that no bound covers.
    #[error("bound this: {why}")]
    NoBound {
        /// What it has.
        why: &'static str,
    },
    /// A data folder was to be bounded without a week.
    #[error("bound a data folder without a week: say which one with --week")]
    NoWeekToBound,
    /// A data folder was to be matched without a week.
    #[error("choose suppliers without a week")]
    WeekMissing,
    /// A plan folder is of another week than the one asked for.
    #[error("choose suppliers of {asked} in a plan of {plan}")]
    WeekOfPlan {
        /// The week asked for.
        asked: IsoWeek,
        /// That of the plan.
        plan: IsoWeek,
    },
    /// Lines are said to have failed that nobody was asked to pull.
    #[error("replace what nobody was to pull in the week: {lines}")]
    NotPromised {
        /// Request, place and copies of each line.
        lines: String,
    },
    /// Something was asked that only a proof can answer, of a policy that has none.
    #[error("prove or explain what a policy chose that proves nothing")]
    NoProof,
    /// A share of loans was to be reached by choosing suppliers of requests.
    #[error("reach a share of all loans by the choice of suppliers: only requests have suppliers")]
    NormOfLoans,
    /// A share was to be reached while organisations keep to what they lend beyond what they borrow.
    #[error("reach a share while `net_lending_min` or `net_lending_max` of an organisation is set")]
    TargetWithBand,
    /// A request is to be explained that nobody made in the week.
    #[error("explain request `{number}`, which is not open in the week")]
    NotAsked {
        /// The number.
        number: String,
    },
    /// Files of a scenario have faults.
    #[error("use a scenario with {} faults:\n{}", faults.len(), lines(faults))]
    Scenario {
        /// All of them.
        faults: Vec<ScenarioFault>,
    },
    /// A file of a scenario could not be read.
    #[error("read the scenario `{}`", file.display())]
    ScenarioFile {
        /// The file.
        file: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A scenario leaves no network that can be planned.
    #[error("plan the network of scenario `{scenario}`: its places cannot have these visits")]
    NoNetwork {
        /// Its name.
        scenario: String,
    },
    /// A data folder has too little history to be held against itself.
    #[error("fit demand to a history of fewer than {weeks} whole weeks")]
    NoHistory {
        /// Weeks that are needed.
        weeks: usize,
    },
    /// Nothing tells where copies that came back are asked for.
    #[error("tell where returned copies are missed: the history has no loans")]
    NoLoans,
    /// Results of shards do not make a study.
    #[error("merge the results in `{}`: {}", folder.display(), what.join("; "))]
    Shards {
        /// The folder.
        folder: PathBuf,
        /// What is missing or does not belong there.
        what: Vec<String>,
    },
    /// A travel table of somebody else stands where one should be written.
    #[error("replace `travel.csv` in `{}`, which `leenroute travel` did not write", folder.display())]
    TableInTheWay {
        /// The folder.
        folder: PathBuf,
    },
    /// The key of a server does not read.
    #[cfg(feature = "http")]
    #[error("read the key in `{}`", path.display())]
    KeyFile {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The profile of a vehicle does not read.
    #[error("use the profile `{}`: {reason}", path.display())]
    RoadProfile {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The threads that were asked for could not be started.
    #[error("start {threads} threads")]
    Threads {
        /// How many.
        threads: usize,
        /// Why.
        #[source]
        source: rayon::ThreadPoolBuildError,
    },
}

/// One fault a line.
fn lines(faults: &[ScenarioFault]) -> String {
    let lines: Vec<String> = faults.iter().map(|fault| format!("  {fault}")).collect();
    lines.join("\n")
}

impl From<Unplannable> for Error {
    fn from(reason: Unplannable) -> Self {
        match reason {
            Unplannable::NoWay { from, to } => Self::NoWay { from, to },
            Unplannable::VehicleKinds { kinds } => Self::VehicleKinds { kinds },
        }
    }
}

/// How a command ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything asked for was done.
    Done,
    /// It ran to the end, and a rule is broken, a visit is missing or a required norm is not met.
    Missed,
    /// The data have errors; they are told.
    BadData,
    /// Somebody interrupted; the best plan so far is saved, here, if a folder was asked for.
    Interrupted(Option<PathBuf>),
}

/// The exit codes of the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitCode {
    /// Done.
    Ok,
    /// Ran to the end, but a plan breaks a rule or no feasible plan exists.
    Missed,
    /// The arguments make no sense.
    Usage,
    /// The data have errors.
    Data,
    /// A folder, a port or a disk does not do what it should.
    Environment,
    /// A newer version wrote what is read.
    Version,
    /// Interrupted; the best plan is saved.
    Interrupted,
}

impl ExitCode {
    /// The code that the operating system sees.
    pub const fn number(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Missed => 1,
            Self::Usage => 2,
            Self::Data => 3,
            Self::Environment => 4,
            Self::Version => 5,
            Self::Interrupted => 130,
        }
    }

    /// The code of how a use case ended.
    pub fn of(result: &Result<Outcome, Error>) -> Self {
        match result {
            Ok(Outcome::Done) => Self::Ok,
            Ok(Outcome::Missed) => Self::Missed,
            Ok(Outcome::Interrupted(_)) => Self::Interrupted,
            Ok(Outcome::BadData) => Self::Data,
            Err(error) => Self::of_error(error),
        }
    }

    fn of_error(error: &Error) -> Self {
        match error {
            Error::LocksInConflict { .. } | Error::UnsoundPlan { .. } => Self::Missed,
            Error::Data { .. }
            | Error::Instance { .. }
            | Error::NoWay { .. }
            | Error::VehicleKinds { .. }
            | Error::NotReady { .. }
            | Error::NotPromised { .. }
            | Error::Unsearchable { .. }
            | Error::NoBound { .. }
            | Error::Scenario { .. }
            | Error::NoNetwork { .. }
            | Error::NoHistory { .. }
            | Error::Template { .. }
            | Error::MappingFile { .. }
            | Error::MappingOfTable { .. }
            | Error::Theirs(_)
            | Error::NoLoans
            | Error::Shards { .. }
            | Error::RoadProfile { .. }
            | Error::Ingest(
                IngestError::Roads { .. }
                | IngestError::TravelJson { .. }
                | IngestError::Ground { .. }
                | IngestError::Measured { .. },
            )
            | Error::Store(StoreError::Damaged { .. }) => Self::Data,
            Error::NoSuchPlace { .. }
            | Error::NoSuchOrganisation { .. }
            | Error::NoSuchVehicle { .. }
            | Error::NoSuchDriver { .. }
            | Error::DateOfPlan { .. }
            | Error::TwoSpans { .. }
            | Error::NoValidity { .. }
            | Error::NoVisit { .. }
            | Error::VisitedAlready { .. }
            | Error::NoPosition { .. }
            | Error::ByTrolley { .. }
            | Error::NoVehicle { .. }
            | Error::NoProof
            | Error::NoTable { .. }
            | Error::NormOfLoans
            | Error::TargetWithBand
            | Error::NotAsked { .. }
            | Error::NoWeekToBound
            | Error::WeekMissing
            | Error::WeekOfPlan { .. } => Self::Usage,
            #[cfg(feature = "http")]
            Error::KeyFile { .. } => Self::Environment,
            #[cfg(feature = "pdf")]
            Error::Pdf(_) => Self::Data,
            #[cfg(not(feature = "pdf"))]
            Error::NoPdf => Self::Usage,
            Error::Store(StoreError::NewerVersion { .. }) => Self::Version,
            Error::Store(_)
            | Error::Ingest(_)
            | Error::DataInTheWay { .. }
            | Error::TableInTheWay { .. }
            | Error::PublishedPlan { .. }
            | Error::ScenarioFile { .. }
            | Error::Threads { .. } => Self::Environment,
        }
    }
}

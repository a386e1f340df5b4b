//! `plan`: a week from a data folder to a judged plan, its sheets and its folder.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::bound_plan::{bound_of_plan, gap_percent, planning_part, stored as stored_bound};
use super::budget::{Budget, Limit};
use super::certificates::stored;
use super::clock::Stopwatch;
use super::error::Error;
use super::load::{Loaded, TravelChoice, load_choosing};
use super::make_matching::target_of;
use super::plan_week::{Asked, PlanRequest, PlannedWeek, WeekBound, plan_week, travel_between};
use super::why::reasons;
use crate::ingest::read_loan_sums;
use crate::kpi::{
    Fulfilment, LeadTime, Ratio, TransportNorm, fulfilment, lead_time, rolling_loans, transport,
};
use crate::matching::Target;
use crate::model::{IsoWeek, LoanSums, PlaceReasons, Province};
use crate::random::Seed;
use crate::report::{
    CsvDialect, FileSet, Grai, Language, Norms, PrintedSet, Sheet, SheetHeader, SheetKind,
    SheetStatus, render, week_files,
};
use crate::store::{
    FolderDraft, INPUTS_FOLDER, Overwrite, PLAN_FILE, SHEETS_FOLDER, StoredChanges, StoredRun,
    SupplierCertificate, fingerprint, fingerprint_folder, plan_digest, restrict_to_requested,
    write_certificate, write_changes, write_data_folder, write_map_files, write_plan,
    write_week_bound,
};
use crate::travel::chart::Chart;
use crate::travel::{Detour, TravelMatrix, TravelSource};
use crate::units::Cents;
use crate::vrp::Progress;

/// The version that plans and sheets carry.
pub const PROGRAM_VERSION: &str = env!("CARGO_PKG_VERSION");

/// How many digits of a fingerprint a sheet shows.
const FINGERPRINT_SHOWN: usize = 12;

/// How many digits of the fingerprint of a plan a sheet shows.
const PLAN_FINGERPRINT_SHOWN: usize = 8;

/// The file by which a data folder is known.
pub(super) const DATA_MARK: &str = "places.csv";

/// Where a plan goes.
#[derive(Clone, Debug)]
pub struct Destination {
    /// The plan folder.
    pub folder: PathBuf,
    /// Whether an earlier plan there may be replaced.
    pub overwrite: Overwrite,
}

/// What a planning run is asked to do.
#[derive(Clone, Debug)]
pub struct PlanOrder {
    /// The week.
    pub week: IsoWeek,
    /// The seed.
    pub seed: Seed,
    /// Tenths of a per cent that are to be filled by the norm's reading, where the cheapest
    /// suppliers do not.
    pub target: Option<u16>,
    /// Which travel times.
    pub travel: TravelChoice,
    /// The stop rule.
    pub budget: Budget,
    /// The language of the sheets.
    pub language: Language,
    /// Where to, or `None` to store nothing.
    pub destination: Option<Destination>,
}

/// A planned week with its norms and what was written.
#[derive(Clone, Debug)]
pub struct WeekReport {
    /// The province as it is in the week of the plan.
    pub province: Province,
    /// The plan and its judgement.
    pub planned: PlannedWeek,
    /// What no plan of the week undercuts; `None` where the plan breaks a rule, the week has no
    /// bound, or the budget ended before.
    pub bound: Option<WeekBound>,
    /// Why visits are missing: the places that lack one.
    pub reasons: Vec<PlaceReasons>,
    /// Two visits a week.
    pub transport: TransportNorm,
    /// The 95 %.
    pub fulfilment: Fulfilment,
    /// Days from request to shelf.
    pub lead_time: LeadTime,
    /// The seed.
    pub seed: u64,
    /// The fingerprint of the inputs that are stored with the plan; of the whole data folder where
    /// no plan is stored.
    pub inputs_fingerprint: String,
    /// The source of travel times.
    pub travel_source: TravelSource,
    /// Roads that are closed between dates.
    pub detours: Vec<Detour>,
    /// What maps are drawn with.
    pub chart: Chart,
    /// Where the plan is.
    pub folder: Option<PathBuf>,
    /// The sheets, by name.
    pub sheets: Vec<String>,
    /// How long all of it took.
    pub seconds: f64,
    /// Whether somebody interrupted.
    pub interrupted: bool,
}

impl WeekReport {
    /// Whether every rule holds and every visit is made or excused.
    pub fn is_sound(&self) -> bool {
        self.planned.verdict.is_valid() && self.transport.met
    }

    /// What could at most still be won, in per cent of the cost that planning can change.
    pub fn gap_percent(&self) -> Option<f64> {
        gap_percent(self.bound.as_ref()?.lower, self.planned.plan.cost.variable())
    }

    /// Whether the reading of the 95 % that the settings declare is met, where it is known.
    pub fn norm_is_met(&self) -> bool {
        self.fulfilment.norm_is_met(self.province.settings())
    }
}

/// Plans a week of a data folder.
pub fn make_plan(
    data: &Path,
    order: &PlanOrder,
    progress: &dyn Progress,
) -> Result<WeekReport, Error> {
    let watch = Stopwatch::start();
    let draft = begin(order)?;
    let (loaded, loans, found) =
        load_choosing(data, order.travel, |tables, _| read_loan_sums(data, tables))?;
    let Some(loaded) = loaded else { return Err(Error::Data { found }) };
    let stored = draft.is_some();
    let mut report = plan_loaded((loaded, &loans), order, draft, watch, progress)?;
    if !stored {
        report.inputs_fingerprint = fingerprint_folder(data)?;
    }
    Ok(report)
}

/// Refuses a destination before any work is done.
///
/// The data of a province are worth more than any plan, and the program wrote them only once: even
/// where replacing is asked for, a plan does not replace them.
pub(super) fn begin(order: &PlanOrder) -> Result<Option<FolderDraft>, Error> {
    let Some(to) = &order.destination else { return Ok(None) };
    if to.folder.join(DATA_MARK).exists() {
        return Err(Error::DataInTheWay { folder: to.folder.clone() });
    }
    Ok(Some(FolderDraft::beside(&to.folder, to.overwrite)?))
}

/// Plans a week of a province that is already there, with its loans so far, and stores it.
pub(super) fn plan_loaded(
    (loaded, loans): (Loaded, &LoanSums),
    order: &PlanOrder,
    draft: Option<FolderDraft>,
    watch: Stopwatch,
    progress: &dyn Progress,
) -> Result<WeekReport, Error> {
    let Loaded { province, travel, settings_toml, chart } = loaded;
    let budget = planning_part(&order.budget);
    let request = PlanRequest {
        province: &province,
        travel: &travel,
        week: order.week,
        seed: order.seed,
        target: order.target.map(|share| target_of(&province, share)).transpose()?,
        budget: &budget,
    };
    let planned = plan_week(&request, progress)?;
    let target = request.target;
    let loaded = Loaded { province, travel, settings_toml, chart };
    let basis = Basis {
        loaded,
        loans,
        proof: Some(Proof { target, budget: &order.budget }),
        kept: None,
        changes: None,
    };
    concluded(basis, planned, order, draft, watch)
}

/// How a plan is held against the best possible.
pub(super) struct Proof<'a> {
    /// The share of requests that it was to fill.
    pub(super) target: Option<Target>,
    /// What the proof may take.
    pub(super) budget: &'a Budget,
}

/// What a planned week is told and stored with.
pub(super) struct Basis<'a> {
    /// The province as given, not as it is in the week.
    pub(super) loaded: Loaded,
    pub(super) loans: &'a LoanSums,
    /// How the plan is held against the best possible, if it is.
    pub(super) proof: Option<Proof<'a>>,
    /// The proof of suppliers that an earlier plan chose and this one keeps.
    pub(super) kept: Option<SupplierCertificate>,
    /// What a replan changed.
    pub(super) changes: Option<StoredChanges>,
}

/// The report of a planned week, which is stored where a draft of a folder is given.
pub(super) fn concluded(
    basis: Basis<'_>,
    planned: PlannedWeek,
    order: &PlanOrder,
    draft: Option<FolderDraft>,
    watch: Stopwatch,
) -> Result<WeekReport, Error> {
    let Basis { loaded, loans, proof, kept, changes } = basis;
    let Loaded { province, travel, settings_toml, chart } = loaded;
    // A province is large, and copied only where the week differs from it.
    let in_week = match province.in_week(order.week) {
        Cow::Owned(in_week) => Some(in_week),
        Cow::Borrowed(_) => None,
    };
    let (province, given) = match in_week {
        Some(in_week) => (in_week, Some(province)),
        None => (province, None),
    };
    let on_ways = travel_between(&province, given.as_ref().unwrap_or(&province), &travel);
    let reasons = reasons(&province, &on_ways, &planned.plan, Asked::Missing)?;
    let bound = proof.filter(|_| planned.verdict.is_valid()).and_then(|proof| {
        let request = PlanRequest {
            province: &province,
            travel: &on_ways,
            week: order.week,
            seed: order.seed,
            target: proof.target,
            budget: proof.budget,
        };
        bound_of_plan(&request, &planned.plan, proof.budget)
    });
    let mut report = WeekReport {
        reasons,
        transport: transport(&province, &planned.plan),
        fulfilment: Fulfilment {
            loans: rolling_loans(loans, order.week),
            ..fulfilment(&province, &planned.plan)
        },
        lead_time: lead_time(&planned.plan),
        province,
        planned,
        bound,
        seed: order.seed.0,
        inputs_fingerprint: String::new(),
        travel_source: travel.told_source(),
        detours: travel.detours().to_vec(),
        chart,
        folder: None,
        sheets: Vec::new(),
        seconds: 0.0,
        interrupted: order.budget.cancel.is_set(),
    };
    if let Some(draft) = draft {
        let inputs = Inputs {
            given: given.as_ref(),
            travel: &travel,
            settings_toml: &settings_toml,
            kept: kept.as_ref(),
            changes: changes.as_ref(),
        };
        store(&mut report, &draft, order, &inputs)?;
        draft.commit()?;
        report.folder = order.destination.as_ref().map(|to| to.folder.clone());
    }
    report.seconds = watch.elapsed().as_secs_f64();
    Ok(report)
}

/// What a plan is made from, as it stands in the data folder.
struct Inputs<'a> {
    /// The province, where it differs from that of the week.
    given: Option<&'a Province>,
    travel: &'a TravelMatrix,
    settings_toml: &'a str,
    /// The proof of suppliers that an earlier plan chose.
    kept: Option<&'a SupplierCertificate>,
    changes: Option<&'a StoredChanges>,
}

fn store(
    report: &mut WeekReport,
    draft: &FolderDraft,
    order: &PlanOrder,
    inputs: &Inputs<'_>,
) -> Result<(), Error> {
    let restricted = Province::new(restrict_to_requested(inputs.given.unwrap_or(&report.province)))
        .expect("leaving out titles that nobody asks for keeps every invariant");
    let Inputs { travel, settings_toml, .. } = inputs;
    write_data_folder(draft, INPUTS_FOLDER, &restricted, travel, settings_toml)?;
    write_map_files(draft, INPUTS_FOLDER, &report.chart)?;
    report.inputs_fingerprint = fingerprint_folder(&draft.path().join(INPUTS_FOLDER))?;
    let run = StoredRun {
        program_version: PROGRAM_VERSION.to_owned(),
        seed: order.seed.0,
        iterations: match order.budget.limit {
            Limit::Iterations(iterations) => Some(iterations),
            Limit::Time(_) => None,
        },
        inputs_fingerprint: report.inputs_fingerprint.clone(),
        travel_source: report.travel_source.label(),
    };
    write_plan(draft, &run, &report.province, &report.planned.plan)?;
    match (&report.planned.certificate, inputs.kept) {
        (Some(proof), _) => write_certificate(draft, &stored(&report.province, proof))?,
        (None, Some(kept)) => write_certificate(draft, kept)?,
        (None, None) => {}
    }
    if let Some(bound) = &report.bound {
        let plan = fingerprint(draft.path(), &[PLAN_FILE])?;
        write_week_bound(draft, &stored_bound(bound, report.inputs_fingerprint.clone(), plan))?;
    }
    if let Some(changes) = inputs.changes {
        write_changes(draft, changes)?;
    }
    let of = SheetsOf { report, status: SheetStatus::Draft };
    let plan_sha256 = plan_digest(draft.path())?;
    let mut names = Vec::new();
    for sheet in sheets(&of, &plan_sha256, &SheetsAsked::all(order.language)) {
        draft.write(&format!("{SHEETS_FOLDER}/{}", sheet.name), &sheet.bytes)?;
        names.push(sheet.name);
    }
    report.sheets = names;
    Ok(())
}

/// A plan whose sheets are drawn, and whether it is published.
pub(super) struct SheetsOf<'a> {
    pub(super) report: &'a WeekReport,
    pub(super) status: SheetStatus,
}

/// Draws the sheets of a plan folder again, and gives their names.
pub(super) fn write_sheets(
    of: &SheetsOf<'_>,
    folder: &Path,
    language: Language,
) -> Result<Vec<String>, Error> {
    let draft = FolderDraft::beside(&folder.join(SHEETS_FOLDER), Overwrite::Replace)?;
    let plan_sha256 = plan_digest(folder)?;
    let mut names = Vec::new();
    for sheet in sheets(of, &plan_sha256, &SheetsAsked::all(language)) {
        draft.write(&sheet.name, &sheet.bytes)?;
        names.push(sheet.name);
    }
    draft.commit()?;
    Ok(names)
}

/// Which sheets are asked for, and how they look.
pub(super) struct SheetsAsked<'a> {
    pub(super) kinds: BTreeSet<SheetKind>,
    pub(super) language: Language,
    pub(super) style: &'a str,
    pub(super) grai: Option<&'a Grai>,
    /// What no plan of the week undercuts, where it is known from a stored proof.
    pub(super) lower_bound: Option<Cents>,
    /// What files for other programs need beside, where any are asked for.
    pub(super) files: Option<Files<'a>>,
}

/// What files for other programs need.
#[derive(Clone, Copy)]
pub(super) struct Files<'a> {
    pub(super) travel: &'a TravelMatrix,
    pub(super) dialect: CsvDialect,
}

impl SheetsAsked<'_> {
    /// All sheets, as this program makes them.
    fn all(language: Language) -> Self {
        let kinds = SheetKind::SHEETS.into_iter().collect();
        Self { kinds, language, style: "", grai: None, lower_bound: None, files: None }
    }
}

/// The sheets of a plan with this fingerprint.
pub(super) fn sheets(of: &SheetsOf<'_>, plan_sha256: &str, asked: &SheetsAsked<'_>) -> Vec<Sheet> {
    with_set(of, plan_sha256, asked, |set| {
        let mut sheets = render(set, &asked.kinds);
        if let Some(Files { travel, dialect }) = asked.files {
            let set = FileSet { printed: *set, travel, dialect };
            sheets.extend(week_files(&set, &asked.kinds));
        }
        sheets
    })
}

/// What is made of a plan with this fingerprint, its origin and its norms.
pub(super) fn with_set<T>(
    of: &SheetsOf<'_>,
    plan_sha256: &str,
    asked: &SheetsAsked<'_>,
    made: impl FnOnce(&PrintedSet<'_>) -> T,
) -> T {
    let report = of.report;
    let header = SheetHeader {
        status: of.status,
        program_version: PROGRAM_VERSION,
        seed: report.seed,
        fingerprint_short: report.inputs_fingerprint.chars().take(FINGERPRINT_SHOWN).collect(),
        plan_short: plan_sha256.chars().take(PLAN_FINGERPRINT_SHOWN).collect(),
        travel_source: &report.travel_source,
        detours: &report.detours,
        style: asked.style,
    };
    let norms = norms(report);
    let norms = Norms { lower_bound: norms.lower_bound.or(asked.lower_bound), ..norms };
    made(&PrintedSet {
        province: &report.province,
        plan: &report.planned.plan,
        header: &header,
        norms: &norms,
        language: asked.language,
        grai: asked.grai,
        chart: &report.chart,
    })
}

/// The norms as the sheets and the screen show them.
///
/// # Panics
///
/// Never: a week has fewer than 2^63 of anything.
pub fn norms(report: &WeekReport) -> Norms {
    #[expect(clippy::cast_possible_truncation, reason = "days of one week")]
    let tenths = |days: f64| (days * 10.0).round() as i64;
    let signed = |count: u64| i64::try_from(count).expect("counts of a week");
    let ratio = |ratio: &Ratio| (signed(ratio.numerator), signed(ratio.denominator));
    Norms {
        visits: signed(report.transport.visits),
        required: signed(report.transport.required),
        excused: report.transport.excused.iter().map(|excuse| i64::from(excuse.visits)).sum(),
        requests: Some(ratio(&report.fulfilment.requests)),
        loans: report.fulfilment.loans.as_ref().map(ratio),
        inter_organisation: Some(ratio(&report.fulfilment.inter_organisation)),
        transport_met: report.transport.met,
        declared_met: report.norm_is_met(),
        lead_time_tenths: report.lead_time.mean_days.map(tenths),
        lower_bound: report.bound.as_ref().map(|bound| bound.lower),
    }
}

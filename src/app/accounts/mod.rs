//! `report`: the norms and accounts of what happened, for those who are held to them.
//!
//! Moves are read as they stream by and never kept, so that ten million of them need no memory.

mod settle;

use std::path::{Path, PathBuf};

use super::error::Error;
use super::load::{Loaded, load_with};
use super::travel::{RoadOrder, Roads, roads_of};
use crate::diagnostic::Diagnostics;
use crate::index::{IndexVec, OrganisationIdx};
use crate::ingest::{Tables, read_accounts, read_history_streaming};
use crate::kpi::{
    CollectionFigures, Facts, Ledger, LibrarySpread, SpreadWays, Traffic, collection_figures,
    facts, ledger as ledger_of, libraries, library_spread,
};
use crate::model::{Accounts, History, ItemMove, PopulationCentre, Province, ReportSpan};
use crate::store::{
    ACCOUNT_FILES, DATA_FILES, HISTORY_FILES, Overwrite, fingerprint, write_report_files,
};
use crate::travel::TravelSource;
use crate::travel::road::{Aim, RoadPoint, RoadStop};

pub use settle::{Settled, report_settlement};

/// Quarters before the one asked for, which a report shows too: the same of a year ago is the
/// first.
const QUARTERS_BEFORE: usize = 4;

/// Years before the one asked for.
const YEARS_BEFORE: usize = 1;

/// One span of a report.
#[derive(Clone, Debug)]
pub struct MeasuredSpan {
    /// The quarter or year.
    pub span: ReportSpan,
    /// The norms.
    pub facts: Facts,
    /// What moved.
    pub traffic: Traffic,
    /// The collection of all organisations.
    pub collection: CollectionFigures,
}

/// What happened in a quarter or a year, with those before it.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The province, as it is now.
    pub province: Province,
    /// Spans in order; the last is the one asked for.
    pub spans: Vec<MeasuredSpan>,
    /// The collection of each organisation in the last span.
    pub collections: IndexVec<OrganisationIdx, CollectionFigures>,
    /// The fingerprint of the data folder.
    pub fingerprint: String,
    /// What was found on the way; none is an error.
    pub found: Diagnostics,
}

impl Measured {
    /// The span that was asked for.
    ///
    /// # Panics
    ///
    /// Never: a report has it.
    pub fn asked(&self) -> &MeasuredSpan {
        self.spans.last().expect("a report has the span that was asked for")
    }
}

/// What crossed the border of the province.
#[derive(Clone, Debug)]
pub struct Ledgered {
    /// The province.
    pub province: Province,
    /// The ledger.
    pub ledger: Ledger,
    /// The span.
    pub span: ReportSpan,
    /// The fingerprint of the data folder.
    pub fingerprint: String,
}

/// The norms, the traffic and the collection of a quarter or a year and of those before it, from
/// history alone.
///
/// # Errors
///
/// When the folder cannot be read, or its data have errors.
pub fn measure(data: &Path, span: ReportSpan) -> Result<Measured, Error> {
    let spans = spans_to(span);
    let begin = |tables: &Tables, _: &Accounts| -> Vec<Traffic> {
        let owners = tables.owners();
        spans.iter().map(|span| Traffic::new(&owners, span.period())).collect()
    };
    let take = |traffic: &mut Vec<Traffic>, _: u64, moved: &ItemMove| {
        for of in traffic {
            of.add(moved);
        }
    };
    let Read { province, history, accounts, streamed, found } = read(data, begin, take)?;
    let collection = |span: ReportSpan, only| {
        collection_figures(&province, &history, &accounts, (span.period(), only))
    };
    let measured = |(span, traffic): (ReportSpan, Traffic)| {
        let traffic = traffic.closed();
        let mut facts = facts(&province, &history, span.period());
        // The history that was read has no moves: they streamed by.
        facts.lead_time = traffic.lead_time.clone();
        MeasuredSpan { span, facts, traffic, collection: collection(span, None) }
    };
    let measured = spans.iter().copied().zip(streamed).map(measured).collect();
    let organisations = province.organisations().indices();
    Ok(Measured {
        spans: measured,
        collections: organisations.map(|of| collection(span, Some(of))).collect(),
        fingerprint: fingerprint(data, &report_files())?,
        found,
        province,
    })
}

/// The ledger of loans across the border in a quarter or a year.
///
/// # Errors
///
/// As [`measure`].
pub fn report_ledger(data: &Path, span: ReportSpan) -> Result<Ledgered, Error> {
    let Read { province, history, accounts, .. } = read(data, |_, _| (), |(), _, _| ())?;
    let ledger = ledger_of(&province, history.requests(), &accounts, span.period());
    Ok(Ledgered { ledger, span, fingerprint: fingerprint(data, &report_files())?, province })
}

/// How well libraries are spread over people.
#[derive(Clone, Debug)]
pub struct Spread {
    /// The province.
    pub province: Province,
    /// Where people live.
    pub centres: Vec<PopulationCentre>,
    /// How far they live from a library.
    pub spread: LibrarySpread,
    /// By which ways.
    pub source: TravelSource,
    /// The fingerprint of the data folder.
    pub fingerprint: String,
}

/// How far people live from the nearest library: by the shortest way on the roads of an order,
/// else by the estimate of the settings.
///
/// # Errors
///
/// As [`measure`], and when the file of roads or the profile cannot be read.
pub fn report_spread(data: &Path, roads: &RoadOrder) -> Result<Spread, Error> {
    let (loaded, accounts, found) = load_with(data, |tables, _| read_accounts(data, tables))?;
    let Some(Loaded { province, .. }) = loaded else { return Err(Error::Data { found }) };
    let centres = accounts.centres;
    let (ways, source) = match roads_of(roads)? {
        Some(roads) => on_roads(&province, &centres, roads),
        None => (SpreadWays::Estimate, TravelSource::Estimate(province.settings().travel)),
    };
    let spread = library_spread(&province, &centres, &ways);
    let fingerprint = fingerprint(data, &report_files())?;
    Ok(Spread { province, centres, spread, source, fingerprint })
}

/// The shortest ways from where people live to the libraries.
fn on_roads(
    province: &Province,
    centres: &[PopulationCentre],
    roads: Roads,
) -> (SpreadWays, TravelSource) {
    let Roads { network, label } = roads;
    let snap = |position| network.snap(RoadPoint::of(position));
    let from: Vec<Option<RoadStop>> = centres.iter().map(|centre| snap(centre.position)).collect();
    let libraries = libraries(province).into_iter();
    let to: Vec<Option<RoadStop>> =
        libraries.map(|place| snap(province.places()[place].position)).collect();
    let rows = network.ways(&from, &to, Aim::Shortest);
    (SpreadWays::Roads(rows), TravelSource::Stored(Box::new(label)))
}

/// The organisation of a code.
///
/// # Errors
///
/// When there is none.
pub fn organisation_of(province: &Province, code: &str) -> Result<OrganisationIdx, Error> {
    let mut all = province.organisations().indices();
    let found = all.find(|of| province.organisations()[*of].code == code);
    found.ok_or_else(|| Error::NoSuchOrganisation { code: code.to_owned() })
}

/// Writes the files of a report into a folder: none where one of them stands there and may not be
/// replaced.
///
/// # Errors
///
/// When a file cannot be written.
pub fn write_report(
    folder: &Path,
    files: &[(String, Vec<u8>)],
    overwrite: Overwrite,
) -> Result<Vec<PathBuf>, Error> {
    Ok(write_report_files(folder, files, overwrite)?)
}

/// The names of all files that a report may read.
fn report_files() -> Vec<&'static str> {
    DATA_FILES.iter().chain(&HISTORY_FILES).chain(&ACCOUNT_FILES).copied().collect()
}

fn spans_to(span: ReportSpan) -> Vec<ReportSpan> {
    let before = match span {
        ReportSpan::Quarter(..) => QUARTERS_BEFORE,
        ReportSpan::Year(_) => YEARS_BEFORE,
    };
    let back = std::iter::successors(Some(span), |of| Some(of.previous()));
    let mut spans: Vec<ReportSpan> = back.take(before + 1).collect();
    spans.reverse();
    spans
}

/// A data folder as accounts need it, and what was made of the moves.
struct Read<T> {
    province: Province,
    history: History,
    accounts: Accounts,
    streamed: T,
    found: Diagnostics,
}

/// Reads a data folder whose moves go one by one, with their lines, into something that begins
/// with the tables and the accounts.
fn read<T>(
    data: &Path,
    begin: impl FnOnce(&Tables, &Accounts) -> T,
    mut take: impl FnMut(&mut T, u64, &ItemMove),
) -> Result<Read<T>, Error> {
    let (loaded, (history, accounts, streamed), found) = load_with(data, |tables, rules| {
        let (accounts, mut found) = read_accounts(data, tables);
        let mut streamed = begin(tables, &accounts);
        let (history, of_history) = read_history_streaming(data, tables, rules, &mut |line, of| {
            take(&mut streamed, line, of);
        });
        found.append(of_history);
        ((history, accounts, streamed), found)
    })?;
    match loaded {
        Some(loaded) => Ok(Read { province: loaded.province, history, accounts, streamed, found }),
        None => Err(Error::Data { found }),
    }
}

#[cfg(test)]
mod tests;

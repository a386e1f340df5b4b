//! `report`.

use std::path::{Path, PathBuf};

use super::{Manner, Output};
use crate::app::{
    Error, Measured, MeasuredSpan, Outcome, PROGRAM_VERSION, measure, organisation_of,
    report_ledger, report_pdfs, report_settlement, report_spread, with_threads, write_report,
};
use crate::cli::accounted;
use crate::cli::report_arguments::{ReportArguments, ReportCommand, ReportTarget, RoadArguments};
use crate::cli::terminal::print_result;
use crate::index::OrganisationIdx;
use crate::model::Province;
use crate::report::{
    AccountsOrigin, AccountsReport, OrganisationFigures, SpanFigures, ledger_report,
    quarter_report, settlement_report, spread_report, statistics_report,
};

pub(super) fn report(asked: &ReportCommand, manner: &Manner) -> Result<Outcome, Error> {
    with_threads(manner.threads, || match asked {
        ReportCommand::Quarter(report) => quarter(report, manner),
        ReportCommand::Statistics { report, organisation } => {
            statistics(report, organisation.as_deref(), manner)
        }
        ReportCommand::Settlement(report) => settlement(report, manner),
        ReportCommand::Ledger(report) => ledger(report, manner),
        ReportCommand::Spread { folder, roads, to } => spread(folder, (roads, to), manner),
    })?
}

fn quarter(asked: &ReportArguments, manner: &Manner) -> Result<Outcome, Error> {
    let found = measure(&asked.folder, asked.span)?;
    let spans: Vec<SpanFigures<'_>> = found.spans.iter().map(figures).collect();
    let origin = origin(&found.province, &found.fingerprint);
    let report = quarter_report(&found.province, &spans, origin, manner.language);
    tell((&asked.folder, &asked.to), &[report], manner, |files| accounted::quarter(&found, files))
}

fn statistics(
    asked: &ReportArguments,
    organisation: Option<&str>,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let found = measure(&asked.folder, asked.span)?;
    let organisations: Vec<OrganisationIdx> = match organisation {
        Some(code) => vec![organisation_of(&found.province, code)?],
        None => found.province.organisations().indices().collect(),
    };
    let reports: Vec<AccountsReport> =
        organisations.iter().map(|of| of_organisation(&found, *of, manner)).collect();
    tell((&asked.folder, &asked.to), &reports, manner, |files| {
        accounted::statistics(&found, &organisations, files)
    })
}

fn of_organisation(
    found: &Measured,
    organisation: OrganisationIdx,
    manner: &Manner,
) -> AccountsReport {
    let of = OrganisationFigures {
        organisation,
        of: figures(found.asked()),
        collection: &found.collections[organisation],
    };
    let origin = origin(&found.province, &found.fingerprint);
    statistics_report(&found.province, &of, origin, manner.language)
}

fn settlement(asked: &ReportArguments, manner: &Manner) -> Result<Outcome, Error> {
    let name = format!("verrekening-{}-controlespoor.csv", asked.span);
    let trail = asked.to.out.as_ref().map(|folder| (folder.join(&name), asked.to.overwrite()));
    let found = report_settlement(&asked.folder, asked.span, trail)?;
    let trail = asked.to.out.is_some().then_some(name.as_str());
    let origin = (origin(&found.province, &found.fingerprint), trail);
    let of = (found.span, &found.settlement);
    let report = settlement_report(&found.province, of, origin, manner.language);
    tell((&asked.folder, &asked.to), &[report], manner, |files| {
        accounted::settlement(&found, files)
    })
}

fn ledger(asked: &ReportArguments, manner: &Manner) -> Result<Outcome, Error> {
    let found = report_ledger(&asked.folder, asked.span)?;
    let origin = origin(&found.province, &found.fingerprint);
    let report =
        ledger_report(&found.province, (found.span, &found.ledger), origin, manner.language);
    tell((&asked.folder, &asked.to), &[report], manner, |files| accounted::ledger(&found, files))
}

fn spread(
    folder: &Path,
    (roads, to): (&RoadArguments, &ReportTarget),
    manner: &Manner,
) -> Result<Outcome, Error> {
    let found = report_spread(folder, &roads.order())?;
    let origin = origin(&found.province, &found.fingerprint);
    let of = (&found.centres[..], &found.spread, &found.source);
    let report = spread_report(&found.province, of, origin, manner.language);
    tell((folder, to), &[report], manner, |files| accounted::spread(&found, files))
}

/// Writes the files of a data folder's reports where they are asked for, and prints one document
/// or the text.
fn tell(
    (data, to): (&Path, &ReportTarget),
    reports: &[AccountsReport],
    manner: &Manner,
    document: impl FnOnce(&[PathBuf]) -> String,
) -> Result<Outcome, Error> {
    let mut written = Vec::new();
    if let Some(folder) = &to.out {
        let files: Vec<(String, Vec<u8>)> =
            reports.iter().flat_map(|report| files(report, manner)).collect();
        let pdfs = report_pdfs(data, reports, manner.language)?.into_iter();
        let files: Vec<(String, Vec<u8>)> =
            files.into_iter().chain(pdfs.map(|pdf| (pdf.name, pdf.bytes))).collect();
        written = write_report(folder, &files, to.overwrite())?;
    }
    print_result(&match manner.output {
        Output::Json => document(&written),
        Output::Words => {
            let texts = reports.iter().map(|report| report.text(manner.language));
            texts.collect::<Vec<String>>().join("\n")
        }
    });
    Ok(Outcome::Done)
}

/// A page, a workbook, and a table a part.
fn files(report: &AccountsReport, manner: &Manner) -> Vec<(String, Vec<u8>)> {
    let page = (format!("{}.html", report.name), report.page(manner.language).into_bytes());
    let workbook = (format!("{}.xlsx", report.name), report.workbook(manner.language));
    let tables = report.tables(manner.language).into_iter();
    let tables = tables.map(|(name, text)| (name, text.into_bytes()));
    [page, workbook].into_iter().chain(tables).collect()
}

const fn figures(of: &MeasuredSpan) -> SpanFigures<'_> {
    SpanFigures {
        span: of.span,
        facts: &of.facts,
        traffic: &of.traffic,
        collection: &of.collection,
    }
}

fn origin(province: &Province, fingerprint: &str) -> AccountsOrigin {
    AccountsOrigin {
        province: province.settings().province.clone(),
        version: PROGRAM_VERSION.to_owned(),
        fingerprint: fingerprint.to_owned(),
    }
}

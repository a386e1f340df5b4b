//! Reports of the small week with a history of a few facts.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::*;
use crate::kpi::LedgerSource;

/// The small week with these files beside it.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let week = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/small/week");
    for entry in fs::read_dir(week).expect("the small week") {
        let entry = entry.expect("a file");
        fs::copy(entry.path(), folder.path().join(entry.file_name())).expect("a copy");
    }
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

const MOVES: (&str, &str) = (
    "moves.csv",
    "from,to,kind,accepted,sent,received,items,crate,request\n\
     EMM,ROD,request,2026-11-14,2026-11-16,2026-11-19,2,K-1,R-900\n\
     ROD,EMM,return,2026-11-20,2026-11-23,2026-11-26,1,,\n",
);

const CLOSED: (&str, &str) = (
    "requests_closed.csv",
    "request,category,pickup,placed,closed,outcome,limit\n\
     R-900,novel,ROD,2026-11-14,2026-11-19,province,2026-12-12\n\
     R-901,novel,ROD,2026-11-02,2026-11-20,outside,2026-12-14\n",
);

const TARIFFS: (&str, &str) = (
    "tariffs.csv",
    "kind,from,cents\nmutual,2026-01-01,85\noutside-in,2026-01-01,700\npostage,2026-01-01,400\n",
);

fn span(text: &str) -> ReportSpan {
    text.parse().expect("a span")
}

#[test]
fn a_quarter_has_the_four_before_it_and_a_year_the_one() {
    let folder = folder(&[MOVES, CLOSED]);
    let found = measure(folder.path(), span("2026-Q4")).expect("a report");
    let spans: Vec<String> = found.spans.iter().map(|of| of.span.to_string()).collect();
    assert_eq!(spans, ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]);
    let asked = found.asked();
    assert_eq!(asked.traffic.lead_time.mean_days, Some(5.0));
    assert_eq!(asked.facts.lead_time, asked.traffic.lead_time);
    assert_eq!(asked.facts.requests.whole.numerator, 1);
    assert_eq!(found.spans[0].traffic.lead_time.mean_days, None);
    let year = measure(folder.path(), span("2026")).expect("a report");
    assert_eq!(year.spans.len(), 2);
    assert_eq!(year.asked().traffic.places, asked.traffic.places);
}

#[test]
fn a_report_hangs_on_every_file_that_it_reads() {
    let print = |files: &[(&str, &str)]| {
        measure(folder(files).path(), span("2026-Q4")).expect("a report").fingerprint
    };
    assert_eq!(print(&[MOVES, CLOSED]), print(&[MOVES, CLOSED]));
    assert_ne!(print(&[MOVES, CLOSED]), print(&[MOVES]));
    assert_ne!(print(&[MOVES, TARIFFS]), print(&[MOVES]));
}

#[test]
fn a_settlement_has_a_trail_to_every_move_that_it_charges() {
    let folder = folder(&[MOVES, TARIFFS]);
    let trail = folder.path().join("out/trail.csv");
    let asked = Some((trail.clone(), Overwrite::Refuse));
    let found = report_settlement(folder.path(), span("2026"), asked).expect("a settlement");
    let amounts: Vec<i64> = found.settlement.lines.iter().map(|line| line.amount.0).collect();
    assert_eq!(amounts, [170]);
    let text = fs::read_to_string(&trail).expect("a trail");
    assert_eq!(text.lines().nth(1), Some("2,EMM,ROD,2026-11-19,2,R-900,170"));
    assert_eq!(text.lines().count(), 2);
    let again = Some((trail, Overwrite::Refuse));
    assert!(report_settlement(folder.path(), span("2026"), again).is_err());
}

#[test]
fn a_request_that_outsiders_filled_is_in_the_ledger_without_being_recorded() {
    let folder = folder(&[CLOSED, TARIFFS]);
    let found = report_ledger(folder.path(), span("2026-Q4")).expect("a ledger");
    let [line] = &found.ledger.lines[..] else { panic!("one line: {:?}", found.ledger.lines) };
    assert_eq!((line.source, line.net().0), (LedgerSource::ClosedRequest, -1_100));
    assert_eq!(found.ledger.unpriced, 1, "no tariff of what the reader pays");
}

#[test]
fn broken_data_and_unknown_organisations_are_told() {
    let folder = folder(&[("tariffs.csv", "kind,from,cents\nmutual,2026-01-01,duur\n")]);
    let error = measure(folder.path(), span("2026-Q4")).expect_err("a finding");
    assert!(matches!(error, Error::Data { .. }), "{error}");
    let found = measure(tests_folder().path(), span("2026-Q4")).expect("a report");
    assert!(organisation_of(&found.province, "NRD").is_ok());
    let unknown = organisation_of(&found.province, "ZZZ").expect_err("none");
    assert_eq!(unknown.to_string(), "find organisation `ZZZ`");
}

fn tests_folder() -> TempDir {
    folder(&[])
}

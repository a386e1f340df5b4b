//! One constructor for each code, so that `fn .*-> Diagnostic` lists all that can be found.
//!
//! Facts stand in the order of the wording table.

use std::ops::RangeInclusive;

use super::limits::{COLUMNS_MAX, FIELD_BYTES_MAX};
use super::rows::shown;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{ClockTime, ServiceDate, TimeWindow};

pub(super) fn file_missing(file: &str) -> Diagnostic {
    of_file("I0001", file, &[])
}

/// A setting has a value that it cannot have; `allowed` says in no language which it can.
pub fn setting_not_allowed(line: Option<u64>, key: &str, value: &str, allowed: &str) -> Diagnostic {
    of_settings("I0030", line, &[key, value, allowed])
}

/// `settings.toml` lacks a key.
pub fn setting_missing(line: Option<u64>, key: &str) -> Diagnostic {
    of_settings("I0033", line, &[key])
}

/// `settings.toml` has a key that this version does not know.
pub fn setting_unknown(line: Option<u64>, key: &str) -> Diagnostic {
    of_settings("I0034", line, &[key])
}

/// A line of `settings.toml` is no TOML.
pub fn setting_unreadable(line: Option<u64>, text: &str) -> Diagnostic {
    of_settings("I0035", line, &[text])
}

pub(super) fn not_a_file(file: &str) -> Diagnostic {
    of_file("I0002", file, &[])
}

pub(super) fn unreadable(file: &str, reason: &str) -> Diagnostic {
    of_file("I0003", file, &[reason])
}

pub(super) fn utf16(file: &str) -> Diagnostic {
    of_file("I0005", file, &[])
}

pub(super) fn nul_byte(file: &str, line: u64) -> Diagnostic {
    at_line("I0006", file, line)
}

pub(super) fn windows_1252(file: &str, line: u64) -> Diagnostic {
    at_line("I0007", file, line)
}

pub(super) fn empty_file(file: &str) -> Diagnostic {
    of_file("I0008", file, &[])
}

pub(super) fn head_only(file: &str) -> Diagnostic {
    of_file("I0009", file, &[])
}

pub(super) fn separator_unknown(file: &str, separator: &str) -> Diagnostic {
    of_file("I0010", file, &[separator])
}

pub(super) fn column_missing(head: Span) -> Diagnostic {
    of_column("I0011", head)
}

pub(super) fn column_unknown(head: Span) -> Diagnostic {
    of_column("I0012", head)
}

pub(super) fn column_twice(head: Span) -> Diagnostic {
    of_column("I0013", head)
}

pub(super) fn member_column(head: Span) -> Diagnostic {
    of_column("I0014", head)
}

pub(super) fn row_ragged(row: Span, fields: usize, columns: usize) -> Diagnostic {
    Diagnostic::of("I0015", row, vec![fields.to_string(), columns.to_string()])
}

pub(super) fn quote_open(row: Span) -> Diagnostic {
    Diagnostic::of("I0016", row, Vec::new())
}

pub(super) fn cell_empty(cell: Span) -> Diagnostic {
    of_column("I0017", cell)
}

pub(super) fn cell_too_long(cell: Span, bytes: u64) -> Diagnostic {
    let column = cell.column.clone().unwrap_or_default();
    Diagnostic::of("I0018", cell, vec![column, bytes.to_string(), FIELD_BYTES_MAX.to_string()])
}

pub(super) fn control_character(cell: Span, character: char) -> Diagnostic {
    let column = cell.column.clone().unwrap_or_default();
    Diagnostic::of("I0019", cell, vec![column, format!("U+{:04X}", u32::from(character))])
}

pub(super) fn not_a_whole_number(cell: Span) -> Diagnostic {
    of_cell("I0020", cell, &[])
}

pub(super) fn out_of_range(cell: Span, range: &RangeInclusive<i64>) -> Diagnostic {
    of_cell("I0021", cell, &[&range.start().to_string(), &range.end().to_string()])
}

pub(super) fn word_unknown(cell: Span, words: &str) -> Diagnostic {
    of_cell("I0022", cell, &[words])
}

pub(super) fn code_twice(cell: Span, first_line: u64) -> Diagnostic {
    of_value("I0023", cell, &[&first_line.to_string()])
}

pub(super) fn organisation_unknown(cell: Span) -> Diagnostic {
    of_value("I0024", cell, &[])
}

pub(super) fn too_many_rows(row: Span, rows_max: u64) -> Diagnostic {
    Diagnostic::of("I0025", row, vec![rows_max.to_string()])
}

pub(super) fn more_findings(file: &str, code: Code, more: u64) -> Diagnostic {
    Diagnostic::of("I0026", Span::file(file), vec![code.to_string(), more.to_string()])
}

pub(super) fn file_unknown(file: &str) -> Diagnostic {
    of_file("I0028", file, &[])
}

pub(super) fn rounded_code(cell: Span) -> Diagnostic {
    of_cell("I0029", cell, &[])
}

pub(super) fn quoted_code(cell: Span) -> Diagnostic {
    of_cell("I0031", cell, &[])
}

pub(super) fn too_many_columns(head: Span, columns: usize) -> Diagnostic {
    Diagnostic::of("I0032", head, vec![columns.to_string(), COLUMNS_MAX.to_string()])
}

pub(super) fn not_a_date(cell: Span) -> Diagnostic {
    of_cell("C0001", cell, &[])
}

pub(super) fn date_far(cell: Span) -> Diagnostic {
    of_cell("C0002", cell, &[])
}

pub(super) fn not_a_time(cell: Span) -> Diagnostic {
    of_cell("C0003", cell, &[])
}

pub(super) fn window_reversed(cell: Span, window: TimeWindow) -> Diagnostic {
    Diagnostic::of("C0004", cell, vec![window.open.to_string(), window.close.to_string()])
}

pub(super) fn not_weekdays(cell: Span) -> Diagnostic {
    of_cell("C0005", cell, &[])
}

pub(super) fn period_reversed(cell: Span, first: ServiceDate, last: ServiceDate) -> Diagnostic {
    Diagnostic::of("C0006", cell, vec![first.to_string(), last.to_string()])
}

pub(super) fn period_half(cell: Span) -> Diagnostic {
    of_column("C0007", cell)
}

pub(super) fn windows_overlap(row: Span, place: &str, weekday: &str, line: u64) -> Diagnostic {
    Diagnostic::of("C0008", row, vec![place.to_owned(), weekday.to_owned(), line.to_string()])
}

pub(super) fn access_assumed(row: Span, place: &str, window: TimeWindow) -> Diagnostic {
    Diagnostic::of("C0009", row, vec![place.to_owned(), window.to_string()])
}

pub(super) fn due_outside(cell: Span, due: ClockTime, window: TimeWindow) -> Diagnostic {
    Diagnostic::of("C0010", cell, vec![due.to_string(), window.to_string()])
}

pub(super) fn late_half(cell: Span) -> Diagnostic {
    of_column("C0011", cell)
}

pub(super) fn no_school_holidays(cell: Span) -> Diagnostic {
    of_cell("C0012", cell, &[])
}

pub(super) fn place_unknown(cell: Span) -> Diagnostic {
    of_value("G0001", cell, &[])
}

pub(super) fn coordinate_zero(cell: Span) -> Diagnostic {
    of_column("G0002", cell)
}

pub(super) fn metres_as_degrees(cell: Span, lon: f64, lat: f64) -> Diagnostic {
    Diagnostic::of("G0003", cell, vec![lon.to_string(), lat.to_string()])
}

pub(super) fn coordinates_swapped(cell: Span, lon: f64, lat: f64) -> Diagnostic {
    Diagnostic::of("G0004", cell, vec![lon.to_string(), lat.to_string()])
}

pub(super) fn off_the_earth(cell: Span, lon: f64, lat: f64) -> Diagnostic {
    Diagnostic::of("G0005", cell, vec![lon.to_string(), lat.to_string()])
}

pub(super) fn not_a_coordinate(cell: Span) -> Diagnostic {
    of_cell("G0006", cell, &[])
}

pub(super) fn place_isolated(row: Span, place: &str, kilometres: i64) -> Diagnostic {
    Diagnostic::of("G0007", row, vec![place.to_owned(), kilometres.to_string()])
}

pub(super) fn isil_wrong(cell: Span) -> Diagnostic {
    of_value("G0010", cell, &[])
}

pub(super) fn isil_contradicts(cell: Span, digits: &str, kind: &str) -> Diagnostic {
    of_value("G0011", cell, &[digits, kind])
}

pub(super) fn isil_twice(row: Span, isil: &str, place: &str, line: u64) -> Diagnostic {
    Diagnostic::of("G0012", row, vec![isil.to_owned(), place.to_owned(), line.to_string()])
}

/// `names` are those of the closed place and of the other one.
pub(super) fn isil_reused(
    row: Span,
    isil: &str,
    names: [&str; 2],
    closes: ServiceDate,
) -> Diagnostic {
    let facts = [isil, names[0], &closes.to_string(), names[1]].map(str::to_owned);
    Diagnostic::of("G0013", row, facts.to_vec())
}

pub(super) fn relocation_twice(row: Span, place: &str, from: ServiceDate, line: u64) -> Diagnostic {
    Diagnostic::of("G0014", row, vec![place.to_owned(), from.to_string(), line.to_string()])
}

pub(super) fn title_unknown(cell: Span) -> Diagnostic {
    of_value("H0001", cell, &[])
}

pub(super) fn shelf_above_copies(cell: Span, on_shelf: i64, copies: i64) -> Diagnostic {
    Diagnostic::of("H0002", cell, vec![on_shelf.to_string(), copies.to_string()])
}

pub(super) fn due_without_loan(cell: Span, due: ServiceDate) -> Diagnostic {
    Diagnostic::of("H0003", cell, vec![due.to_string()])
}

pub(super) fn holding_twice(row: Span, title: &str, place: &str, line: u64) -> Diagnostic {
    Diagnostic::of("H0004", row, vec![title.to_owned(), place.to_owned(), line.to_string()])
}

pub(super) fn limit_before_placed(
    cell: Span,
    placed: ServiceDate,
    limit: ServiceDate,
) -> Diagnostic {
    Diagnostic::of("H0005", cell, vec![placed.to_string(), limit.to_string()])
}

pub(super) fn pickup_not_visited(row: Span, request: &str, place: &str) -> Diagnostic {
    Diagnostic::of("H0006", row, vec![request.to_owned(), place.to_owned()])
}

pub(super) fn ppn_wrong(cell: Span) -> Diagnostic {
    of_value("H0010", cell, &[])
}

pub(super) fn isbn_wrong(cell: Span, isbn: &str) -> Diagnostic {
    Diagnostic::of("H0011", cell, vec![shown(isbn)])
}

pub(super) fn zero_lost(cell: Span, isbn: &str) -> Diagnostic {
    Diagnostic::of("H0013", cell, vec![shown(isbn)])
}

pub(super) fn ppn_twice(row: Span, ppn: &str, title: &str) -> Diagnostic {
    Diagnostic::of("H0014", row, vec![ppn.to_owned(), title.to_owned()])
}

pub(super) fn isbn_twice(row: Span, isbn: &str, title: &str) -> Diagnostic {
    Diagnostic::of("H0015", row, vec![isbn.to_owned(), title.to_owned()])
}

pub(super) fn title_ambiguous(cell: Span, titles: [&str; 2]) -> Diagnostic {
    of_value("H0016", cell, &titles)
}

/// `names` are those of the request and of its pick-up place.
pub(super) fn pickup_not_in_use(row: Span, names: [&str; 2], span: [ServiceDate; 2]) -> Diagnostic {
    let [request, place] = names.map(str::to_owned);
    let [placed, limit] = span.map(|date| date.to_string());
    Diagnostic::of("H0017", row, vec![request, place, placed, limit])
}

pub(super) fn empties_above_room(cell: Span, place: &str, empties: i64, room: i64) -> Diagnostic {
    Diagnostic::of("P0001", cell, vec![place.to_owned(), empties.to_string(), room.to_string()])
}

pub(super) fn item_exceeds_crate(row: Span, what: &str, item: &str, room: &str) -> Diagnostic {
    Diagnostic::of("P0002", row, vec![what.to_owned(), item.to_owned(), room.to_owned()])
}

pub(super) fn empties_exceed_circulation(empties: i64, circulation: i64) -> Diagnostic {
    let facts = vec![empties.to_string(), circulation.to_string()];
    Diagnostic::of("P0003", Span::file("places.csv"), facts)
}

pub(super) fn shipment_off_route(row: Span, shipment: &str, ends: [&str; 2]) -> Diagnostic {
    let facts = [shipment, ends[0], ends[1]].map(str::to_owned);
    Diagnostic::of("R0001", row, facts.to_vec())
}

pub(super) fn correction_with_itself(cell: Span) -> Diagnostic {
    of_value("F0016", cell, &[])
}

pub(super) fn shipment_goes_nowhere(cell: Span) -> Diagnostic {
    of_value("R0002", cell, &[])
}

pub(super) fn ready_before_accepted(
    cell: Span,
    accepted: ServiceDate,
    ready: ServiceDate,
) -> Diagnostic {
    Diagnostic::of("R0003", cell, vec![accepted.to_string(), ready.to_string()])
}

pub(super) fn no_driver_for(row: Span, vehicle: &str, licence: &str) -> Diagnostic {
    Diagnostic::of("R0004", row, vec![vehicle.to_owned(), licence.to_owned()])
}

pub(super) fn no_vehicle() -> Diagnostic {
    Diagnostic::of("R0005", Span::file("vehicles.csv"), Vec::new())
}

pub(super) fn no_hub() -> Diagnostic {
    Diagnostic::of("R0006", Span::file("places.csv"), Vec::new())
}

pub(super) fn second_hub(row: Span, place: &str) -> Diagnostic {
    Diagnostic::of("R0007", row, vec![place.to_owned()])
}

pub(super) fn nothing_to_visit() -> Diagnostic {
    Diagnostic::of("R0008", Span::file("places.csv"), Vec::new())
}

pub(super) fn hub_is_visited(row: Span, place: &str) -> Diagnostic {
    Diagnostic::of("R0009", row, vec![place.to_owned()])
}

pub(super) fn distances_missing(from: &str, missing: usize, example: &str) -> Diagnostic {
    let facts = vec![from.to_owned(), missing.to_string(), example.to_owned()];
    Diagnostic::of("R0010", Span::file("travel.csv"), facts)
}

pub(super) fn distance_twice(row: Span, from: &str, to: &str, line: u64) -> Diagnostic {
    Diagnostic::of("R0011", row, vec![from.to_owned(), to.to_owned(), line.to_string()])
}

pub(super) fn speed_absurd(row: Span, from: &str, to: &str, kmh: i64) -> Diagnostic {
    Diagnostic::of("R0012", row, vec![from.to_owned(), to.to_owned(), kmh.to_string()])
}

pub(super) fn detour_nowhere(row: Span, place: &str) -> Diagnostic {
    Diagnostic::of("R0025", row, vec![place.to_owned()])
}

pub(super) fn distances_before_move(row: Span, place: &str) -> Diagnostic {
    Diagnostic::of("R0020", row, vec![place.to_owned()])
}

pub(super) fn hours_twice(row: Span, from: &str, to: &str, line: u64) -> Diagnostic {
    Diagnostic::of("R0026", row, vec![from.to_owned(), to.to_owned(), line.to_string()])
}

pub(super) fn hours_without_way(row: Span, from: &str, to: &str) -> Diagnostic {
    Diagnostic::of("R0027", row, vec![from.to_owned(), to.to_owned()])
}

/// A stored matrix does not know a place, or knows it elsewhere.
pub fn travel_of_other_places(place: &str) -> Diagnostic {
    Diagnostic::of("R0021", Span::file("travel.json"), vec![place.to_owned()])
}

/// `travel.csv` is another table than its label tells of.
pub fn travel_of_other_label() -> Diagnostic {
    of_file("R0022", "travel.json", &[])
}

/// A place stands far from the road of a stored matrix.
pub fn travel_far_from_road(place: &str, metres: i64) -> Diagnostic {
    let facts = vec![place.to_owned(), metres.to_string()];
    Diagnostic::of("R0023", Span::file("travel.json"), facts)
}

/// Lines of ways belong to other travel times than those of the folder.
pub fn ways_of_other_travel() -> Diagnostic {
    of_file("R0024", "ways.json", &[])
}

pub(super) fn too_many_visits(row: Span, place: &str, visits: u8, days: usize) -> Diagnostic {
    Diagnostic::of("K0001", row, vec![place.to_owned(), visits.to_string(), days.to_string()])
}

pub(super) fn visit_twice(row: Span, (place, date, line): (&str, ServiceDate, u64)) -> Diagnostic {
    Diagnostic::of("F0001", row, vec![place.to_owned(), date.to_string(), line.to_string()])
}

pub(super) fn request_closed_twice(cell: Span, first_line: u64) -> Diagnostic {
    of_value("F0002", cell, &[&first_line.to_string()])
}

/// A date that lies before one that it must follow; the cell names the later one's column.
pub fn dates_reversed(
    cell: Span,
    (first, before): (&str, ServiceDate),
    after: ServiceDate,
) -> Diagnostic {
    let second = cell.column.clone().unwrap_or_default();
    let facts = vec![second, after.to_string(), first.to_owned(), before.to_string()];
    Diagnostic::of("F0003", cell, facts)
}

pub(super) fn visit_on_closed_day(cell: Span, place: &str, date: ServiceDate) -> Diagnostic {
    Diagnostic::of("F0004", cell, vec![place.to_owned(), date.to_string()])
}

pub(super) fn planned_does_not_fit(cell: Span, status: &str) -> Diagnostic {
    of_value("F0005", cell, &[status])
}

pub(super) fn neither_title_nor_category(row: Span) -> Diagnostic {
    Diagnostic::of("F0006", row, Vec::new())
}

pub(super) fn category_does_not_fit(cell: Span, title: &str, own: &str) -> Diagnostic {
    of_value("F0007", cell, &[title, own])
}

pub(super) fn title_is_gone(cell: Span, category: &str) -> Diagnostic {
    of_value("F0008", cell, &[category])
}

pub(super) fn loans_twice(row: Span, place: &str, date: ServiceDate, line: u64) -> Diagnostic {
    Diagnostic::of("F0009", row, vec![place.to_owned(), date.to_string(), line.to_string()])
}

pub(super) fn lender_does_not_fit(cell: Span, outcome: &str) -> Diagnostic {
    of_value("F0010", cell, &[outcome])
}

/// A fact says otherwise than one that is already on record; `recorded` is what it says.
pub fn fact_contradicted(row: Span, recorded: &str, file: &str) -> Diagnostic {
    Diagnostic::of("F0011", row, vec![recorded.to_owned(), file.to_owned()])
}

/// A fact of another week than the plan's.
pub fn fact_of_another_week(row: Span, date: ServiceDate, week: &str) -> Diagnostic {
    Diagnostic::of("F0012", row, vec![date.to_string(), week.to_owned()])
}

/// A fact about a request that the plan does not have.
pub fn request_unknown(row: Span, request: &str) -> Diagnostic {
    Diagnostic::of("F0013", row, vec![request.to_owned()])
}

/// A visit that the plan does not make.
pub fn visit_not_planned(row: Span, place: &str, date: ServiceDate) -> Diagnostic {
    Diagnostic::of("F0014", row, vec![place.to_owned(), date.to_string()])
}

/// A fact that does not say which of several places lent, or that any did.
pub fn lender_missing(row: Span) -> Diagnostic {
    of_column("I0017", Span { column: Some("place".to_owned()), ..row })
}

/// A place of the plan that the data folder does not have.
pub fn place_gone(code: &str) -> Diagnostic {
    of_value("G0001", Span { value: Some(code.to_owned()), ..Span::file("places.csv") }, &[])
}

/// A request that nobody is known to have delivered.
pub fn request_not_delivered(row: Span, request: &str) -> Diagnostic {
    Diagnostic::of("F0015", row, vec![request.to_owned()])
}

fn of_file(code: &'static str, file: &str, more: &[&str]) -> Diagnostic {
    let facts = std::iter::once(&file).chain(more).map(|fact| (*fact).to_owned());
    Diagnostic::of(code, Span::file(file), facts.collect())
}

fn of_settings(code: &'static str, line: Option<u64>, facts: &[&str]) -> Diagnostic {
    let span = Span { row: line, ..Span::file("settings.toml") };
    Diagnostic::of(code, span, facts.iter().map(|fact| shown(fact)).collect())
}

fn at_line(code: &'static str, file: &str, line: u64) -> Diagnostic {
    Diagnostic::of(code, Span::row(file, line), vec![file.to_owned(), line.to_string()])
}

/// A finding whose only fact is the column.
fn of_column(code: &'static str, span: Span) -> Diagnostic {
    let facts = span.column.iter().cloned().collect();
    Diagnostic::of(code, span, facts)
}

/// A finding whose first fact is the value.
fn of_value(code: &'static str, span: Span, more: &[&str]) -> Diagnostic {
    let facts = span.value.iter().cloned().chain(more.iter().map(|fact| (*fact).to_owned()));
    let facts = facts.collect();
    Diagnostic::of(code, span, facts)
}

/// A finding whose first facts are the column and the value.
fn of_cell(code: &'static str, span: Span, more: &[&str]) -> Diagnostic {
    let facts = span.column.iter().chain(&span.value).cloned();
    let facts = facts.chain(more.iter().map(|fact| (*fact).to_owned())).collect();
    Diagnostic::of(code, span, facts)
}

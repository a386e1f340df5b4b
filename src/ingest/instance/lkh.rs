//! The text of LKH-3 for deliveries and pickups at once, with or without time windows.

use super::codes;
use super::edges;
use super::keyed::{Keyed, rank_number};
use super::limits::{CAPACITY, LENGTH, LOAD, VEHICLES};
use super::sheet::Sheet;
use crate::model::instance::{
    Backhauls, Convention, Customer, Depot, Fleet, Instance, Kind, Origin, Span,
};

/// A window that ends then does not end.
const NO_DUE: f64 = 10_000_000.0;

/// A route that may be as long is not limited.
const NO_LIMIT: f64 = 999_999.0;

/// What the integers of J. Dethloff's tables stand for.
const DETHLOFF_DIVISOR: f64 = 10_000.0;

/// The section of the customers.
const NODES: &str = "PICKUP_AND_DELIVERY_SECTION";

/// The fields of a row of it behind the node's number.
const COLUMNS: [&str; 6] = ["demand", "ready", "due", "service", "pickup", "delivery"];

/// Reads an instance; explicit distances keep what they are.
pub(super) fn read(sheet: &mut Sheet<'_>, convention: Option<Convention>) -> Option<Instance> {
    let mut keyed = Keyed::of(sheet)?;
    let (kind, backhauls) = kind(sheet, &mut keyed)?;
    // It steers LKH's arithmetic and says nothing about the costs of these sets.
    keyed.field("SCALE");
    let divisor = if kind == Kind::Vrpspd { DETHLOFF_DIVISOR } else { 1.0 };
    let travel = edges::travel(sheet, &mut keyed, divisor);
    let rows = keyed.by_node(sheet, NODES, COLUMNS.len());
    let fleet = fleet(sheet, &mut keyed, kind);
    let depots = keyed.depots(sheet);
    keyed.refuse_rest(sheet);
    if depots.len() > 1 {
        sheet.refuse(codes::unsupported(sheet.row(1), "DEPOT_SECTION", &depots.len().to_string()));
    }
    let Some(rows) = rows else {
        if sheet.is_sound() {
            sheet.refuse(codes::field_missing(sheet.file, NODES));
        }
        return None;
    };
    let customers: Vec<_> =
        (0..).zip(&rows).map(|(rank, (row, words))| customer(sheet, (rank, *row), words)).collect();
    let mut customers: Vec<Customer> = customers.into_iter().flatten().collect();
    if !sheet.is_sound() {
        return None;
    }
    let (travel, implied) = travel?;
    let depot = customers.remove(depots[0]);
    let mut fleet = fleet?;
    fleet.start = depots[0];
    fleet.end = depots[0];
    fleet.shift = depot.windows.first().copied().unwrap_or(Span::ALWAYS);
    let windows = fleet.shift.is_limit() || customers.iter().any(|of| !of.windows.is_empty());
    if windows && fleet.duration_max.is_some() {
        sheet.refuse(codes::together(sheet.row(1), "DISTANCE", "ready, due"));
    }
    // The sets of Salhi and Nagy call themselves mixed, and their customers want both.
    let both = customers.iter().any(|of| of.pickup != [0; 2] && of.delivery != [0; 2]);
    let kind = if kind == Kind::Vrpmb && both { Kind::Vrpspd } else { kind };
    Some(Instance {
        name: keyed.name.to_owned(),
        kind,
        convention: settled(sheet, convention, implied),
        days: 1,
        travels: vec![travel],
        depots: vec![Depot { number: depot.number, node: depots[0] }],
        customers,
        fleets: vec![fleet],
        origin: Origin::AnyDepot,
        backhauls,
    })
}

/// The convention asked for, or that of the set.
pub(super) fn settled(
    sheet: &mut Sheet<'_>,
    asked: Option<Convention>,
    implied: Option<Convention>,
) -> Convention {
    if let (Some(asked), None) = (asked, implied) {
        sheet.remark(codes::convention_unused(sheet.file, asked.word()));
    }
    asked.or(implied).unwrap_or(Convention::Exact)
}

fn kind(sheet: &mut Sheet<'_>, keyed: &mut Keyed<'_>) -> Option<(Kind, Backhauls)> {
    let Some((row, word)) = keyed.field("TYPE") else {
        sheet.refuse(codes::field_missing(sheet.file, "TYPE"));
        return None;
    };
    Some(match word {
        "VRPSPD" => (Kind::Vrpspd, Backhauls::Mixed),
        "VRPSPDTW" => (Kind::Vrpspdtw, Backhauls::Mixed),
        "MVRPB" | "VRPMPD" => (Kind::Vrpmb, Backhauls::Mixed),
        "VRPB" => (Kind::Vrpb, Backhauls::Last),
        other => {
            sheet.refuse(codes::unsupported(sheet.row(row), "TYPE", other));
            return None;
        }
    })
}

fn fleet(sheet: &mut Sheet<'_>, keyed: &mut Keyed<'_>, kind: Kind) -> Option<Fleet> {
    let vehicles = match keyed.field("VEHICLES") {
        Some((row, text)) => sheet.whole((row, "VEHICLES"), text, &VEHICLES).map(|n| (row, n)),
        None => None,
    };
    let limit = match keyed.field("DISTANCE") {
        Some((row, text)) => sheet.decimal((row, "DISTANCE"), text, &LENGTH),
        None => None,
    };
    let Some((row, text)) = keyed.field("CAPACITY") else {
        sheet.refuse(codes::field_missing(sheet.file, "CAPACITY"));
        return None;
    };
    let capacity = sheet.whole((row, "CAPACITY"), text, &CAPACITY);
    let mut fleet = Fleet::new(0, 0, Some(capacity?));
    fleet.duration_max = limit.filter(|&limit| limit > 0.0 && limit < NO_LIMIT);
    match vehicles {
        Some((_, count)) if kind == Kind::Vrpspdtw => fleet.count = u32::try_from(count).ok(),
        Some((row, _)) => sheet.remark(codes::not_binding(sheet.row(row), "VEHICLES")),
        None => {}
    }
    Some(fleet)
}

fn customer(sheet: &mut Sheet<'_>, (rank, row): (usize, u64), words: &[&str]) -> Option<Customer> {
    sheet.whole((row, COLUMNS[0]), words[0], &(0..=0));
    let ready = sheet.decimal((row, COLUMNS[1]), words[1], &LENGTH);
    let due = ready
        .and_then(|ready| sheet.decimal((row, COLUMNS[2]), words[2], &(ready..=*LENGTH.end())));
    let service = sheet.decimal((row, COLUMNS[3]), words[3], &LENGTH);
    let pickup = sheet.whole((row, COLUMNS[4]), words[4], &LOAD);
    let delivery = sheet.whole((row, COLUMNS[5]), words[5], &LOAD);
    let close = due.map(|due| if due >= NO_DUE { f64::INFINITY } else { due });
    let window = Span { open: ready?, close: close? };
    let mut customer = Customer::new(rank_number(rank), rank);
    customer.windows.extend(Some(window).filter(Span::is_limit));
    customer.service = service?;
    customer.pickup = [pickup?, 0];
    customer.delivery = [delivery?, 0];
    customer.patterns = vec![1];
    Some(customer)
}

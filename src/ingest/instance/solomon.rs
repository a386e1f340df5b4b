//! The text of M. M. Solomon, also of H. Gehring and J. Homberger: time windows, one depot.

use super::codes;
use super::limits::{CAPACITY, COORDINATE, LENGTH, LOAD, NODES, VEHICLES};
use super::sheet::{Line, Sheet};
use crate::model::instance::{
    Backhauls, Convention, Customer, Depot, Fleet, Instance, Kind, Origin, Span, Travel,
};

/// The columns of a row.
const COLUMNS: [&str; 7] = ["CUST NO.", "XCOORD.", "YCOORD.", "DEMAND", "READY", "DUE", "SERVICE"];

/// A row, the depot's among them.
struct Node {
    point: [f64; 2],
    demand: i64,
    window: Span,
    service: f64,
}

/// Reads an instance.
pub(super) fn read(sheet: &mut Sheet<'_>, convention: Convention) -> Option<Instance> {
    let lines = sheet.lines.clone();
    let numbers = |line: &&Line<'_>| line.text.starts_with(|first: char| first.is_ascii_digit());
    let customer_head = lines.iter().position(|line| line.text.starts_with("CUSTOMER"));
    let Some(customer_head) = customer_head else {
        sheet.refuse(codes::field_missing(sheet.file, "CUSTOMER"));
        return None;
    };
    let (before, after) = lines.split_at(customer_head);
    // The name may begin with a digit too, and stands on the first line.
    let vehicle_head = before.iter().position(|line| line.text == "VEHICLE").unwrap_or(0);
    let fleet = before[vehicle_head..].iter().find(numbers).and_then(|line| fleet(sheet, line));
    if fleet.is_none() && sheet.is_sound() {
        sheet.refuse(codes::field_missing(sheet.file, "NUMBER CAPACITY"));
    }
    // The head of the columns is one line; all that follows is a customer.
    let nodes = nodes(sheet, after.get(2..).unwrap_or_default());
    if nodes.is_empty() && sheet.is_sound() {
        sheet.refuse(codes::field_missing(sheet.file, "CUSTOMER"));
    }
    if !sheet.is_sound() {
        return None;
    }
    let name = if vehicle_head > 0 { before[0].text } else { "" };
    Some(whole(name, fleet?, &nodes, convention))
}

fn fleet(sheet: &mut Sheet<'_>, line: &Line<'_>) -> Option<Fleet> {
    let words = line.words();
    if words.len() != 2 {
        sheet.refuse(codes::width_bad(sheet.row(line.row), words.len(), "2"));
        return None;
    }
    let count = sheet.whole((line.row, "NUMBER"), words[0], &VEHICLES);
    let capacity = sheet.whole((line.row, "CAPACITY"), words[1], &CAPACITY);
    let mut fleet = Fleet::new(0, 0, Some(capacity?));
    fleet.count = u32::try_from(count?).ok();
    Some(fleet)
}

fn nodes(sheet: &mut Sheet<'_>, rows: &[Line<'_>]) -> Vec<Node> {
    let mut nodes = Vec::new();
    for (rank, line) in (0_i64..).zip(rows) {
        if rank > *NODES.end() {
            let most = NODES.end().to_string();
            sheet.refuse(codes::too_much(sheet.row(line.row), "CUSTOMER", &most));
            break;
        }
        let words = line.words();
        if words.len() != COLUMNS.len() {
            let expected = COLUMNS.len().to_string();
            sheet.refuse(codes::width_bad(sheet.row(line.row), words.len(), &expected));
            continue;
        }
        nodes.extend(node(sheet, (rank, line.row), &words));
    }
    nodes
}

fn node(sheet: &mut Sheet<'_>, (rank, row): (i64, u64), words: &[&str]) -> Option<Node> {
    sheet.whole((row, COLUMNS[0]), words[0], &(rank..=rank));
    let x = sheet.decimal((row, COLUMNS[1]), words[1], &COORDINATE);
    let y = sheet.decimal((row, COLUMNS[2]), words[2], &COORDINATE);
    let demand = sheet.whole((row, COLUMNS[3]), words[3], &LOAD);
    let ready = sheet.decimal((row, COLUMNS[4]), words[4], &LENGTH);
    let due = ready
        .and_then(|ready| sheet.decimal((row, COLUMNS[5]), words[5], &(ready..=*LENGTH.end())));
    let service = sheet.decimal((row, COLUMNS[6]), words[6], &LENGTH);
    let window = Span { open: ready?, close: due? };
    Some(Node { point: [x?, y?], demand: demand?, window, service: service? })
}

fn whole(name: &str, mut fleet: Fleet, nodes: &[Node], convention: Convention) -> Instance {
    fleet.shift = nodes[0].window;
    let customers = (1..).zip(1..).zip(&nodes[1..]).map(|((number, place), node)| {
        let mut customer = Customer::new(number, place);
        customer.delivery = [node.demand, 0];
        customer.service = node.service;
        customer.windows = vec![node.window];
        customer.patterns = vec![1];
        customer
    });
    Instance {
        name: name.to_owned(),
        kind: Kind::Vrptw,
        convention,
        days: 1,
        travels: vec![Travel::Plane(nodes.iter().map(|node| node.point).collect())],
        depots: vec![Depot { number: 0, node: 0 }],
        customers: customers.collect(),
        fleets: vec![fleet],
        origin: Origin::AnyDepot,
        backhauls: Backhauls::Mixed,
    }
}

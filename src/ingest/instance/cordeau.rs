//! The form of J.-F. Cordeau: several days, several depots, both.

use super::codes;
use super::limits::{COORDINATE, DAYS, LENGTH, LOAD, NODES, NUMBER, VEHICLES};
use super::sheet::{Line, Sheet};
use crate::diagnostic::Span;
use crate::model::instance::{
    Backhauls, Convention, Customer, Days, Depot, Fleet, Instance, Kind, Origin, Travel,
};

/// Fields of a node before its patterns.
const FIELDS: usize = 7;

/// Fields of a time window behind the patterns.
const WINDOW_FIELDS: usize = 2;

/// The first line.
struct Head {
    kind: Kind,
    vehicles: u32,
    customers: usize,
    days: usize,
    depots: usize,
}

impl Head {
    const fn limits(&self) -> usize {
        match self.kind {
            Kind::Mdvrp => self.depots,
            _ => self.days * self.depots,
        }
    }
}

/// What a vehicle may do on a day or from a depot.
#[derive(Clone, Copy, PartialEq)]
struct Limit {
    duration: Option<f64>,
    capacity: Option<i64>,
}

/// A line of a node.
struct Node {
    row: u64,
    number: i64,
    point: [f64; 2],
    service: f64,
    demand: i64,
    frequency: i64,
    patterns: Vec<Days>,
}

/// Reads an instance of type 1, 2 or 8.
pub(super) fn read(sheet: &mut Sheet<'_>, convention: Convention) -> Option<Instance> {
    let lines = sheet.lines.clone();
    let head = head(sheet, lines.first()?)?;
    let limits = limits(sheet, &head, &lines)?;
    let rows = lines.get(1 + head.limits()..).unwrap_or_default();
    let nodes = nodes(sheet, &head, rows);
    let (depots, customers): (Vec<_>, Vec<_>) =
        nodes.into_iter().partition(|node| node.patterns.is_empty());
    if depots.len() != head.depots && sheet.is_sound() {
        let span = Span::file(sheet.file);
        sheet.refuse(codes::count_bad(span, "depots", (depots.len(), head.depots)));
    }
    if customers.len() != head.customers && sheet.is_sound() {
        let span = Span::file(sheet.file);
        sheet.refuse(codes::count_bad(span, "customers", (customers.len(), head.customers)));
    }
    if !sheet.is_sound() {
        return None;
    }
    Some(whole(sheet, &head, &limits, (&depots, &customers), convention))
}

fn head(sheet: &mut Sheet<'_>, line: &Line<'_>) -> Option<Head> {
    let words = line.words();
    let row = line.row;
    if words.len() < 4 {
        sheet.refuse(codes::width_bad(sheet.row(row), words.len(), "4"));
        return None;
    }
    let kind = match words[0] {
        "1" => Kind::Pvrp,
        "2" => Kind::Mdvrp,
        "8" => Kind::Mdpvrp,
        other => {
            sheet.refuse(codes::unsupported(sheet.row(row), "type", other));
            return None;
        }
    };
    let vehicles = sheet.whole((row, "m"), words[1], &VEHICLES);
    let customers = sheet.count((row, "n"), words[2], &NODES);
    let span = sheet.count((row, "t"), words[3], &DAYS);
    let (days, depots) = match (kind, words.get(4)) {
        (Kind::Pvrp, _) => (span, Some(1)),
        (Kind::Mdvrp, _) => (Some(1), span),
        (_, Some(depots)) => (span, sheet.count((row, "depots"), depots, &DAYS)),
        (_, None) => {
            sheet.refuse(codes::width_bad(sheet.row(row), words.len(), "5"));
            return None;
        }
    };
    Some(Head {
        kind,
        vehicles: u32::try_from(vehicles?).ok()?,
        customers: customers?,
        days: days?,
        depots: depots?,
    })
}

fn limits(sheet: &mut Sheet<'_>, head: &Head, lines: &[Line<'_>]) -> Option<Vec<Limit>> {
    let mut limits = Vec::new();
    for line in lines.iter().skip(1).take(head.limits()) {
        let words = line.words();
        if words.len() != 2 {
            sheet.refuse(codes::width_bad(sheet.row(line.row), words.len(), "2"));
            continue;
        }
        let duration = sheet.decimal((line.row, "D"), words[0], &LENGTH);
        let capacity = sheet.whole((line.row, "Q"), words[1], &LOAD);
        let duration = duration.filter(|&duration| duration > 0.0);
        limits.push(Limit { duration, capacity: capacity.filter(|&capacity| capacity > 0) });
    }
    if head.kind == Kind::Mdpvrp && limits.iter().any(|limit| *limit != limits[0]) {
        let span = sheet.row(lines[1].row);
        sheet.refuse(codes::unsupported(span, "D Q", "by day and depot"));
    }
    sheet.is_sound().then_some(limits)
}

fn nodes(sheet: &mut Sheet<'_>, head: &Head, rows: &[Line<'_>]) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut with_windows = false;
    let mut numbers = std::collections::BTreeSet::new();
    for line in rows {
        let words = line.words();
        let Some(combinations) = combinations(sheet, line, &words) else { continue };
        let bare = FIELDS + combinations;
        let windows = head.kind == Kind::Mdpvrp && words.len() == bare + WINDOW_FIELDS;
        if words.len() != bare && !windows {
            let span = sheet.row(line.row);
            sheet.refuse(codes::width_bad(span, words.len(), &bare.to_string()));
            continue;
        }
        with_windows |= windows;
        let Some(node) = node(sheet, head, line.row, &words[..bare]) else { continue };
        if !numbers.insert(node.number) {
            sheet.refuse(codes::number_twice(sheet.row(line.row), "i", node.number));
        }
        nodes.push(node);
    }
    if with_windows {
        sheet.remark(codes::not_binding(Span::file(sheet.file), "time windows"));
    }
    nodes
}

fn combinations(sheet: &mut Sheet<'_>, line: &Line<'_>, words: &[&str]) -> Option<usize> {
    if words.len() < FIELDS {
        sheet.refuse(codes::width_bad(sheet.row(line.row), words.len(), &FIELDS.to_string()));
        return None;
    }
    sheet.count((line.row, "a"), words[FIELDS - 1], &(0..=1_000))
}

fn node(sheet: &mut Sheet<'_>, head: &Head, row: u64, words: &[&str]) -> Option<Node> {
    let number = sheet.whole((row, "i"), words[0], &NUMBER);
    let x = sheet.decimal((row, "x"), words[1], &COORDINATE);
    let y = sheet.decimal((row, "y"), words[2], &COORDINATE);
    let service = sheet.decimal((row, "service"), words[3], &LENGTH);
    let demand = sheet.whole((row, "demand"), words[4], &LOAD);
    let frequency = sheet.whole((row, "frequency"), words[5], &(0..=*DAYS.end()));
    let bits = if head.kind == Kind::Mdvrp { head.depots } else { head.days };
    let masks = 1..=(1_i64 << bits) - 1;
    let mut patterns = Vec::new();
    for word in &words[FIELDS..] {
        let mask = sheet.whole((row, "pattern"), word, &masks);
        patterns.extend(mask.and_then(|mask| u32::try_from(mask).ok()).map(|m| turned(m, bits)));
    }
    Some(Node {
        row,
        number: number?,
        point: [x?, y?],
        service: service?,
        demand: demand?,
        frequency: frequency?,
        patterns,
    })
}

/// The file's highest bit is the first day; ours is the lowest.
fn turned(mask: u32, bits: usize) -> Days {
    (0..bits).filter(|bit| mask >> (bits - 1 - bit) & 1 == 1).map(|bit| 1 << bit).sum()
}

fn whole(
    sheet: &mut Sheet<'_>,
    head: &Head,
    limits: &[Limit],
    (depots, visited): (&[Node], &[Node]),
    convention: Convention,
) -> Instance {
    let points = depots.iter().chain(visited).map(|node| node.point).collect();
    let mut customers = Vec::new();
    for (rank, node) in visited.iter().enumerate() {
        if head.kind == Kind::Pvrp && fills_a_vehicle_at(depots[0].point, node, limits) {
            sheet.remark(codes::on_the_depot(sheet.row(node.row), node.number));
            continue;
        }
        customers.push(customer(sheet, head, (depots.len() + rank, node)));
    }
    let fleets = match head.kind {
        Kind::Pvrp => fleets_by_day(head, limits),
        _ => (0..depots.len()).map(|depot| fleet(head, depot, limits[depot])).collect(),
    };
    let depots = depots.iter().enumerate();
    Instance {
        name: String::new(),
        kind: head.kind,
        convention,
        days: head.days,
        travels: vec![Travel::Plane(points)],
        depots: depots.map(|(node, depot)| Depot { number: depot.number, node }).collect(),
        customers,
        fleets,
        origin: if head.kind == Kind::Mdpvrp { Origin::OneDepot } else { Origin::AnyDepot },
        backhauls: Backhauls::Mixed,
    }
}

/// A customer on the depot who takes a vehicle for itself stands in one published file, and no
/// published solution visits it; others on the depot are visited.
fn fills_a_vehicle_at(depot: [f64; 2], node: &Node, limits: &[Limit]) -> bool {
    let fills = |limit: &Limit| limit.capacity.is_some_and(|capacity| node.demand >= capacity);
    let is_there = |axis: usize| node.point[axis].total_cmp(&depot[axis]).is_eq();
    is_there(0) && is_there(1) && limits.iter().all(fills)
}

fn customer(sheet: &mut Sheet<'_>, head: &Head, (place, node): (usize, &Node)) -> Customer {
    let mut customer = Customer::new(node.number, place);
    customer.delivery = [node.demand, 0];
    customer.service = node.service;
    if head.kind == Kind::Mdvrp {
        customer.patterns = vec![1];
        customer.fleets = node.patterns.iter().fold(0, |all, &one| all | u64::from(one));
        return customer;
    }
    let visits = node.patterns[0].count_ones();
    if node.patterns.iter().any(|pattern| i64::from(pattern.count_ones()) != node.frequency) {
        let row = sheet.row(node.row);
        sheet.remark(codes::frequency_differs(row, node.number, (node.frequency, visits)));
    }
    customer.patterns.clone_from(&node.patterns);
    customer
}

fn fleet(head: &Head, depot: usize, limit: Limit) -> Fleet {
    let mut fleet = Fleet::new(depot, depot, limit.capacity);
    fleet.count = Some(head.vehicles);
    fleet.duration_max = limit.duration;
    fleet
}

/// One fleet for the days on which the limits are the same.
fn fleets_by_day(head: &Head, limits: &[Limit]) -> Vec<Fleet> {
    let mut fleets: Vec<(Limit, Fleet)> = Vec::new();
    for (day, &limit) in limits.iter().enumerate() {
        if let Some((_, known)) = fleets.iter_mut().find(|(of, _)| *of == limit) {
            known.days |= 1 << day;
        } else {
            let mut own = fleet(head, 0, limit);
            own.days = 1 << day;
            fleets.push((limit, own));
        }
    }
    fleets.into_iter().map(|(_, fleet)| fleet).collect()
}

//! VRPLIB: the fields of CVRPLIB and those that the instances of PyVRP add.

use super::codes;
use super::edges;
use super::keyed::{Keyed, rank_number};
use super::limits::{LENGTH, LOAD, PRICE};
use super::lkh::settled;
use super::sheet::Sheet;
use super::vehicles::fleets;
use crate::model::instance::{
    Backhauls, Convention, Customer, Depot, Instance, Kind, Loads, Origin, Span,
};

/// The sections of a number a node, with what they change of a customer.
type Values = Option<Vec<f64>>;

/// The columns of nodes, each by node.
struct Columns {
    demand: Option<Vec<Loads>>,
    backhaul: Option<Vec<Loads>>,
    windows: Option<Vec<Span>>,
    service: Values,
    /// How long a reload takes at a depot; a service time for all customers says nothing of that.
    reload: Values,
    prize: Values,
}

/// Reads an instance.
pub(super) fn read(sheet: &mut Sheet<'_>, convention: Option<Convention>) -> Option<Instance> {
    let mut keyed = Keyed::of(sheet)?;
    let kind = kind(sheet, &mut keyed);
    let travel = edges::travel(sheet, &mut keyed, 1.0);
    let depots = keyed.depots(sheet);
    if depots.is_empty() {
        return None;
    }
    let columns = columns(sheet, &mut keyed);
    let vehicles = fleets(sheet, &mut keyed, &depots);
    keyed.refuse_rest(sheet);
    if columns.demand.is_none() && columns.backhaul.is_none() && sheet.is_sound() {
        sheet.refuse(codes::field_missing(sheet.file, "DEMAND_SECTION"));
    }
    if let Some(demand) = &columns.demand
        && let Some(depot) = depots.iter().find(|&&depot| demand[depot] != [0; 2])
    {
        let text = rank_number(*depot).to_string();
        sheet.refuse(codes::together(sheet.row(1), "DEMAND_SECTION", &text));
    }
    let (kind, (travel, implied), vehicles) = (kind?, travel?, vehicles?);
    if !sheet.is_sound() {
        return None;
    }
    let implied = implied.map(|of| if kind == Kind::Vrptw { Convention::Dimacs } else { of });
    let mut customers = Vec::new();
    for node in (0..keyed.nodes).filter(|node| !depots.contains(node)) {
        let mut customer = columns.customer(node);
        customer.fleets = vehicles.access.get(node).copied().unwrap_or(u64::MAX);
        customers.push(customer);
    }
    let mut fleets = vehicles.fleets;
    for fleet in &mut fleets {
        fleet.shift = columns.windows.as_ref().map_or(Span::ALWAYS, |of| of[fleet.start]);
        if let Some(reload) = &mut fleet.reload {
            reload.duration = columns.reload.as_ref().map_or(0.0, |of| of[reload.node]);
        }
    }
    let depots = depots.into_iter();
    Some(Instance {
        name: keyed.name.to_owned(),
        kind,
        convention: settled(sheet, convention, implied),
        days: 1,
        travels: vec![travel],
        depots: depots.map(|node| Depot { number: rank_number(node), node }).collect(),
        customers,
        fleets,
        origin: Origin::AnyDepot,
        backhauls: if kind == Kind::Vrpb { Backhauls::Last } else { Backhauls::Mixed },
    })
}

fn kind(sheet: &mut Sheet<'_>, keyed: &mut Keyed<'_>) -> Option<Kind> {
    let Some((row, word)) = keyed.field("TYPE") else {
        sheet.refuse(codes::field_missing(sheet.file, "TYPE"));
        return None;
    };
    Some(match word {
        "CVRP" | "ACVRP" | "DCVRP" => Kind::Cvrp,
        "VRPTW" | "CVRPTW" => Kind::Vrptw,
        "VRPB" => Kind::Vrpb,
        "VRPMB" | "MVRPB" => Kind::Vrpmb,
        "VRPSPD" => Kind::Vrpspd,
        "MDVRP" => Kind::Mdvrp,
        "MDVRPTW" | "HFVRP" | "MTVRP" | "MTVRPTW" | "PCVRP" | "PCVRPTW" | "SDVRP" | "SDVRPTW"
        | "VRP" => Kind::Rich,
        other => {
            sheet.refuse(codes::unsupported(sheet.row(row), "TYPE", other));
            return None;
        }
    })
}

fn columns(sheet: &mut Sheet<'_>, keyed: &mut Keyed<'_>) -> Columns {
    let demand = loads(sheet, keyed, "DEMAND_SECTION");
    let linehaul = loads(sheet, keyed, "LINEHAUL_SECTION");
    if demand.is_some() && linehaul.is_some() {
        sheet.refuse(codes::together(sheet.row(1), "DEMAND_SECTION", "LINEHAUL_SECTION"));
    }
    let service = values(sheet, keyed, "SERVICE_TIME_SECTION", &LENGTH);
    let uniform = match keyed.field("SERVICE_TIME") {
        Some((row, text)) => sheet.decimal((row, "SERVICE_TIME"), text, &LENGTH),
        None => None,
    };
    if service.is_some() && uniform.is_some() {
        sheet.refuse(codes::together(sheet.row(1), "SERVICE_TIME", "SERVICE_TIME_SECTION"));
    }
    Columns {
        demand: demand.or(linehaul),
        backhaul: loads(sheet, keyed, "BACKHAUL_SECTION"),
        windows: windows(sheet, keyed),
        reload: service.clone(),
        service: service.or_else(|| uniform.map(|time| vec![time; keyed.nodes])),
        prize: values(sheet, keyed, "PRIZE_SECTION", &PRICE),
    }
}

impl Columns {
    fn customer(&self, node: usize) -> Customer {
        let load = |column: &Option<Vec<Loads>>| column.as_ref().map_or([0; 2], |of| of[node]);
        let value = |column: &Values| column.as_ref().map_or(0.0, |of| of[node]);
        let mut customer = Customer::new(rank_number(node), node);
        customer.patterns = vec![1];
        customer.delivery = load(&self.demand);
        customer.pickup = load(&self.backhaul);
        customer.service = value(&self.service);
        // A prize of nothing means that the customer must be visited.
        customer.prize = Some(value(&self.prize)).filter(|&prize| prize > 0.0);
        let window = self.windows.as_ref().map(|of| of[node]);
        customer.windows.extend(window.filter(Span::is_limit));
        customer
    }
}

/// Loads by node, in one dimension or two.
fn loads(sheet: &mut Sheet<'_>, keyed: &mut Keyed<'_>, name: &str) -> Option<Vec<Loads>> {
    let width = keyed.width(name)?.clamp(2, 3) - 1;
    let rows = keyed.by_node(sheet, name, width)?;
    let mut loads = Vec::with_capacity(rows.len());
    for (row, words) in &rows {
        let mut load = [0; 2];
        for (amount, word) in load.iter_mut().zip(words) {
            *amount = sheet.whole((*row, name), word, &LOAD).unwrap_or(0);
        }
        loads.push(load);
    }
    Some(loads)
}

fn values(
    sheet: &mut Sheet<'_>,
    keyed: &mut Keyed<'_>,
    name: &str,
    range: &std::ops::RangeInclusive<f64>,
) -> Values {
    let rows = keyed.by_node(sheet, name, 1)?;
    let mut values = Vec::with_capacity(rows.len());
    for (row, words) in &rows {
        values.push(sheet.decimal((*row, name), words[0], range).unwrap_or(0.0));
    }
    Some(values)
}

fn windows(sheet: &mut Sheet<'_>, keyed: &mut Keyed<'_>) -> Option<Vec<Span>> {
    const NAME: &str = "TIME_WINDOW_SECTION";
    /// Instances write "no end" as a very large number.
    const END_MAX: f64 = 1e12;
    let rows = keyed.by_node(sheet, NAME, 2)?;
    let mut windows = Vec::with_capacity(rows.len());
    for (row, words) in &rows {
        let open = sheet.decimal((*row, "ready"), words[0], &LENGTH).unwrap_or(0.0);
        let close = sheet.decimal((*row, "due"), words[1], &(open..=END_MAX)).unwrap_or(open);
        let close = if close > *LENGTH.end() { f64::INFINITY } else { close };
        windows.push(Span { open, close });
    }
    Some(windows)
}

//! The vehicles of VRPLIB: one field for all of them, or a section with a row a vehicle.

use super::codes;
use super::keyed::{Keyed, rank_number};
use super::limits::{CAPACITY, FLEETS_MAX, LENGTH, PRICE, RELOADS, VEHICLES};
use super::sheet::Sheet;
use crate::diagnostic::Span;
use crate::model::instance::{Fleet, Reload};

/// The fleets of a file, and which of them may come to each node.
pub(super) struct Vehicles {
    pub(super) fleets: Vec<Fleet>,
    /// Bit sets of fleets by node; empty where all may come everywhere.
    pub(super) access: Vec<u64>,
}

/// What each vehicle is, by vehicle.
struct Table {
    fleets: Vec<Fleet>,
    /// The nodes that it may visit, in order; empty where it may visit all.
    allowed: Vec<Vec<usize>>,
}

/// Reads the vehicles of a file; alike ones become one fleet.
pub(super) fn fleets(
    sheet: &mut Sheet<'_>,
    keyed: &mut Keyed<'_>,
    depots: &[usize],
) -> Option<Vehicles> {
    let count = match keyed.field("VEHICLES") {
        Some((row, text)) => Some(sheet.count((row, "VEHICLES"), text, &VEHICLES)?),
        None => None,
    };
    let first = *depots.first()?;
    let mut table =
        Table { fleets: vec![Fleet::new(0, first, None); count.unwrap_or(1)], allowed: Vec::new() };
    table.capacities(sheet, keyed);
    table.depots(sheet, keyed, depots);
    table.reloads(sheet, keyed, depots);
    table.limits(sheet, keyed);
    table.prices(sheet, keyed);
    table.access(sheet, keyed);
    sheet.is_sound().then(|| table.joined(sheet, keyed.nodes, count))
}

impl Table {
    /// Takes a section with a row a vehicle, or a field that holds for all; gives the row and the
    /// words of each vehicle.
    fn column<'text>(
        &self,
        sheet: &mut Sheet<'_>,
        keyed: &mut Keyed<'text>,
        name: &str,
    ) -> Option<Vec<(u64, Vec<&'text str>)>> {
        if let Some((row, text)) = keyed.field(name) {
            return Some(vec![(row, text.split_whitespace().collect()); self.fleets.len()]);
        }
        let name = format!("{name}_SECTION");
        let section = keyed.section(&name)?;
        let mut rows = Vec::with_capacity(section.rows.len());
        for (rank, line) in section.rows.iter().enumerate() {
            let words = line.words();
            let number = rank_number(rank);
            sheet.whole((line.row, &name), words[0], &(number..=number));
            rows.push((line.row, words[1..].to_vec()));
        }
        if rows.len() != self.fleets.len() {
            let counts = (rows.len(), self.fleets.len());
            sheet.refuse(codes::count_bad(sheet.row(section.row), &name, counts));
            return None;
        }
        Some(rows)
    }

    fn capacities(&mut self, sheet: &mut Sheet<'_>, keyed: &mut Keyed<'_>) {
        let Some(rows) = self.column(sheet, keyed, "CAPACITY") else { return };
        for (fleet, (row, words)) in self.fleets.iter_mut().zip(rows) {
            if words.is_empty() || words.len() > fleet.capacity.len() {
                sheet.refuse(codes::width_bad(sheet.row(row), words.len(), "1, 2"));
            }
            for (capacity, word) in fleet.capacity.iter_mut().zip(words) {
                *capacity = sheet.whole((row, "CAPACITY"), word, &CAPACITY);
            }
        }
    }

    fn depots(&mut self, sheet: &mut Sheet<'_>, keyed: &mut Keyed<'_>, depots: &[usize]) {
        const NAME: &str = "VEHICLES_DEPOT";
        let Some(rows) = self.column(sheet, keyed, NAME) else {
            if depots.len() > 1 {
                sheet.refuse(codes::field_missing(sheet.file, "VEHICLES_DEPOT_SECTION"));
            }
            return;
        };
        for (fleet, (row, words)) in self.fleets.iter_mut().zip(rows) {
            let [word] = words[..] else {
                sheet.refuse(codes::width_bad(sheet.row(row), words.len(), "1"));
                continue;
            };
            let Some(node) = keyed.node(sheet, (row, NAME), word) else { continue };
            if let Some(depot) = depots.iter().position(|&depot| depot == node) {
                (fleet.depot, fleet.start, fleet.end) = (depot, node, node);
            } else {
                let row = sheet.row(row);
                sheet.refuse(codes::number_unknown(row, NAME, rank_number(node)));
            }
        }
    }

    /// Without a limit a vehicle reloads as often as it likes, and without a depot never.
    fn reloads(&mut self, sheet: &mut Sheet<'_>, keyed: &mut Keyed<'_>, depots: &[usize]) {
        const DEPOT: &str = "VEHICLES_RELOAD_DEPOT";
        const MOST: &str = "VEHICLES_MAX_RELOADS";
        let limits = self.column(sheet, keyed, MOST);
        let Some(rows) = self.column(sheet, keyed, DEPOT) else {
            if let Some((row, _)) = limits.as_ref().and_then(|rows| rows.first()) {
                sheet.remark(codes::not_binding(sheet.row(*row), MOST));
            }
            return;
        };
        for (rank, (row, words)) in rows.into_iter().enumerate() {
            let [word] = words[..] else {
                if !words.is_empty() {
                    sheet.refuse(codes::unsupported(sheet.row(row), DEPOT, &words.join(" ")));
                }
                continue;
            };
            let Some(node) = keyed.node(sheet, (row, DEPOT), word) else { continue };
            if !depots.contains(&node) {
                let row = sheet.row(row);
                sheet.refuse(codes::number_unknown(row, DEPOT, rank_number(node)));
            }
            let trips_max = limits.as_ref().and_then(|rows| {
                let (row, words) = &rows[rank];
                let word = words.first().copied().unwrap_or_default();
                sheet.count((*row, MOST), word, &RELOADS)
            });
            let trips_max = trips_max.and_then(|most| u32::try_from(most + 1).ok());
            self.fleets[rank].reload = Some(Reload { node, trips_max, duration: 0.0 });
        }
    }

    fn limits(&mut self, sheet: &mut Sheet<'_>, keyed: &mut Keyed<'_>) {
        let distance = self.values(sheet, keyed, "VEHICLES_MAX_DISTANCE");
        let duration = self.values(sheet, keyed, "VEHICLES_MAX_DURATION");
        // CVRPLIB's field limits travel and service together.
        let total = self.values(sheet, keyed, "DISTANCE");
        if duration.is_some() && total.is_some() {
            let row = sheet.row(1);
            sheet.refuse(codes::together(row, "DISTANCE", "VEHICLES_MAX_DURATION"));
        }
        let duration = duration.or(total);
        for (rank, fleet) in self.fleets.iter_mut().enumerate() {
            fleet.distance_max = distance.as_ref().map(|of| of[rank]);
            fleet.duration_max = duration.as_ref().map(|of| of[rank]);
        }
    }

    fn prices(&mut self, sheet: &mut Sheet<'_>, keyed: &mut Keyed<'_>) {
        let fixed = self.values(sheet, keyed, "VEHICLES_FIXED_COST");
        let unit = self.values(sheet, keyed, "VEHICLES_UNIT_DISTANCE_COST");
        for (rank, fleet) in self.fleets.iter_mut().enumerate() {
            fleet.fixed_price = fixed.as_ref().map_or(0.0, |of| of[rank]);
            fleet.distance_price = unit.as_ref().map_or(1.0, |of| of[rank]);
        }
    }

    fn access(&mut self, sheet: &mut Sheet<'_>, keyed: &mut Keyed<'_>) {
        const NAME: &str = "VEHICLES_ALLOWED_CLIENTS";
        let Some(rows) = self.column(sheet, keyed, NAME) else { return };
        for (row, words) in rows {
            let mut nodes = Vec::with_capacity(words.len());
            for word in words {
                nodes.extend(keyed.node(sheet, (row, NAME), word));
            }
            nodes.sort_unstable();
            self.allowed.push(nodes);
        }
    }

    /// A number a vehicle.
    fn values(&self, sheet: &mut Sheet<'_>, keyed: &mut Keyed<'_>, name: &str) -> Option<Vec<f64>> {
        let rows = self.column(sheet, keyed, name)?;
        let range = if name.contains("COST") { &PRICE } else { &LENGTH };
        let mut values = Vec::with_capacity(rows.len());
        for (row, words) in rows {
            let [word] = words[..] else {
                sheet.refuse(codes::width_bad(sheet.row(row), words.len(), "1"));
                continue;
            };
            values.extend(sheet.decimal((row, name), word, range));
        }
        (values.len() == self.fleets.len()).then_some(values)
    }

    fn joined(self, sheet: &mut Sheet<'_>, nodes: usize, count: Option<usize>) -> Vehicles {
        let mut kinds: Vec<(Fleet, Option<Vec<usize>>)> = Vec::new();
        let mut allowed = self.allowed.into_iter();
        for (rank, mut fleet) in self.fleets.into_iter().enumerate() {
            let nodes = allowed.next();
            let number = rank_number(rank);
            let alike = |(of, may): &&mut (Fleet, Option<Vec<usize>>)| {
                let plain = Fleet { count: None, numbers: Vec::new(), ..of.clone() };
                plain == fleet && *may == nodes
            };
            if let Some((known, _)) = kinds.iter_mut().find(alike) {
                known.numbers.push(number);
            } else if kinds.len() > FLEETS_MAX {
                break;
            } else {
                fleet.numbers.push(number);
                kinds.push((fleet, nodes));
            }
        }
        if kinds.len() > FLEETS_MAX {
            let most = FLEETS_MAX.to_string();
            sheet.refuse(codes::too_much(Span::file(sheet.file), "VEHICLES", &most));
        }
        let mut access = Vec::new();
        if kinds.iter().any(|(_, may)| may.is_some()) {
            access = vec![0; nodes];
            for (bit, (_, may)) in kinds.iter().enumerate().take(FLEETS_MAX) {
                for &node in may.iter().flatten() {
                    access[node] |= 1 << bit;
                }
            }
        }
        let mut fleets: Vec<Fleet> = kinds.into_iter().map(|(fleet, _)| fleet).collect();
        for fleet in &mut fleets {
            fleet.count = count.and_then(|_| u32::try_from(fleet.numbers.len()).ok());
            if count.is_none() {
                fleet.numbers.clear();
            }
        }
        Vehicles { fleets, access }
    }
}

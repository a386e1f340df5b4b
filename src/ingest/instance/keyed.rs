//! Fields and sections, the shape that VRPLIB and LKH share: `KEY : value` lines, then sections.

use std::collections::BTreeMap;

use super::codes;
use super::limits::{COORDINATE, NODES, TABLE_NODES_MAX};
use super::sheet::{Line, Sheet};
use crate::diagnostic::Span;
use crate::model::instance::Travel;

/// The end of a section's name.
const SECTION: &str = "_SECTION";

/// Fields that say nothing about the problem.
const SILENT: [&str; 4] = ["COMMENT", "DISPLAY_DATA_TYPE", "NODE_COORD_TYPE", "NAME"];

/// A section: the line of its head, and its rows.
#[derive(Clone, Debug)]
pub(super) struct Section<'text> {
    pub(super) row: u64,
    pub(super) rows: Vec<Line<'text>>,
}

/// A file by its fields and sections; what a reader takes is gone, so that what is left is known.
#[derive(Debug)]
pub(super) struct Keyed<'text> {
    fields: BTreeMap<&'text str, (u64, &'text str)>,
    sections: BTreeMap<&'text str, Section<'text>>,
    pub(super) name: &'text str,
    pub(super) nodes: usize,
}

impl<'text> Keyed<'text> {
    /// Splits a file; `None` without a `DIMENSION`.
    pub(super) fn of(sheet: &mut Sheet<'text>) -> Option<Self> {
        let mut keyed =
            Self { fields: BTreeMap::new(), sections: BTreeMap::new(), name: "", nodes: 0 };
        let mut current: Option<&mut Section<'text>> = None;
        for line in sheet.lines.clone() {
            let head = line.text.trim_end_matches([':', ' ', '\t']);
            if head == "EOF" {
                break;
            } else if head.ends_with(SECTION) {
                if keyed.sections.contains_key(head) {
                    sheet.refuse(codes::together(sheet.row(line.row), head, head));
                }
                let section = Section { row: line.row, rows: Vec::new() };
                current = Some(keyed.sections.entry(head).or_insert(section));
            } else if let Some((key, value)) = field(&line) {
                if keyed.fields.insert(key, (line.row, value)).is_some() {
                    sheet.refuse(codes::together(sheet.row(line.row), key, key));
                }
            } else if let Some(section) = current.as_mut() {
                section.rows.push(line);
            } else {
                sheet.refuse(codes::unsupported(sheet.row(line.row), line.text, ""));
            }
        }
        keyed.name = keyed.fields.get("NAME").map_or("", |(_, name)| *name);
        for silent in SILENT {
            keyed.fields.remove(silent);
        }
        let Some((row, text)) = keyed.field("DIMENSION") else {
            sheet.refuse(codes::field_missing(sheet.file, "DIMENSION"));
            return None;
        };
        keyed.nodes = sheet.count((row, "DIMENSION"), text, &NODES)?;
        Some(keyed)
    }

    /// Takes a field: its line and its value.
    pub(super) fn field(&mut self, key: &str) -> Option<(u64, &'text str)> {
        self.fields.remove(key)
    }

    /// Takes a section.
    pub(super) fn section(&mut self, name: &str) -> Option<Section<'text>> {
        self.sections.remove(name)
    }

    /// The words of the first row of a section that nobody took yet.
    pub(super) fn width(&self, name: &str) -> Option<usize> {
        self.sections.get(name).map(|of| of.rows.first().map_or(0, |line| line.words().len()))
    }

    /// Refuses what nobody took.
    pub(super) fn refuse_rest(&self, sheet: &mut Sheet<'_>) {
        for (key, (row, value)) in &self.fields {
            sheet.refuse(codes::unsupported(sheet.row(*row), key, value));
        }
        for (name, section) in &self.sections {
            sheet.refuse(codes::unsupported(sheet.row(section.row), name, ""));
        }
    }

    /// Takes a section that has a row a node, `width` fields behind the node's number, in any
    /// order; gives them by node. Rows that are missing are told, as are those too many.
    pub(super) fn by_node(
        &mut self,
        sheet: &mut Sheet<'_>,
        name: &str,
        width: usize,
    ) -> Option<Vec<(u64, Vec<&'text str>)>> {
        let section = self.section(name)?;
        let mut rows = vec![(section.row, Vec::new()); self.nodes];
        for line in &section.rows {
            let words = line.words();
            if words.len() != width + 1 {
                let expected = (width + 1).to_string();
                sheet.refuse(codes::width_bad(sheet.row(line.row), words.len(), &expected));
                continue;
            }
            let Some(rank) = self.node(sheet, (line.row, name), words[0]) else { continue };
            if !rows[rank].1.is_empty() {
                let row = sheet.row(line.row);
                sheet.refuse(codes::number_twice(row, name, rank_number(rank)));
            }
            rows[rank] = (line.row, words[1..].to_vec());
        }
        let filled = rows.iter().filter(|(_, words)| !words.is_empty()).count();
        if filled < self.nodes && sheet.is_sound() {
            let span = sheet.row(section.row);
            sheet.refuse(codes::count_bad(span, name, (filled, self.nodes)));
        }
        (filled == self.nodes).then_some(rows)
    }

    /// The node of a number, from 1 in the file and from 0 here.
    pub(super) fn node(
        &self,
        sheet: &mut Sheet<'_>,
        place: (u64, &str),
        text: &str,
    ) -> Option<usize> {
        let last = i64::try_from(self.nodes).unwrap_or(i64::MAX);
        sheet.count(place, text, &(1..=last)).map(|number| number - 1)
    }

    /// The nodes of the depots, ended by -1.
    pub(super) fn depots(&mut self, sheet: &mut Sheet<'_>) -> Vec<usize> {
        let section = self.section("DEPOT_SECTION");
        let mut depots = Vec::new();
        for line in section.iter().flat_map(|section| &section.rows) {
            for word in line.words().into_iter().filter(|&word| word != "-1") {
                let depot = self.node(sheet, (line.row, "DEPOT_SECTION"), word);
                if depot.is_some_and(|depot| depots.contains(&depot)) {
                    let row = sheet.row(line.row);
                    sheet.refuse(codes::unsupported(row, "DEPOT_SECTION", line.text));
                }
                depots.extend(depot);
            }
        }
        if depots.is_empty() {
            sheet.refuse(codes::field_missing(sheet.file, "DEPOT_SECTION"));
        }
        depots
    }

    /// The points of `NODE_COORD_SECTION`.
    pub(super) fn points(&mut self, sheet: &mut Sheet<'_>) -> Option<Travel> {
        const NAME: &str = "NODE_COORD_SECTION";
        let missing = !self.sections.contains_key(NAME);
        let Some(rows) = self.by_node(sheet, NAME, 2) else {
            if missing {
                sheet.refuse(codes::field_missing(sheet.file, NAME));
            }
            return None;
        };
        let mut points = Vec::with_capacity(rows.len());
        for (row, words) in &rows {
            let x = sheet.decimal((*row, "x"), words[0], &COORDINATE);
            let y = sheet.decimal((*row, "y"), words[1], &COORDINATE);
            points.push([x?, y?]);
        }
        Some(Travel::Plane(points))
    }

    /// Whether a table of so many nodes is read.
    pub(super) fn fits_a_table(&self, sheet: &mut Sheet<'_>) -> bool {
        let fits = i64::try_from(self.nodes).is_ok_and(|nodes| nodes <= TABLE_NODES_MAX);
        if !fits {
            let span = Span::file(sheet.file);
            sheet.refuse(codes::too_much(span, "DIMENSION", &TABLE_NODES_MAX.to_string()));
        }
        fits
    }
}

/// The number of a node in the file.
pub(super) fn rank_number(rank: usize) -> i64 {
    i64::try_from(rank).unwrap_or(i64::MAX).saturating_add(1)
}

fn field<'text>(line: &Line<'text>) -> Option<(&'text str, &'text str)> {
    let (key, value) = line.text.split_once(':')?;
    let key = key.trim_end();
    let is_key = key.starts_with(|first: char| first.is_ascii_alphabetic())
        && key.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'_');
    is_key.then(|| (key, value.trim()))
}

//! The matrices of each profile.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde_json::Value;

use super::object::{Object, refuse, whole};
use crate::diagnostic::Span;
use crate::ingest::instance::codes;
use crate::ingest::instance::limits::TABLE_NODES_MAX;
use crate::ingest::instance::sheet::Sheet;

/// An entry of a matrix.
const ENTRY: RangeInclusive<i64> = 0..=50_000_000;

/// The matrices of a profile, row-major.
pub(super) struct Matrix {
    pub(super) durations: Vec<f64>,
    pub(super) distances: Option<Vec<f64>>,
    pub(super) costs: Option<Vec<f64>>,
}

/// All matrices, each of the same size.
pub(super) struct Matrices {
    pub(super) nodes: usize,
    pub(super) profiles: BTreeMap<String, Matrix>,
}

impl Matrices {
    /// Takes the matrices of a problem. Nothing here asks a routing server, so that they must be
    /// there.
    pub(super) fn take(sheet: &mut Sheet<'_>, problem: &mut Object<'_>) -> Option<Self> {
        let Some(value) = problem.take("matrices") else {
            sheet.refuse(codes::field_missing(sheet.file, "matrices"));
            return None;
        };
        let Value::Object(map) = value else {
            refuse(sheet, "matrices", value, "{..}");
            return None;
        };
        let mut all = Self { nodes: 0, profiles: BTreeMap::new() };
        for (name, value) in map {
            let place = format!("matrices.{name}");
            let mut profile = Object::of(sheet, place.clone(), value)?;
            let durations = all.table(sheet, &mut profile, "durations");
            let distances = all.table(sheet, &mut profile, "distances");
            let costs = all.table(sheet, &mut profile, "costs");
            profile.refuse_rest(sheet);
            let Some(durations) = durations else {
                if sheet.is_sound() {
                    let missing = format!("{place}.durations");
                    sheet.refuse(codes::field_missing(sheet.file, &missing));
                }
                return None;
            };
            all.profiles.insert(name.clone(), Matrix { durations, distances, costs });
        }
        sheet.is_sound().then_some(all)
    }

    /// What an index of a location may be.
    pub(super) fn indices(&self) -> RangeInclusive<i64> {
        0..=i64::try_from(self.nodes).unwrap_or(0) - 1
    }

    fn table(
        &mut self,
        sheet: &mut Sheet<'_>,
        profile: &mut Object<'_>,
        key: &str,
    ) -> Option<Vec<f64>> {
        let place = profile.place(key);
        let rows = profile.list(sheet, key);
        if rows.is_empty() {
            return None;
        }
        if i64::try_from(rows.len()).is_ok_and(|rows| rows > TABLE_NODES_MAX) {
            let most = TABLE_NODES_MAX.to_string();
            sheet.refuse(codes::too_much(Span::file(sheet.file), &place, &most));
            return None;
        }
        if self.nodes == 0 {
            self.nodes = rows.len();
        }
        let mut table = Vec::with_capacity(self.nodes * self.nodes);
        let counts = |found| (found, self.nodes);
        if rows.len() != self.nodes {
            let span = Span::file(sheet.file);
            sheet.refuse(codes::count_bad(span, &place, counts(rows.len())));
            return None;
        }
        for (rank, row) in rows.iter().enumerate() {
            let entries = row.as_array().map_or(&[][..], Vec::as_slice);
            if entries.len() != self.nodes {
                let (span, place) = (Span::file(sheet.file), format!("{place}[{rank}]"));
                sheet.refuse(codes::count_bad(span, &place, counts(entries.len())));
                continue;
            }
            let entry = |value| whole(sheet, &place, value, &ENTRY).map(|entry| entry as f64);
            table.extend(entries.iter().filter_map(entry));
        }
        (table.len() == self.nodes * self.nodes).then_some(table)
    }
}

//! Ways as lines, with the stops that they were made for.

use std::collections::BTreeSet;

use super::extent;
use crate::travel::TravelLeg;
use crate::travel::road::{PieceRun, RoadPoint, WayLines};

/// From each stop the ways to so many of the quickest others are drawn; routes rarely drive
/// farther from stop to stop, and all pairs of a country would be a large file.
const NEAR: usize = 60;

/// A stop as the lines know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayStop {
    /// The code of the place.
    pub place: String,
    /// Where it stood.
    pub position: RoadPoint,
}

/// The ways of a stored matrix as lines (rijlijnen).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoadWays {
    /// The fingerprint of the matrix whose ways these are.
    pub fingerprint: String,
    /// Whom to name where they are drawn.
    pub attribution: String,
    /// Its stops.
    pub stops: Vec<WayStop>,
    /// Ways between them, by number.
    pub lines: WayLines,
}

impl RoadWays {
    /// The pieces of the way between two places; `None` where it is not among the lines, or a
    /// place stands elsewhere now. O(stops).
    pub fn way(&self, from: (&str, RoadPoint), to: (&str, RoadPoint)) -> Option<&[PieceRun]> {
        let number = |(place, position): (&str, RoadPoint)| {
            let known = |stop: &WayStop| stop.place == place && stop.position == position;
            self.stops.iter().position(known).and_then(|at| u32::try_from(at).ok())
        };
        self.lines.legs.get(&(number(from)?, number(to)?)).map(Vec::as_slice)
    }

    /// The points of a way. O(points).
    pub fn points(&self, runs: &[PieceRun]) -> Vec<RoadPoint> {
        let mut points = Vec::new();
        for run in runs {
            let piece = &self.lines.pieces[run.piece as usize];
            if run.against {
                points.extend(piece.iter().rev());
            } else {
                points.extend(piece);
            }
        }
        points.dedup();
        points
    }
}

/// The stops to which ways are drawn from one, by its row of a table: the quickest, and those that
/// `always` names; from those all.
///
/// # Panics
///
/// Never: stops are fewer than 2^32.
pub fn near_stops(from: usize, row: &[Option<TravelLeg>], always: &[usize]) -> BTreeSet<u32> {
    let number = |at: usize| u32::try_from(at).expect("stops are numbered so");
    let legs = row.iter().enumerate().filter(|(to, _)| *to != from);
    let mut legs: Vec<_> = legs.filter_map(|(to, leg)| leg.map(|leg| (leg.duration, to))).collect();
    legs.sort_unstable();
    let most = if always.contains(&from) { legs.len() } else { NEAR };
    let quickest = legs.iter().take(most).map(|(_, to)| *to);
    quickest.chain(always.iter().copied()).map(number).collect()
}

/// Ways with their lines thinned to what a map of some places shows, without fingerprint and
/// attribution.
pub fn ways_of(stops: Vec<WayStop>, lines: WayLines, shown: &[RoadPoint]) -> RoadWays {
    let WayLines { mut pieces, legs } = lines;
    if let Some((around, detail)) = extent(shown.iter().copied()) {
        for piece in &mut pieces {
            *piece = around.thinned(piece, detail);
        }
    }
    RoadWays { stops, lines: WayLines { pieces, legs }, ..RoadWays::default() }
}

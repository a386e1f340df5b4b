//! What the routes of a drawing drive along.

use std::collections::{BTreeMap, BTreeSet};

use super::area::Point;
use super::drawing::Basis;
use super::frame::Frame;
use super::lines::{Leg, Step, Track};
use crate::index::PlaceIdx;
use crate::model::LonLat;
use crate::report::view::ways::{Followed, runs_between};
use crate::travel::chart::{RoadWays, simplified};
use crate::travel::road::{PieceRun, RoadPoint};

/// Detail of a road that no reader sees.
const DETAIL: f64 = 0.4;

/// The legs of routes, and the roads that they follow.
#[derive(Debug)]
pub(super) struct Tracks<'a> {
    ways: Option<&'a RoadWays>,
    pieces: BTreeSet<u32>,
    pub(super) legs: Vec<Vec<Leg>>,
    pub(super) followed: Followed,
}

impl<'a> Tracks<'a> {
    /// The legs between the places of each route. O(legs x stops).
    pub(super) fn of(basis: Basis<'_, 'a>, routes: &[Vec<PlaceIdx>]) -> Self {
        let mut pieces = BTreeSet::new();
        let mut straight = 0;
        let mut leg = |from: PlaceIdx, to: PlaceIdx| {
            let Some((_, runs)) = runs_between(basis.province, basis.chart, from, to) else {
                straight += 1;
                return Leg::straight(from, to);
            };
            pieces.extend(runs.iter().map(|run| run.piece));
            let step =
                |run: &PieceRun| Step { track: Track::Piece(run.piece), against: run.against };
            Leg { from, to, steps: runs.iter().map(step).collect() }
        };
        let legs: Vec<Vec<Leg>> = routes
            .iter()
            .map(|places| places.windows(2).map(|pair| leg(pair[0], pair[1])).collect())
            .collect();
        let followed = Followed::of(straight, legs.iter().map(Vec::len).sum());
        Self { ways: basis.chart.ways.as_ref(), pieces, legs, followed }
    }

    /// All points of the roads.
    pub(super) fn positions(&self) -> Vec<LonLat> {
        self.lines().flat_map(|(_, line)| line.iter().map(|point| point.position())).collect()
    }

    /// The points of each track in a frame; `point` has those of places.
    pub(super) fn shapes(
        &self,
        frame: &Frame,
        point: impl Fn(PlaceIdx) -> Point,
    ) -> impl Fn(Track) -> Vec<Point> {
        let drawn = |line: &[RoadPoint]| -> Vec<Point> {
            let line: Vec<_> = line.iter().map(|at| frame.plane(at.position())).collect();
            simplified(&line, DETAIL).into_iter().map(|[x, y]| Point { x, y }).collect()
        };
        let pieces: BTreeMap<u32, Vec<Point>> =
            self.lines().map(|(piece, line)| (piece, drawn(line))).collect();
        move |track| match track {
            Track::Piece(piece) => pieces[&piece].clone(),
            Track::Straight(from, to) => vec![point(from), point(to)],
        }
    }

    fn lines(&self) -> impl Iterator<Item = (u32, &'a [RoadPoint])> {
        let ways = self.ways;
        self.pieces
            .iter()
            .filter_map(move |piece| Some((*piece, ways?.lines.pieces[*piece as usize].as_slice())))
    }
}

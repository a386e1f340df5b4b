//! What a map shows beside its stops: ways as lines of road, and the ground under them.
//!
//! [`RoadWays`] are the lines of the ways of a stored matrix, and say of which. A [`Ground`] has
//! water, built-up areas, boundaries, main roads and names of towns, from one named source. Both
//! are thinned to what paper can show: a four-thousandth of the longer side of what the places
//! take, so that a province is some hundred kilobytes.
//!
//! It draws nothing and reads no file.
//!
//! Entry points: [`Chart`], [`ground_of`], [`ways_of`].

mod ground;
mod shape;
#[cfg(test)]
mod tests;
mod ways;

pub use ground::{
    Ground, GroundKind, GroundShape, RawGround, RawShape, Town, ground_of, main_roads,
};
pub use shape::{ChartBox, PlanePoint, cut_line, cut_ring, joined, simplified, simplified_ring};
pub use ways::{RoadWays, WayStop, near_stops, ways_of};

use crate::travel::road::RoadPoint;

/// What maps of a province are drawn with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// Ways as lines; `None` where the travel times have none, so that lines are straight.
    pub ways: Option<RoadWays>,
    /// The ground.
    pub ground: Option<Ground>,
}

impl Chart {
    /// Whom to name where ways and ground are drawn, each once.
    pub fn credit(&self) -> String {
        let of_ways = self.ways.as_ref().map(|ways| &ways.attribution);
        let of_ground = self.ground.as_ref().map(|ground| &ground.attribution);
        let mut names: Vec<&str> = Vec::new();
        for name in of_ways.into_iter().chain(of_ground) {
            if !name.is_empty() && !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        names.join(" \u{b7} ")
    }
}

/// The part of a province's longer side below which a map shows no detail.
const DETAIL: f64 = 4_000.0;

/// Metres between which detail stays, for the smallest and the largest province.
const DETAIL_METRES: (f64, f64) = (3.0, 60.0);

/// Room around places, as a part of the longer side, and at least in metres.
const MARGIN: f64 = 0.2;
const MARGIN_METRES: f64 = 2_000.0;

/// What a map of some places may show, and how fine it is in metres.
fn extent(points: impl IntoIterator<Item = RoadPoint>) -> Option<(ChartBox, f64)> {
    let least = ChartBox::around(points)?;
    let side = least.side();
    let detail = (side / DETAIL).clamp(DETAIL_METRES.0, DETAIL_METRES.1);
    Some((least.wider((side * MARGIN).max(MARGIN_METRES)).no_narrower(), detail))
}

//! The ground under the routes, and the names of towns.

use std::fmt::Write as _;

use super::area::{Area, Point};
use super::frame::Frame;
use super::labels::{LETTER_HEIGHT, Surroundings, text_width};
use crate::travel::chart::{
    Ground, GroundKind, GroundShape, cut_line, cut_ring, simplified, simplified_ring,
};

/// Height of the letters of a town's name, and of whom the map names.
const TOWN_HEIGHT: f64 = 13.0;
const CREDIT_HEIGHT: f64 = 12.0;
/// From the corner of the drawing to whom it names.
const CREDIT_EDGE: f64 = 8.0;
/// Detail that no reader sees.
const DETAIL: f64 = 0.5;

/// All shapes of a kind as one path.
#[derive(Debug)]
pub(crate) struct GroundPath {
    pub(crate) kind: GroundKind,
    /// The path, as SVG writes it.
    pub(crate) path: String,
}

/// The name of a town, centred.
#[derive(Debug)]
pub(crate) struct TownName {
    pub(crate) text: String,
    pub(crate) x: String,
    pub(crate) y: String,
    #[cfg(test)]
    pub(super) area: Area,
}

/// The paths of what lies in a frame, in the order of drawing. O(points).
pub(super) fn paths(ground: &Ground, frame: &Frame) -> Vec<GroundPath> {
    let of_kind = |kind: GroundKind| {
        let mut path = String::new();
        for shape in ground.shapes.iter().filter(|shape| shape.kind == kind) {
            add(shape, frame, &mut path);
        }
        (!path.is_empty()).then_some(GroundPath { kind, path })
    };
    GroundKind::WORDS.iter().filter_map(|(kind, _)| of_kind(*kind)).collect()
}

fn add(shape: &GroundShape, frame: &Frame, path: &mut String) {
    let corners = [[0.0, 0.0], [frame.width, frame.height]];
    for line in &shape.lines {
        let points: Vec<[f64; 2]> = line.iter().map(|at| frame.plane(at.position())).collect();
        if shape.kind.is_area() {
            let ring = simplified_ring(&cut_ring(&points, corners), DETAIL);
            if ring.len() > 2 {
                write_points(&ring, path);
                path.push('Z');
            }
        } else {
            for part in cut_line(&points, corners) {
                write_points(&simplified(&part, DETAIL), path);
            }
        }
    }
}

fn write_points(points: &[[f64; 2]], path: &mut String) {
    for (at, [x, y]) in points.iter().enumerate() {
        let letter = if at == 0 { "M" } else { " " };
        write!(path, "{letter}{x:.1} {y:.1}").expect("a String takes everything");
    }
}

/// The names of towns that cover nothing at all: no mark, no name, no route. The largest come first;
/// a town whose name stands at a stop already is left out. O(towns x (names + lines)).
pub(super) fn town_names(
    ground: &Ground,
    frame: &Frame,
    (surroundings, named): (&Surroundings, &[String]),
    mut taken: Vec<Area>,
) -> Vec<TownName> {
    let mut names = Vec::new();
    for town in &ground.towns {
        if named.iter().any(|name| name.to_lowercase().contains(&town.name.to_lowercase())) {
            continue;
        }
        let at = frame.point(town.at.position());
        let area = room(&town.name, TOWN_HEIGHT, at);
        let lines = || surroundings.lines.iter().flatten();
        let is_free = surroundings.frame.holds(&area)
            && surroundings.marks.iter().chain(&taken).all(|other| !other.meets(&area))
            && lines().all(|line| !area.is_crossed_by(*line));
        if is_free {
            taken.push(area);
            names.push(TownName {
                text: town.name.clone(),
                x: format!("{:.1}", at.x),
                y: format!("{:.1}", at.y + TOWN_HEIGHT * 0.35),
                #[cfg(test)]
                area,
            });
        }
    }
    names
}

/// The room of a text around a point.
fn room(text: &str, height: f64, at: Point) -> Area {
    let width = text_width(text) * height / LETTER_HEIGHT;
    Area {
        left: at.x - width / 2.0,
        top: at.y - height / 2.0,
        right: at.x + width / 2.0,
        bottom: at.y + height / 2.0,
    }
}

/// The room of whom the map names, in the lower right corner.
pub(super) fn credit_area(credit: &str, frame: &Frame) -> Area {
    let width = text_width(credit) * CREDIT_HEIGHT / LETTER_HEIGHT;
    let (right, bottom) = (frame.width - CREDIT_EDGE, frame.height - CREDIT_EDGE / 2.0);
    Area { left: right - width, top: bottom - CREDIT_HEIGHT, right, bottom }
}

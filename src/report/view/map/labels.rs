//! Where names stand.

use std::f64::consts::{FRAC_1_SQRT_2, TAU};

use super::area::{Area, Point, Stretch};

/// Height of a name's letters.
pub(super) const LETTER_HEIGHT: f64 = 17.0;
/// Widths of letters as parts of their height, in the usual sans-serif faces.
const WIDTH_NARROW: f64 = 0.32;
const WIDTH_SMALL: f64 = 0.57;
const WIDTH_CAPITAL: f64 = 0.72;
const WIDTH_WIDE: f64 = 0.89;
/// Between what is drawn at a stop and a name beside it.
const GAP: f64 = 6.0;
/// Between the rings on which names may stand.
const RING: f64 = 16.0;
/// The number of rings around a stop, and of places on each.
const RINGS: usize = 10;
const DIRECTIONS: usize = 16;
/// Sweeps that try to move each name; two or three find all there is.
const SWEEPS: usize = 6;

/// What it costs when a line of a route passes behind a name.
const COST_LINE: f64 = 3.0;
/// What it costs when a leader passes behind a name, or a leader behind another.
const COST_LEADER: f64 = 8.0;
/// What a ring farther away costs.
const COST_RING: f64 = 5.0;

/// A name to place.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// The room that its text takes.
    pub(super) width: f64,
    /// The stop that it belongs to.
    pub(super) at: Point,
    /// Half the width of what is drawn there.
    pub(super) radius: f64,
}

/// Where a name stands: its rectangle, and the line that leads from the stop to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Label {
    pub(super) area: Area,
    pub(super) leader: Option<Stretch>,
}

/// What a name must not cover, and what it should not.
#[derive(Debug)]
pub(super) struct Surroundings {
    /// The drawing.
    pub(super) frame: Area,
    /// Stops, letters and other marks: never covered.
    pub(super) marks: Vec<Area>,
    /// The tracks of routes, each in its straight parts: covered only where there is no better place.
    pub(super) lines: Vec<Vec<Stretch>>,
}

/// A place that a name may have, with what it costs whatever the other names do.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    label: Label,
    cost: f64,
}

/// Where a text is fixed, and by which end, as SVG calls it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    pub(super) at: Point,
    pub(super) end: &'static str,
}

impl Label {
    /// Fixes the text by the end nearest to its stop, whatever the width of the font in use.
    pub(super) fn anchor(&self, stop: Point) -> Anchor {
        let Area { left, top, right, .. } = self.area;
        let (x, end) = if left > stop.x {
            (left, "start")
        } else if right < stop.x {
            (right, "end")
        } else {
            (f64::midpoint(left, right), "middle")
        };
        Anchor { at: Point { x, y: top + LETTER_HEIGHT * 0.8 }, end }
    }
}

/// The room that a text takes, by its letters.
pub(super) fn text_width(text: &str) -> f64 {
    let width = |letter: char| match letter {
        'f' | 'i' | 'j' | 'l' | 'r' | 't' | 'I' | ' ' | '.' | ',' | '-' | '(' | ')' | '\'' => {
            WIDTH_NARROW
        }
        'm' | 'w' | 'M' | 'W' => WIDTH_WIDE,
        letter if letter.is_uppercase() => WIDTH_CAPITAL,
        _ => WIDTH_SMALL,
    };
    text.chars().map(width).sum::<f64>() * LETTER_HEIGHT
}

/// The best place found for each name; `None` where all around is taken.
/// O(names^2 x places of a name) a sweep.
pub(super) fn place(names: &[Name], surroundings: &Surroundings) -> Vec<Option<Label>> {
    let candidates: Vec<Vec<Candidate>> =
        names.iter().map(|name| free_candidates(name, surroundings)).collect();
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|name| (candidates[*name].len(), *name));
    let mut labels: Vec<Option<Label>> = vec![None; names.len()];
    for _ in 0..SWEEPS {
        let before = labels.clone();
        for &name in &order {
            labels[name] = None;
            labels[name] = best(&candidates[name], &labels);
        }
        if labels == before {
            break;
        }
    }
    labels
}

/// The cheapest candidate that covers no label that stands.
fn best(candidates: &[Candidate], labels: &[Option<Label>]) -> Option<Label> {
    let standing = || labels.iter().flatten();
    let free = candidates
        .iter()
        .filter(|candidate| standing().all(|label| !label.area.meets(&candidate.label.area)));
    let cost = |candidate: &Candidate| {
        let crossings = standing().map(|label| {
            let behind = |leader: &Option<Stretch>, area: Area| {
                usize::from(leader.is_some_and(|leader| area.is_crossed_by(leader)))
            };
            behind(&label.leader, candidate.label.area)
                + behind(&candidate.label.leader, label.area)
        });
        candidate.cost + COST_LEADER * crossings.sum::<usize>() as f64
    };
    let cheapest = free.min_by(|one, other| cost(one).total_cmp(&cost(other)));
    cheapest.map(|candidate| candidate.label)
}

fn free_candidates(name: &Name, surroundings: &Surroundings) -> Vec<Candidate> {
    let mut free = candidates(name);
    free.retain(|candidate| {
        let area = &candidate.label.area;
        surroundings.frame.holds(area) && surroundings.marks.iter().all(|mark| !mark.meets(area))
    });
    let near = near_lines(&free, surroundings);
    for candidate in &mut free {
        let Label { area, leader } = candidate.label;
        let crosses = |line: &&Vec<Stretch>| line.iter().any(|part| area.is_crossed_by(*part));
        let behind = near.iter().filter(crosses).count();
        let own = Area::around(name.at, name.radius);
        let over_marks = surroundings.marks.iter().filter(|mark| {
            **mark != own && leader.is_some_and(|leader| mark.is_crossed_by(leader))
        });
        candidate.cost += COST_LINE * behind as f64 + COST_LEADER * over_marks.count() as f64;
    }
    free
}

/// The parts of lines that any candidate may cover; a line with none is left out.
fn near_lines(candidates: &[Candidate], surroundings: &Surroundings) -> Vec<Vec<Stretch>> {
    let areas = candidates.iter().map(|candidate| candidate.label.area);
    let Some(around) = areas.reduce(|one, other| Area {
        left: one.left.min(other.left),
        top: one.top.min(other.top),
        right: one.right.max(other.right),
        bottom: one.bottom.max(other.bottom),
    }) else {
        return Vec::new();
    };
    let near = |line: &Vec<Stretch>| -> Vec<Stretch> {
        line.iter().copied().filter(|part| around.is_crossed_by(*part)).collect()
    };
    surroundings.lines.iter().map(near).filter(|line| !line.is_empty()).collect()
}

/// The places around a stop: beside it without a leader, best first, and on rings with one.
fn candidates(name: &Name) -> Vec<Candidate> {
    let mut candidates = Vec::with_capacity(8 + RINGS * DIRECTIONS);
    let near = name.radius + GAP;
    let beside = [0.0, 0.5, 0.25, 0.75, 0.125, 0.875, 0.375, 0.625];
    for (rank, turn) in beside.into_iter().enumerate() {
        let area = area_towards(name, turn, near);
        candidates.push(Candidate { label: Label { area, leader: None }, cost: rank as f64 * 0.1 });
    }
    for ring in 1..=RINGS {
        for direction in 0..DIRECTIONS {
            let turn = direction as f64 / DIRECTIONS as f64;
            let area = area_towards(name, turn, near + ring as f64 * RING);
            let leader = Some(Stretch(name.at, area.nearest(name.at)));
            let cost = COST_RING * ring as f64 + direction as f64 * 0.01;
            candidates.push(Candidate { label: Label { area, leader }, cost });
        }
    }
    candidates
}

/// The rectangle of a name whose nearest point lies in a direction, as a part of a full turn
/// clockwise from the right, at a distance.
fn area_towards(name: &Name, turn: f64, distance: f64) -> Area {
    let (sine, cosine) = (turn * TAU).sin_cos();
    let width = name.width;
    // On the diagonals a corner is nearest; between them the rectangle slides along its side, so
    // that it stands centred above, below and beside.
    let slide = |part: f64| (part / FRAC_1_SQRT_2).clamp(-1.0, 1.0);
    let left = name.at.x + cosine * distance - width * (1.0 - slide(cosine)) / 2.0;
    let top = name.at.y + sine * distance - LETTER_HEIGHT * (1.0 - slide(sine)) / 2.0;
    Area { left, top, right: left + width, bottom: top + LETTER_HEIGHT }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(x: f64, y: f64) -> Name {
        Name { width: text_width("Zuidlaren"), at: Point { x, y }, radius: 6.0 }
    }

    fn around(names: &[Name], lines: Vec<Vec<Stretch>>) -> Surroundings {
        let frame = Area { left: 0.0, top: 0.0, right: 1_000.0, bottom: 1_000.0 };
        let marks = names.iter().map(|name| Area::around(name.at, name.radius)).collect();
        Surroundings { frame, marks, lines }
    }

    #[test]
    fn no_place_of_a_name_touches_its_own_stop() {
        let name = name(500.0, 500.0);
        let stop = Area::around(name.at, name.radius);
        for candidate in candidates(&name) {
            assert!(!candidate.label.area.meets(&stop), "{candidate:?}");
        }
    }

    #[test]
    fn a_name_alone_stands_to_the_right_and_in_a_corner_where_there_is_room() {
        let alone = [name(500.0, 500.0)];
        let label = place(&alone, &around(&alone, Vec::new()))[0].expect("room");
        assert!(label.area.left > 500.0 && label.leader.is_none());
        let corner = [name(990.0, 10.0)];
        let label = place(&corner, &around(&corner, Vec::new()))[0].expect("room");
        assert!(label.area.right <= 1_000.0 && label.area.top >= 0.0);
    }

    #[test]
    fn a_name_keeps_off_a_line_where_it_can() {
        let names = [name(500.0, 500.0)];
        let line = Stretch(Point { x: 510.0, y: 500.0 }, Point { x: 900.0, y: 500.0 });
        let label = place(&names, &around(&names, vec![vec![line]]))[0].expect("room");
        assert!(!label.area.is_crossed_by(line));
    }

    #[test]
    fn names_of_a_crowd_of_stops_all_stand_and_none_covers_another() {
        let names: Vec<Name> = (0..25)
            .map(|stop| {
                name(450.0 + f64::from(stop % 5) * 20.0, 450.0 + f64::from(stop / 5) * 20.0)
            })
            .collect();
        let surroundings = around(&names, Vec::new());
        let labels: Vec<Label> = place(&names, &surroundings).into_iter().flatten().collect();
        assert_eq!(labels.len(), names.len());
        for (position, label) in labels.iter().enumerate() {
            assert!(labels[..position].iter().all(|other| !other.area.meets(&label.area)));
            assert!(surroundings.marks.iter().all(|mark| !mark.meets(&label.area)));
        }
    }
}

//! Maps of the week and of a route.

use std::collections::BTreeMap;

use super::area::{Area, Point};
use super::frame::Frame;
use super::ground::{GroundPath, TownName, credit_area, paths, town_names};
use super::labels::{Label, Name, Surroundings, place, text_width};
use super::lines::{Lanes, Leg, stretches};
use super::tracks::Tracks;
use crate::index::{Index as _, PlaceIdx, RouteIdx};
use crate::model::{LonLat, Plan, Province, ServiceDate};
use crate::report::view::names::route_letter;
use crate::report::view::ways::{Followed, places_of};
use crate::travel::chart::Chart;

/// Half the width of a stop, of the hub, and of a route's letter with its ring.
const STOP_RADIUS: f64 = 6.0;
const HUB_RADIUS: f64 = 9.0;
const LETTER_RADIUS: f64 = 14.0;
/// From the corner of the drawing to the scale bar, and the room that the bar takes.
const BAR_EDGE: f64 = 20.0;
const BAR_HEIGHT: f64 = 34.0;
/// How much wider bold letters are.
const BOLD: f64 = 1.08;
/// A row of the legend.
const LEGEND_ROW: i64 = 26;

/// Colours that colour-blind readers tell apart (Okabe and Ito, 2008), without the pale yellow.
const COLOURS: [&str; 7] =
    ["#0072b2", "#d55e00", "#009e73", "#000000", "#cc79a7", "#56b4e9", "#8a6d00"];
/// Dashes, so that black and white tells the routes apart too.
const DASHES: [&str; 5] = ["none", "14 6", "4 5", "18 5 4 5", "26 5 3 5 3 5 3 5"];

/// A map, in units of its drawing.
#[derive(Debug)]
pub(crate) struct Map<'a> {
    pub(crate) width: i64,
    pub(crate) height: i64,
    /// With a legend below the drawing.
    pub(crate) height_with_legend: i64,
    /// What lies under the routes, in the order of drawing.
    pub(crate) ground: Vec<GroundPath>,
    pub(crate) towns: Vec<TownName>,
    /// What the lines follow.
    pub(crate) followed: Followed,
    /// Whom the map names; empty where nobody asks for it.
    pub(crate) credit: String,
    pub(crate) lines: Vec<MapLine<'a>>,
    pub(crate) dots: Vec<MapDot>,
    /// Kilometres of the scale bar, and its length.
    pub(crate) bar_km: u32,
    pub(crate) bar_length: i64,
}

/// A route as a line.
#[derive(Debug)]
pub(crate) struct MapLine<'a> {
    pub(crate) letter: String,
    pub(crate) date: ServiceDate,
    pub(crate) vehicle: &'a str,
    pub(crate) colour: &'static str,
    pub(crate) dash: &'static str,
    /// The line in its parts, as SVG writes a path.
    pub(crate) path: String,
    pub(crate) letter_x: String,
    pub(crate) letter_y: String,
    /// Where its row of a legend below the drawing stands.
    pub(crate) legend_y: i64,
}

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// The hub.
    Hub,
    /// A stop of the routes that are drawn.
    Stop,
    /// A place that they pass by, drawn faintly.
    PassedBy,
}

/// A place as a point.
#[derive(Debug)]
pub(crate) struct MapDot {
    pub(crate) mark: Mark,
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) label: Option<MapLabel>,
}

/// A name and where it stands.
#[derive(Debug)]
pub(crate) struct MapLabel {
    pub(crate) text: String,
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) anchor: &'static str,
    pub(crate) leader: Option<MapLeader>,
    #[cfg(test)]
    pub(super) area: Area,
}

/// The line from a stop to its name.
#[derive(Debug)]
pub(crate) struct MapLeader {
    pub(crate) x: String,
    pub(crate) y: String,
}

/// A place that is drawn.
struct Drawn {
    place: PlaceIdx,
    mark: Mark,
    /// What is written there.
    text: Option<String>,
}

/// What a map is drawn from.
#[derive(Clone, Copy)]
pub(super) struct Basis<'a, 'b> {
    pub(super) province: &'a Province,
    pub(super) plan: &'b Plan,
    pub(super) chart: &'b Chart,
}

impl<'a> Map<'a> {
    /// The map of all visited places and all routes. O(places^2) a sweep of the names.
    pub(crate) fn of_week(province: &'a Province, plan: &Plan, chart: &Chart) -> Self {
        let places: Vec<PlaceIdx> =
            std::iter::once(province.hub()).chain(province.visited_places()).collect();
        let names = short_names(province, &places);
        let drawn = places.iter().zip(names).map(|(place, name)| Drawn {
            place: *place,
            mark: if *place == province.hub() { Mark::Hub } else { Mark::Stop },
            text: Some(name.to_owned()),
        });
        let routes: Vec<RouteIdx> = plan.routes.indices().collect();
        draw(Basis { province, plan, chart }, &routes, drawn.collect())
    }

    /// The map of one route: its stops with their numbers, the other places faintly.
    pub(crate) fn of_route(
        province: &'a Province,
        plan: &Plan,
        chart: &Chart,
        route: RouteIdx,
    ) -> Self {
        let stops = plan.routes[route].visits.iter().map(|visit| plan.visits[*visit].place);
        let mut places: Vec<PlaceIdx> = std::iter::once(province.hub()).chain(stops).collect();
        let stops = places.len();
        let passed: Vec<PlaceIdx> =
            province.visited_places().filter(|place| !places.contains(place)).collect();
        places.extend(passed);
        let names = short_names(province, &places);
        let drawn = places.iter().zip(names).enumerate().map(|(rank, (place, name))| match rank {
            0 => Drawn { place: *place, mark: Mark::Hub, text: Some(name.to_owned()) },
            rank if rank < stops => {
                Drawn { place: *place, mark: Mark::Stop, text: Some(format!("{rank} {name}")) }
            }
            _ => Drawn { place: *place, mark: Mark::PassedBy, text: None },
        });
        draw(Basis { province, plan, chart }, &[route], drawn.collect())
    }
}

fn draw<'a>(basis: Basis<'a, '_>, routes: &[RouteIdx], drawn: Vec<Drawn>) -> Map<'a> {
    let Basis { province, plan, chart } = basis;
    let position = |place: PlaceIdx| province.places()[place].position;
    let ways: Vec<Vec<PlaceIdx>> =
        routes.iter().map(|route| places_of(province, plan, *route)).collect();
    let tracks = Tracks::of(basis, &ways);
    let shown = drawn.iter().filter(|drawn| drawn.mark != Mark::PassedBy);
    let shown: Vec<LonLat> = shown.map(|drawn| position(drawn.place)).collect();
    let frame = Frame::around(&shown, &tracks.positions());
    let point = |place: PlaceIdx| frame.point(position(place));

    let shape = tracks.shapes(&frame, point);
    let lanes = Lanes::of(&tracks.legs);
    let line = |(route, legs): (usize, &Vec<Leg>)| lanes.line(route, legs, &shape, point);
    let shapes: Vec<Vec<Vec<Point>>> = tracks.legs.iter().enumerate().map(line).collect();
    let letters = letter_points(&ways, point);

    let bar = frame.scale_bar();
    let credit = chart.credit();
    let mut surroundings = Surroundings {
        frame: frame.area(),
        marks: vec![bar_area(frame.height, bar.length)],
        lines: lanes.tracks().map(|track| stretches(&shape(track)).collect()).collect(),
    };
    surroundings.marks.extend(letters.iter().map(|at| Area::around(*at, LETTER_RADIUS)));
    if !credit.is_empty() {
        surroundings.marks.push(credit_area(&credit, &frame));
    }
    let inside = |at: Point| frame.area().holds(&Area::around(at, 0.0));
    let drawn: Vec<Drawn> = drawn.into_iter().filter(|drawn| inside(point(drawn.place))).collect();
    let named: Vec<String> = drawn.iter().filter_map(|drawn| drawn.text.clone()).collect();
    let (dots, taken) = dots(drawn, point, &mut surroundings);
    let ground = chart.ground.as_ref();
    let towns = ground.map(|ground| town_names(ground, &frame, (&surroundings, &named), taken));
    let height = whole(frame.height);
    let mut legend_y = height;
    let lines = routes.iter().enumerate().map(|(rank, route)| {
        legend_y += LEGEND_ROW;
        let line = map_line(province, plan, *route, (&shapes[rank], letters[rank]));
        MapLine { legend_y, ..line }
    });
    let lines = lines.collect();
    Map {
        width: whole(frame.width),
        height,
        height_with_legend: legend_y + LEGEND_ROW / 2,
        ground: ground.map(|ground| paths(ground, &frame)).unwrap_or_default(),
        towns: towns.unwrap_or_default(),
        followed: tracks.followed,
        credit,
        lines,
        dots,
        bar_km: bar.km,
        bar_length: whole(bar.length),
    }
}

fn map_line<'a>(
    province: &'a Province,
    plan: &Plan,
    index: RouteIdx,
    (parts, letter): (&[Vec<Point>], Point),
) -> MapLine<'a> {
    let route = &plan.routes[index];
    let position = index.position();
    let corner = |point: &Point| format!("{} {}", short(point.x), short(point.y));
    let part =
        |part: &Vec<Point>| format!("M{}", part.iter().map(corner).collect::<Vec<_>>().join(" "));
    MapLine {
        letter: route_letter(index),
        date: route.date,
        vehicle: &province.vehicles()[route.vehicle].name,
        colour: COLOURS[position % COLOURS.len()],
        dash: DASHES[position % DASHES.len()],
        path: parts.iter().map(part).collect(),
        letter_x: short(letter.x),
        letter_y: short(letter.y),
        legend_y: 0,
    }
}

/// Where the letter of each route stands: at its stop farthest from the hub that no other letter
/// takes; at the hub where none is left.
fn letter_points(ways: &[Vec<PlaceIdx>], point: impl Fn(PlaceIdx) -> Point) -> Vec<Point> {
    let mut taken: Vec<Point> = Vec::with_capacity(ways.len());
    for way in ways {
        let hub = point(way[0]);
        let mut stops: Vec<Point> = way[1..way.len() - 1].iter().map(|stop| point(*stop)).collect();
        stops.sort_by(|one, other| other.distance(hub).total_cmp(&one.distance(hub)));
        let is_free =
            |stop: &Point| taken.iter().all(|other| stop.distance(*other) > 2.0 * LETTER_RADIUS);
        let free = stops.into_iter().find(is_free);
        taken.push(free.unwrap_or(hub));
    }
    taken
}

/// The places as points, and the room that their names take.
fn dots(
    drawn: Vec<Drawn>,
    point: impl Fn(PlaceIdx) -> Point,
    surroundings: &mut Surroundings,
) -> (Vec<MapDot>, Vec<Area>) {
    let letters = surroundings.marks.clone();
    let mut names = Vec::new();
    for Drawn { place, mark, text } in &drawn {
        let at = point(*place);
        let under_letter = letters.iter().any(|letter| letter.holds(&Area::around(at, 1.0)));
        let radius = match mark {
            Mark::Hub => HUB_RADIUS,
            _ if under_letter => LETTER_RADIUS,
            Mark::Stop | Mark::PassedBy => STOP_RADIUS,
        };
        surroundings.marks.push(Area::around(at, radius));
        let bold = if *mark == Mark::Hub { BOLD } else { 1.0 };
        let name = |text: &String| Name { width: text_width(text) * bold, at, radius };
        names.extend(text.as_ref().map(name));
    }
    let labels = place(&names, surroundings);
    let taken = labels.iter().flatten().map(|label| label.area).collect();
    let mut labels = labels.into_iter();
    let dot = |Drawn { place, mark, text }: Drawn| {
        let at = point(place);
        let label = text.and_then(|text| labels.next().flatten().map(|label| (text, label)));
        let label = label.map(|(text, label)| map_label(text, &label, at));
        MapDot { mark, x: short(at.x), y: short(at.y), label }
    };
    (drawn.into_iter().map(dot).collect(), taken)
}

fn map_label(text: String, label: &Label, stop: Point) -> MapLabel {
    let anchor = label.anchor(stop);
    MapLabel {
        text,
        x: short(anchor.at.x),
        y: short(anchor.at.y),
        anchor: anchor.end,
        leader: label.leader.map(|leader| MapLeader { x: short(leader.1.x), y: short(leader.1.y) }),
        #[cfg(test)]
        area: label.area,
    }
}

/// The scale bar with its number, in the lower left corner.
fn bar_area(height: f64, length: f64) -> Area {
    let bottom = height - BAR_EDGE / 2.0;
    Area { left: BAR_EDGE, top: bottom - BAR_HEIGHT, right: BAR_EDGE + length, bottom }
}

/// Names without their first word where several begin with it, so that labels find room.
fn short_names<'a>(province: &'a Province, places: &[PlaceIdx]) -> Vec<&'a str> {
    let names = places.iter().map(|place| province.places()[*place].name.as_str());
    without_common_words(&names.collect::<Vec<_>>())
}

pub(super) fn without_common_words<'a>(names: &[&'a str]) -> Vec<&'a str> {
    const SEVERAL: usize = 3;
    let mut beginnings: BTreeMap<&str, usize> = BTreeMap::new();
    for (first, _) in names.iter().filter_map(|name| name.split_once(' ')) {
        *beginnings.entry(first).or_default() += 1;
    }
    let short = |name: &&'a str| match name.split_once(' ') {
        Some((first, rest)) if beginnings[first] >= SEVERAL => rest,
        _ => *name,
    };
    names.iter().map(short).collect()
}

/// A coordinate of the drawing with one decimal.
fn short(coordinate: f64) -> String {
    format!("{coordinate:.1}")
}

fn whole(length: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "a drawing is some thousand units wide")]
    let length = length.ceil() as i64;
    length
}

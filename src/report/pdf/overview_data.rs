//! The overview of the week, as data for templates.

use serde_json::{Value, json};

use super::shared_data::{drawing, sheet_of};
use crate::report::figures::{cost_lines, norm_lines};
use crate::report::page::Context;
use crate::report::unserved::{excuse_texts, unserved_texts};
use crate::report::view::{MapLine, PlaceLine, SheetNames, WeekView};
use crate::report::{Language, PrintedSet};

/// The overview of the week.
pub(super) fn overview(set: &PrintedSet<'_>, c: Context<'_>) -> Value {
    let PrintedSet { province, plan, norms, .. } = *set;
    let names = SheetNames::new(province, plan);
    let week = WeekView::new(province, plan, set.chart, &names);
    let norms = norm_lines(norms, province.settings(), c.l).into_iter();
    let norms = norms
        .map(|line| json!({"label": line.label, "value": line.value, "verdict": line.verdict}));
    let costs = cost_lines(&plan.cost, set.norms.lower_bound, c.l).into_iter();
    let costs = costs
        .map(|line| json!({"label": line.label, "amount": line.amount, "is_sum": line.is_sum()}));
    let unserved = unserved_texts(province, plan, &[], c.l).into_iter();
    let unserved = unserved.map(
        |text| json!({"what": text.what, "why": text.reason, "nearest_fix": text.nearest_fix}),
    );
    let estimate = c.stamp.header.travel_is_estimate();
    let assumption = if estimate { c.w.assume_estimate } else { c.w.assume_table };
    let supplied = &week.supplied;
    json!({
        "kind": "overview",
        "sheet": sheet_of(c.w.week_overview, &c.l.week(c.stamp.week), c.stamp.province),
        "routes": routes(&week, c),
        "stops": week.stops,
        "distance": c.l.km_number(week.distance),
        "norms": norms.collect::<Vec<Value>>(),
        "costs": costs.collect::<Vec<Value>>(),
        "unserved": unserved.collect::<Vec<Value>>(),
        "excuses": excuse_texts(province, plan, c.l),
        "supplied": [
            [c.w.from_own, c.l.number(supplied.own.0)],
            [c.w.from_elsewhere, c.l.number(supplied.elsewhere.0)],
            [c.w.from_returning, c.l.number(supplied.returning.0)],
            [c.w.from_outside, c.l.number(supplied.outside.0)],
            [c.w.from_nobody, c.l.number(supplied.unfilled.0)],
        ],
        "assumptions": [assumption, c.w.assume_following],
        "days": week.days.iter().map(|day| c.l.date_short(*day)).collect::<Vec<String>>(),
        "places": week.places.iter().map(|line| of_place(line, c)).collect::<Vec<Value>>(),
        "followed": c.l.followed(week.map.followed),
        "followed_help": c.l.followed_help(week.map.followed),
        "drawing": drawing(&week.map, c),
        "legend": week.map.lines.iter().map(|line| legend(line, c.l)).collect::<Vec<Value>>(),
    })
}

/// Routes, then visits by trolley, a row each.
fn routes(week: &WeekView<'_>, c: Context<'_>) -> Vec<Value> {
    let routes = week.routes.iter().map(|route| {
        json!({
            "letter": route.letter,
            "date": c.l.date_short(route.date),
            "vehicle": route.vehicle,
            "driver": route.driver,
            "stops": route.stops,
            "distance": c.l.km_number(route.distance),
            "departure": c.l.time(route.departure),
            "back": c.l.time(route.back),
            "crates": format!("{} {} {}", route.crates_max.0, c.w.of, route.vehicle_crates.0),
        })
    });
    let trolley = week.trolley.iter().map(|line| {
        json!({
            "letter": "–",
            "date": c.l.date_short(line.date),
            "vehicle": c.w.trolley,
            "driver": line.place.name,
            "stops": 1,
            "distance": "",
            "departure": c.l.time(line.arrival),
            "back": c.l.time(line.end),
            "crates": "",
        })
    });
    routes.chain(trolley).collect()
}

fn of_place(line: &PlaceLine<'_>, c: Context<'_>) -> Value {
    let days = line.days.iter().map(|cell| {
        let visits = cell.visits.iter().map(|visit| {
            let by = visit.letter.as_deref().unwrap_or(c.w.trolley);
            format!("{} {by}", c.l.time(visit.arrival))
        });
        let closed = cell.closed.then(|| c.w.closed.to_owned());
        visits.chain(closed).collect::<Vec<String>>().join(" ")
    });
    json!({
        "name": line.place.name,
        "days": days.collect::<Vec<String>>(),
        "visits": format!("{} {} {}", line.visits, c.w.of, line.place.visits_per_week),
        "is_short": line.is_short,
    })
}

/// A line of the legend, with its stroke as an SVG.
fn legend(line: &MapLine<'_>, language: Language) -> Value {
    let MapLine { colour, dash, .. } = line;
    let stroke = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 12\"><line x1=\"0\" y1=\"6\" \
         x2=\"120\" y2=\"6\" stroke=\"{colour}\" stroke-width=\"4\" stroke-dasharray=\"{dash}\"/>\
         </svg>"
    );
    json!({
        "letter": line.letter,
        "text": format!("{} {}", language.date_short(line.date), line.vehicle),
        "stroke": stroke,
    })
}

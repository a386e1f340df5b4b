//! Two plans side by side on a screen.

use std::fmt::Write as _;

use super::table::{Align, columns};
use crate::model::{ClockTime, IsoWeek, ServiceDate};
use crate::report::{Language, Norms};
use crate::timetable::ChangeKind;
use crate::units::{Cents, Metres};

/// What the screen shows of two plans.
#[derive(Clone, Debug)]
pub struct ComparedScreen {
    /// The one plan.
    pub a: PlanNumbers,
    /// The other.
    pub b: PlanNumbers,
    /// Visits that differ.
    pub visits: Vec<ComparedLine>,
}

/// A plan in numbers.
#[derive(Clone, Copy, Debug)]
pub struct PlanNumbers {
    /// The week.
    pub week: IsoWeek,
    /// What it costs.
    pub cost: Cents,
    /// How far all vehicles drive.
    pub distance: Metres,
    /// Days on which vehicles drive.
    pub routes: usize,
    /// The norms, counted elsewhere.
    pub norms: Norms,
    /// Rules that it breaks.
    pub violations: usize,
}

/// A visit that differs.
#[derive(Clone, Debug)]
pub struct ComparedLine {
    /// In what.
    pub kind: ChangeKind,
    /// The code of the place.
    pub place: String,
    /// The visit of the one plan.
    pub a: Option<ComparedVisit>,
    /// That of the other.
    pub b: Option<ComparedVisit>,
}

/// A visit of one of the plans.
#[derive(Clone, Debug)]
pub struct ComparedVisit {
    /// The date.
    pub date: ServiceDate,
    /// The code of the vehicle; `None` is a trolley.
    pub vehicle: Option<String>,
    /// Its turn, from 1.
    pub position: usize,
    /// When service begins.
    pub start: ClockTime,
    /// Crates carried in and out.
    pub crates: i32,
}

/// Norms, cost and distance of both, then what differs, a line each.
pub fn compared_text(screen: &ComparedScreen, language: Language) -> String {
    let (w, c) = (language.wording(), language.change_words());
    let (a, b) = (&screen.a, &screen.b);
    let row = |label: &str, a: String, b: String| vec![label.to_owned(), a, b];
    let visits = |of: &PlanNumbers| language.share((of.norms.visits, of.norms.required));
    let days = |of: &PlanNumbers| of.norms.lead_time_tenths.map(|tenths| language.tenths(tenths));
    let of_requests = |of: &PlanNumbers| {
        of.norms.requests.map_or_else(String::new, |ratio| language.share(ratio))
    };
    let rows = [
        row("", "A".to_owned(), "B".to_owned()),
        row(w.week_overview, language.week(a.week), language.week(b.week)),
        row(w.total, language.money(a.cost), language.money(b.cost)),
        row(w.distance, language.km(a.distance), language.km(b.distance)),
        row(w.route, a.routes.to_string(), b.routes.to_string()),
        row(c.visits, visits(a), visits(b)),
        row(c.requests, of_requests(a), of_requests(b)),
        row(c.lead_time, days(a).unwrap_or_default(), days(b).unwrap_or_default()),
        row(c.violations, a.violations.to_string(), b.violations.to_string()),
    ];
    let mut text = columns(&[Align::Left, Align::Right, Align::Right], &rows);
    text.push('\n');
    if screen.visits.is_empty() {
        let _ = writeln!(text, "  {}", c.alike);
    }
    let side = |kind: ChangeKind, visit: &Option<ComparedVisit>| match visit {
        None => c.no_visit.to_owned(),
        Some(visit) => {
            let vehicle = visit.vehicle.as_deref().unwrap_or(c.trolley);
            let of = match kind {
                ChangeKind::Day | ChangeKind::Vehicle => vehicle.to_owned(),
                ChangeKind::Order => visit.position.to_string(),
                ChangeKind::Time => language.time(visit.start),
                ChangeKind::Crates => visit.crates.to_string(),
            };
            format!("{} {of}", language.date_short(visit.date))
        }
    };
    let lines = screen.visits.iter().map(|line| {
        let (kind, place) = (language.change_kind(line.kind).to_owned(), line.place.clone());
        vec![place, kind, side(line.kind, &line.a), side(line.kind, &line.b)]
    });
    let left = Align::Left;
    text.push_str(&columns(&[left, left, left, left], &lines.collect::<Vec<_>>()));
    text
}

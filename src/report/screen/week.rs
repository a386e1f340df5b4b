//! The week on a screen: routes, norms, lead time, cost, what is not served, where the sheets are.

use std::fmt::Write as _;
use std::path::Path;

use super::table::{Align, columns};
use super::unserved::unserved_texts;
use crate::model::{Plan, Province};
use crate::report::view::{SheetNames, WeekView};
use crate::report::{Language, Norms};

/// What the screen shows.
#[derive(Clone, Debug)]
pub struct WeekScreen<'a> {
    /// The province.
    pub province: &'a Province,
    /// The plan.
    pub plan: &'a Plan,
    /// The norms, counted elsewhere.
    pub norms: Norms,
    /// Mean days from request to shelf, in tenths.
    pub lead_time_tenths: Option<i64>,
    /// Violations, a line each; none for a valid plan.
    pub violations: Vec<String>,
    /// The label of the source of travel times.
    pub travel_source: &'a str,
    /// Where the plan is, if it was stored.
    pub folder: Option<&'a Path>,
    /// How many sheets lie there.
    pub sheets: usize,
    /// How long the run took, in tenths of a second.
    pub seconds_tenths: i64,
    /// Iterations of the route search.
    pub iterations: i64,
}

/// The screen of a planned week.
pub fn week_text(screen: &WeekScreen<'_>, language: Language) -> String {
    let names = SheetNames::new(screen.province, screen.plan);
    let view = WeekView::new(screen.province, screen.plan, &screen.norms, &names);
    let w = language.wording();
    let settings = screen.province.settings();
    let mut text = format!(
        "{} {}, {} ({})\n\n",
        w.week_overview,
        settings.province,
        language.week(screen.plan.week),
        w.draft
    );
    text.push_str(&routes(&view, language));
    text.push('\n');
    text.push_str(&norms(screen, &view, language));
    text.push('\n');
    text.push_str(&cost(screen, language));
    text.push('\n');
    text.push_str(&left(screen, &view, language));
    text.push_str(&ending(screen, language));
    text
}

fn routes(view: &WeekView<'_>, language: Language) -> String {
    use Align::{Left, Right};
    let w = language.wording();
    let head =
        [w.route, w.day, w.vehicle, w.driver, w.stops, "km", w.departure, w.back, w.crates_max];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for route in &view.routes {
        rows.push(vec![
            route.letter.clone(),
            language.date_short(route.date),
            route.vehicle.to_owned(),
            route.driver.to_owned(),
            route.stops.to_string(),
            language.tenths(route.distance.0 / 100),
            language.time(route.departure),
            language.time(route.back),
            format!("{} {} {}", route.crates_max, w.of, route.vehicle_crates),
        ]);
    }
    let total = language.tenths(view.distance.0 / 100);
    let stops: usize = view.routes.iter().map(|route| route.stops).sum();
    let mut last = vec![String::new(); 9];
    w.total.clone_into(&mut last[1]);
    last[4] = stops.to_string();
    last[5] = total;
    rows.push(last);
    columns(&[Left, Left, Left, Left, Right, Right, Right, Right, Right], &rows)
}

fn norms(screen: &WeekScreen<'_>, view: &WeekView<'_>, language: Language) -> String {
    let w = language.wording();
    let norms = &screen.norms;
    let share = |ratio: Option<(i64, i64)>| match ratio {
        None => w.unknown.to_owned(),
        Some((part, whole)) => format!(
            "{} ({} {} {})",
            language.share((part, whole)),
            language.number(part),
            w.of,
            language.number(whole)
        ),
    };
    let marked = |position: usize, label: &str| {
        let norm = language.tenths(view.norm_permille);
        if position == view.norm_declared {
            format!("{label} [{} {norm} %]", w.norm_declared)
        } else {
            label.to_owned()
        }
    };
    let lead = screen.lead_time_tenths.map_or_else(
        || w.unknown.to_owned(),
        |tenths| format!("{} {}", language.tenths(tenths), w.days),
    );
    let visits = format!(
        "{} {} {} ({} {})",
        norms.visits, w.of, norms.required, norms.excused, w.visits_excused
    );
    let rows = [
        vec![w.norm_visits.to_owned(), visits],
        vec![marked(0, w.norm_requests), share(norms.requests)],
        vec![marked(1, w.norm_loans), share(norms.loans)],
        vec![marked(2, w.norm_inter_organisation), share(norms.inter_organisation)],
        vec![w.lead_time_mean.to_owned(), lead],
    ];
    columns(&[Align::Left, Align::Left], &rows)
}

fn cost(screen: &WeekScreen<'_>, language: Language) -> String {
    let w = language.wording();
    let cost = &screen.plan.cost;
    let line = |label: &str, cents| vec![label.to_owned(), language.money(cents)];
    let rows = [
        line(w.cost_vehicle_days, cost.vehicle_days),
        line(w.cost_distance, cost.distance),
        line(w.cost_driving_time, cost.driving_time),
        line(w.cost_lead_time, cost.lead_time),
        line(w.cost_variable, cost.variable()),
        line(w.cost_constant, cost.constant()),
        line(w.total, cost.total()),
    ];
    columns(&[Align::Left, Align::Right], &rows)
}

fn left(screen: &WeekScreen<'_>, view: &WeekView<'_>, language: Language) -> String {
    let w = language.wording();
    let mut text = String::new();
    let unserved = unserved_texts(screen.province, screen.plan, language);
    if unserved.is_empty() {
        let _ = writeln!(text, "  {}", w.unserved_none);
    } else {
        let _ = writeln!(text, "  {}:", w.unserved);
    }
    for entry in unserved {
        let _ = writeln!(text, "    {}: {} -> {}", entry.what, entry.reason, entry.nearest_fix);
    }
    for excuse in &view.excuses {
        let days =
            excuse.open.iter().map(|day| w.weekdays_short[day.num_days_from_monday() as usize]);
        let days: Vec<&str> = days.collect();
        let open = if days.is_empty() { w.none.to_owned() } else { days.join(", ") };
        let _ = writeln!(
            text,
            "    {}: {} {}, {} {open}",
            excuse.place, excuse.visits, w.missing_visits, w.open_only_on
        );
    }
    for violation in &screen.violations {
        let _ = writeln!(text, "    {}: {violation}", w.violations);
    }
    text
}

fn ending(screen: &WeekScreen<'_>, language: Language) -> String {
    let w = language.wording();
    let mut text = format!(
        "  {}: {}\n  {} {} s, {} {}\n",
        w.travel,
        screen.travel_source,
        w.planned_in,
        language.tenths(screen.seconds_tenths),
        language.number(screen.iterations),
        w.iterations
    );
    if let Some(folder) = screen.folder {
        let sheets = folder.join("sheets");
        let _ = writeln!(
            text,
            "\n  {} {}: {}",
            screen.sheets,
            w.sheets_in,
            sheets.join("week.html").display()
        );
    }
    text
}

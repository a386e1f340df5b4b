//! The week on a screen: routes, norms, lead time, cost, what is not served, where the sheets are.

use std::fmt::Write as _;
use std::path::Path;

use super::table::{Align, columns};
use crate::model::{PlaceReasons, Plan, Province};
use crate::report::figures::{CostLineKind, NormLine, cost_lines, norm_lines};
use crate::report::unserved::{excuse_texts, unserved_texts};
use crate::report::view::{SheetNames, WeekView};
use crate::report::{Language, Norms};
use crate::travel::TravelSource;
use crate::travel::chart::Chart;

/// What the screen shows.
#[derive(Clone, Debug)]
pub struct WeekScreen<'a> {
    /// The province.
    pub province: &'a Province,
    /// The plan.
    pub plan: &'a Plan,
    /// Why visits are missing.
    pub reasons: &'a [PlaceReasons],
    /// The norms, counted elsewhere.
    pub norms: Norms,
    /// Violations, a line each; none for a valid plan.
    pub violations: Vec<String>,
    /// The source of travel times.
    pub travel_source: &'a TravelSource,
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
    let view = WeekView::new(screen.province, screen.plan, &Chart::default(), &names);
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
    text.push_str(&norms(screen, language));
    text.push('\n');
    text.push_str(&cost(screen, language));
    text.push('\n');
    text.push_str(&left(screen, language));
    text.push_str(&ending(screen, language));
    text
}

/// A line a route and a trolley visit, and their sum.
fn routes(view: &WeekView<'_>, language: Language) -> String {
    use Align::{Left, Right};
    let w = language.wording();
    let head =
        [w.route, w.day, w.vehicle, w.driver, w.stops, "km", w.departure, w.back, w.crates_max];
    let mut rows = vec![head.map(str::to_owned)];
    for route in &view.routes {
        rows.push([
            route.letter.clone(),
            language.date_short(route.date),
            route.vehicle.to_owned(),
            route.driver.to_owned(),
            route.stops.to_string(),
            language.km_number(route.distance),
            language.time(route.departure),
            language.time(route.back),
            format!("{} {} {}", route.crates_max, w.of, route.vehicle_crates),
        ]);
    }
    for line in &view.trolley {
        rows.push([
            "–".to_owned(),
            language.date_short(line.date),
            w.trolley.to_owned(),
            line.place.code.0.clone(),
            "1".to_owned(),
            String::new(),
            language.time(line.arrival),
            language.time(line.end),
            String::new(),
        ]);
    }
    let mut last = [const { String::new() }; 9];
    w.total.clone_into(&mut last[1]);
    last[4] = view.stops.to_string();
    last[5] = language.km_number(view.distance);
    rows.push(last);
    let rows: Vec<Vec<String>> = rows.into_iter().map(Vec::from).collect();
    columns(&[Left, Left, Left, Left, Right, Right, Right, Right, Right], &rows)
}

fn norms(screen: &WeekScreen<'_>, language: Language) -> String {
    let lines = norm_lines(&screen.norms, screen.province.settings(), language);
    let row = |line: NormLine| vec![line.label, line.value, line.verdict.to_owned()];
    let rows: Vec<Vec<String>> = lines.into_iter().map(row).collect();
    columns(&[Align::Left, Align::Left, Align::Left], &rows)
}

/// What planning can change term by term; what is given as one sum.
fn cost(screen: &WeekScreen<'_>, language: Language) -> String {
    let lines = cost_lines(&screen.plan.cost, screen.norms.lower_bound, language).into_iter();
    let shown = lines.filter(|line| line.kind != CostLineKind::Constant);
    let rows: Vec<Vec<String>> =
        shown.map(|line| vec![line.label.to_owned(), line.amount]).collect();
    columns(&[Align::Left, Align::Right], &rows)
}

fn left(screen: &WeekScreen<'_>, language: Language) -> String {
    let w = language.wording();
    let mut text = String::new();
    let unserved = unserved_texts(screen.province, screen.plan, screen.reasons, language);
    if unserved.is_empty() {
        let _ = writeln!(text, "  {}", w.unserved_none);
    } else {
        let _ = writeln!(text, "  {}:", w.unserved);
    }
    for entry in unserved {
        let _ = writeln!(text, "    {}: {} -> {}", entry.what, entry.reason, entry.nearest_fix);
    }
    let excuses = excuse_texts(screen.province, screen.plan, language);
    if !excuses.is_empty() {
        let _ = writeln!(text, "  {}:", w.excuses);
    }
    for excuse in excuses {
        let _ = writeln!(text, "    {excuse}");
    }
    for violation in &screen.violations {
        let _ = writeln!(text, "    {}: {violation}", w.violations);
    }
    text
}

fn ending(screen: &WeekScreen<'_>, language: Language) -> String {
    let w = language.wording();
    let mut text = format!(
        "  {} {} s, {} {}; {}: {}\n",
        w.planned_in,
        language.tenths(screen.seconds_tenths),
        language.number(screen.iterations),
        w.iterations,
        w.travel,
        language.travel_source(screen.travel_source)
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

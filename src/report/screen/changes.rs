//! What changes in a plan, a line a change.

use std::fmt::Write as _;

use super::table::{Align, columns};
use crate::model::{ClockTime, IsoWeek, Province};
use crate::report::Language;
use crate::timetable::{Cause, Change, ChangeKind, Standing};
use crate::units::{Cents, Crates, Metres, Seconds};

/// What the screen shows of a changed plan.
#[derive(Clone, Copy, Debug)]
pub struct ChangesScreen<'a> {
    /// The province.
    pub province: &'a Province,
    /// The week.
    pub week: IsoWeek,
    /// What changes, and why.
    pub changes: &'a [(Change, Cause)],
    /// What that costs.
    pub cost: Cents,
    /// Whether a folder was asked for and refused, because the plan breaks a rule.
    pub refused: bool,
}

/// The changes of a plan, with place, both sides, price and reason.
pub fn changes_text(screen: &ChangesScreen<'_>, language: Language) -> String {
    let w = language.change_words();
    let mut text = String::new();
    if screen.changes.is_empty() {
        let _ = writeln!(text, "\n  {}", w.none);
    } else {
        let _ = writeln!(text, "\n  {}:", w.heading);
    }
    let row = |(change, cause): &(Change, Cause)| {
        let side = |visit: Option<Standing>| side(screen, change.kind, visit, language);
        vec![
            screen.province.places()[change.place].code.0.clone(),
            language.change_kind(change.kind).to_owned(),
            side(change.from),
            "->".to_owned(),
            side(change.to),
            language.money(Cents(change.price / 1_000)),
            language.change_cause(*cause).to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = screen.changes.iter().map(row).collect();
    let left = Align::Left;
    text.push_str(&columns(&[left, left, left, left, left, Align::Right, left], &rows));
    let _ = writeln!(text, "  {}: {}", w.cost, language.money(screen.cost));
    if screen.refused {
        let _ = writeln!(text, "  {}", w.not_stored);
    }
    text
}

/// What the screen shows of an edited plan; all amounts are differences.
#[derive(Clone, Debug)]
pub struct EditedScreen<'a> {
    /// The province.
    pub province: &'a Province,
    /// The week.
    pub week: IsoWeek,
    /// What differs in the visits.
    pub changes: &'a [Change],
    /// Distance.
    pub distance: Metres,
    /// Time of all routes.
    pub time: Seconds,
    /// Cost.
    pub cost: Cents,
    /// Crates carried.
    pub crates: Crates,
    /// Mean lead time, in hundredths of a day.
    pub lead_time_hundredths: i64,
    /// Rules that the plan before did not break.
    pub violations: Vec<&'a str>,
    /// How many edits stand, and how many there are.
    pub edits: (usize, usize),
    /// What the plan is known by.
    pub plan_sha256: &'a str,
}

/// What an edit changed, and which rules it breaks.
pub fn edited_text(screen: &EditedScreen<'_>, language: Language) -> String {
    let w = language.change_words();
    let told = |change: &Change| (*change, Cause::Follows);
    let changes: Vec<(Change, Cause)> = screen.changes.iter().map(told).collect();
    let of = ChangesScreen {
        province: screen.province,
        week: screen.week,
        changes: &changes,
        cost: Cents(0),
        refused: false,
    };
    let mut text = String::new();
    let rows = changes.iter().map(|(change, _)| {
        vec![
            screen.province.places()[change.place].code.0.clone(),
            language.change_kind(change.kind).to_owned(),
            side(&of, change.kind, change.from, language),
            "->".to_owned(),
            side(&of, change.kind, change.to, language),
        ]
    });
    text.push_str(&columns(&[Align::Left; 5], &rows.collect::<Vec<_>>()));
    let line = |label: &str, value: String| vec![label.to_owned(), value];
    let rows = [
        line(language.wording().distance, language.km(screen.distance)),
        line(language.change_kind(ChangeKind::Time), language.minutes(screen.time)),
        line(w.money, language.money(screen.cost)),
        line(language.wording().crates, language.number(screen.crates.0)),
        line(w.lead_time, language.hundredths(screen.lead_time_hundredths)),
        line(w.edits, format!("{} / {}", screen.edits.0, screen.edits.1)),
        line("plan.json", screen.plan_sha256.to_owned()),
    ];
    text.push('\n');
    text.push_str(&columns(&[Align::Left, Align::Left], &rows));
    for violation in &screen.violations {
        let _ = writeln!(text, "  {}: {violation}", w.new_violation);
    }
    text
}

/// There is nothing to undo, or to redo.
pub fn nothing_to_step_text(language: Language) -> String {
    format!("  {}\n", language.change_words().nothing_to_step)
}

/// A version, its validity and the number of sheets that carry it.
pub fn published_text(
    version: u32,
    (from, until): (&str, &str),
    sheets: usize,
    language: Language,
) -> String {
    let w = language.change_words();
    format!("  {} {} {version}, {from} - {until} ({sheets} html)\n", w.published, w.version)
}

fn side(
    screen: &ChangesScreen<'_>,
    kind: ChangeKind,
    visit: Option<Standing>,
    language: Language,
) -> String {
    let w = language.change_words();
    let Some(visit) = visit else { return w.no_visit.to_owned() };
    let date = screen.week.dates().nth(visit.day).expect("a day of the week");
    let day = language.date_short(date);
    match kind {
        ChangeKind::Day => day,
        ChangeKind::Vehicle => {
            let code = |vehicle| screen.province.vehicles()[vehicle].code.clone();
            format!("{day} {}", visit.vehicle.map_or_else(|| w.trolley.to_owned(), code))
        }
        ChangeKind::Order => format!("{day} {}", visit.rank + 1),
        ChangeKind::Time => {
            let start = ClockTime::from_seconds(Seconds(i64::from(visit.start)));
            format!("{day} {}", language.time(start))
        }
        ChangeKind::Crates => format!("{day} {}", visit.crates),
    }
}

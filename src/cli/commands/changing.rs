//! `compare`, `edit`, `publish`, `replan`, `timetable`: timetables that stand and change.

use std::path::Path;

use super::{Manner, Output};
use crate::app::{
    Comparison, Destination, Difference, EditOrder, Edited, Error, FollowOrder, Outcome, Replan,
    TimetableOrder, VisitDifference, VisitSide, WeekReport, Year, YearOrder, YearPlace, YearWeek,
    compare as beside, edit as by_hand, follow_week, norms, plan_year, publish as freeze,
    replan as change, timetable as make, with_threads,
};
use crate::cli::changed;
use crate::cli::changing_arguments::{PublishArguments, ReplanArguments};
use crate::cli::compared;
use crate::cli::documents;
use crate::cli::terminal::print_result;
use crate::report::{
    ChangesScreen, ComparedLine, ComparedScreen, ComparedVisit, EditedScreen, PlanNumbers,
    YearLines, changes_text, compared_text, edited_text, nothing_to_step_text, published_text,
    timetable_text, week_text, year_text,
};
use crate::units::Cents;

pub(super) fn compare(a: &Path, b: &Path, manner: &Manner) -> Result<Outcome, Error> {
    let found = with_threads(manner.threads, || beside(a, b, manner.language))??;
    print_result(&match manner.output {
        Output::Json => compared::document(&found, manner.language),
        Output::Words => compared_text(&screen(&found), manner.language),
    });
    Ok(Outcome::Done)
}

pub(super) fn edit(folder: &Path, order: &EditOrder, manner: &Manner) -> Result<Outcome, Error> {
    let by_hand = with_threads(manner.threads, || by_hand(folder, order, manner.language))??;
    let Some(edited) = by_hand else {
        print_result(&match manner.output {
            Output::Json => changed::no_edit(),
            Output::Words => nothing_to_step_text(manner.language),
        });
        return Ok(Outcome::Done);
    };
    print_result(&match manner.output {
        Output::Json => changed::edited(&edited, manner.language),
        Output::Words => edited_text(&edited_screen(&edited), manner.language),
    });
    let broken = !edited.new_violations.is_empty();
    Ok(if broken { Outcome::Missed } else { Outcome::Done })
}

fn edited_screen(edited: &Edited) -> EditedScreen<'_> {
    let Difference { distance, time, cost, crates, lead_time_days } = edited.difference;
    #[expect(clippy::cast_possible_truncation, reason = "days of one week")]
    let lead_time_hundredths = (lead_time_days * 100.0).round() as i64;
    EditedScreen {
        province: &edited.report.province,
        week: edited.report.planned.plan.week,
        changes: &edited.changes,
        distance,
        time,
        cost,
        crates,
        lead_time_hundredths,
        violations: edited.new_violations.iter().map(|(_, text)| text.as_str()).collect(),
        edits: (edited.log.standing, edited.log.edits.len()),
        plan_sha256: &edited.plan_sha256,
    }
}

pub(super) fn publish(asked: PublishArguments, manner: &Manner) -> Result<Outcome, Error> {
    let (folder, order) = asked.order(manner.language);
    let published = with_threads(manner.threads, || freeze(&folder, &order))??;
    let of = &published.publication;
    print_result(&match manner.output {
        Output::Json => changed::published(&published),
        Output::Words => {
            let days = (of.valid_from.as_str(), of.valid_until.as_str());
            published_text(of.version, days, published.sheets.len(), manner.language)
        }
    });
    Ok(Outcome::Done)
}

/// Both plans as the screen shows them.
fn screen(found: &Comparison) -> ComparedScreen {
    let side = |report: &WeekReport| {
        let plan = &report.planned.plan;
        PlanNumbers {
            week: plan.week,
            cost: plan.cost.total(),
            distance: plan.routes.iter().map(|route| route.distance).sum(),
            routes: plan.routes.len(),
            norms: norms(report),
            violations: report.planned.verdict.violations.len(),
        }
    };
    let visit = |of: &VisitDifference| {
        let side = |side: &Option<VisitSide>| {
            side.as_ref().map(|visit| ComparedVisit {
                date: visit.date,
                vehicle: visit.vehicle.clone(),
                position: visit.position,
                start: visit.start,
                crates: visit.crates,
            })
        };
        ComparedLine { kind: of.kind, place: of.place.clone(), a: side(&of.a), b: side(&of.b) }
    };
    ComparedScreen {
        a: side(&found.a),
        b: side(&found.b),
        visits: found.visits.iter().map(visit).collect(),
    }
}

pub(super) fn timetable(
    folder: &Path,
    order: &TimetableOrder,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let made = with_threads(manner.threads, || make(folder, order))??;
    let days = (made.base.valid_from.to_string(), made.base.valid_until.to_string());
    print_result(&match manner.output {
        Output::Json => changed::timetable(&made, &order.out),
        Output::Words => {
            let costs: Vec<Cents> = made.scenarios.iter().map(|(cost, _)| *cost).collect();
            let visits = (made.base.visits.len(), made.base.version);
            timetable_text(visits, (&days.0, &days.1), &costs, manner.language)
        }
    });
    Ok(if made.violations == 0 { Outcome::Done } else { Outcome::Missed })
}

pub(super) fn follow(
    folder: &Path,
    order: &FollowOrder,
    manner: &Manner,
) -> Result<Outcome, Error> {
    let followed = with_threads(manner.threads, || follow_week(folder, order))??;
    Ok(conclude(&followed, None, manner))
}

pub(super) fn year(folder: &Path, order: &YearOrder, manner: &Manner) -> Result<Outcome, Error> {
    let year = with_threads(manner.threads, || plan_year(folder, order))??;
    print_result(&match manner.output {
        Output::Json => changed::year(&year),
        Output::Words => year_text(&year_lines(&year), manner.language),
    });
    Ok(if year.norm_is_met() { Outcome::Done } else { Outcome::Missed })
}

/// Weeks with something to tell, and places, as the screen shows them.
fn year_lines(year: &Year) -> YearLines {
    let week = |of: &YearWeek| {
        let counts = [of.visits, of.required, of.moved, of.excused, of.missing];
        (of.week, counts)
    };
    let place = |of: &YearPlace| {
        let place = &year.province.places()[of.place];
        (place.code.0.clone(), place.name.clone(), [of.visits, of.moved, of.excused, of.missing])
    };
    YearLines {
        weeks: year.weeks.iter().map(week).collect(),
        places: year.places.iter().map(place).collect(),
    }
}

pub(super) fn replan(asked: ReplanArguments, manner: &Manner) -> Result<Outcome, Error> {
    let (folder, order) = asked.order(manner.language);
    let replan = with_threads(manner.threads, || change(&folder, &order))??;
    Ok(conclude(&replan, order.destination.as_ref(), manner))
}

/// Prints a changed plan and says how it ended.
fn conclude(replan: &Replan, asked: Option<&Destination>, manner: &Manner) -> Outcome {
    let report = &replan.report;
    let screen = ChangesScreen {
        province: &report.province,
        week: report.planned.plan.week,
        changes: &replan.changes,
        cost: Cents(replan.changes_cost() / 1_000),
        refused: asked.is_some() && report.folder.is_none(),
    };
    print_result(&match manner.output {
        Output::Json => changed::document(replan, manner.language),
        Output::Words => {
            let week = documents::week_screen(report, manner.language);
            week_text(&week, manner.language) + &changes_text(&screen, manner.language)
        }
    });
    if report.is_sound() { Outcome::Done } else { Outcome::Missed }
}

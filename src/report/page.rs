//! The templates with what they show; fields are named shortly since templates repeat them.

use askama::Template;

use crate::model::{Category, ParcelKind, UnservedReason, WeekdaySet};
use crate::report::Sheet;
use crate::report::view::{Manifest, PullList, RouteRow, RouteSheet, SortList, Stamp, WeekView};
use crate::report::wording::{Language, Wording};
use crate::units::Cents;

/// What every template has: the language, its words and the origin of the plan.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    pub(super) l: Language,
    pub(super) w: &'a Wording,
    pub(super) stamp: &'a Stamp<'a>,
}

impl Context<'_> {
    fn kind(&self, kind: ParcelKind) -> &'static str {
        self.w.kinds[kind as usize]
    }

    fn category(&self, category: Category) -> &'static str {
        self.w.categories[category as usize]
    }

    fn weekdays(&self, days: WeekdaySet) -> String {
        let names = days.iter().map(|day| day.num_days_from_monday() as usize);
        let names: Vec<&str> = names.map(|day| self.w.weekdays_short[day]).collect();
        if names.is_empty() { self.w.none.to_owned() } else { names.join(", ") }
    }

    fn reason(&self, reason: UnservedReason) -> String {
        let w = self.w;
        match reason {
            UnservedReason::NoRouteFits { short } => {
                format!("{} ({} {})", w.no_route_fits, w.short_by, self.l.minutes(short))
            }
            UnservedReason::VehicleFull { crates } => {
                format!("{} ({}: {crates})", w.vehicle_full, w.crates)
            }
            UnservedReason::NoEmptyCrates { crates } => {
                format!("{} ({} {})", w.no_empty_crates, crates.0, w.crates)
            }
            UnservedReason::Oversize => w.oversize.to_owned(),
            UnservedReason::NoVisit => w.no_visit.to_owned(),
        }
    }
}

/// The route sheet with its load list.
#[derive(Debug, Template)]
#[template(path = "route_sheet.html")]
pub(super) struct RouteSheetPage<'a> {
    pub(super) c: Context<'a>,
    pub(super) sheet: &'a RouteSheet<'a>,
}

/// The manifests of a route.
#[derive(Debug, Template)]
#[template(path = "manifest.html")]
pub(super) struct ManifestPage<'a> {
    pub(super) c: Context<'a>,
    pub(super) sheet: &'a Manifest<'a>,
}

/// The pull list of a place.
#[derive(Debug, Template)]
#[template(path = "pull_list.html")]
pub(super) struct PullListPage<'a> {
    pub(super) c: Context<'a>,
    pub(super) sheet: &'a PullList<'a>,
}

/// The sort plan of a date.
#[derive(Debug, Template)]
#[template(path = "sort_list.html")]
pub(super) struct SortListPage<'a> {
    pub(super) c: Context<'a>,
    pub(super) sheet: &'a SortList<'a>,
}

/// The overview of the week.
#[derive(Debug, Template)]
#[template(path = "week.html")]
pub(super) struct WeekPage<'a> {
    pub(super) c: Context<'a>,
    pub(super) sheet: &'a WeekView<'a>,
    /// The other files of the set.
    pub(super) files: &'a [Sheet],
}

impl WeekPage<'_> {
    /// The three readings of the norm, in the order of `NormDefinition::WORDS`.
    fn shares(&self) -> [(&'static str, Option<(i64, i64)>); 3] {
        let (words, norms) = (self.c.w, self.sheet.norms);
        [
            (words.norm_requests, norms.requests),
            (words.norm_loans, norms.loans),
            (words.norm_inter_organisation, norms.inter_organisation),
        ]
    }

    /// The terms of the cost, those that decisions change before those that demand fixes.
    fn cost_lines(&self) -> [(&'static str, Cents); 8] {
        let (words, cost) = (self.c.w, &self.sheet.plan.cost);
        [
            (words.cost_vehicle_days, cost.vehicle_days),
            (words.cost_distance, cost.distance),
            (words.cost_driving_time, cost.driving_time),
            (words.cost_lead_time, cost.lead_time),
            (words.cost_service_time, cost.service_time),
            (words.cost_crate_handling, cost.crate_handling),
            (words.cost_item_handling, cost.item_handling),
            (words.cost_outside, cost.outside),
        ]
    }
}

/// A page as bytes.
///
/// # Panics
///
/// Never: a template writes into memory and formats only values that cannot fail.
pub(super) fn bytes(page: &impl Template) -> Vec<u8> {
    let text = page.render().expect("a template that writes into memory cannot fail");
    text.into_bytes()
}

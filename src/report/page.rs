//! The templates with what they show; fields are named shortly since templates repeat them.

use askama::Template;

use crate::model::{Category, ParcelKind};
use crate::report::UnservedText;
use crate::report::figures::{CostLine, NormLine};
use crate::report::view::{
    ExceptionForm, LabelSheet, Labelled, Manifest, Map, Mark, PullList, RouteRow, RouteSheet,
    SlipSheet, SortList, Stamp, WeekView,
};
use crate::report::wording::{Language, PaperWords, Wording};
use crate::travel::chart::GroundKind;

/// What every template has: the language, its words and the origin of the plan.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    pub(super) l: Language,
    pub(super) w: &'a Wording,
    pub(super) p: &'a PaperWords,
    pub(super) style: &'a str,
    pub(super) stamp: &'a Stamp<'a>,
}

impl<'a> Context<'a> {
    pub(super) fn new(language: Language, stamp: &'a Stamp<'a>) -> Self {
        Self {
            l: language,
            w: language.wording(),
            p: language.paper_words(),
            style: stamp.header.style,
            stamp,
        }
    }

    /// The word for one item of a kind.
    pub(super) fn kind_name(&self, kind: ParcelKind) -> &'static str {
        self.w.kinds[kind as usize].0
    }

    pub(super) fn category(&self, category: Category) -> &'static str {
        self.w.categories[category as usize]
    }
}

/// The route sheet with its load list.
#[derive(Debug, Template)]
#[template(path = "route_sheet.html")]
pub(super) struct RouteSheetPage<'a> {
    pub(super) c: Context<'a>,
    pub(super) sheet: &'a RouteSheet<'a>,
}

/// The load list alone.
#[derive(Debug, Template)]
#[template(path = "load_list_page.html")]
pub(super) struct LoadListPage<'a> {
    pub(super) c: Context<'a>,
    pub(super) sheet: &'a RouteSheet<'a>,
}

/// The map of a route alone.
#[derive(Debug, Template)]
#[template(path = "route_map_page.html")]
pub(super) struct RouteMapPage<'a> {
    pub(super) c: Context<'a>,
    pub(super) sheet: &'a RouteSheet<'a>,
}

/// The labels of a route.
#[derive(Debug, Template)]
#[template(path = "labels.html")]
pub(super) struct LabelsPage<'a> {
    pub(super) c: Context<'a>,
    pub(super) sheet: &'a LabelSheet<'a>,
}

/// The slips of a day.
#[derive(Debug, Template)]
#[template(path = "slips.html")]
pub(super) struct SlipsPage<'a> {
    pub(super) c: Context<'a>,
    pub(super) sheet: &'a SlipSheet<'a>,
}

/// The exception form of a route.
#[derive(Debug, Template)]
#[template(path = "exceptions.html")]
pub(super) struct ExceptionsPage<'a> {
    pub(super) c: Context<'a>,
    pub(super) sheet: &'a ExceptionForm<'a>,
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
    pub(super) norms: Vec<NormLine>,
    pub(super) costs: Vec<CostLine>,
    pub(super) unserved: Vec<UnservedText>,
    /// Places with fewer visits for a valid reason.
    pub(super) excuses: Vec<String>,
    /// The other files of the set.
    pub(super) files: &'a [&'a str],
}

/// The map of the week as a file of its own, with its legend.
#[derive(Debug, Template)]
#[template(path = "week.svg")]
pub(super) struct WeekDrawing<'a> {
    pub(super) c: Context<'a>,
    pub(super) map: &'a Map<'a>,
}

/// A map alone, as a picture for another page.
#[cfg(feature = "pdf")]
#[derive(Debug, Template)]
#[template(path = "map.svg")]
pub(super) struct MapDrawing<'a> {
    pub(super) c: Context<'a>,
    pub(super) map: &'a Map<'a>,
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

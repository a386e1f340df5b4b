//! All sheets of a plan.

use std::collections::BTreeSet;

use super::code::Grai;
use super::figures::{cost_lines, norm_lines};
use super::geography::week_features;
use super::page::{
    Context, ExceptionsPage, LabelsPage, LoadListPage, ManifestPage, PullListPage, RouteMapPage,
    RouteSheetPage, SlipsPage, SortListPage, WeekDrawing, WeekPage, bytes,
};
use super::unserved::{excuse_texts, unserved_texts};
use super::view::{
    ExceptionForm, LabelSheet, Manifest, PullList, RouteSheet, SheetNames, SlipSheet, SortList,
    Stamp, WeekView,
};
use super::{Language, Norms, Sheet, SheetHeader, SheetKind};
use crate::index::RouteIdx;
use crate::model::{Plan, Province};
use crate::travel::chart::Chart;

/// What the sheets of a plan are made from.
#[derive(Clone, Copy, Debug)]
pub struct PrintedSet<'a> {
    /// The province as it is in the week.
    pub province: &'a Province,
    /// The plan.
    pub plan: &'a Plan,
    /// Where it comes from.
    pub header: &'a SheetHeader<'a>,
    /// Its norms.
    pub norms: &'a Norms,
    /// The language of the sheets.
    pub language: Language,
    /// The type of the crates, if they are numbered as GS1 does.
    pub grai: Option<&'a Grai>,
    /// What maps are drawn with.
    pub chart: &'a Chart,
}

/// The kinds of sheets of a plan that are asked for, in a fixed order: the overview, then per route
/// its sheet and its manifests, the trolley's manifests, the sort plans, the pull lists, the map as
/// GeoJSON and SVG, labels, slips and exception forms.
///
/// The same arguments give the same bytes. O(visits x stops of a route + contents of crates).
///
/// # Panics
///
/// When the plan is not of the province, so that an index of one is unknown to the other.
pub fn render(set: &PrintedSet<'_>, kinds: &BTreeSet<SheetKind>) -> Vec<Sheet> {
    let PrintedSet { province, plan, norms, language, grai, chart, .. } = *set;
    if kinds.contains(&SheetKind::Overview)
        && SheetKind::SHEETS.iter().any(|kind| !kinds.contains(kind))
    {
        return with_whole_overview(set, kinds);
    }
    let stamp = Stamp::new(province, plan, set.header);
    let job = Job {
        province,
        plan,
        chart,
        context: Context::new(language, &stamp),
        names: SheetNames::new(province, plan),
        kinds,
    };
    let mut sheets = Vec::new();
    job.routes(&mut sheets);
    job.trolley(&mut sheets);
    job.lists(&mut sheets);
    let week = WeekView::new(province, plan, chart, &job.names);
    if kinds.contains(&SheetKind::GeoJson) {
        let features = week_features(set).to_string();
        sheets.push(Sheet { name: "week.geojson".to_owned(), bytes: features.into_bytes() });
    }
    if kinds.contains(&SheetKind::Overview) {
        let drawing = bytes(&WeekDrawing { c: job.context, map: &week.map });
        sheets.push(Sheet { name: "week.svg".to_owned(), bytes: drawing });
    }
    job.stickers(grai, &mut sheets);
    if kinds.contains(&SheetKind::Overview) {
        let page = WeekPage {
            c: job.context,
            sheet: &week,
            norms: norm_lines(norms, province.settings(), language),
            costs: cost_lines(&plan.cost, norms.lower_bound, language),
            unserved: unserved_texts(province, plan, &[], language),
            excuses: excuse_texts(province, plan, language),
            files: &listed(&sheets),
        };
        let overview = Sheet { name: "week.html".to_owned(), bytes: bytes(&page) };
        sheets.insert(0, overview);
    }
    sheets
}

/// The overview links to all sheets of a plan, whichever are drawn beside it.
fn with_whole_overview(set: &PrintedSet<'_>, kinds: &BTreeSet<SheetKind>) -> Vec<Sheet> {
    let whole = render(set, &SheetKind::SHEETS.into_iter().collect());
    let of_overview = |sheet: &Sheet| ["week.html", "week.svg"].contains(&sheet.name.as_str());
    let mut sheets: Vec<Sheet> = whole.into_iter().filter(of_overview).collect();
    let others = kinds.iter().copied().filter(|kind| *kind != SheetKind::Overview);
    sheets.extend(render(set, &others.collect()));
    sheets
}

/// The names that the overview links to: single parts are in the sheets already.
fn listed(sheets: &[Sheet]) -> Vec<&str> {
    let is_part = |name: &str| name.starts_with("laadlijst-") || name.starts_with("kaart-");
    sheets.iter().map(|sheet| sheet.name.as_str()).filter(|name| !is_part(name)).collect()
}

/// What all sheets of a run share.
struct Job<'a> {
    province: &'a Province,
    plan: &'a Plan,
    chart: &'a Chart,
    context: Context<'a>,
    names: SheetNames,
    kinds: &'a BTreeSet<SheetKind>,
}

impl Job<'_> {
    fn wants(&self, kind: SheetKind) -> bool {
        self.kinds.contains(&kind)
    }

    fn routes(&self, sheets: &mut Vec<Sheet>) {
        let of_route = [SheetKind::RouteSheets, SheetKind::LoadLists, SheetKind::Maps];
        for route in self.plan.routes.indices() {
            if of_route.iter().any(|kind| self.wants(*kind)) {
                self.route(route, sheets);
            }
            if self.wants(SheetKind::Manifests) {
                let sheet = Manifest::of_route(self.province, self.plan, route);
                let name = format!("paklijst-{}.html", self.names.routes[route]);
                let bytes = bytes(&ManifestPage { c: self.context, sheet: &sheet });
                sheets.push(Sheet { name, bytes });
            }
            if self.wants(SheetKind::Exceptions) {
                let sheet = ExceptionForm::of_route(self.province, self.plan, route);
                let name = format!("afwijkingen-{}.html", self.names.routes[route]);
                let bytes = bytes(&ExceptionsPage { c: self.context, sheet: &sheet });
                sheets.push(Sheet { name, bytes });
            }
        }
    }

    fn route(&self, route: RouteIdx, sheets: &mut Vec<Sheet>) {
        let (c, name) = (self.context, &self.names.routes[route]);
        let detours = self.context.stamp.header.detours;
        let sheet = &RouteSheet::new(self.province, self.plan, self.chart, detours, route);
        let mut add = |word: &str, bytes: Vec<u8>| {
            sheets.push(Sheet { name: format!("{word}-{name}.html"), bytes });
        };
        if self.wants(SheetKind::RouteSheets) {
            add("ritstaat", bytes(&RouteSheetPage { c, sheet }));
        }
        if self.wants(SheetKind::LoadLists) {
            add("laadlijst", bytes(&LoadListPage { c, sheet }));
        }
        if self.wants(SheetKind::Maps) {
            add("kaart", bytes(&RouteMapPage { c, sheet }));
        }
    }

    fn trolley(&self, sheets: &mut Vec<Sheet>) {
        if !self.wants(SheetKind::Manifests) {
            return;
        }
        for date in self.plan.week.dates() {
            if let Some(sheet) = Manifest::of_trolley(self.province, self.plan, date) {
                let name = format!("paklijst-{date}-trolley.html");
                let bytes = bytes(&ManifestPage { c: self.context, sheet: &sheet });
                sheets.push(Sheet { name, bytes });
            }
        }
    }

    fn lists(&self, sheets: &mut Vec<Sheet>) {
        let c = self.context;
        if self.wants(SheetKind::SortPlans) {
            for sheet in SortList::all(self.province, self.plan) {
                let name = format!("sorteerlijst-{}.html", sheet.date);
                sheets.push(Sheet { name, bytes: bytes(&SortListPage { c, sheet: &sheet }) });
            }
        }
        if self.wants(SheetKind::PullLists) {
            for (place, sheet) in PullList::all(self.province, self.plan) {
                let name = format!("pluklijst-{}.html", self.names.places[place]);
                sheets.push(Sheet { name, bytes: bytes(&PullListPage { c, sheet: &sheet }) });
            }
        }
    }

    fn stickers(&self, grai: Option<&Grai>, sheets: &mut Vec<Sheet>) {
        let c = self.context;
        if self.wants(SheetKind::Labels) {
            for (route, sheet) in LabelSheet::all(self.province, self.plan, &self.names, grai) {
                let of = match route {
                    Some(route) => self.names.routes[route].clone(),
                    None => format!("{}-trolley", sheet.date),
                };
                let name = format!("kratlabels-{of}.html");
                sheets.push(Sheet { name, bytes: bytes(&LabelsPage { c, sheet: &sheet }) });
            }
        }
        if self.wants(SheetKind::Slips) {
            for sheet in SlipSheet::all(self.province, self.plan) {
                let of = sheet.date.map_or_else(|| "aanvragen".to_owned(), |date| date.to_string());
                let name = format!("pakbonnen-{of}.html");
                sheets.push(Sheet { name, bytes: bytes(&SlipsPage { c, sheet: &sheet }) });
            }
        }
    }
}

//! The parts of a set in the order in which they are handed out.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::hub_data::{pull_list, sort_list};
use super::overview_data::overview;
use super::route_data::{exceptions, load_list, manifest, map, route_sheet};
use super::sticker_data::{labels, slips};
use crate::index::RouteIdx;
use crate::model::ServiceDate;
use crate::report::page::Context;
use crate::report::view::{
    ExceptionForm, LabelSheet, Manifest, PullList, RouteSheet, SheetNames, SlipSheet, SortList,
    Stamp,
};
use crate::report::{Language, PrintedSet, SheetKind};

/// A bundle of sheets under one bookmark.
struct Bundle {
    title: String,
    sheets: Vec<Value>,
}

/// What the bundles of a set are made of.
struct Job<'a> {
    set: &'a PrintedSet<'a>,
    kinds: &'a BTreeSet<SheetKind>,
    context: Context<'a>,
    language: Language,
}

/// What templates read.
pub(super) struct Data {
    /// What all sheets share: words, stamp, title.
    pub(super) common: Map<String, Value>,
    /// The sheets in order; the first of a bundle has its title.
    pub(super) sheets: Vec<Value>,
}

/// The data of a set.
pub(super) fn data(set: &PrintedSet<'_>, kinds: &BTreeSet<SheetKind>) -> Data {
    let language = set.language;
    let stamp = Stamp::new(set.province, set.plan, set.header);
    let job = Job { set, kinds, context: Context::new(language, &stamp), language };
    let (w, p) = (job.context.w, job.context.p);
    let mut sheets = Vec::new();
    for bundle in job.bundles() {
        let mut title = Some(bundle.title);
        for mut sheet in bundle.sheets {
            sheet["bundle"] = json!(title.take());
            sheets.push(sheet);
        }
    }
    let header = set.header;
    let common = json!({
        "language": language.word(),
        "title": format!("{} {}", stamp.province, language.week(stamp.week)),
        "words": w,
        "paper": p,
        "stamp": {
            "status": language.status(header.status),
            "province": stamp.province,
            "week": language.week(stamp.week),
            "program": header.program_version,
            "seed": header.seed.to_string(),
            "plan": header.plan_short,
            "inputs": header.fingerprint_short,
            "travel": language.travel_source(header.travel_source),
        },
    });
    let Value::Object(common) = common else { unreachable!("an object was written") };
    Data { common, sheets }
}

impl Job<'_> {
    fn wants(&self, kind: SheetKind) -> bool {
        self.kinds.contains(&kind)
    }

    fn bundles(&self) -> Vec<Bundle> {
        let mut bundles = vec![self.overview(), self.pull_lists()];
        let mut of_hub = self.of_hub();
        let mut dates: BTreeSet<ServiceDate> = of_hub.keys().copied().collect();
        dates.extend(self.set.plan.routes.iter().map(|route| route.date));
        for date in dates {
            let sheets = of_hub.remove(&date).unwrap_or_default();
            bundles.push(Bundle { title: self.language.date(date), sheets });
            let routes = self.set.plan.routes.iter_indexed();
            let routes = routes.filter(|(_, route)| route.date == date);
            bundles.extend(routes.map(|(route, _)| self.of_driver(route)));
        }
        bundles.push(self.slips_of_requests());
        bundles
    }

    fn overview(&self) -> Bundle {
        let mut sheets = Vec::new();
        if self.wants(SheetKind::Overview) {
            sheets.push(overview(self.set, self.context));
        }
        Bundle { title: self.context.w.week_overview.to_owned(), sheets }
    }

    fn pull_lists(&self) -> Bundle {
        let mut sheets = Vec::new();
        if self.wants(SheetKind::PullLists) {
            let lists = PullList::all(self.set.province, self.set.plan);
            sheets.extend(lists.iter().map(|(_, list)| pull_list(list, self.context)));
        }
        Bundle { title: self.context.w.pull_list.to_owned(), sheets }
    }

    /// What the hub needs on each date: sort plan, labels, slips, manifests of the trolley.
    fn of_hub(&self) -> BTreeMap<ServiceDate, Vec<Value>> {
        let PrintedSet { province, plan, grai, .. } = *self.set;
        let mut dates: BTreeMap<ServiceDate, Vec<Value>> = BTreeMap::new();
        let mut add = |date: ServiceDate, sheet: Value| dates.entry(date).or_default().push(sheet);
        if self.wants(SheetKind::SortPlans) {
            for list in SortList::all(province, plan) {
                add(list.date, sort_list(&list, self.context));
            }
        }
        if self.wants(SheetKind::Labels) {
            let names = SheetNames::new(province, plan);
            for (_, sheet) in LabelSheet::all(province, plan, &names, grai) {
                add(sheet.date, labels(&sheet, self.context));
            }
        }
        if self.wants(SheetKind::Slips) {
            for sheet in SlipSheet::all(province, plan) {
                if let Some(date) = sheet.date {
                    add(date, slips(&sheet, self.context));
                }
            }
        }
        if self.wants(SheetKind::Manifests) {
            for date in plan.week.dates() {
                let manifest = Manifest::of_trolley(province, plan, date);
                for sheet in manifest.iter().flat_map(|of| manifests(of, self.context)) {
                    add(date, sheet);
                }
            }
        }
        dates
    }

    /// What a driver takes along: route sheet, load list, map, manifests, exception form.
    fn of_driver(&self, route: RouteIdx) -> Bundle {
        let PrintedSet { province, plan, .. } = *self.set;
        let sheet = RouteSheet::new(province, plan, self.set.chart, self.set.header.detours, route);
        let c = self.context;
        let date = self.language.date_short(sheet.date);
        let title = format!("{} {} · {date} · {}", c.w.route, sheet.letter, sheet.vehicle);
        let mut sheets = Vec::new();
        if self.wants(SheetKind::RouteSheets) {
            sheets.push(route_sheet(&sheet, c));
        }
        if self.wants(SheetKind::LoadLists) {
            sheets.push(load_list(&sheet, c));
        }
        if self.wants(SheetKind::Maps) {
            sheets.push(map(&sheet, c));
        }
        if self.wants(SheetKind::Manifests) {
            sheets.extend(manifests(&Manifest::of_route(province, plan, route), c));
        }
        if self.wants(SheetKind::Exceptions) {
            sheets.push(exceptions(&ExceptionForm::of_route(province, plan, route), c));
        }
        Bundle { title, sheets }
    }

    /// Slips of requests whose day is not known yet.
    fn slips_of_requests(&self) -> Bundle {
        let mut sheets = Vec::new();
        if self.wants(SheetKind::Slips) {
            let all = SlipSheet::all(self.set.province, self.set.plan);
            let undated = all.iter().filter(|sheet| sheet.date.is_none());
            sheets.extend(undated.map(|sheet| slips(sheet, self.context)));
        }
        Bundle { title: self.context.p.slips.to_owned(), sheets }
    }
}

/// The manifests of a route or of the trolley, a sheet a stop.
fn manifests(of: &Manifest<'_>, c: Context<'_>) -> Vec<Value> {
    of.stops.iter().map(|stop| manifest(of, stop, c)).collect()
}

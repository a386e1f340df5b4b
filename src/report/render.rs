//! All sheets of a plan.

use super::figures::{cost_lines, norm_lines};
use super::geography::week_features;
use super::page::{
    Context, ManifestPage, PullListPage, RouteSheetPage, SortListPage, WeekDrawing, WeekPage, bytes,
};
use super::unserved::{excuse_texts, unserved_texts};
use super::view::{Manifest, PullList, RouteSheet, SheetNames, SortList, Stamp, WeekView};
use super::{Language, Norms, Sheet, SheetHeader};
use crate::model::{Plan, Province};

/// The printed set of a plan, in a fixed order: the overview, then per route its sheet and its
/// manifests, the trolley's manifests, the sort plans, the pull lists, and the map as GeoJSON and
/// SVG.
///
/// The same arguments give the same bytes. O(visits x stops of a route + contents of crates).
///
/// # Panics
///
/// When the plan is not of the province, so that an index of one is unknown to the other.
pub fn render(
    province: &Province,
    plan: &Plan,
    header: &SheetHeader<'_>,
    norms: &Norms,
    language: Language,
) -> Vec<Sheet> {
    let stamp = Stamp::new(province, plan, header);
    let context = Context { l: language, w: language.wording(), stamp: &stamp };
    let names = SheetNames::new(province, plan);
    let mut sheets = Vec::new();
    route_sheets(province, plan, &names, context, &mut sheets);
    trolley_sheets(province, plan, context, &mut sheets);
    for sheet in SortList::all(province, plan) {
        let name = format!("sorteerlijst-{}.html", sheet.date);
        sheets.push(Sheet { name, bytes: bytes(&SortListPage { c: context, sheet: &sheet }) });
    }
    for (place, sheet) in PullList::all(province, plan) {
        let name = format!("pluklijst-{}.html", names.places[place]);
        sheets.push(Sheet { name, bytes: bytes(&PullListPage { c: context, sheet: &sheet }) });
    }
    let features = week_features(province, plan, header).to_string();
    sheets.push(Sheet { name: "week.geojson".to_owned(), bytes: features.into_bytes() });
    let week = WeekView::new(province, plan, &names);
    let drawing = bytes(&WeekDrawing { c: context, map: &week.map });
    sheets.push(Sheet { name: "week.svg".to_owned(), bytes: drawing });
    let page = WeekPage {
        c: context,
        sheet: &week,
        norms: norm_lines(norms, province.settings(), language),
        costs: cost_lines(&plan.cost, norms.lower_bound, language),
        unserved: unserved_texts(province, plan, &[], language),
        excuses: excuse_texts(province, plan, language),
        files: &sheets,
    };
    let overview = Sheet { name: "week.html".to_owned(), bytes: bytes(&page) };
    sheets.insert(0, overview);
    sheets
}

fn route_sheets(
    province: &Province,
    plan: &Plan,
    names: &SheetNames,
    context: Context<'_>,
    sheets: &mut Vec<Sheet>,
) {
    for route in plan.routes.indices() {
        let sheet = RouteSheet::new(province, plan, route);
        let name = format!("ritstaat-{}.html", names.routes[route]);
        sheets.push(Sheet { name, bytes: bytes(&RouteSheetPage { c: context, sheet: &sheet }) });
        let sheet = Manifest::of_route(province, plan, route);
        let name = format!("paklijst-{}.html", names.routes[route]);
        sheets.push(Sheet { name, bytes: bytes(&ManifestPage { c: context, sheet: &sheet }) });
    }
}

fn trolley_sheets(province: &Province, plan: &Plan, context: Context<'_>, sheets: &mut Vec<Sheet>) {
    for date in plan.week.dates() {
        if let Some(sheet) = Manifest::of_trolley(province, plan, date) {
            let name = format!("paklijst-{date}-trolley.html");
            sheets.push(Sheet { name, bytes: bytes(&ManifestPage { c: context, sheet: &sheet }) });
        }
    }
}

//! What sheets of several kinds say alike.

use serde_json::{Value, json};

use crate::model::Place;
use crate::report::code::Modules;
use crate::report::page::{Context, MapDrawing, bytes};
use crate::report::view::{KindCount, Map};

/// Title and subtitle at the head of a sheet, and what its foot says on every page.
pub(super) fn sheet_of(title: &str, subtitle: &str, foot: &str) -> Value {
    json!({"title": title, "subtitle": subtitle, "foot": format!("{title} · {foot}")})
}

/// A place as sheets name it.
pub(super) fn place(place: &Place) -> Value {
    json!({"name": place.name, "code": place.code.0})
}

/// Counts by kind in a line.
pub(super) fn kinds(kinds: &[KindCount], c: Context<'_>) -> String {
    let counts = kinds.iter().map(|count| c.l.kind_count(count.kind, count.items));
    counts.collect::<Vec<String>>().join(", ")
}

/// A map as the text of an SVG.
pub(super) fn drawing(map: &Map<'_>, c: Context<'_>) -> String {
    String::from_utf8(bytes(&MapDrawing { c, map })).expect("a template gives text")
}

/// A code as the text of an SVG.
pub(super) fn picture(code: &Modules) -> String {
    let Modules { width, height, path } = code;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\">\
         <path d=\"{path}\"/></svg>"
    )
}

//! Labels and slips, as data for templates.

use serde_json::{Value, json};

use super::shared_data::{picture, place, sheet_of};
use crate::report::page::Context;
use crate::report::view::{Bars, Label, LabelSheet, Labelled, Slip, SlipSheet};

/// The labels of a route, or of the trolley on a date.
pub(super) fn labels(sheet: &LabelSheet<'_>, c: Context<'_>) -> Value {
    let by = match (&sheet.letter, sheet.vehicle) {
        (Some(letter), Some(vehicle)) => format!("{} {letter} · {vehicle}", c.w.route),
        _ => c.w.trolley.to_owned(),
    };
    let short = match &sheet.letter {
        Some(letter) => format!("{} {letter}", c.p.labels),
        None => format!("{} {}", c.p.labels, c.w.trolley),
    };
    let pages = sheet.pages.iter();
    let pages = pages.map(|page| page.iter().map(|of| label(of, c)).collect::<Vec<Value>>());
    json!({
        "kind": "labels",
        "sheet": sheet_of(&short, &c.l.date(sheet.date), &by),
        "letter": sheet.letter,
        "date": c.l.date_short(sheet.date),
        "pages": pages.collect::<Vec<Vec<Value>>>(),
    })
}

fn label(label: &Label<'_>, c: Context<'_>) -> Value {
    let stops = label.stops.iter().map(|(number, name)| format!("{number} {name}"));
    let stops = stops.collect::<Vec<String>>().join(", ");
    let (what, detail) = match label.what {
        Labelled::Crate { number, of } => {
            (format!("{} {number} {} {of}", c.w.one_crate, c.w.of), String::new())
        }
        Labelled::Bag { mixed: Some(mixed) } => {
            (c.w.bag.to_owned(), format!("{} M{mixed}", c.w.mixed_crate))
        }
        Labelled::Bag { mixed: None } => (c.w.bag.to_owned(), String::new()),
        Labelled::Mixed { .. } => (String::new(), stops),
        Labelled::Transfer { from } => {
            (c.w.transfer_bag.to_owned(), format!("{} {from}", c.w.transfer_from))
        }
    };
    let (big, name) = match (label.place, label.what) {
        (Some(place), _) => (place.code.0.clone(), place.name.clone()),
        (None, Labelled::Mixed { number }) => (format!("M{number}"), c.w.mixed_crate.to_owned()),
        (None, _) => (String::new(), String::new()),
    };
    json!({
        "big": big,
        "name": name,
        "what": what,
        "detail": detail,
        "stop": label.stop,
        "code": label.code,
        "bars_text": label.bars_text,
        "bars": picture(&label.bars),
        "qr": picture(&label.qr),
    })
}

/// The slips of a day, or of requests whose day is not known yet.
pub(super) fn slips(sheet: &SlipSheet<'_>, c: Context<'_>) -> Value {
    let pages = sheet.pages.iter();
    let pages = pages.map(|page| page.iter().map(|of| slip(of, c)).collect::<Vec<Value>>());
    let (subtitle, foot) = match sheet.date {
        Some(date) => (c.l.date(date), c.l.date_short(date)),
        None => (c.p.slips_of_requests.to_owned(), c.p.slips_of_requests.to_owned()),
    };
    json!({
        "kind": "slips",
        "sheet": sheet_of(c.p.slips, &subtitle, &foot),
        "pages": pages.collect::<Vec<Vec<Value>>>(),
    })
}

fn slip(slip: &Slip<'_>, c: Context<'_>) -> Value {
    let bars = |bars: &Bars| json!({"text": bars.text, "bars": picture(&bars.modules)});
    json!({
        "from": slip.from.map(place),
        "to": place(slip.to),
        "what": c.kind_name(slip.kind),
        "code": slip.code,
        "title": slip.title,
        "number": slip.number,
        "of": slip.of,
        "out": bars(&slip.out),
        "back": bars(&slip.back),
    })
}

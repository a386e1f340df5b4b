//! What the hub sorts and what branches pull, as data for templates.

use serde_json::{Value, json};

use super::shared_data::{kinds, place, sheet_of};
use crate::report::page::Context;
use crate::report::view::{Dock, PullLine, PullList, PullRound, SortList};

/// The sort plan of a date.
pub(super) fn sort_list(list: &SortList<'_>, c: Context<'_>) -> Value {
    let incoming = list.incoming.iter().map(|row| {
        json!({
            "date": c.l.date_short(row.date),
            "at": c.l.time(row.at),
            "letter": row.letter,
            "place": place(row.place),
            "crates": row.crates.0,
            "items": row.items.0,
            "contents": kinds(&row.kinds, c),
        })
    });
    let subtitle = format!("{} {}", c.w.sort_for, c.l.date(list.date));
    json!({
        "kind": "sort_list",
        "sheet": sheet_of(c.w.sort_list, &subtitle, &c.l.date_short(list.date)),
        "incoming": incoming.collect::<Vec<Value>>(),
        "incoming_crates": list.incoming_crates.0,
        "incoming_items": c.l.number(list.incoming_items.0),
        "docks": list.docks.iter().map(|of| dock(of, c)).collect::<Vec<Value>>(),
    })
}

fn dock(dock: &Dock<'_>, c: Context<'_>) -> Value {
    let rows = dock.rows.iter().map(|row| {
        json!({
            "number": row.number,
            "place": place(row.place),
            "crates": row.load.crates_in.0,
            "bags": row.load.bags,
            "mixed": row.load.mixed,
            "empties": row.load.empties_in.0,
            "items": row.items.0,
            "contents": kinds(&row.kinds, c),
        })
    });
    json!({
        "letter": dock.letter,
        "vehicle": dock.vehicle,
        "ready": c.l.time(dock.ready),
        "rows": rows.collect::<Vec<Value>>(),
        "crates": dock.total.crates_in.0,
        "bags": dock.total.bags,
        "empties": dock.total.empties_in.0,
        "items": c.l.number(dock.items.0),
    })
}

/// The pull list of a place.
pub(super) fn pull_list(list: &PullList<'_>, c: Context<'_>) -> Value {
    let title = format!("{} {}", c.w.pull_list, list.place.name);
    let week = c.l.week(c.stamp.week);
    json!({
        "kind": "pull_list",
        "sheet": sheet_of(&title, &week, &list.place.code.0),
        "place": place(list.place),
        "rounds": list.rounds.iter().map(|of| round(of, c)).collect::<Vec<Value>>(),
        "own": lines(&list.own, c),
        "later": list.later.0,
    })
}

fn round(round: &PullRound<'_>, c: Context<'_>) -> Value {
    let sealed = round.sealed_bags.iter();
    let sealed = sealed.map(|bag| json!({"to": place(bag.to), "contents": kinds(&bag.kinds, c)}));
    json!({
        "date": c.l.date(round.date),
        "visit": round.visit.map(|moment| c.l.time(moment)),
        "lines": lines(&round.lines, c),
        "copies": round.copies.0,
        "crates": round.crates.0,
        "empties": round.empties.0,
        "sealed": sealed.collect::<Vec<Value>>(),
        "others": kinds(&round.others, c),
    })
}

fn lines(lines: &[PullLine<'_>], c: Context<'_>) -> Vec<Value> {
    let line = |line: &PullLine<'_>| {
        json!({
            "category": c.category(line.category),
            "title": line.title,
            "asked": line.asked,
            "request": line.number,
            "copies": line.copies.0,
            "to": place(line.to),
            "sealed": line.sealed,
            "by": c.l.date_short(line.by),
        })
    };
    lines.iter().map(line).collect()
}

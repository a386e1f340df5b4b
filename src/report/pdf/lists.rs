//! Manifests, sort plans and pull lists as parts.

use super::part::{Block, Cell, Part, Style};
use crate::index::PlaceIdx;
use crate::report::view::{
    CrateRow, Dock, KindCount, Manifest, ManifestStop, PullLine, PullList, PullRound, SortList,
};
use crate::report::{Language, PrintedSet};

const CRATES: &[&str] = &["auto", "1fr", "auto", "auto", "auto"];
const PULLS: &[&str] = &["auto", "auto", "1fr", "auto", "1fr", "auto"];

fn kinds(l: Language, counts: &[KindCount]) -> String {
    let of = counts.iter().map(|count| l.kind_count(count.kind, count.items));
    of.collect::<Vec<String>>().join(", ")
}

/// The manifest of each stop, a part a stop.
pub(super) fn manifests(set: &PrintedSet<'_>, parts: &mut Vec<Part>) {
    let (province, plan) = (set.province, set.plan);
    let routes = plan.routes.indices().map(|route| Manifest::of_route(province, plan, route));
    let trolley = plan.week.dates().filter_map(|date| Manifest::of_trolley(province, plan, date));
    for manifest in routes.chain(trolley) {
        parts.extend(manifest.stops.iter().map(|stop| self::manifest(set, &manifest, stop)));
    }
}

fn manifest(set: &PrintedSet<'_>, of: &Manifest<'_>, stop: &ManifestStop<'_>) -> Part {
    let (l, w) = (set.language, set.language.wording());
    let carrier = match &of.carrier {
        Some(by) => format!(
            "{} {} · {} · {} · {} {} {} {}",
            w.route,
            by.letter,
            by.vehicle,
            by.driver,
            w.stop,
            stop.number,
            w.of,
            of.stops.len()
        ),
        None => w.trolley.to_owned(),
    };
    let line = |name: String, contents: String, items: i64| {
        vec![
            Cell::styled(Style::Bold, name),
            Cell::of(contents),
            Cell::number(items),
            Cell::default(),
            Cell::tick(),
        ]
    };
    let crates = |row: &CrateRow| {
        let mut cells = line(row.number.to_string(), kinds(l, &row.kinds), row.items.0);
        cells[3] = Cell::styled(Style::Number, l.kg(row.gross));
        cells
    };
    let mut brought: Vec<Vec<Cell>> = stop.crates.iter().map(crates).collect();
    if let Some(bag) = &stop.bag {
        let mixed = bag.mixed.map_or_else(String::new, |mixed| format!(" M{mixed}"));
        brought.push(line(format!("{}{mixed}", w.bag), kinds(l, &bag.kinds), bag.items.0));
    }
    for bag in &stop.transfers_in {
        let name = format!("{} {} {}", w.transfer_from, bag.number, bag.place.name);
        brought.push(line(name, kinds(l, &bag.kinds), bag.items.0));
    }
    if stop.empties.0 > 0 {
        brought.push(line(format!("{}: {}", w.empty, stop.empties), String::new(), 0));
    }
    let mut taken: Vec<Vec<Cell>> = stop.pickup.iter().map(crates).collect();
    for bag in &stop.transfers_out {
        let name = format!("{} {} {}", w.transfer_for, bag.number, bag.place.name);
        taken.push(line(name, kinds(l, &bag.kinds), bag.items.0));
    }
    if stop.pickup_empties.0 > 0 {
        taken.push(line(format!("{}: {}", w.empty, stop.pickup_empties), String::new(), 0));
    }
    let head = || [w.one_crate, w.contents, w.items, w.weight, w.counted].map(str::to_owned);
    let driver = if of.carrier.is_some() { w.signed_driver } else { w.signed_hub };
    let odd = [w.closed, w.nothing_along, w.extra_crates, w.crate_full, w.damaged];
    Part::sheet(
        w.manifest,
        format!("{} · {}", stop.place.name, l.date(of.date)),
        vec![
            Block::Facts {
                facts: vec![
                    [w.manifest.to_owned(), stop.place.code.0.clone()],
                    [w.arrival.to_owned(), l.time(stop.arrival)],
                    [w.crates.to_owned(), format!("{} / {}", stop.crates_total, stop.pickup_total)],
                ],
            },
            Block::Text { text: carrier },
            Block::Heading { text: w.delivered.to_owned() },
            Block::Table { widths: CRATES, head: head().to_vec(), rows: brought },
            Block::Heading { text: w.collected.to_owned() },
            Block::Table { widths: CRATES, head: head().to_vec(), rows: taken },
            Block::Ticks { words: odd.map(str::to_owned).to_vec() },
            Block::Lines { count: 1 },
            Block::Sign { words: [w.at_time, w.signed_branch, driver].map(str::to_owned).to_vec() },
        ],
    )
}

/// The sort plan of each date.
pub(super) fn sort_plans(set: &PrintedSet<'_>, parts: &mut Vec<Part>) {
    let (l, w) = (set.language, set.language.wording());
    for list in SortList::all(set.province, set.plan) {
        let incoming = list.incoming.iter().map(|row| {
            let by = match &row.letter {
                Some(letter) => format!("{} {letter}", w.route),
                None => w.trolley.to_owned(),
            };
            vec![
                Cell::of(l.date_short(row.date)),
                Cell::of(format!("{} {by}", l.time(row.at))),
                Cell::styled(Style::Bold, &row.place.name),
                Cell::number(row.crates.0),
                Cell::number(row.items.0),
                Cell::of(kinds(l, &row.kinds)),
                Cell::tick(),
            ]
        });
        let head = [w.date, w.at_hub, w.branch, w.crates, w.items, w.contents, ""];
        let mut blocks = vec![
            Block::Heading { text: w.incoming.to_owned() },
            Block::Table {
                widths: &["auto", "auto", "1fr", "auto", "auto", "1fr", "auto"],
                head: head.map(str::to_owned).to_vec(),
                rows: incoming.collect(),
            },
            Block::Heading { text: w.outgoing.to_owned() },
        ];
        let help = if list.docks.is_empty() { w.next_week_help } else { w.outgoing_help };
        blocks.push(Block::Text { text: help.to_owned() });
        for dock in &list.docks {
            blocks.extend(self::dock(set, dock));
        }
        let title = format!("{} · {}", w.sort_list, l.date(list.date));
        parts.push(Part::sheet(w.sort_list, title, blocks));
    }
}

fn dock(set: &PrintedSet<'_>, dock: &Dock<'_>) -> [Block; 2] {
    let (l, w) = (set.language, set.language.wording());
    let route = match &dock.letter {
        Some(letter) => format!("{} {letter}", w.route),
        None => w.trolley.to_owned(),
    };
    let vehicle = dock.vehicle.map_or_else(String::new, |vehicle| format!(" · {vehicle}"));
    let rows = dock.rows.iter().map(|row| {
        let mixed = row.load.mixed.map_or_else(String::new, |mixed| format!(" M{mixed}"));
        let bag = if row.load.bags > 0 { format!("{}{mixed}", w.bag) } else { String::new() };
        vec![
            Cell::styled(Style::Bold, row.number.to_string()),
            Cell::styled(Style::Bold, &row.place.name).with_minor(&row.place.code.0),
            Cell::styled(Style::Bold, row.load.crates_in.to_string()),
            Cell::of(bag),
            Cell::number(row.load.empties_in.0),
            Cell::number(row.items.0),
            Cell::of(kinds(l, &row.kinds)),
            Cell::tick(),
        ]
    });
    let head = [w.stop, w.branch, w.crates, w.bag, w.empty, w.items, w.contents, ""];
    let text = format!("{route}{vehicle} · {} {}", w.ready_at, l.time(dock.ready));
    [
        Block::Heading { text },
        Block::Table {
            widths: &["auto", "1fr", "auto", "auto", "auto", "auto", "1fr", "auto"],
            head: head.map(str::to_owned).to_vec(),
            rows: rows.collect(),
        },
    ]
}

/// The pull list of each place.
pub(super) fn pull_lists(set: &PrintedSet<'_>, parts: &mut Vec<Part>) {
    let (l, w) = (set.language, set.language.wording());
    let lists: Vec<(PlaceIdx, PullList<'_>)> = PullList::all(set.province, set.plan);
    for (_, list) in lists {
        let mut blocks = Vec::new();
        if list.rounds.is_empty() {
            blocks.push(Block::Text { text: w.no_visits.to_owned() });
        }
        for round in &list.rounds {
            self::round(set, round, &mut blocks);
        }
        if list.later.0 > 0 {
            blocks.push(Block::Text { text: format!("{}: {}", w.later_help, list.later) });
        }
        if !list.own.is_empty() {
            blocks.push(Block::Heading { text: w.for_own_branch.to_owned() });
            blocks.push(Block::Text { text: w.own_help.to_owned() });
            blocks.push(pulls(set, &list.own, w.by_when, |line| l.date_short(line.by)));
        }
        let title = format!("{} · {} · {}", w.pull_list, list.place.name, list.place.code);
        parts.push(Part::sheet(w.pull_list, title, blocks));
    }
}

fn round(set: &PrintedSet<'_>, round: &PullRound<'_>, blocks: &mut Vec<Block>) {
    let (l, w) = (set.language, set.language.wording());
    let date = l.date(round.date);
    blocks.push(Block::Heading {
        text: match round.visit {
            Some(moment) => format!("{} {date}, {}", w.pull_before, l.time(moment)),
            None => format!("{} {date}", w.pull_on),
        },
    });
    if round.visit.is_some() {
        let mut text = format!("{}: {}", w.put_out, round.crates);
        if round.empties.0 > 0 {
            text = format!("{text} · {}: {}", w.empties_along, round.empties);
        }
        if !round.others.is_empty() {
            text = format!("{text} · {}: {}", w.also_in_crates, kinds(l, &round.others));
        }
        blocks.push(Block::Text { text });
    }
    for bag in &round.sealed_bags {
        let text = format!("{} {}: {}", w.sealed_bag_for, bag.to.name, kinds(l, &bag.kinds));
        blocks.push(Block::Text { text });
    }
    if round.lines.is_empty() {
        blocks.push(Block::Text { text: w.nothing_to_pull.to_owned() });
    } else {
        blocks.push(pulls(set, &round.lines, w.to_place, |line| line.to.name.clone()));
    }
}

fn pulls(
    set: &PrintedSet<'_>,
    lines: &[PullLine<'_>],
    last: &'static str,
    to: impl Fn(&PullLine<'_>) -> String,
) -> Block {
    let w = set.language.wording();
    let row = |line: &PullLine<'_>| {
        let asked =
            line.asked.map_or_else(String::new, |asked| format!("{} {asked}", w.instead_of));
        let sealed = if line.sealed { w.transfer_bag } else { "" };
        vec![
            Cell::tick(),
            Cell::of(w.categories[line.category as usize]),
            Cell::styled(Style::Bold, line.title).with_minor(asked),
            Cell::number(line.copies.0),
            Cell::of(to(line)).with_minor(sealed),
            Cell::of(line.number),
        ]
    };
    Block::Table {
        widths: PULLS,
        head: ["", w.category, w.title, w.copies, last, w.request].map(str::to_owned).to_vec(),
        rows: lines.iter().map(row).collect(),
    }
}

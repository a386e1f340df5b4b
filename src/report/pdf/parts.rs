//! The parts of a printed set, kind by kind.

use std::collections::BTreeSet;

use super::lists;
use super::part::{Block, Cell, Document, Part, Style, Words};
use super::stickers;
use crate::index::RouteIdx;
use crate::report::figures::{cost_lines, norm_lines};
use crate::report::page::{Context, MapDrawing, bytes};
use crate::report::unserved::{excuse_texts, unserved_texts};
use crate::report::view::{
    ExceptionForm, ExceptionRow, Map, Moves, RouteLine, RouteRow, RouteSheet, SheetNames, Stamp,
    StopRow, WeekView,
};
use crate::report::{PrintedSet, SheetKind, UnservedText};

/// The document of the kinds that are asked for.
pub(super) fn of(set: &PrintedSet<'_>, kinds: &BTreeSet<SheetKind>) -> Document {
    let (l, w, p) = (set.language, set.language.wording(), set.language.paper_words());
    let stamp = Stamp::new(set.province, set.plan, set.header);
    let context = Context::new(l, &stamp);
    let mut parts = Vec::new();
    let wants = |kind: SheetKind| kinds.contains(&kind);
    if wants(SheetKind::Overview) {
        parts.push(overview(set, context));
    }
    for route in set.plan.routes.indices() {
        if wants(SheetKind::RouteSheets) {
            parts.push(route_sheet(set, context, route));
        }
    }
    for route in set.plan.routes.indices() {
        if wants(SheetKind::Exceptions) {
            parts.push(exceptions(set, route));
        }
    }
    if wants(SheetKind::Manifests) {
        lists::manifests(set, &mut parts);
    }
    if wants(SheetKind::SortPlans) {
        lists::sort_plans(set, &mut parts);
    }
    if wants(SheetKind::PullLists) {
        lists::pull_lists(set, &mut parts);
    }
    if wants(SheetKind::Labels) {
        parts.extend(stickers::labels(set));
    }
    if wants(SheetKind::Slips) {
        parts.extend(stickers::slips(set));
    }
    let header = set.header;
    let stamp = format!(
        "{} · {} · {} · {} {} · {} {} · {} {} · {} {} · {}: {}",
        l.status(header.status),
        set.province.settings().province,
        l.week(set.plan.week),
        p.plan,
        header.plan_short,
        w.fingerprint,
        header.fingerprint_short,
        w.seed,
        header.seed,
        w.version,
        header.program_version,
        w.travel,
        l.travel_source(header.travel_source),
    );
    Document {
        title: format!("{} {}", set.province.settings().province, l.week(set.plan.week)),
        lang: l.word(),
        stamp,
        words: Words { page: p.page, of: w.of },
        parts,
    }
}

/// A map as a picture; the letters of its names are those of the document.
fn picture(context: Context<'_>, map: &Map<'_>, about: String) -> Block {
    let svg = String::from_utf8(bytes(&MapDrawing { c: context, map })).expect("SVG is UTF-8");
    let svg = svg.replace("Liberation Sans, Arial, Helvetica, sans-serif", "DejaVu Sans");
    Block::Picture { svg, about }
}

fn overview(set: &PrintedSet<'_>, context: Context<'_>) -> Part {
    let (l, w) = (set.language, set.language.wording());
    let names = SheetNames::new(set.province, set.plan);
    let week = WeekView::new(set.province, set.plan, &names);
    let route = |line: &RouteLine<'_>| {
        vec![
            Cell::styled(Style::Bold, &line.letter),
            Cell::of(l.date_short(line.date)),
            Cell::of(line.vehicle),
            Cell::of(line.driver),
            Cell::number(i64::try_from(line.stops).expect("few stops")),
            Cell::styled(Style::Number, l.km_number(line.distance)),
            Cell::of(l.time(line.departure)),
            Cell::of(l.time(line.back)),
            Cell::styled(
                Style::Number,
                format!("{} {} {}", line.crates_max, w.of, line.vehicle_crates),
            ),
        ]
    };
    let head =
        [w.route, w.day, w.vehicle, w.driver, w.stops, "km", w.departure, w.back, w.crates_max];
    let norms = norm_lines(set.norms, set.province.settings(), l);
    let norms = norms.into_iter().map(|line| {
        vec![Cell::of(line.label), Cell::styled(Style::Bold, line.value), Cell::of(line.verdict)]
    });
    let costs = cost_lines(&set.plan.cost, set.norms.lower_bound, l);
    let costs = costs
        .into_iter()
        .map(|line| vec![Cell::of(line.label), Cell::styled(Style::Number, line.amount)]);
    let unserved = unserved_texts(set.province, set.plan, &[], l);
    let mut blocks = vec![
        Block::Table {
            widths: &["auto", "auto", "1fr", "1fr", "auto", "auto", "auto", "auto", "auto"],
            head: head.map(str::to_owned).to_vec(),
            rows: week.routes.iter().map(route).collect(),
        },
        Block::Heading { text: w.norms.to_owned() },
        Block::Table {
            widths: &["1fr", "auto", "auto"],
            head: vec![w.norms.to_owned(), String::new(), String::new()],
            rows: norms.collect(),
        },
        Block::Heading { text: w.unserved.to_owned() },
    ];
    if unserved.is_empty() {
        blocks.push(Block::Text { text: w.unserved_none.to_owned() });
    } else {
        let row = |left: &UnservedText| {
            [&left.what, &left.reason, &left.nearest_fix].map(Cell::of).to_vec()
        };
        blocks.push(Block::Table {
            widths: &["1fr", "1fr", "1fr"],
            head: [w.unserved_what, w.unserved_why, w.nearest_fix].map(str::to_owned).to_vec(),
            rows: unserved.iter().map(row).collect(),
        });
    }
    for excuse in excuse_texts(set.province, set.plan, l) {
        blocks.push(Block::Text { text: format!("{}: {excuse}", w.excuses) });
    }
    blocks.push(Block::Heading { text: w.costs.to_owned() });
    blocks.push(Block::Table {
        widths: &["1fr", "auto"],
        head: vec![w.costs.to_owned(), "€".to_owned()],
        rows: costs.collect(),
    });
    blocks.push(Block::Heading { text: format!("{} ({})", w.map, w.straight_lines) });
    blocks.push(picture(context, &week.map, w.map_help.to_owned()));
    let title = format!("{} · {}", w.week_overview, l.week(set.plan.week));
    Part::sheet(w.week_overview, title, blocks)
}

fn route_sheet(set: &PrintedSet<'_>, context: Context<'_>, index: RouteIdx) -> Part {
    let (l, w) = (set.language, set.language.wording());
    let sheet = RouteSheet::new(set.province, set.plan, index);
    let facts = [
        (w.vehicle, sheet.vehicle.to_owned()),
        (w.driver, sheet.driver.to_owned()),
        (w.loading_from, l.time(sheet.loading)),
        (w.departure, l.time(sheet.departure)),
        (w.back, l.time(sheet.back)),
        (w.distance, l.km(sheet.distance)),
        (w.stops, sheet.stops.to_string()),
        (w.crates_max, format!("{} {} {}", sheet.crates_max, w.of, sheet.vehicle_crates)),
    ];
    let rows = sheet.rows.iter().map(|row| match row {
        RouteRow::Stop(stop) => stop_row(set, stop),
        RouteRow::Break(pause) => vec![
            Cell::default(),
            Cell::styled(Style::Bold, l.time(pause.start)),
            Cell::styled(
                Style::Bold,
                format!(
                    "{} {}, {} {}",
                    w.break_word,
                    l.minutes(pause.duration),
                    w.until,
                    l.time(pause.end)
                ),
            ),
            Cell::default(),
            Cell::default(),
            Cell::default(),
        ],
    });
    let loads = sheet.loads.iter().map(|row| {
        let mixed = row.load.mixed.map_or_else(String::new, |mixed| format!("M{mixed}"));
        vec![
            Cell::of(row.order.to_string()),
            Cell::styled(Style::Place, &row.place.name).with_minor(&row.place.code.0),
            Cell::styled(Style::Big, row.number.to_string()),
            Cell::styled(Style::Big, row.load.crates_in.to_string()),
            Cell::styled(Style::Big, row.load.empties_in.to_string()),
            Cell::styled(Style::Bold, mixed),
            Cell::tick(),
        ]
    });
    let full = format!("{} {}", w.crates, w.full);
    let empty = format!("{} {}", w.crates, w.empty);
    let mut blocks = vec![
        Block::Facts { facts: facts.map(|(word, value)| [word.to_owned(), value]).to_vec() },
        Block::Table {
            widths: &["auto", "auto", "1fr", "auto", "auto", "auto"],
            head: ["#", w.arrival, w.branch, w.unload, w.load, w.done].map(str::to_owned).to_vec(),
            rows: rows.collect(),
        },
        Block::Heading { text: format!("{} {}", w.load_list, sheet.letter) },
        Block::Text { text: w.load_order_help.to_owned() },
        Block::Table {
            widths: &["auto", "1fr", "auto", "auto", "auto", "auto", "auto"],
            head: vec![
                w.order.to_owned(),
                w.branch.to_owned(),
                w.stop.to_owned(),
                full,
                empty,
                w.bag.to_owned(),
                w.done.to_owned(),
            ],
            rows: loads.collect(),
        },
    ];
    for mixed in &sheet.mixed {
        let stops = mixed.stops.iter().map(|stop| format!("{} {}", stop.number, stop.name));
        let stops = stops.collect::<Vec<String>>().join(" · ");
        blocks.push(Block::Text { text: format!("{} M{}: {stops}", w.mixed_crate, mixed.number) });
    }
    blocks.push(Block::Heading { text: format!("{} {}", w.map, sheet.letter) });
    blocks.push(picture(context, &sheet.map, w.route_map_help.to_owned()));
    let title = format!("{} {} · {}", w.route_sheet, sheet.letter, l.date(sheet.date));
    Part::sheet(w.route_sheet, title, blocks)
}

fn stop_row(set: &PrintedSet<'_>, stop: &StopRow<'_>) -> Vec<Cell> {
    let (l, w) = (set.language, set.language.wording());
    let mut about = Vec::new();
    about.extend([&stop.place.address, &stop.place.municipality].map(String::as_str));
    let key = if stop.key { w.key } else { "" };
    about.push(key);
    let windows: Vec<String> = stop
        .windows
        .iter()
        .map(|window| format!("{} {}–{}", w.open, l.time(window.open), l.time(window.close)))
        .collect();
    about.extend(windows.iter().map(String::as_str));
    about.retain(|text| !text.is_empty());
    let odd = [w.closed, w.nothing_along, w.extra_crates, w.crate_full, w.damaged];
    let odd = odd.map(|word| format!("☐ {word}")).join("  ");
    let wait = stop.wait_until.map(|moment| format!("{} {}, ", w.wait_until, l.time(moment)));
    let when = format!("{}{}", wait.unwrap_or_default(), l.minutes(stop.service));
    let (brings, takes) = moves(set, &stop.moves);
    vec![
        Cell::styled(Style::Big, stop.number.to_string()),
        Cell::styled(Style::Big, l.time(stop.arrival)).with_minor(when),
        Cell::styled(Style::Place, &stop.place.name)
            .with_minor(format!("{}\n{odd}", about.join(" · "))),
        brings,
        takes,
        Cell::tick(),
    ]
}

/// What is unloaded and what is loaded.
fn moves(set: &PrintedSet<'_>, moves: &Moves<'_>) -> (Cell, Cell) {
    let w = set.language.wording();
    let load = moves.load;
    let mut brings = Vec::new();
    let mut takes = Vec::new();
    if load.empties_in.0 > 0 {
        brings.push(format!("{} {}", load.empties_in, w.empty));
    }
    if load.bags > 0 {
        let mixed = load.mixed.map_or_else(String::new, |mixed| format!(" M{mixed}"));
        brings.push(format!(
            "{} {}{mixed}",
            load.bags,
            if load.bags == 1 { w.bag } else { w.bags }
        ));
    }
    brings
        .extend(moves.transfers_in.iter().map(|bag| format!("{} {}", w.transfer_from, bag.number)));
    if load.empties_out.0 > 0 {
        takes.push(format!("{} {}", load.empties_out, w.empty));
    }
    takes
        .extend(moves.transfers_out.iter().map(|bag| format!("{} {}", w.transfer_for, bag.number)));
    let cell = |full: i64, more: &[String]| {
        Cell::styled(Style::Big, format!("{full} {}", w.full)).with_minor(more.join(", "))
    };
    (cell(load.crates_in.0, &brings), cell(load.crates_out.0, &takes))
}

fn exceptions(set: &PrintedSet<'_>, index: RouteIdx) -> Part {
    let (l, w, p) = (set.language, set.language.wording(), set.language.paper_words());
    let form = ExceptionForm::of_route(set.province, set.plan, index);
    let row = |row: &ExceptionRow<'_>| {
        vec![
            Cell::styled(Style::Big, row.number.to_string()),
            Cell::styled(Style::Place, &row.place.name).with_minor(&row.place.code.0),
            Cell::styled(Style::States, p.visit_states.join("|")),
            Cell::styled(Style::Planned, l.time(row.planned)),
            Cell::styled(Style::Planned, row.crates_in.to_string()),
            Cell::styled(Style::Planned, row.crates_out.to_string()),
            Cell::default(),
            Cell::default(),
        ]
    };
    let head = [
        "#",
        p.place_word,
        p.status_word,
        p.time_word,
        p.in_word,
        p.out_word,
        p.items_word,
        p.reason_word,
    ];
    let gone =
        [p.fact_word, p.place_word, p.status_word, p.request_word, p.items_word, p.reason_word];
    let blank = || {
        let mut row = vec![Cell::default(); gone.len()];
        row[0] = Cell::of(p.fact_item);
        row[2] = Cell::of(p.not_on_shelf);
        row
    };
    let letter = form.letter.unwrap_or_default();
    let title = format!("{} {letter} · {}", p.exceptions, l.date(form.date));
    let of_visits = format!("{}: {} · {}: {}", p.fact_word, p.fact_visit, p.date_word, form.date);
    Part::sheet(
        p.exceptions,
        title,
        vec![
            Block::Text { text: p.exceptions_help.to_owned() },
            Block::Text { text: of_visits },
            Block::Table {
                widths: &["auto", "1fr", "44mm", "13mm", "13mm", "13mm", "15mm", "30mm"],
                head: head.map(str::to_owned).to_vec(),
                rows: form.rows.iter().map(row).collect(),
            },
            Block::Heading { text: p.items_gone.to_owned() },
            Block::Text { text: p.items_gone_help.to_owned() },
            Block::Table {
                widths: &["auto", "24mm", "auto", "30mm", "16mm", "1fr"],
                head: gone.map(str::to_owned).to_vec(),
                rows: (0..5).map(|_| blank()).collect(),
            },
            Block::Heading { text: w.notes.to_owned() },
            Block::Lines { count: 2 },
            Block::Sign {
                words: [w.at_time, w.signed_driver, p.typed_by].map(str::to_owned).to_vec(),
            },
            Block::Text { text: format!("{} {}", p.typed_help, p.facts_head) },
        ],
    )
}

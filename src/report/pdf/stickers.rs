//! Labels and slips as stickers.

use super::part::{Part, Sticker};
use crate::report::PrintedSet;
use crate::report::code::Modules;
use crate::report::view::{Label, LabelSheet, Labelled, SheetNames, Slip, SlipSheet};

/// A code as a picture of its own; bars are drawn as high as there is room.
fn svg(code: &Modules) -> String {
    let Modules { width, height, path } = code;
    format!(
        "<svg viewBox=\"0 0 {width} {height}\" preserveAspectRatio=\"none\" \
         shape-rendering=\"crispEdges\" xmlns=\"http://www.w3.org/2000/svg\"><path d=\"{path}\"/></svg>"
    )
}

/// The labels of each route and of the trolley.
pub(super) fn labels(set: &PrintedSet<'_>) -> Vec<Part> {
    let (l, w, p) = (set.language, set.language.wording(), set.language.paper_words());
    let names = SheetNames::new(set.province, set.plan);
    let sheets = LabelSheet::all(set.province, set.plan, &names, set.grai);
    let part = |(_, sheet): (_, LabelSheet<'_>)| {
        let route = match &sheet.letter {
            Some(letter) => format!("{} {letter}", w.route),
            None => w.trolley.to_owned(),
        };
        let sticker = |label: &Label<'_>| {
            let what = match label.what {
                Labelled::Crate { number, of } => {
                    format!("{} {number} {} {of}", w.one_crate, w.of)
                }
                Labelled::Bag { mixed: Some(mixed) } => {
                    format!("{} · {} M{mixed}", w.bag, w.mixed_crate)
                }
                Labelled::Bag { mixed: None } => w.bag.to_owned(),
                Labelled::Mixed { .. } => {
                    let stops = label.stops.iter().map(|(stop, name)| format!("{stop} {name}"));
                    stops.collect::<Vec<String>>().join(", ")
                }
                Labelled::Transfer { from } => {
                    format!("{} · {} {from}", w.transfer_bag, w.transfer_from)
                }
            };
            let stop = if label.stop > 0 {
                format!(" · {} {}", w.stop, label.stop)
            } else {
                String::new()
            };
            let day = l.date_short(sheet.date);
            let mixed = match label.what {
                Labelled::Mixed { number } => format!("M{number}"),
                _ => String::new(),
            };
            Sticker {
                big: label.place.map_or(mixed, |place| place.code.0.clone()),
                place: label.place.map_or(w.mixed_crate, |place| &place.name).to_owned(),
                lines: vec![what, format!("{route}{stop} · {day} · {}", l.week(set.plan.week))],
                qr: svg(&label.qr),
                bars: vec![[String::new(), svg(&label.bars), label.bars_text.clone()]],
                foot: p.remove_label.to_owned(),
            }
        };
        Part {
            title: format!("{} · {route} · {}", p.labels, l.date(sheet.date)),
            group: p.labels,
            blocks: Vec::new(),
            stickers: sheet.pages.iter().map(|page| page.iter().map(sticker).collect()).collect(),
        }
    };
    sheets.into_iter().map(part).collect()
}

/// The slips of each day.
pub(super) fn slips(set: &PrintedSet<'_>) -> Vec<Part> {
    let (l, w, p) = (set.language, set.language.wording(), set.language.paper_words());
    let part = |sheet: SlipSheet<'_>| {
        let day = sheet.date.map_or_else(|| p.slips_of_requests.to_owned(), |date| l.date(date));
        let sticker = |slip: &Slip<'_>| {
            let (kind, _) = w.kinds[slip.kind as usize];
            let mut what = format!("{kind} {}", slip.code);
            if slip.of > 1 {
                what = format!("{what} · {} {} {}", slip.number, w.of, slip.of);
            }
            if let Some(title) = slip.title {
                what = format!("{what} · {} {title}", w.title);
            }
            let from = slip.from.map_or_else(String::new, |from| format!("{} →", from.name));
            let bars = [(p.way_out, &slip.out), (p.way_back, &slip.back)];
            let bars =
                bars.map(|(word, bars)| [word.to_owned(), svg(&bars.modules), bars.text.clone()]);
            Sticker {
                big: String::new(),
                place: format!("{} · {}", slip.to.name, slip.to.code),
                lines: vec![from, what],
                qr: String::new(),
                bars: bars.to_vec(),
                foot: String::new(),
            }
        };
        Part {
            title: format!("{} · {day}", p.slips),
            group: p.slips,
            blocks: Vec::new(),
            stickers: sheet.pages.iter().map(|page| page.iter().map(sticker).collect()).collect(),
        }
    };
    SlipSheet::all(set.province, set.plan).into_iter().map(part).collect()
}

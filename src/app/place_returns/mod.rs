//! `returns`: where copies go that came back.

mod expected;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::clock::Stopwatch;
use super::error::Error;
use super::load::{Loaded, load_with};
use super::plan_week::sending_cost;
use crate::diagnostic::Diagnostics;
use crate::index::{PlaceIdx, SquareMatrix, TitleIdx};
use crate::ingest::{IngestError, Tables, read_history};
use crate::matching::{
    ReturnedCopies, ReturnsAnswer, ReturnsProblem, expected_savings, place_returns as place_copies,
    send_home,
};
use crate::model::{
    Category, FloatLimit, Floats, History, ParcelKind, PlaceKind, Province, ReturnedItems, Shipment,
};
use crate::store::{Overwrite, write_shipments_file};
use crate::units::{Cents, Items};
use expected::ExpectedDemand;

/// Days of waiting that a copy on the own shelf saves, where the settings do not say what it saves:
/// the mean lead time of two visits a week.
const WAITING_DAYS: i64 = 4;

/// What `returns` is asked for.
#[derive(Clone, Debug)]
pub struct ReturnsOrder {
    /// What came back, in the form of `returns.csv`.
    pub file: PathBuf,
    /// Float limits, in the form of `float_limits.csv`.
    pub limits: Option<PathBuf>,
    /// Where the transports go, in the form of `shipments.csv`, if anywhere.
    pub out: Option<(PathBuf, Overwrite)>,
}

/// Where a copy goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReturnsTo {
    /// Where it belongs.
    Home,
    /// Nowhere: it stays where it came back, and belongs elsewhere.
    Stays,
    /// Into the background collection.
    Background,
    /// To a place where it is missed more.
    Elsewhere,
}

/// Copies of a title that go the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedCopies {
    /// What came back.
    pub returned: ReturnedItems,
    /// Where they go.
    pub to: PlaceIdx,
    /// How many.
    pub copies: Items,
}

impl PlacedCopies {
    /// What kind of place that is.
    pub fn destination(&self, province: &Province) -> ReturnsTo {
        if self.to == self.returned.home {
            ReturnsTo::Home
        } else if self.to == self.returned.place {
            ReturnsTo::Stays
        } else if province.places()[self.to].kind == PlaceKind::Background {
            ReturnsTo::Background
        } else {
            ReturnsTo::Elsewhere
        }
    }
}

/// What returned copies cost and save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReturnsCost {
    /// Handling and transport.
    pub moving: Cents,
    /// What is expected to be saved by copies that stand where they are asked for.
    pub saved: Cents,
}

/// Where all copies go that came back.
#[derive(Clone, Debug)]
pub struct PlacedReturns {
    /// The province.
    pub province: Province,
    /// What goes where, by title, place and destination.
    pub placed: Vec<PlacedCopies>,
    /// What that costs.
    pub cost: ReturnsCost,
    /// What it would cost to send all of them home.
    pub cost_home: ReturnsCost,
    /// What no placement undercuts, moving less saved.
    pub bound: Cents,
    /// How long all of it took.
    pub seconds: f64,
}

/// Decides where copies go that came back: home, nowhere, or to where they are missed most, by the
/// loans of the history and the float limits given.
pub fn place_returns(data: &Path, order: &ReturnsOrder) -> Result<PlacedReturns, Error> {
    let watch = Stopwatch::start();
    let (loaded, (history, rows), found) = load_with(data, |tables, rules| {
        let (history, mut found) = read_history(data, tables, rules);
        let rows = files(tables, order);
        let rows = rows.map(|(returned, limits, of_files)| {
            found.append(of_files);
            (returned, limits)
        });
        ((history, rows), found)
    })?;
    let (mut returned, limits) = rows?;
    let loaded = loaded.ok_or(Error::Data { found })?;
    returned.sort_unstable();
    let problem = problem(&loaded, &history, &returned, &limits)?;
    let answer = place_copies(&problem);
    let placed = placed(&returned, &answer);
    if let Some((file, overwrite)) = &order.out {
        let shipments = shipments(&loaded.province, &placed);
        write_shipments_file(file, &loaded.province, &shipments, *overwrite)?;
    }
    let cost = |answer: &ReturnsAnswer| ReturnsCost { moving: answer.moving, saved: answer.saved };
    Ok(PlacedReturns {
        placed,
        cost: cost(&answer),
        cost_home: cost(&send_home(&problem)),
        bound: answer.bound,
        seconds: watch.elapsed().as_secs_f64(),
        province: loaded.province,
    })
}

type Files = (Vec<ReturnedItems>, Vec<FloatLimit>, Diagnostics);

fn files(tables: &Tables, order: &ReturnsOrder) -> Result<Files, IngestError> {
    let (returned, mut found) = tables.returned(&order.file)?;
    let limits = order.limits.as_ref().map(|file| tables.float_limits(file)).transpose()?;
    let (limits, of_limits) = limits.unwrap_or_default();
    found.append(of_limits);
    Ok((returned, limits, found))
}

fn problem(
    Loaded { province, travel, .. }: &Loaded,
    history: &History,
    returned: &[ReturnedItems],
    limits: &[FloatLimit],
) -> Result<ReturnsProblem, Error> {
    let demand = ExpectedDemand::of(province, history).ok_or(Error::NoLoans)?;
    let settings = province.settings();
    let (prices, rule) = (&settings.prices, settings.returns);
    let places = province.places();
    let waiting = prices.awaited_item_day * WAITING_DAYS;
    let saved = rule.saved.unwrap_or(prices.touch * 2 + waiting);
    let is_open = |place: PlaceIdx| places[place].is_visited();
    let mut savings = BTreeMap::new();
    for of_title in returned.chunk_by(|a, b| a.title == b.title) {
        let title = of_title[0].title;
        for place in places.indices().filter(|place| is_open(*place)) {
            let expected = demand.within(rule.horizon_days, (title, place));
            let present = on_shelf(province, title, place);
            let further = expected_savings(expected, present, saved);
            if !further.is_empty() {
                savings.insert((title, place), further);
            }
        }
    }
    let standing = |home: PlaceIdx, place: PlaceIdx| {
        let is_background = places[place].kind == PlaceKind::Background;
        let is_own = places[home].organisation == places[place].organisation;
        match rule.floats {
            Floats::Home => None,
            Floats::Organisation if !is_own => None,
            // It is dearer to lend from there, as the prices of suppliers have it.
            _ if is_background => Some(prices.background),
            _ if !is_open(place) => None,
            _ if is_own => Some(Cents::ZERO),
            _ => Some(prices.other_organisation),
        }
    };
    let moving = |from: PlaceIdx, to: PlaceIdx| {
        if from == to {
            Some(Cents::ZERO)
        } else {
            Some(sending_cost(prices, travel.leg(from, to)?))
        }
    };
    let category = |title: TitleIdx| province.titles()[title].category;
    Ok(ReturnsProblem {
        returned: returned
            .iter()
            .map(|of| ReturnedCopies {
                title: of.title,
                at: of.place,
                home: of.home,
                quantity: of.items,
            })
            .collect(),
        savings,
        moving: SquareMatrix::from_fn(places.len(), moving),
        standing: SquareMatrix::from_fn(places.len(), standing),
        group: returned.iter().map(|of| (of.title, category(of.title) as usize)).collect(),
        room: room(province, limits),
    })
}

fn on_shelf(province: &Province, title: TitleIdx, place: PlaceIdx) -> Items {
    let lots = province.holdings().of(title).iter().filter(|lot| lot.place == place);
    Items(lots.map(|lot| i64::from(lot.on_shelf)).sum())
}

/// How many copies of a category a place has room for beside those that it has; of two limits for
/// one thing the lower holds.
fn room(province: &Province, limits: &[FloatLimit]) -> BTreeMap<(PlaceIdx, usize), Items> {
    let mut room: BTreeMap<(PlaceIdx, usize), Items> = BTreeMap::new();
    for limit in limits {
        let least = room.entry((limit.place, limit.category as usize)).or_insert(limit.copies);
        *least = limit.copies.min(*least);
    }
    for (title, lot) in province.holdings().iter() {
        let category: Category = province.titles()[title].category;
        if let Some(left) = room.get_mut(&(lot.place, category as usize)) {
            *left -= Items(i64::from(lot.copies));
        }
    }
    room
}

fn placed(returned: &[ReturnedItems], answer: &ReturnsAnswer) -> Vec<PlacedCopies> {
    let of = answer.placements.iter();
    of.map(|of| PlacedCopies { returned: returned[of.lot], to: of.to, copies: of.quantity })
        .collect()
}

/// A shipment for all copies of a title that move between the same two places after the same day.
fn shipments(province: &Province, placed: &[PlacedCopies]) -> Vec<Shipment> {
    let moves = placed.iter().filter(|of| of.to != of.returned.place);
    let shipment = |(number, of): (usize, &PlacedCopies)| {
        let title = &province.titles()[of.returned.title];
        let is_home = of.to == of.returned.home;
        Shipment {
            code: format!("RT{:05}", number + 1).into(),
            kind: if is_home { ParcelKind::Return } else { ParcelKind::Floating },
            from: of.returned.place,
            to: of.to,
            accepted: of.returned.date,
            ready: of.returned.date,
            items: of.copies,
            grams_each: title.grams,
            millilitres_each: title.millilitres,
            whole_crates: None,
        }
    };
    moves.enumerate().map(shipment).collect()
}

//! The pull list of a place (pluklijst): what staff take from the shelf, before which visit.

use std::collections::BTreeMap;

use super::load::{KindCount, count, kinds, transfers_out};
use crate::index::{IndexVec, ParcelIdx, PlaceIdx, VisitIdx};
use crate::model::{
    Category, ClockTime, Parcel, ParcelKind, ParcelOrigin, Place, Plan, Province, ServiceDate,
    Source, Supply, Weekday,
};
use crate::units::{Crates, Items};

/// What one place pulls in the week.
#[derive(Debug)]
pub(crate) struct PullList<'a> {
    pub(crate) place: &'a Place,
    pub(crate) rounds: Vec<PullRound<'a>>,
    /// For readers of the place itself; nothing moves.
    pub(crate) own: Vec<PullLine<'a>>,
    /// Items for elsewhere that wait for a visit after this week.
    pub(crate) later: Items,
}

/// What must be ready before one visit, or on one day for a place at the hub.
#[derive(Debug)]
pub(crate) struct PullRound<'a> {
    pub(crate) date: ServiceDate,
    /// When the visit comes; `None` for a place at the hub.
    pub(crate) visit: Option<ClockTime>,
    pub(crate) lines: Vec<PullLine<'a>>,
    pub(crate) copies: Items,
    /// Full crates to put out.
    pub(crate) crates: Crates,
    /// Empty crates that go along.
    pub(crate) empties: Crates,
    /// Sealed bags to put out.
    pub(crate) sealed_bags: Vec<SealedBag<'a>>,
    /// What else goes into the crates, such as returns.
    pub(crate) others: Vec<KindCount>,
}

/// A bag to put out beside the crates, and what goes into it.
#[derive(Debug)]
pub(crate) struct SealedBag<'a> {
    pub(crate) to: &'a Place,
    pub(crate) kinds: Vec<KindCount>,
}

/// One line: a request and the copies for it.
#[derive(Debug)]
pub(crate) struct PullLine<'a> {
    pub(crate) category: Category,
    /// The title to pull.
    pub(crate) title: &'a str,
    /// The title asked for, where another edition of it is pulled.
    pub(crate) asked: Option<&'a str>,
    pub(crate) number: &'a str,
    pub(crate) copies: Items,
    pub(crate) to: &'a Place,
    /// Whether they go into a sealed bag for that place, and not into the crates for the hub.
    pub(crate) sealed: bool,
    /// The day by which a line for the own branch must lie ready.
    pub(crate) by: ServiceDate,
}

impl<'a> PullList<'a> {
    /// The lists of all places that pull or are visited, in place order. O(visits + contents).
    pub(crate) fn all(province: &'a Province, plan: &'a Plan) -> Vec<(PlaceIdx, Self)> {
        let places = province.places();
        let mut lists: IndexVec<PlaceIdx, Self> = places
            .iter()
            .map(|place| Self { place, rounds: Vec::new(), own: Vec::new(), later: Items::ZERO })
            .collect();
        let supplies: BTreeMap<ParcelIdx, &Supply> = plan.supplied_parcels(province).collect();
        for (index, visit) in plan.visits.iter_indexed() {
            let round = round_of_visit(province, plan, (index, &supplies));
            lists[visit.place].rounds.push(round);
        }
        add_rounds_at_hub(province, plan, &supplies, &mut lists);
        for supply in &plan.supplies {
            let request = &province.requests()[supply.request];
            if supply.source == Source::Shelf(request.pickup) {
                let by = request.placed.plus_days(1).max(plan.week.date(Weekday::Mon));
                let line = line(province, supply, supply.quantity, by);
                lists[request.pickup].own.push(line);
            }
        }
        for parcel in plan.parcels.iter().filter(|parcel| waits_for_a_visit(province, parcel)) {
            lists[parcel.from].later += parcel.items;
        }
        for list in &mut lists {
            list.own.sort_by_key(|line| (line.category, line.title, line.number));
        }
        let used = |(index, list): &(PlaceIdx, Self)| {
            places[*index].is_visited() || !list.rounds.is_empty() || !list.own.is_empty()
        };
        lists.indices().zip(lists).filter(used).collect()
    }
}

/// What the crates of a visit take along: lines for requests, counts for the rest.
fn round_of_visit<'a>(
    province: &'a Province,
    plan: &'a Plan,
    (index, supplies): (VisitIdx, &BTreeMap<ParcelIdx, &Supply>),
) -> PullRound<'a> {
    let visit = &plan.visits[index];
    let bags = transfers_out(province, plan, index);
    let mut copies: BTreeMap<ParcelIdx, Items> = BTreeMap::new();
    for (parcel, items) in visit.pickup.crates.iter().flat_map(|fill| &fill.contents) {
        *copies.entry(*parcel).or_default() += *items;
    }
    let in_crates = copies.iter().filter_map(|(parcel, items)| {
        Some(line(province, supplies.get(parcel)?, *items, visit.date))
    });
    let in_bags = bags.iter().flat_map(|bag| &bag.fill.contents).filter_map(|(parcel, items)| {
        let line = line(province, supplies.get(parcel)?, *items, visit.date);
        Some(PullLine { sealed: true, ..line })
    });
    let lines = in_crates.chain(in_bags);
    let others = kinds(plan, &visit.pickup.crates).into_iter();
    let sealed = bags.iter().map(|bag| SealedBag { to: bag.place, kinds: kinds(plan, [bag.fill]) });
    PullRound {
        visit: Some(visit.arrival),
        crates: count(&visit.pickup.crates),
        empties: visit.pickup.empties,
        sealed_bags: sealed.collect(),
        others: others.filter(|count| count.kind != ParcelKind::Request).collect(),
        ..PullRound::of_lines(visit.date, lines.collect())
    }
}

/// The requests that places at the hub fill, by the day on which their copies must be ready.
fn add_rounds_at_hub<'a>(
    province: &'a Province,
    plan: &Plan,
    supplies: &BTreeMap<ParcelIdx, &Supply>,
    lists: &mut IndexVec<PlaceIdx, PullList<'a>>,
) {
    let mut days: BTreeMap<(PlaceIdx, ServiceDate), Vec<PullLine<'a>>> = BTreeMap::new();
    for (parcel, supply) in supplies {
        let parcel = &plan.parcels[*parcel];
        if province.is_at_hub(parcel.from) {
            let lines = days.entry((parcel.from, parcel.ready)).or_default();
            lines.push(line(province, supply, parcel.items, parcel.ready));
        }
    }
    for ((place, date), lines) in days {
        lists[place].rounds.push(PullRound::of_lines(date, lines));
    }
}

/// Whether a request's copy stays on its shelf until a visit after this week.
fn waits_for_a_visit(province: &Province, parcel: &Parcel) -> bool {
    let for_request = matches!(parcel.origin, ParcelOrigin::Request(_));
    for_request && parcel.collected_by.is_none() && !province.is_at_hub(parcel.from)
}

fn line<'a>(
    province: &'a Province,
    supply: &Supply,
    copies: Items,
    by: ServiceDate,
) -> PullLine<'a> {
    let request = &province.requests()[supply.request];
    let title = &province.titles()[supply.title(request)];
    let asked = &province.titles()[request.title];
    PullLine {
        category: title.category,
        title: &title.code,
        asked: supply.edition.map(|_| &*asked.code),
        number: &request.number,
        copies,
        to: &province.places()[request.pickup],
        sealed: false,
        by,
    }
}

impl<'a> PullRound<'a> {
    /// A round of lines alone, what goes into a sealed bag last, by category, title and number.
    fn of_lines(date: ServiceDate, mut lines: Vec<PullLine<'a>>) -> Self {
        lines.sort_by_key(|line| (line.sealed, line.category, line.title, line.number));
        Self {
            date,
            visit: None,
            copies: lines.iter().map(|line| line.copies).sum(),
            lines,
            crates: Crates::ZERO,
            empties: Crates::ZERO,
            sealed_bags: Vec::new(),
            others: Vec::new(),
        }
    }
}

//! Who fills which request, from which shelf, within what a shelf and its staff can give.

use std::collections::BTreeMap;

use super::case::Case;
use super::verdict::Findings;
use super::{Expected, Fact, Rule, Subject};
use crate::index::{IndexVec, OrganisationIdx, PlaceIdx, RequestIdx, TitleIdx};
use crate::model::{HoldingLot, Request, ServiceDate, Source, Supply, Unserved, Weekday};
use crate::units::Items;

/// What all supplies of the week take together.
struct Taken {
    lots: BTreeMap<(TitleIdx, PlaceIdx), Items>,
    /// What a lender pulls for one departure.
    pulled: BTreeMap<(PlaceIdx, ServiceDate), Items>,
    /// What the places of an organisation pull in the week.
    lent: IndexVec<OrganisationIdx, Items>,
    /// What it lends to others beyond what it borrows from them.
    net: IndexVec<OrganisationIdx, Items>,
    /// What comes onto the hold shelf of a pick-up place.
    held: IndexVec<PlaceIdx, Items>,
    filled: IndexVec<RequestIdx, Items>,
    /// What nothing fills.
    lacking: IndexVec<RequestIdx, Items>,
}

pub(super) fn hold(case: &Case<'_>, found: &mut Findings) {
    let taken = Taken::of(case);
    quantities(case, &taken, found);
    editions(case, found);
    particular_copies(case, found);
    in_use(case, found);
    shelves(case, &taken, found);
    returning(case, found);
    for (position, supply) in case.plan.supplies.iter().enumerate() {
        copies_left(case, &taken, (position, supply), found);
    }
}

/// The visit whose pull list a copy for a request stands on. A copy for the own pick-up place is
/// pulled with what that visit takes along; where no visit comes, on the day it is ready.
fn departure(case: &Case<'_>, request: &Request, lender: PlaceIdx) -> Option<ServiceDate> {
    let ready = case.ready(request);
    if lender == request.pickup {
        let call = case.calls.first_from(lender, ready);
        return Some(call.map_or(ready, |call| call.date));
    }
    case.calls.way(case.province, (lender, request.pickup), ready).leaves
}

impl Taken {
    fn of(case: &Case<'_>) -> Self {
        let province = case.province;
        let mut taken = Self {
            lots: BTreeMap::new(),
            pulled: BTreeMap::new(),
            lent: IndexVec::filled(Items::ZERO, province.organisations().len()),
            net: IndexVec::filled(Items::ZERO, province.organisations().len()),
            held: IndexVec::filled(Items::ZERO, province.places().len()),
            filled: IndexVec::filled(Items::ZERO, province.requests().len()),
            lacking: IndexVec::filled(Items::ZERO, province.requests().len()),
        };
        for supply in &case.plan.supplies {
            let request = &province.requests()[supply.request];
            taken.filled[supply.request] += supply.quantity;
            if supply.source == Source::Unfilled {
                taken.lacking[supply.request] += supply.quantity;
            }
            if let Source::Shelf(lender) = supply.source {
                let [lends, borrows] = organisations(case, lender, request.pickup);
                taken.lent[lends] += supply.quantity;
                taken.net[lends] += supply.quantity;
                taken.net[borrows] -= supply.quantity;
                *taken.lots.entry((supply.title(request), lender)).or_default() += supply.quantity;
                if let Some(date) = departure(case, request, lender) {
                    *taken.pulled.entry((lender, date)).or_default() += supply.quantity;
                }
            }
            if matches!(supply.source, Source::Shelf(_) | Source::Outside) {
                taken.held[request.pickup] += supply.quantity;
            }
        }
        taken
    }

    /// The copies of a lot that stay on the shelf.
    fn left(&self, title: TitleIdx, lot: &HoldingLot) -> Items {
        let taken = self.lots.get(&(title, lot.place)).copied().unwrap_or_default();
        Items(i64::from(lot.on_shelf)) - taken
    }

    /// Whether one organisation may lend an item more to another, or to itself.
    fn may_lend(&self, case: &Case<'_>, [lends, borrows]: [OrganisationIdx; 2]) -> bool {
        let limits = case.province.organisations();
        let is_below = |most: Option<Items>, now: Items| most.is_none_or(|most| now < most);
        let is_above = limits[borrows].lending.net_least.is_none_or(|it| self.net[borrows] > it);
        let may_part = lends == borrows
            || (is_below(limits[lends].lending.net_most, self.net[lends]) && is_above);
        may_part && is_below(limits[lends].lending.most, self.lent[lends])
    }

    /// Whether a lender can pull one item more for a request, and the item would arrive.
    fn could_pull(&self, case: &Case<'_>, request: &Request, lender: PlaceIdx) -> bool {
        let way = case.calls.way(case.province, (lender, request.pickup), case.ready(request));
        let Some(leaves) = departure(case, request, lender).filter(|_| way.arrives.is_some())
        else {
            return false;
        };
        let pulled = self.pulled.get(&(lender, leaves)).copied().unwrap_or_default();
        let place = &case.province.places()[lender];
        case.is_in_use(lender)
            && self.may_lend(case, organisations(case, lender, request.pickup))
            && pulled < place.service.pull_capacity
    }
}

/// Who lends and who borrows.
fn organisations(case: &Case<'_>, lender: PlaceIdx, pickup: PlaceIdx) -> [OrganisationIdx; 2] {
    [lender, pickup].map(|place| case.province.places()[place].organisation)
}

fn quantities(case: &Case<'_>, taken: &Taken, found: &mut Findings) {
    let (monday, last_day) = (case.plan.week.date(Weekday::Mon), case.last_day());
    for (index, request) in case.province.requests().iter_indexed() {
        let (subject, filled) = (Subject::Request(index), taken.filled[index]);
        if request.placed <= last_day && request.limit >= monday {
            found.exactly(Rule::SupplyQuantity, subject, request.quantity, filled);
        }
    }
    for (index, request) in case.province.requests().iter_indexed() {
        let lacks = taken.lacking[index];
        if request.whole && Items::ZERO < lacks && lacks < request.quantity {
            found.exactly(Rule::WholeGroup, Subject::Request(index), Items::ZERO, lacks);
        }
    }
    for (position, supply) in case.plan.supplies.iter().enumerate() {
        let request = &case.province.requests()[supply.request];
        let subject = Subject::Supply(position);
        found.at_most(Rule::SupplyConsidered, subject, last_day, request.placed);
        found.at_least(Rule::SupplyConsidered, subject, monday, request.limit);
    }
}

/// A supply names an edition where it is not the one asked for, and only then; what no copy of the
/// province fills has none.
fn editions(case: &Case<'_>, found: &mut Findings) {
    let province = case.province;
    for (position, supply) in case.plan.supplies.iter().enumerate() {
        let request = &province.requests()[supply.request];
        let Some(title) = supply.edition else { continue };
        let by_copy = matches!(supply.source, Source::Shelf(_) | Source::Returning);
        let is_other = title != request.title && province.editions_of(request).contains(&title);
        if !by_copy || !is_other {
            let asked = Expected::Exactly(request.title.into());
            found.push(Rule::Edition, Subject::Supply(position), asked, title);
        }
    }
}

/// Which of the copies on loan comes back is not known, so that awaiting one is no answer to a
/// request for that of one place.
fn particular_copies(case: &Case<'_>, found: &mut Findings) {
    for (position, supply) in case.plan.supplies.iter().enumerate() {
        let Some(only) = case.province.requests()[supply.request].only_from else { continue };
        let by = match supply.source {
            Source::Shelf(lender) if lender != only => Fact::from(lender),
            Source::Returning => Fact::Nothing,
            Source::Shelf(_) | Source::Outside | Source::Unfilled => continue,
        };
        found.push(Rule::OnlyFrom, Subject::Supply(position), Expected::Exactly(only.into()), by);
    }
}

fn in_use(case: &Case<'_>, found: &mut Findings) {
    let unused = |place: PlaceIdx| !case.is_in_use(place);
    for (position, supply) in case.plan.supplies.iter().enumerate() {
        let pickup = case.province.requests()[supply.request].pickup;
        let lender = match supply.source {
            Source::Shelf(lender) => Some(lender),
            Source::Returning | Source::Outside => None,
            Source::Unfilled => continue,
        };
        if let Some(place) = lender.into_iter().chain([pickup]).find(|place| unused(*place)) {
            let nothing = Expected::Exactly(Fact::Nothing);
            found.push(Rule::InUse, Subject::Supply(position), nothing, place);
        }
    }
    let (monday, last_day) = (case.plan.week.date(Weekday::Mon), case.last_day());
    for (index, request) in case.province.requests().iter_indexed() {
        let considered = request.placed <= last_day && request.limit >= monday;
        if considered && unused(request.pickup) {
            let named = |unserved: &&Unserved| matches!(unserved, Unserved::Request { request, .. } if *request == index);
            let named = case.plan.unserved.iter().filter(named).count();
            found.exactly(Rule::InUse, Subject::Request(index), 1, named);
        }
    }
}

fn shelves(case: &Case<'_>, taken: &Taken, found: &mut Findings) {
    let province = case.province;
    for (&(title, place), &items) in &taken.lots {
        let lots = province.holdings().of(title);
        let on_shelf = lots.iter().filter(|lot| lot.place == place).map(|lot| lot.on_shelf);
        let on_shelf = Items(on_shelf.map(i64::from).sum());
        found.at_most(Rule::ShelfCopies, Subject::Lot(title, place), on_shelf, items);
    }
    for (&(lender, date), &items) in &taken.pulled {
        let capacity = province.places()[lender].service.pull_capacity;
        found.at_most(Rule::PullCapacity, Subject::PlaceOn(lender, date), capacity, items);
    }
    for (body, &items) in taken.lent.iter_indexed() {
        let (limits, subject) =
            (province.organisations()[body].lending, Subject::Organisation(body));
        if let Some(most) = limits.most {
            found.at_most(Rule::LendingMax, subject, most, items);
        }
        if let Some(most) = limits.net_most {
            found.at_most(Rule::NetLending, subject, most, taken.net[body]);
        }
        if let Some(least) = limits.net_least {
            found.at_least(Rule::NetLending, subject, least, taken.net[body]);
        }
    }
    for (place, &items) in taken.held.iter_indexed() {
        let capacity = province.places()[place].service.shelf_capacity;
        if items > Items::ZERO {
            found.at_most(Rule::HoldShelf, Subject::Place(place), capacity, items);
        }
    }
}

/// The copies of a title that come back by a date serve all requests with that limit or a later
/// one. The limits nest, so it is enough to count by limit, in order (Hall's condition).
fn returning(case: &Case<'_>, found: &mut Findings) {
    let province = case.province;
    let mut awaited: BTreeMap<TitleIdx, BTreeMap<ServiceDate, Items>> = BTreeMap::new();
    for supply in &case.plan.supplies {
        if supply.source == Source::Returning {
            let request = &province.requests()[supply.request];
            let by_limit = awaited.entry(supply.title(request)).or_default();
            *by_limit.entry(request.limit).or_default() += supply.quantity;
        }
    }
    for (title, by_limit) in awaited {
        let mut so_far = Items::ZERO;
        for (limit, items) in by_limit {
            so_far += items;
            let back = province
                .holdings()
                .of(title)
                .iter()
                .filter(|lot| lot.due.is_some_and(|due| due <= limit));
            let back = back.map(|lot| i64::from(lot.copies.saturating_sub(lot.on_shelf)));
            let back = Items(back.sum());
            found.at_most(Rule::ReturningCopies, Subject::Title(title), back, so_far);
        }
    }
}

fn copies_left(
    case: &Case<'_>,
    taken: &Taken,
    (position, supply): (usize, &Supply),
    found: &mut Findings,
) {
    let province = case.province;
    let request = &province.requests()[supply.request];
    if supply.source == Source::Shelf(request.pickup) || supply.quantity == Items::ZERO {
        return;
    }
    // Copies that are left may be fewer than the group needs.
    if request.whole && supply.source == Source::Unfilled {
        return;
    }
    let from_elsewhere = matches!(supply.source, Source::Shelf(_));
    let room = province.places()[request.pickup].service.shelf_capacity;
    if !from_elsewhere && taken.held[request.pickup] >= room {
        return;
    }
    let titles = province.editions_of(request).iter();
    let lots =
        titles.flat_map(|title| province.holdings().of(*title).iter().map(|lot| (*title, lot)));
    for (title, lot) in lots {
        let own = lot.place == request.pickup;
        let is_another = request.only_from.is_some_and(|only| only != lot.place);
        if is_another || (from_elsewhere && !own) {
            continue;
        }
        let left = taken.left(title, lot);
        if left > Items::ZERO && taken.could_pull(case, request, lot.place) {
            let rule = if own { Rule::OwnCopyFirst } else { Rule::CopyLeft };
            found.at_most(rule, Subject::Supply(position), Items::ZERO, left);
        }
    }
}

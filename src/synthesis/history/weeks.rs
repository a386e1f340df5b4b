//! Week after week, up to the one that a province describes.

use super::calendar::OpenDays;
use super::flow::{Pending, Trip};
use super::loans::OwnLoans;
use super::requests::PastReaders;
use super::timetable::PastVisits;
use crate::index::{IndexVec, PlaceIdx};
use crate::model::{
    ClosedRequest, History, IsoWeek, LoanCounts, ParcelKind, Province, ServiceDate, Weekday,
};
use crate::random::{Seed, Stream};
use crate::synthesis::Demand;
use crate::synthesis::popularity::Popularity;
use crate::synthesis::season::{acquisition_index, month_index};
use crate::synthesis::shares::{PlaceDraw, collection_sizes, loan_weights};
use crate::units::Items;

/// Weeks that are drawn and not given out, so that returns do not begin at zero.
const WARM_UP_WEEKS: usize = 10;

/// Weeks after the last, in which what is under way arrives.
const CLOSING_WEEKS: usize = 9;

const DAYS_PER_WEEK: i64 = 7;

/// The facts of a number of weeks before a week, a history each (proefhistorie).
///
/// Same arguments, same weeks; a longer history ends with the same visits only by chance, since
/// weeks are drawn from the first. Nothing of it lies on or after the Monday of `until`.
/// O(weeks x (places + requests)), and memory of the facts that cross weeks.
///
/// # Panics
///
/// When the province has no titles, no copies, or no visited place that lends.
pub fn past_weeks(
    province: &Province,
    demand: &Demand,
    (until, weeks): (IsoWeek, u16),
    seed: Seed,
) -> impl Iterator<Item = History> {
    let given = usize::from(weeks);
    let drawn = if given == 0 { 0 } else { given + WARM_UP_WEEKS };
    let end = until.date(Weekday::Mon);
    let back = DAYS_PER_WEEK * i64::try_from(drawn).expect("some thousand weeks");
    let first = end.plus_days(-back).iso_week();
    let mut past = (drawn > 0).then(|| Past::new(province, demand, (first, end), seed));
    let all = std::iter::successors(Some(first), |week| Some(week.next()));
    let histories = all.take(drawn).enumerate();
    let histories =
        histories.filter_map(move |(number, week)| Some(past.as_mut()?.week(number, week)));
    histories.skip(drawn - given)
}

/// What weeks are drawn against, owned, so that they can be drawn one by one.
struct Past<'a> {
    province: &'a Province,
    demand: Demand,
    popularity: Popularity,
    sources: Sources,
    visits: PastVisits,
    open: OpenDays<'a>,
    pending: Pending,
    end: ServiceDate,
    seed: Seed,
}

/// Where items come from and go to.
struct Sources {
    weights: IndexVec<PlaceIdx, f64>,
    pickups: PlaceDraw,
    lenders: PlaceDraw,
}

impl<'a> Past<'a> {
    fn new(
        province: &'a Province,
        demand: &Demand,
        (first, end): (IsoWeek, ServiceDate),
        seed: Seed,
    ) -> Self {
        // Popularity is by position, whatever number of titles the demand would draw.
        let demand = Demand { titles_universe: province.titles().len(), ..demand.clone() };
        let sizes = collection_sizes(province.places(), &demand);
        let weights = loan_weights(province.places(), province.organisations(), &demand, &sizes);
        let sources = Sources {
            pickups: PlaceDraw::new(&weights).expect("a province has a place that lends"),
            lenders: PlaceDraw::new(&sizes.iter().map(|size| *size as f64).collect())
                .expect("a demand has copies"),
            weights,
        };
        let last = end.iso_week();
        let open = OpenDays::new(province, first, last);
        let closing = i64::try_from(CLOSING_WEEKS).expect("a few weeks") * DAYS_PER_WEEK;
        let all = std::iter::successors(Some(first), |week| Some(week.next()));
        let all = all.take_while(|week| week.date(Weekday::Mon) < end.plus_days(closing));
        let visits = PastVisits::draw(province, &open, all, seed.derive("visits", 0));
        let popularity = Popularity::new(&demand);
        let pending = Pending::default();
        Self { province, demand, popularity, sources, visits, open, pending, end, seed }
    }

    /// Draws a week and gives out what is filed under its days.
    fn week(&mut self, number: usize, week: IsoWeek) -> History {
        let mut stream = self.seed.stream("past week", number as u64);
        let readers = PastReaders {
            province: self.province,
            demand: &self.demand,
            popularity: &self.popularity,
            weights: &self.sources.weights,
            open: &self.open,
            visits: &self.visits,
        };
        readers.draw((week, self.seed), &mut self.pending, &mut stream);
        self.other_traffic(week, &mut stream);
        let own = OwnLoans::new(&self.open, &self.demand, &self.sources.weights);
        let own = own.draw(week, &mut stream);
        let due = self.pending.before(week.next().date(Weekday::Mon), self.end);
        let loans = LoanCounts::from_rows(own.into_iter().chain(due.loans));
        let end = self.end;
        // What becomes of an item on the hold shelf is known after a week.
        let known = |request: ClosedRequest| {
            let is_over = request.closed.plus_days(DAYS_PER_WEEK) < end;
            ClosedRequest { collected: request.collected.filter(|_| is_over), ..request }
        };
        let closed = due.closed.into_iter().map(known).collect();
        let visits = self.visits.week(number).to_vec();
        History::new(visits, due.moves, loans, closed, due.failed)
    }

    /// New items, local orders and what other provinces ask for.
    fn other_traffic(&mut self, week: IsoWeek, stream: &mut Stream) {
        let monday = week.date(Weekday::Mon);
        let hub = self.province.hub();
        let (lending, buying) = (month_index(week), acquisition_index(week));
        let inbound = [
            (ParcelKind::NewAcquisition, self.demand.acquisitions, buying),
            (ParcelKind::LocalOrder, self.demand.local_orders, buying),
            (ParcelKind::NationalInbound, self.demand.national_inbound, lending),
        ];
        for (kind, mean, season) in inbound {
            for _ in 0..self.demand.count(mean as f64 * season, stream) {
                let to = self.sources.pickups.draw(stream);
                let Some(sent) = self.visits.next(to, monday) else { continue };
                let (from, received) = (hub, Some(sent));
                let accepted = monday.plus_days(-DAYS_PER_WEEK);
                let trip = Trip { kind, from, to, accepted, sent, received };
                self.pending.send(trip, None, Items(1));
            }
        }
        for _ in 0..self.demand.count(self.demand.national_outbound as f64 * lending, stream) {
            let from = self.sources.lenders.draw(stream);
            let Some(sent) = self.visits.next(from, monday.plus_days(1)) else { continue };
            let (kind, received) = (ParcelKind::NationalOutbound, Some(sent));
            let trip = Trip { kind, from, to: hub, accepted: monday, sent, received };
            self.pending.send(trip, None, Items(1));
        }
    }
}

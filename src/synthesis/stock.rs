//! All holdings of the province, with what is out and when it comes back.

use rand_distr::{Beta, Distribution as _};
use rayon::prelude::*;

use super::Demand;
use super::collection::{Collection, Market, provincial_pool};
use super::popularity::{CHUNK, Popularity};
use crate::index::{Index as _, IndexVec, PlaceIdx, TitleIdx};
use crate::model::{HoldingLot, Holdings, Place, PlaceKind, ServiceDate};
use crate::random::{RngExt as _, Seed, Stream};

/// What holdings are drawn from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stock<'a> {
    /// The places.
    pub(super) places: &'a IndexVec<PlaceIdx, Place>,
    /// Copies of each place.
    pub(super) sizes: &'a IndexVec<PlaceIdx, usize>,
    /// The numbers of the model.
    pub(super) demand: &'a Demand,
    /// Popularity.
    pub(super) popularity: &'a Popularity,
}

impl Stock<'_> {
    /// The holdings of the province as they are on the Monday of a week.
    /// O(lending places x titles held + copies), lending places in parallel.
    pub(super) fn draw_holdings(&self, monday: ServiceDate, seed: Seed) -> Holdings {
        let collections = self.collections(seed);
        let out = heat_of_titles(self.demand, self.popularity, seed);
        let loans = Loans { out, demand: self.demand, monday };
        let rows: Vec<(TitleIdx, HoldingLot)> = collections
            .par_iter()
            .flat_map_iter(|(place, collection)| {
                let mut stream = seed.stream("loans", u64::from(place.0));
                let loans = &loans;
                let lot = move |&(title, copies): &(TitleIdx, u16)| {
                    (title, loans.lot(*place, title, copies, &mut stream))
                };
                collection.iter().map(lot)
            })
            .collect();
        Holdings::from_rows(self.popularity.titles(), rows)
    }

    /// The collection of each place that lends, and the background collection.
    fn collections(&self, seed: Seed) -> Vec<(PlaceIdx, Collection)> {
        let (demand, popularity) = (self.demand, self.popularity);
        let reluctances = popularity.reluctances(demand.ranking_noise);
        let pool = provincial_pool(demand, popularity, &reluctances, seed);
        let market = Market::new(demand, popularity, &reluctances, &pool);
        let own = |place: PlaceIdx| seed.derive("collection", u64::from(place.0));
        let lends = |place: &PlaceIdx| self.sizes[*place] > 0;
        let branches: Vec<PlaceIdx> = self.places.indices().filter(lends).collect();
        let mut collections: Vec<(PlaceIdx, Collection)> = branches
            .par_iter()
            .map(|&place| (place, market.branch_collection(self.sizes[place], own(place))))
            .collect();

        let mut places = self.places.iter_indexed();
        if let Some((place, _)) = places.find(|(_, place)| place.kind == PlaceKind::Background) {
            let mut held = vec![false; popularity.titles()];
            for (title, _) in collections.iter().flat_map(|(_, collection)| collection) {
                held[title.position()] = true;
            }
            collections.push((place, market.background_collection(&held, own(place))));
        }
        collections
    }
}

/// The probability of each title that a copy of it is out: beta-distributed around a mean that
/// rises with popularity. O(titles), in parallel.
fn heat_of_titles(demand: &Demand, popularity: &Popularity, seed: Seed) -> Vec<f64> {
    let top = popularity.weight(TitleIdx(0));
    let heat = |title: TitleIdx, stream: &mut Stream| {
        let mean = demand.on_loan(popularity.weight(title) / top);
        let (out, there) =
            (mean * demand.heat_concentration, (1.0 - mean) * demand.heat_concentration);
        // A mean of 0 or 1 leaves no room for heat.
        Beta::new(out, there).map_or(mean, |heat| heat.sample(stream))
    };
    let chunks = popularity.titles().div_ceil(CHUNK);
    (0..chunks)
        .into_par_iter()
        .flat_map_iter(|chunk| {
            let mut stream = seed.stream("heat", chunk as u64);
            let ranks = chunk * CHUNK..popularity.titles().min((chunk + 1) * CHUNK);
            ranks.map(move |rank| heat(TitleIdx::at(rank), &mut stream))
        })
        .collect()
}

/// What is out, and until when.
struct Loans<'a> {
    /// Probability of each title that a copy of it is out.
    out: Vec<f64>,
    demand: &'a Demand,
    monday: ServiceDate,
}

impl Loans<'_> {
    fn lot(
        &self,
        place: PlaceIdx,
        title: TitleIdx,
        copies: u16,
        stream: &mut Stream,
    ) -> HoldingLot {
        let heat = self.out[title.position()];
        let mut out = 0;
        let mut first: Option<i64> = None;
        for _ in 0..copies {
            if stream.random::<f64>() < heat {
                out += 1;
                let days = rounded_up(self.demand.days_left(stream));
                first = Some(first.map_or(days, |first| first.min(days)));
            }
        }
        let due = first.map(|days| self.monday.plus_days(days));
        HoldingLot { place, copies, on_shelf: copies - out, due }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "days of a loan")]
fn rounded_up(days: f64) -> i64 {
    days.ceil() as i64
}

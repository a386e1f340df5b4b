//! The requests of a week that reach transport.

use super::Demand;
use super::days::DayDraw;
use super::popularity::Popularity;
use super::shares::PlaceDraw;
use super::titles::is_read_in_groups;
use crate::index::{Index as _, PlaceIdx, TitleIdx};
use crate::model::{EditionWish, Holdings, IsoWeek, Request, Title, Weekday};
use crate::random::{RngExt as _, Seed, Stream};
use crate::units::Items;

/// A title is redrawn at most so often, which ends the search where a pick-up place holds all.
const TITLE_DRAWS_MAX: usize = 10_000;

/// What a single reader asks for.
const SINGLE: Items = Items(1);

/// How many readers a school group has for one title, least and most (estimate).
const GROUP_SIZE: (i64, i64) = (3, 8);

/// Priorities from 0, most urgent, with the percentage of requests that have at most it
/// (estimate).
const PRIORITIES: [(u8, u32); 3] = [(1, 3), (3, 93), (5, 100)];

/// What requests are drawn against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Readers<'a> {
    /// The numbers of the model.
    pub(super) demand: &'a Demand,
    /// Popularity.
    pub(super) popularity: &'a Popularity,
    /// The titles.
    pub(super) titles: &'a [Title],
    /// The holdings.
    pub(super) holdings: &'a Holdings,
    /// Pick-up places by loan share and how busy they are this week.
    pub(super) pickups: &'a PlaceDraw,
}

impl Readers<'_> {
    /// The requests of the seven days from the Thursday before a week, in order of date.
    ///
    /// Fewer than the demand asks for only where pick-up branches hold all that is asked for.
    pub(super) fn draw_requests(&self, week: IsoWeek, seed: Seed) -> Vec<Request> {
        let first = week.date(Weekday::Thu).plus_days(-7);
        let days = DayDraw::seven_from(first, &self.demand.weekday_weights);
        let mut stream = seed.stream("requests", 0);
        let mut requests: Vec<Request> = (0..self.demand.requests)
            .filter_map(|rank| self.draw_request(rank, &days, &mut stream))
            .collect();
        requests.sort_by_key(|request| request.placed);
        for (rank, request) in requests.iter_mut().enumerate() {
            request.number = format!("{week}-{:05}", rank + 1).into_boxed_str();
        }
        requests
    }

    fn draw_request(&self, rank: usize, days: &DayDraw, stream: &mut Stream) -> Option<Request> {
        let placed = days.draw(stream);
        let pickup = self.pickups.draw(stream);
        let group = Items(stream.random_range(GROUP_SIZE.0..=GROUP_SIZE.1));
        let asked = if rank < self.demand.group_requests { group } else { SINGLE };
        let group = self.draw_title(pickup, asked, stream).map(|title| (title, asked));
        // A province too small for a group's title still has a reader for a single copy.
        let single = || self.draw_title(pickup, SINGLE, stream).map(|title| (title, SINGLE));
        let (title, quantity) = group.or_else(single)?;
        let ticket = stream.random_range(0..100);
        let priority = PRIORITIES.iter().find(|(_, most)| ticket < *most);
        Some(Request {
            number: Box::default(),
            title,
            pickup,
            placed,
            limit: placed.plus_days(self.demand.request_limit_days),
            quantity,
            priority: priority.expect("percentages end at 100").0,
            editions: EditionWish::Any,
            only_from: None,
            whole: false,
        })
    }

    /// A title that the pick-up branch has no copy of on its shelf.
    fn draw_title(
        &self,
        pickup: PlaceIdx,
        quantity: Items,
        stream: &mut Stream,
    ) -> Option<TitleIdx> {
        let mut draws = (0..TITLE_DRAWS_MAX).map(|_| self.popularity.draw(stream));
        draws.find(|&title| {
            let lots = self.holdings.of(title);
            // Lots stand in order of place, and all places may hold a title.
            let own = lots.binary_search_by_key(&pickup, |lot| lot.place);
            let here = own.is_ok_and(|own| lots[own].on_shelf > 0);
            !here && (quantity == SINGLE || self.suits_a_group(title, quantity))
        })
    }

    /// Whether a teacher would choose the title: read in groups, and enough copies in sight.
    fn suits_a_group(&self, title: TitleIdx, quantity: Items) -> bool {
        let lots = self.holdings.of(title);
        let on_shelf: i64 = lots.iter().map(|lot| i64::from(lot.on_shelf)).sum();
        is_read_in_groups(self.titles[title.position()].category) && on_shelf >= quantity.0
    }
}

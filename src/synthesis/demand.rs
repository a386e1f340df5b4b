//! The numbers of the model, with units.

use std::ops::RangeInclusive;

use super::season::{acquisition_index, month_index};
use crate::model::IsoWeek;

/// What a week in a province asks for (vraagmodel); the default is Drenthe.
///
/// Counts are for the whole province. `docs/algorithms/synthesis.md` gives the source of each
/// default, or the word estimate.
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    /// Titles that anybody asks for, held or not.
    pub titles_universe: usize,
    /// Titles that the province holds, about: branches choose from more, and hold fewer.
    pub titles_held: usize,
    /// Copies of all branches together, the background collection excluded.
    pub copies: usize,
    /// Copies of the background collection, each of another title.
    pub background_copies: usize,
    /// Of those, the most wanted titles that no branch holds; the rest is random.
    pub background_wanted: usize,
    /// Exponent of popularity.
    pub zipf_s: f64,
    /// Shift of popularity, in ranks: it flattens the top.
    pub zipf_q: f64,
    /// Scale of the Gumbel noise on the logarithm of a title's weight; above 0.
    pub ranking_noise: f64,
    /// Share of a collection that is second and further copies, 0 to 1.
    pub further_copies: f64,
    /// Probability that a copy of the least popular title is out.
    pub on_loan_least: f64,
    /// Probability that a copy of the most popular title is out.
    pub on_loan_most: f64,
    /// Exponent by which that probability follows popularity.
    pub on_loan_slope: f64,
    /// Concentration of the beta distribution of a title's heat; small means that copies of a
    /// title tend to be out together.
    pub heat_concentration: f64,
    /// Days that a loan lasts, renewals included: mean.
    pub loan_days_mean: f64,
    /// Days that a loan lasts: standard deviation.
    pub loan_days_sd: f64,
    /// Days that the longest loan lasts.
    pub loan_days_max: f64,
    /// Requests of the week that the pick-up branch cannot fill itself.
    pub requests: usize,
    /// Of those, requests of a group that reads one title, such as a school class.
    pub group_requests: usize,
    /// Days from placing a request to the last day on which a copy counts.
    pub request_limit_days: i64,
    /// How many requests a weekday has, from Monday; only the proportions count.
    pub weekday_weights: [f64; 7],
    /// Requested items that were sorted before the week and lie at the hub on Monday.
    pub sorted_before: usize,
    /// Items on their way home in the week.
    pub returns: usize,
    /// Share of the returns that go to the background collection, 0 to 1.
    pub returns_to_background: f64,
    /// How much likelier an item belongs to a branch of the own organisation than to one of
    /// another, sizes being equal.
    pub own_organisation_preference: f64,
    /// New items that leave the hub for the branches in the week.
    pub acquisitions: usize,
    /// Items that branches ordered themselves, shelf-ready, in the week.
    pub local_orders: usize,
    /// Items from other provinces in the week.
    pub national_inbound: usize,
    /// Items to other provinces in the week.
    pub national_outbound: usize,
    /// Crates of theme collections that go out in a school week, least and most; about as many
    /// come back. None move in the school holidays.
    pub theme_crates: RangeInclusive<usize>,
    /// Items that a week's list of the floating collection moves between branches, least and
    /// most; [`FLOATING_ON`](Self::FLOATING_ON) where it is in use.
    pub floating: RangeInclusive<usize>,
    /// Variance over mean of the requests of a branch, from week to week; at most 1 is steady.
    pub over_dispersion: f64,
    /// Probability that a copy on a pull list is not on the shelf.
    pub pull_failure: f64,
    /// Probability that an item which has arrived is never collected.
    pub not_collected: f64,
    /// Copies at places that are known by their code, and at copies of such places, before
    /// scaling to `copies`; other places get the size of their kind.
    pub known_sizes: Vec<(String, f64)>,
    /// Loan shares of organisations that are known by their code; the others share the rest by
    /// size. Only the proportions count.
    pub loan_shares: Vec<(String, f64)>,
}

impl Default for Demand {
    fn default() -> Self {
        Self {
            titles_universe: 600_000,
            titles_held: 200_000,
            copies: 730_000,
            background_copies: 45_000,
            background_wanted: 40_000,
            zipf_s: 1.4,
            zipf_q: 200.0,
            ranking_noise: 0.6,
            further_copies: 0.0,
            on_loan_least: 0.10,
            on_loan_most: 0.65,
            on_loan_slope: 0.22,
            heat_concentration: 1.3,
            loan_days_mean: 26.0,
            loan_days_sd: 12.0,
            loan_days_max: 63.0,
            requests: 4_000,
            group_requests: 12,
            request_limit_days: 42,
            weekday_weights: [1.15, 1.05, 1.05, 1.0, 0.95, 0.9, 0.9],
            sorted_before: 1_600,
            returns: 4_140,
            returns_to_background: 0.03,
            own_organisation_preference: 8.0,
            acquisitions: 1_400,
            local_orders: 110,
            national_inbound: 140,
            national_outbound: 140,
            theme_crates: 25..=40,
            floating: 0..=0,
            over_dispersion: 2.5,
            pull_failure: 0.06,
            not_collected: 0.065,
            known_sizes: named(&DRENTHE_SIZES),
            loan_shares: named(&DRENTHE_LOAN_SHARES),
        }
    }
}

/// How large a synthetic province is (omvang).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Places that have to be visited.
    pub stops: usize,
    /// Titles that anybody asks for, held or not.
    pub titles: usize,
    /// Copies of all branches together.
    pub copies: usize,
    /// Requests of the week.
    pub requests: usize,
}

impl Size {
    /// Drenthe.
    pub const DRENTHE: Self = Self { stops: 42, titles: 600_000, copies: 730_000, requests: 4_000 };
}

impl Demand {
    /// The floating list of a week where the collection floats.
    pub const FLOATING_ON: RangeInclusive<usize> = 500..=1_500;

    /// The same province in small or large: every count times a factor, at least 1.
    ///
    /// The shift of popularity scales too, so that the shape of demand, and with it the share
    /// that the province can fill, stays about the same.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        let catalogue = self.with_catalogue(factor);
        catalogue.with_copies(factor).with_lending(factor).with_stock(factor)
    }

    /// The demand of Drenthe for a province of another size.
    ///
    /// What is held follows titles and copies, what readers move follows the requests, new stock
    /// and the exchange with schools and other provinces follow the stops.
    #[must_use]
    pub fn of_size(size: Size) -> Self {
        let ratio = |count: usize, of_drenthe: usize| count as f64 / of_drenthe as f64;
        let drenthe = Size::DRENTHE;
        Self::default()
            .with_catalogue(ratio(size.titles, drenthe.titles))
            .with_copies(ratio(size.copies, drenthe.copies))
            .with_lending(ratio(size.requests, drenthe.requests))
            .with_stock(ratio(size.stops, drenthe.stops))
    }

    /// The demand of a week of the year: what readers move by the month index, new stock by its
    /// own.
    #[must_use]
    pub fn in_season(&self, week: IsoWeek) -> Self {
        let acquisitions = scaled_count(self.acquisitions, acquisition_index(week));
        let month = month_index(week);
        Self {
            acquisitions,
            national_inbound: scaled_count(self.national_inbound, month),
            national_outbound: scaled_count(self.national_outbound, month),
            ..self.with_lending(month)
        }
    }

    fn with_catalogue(&self, factor: f64) -> Self {
        Self {
            titles_universe: scaled_count(self.titles_universe, factor),
            titles_held: scaled_count(self.titles_held, factor),
            background_copies: scaled_count(self.background_copies, factor),
            background_wanted: scaled_count(self.background_wanted, factor),
            zipf_q: self.zipf_q * factor,
            ..self.clone()
        }
    }

    fn with_copies(&self, factor: f64) -> Self {
        Self { copies: scaled_count(self.copies, factor), ..self.clone() }
    }

    fn with_lending(&self, factor: f64) -> Self {
        Self {
            requests: scaled_count(self.requests, factor),
            group_requests: scaled_count(self.group_requests, factor),
            sorted_before: scaled_count(self.sorted_before, factor),
            returns: scaled_count(self.returns, factor),
            ..self.clone()
        }
    }

    fn with_stock(&self, factor: f64) -> Self {
        let range = |range: &RangeInclusive<usize>| {
            let end = |count: usize| if count == 0 { 0 } else { scaled_count(count, factor) };
            end(*range.start())..=end(*range.end())
        };
        Self {
            acquisitions: scaled_count(self.acquisitions, factor),
            local_orders: scaled_count(self.local_orders, factor),
            national_inbound: scaled_count(self.national_inbound, factor),
            national_outbound: scaled_count(self.national_outbound, factor),
            theme_crates: range(&self.theme_crates),
            floating: range(&self.floating),
            ..self.clone()
        }
    }
}

/// Collections of Drenthe that are known or estimated one by one, in copies.
const DRENTHE_SIZES: [(&str, f64); 7] = [
    ("ASN-01", 110_000.0),
    ("EMM-01", 100_000.0),
    ("HGV-01", 85_000.0),
    ("MEP-01", 40_000.0),
    ("COE-01", 25_000.0),
    ("NOO-01", 24_000.0),
    ("MDR-01", 22_000.0),
];

/// Loan shares of the library organisations of Drenthe, by population.
const DRENTHE_LOAN_SHARES: [(&str, f64); 4] =
    [("DNK", 0.17), ("FACET", 0.21), ("HGV", 0.13), ("BIND", 0.49)];

fn named(table: &[(&str, f64)]) -> Vec<(String, f64)> {
    table.iter().map(|(code, value)| ((*code).to_owned(), *value)).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "counts of a province stay below 2^53")]
#[expect(clippy::cast_sign_loss, reason = "a count times a factor of at least 0")]
fn scaled_count(count: usize, factor: f64) -> usize {
    ((count as f64 * factor.max(0.0)).round() as usize).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scaling_keeps_proportions_and_never_loses_a_flow() {
        let demand = Demand::default();
        let small = demand.scaled(0.03);
        assert_eq!(small.titles_universe, 18_000);
        assert_eq!(small.requests, 120);
        assert_eq!(small.group_requests, 1);
        assert!((small.zipf_q - 6.0).abs() < 1e-9);
        assert_eq!((small.theme_crates, small.floating), (1..=1, 0..=0));
        assert_eq!(demand.scaled(1.0), demand);
        assert_eq!(Demand::of_size(Size::DRENTHE), demand);
    }

    #[test]
    fn a_week_in_august_lends_less_and_buys_less() {
        let demand = Demand::default();
        let august = demand.in_season("2026-W32".parse().expect("a week"));
        assert_eq!((august.requests, august.returns), (3_360, 3_478));
        assert_eq!((august.acquisitions, august.copies), (840, 730_000));
    }
}

//! What readers ask for and take along, title by title.

use rand_distr::{Beta, Distribution as _, Gamma};

use crate::index::{Index as _, IndexVec, PlaceIdx, TitleIdx};
use crate::random::Seed;

/// How a title's rate of demand varies about its mean, from replication to replication: gamma
/// with a class of titles that nobody asks for at all, so that counts are a zero-inflated negative
/// binomial.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Probability that nobody asks for a title, 0 to below 1; the others are asked for the more.
    pub none: f64,
    /// Variance of the rate of the others over the square of its mean; 0 is no spread.
    pub variance: f64,
}

impl Spread {
    /// Every title is asked for at its mean rate.
    pub const NONE: Self = Self { none: 0.0, variance: 0.0 };

    /// The factor of a title, with mean 1.
    fn factor(self, seed: Seed) -> f64 {
        if self == Self::NONE {
            return 1.0;
        }
        if seed.child(0).unit() < self.none {
            return 0.0;
        }
        let some = 1.0 / (1.0 - self.none);
        // A variance of 0 has no distribution.
        let gamma = Gamma::new(self.variance.recip(), self.variance * some);
        gamma.map_or(some, |gamma| gamma.sample(&mut seed.stream("rate", 0)))
    }
}

/// What is known of how much a title's copies are out (drukte van een titel).
///
/// A share of the time, beta-distributed: the prior of its popularity and the copies that are
/// out and on shelves at the start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heat {
    /// First parameter: weight of being out.
    pub out: f32,
    /// Second parameter: weight of being on the shelf.
    pub there: f32,
}

/// Readers who take a copy because it stands there, a copy and mean day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BrowseFit {
    /// Days of a loan.
    pub loan_days: f64,
    /// Days that a title-directed demand keeps a copy busy, way and hold shelf included.
    pub directed_days: f64,
}

/// Where those stand who ask (afhaalplaatsen): by share, with what a scenario redirects.
#[derive(Clone, Debug)]
pub struct Pickups {
    /// The share of all places up to each.
    until: Vec<f64>,
    /// Readers who go elsewhere than they would.
    redirected: Vec<Redirection>,
}

/// A part of the readers of a place who go to another (verwijzing).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Redirection {
    /// Where they would have gone.
    pub from: PlaceIdx,
    /// Where they go.
    pub to: PlaceIdx,
    /// Which part of them, 0 to 1.
    pub part: f64,
}

impl Pickups {
    /// Places by weight.
    ///
    /// # Panics
    ///
    /// When no place has a weight above 0.
    pub fn new(weights: &IndexVec<PlaceIdx, f64>) -> Self {
        let total: f64 = weights.iter().sum();
        assert!(total > 0.0, "somebody asks somewhere");
        let mut passed = 0.0;
        let until = weights.iter().map(|weight| {
            passed += weight / total;
            passed
        });
        Self { until: until.collect(), redirected: Vec::new() }
    }

    /// With readers who go elsewhere, one redirection after the other.
    #[must_use]
    pub fn redirected(mut self, more: impl IntoIterator<Item = Redirection>) -> Self {
        self.redirected.extend(more);
        self
    }

    /// The share of a place before anybody is redirected.
    pub fn share(&self, place: PlaceIdx) -> f64 {
        let position = place.position();
        let before = if position == 0 { 0.0 } else { self.until[position - 1] };
        self.until[position] - before
    }

    /// Where the reader of an event stands.
    pub(super) fn draw(&self, event: Seed) -> PlaceIdx {
        let ticket = event.unit();
        let position = self.until.partition_point(|until| *until <= ticket);
        let mut place = PlaceIdx::at(position.min(self.until.len() - 1));
        for (number, redirection) in self.redirected.iter().enumerate() {
            if redirection.from == place && event.child(number as u64).unit() < redirection.part {
                place = redirection.to;
            }
        }
        place
    }
}

/// Everything that readers do (vraag).
#[derive(Clone, Debug)]
pub struct Readers {
    /// Readers a mean day who want this title and no other, by title, in the whole province.
    pub directed: Vec<f64>,
    /// How those rates vary.
    pub spread: Spread,
    /// How much the copies of each title are out.
    pub heat: Vec<Heat>,
    /// Copies of each title on public shelves, and all of them, in the province that was fitted;
    /// a scenario does not change what was fitted.
    pub copies: Vec<(u16, u16)>,
    /// Where they stand.
    pub pickups: Pickups,
    /// How heat becomes readers who browse.
    pub browse: BrowseFit,
}

/// What readers do with one title in one replication.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Appetite {
    /// Title-directed demands a mean day.
    pub(super) directed: f64,
    /// Readers a mean day and copy on a public shelf who take it along.
    pub(super) browsing: f64,
}

/// Copies of a title above which no queue buys another: a bound against a title that everybody asks
/// for and nobody gives back.
pub(super) const SHELF_COPIES_MAX: usize = 1_000;

/// The least share of the time that a copy stands on the shelf; what is wanted more cannot be
/// told from it.
const SHELF_LEAST: f64 = 0.01;

impl Readers {
    /// What readers do with a title, by its own seed in a replication. O(1).
    ///
    /// Copies that are out a share h of the time are out for those who asked for the title, and
    /// for those who browsed; the second are what the first leave. With n copies, demands for d
    /// copy-days a day, and loans of L days, each copy on a shelf is taken at the rate
    /// `(n h - d) / (n (1 - h) L)`, or never, where the demands alone take more than h.
    pub(super) fn appetite(&self, title: TitleIdx, seed: Seed) -> Appetite {
        let position = title.position();
        let directed = self.directed[position] * self.spread.factor(seed.child(0));
        let Heat { out, there } = self.heat[position];
        let (shown, all) = self.copies[position];
        // A shelf without copies is one on which a scenario may put a copy.
        let (shown, all) = (f64::from(shown.max(1)), f64::from(all.max(1)));
        let share = if out <= 0.0 {
            0.0
        } else {
            let heat = Beta::new(out, there);
            heat.map_or(0.0, |heat| f64::from(heat.sample(&mut seed.stream("heat", 0))))
        };
        let share = share.min(1.0 - SHELF_LEAST);
        let asked = directed * self.browse.directed_days * shown / all;
        let left = (shown * share - asked).max(0.0);
        Appetite { directed, browsing: left / (shown * (1.0 - share) * self.browse.loan_days) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_stand_where_their_share_is_and_go_where_they_are_sent() {
        let weights: IndexVec<PlaceIdx, f64> = vec![1.0, 0.0, 3.0].into();
        let pickups = Pickups::new(&weights);
        assert!((pickups.share(PlaceIdx(2)) - 0.75).abs() < 1e-12);
        let moved = pickups.clone().redirected([Redirection {
            from: PlaceIdx(2),
            to: PlaceIdx(1),
            part: 0.5,
        }]);
        let at = |pickups: &Pickups, place| {
            let events = (0..4_000).map(|event| Seed(9).child(event));
            events.filter(|event| pickups.draw(*event) == PlaceIdx(place)).count()
        };
        assert!((900..1_100).contains(&at(&pickups, 0)) && at(&pickups, 1) == 0);
        assert_eq!(at(&moved, 0), at(&pickups, 0));
        assert!((1_350..1_650).contains(&at(&moved, 1)), "{}", at(&moved, 1));
    }

    #[test]
    fn a_spread_keeps_the_mean() {
        let spread = Spread { none: 0.3, variance: 0.8 };
        let factors: Vec<f64> = (0..8_000).map(|one| spread.factor(Seed(3).child(one))).collect();
        let mean = factors.iter().sum::<f64>() / 8_000.0;
        assert!((0.95..1.05).contains(&mean), "{mean}");
        let none = factors.iter().filter(|factor| **factor == 0.0).count();
        assert!((2_250..2_550).contains(&none), "{none}");
    }

    #[test]
    fn browsing_is_what_demand_leaves_of_the_heat() {
        let readers = |directed| Readers {
            directed: vec![directed],
            spread: Spread::NONE,
            // So many observations that the share is 0.4.
            heat: vec![Heat { out: 4e6, there: 6e6 }],
            copies: vec![(4, 4)],
            pickups: Pickups::new(&vec![1.0].into()),
            browse: BrowseFit { loan_days: 25.0, directed_days: 40.0 },
        };
        let browsing = |directed| readers(directed).appetite(TitleIdx(0), Seed(1)).browsing;
        assert!((browsing(0.0) - 1.6 / (2.4 * 25.0)).abs() < 1e-4, "{}", browsing(0.0));
        assert!((browsing(0.02) - 0.8 / (2.4 * 25.0)).abs() < 1e-4);
        assert!(browsing(1.0) == 0.0);
    }
}

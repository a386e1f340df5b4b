//! The title-directed demands of one title in one replication.

use super::circulation::{Surroundings, draw};
use super::season::Minute;
use crate::index::PlaceIdx;
use crate::random::Seed;

/// Somebody wants this title and no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Demand {
    /// When.
    pub(super) minute: Minute,
    /// Where.
    pub(super) pickup: PlaceIdx,
    /// What all draws of this reader hang on, whatever happens before.
    pub(super) key: Seed,
    /// Pull lists that named a copy for it so far.
    pub(super) pulls: u16,
}

/// The largest mean whose exponential is far from the smallest numbers.
const MEAN_MAX: f64 = 64.0;

/// Draws the demands of a run in order of time. O(n log n).
///
/// Number, moments and places hang on the seed of the title alone, so that base and scenario have
/// the same readers.
pub(super) fn draw_demands(
    around: Surroundings<'_>,
    a_mean_day: f64,
    seed: Seed,
    demands: &mut Vec<Demand>,
) {
    demands.clear();
    let season = &around.system.season;
    let total = season.total();
    for number in 0..poisson(a_mean_day * total, seed.child(0)) {
        let key = seed.child(1).child(number);
        let moment = season.moment(key.child(draw::MOMENT).unit() * total);
        let pickup = around.readers.pickups.draw(key.child(draw::PICKUP));
        demands.extend(moment.map(|minute| Demand { minute, pickup, key, pulls: 0 }));
    }
    demands.sort_by_key(|demand| demand.minute);
}

/// A Poisson count by inversion; a large mean is the sum of smaller ones. O(mean).
fn poisson(mean: f64, seed: Seed) -> u64 {
    let (mut left, mut count) = (mean, 0);
    for part in 0_u64.. {
        let mean = left.min(MEAN_MAX);
        let ticket = seed.child(part).unit();
        let mut chance = (-mean).exp();
        let mut passed = chance;
        let mut here = 0_u64;
        while ticket >= passed && chance > 0.0 {
            here += 1;
            chance *= mean / here as f64;
            passed += chance;
        }
        count += here;
        left -= mean;
        if left <= 0.0 {
            break;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_mean_and_variance_of_a_poisson_process() {
        for mean in [0.0, 0.4, 9.0, 150.0] {
            let counts: Vec<f64> =
                (0..4_000).map(|run| poisson(mean, Seed(5).child(run)) as f64).collect();
            let average = counts.iter().sum::<f64>() / 4_000.0;
            let square = counts.iter().map(|count| (count - average).powi(2)).sum::<f64>();
            assert!((average - mean).abs() <= 4.0 * (mean / 4_000.0).sqrt(), "{mean}: {average}");
            let ratio = if mean > 0.0 { square / 4_000.0 / mean } else { 1.0 };
            assert!((0.9..1.1).contains(&ratio), "{mean}: {ratio}");
        }
    }
}

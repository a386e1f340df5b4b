//! Prices that link routes and pairs, in whole units.

use super::certificate::WORK_PRICE_MAX;
use super::master::Proposed;

/// What visits earn from routes and cost choices, and what routes earn by cuts.
#[derive(Clone, Debug)]
pub(super) struct Prices {
    /// By day and client.
    pub(super) visits: Vec<Vec<i64>>,
    /// In the order of the cuts; those of later cuts are nought.
    pub(super) cuts: Vec<i64>,
    /// Of a part of a unit of time.
    pub(super) work: i64,
}

impl Prices {
    /// The same price for every visit.
    pub(super) fn even(days: usize, clients: usize, price: i64) -> Self {
        Self { visits: vec![vec![price; clients]; days], cuts: Vec::new(), work: 0 }
    }

    /// Between those proposed, in so many parts of a unit, and some known ones.
    pub(super) fn mixed(proposed: &Proposed, grain: i64, known: Option<(&Self, f64)>) -> Self {
        let mix =
            |new: f64, of_known: &dyn Fn(&Self) -> i64| {
                let new = new / grain as f64;
                rounded(known.map_or(new, |(known, calm)| {
                    calm * of_known(known) as f64 + (1.0 - calm) * new
                }))
            };
        let of_day = |(day, of_day): (usize, &Vec<f64>)| {
            let of_day = of_day.iter().enumerate();
            of_day.map(|(client, new)| mix(*new, &|known| known.visits[day][client])).collect()
        };
        let cuts = proposed.cuts.iter().enumerate().map(|(at, new)| {
            mix(new.max(0.0), &|known| known.cuts.get(at).copied().unwrap_or(0)).max(0)
        });
        // What the programme proposes is of a part of a unit already.
        let work = mix(proposed.work.max(0.0) * grain as f64, &|known| known.work);
        Self {
            work: work.clamp(0, WORK_PRICE_MAX),
            visits: proposed.visits.iter().enumerate().map(of_day).collect(),
            cuts: cuts.collect(),
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "clamped far below the range of the integers")]
fn rounded(price: f64) -> i64 {
    const MOST: f64 = (1_i64 << 40) as f64;
    price.round().clamp(-MOST, MOST) as i64
}

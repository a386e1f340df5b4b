//! Hours of the day at which ways between places take longer (spits).
//!
//! A way has its usual duration, and in some bands of the day another. What a drive through several
//! bands takes is for who plans it, and for the referee, each by the same speed model: in a band
//! one gets on by one part in the duration of the band each second.

use std::collections::BTreeMap;

use crate::index::PlaceIdx;
use crate::model::ClockTime;
use crate::units::Seconds;

/// A band of the day in which a way takes another time than usual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HourBand {
    /// Its first moment.
    pub begin: ClockTime,
    /// The moment after its last, later than the first.
    pub end: ClockTime,
    /// How long the whole way takes in it.
    pub duration: Seconds,
}

/// From a moment of the day on a way takes so long, until the next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HourStep {
    /// From when.
    pub begin: ClockTime,
    /// How long the whole way takes.
    pub duration: Seconds,
}

/// The bands of ways, from and to: by their begin, none within another.
pub type HourBands = BTreeMap<(PlaceIdx, PlaceIdx), Vec<HourBand>>;

/// A day in steps from midnight: the bands, and the usual duration where there is none.
pub(super) fn steps(bands: &[HourBand], usual: Seconds) -> Vec<HourStep> {
    let mut steps = vec![HourStep { begin: ClockTime::MIDNIGHT, duration: usual }];
    for band in bands {
        if steps.last().is_some_and(|last| last.begin == band.begin) {
            steps.pop();
        }
        steps.push(HourStep { begin: band.begin, duration: band.duration });
        steps.push(HourStep { begin: band.end, duration: usual });
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_that_touch_leave_no_step_between() {
        let band = |(begin, end, duration)| HourBand {
            begin: ClockTime::at(begin, 0),
            end: ClockTime::at(end, 0),
            duration: Seconds(duration),
        };
        let steps = steps(&[(0, 7, 50), (7, 9, 80), (16, 18, 70)].map(band), Seconds(60));
        let told: Vec<(i64, i64)> =
            steps.iter().map(|of| (of.begin.since_midnight().0 / 3_600, of.duration.0)).collect();
        assert_eq!(told, [(0, 50), (7, 80), (9, 60), (16, 70), (18, 60)]);
    }
}

//! What a way takes who leaves at a moment, by the hours of the travel times.

use crate::model::ClockTime;
use crate::travel::HourStep;
use crate::units::Seconds;

/// The parts of a way, as `docs/reference/travel.md` counts them.
const PARTS: i128 = 1_000_000_000;

/// How long a way takes by its steps. O(steps).
pub(super) fn takes(steps: &[HourStep], leaves: ClockTime) -> Seconds {
    let mut left = PARTS;
    let mut moment = i128::from(leaves.since_midnight().0);
    for (rank, step) in steps.iter().enumerate() {
        let end = steps.get(rank + 1).map(|next| i128::from(next.begin.since_midnight().0));
        if end.is_some_and(|end| end <= moment) {
            continue;
        }
        let whole = i128::from(step.duration.0);
        // To the nearest second, halves up.
        let arrives = moment + (2 * left * whole + PARTS) / (2 * PARTS);
        match end {
            Some(end) if arrives > end => {
                left -= (end - moment) * PARTS / whole;
                moment = end;
            }
            _ => {
                let seconds = arrives - i128::from(leaves.since_midnight().0);
                return Seconds(i64::try_from(seconds).unwrap_or(i64::MAX));
            }
        }
    }
    Seconds::ZERO
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drive_changes_its_pace_where_hours_meet() {
        let step = |(hour, seconds)| HourStep {
            begin: ClockTime::at(hour, 0),
            duration: Seconds(seconds),
        };
        let steps = [(0, 600), (7, 900), (9, 600)].map(step);
        let at = |hour, minute| takes(&steps, ClockTime::at(hour, minute)).0;
        assert_eq!((at(3, 0), at(7, 0), at(8, 45), at(9, 0)), (600, 900, 900, 600));
        // A third is done by nine, and two thirds of ten minutes are left.
        assert_eq!(at(8, 55), 300 + 400);
        // Half is done by seven, and half of a quarter of an hour is left.
        assert_eq!(at(6, 55), 300 + 450);
    }
}

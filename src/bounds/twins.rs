//! The verifier's own view of days that are each other's twins.

use super::certificate::{Folding, Refusal};
use crate::vrp::{DaySet, ProblemParts};

/// What is left of a problem when days are folded together, and how often its bound counts.
///
/// Every solution falls into as many as a class has days: the first days of all classes, the second
/// ones, and so on; each is a solution of what is left. Where days do for one, all routes of such a
/// solution are routes of that one day.
pub(super) fn unfolded(
    parts: &ProblemParts,
    folding: &Folding,
) -> Result<(ProblemParts, i64), Refusal> {
    let Folding { twins, is_one } = folding;
    let times = twins.first().map_or(0, Vec::len);
    let mut seen: DaySet = 0;
    for class in twins {
        for day in class {
            if class.len() != times || *day >= parts.days || seen >> day & 1 == 1 {
                return Err(Refusal::Shape);
            }
            seen |= 1 << day;
        }
    }
    let holds = |set: DaySet, class: &[usize]| -> Result<bool, Refusal> {
        let count = class.iter().filter(|day| set >> **day & 1 == 1).count();
        if count == 0 || count == class.len() { Ok(count > 0) } else { Err(Refusal::Shape) }
    };
    let classes = |set: DaySet| -> Result<DaySet, Refusal> {
        let mut folded = 0;
        for (at, class) in twins.iter().enumerate() {
            folded |= DaySet::from(holds(set, class)?) << at;
        }
        Ok(folded)
    };
    let all: DaySet = (0..twins.len()).map(|at| 1 << at).sum();
    let mut left = parts.clone();
    for client in &mut left.clients {
        if client.patterns.iter().any(|set| set & !seen != 0) || times > 1 && client.prize.is_some()
        {
            return Err(Refusal::Shape);
        }
        for set in &mut client.patterns {
            *set = classes(*set)?;
            if *is_one && set.count_ones() != 1 {
                return Err(Refusal::Shape);
            }
        }
        if *is_one {
            client.patterns = vec![1];
        }
    }
    for vehicle in &mut left.vehicles {
        vehicle.days = classes(vehicle.days)?;
        if *is_one && vehicle.days != 0 {
            if vehicle.days != all {
                return Err(Refusal::Shape);
            }
            let days = u32::try_from(twins.len()).map_err(|_| Refusal::Range)?;
            vehicle.count = vehicle.count.checked_mul(days).ok_or(Refusal::Range)?;
            vehicle.days = 1;
        }
    }
    left.days = if *is_one { 1 } else { twins.len() };
    Ok((left, i64::try_from(times).map_err(|_| Refusal::Range)?))
}

//! How long a way takes by the moment of departure (rijtijd naar tijd van de dag).
//!
//! # Model
//!
//! A day is cut into bands by [`Step`]s: from the begin of a step on, the whole way would take so
//! long. Who drives in a band gets on by one part in its duration each unit of time, and what is
//! left of the way at the end of the band is driven at the pace of the next. So speeds change and
//! not durations, and who leaves later never arrives sooner (first in, first out). Reference:
//! S. Ichoua, M. Gendreau and J.-Y. Potvin (2003), "Vehicle dispatching with time-dependent travel
//! times", European Journal of Operational Research 144(2):379-396,
//! doi 10.1016/S0377-2217(02)00147-9.
//!
//! # Rounding
//!
//! A way has [`PARTS`] parts. What is left of it takes, at the pace of a band, its share of the
//! band's duration, to the nearest whole unit of time, halves up. Where that ends by the end of the
//! band, the way ends there; else what is driven until then is taken off, rounded down to whole
//! parts, and the next band goes on. Both are monotone, so that first in, first out holds to the
//! unit, and a way within one band, or through bands of one duration, takes exactly that.

use super::parts::FREE;

/// The parts of a way; what is left of it is counted in them.
pub const PARTS: i64 = 1_000_000_000;

/// From a moment on a way takes so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// From when.
    pub begin: i32,
    /// How long the whole way takes.
    pub duration: i32,
}

/// How long a leg takes by the hour, in place of its one duration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegHours {
    /// The node it leaves.
    pub from: u32,
    /// The node it leads to.
    pub to: u32,
    /// By begin, ascending; before the first begin the first holds, after the last the last.
    pub steps: Vec<Step>,
}

/// How long a way takes, always or by the hour.
///
/// ```
/// use leenroute::vrp::{Step, Travel};
///
/// // Ten minutes, and a quarter of an hour between seven and nine.
/// let [seven, nine] = [7 * 3_600, 9 * 3_600];
/// let steps = [(0, 600), (seven, 900), (nine, 600)];
/// let steps = steps.map(|(begin, duration)| Step { begin, duration });
/// let way = Travel::by_hour(600, &steps);
/// assert_eq!(way.leaving(seven), 900);
/// assert_eq!(way.leaving(nine), 600);
/// // At nine a third is done, and of ten minutes two thirds are left.
/// assert_eq!(way.leaving(nine - 300), 300 + 400);
/// assert_eq!(Travel::from(600).leaving(seven), 600);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Travel<'a> {
    usual: i32,
    steps: &'a [Step],
}

impl From<i32> for Travel<'_> {
    /// A way that takes equally long at any hour.
    fn from(duration: i32) -> Self {
        Self { usual: duration, steps: &[] }
    }
}

impl<'a> Travel<'a> {
    /// A way by its steps, as [`LegHours::steps`]; without any it always takes as usual.
    pub const fn by_hour(usual: i32, steps: &'a [Step]) -> Self {
        Self { usual, steps }
    }

    /// How long it takes who leaves at a moment. `O(log steps + bands)`.
    #[inline]
    pub fn leaving(self, departure: i32) -> i32 {
        if self.steps.is_empty() { self.usual } else { through_bands(self.steps, departure) }
    }

    /// Whether it depends on the hour.
    #[inline]
    pub(super) const fn is_by_hour(self) -> bool {
        !self.steps.is_empty()
    }

    /// The moments from which it takes less than before.
    pub(super) fn reliefs(self) -> impl Iterator<Item = i32> + 'a {
        let eases = |pair: &[Step]| (pair[1].duration < pair[0].duration).then_some(pair[1].begin);
        self.steps.windows(2).filter_map(eases)
    }
}

fn through_bands(steps: &[Step], departure: i32) -> i32 {
    let mut band = steps.partition_point(|step| step.begin <= departure).saturating_sub(1);
    let (mut now, mut left) = (i64::from(departure), PARTS);
    loop {
        let whole = i64::from(steps[band].duration);
        let needs = (left * whole + PARTS / 2) / PARTS;
        match steps.get(band + 1).map(|next| i64::from(next.begin)) {
            Some(end) if now + needs > end => {
                left -= (end - now) * PARTS / whole;
                (now, band) = (end, band + 1);
            }
            _ => {
                let takes = now + needs - i64::from(departure);
                return i32::try_from(takes).unwrap_or(FREE);
            }
        }
    }
}

/// The steps of all legs of a profile, side by side.
#[derive(Clone, Debug, Default)]
pub(super) struct HourTable {
    /// The steps of leg `l` are `steps[first[l]..first[l + 1]]`; empty where no leg has any.
    first: Vec<u32>,
    steps: Vec<Step>,
}

impl HourTable {
    pub(super) fn new(hours: &[LegHours], nodes: usize) -> Self {
        if hours.is_empty() {
            return Self::default();
        }
        let mut legs: Vec<&[Step]> = vec![&[]; nodes * nodes];
        for of in hours {
            legs[of.from as usize * nodes + of.to as usize] = &of.steps;
        }
        let mut first = vec![0];
        let mut steps = Vec::new();
        for leg in legs {
            steps.extend_from_slice(leg);
            first.push(u32::try_from(steps.len()).expect("faults refuse more"));
        }
        Self { first, steps }
    }

    /// Whether no leg depends on the hour.
    pub(super) const fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The steps of a leg by its position in the matrix.
    #[inline]
    pub(super) fn of(&self, leg: usize) -> &[Step] {
        if self.first.is_empty() {
            return &[];
        }
        &self.steps[self.first[leg] as usize..self.first[leg + 1] as usize]
    }
}

/// Whether steps are in order, and between nothing and [`FREE`].
pub(super) fn are_steps(steps: &[Step]) -> bool {
    let within = |value: i32| (0..=FREE).contains(&value);
    steps.iter().all(|step| within(step.begin) && within(step.duration))
        && steps.windows(2).all(|pair| pair[0].begin < pair[1].begin)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        proptest::collection::vec((1..400, 0..900), 1..7).prop_map(|bands| {
            let mut begin = 0;
            let step = |(after, duration)| {
                begin += after;
                Step { begin, duration }
            };
            bands.into_iter().map(step).collect()
        })
    }

    /// The exact time, rounded up: unit by unit the way shrinks by one part in the duration of the
    /// moment.
    fn unit_by_unit(steps: &[Step], departure: i32) -> i32 {
        let whole: i128 = steps.iter().map(|step| i128::from(step.duration.max(1))).product();
        let (mut left, mut now) = (whole, departure);
        loop {
            let at = steps.iter().rev().find(|step| step.begin <= now).unwrap_or(&steps[0]);
            if at.duration == 0 || left <= 0 {
                return now - departure;
            }
            left -= whole / i128::from(at.duration);
            now += 1;
        }
    }

    proptest! {
        #[test]
        fn who_leaves_later_never_arrives_sooner(steps in steps(), departure in 0..3_000) {
            let way = Travel::by_hour(0, &steps);
            let arrival = |from: i32| from + way.leaving(from);
            prop_assert!(arrival(departure) <= arrival(departure + 1));
        }

        #[test]
        fn bands_agree_with_a_walk_unit_by_unit(steps in steps(), departure in 0..3_000) {
            let told = Travel::by_hour(0, &steps).leaving(departure);
            let walked = unit_by_unit(&steps, departure);
            prop_assert!((walked - 1..=walked).contains(&told), "{told} and {walked}");
        }

        #[test]
        fn equal_steps_are_a_steady_way(duration in 0..900, departure in 0..2_000) {
            let steps = [0, 300, 800].map(|begin| Step { begin, duration });
            prop_assert_eq!(Travel::by_hour(1, &steps).leaving(departure), duration);
        }
    }

    #[test]
    fn a_table_knows_the_legs_that_have_hours() {
        let hours = [LegHours { from: 1, to: 0, steps: vec![Step { begin: 5, duration: 7 }] }];
        let table = HourTable::new(&hours, 2);
        assert_eq!([0, 1, 2, 3].map(|leg| table.of(leg).len()), [0, 0, 1, 0]);
        assert!(HourTable::default().of(3).is_empty());
    }
}

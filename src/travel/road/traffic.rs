//! Hours of the day at which roads take longer (spits).
//!
//! A profile may say that a class of road takes a multiple of its usual time between two moments of
//! the day. The way between two stops stays the quickest of free roads; what it takes in a band is
//! added up from the time on each class. A route that would drive around the traffic of an hour is
//! not looked for, and turns take as long as ever.

use rayon::prelude::*;

use super::network::RoadNetwork;
use super::profile::ROAD_CLASSES;
use super::search::{Aim, Desk, FAR, Field};
use super::snap::RoadStop;
use crate::units::Seconds;

/// Thousandths of a whole.
pub(super) const ALL: u16 = 1_000;

/// A band of the day in which roads take longer than usual, or less long (spits).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrafficBand {
    /// Its first minute, after midnight.
    pub from: u16,
    /// The minute after its last, above the first and at most 1,440.
    pub to: u16,
    /// The time that a class of road takes in it, in thousandths of the usual time, in the order of
    /// [`ROAD_CLASSES`].
    pub times_permille: [u16; ROAD_CLASSES.len()],
}

impl TrafficBand {
    /// A band in which nothing differs.
    pub const fn usual(from: u16, to: u16) -> Self {
        Self { from, to, times_permille: [ALL; ROAD_CLASSES.len()] }
    }

    /// As `07:00-09:00`.
    pub fn words(&self) -> String {
        let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        format!("{}-{}", clock(self.from), clock(self.to))
    }

    /// What a way takes in the band, in seconds rounded up once: so many milliseconds in all, and
    /// of these so many on each class.
    ///
    /// ```
    /// use leenroute::travel::road::{ROAD_CLASSES, RoadClass, TrafficBand};
    /// use leenroute::units::Seconds;
    ///
    /// let mut rush = TrafficBand::usual(7 * 60, 9 * 60);
    /// rush.times_permille[RoadClass::Primary as usize] = 1_400;
    /// let mut on_class = [0; ROAD_CLASSES.len()];
    /// on_class[RoadClass::Primary as usize] = 60_000;
    /// // A minute on the main road takes 84 seconds, half a minute elsewhere stays.
    /// assert_eq!(rush.lasts(90_000, &on_class), Seconds(114));
    /// ```
    pub fn lasts(&self, milliseconds: u64, on_class: &[u64; ROAD_CLASSES.len()]) -> Seconds {
        const MICRO: u64 = 1_000_000;
        let times = on_class.iter().zip(self.times_permille);
        let (mut more, mut less) = (0, 0);
        for (on_class, permille) in times {
            more += on_class * u64::from(permille.saturating_sub(ALL));
            less += on_class * u64::from(ALL.saturating_sub(permille));
        }
        let micro = (milliseconds * u64::from(ALL) + more).saturating_sub(less);
        Seconds(i64::try_from(micro.div_ceil(MICRO)).unwrap_or(i64::MAX))
    }
}

impl RoadNetwork {
    /// What the best way between any two stops takes in each band, row by row; empty where there
    /// is none, and from a stop to itself.
    ///
    /// The ways are those of [`table`](Self::table). One search a stop, in parallel; the answer does
    /// not depend on the number of threads. O(stops x (arcs + turns) log arcs + arcs of all ways).
    pub fn traffic_table(
        &self,
        stops: &[Option<RoadStop>],
        aim: Aim,
        bands: &[TrafficBand],
    ) -> Vec<Vec<Vec<Seconds>>> {
        let field = Field::new(&self.graph, &self.turns, stops, aim);
        let row = |desk: &mut Desk, (from, start): (usize, &Option<RoadStop>)| {
            let Some(start) = start else { return vec![Vec::new(); stops.len()] };
            let found = field.from(start, desk);
            let of = |(to, stop): (usize, &Option<RoadStop>)| {
                let found = &found[to];
                let Some(stop) = stop.as_ref().filter(|_| to != from && found.toll != FAR) else {
                    return Vec::new();
                };
                let arcs = field.arcs(found, desk);
                let along = (field.along(start, arcs[0]), field.along(stop, found.arc));
                let on_class = self.milliseconds(&arcs, along);
                let (milliseconds, _) = found.toll.parts(aim);
                bands.iter().map(|band| band.lasts(milliseconds.into(), &on_class)).collect()
            };
            stops.iter().enumerate().map(of).collect()
        };
        stops.par_iter().enumerate().map_init(Desk::default, |desk, of| row(desk, of)).collect()
    }
}

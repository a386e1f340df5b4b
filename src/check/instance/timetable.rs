//! When a tour is where.

use super::tour::Drive;
use crate::model::instance::{Instance, Tour};

/// A stop of a timetable, or a reload.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// When the vehicle arrives.
    pub arrival: f64,
    /// How long it waits for a window.
    pub wait: f64,
    /// How long it has been on the road since the start, service and waiting left out.
    pub driven: f64,
}

/// When a tour leaves, stops and ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Timetable {
    /// When it leaves.
    pub departure: f64,
    /// Its stops and reloads in order, and its end.
    pub moments: Vec<Moment>,
}

/// The timetable of a tour of the instance that takes the least time.
///
/// # Panics
///
/// When the tour names a fleet, a customer or a node that is not there; a solution that
/// [`judge`](super::judge()) knows has none.
pub fn timetable(instance: &Instance, tour: &Tour) -> Timetable {
    let drive = Drive::of(instance, (1, tour));
    let departure = drive.best_departure();
    let (mut now, mut driven) = (departure, 0.0);
    let mut moments = Vec::with_capacity(tour.customers.len() + tour.reloads.len() + 1);
    for (rank, (from, to)) in drive.legs().enumerate() {
        let leg = drive.duration(from, to);
        (now, driven) = (now + leg, driven + leg);
        let begin = drive.begin(rank, now).unwrap_or(now);
        moments.push(Moment { arrival: now, wait: begin - now, driven });
        now = begin + drive.service(rank);
    }
    Timetable { departure, moments }
}

//! The locks that a person asked for, as the search takes them.

use super::ReplanOrder;
use super::asks::{LockAsk, Moment};
use super::happened::{place, vehicle};
use crate::app::error::Error;
use crate::app::plan_week::Pins;
use crate::index::PlaceIdx;
use crate::model::{Plan, Province, ServiceDate};
use crate::timetable::Lock;
use crate::vrp::FREE;

/// All locks, each with the words that asked for it.
#[derive(Clone, Debug, Default)]
pub(super) struct Locks {
    all: Vec<Lock>,
    words: Vec<String>,
    pins: Pins,
    places: Vec<PlaceIdx>,
}

impl Locks {
    pub(super) fn of(province: &Province, plan: &Plan, order: &ReplanOrder) -> Result<Self, Error> {
        let mut locks = Self::default();
        for ask in &order.locks {
            locks.add(province, plan, ask)?;
        }
        if let Some(since) = &order.since {
            locks.done_before(plan, *since)?;
        }
        Ok(locks)
    }

    pub(super) fn all(&self) -> &[Lock] {
        &self.all
    }

    pub(super) const fn pins(&self) -> &Pins {
        &self.pins
    }

    /// The places that locks name.
    pub(super) fn places(&self) -> &[PlaceIdx] {
        &self.places
    }

    /// The words of some locks, once each.
    pub(super) fn words(&self, some: &[usize]) -> Vec<String> {
        let mut words: Vec<String> = some.iter().map(|lock| self.words[*lock].clone()).collect();
        words.dedup();
        words
    }

    fn add(&mut self, province: &Province, plan: &Plan, ask: &LockAsk) -> Result<(), Error> {
        let words = ask.to_string();
        match ask {
            LockAsk::Day { date } => {
                self.push(Lock::WholeDay { day: day_of(plan, *date)? }, words);
            }
            LockAsk::Route { vehicle: code, date } => {
                let (day, vehicle) = (day_of(plan, *date)?, vehicle(province, code)?);
                self.push(Lock::Stops { day, vehicle, stops: usize::MAX }, words);
            }
            LockAsk::Visit { place: code, date, vehicle: by, position, time } => {
                let (place, day) = (place(province, code)?, day_of(plan, *date)?);
                self.places.push(place);
                self.push(Lock::Day { place, day }, words.clone());
                if let Some(code) = by {
                    let vehicle = vehicle(province, code)?;
                    self.push(Lock::Vehicle { place, day, vehicle }, words.clone());
                }
                if let Some(position) = position {
                    self.push(Lock::Position { place, day, rank: position - 1 }, words.clone());
                }
                if let Some(time) = time {
                    let start = i32::try_from(time.since_midnight().0).unwrap_or(FREE);
                    self.pins.insert((place, *date), start);
                    self.push(Lock::Time { place, day, start }, words);
                }
            }
        }
        Ok(())
    }

    fn push(&mut self, lock: Lock, words: String) {
        self.all.push(lock);
        self.words.push(words);
    }

    /// Whole days before, and on the day the stops that the vehicles have reached.
    fn done_before(&mut self, plan: &Plan, since: Moment) -> Result<(), Error> {
        let today = day_of(plan, since.date)?;
        let words = format!("done before {}@{}", since.date, since.time);
        for day in 0..today {
            self.push(Lock::WholeDay { day }, words.clone());
        }
        for route in plan.routes.iter().filter(|route| route.date == since.date) {
            let reached =
                |visit: &&crate::index::VisitIdx| plan.visits[**visit].arrival <= since.time;
            let stops = route.visits.iter().take_while(reached).count();
            let (day, vehicle) = (today, route.vehicle);
            self.push(Lock::Stops { day, vehicle, stops }, words.clone());
        }
        Ok(())
    }
}

/// The day of a date in the week of a plan.
pub(in crate::app) fn day_of(plan: &Plan, date: ServiceDate) -> Result<usize, Error> {
    let found = plan.week.dates().position(|other| other == date);
    found.ok_or(Error::DateOfPlan { date: date.to_string(), week: plan.week })
}

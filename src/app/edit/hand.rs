//! An edit, done on the days and routes of a plan.

use std::collections::BTreeMap;

use super::ask::{Edit, Turn, VisitAt};
use crate::app::error::Error;
use crate::app::plan_week::{NewWeek, Pins};
use crate::app::replan::{day_of, place, vehicle};
use crate::index::{IndexVec, PlaceIdx, VehicleIdx};
use crate::model::{Plan, Province, Unserved, UnservedReason};
use crate::timetable::{MissingVisit, Run};
use crate::vrp::FREE;

/// Days and routes under the hand.
struct Hand<'a> {
    province: &'a Province,
    plan: &'a Plan,
    runs: BTreeMap<(usize, VehicleIdx), Vec<PlaceIdx>>,
    days: IndexVec<PlaceIdx, u8>,
    missing: Vec<MissingVisit>,
}

/// Where a visit is: its day, and its route and turn where a vehicle comes.
type Spot = (usize, Option<(VehicleIdx, usize)>);

/// The days and routes of a plan after an edit.
pub(super) fn edited(province: &Province, plan: &Plan, edit: &Edit) -> Result<NewWeek, Error> {
    let mut hand = Hand::of(province, plan);
    match edit {
        Edit::Move { visit, to } => {
            let (place, spot) = hand.visit(visit)?;
            hand.take(place, spot);
            hand.put(place, spot.0, (to, spot.1.map(|(vehicle, _)| vehicle)))?;
        }
        Edit::Swap { a, b } => hand.swap(a, b)?,
        Edit::Insert { visit, to } => {
            let (place, day) = (place(province, &visit.place)?, day_of(plan, visit.date)?);
            hand.put(place, day, (to, None))?;
            let known = hand.missing.iter().position(|missing| missing.place == place);
            known.map(|at| hand.missing.remove(at));
        }
        Edit::Remove { visit } => {
            let (place, spot) = hand.visit(visit)?;
            hand.take(place, spot);
        }
        Edit::Day { visit, date, to } => {
            let (place, spot) = hand.visit(visit)?;
            let day = day_of(plan, *date)?;
            hand.take(place, spot);
            hand.put(place, day, (to, spot.1.map(|(vehicle, _)| vehicle)))?;
        }
    }
    Ok(hand.week())
}

impl<'a> Hand<'a> {
    fn of(province: &'a Province, plan: &'a Plan) -> Self {
        let mut days = IndexVec::filled(0, province.places().len());
        for visit in &plan.visits {
            days[visit.place] |= 1_u8 << visit.date.weekday().num_days_from_monday();
        }
        let mut runs = BTreeMap::new();
        for route in &plan.routes {
            let day = route.date.weekday().num_days_from_monday() as usize;
            let stops = route.visits.iter().map(|visit| plan.visits[*visit].place);
            runs.insert((day, route.vehicle), stops.collect());
        }
        let missing = plan.unserved.iter().filter_map(|unserved| match unserved {
            Unserved::Visit { place, reason: UnservedReason::NoRouteFits { short } } => {
                let short = i32::try_from(short.0).unwrap_or(FREE);
                Some(MissingVisit { place: *place, short })
            }
            _ => None,
        });
        Self { province, plan, runs, days, missing: missing.collect() }
    }

    fn week(self) -> NewWeek {
        let runs = self.runs.into_iter().filter(|(_, stops)| !stops.is_empty());
        let run = |((day, vehicle), stops)| Run { day, vehicle, stops };
        NewWeek {
            runs: runs.map(run).collect(),
            days: self.days,
            missing: self.missing,
            pins: Pins::new(),
        }
    }

    /// A visit of the plan that is edited.
    fn visit(&self, at: &VisitAt) -> Result<(PlaceIdx, Spot), Error> {
        let none = || Error::NoVisit { place: at.place.clone(), date: at.date.to_string() };
        let place = place(self.province, &at.place)?;
        let day = day_of(self.plan, at.date)?;
        if self.days[place] >> day & 1 == 0 {
            return Err(none());
        }
        let here = self.runs.iter().filter(|((of, _), _)| *of == day);
        let mut turn = here.filter_map(|((_, vehicle), stops)| {
            Some((*vehicle, stops.iter().position(|stop| *stop == place)?))
        });
        Ok((place, (day, turn.next_back())))
    }

    fn take(&mut self, place: PlaceIdx, (day, turn): Spot) {
        self.days[place] &= !(1 << day);
        if let Some((vehicle, rank)) = turn {
            self.runs.entry((day, vehicle)).or_default().remove(rank);
        }
    }

    fn put(
        &mut self,
        place: PlaceIdx,
        day: usize,
        (to, usual): (&Turn, Option<VehicleIdx>),
    ) -> Result<(), Error> {
        let of = &self.province.places()[place];
        let code = || of.code.0.clone();
        if self.days[place] >> day & 1 == 1 {
            let date = self.plan.week.dates().nth(day).expect("a day of the week");
            return Err(Error::VisitedAlready { place: code(), date: date.to_string() });
        }
        let chosen = to.vehicle.as_ref().map(|code| vehicle(self.province, code)).transpose()?;
        match (of.in_hub_building, chosen.or(usual)) {
            (true, None) => {}
            (false, Some(vehicle)) => {
                let stops = self.runs.entry((day, vehicle)).or_default();
                let rank = to.position.map_or(stops.len(), |position| position - 1);
                if rank > stops.len() {
                    let stops = stops.len();
                    return Err(Error::NoPosition { position: rank + 1, stops });
                }
                stops.insert(rank, place);
            }
            (true, Some(_)) => return Err(Error::ByTrolley { place: code() }),
            (false, None) => return Err(Error::NoVehicle { place: code() }),
        }
        self.days[place] |= 1 << day;
        Ok(())
    }

    /// Each of two visits goes to the day, the route and the turn of the other.
    fn swap(&mut self, a: &VisitAt, b: &VisitAt) -> Result<(), Error> {
        let ((one, of_one), (other, of_other)) = (self.visit(a)?, self.visit(b)?);
        let (Some(here), Some(there)) = (of_one.1, of_other.1) else {
            let trolley = if of_one.1.is_none() { a } else { b };
            return Err(Error::ByTrolley { place: trolley.place.clone() });
        };
        let moves = [(one, of_one.0, of_other.0, a), (other, of_other.0, of_one.0, b)];
        for (place, from, to, at) in moves {
            if from != to && self.days[place] >> to & 1 == 1 {
                let date = self.plan.week.dates().nth(to).expect("a day of the week");
                let place = at.place.clone();
                return Err(Error::VisitedAlready { place, date: date.to_string() });
            }
        }
        for (place, from, to, _) in moves {
            self.days[place] = self.days[place] & !(1 << from) | 1 << to;
        }
        self.runs.entry((of_one.0, here.0)).or_default()[here.1] = other;
        self.runs.entry((of_other.0, there.0)).or_default()[there.1] = one;
        Ok(())
    }
}

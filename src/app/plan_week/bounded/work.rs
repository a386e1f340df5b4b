//! Time that visits take beyond what legs say, by the days of places alone and by twos.
//!
//! Legs count what a visit handles with the days that make it shortest, and nothing of what comes
//! from other places. With given days a place handles so much more in the week. What comes from
//! others fills containers by room or by mass; bags past the hub only come sooner. Beside what
//! comes from the hub it may lie in containers that are begun already, less than one a visit;
//! where others send less than that, as the plan has it, they are left out.

use std::collections::BTreeMap;

use super::days::{Dock, PlaceDays, arrives, set_in};
use super::handled::{Handled, Load, holds};
use crate::app::plan_week::PlanRequest;
use crate::bounds::{Pair, PairProblem, WORK_PARTS};
use crate::model::{Plan, ServiceDate};

/// By choices of the sender, then of the receiver.
type Come = Vec<Vec<i64>>;

/// The time beyond legs, in parts of a second.
pub(super) fn work(request: &PlanRequest<'_>, plan: &Plan, places: &[PlaceDays]) -> PairProblem {
    let handled = Handled::of(request, plan);
    let chosen = places.iter().map(|of| {
        let set = set_in(plan, of.place);
        of.patterns.iter().position(|other| *other == set).unwrap_or(0)
    });
    let making = Making { request, places, handled, chosen: chosen.collect() };
    let mut problem = PairProblem {
        single: places.iter().map(|of| vec![0; of.patterns.len()]).collect(),
        pairs: Vec::new(),
    };
    let mut pairs: BTreeMap<[usize; 2], Vec<i64>> = BTreeMap::new();
    for (node, of) in places.iter().enumerate() {
        if request.province.places()[of.place].in_hub_building {
            continue;
        }
        problem.single[node] = making.alone(of);
        let ways = [0, 1].map(|measure| making.by_measure(node, measure));
        let Some(way) = ways.into_iter().max_by_key(|way| way.gain).filter(|way| way.gain > 0)
        else {
            continue;
        };
        problem.single[node].iter_mut().zip(&way.begun).for_each(|(of, begun)| *of -= begun);
        for (other, come) in way.come {
            let nodes = [node.min(other), node.max(other)];
            let [rows, columns] = nodes.map(|node| places[node].patterns.len());
            let into = pairs.entry(nodes).or_insert_with(|| vec![0; rows * columns]);
            for (from, come) in come.iter().enumerate() {
                for (to, come) in come.iter().enumerate() {
                    let [row, column] = if other < node { [from, to] } else { [to, from] };
                    into[row * columns + column] += come;
                }
            }
        }
    }
    problem.pairs = pairs.into_iter().map(|(nodes, costs)| Pair { nodes, costs }).collect();
    problem
}

/// What others send a place, by one measure.
struct Way {
    /// With the plan's days, what it adds.
    gain: i64,
    /// What may lie in containers that are begun, by choice.
    begun: Vec<i64>,
    /// By sender.
    come: Vec<(usize, Come)>,
}

struct Making<'a> {
    request: &'a PlanRequest<'a>,
    places: &'a [PlaceDays],
    handled: Handled<'a>,
    /// The plan's days.
    chosen: Vec<usize>,
}

impl Making<'_> {
    /// Parts of a second for a container at a place.
    fn parts(&self, of: &PlaceDays) -> i64 {
        self.request.province.places()[of.place].service.per_crate.0 * WORK_PARTS
    }

    /// The visits of this week with a choice.
    fn dates<'a>(&self, visits: &'a [ServiceDate]) -> impl Iterator<Item = ServiceDate> + 'a {
        let week = self.request.week;
        visits.iter().copied().filter(move |date| week.contains(*date))
    }

    /// By choice, what the week's visits handle beyond what legs count.
    fn alone(&self, of: &PlaceDays) -> Vec<i64> {
        let holds = holds(self.request);
        let of_choice = |visits: &Vec<ServiceDate>| {
            let more = self.dates(visits).map(|date| {
                let sure = self.handled.sure(self.request, of.place, (visits, date));
                sure.containers(holds) - self.handled.least(self.request, of, date)
            });
            more.sum::<i64>() * self.parts(of)
        };
        of.visits.iter().map(of_choice).collect()
    }

    fn by_measure(&self, node: usize, measure: usize) -> Way {
        let to = &self.places[node];
        let begun: Vec<i64> =
            to.visits.iter().map(|visits| self.begun(to, visits, measure)).collect();
        let senders = self.places.iter().enumerate().filter(|(other, _)| *other != node);
        let come: Vec<(usize, Come)> = senders
            .filter_map(|(other, from)| Some((other, self.come([from, to], measure)?)))
            .collect();
        let chosen = self.chosen[node];
        let comes = come.iter().map(|(other, come)| come[self.chosen[*other]][chosen]);
        Way { gain: comes.sum::<i64>() - begun[chosen], begun, come }
    }

    /// What more could lie in the containers from the hub of a choice.
    fn begun(&self, of: &PlaceDays, visits: &[ServiceDate], measure: usize) -> i64 {
        let (holds, parts) = (holds(self.request), self.parts(of));
        let begun = self.dates(visits).map(|date| {
            let brought = self.handled.sure(self.request, of.place, (visits, date)).brought;
            brought.containers(holds) * parts - brought.filled((measure, holds[measure]), parts)
        });
        begun.sum()
    }

    /// What one place sends another within the week; `None` where it sends nothing.
    fn come(&self, [from, to]: [&PlaceDays; 2], measure: usize) -> Option<Come> {
        let sent = self.handled.sent([from.place, to.place]);
        if sent.is_empty() {
            return None;
        }
        let (holds, parts) = (holds(self.request)[measure], self.parts(to));
        let sort_days = self.request.province.settings().hub.sort_days;
        let with = |leaves: &Vec<ServiceDate>, comes: &Vec<ServiceDate>| {
            let docks = (Dock::Visited(leaves), Dock::Visited(comes));
            let in_week = |ready: &ServiceDate| {
                let arrives = arrives(docks, *ready, sort_days);
                arrives.is_some_and(|date| self.request.week.contains(date))
            };
            let loads = sent.iter().filter(|(ready, _)| in_week(ready)).map(|(_, load)| *load);
            loads.sum::<Load>().filled((measure, holds), parts)
        };
        let rows = from.visits.iter();
        Some(rows.map(|of| to.visits.iter().map(|to| with(of, to)).collect()).collect())
    }
}

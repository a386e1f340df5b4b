//! The search for prices that link routes and pairs well.

use rayon::prelude::*;

use super::certificate::routes_part;
use super::master::{Master, Proposed, Reach, Side};
use super::{LinkedCase, LinkedCertificate, LinkedProblem};
use crate::bounds::ascent::KnownRoute;
use crate::bounds::certificate::Certificate;
use crate::bounds::grid::Grid;
use crate::bounds::pairs::{Descent, PairProblem, pair_bound};
use crate::bounds::pricing::{NgSets, Priced, Route, by_visit};
use crate::bounds::relaxation::{Network, Relaxation};
use crate::random::Seed;
use crate::vrp::Stop;

/// Clients that each client remembers, itself included: first few, then more.
const NG_SIZES: [usize; 2] = [4, 8];
/// How much of the best prices so far is in those that are tried.
const CALM: f64 = 0.7;
/// Descents of a pass begin at so many of the best assignments so far, and change course so often.
const BEGINS: usize = 4;
const KICKS: usize = 6;
/// Routes of a lot that the programme takes in at most.
const ROUTES_TAKEN: usize = 15;
/// Programmes of one size at most.
const ROUNDS_MAX: usize = 12;
/// The same while clients choose for themselves, which is but a beginning.
const NEAR_APART: f64 = 3e-3;
/// Assignments of a pass that the programme takes in at most.
const TAKEN: usize = 12;
/// The search is over when the programme costs so little more than the bound, in parts.
const NEAR: f64 = 2e-4;
/// The same while routes remember little.
const NEAR_FIRST: f64 = 1e-3;

/// A solution to begin with.
#[derive(Clone, Copy, Debug)]
pub struct LinkedStart<'a> {
    /// Its routes.
    pub routes: &'a [KnownRoute],
    /// The choice of each node.
    pub chosen: &'a [usize],
}

/// When to stop.
#[expect(missing_debug_implementations, reason = "stops are asked, not shown")]
pub struct LinkedStops<'a> {
    /// The search for prices, in labels.
    pub prices: &'a dyn Stop,
    /// The proof of the pairs, in steps.
    pub pairs: &'a dyn Stop,
    /// A bound above which more proves nothing new.
    pub enough: i64,
}

impl LinkedStops<'_> {
    /// A value above which the proof is above enough, too: descents find a little more than squares
    /// prove.
    const fn plenty(&self) -> i64 {
        self.enough.saturating_add(self.enough / 64)
    }
}

/// Searches for prices that prove a high bound of a case.
///
/// `None` where the routes have other limits than one, or the case leaves a node no choice. The
/// same problem and the same counts give the same certificate.
pub fn bound_linked(
    problem: &LinkedProblem,
    case: LinkedCase,
    start: LinkedStart<'_>,
    stops: &LinkedStops<'_>,
) -> Option<LinkedCertificate> {
    let left = problem.left(case.closed)?;
    let reduced = LinkedProblem {
        routes: problem.routes_of(&left, &vec![0; problem.routes.days]),
        pairs: problem.pairs_of(&left),
        sets: (problem.sets.iter().zip(&left))
            .map(|(sets, left)| left.iter().map(|choice| sets[*choice]).collect())
            .collect(),
        clients: problem.clients.clone(),
    };
    let relaxation = Relaxation::of(&reduced.routes).ok()?;
    // Prices of tied days would be of one lot.
    if relaxation.lots.iter().any(|lot| !is_single(&relaxation, lot.orbit)) {
        return None;
    }
    let chosen: Vec<usize> = start
        .chosen
        .iter()
        .zip(&left)
        .map(|(choice, left)| left.iter().position(|of| of == choice).unwrap_or(0))
        .collect();
    let mut search = Search {
        problem: &reduced,
        relaxation: &relaxation,
        case,
        open: relaxation.lots.iter().map(|lot| relaxation.open(*lot)).collect(),
        routes: known_routes(&reduced, &relaxation, start.routes),
        assignments: vec![(reduced.pairs.cost(&chosen), chosen)],
        best: None,
        work: 0,
        passes: 0,
    };
    let apart: Vec<Vec<i64>> = reduced.sets.iter().map(|sets| vec![0; sets.len()]).collect();
    search.rounds(NG_SIZES[0], Some(&apart), stops)?;
    search.add_pairs();
    search.rounds(NG_SIZES[0], None, stops)?;
    search.rounds(NG_SIZES[1], None, stops)?;
    search.certificate(stops)
}

fn is_single(relaxation: &Relaxation, orbit: usize) -> bool {
    relaxation.orbit_of.iter().filter(|of| **of == orbit).count() == 1
}

/// The known routes whose visits the case allows.
fn known_routes(
    problem: &LinkedProblem,
    relaxation: &Relaxation,
    routes: &[KnownRoute],
) -> Vec<(usize, Route)> {
    let lot_of = |route: &KnownRoute| {
        let orbit = relaxation.orbit_of.get(route.day)?;
        let lots = relaxation.lots.iter();
        let mut numbered = lots.enumerate();
        let found = numbered.find(|(_, lot)| lot.orbit == *orbit && lot.vehicle == route.vehicle);
        let may = |client: &&u32| {
            let patterns = &problem.routes.clients[**client as usize].patterns;
            patterns.iter().any(|of| of >> route.day & 1 == 1)
        };
        let clients: Vec<u32> = route.clients.iter().filter(may).copied().collect();
        let network = &relaxation.networks[route.vehicle];
        (!clients.is_empty()).then_some((found?.0, driven(network, clients)))
    };
    routes.iter().filter_map(lot_of).collect()
}

fn driven(network: &Network, clients: Vec<u32>) -> Route {
    let nodes = clients.iter().map(|client| *client as usize + 1);
    let ways: Vec<usize> = [0].into_iter().chain(nodes).chain([0]).collect();
    let legs = ways.windows(2);
    let cost = legs.map(|leg| network.cost[leg[0] * network.nodes + leg[1]]).sum();
    Route { reduced: 0, cost, clients }
}

/// Prices in whole units.
#[derive(Clone)]
struct Prices {
    /// By day and client.
    visits: Vec<Vec<i64>>,
    days: Vec<i64>,
}

struct Best {
    /// In units, the pairs as descents found them.
    value: i64,
    prices: Prices,
    size: usize,
}

struct Search<'a> {
    problem: &'a LinkedProblem,
    relaxation: &'a Relaxation,
    case: LinkedCase,
    open: Vec<Vec<bool>>,
    routes: Vec<(usize, Route)>,
    /// With what the pairs cost, prices left out.
    assignments: Vec<(i64, Vec<usize>)>,
    best: Option<Best>,
    work: u64,
    passes: u64,
}

/// What a pass found.
struct Passed {
    value: i64,
    routes: Vec<(usize, Route)>,
    assignments: Vec<Vec<usize>>,
}

impl Search<'_> {
    /// Every visit at the mean of what the known routes cost.
    fn even_prices(&self) -> Prices {
        let grain = self.relaxation.grain;
        let cost: i64 = self.routes.iter().map(|(_, route)| route.cost / grain).sum();
        let visits: usize = self.routes.iter().map(|(_, route)| route.clients.len()).sum();
        let mean = cost / i64::try_from(visits.max(1)).expect("visits fit i64");
        Prices {
            visits: vec![vec![mean; self.problem.routes.clients.len()]; self.problem.routes.days],
            days: vec![0; self.problem.routes.days],
        }
    }

    /// What pairs cost at least without prices, which the value of routes alone lacks.
    fn add_pairs(&mut self) {
        let free = self.free_prices();
        let least = self.descend(&free).first().map_or(0, |(cost, _)| *cost);
        // Prices that prove nothing are not worth a proof.
        self.best = self.best.take().filter(|best| best.value > 0);
        if let Some(best) = &mut self.best {
            best.value += least;
        }
    }

    fn free_prices(&self) -> Prices {
        Prices {
            visits: vec![vec![0; self.problem.routes.clients.len()]; self.problem.routes.days],
            days: vec![0; self.problem.routes.days],
        }
    }

    /// Programmes one after the other, each with prices within reach of the best ones before;
    /// `None` where a network has no grid.
    fn rounds(
        &mut self,
        size: usize,
        apart: Option<&[Vec<i64>]>,
        stops: &LinkedStops<'_>,
    ) -> Option<()> {
        let sets = NgSets::nearest(self.relaxation.networks.first()?, size);
        self.routes.retain(|(_, route)| sets.allow(&route.clients));
        let even = self.even_prices();
        let mut by = even.visits.first().and_then(|of| of.first()).map_or(1, |of| *of);
        if apart.is_none() {
            by /= 4;
        }
        for _ in 0..ROUNDS_MAX {
            let before = self.best.as_ref().map_or(i64::MIN, |best| best.value);
            self.round((size, &sets), apart, by.max(1), stops)?;
            let Some(best) = &self.best else { break };
            let gained = best.value.saturating_sub(before) as f64;
            let is_done = gained <= near((size, apart)) * best.value.abs() as f64
                || best.value > stops.plenty();
            if is_done || stops.prices.spent(self.work) >= 1.0 {
                break;
            }
        }
        Some(())
    }

    fn round(
        &mut self,
        (size, sets): (usize, &NgSets),
        apart: Option<&[Vec<i64>]>,
        by: i64,
        stops: &LinkedStops<'_>,
    ) -> Option<()> {
        let middle =
            self.best.as_ref().map_or_else(|| self.even_prices(), |best| best.prices.clone());
        let reach = Reach { visits: &middle.visits, days: &middle.days, by };
        let (cost, first) = self.assignments.iter().min()?;
        let side = apart.map_or(Side::Together(first, *cost), Side::Apart);
        let mut master = Master::new(self.problem, self.relaxation, self.case.opened, side, &reach);
        self.routes.iter().for_each(|(lot, route)| master.hold_route(*lot, route));
        if apart.is_none() {
            self.assignments.iter().for_each(|(cost, of)| master.hold_assignment(of, *cost));
        }
        let mut calm = CALM;
        while stops.prices.spent(self.work) < 1.0 {
            let proposed = master.propose();
            let grain = self.relaxation.grain as f64;
            if let Some(best) = &self.best {
                let far = proposed.cost / grain - best.value as f64;
                let is_near = far <= near((size, apart)) * proposed.cost.abs() / grain;
                if best.size == size && is_near || best.value > stops.plenty() {
                    break;
                }
            }
            let prices = self.mixed(&proposed, calm);
            let passed = self.pass(&prices, sets, apart)?;
            let mut added = false;
            for (lot, route) in passed.routes {
                if master.add_route(lot, &route) {
                    self.routes.push((lot, route));
                    added = true;
                }
            }
            for of in passed.assignments {
                let cost = self.problem.pairs.cost(&of);
                if master.add_assignment(&of, cost) {
                    self.assignments.push((cost, of));
                    added = true;
                }
            }
            if self.best.as_ref().is_none_or(|best| passed.value > best.value) {
                self.best = Some(Best { value: passed.value, prices, size });
            }
            if added {
                calm = CALM;
            } else if calm > 0.0 {
                calm = (calm - 0.35).max(0.0);
            } else {
                break;
            }
        }
        Some(())
    }

    /// Prices between those proposed and the best ones so far, whole.
    fn mixed(&self, proposed: &Proposed, calm: f64) -> Prices {
        let grain = self.relaxation.grain as f64;
        let mix = |new: f64, known: Option<i64>| {
            let new = new / grain;
            rounded(known.map_or(new, |known| calm * known as f64 + (1.0 - calm) * new))
        };
        let best = self.best.as_ref().map(|best| &best.prices);
        let visits = proposed.visits.iter().enumerate().map(|(day, of_day)| {
            let known = |client: usize| best.map(|best| best.visits[day][client]);
            of_day.iter().enumerate().map(|(client, new)| mix(*new, known(client))).collect()
        });
        let days = proposed.days.iter().enumerate();
        let days = days.map(|(day, new)| mix(*new, best.map(|best| best.days[day])).max(0));
        Prices { visits: visits.collect(), days: days.collect() }
    }

    fn pass(
        &mut self,
        prices: &Prices,
        sets: &NgSets,
        apart: Option<&[Vec<i64>]>,
    ) -> Option<Passed> {
        let grain = self.relaxation.grain;
        let lots = 0..self.relaxation.lots.len();
        let priced: Option<Vec<Priced>> =
            lots.into_par_iter().map(|lot| self.priced(lot, prices, sets)).collect();
        let mut sum = 0;
        let mut routes = Vec::new();
        for ((number, lot), priced) in self.relaxation.lots.iter().enumerate().zip(priced?) {
            sum += lot.count * priced.least;
            self.work += priced.work;
            let best = priced.routes.into_iter().take(ROUTES_TAKEN);
            routes.extend(best.map(|route| (number, route)));
        }
        let found = match apart {
            Some(costs) => vec![(self.chosen_apart(prices, costs), Vec::new())],
            None => self.descend(prices),
        };
        let least = found.first().map_or(0, |(cost, _)| *cost);
        let value = sum.div_euclid(grain) + least + prices.days.iter().sum::<i64>();
        let whole = found.into_iter().filter(|(_, chosen)| !chosen.is_empty());
        let assignments = whole.take(TAKEN).map(|(_, chosen)| chosen).collect();
        Some(Passed { value, routes, assignments })
    }

    fn priced(&self, lot: usize, prices: &Prices, sets: &NgSets) -> Option<Priced> {
        let of = self.relaxation.lots[lot];
        let day = self.relaxation.orbit_of.iter().position(|orbit| *orbit == of.orbit)?;
        let grain = self.relaxation.grain;
        let own: Vec<i64> = prices.visits[day].iter().map(|price| price * grain).collect();
        let network = &self.relaxation.networks[of.vehicle];
        let grid = Grid::new(network, &self.open[lot], &by_visit(&own), sets)?;
        Some(grid.earning(prices.days[day] * grain).run())
    }

    /// What clients cost that choose for themselves.
    fn chosen_apart(&self, prices: &Prices, costs: &[Vec<i64>]) -> i64 {
        let paid = self.problem.paid(&self.all(), &prices.visits);
        let nodes = self.problem.clients.iter().zip(costs.iter().zip(&paid));
        let least = nodes.filter(|(client, _)| client.is_some()).map(|(_, (costs, paid))| {
            costs.iter().zip(paid).map(|(cost, paid)| cost + paid).min().unwrap_or(0)
        });
        least.sum()
    }

    /// All choices of all nodes.
    fn all(&self) -> Vec<Vec<usize>> {
        self.problem.sets.iter().map(|sets| (0..sets.len()).collect()).collect()
    }

    /// Good assignments at some prices, with what they cost and pay.
    fn descend(&mut self, prices: &Prices) -> Vec<(i64, Vec<usize>)> {
        let paid = self.problem.paid(&self.all(), &prices.visits);
        let mut begins: Vec<(i64, &Vec<usize>)> = (self.assignments.iter())
            .map(|(cost, of)| {
                (cost + of.iter().zip(&paid).map(|(choice, paid)| paid[*choice]).sum::<i64>(), of)
            })
            .collect();
        begins.sort();
        let begins: Vec<Vec<usize>> =
            begins.into_iter().take(BEGINS).map(|(_, of)| of.clone()).collect();
        self.passes += 1;
        let mut draw = Seed(1).stream("linked descents", self.passes);
        Descent::new(&self.problem.pairs).search(&paid, &begins, KICKS, &mut draw)
    }

    /// What squares and shares prove at the best prices.
    fn certificate(&self, stops: &LinkedStops<'_>) -> Option<LinkedCertificate> {
        let free = Best { value: 0, prices: self.free_prices(), size: 1 };
        let best = self.best.as_ref().unwrap_or(&free);
        let first = self.relaxation.networks.first()?;
        let certificate = LinkedCertificate {
            case: self.case,
            prices: best.prices.visits.clone(),
            day_prices: best.prices.days.clone(),
            neighbours: NgSets::nearest(first, best.size).of,
            ..LinkedCertificate::default()
        };
        proven_at(self.problem, certificate, stops.pairs)
    }
}

const fn near((size, apart): (usize, Option<&[Vec<i64>]>)) -> f64 {
    if apart.is_some() {
        NEAR_APART
    } else if size < NG_SIZES[1] {
        NEAR_FIRST
    } else {
        NEAR
    }
}

/// The certificate of the prices of routes alone: pairs are bounded at these, and both add up.
pub fn link(
    problem: &LinkedProblem,
    routes: &Certificate,
    steps: &dyn Stop,
) -> Option<LinkedCertificate> {
    let whole = |price: &i64| price.div_euclid(routes.grain.max(1));
    let [case] = routes.cases.as_slice() else { return None };
    let prices = case.prices.iter().map(|of_day| of_day.iter().map(whole).collect());
    proven_at(
        problem,
        LinkedCertificate {
            prices: prices.collect(),
            day_prices: vec![0; problem.routes.days],
            neighbours: routes.neighbours.clone(),
            ..LinkedCertificate::default()
        },
        steps,
    )
}

/// A certificate with its pairs and its bound.
fn proven_at(
    problem: &LinkedProblem,
    mut certificate: LinkedCertificate,
    steps: &dyn Stop,
) -> Option<LinkedCertificate> {
    let all: Vec<Vec<usize>> = problem.sets.iter().map(|sets| (0..sets.len()).collect()).collect();
    let mut pairs: PairProblem = problem.pairs.clone();
    for (single, paid) in pairs.single.iter_mut().zip(problem.paid(&all, &certificate.prices)) {
        single.iter_mut().zip(paid).for_each(|(cost, paid)| *cost += paid);
    }
    certificate.pairs = pair_bound(&pairs, steps);
    certificate.bound = routes_part(problem, &certificate).ok()? + certificate.pairs.bound;
    Some(certificate)
}

#[expect(clippy::cast_possible_truncation, reason = "clamped far below the range of the integers")]
fn rounded(price: f64) -> i64 {
    const MOST: f64 = (1_i64 << 40) as f64;
    price.round().clamp(-MOST, MOST) as i64
}

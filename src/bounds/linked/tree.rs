//! Taking a linked problem apart: how many routes on a day, who is visited on which.

use rayon::prelude::*;

use super::LinkedProblem;
use super::certificate::{LinkedCertificate, routes_part};
use super::master::Master;
use super::prices::Prices;
use super::search::{Best, Known, Phase, Search};
use crate::bounds::ascent::KnownRoute;
use crate::bounds::capacity::Group;
use crate::bounds::case::driven;
use crate::bounds::certificate::{Certificate, Decision, ProvenCase, Question};
use crate::bounds::cuts::Cut;
use crate::bounds::ng::NgSets;
use crate::bounds::pairs::pair_bound;
use crate::bounds::pricing::Route;
use crate::bounds::relaxation::{Lot, Relaxation};
use crate::bounds::tree::{open_ways, with_all};
use crate::vrp::{DaySet, Stop};

/// The parts of the search in the whole problem: first few are remembered, then more.
const APART: Phase = Phase { size: 4, is_apart: true, near: 3e-3, rounds: 12, cuts: 0 };
const FIRST: Phase = Phase { size: 4, is_apart: false, near: 3e-3, rounds: 2, cuts: 1 };
const WHOLE: Phase = Phase { size: 8, is_apart: false, near: 6e-4, rounds: 6, cuts: 8 };
/// The search in a case.
const PART: Phase = Phase { size: 8, is_apart: false, near: 8e-4, rounds: 2, cuts: 3 };
/// Cases that fall apart at a time.
const AT_A_TIME: usize = 2;
/// Questions that are tried, and the steps of each answer.
const TRIED: usize = 30;
const STEPS: usize = 50;
/// Routes of a day, and visits, are open where they are so far from whole.
const OPEN: f64 = 0.02;

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
    /// The proof of the pairs of a case, in steps, given how many cases there are.
    pub pairs: &'a (dyn Fn(usize) -> Box<dyn Stop> + Sync),
    /// Cases at most.
    pub cases: usize,
}

struct Node {
    decisions: Vec<Decision>,
    known: Known,
    /// What takes it apart; none where it cannot.
    asks: Option<Question>,
    children: Option<[usize; 2]>,
}

impl Node {
    fn value(&self) -> i64 {
        self.known.best.as_ref().map_or(0, |best| best.value)
    }
}

/// A problem and what all its cases are searched with.
struct Frame<'a> {
    problem: &'a LinkedProblem,
    stop: &'a dyn Stop,
    /// A bound of so much is enough.
    enough: i64,
}

/// Searches for prices that prove a high bound, in cases that together leave nothing out.
///
/// `None` where the routes have other limits than one, or a node has no choice. The same problem
/// and the same counts give the same certificates.
pub fn bound_linked(
    problem: &LinkedProblem,
    start: LinkedStart<'_>,
    stops: &LinkedStops<'_>,
) -> Option<Vec<LinkedCertificate>> {
    let relaxation = Relaxation::untied(&problem.routes).ok()?;
    let known = begun(problem, &relaxation, start);
    let enough = cost_of(problem, &relaxation, start, &known).unwrap_or(i64::MAX);
    let frame = Frame { problem, stop: stops.prices, enough };
    let mut nodes = vec![frame.root(known, stops.cases)?];
    while frame.stop.spent(work(&nodes)) < 1.0 {
        let next = lowest(&nodes, frame.enough, stops.cases);
        if next.is_empty() {
            break;
        }
        let work = work(&nodes);
        let parents: Vec<&Node> = next.iter().map(|at| &nodes[*at]).collect();
        let apart: Vec<Option<[Node; 2]>> =
            parents.into_par_iter().map(|node| frame.apart(node, work)).collect();
        for (at, children) in next.into_iter().zip(apart) {
            nodes[at].asks = None;
            if let Some(children) = children {
                nodes[at].children = Some([nodes.len(), nodes.len() + 1]);
                nodes.extend(children);
            }
        }
    }
    certificates(problem, &nodes, stops)
}

/// Labels of all cases.
fn work(nodes: &[Node]) -> u64 {
    nodes.iter().map(|node| node.known.work).sum()
}

/// The cases with the least bounds; none where the least one is enough or cannot fall apart, or
/// there are as many as may be.
fn lowest(nodes: &[Node], enough: i64, most: usize) -> Vec<usize> {
    let leaves = nodes.iter().enumerate().filter(|(_, node)| node.children.is_none());
    let room = most.saturating_sub(leaves.clone().count());
    let mut low: Vec<(i64, usize)> =
        leaves.map(|(at, node)| (node.value(), at)).filter(|(value, _)| *value < enough).collect();
    low.sort_unstable();
    let open = low.into_iter().map(|(_, at)| at);
    open.take_while(|at| nodes[*at].asks.is_some()).take(AT_A_TIME.min(room)).collect()
}

/// The known solution, and that the days without which somebody could not be visited have routes.
fn begun(problem: &LinkedProblem, relaxation: &Relaxation, start: LinkedStart<'_>) -> Known {
    let lot_of = |route: &KnownRoute| {
        let is_its = |lot: &Lot| lot.orbit == route.day && lot.vehicle == route.vehicle;
        let lot = relaxation.lots.iter().position(is_its)?;
        Some((lot, driven(&relaxation.networks[route.vehicle], &route.clients)))
    };
    let all = all_clients(problem);
    let is_needed = |day: &usize| {
        let closed = Decision { asks: routes_of(1 << day, 0, &all), is_so: false, price: 0 };
        problem.left(&with_all(&problem.routes, &[closed])).is_none()
    };
    let needed = (0..problem.routes.days).filter(is_needed);
    let mut routes: Vec<(usize, Route)> = start.routes.iter().filter_map(lot_of).collect();
    if routes.is_empty() {
        routes = singles(problem, relaxation);
    }
    Known {
        routes,
        assignments: vec![(problem.pairs.cost(start.chosen), start.chosen.to_vec())],
        cuts: needed.map(|day| Cut::Group(Group::of(relaxation, 1 << day, &all, 1))).collect(),
        ..Known::default()
    }
}

/// What the known solution costs; `None` where its routes do not make the visits of its choices.
fn cost_of(
    problem: &LinkedProblem,
    relaxation: &Relaxation,
    start: LinkedStart<'_>,
    known: &Known,
) -> Option<i64> {
    for (node, client) in problem.clients.iter().enumerate() {
        let Some(client) = client else { continue };
        let visits = start.routes.iter().filter(|route| route.clients.contains(client));
        let days = visits.fold(0, |days: DaySet, route| days | 1 << route.day);
        if days != problem.sets[node][start.chosen[node]] {
            return None;
        }
    }
    let routes = known.routes.iter().map(|(_, route)| route.cost).sum::<i64>() / relaxation.grain;
    Some(routes + problem.pairs.cost(start.chosen))
}

/// A route to each client by itself.
fn singles(problem: &LinkedProblem, relaxation: &Relaxation) -> Vec<(usize, Route)> {
    let mut singles = Vec::new();
    for (lot, of) in relaxation.lots.iter().enumerate() {
        let open = relaxation.open(*of);
        let network = &relaxation.networks[of.vehicle];
        let clients = all_clients(problem).into_iter();
        let visited = clients.filter(|client| open[*client as usize + 1]);
        singles.extend(visited.map(|client| (lot, driven(network, &[client]))));
    }
    singles
}

fn all_clients(problem: &LinkedProblem) -> Vec<u32> {
    (0..).take(problem.routes.clients.len()).collect()
}

/// Whether more routes than so are driven on some days.
fn routes_of(days: DaySet, most: i64, all: &[u32]) -> Question {
    Question::Entries { days, clients: all.to_vec(), most }
}

impl Frame<'_> {
    /// The whole problem, which is searched to the end only where it stays the only case.
    fn root(&self, known: Known, cases: usize) -> Option<Node> {
        let parts = &self.problem.routes;
        let relaxation = Relaxation::untied(parts).ok()?;
        let mut search = Search::of(self.problem, (parts, &relaxation), known)?;
        let until = (self.stop, self.enough);
        search.ascend(APART, until)?;
        search.add_pairs();
        let master = search.ascend(FIRST, until)?;
        let is_asked = cases > 1;
        let mut asks = is_asked.then(|| self.question(&[], &relaxation, &master)).flatten();
        if asks.is_none() {
            let master = search.ascend(WHOLE, until)?;
            asks = is_asked.then(|| self.question(&[], &relaxation, &master)).flatten();
        }
        Some(Node { decisions: Vec::new(), known: search.known, asks, children: None })
    }

    /// Both answers to the question of a case.
    fn apart(&self, node: &Node, work: u64) -> Option<[Node; 2]> {
        let asks = node.asks.as_ref()?;
        let child = |is_so: bool| {
            let decision = Decision { asks: asks.clone(), is_so, price: 0 };
            self.decided(node, &decision, work)
        };
        let (first, second) = rayon::join(|| child(false), || child(true));
        Some([first?, second?])
    }

    fn decided(&self, node: &Node, decision: &Decision, work: u64) -> Option<Node> {
        let decisions = [node.decisions.as_slice(), std::slice::from_ref(decision)].concat();
        let parts = with_all(&self.problem.routes, &decisions);
        let relaxation = Relaxation::untied(&parts).ok()?;
        let mut known = node.known.clone();
        known.work = work;
        known.cuts.extend(Cut::decided(&relaxation, node.decisions.len(), decision));
        let mut search = Search::of(self.problem, (&parts, &relaxation), known)?;
        search.begin_assignments(&node.known.assignments);
        let master = search.ascend(PART, (self.stop, self.enough))?;
        let asks = self.question(&decisions, &relaxation, &master);
        let mut known = search.known;
        known.work -= work;
        Some(Node { decisions, known, asks, children: None })
    }

    /// The question whose both answers make the vertex dearest, after a few steps: how many routes
    /// a day has, where that is open, else who is visited on it, else which way they drive.
    fn question(
        &self,
        decisions: &[Decision],
        relaxation: &Relaxation,
        master: &Master<'_>,
    ) -> Option<Question> {
        // What is decided may still be bought, and asking again would change nothing.
        let is_new = |asks: &Question| decisions.iter().all(|decision| decision.asks != *asks);
        let mut asked = self.open_days(decisions, master);
        asked.retain(is_new);
        if asked.is_empty() {
            asked = open_visits(master);
        }
        if asked.is_empty() {
            asked = open_ways(&master.driven());
            asked.retain(is_new);
        }
        let before = master.cost();
        let rises: Vec<(f64, usize)> = (0..asked.len())
            .into_par_iter()
            .map(|number| {
                let rise = |is_so: bool| {
                    let decision = Decision { asks: asked[number].clone(), is_so, price: 0 };
                    let mut master = master.tried(STEPS);
                    let cost = match decision.asks {
                        Question::Visit { client, day } => {
                            master.leave(client, &|set| (set >> day & 1 == 1) == is_so)
                        }
                        Question::Entries { .. } => {
                            let cut = Cut::decided(relaxation, decisions.len(), &decision);
                            master.add_cuts(cut.as_slice())
                        }
                    };
                    (cost - before).max(1.0)
                };
                (rise(false) * rise(true), number)
            })
            .collect();
        let best = rises.into_iter().max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
        Some(asked.swap_remove(best.1))
    }

    /// The week, and days, whose routes of the vertex are not whole.
    fn open_days(&self, decisions: &[Decision], master: &Master<'_>) -> Vec<Question> {
        let all = all_clients(self.problem);
        let days = self.problem.routes.days;
        let mut driven = vec![0.0; days];
        master.driven().iter().for_each(|(day, _, share)| driven[*day] += share);
        let week = ((1 << days) - 1, driven.iter().sum());
        let each = driven.into_iter().enumerate().map(|(day, driven)| (1 << day, driven));
        let asked = [week].into_iter().chain(each).filter_map(|(days, driven): (DaySet, f64)| {
            let below = driven.floor();
            let is_open = driven - below > OPEN && below + 1.0 - driven > OPEN;
            is_open.then(|| routes_of(days, whole_number(below), &all))
        });
        let can_be_no = |asks: &Question| {
            let no = Decision { asks: asks.clone(), is_so: false, price: 0 };
            let decisions: Vec<Decision> = decisions.iter().cloned().chain([no]).collect();
            self.problem.left(&with_all(&self.problem.routes, &decisions)).is_some()
        };
        asked.filter(can_be_no).collect()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a count of routes")]
const fn whole_number(count: f64) -> i64 {
    count as i64
}

/// Visits that the assignments of the vertex make in part, those next to a half first.
fn open_visits(master: &Master<'_>) -> Vec<Question> {
    let mut open: Vec<(f64, u32, usize)> = Vec::new();
    for (client, days) in (0..).zip(master.visited()) {
        let days = days.into_iter().enumerate().map(|(day, share)| (share.min(1.0 - share), day));
        open.extend(days.filter(|(far, _)| *far > OPEN).map(|(far, day)| (far, client, day)));
    }
    open.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    open.truncate(TRIED);
    open.into_iter().map(|(_, client, day)| Question::Visit { client, day }).collect()
}

/// What all cases prove that did not fall apart.
fn certificates(
    problem: &LinkedProblem,
    nodes: &[Node],
    stops: &LinkedStops<'_>,
) -> Option<Vec<LinkedCertificate>> {
    let leaves: Vec<&Node> = nodes.iter().filter(|node| node.children.is_none()).collect();
    let proven = |node: &&Node| certificate(problem, node, &*(stops.pairs)(leaves.len()));
    leaves.par_iter().map(proven).collect()
}

/// What squares and shares prove at the best prices of a case.
fn certificate(
    problem: &LinkedProblem,
    node: &Node,
    steps: &dyn Stop,
) -> Option<LinkedCertificate> {
    let parts = &problem.routes;
    let none =
        || Best { value: 0, prices: Prices::even(parts.days, parts.clients.len(), 0), size: 1 };
    let best = node.known.best.clone().unwrap_or_else(none);
    let relaxation = Relaxation::untied(parts).ok()?;
    let mut case = ProvenCase {
        decisions: node.decisions.clone(),
        prices: best.prices.visits,
        ..ProvenCase::default()
    };
    let work_price = best.prices.work;
    let priced = node.known.cuts.iter().zip(best.prices.cuts).filter(|(_, price)| *price > 0);
    priced.for_each(|(cut, price)| cut.prove(price, &mut case));
    let neighbours = NgSets::nearest(relaxation.networks.first()?, best.size).of;
    proven_at(
        problem,
        LinkedCertificate { case, work_price, neighbours, ..LinkedCertificate::default() },
        steps,
    )
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
    let case = ProvenCase { prices: prices.collect(), ..ProvenCase::default() };
    let neighbours = routes.neighbours.clone();
    proven_at(
        problem,
        LinkedCertificate { case, neighbours, ..LinkedCertificate::default() },
        steps,
    )
}

/// A certificate with its pairs and its bound.
fn proven_at(
    problem: &LinkedProblem,
    mut certificate: LinkedCertificate,
    steps: &dyn Stop,
) -> Option<LinkedCertificate> {
    let left = problem.left(&with_all(&problem.routes, &certificate.case.decisions))?;
    let prices = (certificate.case.prices.as_slice(), certificate.work_price);
    certificate.pairs = pair_bound(&problem.priced(&left, prices), steps);
    certificate.bound = routes_part(problem, &certificate).ok()? + certificate.pairs.bound;
    Some(certificate)
}

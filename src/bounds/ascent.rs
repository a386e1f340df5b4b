//! The search for good prices: known routes propose prices, prices propose routes.

use super::case::{BREAKING, Case, Ended, Memory, NEAR, Part, Until, driven, rounded};
use super::certificate::{Certificate, Decision, ProvenCase, proven};
use super::cuts::{Cuts, Kinds};
use super::folding::folding;
use super::master::Master;
use super::ng::NgSets;
use super::pricing::{Care, Route};
use super::programme::Programme;
use super::relaxation::{Lot, Relaxation, Unbounded};
use super::tree::Tree;
use crate::vrp::{ProblemParts, Stop};

/// Clients that each client remembers, itself included: first few, then more.
const NG_SIZES: [usize; 2] = [4, 8];
/// How often cuts are looked for at each of these sizes.
const CUT_ROUNDS: [usize; 2] = [8, 24];
/// Rounds of prices between two pricings.
const ROUNDS: usize = 4;
/// Clients beyond which vertices come near good prices too late: a part of the budget is that of the
/// method of multipliers, whose routes they begin with.
const MANY: usize = 80;
const MANY_SHARE: f64 = 0.35;
/// Quick passes in a row at most.
const QUICK_MAX: u32 = 100;

/// What the search for a bound gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounded {
    /// The proof of the best bound; `None` if the search was stopped before its first one.
    pub certificate: Option<Certificate>,
    /// The routes of a solution that came out on the way and is cheaper than the one that was known,
    /// as far as what the bound covers goes.
    pub solution: Option<Vec<KnownRoute>>,
    /// Labels that were made.
    pub work: u64,
    /// Exact passes over all networks.
    pub passes: u32,
    /// Whether no other prices can give a notably better bound of this kind.
    pub is_final: bool,
}

/// A route that is known before the search: its day, its vehicle type, its clients in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownRoute {
    /// The day.
    pub day: usize,
    /// The vehicle type.
    pub vehicle: usize,
    /// The clients.
    pub clients: Vec<u32>,
}

/// Searches for prices that prove a high bound, until the budget, counted in labels, is spent.
///
/// The same parts and the same count of labels give the same certificate.
pub fn bound(parts: &ProblemParts, stop: &dyn Stop) -> Result<Bounded, Unbounded> {
    bound_beside(parts, &[], stop)
}

/// As [`bound`], beside the routes of a solution: good ones shorten the search.
pub fn bound_beside(
    parts: &ProblemParts,
    routes: &[KnownRoute],
    stop: &dyn Stop,
) -> Result<Bounded, Unbounded> {
    let Some(folding) = folding(parts) else {
        return search(parts, Some((routes, 1)), stop);
    };
    let mut bounded =
        search(&folding.of(parts), Some((&folding.routes(routes), folding.times())), stop)?;
    if let Some(certificate) = &mut bounded.certificate {
        certificate.bound = certificate.bound.saturating_mul(folding.times());
        certificate.folding = Some(folding.clone());
    }
    bounded.solution = bounded.solution.map(|routes| folding.unfolded(parts, &routes));
    Ok(bounded)
}

/// As [`bound`], by the prices of visits alone, which [`link`](super::link) can use.
pub fn bound_by_visits(parts: &ProblemParts, stop: &dyn Stop) -> Result<Bounded, Unbounded> {
    search(parts, None, stop)
}

/// With cuts and cases beside the routes of a solution, in which the problem stands so many times,
/// or by the prices of visits alone.
fn search(
    parts: &ProblemParts,
    beside: Option<(&[KnownRoute], i64)>,
    stop: &dyn Stop,
) -> Result<Bounded, Unbounded> {
    let tight = Relaxation::of(parts)?;
    let loose = tight.loose();
    let relaxation = loose.as_ref().filter(|_| beside.is_some()).unwrap_or(&tight);
    let days = (relaxation.orbits < parts.days).then(|| Relaxation::untied(parts)).transpose()?;
    let mut bounded =
        Bounded { certificate: None, solution: None, work: 0, passes: 0, is_final: true };
    let Some(memory) = Memory::of(relaxation, NG_SIZES[1]) else { return Ok(bounded) };
    let mut case = Case::of(relaxation);
    let mut known = Vec::new();
    let mut tree = None;
    bounded.is_final = false;
    if Programme::fits(relaxation) {
        if relaxation.choices.len() > MANY {
            known = by_multipliers(&mut case, &memory, &Part { of: stop, share: MANY_SHARE }).1;
        }
        known.extend(of_lots(relaxation, beside.map_or(&[], |(routes, _)| routes)));
        let enough = beside.map_or(i64::MAX, |beside| enough(parts, relaxation, beside));
        let until = Until { stop, passes: u32::MAX, enough, near: NEAR };
        let kinds = match beside {
            // While visits are open, triples make passes longer than they lift the bound.
            Some(_) if relaxation.orbits > 1 => [Kinds::Groups; 2],
            Some(_) => [Kinds::Groups, Kinds::Both],
            None => [Kinds::None; 2],
        };
        let start = (known, kinds);
        let (ended, programme) = by_vertices(parts, (&mut case, &tight), start, until);
        bounded.is_final = ended != Ended::Spent;
        if ended == Ended::Final && beside.is_some() {
            let root = (case.clone(), programme);
            tree = by_cases(parts, root, (&tight, days.as_ref()), (&memory, until));
        }
    }
    if case.value() <= 0 {
        bounded.is_final = by_multipliers(&mut case, &memory, stop).0;
    }
    (bounded.work, bounded.passes) = (case.work, case.passes);
    let size = case.best.as_ref().map_or(1, |best| best.memory);
    if let Some(tree) = tree {
        (bounded.work, bounded.passes, bounded.is_final) = (tree.work, tree.passes, tree.is_done);
        let proof = (tree.proven_cases(), (tree.value(), memory.size));
        bounded.certificate = certificate(parts, relaxation, proof);
        bounded.solution = tree.found.map(|(_, routes)| routes);
    }
    // Also where some case takes the verifier too long.
    if bounded.certificate.is_none() {
        let whole: Vec<ProvenCase> = proven_case(&case, Vec::new()).into_iter().collect();
        bounded.certificate = certificate(parts, relaxation, (whole, (case.value(), size)));
    }
    Ok(bounded)
}

/// Takes the problem apart, each day being an orbit of its own; `None` where that has too many rows.
fn by_cases<'relaxation>(
    parts: &ProblemParts,
    (case, programme): (Case<'relaxation>, Programme<'relaxation>),
    (tight, days): (&'relaxation Relaxation, Option<&'relaxation Relaxation>),
    (memory, until): (&Memory, Until<'_>),
) -> Option<Tree<'relaxation>> {
    let Some(days) = days else {
        return Some(Tree::grown((parts, tight), (case, programme), memory, until));
    };
    if !Programme::fits(days) {
        return None;
    }
    let mut untied = case.untied(days);
    let mut known = programme.on_days(days);
    known.extend(untied.singles());
    let mut programme = Programme::new(days, known);
    programme.add_cuts(&untied.cuts);
    let cuts = Cuts::of(parts, days, Kinds::Groups);
    untied.ascend(&mut programme, memory, (&cuts, 1), until);
    Some(Tree::grown((parts, days), (untied, programme), memory, until))
}

/// What a bound need not exceed, in parts of a unit: that of a solution whose routes are known,
/// which stands so many times; more than any bound where there are none.
fn enough(
    parts: &ProblemParts,
    relaxation: &Relaxation,
    (routes, times): (&[KnownRoute], i64),
) -> i64 {
    if routes.is_empty() {
        return i64::MAX;
    }
    let driven = routes.iter().filter_map(|route| {
        let network = relaxation.networks.get(route.vehicle)?;
        Some(driven(network, &route.clients).cost)
    });
    let is_out = |client: usize| {
        let is_its = |of: &u32| *of as usize == client;
        !routes.iter().any(|route| route.clients.iter().any(is_its))
    };
    let out = parts.clients.iter().enumerate().filter(|(client, _)| is_out(*client));
    let prizes: i64 = out.filter_map(|(_, client)| client.prize).sum();
    let cost = driven.sum::<i64>() / relaxation.grain + prizes;
    (-(-cost).div_euclid(times) - 1) * relaxation.grain + 1
}

/// Prices are those of a vertex of the linear programme, mixed with the best ones so far; where
/// no route is better, cuts that the vertex breaks are taken in.
fn by_vertices<'relaxation>(
    parts: &ProblemParts,
    (case, tight): (&mut Case<'relaxation>, &'relaxation Relaxation),
    (mut known, kinds): (Vec<(usize, Route)>, [Kinds; 2]),
    until: Until<'_>,
) -> (Ended, Programme<'relaxation>) {
    let relaxation = case.relaxation;
    known.extend(case.singles());
    // Prices that are sound from the start keep the first vertices from leading astray.
    let sound: Vec<i64> = first_prices(relaxation).iter().map(|price| rounded(*price)).collect();
    let memories = NG_SIZES.map(|size| Memory::of(relaxation, size));
    if until.stop.spent(case.work) < 1.0
        && let [Some(first), _] = &memories
    {
        let passed = case.pass(&sound, Care::Quick, first);
        let found = passed.routes.into_iter().enumerate();
        known.extend(found.flat_map(|(lot, of)| of.into_iter().map(move |route| (lot, route))));
    }
    let mut programme = Programme::new(relaxation, known);
    let mut ended = Ended::Spent;
    for ((memory, rounds), kinds) in memories.iter().flatten().zip(CUT_ROUNDS).zip(kinds) {
        let cuts = Cuts::of(parts, relaxation, kinds);
        // Routes that remember less would hold the bound down.
        programme.restrict(&|_, _| true, &|_, route| memory.allows(route));
        ended = case.ascend(&mut programme, memory, (&cuts, rounds), until);
        if ended == Ended::Final && case.tighten(&mut programme, (tight, BREAKING)) {
            ended = case.ascend(&mut programme, memory, (&cuts, rounds), until);
        }
        if ended != Ended::Final {
            break;
        }
    }
    (ended, programme)
}

/// Known routes with their lots.
fn of_lots(relaxation: &Relaxation, routes: &[KnownRoute]) -> Vec<(usize, Route)> {
    let routes = routes.iter().filter_map(|route| {
        let orbit = relaxation.orbit_of.get(route.day);
        let is_its = |lot: &Lot| Some(&lot.orbit) == orbit && lot.vehicle == route.vehicle;
        let lot = relaxation.lots.iter().position(is_its)?;
        Some((lot, driven(&relaxation.networks[route.vehicle], &route.clients)))
    });
    routes.collect()
}

/// The method of multipliers; whether it came to its end, and the routes that it found.
fn by_multipliers(
    case: &mut Case<'_>,
    memory: &Memory,
    stop: &dyn Stop,
) -> (bool, Vec<(usize, Route)>) {
    let mut known = Vec::new();
    let mut master = Master::new(case.relaxation, first_prices(case.relaxation));
    for (lot, route) in case.singles() {
        master.add(lot, &route);
    }
    let mut quick = 0;
    while stop.spent(case.work) < 1.0 {
        let prices: Vec<i64> = master.prices(ROUNDS).iter().map(|price| rounded(*price)).collect();
        quick += 1;
        let care = if quick <= QUICK_MAX { Care::Quick } else { Care::Exact };
        let mut passed = case.pass(&prices, care, memory);
        let found = passed.routes.iter().any(|routes| !routes.is_empty());
        if care == Care::Quick && !found {
            passed = case.pass(&prices, Care::Exact, memory);
        }
        for (lot, routes) in passed.routes.into_iter().enumerate() {
            for route in routes {
                master.add(lot, &route);
                known.push((lot, route));
            }
        }
        if care == Care::Quick && found {
            continue;
        }
        quick = 0;
        if passed.value.is_none() {
            case.allow_more();
            continue;
        }
        let (far, cost) = master.state();
        if far < 1e-3 && cost - case.value() as f64 <= NEAR * cost.abs() {
            return (true, known);
        }
    }
    (false, known)
}

/// A share of the way there and back, and the way to the nearest client, for each visit.
fn first_prices(relaxation: &Relaxation) -> Vec<f64> {
    let network = &relaxation.networks[0];
    let nodes = network.nodes;
    let price = |client: usize| {
        let node = client + 1;
        let near = (1..nodes).filter(|to| *to != node).map(|to| network.cost[node * nodes + to]);
        let round = network.cost[node] + network.cost[node * nodes];
        let main = &network.limits[0];
        let share = main.takes[node] as f64 / main.most.max(1) as f64;
        near.min().unwrap_or(round) as f64 + round as f64 * share.min(1.0)
    };
    let clients = (0..nodes - 1).map(price);
    clients.flat_map(|price| vec![price; relaxation.orbits]).collect()
}

/// What the best prices of a case prove, after some decisions.
pub(super) fn proven_case(case: &Case<'_>, decisions: Vec<Decision>) -> Option<ProvenCase> {
    let relaxation = case.relaxation;
    let best = case.best.as_ref()?;
    let (visits, entries) = best.prices.split_at(relaxation.orbits * case.choices.len());
    let on_day = |orbit: &usize| {
        visits.iter().skip(*orbit).step_by(relaxation.orbits).copied().collect::<Vec<i64>>()
    };
    let mut proven = ProvenCase {
        decisions,
        prices: relaxation.orbit_of.iter().map(on_day).collect(),
        ..ProvenCase::default()
    };
    for (cut, price) in case.cuts.iter().zip(entries).filter(|(_, price)| **price > 0) {
        cut.prove(*price, &mut proven);
    }
    Some(proven)
}

/// What cases prove together, of which the least proves so many parts of a unit by routes that
/// remember so many clients.
fn certificate(
    parts: &ProblemParts,
    relaxation: &Relaxation,
    (cases, (value, memory)): (Vec<ProvenCase>, (i64, usize)),
) -> Option<Certificate> {
    let mut certificate = Certificate {
        folding: None,
        grain: relaxation.grain,
        neighbours: NgSets::nearest(relaxation.networks.first()?, memory).of,
        cases,
        bound: -(-value).div_euclid(relaxation.grain),
    };
    // Both passes allow some routes that visit a client twice, not always the same.
    certificate.bound = proven(parts, &certificate).ok()?.min(certificate.bound);
    Some(certificate)
}

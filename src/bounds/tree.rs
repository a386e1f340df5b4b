//! Taking a problem apart where no prices close the gap (vertakken en begrenzen).
//!
//! The linear programme visits clients on fractions of sets of days, which makes routes cheaper than
//! any choice does. Each case answers one more question: whether a client is visited on a day or,
//! where all visits are whole, whether a route drives between two clients. It has prices of its
//! own; a bound is the least of all cases that are left. The case that holds the bound down is the
//! next to fall apart, at the question whose both answers cost most after a few steps of the dual
//! simplex method (strong branching).
//!
//! Reference: T. Achterberg, T. Koch and A. Martin (2005), "Branching rules revisited", Operations
//! Research Letters 33(1):42-54, doi 10.1016/j.orl.2004.04.002.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::ascent::{KnownRoute, proven_case};
use super::capacity::Driven;
use super::case::{BREAKING, Case, Ended, Memory, Until, driven};
use super::certificate::{Decision, ProvenCase, Question};
use super::cuts::{Cuts, Kinds};
use super::programme::Programme;
use super::relaxation::{Lot, Relaxation};
use crate::vrp::ProblemParts;

/// Cases that fall apart at a time.
const AT_A_TIME: usize = 2;
/// Questions that are tried, and the steps of each answer.
const TRIED: usize = 30;
const STEPS: usize = 50;
/// Passes over all networks for a case at most, and how often cuts are looked for.
const PASSES: u32 = 60;
const CUT_ROUNDS: usize = 2;
/// How much less than the linear programme a bound of a case may be, in parts.
const NEAR: f64 = 3e-4;
/// What is less of a vertex than a whole route.
const WHOLE: f64 = 0.001;
/// A visit is open where it is so far from both answers.
const OPEN: f64 = 0.02;

struct Node<'relaxation> {
    decisions: Vec<Decision>,
    case: Case<'relaxation>,
    /// What it goes on from; `None` where it fell apart, or cannot.
    programme: Option<Programme<'relaxation>>,
    children: Option<[usize; 2]>,
}

/// The cases of a problem.
pub(super) struct Tree<'relaxation> {
    nodes: Vec<Node<'relaxation>>,
    pub(super) work: u64,
    pub(super) passes: u32,
    /// Whether the bound is enough, or the case that holds it down cannot fall apart.
    pub(super) is_done: bool,
    /// The cheapest routes that came out whole, with what they cost in parts of a unit.
    pub(super) found: Option<(i64, Vec<KnownRoute>)>,
}

/// What became of a case.
enum Apart<'relaxation> {
    Cases(Box<[Node<'relaxation>; 2]>),
    /// Its vertex is a solution.
    Whole(i64, Vec<KnownRoute>),
    /// It has better prices now.
    Better(Box<Node<'relaxation>>),
    Stuck,
}

impl<'relaxation> Tree<'relaxation> {
    /// Takes a problem apart until the bound is enough or the budget is spent.
    pub(super) fn grown(
        (parts, tight): (&ProblemParts, &'relaxation Relaxation),
        (case, programme): (Case<'relaxation>, Programme<'relaxation>),
        memory: &Memory,
        until: Until<'_>,
    ) -> Self {
        let (work, passes) = (case.work, case.passes);
        let root = Node::at_rest(Vec::new(), case, programme);
        let mut tree = Self { nodes: vec![root], work, passes, is_done: false, found: None };
        while until.stop.spent(tree.work) < 1.0 {
            let until = Until { enough: tree.enough(until.enough, tight.grain), ..until };
            let next = tree.lowest(until.enough);
            if next.is_empty() {
                tree.is_done = true;
                break;
            }
            let work = tree.work;
            let from: Vec<Node<'relaxation>> =
                next.iter().map(|at| tree.nodes[*at].taken(work)).collect();
            let until = Until { passes: PASSES, near: NEAR, ..until };
            let apart: Vec<Apart<'relaxation>> = from
                .into_par_iter()
                .map(|node| node.apart((parts, tight), memory, until))
                .collect();
            for (at, children) in next.into_iter().zip(apart) {
                tree.put(at, children, work);
            }
        }
        tree
    }

    /// The cases with the least bounds; none where the least one is enough or cannot fall apart.
    fn lowest(&self, enough: i64) -> Vec<usize> {
        let leaves = self.nodes.iter().enumerate().filter(|(_, node)| node.children.is_none());
        let mut low: Vec<(i64, usize)> = leaves
            .map(|(at, node)| (node.case.value(), at))
            .filter(|(value, _)| *value < enough)
            .collect();
        low.sort_unstable();
        let open = low.into_iter().map(|(_, at)| at);
        open.take_while(|at| self.nodes[*at].programme.is_some()).take(AT_A_TIME).collect()
    }

    /// What a bound need not exceed: the cost of what was found, too.
    fn enough(&self, enough: i64, grain: i64) -> i64 {
        self.found.as_ref().map_or(enough, |(cost, _)| enough.min(cost - grain + 1))
    }

    fn put(&mut self, at: usize, apart: Apart<'relaxation>, work: u64) {
        self.nodes[at].programme = None;
        match apart {
            Apart::Cases(children) => {
                self.nodes[at].children = Some([self.nodes.len(), self.nodes.len() + 1]);
                for child in *children {
                    self.work += child.case.work - work;
                    self.passes += child.case.passes;
                    self.nodes.push(child);
                }
            }
            Apart::Whole(cost, routes) => {
                if self.found.as_ref().is_none_or(|(least, _)| cost < *least) {
                    self.found = Some((cost, routes));
                }
            }
            Apart::Better(node) => {
                self.work += node.case.work - work;
                self.passes += node.case.passes;
                self.nodes[at] = *node;
            }
            Apart::Stuck => {}
        }
    }

    /// The bound of the least case, in parts of a unit.
    pub(super) fn value(&self) -> i64 {
        let leaves = self.nodes.iter().filter(|node| node.children.is_none());
        leaves.map(|node| node.case.value()).min().unwrap_or(0)
    }

    /// What each case that did not fall apart proves, in the order of their decisions.
    pub(super) fn proven_cases(&self) -> Vec<ProvenCase> {
        let mut cases = Vec::new();
        let mut left = vec![0];
        while let Some(at) = left.pop() {
            let node = &self.nodes[at];
            match node.children {
                Some([first, second]) => left.extend([second, first]),
                None => cases.extend(proven_case(&node.case, node.decisions.clone())),
            }
        }
        cases
    }
}

impl<'relaxation> Node<'relaxation> {
    /// With what it goes on from, which takes as little room as it can until then.
    fn at_rest(
        decisions: Vec<Decision>,
        mut case: Case<'relaxation>,
        mut programme: Programme<'relaxation>,
    ) -> Self {
        case.drop_loose(&mut programme);
        programme.rest();
        Self { decisions, case, programme: Some(programme), children: None }
    }

    /// A copy to go on from.
    fn taken(&self, work: u64) -> Self {
        let mut case = self.case.clone();
        (case.work, case.passes) = (work, 0);
        let (decisions, programme) = (self.decisions.clone(), self.programme.clone());
        Self { decisions, case, programme, children: None }
    }

    /// Both answers to the question that costs most, or the routes that the vertex is.
    fn apart(
        mut self,
        (parts, tight): (&ProblemParts, &'relaxation Relaxation),
        memory: &Memory,
        until: Until<'_>,
    ) -> Apart<'relaxation> {
        let Some(mut programme) = self.programme.take() else { return Apart::Stuck };
        programme.resume();
        let Some(asks) = most_dear(&self.case, (self.decisions.len(), &programme)) else {
            return self.asked_out(programme, tight, (parts, memory, until));
        };
        let child = |is_so: bool| {
            let decision = Decision { asks: asks.clone(), is_so, price: 0 };
            self.decided(decision, (&programme, tight), (parts, memory, until))
        };
        let (first, second) = rayon::join(|| child(false), || child(true));
        Apart::Cases(Box::new([first, second]))
    }

    /// What becomes of a case that has no question left: it is a solution, or its prices can still
    /// be better.
    fn asked_out(
        mut self,
        mut programme: Programme<'relaxation>,
        tight: &'relaxation Relaxation,
        (parts, memory, until): (&ProblemParts, &Memory, Until<'_>),
    ) -> Apart<'relaxation> {
        let before = self.case.value();
        let cuts = Cuts::of(&with_all(parts, &self.decisions), self.case.relaxation, Kinds::Both);
        let until = Until { near: 0.0, ..until };
        self.case.ascend(&mut programme, memory, (&cuts, CUT_ROUNDS), until);
        let is_tighter = self.case.tighten(&mut programme, (tight, WHOLE));
        if is_tighter || self.case.value() > before {
            return Apart::Better(Box::new(Self::at_rest(self.decisions, self.case, programme)));
        }
        let routes = self.solution(&programme, tight);
        routes.map_or(Apart::Stuck, |(cost, routes)| Apart::Whole(cost, routes))
    }

    /// The solution that a vertex of whole routes is, and what it costs; a client that two routes of
    /// a day visit stays in the first.
    fn solution(
        &self,
        programme: &Programme<'_>,
        tight: &Relaxation,
    ) -> Option<(i64, Vec<KnownRoute>)> {
        let visits = programme.visits();
        let mut left: Vec<bool> = visits.iter().map(|visited| *visited > 0.5).collect();
        let mut cost = self.case.cost_of_choices(&visits)?;
        let mut routes = Vec::new();
        for (lot, clients) in programme.whole()? {
            let Lot { orbit: day, vehicle, .. } = tight.lots[lot];
            let place = |client: u32| client as usize * tight.orbits + day;
            let is_new = |client: &u32| std::mem::take(&mut left[place(*client)]);
            let clients: Vec<u32> = clients.iter().copied().filter(is_new).collect();
            if !tight.keeps(lot, &clients) {
                return None;
            }
            if !clients.is_empty() {
                cost += driven(&tight.networks[vehicle], &clients).cost;
                routes.push(KnownRoute { day, vehicle, clients });
            }
        }
        (!left.contains(&true)).then_some((cost, routes))
    }

    /// The case where a decision is taken as well, with prices of its own.
    fn decided(
        &self,
        decision: Decision,
        (programme, tight): (&Programme<'relaxation>, &'relaxation Relaxation),
        (parts, memory, until): (&ProblemParts, &Memory, Until<'_>),
    ) -> Self {
        let (mut programme, mut case) = (programme.clone(), self.case.clone());
        case.decide(self.decisions.len(), &decision, &mut programme);
        let mut decisions = self.decisions.clone();
        decisions.push(decision);
        let kinds = match decisions.last().map(|last| &last.asks) {
            Some(Question::Visit { .. }) => Kinds::Groups,
            _ => Kinds::Both,
        };
        let cuts = Cuts::of(&with_all(parts, &decisions), case.relaxation, kinds);
        let ended = case.ascend(&mut programme, memory, (&cuts, CUT_ROUNDS), until);
        if ended == Ended::Final && case.tighten(&mut programme, (tight, BREAKING)) {
            case.ascend(&mut programme, memory, (&cuts, CUT_ROUNDS), until);
        }
        Self::at_rest(decisions, case, programme)
    }
}

/// The question whose both answers make the vertex dearest, after a few steps.
fn most_dear(case: &Case<'_>, (at, programme): (usize, &Programme<'_>)) -> Option<Question> {
    let mut asked = open_visits(case, programme);
    if asked.is_empty() {
        asked = open_ways(&programme.driven());
    }
    let before = programme.cost();
    let rises: Vec<(f64, usize)> = (0..asked.len())
        .into_par_iter()
        .map(|number| {
            let rise = |is_so: bool| {
                let mut programme = programme.tried(STEPS);
                let decision = Decision { asks: asked[number].clone(), is_so, price: 0 };
                (case.clone().decide(at, &decision, &mut programme) - before).max(1.0)
            };
            (rise(false) * rise(true), number)
        })
        .collect();
    let best = rises.into_iter().max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
    Some(asked.swap_remove(best.1))
}

/// Visits that a vertex makes in part, those next to a half first.
fn open_visits(case: &Case<'_>, programme: &Programme<'_>) -> Vec<Question> {
    let days = case.relaxation.orbits;
    let visits = programme.visits();
    let mut open: Vec<(f64, usize)> = (visits.iter().enumerate())
        .map(|(place, visited)| (visited.min(1.0 - visited), place))
        .filter(|(far, _)| *far > OPEN)
        .collect();
    open.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    // Clients that are visited alike go together, whichever of them is asked.
    let alike = |a: usize, b: usize| {
        let of = |place: usize| &visits[place / days * days..][..days];
        a % days == b % days && of(a).iter().zip(of(b)).all(|(a, b)| (a - b).abs() < OPEN)
    };
    let mut tried: Vec<usize> = Vec::new();
    for (_, place) in open {
        if tried.len() < TRIED && !tried.iter().any(|other| alike(*other, place)) {
            tried.push(place);
        }
    }
    let question = |place: usize| {
        let client = u32::try_from(place / days).expect("clients fit u32");
        Question::Visit { client, day: place % days }
    };
    tried.into_iter().map(question).collect()
}

/// Ways between two clients that the routes of a vertex drive in part, those next to a half first:
/// where they are driven, routes come into both together once, else twice.
pub(super) fn open_ways(driven: &[Driven<'_>]) -> Vec<Question> {
    let mut ways: BTreeMap<(usize, [u32; 2]), f64> = BTreeMap::new();
    for (orbit, clients, share) in driven {
        for pair in clients.windows(2) {
            let both = [pair[0].min(pair[1]), pair[0].max(pair[1])];
            *ways.entry((*orbit, both)).or_insert(0.0) += share;
        }
    }
    let mut open: Vec<(f64, (usize, [u32; 2]))> = ways
        .into_iter()
        .map(|(way, share)| (share.min(1.0 - share), way))
        .filter(|(far, _)| *far > OPEN)
        .collect();
    open.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    open.truncate(TRIED);
    let question = |(_, (day, clients)): (f64, (usize, [u32; 2]))| Question::Entries {
        days: 1 << day,
        clients: clients.to_vec(),
        most: 1,
    };
    open.into_iter().map(question).collect()
}

/// A problem where some decisions are taken.
pub(super) fn with_all(parts: &ProblemParts, decisions: &[Decision]) -> ProblemParts {
    let mut parts = parts.clone();
    for Decision { asks, is_so, .. } in decisions {
        match asks {
            Question::Visit { client, day } => {
                let client = &mut parts.clients[*client as usize];
                client.patterns.retain(|set| (set >> day & 1 == 1) == *is_so);
                client.prize = client.prize.filter(|_| !is_so);
            }
            Question::Entries { days, clients, most } => {
                let never = if *most == 0 && !is_so { *days } else { 0 };
                let at = clients.iter().map(|client| *client as usize);
                at.for_each(|at| parts.clients[at].patterns.retain(|set| set & never == 0));
            }
        }
    }
    parts
}

//! The rounds of a week as one network, with bundles where a lot serves several windows.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;

use crate::index::{IndexVec, OrganisationIdx, PlaceIdx, RequestIdx, TitleIdx};
use crate::units::Cents;

use super::certificate::Bundle;
use super::network::{Arc, Network};
use super::parts::Parts;
use super::problem::{ArcRole, OpenRequest, Round, Source, WeekProblem};
use super::stock::Stock;
use super::target::Target;

/// Waits beyond this many days count as equally long where costs are equal.
const AGE_DAYS_MAX: u16 = 60;

/// Preference among equally cheap answers, in scaled units; a copy of the title asked for gets
/// `0..=AGE_DAYS_MAX`.
#[derive(Clone, Copy)]
struct Preferences {
    /// What another edition adds to that of a copy.
    other_copy: i64,
    returning: i64,
    other_returning: i64,
    outside: i64,
    unfilled: i64,
}

impl Preferences {
    /// Where no request takes another edition, no room is left for one, which keeps numbers small.
    fn of(asked: &[Asked<'_>]) -> Self {
        let has_others = asked.iter().any(|asked| !asked.request.others.is_empty());
        let ages = i64::from(AGE_DAYS_MAX) + 1;
        let other_copy = if has_others { ages } else { 0 };
        let returning = ages + other_copy;
        let other_returning = returning + i64::from(has_others);
        let outside = other_returning + 1;
        Self { other_copy, returning, other_returning, outside, unfilled: outside + 1 }
    }
}

/// The node that everything comes from.
const SOURCE: u32 = 0;

/// The network of a week and how to read it.
#[derive(Clone)]
pub(super) struct WeekNetwork {
    pub(super) network: Network,
    /// Pick-up branches and windows are its head, families of titles its parts.
    pub(super) parts: Parts,
    pub(super) roles: Vec<ArcRole>,
    /// What a unit on each arc counts for a target.
    merits: Vec<i64>,
    /// The arcs of a contended lot to the windows that may take from it, two or more; and those of
    /// contended returning copies to requests of which one has a full shelf.
    pub(super) bundles: Vec<Bundle>,
    pub(super) scale: i64,
}

impl WeekNetwork {
    /// The network of some rounds of a week for what is left in stock.
    ///
    /// # Panics
    ///
    /// When a request asks for less than one copy, or money so large that exact sums would not
    /// fit 64 bits (beyond EUR 10,000 an item with 10,000 requests).
    pub(super) fn of(problem: &WeekProblem, rounds: &[Round], stock: &Stock) -> Self {
        let mut asked: Vec<Asked<'_>> = (rounds.iter())
            .flat_map(|round| round.requests.iter().map(move |request| Asked { request, round }))
            .collect();
        let families = Families::of(&asked);
        let family = |asked: &Asked<'_>| families.of_title(asked.request.title);
        asked.sort_by_key(|asked| (family(asked), asked.request.title, asked.request.request));
        let preferences = Preferences::of(&asked);
        let demand: i64 = asked.iter().map(|asked| asked.request.quantity.0).sum();
        let mut draft = Draft {
            problem,
            stock,
            // A cent outweighs the preferences of all copies together, and those on any cycle
            // (twice as many: it enters and leaves a request) are less than half a cent.
            scale: 2 * (1 + 2 * preferences.unfilled * demand),
            preferences,
            unlimited: demand + 1,
            supplies: vec![demand],
            arcs: Vec::new(),
            roles: Vec::new(),
            bundles: Vec::new(),
            windows: BTreeMap::new(),
            pickups: IndexVec::filled(None, problem.shelf_capacity.len()),
        };
        draft.add_pickups(&asked);
        draft.add_windows(rounds);
        let mut parts = Parts::of_head(draft.node_count(), draft.arcs.len());
        for relatives in asked.chunk_by(|a, b| family(a) == family(b)) {
            draft.add_family(relatives);
            parts.push(draft.node_count(), draft.arcs.len());
        }
        let network = Network::new(draft.supplies, draft.arcs)
            .expect("documented: money and quantities of a week fit exact sums");
        let Draft { roles, bundles, scale, .. } = draft;
        let merits = vec![0; roles.len()];
        Self { network, parts, roles, merits, bundles, scale }
    }

    /// The same with the merit of every arc that serves.
    pub(super) fn with_merits(mut self, problem: &WeekProblem, target: Target) -> Self {
        let asked: BTreeMap<RequestIdx, (&Round, &OpenRequest)> = (problem.rounds.iter())
            .flat_map(|round| round.requests.iter().map(move |of| (of.request, (round, of))))
            .collect();
        let merit = |role: &ArcRole| match *role {
            ArcRole::Serve { request, source, .. } => {
                target.merit(problem, asked[&request], source)
            }
            _ => 0,
        };
        self.merits = self.roles.iter().map(merit).collect();
        self
    }

    /// The same where merit is worth so much a unit.
    pub(super) fn at_price(&self, price: i64) -> Self {
        self.at_costs(|cost, merit| cost - price * merit)
    }

    /// The same where nothing but merit counts.
    pub(super) fn by_merit(&self) -> Self {
        self.at_costs(|_, merit| -merit)
    }

    fn at_costs(&self, cost: impl Fn(i64, i64) -> i64) -> Self {
        self.with_arcs(|(position, arc)| Arc {
            cost: cost(arc.cost, self.merits[position]),
            ..*arc
        })
    }

    /// The same with other costs or capacities.
    pub(super) fn with_arcs(&self, arc: impl Fn((usize, &Arc)) -> Arc) -> Self {
        let arcs = self.network.arcs().iter().enumerate().map(arc).collect();
        let network = Network::new(self.network.supplies().to_vec(), arcs)
            .expect("documented: money and quantities of a week fit exact sums");
        Self { network, ..self.clone() }
    }

    /// The merit of a flow.
    pub(super) fn merit_of(&self, flow: &[i64]) -> i64 {
        self.merits.iter().zip(flow).map(|(merit, units)| merit * units).sum()
    }

    /// Cost of a unit on an arc, without the preference among equals.
    pub(super) fn cents(&self, arc: usize) -> Cents {
        Cents(self.network.arcs()[arc].cost.div_euclid(self.scale))
    }

    /// What one unit more on an arc would save by some potentials, at least nought.
    pub(super) fn price(&self, potentials: &[i64], arc: usize) -> i64 {
        let Arc { from, to, cost, .. } = self.network.arcs()[arc];
        (potentials[from as usize] - potentials[to as usize] - cost).max(0)
    }
}

/// The title that a request asks for, and the others that serve it.
fn titles_of(request: &OpenRequest) -> impl Iterator<Item = TitleIdx> {
    std::iter::once(request.title).chain(request.others.iter().map(|other| other.title))
}

/// Titles that hang together by requests that several of them serve.
struct Families {
    titles: Vec<TitleIdx>,
    /// The position of the family's least title, for each title.
    family: Vec<usize>,
}

impl Families {
    /// O(n log n) in the titles of the requests.
    fn of(asked: &[Asked<'_>]) -> Self {
        let mut titles: Vec<TitleIdx> =
            asked.iter().flat_map(|asked| titles_of(asked.request)).collect();
        titles.sort_unstable();
        titles.dedup();
        let mut parts = UnionFind::new(titles.len());
        let position = |title: TitleIdx| titles.binary_search(&title).expect("just collected");
        for Asked { request, .. } in asked {
            for other in &request.others {
                parts.union(position(request.title), position(other.title));
            }
        }
        let mut least = vec![usize::MAX; titles.len()];
        let roots = parts.into_labeling();
        for (rank, root) in roots.iter().enumerate() {
            least[*root] = least[*root].min(rank);
        }
        let family = roots.into_iter().map(|root| least[root]).collect();
        Self { titles, family }
    }

    /// The least title that hangs together with this one.
    fn of_title(&self, title: TitleIdx) -> TitleIdx {
        let rank = self.titles.binary_search(&title).expect("a title of a request of the week");
        self.titles[self.family[rank]]
    }
}

/// A request and the round that decides it.
#[derive(Clone, Copy)]
struct Asked<'a> {
    request: &'a OpenRequest,
    round: &'a Round,
}

/// A pick-up branch of the week.
#[derive(Clone, Copy)]
struct Pickup {
    /// Serves the requests that need no place on the shelf.
    node: u32,
    /// Requests for which there is no place whatever happens.
    excess: i64,
}

/// A request of the week and its node.
#[derive(Clone, Copy)]
struct Demand<'a> {
    request: &'a OpenRequest,
    round: &'a Round,
    node: u32,
}

/// A request that a lot can serve, the node of the window that it leaves with, and how long it
/// takes.
#[derive(Clone, Copy)]
struct Reached<'a> {
    demand: Demand<'a>,
    window: u32,
    lead_days: u16,
}

struct Draft<'a> {
    problem: &'a WeekProblem,
    stock: &'a Stock,
    scale: i64,
    preferences: Preferences,
    unlimited: i64,
    supplies: Vec<i64>,
    arcs: Vec<Arc>,
    roles: Vec<ArcRole>,
    bundles: Vec<Bundle>,
    windows: BTreeMap<(PlaceIdx, u32), u32>,
    pickups: IndexVec<PlaceIdx, Option<Pickup>>,
}

impl Draft<'_> {
    fn node(&mut self, supply: i64) -> u32 {
        self.supplies.push(supply);
        self.node_count() - 1
    }

    fn node_count(&self) -> u32 {
        u32::try_from(self.supplies.len()).expect("a round has fewer than 2^32 nodes")
    }

    fn arc(&mut self, arc: Arc, role: ArcRole) {
        self.arcs.push(arc);
        self.roles.push(role);
    }

    /// The shelf as its complement: of `d` requests for `s` places, `d - s` at least bypass it.
    /// They are a supply of the bypass node, and the others reach it from the source at no cost.
    fn add_pickups(&mut self, asked: &[Asked<'_>]) {
        let mut wanted: IndexVec<PlaceIdx, i64> = IndexVec::filled(0, self.pickups.len());
        for Asked { request, .. } in asked {
            assert!(request.quantity.0 > 0, "a request asks for at least one copy");
            wanted[request.pickup] += request.quantity.0;
        }
        for (pickup, &units) in wanted.iter_indexed().filter(|&(_, &units)| units > 0) {
            let excess = (units - self.stock.shelf(pickup).max(0)).max(0);
            let node = self.node(excess);
            self.supplies[SOURCE as usize] -= excess;
            let arc = Arc { from: SOURCE, to: node, capacity: self.unlimited, cost: 0 };
            self.arc(arc, ArcRole::Shelf { pickup });
            self.pickups[pickup] = Some(Pickup { node, excess });
        }
    }

    /// Every window in which something leaves a lender, with the pulls that it has left.
    fn add_windows(&mut self, rounds: &[Round]) {
        let windows: BTreeSet<(PlaceIdx, u32)> = (rounds.iter())
            .flat_map(|round| round.window.iter_indexed())
            .filter_map(|(lender, window)| Some((lender, (*window)?)))
            .collect();
        let lending = self.add_lending();
        for (lender, window) in windows {
            let node = self.node(0);
            let from = lending[self.problem.organisation[lender]].unwrap_or(SOURCE);
            for (units, price) in self.slices(lender, window) {
                let capacity = self.room(units, self.unlimited - 1);
                let arc = Arc { from, to: node, capacity, cost: self.cost(price, 0) };
                self.arc(arc, ArcRole::Window { lender, window });
            }
            self.windows.insert((lender, window), node);
        }
    }

    /// A node for each organisation that may lend no more than so much.
    fn add_lending(&mut self) -> IndexVec<OrganisationIdx, Option<u32>> {
        let mut nodes = IndexVec::filled(None, self.problem.lending_max.len());
        for organisation in self.problem.lending_max.indices() {
            let Some(left) = self.stock.lending(organisation) else { continue };
            let node = self.node(0);
            let capacity = self.room(left.max(0), self.unlimited - 1);
            let arc = Arc { from: SOURCE, to: node, capacity, cost: 0 };
            self.arc(arc, ArcRole::Lending { organisation });
            nodes[organisation] = Some(node);
        }
        nodes
    }

    /// How many of the pulls that are left in a window have which price, cheapest first.
    fn slices(&self, lender: PlaceIdx, window: u32) -> Vec<(i64, Cents)> {
        let (most, left) = (self.problem.pull_capacity[lender].0, self.stock.pulls(lender, window));
        let used = most - left.max(0);
        let mut ends: Vec<i64> =
            self.problem.load_steps.iter().map(|step| step.first_pull(most)).collect();
        ends.push(most);
        let prices = self.problem.load_steps.iter().map(|step| step.price);
        let prices = std::iter::once(Cents::ZERO).chain(prices);
        let mut begin = used;
        let slice = |(end, price): (i64, Cents)| {
            let units = (end - begin).max(0);
            begin = begin.max(end);
            (units, price)
        };
        ends.into_iter().zip(prices).map(slice).collect()
    }

    /// Requests that share titles, and all titles that serve any of them.
    fn add_family(&mut self, asked: &[Asked<'_>]) {
        let demands: Vec<Demand<'_>> = asked
            .iter()
            .map(|&Asked { request, round }| Demand {
                request,
                round,
                node: self.node(-request.quantity.0),
            })
            .collect();
        let mut titles: Vec<TitleIdx> =
            asked.iter().flat_map(|asked| titles_of(asked.request)).collect();
        titles.sort_unstable();
        titles.dedup();
        let stock = self.stock;
        for &title in &titles {
            let accepting = |demand: &&Demand<'_>| demand.request.accepts(title);
            let accepting: Vec<Demand<'_>> = demands.iter().filter(accepting).copied().collect();
            for (lender, left) in stock.lenders(title) {
                self.add_lot(lender, (title, left), &accepting);
            }
        }
        for &title in &titles {
            let awaiting = demands.iter().filter(|demand| demand.request.awaits(title));
            self.add_returning(title, &awaiting.copied().collect::<Vec<_>>());
        }
        for demand in &demands {
            let request = demand.request;
            let outside = request.outside + request.reprinted(Source::Outside);
            let outside = self.cost(outside, self.preferences.outside);
            let served = (Source::Outside, request.title);
            self.serve((SOURCE, self.unlimited), *demand, served, outside);
            let bypass = self.pickup(request.pickup).node;
            let unfilled = request.unfilled + request.reprinted(Source::Unfilled);
            let unfilled = self.cost(unfilled, self.preferences.unfilled);
            let served = (Source::Unfilled, request.title);
            self.serve((bypass, self.unlimited), *demand, served, unfilled);
        }
    }

    /// Copies of one lender; a node of their own for each window where several requests compete
    /// for them, and a bundle where they do so from several windows.
    fn add_lot(
        &mut self,
        lender: PlaceIdx,
        (title, left): (TitleIdx, i64),
        demands: &[Demand<'_>],
    ) {
        let mut reached: Vec<Reached<'_>> = demands
            .iter()
            .filter(|demand| demand.request.takes_from(lender))
            .filter_map(|&demand| {
                let window = demand.round.window[lender]?;
                let lead_days = demand.round.lead_days.at(lender, demand.request.pickup)?;
                Some(Reached { demand, window: self.windows[&(lender, window)], lead_days })
            })
            .collect();
        let wanted = reached.iter().map(|reached| reached.demand.request.quantity.0).sum();
        let room = self.room(left, wanted);
        if reached.len() <= 1 || left >= wanted {
            for reached in reached {
                self.lend((reached.window, room), (lender, title), reached);
            }
            return;
        }
        reached.sort_by_key(|reached| reached.window);
        let mut bundle = Bundle { arcs: Vec::new(), capacity: left };
        for of_window in reached.chunk_by(|a, b| a.window == b.window) {
            let node = self.node(0);
            let arc = Arc { from: of_window[0].window, to: node, capacity: room, cost: 0 };
            bundle.arcs.push(self.arcs.len());
            self.arc(arc, ArcRole::Copies { lender });
            for reached in of_window {
                self.lend((node, self.unlimited), (lender, title), *reached);
            }
        }
        if bundle.arcs.len() > 1 {
            self.bundles.push(bundle);
        }
    }

    /// An arc from a node to a request, with at most so many copies of a title of a lender.
    fn lend(
        &mut self,
        tail: (u32, i64),
        (lender, title): (PlaceIdx, TitleIdx),
        Reached { demand, lead_days, .. }: Reached<'_>,
    ) {
        let request = demand.request;
        let price = self.problem.fixed_cost.at(lender, request.pickup)
            + request.price_per_day * i64::from(lead_days)
            + request.reprinted(Source::Copy(lender));
        let age = AGE_DAYS_MAX - request.waited_days.min(AGE_DAYS_MAX);
        let other = if request.title == title { 0 } else { self.preferences.other_copy };
        let cost = self.cost(price, other + i64::from(age));
        self.serve(tail, demand, (Source::Copy(lender), title), cost);
    }

    /// Returning copies. Each request takes its own past the shelf; where they are too few they
    /// come from one node, or share a bundle where a shelf is full, too.
    fn add_returning(&mut self, title: TitleIdx, demands: &[Demand<'_>]) {
        let left = self.stock.returning(title);
        if left <= 0 {
            return;
        }
        let wanted: i64 = demands.iter().map(|demand| demand.request.quantity.0).sum();
        let is_contended = demands.len() > 1 && left < wanted;
        let full = |demand: &Demand<'_>| self.pickup(demand.request.pickup).excess > 0;
        let is_bundle = is_contended && demands.iter().any(full);
        let common = (is_contended && !is_bundle).then(|| {
            let node = self.node(0);
            let arc = Arc { from: SOURCE, to: node, capacity: left, cost: 0 };
            self.arc(arc, ArcRole::Returns);
            (node, self.unlimited)
        });
        let first = self.arcs.len();
        for demand in demands {
            let pickup = self.pickup(demand.request.pickup);
            let tail = common.unwrap_or((pickup.node, self.room(left, wanted)));
            let preference = if demand.request.title == title {
                self.preferences.returning
            } else {
                self.preferences.other_returning
            };
            let wait = demand.request.wait + demand.request.reprinted(Source::Returning);
            let cost = self.cost(wait, preference);
            self.serve(tail, *demand, (Source::Returning, title), cost);
        }
        if is_bundle {
            self.bundles.push(Bundle { arcs: (first..self.arcs.len()).collect(), capacity: left });
        }
    }

    fn serve(
        &mut self,
        (from, capacity): (u32, i64),
        demand: Demand<'_>,
        (source, title): (Source, TitleIdx),
        cost: i64,
    ) {
        let arc = Arc { from, to: demand.node, capacity, cost };
        self.arc(arc, ArcRole::Serve { request: demand.request.request, source, title });
    }

    /// A capacity; what can never be full is unlimited, so that no solution gives it a price.
    fn room(&self, left: i64, wanted: i64) -> i64 {
        if left >= wanted { self.unlimited } else { left }
    }

    fn pickup(&self, pickup: PlaceIdx) -> Pickup {
        self.pickups[pickup].expect("every pick-up branch of the week has a bypass")
    }

    fn cost(&self, money: Cents, preference: i64) -> i64 {
        money
            .0
            .checked_mul(self.scale)
            .and_then(|scaled| scaled.checked_add(preference))
            .expect("documented: money of a week fits exact sums")
    }
}

//! One departure round as a network.

use petgraph::unionfind::UnionFind;

use crate::index::{IndexVec, PlaceIdx, TitleIdx};
use crate::units::Cents;

use super::network::{Arc, Network};
use super::parts::Parts;
use super::problem::{ArcRole, OpenRequest, Round, Source, WeekProblem};
use super::stock::Stock;

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
    fn of(requests: &[OpenRequest]) -> Self {
        let has_others = requests.iter().any(|request| !request.others.is_empty());
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

/// The network of a round and how to read it.
pub(super) struct RoundNetwork {
    pub(super) network: Network,
    /// Lenders and pick-up branches are its head, families of titles its parts.
    pub(super) parts: Parts,
    pub(super) roles: Vec<ArcRole>,
    pub(super) scale: i64,
    /// Whether a returning copy on this arc takes a contended shelf place.
    pub(super) shelved: Vec<bool>,
}

impl RoundNetwork {
    /// The network of a round for what is left in stock.
    ///
    /// # Panics
    ///
    /// When a request asks for less than one copy, or money so large that exact sums would not
    /// fit 64 bits (beyond EUR 10,000 an item with 10,000 requests).
    pub(super) fn of(problem: &WeekProblem, round: &Round, stock: &Stock) -> Self {
        let families = Families::of(&round.requests);
        let mut requests = round.requests.clone();
        requests.sort_by_key(|request| {
            (families.of_title(request.title), request.title, request.request)
        });
        let preferences = Preferences::of(&requests);
        let demand: i64 = requests.iter().map(|request| request.quantity.0).sum();
        let mut draft = Draft {
            problem,
            round,
            stock,
            // A cent outweighs the preferences of all copies together, and those on any cycle
            // (twice as many: it enters and leaves a request) are less than half a cent.
            scale: 2 * (1 + 2 * preferences.unfilled * demand),
            preferences,
            unlimited: demand + 1,
            supplies: vec![demand],
            arcs: Vec::new(),
            roles: Vec::new(),
            shelved: Vec::new(),
            lenders: IndexVec::filled(None, problem.pull_capacity.len()),
            pickups: IndexVec::filled(None, problem.shelf_capacity.len()),
        };
        draft.add_pickups(&requests);
        draft.add_lenders();
        let mut parts = Parts::of_head(draft.node_count(), draft.arcs.len());
        let family = |request: &OpenRequest| families.of_title(request.title);
        for relatives in requests.chunk_by(|a, b| family(a) == family(b)) {
            draft.add_family(relatives);
            parts.push(draft.node_count(), draft.arcs.len());
        }
        let network = Network::new(draft.supplies, draft.arcs)
            .expect("documented: money and quantities of a round fit exact sums");
        Self { network, parts, roles: draft.roles, scale: draft.scale, shelved: draft.shelved }
    }
}

/// Whether several requests want more copies than are left.
fn is_contended(left: i64, demands: &[Demand<'_>]) -> bool {
    demands.len() > 1 && left < demands.iter().map(|demand| demand.request.quantity.0).sum()
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
    fn of(requests: &[OpenRequest]) -> Self {
        let mut titles: Vec<TitleIdx> = requests.iter().flat_map(titles_of).collect();
        titles.sort_unstable();
        titles.dedup();
        let mut parts = UnionFind::new(titles.len());
        let position = |title: TitleIdx| titles.binary_search(&title).expect("just collected");
        for request in requests {
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
        let rank = self.titles.binary_search(&title).expect("a title of a request of the round");
        self.titles[self.family[rank]]
    }
}

/// A pick-up branch of the round.
#[derive(Clone, Copy)]
struct Pickup {
    /// Serves the requests that need no place on the shelf.
    node: u32,
    /// Requests for which there is no place whatever happens.
    excess: i64,
}

/// A request of the round and its node.
#[derive(Clone, Copy)]
struct Demand<'a> {
    request: &'a OpenRequest,
    node: u32,
}

struct Draft<'a> {
    problem: &'a WeekProblem,
    round: &'a Round,
    stock: &'a Stock,
    scale: i64,
    preferences: Preferences,
    unlimited: i64,
    supplies: Vec<i64>,
    arcs: Vec<Arc>,
    roles: Vec<ArcRole>,
    shelved: Vec<bool>,
    lenders: IndexVec<PlaceIdx, Option<u32>>,
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
        self.shelved.push(false);
    }

    /// The shelf as its complement: of `d` requests for `s` places, `d - s` at least bypass it.
    /// They are a supply of the bypass node, and the others reach it from the source at no cost.
    fn add_pickups(&mut self, requests: &[OpenRequest]) {
        let mut wanted: IndexVec<PlaceIdx, i64> = IndexVec::filled(0, self.pickups.len());
        for request in requests {
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

    /// Every lender that something leaves, with the pulls that it has left.
    fn add_lenders(&mut self) {
        for (lender, window) in self.round.window.iter_indexed() {
            let Some(window) = *window else { continue };
            let node = self.node(0);
            let capacity = self.room(self.stock.pulls(lender, window).max(0), self.unlimited - 1);
            let arc = Arc { from: SOURCE, to: node, capacity, cost: 0 };
            self.arc(arc, ArcRole::Window { lender, window });
            self.lenders[lender] = Some(node);
        }
    }

    /// Requests that share titles, and all titles that serve any of them.
    fn add_family(&mut self, requests: &[OpenRequest]) {
        let demands: Vec<Demand<'_>> = requests
            .iter()
            .map(|request| Demand { request, node: self.node(-request.quantity.0) })
            .collect();
        let mut titles: Vec<TitleIdx> = requests.iter().flat_map(titles_of).collect();
        titles.sort_unstable();
        titles.dedup();
        let stock = self.stock;
        for &title in &titles {
            let accepting = |demand: &&Demand<'_>| demand.request.accepts(title);
            let accepting: Vec<Demand<'_>> = demands.iter().filter(accepting).copied().collect();
            for (lender, left) in stock.lenders(title) {
                if let Some(node) = self.lenders[lender] {
                    self.add_lot((lender, node), (title, left), &accepting);
                }
            }
        }
        for &title in &titles {
            self.add_returning(title, &self.awaiting(title, &demands));
        }
        for demand in &demands {
            let request = demand.request;
            let outside = self.cost(request.outside, self.preferences.outside);
            let served = (Source::Outside, request.title);
            self.serve((SOURCE, self.unlimited), *demand, served, outside);
            let bypass = self.pickup(request.pickup).node;
            let unfilled = self.cost(request.unfilled, self.preferences.unfilled);
            let served = (Source::Unfilled, request.title);
            self.serve((bypass, self.unlimited), *demand, served, unfilled);
        }
    }

    /// Copies of one lender; a node of their own only where several requests compete for them.
    fn add_lot(
        &mut self,
        (lender, lender_node): (PlaceIdx, u32),
        (title, left): (TitleIdx, i64),
        demands: &[Demand<'_>],
    ) {
        let reachable: Vec<(Demand<'_>, u16)> = demands
            .iter()
            .filter_map(|&demand| {
                Some((demand, self.round.lead_days.at(lender, demand.request.pickup)?))
            })
            .collect();
        if reachable.is_empty() {
            return;
        }
        let wanted = reachable.iter().map(|(demand, _)| demand.request.quantity.0).sum();
        let room = self.room(left, wanted);
        let tail = if reachable.len() == 1 || left >= wanted {
            (lender_node, room)
        } else {
            let node = self.node(0);
            let arc = Arc { from: lender_node, to: node, capacity: room, cost: 0 };
            self.arc(arc, ArcRole::Copies { lender });
            (node, self.unlimited)
        };
        for (demand, lead_days) in reachable {
            let request = demand.request;
            let price = self.problem.fixed_cost.at(lender, request.pickup)
                + request.price_per_day * i64::from(lead_days);
            let age = AGE_DAYS_MAX - request.waited_days.min(AGE_DAYS_MAX);
            let other = if request.title == title { 0 } else { self.preferences.other_copy };
            let cost = self.cost(price, other + i64::from(age));
            self.serve(tail, demand, (Source::Copy(lender), title), cost);
        }
    }

    /// The requests that a returning copy of a title may serve. Others than those that ask for the
    /// title itself stay away where they would make its copies contended and so cost a request that
    /// asks for it the way past a full shelf.
    fn awaiting<'d>(&self, title: TitleIdx, demands: &[Demand<'d>]) -> Vec<Demand<'d>> {
        let awaiting = demands.iter().filter(|demand| demand.request.awaits(title));
        let awaiting: Vec<Demand<'_>> = awaiting.copied().collect();
        let asking = awaiting.iter().filter(|demand| demand.request.title == title);
        let asking: Vec<Demand<'_>> = asking.copied().collect();
        let left = self.stock.returning(title);
        let full = |demand: &Demand<'_>| self.pickup(demand.request.pickup).excess > 0;
        let costs_a_way = !is_contended(left, &asking)
            && is_contended(left, &awaiting)
            && asking.iter().any(full);
        if costs_a_way { asking } else { awaiting }
    }

    /// Returning copies. One request, or enough for all: each takes its own past the shelf. Too
    /// few: they come from one node, and then a return to a contended shelf takes a place on it.
    fn add_returning(&mut self, title: TitleIdx, demands: &[Demand<'_>]) {
        let left = self.stock.returning(title);
        if left <= 0 {
            return;
        }
        let wanted: i64 = demands.iter().map(|demand| demand.request.quantity.0).sum();
        let common = is_contended(left, demands).then(|| {
            let node = self.node(0);
            let arc = Arc { from: SOURCE, to: node, capacity: left, cost: 0 };
            self.arc(arc, ArcRole::Returns);
            node
        });
        for demand in demands {
            let pickup = self.pickup(demand.request.pickup);
            let tail = common
                .map_or((pickup.node, self.room(left, wanted)), |node| (node, self.unlimited));
            let preference = if demand.request.title == title {
                self.preferences.returning
            } else {
                self.preferences.other_returning
            };
            let cost = self.cost(demand.request.wait, preference);
            self.serve(tail, *demand, (Source::Returning, title), cost);
            if common.is_some() && pickup.excess > 0 {
                *self.shelved.last_mut().expect("the arc was just added") = true;
            }
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
        self.pickups[pickup].expect("every pick-up branch of the round has a bypass")
    }

    fn cost(&self, money: Cents, preference: i64) -> i64 {
        money
            .0
            .checked_mul(self.scale)
            .and_then(|scaled| scaled.checked_add(preference))
            .expect("documented: money of a round fits exact sums")
    }
}

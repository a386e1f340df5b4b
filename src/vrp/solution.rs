//! Routes for all slots, where every visit stands, and a journal that undoes a change.

use super::empties::Empties;
use super::goods::Goods;
use super::parts::DaySet;
use super::problem::Problem;
use super::route::{Call, Changed, Over, Penalties, Route};
use super::segment::add;
use super::trips::reload_of;

/// The slot of a visit that is on no route.
pub(super) const NOWHERE: u32 = u32::MAX;

/// Where a visit stands and what surrounds it, in one piece, so that an insertion beside it is
/// priced without a look at its route.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) slot: u32,
    pub(super) rank: u32,
    /// The node before, a client's or the start.
    pub(super) before: u32,
    /// The node after, a client's or the end.
    pub(super) after: u32,
    /// The cost of the leg to here.
    pub(super) into: i32,
    /// The cost of the leg from here.
    pub(super) out_of: i32,
}

impl Place {
    const NONE: Self = Self { slot: NOWHERE, rank: 0, before: 0, after: 0, into: 0, out_of: 0 };
}

/// The routes of all slots. A client has its pattern, or is out.
#[derive(Clone, Debug)]
pub(super) struct Solution {
    pub(super) routes: Vec<Route>,
    /// By `day * clients + client`.
    pub(super) places: Vec<Place>,
    /// The days of each client; 0 while it is out.
    pub(super) patterns: Vec<DaySet>,
    /// Whom this solution has to serve; all clients, unless it is a part of one. Others may stand
    /// on its routes, and stay there.
    pub(super) clients: Vec<u32>,
    /// The same by client.
    mine: Vec<bool>,
    pub(super) empties: Empties,
    pub(super) goods: Goods,
    /// Routes alone.
    cost: i64,
    pub(super) over: Over,
    /// The prizes of optional clients that are out.
    pub(super) forgone: i64,
    /// Clients that are out and must not be.
    pub(super) missing: i64,
    /// All of `clients` that are out, optional or not.
    pub(super) out: usize,
    journal: Journal,
}

/// What is needed to go back to the last [`Solution::begin`].
#[derive(Clone, Debug, Default)]
struct Journal {
    /// Routes as they were; entries above `used` are spare memory.
    routes: Vec<(u32, Route)>,
    used: usize,
    places: Vec<(u32, Place)>,
    patterns: Vec<(u32, DaySet)>,
    /// Memory for slots whose loads have changed.
    stale: Vec<u32>,
    /// The number of the change that touched a slot last.
    touched: Vec<u64>,
    change: u64,
}

impl Solution {
    /// Everybody is out.
    pub(super) fn empty(problem: &Problem, clients: Vec<u32>) -> Self {
        let slots = problem.slots.len();
        let mut solution = Self {
            routes: vec![Route::default(); slots],
            places: vec![Place::NONE; problem.parts.days * problem.client_count()],
            patterns: vec![0; problem.client_count()],
            empties: Empties::all(problem),
            goods: problem.goods.clone(),
            cost: 0,
            over: Over::default(),
            forgone: 0,
            missing: 0,
            out: clients.len(),
            mine: vec![false; problem.client_count()],
            journal: Journal { touched: vec![0; slots], ..Journal::default() },
            clients,
        };
        for &client in &solution.clients {
            solution.mine[client as usize] = true;
            match problem.client(client).prize {
                Some(prize) => solution.forgone += prize,
                None => solution.missing += 1,
            }
        }
        for (slot, route) in (0..).zip(&mut solution.routes) {
            route.refresh(problem, &solution.goods, slot, Changed::ALL);
        }
        solution.over.add(short(&solution.goods));
        solution
    }

    /// The given routes, all other clients out.
    pub(super) fn of(problem: &Problem, clients: Vec<u32>, routes: &[(u32, Vec<Call>)]) -> Self {
        let mut solution = Self::empty(problem, clients);
        solution.begin();
        for (slot, calls) in routes {
            let day = problem.slots[*slot as usize].day;
            for call in calls {
                let days = solution.patterns[call.client as usize] | 1 << day;
                solution.set_pattern(problem, call.client, days);
            }
            solution.routes[*slot as usize].calls.clone_from(calls);
        }
        for (slot, _) in routes {
            solution.touch(problem, *slot);
            solution.refresh(problem, *slot);
        }
        solution.settle(problem);
        solution.begin();
        solution
    }

    /// Routes, lead time and forgone prizes.
    pub(super) const fn money(&self) -> i64 {
        self.cost + self.goods.lead() + self.forgone
    }

    /// Money and the price of everything that is wrong.
    pub(super) fn penalised(&self, problem: &Problem, penalties: Penalties) -> i64 {
        self.money() + penalties.price(self.over) + self.missing * problem.missing_price
    }

    pub(super) fn is_feasible(&self) -> bool {
        self.missing == 0 && self.over.is_nothing()
    }

    /// The routes that visit somebody.
    pub(super) fn taken(&self) -> Vec<(u32, Vec<Call>)> {
        let routes = (0..).zip(&self.routes).filter(|(_, route)| !route.calls.is_empty());
        routes.map(|(slot, route)| (slot, route.calls.clone())).collect()
    }

    /// Whether a client of this solution has no visit.
    #[inline]
    pub(super) fn is_out(&self, client: u32) -> bool {
        self.patterns[client as usize] == 0 && self.mine[client as usize]
    }

    /// Whether a client may be taken off its routes.
    #[inline]
    pub(super) fn is_mine(&self, client: u32) -> bool {
        self.mine[client as usize]
    }

    /// Begins a change that [`undo`](Self::undo) takes back; what went before stays.
    pub(super) fn begin(&mut self) {
        self.journal.change += 1;
        self.journal.used = 0;
        self.journal.places.clear();
        self.journal.patterns.clear();
        self.goods.begin();
    }

    /// The slots that the change has touched.
    pub(super) fn touched(&self) -> impl Iterator<Item = u32> + '_ {
        self.journal.routes[..self.journal.used].iter().map(|(slot, _)| *slot)
    }

    /// Goes back to the last begin.
    pub(super) fn undo(&mut self, problem: &Problem) {
        let mut journal = std::mem::take(&mut self.journal);
        for (slot, before) in &mut journal.routes[..journal.used] {
            let now = &mut self.routes[*slot as usize];
            let base = problem.slots[*slot as usize].day as usize * problem.client_count();
            for call in &now.calls {
                self.places[base + call.client as usize].slot = NOWHERE;
            }
            self.cost += before.money() - now.money();
            self.over.add(before.over);
            self.over.subtract(now.over);
            std::mem::swap(now, before);
            self.empties.set(*slot, now.calls.len());
        }
        for &(visit, place) in &journal.places {
            self.places[visit as usize] = place;
        }
        while let Some((client, days)) = journal.patterns.pop() {
            self.write_pattern(problem, client, days);
        }
        self.journal = journal;
        self.over.subtract(short(&self.goods));
        self.goods.undo();
        self.over.add(short(&self.goods));
        self.begin();
    }

    /// Gives a client its days, or 0 to take it out. The visits follow.
    pub(super) fn set_pattern(&mut self, problem: &Problem, client: u32, days: DaySet) {
        let before = self.patterns[client as usize];
        self.journal.patterns.push((client, before));
        self.write_pattern(problem, client, days);
        self.goods.set_pattern(&problem.parts, problem.flow_index.as_ref(), client, days);
    }

    /// Ends a change: what was left for later because it hangs on all of it. The loads of all
    /// visits follow the patterns that were set, touched routes with rests, soft windows or hours
    /// are driven to the second, and bags save what they can. `O(visits)`; nothing without all of
    /// them.
    pub(super) fn settle(&mut self, problem: &Problem) {
        if problem.flow_index.is_some() {
            self.follow_patterns(problem);
        }
        let by_route = problem.has_rests() || problem.has_transfers() || problem.is_soft();
        if by_route || problem.has_hours() {
            self.settle_routes(problem);
        }
    }

    fn settle_routes(&mut self, problem: &Problem) {
        for at in 0..self.journal.used {
            let slot = self.journal.routes[at].0;
            let route = &mut self.routes[slot as usize];
            self.over.subtract(route.over);
            self.cost -= route.money();
            route.settle(problem, &self.goods, slot);
            self.over.add(route.over);
            self.cost += route.money();
        }
    }

    fn follow_patterns(&mut self, problem: &Problem) {
        self.over.subtract(short(&self.goods));
        let (parts, index) = (&problem.parts, problem.flow_index.as_ref());
        let mut stale = std::mem::take(&mut self.journal.stale);
        stale.clear();
        self.goods.settle(parts, index, |visit| {
            let slot = self.places[visit as usize].slot;
            if slot != NOWHERE {
                stale.push(slot);
            }
        });
        self.over.add(short(&self.goods));
        stale.sort_unstable();
        stale.dedup();
        for &slot in &stale {
            self.touch(problem, slot);
            self.refresh(problem, slot);
        }
        self.journal.stale = stale;
    }

    fn write_pattern(&mut self, problem: &Problem, client: u32, days: DaySet) {
        let before = std::mem::replace(&mut self.patterns[client as usize], days);
        if (before == 0) == (days == 0) || !self.mine[client as usize] {
            return;
        }
        let sign = if days == 0 { 1 } else { -1 };
        match problem.client(client).prize {
            Some(prize) => self.forgone += sign * prize,
            None => self.missing += sign,
        }
        self.out = if days == 0 { self.out + 1 } else { self.out - 1 };
    }

    /// Puts a call on a route, where no reload stands. `O(calls)`, with two legs looked up.
    pub(super) fn insert(&mut self, problem: &Problem, slot: u32, rank: u32, call: Call) {
        self.touch(problem, slot);
        let base = problem.slots[slot as usize].day as usize * problem.client_count();
        let vehicle = problem.vehicle_of(slot);
        let cost = problem.cost_of(slot);
        let node = problem.guests[call.client as usize].node;
        let route = &mut self.routes[slot as usize];
        let at = rank as usize;
        let (mut before, mut after, mut was) = (vehicle.start, vehicle.end, -vehicle.fixed_price);
        if let Some(last) = at.checked_sub(1).map(|last| route.calls[last]) {
            let last = &mut self.places[base + last.client as usize];
            before = problem.guests[route.calls[at - 1].client as usize].node;
            was = i64::from(last.out_of);
            last.after = node;
            last.out_of = cost.leg(before, node);
        }
        if let Some(next) = route.calls.get(at) {
            after = problem.guests[next.client as usize].node;
            let next = &mut self.places[base + next.client as usize];
            was = i64::from(next.into);
            next.before = node;
            next.into = cost.leg(node, after);
        }
        let (into, out_of) = (cost.leg(before, node), cost.leg(node, after));
        let place = Place { slot, rank, before, after, into, out_of };
        self.book(problem, (call, place), i64::from(into) + i64::from(out_of) - was);
    }

    /// Puts a call in its place, for a rise in cost; those beside it know of it already.
    pub(super) fn book(&mut self, problem: &Problem, (call, place): (Call, Place), rise: i64) {
        let (slot, at) = (place.slot, place.rank as usize);
        let day = problem.slots[slot as usize].day as usize;
        let base = day * problem.client_count();
        let route = &mut self.routes[slot as usize];
        for later in &route.calls[at..] {
            self.places[base + later.client as usize].rank += 1;
        }
        self.places[base + call.client as usize] = place;
        route.insert(at, call);
        route.load = add(route.load, self.goods.visit(day, call.client).load.delivery);
        route.cost += rise;
        self.cost += rise;
        self.refresh_limits(problem, slot, Changed { first: at, last: at });
    }

    /// Brings the caches of a route and what they sum up to up to date with its calls.
    fn refresh_limits(&mut self, problem: &Problem, slot: u32, changed: Changed) {
        let route = &mut self.routes[slot as usize];
        self.over.subtract(route.over);
        self.cost -= route.idle_cost;
        route.refresh(problem, &self.goods, slot, changed);
        self.over.add(route.over);
        self.cost += route.idle_cost;
        self.empties.set(slot, route.calls.len());
    }

    /// Takes the calls at the ranks off a route; the ranks ascend.
    pub(super) fn remove(&mut self, problem: &Problem, slot: u32, ranks: &[u32]) {
        self.touch(problem, slot);
        let base = problem.slots[slot as usize].day as usize * problem.client_count();
        let route = &mut self.routes[slot as usize];
        for &rank in ranks.iter().rev() {
            let gone = route.calls.remove(rank as usize);
            self.places[base + gone.client as usize].slot = NOWHERE;
            if gone.reload
                && let Some(next) = route.calls.get_mut(rank as usize)
            {
                next.reload = true;
            }
        }
        self.drop_useless_reloads(problem, slot);
        self.refresh(problem, slot);
    }

    /// Two routes of one day exchange their calls from a rank on. `O(calls)`.
    pub(super) fn exchange_tails(&mut self, problem: &Problem, slots: [u32; 2], ranks: [usize; 2]) {
        for slot in slots {
            self.touch(problem, slot);
        }
        let [first, second] = [0, 1].map(|of| {
            let route = &mut self.routes[slots[of] as usize];
            route.calls.split_off(ranks[of])
        });
        for (slot, tail) in slots.into_iter().zip([second, first]) {
            self.routes[slot as usize].calls.extend(tail);
            self.drop_useless_reloads(problem, slot);
            self.refresh(problem, slot);
        }
    }

    /// Writes down how a slot was before the change, once.
    pub(super) fn touch(&mut self, problem: &Problem, slot: u32) {
        let journal = &mut self.journal;
        if std::mem::replace(&mut journal.touched[slot as usize], journal.change) == journal.change
        {
            return;
        }
        let route = &self.routes[slot as usize];
        if journal.used == journal.routes.len() {
            journal.routes.push((slot, Route::default()));
        }
        let (of, copy) = &mut journal.routes[journal.used];
        *of = slot;
        copy.clone_from(route);
        journal.used += 1;
        let base = problem.slots[slot as usize].day
            * u32::try_from(problem.client_count()).expect("clients are numbered by u32");
        for call in &route.calls {
            let visit = base + call.client;
            journal.places.push((visit, self.places[visit as usize]));
        }
    }

    /// Brings load, costs, caches and places up to date with a route's calls. `O(calls)`.
    pub(super) fn refresh(&mut self, problem: &Problem, slot: u32) {
        let of = problem.slots[slot as usize];
        let vehicle = &problem.parts.vehicles[of.vehicle as usize];
        let cost = &problem.tariffs[problem.tariff_of[of.vehicle as usize]].cost;
        let base = of.day as usize * problem.client_count();
        let route = &mut self.routes[slot as usize];
        self.cost -= route.cost;
        let mut sum = 0;
        let mut load = [0; 2];
        let mut before = vehicle.start;
        let calls = route.calls.len();
        for (rank, call) in (0_u32..).zip(&route.calls) {
            let node = problem.guests[call.client as usize].node;
            if call.reload {
                let reload = reload_of(vehicle).node;
                sum += i64::from(cost.leg(before, reload));
                before = reload;
            }
            let after = match route.calls.get(rank as usize + 1) {
                Some(next) if next.reload => reload_of(vehicle).node,
                Some(next) => problem.guests[next.client as usize].node,
                None => vehicle.end,
            };
            let place = &mut self.places[base + call.client as usize];
            // A leg that was here before is not looked up again: matrices are larger than caches.
            let stayed = place.slot == slot;
            let into =
                if stayed && place.before == before { place.into } else { cost.leg(before, node) };
            let out_of =
                if stayed && place.after == after { place.out_of } else { cost.leg(node, after) };
            *place = Place { slot, rank, before, after, into, out_of };
            sum += i64::from(into);
            load = add(load, self.goods.visit(of.day as usize, call.client).load.delivery);
            if rank as usize + 1 == calls {
                sum += i64::from(out_of) + vehicle.fixed_price;
            }
            before = node;
        }
        (route.cost, route.load) = (sum, load);
        self.cost += sum;
        self.refresh_limits(problem, slot, Changed::ALL);
    }
}

/// Crates that first pickups lack, as load over a limit.
fn short(goods: &Goods) -> Over {
    Over([goods.short(), 0, 0, 0])
}

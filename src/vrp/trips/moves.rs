//! Calls that come and go with the reloads beside them.

use crate::vrp::insertion::Gap;
use crate::vrp::problem::{Loading, Problem};
use crate::vrp::segment::LoadSegment;
use crate::vrp::solution::Solution;

use super::trips_max;

impl Solution {
    /// Puts a client in a gap, with the reloads that its price reckoned with. `O(calls)`.
    pub(in crate::vrp) fn put(&mut self, problem: &Problem, gap: Gap, client: u32) {
        if problem.loading != Loading::Trips {
            return self.insert(problem, gap.slot, gap.rank, gap.call(client));
        }
        self.touch(problem, gap.slot);
        let calls = &mut self.routes[gap.slot as usize].calls;
        let rank = gap.rank as usize;
        if let Some(next) = calls.get_mut(rank) {
            next.reload = gap.joint.after;
        }
        calls.insert(rank, gap.call(client));
        self.refresh(problem, gap.slot);
    }

    /// Takes out the reloads of a route before which nobody is visited, and those between trips
    /// that fit on board together. The caches do not follow yet. `O(calls)`.
    pub(in crate::vrp) fn drop_useless_reloads(&mut self, problem: &Problem, slot: u32) {
        if problem.loading != Loading::Trips {
            return;
        }
        let capacity = problem.vehicle_of(slot).capacity;
        let day = problem.slots[slot as usize].day as usize;
        let goods = &self.goods;
        let calls = &mut self.routes[slot as usize].calls;
        let mut trip = LoadSegment::default();
        let mut at = 0;
        while at < calls.len() {
            let next = calls[at + 1..].iter().position(|call| call.reload);
            let end = next.map_or(calls.len(), |next| at + 1 + next);
            let loads = calls[at..end].iter().map(|call| goods.visit(day, call.client).load);
            let added = loads.fold(LoadSegment::default(), LoadSegment::then);
            let together = trip.then(added);
            let fits = (0..2).all(|dimension| together.most[dimension] <= capacity[dimension]);
            let useless = at == 0 || fits;
            calls[at].reload &= !useless;
            trip = if useless { together } else { added };
            at = end;
        }
    }

    /// Whether two routes keep their numbers of trips when they exchange their calls from a rank
    /// on. Not where a vehicle reloads at the cut.
    pub(in crate::vrp) fn tails_keep_trips(
        &self,
        problem: &Problem,
        slots: [u32; 2],
        ranks: [usize; 2],
    ) -> bool {
        if problem.loading != Loading::Trips {
            return true;
        }
        let calls = slots.map(|slot| &self.routes[slot as usize].calls);
        let reloads = |of: usize, range: std::ops::Range<usize>| {
            let count = calls[of][range].iter().filter(|call| call.reload).count();
            u32::try_from(count).expect("calls are numbered by u32")
        };
        let cut_in_a_trip =
            |of: usize| calls[of].get(ranks[of]).is_none_or(|call| !call.reload);
        let keeps = |of: usize| {
            let other = 1 - of;
            let joined = reloads(of, 0..ranks[of]) + reloads(other, ranks[other]..calls[other].len());
            joined < trips_max(problem.vehicle_of(slots[of]))
        };
        (0..2).all(|of| cut_in_a_trip(of) && keeps(of))
    }
}

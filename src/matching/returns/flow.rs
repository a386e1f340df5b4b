//! The network of returned copies.

use std::collections::BTreeMap;

use super::{Placement, ReturnsAnswer, ReturnsProblem};
use crate::index::{Index as _, PlaceIdx, TitleIdx};
use crate::matching::certificate::verify_bundled;
use crate::matching::network::{Arc, Network};
use crate::matching::parts::{Parts, minimum_cost_flow_by_parts};
use crate::matching::simplex::FlowOutcome;
use crate::units::{Cents, Items};

/// The node that everything comes from.
const SOURCE: u32 = 0;
/// Preference among equally cheap places; home has none.
const STAYS: i64 = 1;
const ELSEWHERE: i64 = 2;

/// What an arc stands for.
#[derive(Clone, Copy)]
enum Role {
    /// Copies of a group at a place.
    Room,
    /// A further copy of a title at a place, and what it saves.
    Shelf { saved: Cents },
    /// Copies of a lot that go to a place, and what moving one there costs, and its standing there.
    Goes { lot: usize, to: PlaceIdx, moving: Cents },
}

/// The network and how to read it.
pub(super) struct ReturnsNetwork {
    network: Network,
    parts: Parts,
    roles: Vec<Role>,
    scale: i64,
}

struct Draft<'a> {
    problem: &'a ReturnsProblem,
    supplies: Vec<i64>,
    arcs: Vec<Arc>,
    roles: Vec<Role>,
    rooms: BTreeMap<(PlaceIdx, usize), u32>,
    all: i64,
    scale: i64,
}

impl ReturnsNetwork {
    pub(super) fn of(problem: &ReturnsProblem) -> Self {
        let all: i64 = problem.returned.iter().map(|lot| lot.quantity.0).sum();
        let mut draft = Draft {
            problem,
            supplies: vec![all],
            arcs: Vec::new(),
            roles: Vec::new(),
            rooms: BTreeMap::new(),
            all,
            // A cent outweighs the preferences of all copies together.
            scale: ELSEWHERE * all + 1,
        };
        draft.add_rooms();
        let mut parts = Parts::of_head(draft.node_count(), draft.arcs.len());
        let mut lots: Vec<usize> = (0..problem.returned.len()).collect();
        lots.sort_by_key(|&lot| (problem.returned[lot], lot));
        let title = |lot: &usize| problem.returned[*lot].title;
        for of_title in lots.chunk_by(|a, b| title(a) == title(b)) {
            draft.add_title(title(&of_title[0]), of_title);
            parts.push(draft.node_count(), draft.arcs.len());
        }
        let network = Network::new(draft.supplies, draft.arcs)
            .expect("documented: money of returned copies fits exact sums");
        Self { network, parts, roles: draft.roles, scale: draft.scale }
    }

    pub(super) fn solved(&self, problem: &ReturnsProblem) -> ReturnsAnswer {
        let solved = minimum_cost_flow_by_parts(&self.network, &self.parts);
        let FlowOutcome::Optimal(found) = solved else { unreachable!("a copy may always go home") };
        let proof = verify_bundled(&self.network, &[], &found.flow, &found.potentials);
        let proof = proof.expect("the simplex ends with potentials that prove its flow");
        let mut going: BTreeMap<(usize, PlaceIdx), i64> = BTreeMap::new();
        let (mut moving, mut saved) = (Cents::ZERO, Cents::ZERO);
        for (role, &units) in self.roles.iter().zip(&found.flow).filter(|(_, units)| **units > 0) {
            match *role {
                Role::Room => {}
                Role::Shelf { saved: each } => saved += each * units,
                Role::Goes { lot, to, moving: each } => {
                    moving += each * units;
                    *going.entry((lot, to)).or_default() += units;
                }
            }
        }
        let placed: i64 = going.values().sum();
        assert_eq!(placed, problem.returned.iter().map(|lot| lot.quantity.0).sum::<i64>());
        let bound = proof.dual_cost.div_euclid(i128::from(self.scale));
        let placements = going
            .into_iter()
            .map(|((lot, to), units)| Placement { lot, to, quantity: Items(units) })
            .collect();
        let bound = Cents(i64::try_from(bound).expect("as the cost, which fits"));
        ReturnsAnswer { placements, moving, saved, bound }
    }
}

impl Draft<'_> {
    fn node(&mut self, supply: i64) -> u32 {
        self.supplies.push(supply);
        self.node_count() - 1
    }

    fn node_count(&self) -> u32 {
        u32::try_from(self.supplies.len()).expect("a week has fewer than 2^32 nodes")
    }

    fn arc(&mut self, arc: Arc, role: Role) {
        self.arcs.push(arc);
        self.roles.push(role);
    }

    /// The room of a group at a place, where there is a limit.
    fn add_rooms(&mut self) {
        for (&(place, group), &Items(room)) in &self.problem.room {
            let node = self.node(0);
            let arc = Arc { from: SOURCE, to: node, capacity: room.clamp(0, self.all), cost: 0 };
            self.arc(arc, Role::Room);
            self.rooms.insert((place, group), node);
        }
    }

    /// The lots of a title, and the places where any of them may go.
    fn add_title(&mut self, title: TitleIdx, lots: &[usize]) {
        let returned = &self.problem.returned;
        let quantity: i64 = lots.iter().map(|&lot| returned[lot].quantity.0).sum();
        let places: Vec<PlaceIdx> = (0..self.problem.moving.side()).map(PlaceIdx::at).collect();
        let is_wanted = |to: &PlaceIdx| lots.iter().any(|&lot| self.going(lot, *to).is_some());
        let wanted: Vec<PlaceIdx> = places.into_iter().filter(is_wanted).collect();
        let shelves: Vec<(PlaceIdx, u32)> =
            wanted.into_iter().map(|to| (to, self.add_shelf((title, to), quantity))).collect();
        for &lot in lots {
            let of = self.problem.returned[lot];
            assert!(of.quantity.0 > 0, "a lot has a copy");
            let node = self.node(-of.quantity.0);
            for &(to, shelf) in &shelves {
                if let Some(moving) = self.going(lot, to) {
                    self.goes((shelf, node), lot, (to, moving));
                }
            }
            // Home, or where it is if no way leads home, whatever stands there.
            let moving = self.problem.moving.at(of.at, of.home);
            let home = moving.map_or((of.at, Cents::ZERO), |moving| (of.home, moving));
            self.goes((SOURCE, node), lot, home);
        }
    }

    /// What it costs that a copy of a lot goes to a place and counts as a further one there.
    fn going(&self, lot: usize, to: PlaceIdx) -> Option<Cents> {
        let of = self.problem.returned[lot];
        let standing =
            if to == of.home { Cents::ZERO } else { self.problem.standing.at(of.home, to)? };
        Some(self.problem.moving.at(of.at, to)? + standing)
    }

    /// A node for the further copies of a title at a place, cheapest, that is most saving, first.
    fn add_shelf(&mut self, (title, place): (TitleIdx, PlaceIdx), quantity: i64) -> u32 {
        let group = self.problem.group.get(&title);
        let room = group.and_then(|group| self.rooms.get(&(place, *group)));
        let from = room.copied().unwrap_or(SOURCE);
        let to = self.node(0);
        let savings = self.problem.savings.get(&(title, place)).map_or(&[][..], Vec::as_slice);
        assert!(savings.is_sorted_by(|one, next| one >= next), "savings fall");
        let some = savings.chunk_by(|a, b| a == b);
        let some = some.map(|equal| (equal[0], i64::try_from(equal.len()).expect("few copies")));
        let steps: Vec<(Cents, i64)> = some.chain([(Cents::ZERO, quantity)]).collect();
        let mut left = quantity;
        for (saved, copies) in steps {
            let capacity = copies.min(left);
            left -= capacity;
            if capacity > 0 {
                let cost = -saved.0 * self.scale;
                self.arc(Arc { from, to, capacity, cost }, Role::Shelf { saved });
            }
        }
        to
    }

    fn goes(&mut self, (from, to): (u32, u32), lot: usize, (place, moving): (PlaceIdx, Cents)) {
        let of = self.problem.returned[lot];
        let preference = if place == of.home {
            0
        } else if place == of.at {
            STAYS
        } else {
            ELSEWHERE
        };
        let cost = moving.0 * self.scale + preference;
        let capacity = of.quantity.0;
        self.arc(Arc { from, to, capacity, cost }, Role::Goes { lot, to: place, moving });
    }
}

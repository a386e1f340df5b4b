//! The visits and the lead time against a fresh start.

use super::*;
use crate::random::{RngExt as _, Seed};
use crate::vrp::flows::{CrateMeasure, End, Flow, Handling, TransferRule};
use proptest::prelude::*;

/// Clients with all pairs of three days, flows between all of them and the depot.
fn parts(clients: u32, seed: u64) -> ProblemParts {
    let random = &mut Seed(seed).stream("goods", 0);
    let mut flows = Vec::new();
    for from in 0..clients {
        let ends = (0..clients).filter(|to| *to != from).map(End::Client);
        for to in ends.chain([End::Depot]) {
            let goods = [random.random_range(0..900), random.random_range(0..900)];
            let (ready, price_per_day) = (random.random_range(0..7), random.random_range(0..9));
            let from = End::Client(from);
            let depot_price = random.random_range(0..5);
            flows.push(Flow { from, to, ready, goods, price_per_day, depot_price });
            let from = if random.random_bool(0.5) { End::Depot } else { End::Unsorted };
            flows.push(Flow { from, to, ready, goods, price_per_day, depot_price });
        }
    }
    let client = |node| Client::new(node, vec![0b00101, 0b01010, 0b10001]);
    ProblemParts {
        days: 7,
        nodes: 1,
        profiles: Vec::new(),
        clients: (0..clients).map(client).collect(),
        vehicles: Vec::new(),
        flows: Some(Flows {
            flows,
            sort_days: 1,
            crates: CrateMeasure { holds: [1_000, 700], tare: 20 },
            handling: vec![Handling { service_per_crate: 3, empties: 2 }; clients as usize],
            transfers: None,
        }),
    }
}

type Values = (Vec<Visit>, Vec<Sums>, i64, Vec<i64>, i64);

fn values(goods: &Goods) -> Values {
    let of = &goods.moving;
    let (visits, sums) = (goods.visits.clone(), of.sums.clone());
    (visits, sums, of.lead, of.lead_under.clone(), of.short)
}

fn fresh(parts: &ProblemParts, index: &FlowIndex, choices: &[usize]) -> Goods {
    let mut goods = Goods::new(parts, Some(index));
    for (client, choice) in (0..).zip(choices) {
        let days = parts.clients[client as usize].patterns[*choice];
        goods.set_pattern(parts, Some(index), client, days);
    }
    goods.settle(parts, Some(index), |_| ());
    goods
}

proptest! {
    #[test]
    fn lead_time_under_a_pattern_is_what_the_pattern_then_costs(
        seed in 0_u64..500, client in 0_u32..5, pattern in 0_usize..3,
    ) {
        let parts = parts(5, seed);
        let index = FlowIndex::new(&parts, parts.flows.as_ref().expect("flows"));
        let mut goods = Goods::new(&parts, Some(&index));
        let under = |goods: &Goods, pattern| goods.lead_under(Some(&index), client, pattern);
        let promised = under(&goods, pattern) - under(&goods, 0);
        let before = goods.lead();
        let days = parts.clients[client as usize].patterns[pattern];
        goods.set_pattern(&parts, Some(&index), client, days);
        prop_assert_eq!(goods.lead() - before, promised);
    }

    #[test]
    fn changes_one_by_one_are_as_right_as_a_fresh_start_and_can_be_undone(
        seed in 0_u64..500,
        first in prop::collection::vec(0_usize..3, 5),
        changes in prop::collection::vec((0_u32..5, 0_usize..3), 1..20),
    ) {
        let parts = parts(5, seed);
        let index = FlowIndex::new(&parts, parts.flows.as_ref().expect("flows"));
        let mut choices = first.clone();
        let mut goods = fresh(&parts, &index, &first);
        goods.begin();
        let before = values(&goods);
        for (at, (client, choice)) in changes.into_iter().enumerate() {
            choices[client as usize] = choice;
            let days = parts.clients[client as usize].patterns[choice];
            goods.set_pattern(&parts, Some(&index), client, days);
            if at % 3 == 0 {
                goods.settle(&parts, Some(&index), |_| ());
            }
        }
        goods.settle(&parts, Some(&index), |_| ());
        prop_assert_eq!(values(&goods), values(&fresh(&parts, &index, &choices)));
        goods.undo();
        prop_assert_eq!(values(&goods), before);
    }
}

#[test]
fn the_best_bags_of_a_route_count_as_far_as_they_may_go() {
    let mut parts = parts(3, 1);
    let flows = parts.flows.as_mut().expect("flows");
    let flow = |from, to, room| Flow {
        from: End::Client(from),
        to: End::Client(to),
        ready: 0,
        goods: [room, room],
        price_per_day: 10,
        depot_price: 1,
    };
    // All on Monday and Wednesday; the second flow from 0 to 1 does not fit beside the first.
    flows.flows = vec![flow(0, 1, 6), flow(0, 1, 6), flow(1, 2, 1), flow(2, 0, 1)];
    let rule = TransferRule { per_route: 1, carrying_price: 4, holds: [10, 10] };
    let saved = |per_route, clients: &[u32]| {
        let mut parts = parts.clone();
        let flows = parts.flows.as_mut().expect("flows");
        flows.transfers = Some(TransferRule { per_route, ..rule });
        let index = FlowIndex::new(&parts, parts.flows.as_ref().expect("flows"));
        let goods = Goods::new(&parts, Some(&index));
        goods.saved_by_bags(&parts, Some(&index), 0, clients)
    };
    // Sorted on Tuesday, delivered on Wednesday: two days and the depot, less the carrying.
    assert_eq!(saved(2, &[0, 1, 2]), 2 * (2 * 10 + 1 - 4));
    assert_eq!(saved(1, &[0, 1, 2]), 2 * 10 + 1 - 4);
    assert_eq!(saved(2, &[2, 1]), 0, "nothing goes back");
}

#[test]
fn sums_of_a_fresh_start_are_those_of_the_flows_one_by_one() {
    let parts = parts(4, 7);
    let flows = parts.flows.as_ref().expect("flows");
    let index = FlowIndex::new(&parts, flows);
    let goods = Goods::new(&parts, Some(&index));
    let pattern = [0_usize, 2];
    for client in 0..4 {
        for day in 0..7 {
            let mut sum = [0; 2];
            for flow in flows.flows.iter().filter(|flow| flow.from == End::Client(client)) {
                let visits = pattern.into_iter().chain(pattern.map(|day| day + 7));
                let ready = flow.ready as usize;
                if visits.into_iter().find(|visit| *visit >= ready) == Some(day) {
                    sum = [sum[0] + flow.goods[0], sum[1] + flow.goods[1]];
                }
            }
            let visit = goods.visit(day, client);
            assert_eq!(visit.load.pickup, flows.crates.load(sum), "{client} on {day}");
        }
    }
}

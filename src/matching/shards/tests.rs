//! Shards against the same week as a whole.

use proptest::prelude::*;

use super::*;
use crate::matching::simplex::arc_number;
use crate::matching::{Flow, minimum_cost_flow};
use crate::random::Seed;

/// Branches with something to give, and shards of titles that want it, made from a seed each.
#[derive(Clone, Debug)]
struct Week {
    seed: u64,
    head: Head,
    shards: usize,
    titles: usize,
}

fn week(seed: u64, (branches, shards, titles): (u32, usize, usize)) -> Week {
    let stream = &mut Seed(seed).stream("head", 0);
    let most = i64::try_from(2 * shards * titles).expect("a few") / i64::from(branches);
    let pulls =
        |branch| Arc { from: 0, to: branch, capacity: stream.random_range(0..=most), cost: 0 };
    let arcs = (1..=branches).map(pulls).collect();
    Week { seed, head: Head { nodes: branches + 1, arcs }, shards, titles }
}

impl Shards for Week {
    fn head(&self) -> &Head {
        &self.head
    }

    fn count(&self) -> usize {
        self.shards
    }

    fn shard(&self, number: usize) -> Shard {
        let stream = &mut Seed(self.seed).stream("shard", number as u64);
        let mut shard = Shard::default();
        for _ in 0..self.titles {
            let request = self.head.nodes + arc_number(shard.supplies.len());
            shard.supplies.push(-1);
            for _ in 0..stream.random_range(0..3) {
                let from = stream.random_range(1..self.head.nodes);
                let cost = stream.random_range(0..12);
                shard.arcs.push(Arc { from, to: request, capacity: 1, cost });
            }
            shard.arcs.push(Arc { from: 0, to: request, capacity: 1, cost: 20 });
            shard.parts.push((arc_number(shard.supplies.len()), shard.arcs.len()));
        }
        shard
    }
}

/// All shards as one network.
fn whole(week: &Week) -> Flow {
    let mut supplies = vec![0; week.head.nodes as usize];
    let mut arcs = week.head.arcs.clone();
    for number in 0..week.count() {
        let shard = week.shard(number);
        let shift = arc_number(supplies.len()) - week.head.nodes;
        let place = |node| if node < week.head.nodes { node } else { node + shift };
        arcs.extend(shard.arcs.iter().map(|arc| Arc {
            from: place(arc.from),
            to: place(arc.to),
            ..*arc
        }));
        supplies.extend(shard.supplies);
    }
    supplies[0] = -supplies.iter().sum::<i64>();
    let network = Network::new(supplies, arcs).expect("a network");
    match minimum_cost_flow(&network) {
        FlowOutcome::Optimal(best) => best,
        FlowOutcome::Infeasible => panic!("every request has a way out"),
    }
}

fn solved(week: &Week) -> ShardedAnswer {
    solve_in_shards(week, |_, _| ()).expect("every request has a way out")
}

#[test]
fn large_even_shards_come_near_their_bound() {
    let week = week(1, (6, 10, 2_000));
    let (answer, best) = (solved(&week), i128::from(whole(&week).cost));
    assert!(answer.bound <= best && best <= answer.cost, "{answer:?} {best}");
    assert!(
        (answer.cost - answer.bound) * 200 <= answer.cost,
        "within half a per cent: {answer:?}"
    );
}

#[test]
fn one_shard_is_the_whole() {
    let week = week(2, (5, 1, 300));
    let (answer, best) = (solved(&week), i128::from(whole(&week).cost));
    assert_eq!((answer.cost, answer.bound), (best, best));
}

#[test]
fn the_answer_is_the_same_for_any_number_of_threads() {
    let week = week(3, (5, 21, 60));
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| solved(&week))
    };
    assert_eq!(on(1), on(3));
}

#[test]
fn a_shard_that_can_get_nothing_is_named() {
    struct Short(Head);
    impl Shards for Short {
        fn head(&self) -> &Head {
            &self.0
        }
        fn count(&self) -> usize {
            4
        }
        fn shard(&self, number: usize) -> Shard {
            let from = u32::from(number == 2);
            let arcs = vec![Arc { from, to: 2, capacity: 1, cost: 0 }];
            Shard { supplies: vec![-1], arcs, parts: vec![(1, 1)] }
        }
    }
    let none = Arc { from: 0, to: 1, capacity: 0, cost: 0 };
    let answer = solve_in_shards(&Short(Head { nodes: 2, arcs: vec![none] }), |_, _| ());
    assert_eq!(answer, Err(NoAnswer { shard: 2 }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn bounds_the_whole_from_both_sides(seed in any::<u64>(), shards in 1..7_usize) {
        let week = week(seed, (3, shards, 9));
        let (answer, best) = (solved(&week), i128::from(whole(&week).cost));
        prop_assert!(answer.bound <= best && best <= answer.cost, "{answer:?} {best}");
        let within = |(used, arc): (&i64, &Arc)| (0..=arc.capacity).contains(used);
        prop_assert!(answer.used.iter().zip(&week.head.arcs).all(within));
    }

    /// Shards that report late or not at all, and prices of another day.
    #[test]
    fn stale_and_missing_shards_still_bound(
        seed in any::<u64>(),
        stale in prop::collection::vec(0..15_i64, 4),
        missing in 0..5_usize,
    ) {
        let week = week(seed, (3, 4, 9));
        let best = i128::from(whole(&week).cost);
        let of_day = solved(&week).prices;
        for prices in [&of_day, &stale] {
            let of = |number: usize| {
                let shard = week.shard(number);
                let potentials = match number {
                    _ if number == missing => vec![0; shard.supplies.len()],
                    _ if number + 1 == missing => potentials_of_shard(&week.head, &shard, &stale),
                    _ => potentials_of_shard(&week.head, &shard, prices),
                };
                bound_of_shard(&week.head, &shard, prices, &potentials)
            };
            let patched = (0..4).map(of).sum::<i128>() + bound_of_head(&week.head, prices);
            prop_assert!(patched <= bound_at(&week, prices));
            prop_assert!(bound_at(&week, prices) <= best);
        }
    }
}

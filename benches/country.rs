//! Weeks of a country, drawn shard by shard: cost, bound and time of choosing who supplies what.
//!
//! `country REQUESTS BRANCHES SHARDS SLACK_PERCENT copies|plenty` prints one JSON document. Branches
//! lie anywhere in a square of 62 km; each wants and holds by a weight of its own, and pulls by the
//! root of it, together `SLACK_PERCENT` of what is asked for. Titles are asked for by rank to the
//! power of 1/2.2. With `copies` each copy serves once; with `plenty` every branch that holds a title
//! has enough of it, so that only pulls bind. Time includes drawing each shard, twice.

use std::collections::BTreeMap;

use leenroute::app::clock::Stopwatch;
use leenroute::matching::{Arc, Head, Shard, ShardedAnswer, Shards, solve_in_shards};
use leenroute::random::{RngExt as _, Seed, Stream};

/// Titles a request, in tenths.
const TITLES_TENTHS: usize = 12;
/// The exponent of the share of all requests that the titles up to a rank have.
const SKEW: f64 = 1.0 / 2.2;
/// The side of the square, in metres.
const SIDE: f64 = 62_000.0;
/// Cents: any loan, a km of it, and a copy from elsewhere.
const LOAN: i64 = 100;
const KM: i64 = 2;
const OUTSIDE: i64 = 1_000;

/// Whether copies run out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Copies {
    Once,
    Plenty,
}

#[derive(Debug)]
struct Country {
    requests: f64,
    titles: usize,
    shards: usize,
    copies: Copies,
    at: Vec<(f64, f64)>,
    /// Sums of weights up to and with each branch.
    weights: Vec<f64>,
    head: Head,
}

impl Country {
    fn new(
        requests: usize,
        branches: usize,
        shards: usize,
        (slack, copies): (f64, Copies),
    ) -> Self {
        let stream = &mut Seed(1).stream("branches", 0);
        let at = (0..branches)
            .map(|_| (stream.random_range(0.0..SIDE), stream.random_range(0.0..SIDE)))
            .collect();
        let own: Vec<f64> =
            (0..branches).map(|_| -stream.random_range(f64::MIN_POSITIVE..1.0).ln()).collect();
        let mut sum = 0.0;
        let mut up_to = |weight: &f64| {
            sum += weight;
            sum
        };
        let weights = own.iter().map(&mut up_to).collect();
        let roots: f64 = own.iter().map(|weight| weight.sqrt()).sum();
        let pulls = |(branch, weight): (usize, &f64)| {
            let capacity = whole(requests as f64 * slack * weight.sqrt() / roots);
            Arc { from: 0, to: node(branch + 1), capacity, cost: 0 }
        };
        Self {
            requests: requests as f64,
            titles: requests * TITLES_TENTHS / 10,
            shards,
            copies,
            at,
            weights,
            head: Head {
                nodes: node(branches + 1),
                arcs: own.iter().enumerate().map(pulls).collect(),
            },
        }
    }

    /// A branch by weight.
    fn branch(&self, stream: &mut Stream) -> usize {
        let all = self.weights.last().copied().expect("a branch");
        let drawn = stream.random_range(0.0..all);
        self.weights.partition_point(|&up_to| up_to <= drawn)
    }

    /// Amounts by branch, each drawn by weight.
    fn spread(&self, units: i64, stream: &mut Stream) -> BTreeMap<usize, i64> {
        let mut spread = BTreeMap::new();
        for _ in 0..units {
            *spread.entry(self.branch(stream)).or_default() += 1;
        }
        spread
    }

    fn cost(&self, from: usize, to: usize) -> i64 {
        let ((x, y), (u, v)) = (self.at[from], self.at[to]);
        if from == to { 0 } else { LOAN + KM * whole((x - u).hypot(y - v) / 1_000.0) }
    }

    /// Requests of a title, in the mean as its rank has it.
    fn asked(&self, title: usize, stream: &mut Stream) -> i64 {
        let up_to = |rank: usize| (rank as f64 / self.titles as f64).powf(SKEW);
        let mean = self.requests * (up_to(title + 1) - up_to(title));
        whole((mean + stream.random_range(0.0..1.0)).floor())
    }

    fn add_title(&self, title: usize, stream: &mut Stream, shard: &mut Shard) {
        let asked = self.asked(title, stream);
        if asked == 0 {
            return;
        }
        let copies = (asked as f64 * stream.random_range(0.7..2.3)).ceil();
        let copies = if stream.random_range(0.0..1.0) < 0.04 {
            0
        } else {
            whole(copies) + stream.random_range(0..3)
        };
        let first = self.head.nodes + node(shard.supplies.len());
        let wanted: Vec<(usize, i64)> = self.spread(asked, stream).into_iter().collect();
        shard.supplies.extend(wanted.iter().map(|&(_, units)| -units));
        for (lender, units) in self.spread(copies, stream) {
            let pulls = node(lender + 1);
            let from = match self.copies {
                Copies::Plenty => pulls,
                Copies::Once => {
                    let lot = self.head.nodes + node(shard.supplies.len());
                    shard.supplies.push(0);
                    shard.arcs.push(Arc { from: pulls, to: lot, capacity: units, cost: 0 });
                    lot
                }
            };
            for (request, &(pickup, capacity)) in (first..).zip(&wanted) {
                let cost = self.cost(lender, pickup);
                shard.arcs.push(Arc { from, to: request, capacity, cost });
            }
        }
        for (request, &(_, capacity)) in (first..).zip(&wanted) {
            shard.arcs.push(Arc { from: 0, to: request, capacity, cost: OUTSIDE });
        }
        shard.parts.push((node(shard.supplies.len()), shard.arcs.len()));
    }
}

impl Shards for Country {
    fn head(&self) -> &Head {
        &self.head
    }

    fn count(&self) -> usize {
        self.shards
    }

    fn shard(&self, number: usize) -> Shard {
        let mut shard = Shard::default();
        for title in (number..self.titles).step_by(self.shards) {
            self.add_title(title, &mut Seed(1).stream("title", title as u64), &mut shard);
        }
        shard
    }
}

fn main() {
    let words: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    // Without arguments, as tests run it, a week as small as can be.
    let number =
        |at: usize, usual: usize| words.get(at).and_then(|word| word.parse().ok()).unwrap_or(usual);
    let copies = if words.get(4).is_some_and(|word| word == "plenty") {
        Copies::Plenty
    } else {
        Copies::Once
    };
    let slack = number(3, 105) as f64 / 100.0;
    let country = Country::new(number(0, 2_000), number(1, 12), number(2, 4), (slack, copies));
    let watch = Stopwatch::start();
    let mut arcs = 0;
    let answer = solve_in_shards(&country, |_, flow| arcs += flow.len());
    let seconds = watch.elapsed().as_secs_f64();
    let ShardedAnswer { cost, bound, .. } = answer.expect("every request has a way out");
    assert!(bound <= cost, "a bound above the cost proves nothing");
    let gap = 100.0 * (cost - bound) as f64 / cost as f64;
    tell(&format!(
        "{{\"cost\": {cost}, \"bound\": {bound}, \"gap_percent\": {gap}, \"arcs\": {arcs}, \
         \"seconds\": {seconds}}}"
    ));
}

#[expect(clippy::print_stdout, reason = "the document is the result")]
fn tell(document: &str) {
    println!("{document}");
}

fn node(number: usize) -> u32 {
    u32::try_from(number).expect("nodes of a shard")
}

#[expect(clippy::cast_possible_truncation, reason = "amounts of a country")]
fn whole(value: f64) -> i64 {
    value.round() as i64
}

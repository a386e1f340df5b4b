//! A round of pull lists: who supplies what, with scarce pulls and scarce copies.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion};
use leenroute::index::{IndexVec, OrganisationIdx, PlaceIdx, RequestIdx, SquareMatrix, TitleIdx};
use leenroute::matching::{CopyLot, Group, OpenRequest, Round, WeekProblem, match_week};
use leenroute::random::{RngExt as _, Seed, Stream};
use leenroute::units::{Cents, Items};

use crate::volume::{Volume, volumes};

/// Requests and branches of a week in Drenthe.
const REQUESTS: u32 = 4_000;
const BRANCHES: u32 = 42;
/// Pulls that all branches offer together, in per cent of what is asked for.
const PULL_PERCENT: u32 = 105;

pub(crate) fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("matching");
    group.sample_size(10);
    for volume in volumes() {
        let problem = problem(volume);
        group.bench_function(BenchmarkId::new("one round", volume.name), |bencher| {
            bencher.iter(|| black_box(match_week(&problem)));
        });
    }
    group.finish();
}

fn problem(volume: Volume) -> WeekProblem {
    let (requests, branches) = (volume.of(REQUESTS), volume.of(BRANCHES));
    let stream = &mut Seed(1).stream("matching", 0);
    let places = branches as usize;
    let days: Vec<u16> = (0..places * places).map(|_| stream.random_range(2..8)).collect();
    let days = |from: PlaceIdx, to: PlaceIdx| days[from.0 as usize * places + to.0 as usize];
    let asked: Vec<OpenRequest> =
        (0..requests).map(|number| request(number, volume, stream)).collect();
    let pulls = Items(i64::from((requests * PULL_PERCENT).div_ceil(100 * branches)));
    WeekProblem {
        copies: copies(volume, stream),
        returning: Vec::new(),
        pull_capacity: IndexVec::filled(pulls, places),
        shelf_capacity: IndexVec::filled(Items(i64::from(requests)), places),
        fixed_cost: SquareMatrix::from_fn(places, |from: PlaceIdx, to: PlaceIdx| {
            Cents(if from == to { 0 } else { 120 })
        }),
        organisation: IndexVec::filled(OrganisationIdx(0), places),
        lending_max: IndexVec::filled(None, 1),
        load_steps: Vec::new(),
        rounds: vec![Round {
            lead_days: SquareMatrix::from_fn(places, |from, to| Some(days(from, to))),
            window: IndexVec::filled(Some(0), places),
            requests: asked,
        }],
    }
}

/// A title by rank: a few are asked for often.
fn title(volume: Volume, stream: &mut Stream) -> TitleIdx {
    let rank = stream.random_range(0.0..1.0_f64).powf(2.2);
    TitleIdx(Volume { factor: volume.factor * rank, ..volume }.of(REQUESTS + REQUESTS / 5))
}

fn request(number: u32, volume: Volume, stream: &mut Stream) -> OpenRequest {
    OpenRequest {
        request: RequestIdx(number),
        title: title(volume, stream),
        others: Vec::new(),
        only_from: None,
        printed: Vec::new(),
        reprint: Cents(0),
        group: Group::InPart,
        pickup: PlaceIdx(stream.random_range(0..volume.of(BRANCHES))),
        quantity: Items(1),
        waited_days: stream.random_range(0..20),
        limit_days: 14,
        own_returns: false,
        price_per_day: Cents(20),
        wait: Cents(700),
        outside: Cents(1_500),
        unfilled: Cents(3_000),
    }
}

/// Four lots a title that is asked for, each at a branch by chance.
fn copies(volume: Volume, stream: &mut Stream) -> Vec<CopyLot> {
    let lots = 4 * volume.of(REQUESTS);
    let lot = |_| CopyLot {
        title: title(volume, stream),
        lender: PlaceIdx(stream.random_range(0..volume.of(BRANCHES))),
        available: Items(1),
    };
    (0..lots).map(lot).collect()
}

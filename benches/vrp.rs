//! Ten thousand steps of the search for routes, by what limits them.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use leenroute::random::{RngExt as _, Seed, Stream};
use leenroute::vrp::{
    Client, Iterations, Opening, Problem, ProblemParts, Profile, Silent, VehicleType, Window,
    search,
};

use crate::volume::is_measured;

const STEPS: u64 = 10_000;
const CLIENTS: u32 = 200;

/// What is added to deliveries under a capacity.
#[derive(Clone, Copy)]
enum Limit {
    Capacity,
    Duration,
    Pickups,
    Windows,
    Days,
}

pub(crate) fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("vrp");
    let steps = if is_measured() { STEPS } else { 100 };
    group.sample_size(10).throughput(Throughput::Elements(steps));
    let limits = [
        ("capacity", Limit::Capacity),
        ("duration", Limit::Duration),
        ("pickups", Limit::Pickups),
        ("windows", Limit::Windows),
        ("days", Limit::Days),
    ];
    for (name, limit) in limits {
        let problem = Problem::new(parts(limit)).expect("the parts fit");
        group.bench_function(BenchmarkId::new("10,000 steps", name), |bencher| {
            bencher.iter(|| black_box(search(&problem, Seed(1), &Iterations(steps), &Silent)));
        });
    }
    group.finish();
}

fn parts(limit: Limit) -> ProblemParts {
    let stream = &mut Seed(1).stream("vrp bench", 0);
    let places: Vec<[i32; 2]> = (0..=CLIENTS)
        .map(|_| [stream.random_range(0..1_000), stream.random_range(0..1_000)])
        .collect();
    let leg = |a: &[i32; 2], b: &[i32; 2]| (a[0] - b[0]).abs() + (a[1] - b[1]).abs();
    let distance =
        places.iter().flat_map(|from| places.iter().map(move |to| leg(from, to))).collect();
    let mut vehicle = VehicleType::new(CLIENTS, 0, [100, 0]);
    if matches!(limit, Limit::Duration) {
        vehicle.duration_max = 5_000;
    }
    ProblemParts {
        days: if matches!(limit, Limit::Days) { 5 } else { 1 },
        nodes: places.len(),
        profiles: vec![Profile { distance, duration: None, hours: Vec::new() }],
        clients: (1..=CLIENTS).map(|node| client(node, limit, stream)).collect(),
        vehicles: vec![vehicle],
        flows: None,
    }
}

fn client(node: u32, limit: Limit, stream: &mut Stream) -> Client {
    let delivery = [stream.random_range(1..20), 0];
    let mut client = Client { delivery, service: 10, ..Client::new(node, vec![1]) };
    match limit {
        Limit::Capacity | Limit::Duration => {}
        Limit::Pickups => client.pickup = [stream.random_range(1..20), 0],
        Limit::Windows => {
            let open = stream.random_range(0..3_000);
            client.openings = vec![Opening::daily(Window { open, close: open + 1_500 })];
        }
        // Monday and Thursday, or Tuesday and Friday.
        Limit::Days => client.patterns = vec![0b01001, 0b10010],
    }
    client
}

//! A thousand steps of the search for days and routes of a week, from an empty start.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use leenroute::random::{RngExt as _, Seed, Stream};
use leenroute::vrp::{
    Client, CrateMeasure, End, Flow, Flows, Handling, Iterations, Problem, ProblemParts, Profile,
    RestRule, Silent, Stretch, VehicleType, Window, search,
};

use crate::volume::{Volume, volumes};

/// Stops and flows of a week in Drenthe, and vehicles that suffice.
const STOPS: u32 = 42;
const FLOWS: u32 = 2_500;
const VEHICLES: u32 = 2;
const STEPS: u64 = 1_000;

pub(crate) fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("routing");
    group.sample_size(10).throughput(Throughput::Elements(STEPS));
    for volume in volumes() {
        let problem = Problem::new(parts(volume)).expect("the parts fit");
        group.bench_function(BenchmarkId::new("1,000 steps", volume.name), |bencher| {
            bencher.iter(|| black_box(search(&problem, Seed(1), &Iterations(STEPS), &Silent)));
        });
    }
    group.finish();
}

fn parts(volume: Volume) -> ProblemParts {
    let stream = &mut Seed(1).stream("routing", 0);
    let stops = volume.of(STOPS);
    // Mondays and Thursdays and the like: two days of five, two or three days apart.
    let patterns = vec![0b00101, 0b01001, 0b01010, 0b10001, 0b10010, 0b10100];
    let client = |node| Client { service: 360, ..Client::new(node, patterns.clone()) };
    ProblemParts {
        days: 7,
        nodes: stops as usize + 1,
        profiles: vec![profile(stops, stream)],
        clients: (1..=stops).map(client).collect(),
        vehicles: vec![van(volume.of(VEHICLES))],
        flows: Some(Flows {
            flows: (0..volume.of(FLOWS)).map(|_| flow(stops, stream)).collect(),
            sort_days: 1,
            crates: CrateMeasure { holds: [39_000, 12_700], tare: 1_900 },
            handling: vec![Handling { service_per_crate: 36, empties: 100 }; stops as usize],
            transfers: None,
        }),
    }
}

fn van(count: u32) -> VehicleType {
    let rest = RestRule { work: Stretch { after: 330 * 60, pause: 30 * 60 }, driving: None };
    VehicleType {
        days: 0b11111,
        fixed_price: 4_500_000,
        distance_price: 45,
        duration_price: 1_056,
        idle_price: 1_056,
        duration_max: 9 * 3_600,
        shift: Window { open: 7 * 3_600, close: 63_000 },
        loading: 1_200,
        unloading: 900,
        rest: Some(rest),
        ..VehicleType::new(count, 0, [65, 1_100_000])
    }
}

/// Places on a plane of 60 by 60 km, the hub in its middle.
fn profile(stops: u32, stream: &mut Stream) -> Profile {
    let mut points = vec![[30_000_i64, 30_000]];
    points.extend(
        (0..stops).map(|_| [stream.random_range(0..60_000), stream.random_range(0..60_000)]),
    );
    let metres = |from: &[i64; 2], to: &[i64; 2]| {
        let square = (from[0] - to[0]).pow(2) + (from[1] - to[1]).pow(2);
        i32::try_from(square.isqrt()).expect("less than 100 km")
    };
    let distance: Vec<i32> =
        points.iter().flat_map(|from| points.iter().map(move |to| metres(from, to))).collect();
    let duration = Some(distance.iter().map(|metres| metres / 15).collect());
    Profile { distance, duration, hours: Vec::new() }
}

fn flow(stops: u32, stream: &mut Stream) -> Flow {
    Flow {
        from: End::Client(stream.random_range(0..stops)),
        to: End::Client(stream.random_range(0..stops)),
        ready: stream.random_range(0..5),
        goods: [1_050, 430].map(|each| each * stream.random_range(1..4)),
        price_per_day: 6_000,
        depot_price: 0,
    }
}

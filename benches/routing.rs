//! A thousand iterations of the search for days and routes, from an empty start.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use leenroute::model::{BreakRule, ClockTime, TimeWindow};
use leenroute::random::{RngExt as _, Seed, Stream};
use leenroute::routing::{
    CrateMeasure, Flow, FlowEnd, Leg, PatternRule, Problem, ProblemParts, RestRule, Shift, Slot,
    StopSpec, search,
};
use leenroute::units::{Cents, Crates, Grams, Metres, Millilitres, Seconds};
use leenroute::vrp::{Iterations, Silent};

use crate::volume::{Volume, volumes};

/// Stops and parcels of a week in Drenthe, and vehicles that suffice.
const STOPS: u32 = 42;
const FLOWS: u32 = 2_500;
const VEHICLES: u32 = 2;
const ITERATIONS: u64 = 1_000;

pub(crate) fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("routing");
    group.sample_size(10).throughput(Throughput::Elements(ITERATIONS));
    for volume in volumes() {
        let problem = Problem::new(parts(volume)).expect("all pairs have a way");
        group.bench_function(BenchmarkId::new("1,000 iterations", volume.name), |bencher| {
            let budget = Iterations(ITERATIONS);
            bencher.iter(|| black_box(search(&problem, None, Seed(1), &budget, &Silent)));
        });
    }
    group.finish();
}

fn parts(volume: Volume) -> ProblemParts {
    let stream = &mut Seed(1).stream("routing", 0);
    let stops = volume.of(STOPS);
    ProblemParts {
        stops: vec![stop(); stops as usize],
        slots: (0..5)
            .flat_map(|day| (0..volume.of(VEHICLES)).map(move |van| slot(day, van)))
            .collect(),
        legs: legs(stops, stream),
        flows: (0..volume.of(FLOWS)).map(|_| flow(stops, stream)).collect(),
        crates: CrateMeasure {
            volume: Millilitres(39_000),
            mass: Grams(12_700),
            tare: Grams(1_900),
        },
        sort_days: 1,
        driver_cents_per_hour: 3_800,
    }
}

fn stop() -> StopSpec {
    StopSpec {
        rule: PatternRule { permitted: 0b1_1111, visits: 2, spacing_min: 2 },
        windows: std::array::from_fn(|_| None),
        service_fixed: Seconds(360),
        service_per_crate: Seconds(36),
        by_trolley: false,
        empties: Crates(100),
    }
}

fn slot(day: usize, vehicle: u32) -> Slot {
    let work = BreakRule { after: Seconds(330 * 60), pause: Seconds(30 * 60) };
    Slot {
        day,
        vehicle,
        crates: Crates(65),
        payload: Grams(1_100_000),
        shift: Shift {
            window: TimeWindow { open: ClockTime::at(7, 0), close: ClockTime::at(17, 30) },
            route_max: Seconds(9 * 3_600),
            loading: Seconds(1_200),
            unloading: Seconds(900),
        },
        rest: RestRule { work, driving: None },
        cents_per_km: 45,
        day_price: Cents(4_500),
    }
}

/// Straight lines at 55 km/h between stops on a square of 60 km, the hub in the middle.
fn legs(stops: u32, stream: &mut Stream) -> Vec<Option<Leg>> {
    let mut points = vec![(30_000_i64, 30_000_i64)];
    let coordinate = 0..60_000_i64;
    points.extend((0..stops).map(|_| {
        (stream.random_range(coordinate.clone()), stream.random_range(coordinate.clone()))
    }));
    let leg = |from: &(i64, i64), to: &(i64, i64)| {
        let metres = ((from.0 - to.0).pow(2) + (from.1 - to.1).pow(2)).isqrt();
        Some(Leg { distance: Metres(metres), duration: Seconds(metres * 60 / 917) })
    };
    points.iter().flat_map(|from| points.iter().map(move |to| leg(from, to))).collect()
}

fn flow(stops: u32, stream: &mut Stream) -> Flow {
    let from = stream.random_range(0..stops);
    let to = (from + stream.random_range(1..stops)) % stops;
    let items = stream.random_range(1..4);
    Flow {
        from: FlowEnd::Stop(from),
        to: FlowEnd::Stop(to),
        ready: stream.random_range(0..5),
        mass: Grams(430 * items),
        volume: Millilitres(1_050 * items),
        price_per_day: 20_000 * items,
    }
}

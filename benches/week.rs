//! The province, the week and its judgement as a planner runs them.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion};
use leenroute::app::{
    Budget, Cancel, Limit, Loaded, PlanRequest, PlannedWeek, demo_week, drenthe, plan_week,
};
use leenroute::check::referee;
use leenroute::random::Seed;
use leenroute::routing::Silent;

use crate::volume::is_measured;

static CANCEL: Cancel = Cancel::new();

/// Iterations of the route search in a measured run; the budget of `plan` is larger.
const ITERATIONS: u64 = 4_000;
/// And where the benches are only tried.
const ITERATIONS_TRIED: u64 = 40;

pub fn synthesis(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("synthesis");
    group.sample_size(10);
    group.bench_function(BenchmarkId::new("province", "Drenthe"), |bencher| {
        bencher.iter(|| black_box(drenthe(demo_week(), Seed(1))));
    });
    group.finish();
}

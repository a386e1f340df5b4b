//! How long the parts of a planned week take, at Drenthe's volume.
//!
//! `cargo bench` measures; `cargo bench -- --test` runs each once, so that none can rot.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use leenroute::app::{Budget, Cancel, Limit, Loaded, PlanRequest, demo_week, drenthe, plan_week};
use leenroute::check::referee;
use leenroute::random::Seed;
use leenroute::routing::Silent;

static CANCEL: Cancel = Cancel::new();

/// Iterations of the route search in a measured run; the budget of `demo` is larger.
const ITERATIONS: u64 = 4_000;

fn request<'a>(loaded: &'a Loaded, budget: &'a Budget) -> PlanRequest<'a> {
    PlanRequest {
        province: &loaded.province,
        travel: &loaded.travel,
        week: demo_week(),
        seed: Seed(1),
        budget,
    }
}

fn week(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("week");
    group.sample_size(10);
    group.bench_function("generate Drenthe", |bencher| {
        bencher.iter(|| black_box(drenthe(demo_week(), Seed(1))));
    });

    let loaded = drenthe(demo_week(), Seed(1));
    let budget = Budget { limit: Limit::Iterations(ITERATIONS), cancel: &CANCEL };
    group.bench_function("plan, 4,000 iterations", |bencher| {
        bencher.iter(|| black_box(plan_week(&request(&loaded, &budget), &Silent)));
    });

    let planned = plan_week(&request(&loaded, &budget), &Silent).expect("Drenthe has all ways");
    group.bench_function("referee", |bencher| {
        bencher.iter(|| black_box(referee(&loaded.province, &loaded.travel, &planned.plan)));
    });
    group.finish();
}

criterion_group!(benches, week);
criterion_main!(benches);

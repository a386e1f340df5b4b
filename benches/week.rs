//! The province, the week and its judgement as a planner runs them.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion};
use leenroute::app::{
    Budget, Cancel, Edit, EditBasis, GenerateOrder, Limit, Loaded, PlanRequest, PlannedWeek, Turn,
    VisitAt, demo_week, edited, generated, plan_week, size_of,
};
use leenroute::check::referee;
use leenroute::random::Seed;
use leenroute::synthesis::Instance;
use leenroute::travel::TravelMatrix;
use leenroute::travel::chart::Chart;
use leenroute::vrp::Silent;

use crate::volume::is_measured;

static CANCEL: Cancel = Cancel::new();

/// Iterations of the route search in a measured run; the budget of `plan` is larger.
const ITERATIONS: u64 = 4_000;
/// And where the benches are only tried.
const ITERATIONS_TRIED: u64 = 40;

pub(crate) fn synthesis(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("synthesis");
    group.sample_size(10);
    for (name, order) in orders() {
        group.bench_function(BenchmarkId::new("province", name), |bencher| {
            bencher.iter(|| black_box(generated(&order)));
        });
    }
    group.finish();
}

pub(crate) fn check(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("check");
    group.sample_size(10);
    for (name, loaded) in provinces() {
        let planned = planned(&loaded);
        group.bench_function(BenchmarkId::new("referee", name), |bencher| {
            bencher.iter(|| black_box(referee(&loaded.province, &loaded.travel, &planned.plan)));
        });
    }
    group.finish();
}

pub(crate) fn whole(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("week");
    group.sample_size(10);
    for (name, loaded) in provinces() {
        group.bench_function(BenchmarkId::new("4,000 iterations", name), |bencher| {
            bencher.iter(|| black_box(planned(&loaded)));
        });
    }
    group.finish();
}

/// A visit to the end of its route: applied, packed, timed, judged.
pub(crate) fn edit(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("edit");
    group.sample_size(10);
    for (name, loaded) in provinces() {
        let plan = planned(&loaded).plan;
        let visit = &plan.visits[plan.routes.iter().next().expect("a route").visits[0]];
        let place = loaded.province.places()[visit.place].code.0.clone();
        let visit = VisitAt { place, date: visit.date };
        let edit = Edit::Move { visit, to: Turn::default() };
        let basis = EditBasis { province: &loaded.province, travel: &loaded.travel, plan: &plan };
        group.bench_function(BenchmarkId::new("move", name), |bencher| {
            bencher.iter(|| black_box(edited(&basis, &edit).expect("a visit of the plan")));
        });
    }
    group.finish();
}

/// Drenthe and ten times Drenthe; some stops of each where the benches are only tried.
fn orders() -> [(&'static str, GenerateOrder); 2] {
    [("Drenthe", "drenthe-week", 6), ("ten times", "x10", 12)].map(|(name, instance, tried)| {
        let instance = Instance::named(instance).expect("an instance of this name");
        let size = if is_measured() { instance.size() } else { size_of(instance, tried) };
        let week = instance.week();
        (name, GenerateOrder { instance, size, week, pull_slack: None, seed: Seed(1) })
    })
}

fn provinces() -> [(&'static str, Loaded); 2] {
    orders().map(|(name, order)| {
        let (province, settings_toml) = generated(&order);
        let travel = TravelMatrix::estimate(province.places(), province.settings().travel);
        (name, Loaded { province, travel, settings_toml, chart: Chart::default() })
    })
}

fn planned(loaded: &Loaded) -> PlannedWeek {
    let iterations = if is_measured() { ITERATIONS } else { ITERATIONS_TRIED };
    let budget = Budget { limit: Limit::Iterations(iterations), cancel: &CANCEL };
    let request = PlanRequest {
        province: &loaded.province,
        travel: &loaded.travel,
        week: demo_week(),
        seed: Seed(1),
        target: None,
        budget: &budget,
    };
    plan_week(&request, &Silent).expect("a generated province has all ways")
}

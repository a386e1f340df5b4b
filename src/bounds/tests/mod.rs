//! Bounds against trying everything, and certificates that are no longer what they were.

mod cases;
pub(super) mod tiny;

use std::sync::LazyLock;

use rayon::prelude::*;

use self::tiny::{optimum, tiny};
use super::{Bounded, Certificate, Cut, Refusal, Unbounded, bound, bound_by_visits, verify};
use crate::vrp::{Iterations, LegHours, ProblemParts, ReloadRule, Step};

const LABELS: Iterations = Iterations(300_000);

fn bounded(parts: &ProblemParts) -> Bounded {
    bound(parts, &LABELS).expect("a problem with bounds")
}

fn certificate(parts: &ProblemParts) -> Certificate {
    bounded(parts).certificate.expect("an exact pass")
}

/// A tiny problem, what its best solution costs, and what the search gave.
struct Bound {
    parts: ProblemParts,
    best: i64,
    bounded: Bounded,
}

impl Bound {
    fn certificate(&self) -> Certificate {
        self.bounded.certificate.clone().expect("an exact pass")
    }
}

/// The 200 first tiny problems that have a solution; found once for all tests.
fn solvable() -> impl Iterator<Item = &'static Bound> {
    static ALL: LazyLock<Vec<Bound>> = LazyLock::new(|| {
        let all = (0..).map(tiny).filter_map(|parts| optimum(&parts).map(|best| (parts, best)));
        let all: Vec<(ProblemParts, i64)> = all.take(200).collect();
        let bound =
            |(parts, best): (ProblemParts, i64)| Bound { bounded: bounded(&parts), parts, best };
        all.into_par_iter().map(bound).collect()
    });
    ALL.iter()
}

#[test]
fn no_bound_is_above_the_optimum_and_most_are_equal() {
    let (mut equal, mut worst) = (0, 0.0_f64);
    for of in solvable() {
        let (Bound { parts, best, .. }, certificate) = (of, of.certificate());
        assert!(certificate.bound <= *best, "{} above {best}: {parts:?}", certificate.bound);
        assert_eq!(verify(parts, &certificate), Ok(certificate.bound));
        equal += usize::from(certificate.bound == *best);
        worst = worst.max((best - certificate.bound) as f64 / *best as f64);
    }
    println!("equal to the optimum: {equal} of 200, worst gap {:.1} %", worst * 100.0);
    assert!(equal >= 195, "{equal} of 200");
}

#[test]
fn a_search_that_stops_early_has_a_bound_that_holds() {
    let mut proven = 0;
    for (number, of) in solvable().take(60).enumerate() {
        let Bound { parts, best, .. } = of;
        let stopped = bound(parts, &Iterations(20 + 13 * number as u64)).expect("a bound");
        let full = of.certificate().bound;
        if let Some(certificate) = stopped.certificate {
            proven += 1;
            assert!(certificate.bound <= full.min(*best));
            assert_eq!(verify(parts, &certificate), Ok(certificate.bound));
        }
    }
    assert!(proven > 10, "{proven} of 60 have a bound");
    assert_eq!(bound(&tiny(0), &Iterations(0)).map(|none| none.certificate), Ok(None));
}

#[test]
fn equal_budgets_give_equal_certificates() {
    for Bound { parts, bounded: first, .. } in solvable().take(10) {
        assert_eq!(bounded(parts), *first);
    }
}

#[test]
fn corrupted_certificates_are_refused() {
    let mut refused = 0;
    for of in solvable().take(40) {
        let good = of.certificate();
        let proven = good.bound;
        let claimed = |bent: Certificate| verify(&of.parts, &bent);
        let more = Certificate { bound: proven + 1, ..good.clone() };
        assert_eq!(claimed(more), Err(Refusal::Claim { proven }));
        let mut days = good.clone();
        days.cases[0].prices.pop();
        assert_eq!(claimed(days), Err(Refusal::Shape));
        let mut stranger = good.clone();
        stranger.neighbours[0].push(99);
        assert_eq!(claimed(stranger), Err(Refusal::Shape));
        let mut huge = good.clone();
        huge.cases[0].prices[0][0] = i64::MAX;
        assert_eq!(claimed(huge), Err(Refusal::Range));
        assert_eq!(claimed(Certificate { grain: 0, ..good.clone() }), Err(Refusal::Range));
        // Prices off by a quarter in either direction prove less, nearly always.
        for times in [3, 5] {
            let mut bent = good.clone();
            let prices = bent.cases.iter_mut().flat_map(|case| case.prices.iter_mut().flatten());
            prices.for_each(|price| *price = *price * times / 4);
            refused += usize::from(matches!(claimed(bent), Err(Refusal::Claim { .. })));
        }
    }
    assert!(refused > 60, "{refused} of 80 bent certificates are refused");
}

/// Problems whose proof needs groups of clients and no cases, with that proof.
fn with_cuts() -> impl Iterator<Item = (ProblemParts, Certificate)> {
    let proven = solvable().map(|of| (of.parts.clone(), of.certificate()));
    proven.filter(|(_, proof)| proof.cases.len() == 1 && !proof.cases[0].cuts.is_empty()).take(12)
}

#[test]
fn groups_of_clients_lift_the_bound() {
    let mut lifted = 0;
    for (parts, proof) in with_cuts() {
        let mut without = proof.clone();
        without.cases.iter_mut().for_each(|case| case.cuts.clear());
        without.cases[0].triples.clear();
        lifted += usize::from(matches!(verify(&parts, &without), Err(Refusal::Claim { .. })));
        let by_visits = bound_by_visits(&parts, &LABELS).expect("a problem with bounds");
        let by_visits = by_visits.certificate.expect("an exact pass");
        assert!(by_visits.cases[0].cuts.is_empty() && by_visits.bound <= proof.bound);
    }
    // Rounding up to a whole unit does without some of them.
    assert!(lifted >= 8, "{lifted} of 12");
}

#[test]
fn corrupted_groups_are_refused() {
    for (parts, proof) in with_cuts() {
        let claimed = |change: &dyn Fn(&mut Cut)| {
            let mut bent = proof.clone();
            change(&mut bent.cases[0].cuts[0]);
            verify(&parts, &bent)
        };
        assert_eq!(claimed(&|cut| cut.price = -1), Err(Refusal::Range));
        assert_eq!(claimed(&|cut| cut.price = i64::MAX), Err(Refusal::Range));
        assert_eq!(claimed(&|cut| cut.clients.push(99)), Err(Refusal::Shape));
        assert_eq!(claimed(&|cut| cut.clients.insert(0, cut.clients[0])), Err(Refusal::Shape));
        assert_eq!(claimed(&|cut| cut.days.push(cut.days[0])), Err(Refusal::Shape));
        assert_eq!(claimed(&|cut| cut.days[0] = 1 << 60), Err(Refusal::Shape));
        assert_eq!(claimed(&|cut| cut.days[0] = 0), Err(Refusal::Shape));
    }
}

#[test]
fn a_certificate_of_another_problem_is_refused() {
    for of in solvable().take(20) {
        let (mut parts, good) = (of.parts.clone(), of.certificate());
        parts.profiles[0].distance.iter_mut().for_each(|leg| *leg -= *leg / 10);
        parts.profiles[0].duration.iter_mut().flatten().for_each(|leg| *leg -= *leg / 10);
        let answer = verify(&parts, &good);
        assert!(matches!(answer, Err(Refusal::Claim { proven }) if proven < good.bound));
    }
}

#[test]
fn exchangeable_days_have_equal_prices() {
    let mut parts = tiny(0);
    parts.days = 4;
    parts.clients.iter_mut().for_each(|client| client.patterns = vec![0b0101, 0b1010]);
    let by_visits = bound_by_visits(&parts, &LABELS).expect("a problem with bounds");
    let prices = &by_visits.certificate.expect("an exact pass").cases[0].prices;
    assert!(prices.iter().all(|day| *day == prices[0]));
}

#[test]
fn vehicles_that_reload_and_ways_by_the_hour_have_no_bound() {
    let mut parts = tiny(0);
    let good = certificate(&parts);
    parts.vehicles[0].reload = Some(ReloadRule { node: 0, trips_max: 2, duration: 0 });
    assert_eq!(bound(&parts, &LABELS), Err(Unbounded::Reloads));
    assert_eq!(verify(&parts, &good), Err(Refusal::Reloads));
    parts.vehicles[0].reload = None;
    let steps = vec![Step { begin: 0, duration: 1 }];
    parts.profiles[0].hours = vec![LegHours { from: 0, to: 1, steps }];
    assert_eq!(bound(&parts, &LABELS), Err(Unbounded::Hours));
    assert_eq!(verify(&parts, &good), Err(Refusal::Hours));
}

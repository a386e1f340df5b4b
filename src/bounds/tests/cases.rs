//! Cases, triples and folded days: what they prove, and what is refused.

use super::tiny::{optimum, tiny};
use super::{Bound, LABELS, certificate, solvable};
use crate::bounds::{Certificate, Folding, Question, Refusal, bound_beside, verify};
use crate::vrp::{DaySet, ProblemParts};

/// Proofs of tiny problems that fall into cases.
fn with_cases() -> impl Iterator<Item = (ProblemParts, Certificate)> {
    let proven = solvable().map(|of| (of.parts.clone(), of.certificate()));
    proven.filter(|(_, proof)| proof.cases.len() > 2).take(6)
}

#[test]
fn cases_that_leave_something_out_are_refused() {
    for (parts, good) in with_cases() {
        for left_out in 0..good.cases.len() {
            let mut bent = good.clone();
            bent.cases.remove(left_out);
            assert_eq!(verify(&parts, &bent), Err(Refusal::Cases));
        }
        let claimed = |change: &dyn Fn(&mut Certificate)| {
            let mut bent = good.clone();
            change(&mut bent);
            verify(&parts, &bent)
        };
        let twice = claimed(&|of| of.cases.push(of.cases[0].clone()));
        assert_eq!(twice, Err(Refusal::Cases));
        let answered = claimed(&|of| {
            let decision = &mut of.cases[0].decisions[0];
            decision.is_so = !decision.is_so;
        });
        assert_eq!(answered, Err(Refusal::Cases));
        let none = claimed(&|of| of.cases.clear());
        assert_eq!(none, Err(Refusal::Cases));
        let stranger = Question::Visit { client: 99, day: 0 };
        let asked = claimed(&|of| {
            of.cases.iter_mut().for_each(|case| case.decisions[0].asks = stranger.clone());
        });
        assert!(matches!(asked, Err(Refusal::Shape | Refusal::Cases)), "{asked:?}");
        let paid = claimed(&|of| of.cases.iter_mut().for_each(|case| case.decisions[0].price = -1));
        assert!(matches!(paid, Err(Refusal::Shape | Refusal::Range)), "{paid:?}");
    }
}

#[test]
fn triples_lift_the_bound_and_are_checked() {
    let mut lifted = 0;
    for of in solvable() {
        let (parts, good) = (&of.parts, of.certificate());
        if good.cases.len() > 1 || good.cases[0].triples.is_empty() {
            continue;
        }
        let mut without = good.clone();
        without.cases[0].triples.clear();
        lifted += usize::from(matches!(verify(parts, &without), Err(Refusal::Claim { .. })));
        let bent = |change: &dyn Fn(&mut crate::bounds::Triple)| {
            let mut bent = good.clone();
            change(&mut bent.cases[0].triples[0]);
            verify(parts, &bent)
        };
        assert_eq!(bent(&|of| of.price = -1), Err(Refusal::Range));
        assert_eq!(bent(&|of| of.price = i64::MAX), Err(Refusal::Range));
        assert_eq!(bent(&|of| of.clients.swap(0, 1)), Err(Refusal::Shape));
        assert_eq!(bent(&|of| of.remembers.push(99)), Err(Refusal::Shape));
        assert_eq!(bent(&|of| of.days = 1 << 60), Err(Refusal::Shape));
    }
    assert!(lifted > 0, "no bound needs triples");
}

/// A tiny problem whose days fold: free between days, or two days alike, or both.
fn folding(number: u64) -> ProblemParts {
    let kinds: [(usize, &[DaySet]); 3] = [(2, &[0b01, 0b10]), (2, &[0b11]), (4, &[0b0101, 0b1010])];
    let (days, sets) = kinds[usize::try_from(number % 3).expect("one of three")];
    let mut parts = tiny(number);
    parts.days = days;
    parts.clients.truncate(5);
    for client in &mut parts.clients {
        (client.patterns, client.prize) = (sets.to_vec(), None);
    }
    parts
}

#[test]
fn folded_days_prove_as_much_as_the_whole_week_costs() {
    let solvable = (0..45).map(folding).filter_map(|of| optimum(&of).map(|best| (of, best)));
    let (mut equal, mut all) = (0, 0);
    for (parts, best) in solvable {
        let proof = certificate(&parts);
        assert!(proof.folding.is_some(), "{parts:?}");
        assert!(proof.bound <= best, "{} above {best}", proof.bound);
        assert_eq!(verify(&parts, &proof), Ok(proof.bound));
        all += 1;
        equal += usize::from(proof.bound == best);
    }
    println!("{equal} of {all} folded problems are proven");
    assert!(all > 25 && equal * 20 >= all * 19, "{equal} of {all}");
}

#[test]
fn a_folding_of_days_that_differ_is_refused() {
    let parts = folding(2);
    let good = certificate(&parts);
    let claimed =
        |folding: Folding| verify(&parts, &Certificate { folding: Some(folding), ..good.clone() });
    let twins = |of: &[&[usize]]| of.iter().map(|class| class.to_vec()).collect::<Vec<_>>();
    for (bent, is_one) in [
        (twins(&[&[0, 1], &[2, 3]]), true),
        (twins(&[&[0, 2]]), true),
        (twins(&[&[0, 2], &[1]]), true),
        (twins(&[&[0, 2], &[0, 2]]), true),
        (twins(&[&[0, 2], &[1, 9]]), true),
        (twins(&[&[0, 2], &[1, 3]]), false),
        (Vec::new(), true),
    ] {
        assert_eq!(claimed(Folding { twins: bent, is_one }), Err(Refusal::Shape));
    }
    let mut prized = parts.clone();
    prized.clients[0].prize = Some(1_000);
    assert_eq!(verify(&prized, &good), Err(Refusal::Shape));
}

#[test]
fn a_cheaper_solution_that_comes_out_is_told() {
    let mut told = 0;
    for Bound { parts, best, bounded } in solvable().take(80) {
        // Where nobody is visited there are no routes to know.
        let Some(routes) = bounded.solution.as_ref().filter(|of| !of.is_empty()) else { continue };
        told += 1;
        // With that solution known there is nothing cheaper, and the bound holds.
        let again = bound_beside(parts, routes, &LABELS).expect("a problem with bounds");
        assert!(again.solution.is_none(), "{parts:?}");
        assert!(again.certificate.expect("an exact pass").bound <= *best);
    }
    assert!(told > 5, "{told} of 80");
}

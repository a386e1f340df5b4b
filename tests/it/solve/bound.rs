//! `bound` and `verify-bound` on the invented instances.

use super::forms::{TINY, office};

/// Reloads on the way have no bound.
const RELOADS: &str = "tiny-mtvrp.vrp";

#[test]
fn every_bound_is_below_the_answer_and_its_certificate_holds() {
    let office = office();
    for (name, problem, _) in TINY.into_iter().filter(|(name, ..)| *name != RELOADS) {
        let line = format!("bound tiny/{name} --iterations 20000 --out {name}.bound.json --json");
        let finished = office.run(&line);
        assert_eq!(finished.code, 0, "{finished:?}");
        let document = finished.document();
        assert_eq!(document["problem"], problem);
        let number = |key: &str| document[key].as_f64().unwrap_or_else(|| panic!("{name}: {key}"));
        assert!(number("lower_bound") <= number("upper_bound") + 1e-6, "{document}");
        assert!(number("gap_percent") >= 0.0);
        assert!(document["covers"].as_array().is_some_and(|terms| !terms.is_empty()));
        let checked = office.run(&format!("verify-bound {name}.bound.json --json"));
        assert_eq!(checked.code, 0, "{checked:?}");
        assert_eq!(checked.document()["valid"], true);
        assert_eq!(checked.document()["lower_bound"], document["lower_bound"]);
    }
}

#[test]
fn a_certificate_that_claims_more_or_is_of_another_file_is_refused() {
    let office = office();
    let finished = office.run("bound tiny/tiny-pvrp --iterations 20000 --out a.json --json");
    let claimed = finished.document()["lower_bound"].as_f64().expect("a bound");
    let text = std::fs::read_to_string(office.path("a.json")).expect("a certificate");
    let mut document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    document["lower_bound"] = (claimed + 1.0).into();
    std::fs::write(office.path("more.json"), document.to_string()).expect("a file");
    document["bound"] = (document["bound"].as_i64().expect("a number") + 100_000).into();
    std::fs::write(office.path("most.json"), document.to_string()).expect("a file");
    for line in [
        "verify-bound more.json --json",
        "verify-bound most.json --json",
        "verify-bound a.json --instance tiny/tiny-mdvrp --json",
    ] {
        let checked = office.run(line);
        assert_ne!(checked.code, 0, "{line}");
    }
    assert_eq!(office.run("verify-bound more.json --json").document()["valid"], false);
}

#[test]
fn an_instance_without_a_bound_says_why() {
    let office = office();
    let finished = office.run(&format!("bound tiny/{RELOADS} --iterations 2000"));
    assert_eq!(finished.code, 3, "{finished:?}");
    assert!(format!("{finished:?}").contains("reload"), "{finished:?}");
}

use rand_distr::{Distribution as _, Gamma, Poisson};

use super::*;
use crate::random::{RngExt as _, Seed};

/// Counts of cells of some means, over two years of weeks with a season, scattered as asked.
fn series(dispersion: f64, drift: f64, seed: u64) -> Series {
    let mut stream = Seed(seed).stream("test", 0);
    let seasons: Vec<usize> = (0..104).map(|week| week % 52 / 5).collect();
    let means = [0.4, 1.0, 3.0, 8.0, 30.0, 120.0, 900.0];
    let counts = (0..210).map(|cell| {
        let mut level = 1.0;
        let of_week = |season: &usize| {
            level += drift * (stream.random::<f64>() - 0.5) * 12.0_f64.sqrt();
            let index = 1.0 + 0.03 * (*season as f64 - 5.0);
            let mean: f64 = means[cell % means.len()] * index * f64::max(level, 0.05);
            let scale = dispersion - 1.0;
            let rate = Gamma::new(mean / scale, scale).expect("a mean").sample(&mut stream);
            Poisson::new(rate).map_or(0, |counts| whole(counts.sample(&mut stream)))
        };
        seasons.iter().map(of_week).collect()
    });
    Series { counts: counts.collect(), seasons: seasons.clone() }
}

#[test]
fn intervals_of_what_was_drawn_cover_as_often_as_they_say() {
    for (dispersion, drift) in [(1.2, 0.0), (2.5, 0.0), (2.5, 0.02), (4.0, 0.01)] {
        let test = back_test(&series(dispersion, drift, 1), 52);
        let coverage = test.coverage().expect("cells");
        let promised = test.promised().expect("cells");
        assert!((coverage - promised).abs() < 0.012, "{dispersion} {drift}: {coverage} {promised}");
        assert!((0.95..0.975).contains(&promised), "{promised}");
        assert!((test.dispersion / dispersion - 1.0).abs() < 0.3, "{}", test.dispersion);
        assert!(test.bias().expect("counts").abs() < 0.05, "{:?}", test.bias());
        let failed = test.cells_that(Trust::Fails);
        assert!(failed <= 21, "{failed} of 210 fail");
    }
}

#[test]
fn a_cell_that_changes_fails_and_the_others_hold() {
    let mut series = series(2.5, 0.0, 2);
    for count in &mut series.counts[5][52..] {
        *count /= 3;
    }
    let test = back_test(&series, 52);
    assert_eq!(test.cells[5].trust, Trust::Fails);
    assert!(test.cells_that(Trust::Fails) < 12, "{}", test.cells_that(Trust::Fails));
    assert!(test.cells[5].expected > 2.0 * test.cells[5].counted as f64);
}

#[test]
fn what_was_not_seen_is_not_fitted() {
    let mut series = series(2.5, 0.0, 3);
    series.counts[6][..52].fill(0);
    series.seasons[60] = 11;
    let test = back_test(&series, 52);
    assert_eq!(test.cells[6].trust, Trust::NotFitted);
    assert_eq!((test.indices.len(), test.indices[11]), (12, None));
    let mean = (0..52).map(|week| test.indices[series.seasons[week]].expect("seen"));
    assert!((mean.sum::<f64>() / 52.0 - 1.0).abs() < 1e-9);
}

#[test]
fn intervals_are_those_of_the_tables() {
    // Poisson 5: 2.5 % lies at 1 or below 1 (4.0 %), 97.5 % at 10 (98.6 %).
    let five = interval(5.0, 5.0);
    assert_eq!((five.low, five.high), (1, 10));
    assert!((five.probability - 0.979_6).abs() < 1e-4, "{five:?}");
    // Negative binomial of mean 4 and variance 12: shape 2, probability 1/3; P(0) = 1/9.
    let four = interval(4.0, 12.0);
    assert_eq!((four.low, four.high), (0, 13));
    let many = interval(10_000.0, 40_000.0);
    assert_eq!((many.low, many.high), (9_609, 10_391));
    assert!((at_least(1, 2, 0.5) - 0.75).abs() < 1e-12);
    assert!((at_least(0, 9, 0.05) - 1.0).abs() < 1e-12);
}

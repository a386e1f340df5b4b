//! Scenarios against the base, replication by replication, until the difference is known.

use super::replication::Situation;
use super::student::{Interval, student_interval};
use super::tally::Tally;
use crate::index::TitleIdx;
use crate::random::Seed;

/// What differs from the base (verschil).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Differs {
    /// The copies of some titles, in order, and nothing else.
    Titles(Vec<TitleIdx>),
    /// Places, ways, rules or readers.
    Everything,
}

/// A scenario as a study takes it.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// The province after the changes.
    pub situation: Situation,
    /// What differs from the base.
    pub differs: Differs,
}

impl Alternative {
    /// Plays a replication that was played for the base already: what the base counted, and its
    /// number. O(events).
    pub fn play_beside(&self, counted: &Tally, base: &Situation, seed: Seed, number: u64) -> Tally {
        self.beside(counted, base, (seed, number)).0
    }

    /// As [`play_beside`](Self::play_beside), with the events that were carried out.
    fn beside(
        &self,
        counted: &Tally,
        base: &Situation,
        (seed, number): (Seed, u64),
    ) -> (Tally, u64) {
        match &self.differs {
            Differs::Everything => {
                let tally = self.situation.replicate(seed, number);
                let events = tally.traffic.events;
                (tally, events)
            }
            Differs::Titles(titles) => {
                // All other titles do what they do in the base, to the last event.
                let before = base.replicate_titles(titles, seed, number);
                let after = self.situation.replicate_titles(titles, seed, number);
                let events = before.traffic.events + after.traffic.events;
                (counted.clone().without(&before).with(&after), events)
            }
        }
    }
}

/// When a study ends (stopregel).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    /// Half of the width that the interval of the difference in `requests` may have, in
    /// percentage points.
    pub half_width: f64,
    /// How sure all intervals of a reading are together, 0 to 1.
    pub confidence: f64,
    /// Replications at least; two are needed for any interval.
    pub least: u32,
    /// Replications at most.
    pub most: u32,
}

impl Default for Precision {
    /// The norm of the field: 0.2 percentage point at 95 %.
    fn default() -> Self {
        Self { half_width: 0.2, confidence: 0.95, least: 4, most: 100 }
    }
}

/// The replications of the base and of each scenario (onderzoek).
#[derive(Clone, Debug)]
pub struct Study {
    /// The base, by replication.
    pub base: Vec<Tally>,
    /// The scenarios, each by replication; those of one number are paired.
    pub scenarios: Vec<Vec<Tally>>,
    /// The confidence of each interval of a difference, so that all of a reading together have
    /// that which was asked for (Bonferroni).
    pub confidence: f64,
    /// Whether every difference became as precise as was asked for.
    pub is_precise: bool,
    /// Events that were carried out.
    pub events: u64,
}

/// One replication of the base and of each scenario, for the same readers (herhaling).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The base.
    pub base: Tally,
    /// The scenarios.
    pub scenarios: Vec<Tally>,
    /// Events that were carried out.
    pub events: u64,
}

impl Pair {
    /// Plays one replication: seed and number decide everything. O(events).
    pub fn play(base: &Situation, scenarios: &[Alternative], seed: Seed, number: u32) -> Self {
        let number = u64::from(number);
        let of_base = base.replicate(seed, number);
        let mut pair = Self { events: of_base.traffic.events, base: of_base, scenarios: vec![] };
        for alternative in scenarios {
            let (tally, events) = alternative.beside(&pair.base, base, (seed, number));
            pair.events += events;
            pair.scenarios.push(tally);
        }
        pair
    }
}

impl Precision {
    /// Runs base and scenarios in pairs. O(replications x events).
    ///
    /// `go_on` is asked after every replication, with the number done, and ends the study where it
    /// says no; the first replications of a longer study are the same. A half-width of 0 is never
    /// reached: exactly `most` replications are played.
    pub fn study(
        &self,
        base: &Situation,
        scenarios: &[Alternative],
        seed: Seed,
        go_on: impl Fn(u32) -> bool,
    ) -> Study {
        let mut study = self.of_pairs(scenarios.len(), []);
        for number in 0..self.most.max(2) {
            study.add(Pair::play(base, scenarios, seed, number));
            let done = number + 1;
            let known = done >= self.least.max(2) && self.half_width > 0.0;
            study.is_precise = known && study.is_as_precise_as(self.half_width);
            if study.is_precise || (done >= 2 && !go_on(done)) {
                break;
            }
        }
        study
    }

    /// The study of replications that were played elsewhere, in the order of their numbers: what
    /// [`study`](Self::study) gives for a half-width of 0.
    pub fn of_pairs(&self, scenarios: usize, pairs: impl IntoIterator<Item = Pair>) -> Study {
        let mut study = Study {
            base: Vec::new(),
            scenarios: vec![Vec::new(); scenarios],
            confidence: 1.0 - (1.0 - self.confidence) / scenarios.max(1) as f64,
            is_precise: false,
            events: 0,
        };
        for pair in pairs {
            study.add(pair);
        }
        study
    }
}

impl Study {
    fn add(&mut self, pair: Pair) {
        self.base.push(pair.base);
        for (tallies, tally) in self.scenarios.iter_mut().zip(pair.scenarios) {
            tallies.push(tally);
        }
        self.events += pair.events;
    }

    /// Replications done.
    pub const fn replications(&self) -> usize {
        self.base.len()
    }

    fn is_as_precise_as(&self, half_width: f64) -> bool {
        let requests = |tally: &Tally| tally.whole().requests().percent();
        (0..self.scenarios.len()).all(|scenario| {
            let difference = self.difference(scenario, requests, requests);
            difference.is_none_or(|interval| interval.half_width() <= half_width)
        })
    }

    /// A reading of the base: its mean over the replications that have it.
    pub fn of_base(&self, reading: impl Fn(&Tally) -> Option<f64>) -> Option<Interval> {
        let values: Vec<f64> = self.base.iter().filter_map(reading).collect();
        student_interval(&values, self.confidence)
    }

    /// A reading of a scenario.
    pub fn of_scenario(
        &self,
        scenario: usize,
        reading: impl Fn(&Tally) -> Option<f64>,
    ) -> Option<Interval> {
        let values: Vec<f64> = self.scenarios[scenario].iter().filter_map(reading).collect();
        student_interval(&values, self.confidence)
    }

    /// The difference of a scenario from the base, in pairs: what both share drops out.
    ///
    /// The two readings are one and the same, but for prices that a scenario changes.
    pub fn difference(
        &self,
        scenario: usize,
        of_base: impl Fn(&Tally) -> Option<f64>,
        of_scenario: impl Fn(&Tally) -> Option<f64>,
    ) -> Option<Interval> {
        let pairs = self.base.iter().zip(&self.scenarios[scenario]);
        let values: Vec<f64> = pairs
            .filter_map(|(base, scenario)| Some(of_scenario(scenario)? - of_base(base)?))
            .collect();
        student_interval(&values, self.confidence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::PlaceIdx;
    use crate::simulation::small::{eventful_rules, situation};
    use crate::simulation::{Copy, Stock};

    fn requests(tally: &Tally) -> Option<f64> {
        tally.whole().requests().percent()
    }

    fn base() -> Situation {
        situation((4, 200), &[Copy::at(PlaceIdx(0))], 0.03, eventful_rules())
    }

    /// The base with a second copy of every third title.
    fn richer(base: &Situation) -> (Situation, Vec<TitleIdx>) {
        let titles: Vec<TitleIdx> = (0..200).step_by(3).map(TitleIdx).collect();
        let two = vec![Copy::at(PlaceIdx(0)), Copy::at(PlaceIdx(2))];
        let changes = titles.iter().map(|title| (*title, two.clone())).collect();
        (Situation { stock: base.stock.with(&changes), ..base.clone() }, titles)
    }

    #[test]
    fn only_titles_that_differ_are_run_again_and_nothing_is_lost() {
        let base = base();
        let (situation, titles) = richer(&base);
        let fast = Alternative { situation, differs: Differs::Titles(titles) };
        let slow = Alternative { differs: Differs::Everything, ..fast.clone() };
        let precision = Precision { most: 2, ..Precision::default() };
        let study = precision.study(&base, &[fast, slow], Seed(1), |_| true);
        let without_events = |tallies: &[Tally]| -> Vec<Tally> {
            let mut tallies = tallies.to_vec();
            for tally in &mut tallies {
                tally.traffic.events = 0;
            }
            tallies
        };
        let counts: Vec<Vec<Tally>> =
            study.scenarios.iter().map(|one| without_events(one)).collect();
        assert_eq!(counts[0], counts[1]);
        assert_ne!(study.scenarios[0], study.base);
    }

    #[test]
    fn pairs_tell_more_than_two_means() {
        let base = base();
        let (situation, titles) = richer(&base);
        let scenario = Alternative { situation, differs: Differs::Titles(titles) };
        let precision = Precision { half_width: 0.0, most: 8, ..Precision::default() };
        let study = precision.study(&base, &[scenario], Seed(1), |_| true);
        assert_eq!((study.replications(), study.is_precise), (8, false));
        let width = |interval: Option<Interval>| interval.expect("eight values").half_width();
        let paired = width(study.difference(0, requests, requests));
        let apart = width(study.of_base(requests)).hypot(width(study.of_scenario(0, requests)));
        assert!(paired < 0.8 * apart, "{paired} {apart}");
        assert!(study.difference(0, requests, requests).expect("eight values").low > 0.0);
    }

    #[test]
    fn a_study_ends_when_it_is_precise_and_several_scenarios_take_wider_intervals() {
        let base = base();
        let (situation, titles) = richer(&base);
        let one = Alternative { situation, differs: Differs::Titles(titles) };
        let precision = Precision { half_width: 100.0, ..Precision::default() };
        let study = precision.study(&base, &[one.clone(), one], Seed(1), |_| true);
        assert_eq!((study.replications(), study.is_precise), (4, true));
        assert!((study.confidence - 0.975).abs() < 1e-12);
        let same = Alternative { situation: base.clone(), differs: Differs::Titles(Vec::new()) };
        let study = Precision::default().study(&base, &[same], Seed(1), |_| true);
        let difference = study.difference(0, requests, requests).expect("four values");
        assert!(difference.mean == 0.0 && difference.half_width() == 0.0);
        assert!(base.stock != Stock::default());
    }
}

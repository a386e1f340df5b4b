//! What a person typed for a generated province.

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use super::amounts::parse_slack;
use crate::app::{GenerateOrder, size_of};
use crate::model::IsoWeek;
use crate::random::Seed;
use crate::synthesis::{INSTANCES, Instance, Size};

/// A named instance, as people type it.
#[derive(Clone, Copy, Debug)]
pub(super) struct InstanceChoice(&'static Instance);

impl ValueEnum for InstanceChoice {
    fn value_variants<'a>() -> &'a [Self] {
        const CHOICES: [InstanceChoice; INSTANCES.len()] = {
            let mut choices = [InstanceChoice(&INSTANCES[0]); INSTANCES.len()];
            let mut rank = 1;
            while rank < choices.len() {
                choices[rank] = InstanceChoice(&INSTANCES[rank]);
                rank += 1;
            }
            choices
        };
        &CHOICES
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.name()).help(self.0.about()))
    }
}

/// What a generated province is, and how large.
#[derive(Debug, Args)]
pub(super) struct SizeArguments {
    /// The named instance to begin with.
    #[arg(long, value_name = "NAME", value_enum, default_value = "drenthe-week")]
    instance: InstanceChoice,
    /// The week whose requests are generated; the instance's own by default.
    #[arg(long)]
    week: Option<IsoWeek>,
    /// Places that have to be visited; the other counts follow it where they are not given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=20_000))]
    stops: Option<u32>,
    /// Requests of the week.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    requests: Option<u32>,
    /// Titles that anybody asks for; a third of them is held.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(10..=10_000_000))]
    titles: Option<u32>,
    /// Copies of all branches together.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(10..=100_000_000))]
    copies: Option<u32>,
    /// What staff can pull for a visit, as a multiple of what is expected of the branch; without
    /// it 60, 250 or 900 items by the kind of branch.
    #[arg(long, value_name = "X", value_parser = parse_slack)]
    pull_slack: Option<f64>,
}

impl SizeArguments {
    /// What is to be generated with a seed.
    pub(super) fn order(&self, seed: u64) -> GenerateOrder {
        let instance = self.instance.0;
        let count = |given: Option<u32>, usual: usize| given.map_or(usual, |given| given as usize);
        let usual = size_of(instance, count(self.stops, instance.size().stops));
        let size = Size {
            stops: usual.stops,
            titles: count(self.titles, usual.titles),
            copies: count(self.copies, usual.copies),
            requests: count(self.requests, usual.requests),
        };
        let week = self.week.unwrap_or_else(|| instance.week());
        GenerateOrder { instance, size, week, pull_slack: self.pull_slack, seed: Seed(seed) }
    }
}

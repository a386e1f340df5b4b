//! What nobody knows for sure, each a step to either side (gevoeligheid).

use std::path::Path;

use super::scenario_file::{Scenario, read_text};
use crate::model::Province;

/// The scenarios that ship for it, each by the name of its file.
const SCENARIOS: [(&str, &str); 8] = [
    ("demand_80.toml", include_str!("../../../fixtures/scenarios/demand_80.toml")),
    ("demand_120.toml", include_str!("../../../fixtures/scenarios/demand_120.toml")),
    ("loans_19.toml", include_str!("../../../fixtures/scenarios/loans_19.toml")),
    ("loans_33.toml", include_str!("../../../fixtures/scenarios/loans_33.toml")),
    ("pull_failure_3.toml", include_str!("../../../fixtures/scenarios/pull_failure_3.toml")),
    ("pull_failure_12.toml", include_str!("../../../fixtures/scenarios/pull_failure_12.toml")),
    ("visits_1.toml", include_str!("../../../fixtures/scenarios/visits_1.toml")),
    ("visits_3.toml", include_str!("../../../fixtures/scenarios/visits_3.toml")),
];

/// Demand, length of loans, pulls that find nothing and visits a week, lower and higher.
///
/// # Panics
///
/// Never: what ships is read by a test.
pub(super) fn sensitivity(province: &Province) -> Vec<Scenario> {
    let read = |(file, text): &(&str, &str)| {
        read_text(Path::new(file), text, province).expect("what ships has no faults")
    };
    SCENARIOS.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{GenerateOrder, generated};
    use crate::random::Seed;
    use crate::synthesis::{INSTANCES, Size};

    #[test]
    fn what_ships_for_sensitivity_is_read_and_each_changes_one_thing() {
        let instance = &INSTANCES[0];
        let size = Size { stops: 6, titles: 100, copies: 300, requests: 10 };
        let week = instance.week();
        let order = GenerateOrder { instance, size, week, pull_slack: None, seed: Seed(1) };
        let scenarios = sensitivity(&generated(&order).0);
        assert_eq!(scenarios.len(), SCENARIOS.len());
        for scenario in scenarios {
            assert_eq!(scenario.changes.len() + scenario.network.len(), 1, "{}", scenario.name);
        }
    }
}

//! `generate`: a synthetic province of any size, or a named instance, as a data folder.

use std::path::Path;

use super::drenthe::{SETTINGS, skeleton};
use super::error::Error;
use crate::index::IndexVec;
use crate::model::{IsoWeek, Province, ProvinceParts};
use crate::random::Seed;
use crate::store::{FolderDraft, Overwrite, write_data_folder};
use crate::synthesis::{Instance, Size, with_pull_slack};
use crate::travel::TravelMatrix;

/// The most copies that a province gets where nobody asks for a number; files of more holdings
/// are larger than what is read.
const COPIES_MAX: usize = 10_000_000;

/// The fewest titles where nobody asks for a number.
const TITLES_MIN: usize = 1_000;

/// What is to be generated.
#[derive(Clone, Copy, Debug)]
pub struct GenerateOrder {
    /// The instance.
    pub instance: &'static Instance,
    /// Its size, or another.
    pub size: Size,
    /// The week whose requests are drawn.
    pub week: IsoWeek,
    /// Pull capacities as a multiple of the expected pulls; by kind of place where it is `None`.
    pub pull_slack: Option<f64>,
    /// The seed of all random choices.
    pub seed: Seed,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// Places that have to be visited.
    pub stops: usize,
    /// Places, the hub and exchange points among them.
    pub places: usize,
    /// Titles that anybody asks for.
    pub titles: usize,
    /// Holdings: titles by place.
    pub holdings: usize,
    /// Copies, the background collection among them.
    pub copies: u64,
    /// Requests.
    pub requests: usize,
    /// Shipments.
    pub shipments: usize,
    /// Vehicles.
    pub vehicles: usize,
    /// Drivers.
    pub drivers: usize,
    /// The files, by name.
    pub files: Vec<String>,
}

/// The size of an instance with another number of stops: all counts in proportion, but no more
/// titles than it has, and no more copies than files hold.
pub fn size_of(instance: &Instance, stops: usize) -> Size {
    let own = instance.size();
    let of = |count: usize| (count * stops).div_ceil(own.stops);
    Size {
        stops,
        titles: of(own.titles).max(TITLES_MIN).min(own.titles),
        copies: of(own.copies).min(COPIES_MAX),
        requests: of(own.requests),
    }
}

/// The province of an order, with the text of its settings.
///
/// # Panics
///
/// When the embedded tables are broken, which a test excludes, or a count of the size is 0.
pub fn generated(order: &GenerateOrder) -> (Province, String) {
    let parts = order.instance.furnish(skeleton(), order.size, order.week, order.seed);
    let mut parts = match order.pull_slack {
        Some(slack) => with_pull_slack(parts, slack),
        None => parts,
    };
    let name = order.instance.name();
    parts.settings.province = format!("{} ({name})", parts.settings.province);
    let text = settings_text(&parts);
    let province = Province::new(parts).expect("the generator keeps every invariant");
    (province, text)
}

/// Writes the province of an order into a folder.
pub fn generate(
    folder: &Path,
    order: &GenerateOrder,
    overwrite: Overwrite,
) -> Result<Generated, Error> {
    let draft = FolderDraft::beside(folder, overwrite)?;
    let (province, text) = generated(order);
    // The folder says only that travel is estimated: pairs of 20,000 places would fill gigabytes.
    let travel = TravelMatrix::estimate(&IndexVec::new(), province.settings().travel);
    let files = write_data_folder(&draft, "", &province, &travel, &text)?;
    draft.commit()?;
    Ok(Generated {
        stops: province.visited_places().count(),
        places: province.places().len(),
        titles: province.titles().len(),
        holdings: province.holdings().len(),
        copies: province.holdings().copies(),
        requests: province.requests().len(),
        shipments: province.shipments().len(),
        vehicles: province.vehicles().len(),
        drivers: province.drivers().len(),
        files,
    })
}

/// The embedded settings with what the generator set: all other lines stay, comments included.
fn settings_text(parts: &ProvinceParts) -> String {
    let settings = &parts.settings;
    let values = [
        ("name", format!("{:?}", settings.province)),
        ("liberation_day", settings.holidays.liberation_day.to_string()),
        ("in_circulation", settings.crates_in_circulation.to_string()),
    ];
    let line = |line: &str| {
        let key = line.split('=').next().unwrap_or_default().trim();
        match values.iter().find(|(set, _)| *set == key) {
            Some((key, value)) => format!("{key} = {value} # generated\n"),
            None => format!("{line}\n"),
        }
    };
    SETTINGS.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::read_settings;
    use crate::synthesis::INSTANCES;

    fn small(instance: &'static Instance) -> GenerateOrder {
        let size = Size { stops: 12, titles: 3_000, copies: 6_000, requests: 200 };
        let week = instance.week();
        GenerateOrder { instance, size, week, pull_slack: None, seed: Seed(1) }
    }

    #[test]
    fn the_text_of_the_settings_says_what_the_province_has() {
        for instance in &INSTANCES {
            let (province, text) = generated(&small(instance));
            let (read, found) = read_settings(&text);
            assert!(found.is_empty(), "{}: {found:?}", instance.name());
            assert_eq!(read.as_ref(), Some(province.settings()), "{}", instance.name());
        }
    }

    #[test]
    fn a_slack_gives_all_places_together_the_pulls_of_the_week_times_it() {
        let order = GenerateOrder { pull_slack: Some(1.2), ..small(&INSTANCES[0]) };
        let (province, _) = generated(&order);
        let at_hub = |lot: &&crate::model::HoldingLot| province.is_at_hub(lot.place);
        let pulls: f64 = province
            .requests()
            .iter()
            .map(|request| {
                let lots = province.holdings().of(request.title);
                let on_shelf: i64 = lots.iter().map(|lot| i64::from(lot.on_shelf)).sum();
                let there: i64 =
                    lots.iter().filter(at_hub).map(|lot| i64::from(lot.on_shelf)).sum();
                let asked = request.quantity.0.min(on_shelf) as f64;
                if on_shelf > 0 { asked * (on_shelf - there) as f64 / on_shelf as f64 } else { 0.0 }
            })
            .sum();
        let capacity: i64 = province
            .visited_places()
            .map(|place| &province.places()[place])
            .map(|place| place.service.pull_capacity.0 * i64::from(place.visits_per_week))
            .sum();
        // Each of two visits of twelve places is rounded up to a whole item, two at most.
        let spare = capacity as f64 - 1.2 * pulls;
        assert!((0.0..48.0).contains(&spare), "{capacity} for {pulls}");
    }

    #[test]
    fn a_size_keeps_proportions_within_its_limits() {
        let week = &INSTANCES[0];
        assert_eq!(size_of(week, 42), week.size());
        let small = size_of(week, 21);
        assert_eq!((small.titles, small.copies, small.requests), (300_000, 365_000, 2_000));
        let large = size_of(week, 20_000);
        assert_eq!((large.titles, large.copies), (600_000, COPIES_MAX));
    }
}

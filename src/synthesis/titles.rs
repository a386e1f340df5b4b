//! Titles: class, mass and room of a copy.

use rand_distr::{Distribution as _, StandardNormal};
use rayon::prelude::*;

use super::popularity::CHUNK;
use crate::model::{Category, Title, TitleIdentity};
use crate::random::{RngExt as _, Seed, Stream};
use crate::units::{Grams, Millilitres};

/// How a class shows in requests and loans, and what its copies weigh on average.
struct ClassProfile {
    category: Category,
    /// Of 1,000 requests that travel (estimate).
    requests: u32,
    /// Of 1,000 loans, so also of acquisitions (estimate).
    loans: u32,
    /// Mean mass of a copy, in grams (unverified).
    grams: f64,
}

const fn class(category: Category, requests: u32, loans: u32, grams: f64) -> ClassProfile {
    ClassProfile { category, requests, loans, grams }
}

/// Requests: adult fiction 45 %, non-fiction 22 %, youth 25 %, large print 4 %, audio-visual 4 %;
/// loans: 33, 12, 50, 2 and 3 %. The division within youth is an estimate.
const CLASSES: [ClassProfile; 14] = [
    class(Category::Baby, 15, 30, 350.0),
    class(Category::Picture, 45, 90, 400.0),
    class(Category::InformativeYoung, 15, 30, 380.0),
    class(Category::FirstReader, 35, 70, 250.0),
    class(Category::FictionToNine, 45, 90, 300.0),
    class(Category::FictionToTwelve, 50, 100, 330.0),
    class(Category::FictionToFifteen, 20, 40, 350.0),
    class(Category::FictionYoungAdult, 15, 30, 400.0),
    class(Category::InformativeYouth, 10, 20, 450.0),
    class(Category::Novel, 270, 200, 400.0),
    class(Category::Thriller, 180, 130, 400.0),
    class(Category::NonFiction, 220, 120, 580.0),
    class(Category::LargePrint, 40, 20, 800.0),
    class(Category::AudioVisual, 40, 30, 120.0),
];

/// Parts in which the two mixes of the table are counted.
const MILLE: u32 = 1_000;

/// Spread of the logarithm of mass within a class; with the classes' means, sd 200 g overall.
const MASS_LOG_SD: f64 = 0.33;
/// The least and the most that a copy weighs, in grams.
const MASS_RANGE: (f64, f64) = (80.0, 2_500.0);
/// Mean thickness of a copy, in millimetres.
const THICKNESS_MEAN: f64 = 24.0;
/// Spread of the logarithm of thickness, for a standard deviation of 11 mm.
const THICKNESS_LOG_SD: f64 = 0.437;
/// The thinnest and the thickest copy, in millimetres.
const THICKNESS_RANGE: (f64, f64) = (3.0, 80.0);
/// How thickness follows mass (estimate): correlation of the logarithms.
const THICKNESS_BY_MASS: f64 = 0.7;
/// Room that a millimetre of thickness takes, in millilitres: 1.05 l at 24 mm.
const MILLILITRES_PER_MILLIMETRE: f64 = 43.75;

/// The mean copy among requests and returns.
pub(super) fn mean_requested() -> (Grams, Millilitres) {
    mean_copy(|class| class.requests)
}

/// The mean copy among loans, and so among new acquisitions.
pub(super) fn mean_lent() -> (Grams, Millilitres) {
    mean_copy(|class| class.loans)
}

/// The class of a loan; that of a request is the class of its title.
pub fn loan_category(stream: &mut Stream) -> Category {
    draw_class(stream, |class| class.loans).category
}

/// The classes with their share of all loans.
pub(super) fn lent_mix() -> impl Iterator<Item = (Category, f64)> {
    CLASSES.iter().map(|class| (class.category, f64::from(class.loans) / f64::from(MILLE)))
}

/// Whether a class is read in school groups.
pub(super) fn is_read_in_groups(category: Category) -> bool {
    matches!(
        category,
        Category::FictionToNine
            | Category::FictionToTwelve
            | Category::FictionToFifteen
            | Category::FictionYoungAdult
    )
}

/// A universe of titles in order of popularity. O(titles), in parallel.
pub(super) fn draw_titles(count: usize, seed: Seed) -> Vec<Title> {
    let chunks = count.div_ceil(CHUNK);
    (0..chunks)
        .into_par_iter()
        .flat_map_iter(|chunk| {
            let mut stream = seed.stream("titles", chunk as u64);
            let ranks = chunk * CHUNK..count.min((chunk + 1) * CHUNK);
            ranks.map(move |rank| draw_title(rank, &mut stream))
        })
        .collect()
}

fn draw_title(rank: usize, stream: &mut Stream) -> Title {
    let class = draw_class(stream, |class| class.requests);
    let mass_z: f64 = StandardNormal.sample(stream);
    let own_z: f64 = StandardNormal.sample(stream);
    let rest = (1.0 - THICKNESS_BY_MASS * THICKNESS_BY_MASS).sqrt();
    let thickness_z = THICKNESS_BY_MASS * mass_z + rest * own_z;
    let grams = log_normal(class.grams, MASS_LOG_SD, mass_z);
    let thickness = log_normal(THICKNESS_MEAN, THICKNESS_LOG_SD, thickness_z);
    let thickness = thickness.clamp(THICKNESS_RANGE.0, THICKNESS_RANGE.1);
    Title {
        code: format!("T{:06}", rank + 1).into_boxed_str(),
        category: class.category,
        grams: Grams(rounded(grams.clamp(MASS_RANGE.0, MASS_RANGE.1))),
        millilitres: Millilitres(rounded(thickness * MILLILITRES_PER_MILLIMETRE)),
        identity: TitleIdentity::default(),
    }
}

fn draw_class(stream: &mut Stream, share: impl Fn(&ClassProfile) -> u32) -> &'static ClassProfile {
    let mut ticket = stream.random_range(0..MILLE);
    for class in &CLASSES {
        if ticket < share(class) {
            return class;
        }
        ticket -= share(class);
    }
    unreachable!("the mixes add up to {MILLE}, which a test holds")
}

/// A log-normal variate of a given mean.
fn log_normal(mean: f64, log_sd: f64, z: f64) -> f64 {
    mean * (log_sd * z - log_sd * log_sd / 2.0).exp()
}

fn mean_copy(share: impl Fn(&ClassProfile) -> u32) -> (Grams, Millilitres) {
    let grams = CLASSES.iter().map(|class| class.grams * f64::from(share(class))).sum::<f64>();
    let millilitres = THICKNESS_MEAN * MILLILITRES_PER_MILLIMETRE;
    (Grams(rounded(grams / f64::from(MILLE))), Millilitres(rounded(millilitres)))
}

#[expect(clippy::cast_possible_truncation, reason = "grams and millilitres of one copy")]
fn rounded(value: f64) -> i64 {
    value.round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_mixes_add_up_and_name_every_category_once() {
        assert_eq!(CLASSES.iter().map(|class| class.requests).sum::<u32>(), MILLE);
        assert_eq!(CLASSES.iter().map(|class| class.loans).sum::<u32>(), MILLE);
        for (category, word) in Category::WORDS {
            let rows = CLASSES.iter().filter(|class| class.category == category).count();
            assert_eq!(rows, 1, "{word}");
        }
    }

    #[test]
    fn mass_and_room_have_the_mean_and_spread_of_the_model() {
        let titles = draw_titles(40_000, Seed(1));
        let moments = |value: &dyn Fn(&Title) -> i64| {
            let values: Vec<f64> = titles.iter().map(|title| value(title) as f64).collect();
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            let square = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
            (mean, (square / values.len() as f64).sqrt())
        };
        let (mass, mass_sd) = moments(&|title| title.grams.0);
        assert!((420.0..440.0).contains(&mass), "{mass}");
        assert!((185.0..215.0).contains(&mass_sd), "{mass_sd}");
        let (room, room_sd) = moments(&|title| title.millilitres.0);
        assert!((1_030.0..1_070.0).contains(&room), "{room}");
        assert!((440.0..510.0).contains(&room_sd), "{room_sd}");
    }

    #[test]
    fn the_mean_copy_is_that_of_its_mix() {
        assert_eq!(mean_requested(), (Grams(430), Millilitres(1_050)));
        assert!(mean_lent().0 < mean_requested().0);
    }
}

//! One replication: all titles, in parallel.

use rayon::prelude::*;

use super::circulation::{Bench, Surroundings};
use super::readers::Readers;
use super::season::DAY;
use super::stock::Stock;
use super::system::{ShelfKind, System};
use super::tally::Tally;
use crate::index::{Index as _, TitleIdx};
use crate::random::Seed;

/// Titles that a task takes.
const CHUNK: usize = 4_096;

/// A province as a run takes it: the base, or a scenario (situatie).
#[derive(Clone, Debug)]
pub struct Situation {
    /// Places, ways, prices and rules.
    pub system: System,
    /// What readers do.
    pub readers: Readers,
    /// The copies.
    pub stock: Stock,
}

impl Situation {
    /// Runs one replication: the seed and its number decide everything.
    /// O(titles + events), titles in parallel.
    pub fn replicate(&self, seed: Seed, number: u64) -> Tally {
        let all: Vec<TitleIdx> = (0..self.stock.titles()).map(TitleIdx::at).collect();
        self.replicate_titles(&all, seed, number)
    }

    /// As [`replicate`](Self::replicate), of some titles alone, in their order.
    ///
    /// Titles do not meet, so that the tallies of parts of the titles add up to that of all.
    pub fn replicate_titles(&self, titles: &[TitleIdx], seed: Seed, number: u64) -> Tally {
        let places = self.system.places.len();
        let seed = seed.derive("replication", number);
        let around = Surroundings { system: &self.system, readers: &self.readers, seed };
        let parts: Vec<Tally> = titles
            .par_chunks(CHUNK)
            .map(|titles| {
                let (mut bench, mut tally) = (Bench::default(), Tally::new(places));
                for &title in titles {
                    let copies = self.stock.of_title(title);
                    around.run(title, copies, &mut bench, &mut tally);
                    self.count_copies(title, &mut tally);
                }
                tally
            })
            .collect();
        let mut whole = Tally::new(places);
        for part in &parts {
            whole += part;
        }
        whole
    }

    /// The copies of public shelves at the start; those that come or go later are few.
    fn count_copies(&self, title: TitleIdx, tally: &mut Tally) {
        let is_shown = |copy: &&super::stock::Copy| {
            self.system.places[copy.place].shelf == ShelfKind::Public && copy.first_day == 0
        };
        let shown = self.stock.of_title(title).iter().filter(is_shown).count() as u64;
        let minutes = u64::from(self.system.period.days) * u64::from(DAY);
        tally.traffic.copy_minutes += shown * minutes;
    }
}

//! One seed in, independent reproducible streams out.
//!
//! A stream is derived from a seed by a label and a number, so that what one part of the program
//! draws never shifts what another part draws, and a task's numbers do not depend on the thread
//! that runs it. The generator is xoshiro256++; labels are mixed by 64-bit FNV-1a and `SplitMix64`.
//!
//! Reference: D. Blackman and S. Vigna (2021), "Scrambled linear pseudorandom number generators",
//! ACM Transactions on Mathematical Software 47(4), doi 10.1145/3460772.
//!
//! ```
//! use leenroute::random::{Seed, RngExt as _};
//!
//! let draw = |seed: Seed| seed.stream("titles", 7).random_range(0..1_000);
//! assert_eq!(draw(Seed(1)), draw(Seed(1)));
//! assert_ne!(draw(Seed(1)), draw(Seed(2)));
//! ```

use rand::SeedableRng as _;
use rand_xoshiro::Xoshiro256PlusPlus;

pub use rand::{Rng, RngExt};

/// A reproducible stream of random numbers.
pub type Stream = Xoshiro256PlusPlus;

/// The one number that decides all random choices of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seed(pub u64);

impl Seed {
    /// The stream of a named purpose and a task number.
    pub fn stream(self, label: &str, number: u64) -> Stream {
        Xoshiro256PlusPlus::seed_from_u64(self.derive(label, number).0)
    }

    /// A seed of its own for a named purpose and a task number.
    #[must_use]
    pub fn derive(self, label: &str, number: u64) -> Self {
        Self(mix(mix(self.0 ^ fnv1a(label)) ^ number))
    }

    /// The seed of a number below this one: for events without a name, where a label each would
    /// cost more than the event.
    #[must_use]
    pub const fn child(self, number: u64) -> Self {
        Self(mix(self.0 ^ number))
    }

    /// The seed itself as a number from 0, included, to 1, excluded.
    ///
    /// What hangs on one event alone is drawn so: whoever asks, in whatever order, gets the same.
    pub const fn unit(self) -> f64 {
        const UNUSED_BITS: u32 = 11;
        const PARTS: f64 = (1_u64 << (u64::BITS - UNUSED_BITS)) as f64;
        (self.0 >> UNUSED_BITS) as f64 / PARTS
    }
}

fn fnv1a(label: &str) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    label.bytes().fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

/// The finaliser of `SplitMix64`: every input bit changes about half of the output bits.
const fn mix(state: u64) -> u64 {
    let mut bits = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_numbers_give_streams_of_their_own() {
        let first = |seed: Seed, label: &str, number| seed.stream(label, number).next_u64();
        let base = first(Seed(1), "requests", 0);
        assert_eq!(base, first(Seed(1), "requests", 0));
        assert_ne!(base, first(Seed(1), "requests", 1));
        assert_ne!(base, first(Seed(1), "returns", 0));
        assert_ne!(base, first(Seed(2), "requests", 0));
    }

    #[test]
    fn numbered_events_are_spread_evenly_and_each_has_its_own() {
        let events = Seed(1).derive("events", 0);
        let units: Vec<f64> = (0..4_000).map(|event| events.child(event).unit()).collect();
        assert!(units.iter().all(|unit| (0.0..1.0).contains(unit)));
        for tenth in 0..10 {
            let inside = units.iter().filter(|unit| {
                ((f64::from(tenth) / 10.0)..(f64::from(tenth + 1) / 10.0)).contains(*unit)
            });
            assert!((320..480).contains(&inside.count()), "{tenth}");
        }
        assert_eq!(events.child(7), events.child(7));
        assert_ne!(events.child(7), Seed(2).derive("events", 0).child(7));
    }
}

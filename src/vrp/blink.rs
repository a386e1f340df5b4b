//! Now and then a gap is not seen, so that the cheapest insertion does not always win.

use crate::random::{RngExt as _, Stream};

/// One gap in so many is passed over.
const ONE_IN: f64 = 100.0;

/// Counts down to the next gap that is passed over; drawing the distance between two takes one
/// random number a hundred gaps.
#[derive(Clone, Debug)]
pub(super) struct Blink {
    left: u32,
    random: Stream,
}

impl Blink {
    pub(super) fn new(random: Stream) -> Self {
        let mut blink = Self { left: 0, random };
        blink.left = blink.draw();
        blink
    }

    /// Whether this gap is passed over.
    #[inline]
    pub(super) fn happens(&mut self) -> bool {
        if self.left > 0 {
            self.left -= 1;
            return false;
        }
        self.left = self.draw();
        true
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a geometric number; above u32 it is cut off"
    )]
    fn draw(&mut self) -> u32 {
        let chance: f64 = self.random.random_range(f64::MIN_POSITIVE..1.0);
        (chance.ln() / (1.0 - 1.0 / ONE_IN).ln()) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Seed;

    #[test]
    fn about_one_gap_in_a_hundred_is_passed_over() {
        let mut blink = Blink::new(Seed(1).stream("blink", 0));
        let count = (0..100_000).filter(|_| blink.happens()).count();
        assert!((900..1_100).contains(&count), "{count} of 100,000");
    }
}

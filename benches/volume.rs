//! The volumes at which everything is measured.

/// A volume, as a multiple of Drenthe's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Volume {
    /// How reports name it.
    pub(crate) name: &'static str,
    /// What Drenthe's counts are multiplied with.
    pub(crate) factor: f64,
}

impl Volume {
    /// A count of Drenthe at this volume, at least 2.
    #[expect(clippy::cast_possible_truncation, reason = "counts of a province")]
    #[expect(clippy::cast_sign_loss, reason = "factors are positive")]
    pub(crate) fn of(self, count: u32) -> u32 {
        ((f64::from(count) * self.factor).round() as u32).max(2)
    }
}

/// Drenthe and ten times Drenthe; small where the benches are only tried.
pub(crate) fn volumes() -> [Volume; 2] {
    let shrink = if is_measured() { 1.0 } else { 0.01 };
    [("Drenthe", 1.0), ("ten times", 10.0)]
        .map(|(name, factor)| Volume { name, factor: factor * shrink })
}

/// Whether this run measures: `cargo bench` says so, `cargo test` and `--test` do not.
pub(crate) fn is_measured() -> bool {
    let has = |word: &str| std::env::args().any(|argument| argument == word);
    has("--bench") && !has("--test")
}

//! How far a search is: a bar on a terminal, a line now and then elsewhere.

use std::io::IsTerminal as _;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal::say;
use crate::app::SolveProgress;
use crate::app::clock::Stopwatch;
use crate::units::Cents;
use crate::vrp::Progress;

/// Steps of the bar.
const STEPS: u64 = 1_000;
/// Seconds between two lines where there is no terminal.
const LINE_EVERY: u64 = 10;

/// Shows a search on stderr.
pub(super) enum SearchProgress {
    /// A bar that draws over itself.
    Bar(ProgressBar),
    /// Lines, the first one at once, with the time from which the next one is due.
    Lines { watch: Stopwatch, next: AtomicU64 },
}

impl SearchProgress {
    pub(super) fn on_stderr() -> Self {
        if !std::io::stderr().is_terminal() {
            return Self::Lines { watch: Stopwatch::start(), next: AtomicU64::new(0) };
        }
        let bar = ProgressBar::with_draw_target(Some(STEPS), ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{bar:40} {percent:>3} %  {msg}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        Self::Bar(bar)
    }

    pub(super) fn finish(&self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

impl Progress for SearchProgress {
    fn epoch(&self, iterations: u64, spent: f64, best: i64) {
        self.show(spent, || format!("{iterations} iterations, {} variable", Cents(best / 1_000)));
    }
}

impl SolveProgress for SearchProgress {
    fn epoch(&self, iterations: u64, spent: f64, best: f64) {
        self.show(spent, || format!("{iterations} iterations, cost {best:.2}"));
    }
}

impl SearchProgress {
    fn show(&self, spent: f64, message: impl FnOnce() -> String) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to the steps of the bar"
        )]
        let position = (spent.clamp(0.0, 1.0) * STEPS as f64) as u64;
        match self {
            Self::Bar(bar) => {
                bar.set_position(position);
                bar.set_message(message());
            }
            Self::Lines { watch, next } => {
                let now = watch.elapsed().as_secs();
                if now >= next.load(Ordering::Relaxed) {
                    next.store(now + LINE_EVERY, Ordering::Relaxed);
                    say(&format!("{} %  {}", position * 100 / STEPS, message()));
                }
            }
        }
    }
}

//! How long a search may take, in iterations or in time, and how a person ends it early.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::clock::Stopwatch;
use crate::vrp::{Iterations, Stop};

/// Set by an interrupt; searches then stop and keep their best.
#[derive(Debug, Default)]
pub struct Cancel(AtomicBool);

impl Cancel {
    /// Nobody has interrupted yet.
    pub const fn new() -> Self {
        Self(AtomicBool::new(false))
    }

    /// Asks all searches to stop.
    pub fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether somebody has asked.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The one stop rule of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// A count of iterations: the same run on any machine.
    Iterations(u64),
    /// Wall time.
    Time(Duration),
}

/// A stop rule and the wish to stop early.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// The rule.
    pub limit: Limit,
    /// The wish.
    pub cancel: &'static Cancel,
}

impl Budget {
    /// A part of the budget, in per cent, that begins now.
    pub fn share(&self, percent: u32) -> Box<dyn Stop> {
        match self.limit {
            Limit::Iterations(all) => Box::new(Cancellable {
                inner: Iterations(all * u64::from(percent) / 100),
                cancel: self.cancel,
            }),
            Limit::Time(all) => Box::new(Cancellable {
                inner: WallTime { watch: Stopwatch::start(), limit: all * percent / 100 },
                cancel: self.cancel,
            }),
        }
    }
}

struct Cancellable<S> {
    inner: S,
    cancel: &'static Cancel,
}

impl<S: Stop> Stop for Cancellable<S> {
    fn spent(&self, iterations: u64) -> f64 {
        if self.cancel.is_set() { 1.0 } else { self.inner.spent(iterations) }
    }
}

struct WallTime {
    watch: Stopwatch,
    limit: Duration,
}

impl Stop for WallTime {
    fn spent(&self, _iterations: u64) -> f64 {
        self.watch.elapsed().as_secs_f64() / self.limit.as_secs_f64().max(f64::MIN_POSITIVE)
    }
}

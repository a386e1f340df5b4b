//! `leenroute` plans interlibrary lending in a province: which copy serves which request, which
//! vehicle visits which library on which days, and which crates it carries.
//!
//! It models places, holdings and requests as a graph, chooses suppliers by an exact
//! minimum-cost flow with a certificate, plans the periodic routes with parallel local search,
//! packs the crates, and lets a referee that shares no code with the solvers check every plan.
//! It runs offline on an office machine, is deterministic for a given seed and number of
//! iterations, and never plans behind the planner's back: what cannot be done is an answer with
//! a reason.
//!
//! # Catalogue
//!
//! The modules stand in layers; a module uses earlier layers only.
//!
//! | layer | modules |
//! |---|---|
//! | 0 foundation | [`diagnostic`], [`index`], `milp`, [`random`], [`units`] |
//! | 1 vocabulary | [`model`] |
//! | 2 engines | [`crew`], [`matching`], [`packing`], [`synthesis`], [`transit`], [`travel`], [`vrp`] |
//! | 3 planning | [`check`], [`kpi`] |
//! | 4 weeks | [`timetable`] |
//! | 5 studies | [`bounds`], [`simulation`] |
//! | 6 edges | [`ingest`], [`report`], [`store`] |
//! | 7 use cases | [`app`] |
//! | 8 delivery | [`cli`] |
//!
//! # Conventions
//!
//! Quantities are signed integers in the unit of their type ([`units`]); longitude comes before
//! latitude; matrices are directed; time windows are closed at both ends; every limit is a named
//! constant; money is rounded up once, where it leaves a route.

// Layer 0: knows nothing of libraries.
pub mod diagnostic;
pub mod index;
mod milp;
pub mod random;
pub mod units;

// Layer 1: the nouns of library logistics and their invariants.
pub mod model;

// Layer 2: engines that answer one question each.
pub mod crew;
pub mod matching;
pub mod packing;
pub mod synthesis;
pub mod transit;
pub mod travel;
pub mod vrp;

// Layer 3: the plan, its referee and its norms.
pub mod check;
pub mod kpi;

// Layer 4: weeks as they change.
pub mod timetable;

// Layer 5: what if, and how far from the best.
pub mod bounds;
pub mod simulation;

// Layer 6: bytes to model, plan to bytes.
pub mod ingest;
pub mod report;
pub mod store;

// Layer 7: one file a use case.
pub mod app;

// Layer 8: clients of the use cases.
pub mod cli;

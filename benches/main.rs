//! How long each part takes, at Drenthe's volume and at ten times that.
//!
//! `cargo bench` measures, `cargo bench -- matching` measures a part. `cargo test` runs each bench
//! once at a small volume, so that none can rot.

mod import;
mod matching;
mod packing;
mod roads;
mod routing;
mod volume;
mod vrp;
mod week;

use criterion::{criterion_group, criterion_main};

criterion_group!(
    benches,
    import::bench,
    matching::bench,
    packing::bench,
    roads::bench,
    routing::bench,
    vrp::bench,
    week::synthesis,
    week::check,
    week::edit,
    week::whole
);
criterion_main!(benches);

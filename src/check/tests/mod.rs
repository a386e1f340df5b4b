//! A small province and a plan that holds, built by hand, and corruptions of it: each is named by
//! its rule. [`week::week`] is the valid whole; [`build`] fills ways, crates, times and cost by
//! code of its own, so that the referee is not measured by itself.

mod build;
mod carrying;
mod choices;
mod driving;
mod identity;
mod shapes;
mod transfers;
mod week;

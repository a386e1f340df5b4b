//! Small linear and mixed-integer programmes, solved to the end by the backend of this build.
//!
//! `microlp`, which is Rust alone, or `HiGHS` with the cargo feature `highs`. Either is asked for an
//! optimum without a gap, on one thread: the same programme has the same answer again. Where
//! several answers are equally good, the two may choose different ones.
//!
//! What must be right hangs on neither. Who uses a backend recomputes its answer in integers
//! ([`packing`](crate::packing)), or asks it only where to look next
//! ([`simulation`](crate::simulation)).
//!
//! Programmes that columns keep being added to, as those of [`bounds`](crate::bounds), have a
//! simplex method of their own: `good_lp` hands a programme over whole and gives no vertex to go
//! on from.
//!
//! Reference: Q. Huangfu and J. A. J. Hall (2018), "Parallelizing the dual revised simplex method",
//! Mathematical Programming Computation 10(1):119-142, doi 10.1007/s12532-017-0130-5 (`HiGHS`).

#[cfg(test)]
mod tests;

use good_lp::SolverModel;
use good_lp::solvers::ResolutionError;
use good_lp::variable::UnsolvedProblem;

/// The solver of this build, to be used as `problem.using(backend)`.
#[cfg(not(feature = "highs"))]
pub(crate) fn backend(problem: UnsolvedProblem) -> impl SolverModel<Error = ResolutionError> {
    good_lp::microlp(problem)
}

/// The solver of this build, to be used as `problem.using(backend)`.
#[cfg(feature = "highs")]
pub(crate) fn backend(problem: UnsolvedProblem) -> impl SolverModel<Error = ResolutionError> {
    good_lp::highs(problem)
        .set_threads(1)
        .set_option("mip_rel_gap", 0.0)
        .set_option("mip_abs_gap", 0.0)
}

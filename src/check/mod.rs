//! Does a plan hold?

//! The norms, measured in one place.

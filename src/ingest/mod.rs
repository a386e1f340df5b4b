//! Bytes to model, with diagnostics.

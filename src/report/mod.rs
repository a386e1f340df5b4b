//! Plan to bytes.

pub mod wording;

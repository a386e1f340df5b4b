//! Plan to bytes.

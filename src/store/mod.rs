//! Plan folders, written and read back.

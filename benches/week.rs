//! How fast a week is planned.

fn main() {}

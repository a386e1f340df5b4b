//! How far and how long between all places.

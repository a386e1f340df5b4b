//! A case for each rule of the road.

mod lines;
mod map;
mod oracle;
mod rules;
mod traffic;
mod turning;

//! A case for each rule of the road.

mod map;
mod oracle;
mod rules;
mod turning;

//! The week on a map of our own drawing (kaart): stops, routes in colour, dash and letter, names.
//!
//! A map is plain data in the units of its drawing, ready for an SVG template; it needs no tiles
//! and no network. Lines follow the roads that travel times were made from, where the chart has
//! them; else they are straight (hemelsbreed) and named so. Routes that share a stretch are
//! drawn side by side, and every name stands where it covers no other name, no stop and no
//! letter, and as few lines as possible; a name that has to stand farther away gets a leader.
//!
//! Names are placed one after the other, in the most crowded spots first, each at its cheapest
//! free place, and then moved as long as a sweep finds cheaper places: the local search of
//! J. Christensen, J. Marks and S. Shieber (1995), "An empirical study of algorithms for
//! point-feature label placement", ACM Transactions on Graphics 14(3):203-232,
//! doi 10.1145/212332.212334. It is deterministic, and a province of 42 places takes some
//! milliseconds.
//!
//! Projection: local equirectangular, `x = lon cos(lat of the middle)`, `y = lat`, scaled to fit.
//! Over a province of 60 km it is true to some tenths of a per cent.
//!
//! Under the routes lies the ground of the chart, in greys and a pale blue that black and white
//! tells apart; names of towns stand where nothing else does, and whom the data ask to name stands
//! in a corner.
//!
//! It deliberately looks for no ways and reads no files.
//!
//! Entry points: [`Map::of_week`], [`Map::of_route`].

mod area;
mod drawing;
mod frame;
mod ground;
mod labels;
mod lines;
#[cfg(test)]
mod tests;
mod tracks;

#[cfg(feature = "pdf")]
pub(crate) use drawing::MapLine;
pub(crate) use drawing::{Map, Mark};

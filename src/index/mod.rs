//! Typed `u32` indices, and the vectors and square matrices that they index.
//!
//! An index is dense and local to one [`Province`](crate::model::Province) or one engine's
//! problem; codes for the outside world are strings. A place's row is found by a `PlaceIdx`,
//! never by a `VehicleIdx`, and the compiler holds that.
//!
//! ```
//! use leenroute::index::{IndexVec, PlaceIdx};
//!
//! let mut names: IndexVec<PlaceIdx, &str> = IndexVec::new();
//! let assen = names.push("Assen");
//! assert_eq!(names[assen], "Assen");
//! assert_eq!(names.indices().count(), 1);
//! ```

mod matrix;
mod typed;
mod vector;

pub use matrix::SquareMatrix;
pub use typed::{
    DriverIdx, Index, OrganisationIdx, ParcelIdx, PlaceIdx, RequestIdx, RouteIdx, ShipmentIdx,
    TitleIdx, VehicleIdx, VisitIdx,
};
pub use vector::IndexVec;

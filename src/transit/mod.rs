//! When a parcel arrives.

//! The periodic routes.

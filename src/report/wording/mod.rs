//! Words for readers, in Dutch and English.

mod diagnostics;

pub use diagnostics::{help, message};

/// The language of what people read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// Nederlands.
    #[default]
    Dutch,
    /// English.
    English,
}

//! What stands under the name of a file: a stream, or why there is none.

use std::fmt;
use std::io::{Cursor, Read, Seek};

use super::codes;
use crate::diagnostic::Diagnostic;

/// Bytes that can be read twice: once to learn their encoding, once for their rows.
pub trait Source: Read + Seek + fmt::Debug {}

impl<T: Read + Seek + fmt::Debug> Source for T {}

/// What stands under the name of a file.
#[derive(Debug)]
pub enum FileContent {
    /// Nothing.
    Absent,
    /// A file that lies in memory.
    Bytes(Vec<u8>),
    /// A file that is read as it goes, and never held whole.
    Stream(Box<dyn Source>),
    /// A folder, a pipe or a device.
    NotAFile,
    /// A file that cannot be read, with the reason.
    Unreadable(String),
}

impl FileContent {
    /// The stream of a file, or the finding that there is none.
    pub(super) fn open(self, file: &str) -> Result<Box<dyn Source>, Box<Diagnostic>> {
        Err(Box::new(match self {
            Self::Bytes(bytes) => return Ok(Box::new(Cursor::new(bytes))),
            Self::Stream(source) => return Ok(source),
            Self::Absent => codes::file_missing(file),
            Self::NotAFile => codes::not_a_file(file),
            Self::Unreadable(reason) => codes::unreadable(file, &reason),
        }))
    }
}

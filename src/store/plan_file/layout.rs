//! JSON with one element of each list on a line.

use std::io::{self, Write};

use serde_json::ser::Formatter;

/// The nesting down to which values stand on lines of their own: the file's keys, and the
/// elements of its lists.
const LINES_DEPTH: usize = 2;

/// Breaks lines at the outer two levels and writes everything inside without blanks.
#[derive(Debug, Default)]
pub(super) struct ElementPerLine {
    depth: usize,
    has_value: bool,
}

impl ElementPerLine {
    fn open<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.has_value = false;
        writer.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        let on_lines = self.depth <= LINES_DEPTH;
        self.depth -= 1;
        if on_lines && self.has_value {
            self.line(writer)?;
        }
        writer.write_all(bracket)
    }

    fn next<W: ?Sized + Write>(&self, writer: &mut W, is_first: IsFirst) -> io::Result<()> {
        if is_first == IsFirst::No {
            writer.write_all(b",")?;
        }
        if self.depth <= LINES_DEPTH { self.line(writer) } else { Ok(()) }
    }

    fn line<W: ?Sized + Write>(&self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b"\n")?;
        (0..self.depth).try_for_each(|_| writer.write_all(b"  "))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum IsFirst {
    Yes,
    No,
}

impl From<bool> for IsFirst {
    fn from(is_first: bool) -> Self {
        if is_first { Self::Yes } else { Self::No }
    }
}

impl Formatter for ElementPerLine {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.next(writer, first.into())
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.next(writer, first.into())
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(if self.depth <= LINES_DEPTH { b": " } else { b":" })
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }
}

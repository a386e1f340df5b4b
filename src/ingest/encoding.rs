//! How the bytes of a file stand for text.
//!
//! Bytes below 128 mean the same in both encodings that are read, so nothing has to be decided
//! before the first other byte. There the rest of the file is looked through once, since the first
//! byte that is no UTF-8 decides for the whole file and a row that was taken cannot be taken back.

use std::io::{self, Read, SeekFrom};
use std::str;

use super::limits::CHUNK_BYTES;
use super::source::Source;

pub(super) const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";
pub(super) const UTF16_MARKS: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];

/// How bytes stand for text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// As everything should be.
    Utf8,
    /// As older spreadsheets write it; the line has the first byte that is no UTF-8.
    Windows1252 { line: u64 },
}

/// The encoding of a source of which only ASCII was read up to some byte. Moves the source.
/// O(bytes), in one buffer.
pub(super) fn encoding_from(source: &mut dyn Source, start: u64) -> io::Result<Encoding> {
    source.seek(SeekFrom::Start(start))?;
    let mut chunk = vec![0; CHUNK_BYTES];
    // `carried` bytes at the start of the chunk begin a character that the last chunk cut.
    let (mut offset, mut carried) = (start, 0);
    loop {
        let fresh = fill(source, &mut chunk[carried..])?;
        let bytes = &chunk[..carried + fresh];
        let valid = match str::from_utf8(bytes) {
            Ok(_) => bytes.len(),
            Err(cut) if cut.error_len().is_none() && fresh > 0 => cut.valid_up_to(),
            Err(bad) => {
                let line = line_at(source, offset + bad.valid_up_to() as u64)?;
                return Ok(Encoding::Windows1252 { line });
            }
        };
        if fresh == 0 {
            return Ok(Encoding::Utf8);
        }
        carried = bytes.len() - valid;
        chunk.copy_within(valid..valid + carried, 0);
        offset += valid as u64;
    }
}

/// Reads until the buffer is full or the source ends; gives the number of bytes.
pub(super) fn fill(source: &mut dyn Source, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match source.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// The line on which a byte stands, from 1; a line ends with LF, CRLF or CR. Moves the source.
pub(super) fn line_at(source: &mut dyn Source, at: u64) -> io::Result<u64> {
    source.seek(SeekFrom::Start(0))?;
    let mut before = source.take(at);
    let mut chunk = [0; 1 << 12];
    let (mut line, mut last) = (1, 0);
    loop {
        let read = before.read(&mut chunk)?;
        if read == 0 {
            return Ok(line);
        }
        for byte in &chunk[..read] {
            let ends = *byte == b'\r' || *byte == b'\n' && last != b'\r';
            line += u64::from(ends);
            last = *byte;
        }
    }
}

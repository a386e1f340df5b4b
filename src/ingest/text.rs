//! The text of a file, a chunk at a time.

use std::io::{self, SeekFrom};

use encoding_rs::WINDOWS_1252;
use memchr::memchr;

use super::encoding::{Encoding, UTF8_MARK, UTF16_MARKS, encoding_from, fill, line_at};
use super::limits::CHUNK_BYTES;
use super::source::Source;

/// Why the rest of a file cannot be read.
#[derive(Debug)]
pub(super) enum Flaw {
    /// It begins with the mark of UTF-16.
    Utf16,
    /// It holds a NUL byte.
    Nul { line: u64 },
    /// It cannot be read, or is no longer what it was a moment ago.
    Unreadable(io::Error),
}

impl From<io::Error> for Flaw {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error)
    }
}

/// A window over the text of a source. It holds what was read and not yet passed.
pub(super) struct Text<'a> {
    source: &'a mut dyn Source,
    /// Bytes read so far.
    offset: u64,
    /// Known from the first byte that is no ASCII.
    encoding: Option<Encoding>,
    window: String,
    passed: usize,
    /// Whether there is nothing in the window but printable ASCII and line ends.
    is_plain: bool,
    /// Bytes that begin a character whose end is not read yet.
    cut: Vec<u8>,
    ended: bool,
}

impl<'a> Text<'a> {
    /// The text of a source that stands at its start.
    pub(super) fn new(source: &'a mut dyn Source) -> Self {
        let (window, cut) = (String::new(), Vec::new());
        Self {
            source,
            offset: 0,
            encoding: None,
            window,
            passed: 0,
            is_plain: false,
            cut,
            ended: false,
        }
    }

    /// The line of the first byte that is no UTF-8, if the text was read as Windows-1252.
    pub(super) const fn windows_1252(&self) -> Option<u64> {
        match self.encoding {
            Some(Encoding::Windows1252 { line }) => Some(line),
            Some(Encoding::Utf8) | None => None,
        }
    }

    /// What is in the window; empty says nothing about the rest of the file.
    pub(super) fn rest(&self) -> &str {
        &self.window[self.passed..]
    }

    /// Passes bytes of the window, up to the start of a character.
    pub(super) const fn pass(&mut self, bytes: usize) {
        self.passed += bytes;
    }

    /// Whether there is nothing in the window but printable ASCII and line ends.
    pub(super) const fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// Whether the window reaches the end of the file.
    pub(super) const fn is_last(&self) -> bool {
        self.ended
    }

    /// Makes sure that the window holds something; false at the end of the file.
    pub(super) fn has_more(&mut self) -> Result<bool, Flaw> {
        while self.passed == self.window.len() && !self.ended {
            self.extend()?;
        }
        Ok(self.passed < self.window.len())
    }

    /// Drops what was passed, and reads a chunk behind the rest.
    pub(super) fn extend(&mut self) -> Result<(), Flaw> {
        let mut bytes = std::mem::take(&mut self.window).into_bytes();
        bytes.drain(..self.passed);
        self.passed = 0;
        let known = bytes.len();
        bytes.append(&mut self.cut);
        let start = bytes.len();
        bytes.resize(start + CHUNK_BYTES, 0);
        let fresh = fill(self.source, &mut bytes[start..])?;
        bytes.truncate(start + fresh);
        self.ended = fresh < CHUNK_BYTES;
        self.look_at(&bytes[start..])?;
        self.offset += fresh as u64;
        if known == 0 && self.offset == fresh as u64 && bytes.starts_with(UTF8_MARK) {
            bytes.drain(..UTF8_MARK.len());
        }
        self.window = match self.encoding {
            Some(Encoding::Windows1252 { .. }) => {
                let fresh = bytes.split_off(known);
                let mut window = whole(bytes)?;
                window.push_str(&WINDOWS_1252.decode_without_bom_handling(&fresh).0);
                window
            }
            Some(Encoding::Utf8) | None => self.without_cut(bytes)?,
        };
        self.is_plain = is_plain(&self.window);
        Ok(())
    }

    /// Finds what no text has in bytes that were just read, and the encoding when they need one.
    fn look_at(&mut self, fresh: &[u8]) -> Result<(), Flaw> {
        if self.offset == 0 && UTF16_MARKS.iter().any(|mark| fresh.starts_with(mark)) {
            return Err(Flaw::Utf16);
        }
        if let Some(at) = memchr(0, fresh) {
            let line = line_at(self.source, self.offset + at as u64)?;
            return Err(Flaw::Nul { line });
        }
        if self.encoding.is_none() && !fresh.is_ascii() {
            self.encoding = Some(encoding_from(self.source, self.offset)?);
            self.source.seek(SeekFrom::Start(self.offset + fresh.len() as u64))?;
        }
        Ok(())
    }

    /// UTF-8 without the character that its end may cut, which is kept for the next chunk.
    fn without_cut(&mut self, bytes: Vec<u8>) -> io::Result<String> {
        String::from_utf8(bytes).or_else(|refused| {
            let error = refused.utf8_error();
            let mut bytes = refused.into_bytes();
            if !self.ended && error.error_len().is_none() {
                self.cut = bytes.split_off(error.valid_up_to());
            }
            whole(bytes)
        })
    }
}

/// Whether there is nothing in a text but printable ASCII and line ends.
fn is_plain(text: &str) -> bool {
    let is_plain = |byte: u8| (b' '..=b'~').contains(&byte) | matches!(byte, b'\n' | b'\r');
    // Without an early end, so that many bytes are looked at together.
    text.bytes().fold(true, |plain, byte| plain & is_plain(byte))
}

/// A text that was seen to be one; a failure says that the file changed meanwhile.
fn whole(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn read(bytes: &[u8]) -> Result<(String, Option<u64>), Flaw> {
        let mut source = Cursor::new(bytes.to_vec());
        let mut text = Text::new(&mut source);
        let mut all = String::new();
        while text.has_more()? {
            all.push_str(text.rest());
            text.pass(text.rest().len());
        }
        Ok((all, text.windows_1252()))
    }

    fn check(bytes: &[u8], expected: &str, windows_1252: Option<u64>) {
        let (text, line) = read(bytes).expect("a text");
        assert!(text == expected, "{} bytes, {text:.20}", bytes.len());
        assert_eq!(line, windows_1252);
    }

    #[test]
    fn utf8_is_read_with_and_without_a_mark() {
        check("id\nCoëvorden\n".as_bytes(), "id\nCoëvorden\n", None);
        check("\u{feff}id\n".as_bytes(), "id\n", None);
        check(b"", "", None);
    }

    #[test]
    fn the_first_byte_that_is_no_utf8_decides_for_the_whole_file() {
        check(b"id\nCo\xebvorden \x80\n", "id\nCoëvorden €\n", Some(2));
        check(b"id\n\xc3\xa9\n\xe9\n", "id\nÃ©\né\n", Some(3));
        check(b"\xef\xbb\xbfid\r\r\n\n\xeb", "id\r\r\n\në", Some(4));
    }

    #[test]
    fn a_character_may_lie_across_two_chunks_and_be_cut_at_the_end() {
        for short in 0..6 {
            let ascii = "a".repeat(CHUNK_BYTES - short);
            let text = format!("{ascii}é\u{1f4da}");
            check(text.as_bytes(), &text, None);
            let cut = &text.as_bytes()[..text.len() - 1];
            check(cut, &format!("{ascii}Ã©ðŸ“"), Some(1));
        }
    }

    #[test]
    fn utf16_and_nul_bytes_are_refused() {
        assert!(matches!(read(b"\xff\xfei\0d\0"), Err(Flaw::Utf16)));
        assert!(matches!(read(b"\xfe\xff\0i\0d"), Err(Flaw::Utf16)));
        assert!(matches!(read(b"id\n\0\n"), Err(Flaw::Nul { line: 2 })));
        let late = "a\n".repeat(CHUNK_BYTES) + "\0";
        let line = CHUNK_BYTES as u64 + 1;
        assert!(matches!(read(late.as_bytes()), Err(Flaw::Nul { line: l }) if l == line));
    }
}

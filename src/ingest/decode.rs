//! Bytes to text: UTF-8, or Windows-1252 where a byte says so.

use encoding_rs::WINDOWS_1252;

use super::codes;
use super::findings::Findings;
use super::limits::FILE_BYTES_MAX;

const UTF8_MARK: char = '\u{feff}';
const UTF16_MARKS: [&[u8]; 2] = [&[0xff, 0xfe], &[0xfe, 0xff]];

/// The text of a file, line ends unified; `None` with a finding when it is no text.
pub(super) fn decode(file: &str, bytes: Vec<u8>, found: &mut Findings) -> Option<String> {
    if bytes.len() as u64 > FILE_BYTES_MAX {
        found.push(codes::file_too_large(file));
        return None;
    }
    if UTF16_MARKS.iter().any(|mark| bytes.starts_with(mark)) {
        found.push(codes::utf16(file));
        return None;
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        found.push(codes::nul_byte(file, line_of(&bytes, at)));
        return None;
    }
    let mut text = String::from_utf8(bytes).unwrap_or_else(|refused| {
        let first_bad = refused.utf8_error().valid_up_to();
        let line = line_of(refused.as_bytes(), first_bad);
        found.push(codes::windows_1252(file, line));
        WINDOWS_1252.decode_without_bom_handling(refused.as_bytes()).0.into_owned()
    });
    if text.starts_with(UTF8_MARK) {
        text.drain(..UTF8_MARK.len_utf8());
    }
    let classic_mac = text.contains('\r') && !text.contains('\n');
    Some(if classic_mac { text.replace('\r', "\n") } else { text })
}

/// The line on which a byte stands, from 1.
fn line_of(bytes: &[u8], at: usize) -> u64 {
    bytes[..at].split(|byte| *byte == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: Option<&str>, codes: &[&str]) {
        let mut found = Findings::default();
        let decoded = decode("places.csv", bytes.to_vec(), &mut found);
        assert_eq!(decoded.as_deref(), text);
        let given: Vec<&str> = found.finish().iter().map(|finding| finding.code.0).collect();
        assert_eq!(given, codes);
    }

    #[test]
    fn reads_utf8_with_and_without_a_mark() {
        check("id\nCoëvorden\n".as_bytes(), Some("id\nCoëvorden\n"), &[]);
        check("\u{feff}id\n".as_bytes(), Some("id\n"), &[]);
    }

    #[test]
    fn reads_windows_1252_with_a_warning() {
        check(b"id\nCo\xebvorden \x80\n", Some("id\nCoëvorden €\n"), &["I0007"]);
    }

    #[test]
    fn refuses_utf16_and_nul_bytes() {
        check(b"\xff\xfei\0d\0", None, &["I0005"]);
        check(b"\xfe\xff\0i\0d", None, &["I0005"]);
        check(b"id\n\0\n", None, &["I0006"]);
    }

    #[test]
    fn reads_the_line_ends_of_an_old_macintosh() {
        check(b"id\rA\r", Some("id\nA\n"), &[]);
    }
}

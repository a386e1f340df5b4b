//! Numbers that the world gives to libraries and books: ISIL, PPN, ISBN.
//!
//! Three forms and two check digits are less code than a crate for ISBN is to watch: what such a
//! crate adds, the ranges by which hyphens are put in, nobody here reads.

use std::fmt;

/// The code of a library in the world (ISIL), such as `NL-0800070000`.
///
/// Reference: ISO 15511 (2019), "International standard identifier for libraries and related
/// organizations". Two codes that differ in the case of letters only are one code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Isil(Box<str>);

/// What the last four digits of a code of the Dutch location register (G!DS) say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegisteredKind {
    /// `0000`: the head address of an organisation (hoofdadres).
    HeadAddress,
    /// `1xxx`: a branch, a service point, a self-service point.
    Branch,
    /// `2xyz`: a book bus or one of its stops.
    BookBus,
    /// `3xxx`: a special location that the library system knows.
    Special,
}

const ISIL_CHARACTERS_MAX: usize = 16;
const REGISTER_PREFIX: &str = "NL-";
const REGISTER_DIGITS: usize = 10;

impl Isil {
    /// The code of a text, if it has the form: a country of two capitals, or another prefix of
    /// one, three or four letters and digits; a hyphen; letters, digits, `/`, `-` and `:`; 16
    /// characters at most.
    ///
    /// ```
    /// use leenroute::model::{Isil, RegisteredKind};
    ///
    /// let branch = Isil::parse("NL-0800071003").expect("an ISIL");
    /// assert_eq!(branch.registered_kind(), Some(RegisteredKind::Branch));
    /// assert_eq!(Isil::parse("0800071003"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (prefix, identifier) = text.split_once('-')?;
        let is_prefix = match prefix.len() {
            2 => prefix.bytes().all(|byte| byte.is_ascii_uppercase()),
            1 | 3 | 4 => prefix.bytes().all(|byte| byte.is_ascii_alphanumeric()),
            _ => false,
        };
        let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b':');
        let is_identifier = !identifier.is_empty() && identifier.bytes().all(is_sign);
        let fits = text.len() <= ISIL_CHARACTERS_MAX && is_prefix && is_identifier;
        fits.then(|| Self(text.into()))
    }

    /// The code as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form by which codes are compared, since letters have no case there.
    pub fn folded(&self) -> String {
        self.0.to_ascii_uppercase()
    }

    /// What the code says of its kind, where it is one of the Dutch register: `NL-` and ten
    /// digits, of which the last four tell.
    pub fn registered_kind(&self) -> Option<RegisteredKind> {
        let digits = self.0.strip_prefix(REGISTER_PREFIX)?;
        let is_registered =
            digits.len() == REGISTER_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
        match digits.get(REGISTER_DIGITS - 4..).filter(|_| is_registered)?.as_bytes() {
            b"0000" => Some(RegisteredKind::HeadAddress),
            [b'1', ..] => Some(RegisteredKind::Branch),
            [b'2', ..] => Some(RegisteredKind::BookBus),
            [b'3', ..] => Some(RegisteredKind::Special),
            _ => None,
        }
    }
}

impl fmt::Display for Isil {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The number of a title in the national catalogue (Pica-productienummer), such as `059912345`.
///
/// Invariant: at least nine characters, digits but for the last, which checks them and may be
/// `X`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ppn(Box<str>);

const PPN_CHARACTERS: usize = 9;
const PPN_CHARACTERS_MAX: usize = 12;

impl Ppn {
    /// The number of a text whose check digit is right; zeros that a spreadsheet took from its
    /// front are put back.
    pub fn parse(text: &str) -> Option<Self> {
        let bare = text.trim_start_matches('0');
        if !(2..=PPN_CHARACTERS_MAX).contains(&bare.len()) || !checks_modulo_11(bare) {
            return None;
        }
        Some(Self(format!("{:0>PPN_CHARACTERS$}", bare.to_ascii_uppercase()).into()))
    }

    /// The number as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Ppn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The number of an edition (ISBN) in its form of thirteen digits; `Display` writes these.
///
/// Reference: ISO 2108 (2017), "International Standard Book Number".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Isbn(u64);

/// Why a text is no ISBN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IsbnFault {
    /// It has not 10 or 13 digits, the last of 10 perhaps an `X`, or begins with neither 978 nor
    /// 979.
    Form,
    /// Its check digit does not fit the others.
    CheckDigit,
    /// It becomes right by a zero at its front, which a spreadsheet took.
    ZeroLost(Isbn),
}

const BOOKLAND: [&str; 2] = ["978", "979"];
const SHORT: usize = 10;
const LONG: usize = 13;

impl Isbn {
    /// The number of a text of 10 or 13 digits, with hyphens or without.
    ///
    /// ```
    /// use leenroute::model::Isbn;
    ///
    /// let short = Isbn::parse("90-234-5678-5").expect("an ISBN of ten digits");
    /// assert_eq!(short.to_string(), "9789023456780");
    /// assert_eq!(Isbn::parse("978-90-234-5678-0"), Ok(short));
    /// ```
    pub fn parse(text: &str) -> Result<Self, IsbnFault> {
        let plain: String = text.chars().filter(|sign| *sign != '-').collect();
        let (body, last) =
            plain.split_at_checked(plain.len().saturating_sub(1)).unwrap_or_default();
        let is_digit = |byte: u8| byte.is_ascii_digit();
        let digits = body.bytes().all(is_digit)
            && (last.bytes().all(is_digit) || (plain.len() < LONG && matches!(last, "x" | "X")));
        match plain.len() {
            SHORT if digits && checks_modulo_11(&plain) => Ok(Self::of_body(BOOKLAND[0], body)),
            LONG if digits && BOOKLAND.iter().any(|prefix| plain.starts_with(prefix)) => {
                let right = Self::of_body("", body);
                if right.to_string() == plain { Ok(right) } else { Err(IsbnFault::CheckDigit) }
            }
            SHORT if digits => Err(IsbnFault::CheckDigit),
            length if digits && length + 1 == SHORT => {
                let whole = format!("0{plain}");
                if checks_modulo_11(&whole) {
                    Err(IsbnFault::ZeroLost(Self::of_body(BOOKLAND[0], &format!("0{body}"))))
                } else {
                    Err(IsbnFault::Form)
                }
            }
            _ => Err(IsbnFault::Form),
        }
    }

    /// The number of twelve digits and the check digit that they ask for.
    fn of_body(prefix: &str, body: &str) -> Self {
        let digits = prefix.bytes().chain(body.bytes()).map(|byte| u64::from(byte - b'0'));
        let (mut number, mut sum) = (0, 0);
        for (rank, digit) in digits.enumerate() {
            number = number * 10 + digit;
            sum += if rank % 2 == 0 { digit } else { 3 * digit };
        }
        Self(number * 10 + (10 - sum % 10) % 10)
    }
}

impl fmt::Display for Isbn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:013}", self.0)
    }
}

/// Whether digits, the last perhaps `X` for ten, add up to a multiple of eleven, each times its
/// rank from the right.
fn checks_modulo_11(text: &str) -> bool {
    let value = |(rank, byte): (usize, u8)| match byte {
        b'0'..=b'9' => Some(usize::from(byte - b'0')),
        b'X' | b'x' if rank == 0 => Some(10),
        _ => None,
    };
    let weighed = |pair: (usize, u8)| Some(value(pair)? * (pair.0 + 1));
    let sum: Option<usize> = text.bytes().rev().enumerate().map(weighed).sum();
    sum.is_some_and(|sum| sum % 11 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_isil_is_a_prefix_a_hyphen_and_an_identifier() {
        for text in ["NL-0800070000", "DE-1", "ZDB-1-ACM", "O-a/b:c", "OCLC-QGE"] {
            assert_eq!(Isil::parse(text).map(|isil| isil.to_string()).as_deref(), Some(text));
        }
        for text in ["", "NL", "NL-", "-1", "nl-1", "NLNLN-1", "NL-08 00", "NL-é", "NL_1"] {
            assert_eq!(Isil::parse(text), None, "{text}");
        }
        assert!(Isil::parse("NL-0123456789012").is_some());
        assert_eq!(Isil::parse("NL-01234567890123"), None);
        let [one, other] = ["FI-Ht", "FI-HT"].map(|text| Isil::parse(text).expect("an ISIL"));
        assert_eq!(one.folded(), other.folded());
    }

    #[test]
    fn the_last_digits_of_a_registered_code_say_what_it_is() {
        let kind = |text| Isil::parse(text).expect("an ISIL").registered_kind();
        assert_eq!(kind("NL-0800070000"), Some(RegisteredKind::HeadAddress));
        assert_eq!(kind("NL-0800071000"), Some(RegisteredKind::Branch));
        assert_eq!(kind("NL-0800072013"), Some(RegisteredKind::BookBus));
        assert_eq!(kind("NL-0800073999"), Some(RegisteredKind::Special));
        for unsaid in
            ["NL-0800074000", "NL-0800070001", "NL-080007100", "NL-08000710A0", "BE-0800071000"]
        {
            assert_eq!(kind(unsaid), None, "{unsaid}");
        }
    }

    #[test]
    fn a_ppn_has_a_check_digit_and_keeps_its_zeros() {
        let read = |text| Ppn::parse(text).map(|ppn| ppn.to_string());
        assert_eq!(read("123456788"), None);
        assert_eq!(read("12345678X"), None);
        for (text, ppn) in [
            ("123456789", "123456789"),
            ("012345679", "012345679"),
            ("12345679", "012345679"),
            ("00000006x", "00000006X"),
        ] {
            assert_eq!(read(text).as_deref(), Some(ppn), "{text}");
        }
        for text in ["", "0", "X", "1X3456789", "12 3456789", "PPN123456789", "1234567890123"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn an_isbn_is_read_in_both_lengths_and_written_in_one() {
        let read = |text| Isbn::parse(text).map(|isbn| isbn.to_string());
        let thirteen = Ok("9780306406157".to_owned());
        for text in ["0306406152", "0-306-40615-2", "9780306406157", "978-0-306-40615-7"] {
            assert_eq!(read(text), thirteen, "{text}");
        }
        assert_eq!(read("080442957X"), Ok("9780804429573".to_owned()));
        assert_eq!(read("979-10-90636-07-1"), Ok("9791090636071".to_owned()));
    }

    #[test]
    fn an_isbn_that_is_wrong_says_how() {
        for text in ["0306406153", "9780306406158"] {
            assert_eq!(Isbn::parse(text), Err(IsbnFault::CheckDigit), "{text}");
        }
        let forms =
            ["", "X", "-", "9770306406157", "978030640615X", "03064X6152", "12345678", "é30640615"];
        for text in forms {
            assert_eq!(Isbn::parse(text), Err(IsbnFault::Form), "{text}");
        }
        let whole = Isbn::parse("0306406152").expect("an ISBN");
        assert_eq!(Isbn::parse("306406152"), Err(IsbnFault::ZeroLost(whole)));
        assert_eq!(Isbn::parse("306406153"), Err(IsbnFault::Form));
    }
}

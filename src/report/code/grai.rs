//! The Global Returnable Asset Identifier of a crate (GRAI).

use std::fmt;
use std::str::FromStr;

use super::{Modules, gs1_128};

/// Digits of a type with its check digit.
const DIGITS: usize = 13;

/// A type of crate as GS1 numbers it (kratsoort): prefix of the company, type, check digit.
///
/// ```
/// use leenroute::report::Grai;
///
/// assert!("8712345000011".parse::<Grai>().is_ok());
/// assert!("8712345000012".parse::<Grai>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grai(String);

/// Why a text is no type of crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseGraiError {
    /// It has not 13 digits.
    #[error("a GRAI begins with 13 digits: prefix of the company, type of crate, check digit")]
    Digits,
    /// Its last digit does not follow from the others.
    #[error("the check digit should be {0}")]
    CheckDigit(u32),
}

impl FromStr for Grai {
    type Err = ParseGraiError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits: Option<Vec<u32>> = text.chars().map(|sign| sign.to_digit(10)).collect();
        let digits = digits.filter(|digits| digits.len() == DIGITS);
        let Some((check, rest)) = digits.as_deref().and_then(<[u32]>::split_last) else {
            return Err(ParseGraiError::Digits);
        };
        let weighted = rest.iter().rev().zip([3, 1].into_iter().cycle());
        let sum: u32 = weighted.map(|(digit, weight)| digit * weight).sum();
        let expected = (10 - sum % 10) % 10;
        if *check == expected {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseGraiError::CheckDigit(expected))
        }
    }
}

impl fmt::Display for Grai {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Grai {
    /// What people read under the bars of a crate of this type.
    pub(in crate::report) fn text(&self, serial: u32) -> String {
        format!("(8003) 0{self} {serial}")
    }

    /// The bars of a crate of this type.
    pub(in crate::report) fn bars(&self, serial: u32) -> Modules {
        gs1_128(&format!("80030{self}{serial}"))
    }
}

//! Codes that scanners read: QR and Code 128 (streepjescodes), as one SVG path each.
//!
//! A path of whole modules scales without blur, prints on any printer, and is the same text on
//! paper, on the screen and in the tests, which decode it again.
//!
//! It deliberately knows no crate and no item: it draws a text. References: ISO/IEC 18004:2024
//! (QR code), ISO/IEC 15417:2007 (Code 128), GS1 General Specifications (GRAI, application
//! identifier 8003).
//!
//! Entry points: [`qr`], [`code_128`], [`Grai`].

mod grai;

use std::fmt::Write as _;

use barcoders::sym::code128::Code128;
use fast_qr::{ECL, QRBuilder};

pub use grai::{Grai, ParseGraiError};

/// Blank modules around a QR code.
const QR_QUIET: usize = 4;

/// Blank modules on both sides of a Code 128.
const BARS_QUIET: usize = 10;

/// The sign by which the encoder switches to letters, and its sign for "function 1" of GS1.
const SET_B: char = '\u{181}';
const FUNCTION_1: char = '\u{179}';

/// A code as a picture of black modules on white.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Modules {
    /// With the blank edge.
    pub(super) width: usize,
    /// With the blank edge; 1 for bars, which are drawn as high as there is room.
    pub(super) height: usize,
    /// The black parts, as the `d` of an SVG path.
    pub(super) path: String,
}

/// The QR code of a text of printable ASCII, up to 200 characters.
///
/// # Panics
///
/// On a longer text, which no version of the code at this level holds.
pub(super) fn qr(text: &str) -> Modules {
    let code = QRBuilder::new(text).ecl(ECL::M).build();
    let code = code.expect("the texts of labels are short");
    let mut path = String::new();
    for row in 0..code.size {
        let dark: Vec<bool> = code[row].iter().map(|module| module.value()).collect();
        add_runs(&mut path, &dark, (QR_QUIET, row + QR_QUIET));
    }
    let edge = code.size + 2 * QR_QUIET;
    Modules { width: edge, height: edge, path }
}

/// The Code 128 of a text of printable ASCII.
///
/// # Panics
///
/// On any other text: callers make their codes of letters, digits and dashes.
pub(super) fn code_128(text: &str) -> Modules {
    bars(format!("{SET_B}{text}"))
}

/// The GS1-128 of application identifiers with their values.
fn gs1_128(text: &str) -> Modules {
    bars(format!("{SET_B}{FUNCTION_1}{text}"))
}

fn bars(signs: String) -> Modules {
    let code = Code128::new(signs).expect("codes are of printable ASCII");
    let dark: Vec<bool> = code.encode().iter().map(|module| *module == 1).collect();
    let mut path = String::new();
    add_runs(&mut path, &dark, (BARS_QUIET, 0));
    Modules { width: dark.len() + 2 * BARS_QUIET, height: 1, path }
}

/// Adds a rectangle for each run of dark modules of a row.
fn add_runs(path: &mut String, dark: &[bool], (left, top): (usize, usize)) {
    let mut column = 0;
    while column < dark.len() {
        let length = dark[column..].iter().take_while(|module| **module).count();
        if length > 0 {
            let x = left + column;
            let _ = write!(path, "M{x} {top}h{length}v1h-{length}z");
        }
        column += length.max(1);
    }
}

/// A code as text that stays what it is in Code 128 and on a keyboard: capitals, digits, dashes.
pub(super) fn plain(code: &str) -> String {
    let sign = |letter: char| {
        if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '-' }
    };
    code.chars().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use rxing::BarcodeFormat;
    use rxing::helpers::detect_in_luma;

    use super::*;

    /// Pixels a module.
    const SCALE: usize = 4;

    /// The picture that a printer makes of a path: 8-bit grey, row by row.
    fn raster(code: &Modules, rows: usize) -> (Vec<u8>, u32, u32) {
        let (width, height) = (code.width * SCALE, code.height * rows * SCALE);
        let mut grey = vec![255; width * height];
        for run in code.path.split('M').skip(1) {
            let numbers: Vec<usize> = run
                .split(|sign: char| !sign.is_ascii_digit())
                .filter_map(|number| number.parse().ok())
                .collect();
            let [x, y, length, ..] = numbers[..] else { panic!("{run}") };
            for pixel_y in y * rows * SCALE..(y + 1) * rows * SCALE {
                let start = pixel_y * width + x * SCALE;
                grey[start..start + length * SCALE].fill(0);
            }
        }
        let size = |pixels: usize| u32::try_from(pixels).expect("a small picture");
        (grey, size(width), size(height))
    }

    fn read(code: &Modules, rows: usize, format: BarcodeFormat) -> String {
        let (grey, width, height) = raster(code, rows);
        let found = detect_in_luma(grey, width, height, Some(format)).expect("a readable code");
        found.getText().to_owned()
    }

    #[test]
    fn codes_are_read_as_they_were_written() {
        for text in ["IBL:26W48D2-RLD-01-3", "A", "0123456789-XYZ"] {
            assert_eq!(read(&qr(text), 1, BarcodeFormat::QR_CODE), text);
            assert_eq!(read(&code_128(text), 20, BarcodeFormat::CODE_128), text);
        }
    }

    #[test]
    fn a_grai_is_read_with_its_application_identifier() {
        let grai: Grai = "8712345000011".parse().expect("a type with its check digit");
        let read = read(&grai.bars(264_820_001), 20, BarcodeFormat::CODE_128);
        let digits: String = read.chars().filter(char::is_ascii_digit).collect();
        assert_eq!(digits, "800308712345000011264820001");
    }

    #[test]
    fn codes_for_scanners_are_capitals_digits_and_dashes() {
        assert_eq!(plain("Rld_01 é"), "RLD-01--");
    }
}

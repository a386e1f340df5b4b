//! The codes of labels and slips, read from the page as a scanner would.

use std::collections::BTreeSet;

use rxing::BarcodeFormat;
use rxing::helpers::detect_in_luma;
use serde_json::Value;

use super::office;
use super::poppler::{Picture, has_poppler, page_texts};
use crate::office::Office;

/// Dots an inch, as a cheap printer has.
const DOTS: usize = 200;

/// Stickers of a page: two by four.
const STICKERS: usize = 8;

/// The stickers of a page, as pictures.
fn stickers(page: &Picture) -> Vec<Picture> {
    let dots = |tenths_of_mm: usize| tenths_of_mm * DOTS / 254;
    let sticker = |index: usize| {
        let corner = (47 + index % 2 * (991 + 25), 130 + index / 2 * 677);
        page.part((dots(corner.0), dots(corner.1)), (dots(991), dots(677)))
    };
    (0..STICKERS).map(sticker).collect()
}

fn read(picture: &Picture, format: BarcodeFormat) -> Option<String> {
    let size = |dots: usize| u32::try_from(dots).expect("a small picture");
    let (width, height) = (size(picture.width), size(picture.height));
    let found = detect_in_luma(picture.grey.clone(), width, height, Some(format)).ok()?;
    Some(found.getText().to_owned())
}

fn rows<'a>(document: &'a Value, key: &str) -> &'a [Value] {
    document[key].as_array().map_or(&[], Vec::as_slice)
}

/// The crates, bags and mixed crates that the plan loads.
fn loaded(office: &Office) -> usize {
    let plan: Value = serde_json::from_str(&office.read("plan/plan.json")).expect("JSON");
    let of_visit = |visit: &Value| {
        let delivery = &visit["delivery"];
        rows(delivery, "crates").len() + usize::from(!delivery["bag"].is_null())
    };
    let of_route =
        |route: &Value| rows(route, "mixed_crates").len() + rows(route, "transfers").len();
    let visits: usize = rows(&plan, "visits").iter().map(of_visit).sum();
    visits + rows(&plan, "routes").iter().map(of_route).sum::<usize>()
}

#[test]
fn both_codes_of_every_label_are_read_from_the_page_and_say_the_same() {
    if !has_poppler() {
        return;
    }
    let office = office();
    office.ask("print plan --only pdf,labels", 0);
    let file = "plan/sheets/kratlabels.pdf";
    let mut codes = BTreeSet::new();
    for (number, text) in page_texts(&office, file).iter().enumerate() {
        let page = Picture::of(&office, file, number + 1, DOTS);
        for sticker in stickers(&page).iter().filter(|sticker| sticker.darkness() > 0.01) {
            let qr = read(sticker, BarcodeFormat::QR_CODE).expect("a QR code");
            let bars = read(sticker, BarcodeFormat::CODE_128).expect("a Code 128");
            assert_eq!(qr, format!("IBL:{bars}"));
            assert!(text.contains(&bars), "{bars} is not to be read by eye");
            assert!(codes.insert(bars), "two labels of {qr}");
        }
    }
    assert!(!codes.is_empty());
    assert_eq!(codes.len(), loaded(&office), "{codes:?}");
}

#[test]
fn both_codes_of_every_slip_are_read_from_the_page() {
    if !has_poppler() {
        return;
    }
    let office = office();
    office.ask("print plan --only pdf,slips", 0);
    let file = "plan/sheets/pakbonnen.pdf";
    let mut read_codes = 0;
    for number in 1..=page_texts(&office, file).len() {
        let page = Picture::of(&office, file, number, DOTS);
        for slip in stickers(&page).iter().filter(|slip| slip.darkness() > 0.01) {
            let (width, height) = (slip.width, slip.height);
            // The way out is in the middle of a slip, the way back at its foot.
            let out = slip.part((0, height * 3 / 10), (width, height * 3 / 10));
            let back = slip.part((0, height * 6 / 10), (width, height * 4 / 10));
            let out = read(&out, BarcodeFormat::CODE_128).expect("a way out");
            let back = read(&back, BarcodeFormat::CODE_128).expect("a way back");
            assert!(out.starts_with("H-") && back.starts_with("T-"), "{out} {back}");
            assert_eq!(out[2..], back[2..]);
            read_codes += 1;
        }
    }
    assert!(read_codes > 0);
}

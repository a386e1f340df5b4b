//! The targets over bytes that are kept, and over random ones.
//!
//! What a fuzzer finds goes into `tests/corpus/TARGET/` and is tried ever after.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::targets::{fuzz_cell, fuzz_folder, fuzz_plan_json, fuzz_settings};

fn try_all(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(target);
    let mut tried = 0;
    for entry in fs::read_dir(folder).expect("a corpus") {
        run(&fs::read(entry.expect("an entry").path()).expect("bytes of the corpus"));
        tried += 1;
    }
    assert!(tried >= 5, "{target}: {tried} files");
}

#[test]
fn the_corpus_of_folders_is_survived() {
    try_all("folder", fuzz_folder);
}

#[test]
fn the_corpus_of_cells_is_survived() {
    try_all("cell", fuzz_cell);
}

#[test]
fn the_corpus_of_settings_is_survived() {
    try_all("settings", fuzz_settings);
}

#[test]
fn the_corpus_of_plans_is_survived() {
    try_all("plan_json", fuzz_plan_json);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn folders_of_any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        fuzz_folder(&bytes);
    }

    #[test]
    fn folders_of_csv_like_text_are_survived(number in any::<u8>(), text in "([a-z0-9_]{0,3}[,;\"\r\n\té\u{202e}.:+-]){0,80}") {
        fuzz_folder(&[&[number], text.as_bytes()].concat());
    }

    #[test]
    fn cells_of_any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 2..60)) {
        fuzz_cell(&bytes);
    }

    #[test]
    fn cells_of_numbers_dates_and_times_are_survived(number in any::<u8>(), column in any::<u8>(), text in "['+-]?[0-9]{0,20}[.,:/E-]?[0-9]{0,4}[:-]?[0-9]{0,4}") {
        fuzz_cell(&[&[number, column], text.as_bytes()].concat());
    }

    #[test]
    fn settings_of_any_text_are_survived(text in "(\\[[a-z]{0,8}\\]\n|[a-z_]{1,12} ?= ?[-\"0-9.a-z\\[\\]]{0,8}\n|\\PC{0,12}){0,12}") {
        fuzz_settings(text.as_bytes());
    }

    #[test]
    fn plans_of_any_text_are_survived(text in "[\\{\\}\\[\\]\":,a-z0-9 .-]{0,120}") {
        fuzz_plan_json(text.as_bytes());
    }
}

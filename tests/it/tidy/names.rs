//! Files are named after nouns of the field, and the ones that open a folder explain it.

use super::tree::{Finding, PACKAGE, Tree, assert_clean, assert_found};

/// Names that collect everything.
const BARRED: &[&str] =
    &["common", "helper", "helpers", "manager", "managers", "misc", "types", "util", "utils"];

fn barred_names(tree: &Tree) -> Vec<Finding> {
    let is_barred = |part: &str| BARRED.contains(&part.split('.').next().unwrap_or(part));
    let named = tree.files.iter().filter(|file| file.path.split('/').any(is_barred));
    named.map(|file| Finding::new(&file.path, 1, "", "put it where its noun lives")).collect()
}

fn openings_without_essay(tree: &Tree) -> Vec<Finding> {
    let opens =
        |path: &str| matches!(path.rsplit('/').next(), Some("mod.rs" | "lib.rs" | "main.rs"));
    let openings = tree.rust("").filter(|file| opens(&file.path));
    openings
        .filter(|file| !file.text.starts_with("//! "))
        .map(|file| file.finding(1, "begin with `//!`: purpose, model, method, entry points"))
        .collect()
}

#[test]
fn no_file_has_a_name_that_collects_everything() {
    assert_clean(&barred_names(&PACKAGE));
}

#[test]
fn every_file_that_opens_a_folder_begins_with_an_essay() {
    assert_clean(&openings_without_essay(&PACKAGE));
}

#[test]
fn barred_names_are_found() {
    let tree = Tree::of(&[
        ("src/model/types.rs", ""),
        ("src/model/vehicle_types.rs", ""),
        ("src/utils/mod.rs", ""),
        ("tests/it/common/mod.rs", ""),
    ]);
    assert_found(
        &barred_names(&tree),
        &["src/model/types.rs:1", "src/utils/mod.rs:1", "tests/it/common/mod.rs:1"],
    );
}

#[test]
fn openings_without_essay_are_found() {
    let tree = Tree::of(&[
        ("src/lib.rs", "mod a;"),
        ("src/main.rs", "// Not a doc comment.\n//! Too late."),
        ("src/model/mod.rs", "//! Nouns."),
        ("src/model/place.rs", "struct Place;"),
        ("tests/it/main.rs", ""),
    ]);
    assert_found(
        &openings_without_essay(&tree),
        &["src/lib.rs:1", "src/main.rs:1", "tests/it/main.rs:1"],
    );
}

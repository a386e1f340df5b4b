//! Third-party crates belong to modules.
//!
//! A new line in [`OWNERS`] is a visible decision: it says which part of the program may know
//! that the crate exists.

use std::collections::BTreeSet;

use super::code::{is_word, split_at_words};
use super::tree::{Finding, PACKAGE, Tree, assert_clean, assert_found};

/// Each crate and the modules that may name it.
const OWNERS: &[(&str, &[&str])] = &[
    ("askama", &["report"]),
    ("barcoders", &["report"]),
    ("calamine", &["ingest"]),
    ("chrono", &["model"]),
    ("clap", &["cli"]),
    ("csv", &["ingest", "report", "store"]),
    ("ctrlc", &["cli"]),
    ("dejavu", &["report"]),
    ("encoding_rs", &["ingest"]),
    ("fast_qr", &["report"]),
    ("geo", &["ingest", "model", "report", "travel"]),
    ("geojson", &["ingest", "report"]),
    ("good_lp", &["bounds", "milp", "packing", "simulation"]),
    ("indicatif", &["cli"]),
    ("memchr", &["ingest"]),
    ("osmpbf", &["ingest"]),
    ("petgraph", &["matching", "model", "travel"]),
    ("quick_xml", &["ingest"]),
    ("rand", &["random"]),
    ("rand_distr", &["simulation", "synthesis"]),
    ("rand_xoshiro", &["random"]),
    (
        "rayon",
        &[
            "app",
            "bounds",
            "check",
            "ingest",
            "matching",
            "packing",
            "simulation",
            "synthesis",
            "travel",
            "vrp",
        ],
    ),
    ("rstar", &["ingest", "model", "report", "travel"]),
    ("rust_xlsxwriter", &["report"]),
    ("schemars", &["store"]),
    ("serde", &["app", "ingest", "report", "store"]),
    ("serde_json", &["cli", "ingest", "report", "store"]),
    ("sha2", &["store"]),
    ("shapefile", &["ingest"]),
    ("thiserror", &["app", "cli", "ingest", "report", "store"]),
    ("toml", &["app"]),
    ("typst", &["report"]),
    ("typst_layout", &["report"]),
    ("typst_pdf", &["report"]),
    ("ureq", &["ingest"]),
    ("zip", &["ingest"]),
];

/// The crates of tests and benches, which any test may name.
const OF_TESTS: &[&str] = &["criterion", "insta", "proptest", "rxing", "tempfile"];

const MANIFEST: &str = "Cargo.toml";

/// What the rules below are held to; planted trees bring their own.
struct Table<'table> {
    owners: &'table [(&'table str, &'table [&'table str])],
    of_tests: &'table [&'table str],
}

const TABLE: Table<'_> = Table { owners: OWNERS, of_tests: OF_TESTS };

/// Uses of a crate in a module that has no right to it.
fn foreign_uses(tree: &Tree, table: &Table<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust("src/") {
        let own = file.module().unwrap_or_default();
        for (name, modules) in table.owners {
            if modules.contains(&own) {
                continue;
            }
            for (number, _) in file.code_lines().filter(|(_, line)| names_crate(line, name)) {
                let owners = modules.join("`, `");
                let remedy = format!(
                    "`{name}` belongs to `{owners}`: use what they offer, or give `{own}` the \
                     crate in OWNERS of tests/it/tidy/crates.rs and say why in the commit"
                );
                findings.push(file.finding(number, remedy));
            }
        }
    }
    findings
}

/// Does the line of code begin a path with the crate?
fn names_crate(line: &str, name: &str) -> bool {
    split_at_words(line, name).into_iter().any(|(before, after)| {
        let of_root = match before.strip_suffix("::") {
            Some(parent) => !parent.ends_with(|last| is_word(last) || last == '>'),
            None => !before.ends_with('.'),
        };
        let imported = before.trim_start() == "use "
            || before.trim_start() == "pub use "
            || before.trim_start() == "extern crate ";
        let ends = after.starts_with(';') || after.starts_with(" as ");
        of_root && (after.starts_with("::") || (imported && ends))
    })
}

/// The dependencies of the manifest as crate names, with their lines.
fn dependencies(tree: &Tree) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut inside = false;
    let Some(manifest) = tree.file(MANIFEST) else { return found };
    for (number, line) in manifest.text_lines() {
        if let Some(header) = line.trim_end().strip_prefix('[') {
            inside = header.ends_with("dependencies]");
            if let Some((_, name)) = header.split_once("dependencies.") {
                found.push((number, crate_name(name)));
            }
        } else if inside && line.starts_with(is_word) {
            found.push((number, crate_name(line)));
        }
    }
    found
}

fn crate_name(entry: &str) -> String {
    entry.split(['=', '.', ' ', ']']).next().unwrap_or_default().replace('-', "_")
}

/// Dependencies without an owner.
fn unowned(tree: &Tree, table: &Table<'_>) -> Vec<Finding> {
    let Some(manifest) = tree.file(MANIFEST) else { return Vec::new() };
    let known: BTreeSet<&str> =
        table.owners.iter().map(|(name, _)| *name).chain(table.of_tests.iter().copied()).collect();
    let nameless = dependencies(tree).into_iter().filter(|(_, name)| !known.contains(&**name));
    nameless
        .map(|(number, name)| {
            let remedy = format!("give `{name}` a row in OWNERS of tests/it/tidy/crates.rs");
            manifest.finding(number, remedy)
        })
        .collect()
}

/// Dependencies that no source file names, and rows without dependency.
fn unused(tree: &Tree, table: &Table<'_>) -> Vec<Finding> {
    let Some(manifest) = tree.file(MANIFEST) else { return Vec::new() };
    let mut findings = Vec::new();
    let dependencies = dependencies(tree);
    for (number, name) in &dependencies {
        if !is_used(tree, name) {
            let remedy = format!("no source file names `{name}`: remove the dependency");
            findings.push(manifest.finding(*number, remedy));
        }
    }
    let rows = table.owners.iter().map(|(name, _)| *name);
    for name in rows.chain(table.of_tests.iter().copied()) {
        if !dependencies.iter().any(|(_, dependency)| dependency == name) {
            let remedy = "take it out of the lists of tests/it/tidy/crates.rs";
            findings.push(Finding::new(MANIFEST, 1, &format!("no dependency `{name}`"), remedy));
        }
    }
    findings
}

fn is_used(tree: &Tree, name: &str) -> bool {
    let files = ["src/", "tests/", "benches/"].into_iter().flat_map(|folder| tree.rust(folder));
    files.flat_map(|file| file.code.lines()).any(|line| names_crate(line, name))
}

#[test]
fn a_crate_is_named_by_its_owners_only() {
    assert_clean(&foreign_uses(&PACKAGE, &TABLE));
}

#[test]
fn every_dependency_has_an_owner() {
    assert!(!dependencies(&PACKAGE).is_empty(), "no dependency was found in {MANIFEST}");
    assert_clean(&unowned(&PACKAGE, &TABLE));
}

#[test]
fn every_dependency_is_used() {
    assert_clean(&unused(&PACKAGE, &TABLE));
}

const PLANTED: Table<'_> = Table {
    owners: &[
        ("geo", &["model"]),
        ("good_lp", &["packing"]),
        ("rand_distr", &["simulation", "synthesis"]),
    ],
    of_tests: &["insta"],
};

#[test]
fn foreign_uses_are_found() {
    let tree = Tree::of(&[
        ("src/kpi/mod.rs", "//! geo::a\nuse geo::Point;\nlet a = ::geo::b();\nuse geo as g;"),
        ("src/model/place.rs", "use geo::Point;\nuse rand_distr::Normal;"),
        ("src/travel/mod.rs", "use super::geo::Own;\nlet b = my_geo::c(geo, a.geo::<u8>());"),
    ]);
    assert_found(
        &foreign_uses(&tree, &PLANTED),
        &["src/kpi/mod.rs:2", "src/kpi/mod.rs:3", "src/kpi/mod.rs:4", "src/model/place.rs:2"],
    );
}

#[test]
fn dependencies_without_owner_are_found() {
    let manifest = "[package]\nname = \"a\"\n[dependencies]\ngeo = \"1\" # b\nsome-crate = \"2\"\n\
                    [target.'cfg(unix)'.dependencies]\nother.version = \"1\"\n\
                    [dev-dependencies]\ninsta = \"1\"\n[dependencies.third]\nversion = \"1\"\n";
    let tree = Tree::of(&[(MANIFEST, manifest)]);
    let places = ["Cargo.toml:5", "Cargo.toml:7", "Cargo.toml:10"];
    assert_found(&unowned(&tree, &PLANTED), &places);
}

#[test]
fn unused_dependencies_and_stale_rows_are_found() {
    let manifest = "[dependencies]\ngeo = \"1\"\ngood_lp = \"1\"\nrand_distr = \"1\"\n\
                    [dev-dependencies]\ninsta = \"1\"\n";
    let all_well = Tree::of(&[
        (MANIFEST, manifest),
        ("src/model/mod.rs", "use geo::Point;"),
        ("src/packing/mod.rs", "use good_lp::variable;"),
        ("src/synthesis/mod.rs", "use rand_distr::Normal;"),
        ("tests/it/main.rs", "fn a() { insta::assert_snapshot!(1); }"),
    ]);
    assert_found(&unused(&all_well, &PLANTED), &[]);
    let faults = Tree::of(&[
        (MANIFEST, &manifest.replace("rand_distr", "rand_pcg")),
        ("src/model/mod.rs", "// geo::Point\nconst A: &str = \"geo::Point\";"),
        ("src/packing/mod.rs", "use good_lp::variable;"),
        ("tests/it/main.rs", "use insta::assert_snapshot;"),
    ]);
    assert_found(&unused(&faults, &PLANTED), &["Cargo.toml:2", "Cargo.toml:4", "Cargo.toml:1"]);
}

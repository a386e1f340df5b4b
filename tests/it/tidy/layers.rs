//! A module uses modules of earlier layers only.
//!
//! The layers are the groups of `mod` lines in `src/lib.rs`, split at blank lines and comments.
//! Tests inside a module are held alike: the test of an engine may not reach up.

use std::collections::BTreeMap;

use super::code::{is_word, leading_word, split_at_words};
use super::tree::{File, Finding, PACKAGE, Tree, assert_clean, assert_found};

const ROOT: &str = "src/lib.rs";

/// Every module with the number of its group.
fn layers(tree: &Tree) -> BTreeMap<&str, usize> {
    let mut layers = BTreeMap::new();
    let mut layer = 0;
    let lines = tree.file(ROOT).map_or("", |root| root.code.as_str()).lines();
    for line in lines.map(str::trim) {
        if line.is_empty() {
            layer += 1;
        } else if let Some(module) = declared_module(line) {
            layers.insert(module, layer);
        }
    }
    layers
}

fn declared_module(line: &str) -> Option<&str> {
    let line = line.strip_prefix("pub ").unwrap_or(line);
    line.strip_prefix("mod ")?.strip_suffix(';')
}

fn uses_of_own_or_later_layers(tree: &Tree) -> Vec<Finding> {
    let layers = layers(tree);
    let mut findings = Vec::new();
    for file in tree.rust("src/") {
        let Some(own) = file.module().filter(|&own| own != "lib" && own != "main") else {
            continue;
        };
        let Some(&layer) = layers.get(own) else {
            let remedy = format!("declare `{own}` in a layer of {ROOT}, or move the file");
            findings.push(file.finding(1, remedy));
            continue;
        };
        for (number, used) in paths_from_the_root(tree, file) {
            let remedy = match layers.get(used) {
                _ if used == own => continue,
                Some(&of_used) if of_used < layer => continue,
                Some(&of_used) => {
                    let which = if of_used == layer { "the same" } else { "a later" };
                    format!(
                        "`{used}` is of {which} layer than `{own}`: pass a plain value from \
                         above, or move what both need to an earlier layer"
                    )
                }
                None => format!("`{used}` is no module of {ROOT}: name the module that owns it"),
            };
            findings.push(file.finding(number, remedy));
        }
    }
    findings
}

/// The first names of paths that begin at the root of the library, with their lines.
fn paths_from_the_root<'tree>(tree: &'tree Tree, file: &'tree File) -> Vec<(usize, &'tree str)> {
    let above = modules_above(tree, file);
    let mut paths = Vec::new();
    for (number, line) in file.code_lines() {
        let named = |prefix| {
            let found = split_at_words(line, prefix).into_iter();
            found.map(|(_, rest)| leading_word(rest)).filter(|name| !name.is_empty())
        };
        paths.extend(named("crate::").map(|name| (number, name)));
        paths.extend(
            named("super::").filter(|name| above.contains(name)).map(|name| (number, name)),
        );
    }
    paths
}

/// The modules that `super::` names in a file whose parent is the root. A child of the file may
/// have the name of a module; then `super::` in its tests names the child.
fn modules_above<'tree>(tree: &'tree Tree, file: &File) -> Vec<&'tree str> {
    let Some(own) = file.module() else { return Vec::new() };
    let folder = format!("src/{own}");
    if file.path != format!("{folder}/mod.rs") && file.path != format!("{folder}.rs") {
        return Vec::new();
    }
    let is_child = |name: &str| {
        let places = [format!("{folder}/{name}.rs"), format!("{folder}/{name}/mod.rs")];
        places.iter().any(|path| tree.file(path).is_some())
    };
    layers(tree).into_keys().filter(|name| !is_child(name)).collect()
}

/// Forms that would hide the layer of what they use.
fn hidden_paths(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust("src/") {
        for (number, line) in file.code_lines() {
            let mut roots = split_at_words(line, "crate::").into_iter();
            if roots.any(|(_, rest)| !rest.starts_with(is_word)) {
                let remedy = "write `use crate::module::Name;`, one module a line";
                findings.push(file.finding(number, remedy));
            }
            if !split_at_words(line, "use crate as ").is_empty() {
                findings.push(file.finding(number, "do not rename the crate"));
            }
            if line.contains("super::super::") {
                findings.push(file.finding(number, "write the path from `crate::`"));
            }
        }
    }
    findings
}

/// What the referee may use: nouns, and the ways between places that both are given.
const OF_THE_REFEREE: [&str; 5] = ["check", "index", "model", "travel", "units"];

/// Uses of a solver by the referee, which then would repeat its mistakes.
fn uses_of_solvers_by_the_referee(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust("src/check").filter(|file| file.module() == Some("check")) {
        for (number, used) in paths_from_the_root(tree, file) {
            if !OF_THE_REFEREE.contains(&used) {
                let remedy = format!("compute it here, in the referee's own way, not by `{used}`");
                findings.push(file.finding(number, remedy));
            }
        }
    }
    findings
}

#[test]
fn the_referee_uses_no_solver() {
    assert_clean(&uses_of_solvers_by_the_referee(&PACKAGE));
}

#[test]
fn a_referee_that_asks_a_solver_is_found() {
    let tree = Tree::of(&[
        (ROOT, PLANTED_ROOT),
        ("src/check/visits.rs", "use crate::model::Plan;\nuse crate::matching::Arc;"),
        ("src/model/check.rs", "use crate::matching::Arc;"),
    ]);
    assert_found(&uses_of_solvers_by_the_referee(&tree), &["src/check/visits.rs:2"]);
}

#[test]
fn a_module_uses_earlier_layers_only() {
    assert!(layers(&PACKAGE).len() > 10, "the layers of {ROOT} were not found");
    assert_clean(&uses_of_own_or_later_layers(&PACKAGE));
}

#[test]
fn no_path_hides_its_layer() {
    assert_clean(&hidden_paths(&PACKAGE));
}

/// The root of the planted trees.
const PLANTED_ROOT: &str = "//! Doc.\n\n// Layer 0.\npub mod units;\npub mod index;\n\
                            // Layer 1.\npub mod model;\n\npub mod matching;\n";

#[test]
fn groups_are_split_at_blank_lines_and_comments() {
    let tree = Tree::of(&[(ROOT, PLANTED_ROOT)]);
    let layers = layers(&tree);
    assert_eq!(layers["units"], layers["index"]);
    assert!(layers["index"] < layers["model"] && layers["model"] < layers["matching"]);
}

#[test]
fn uses_of_the_own_or_a_later_layer_are_found() {
    let tree = Tree::of(&[
        (ROOT, PLANTED_ROOT),
        ("src/index/mod.rs", "use crate::units::Metres;\nuse super::model::Place;"),
        ("src/matching/flow.rs", "use crate::model::Place;\nuse crate::matching::Arc;"),
        (
            "src/model/place.rs",
            "// crate::matching\n/// [`crate::matching`]\nconst A: &str = \"crate::matching\";\n\
             #[cfg(test)]\nmod tests {\n    use crate::matching::Arc;\n    crate::nothing!();\n}",
        ),
        ("src/stray.rs", "fn a() {}"),
        ("src/units/mod.rs", "fn a(b: crate::index::PlaceIdx) {}\nuse super::quantity::A;"),
    ]);
    assert_found(
        &uses_of_own_or_later_layers(&tree),
        &[
            "src/index/mod.rs:1",
            "src/index/mod.rs:2",
            "src/model/place.rs:6",
            "src/model/place.rs:7",
            "src/stray.rs:1",
            "src/units/mod.rs:1",
        ],
    );
}

#[test]
fn a_child_with_the_name_of_a_module_is_no_use_of_that_module() {
    let tree = Tree::of(&[
        (ROOT, PLANTED_ROOT),
        ("src/model/matching.rs", ""),
        ("src/model/mod.rs", "mod matching;\nmod tests {\n    use super::matching::Arc;\n}"),
    ]);
    assert_found(&uses_of_own_or_later_layers(&tree), &[]);
}

#[test]
fn hidden_paths_are_found() {
    let tree = Tree::of(&[
        (ROOT, PLANTED_ROOT),
        (
            "src/a.rs",
            "use crate::{b, c};\nuse crate::*;\nuse super::super::d;\npub(crate) fn e() {}",
        ),
        ("src/f.rs", "use crate as leenroute;\nuse crate::model::{Place, Province};"),
    ]);
    let places = ["src/a.rs:1", "src/a.rs:2", "src/a.rs:3", "src/f.rs:1"];
    assert_found(&hidden_paths(&tree), &places);
}

//! What a fuzzer may call with any bytes: none panics, all end, and what they take is sound.
//!
//! A `cargo fuzz` crate includes this file and `week` by path and calls one function a target.

use std::fs;
use std::sync::LazyLock;

use leenroute::app::{load, read_settings};
use leenroute::model::Province;
use leenroute::store::read_plan;

use super::week::{WEEK, assert_sound, read};
use crate::office::fixtures;

/// The names of the files, in order.
fn name_of(number: u8) -> &'static str {
    let rank = usize::from(number) % (WEEK.len() + 1);
    // The small week has no travel table.
    WEEK.keys().nth(rank).map_or("travel.csv", String::as_str)
}

/// The first byte chooses a file of the small week, the others stand in its place.
pub(super) fn fuzz_folder(bytes: &[u8]) {
    let Some((number, file)) = bytes.split_first() else { return };
    let (reading, found) = read(&WEEK, &[(name_of(*number), file)]);
    assert_sound(reading.as_ref(), &found);
}

/// The first two bytes choose a file and a cell of its second line, the others stand there, quoted.
pub(super) fn fuzz_cell(bytes: &[u8]) {
    let [number, column, cell @ ..] = bytes else { return };
    let name = name_of(*number);
    let Some(original) = WEEK.get(name) else { return };
    let doubled = |byte: &u8| vec![*byte; if *byte == b'"' { 2 } else { 1 }];
    let quoted: Vec<u8> = cell.iter().flat_map(doubled).collect();
    let quoted = [b"\"", quoted.as_slice(), b"\""].concat();
    let mut lines: Vec<Vec<u8>> =
        original.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let mut cells: Vec<&[u8]> = lines[1].split(|byte| *byte == b',').collect();
    let rank = usize::from(*column) % cells.len();
    cells[rank] = &quoted;
    lines[1] = cells.join(&b',');
    let (reading, found) = read(&WEEK, &[(name, &lines.join(&b'\n'))]);
    assert_sound(reading.as_ref(), &found);
}

/// The bytes are `settings.toml`.
pub(super) fn fuzz_settings(bytes: &[u8]) {
    let (settings, found) = read_settings(&String::from_utf8_lossy(bytes));
    assert_eq!(settings.is_none(), found.errors() > 0, "{found:?}");
}

/// The province of the small week.
static PROVINCE: LazyLock<Province> = LazyLock::new(|| {
    let (loaded, _) = load(&fixtures("small/week")).expect("the small week");
    loaded.expect("the small week has no error").province
});

/// The bytes are `plan.json` of a plan of the small week.
pub(super) fn fuzz_plan_json(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("plan.json"), bytes).expect("a new file");
    let read = read_plan(folder.path(), &PROVINCE);
    // Any plan or error will do; a panic would not.
    drop(read);
}

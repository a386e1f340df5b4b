//! Good folders, damaged by chance: whatever happens to a file, it is told and survived.

use std::sync::LazyLock;

use leenroute::app::{SETTINGS_FILE, demo_week, load};
use leenroute::model::Province;
use leenroute::random::{RngExt as _, Seed, Stream};
use leenroute::store::{FolderDraft, Overwrite, write_data_folder};
use leenroute::synthesis::{Demand, furnish};
use leenroute::travel::TravelMatrix;

use super::week::{Folder, SETTINGS, WEEK, assert_sound, read};
use crate::office::fixtures;

/// The places of the small week with drawn titles, holdings, requests and shipments.
static DRAWN: LazyLock<Folder> = LazyLock::new(|| {
    const SCALE: f64 = 0.0002;
    let (loaded, _) = load(&fixtures("small/week")).expect("the small week");
    let parts = loaded.expect("no error").province.into_parts();
    let parts = furnish(parts, demo_week(), &Demand::default().scaled(SCALE), Seed(1));
    let province = Province::new(parts).expect("the generator keeps every invariant");
    let travel = TravelMatrix::estimate(province.places(), SETTINGS.travel);
    let office = tempfile::tempdir().expect("a temporary folder");
    let data = office.path().join("data");
    let draft = FolderDraft::beside(&data, Overwrite::Refuse).expect("a new folder");
    let names = write_data_folder(&draft, "", &province, &travel, "").expect("a new folder");
    draft.commit().expect("one rename");
    let bytes = |name: String| {
        let bytes = std::fs::read(data.join(&name)).expect("a file just written");
        (name, bytes)
    };
    names.into_iter().filter(|name| name != SETTINGS_FILE).map(bytes).collect()
});

/// What no file should hold, or not there.
const POISON: [&[u8]; 20] = [
    b"\0",
    b"\"",
    b"\"\"",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xe9",
    b"\r",
    b";",
    b"\t",
    b"\n\n,",
    b"99999999999999999999",
    b"-1",
    b"-0",
    b"NaN",
    b"1e309",
    b"9.78904E+12",
    b"2026-13-45",
    b"\xe2\x80\xae",
    b"\xc2\xa0",
    b"47:60",
];

/// One damage to a file.
fn damage(bytes: &mut Vec<u8>, random: &mut Stream) {
    let at = random.random_range(0..=bytes.len());
    let end = (at + random.random_range(0..40)).min(bytes.len());
    match random.random_range(0..11) {
        0 => bytes.truncate(at),
        1 if at < bytes.len() => bytes[at] ^= 1 << random.random_range(0..8),
        2 => bytes.extend_from_within(at..end),
        3 => drop(bytes.drain(at..end)),
        4 => with_lines(bytes, |lines| drop(lines.remove(at % lines.len()))),
        5 => with_lines(bytes, |lines| lines.insert(0, lines[at % lines.len()].clone())),
        6 => with_lines(bytes, |lines| {
            let (one, other) = (at % lines.len(), end % lines.len());
            lines.swap(one, other);
        }),
        7 => with_lines(bytes, |lines| {
            let row = at % lines.len();
            let mut cells: Vec<&[u8]> = lines[row].split(|byte| *byte == b',').collect();
            let (one, other) = (at % cells.len(), end % cells.len());
            cells.swap(one, other);
            lines[row] = cells.join(&b',');
        }),
        8 => *bytes = in_other_form(bytes, random.random_range(0..6)),
        _ => {
            let poison = POISON[random.random_range(0..POISON.len())];
            drop(bytes.splice(at..end, poison.iter().copied()));
        }
    }
}

/// Changes the lines of a file, of which there is at least one.
fn with_lines(bytes: &mut Vec<u8>, change: impl FnOnce(&mut Vec<Vec<u8>>)) {
    let mut lines: Vec<Vec<u8>> = bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    change(&mut lines);
    *bytes = lines.join(&b'\n');
}

/// The same text as another program would save it.
fn in_other_form(bytes: &[u8], form: u8) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    match form {
        0 => text.replace('\n', "\r\n").into_bytes(),
        1 => text.replace('\n', "\r").into_bytes(),
        2 => text.replace(',', ";").into_bytes(),
        3 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        4 => [b"\xff\xfe".to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()]
            .concat(),
        _ => text.chars().map(|sign| u8::try_from(sign).unwrap_or(b'?')).collect(),
    }
}

/// Damages one file of a folder again and again; gives how many damages were taken without error.
fn damage_all(folder: &Folder, damages: u64) -> u64 {
    let mut taken = 0;
    for number in 0..damages {
        let mut random = Seed(11).stream("damage", number);
        let rank = random.random_range(0..folder.len());
        let (name, original) = folder.iter().nth(rank).expect("a rank below the length");
        let mut bytes = original.clone();
        for _ in 0..random.random_range(1..=4) {
            damage(&mut bytes, &mut random);
        }
        let (reading, found) = read(folder, &[(name, &bytes)]);
        // A failing line here is repeated by its number alone.
        let place = format!("damage {number} of {name}");
        let sound = std::panic::catch_unwind(|| assert_sound(reading.as_ref(), &found));
        assert!(sound.is_ok(), "{place}");
        taken += u64::from(found.errors() == 0);
    }
    taken
}

/// Ten times as many with `SLOW_TESTS`.
fn damages(usual: u64) -> u64 {
    if std::env::var_os("SLOW_TESTS").is_some() { 10 * usual } else { usual }
}

#[test]
fn a_damaged_week_is_told_or_read() {
    let damages = damages(1_000);
    let taken = damage_all(&WEEK, damages);
    assert!((damages / 40..damages - damages / 40).contains(&taken), "{taken} of {damages}");
}

#[test]
fn a_damaged_folder_of_the_generator_is_told_or_read() {
    let (reading, found) = read(&DRAWN, &[]);
    assert!(found.errors() == 0 && reading.is_some(), "{found:?}");
    let damages = damages(400);
    let taken = damage_all(&DRAWN, damages);
    assert!((damages / 40..damages - damages / 40).contains(&taken), "{taken} of {damages}");
}

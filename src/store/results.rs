//! Results of long computations, each a file named by what it was computed from.
//!
//! Who computes the same writes the same name, so that a result that is there need not be computed
//! again, on whatever machine it was.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::StoreError;
use super::fingerprint::hex;

/// The ending of a result's file.
const ENDING: &str = "toml";

/// Hexadecimal digits of a name: half of SHA-256.
const NAME_DIGITS: usize = 32;

/// The digest of lines, 64 hexadecimal digits: SHA-256 over each and its end of line.
pub fn digest_of(lines: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for line in lines {
        hasher.update(line.as_bytes());
        hasher.update(b"\n");
    }
    hex(&hasher.finalize())
}

/// The file of the result that was computed from what these lines say.
pub fn result_file(folder: &Path, lines: &[&str]) -> PathBuf {
    folder.join(&digest_of(lines)[..NAME_DIGITS]).with_extension(ENDING)
}

/// Writes a result; its folder is made where it is not there.
///
/// The file is written beside its place and moved there, so that nothing ever stands half in it;
/// of two that write the same the last stays, which says the same.
pub fn write_result(file: &Path, text: &str) -> Result<(), StoreError> {
    let folder = file.parent().unwrap_or_else(|| Path::new(""));
    fs::create_dir_all(folder).map_err(|source| StoreError::write(folder, source))?;
    let part = file.with_extension("part");
    let written = fs::write(&part, text).and_then(|()| fs::rename(&part, file));
    if written.is_err() {
        // What stopped the writing is told; that the rest of it stays behind tells nothing more.
        drop(fs::remove_file(&part));
    }
    written.map_err(|source| StoreError::write(file, source))
}

/// All results of a folder with their files, in the order of their names.
pub fn read_results(folder: &Path) -> Result<Vec<(PathBuf, String)>, StoreError> {
    let failed = |source| StoreError::read(folder, source);
    let mut files = Vec::new();
    for entry in folder.read_dir().map_err(failed)? {
        let file = entry.map_err(failed)?.path();
        if file.extension().is_some_and(|ending| ending == ENDING) {
            files.push(file);
        }
    }
    files.sort();
    let read = |file: PathBuf| match fs::read_to_string(&file) {
        Ok(text) => Ok((file, text)),
        Err(source) => Err(StoreError::read(&file, source)),
    };
    files.into_iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_found_by_what_it_was_computed_from() {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path().join("deep/results");
        let file = |seed: &str| result_file(&folder, &["study", seed]);
        assert_ne!(file("1"), file("2"));
        assert_ne!(digest_of(&["ab", "c"]), digest_of(&["a", "bc"]));
        write_result(&file("1"), "one").expect("a new file");
        write_result(&file("2"), "two").expect("a new file");
        write_result(&file("1"), "once more").expect("the same file");
        fs::write(folder.join("readme.txt"), "no result").expect("a new file");
        let mut expected = vec![(file("1"), "once more".to_owned()), (file("2"), "two".to_owned())];
        expected.sort();
        assert_eq!(read_results(&folder).expect("a folder"), expected);
        assert!(read_results(&folder.join("absent")).is_err());
    }
}

//! The fingerprint of input files.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::{DATA_FILES, StoreError};

/// The SHA-256 of bytes, 64 hexadecimal digits.
pub fn digest_of_bytes(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

const BLOCK_BYTES: usize = 64 * 1024;

/// The fingerprint of some files of a folder (vingerafdruk), 64 hexadecimal digits.
///
/// SHA-256 over one line a file, in name order: the file's own SHA-256, two blanks, its name.
/// `sha256sum NAMES | sha256sum` gives the same. Names that the folder lacks are left out.
/// Files are streamed: memory does not grow with them. O(bytes).
pub fn fingerprint(folder: &Path, names: &[&str]) -> Result<String, StoreError> {
    let mut names = names.to_vec();
    names.sort_unstable();
    names.dedup();
    let mut list = String::new();
    for name in names {
        let path = folder.join(name);
        match digest(&path) {
            Ok(digest) => writeln!(list, "{digest}  {name}").expect("a String takes everything"),
            Err(source) if source.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(StoreError::read(&path, source)),
        }
    }
    Ok(hex(&Sha256::digest(list.as_bytes())))
}

/// The fingerprint of a data folder: of all files that planning reads, history left out.
///
/// Fails on a folder that is not there.
pub fn fingerprint_folder(folder: &Path) -> Result<String, StoreError> {
    folder.read_dir().map_err(|source| StoreError::read(folder, source))?;
    fingerprint(folder, &DATA_FILES)
}

fn digest(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut block = vec![0_u8; BLOCK_BYTES];
    loop {
        match file.read(&mut block) {
            Ok(0) => return Ok(hex(&hasher.finalize())),
            Ok(length) => hasher.update(&block[..length]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        write!(text, "{byte:02x}").expect("a String takes everything");
    }
    text
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn equals_what_sha256sum_gives() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("b.csv"), "abc").expect("a new file");
        fs::write(folder.path().join("a.csv"), "").expect("a new file");
        let list = "\
            e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.csv\n\
            ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b.csv\n";
        let expected = hex(&Sha256::digest(list.as_bytes()));
        let found = fingerprint(folder.path(), &["b.csv", "a.csv", "absent.csv", "b.csv"]);
        assert_eq!(found.expect("both are read"), expected);
    }

    #[test]
    fn a_byte_or_a_name_changes_it_and_history_does_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let print = || fingerprint_folder(folder.path()).expect("a folder");
        fs::write(folder.path().join("titles.csv"), vec![b'a'; 3 * BLOCK_BYTES + 1]).expect("it");
        let first = print();
        fs::write(folder.path().join("loans.csv"), "history").expect("a new file");
        assert_eq!(print(), first);
        fs::write(folder.path().join("titles.csv"), vec![b'a'; 3 * BLOCK_BYTES]).expect("it");
        let shorter = print();
        assert_ne!(shorter, first);
        fs::rename(folder.path().join("titles.csv"), folder.path().join("travel.csv"))
            .expect("a new name");
        assert_ne!(print(), shorter);
    }

    #[test]
    fn a_folder_that_is_not_there_has_none() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(fingerprint_folder(&folder.path().join("absent")).is_err());
    }

    #[test]
    fn the_files_of_a_data_folder_stand_in_name_order() {
        assert!(DATA_FILES.is_sorted());
    }
}

//! Files that are no ordinary files, fail while they are read, or are larger than memory.

use std::fs::{self, File};
use std::io::{self, BufWriter, Cursor, Read, Seek, SeekFrom, Write as _};

use leenroute::app::load;
use leenroute::ingest::{FileContent, Scope, Tables};

use super::week::WEEK;
use crate::office::Office;

/// Checks which codes and files a folder on disk gives.
#[track_caller]
fn check(office: &Office, expected: &[(&str, &str)]) {
    let (loaded, found) = load(&office.path("data")).expect("a folder");
    let told: Vec<(&str, &str)> =
        found.iter().map(|finding| (finding.code.0, finding.span.file.as_str())).collect();
    assert_eq!(told, expected);
    assert!(loaded.is_none() || found.errors() == 0);
}

#[test]
fn missing_files_and_folders_in_their_place_are_told() {
    let office = Office::with_small_week();
    office.remove("data/titles.csv");
    office.remove("data/closures.csv");
    fs::create_dir(office.path("data/closures.csv")).expect("a new folder");
    check(&office, &[("I0002", "closures.csv"), ("I0001", "titles.csv")]);
    office.remove("data/settings.toml");
    fs::create_dir(office.path("data/settings.toml")).expect("a new folder");
    let expected = [("I0002", "closures.csv"), ("I0002", "settings.toml"), ("I0001", "titles.csv")];
    check(&office, &expected);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::process::Command;

    use super::*;

    #[test]
    fn links_count_as_what_they_lead_to() {
        let office = Office::with_small_week();
        fs::rename(office.path("data/titles.csv"), office.path("titles")).expect("a move");
        symlink(office.path("titles"), office.path("data/titles.csv")).expect("a link");
        check(&office, &[]);
        office.remove("titles");
        check(&office, &[("I0001", "titles.csv")]);
    }

    #[test]
    fn links_in_a_circle_devices_and_pipes_are_told_and_not_opened() {
        let office = Office::with_small_week();
        for name in ["access.csv", "closures.csv", "titles.csv", "settings.toml"] {
            office.remove(&format!("data/{name}"));
        }
        symlink(office.path("data/access.csv"), office.path("data/access.csv")).expect("a link");
        symlink("/dev/zero", office.path("data/closures.csv")).expect("a link");
        for pipe in ["data/titles.csv", "data/settings.toml"] {
            let made = Command::new("mkfifo").arg(office.path(pipe)).status();
            assert!(made.expect("every system has mkfifo").success());
        }
        let expected = [
            ("I0003", "access.csv"),
            ("I0002", "closures.csv"),
            ("I0002", "settings.toml"),
            ("I0002", "titles.csv"),
        ];
        check(&office, &expected);
    }

    #[test]
    fn a_file_without_permission_is_told() {
        let office = Office::with_small_week();
        let titles = office.path("data/titles.csv");
        fs::set_permissions(&titles, fs::Permissions::from_mode(0o000)).expect("the owner may");
        // The superuser reads everything.
        let expected = [("I0003", "titles.csv")];
        check(&office, if File::open(&titles).is_ok() { &[] } else { &expected });
    }

    /// What the command says of the folder when it gets some memory and no more.
    fn inspect_in(kilobytes: u64, office: &Office) -> String {
        let line = format!("ulimit -v {kilobytes} && exec \"$0\" inspect data --lang en");
        let inspect = office.command("");
        let mut shell = Command::new("sh");
        shell.args(["-c", &line]).arg(inspect.get_program()).current_dir(office.path("."));
        let output = shell.output().expect("a shell");
        assert_eq!(output.status.code(), Some(3), "{output:?}");
        String::from_utf8(output.stdout).expect("UTF-8") + &String::from_utf8_lossy(&output.stderr)
    }

    /// Writes a file of at least some bytes: a start, and a part again and again.
    fn write_large(office: &Office, name: &str, texts: [&str; 2], bytes: u64) {
        let [start, part] = texts;
        let file = File::create(office.path("data").join(name)).expect("a new file");
        let mut file = BufWriter::new(file);
        file.write_all(start.as_bytes()).expect("room on the disk");
        let block = part.repeat((1 << 16) / part.len());
        for _ in 0..bytes.div_ceil(block.len() as u64) {
            file.write_all(block.as_bytes()).expect("room on the disk");
        }
        file.flush().expect("room on the disk");
    }

    /// A mark that opens, a line that does not end, and rows without end, in a file that is larger
    /// than the memory that the command gets. With `SLOW_TESTS` the file has 10 GB.
    #[test]
    fn a_file_that_is_larger_than_memory_is_read() {
        let slow = std::env::var_os("SLOW_TESTS").is_some();
        let (bytes, kilobytes) = if slow { (10 << 30, 500_000) } else { (160 << 20, 140_000) };
        let office = Office::with_small_week();
        let open = "place,first,last,reason\nHGV,2026-12-23,2026-12-24,\"x";
        let endless = "place,first,last,reason\nHGV,2026-12-23,2026-12-24,x";
        let rows = "place,first,last\n";
        for (start, part, expected) in [
            (open, "ab\n", "error I0016: closures.csv, row 2\n"),
            (endless, "abc", "error I0018: closures.csv, row 2, column reason"),
            (rows, "*,2026-12-31,2026-12-31\n", "error I0025: closures.csv, row 100002\n"),
        ] {
            write_large(&office, "closures.csv", [start, part], bytes);
            let told = inspect_in(kilobytes, &office);
            assert!(told.contains(expected), "{told}");
        }
        if slow {
            office.write("data/closures.csv", rows);
            let texts = ["title,place,copies,on_shelf\n", "T1,EMM,2,1\n"];
            write_large(&office, "holdings.csv", texts, bytes);
            let told = inspect_in(1_000_000, &office);
            assert!(told.contains("error I0025: holdings.csv, row 20000002\n"), "{told}");
        }
    }
}

/// A file that fails somewhere.
#[derive(Debug)]
struct Failing {
    bytes: Cursor<Vec<u8>>,
    /// Fails from here.
    end: u64,
    /// How many reads are interrupted before one is done.
    interrupts: u32,
    interrupted: u32,
}

impl Read for Failing {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.interrupted < self.interrupts {
            self.interrupted += 1;
            return Err(io::ErrorKind::Interrupted.into());
        }
        self.interrupted = 0;
        let left = self.end.saturating_sub(self.bytes.position());
        if left == 0 {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        // A few bytes at a time, as a network gives them.
        let room = buf.len().min(7).min(usize::try_from(left).unwrap_or(7));
        self.bytes.read(&mut buf[..room])
    }
}

impl Seek for Failing {
    fn seek(&mut self, pos: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(pos)
    }
}

/// The codes that the small week gives with titles from a stream.
fn codes(end: u64, interrupts: u32) -> Vec<(&'static str, Option<u64>)> {
    let mut file = |name: &'static str| match WEEK.get(name) {
        Some(bytes) if name == "titles.csv" => {
            let bytes = Cursor::new(bytes.clone());
            FileContent::Stream(Box::new(Failing { bytes, end, interrupts, interrupted: 0 }))
        }
        Some(bytes) => FileContent::Bytes(bytes.clone()),
        None => FileContent::Absent,
    };
    let (_, found) = Tables::read(Scope::Whole, &mut file);
    found.iter().map(|finding| (finding.code.0, finding.span.row)).collect()
}

#[test]
fn a_file_that_fails_while_it_is_read_is_told() {
    assert_eq!(codes(60, 0), [("I0003", None)]);
    assert_eq!(codes(0, 0), [("I0003", None)]);
}

#[test]
fn a_file_that_comes_in_pieces_is_read() {
    assert_eq!(codes(u64::MAX, 0), []);
    assert_eq!(codes(u64::MAX, 3), []);
}

//! A folder under a temporary name, and its way into place.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Component, Path, PathBuf};

use super::ownership::check_ours;
use crate::store::StoreError;

/// Temporary names that are tried beside one destination.
const CLAIMS_MAX: usize = 1_000;

/// What happens to a folder that stands at the destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// It stays, and nothing is written; an empty one gives way.
    Refuse,
    /// It gives way, if it holds nothing but what this program writes.
    Replace,
}

/// A folder that is being written beside its destination.
///
/// Invariant: the destination is untouched until [`FolderDraft::commit`]; a draft that is dropped
/// before leaves nothing behind.
#[derive(Debug)]
pub struct FolderDraft {
    destination: PathBuf,
    overwrite: Overwrite,
    draft: PathBuf,
    /// Whether the draft has left its temporary name, which may be another's by now.
    placed: bool,
}

impl FolderDraft {
    /// Begins a folder, and creates the folders above it.
    ///
    /// Fails early where [`FolderDraft::commit`] would: on a destination that is a file, is not
    /// empty, or holds what is not ours.
    pub fn beside(destination: &Path, overwrite: Overwrite) -> Result<Self, StoreError> {
        // A link to a folder stays a link: the folder behind it is replaced.
        let destination = match fs::canonicalize(destination) {
            Ok(resolved) => resolved,
            Err(_) => destination.to_owned(),
        };
        check_destination(&destination, overwrite)?;
        let parent = parent_of(&destination);
        fs::create_dir_all(parent).map_err(|source| StoreError::write(parent, source))?;
        let draft = claim(&destination, "part")?;
        Ok(Self { destination, overwrite, draft, placed: false })
    }

    /// Where the draft is now.
    pub fn path(&self) -> &Path {
        &self.draft
    }

    /// Writes a new file, and the folders above it.
    ///
    /// `relative` uses `/`; a name that leads out of the folder or was written before is refused.
    pub fn write(&self, relative: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.write_with(relative, |file| file.write_all(bytes))
    }

    /// Writes a new file as [`FolderDraft::write`] does, from a function that fills it.
    pub fn write_with(
        &self,
        relative: &str,
        fill: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> Result<(), StoreError> {
        let mut file = self.create(relative)?;
        let written = fill(&mut file).and_then(|()| file.flush());
        written.map_err(|source| StoreError::write(&self.draft.join(relative), source))
    }

    /// Begins a new file, and the folders above it; whoever fills it flushes it.
    pub(in crate::store) fn create(&self, relative: &str) -> Result<BufWriter<File>, StoreError> {
        let is_name = |part: Component<'_>| matches!(part, Component::Normal(_));
        if relative.is_empty() || !Path::new(relative).components().all(is_name) {
            return Err(StoreError::OutsideFolder { path: relative.into() });
        }
        let path = self.draft.join(relative);
        let parent = parent_of(&path);
        fs::create_dir_all(parent).map_err(|source| StoreError::write(parent, source))?;
        let created = File::create_new(&path);
        Ok(BufWriter::new(created.map_err(|source| StoreError::write(&path, source))?))
    }

    /// Moves the folder into place.
    ///
    /// An earlier folder is moved aside first, put back when anything fails, and removed last.
    pub fn commit(mut self) -> Result<(), StoreError> {
        check_destination(&self.destination, self.overwrite)?;
        if !self.destination.exists() {
            return self.place();
        }
        let shelter = claim(&self.destination, "old")?;
        let aside = shelter.join("folder");
        match self.swap(&aside) {
            Ok(()) => fs::remove_dir_all(&shelter)
                .map_err(|source| StoreError::Leftover { path: shelter, source }),
            Err(error) => {
                // Succeeds only when the earlier folder is not in it.
                drop(fs::remove_dir(&shelter));
                Err(error)
            }
        }
    }

    /// Moves the earlier folder aside and the draft in its place, or leaves both as they were.
    fn swap(&mut self, aside: &Path) -> Result<(), StoreError> {
        rename(&self.destination, aside)?;
        let Err(error) = self.place() else { return Ok(()) };
        match fs::rename(aside, &self.destination) {
            Ok(()) => Err(error),
            Err(source) => Err(StoreError::Stranded {
                path: self.destination.clone(),
                aside: aside.to_owned(),
                source,
            }),
        }
    }

    fn place(&mut self) -> Result<(), StoreError> {
        rename(&self.draft, &self.destination)?;
        self.placed = true;
        Ok(())
    }
}

impl Drop for FolderDraft {
    /// Removes what was not moved into place; a failure leaves a hidden folder, and no more.
    fn drop(&mut self) {
        if !self.placed {
            drop(fs::remove_dir_all(&self.draft));
        }
    }
}

fn check_destination(destination: &Path, overwrite: Overwrite) -> Result<(), StoreError> {
    if destination.file_name().is_none() {
        return Err(StoreError::NoName { path: destination.to_owned() });
    }
    if !destination.exists() {
        return Ok(());
    }
    if !destination.is_dir() {
        return Err(StoreError::NotAFolder { path: destination.to_owned() });
    }
    let mut entries =
        fs::read_dir(destination).map_err(|source| StoreError::read(destination, source))?;
    match (entries.next().is_none(), overwrite) {
        (true, _) => Ok(()),
        (false, Overwrite::Refuse) => Err(StoreError::NotEmpty { path: destination.to_owned() }),
        (false, Overwrite::Replace) => check_ours(destination),
    }
}

/// Creates a hidden folder of its own beside a destination, on the same disk.
fn claim(destination: &Path, purpose: &str) -> Result<PathBuf, StoreError> {
    let name = destination.file_name().unwrap_or_default().to_string_lossy();
    let parent = parent_of(destination);
    let mut last = parent.join(format!(".{name}.{purpose}"));
    for number in 1..=CLAIMS_MAX {
        match fs::create_dir(&last) {
            Ok(()) => return Ok(last),
            Err(source) if source.kind() == io::ErrorKind::AlreadyExists => {
                last = parent.join(format!(".{name}.{purpose}-{number}"));
            }
            Err(source) => return Err(StoreError::write(&last, source)),
        }
    }
    Err(StoreError::write(&last, io::ErrorKind::AlreadyExists.into()))
}

fn parent_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::rename(from, to).map_err(|source| StoreError::Move {
        from: from.to_owned(),
        to: to.to_owned(),
        source,
    })
}

//! What stops a folder from being written or read.

use std::io;
use std::path::{Path, PathBuf};

/// Why a folder could not be written or read; each text fits behind "cannot".
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The destination has no name of its own, such as `/` or `..`.
    #[error("write a folder to `{}`, which names none", path.display())]
    NoName {
        /// The destination.
        path: PathBuf,
    },
    /// A file lies where the folder should stand.
    #[error("write a folder to `{}`, which is a file", path.display())]
    NotAFolder {
        /// The destination.
        path: PathBuf,
    },
    /// The destination holds something, and replacing was not asked for.
    #[error("write a folder to `{}`, which is not empty", path.display())]
    NotEmpty {
        /// The destination.
        path: PathBuf,
    },
    /// A file stands where one should be written, and replacing was not asked for.
    #[error("write `{}`, which is there already", path.display())]
    FileExists {
        /// The file.
        path: PathBuf,
    },
    /// The destination holds something that this program did not write.
    #[error("replace `{}`, which holds `{entry}` and is no folder of plans or data alone", path.display())]
    Foreign {
        /// The destination.
        path: PathBuf,
        /// The entry that is not ours, or the file whose absence shows that nothing is.
        entry: String,
    },
    /// The destination holds facts, which nothing can make again.
    #[error("replace `{}`, which holds recorded facts in `{entry}`", path.display())]
    HoldsFacts {
        /// The destination.
        path: PathBuf,
        /// The first file of history in it.
        entry: String,
    },
    /// The destination holds a published plan, which stays as it was printed.
    #[error("replace `{}`, which holds a published plan", path.display())]
    Published {
        /// The destination.
        path: PathBuf,
    },
    /// The name of a file leads out of its folder, or names none.
    #[error("write `{}`, which does not lie inside its folder", path.display())]
    OutsideFolder {
        /// The name, relative to the folder.
        path: PathBuf,
    },
    /// A file or folder could not be written.
    #[error("write `{}`", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A file or folder could not be read.
    #[error("read `{}`", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A folder could not be moved; whatever stood at the destination stands there again.
    #[error("move `{}` to `{}`", from.display(), to.display())]
    Move {
        /// Where it was.
        from: PathBuf,
        /// Where it should be.
        to: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The new folder failed, and the earlier one could not be put back but is safe.
    #[error("put `{}` back to `{}`, where it stood before", aside.display(), path.display())]
    Stranded {
        /// Where it stood.
        path: PathBuf,
        /// Where it is now.
        aside: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The new folder is in place, and the earlier one could not be removed.
    #[error("remove `{}`, the earlier folder; the new one is in place", path.display())]
    Leftover {
        /// Where the earlier folder is now.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A file was written by a newer version of the program.
    #[error("read `{}`, which a newer version wrote as `{found}`", path.display())]
    NewerVersion {
        /// The file.
        path: PathBuf,
        /// The schema that it names.
        found: String,
    },
    /// A file is not what this program writes.
    #[error("read `{}`: {what}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where in the file.
        what: String,
    },
}

impl StoreError {
    pub(super) fn write(path: &Path, source: io::Error) -> Self {
        Self::Write { path: path.to_owned(), source }
    }

    pub(super) fn read(path: &Path, source: io::Error) -> Self {
        Self::Read { path: path.to_owned(), source }
    }

    pub(super) fn damaged(path: &Path, what: impl Into<String>) -> Self {
        Self::Damaged { path: path.to_owned(), what: what.into() }
    }
}

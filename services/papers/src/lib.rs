//! Papers: the bytes of documents, each kept once under its hash, taken in without ever being whole in memory, and handed out
//! only while they are what the record names.
#![warn(missing_docs)]

mod kind;
mod receiving;
#[cfg(test)]
mod tests;

pub use receiving::{Received, Receiving};

use std::path::{Path, PathBuf};

use archive::papers::DOCUMENTS;
use archive::{ArchiveError, Place, hash};
use bytes::Bytes;
use sha2::{Digest as _, Sha256};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Documents that are taken in at a time; the next one waits.
pub const UPLOADS: usize = 8;
/// Documents that are in memory at a time, on their way to who reads them; the next one waits.
pub const DOWNLOADS: usize = 8;

/// Why bytes were not taken: for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There are more of them than this many.
    #[error("more than {most} bytes")]
    Large {
        /// The most.
        most: u64,
    },
    /// There are none.
    #[error("no bytes")]
    Empty,
    /// They are of no type of the list.
    #[error("a type that is not taken")]
    Type,
    /// They are of another type than was declared.
    #[error("declared as something else than {found}")]
    Declared {
        /// What they are.
        found: &'static str,
    },
}

/// Why bytes could not be taken in or handed out.
#[derive(Debug, thiserror::Error)]
pub enum PapersError {
    /// An answer for people.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The place failed.
    #[error(transparent)]
    Place(#[from] ArchiveError),
    /// The folder for what is on its way failed.
    #[error("the folder {folder} for documents on their way cannot be used")]
    Folder {
        /// Which.
        folder: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
}

/// How the bytes of a document stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// They are not there.
    Missing,
    /// They are no longer those of the hash.
    Damaged,
}

/// The store of documents.
pub struct Papers {
    place: Place,
    /// Where bytes are until their hash is known.
    incoming: PathBuf,
    most: u64,
    uploads: Semaphore,
    downloads: std::sync::Arc<Semaphore>,
}

/// Bytes that are what their hash says, and the leave to have them in memory.
#[derive(Debug)]
pub struct Whole {
    /// The bytes.
    pub bytes: Bytes,
    /// Given back when whoever reads has them.
    pub leave: Option<OwnedSemaphorePermit>,
}

impl Papers {
    /// The documents at `place`; what is on its way lies in `incoming`, of which whatever an earlier run left is removed.
    ///
    /// # Errors
    /// When the folder cannot be made or emptied.
    pub fn open(place: Place, incoming: &Path, most: u64) -> Result<Self, PapersError> {
        let failed = |source| PapersError::Folder { folder: incoming.to_owned(), source };
        match std::fs::remove_dir_all(incoming) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(failed(error));
            }
            Ok(()) | Err(_) => {}
        }
        std::fs::create_dir_all(incoming).map_err(failed)?;
        Ok(Self {
            place,
            incoming: incoming.to_owned(),
            most,
            uploads: Semaphore::new(UPLOADS),
            downloads: std::sync::Arc::new(Semaphore::new(DOWNLOADS)),
        })
    }

    /// The most bytes of one document.
    #[must_use]
    pub fn most(&self) -> u64 {
        self.most
    }

    /// Where the documents lie.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Begins to take a document in; `declared`: what its sender says that it is, by its type or else by its name.
    ///
    /// # Errors
    /// When its file cannot be made.
    ///
    /// # Panics
    /// Never: the semaphore is not closed.
    pub async fn receive(
        &self,
        declared: Option<domain::document::MediaType>,
    ) -> Result<Receiving<'_>, PapersError> {
        let leave = self.uploads.acquire().await.expect("it is never closed");
        let file = tempfile::NamedTempFile::new_in(&self.incoming);
        let file = file.map_err(|source| self.folder(source))?;
        Ok(Receiving::new(self, file, leave, declared))
    }

    /// The bytes with this hash, read whole and compared with it before any of them is handed out.
    ///
    /// # Errors
    /// When the place fails.
    ///
    /// # Panics
    /// Never: the semaphore is not closed.
    pub async fn read(&self, name: &str) -> Result<Result<Whole, Standing>, PapersError> {
        let leave = std::sync::Arc::clone(&self.downloads).acquire_owned().await;
        let leave = leave.expect("it is never closed");
        let found = self.place.find(DOCUMENTS, name).await?;
        let Some(bytes) = found else { return Ok(Err(Standing::Missing)) };
        if hash::text(&Sha256::digest(&bytes).into()) != name {
            return Ok(Err(Standing::Damaged));
        }
        Ok(Ok(Whole { bytes, leave: Some(leave) }))
    }

    fn folder(&self, source: std::io::Error) -> PapersError {
        PapersError::Folder { folder: self.incoming.clone(), source }
    }
}

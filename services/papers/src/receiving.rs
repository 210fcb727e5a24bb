//! A document on its way in: counted, hashed and looked into as its bytes come, in a file that nobody else sees.

use std::io::Write as _;

use archive::hash;
use archive::papers::DOCUMENTS;
use domain::document::MediaType;
use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;
use tokio::sync::SemaphorePermit;

use crate::kind::Look;
use crate::{Papers, PapersError, Refused};

/// A document that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// SHA-256 of its bytes, in hex: the name under which they lie.
    pub hash: String,
    /// How many they are.
    pub size: u64,
    /// What they are, found in them.
    pub media: MediaType,
}

/// A document on its way in.
pub struct Receiving<'p> {
    papers: &'p Papers,
    file: NamedTempFile,
    _leave: SemaphorePermit<'p>,
    declared: Option<MediaType>,
    digest: Sha256,
    size: u64,
    look: Look,
}

impl<'p> Receiving<'p> {
    pub(crate) fn new(
        papers: &'p Papers,
        file: NamedTempFile,
        leave: SemaphorePermit<'p>,
        declared: Option<MediaType>,
    ) -> Self {
        let (digest, look) = (Sha256::new(), Look::default());
        Self { papers, file, _leave: leave, declared, digest, size: 0, look }
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// When they are too many, or the disk does not take them.
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), PapersError> {
        let size = self.size.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        if size > self.papers.most {
            return Err(Refused::Large { most: self.papers.most }.into());
        }
        self.size = size;
        self.digest.update(bytes);
        self.look.at(bytes);
        // A few kibibytes into the cache of the system: not worth a thread.
        self.file.write_all(bytes).map_err(|source| self.papers.folder(source))
    }

    /// All bytes are there: what they are is found and compared, and they are kept under their hash.
    ///
    /// # Errors
    /// When they are nothing that is taken, or cannot be kept.
    pub async fn finish(mut self) -> Result<Received, PapersError> {
        if self.size == 0 {
            return Err(Refused::Empty.into());
        }
        let media = self.look.found(self.declared).ok_or(Refused::Type)?;
        if self.declared.is_some_and(|declared| declared != media) {
            return Err(Refused::Declared { found: media.mime() }.into());
        }
        self.file.flush().map_err(|source| self.papers.folder(source))?;
        let hash = hash::text(&self.digest.finalize().into());
        self.papers.place.keep(DOCUMENTS, &hash, self.file.path()).await?;
        Ok(Received { hash, size: self.size, media })
    }
}

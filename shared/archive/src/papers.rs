//! Documents in an archive: each under the hash of its bytes, copied once, and copied back only while it is what it says.

use sha2::{Digest as _, Sha256};

use crate::{ArchiveError, Place, hash};

/// The folder of the documents, in an archive as in a node's own place.
pub const DOCUMENTS: &str = "documents";

/// What was copied from one place to another, or found whole in one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Copied {
    /// How many were missing there and are there now; how many are whole.
    pub copied: usize,
    /// Those that are no longer what their names say: left out, so that no damage is handed on.
    pub damaged: Vec<String>,
}

/// Reads every document of a place: how many are what their names say, and which are not.
///
/// # Errors
/// When the place fails.
pub async fn check(place: &Place) -> Result<Copied, ArchiveError> {
    let mut found = Copied::default();
    for name in place.listed(DOCUMENTS).await? {
        if hash::read(&name).is_none() {
            continue;
        }
        let Some(bytes) = place.find(DOCUMENTS, &name).await? else { continue };
        if hash::text(&Sha256::digest(&bytes).into()) == name {
            found.copied += 1;
        } else {
            found.damaged.push(name);
        }
    }
    Ok(found)
}

/// Copies what `to` lacks.
///
/// # Errors
/// When a place fails.
pub async fn copy(from: &Place, to: &Place) -> Result<Copied, ArchiveError> {
    let there = to.listed(DOCUMENTS).await?;
    let mut done = Copied::default();
    for name in from.listed(DOCUMENTS).await? {
        // What is being written beside has another name.
        if hash::read(&name).is_none() || there.binary_search(&name).is_ok() {
            continue;
        }
        let Some(bytes) = from.find(DOCUMENTS, &name).await? else { continue };
        if hash::text(&Sha256::digest(&bytes).into()) == name {
            to.put(DOCUMENTS, &name, bytes.to_vec()).await?;
            done.copied += 1;
        } else {
            done.damaged.push(name);
        }
    }
    Ok(done)
}

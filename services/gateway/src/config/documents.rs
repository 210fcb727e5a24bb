//! The part of the configuration that says where the bytes of documents are kept.

use std::path::Path;

use archive::{Address, ArchiveError, Bucket, EXPECTED, Place};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The most that one document may be allowed, in MiB: it is in memory once while it is compared and sent.
const MOST_MIB: u16 = 256;

/// Where the bytes of documents are kept, and how many one may have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DocumentsConfig {
    /// A folder, `file:///folder`, or `s3://bucket/prefix`; left out: `documents` in `data_dir`. The keys of a bucket are
    /// read from the environment: `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`.
    pub url: Option<String>,
    /// Address of a server that speaks S3 and is not Amazon's, e.g. `https://s3.town.example`.
    pub endpoint: Option<String>,
    /// Region of the bucket.
    pub region: Option<String>,
    /// On a cluster: true when the folder of `url` is the same at every node, a network file system for instance.
    pub shared: bool,
    /// MiB of one document, at most.
    pub max_mib: u16,
}

impl Default for DocumentsConfig {
    fn default() -> Self {
        Self { url: None, endpoint: None, region: None, shared: false, max_mib: 25 }
    }
}

impl DocumentsConfig {
    /// What is wrong with values that TOML alone cannot tell, as (key, found, expected).
    pub(super) fn complaint(&self) -> Option<(&'static str, String, &'static str)> {
        if let Some(url) = self.url.as_ref().filter(|url| Address::parse(url).is_none()) {
            return Some(("documents.url", format!("{url:?}"), EXPECTED));
        }
        if self.shared && self.url.is_none() {
            let expected = "the folder that all nodes share, when `documents.shared` is true";
            return Some(("documents.url", "none".to_owned(), expected));
        }
        let fits = (1..=MOST_MIB).contains(&self.max_mib);
        (!fits).then(|| ("documents.max_mib", self.max_mib.to_string(), "a number from 1 to 256"))
    }

    /// True when every node of a cluster finds the same documents there.
    #[must_use]
    pub fn common(&self) -> bool {
        let address = self.url.as_deref().and_then(Address::parse);
        match address {
            Some(Address::Bucket { .. }) => true,
            Some(Address::Folder(_)) => self.shared,
            None => false,
        }
    }

    /// Opens the place, made when it is a folder that is missing.
    ///
    /// # Errors
    /// When the place cannot be used.
    pub fn place(&self, data_dir: &Path) -> Result<Place, ArchiveError> {
        let address = match &self.url {
            None => Address::Folder(data_dir.to_owned()),
            Some(url) => Address::parse(url).ok_or_else(|| ArchiveError::Unusable {
                place: url.clone(),
                why: format!("expected {EXPECTED}"),
            })?,
        };
        let (endpoint, region) = (self.endpoint.clone(), self.region.clone());
        Place::open(&address, &Bucket { endpoint, region }, true)
    }
}

//! The part of the configuration that says where the node seals its log and copies its people.

use archive::{Address, ArchiveError, Bucket, EXPECTED, Place};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where the log is sealed while it grows, and the store of people copied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ArchiveConfig {
    /// A folder on another disk, `file:///folder`, or `s3://bucket/prefix`; each log has one of its own, and the nodes of a
    /// cluster name the same: one of them seals for all. The keys of a bucket are read from the environment: `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`.
    pub url: String,
    /// Address of a server that speaks S3 and is not Amazon's, e.g. `https://s3.town.example`.
    pub endpoint: Option<String>,
    /// Region of the bucket.
    pub region: Option<String>,
    /// Minutes after which what is new is sealed, however little it is.
    pub seal_minutes: u16,
    /// Days for which copies of the store of people are kept, one a day; the newest is always kept.
    pub people_days: u16,
}

impl Default for ArchiveConfig {
    fn default() -> Self {
        Self { url: String::new(), endpoint: None, region: None, seal_minutes: 15, people_days: 7 }
    }
}

impl ArchiveConfig {
    /// What is wrong with values that TOML alone cannot tell, as (key, found, expected).
    pub(super) fn complaint(&self) -> Option<(&'static str, String, &'static str)> {
        if Address::parse(&self.url).is_none() {
            return Some(("archive.url", format!("{:?}", self.url), EXPECTED));
        }
        let zero = |value: u16, key| (value == 0).then_some(key);
        let zero = zero(self.seal_minutes, "archive.seal_minutes")
            .or(zero(self.people_days, "archive.people_days"));
        zero.map(|key| (key, "0".to_owned(), "a whole number of at least 1"))
    }

    /// Opens the place; a folder that is missing is made when `create` says so.
    ///
    /// # Errors
    /// When the place cannot be used.
    pub fn place(&self, create: bool) -> Result<Place, ArchiveError> {
        let unusable = || ArchiveError::Unusable {
            place: self.url.clone(),
            why: format!("expected {EXPECTED}"),
        };
        let address = Address::parse(&self.url).ok_or_else(unusable)?;
        let (endpoint, region) = (self.endpoint.clone(), self.region.clone());
        Place::open(&address, &Bucket { endpoint, region }, create)
    }
}

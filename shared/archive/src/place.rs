//! A place: where an archive lies, a folder or a bucket, and the few things that are done there.

use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt as _, PutMode, PutPayload, WriteMultipart};
use tokio::io::AsyncReadExt as _;
use url::Url;

use crate::ArchiveError;

/// Where an archive lies, as the operator writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A folder of this machine.
    Folder(PathBuf),
    /// A bucket that speaks S3, and what all names in it begin with.
    Bucket {
        /// Its name.
        bucket: String,
        /// The part of the address after it; may be empty.
        prefix: String,
    },
}

/// What is known of a bucket besides its address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bucket {
    /// Address of a server that is not Amazon's; left out: what the environment says, or Amazon's.
    pub endpoint: Option<String>,
    /// Region; left out: what the environment says, or Amazon's first.
    pub region: Option<String>,
}

/// Bytes of a file that are read at a time while it is put somewhere, and how many such pieces are on their way at once.
const PIECE: usize = 256 * 1024;
const PIECES: usize = 4;

/// What [`Address::parse`] expects.
pub const EXPECTED: &str = "a folder, `file:///folder` or `s3://bucket/prefix`";

impl Address {
    /// Reads an address; `None` when it is none of [`EXPECTED`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return None;
        }
        if !text.contains("://") {
            return Some(Self::Folder(PathBuf::from(text)));
        }
        let url = Url::parse(text).ok()?;
        match url.scheme() {
            "file" => url.to_file_path().ok().map(Self::Folder),
            "s3" => Some(Self::Bucket {
                bucket: url.host_str().filter(|host| !host.is_empty())?.to_owned(),
                prefix: url.path().trim_matches('/').to_owned(),
            }),
            _ => None,
        }
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "{}", folder.display()),
            Self::Bucket { bucket, prefix } if prefix.is_empty() => write!(f, "s3://{bucket}"),
            Self::Bucket { bucket, prefix } => write!(f, "s3://{bucket}/{prefix}"),
        }
    }
}

/// An archive's place, open.
#[derive(Debug, Clone)]
pub struct Place {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
    address: Address,
}

impl Place {
    /// Opens `address`; a folder that is missing is made when `create` says so.
    ///
    /// # Errors
    /// When the folder is missing or cannot be made, or the bucket's description cannot be used. Whether a bucket answers
    /// shows at its first use.
    pub fn open(address: &Address, bucket: &Bucket, create: bool) -> Result<Self, ArchiveError> {
        let unusable = |why: String| ArchiveError::Unusable { place: address.to_string(), why };
        let (store, prefix): (Arc<dyn ObjectStore>, _) = match address {
            Address::Folder(folder) => {
                if create {
                    std::fs::create_dir_all(folder).map_err(|error| unusable(error.to_string()))?;
                }
                let store = LocalFileSystem::new_with_prefix(folder);
                // A segment is in the archive once it would survive a power cut, name and content.
                let store = store.map_err(|error| unusable(error.to_string()))?.with_fsync(true);
                (Arc::new(store), Path::default())
            }
            Address::Bucket { bucket: name, prefix } => {
                (open_bucket(name, bucket).map_err(unusable)?, Path::from(prefix.as_str()))
            }
        };
        Ok(Self { store, prefix, address: address.clone() })
    }

    /// A place on a store of one's own: for tests.
    #[must_use]
    pub fn on(store: Arc<dyn ObjectStore>) -> Self {
        let address = Address::Folder(PathBuf::from("a store"));
        Self { store, prefix: Path::default(), address }
    }

    /// Where it is.
    #[must_use]
    pub fn address(&self) -> &Address {
        &self.address
    }

    fn path(&self, folder: &str, name: &str) -> Path {
        let whole: Vec<_> = self.prefix.parts().collect();
        whole.into_iter().chain([folder.into(), name.into()]).collect()
    }

    /// The names in a folder, those after `from` in their order when it is given.
    pub(crate) async fn names(
        &self,
        folder: &str,
        from: Option<&str>,
    ) -> Result<Vec<String>, ArchiveError> {
        let below: Path = self.prefix.parts().chain([folder.into()]).collect();
        let listed = match from {
            Some(from) => self.store.list_with_offset(Some(&below), &self.path(folder, from)),
            None => self.store.list(Some(&below)),
        };
        let listed: Vec<_> =
            listed.try_collect().await.map_err(self.failed("list", folder.to_owned()))?;
        // What lies in folders further down is not ours.
        let here = |path: &Path| {
            let mut parts = path.prefix_match(&below)?;
            let name = parts.next()?.as_ref().to_owned();
            parts.next().is_none().then_some(name)
        };
        let mut names: Vec<_> = listed.iter().filter_map(|found| here(&found.location)).collect();
        names.sort_unstable();
        Ok(names)
    }

    pub(crate) async fn get(&self, folder: &str, name: &str) -> Result<Bytes, ArchiveError> {
        let path = self.path(folder, name);
        let whole = async { self.store.get(&path).await?.bytes().await };
        whole.await.map_err(self.failed("read", path.to_string()))
    }

    /// Puts an object there, whole or not at all. One of this name that is there already stays: names say what is in them.
    pub(crate) async fn put(
        &self,
        folder: &str,
        name: &str,
        bytes: Vec<u8>,
    ) -> Result<(), ArchiveError> {
        let path = self.path(folder, name);
        let payload = PutPayload::from(bytes);
        match self.store.put_opts(&path, payload, PutMode::Create.into()).await {
            Ok(_) | Err(object_store::Error::AlreadyExists { .. }) => Ok(()),
            Err(error) => Err(self.failed("write", path.to_string())(error)),
        }
    }

    /// Puts a file of this machine there in pieces, whole or not at all; over one of this name, which says the same.
    ///
    /// # Errors
    /// When the file cannot be read or the place fails.
    pub async fn keep(
        &self,
        folder: &str,
        name: &str,
        file: &std::path::Path,
    ) -> Result<(), ArchiveError> {
        let path = self.path(folder, name);
        let failed = || self.failed("write", path.to_string());
        let mut source = tokio::fs::File::open(file).await.map_err(local)?;
        let upload = self.store.put_multipart(&path).await.map_err(failed())?;
        let mut upload = WriteMultipart::new(upload);
        let mut piece = vec![0; PIECE];
        loop {
            let read = source.read(&mut piece).await.map_err(local)?;
            if read == 0 {
                upload.finish().await.map_err(failed())?;
                return Ok(());
            }
            upload.wait_for_capacity(PIECES).await.map_err(failed())?;
            upload.write(&piece[..read]);
        }
    }

    /// What is there under this name, if it is there.
    ///
    /// # Errors
    /// When the place fails.
    pub async fn find(&self, folder: &str, name: &str) -> Result<Option<Bytes>, ArchiveError> {
        let path = self.path(folder, name);
        let whole = async { self.store.get(&path).await?.bytes().await };
        match whole.await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(self.failed("read", path.to_string())(error)),
        }
    }

    pub(crate) async fn delete(&self, folder: &str, name: &str) -> Result<(), ArchiveError> {
        let path = self.path(folder, name);
        match self.store.delete(&path).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(self.failed("delete", path.to_string())(error)),
        }
    }

    /// All names in a folder, sorted.
    ///
    /// # Errors
    /// When the place fails.
    pub async fn listed(&self, folder: &str) -> Result<Vec<String>, ArchiveError> {
        self.names(folder, None).await
    }

    fn failed(
        &self,
        doing: &'static str,
        object: String,
    ) -> impl FnOnce(object_store::Error) -> ArchiveError {
        let place = self.address.to_string();
        move |source| ArchiveError::Place { doing, object, place, source: Box::new(source) }
    }
}

fn local(error: std::io::Error) -> ArchiveError {
    ArchiveError::Local(error)
}

#[cfg(not(feature = "s3"))]
fn open_bucket(_name: &str, _bucket: &Bucket) -> Result<Arc<dyn ObjectStore>, String> {
    Err("this program was built without S3; name a folder, or build it with the feature `s3`"
        .into())
}

#[cfg(feature = "s3")]
fn open_bucket(name: &str, bucket: &Bucket) -> Result<Arc<dyn ObjectStore>, String> {
    use std::time::Duration;

    use object_store::aws::AmazonS3Builder;
    use object_store::{BackoffConfig, RetryConfig};

    // Whoever came first chose the same: there is one provider of cryptography in this program.
    rustls::crypto::ring::default_provider().install_default().unwrap_or_default();
    // Who asks has tries and patience of their own, and tells the operator in between.
    let retry = RetryConfig {
        max_retries: 3,
        retry_timeout: Duration::from_secs(30),
        backoff: BackoffConfig::default(),
    };
    let mut builder = AmazonS3Builder::from_env().with_bucket_name(name).with_retry(retry);
    if let Some(endpoint) = &bucket.endpoint {
        let plain = endpoint.starts_with("http://");
        builder = builder.with_endpoint(endpoint).with_allow_http(plain);
    }
    if let Some(region) = &bucket.region {
        builder = builder.with_region(region);
    }
    Ok(Arc::new(builder.build().map_err(|error| error.to_string())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_folder_or_a_bucket_and_nothing_else() {
        let folder = |path: &str| Some(Address::Folder(path.into()));
        assert_eq!(Address::parse("backup/here"), folder("backup/here"));
        assert_eq!(Address::parse("file:///srv/backup"), folder("/srv/backup"));
        let bucket = |bucket: &str, prefix: &str| {
            Some(Address::Bucket { bucket: bucket.into(), prefix: prefix.into() })
        };
        assert_eq!(Address::parse("s3://towns"), bucket("towns", ""));
        assert_eq!(Address::parse("s3://towns/rives/one/"), bucket("towns", "rives/one"));
        for wrong in ["", "https://towns.example", "s3://", "ftp://here/there"] {
            assert_eq!(Address::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_folder_that_is_missing_is_made_only_when_it_is_to_be_written() {
        let kept = tempfile::tempdir().expect("a folder");
        let address = Address::Folder(kept.path().join("a/b"));
        let refused = Place::open(&address, &Bucket::default(), false).expect_err("it is missing");
        assert!(refused.to_string().contains("a/b"), "{refused}");
        assert!(Place::open(&address, &Bucket::default(), true).is_ok());
        assert!(Place::open(&address, &Bucket::default(), false).is_ok());
    }
}

//! Answers kept until the next commit: a read model changes at no other moment.

use bytes::Bytes;
use eventlog::Position;
use moka::sync::Cache;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::graph::world::Asker;
use crate::http::params::Params;

/// Answers longer than this are not kept.
const LONGEST: usize = 1 << 20;

/// A question and everything its answer depends on, hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key([u8; 32]);

/// A question by its text alone.
pub struct Question(Sha256);

impl Question {
    /// The question of `params`: document, operation and variables.
    #[must_use]
    pub fn of(params: &Params) -> Self {
        let variables = Value::Object(params.variables.clone()).to_string();
        let mut hash = Sha256::new();
        for part in [&params.query, params.operation_name.as_deref().unwrap_or(""), &variables] {
            hash.update(part.len().to_le_bytes());
            hash.update(part.as_bytes());
        }
        Self(hash)
    }

    /// The question as `asker` puts it when the read model stands at `applied`.
    #[must_use]
    pub fn asked_by(mut self, asker: &Asker, personal: bool, applied: Position) -> Key {
        self.0.update(applied.0.to_le_bytes());
        self.0.update(format!("{:?}", asker.lang).as_bytes());
        self.0.update(rights_key(asker, personal).as_bytes());
        Key(self.0.finalize().into())
    }
}

/// The same for all askers who get the same answers: those with the same seats where the document asks for nothing
/// that differs between persons, one person otherwise.
#[must_use]
pub fn rights_key(asker: &Asker, personal: bool) -> String {
    match &asker.viewer {
        None => "public".to_owned(),
        Some(viewer) if personal => {
            format!("{:?}{:?}{:?}", viewer.person, viewer.seats, viewer.token())
        }
        Some(viewer) => viewer.rights_key(),
    }
}

/// Answers by question, bounded by memory.
pub struct Answers(Option<Cache<Key, Bytes>>);

impl Answers {
    /// Keeps up to `mib` MiB; with 0 nothing is kept.
    #[must_use]
    pub fn new(mib: u64) -> Self {
        let weigh = |_: &Key, body: &Bytes| u32::try_from(body.len() + 128).unwrap_or(u32::MAX);
        Self((mib > 0).then(|| Cache::builder().max_capacity(mib << 20).weigher(weigh).build()))
    }

    /// The answer to the same question at the same position.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<Bytes> {
        self.0.as_ref()?.get(key)
    }

    /// Keeps an answer, unless it is out of proportion.
    pub fn keep(&self, key: Key, body: Bytes) {
        if let Some(cache) = self.0.as_ref().filter(|_| body.len() <= LONGEST) {
            cache.insert(key, body);
        }
    }
}

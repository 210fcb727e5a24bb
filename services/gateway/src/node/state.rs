//! The data folder: who uses it, what it is for, what is where.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use identity::oidc::Providers;
use identity::{Identity, Vault};
use outgoing::Outgoing;
use papers::Papers;
use readmodel::{Phase, Projection, Status};

use url::Url;

use super::Purpose;
use crate::config::Config;

/// Names the purpose of a folder; written once.
const PURPOSE: &str = "purpose";
const REAL: &str = "real\n";
const LOADING: &str = "demo, loading\n";
const LOADED: &str = "demo\n";

/// The name of this log in its heads, exports and archive: the public address without its scheme.
#[must_use]
pub fn origin(config: &Config) -> String {
    let url = config.public_url.as_deref().unwrap_or("localhost");
    let host = url.split_once("://").map_or(url, |(_, host)| host);
    format!("{host}/rives")
}

/// The store of people in a data folder.
#[must_use]
pub fn people_path(folder: &Path) -> PathBuf {
    folder.join("people.db")
}

/// The drafts in a data folder.
#[must_use]
pub fn drafts_path(folder: &Path) -> PathBuf {
    folder.join("drafts.db")
}

/// The bytes of documents. On a cluster they need a place that every node reads: without one there are no documents.
pub(super) fn papers(config: &Config) -> anyhow::Result<Option<Arc<Papers>>> {
    let documents = &config.documents;
    if config.nats.is_some() && !documents.common() {
        tracing::warn!(
            "documents are refused: on a cluster `documents.url` names a bucket, or a folder that all nodes share with \
             `documents.shared = true`"
        );
        return Ok(None);
    }
    let place = documents.place(&config.data_dir).context("cannot open the place of documents")?;
    let most = u64::from(documents.max_mib) * 1024 * 1024;
    let papers = Papers::open(place, &config.data_dir.join("incoming"), most);
    Ok(Some(Arc::new(papers.context("cannot open the documents")?)))
}

/// The key of the store of people: the configured file, which must exist, or one beside the data, made when it is missing.
///
/// # Errors
/// When the file cannot be read or made, or is no key.
pub(super) fn people_key(config: &Config) -> anyhow::Result<Vault> {
    let beside = config.data_dir.join("people.key");
    let (path, create) =
        config.people_key_file.as_ref().map_or((&beside, true), |path| (path, false));
    Vault::from_file(path, create).context(
        "`people_key_file` names a file with 64 hexadecimal digits, e.g. made by `openssl rand -hex 32`",
    )
}

/// The providers of the configuration, with their secrets read.
pub(super) fn providers(config: &Config, people: Arc<Identity>) -> anyhow::Result<Providers> {
    let Some(home) = &config.public_url else {
        return Ok(Providers::none(people));
    };
    let home = Url::parse(home).context("`public_url` is no address")?;
    let rules = config.outgoing.rules().map_err(anyhow::Error::msg)?;
    let settings: Vec<_> = config
        .provider
        .iter()
        .map(|provider| provider.settings().map_err(anyhow::Error::msg))
        .collect::<Result<_, _>>()?;
    Ok(Providers::new(people, Outgoing::new(rules), home, settings))
}

/// Notes what an empty folder is for, or checks that it is for `purpose`.
pub(super) fn claim(folder: &Path, purpose: Purpose, empty: bool) -> anyhow::Result<()> {
    let path = folder.join(PURPOSE);
    let noted = noted(&path)?;
    let is_demo = noted.as_deref().is_some_and(|noted| noted != REAL);
    match purpose {
        Purpose::Demo if is_demo => Ok(()),
        Purpose::Demo if noted.is_none() && empty => write(&path, LOADING),
        Purpose::Demo => bail!(
            "{} holds real records: a demonstration needs a folder of its own, see --data-dir",
            folder.display()
        ),
        Purpose::Real if is_demo => bail!(
            "{} holds a demonstration, whose accounts have a known password: serve it with --demo, or \
             give another folder with --data-dir",
            folder.display()
        ),
        Purpose::Real if noted.is_some() => Ok(()),
        Purpose::Real => write(&path, REAL),
    }
}

fn noted(path: &Path) -> anyhow::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(noted) => Ok(Some(noted)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// Notes that a folder is for real records.
pub(super) fn is_real(folder: &Path) -> anyhow::Result<()> {
    write(&folder.join(PURPOSE), REAL)
}

pub(super) fn is_demo(folder: &Path) -> anyhow::Result<bool> {
    Ok(noted(&folder.join(PURPOSE))?.is_some_and(|noted| noted != REAL))
}

pub(super) fn demo_is_loaded(folder: &Path) -> anyhow::Result<bool> {
    let path = folder.join(PURPOSE);
    let noted =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(noted == LOADED)
}

pub(super) fn demo_was_loaded(folder: &Path) -> anyhow::Result<()> {
    write(&folder.join(PURPOSE), LOADED)
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// Why the projection does not go on, if so.
pub(super) fn stopped(status: &Status) -> Option<String> {
    match &status.phase {
        Phase::Stopped { why } => Some(why.clone()),
        Phase::Closed => Some("it was closed".to_owned()),
        Phase::Following | Phase::Rebuilding { .. } | Phase::Waiting { .. } => None,
    }
}

/// The projections of every service, in an order in which each finds what it refers to.
#[must_use]
pub fn projections() -> Vec<Box<dyn Projection>> {
    vec![
        directory::project::projection(),
        groups::project::projection(),
        partnership::project::projection(),
        jumelage::project::projection(),
        readmodel::activity::projection(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demonstration_and_real_records_never_share_a_folder() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let claim = |purpose, empty| claim(folder.path(), purpose, empty);
        claim(Purpose::Demo, true).expect("an empty folder");
        assert!(!demo_is_loaded(folder.path()).expect("a purpose"));
        let refused = claim(Purpose::Real, true).expect_err("accounts with a known password");
        assert!(refused.to_string().contains("--demo"), "{refused}");
        demo_was_loaded(folder.path()).expect("written");
        claim(Purpose::Demo, false).expect("again");
        assert!(demo_is_loaded(folder.path()).expect("a purpose"));
    }

    #[test]
    fn a_demonstration_is_refused_on_real_records() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let refused =
            claim(folder.path(), Purpose::Demo, false).expect_err("records without a note");
        assert!(refused.to_string().contains("real records"), "{refused}");
        claim(folder.path(), Purpose::Real, true).expect("an empty folder");
        assert!(claim(folder.path(), Purpose::Demo, true).is_err());
    }
}

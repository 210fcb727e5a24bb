//! A data folder that is being restored: empty before, refused by everybody meanwhile, real records afterwards.

use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use eventlog::EventLog;

use super::{open_folder, state};

/// Stands in a folder as long as its restore has not come to an end.
const RESTORING: &str = "restoring";
/// What may be in the folder before: keys are kept elsewhere and may be put back first.
const KEYS: [&str; 2] = ["people.key", "log.key"];

/// Begins to restore into `folder`, which must be empty but for the keys.
///
/// # Errors
/// When it holds anything else, or cannot be written.
pub fn begin(folder: &Path) -> anyhow::Result<Arc<dyn EventLog>> {
    fs::create_dir_all(folder)
        .with_context(|| format!("cannot create the data folder {}", folder.display()))?;
    let entries = fs::read_dir(folder).context("cannot look into the data folder")?;
    for entry in entries {
        let name = entry?.file_name();
        if !KEYS.iter().any(|key| name == *key) {
            bail!(
                "{} is not empty: there is {} in it. Nothing is ever restored over records; give an empty folder with \
                 --data-dir, or move away what is there",
                folder.display(),
                name.display()
            );
        }
    }
    File::create_new(folder.join(RESTORING))
        .and_then(|file| file.sync_all())
        .and_then(|()| File::open(folder)?.sync_all())
        .context("cannot write into the data folder")?;
    Ok(Arc::new(open_folder(folder, true)?))
}

/// The restore has come to its end: the folder holds real records.
///
/// # Errors
/// When the folder cannot be written.
pub fn done(folder: &Path) -> anyhow::Result<()> {
    state::is_real(folder)?;
    fs::remove_file(folder.join(RESTORING))
        .and_then(|()| File::open(folder)?.sync_all())
        .context("cannot write into the data folder")
}

/// Refuses a folder whose restore was cut off: it holds a part of the record, and nothing says so.
pub(super) fn refuse(folder: &Path) -> anyhow::Result<()> {
    if folder.join(RESTORING).exists() {
        bail!(
            "a restore into {} is running or was cut off; if it is not running, empty the folder and restore again",
            folder.display()
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::node::{Use, open_log};

    #[tokio::test]
    async fn a_folder_is_restored_into_only_when_it_is_empty_and_used_only_when_that_is_over() {
        let kept = tempfile::tempdir().expect("a folder");
        let folder = kept.path().join("data");
        fs::create_dir(&folder).expect("made");
        fs::write(folder.join("people.key"), "a key").expect("written");
        let log = begin(&folder).expect("empty but for a key");
        log.close().await.expect("closed");
        let config = Config { data_dir: folder.clone(), ..Config::default() };
        for purpose in [Use::Serving, Use::Reading] {
            let refused = open_log(&config, purpose, &|_, _| ()).await;
            let Err(refused) = refused else { panic!("half a record") };
            assert!(refused.to_string().contains("cut off"), "{refused}");
        }
        let Err(refused) = begin(&folder) else { panic!("over what is there") };
        assert!(refused.to_string().contains("is not empty"), "{refused}");
        done(&folder).expect("written");
        let whole = open_log(&config, Use::Reading, &|_, _| ()).await.expect("whole");
        whole.close().await.expect("closed");
        assert!(!super::super::Node::is_demo(&folder).expect("a purpose"));
    }
}

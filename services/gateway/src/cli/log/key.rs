//! The key that signs heads of the log, and the name under which it does.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use anyhow::Context as _;
use archive::hash;
use eventlog::checkpoint::Signer;

use crate::config::Config;
use crate::node::origin;

/// Bytes of the key, written as twice as many hexadecimal digits.
const KEY: usize = 32;

/// The signer of this log's heads: with the configured key file, which must exist, or with one beside the data, made when
/// it is missing.
pub(super) fn signer(config: &Config) -> anyhow::Result<Signer> {
    let beside = config.data_dir.join("log.key");
    let secret = match &config.log_key_file {
        Some(path) => read(path)?,
        None if beside.exists() => read(&beside)?,
        None => make(&beside)?,
    };
    Ok(Signer::new(&origin(config), &secret))
}

fn read(path: &Path) -> anyhow::Result<[u8; KEY]> {
    let text = fs::read_to_string(path)
        .with_context(|| format!("cannot read the log's key {}", path.display()))?;
    hash::read(&text.trim().to_ascii_lowercase()).with_context(|| {
        format!(
            "{} must hold 64 hexadecimal digits and nothing else, e.g. made by `openssl rand -hex 32`",
            path.display()
        )
    })
}

fn make(path: &Path) -> anyhow::Result<[u8; KEY]> {
    let mut key = [0; KEY];
    getrandom::fill(&mut key).context("the system gives no randomness")?;
    let file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    let mut file =
        file.with_context(|| format!("cannot create the log's key {}", path.display()))?;
    let written = file.write_all(hash::text(&key).as_bytes()).and_then(|()| file.sync_all());
    written.with_context(|| format!("cannot write the log's key {}", path.display()))?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(folder: &Path) -> Config {
        Config { data_dir: folder.to_owned(), ..Config::default() }
    }

    #[test]
    fn a_key_is_made_once_for_its_owner_alone_and_signs_alike_ever_after() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let first = signer(&config(folder.path())).expect("made").sign(1, [7; 32]);
        let again = signer(&config(folder.path())).expect("read").sign(1, [7; 32]);
        assert_eq!(first, again);
        let made = fs::metadata(folder.path().join("log.key")).expect("it is there");
        assert_eq!(made.permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_key_file_that_is_named_must_be_there_and_be_a_key() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("elsewhere");
        let config = Config { log_key_file: Some(path.clone()), ..config(folder.path()) };
        assert!(signer(&config).is_err(), "none is made in a place that was named");
        for wrong in ["", "ab", &"g".repeat(64), &"+a".repeat(32)] {
            fs::write(&path, wrong).expect("written");
            assert!(signer(&config).is_err(), "{wrong}");
        }
        fs::write(&path, format!("{}\n", "0f".repeat(32))).expect("written");
        assert!(signer(&config).is_ok());
    }

    #[test]
    fn a_log_is_named_by_its_public_address() {
        let mut config = Config::default();
        assert_eq!(origin(&config), "localhost/rives");
        config.public_url = Some("https://rives.example.org:8443".to_owned());
        assert_eq!(origin(&config), "rives.example.org:8443/rives");
    }
}

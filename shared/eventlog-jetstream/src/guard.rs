//! Refuses a cluster that may lose what it acknowledged, unless its dangers are accepted in so many words.

use std::collections::BTreeMap;
use std::time::Duration;

use async_nats::jetstream::stream::{Config, DiscardPolicy, Info, RetentionPolicy, StorageType};
use eventlog::{LogError, Position};
use serde::Deserialize;

use crate::options::{Danger, Options};
use crate::{REQUEST, failed};

/// How long the server must find repeated messages: a node asks how far the log is when it has not heard for half of it.
pub(crate) const WINDOW: Duration = Duration::from_mins(10);
/// From here on several writers of one subject in a cluster are kept apart reliably.
const OLDEST: (u64, u64) = (2, 12);

/// What a server's monitoring address says about it.
#[derive(Debug, Clone, Deserialize)]
struct Server {
    #[serde(rename = "server_name")]
    name: String,
    version: String,
    jetstream: Option<JetStream>,
}

#[derive(Debug, Clone, Deserialize)]
struct JetStream {
    config: Option<JetStreamConfig>,
}

#[derive(Debug, Clone, Deserialize)]
struct JetStreamConfig {
    #[serde(default)]
    sync_always: bool,
}

impl Server {
    fn syncs_always(&self) -> bool {
        let config = self.jetstream.as_ref().and_then(|jetstream| jetstream.config.as_ref());
        config.is_some_and(|config| config.sync_always)
    }
}

/// The stream as this program makes it: nothing in it is ever deleted, so that sequences are positions.
pub(crate) fn wanted(options: &Options) -> Config {
    Config {
        name: options.stream_name(),
        description: Some("A log of Rives: never delete, purge or edit".into()),
        subjects: vec![format!("rives.{}.>", options.log)],
        retention: RetentionPolicy::Limits,
        storage: StorageType::File,
        discard: DiscardPolicy::New,
        num_replicas: options.replicas,
        duplicate_window: WINDOW,
        max_messages: -1,
        max_bytes: -1,
        max_messages_per_subject: -1,
        max_consumers: -1,
        max_message_size: -1,
        deny_delete: true,
        deny_purge: true,
        ..Config::default()
    }
}

/// Whether the cluster and its stream keep what they acknowledge.
///
/// # Errors
/// What is missing and how to mend it, or [`LogError::Damaged`] when something was deleted.
pub(crate) async fn check(
    options: &Options,
    server: (&str, &str),
    info: &Info,
) -> Result<(), LogError> {
    check_layout(options, &info.config)?;
    if info.state.first_sequence > 1 || info.state.deleted_count.unwrap_or_default() > 0 {
        let what = "messages were deleted from the cluster's stream; restore a backup".into();
        return Err(LogError::Damaged { at: Position(1), what });
    }
    let replicas = info.config.num_replicas;
    if replicas < 3 {
        options.unless_accepted(Danger::FewReplicas, &format!(
            "the stream keeps {replicas} replica(s): `nats stream edit {} --replicas 3` on a cluster of three",
            info.config.name
        ))?;
    }
    if info.config.duplicate_window < WINDOW {
        options.unless_accepted(Danger::ShortWindow, &format!(
            "the stream finds repeated messages for {} s: `nats stream edit {} --dupe-window 10m`",
            info.config.duplicate_window.as_secs(),
            info.config.name
        ))?;
    }
    check_servers(options, server, info).await
}

fn check_layout(options: &Options, found: &Config) -> Result<(), LogError> {
    let wanted = wanted(options);
    let wrong = [
        ("subjects", found.subjects != wanted.subjects),
        ("retention", found.retention != wanted.retention),
        ("storage", found.storage != wanted.storage),
        ("discard", found.discard != wanted.discard),
        ("max_msgs", found.max_messages > 0),
        ("max_bytes", found.max_bytes > 0),
        ("max_msgs_per_subject", found.max_messages_per_subject > 0),
        ("max_age", !found.max_age.is_zero()),
        ("deny_delete", !found.deny_delete),
        ("deny_purge", !found.deny_purge),
        ("allow_rollup_hdrs", found.allow_rollup),
        ("mirror or sources", found.mirror.is_some() || found.sources.is_some()),
        ("subject_transform", found.subject_transform.is_some()),
    ];
    let wrong: Vec<_> = wrong.iter().filter(|(_, wrong)| *wrong).map(|(key, _)| *key).collect();
    if wrong.is_empty() {
        return Ok(());
    }
    Err(refused(&format!(
        "the stream {} was not made for a log: {} differ(s); choose another name for the log",
        found.name,
        wrong.join(", ")
    )))
}

/// Each server that keeps the stream, by what its monitoring address says. One that is down cannot be asked and does not
/// keep a node from starting, as long as a majority answers.
async fn check_servers(
    options: &Options,
    server: (&str, &str),
    info: &Info,
) -> Result<(), LogError> {
    let (told, silent) = ask(&options.monitors).await;
    let keepers = keepers(server.0, info);
    let answered = keepers.iter().filter(|&&name| told.contains_key(name)).count();
    let excused = 2 * answered > keepers.len() && keepers.len() - answered <= silent;
    for name in keepers {
        match told.get(name) {
            Some(found) => check_server(options, found)?,
            None if excused => {
                tracing::warn!(name, "a server of the cluster does not answer: not checked");
            }
            None => unseen(options, name, server)?,
        }
    }
    Ok(())
}

fn check_server(options: &Options, found: &Server) -> Result<(), LogError> {
    let (name, version) = (&found.name, &found.version);
    if !is_recent(version) {
        let what = format!("server {name} has version {version}; 2.12 or later is needed");
        options.unless_accepted(Danger::OldServer, &what)?;
    }
    if found.syncs_always() {
        return Ok(());
    }
    options.unless_accepted(
        Danger::LazySync,
        &format!(
            "server {name} acknowledges before it syncs: set `sync_interval: always` in its section `jetstream`"
        ),
    )
}

/// Of the server that the node is connected to the version is known; of the others nothing.
fn unseen(options: &Options, name: &str, server: (&str, &str)) -> Result<(), LogError> {
    let why = "name its monitoring address in `monitor`, and see that it answers";
    if name != server.0 || !is_recent(server.1) {
        let what = format!("that server {name} is 2.12 or later is not known: {why}");
        options.unless_accepted(Danger::OldServer, &what)?;
    }
    let what = format!("that server {name} syncs before it acknowledges is not known: {why}");
    options.unless_accepted(Danger::LazySync, &what)
}

/// The servers that keep the stream; outside a cluster the one that answered.
fn keepers<'a>(connected: &'a str, info: &'a Info) -> Vec<&'a str> {
    let Some(cluster) = &info.cluster else { return vec![connected] };
    let leader = cluster.leader.as_deref();
    let all: Vec<_> = leader.into_iter().chain(cluster.replicas.iter().map(|p| &*p.name)).collect();
    if all.is_empty() { vec![connected] } else { all }
}

/// Version `2.12.1` or `2.14.0-RC.1`.
pub(crate) fn is_recent(version: &str) -> bool {
    let mut numbers = version.split(['.', '-']).map(str::parse::<u64>);
    let (Some(Ok(major)), Some(Ok(minor))) = (numbers.next(), numbers.next()) else {
        return false;
    };
    (major, minor) >= OLDEST
}

impl Options {
    fn unless_accepted(&self, danger: Danger, what: &str) -> Result<(), LogError> {
        if self.accept.contains(&danger) {
            tracing::warn!(%danger, "accepted: {what}");
            return Ok(());
        }
        Err(refused(&format!(
            "{what}; or put \"{danger}\" into `accept`, and acknowledged acts may be lost or done twice"
        )))
    }
}

fn refused(what: &str) -> LogError {
    LogError::Medium { doing: "use the cluster".into(), source: what.into() }
}

/// What the servers say about themselves, by name, and how many say nothing.
async fn ask(monitors: &[String]) -> (BTreeMap<String, Server>, usize) {
    let (mut told, mut silent) = (BTreeMap::new(), 0);
    for monitor in monitors {
        match get::<Server>(&format!("{}/varz", monitor.trim_end_matches('/'))).await {
            Ok(server) => drop(told.insert(server.name.clone(), server)),
            Err(error) => {
                tracing::warn!(
                    error = eventlog::causes(&error),
                    "a server of the cluster does not answer"
                );
                silent += 1;
            }
        }
    }
    (told, silent)
}

/// JSON from a monitoring address.
pub(crate) async fn get<T: for<'de> Deserialize<'de> + Send + 'static>(
    url: &str,
) -> Result<T, LogError> {
    let (address, doing) = (url.to_owned(), format!("ask {url}"));
    let asked = tokio::task::spawn_blocking(move || {
        let agent: ureq::Agent =
            ureq::Agent::config_builder().timeout_global(Some(REQUEST)).build().into();
        agent.get(&address).call()?.body_mut().read_json::<T>()
    });
    asked.await.map_err(failed(&doing))?.map_err(failed(&doing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_recent_from_2_12_on() {
        for version in ["2.12.0", "2.15.1", "3.0.0", "2.14.0-RC.1"] {
            assert!(is_recent(version), "{version}");
        }
        for version in ["2.11.9", "2.9.10", "1.99.0", "", "unknown"] {
            assert!(!is_recent(version), "{version}");
        }
    }

    #[test]
    fn a_server_says_that_it_syncs_always_or_it_does_not() {
        let server = |jetstream: &str| {
            let text = format!("{{\"server_name\":\"n\",\"version\":\"2.15.1\"{jetstream}}}");
            serde_json::from_str::<Server>(&text).expect("as a server writes it").syncs_always()
        };
        assert!(server(",\"jetstream\":{\"config\":{\"sync_interval\":1,\"sync_always\":true}}"));
        assert!(!server(",\"jetstream\":{\"config\":{\"sync_interval\":1}}"));
        assert!(!server(",\"jetstream\":{}"));
        assert!(!server(""));
    }
}

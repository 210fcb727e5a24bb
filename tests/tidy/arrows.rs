//! Which crate may know which: the arrows of ARCHITECTURE.md.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use crate::{none, root};

/// Crate → the workspace's crates it may depend on. A crate that is missing here is refused.
const ALLOWED: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("eventlog", &[]),
    ("eventlog-sled", &["eventlog"]),
    ("eventlog-jetstream", &["eventlog"]),
    ("cluster", &["eventlog", "eventlog-jetstream"]),
    ("replica", &["eventlog"]),
    ("archive", &["eventlog"]),
    ("commands", &["domain", "eventlog"]),
    ("readmodel", &["domain", "eventlog"]),
    ("directory", &["domain", "eventlog", "commands", "readmodel", "jumelage"]),
    ("partnership", &["domain", "eventlog", "commands", "readmodel"]),
    ("drafting", &["replica"]),
    ("papers", &["archive", "domain"]),
    ("reports", &[]),
    ("jumelage", &["domain", "eventlog", "commands", "readmodel"]),
    ("groups", &["domain", "eventlog", "commands", "readmodel"]),
    ("outgoing", &[]),
    ("identity", &["domain", "eventlog", "commands", "outgoing", "replica"]),
    ("courier", &["domain", "commands", "identity"]),
    (
        "gateway",
        &[
            "domain",
            "eventlog",
            "eventlog-sled",
            "eventlog-jetstream",
            "cluster",
            "replica",
            "archive",
            "commands",
            "readmodel",
            "directory",
            "partnership",
            "drafting",
            "papers",
            "reports",
            "jumelage",
            "groups",
            "identity",
            "outgoing",
            "courier",
        ],
    ),
    // Only with the feature `faults`, which nobody else turns on.
    ("rives-tests", &["eventlog", "eventlog-sled"]),
];

/// All that the pure crate may depend on: data, dates, hashes and text; no IO, no clock, no dice, no async.
const PURE: &[&str] = &[
    "iso_currency",
    "jiff",
    "rust_decimal",
    "serde",
    "serde_json",
    "sha2",
    "thiserror",
    "unicode-normalization",
    "uuid",
];

fn metadata() -> Value {
    // For this platform only: crates of others may never have been downloaded.
    let version = Command::new("rustc").arg("-vV").output().expect("rustc tells its host");
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--filter-platform", host])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo writes JSON")
}

/// Package id → names; and package id → ids it needs to run (no dev-dependencies).
fn graph(metadata: &Value) -> (BTreeMap<String, String>, BTreeMap<String, Vec<String>>) {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let names =
        list(&metadata["packages"]).iter().map(|p| (word(&p["id"]), word(&p["name"]))).collect();
    let needs = |node: &Value| {
        let runs = |dep: &&Value| list(&dep["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
        let deps = list(&node["deps"]);
        deps.iter().filter(runs).map(|dep| word(&dep["pkg"])).collect()
    };
    let edges = list(&metadata["resolve"]["nodes"])
        .iter()
        .map(|node| (word(&node["id"]), needs(node)))
        .collect();
    (names, edges)
}

#[test]
fn crates_know_only_those_they_may() {
    let metadata = metadata();
    let (names, edges) = graph(&metadata);
    let members: BTreeSet<&str> = metadata["workspace_members"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let mut findings = Vec::new();
    for member in &members {
        let name = &names[*member];
        let Some((_, allowed)) = ALLOWED.iter().find(|(known, _)| known == name) else {
            findings.push(format!("{name} has no row in tests/tidy/arrows.rs"));
            continue;
        };
        for target in edges[*member].iter().filter(|id| members.contains(id.as_str())) {
            if !allowed.contains(&names[target].as_str()) {
                findings.push(format!("{name} must not know {}", names[target]));
            }
        }
    }
    none("arrows that ARCHITECTURE.md does not have", &findings);
}

#[test]
fn the_domain_depends_on_nothing_that_does_io_or_throws_dice() {
    let (names, edges) = graph(&metadata());
    let domain =
        names.iter().find(|(_, name)| *name == "domain").map(|(id, _)| id).expect("domain exists");
    let findings: Vec<_> = edges[domain]
        .iter()
        .map(|id| names[id].clone())
        .filter(|name| !PURE.contains(&name.as_str()))
        .collect();
    none("domain must stay pure but depends on", &findings);
}

#[test]
fn the_domain_never_asks_what_time_it_is() {
    let asks = ["now()", "SystemTime", "Instant::", "new_v4", "now_v7"];
    let findings: Vec<_> = crate::with_extension(&["rs"])
        .into_iter()
        .filter(|path| path.starts_with("shared/domain/src"))
        .filter_map(|path| Some((crate::text(&path)?, path)))
        .flat_map(|(text, path)| {
            let found: Vec<_> = asks.iter().filter(|ask| text.contains(**ask)).collect();
            found.into_iter().map(|ask| format!("{}: {ask}", path.display())).collect::<Vec<_>>()
        })
        .collect();
    none("the context brings time and identifiers", &findings);
}

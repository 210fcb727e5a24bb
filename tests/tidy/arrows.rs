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
    ("commands", &["domain", "eventlog"]),
    ("readmodel", &["domain", "eventlog"]),
    ("directory", &["domain", "eventlog", "commands", "readmodel", "jumelage"]),
    ("partnership", &["domain", "eventlog", "commands", "readmodel"]),
    ("jumelage", &["domain", "eventlog", "commands", "readmodel"]),
    ("groups", &["domain", "eventlog", "commands", "readmodel"]),
    ("identity", &["domain", "eventlog", "commands"]),
    (
        "gateway",
        &[
            "domain", "eventlog", "eventlog-sled", "commands", "readmodel", "directory", "partnership", "jumelage",
            "groups", "identity",
        ],
    ),
    ("rives-tests", &[]),
];

/// What the pure crate may never reach, even through others.
const IMPURE: &[&str] = &["tokio", "sled", "rusqlite", "axum", "async-graphql", "rand", "getrandom", "reqwest"];

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
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
    let names = list(&metadata["packages"]).iter().map(|p| (word(&p["id"]), word(&p["name"]))).collect();
    let needs = |node: &Value| {
        let runs = |dep: &&Value| list(&dep["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
        let deps = list(&node["deps"]);
        deps.iter().filter(runs).map(|dep| word(&dep["pkg"])).collect()
    };
    let edges = list(&metadata["resolve"]["nodes"]).iter().map(|node| (word(&node["id"]), needs(node))).collect();
    (names, edges)
}

#[test]
fn crates_know_only_those_they_may() {
    let metadata = metadata();
    let (names, edges) = graph(&metadata);
    let members: BTreeSet<&str> =
        metadata["workspace_members"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
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
fn the_domain_reaches_no_io_no_clock_and_no_dice() {
    let (names, edges) = graph(&metadata());
    let start = names.iter().find(|(_, name)| *name == "domain").map(|(id, _)| id.clone()).expect("domain exists");
    let (mut seen, mut todo) = (BTreeSet::new(), vec![start]);
    while let Some(id) = todo.pop() {
        if seen.insert(id.clone()) {
            todo.extend(edges[&id].iter().cloned());
        }
    }
    let findings: Vec<_> =
        seen.iter().map(|id| names[id].clone()).filter(|name| IMPURE.contains(&name.as_str())).collect();
    none("domain must stay pure but reaches", &findings);
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

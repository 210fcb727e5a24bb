//! Cluster: two nodes on one log, each with a read model of its own; a log that moves in, serves there and moves out.

use std::path::Path;

use anyhow::{Context, Result};
use rives_tests::{Feed, Node, Person};
use serde_json::json;

use crate::scene::{Scene, history, own_town, propose, record_town};
use crate::servers::Cluster;

/// What a command said after one of its words, to the end of the line.
fn after(said: &str, word: &str) -> Result<String> {
    let line = said.lines().find_map(|line| line.strip_prefix(word));
    line.map(|rest| rest.trim().to_owned()).with_context(|| format!("{word} in {said}"))
}

fn done(node: &Node, arguments: &[&str]) -> Result<String> {
    let (ok, said) = node.command(arguments)?;
    assert!(ok, "{arguments:?}: {said}");
    Ok(said)
}

fn folder(of: &str, path: &Path) -> String {
    format!("{of}:{}", path.display())
}

#[test]
fn what_is_done_at_one_node_is_seen_at_the_other_also_after_a_server_is_lost() -> Result<()> {
    let Some(mut cluster) = Cluster::start()? else { return Ok(()) };
    let scene = Scene { node: cluster.node(&["serve", "--demo", "--demo-small"])? };
    let mut other = cluster.node(&["serve"])?;
    let here = scene.saint_etienne()?;
    let visitor = Person::visitor(&other.url());
    let head = visitor.ask("{ head }", &json!({}))?["head"].clone();
    let scope = json!({ "countries": ["ML"] });
    let mut watcher = Feed::open(&other.url(), "", &scope, head.as_str())?;

    let theirs = record_town(&here, "ML", "Ville-du-fleuve", "FOREIGN_LOCAL_AUTHORITY")?;
    let id = propose(&here, &own_town(&here)?, &theirs)?;
    watcher.until("ORGANISATION_RECORDED")?;

    // One server fewer is still a majority; the nodes find another one by themselves.
    let leader = cluster.runtime.block_on(cluster.servers.leader_of("main"));
    cluster.servers.kill(leader.context("a leader")?);
    let more = record_town(&here, "ML", "Ville-du-lac", "FOREIGN_LOCAL_AUTHORITY")?;
    watcher.until("ORGANISATION_RECORDED")?;
    let seen = visitor.ask("query($id: ID!) { node(id: $id) { id } }", &json!({ "id": more }))?;
    assert_eq!(seen["node"]["id"], json!(more));

    // A node that was away catches up and goes on.
    other.kill()?;
    let last = record_town(&here, "ML", "Ville-du-port", "FOREIGN_LOCAL_AUTHORITY")?;
    other.run()?;
    let seen = Person::visitor(&other.url())
        .ask("query($id: ID!) { node(id: $id) { id } }", &json!({ "id": last }))?;
    assert_eq!(seen["node"]["id"], json!(last));
    assert_eq!(history(&here, &json!({ "cooperations": [id] }), 10)?.len(), 1);
    Ok(())
}

#[test]
fn a_log_moves_into_a_cluster_serves_there_and_moves_out_with_the_same_chain() -> Result<()> {
    let Some(cluster) = Cluster::start()? else { return Ok(()) };
    let mut scene = Scene::open()?;
    let here = scene.saint_etienne()?;
    record_town(&here, "ML", "Ville-du-fleuve", "FOREIGN_LOCAL_AUTHORITY")?;
    scene.node.stop()?;
    let before = after(&done(&scene.node, &["log", "verify"])?, "chain")?;

    for (key, value) in cluster.variables() {
        scene.node.set(key, &value);
    }
    let here = folder("sled", &scene.node.data());
    let said = done(&scene.node, &["log", "copy", &here, "nats:"])?;
    assert_eq!(after(&said, "chain")?, before);
    let again = done(&scene.node, &["log", "copy", &here, "nats:"])?;
    assert!(again.contains(" 0 of them new"), "{again}");

    scene.node.run()?;
    let officer = scene.saint_etienne()?;
    record_town(&officer, "ML", "Ville-du-lac", "FOREIGN_LOCAL_AUTHORITY")?;
    scene.node.stop()?;
    let on_cluster = done(&scene.node, &["log", "verify"])?;
    let out = tempfile::tempdir()?;
    let there = folder("sled", out.path());
    let said = done(&scene.node, &["log", "copy", "nats:", &there])?;
    assert_eq!(after(&said, "chain")?, after(&on_cluster, "chain")?);
    let (ok, said) = scene.node.command(&["log", "copy", "nats:", &here])?;
    assert!(ok && said.contains(" 0 of them new"), "the node's own copy is the log too: {said}");
    Ok(())
}

#[test]
fn a_copy_without_its_cluster_is_refused_and_so_is_a_cluster_that_is_away() -> Result<()> {
    let Some(mut cluster) = Cluster::start()? else { return Ok(()) };
    let mut node = cluster.node(&["serve"])?;
    node.stop()?;
    (0..3).for_each(|server| cluster.servers.kill(server));
    let (ok, said) = node.command(&["log", "info"])?;
    assert!(!ok && said.contains("connect to the cluster"), "{said}");
    node.set("RIVES_NATS__SERVERS", "[]");
    let (ok, said) = node.command(&["log", "info"])?;
    assert!(!ok && said.contains("nats.servers"), "{said}");
    node.unset("RIVES_NATS__SERVERS");
    node.unset("RIVES_NATS__MONITOR");
    let (ok, said) = node.command(&["log", "info"])?;
    assert!(!ok && said.contains("copy of the log `main`"), "{said}");
    Ok(())
}

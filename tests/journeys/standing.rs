//! Standing: what the nodes of a cluster say of themselves; which does what one does for all, and whether they can write.

use std::time::Duration;

use anyhow::Result;
use rives_tests::{Node, Person};
use serde_json::json;

use crate::scene::{Scene, record_town};
use crate::servers::Cluster;

/// How long anything may take that must come.
const PATIENCE: Duration = Duration::from_mins(1);
/// What every node would do that has neither mail nor an archive.
const DUTIES: [&str; 2] = ["forgetting", "housekeeping"];

/// Waits until a node says that it does all of this, or none.
fn does(node: &Node, all: bool) -> Result<()> {
    let held = usize::from(all);
    let line = |duty: &str| format!("rives_lease_held{{lease=\"{duty}\"}} {held}\n");
    let wanted = |said: &str| DUTIES.iter().all(|duty| said.contains(&line(duty)));
    node.tells("/metrics", wanted, PATIENCE).map(drop)
}

#[test]
fn what_one_node_does_for_all_goes_over_to_another_when_it_stops_or_is_killed() -> Result<()> {
    let Some(cluster) = Cluster::start()? else { return Ok(()) };
    let mut first = cluster.node(&["serve"])?;
    does(&first, true)?;
    let mut second = cluster.node(&["serve"])?;
    does(&second, false)?;

    first.stop()?;
    assert!(first.said().contains("the lease is given back"), "{}", first.said());
    does(&second, true)?;
    first.run()?;
    does(&first, false)?;

    // Nothing is given back now: it runs out.
    second.kill()?;
    does(&first, true)
}

#[test]
fn a_node_without_a_majority_serves_readers_and_says_that_it_cannot_write() -> Result<()> {
    let Some(mut cluster) = Cluster::start()? else { return Ok(()) };
    let scene = Scene { node: cluster.node(&["serve", "--demo", "--demo-small"])? };
    let (node, here) = (&scene.node, scene.saint_etienne()?);
    let visitor = Person::visitor(&node.url());
    assert_eq!(visitor.fetch("/readyz/writing")?, (200, "ready for writing\n".to_owned()));

    (0..2).for_each(|server| cluster.servers.kill(server));
    let said = node.tells("/readyz", |said| said.contains("not ready for writing"), PATIENCE)?;
    assert!(said.starts_with("ready\n") && said.contains("reading goes on"), "{said}");
    let (status, said) = visitor.fetch("/readyz/writing")?;
    assert!(status == 503 && said.contains("no majority"), "{status} {said}");
    node.tells("/metrics", |said| said.contains("rives_log_takes_commits 0\n"), PATIENCE)?;
    assert!(visitor.ask("{ head }", &json!({}))?["head"].is_string());
    let refused = record_town(&here, "ML", "Ville-du-lac", "FOREIGN_LOCAL_AUTHORITY");
    let refused = refused.expect_err("nobody could keep it").to_string();
    assert!(refused.contains("UNAVAILABLE") && refused.contains("again later"), "{refused}");

    (0..2).for_each(|server| cluster.servers.run(server));
    node.tells("/readyz/writing", |said| said == "ready for writing\n", PATIENCE)?;
    node.tells("/readyz", |said| !said.contains("not ready"), PATIENCE)?;
    record_town(&here, "ML", "Ville-du-port", "FOREIGN_LOCAL_AUTHORITY")?;
    Ok(())
}

//! Shared people: two nodes of a cluster know the same people, from whichever of them something was done at.

use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};
use rives_tests::{Node, Person};
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value as Json, json};

use crate::invitation::{accept, invite, mail_to, secret};
use crate::scene::{Scene, own_town};
use crate::servers::Cluster;

/// How long one node may take to hear of what was done at another, on a busy machine.
const HEARD: Duration = Duration::from_secs(30);

/// The same browser at another node.
pub(crate) fn at(person: &Person, url: &str) -> Person {
    let mut there = Person::visitor(url);
    there.cookie.clone_from(&person.cookie);
    there
}

fn viewer(person: &Person) -> Result<Json> {
    Ok(person.ask("{ viewer { email seats { role } } }", &json!({}))?["viewer"].take())
}

/// Somebody reads many feeds at two nodes at the same time.
fn reads_at_once(here: &Person, there: &Person) -> Result<()> {
    let readers = [here, there].map(|person| {
        let person = person.clone();
        std::thread::spawn(move || -> Result<()> {
            let query = "mutation($input: MarkSeenInput!) { markSeen(input: $input) { done } }";
            for round in 0..20 {
                let input = json!({ "scope": format!("group:{round}"), "cursor": "v1.3.0" });
                let told = person.ask(query, &json!({ "input": input }))?;
                assert_eq!(told["markSeen"]["done"], true, "{told}");
            }
            Ok(())
        })
    });
    for reader in readers {
        reader.join().map_err(|_| anyhow!("a reader gave up"))??;
    }
    Ok(())
}

/// Every row of a node's store of people, but the one that is its own.
fn dump(node: &Node) -> Result<Vec<String>> {
    let path = node.data().join("people.db");
    let store = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut names = store.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('sharing') ORDER BY name",
    )?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut rows = Vec::new();
    for name in names {
        let mut statement = store.prepare(&format!("SELECT * FROM {name}"))?;
        let columns = statement.column_count();
        let told = statement.query_map([], |row| {
            let cells = (0..columns).map(|n| row.get::<_, Value>(n));
            Ok(format!("{name} {:?}", cells.collect::<Result<Vec<_>, _>>()?))
        })?;
        rows.extend(told.collect::<Result<Vec<_>, _>>()?);
    }
    rows.sort_unstable();
    Ok(rows)
}

fn until(what: &str, mut done: impl FnMut() -> Result<bool>) -> Result<()> {
    let end = Instant::now() + HEARD;
    while !done()? {
        if Instant::now() > end {
            bail!("{what} did not come");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

#[test]
fn a_session_and_an_invitation_of_one_node_count_at_the_other() -> Result<()> {
    let Some(cluster) = Cluster::start()? else { return Ok(()) };
    let scene = Scene { node: cluster.node(&["serve", "--demo", "--demo-small"])? };
    let other = cluster.node(&["serve"])?;
    let here = scene.saint_etienne()?;
    let there = at(&here, &other.url());
    assert_eq!(
        viewer(&there)?["email"],
        "officer@saint-etienne.example",
        "signed in here, known there"
    );

    let place = json!({ "organisation": own_town(&here)? });
    invite(&here, &place, "colleague@saint-etienne.example")?;
    let token = secret(&mail_to(&here, "colleague@saint-etienne.example")?)?;
    let mut colleague = Person::visitor(&other.url());
    let seats = accept(&mut colleague, &token)?.done()["viewer"]["seats"].take();
    assert_eq!(seats[0]["role"], "CONTRIBUTOR", "{seats}");
    let at_home = at(&colleague, &scene.node.url());
    until("the seat at the first node", || {
        Ok(viewer(&at_home)?["seats"][0]["role"] == "CONTRIBUTOR")
    })?;

    reads_at_once(&here, &there)?;
    until("the same people at both", || Ok(dump(&scene.node)? == dump(&other)?))?;

    here.ask("mutation { signOut { done } }", &json!({}))?;
    until("the end of the session at the other node", || Ok(viewer(&there)?.is_null()))?;
    assert!(!viewer(&at_home)?.is_null(), "nobody else's session ends");
    Ok(())
}

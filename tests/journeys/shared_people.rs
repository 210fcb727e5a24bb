//! Shared people: two nodes of a cluster know the same people, from whichever of them something was done at.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use rives_tests::Person;
use serde_json::{Value, json};

use crate::cluster::Cluster;
use crate::invitation::{accept, invite, mail_to, secret};
use crate::scene::{Scene, own_town};

/// How long one node may take to hear of what was done at another, on a busy machine.
const HEARD: Duration = Duration::from_secs(30);

/// The same browser at another node.
fn at(person: &Person, url: &str) -> Person {
    let mut there = Person::visitor(url);
    there.cookie.clone_from(&person.cookie);
    there
}

fn viewer(person: &Person) -> Result<Value> {
    Ok(person.ask("{ viewer { email seats { role } } }", &json!({}))?["viewer"].take())
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

    here.ask("mutation { signOut { done } }", &json!({}))?;
    until("the end of the session at the other node", || Ok(viewer(&there)?.is_null()))?;
    assert!(!viewer(&at_home)?.is_null(), "nobody else's session ends");
    Ok(())
}

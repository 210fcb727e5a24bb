//! Presence: who has a cooperation's page open sees who else has, at the same node and at another.

use anyhow::Result;
use eventlog_jetstream::wire::Wire;
use rives_tests::{Node, Person, Visit};
use serde_json::json;

use crate::scene::{Scene, claim, own_town, propose, record_town, text};
use crate::servers::Cluster;
use crate::shared_people::at;

/// Two towns in a twinning, with somebody on each side.
struct Shores {
    french: Person,
    malian: Person,
    town: String,
    twinning: String,
}

fn shores(scene: &Scene) -> Result<Shores> {
    let (french, malian) = (scene.saint_etienne()?, scene.newcomer()?);
    let town = record_town(&french, "ML", "Ville-des-présents", "FOREIGN_LOCAL_AUTHORITY")?;
    claim(&malian, &french, &town)?;
    let twinning = propose(&french, &own_town(&french)?, &town)?;
    Ok(Shores { french, malian, town, twinning })
}

fn visit(node: &Node, person: &Person, twinning: &str) -> Result<Visit> {
    Visit::open(&node.url(), &person.cookie, twinning)
}

#[test]
fn two_sides_see_each_other_come_and_go() -> Result<()> {
    let scene = Scene::open()?;
    let Shores { french, malian, twinning, .. } = shores(&scene)?;
    let mut here = visit(&scene.node, &french, &twinning)?;
    here.until(&["1 OFFICER me"])?;
    let mut there = visit(&scene.node, &malian, &twinning)?;
    there.until(&["1 OFFICER", "2 OFFICER me"])?;
    here.until(&["1 OFFICER me", "2 OFFICER"])?;
    // A second page of the same person is nobody new.
    let mut again = visit(&scene.node, &malian, &twinning)?;
    again.until(&["1 OFFICER", "2 OFFICER me"])?;
    drop((again, there));
    here.until(&["1 OFFICER me"])
}

#[test]
fn whose_seat_ends_leaves_at_once_and_is_told_nothing_more() -> Result<()> {
    let scene = Scene::open()?;
    let Shores { french, malian, town, twinning } = shores(&scene)?;
    let second = scene.person("officer@valparaiso.example")?;
    claim(&second, &malian, &town)?;
    let mut here = visit(&scene.node, &french, &twinning)?;
    let mut there = visit(&scene.node, &second, &twinning)?;
    there.until(&["1 OFFICER", "2 OFFICER me"])?;
    here.until(&["1 OFFICER me", "2 OFFICER"])?;
    let query = "query($id: ID!) { node(id: $id) { ... on Organisation { seats { id isMine } } } }";
    let seats = second.ask(query, &json!({ "id": town }))?["node"]["seats"].take();
    let own = seats.as_array().and_then(|all| all.iter().find(|seat| seat["isMine"] == true));
    let seat = text(&own.cloned().unwrap_or_default()["id"])?;
    let end = json!({ "organisation": town, "seat": seat, "reason": "The mandate is over" });
    malian.act("endSeat", end, "organisation { id }")?.done();
    assert_eq!(there.refused()?, "\"FORBIDDEN\"");
    here.until(&["1 OFFICER me"])?;
    assert_eq!(visit(&scene.node, &second, &twinning)?.refused()?, "\"FORBIDDEN\"");
    let stranger = Person::visitor(&scene.node.url());
    assert_eq!(visit(&scene.node, &stranger, &twinning)?.refused()?, "\"FORBIDDEN\"");
    Ok(())
}

#[test]
fn a_programme_is_never_here() -> Result<()> {
    let scene = Scene::open()?;
    let Shores { french, twinning, .. } = shores(&scene)?;
    let create =
        "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }";
    let input = json!({ "name": "mirror", "scope": "ACT_AS_SEAT", "days": 30 });
    let made = french.ask(create, &json!({ "input": input }))?;
    let secret = text(&made["createApiToken"]["secret"])?;
    let mut programme = Visit::with_token(&scene.node.url(), &secret, &twinning)?;
    assert_eq!(programme.refused()?, "\"FORBIDDEN\"");
    visit(&scene.node, &french, &twinning)?.until(&["1 OFFICER me"])
}

#[test]
fn people_at_two_nodes_see_each_other_until_a_page_is_closed_or_a_node_is_killed() -> Result<()> {
    let Some(cluster) = Cluster::start()? else { return Ok(()) };
    let scene = Scene { node: cluster.node(&["serve", "--demo", "--demo-small"])? };
    let mut other = cluster.node(&["serve"])?;
    let Shores { french, malian, twinning, .. } = shores(&scene)?;
    let mut here = visit(&scene.node, &french, &twinning)?;
    let far = |node: &Node| visit(node, &at(&malian, &node.url()), &twinning);
    let mut there = far(&other)?;
    here.until(&["1 OFFICER me", "2 OFFICER"])?;
    there.until(&["1 OFFICER", "2 OFFICER me"])?;
    drop(there);
    here.until(&["1 OFFICER me"])?;

    let mut there = far(&other)?;
    there.until(&["1 OFFICER", "2 OFFICER me"])?;
    here.until(&["1 OFFICER me", "2 OFFICER"])?;
    other.kill()?;
    here.until(&["1 OFFICER me"])?;
    other.run()?;
    let mut there = far(&other)?;
    there.until(&["1 OFFICER", "2 OFFICER me"])?;
    here.until(&["1 OFFICER me", "2 OFFICER"])
}

/// Two nodes on one server, which tells nobody of another way to it than through the wire that can be cut.
struct Apart {
    scene: Scene,
    other: Node,
    wire: Wire,
    _cluster: Cluster,
}

impl Apart {
    fn begin() -> Result<Option<Self>> {
        let Some(cluster) = Cluster::of(1)? else { return Ok(None) };
        let wire = cluster.runtime.block_on(Wire::to(&cluster.servers.urls()[0]));
        let alone = [
            ("RIVES_NATS__MONITOR", json!(cluster.servers.monitors()).to_string()),
            ("RIVES_NATS__REPLICAS", "1".to_owned()),
            ("RIVES_NATS__ACCEPT", json!(["fewer than three replicas"]).to_string()),
        ];
        let at_server = |url: String| {
            let servers = ("RIVES_NATS__SERVERS", json!([url]).to_string());
            [alone.as_slice(), &[servers]].concat()
        };
        let direct = at_server(cluster.servers.urls()[0].clone());
        let node = cluster.node_with(&["serve", "--demo", "--demo-small"], &direct)?;
        let other = cluster.node_with(&["serve"], &at_server(wire.url()))?;
        Ok(Some(Self { scene: Scene { node }, other, wire, _cluster: cluster }))
    }
}

#[test]
fn nodes_that_are_cut_apart_forget_each_others_people_and_know_them_again() -> Result<()> {
    let Some(Apart { _cluster, wire, other, scene }) = Apart::begin()? else { return Ok(()) };
    let Shores { french, malian, twinning, .. } = shores(&scene)?;
    let mut here = visit(&scene.node, &french, &twinning)?;
    let mut there = visit(&other, &at(&malian, &other.url()), &twinning)?;
    there.until(&["1 OFFICER", "2 OFFICER me"])?;
    here.until(&["1 OFFICER me", "2 OFFICER"])?;
    wire.cut();
    here.until(&["1 OFFICER me"])?;
    there.until(&["2 OFFICER me"])?;
    wire.mend();
    here.until(&["1 OFFICER me", "2 OFFICER"])?;
    there.until(&["1 OFFICER", "2 OFFICER me"])
}

#[test]
fn a_page_opened_at_a_node_that_is_a_moment_behind_waits_until_the_node_knows() -> Result<()> {
    let Some(Apart { _cluster, wire, other, scene }) = Apart::begin()? else { return Ok(()) };
    // The node knows the session, but nothing of the town that is recorded now, nor of the seat there.
    let malian = scene.newcomer()?;
    at(&malian, &other.url()).ask("{ viewer { email } }", &json!({}))?;
    wire.cut();
    let french = scene.saint_etienne()?;
    let town = record_town(&french, "ML", "Ville-des-présents", "FOREIGN_LOCAL_AUTHORITY")?;
    claim(&malian, &french, &town)?;
    let twinning = propose(&french, &own_town(&french)?, &town)?;
    let mut there = visit(&other, &at(&malian, &other.url()), &twinning)?;
    wire.mend();
    there.until(&["2 OFFICER me"])
}

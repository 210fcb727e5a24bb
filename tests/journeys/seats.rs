//! Seats: who holds one in a town, what ends with it at once, and what passes on to the next person.

use anyhow::Result;
use rives_tests::{Feed, Person};
use serde_json::{Value, json};

use crate::scene::{Scene, claim, jumelage_of, own_town, propose, record_town, text};

const SEATS: &str = "query($id: ID!) { node(id: $id) { ... on Organisation { viewerCanManageSeats
    seats { id role displayName function isMine viewerCanManage } } } }";

/// A town with two officers, who came one after the other.
struct Town {
    id: String,
    first: Person,
    second: Person,
}

fn town(scene: &Scene) -> Result<Town> {
    let recorder = scene.saint_etienne()?;
    let (first, second) = (scene.newcomer()?, scene.person("officer@valparaiso.example")?);
    let id = record_town(&recorder, "ML", "Ville-aux-sièges", "FOREIGN_LOCAL_AUTHORITY")?;
    claim(&first, &recorder, &id)?;
    claim(&second, &first, &id)?;
    Ok(Town { id, first, second })
}

fn seats(person: &Person, town: &str) -> Result<Value> {
    Ok(person.ask(SEATS, &json!({ "id": town }))?["node"].take())
}

fn seat_of(person: &Person, town: &str) -> Result<String> {
    let found = seats(person, town)?;
    let mine =
        found["seats"].as_array().and_then(|all| all.iter().find(|seat| seat["isMine"] == true));
    text(&mine.cloned().unwrap_or_default()["id"])
}

#[test]
fn whose_seat_is_ended_gets_nothing_more_that_only_partners_see() -> Result<()> {
    let scene = Scene::open()?;
    let Town { id: town, first, second } = town(&scene)?;
    let french = scene.saint_etienne()?;
    let here = own_town(&french)?;
    let twinning = propose(&french, &here, &town)?;
    let scope = json!({ "organisations": [here] });
    let mut feed = Feed::open(&scene.node.url(), &second.cookie, &scope, Some("v1.0.0"))?;
    while feed.until("JUMELAGE_PROPOSED")?["cooperation"]["id"] != json!(twinning) {}
    assert!(!jumelage_of(&second, &twinning)?.is_null());
    let seat = seat_of(&second, &town)?;
    let end = json!({ "organisation": town, "seat": seat, "reason": "The mandate is over" });
    french.act("endSeat", end.clone(), "")?.refused_by("H-NOT-YOURS");
    first.act("endSeat", end, "organisation { id }")?.done();
    assert!(jumelage_of(&second, &twinning)?.is_null(), "a right ends with the seat");
    let hidden = json!({ "jumelage": twinning, "reason": "We start anew" });
    french.act("withdrawJumelage", hidden, "")?.done();
    let parties = json!([{ "organisation": here, "side": 1 }, { "organisation": town, "side": 2 }]);
    let public =
        json!({ "parties": parties, "kind": "FRIENDSHIP", "themes": [], "source": "archives" });
    let public = french.act("recordExistingJumelage", public, "jumelage { id }")?.done();
    let public = text(&public["jumelage"]["id"])?;
    let notice = feed.until("LEFT_VIEW")?;
    assert_eq!(notice["leftView"], json!(twinning), "a mirror is told what it must forget");
    assert!(notice["subject"].is_null() && notice["cooperation"].is_null(), "{notice}");
    loop {
        let change = feed.change()?;
        let of = &change["cooperation"]["id"];
        let hidden = change["verb"] == "JUMELAGE_WITHDRAWN";
        assert!(!hidden || of.is_string() && *of != json!(twinning), "{change}");
        if change["cooperation"]["id"] == json!(public) {
            break;
        }
    }
    Ok(())
}

#[test]
fn the_last_who_can_manage_seats_stays_and_names_are_for_ones_own_people() -> Result<()> {
    let scene = Scene::open()?;
    let Town { id: town, first, second } = town(&scene)?;
    let seen = seats(&first, &town)?;
    assert_eq!(seen["viewerCanManageSeats"], true, "{seen}");
    let list = seen["seats"].as_array().cloned().unwrap_or_default();
    assert!(list.iter().all(|seat| seat["displayName"].is_string()), "{seen}");
    assert!(list.iter().all(|seat| seat["function"] == "International relations"), "{seen}");
    let abroad = seats(&scene.saint_etienne()?, &town)?;
    assert_eq!(abroad["viewerCanManageSeats"], false, "{abroad}");
    let list = abroad["seats"].as_array().cloned().unwrap_or_default();
    assert!(list.iter().all(|seat| seat["displayName"].is_null()), "{abroad}");
    let leave = |seat: &str| json!({ "organisation": town, "seat": seat, "reason": "I move on" });
    let acting = |mut input: Value| {
        input["actingAs"] = json!({ "organisation": town });
        input
    };
    second.act("endSeat", acting(leave(&seat_of(&second, &town)?)), "")?.done();
    first.act("endSeat", leave(&seat_of(&first, &town)?), "")?.refused_by("H-SEAT-LAST");
    Ok(())
}

#[test]
fn after_an_election_a_seat_is_handed_over_with_its_reading_marks_in_one_act() -> Result<()> {
    let scene = Scene::open()?;
    let Town { id: town, first, second } = town(&scene)?;
    let head = text(&first.ask("{ head }", &json!({}))?["head"])?;
    let mark = "mutation($input: MarkSeenInput!) { markSeen(input: $input) { done } }";
    first.ask(mark, &json!({ "input": { "scope": "town", "cursor": head } }))?;
    let (from, to) = (seat_of(&first, &town)?, seat_of(&second, &town)?);
    let pass = json!({ "organisation": town, "from": from, "to": to, "reason": "Election" });
    let done = first.act("handOverSeat", pass, "organisation { id seats { id } }")?.done();
    assert_eq!(done["organisation"]["seats"].as_array().map(Vec::len), Some(1), "{done}");
    let seen = second.ask("{ viewer { lastSeen(scope: \"town\") } }", &json!({}))?;
    assert_eq!(seen["viewer"]["lastSeen"], json!(head));
    assert_eq!(first.ask("{ viewer { seats { id } } }", &json!({}))?["viewer"]["seats"], json!([]));
    Ok(())
}

#[test]
fn a_seat_that_the_operator_gave_is_on_record_and_can_be_ended_like_any_other() -> Result<()> {
    let scene = Scene::open()?;
    let officer = scene.saint_etienne()?;
    let secretary = scene.person("secretary@saint-etienne.example")?;
    let town = own_town(&officer)?;
    let seat = seat_of(&secretary, &town)?;
    let end =
        json!({ "organisation": town, "seat": seat, "reason": "A new secretary was elected" });
    officer.act("endSeat", end, "organisation { id }")?.done();
    let left = secretary.ask("{ viewer { seats { id } } }", &json!({}))?;
    assert_eq!(left["viewer"]["seats"], json!([]));
    Ok(())
}

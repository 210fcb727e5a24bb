//! Claims: who may open the door of a town to somebody, and who may not.

use anyhow::Result;
use rives_tests::{Answer, Person};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::scene::{Scene, charter, own_town, propose, record_town, text};

/// A town of the French register that nobody acts for yet.
fn unclaimed_town(person: &Person) -> Result<String> {
    let query = "{ organisations(first: 1, filter: { search: \"Colmar\", countries: [\"FR\"], states: [UNCLAIMED] })
        { nodes { id } } }";
    text(&person.ask(query, &json!({}))?["organisations"]["nodes"][0]["id"])
}

/// The newcomer asks to act for `town`; the seat that would be theirs.
fn ask(newcomer: &Person, town: &str) -> Result<Value> {
    let input = json!({ "organisation": town, "function": "International relations" });
    newcomer.act("requestClaim", input, "organisation { id }")?.done();
    let query =
        "query($id: ID!) { node(id: $id) { ... on Organisation { pendingClaims { seat mine } } } }";
    Ok(newcomer.ask(query, &json!({ "id": town }))?["node"]["pendingClaims"][0]["seat"].take())
}

fn confirm(by: &Person, town: &str, seat: &Value) -> Result<Answer> {
    by.act(
        "confirmClaim",
        json!({ "organisation": town, "seat": seat, "reason": "We know each other" }),
        "organisation { state }",
    )
}

#[test]
fn a_coordinator_opens_doors_in_the_countries_of_the_group_only() -> Result<()> {
    let scene = Scene::open()?;
    let (newcomer, sahel) = (scene.newcomer()?, scene.sahel()?);
    let french = unclaimed_town(&newcomer)?;
    let seat = ask(&newcomer, &french)?;
    confirm(&sahel, &french, &seat)?.refused_by("H-CLAIM-STRANGER");
    let malian =
        record_town(&scene.saint_etienne()?, "ML", "Ville-du-groupe", "FOREIGN_LOCAL_AUTHORITY")?;
    let seat = ask(&newcomer, &malian)?;
    confirm(&sahel, &malian, &seat)?.done();
    Ok(())
}

#[test]
fn who_invents_a_twinning_with_a_town_cannot_open_its_door() -> Result<()> {
    let scene = Scene::open()?;
    let (newcomer, inventor) = (scene.newcomer()?, scene.saint_etienne()?);
    let (ours, theirs) = (own_town(&inventor)?, unclaimed_town(&newcomer)?);
    let parties =
        json!([{ "organisation": ours, "side": 1 }, { "organisation": theirs, "side": 2 }]);
    let link = json!({ "parties": parties, "kind": "FRIENDSHIP", "themes": [], "source": "none" });
    inventor.act("recordExistingJumelage", link, "jumelage { id }")?.done();
    let seat = ask(&newcomer, &theirs)?;
    confirm(&inventor, &theirs, &seat)?.refused_by("H-CLAIM-STRANGER");
    confirm(&scene.administrator()?, &theirs, &seat)?.done();
    Ok(())
}

#[test]
fn who_proposes_a_twinning_to_a_town_cannot_open_its_door() -> Result<()> {
    let scene = Scene::open()?;
    let (newcomer, proposer) = (scene.newcomer()?, scene.saint_etienne()?);
    let theirs = unclaimed_town(&newcomer)?;
    propose(&proposer, &own_town(&proposer)?, &theirs)?;
    let seat = ask(&newcomer, &theirs)?;
    confirm(&proposer, &theirs, &seat)?.refused_by("H-CLAIM-STRANGER");
    Ok(())
}

#[test]
fn once_a_town_has_its_own_people_they_open_its_door_not_who_recorded_it() -> Result<()> {
    let scene = Scene::open()?;
    let (recorder, first) = (scene.saint_etienne()?, scene.newcomer()?);
    let town = record_town(&recorder, "ML", "Ville-aux-portes", "FOREIGN_LOCAL_AUTHORITY")?;
    let seat = ask(&first, &town)?;
    confirm(&recorder, &town, &seat)?.done();
    let second = scene.person("officer@valparaiso.example")?;
    let seat = ask(&second, &town)?;
    confirm(&recorder, &town, &seat)?.refused_by("H-CLAIM-STRANGER");
    confirm(&first, &town, &seat)?.done();
    Ok(())
}

#[test]
fn a_coordinator_cannot_widen_what_the_group_looks_at_nor_found_a_wider_group() -> Result<()> {
    let scene = Scene::open()?;
    let sahel = scene.sahel()?;
    let seats = sahel.ask("{ viewer { seats { group { id } } } }", &json!({}))?;
    let group = &seats["viewer"]["seats"][0]["group"]["id"];
    let scope = |countries: &[&str]| json!({ "countries": countries, "themes": [] });
    let change = |countries: &[&str]| json!({ "group": group, "scope": scope(countries), "reason": "to look" });
    sahel.act("changeGroupScope", change(&["ML", "FR"]), "")?.refused_by("H-SCOPE-WIDER");
    let name = json!([{ "lang": "fr", "text": "Essai" }]);
    let found = |countries: &[&str]| json!({ "name": name, "scope": scope(countries) });
    sahel.act("foundGroup", found(&["FR"]), "")?.refused_by("H-SCOPE-WIDER");
    sahel.act("changeGroupScope", change(&["ML", "NE"]), "")?.done();
    sahel.act("foundGroup", found(&["ML"]), "countryGroup { id }")?.done();
    Ok(())
}

#[test]
fn the_command_id_of_somebody_else_is_no_repeat() -> Result<()> {
    let scene = Scene::open()?;
    let (here, there) = (scene.saint_etienne()?, scene.person("officer@tamale.example")?);
    let (ours, theirs) = (own_town(&here)?, own_town(&there)?);
    let id = propose(&here, &ours, &theirs)?;
    let basis = crate::scene::charter_hash(&here, &id)?;
    let amend = json!({
        "commandId": Uuid::new_v4(), "jumelage": id, "basedOn": basis, "charter": charter("mine"), "reason": "mine"
    });
    here.act("amendCharter", amend.clone(), "")?.done();
    let fault = there.act("amendCharter", amend, "").expect_err("not theirs");
    assert!(fault.to_string().contains("COMMAND_REUSED"), "{fault}");
    Ok(())
}

#[test]
fn a_record_without_its_people_is_mended_by_who_knows_it_and_who_asks_for_it_is_not_told_to_all()
-> Result<()> {
    let scene = Scene::open()?;
    let (recorder, newcomer) = (scene.saint_etienne()?, scene.newcomer()?);
    let stranger = scene.person("officer@marseille.example")?;
    let town = record_town(&recorder, "ML", "Ville-sans-personne", "FOREIGN_LOCAL_AUTHORITY")?;
    let rename = |name: &str| {
        let names = json!([{ "lang": "fr", "text": name, "use": "OFFICIAL" }]);
        json!({ "organisation": town, "names": names, "reason": "A slip of the pen" })
    };
    stranger.act("renameOrganisation", rename("Ville-volée"), "")?.refused_by("H-NOT-YOURS");
    recorder.act("renameOrganisation", rename("Ville-corrigée"), "")?.done();
    let function = json!({ "organisation": town, "function": "call 06 01 02 03 04" });
    newcomer.act("requestClaim", function, "")?.refused_by("H-FUNCTION");
    let asked = json!({ "organisation": town, "function": "International relations" });
    newcomer.act("requestClaim", asked, "")?.done();
    let query = "query($id: ID!) { node(id: $id) { ... on Organisation { state } } }";
    let told = stranger.ask(query, &json!({ "id": town }))?;
    assert_eq!(told["node"]["state"], "PROVISIONAL", "as before anybody asked");
    Ok(())
}

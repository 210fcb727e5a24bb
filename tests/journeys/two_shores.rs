//! Two shores: from the first search to the ceremony, with both sides, a coordinator and a mirror looking on.

use anyhow::{Context, Result};
use rives_tests::{Feed, Person};
use serde_json::json;

use crate::scene::{
    Scene, charter, charter_hash, claim, history, jumelage_of, own_town, propose, record_town,
    text, vote,
};

#[test]
fn two_towns_reach_their_ceremony_and_everybody_who_may_sees_each_step() -> Result<()> {
    let scene = Scene::open()?;
    let (here, there) = (scene.saint_etienne()?, scene.newcomer()?);
    let coordinator = scene.sahel()?;
    let scope = json!({ "countries": ["ML"] });
    let mut live = Feed::open(&scene.node.url(), &coordinator.cookie, &scope, None)?;

    let ours = own_town(&here)?;
    let query = "query($s: String!) { organisations(filter: { search: $s, countries: [\"ML\"] }) { nodes { id } } }";
    let found = here.ask(query, &json!({ "s": "Ville-des-essais" }))?;
    assert_eq!(
        found["organisations"]["nodes"],
        json!([]),
        "the partner is missing from the register"
    );
    let theirs = record_town(&here, "ML", "Ville-des-essais", "FOREIGN_LOCAL_AUTHORITY")?;
    let found = here.ask(query, &json!({ "s": "ville des ESSAIS" }))?;
    assert_eq!(
        found["organisations"]["nodes"][0]["id"],
        json!(theirs),
        "found however it is spelt"
    );

    let id = propose(&here, &ours, &theirs)?;
    assert!(jumelage_of(&there, &id)?.is_null(), "a proposal is not public");
    claim(&there, &here, &theirs)?;
    let waiting = there
        .ask("{ cooperations(filter: { waitingForMe: true }) { nodes { id } } }", &json!({}))?;
    assert_eq!(waiting["cooperations"]["nodes"][0]["id"], json!(id));

    the_charter_is_discussed(&here, &there, &id)?;
    the_councils_decide(&here, &there, &id)?;
    the_twinning_lives(&here, &there, &id, &ours, &theirs)?;
    the_coordinator_missed_nothing(&coordinator, &mut live, &id)?;
    time_travel(&here, &id)
}

fn the_charter_is_discussed(here: &Person, there: &Person, id: &str) -> Result<()> {
    let first = charter_hash(here, id)?;
    here.act("consentToCharter", json!({ "jumelage": id, "hash": first }), "")?.done();
    let body = json!({ "lang": "en", "text": "May we add the schools?" });
    there
        .act("remarkOnJumelage", json!({ "cooperation": id, "about": first, "body": body }), "")?
        .done();

    let amendment = json!({ "jumelage": id, "basedOn": first, "charter": charter("with the schools"), "reason": "schools" });
    there.act("amendCharter", amendment.clone(), "")?.done();
    let now = jumelage_of(here, id)?;
    assert!(
        now["sides"].as_array().context("sides")?.iter().all(|side| side["agreed"] == false),
        "consents are void"
    );

    let stale = here.act("consentToCharter", json!({ "jumelage": id, "hash": first }), "")?;
    assert_eq!(stale.refused.len(), 1, "a consent to the old text is refused");
    let stale = here.act("amendCharter", amendment, "")?;
    assert_eq!(stale.refused.len(), 1, "an amendment of the old text is refused");

    let second = charter_hash(here, id)?;
    assert_ne!(first, second);
    there.act("consentToCharter", json!({ "jumelage": id, "hash": second }), "")?.done();
    assert_eq!(jumelage_of(here, id)?["stage"], "PROPOSED");
    here.act("consentToCharter", json!({ "jumelage": id, "hash": second }), "")?.done();
    assert_eq!(jumelage_of(there, id)?["stage"], "CONTENT_AGREED");
    Ok(())
}

fn the_councils_decide(here: &Person, there: &Person, id: &str) -> Result<()> {
    let ceremony = json!({ "jumelage": id, "on": "2026-11-02", "place": "Hôtel de ville", "participants": 120 });
    here.act("holdCeremony", ceremony.clone(), "")?.refused_by("T-5");
    there.act("recordJumelageDecision", vote(id, "ADOPTED"), "")?.done();
    there.act("holdCeremony", ceremony.clone(), "")?.refused_by("T-5");
    here.act("recordJumelageDecision", vote(id, "ADOPTED"), "")?.done();
    assert_eq!(jumelage_of(here, id)?["stage"], "DECIDED");
    here.act("holdCeremony", ceremony, "")?.done();
    assert_eq!(jumelage_of(there, id)?["stage"], "ACTIVE");
    Ok(())
}

fn the_twinning_lives(
    here: &Person,
    there: &Person,
    id: &str,
    ours: &str,
    theirs: &str,
) -> Result<()> {
    let exchange = json!({
        "cooperation": id, "kind": "SCHOOL", "title": [{ "lang": "fr", "text": "Deux classes s’écrivent" }],
        "starts": "2026-11-05", "ends": "2026-11-12", "host": theirs, "themes": []
    });
    let planned = here.act("planExchange", exchange, "exchange { id state }")?.done();
    let held = json!({
        "exchange": planned["exchange"]["id"], "starts": "2026-11-05", "ends": "2026-11-12",
        "participants": [{ "side": 1, "category": "pupils", "count": 24 }, { "side": 2, "category": "pupils", "count": 22 }],
        "outcome": [{ "lang": "fr", "text": "Une correspondance par mois" }]
    });
    let held = there.act("holdExchange", held, "exchange { state participants { count } }")?.done();
    assert_eq!(held["exchange"]["state"], "HELD");

    for (person, town) in [(here, ours), (there, theirs)] {
        let seats = json!([{ "kind": "ELECTED", "function": "chair" }, { "kind": "CITIZEN", "function": "schools" }]);
        let form =
            json!({ "jumelage": id, "organisation": town, "seats": seats, "tasks": ["exchanges"] });
        person.act("formCommittee", form.clone(), "committee { seats { function } }")?.done();
        let again = person.act("formCommittee", form, "")?;
        assert_eq!(again.refused.len(), 1, "a side has one committee");
    }
    let now = jumelage_of(here, id)?;
    let possible = now["possibilities"].as_array().context("possibilities")?;
    assert!(
        possible.iter().all(|one| one["act"] != "FORM_COMMITTEE"),
        "nothing refused is offered"
    );
    let sides = &now["sides"];
    assert!(
        sides.as_array().context("sides")?.iter().all(|side| side["committee"].is_object()),
        "{sides}"
    );
    Ok(())
}

/// What arrived live is what the feed tells afterwards, in the same order, once each; remarks stay between partners.
fn the_coordinator_missed_nothing(coordinator: &Person, live: &mut Feed, id: &str) -> Result<()> {
    let told = history(coordinator, &json!({ "cooperations": [id] }), 3)?;
    assert!(told.iter().any(|(_, verb)| verb == "JUMELAGE_CEREMONY_HELD"), "{told:?}");
    let mut seen = Vec::new();
    while seen.len() < told.len() {
        let change = live.change()?;
        if change["cooperation"]["id"] == json!(id) {
            seen.push((text(&change["cursor"])?, text(&change["verb"])?));
        }
    }
    assert_eq!(seen, told);
    Ok(())
}

fn time_travel(person: &Person, id: &str) -> Result<()> {
    let query = "query($id: ID!, $at: DateTime) { node(id: $id, asOf: $at) { ... on Jumelage { stage timeline(first: 50) {
        changes { verb at } } } } }";
    let now = person.ask(query, &json!({ "id": id }))?;
    let changes = now["node"]["timeline"]["changes"].as_array().context("changes")?;
    let at = |verb: &str| {
        let change = changes.iter().find(|change| change["verb"] == verb);
        change.map(|change| change["at"].clone()).with_context(|| format!("{verb} in {changes:?}"))
    };
    let then = person.ask(query, &json!({ "id": id, "at": at("JUMELAGE_CONTENT_AGREED")? }))?;
    assert_eq!(then["node"]["stage"], "CONTENT_AGREED", "as it stood when the content was agreed");
    let then = person.ask(query, &json!({ "id": id, "at": "2001-01-01T00:00:00Z" }))?;
    assert!(then["node"].is_null(), "it did not exist then");
    Ok(())
}

#[test]
fn a_partnership_of_three_is_answered_by_each_and_ended_by_one() -> Result<()> {
    let scene = Scene::open()?;
    let people =
        ["officer@saint-etienne.example", "officer@tamale.example", "officer@valparaiso.example"];
    let people: Vec<Person> =
        people.iter().map(|email| scene.person(email)).collect::<Result<_>>()?;
    let towns: Vec<String> = people.iter().map(own_town).collect::<Result<_>>()?;
    let parties: Vec<_> = (1..)
        .zip(&towns)
        .map(|(side, town)| json!({ "organisation": town, "side": side }))
        .collect();
    let benefits: Vec<_> = (1..=3)
        .map(|side| json!({ "side": side, "expects": "apprendre", "brings": "savoir-faire" }))
        .collect();
    let input = json!({
        "parties": parties, "nature": "CONVENTION", "reasonForChoice": "Trois villes de montagne",
        "terms": { "title": [{ "lang": "fr", "text": "Eau des trois villes" }],
            "purpose": [{ "lang": "fr", "text": "Partager la gestion de l’eau" }], "themes": ["1.2"], "sdgs": [6],
            "territories": ["GH"], "benefits": benefits }
    });
    let proposed =
        people[0].act("proposePartnership", input, "partnership { id terms { hash } }")?.done();
    let (id, hash) = (&proposed["partnership"]["id"], &proposed["partnership"]["terms"]["hash"]);
    people[1].act("acceptPartnership", json!({ "partnership": id, "hash": hash }), "")?.done();
    let early =
        people[0].act("startPartnership", json!({ "partnership": id, "on": "2026-11-01" }), "")?;
    assert_eq!(early.refused.len(), 1, "not everybody has answered");
    let accepted = people[2].act(
        "acceptPartnership",
        json!({ "partnership": id, "hash": hash }),
        "partnership { stage }",
    )?;
    assert_eq!(accepted.done()["partnership"]["stage"], "ACCEPTED");
    let early =
        people[0].act("startPartnership", json!({ "partnership": id, "on": "2026-11-01" }), "")?;
    assert_eq!(early.refused.len(), 1, "the French council has not deliberated");
    people[0].act("recordPartnershipDecision", vote(&text(id)?, "ADOPTED"), "")?.done();
    for person in &people[1..] {
        person.act("recordPartnershipDecision", vote(&text(id)?, "ADOPTED"), "")?.done();
    }
    people[0].act("startPartnership", json!({ "partnership": id, "on": "2026-11-01" }), "")?.done();
    let end =
        json!({ "cooperation": id, "reason": "Objectif atteint", "lessons": "Commencer petit" });
    let ended =
        people[2].act("endPartnership", end, "partnership { stage ending { lessons } }")?.done();
    assert_eq!(ended["partnership"]["stage"], "ENDED");
    Ok(())
}

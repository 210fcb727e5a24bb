//! A wrong partner: a State is refused, an authority of an unrecognised entity is refused, a federated state is not.

use anyhow::Result;
use serde_json::json;

use crate::scene::{Scene, own_town, proposal, record_town};

#[test]
fn a_sovereign_state_is_refused_with_the_rule_and_its_source_in_the_asked_language() -> Result<()> {
    let scene = Scene::open()?;
    let here = scene.saint_etienne()?;
    let ours = own_town(&here)?;
    let state = record_town(&here, "SN", "République d’essai", "STATE")?;
    let payload = "jumelage { id }";
    let refused = here.act("proposeJumelage", proposal(&ours, &state), payload)?;
    refused.refused_by("R-09");
    let query = "{ fr: rule(id: \"R-09\") { statement(lang: FR) source } es: rule(id: \"R-09\") { statement(lang: ES) } }";
    let rule = here.ask(query, &json!({}))?;
    assert!(
        rule["fr"]["source"].as_str().is_some_and(|source| source.contains("L. 1115-5")),
        "{rule}"
    );
    assert_ne!(rule["fr"]["statement"], rule["es"]["statement"]);
    Ok(())
}

#[test]
fn an_authority_of_an_unrecognised_entity_is_refused_and_a_federated_state_is_accepted()
-> Result<()> {
    let scene = Scene::open()?;
    let (here, administrator) = (scene.saint_etienne()?, scene.administrator()?);
    let ours = own_town(&here)?;
    let fact = json!({
        "territory": "GE-ESSAI", "name": [{ "lang": "fr", "text": "Territoire d’essai" }], "status": "NOT_RECOGNISED",
        "seenFrom": "FR", "source": "an invented act"
    });
    administrator.act("recordTerritoryFact", fact, "")?.done();
    let names = json!([{ "lang": "fr", "text": "Ville du territoire d’essai", "use": "OFFICIAL" }]);
    let input = json!({ "kind": "FOREIGN_LOCAL_AUTHORITY", "country": "GE", "territory": "GE-ESSAI", "names": names });
    let recorded = here.act("recordOrganisation", input, "organisation { id }")?.done();
    let there = recorded["organisation"]["id"].as_str().unwrap_or_default();
    here.act("proposeJumelage", proposal(&ours, there), "jumelage { id }")?.refused_by("R-10");

    let federated = record_town(&here, "BR", "Estado de ensaio", "FEDERATED_STATE")?;
    here.act("proposeJumelage", proposal(&ours, &federated), "jumelage { id }")?.done();
    Ok(())
}

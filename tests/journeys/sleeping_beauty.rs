//! Sleeping beauty: a twinning that fell asleep is woken up by one act, or ended with its lessons.

use anyhow::{Context, Result};
use rives_tests::Person;
use serde_json::json;

use crate::scene::{Scene, jumelage_of, text};

#[test]
fn a_dormant_twinning_waits_for_its_sides_and_is_revived_by_one() -> Result<()> {
    let scene = Scene::open()?;
    let here = scene.person("officer@marseille.example")?;
    let visitor = Person::visitor(&scene.node.url());
    let query = "{ cooperations(filter: { stages: [DORMANT], kinds: [JUMELAGE] }) { nodes { id parties { isMine } } } }";
    let sleeping = here.ask(query, &json!({}))?;
    let nodes = sleeping["cooperations"]["nodes"].as_array().context("nodes")?;
    let mine = nodes.iter().find(|node| {
        node["parties"]
            .as_array()
            .is_some_and(|all| all.iter().any(|party| party["isMine"] == true))
    });
    let id = text(
        &mine.with_context(|| format!("a dormant twinning of Marseille in {sleeping}"))?["id"],
    )?;
    let before = jumelage_of(&here, &id)?;
    assert!(
        before["waiting"]
            .as_array()
            .is_some_and(|all| all.iter().any(|w| w["kind"] == "REVIVE_OR_END")),
        "{before}"
    );

    let input = json!({ "jumelage": id, "reason": "Une classe a écrit" });
    let outsider = scene.person("officer@valparaiso.example")?;
    assert_eq!(
        outsider.act("reviveJumelage", input.clone(), "")?.refused.len(),
        1,
        "only a party wakes it up"
    );
    here.act("reviveJumelage", input, "")?.done();
    assert_eq!(jumelage_of(&visitor, &id)?["stage"], "ACTIVE");

    let lacking = json!({ "cooperation": id, "reason": "Plus personne", "lessons": "" });
    assert_eq!(
        here.act("endJumelage", lacking, "")?.refused.len(),
        1,
        "an end without lessons is refused"
    );
    let end = json!({ "cooperation": id, "reason": "Plus personne", "lessons": "Former un comité à temps" });
    here.act("endJumelage", end, "")?.done();
    assert_eq!(jumelage_of(&visitor, &id)?["stage"], "ENDED");
    Ok(())
}

//! Acts that clients send again and again, and what the log must hold of them afterwards.

use std::collections::HashMap;

use anyhow::{Context as _, Result, ensure};
use rives_tests::{Node, Person};
use serde_json::{Value, json};
use uuid::Uuid;

/// The demonstration's password; it exists only with `--demo`.
const PASSWORD: &str = "two-shores-one-river";

/// Somebody of the demonstration who may act.
pub(crate) fn officer(url: &str) -> Result<Person> {
    Person::sign_in(url, "officer@saint-etienne.example", PASSWORD)
}

/// One act of a client: what was sent, and the cursor that was answered, if an answer came.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    pub(crate) mutation: &'static str,
    pub(crate) input: Value,
    pub(crate) cursor: Option<String>,
    /// Why no answer came.
    pub(crate) failure: Option<String>,
}

impl Act {
    pub(crate) fn new(place: &Place, dice: &mut fastrand::Rng) -> Self {
        let command = Uuid::from_u128(dice.u128(..));
        if dice.u8(..4) == 0 {
            let names =
                json!([{ "lang": "fr", "text": format!("Ville {command}"), "use": "OFFICIAL" }]);
            let input = json!({ "commandId": command, "kind": "FOREIGN_LOCAL_AUTHORITY", "country": "ML",
                "names": names, "source": "letter of the mayor" });
            return Self { mutation: "recordOrganisation", input, cursor: None, failure: None };
        }
        let input = json!({ "commandId": command, "cooperation": place.jumelage, "about": place.charter,
            "body": { "lang": "en", "text": format!("Remark {command}") } });
        Self { mutation: "remarkOnJumelage", input, cursor: None, failure: None }
    }

    /// Sends it; the first answer stays, and whether this one says that it was given before.
    pub(crate) fn send(&mut self, person: &Person) -> Result<bool> {
        let answer = person.act(self.mutation, self.input.clone(), "")?;
        ensure!(answer.refused.is_empty(), "{self:?} was refused by {:?}", answer.refused);
        let payload = answer.payload;
        let cursor = payload["cursor"].as_str().context("a cursor")?.to_owned();
        let first = self.cursor.get_or_insert_with(|| cursor.clone());
        ensure!(*first == cursor, "{self:?} was answered with {cursor} the second time");
        Ok(payload["repeated"] == true)
    }
}

/// What the clients write about: a twinning, and the hash of its charter.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    jumelage: Value,
    charter: Value,
}

impl Place {
    /// A twinning that was proposed just now.
    pub(crate) fn proposed(person: &Person) -> Result<Self> {
        let query = "{ viewer { seats { organisation { id } } } }";
        let here =
            person.ask(query, &json!({}))?["viewer"]["seats"][0]["organisation"]["id"].take();
        let names = json!([{ "lang": "fr", "text": "Ville-du-fleuve", "use": "OFFICIAL" }]);
        let input = json!({ "kind": "FOREIGN_LOCAL_AUTHORITY", "country": "ML", "names": names, "source": "a letter" });
        let there = person.act("recordOrganisation", input, "organisation { id }")?.done();
        let there = &there["organisation"]["id"];
        let input = json!({
            "parties": [{ "organisation": here, "side": 1 }, { "organisation": there, "side": 2 }],
            "kind": "FRIENDSHIP", "motives": "Two towns of musicians", "themes": ["1.2"],
            "charter": [{ "lang": "fr", "text": "Charte" }, { "lang": "en", "text": "Charter" }]
        });
        let select = "jumelage { id charter { hash } }";
        let mut proposed = person.act("proposeJumelage", input, select)?.done();
        let (jumelage, charter) =
            (proposed["jumelage"]["id"].take(), proposed["jumelage"]["charter"]["hash"].take());
        Ok(Self { jumelage, charter })
    }
}

/// The log itself: each act once, at the position that was answered, and nothing else with its command id.
pub(crate) fn stand_once(node: &mut Node, acts: &[Act]) -> Result<u64> {
    node.stop()?;
    let (whole, said) = node.command(&["log", "verify"])?;
    ensure!(whole, "{said}");
    let (written, lines) = node.command(&["log", "export"])?;
    ensure!(written, "{lines}");
    let mut places = HashMap::new();
    for line in lines.lines().filter(|line| line.starts_with('{')) {
        let line: Value = serde_json::from_str(line)?;
        let id = line["id"].as_str().context("an id")?.to_owned();
        let twice = places.insert(id, line.clone());
        ensure!(twice.is_none(), "applied twice: {line}");
    }
    for act in acts {
        let id = act.input["commandId"].as_str().context("a command id")?;
        let line = places.get(id).with_context(|| format!("not in the log: {act:?}"))?;
        let cursor = act.cursor.as_deref().context("every act was settled")?;
        let position = cursor.split('.').nth(1).context("a position")?;
        ensure!(line["sequence"] == position, "{act:?} stands elsewhere: {line}");
    }
    Ok(places.len() as u64)
}

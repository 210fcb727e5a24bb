//! The scene of the journeys: a node with the demonstration's people, and the acts that several journeys share.

use anyhow::{Context, Result};
use rives_tests::{Node, Person};
use serde_json::{Value, json};

/// The demonstration's password; it exists only with `--demo`.
const PASSWORD: &str = "two-shores-one-river";

/// A node with examples, and who uses it.
pub(crate) struct Scene {
    pub(crate) node: Node,
}

impl Scene {
    /// A node that serves the small demonstration.
    pub(crate) fn open() -> Result<Self> {
        Ok(Self { node: Node::start(&["serve", "--demo", "--demo-small"])? })
    }

    /// Somebody of the demonstration, signed in.
    pub(crate) fn person(&self, email: &str) -> Result<Person> {
        Person::sign_in(&self.node.url(), email, PASSWORD)
    }

    pub(crate) fn saint_etienne(&self) -> Result<Person> {
        self.person("officer@saint-etienne.example")
    }

    pub(crate) fn newcomer(&self) -> Result<Person> {
        self.person("newcomer@example.org")
    }

    pub(crate) fn sahel(&self) -> Result<Person> {
        self.person("sahel@groups.example")
    }

    pub(crate) fn administrator(&self) -> Result<Person> {
        self.person("admin@rives.example")
    }
}

/// The organisation in which a person has their seat.
pub(crate) fn own_town(person: &Person) -> Result<String> {
    let data = person.ask("{ viewer { seats { organisation { id } } } }", &json!({}))?;
    text(&data["viewer"]["seats"][0]["organisation"]["id"])
}

/// Puts a town on record provisionally.
pub(crate) fn record_town(by: &Person, country: &str, name: &str, kind: &str) -> Result<String> {
    let names = json!([{ "lang": "fr", "text": name, "use": "OFFICIAL" }]);
    let input = json!({ "kind": kind, "country": country, "names": names, "source": "letter of the mayor" });
    let payload = by.act("recordOrganisation", input, "organisation { id }")?.done();
    text(&payload["organisation"]["id"])
}

/// A charter in two languages.
pub(crate) fn charter(words: &str) -> Value {
    json!([{ "lang": "fr", "text": format!("Charte : {words}") }, { "lang": "en", "text": format!("Charter: {words}") }])
}

/// The input of a proposal between two towns.
pub(crate) fn proposal(here: &str, there: &str) -> Value {
    json!({
        "parties": [{ "organisation": here, "side": 1 }, { "organisation": there, "side": 2 }],
        "kind": "FRIENDSHIP", "motives": "Deux villes de musiciens", "themes": ["1.2"],
        "charter": charter("première version")
    })
}

/// Proposes a twinning and returns its id.
pub(crate) fn propose(by: &Person, here: &str, there: &str) -> Result<String> {
    let payload = by.act("proposeJumelage", proposal(here, there), "jumelage { id stage }")?.done();
    text(&payload["jumelage"]["id"])
}

/// The newcomer asks to act for `town`, and `witness` confirms.
pub(crate) fn claim(newcomer: &Person, witness: &Person, town: &str) -> Result<()> {
    let input = json!({ "organisation": town, "function": "International relations" });
    newcomer.act("requestClaim", input, "organisation { state }")?.done();
    let query = "query($id: ID!) { node(id: $id) { ... on Organisation { pendingClaims { seat viewerCanSettle } } } }";
    let data = witness.ask(query, &json!({ "id": town }))?;
    let pending = &data["node"]["pendingClaims"][0];
    assert_eq!(pending["viewerCanSettle"], true, "who recorded a town knows its people: {data}");
    let input = json!({
        "organisation": town, "seat": pending["seat"], "reason": "We know them from our meetings",
    });
    let payload = witness.act("confirmClaim", input, "organisation { state }")?.done();
    assert_eq!(payload["organisation"]["state"], "CLAIMED");
    Ok(())
}

/// The hash of a twinning's charter as it stands.
pub(crate) fn charter_hash(person: &Person, jumelage: &str) -> Result<String> {
    text(&jumelage_of(person, jumelage)?["charter"]["hash"])
}

/// A twinning as a person sees it; null when it is out of their sight.
pub(crate) fn jumelage_of(person: &Person, id: &str) -> Result<Value> {
    let query = "query($id: ID!) { node(id: $id) { ... on Jumelage { stage charter { number hash }
        charterVersions { number } sides { number agreed isMine committee { id } } waiting { kind side mine }
        decisions { outcome organisation { id } } exchanges { state } ceremony { place } remarks { id } cursor
        possibilities { act refusal { rule { id } } } } } }";
    Ok(person.ask(query, &json!({ "id": id }))?["node"].take())
}

/// A full vote of a council: motives, modalities and means, as French law asks.
pub(crate) fn vote(cooperation: &str, outcome: &str) -> Value {
    json!({
        "cooperation": cooperation, "outcome": outcome, "on": "2026-10-01", "reference": "2026-10-17",
        "motives": "Amitié entre les habitants", "modalities": "Rencontres annuelles", "financialMeans": "5 000 € par an"
    })
}

/// Every cursor and verb of a scope, read page by page from the beginning.
pub(crate) fn history(person: &Person, scope: &Value, page: u32) -> Result<Vec<(String, String)>> {
    let query = "query($scope: ScopeInput, $after: Cursor, $first: Int) {
        feed(scope: $scope, after: $after, first: $first) { changes { cursor verb } endCursor hasMore } }";
    let mut after = Some("v1.0.0".to_owned());
    let mut all = Vec::new();
    loop {
        let data = person.ask(query, &json!({ "scope": scope, "after": after, "first": page }))?;
        let feed = &data["feed"];
        for change in feed["changes"].as_array().context("changes")? {
            all.push((text(&change["cursor"])?, text(&change["verb"])?));
        }
        if feed["hasMore"] != true {
            return Ok(all);
        }
        after = Some(text(&feed["endCursor"])?);
    }
}

/// A string that must be there.
pub(crate) fn text(value: &Value) -> Result<String> {
    Ok(value.as_str().with_context(|| format!("a text, not {value}"))?.to_owned())
}

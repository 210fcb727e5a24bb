//! A convention from a named draft to force, by mutations only; who sees a draft, and who may act.

use domain::access::{TABLE, allows};
use domain::context::SeatOf;
use domain::convention::Act;
use domain::organisation::Kind;
use domain::{Author, Lang, OrganisationId, Role};
use partnership::conventions::action_of;
use serde_json::{Value, json};

use super::{Node, Person, organisation};

const CONVENTION: &str = "convention { id stage inForceSince version { number hash name } sides { number consented isMine } \
     waiting { kind mine text } check { rule { id } missing { rule { id } } } \
     possibilities { act refusal { rule { id } } } \
     parties { isMine profileKnown approval { number } signature { place } steps { step gate rule { id } done { reference } } } }";

pub(super) struct Shores<'n> {
    pub(super) french: Person<'n>,
    pub(super) peruvian: Person<'n>,
    pub(super) here: OrganisationId,
    there: OrganisationId,
    cooperation: Value,
}

/// A town of France and one of Peru in a living twinning.
pub(super) async fn shores(node: &Node) -> Shores<'_> {
    let here = node.town("Saint-Étienne", "FR", Kind::Commune).await;
    let there = node.town("Cusco", "PE", Kind::ForeignLocalAuthority).await;
    let french = node.officer("fr@example.org", here, Lang::Fr).await;
    let peruvian = node.officer("pe@example.org", there, Lang::Es).await;
    let existing = json!({
        "parties": [
            { "organisation": organisation(here), "side": 0 },
            { "organisation": organisation(there), "side": 1 },
        ],
        "kind": "FRIENDSHIP", "themes": ["1.2"], "since": "1963", "source": "archives",
    });
    let result = "jumelage { id }";
    let cooperation = french
        .does("recordExistingJumelage", "RecordExistingJumelageInput", result, existing)
        .await["jumelage"]["id"]
        .take();
    Shores { french, peruvian, here, there, cooperation }
}

impl Shores<'_> {
    pub(super) async fn opened(&self) -> Value {
        let input = json!({
            "cooperation": self.cooperation, "kind": "FRAMEWORK",
            "title": [{ "lang": "fr", "text": "Convention-cadre" }, { "lang": "es", "text": "Convenio marco" }],
        });
        let mut done =
            self.french.does("openConvention", "OpenConventionInput", CONVENTION, input).await;
        assert_eq!(done["remarks"][0]["rule"]["id"], "P-PE");
        done["convention"].take()
    }

    pub(super) fn version(&self, convention: &Value, words: &str) -> Value {
        json!({
            "convention": convention["id"], "basedOn": convention["version"]["hash"],
            "name": "Pour les conseils", "reason": "Relecture",
            "texts": [{ "lang": "fr", "text": words }, { "lang": "es", "text": "Artículo 1." }],
            "object": [{ "lang": "fr", "text": "L’eau" }],
            "commitments": [
                { "organisation": organisation(self.here), "amount": "12000.50", "currency": "EUR" },
                { "organisation": organisation(self.there), "amount": "0", "currency": "PEN" },
            ],
        })
    }
}

async fn named(person: &Person<'_>, input: Value) -> Value {
    let kind = "NameConventionVersionInput";
    person.does("nameConventionVersion", kind, CONVENTION, input).await["convention"].take()
}

async fn consents(person: &Person<'_>, convention: &Value) -> Value {
    let input = json!({ "convention": convention["id"], "hash": convention["version"]["hash"] });
    let kind = "ConsentToConventionInput";
    person.does("consentToConvention", kind, CONVENTION, input).await["convention"].take()
}

async fn votes(person: &Person<'_>, convention: &Value) {
    let input = json!({
        "convention": convention["id"], "outcome": "ADOPTED", "on": "2026-05-03", "number": "12",
        "votes": { "inFavour": 20, "against": 3 },
    });
    person.does("recordConventionVote", "RecordConventionVoteInput", CONVENTION, input).await;
}

async fn signs(person: &Person<'_>, convention: &Value) -> Value {
    let input = json!({
        "convention": convention["id"], "on": "2026-05-10", "place": "Town hall", "function": "Mayor",
    });
    let kind = "SignConventionInput";
    person.does("signConvention", kind, CONVENTION, input).await["convention"].take()
}

async fn completes(person: &Person<'_>, convention: &Value, step: &str) -> Value {
    let input = json!({
        "convention": convention["id"], "step": step, "on": "2026-05-20", "authority": "The office",
        "reference": "042-17",
    });
    let kind = "CompleteFormalityInput";
    person.does("completeFormality", kind, CONVENTION, input).await["convention"].take()
}

fn kinds(convention: &Value) -> Vec<&str> {
    let waiting = convention["waiting"].as_array().expect("a list");
    let mut kinds: Vec<_> = waiting.iter().filter_map(|item| item["kind"].as_str()).collect();
    kinds.sort_unstable();
    kinds
}

fn possible(convention: &Value, act: &str) -> Option<Value> {
    let all = convention["possibilities"].as_array().expect("a list");
    all.iter().find(|found| found["act"] == act).map(|found| found["refusal"].clone())
}

#[tokio::test]
async fn two_towns_bring_a_convention_into_force_each_by_its_own_law() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let Shores { french, peruvian, .. } = &shores;
    let opened = shores.opened().await;
    assert_eq!(kinds(&opened), ["CONVENTION_VERSION"]);
    let first = named(french, shores.version(&opened, "Article 1.")).await;
    assert!(
        first["check"].as_array().expect("a list").iter().all(|item| item["missing"].is_null())
    );
    consents(french, &first).await;
    let second = named(peruvian, shores.version(&first, "Article 1, relu.")).await;
    assert_eq!(second["version"]["number"], 2);
    assert_eq!(kinds(&second), ["CONVENTION_CONSENT", "CONVENTION_CONSENT"], "consent is void");
    let refused = json!({ "convention": first["id"], "hash": first["version"]["hash"] });
    let rule = french.is_refused("consentToConvention", "ConsentToConventionInput", refused).await;
    assert_eq!(rule, "C-STALE-TEXT");
    consents(french, &second).await;
    let agreed = consents(peruvian, &second).await;
    assert_eq!(agreed["stage"], "TEXT_AGREED");
    assert_eq!(possible(&agreed, "SIGN").expect("told")["rule"]["id"], "CV-COUNCIL");
    votes(french, &agreed).await;
    votes(peruvian, &agreed).await;
    signs(peruvian, &agreed).await;
    let signed = signs(french, &agreed).await;
    assert_eq!(signed["stage"], "SIGNED");
    assert_eq!(kinds(&signed), ["CONVENTION_REGISTRATION", "CONVENTION_TRANSMISSION"]);
    completes(peruvian, &signed, "REGISTRATION").await;
    let bound = completes(french, &signed, "TRANSMISSION").await;
    assert_eq!(
        (&bound["stage"], &bound["inForceSince"]),
        (&json!("IN_FORCE"), &json!("2026-05-20"))
    );
    assert_eq!(kinds(&bound), ["CONVENTION_ACKNOWLEDGEMENT"]);
    assert!(
        bound["waiting"][0]["text"].as_str().expect("words").contains("« Convention-cadre »"),
        "{bound}"
    );
}

#[tokio::test]
async fn a_draft_is_for_partners_and_what_is_in_force_for_everybody() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let opened = shores.opened().await;
    let elsewhere = node.town("Elsewhere", "GB", Kind::ForeignLocalAuthority).await;
    let other = node.officer("gb@example.org", elsewhere, Lang::En).await;
    let stranger = node.stranger();
    let document =
        "query($id: ID!) { node(id: $id) { ... on Convention { stage versions { name } } } }";
    let query = json!({ "id": opened["id"] });
    let listed = "query($id: ID!) { node(id: $id) { ... on Jumelage { conventions { id } \
                  waiting { kind } timeline(first: 100) { changes { verb } } } } }";
    let home = json!({ "id": shores.cooperation });
    for person in [&other, &stranger] {
        assert_eq!(person.ask(document, query.clone()).await["node"], Value::Null);
        let seen = person.ask(listed, home.clone()).await.to_string();
        assert!(!seen.contains("CONVENTION") && !seen.contains("convention:"), "{seen}");
    }
    let seen = shores.peruvian.ask(listed, home.clone()).await.to_string();
    assert!(seen.contains("CONVENTION_OPENED") && seen.contains("CONVENTION_VERSION"), "{seen}");
    let rule = other
        .is_refused(
            "consentToConvention",
            "ConsentToConventionInput",
            json!({ "convention": opened["id"], "hash": "none" }),
        )
        .await;
    assert_eq!(rule, "H-UNKNOWN");
    let older = json!({
        "cooperation": shores.cooperation, "kind": "FRIENDSHIP_CHARTER",
        "title": [{ "lang": "fr", "text": "Charte" }], "signed": "1987-06", "source": "archives",
    });
    let kind = "RecordExistingConventionInput";
    let result = "convention { id stage recordedAsExisting }";
    shores.french.does("recordExistingConvention", kind, result, older).await;
    let seen = stranger.ask(listed, home).await.to_string();
    assert!(seen.contains("CONVENTION_RECORDED_AS_EXISTING") && seen.contains("convention:"));
}

#[tokio::test]
async fn every_sentence_about_a_convention_is_told_in_each_language() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let opened = shores.opened().await;
    let named = named(&shores.french, shores.version(&opened, "Article 1.")).await;
    consents(&shores.peruvian, &named).await;
    let document = "query($id: ID!) { node(id: $id) { ... on Convention { history { changes { \
                    fr: summary(lang: FR) en: summary(lang: EN) es: summary(lang: ES) side } } } } }";
    let told = shores.french.ask(document, json!({ "id": opened["id"] })).await;
    let changes = told["node"]["history"]["changes"].as_array().expect("a list").clone();
    let english: Vec<_> = changes.iter().filter_map(|change| change["en"].as_str()).collect();
    assert_eq!(
        english,
        [
            "Saint-Étienne opened a convention: “Convention-cadre”",
            "Saint-Étienne named a version of “Convention-cadre”: Pour les conseils",
            "Cusco consented to “Convention-cadre”",
        ]
    );
    assert!(changes[2]["es"].as_str().expect("words").contains("«Convenio marco»"));
}

#[tokio::test]
async fn every_role_acts_on_a_convention_as_the_matrix_says() {
    let node = Node::new().await;
    let shores = shores(&node).await;
    let opened = shores.opened().await;
    let convention = &opened["id"];
    let acts = [
        (
            Act::NameVersion,
            "nameConventionVersion",
            "NameConventionVersionInput",
            shores.version(&opened, ""),
        ),
        (
            Act::Consent,
            "consentToConvention",
            "ConsentToConventionInput",
            json!({ "convention": convention, "hash": "none" }),
        ),
        (
            Act::RecordVote,
            "recordConventionVote",
            "RecordConventionVoteInput",
            json!({ "convention": convention, "outcome": "ADOPTED", "on": "2999-01-01" }),
        ),
        (
            Act::Sign,
            "signConvention",
            "SignConventionInput",
            json!({ "convention": convention, "on": "2026-01-01", "place": "", "function": "" }),
        ),
        (
            Act::RecordAnnulment,
            "recordConventionAnnulment",
            "RecordConventionAnnulmentInput",
            json!({ "convention": convention, "authority": "", "reason": "", "on": "2026-01-01" }),
        ),
    ];
    for (role, _) in
        TABLE.iter().filter(|(role, _)| domain::access::fits_organisation(*role, Kind::Commune))
    {
        let of = SeatOf::Organisation(shores.here);
        let person = node.person(&format!("{role:?}@example.org"), Some(of), *role, Lang::En).await;
        let author = Author { person: None, seat: None, of, role: *role };
        for (act, mutation, kind, input) in &acts {
            let rule = person.is_refused(mutation, kind, input.clone()).await;
            assert_eq!(
                rule == "H-ROLE",
                allows(&author, action_of(*act)).is_err(),
                "{role:?} {act:?}: {rule}"
            );
        }
    }
    let reader = node
        .person(
            "reads@example.org",
            Some(SeatOf::Organisation(shores.here)),
            Role::Reader,
            Lang::En,
        )
        .await;
    let document = "query($id: ID!) { node(id: $id) { ... on Convention { possibilities { act refusal { rule { id } } } } } }";
    let seen = reader.ask(document, json!({ "id": convention })).await;
    assert_eq!(possible(&seen["node"], "NAME_VERSION").expect("shown")["rule"]["id"], "H-ROLE");
}

//! The register and the directory: connections, search, claims, counters.

use domain::Lang;
use domain::organisation::Kind;
use serde_json::json;

use super::{Node, organisation};

#[tokio::test]
async fn the_register_pages_with_parties_and_names() {
    let node = Node::new().await;
    let here = node.town("Saint-Étienne", "FR", Kind::Commune).await;
    let french = node.officer("fr@example.org", here, Lang::Fr).await;
    for name in ["Mopti", "Sikasso", "Ségou"] {
        let there = node.town(name, "ML", Kind::ForeignLocalAuthority).await;
        let input = json!({
            "parties": [
                { "organisation": organisation(here), "side": 0 },
                { "organisation": organisation(there), "side": 1 },
            ],
            "kind": "FRIENDSHIP", "themes": ["1.2"], "since": "1963", "source": "archives",
        });
        let result = "jumelage { recordedAsExisting since }";
        let payload = french
            .does("recordExistingJumelage", "RecordExistingJumelageInput", result, input)
            .await;
        assert_eq!(payload["jumelage"]["since"], "1963");
    }
    let document = "query($after: String) { cooperations(first: 2, after: $after, \
         filter: { countries: [\"ML\"] }, order: { field: TITLE, direction: ASC }) { nodes { title \
         kind stage parties { side organisation { name country { code name(lang: ES) } } } } \
         edges { cursor } pageInfo { hasNextPage endCursor } } \
         counters { total byCountry { country { code } count } byStage { stage count } } \
         map { links { from { name } to { name } } withoutPlace } }";
    let first = node.stranger().ask(document, json!({})).await;
    let page = &first["cooperations"];
    assert_eq!(page["nodes"].as_array().map(Vec::len), Some(2), "{first}");
    assert_eq!(page["pageInfo"]["hasNextPage"], true);
    assert_eq!(first["counters"]["total"], 3);
    assert_eq!(first["map"]["links"].as_array().map(Vec::len), Some(3));
    let rest =
        node.stranger().ask(document, json!({ "after": page["pageInfo"]["endCursor"] })).await;
    assert_eq!(rest["cooperations"]["nodes"].as_array().map(Vec::len), Some(1));
    assert_eq!(rest["cooperations"]["pageInfo"]["hasNextPage"], false);
}

#[tokio::test]
async fn a_missing_town_is_recorded_claimed_and_confirmed() {
    let node = Node::new().await;
    let here = node.town("Saint-Étienne", "FR", Kind::Commune).await;
    let french = node.officer("fr@example.org", here, Lang::Fr).await;
    let newcomer = node.person("new@example.org", None, domain::Role::Reader, Lang::En).await;
    let input = json!({
        "kind": "FOREIGN_LOCAL_AUTHORITY", "country": "ML", "names": [{ "lang": "fr", "text": "Mopti" }],
    });
    let result = "organisation { id provisional state }";
    let recorded =
        french.does("recordOrganisation", "RecordOrganisationInput", result, input).await;
    assert_eq!(recorded["organisation"]["state"], "PROVISIONAL");
    let id = &recorded["organisation"]["id"];
    let claim = json!({ "organisation": id, "function": "head of cooperation" });
    newcomer.does("requestClaim", "RequestClaimInput", "organisation { state }", claim).await;
    let document = "query($id: ID!) { node(id: $id) { ... on Organisation { pendingClaims { seat function \
         mine viewerCanSettle } seats { role } isMine } } viewer { waiting { kind text } seats { role } } }";
    let seen = french.ask(document, json!({ "id": id })).await;
    let pending = &seen["node"]["pendingClaims"][0];
    assert_eq!(pending["viewerCanSettle"], true, "{seen}");
    assert_eq!(seen["viewer"]["waiting"][0]["kind"], "CLAIM_CONFIRMATION", "{seen}");
    assert_eq!(
        node.stranger().ask(document, json!({ "id": id })).await["node"]["pendingClaims"],
        json!([])
    );
    let settle = json!({
        "organisation": id, "seat": pending["seat"], "reason": "We met at the school exchange",
    });
    french.does("confirmClaim", "SettleClaimInput", "organisation { state }", settle).await;
    let mine = newcomer.ask(document, json!({ "id": id })).await;
    assert_eq!(mine["node"]["isMine"], true, "{mine}");
    assert_eq!(mine["node"]["seats"][0]["role"], "OFFICER");
    assert!(newcomer.id.is_some());
}

#[tokio::test]
async fn signing_in_sets_the_cookie_and_a_wrong_password_is_a_refusal() {
    let node = Node::new().await;
    let town = node.town("Mopti", "ML", Kind::ForeignLocalAuthority).await;
    node.officer("ml@example.org", town, Lang::En).await;
    let document = "mutation($input: SignInInput!) { signIn(input: $input) { viewer { email } \
         refusals { rule { id } } } }";
    let stranger = node.stranger();
    let wrong = json!({ "input": { "email": "ml@example.org", "password": "no" } });
    let refused = stranger.ask(document, wrong).await;
    assert_eq!(refused["signIn"]["refusals"][0]["rule"]["id"], "H-WRONG-PASSWORD");
    let right = json!({ "input": { "email": "ml@example.org", "password": super::PASSWORD } });
    let signed = stranger.ask(document, right).await;
    assert_eq!(signed["signIn"]["viewer"]["email"], "ml@example.org");
}

#[tokio::test]
async fn a_page_that_cannot_be_served_says_so() {
    let node = Node::new().await;
    let request = async_graphql::Request::new("{ organisations(first: 101) { nodes { id } } }");
    let response = node.api.execute(request.data(node.stranger().asker())).await;
    let code = response.errors[0].extensions.as_ref().and_then(|e| e.get("code").cloned());
    assert_eq!(code, Some("BAD_PAGE".into()));
}

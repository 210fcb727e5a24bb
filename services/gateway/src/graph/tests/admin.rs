//! The administrators' page: for those who run the platform, and for nobody else.

use domain::context::SeatOf;
use domain::organisation::Kind;
use domain::{Lang, Role};
use serde_json::{Value, json};

use super::{Node, Person, organisation};

const ADMIN: &str = "{ admin { claims { organisation { id } claim { seat function viewerCanSettle } } \
     duplicates { one { id } other { id } why } people { id email displayName sessions tokens seats { label } } \
     refusals { at operation rule { id } seat } throttles { kind subject count } } }";

async fn administrator(node: &Node) -> Person<'_> {
    node.person(
        "admin@rives.example",
        Some(SeatOf::Platform),
        Role::PlatformAdministrator,
        Lang::En,
    )
    .await
}

#[tokio::test]
async fn whoever_runs_the_platform_sees_what_waits_and_what_looks_alike() {
    let node = Node::new().await;
    let [one, other] = [
        node.town("Mopti", "ML", Kind::ForeignLocalAuthority).await,
        node.town("MOPTÌ", "ML", Kind::Other).await,
    ];
    node.town("Mopti", "FR", Kind::Commune).await;
    let newcomer = node.person("new@town.example", None, Role::Reader, Lang::En).await;
    let wrong = "mutation { signIn(input: { email: \"new@town.example\", password: \"wrong\" }) { viewer { id } } }";
    node.stranger().ask(wrong, json!({})).await;
    let claim = json!({ "organisation": organisation(one), "function": "mayor" });
    newcomer.does("requestClaim", "RequestClaimInput", "commandId", claim.clone()).await;
    assert_eq!(
        newcomer.is_refused("requestClaim", "RequestClaimInput", claim).await,
        "H-CLAIM-PENDING"
    );

    let seen = administrator(&node).await.ask(ADMIN, json!({})).await["admin"].take();
    assert_eq!(seen["claims"][0]["organisation"]["id"], organisation(one));
    assert_eq!(seen["claims"][0]["claim"]["function"], "mayor");
    let pair = [&seen["duplicates"][0]["one"]["id"], &seen["duplicates"][0]["other"]["id"]];
    assert!(
        pair.contains(&&json!(organisation(one))) && pair.contains(&&json!(organisation(other))),
        "{seen}"
    );
    assert_eq!(seen["duplicates"].as_array().map(Vec::len), Some(1), "{seen}");
    assert_eq!(seen["people"].as_array().map(Vec::len), Some(2), "{seen}");
    assert_eq!(seen["refusals"][0]["operation"], "requestClaim");
    assert_eq!(seen["refusals"][0]["rule"]["id"], "H-CLAIM-PENDING");
    assert_eq!(
        seen["refusals"][1]["operation"], "signIn",
        "though its refusals were not asked for"
    );
    let throttles = seen["throttles"].to_string();
    assert!(throttles.contains("127.0.0.0/24") && !throttles.contains("new@"), "{throttles}");
}

#[tokio::test]
async fn an_organisations_own_administrator_runs_nothing_but_their_own() {
    let node = Node::new().await;
    let town = node.town("Mopti", "ML", Kind::ForeignLocalAuthority).await;
    let admin = administrator(&node).await;
    let of = Some(SeatOf::Organisation(town));
    let own = node.person("own@town.example", of, Role::Administrator, Lang::En).await;
    for person in [&own, &node.stranger()] {
        assert_eq!(person.ask(ADMIN, json!({})).await["admin"], Value::Null);
    }
    let target = format!("person:{}", admin.id.expect("a person"));
    for mutation in ["adminEndSessions", "adminRevokeTokens"] {
        let document = format!(
            "mutation($input: AdminPersonInput!) {{ {mutation}(input: $input) {{ done refusals {{ rule {{ id }} }} }} }}"
        );
        let input = json!({ "input": { "person": target, "reason": "because" } });
        let answer = own.ask(&document, input).await[mutation].take();
        assert_eq!(answer["refusals"][0]["rule"]["id"], "H-UNKNOWN", "as if nobody were there");
    }
    assert!(node.world.identity.sessions(admin.id.expect("a person")).expect("works").len() == 1);
}

#[tokio::test]
async fn an_administrator_ends_somebodys_sessions_and_says_why() {
    let node = Node::new().await;
    let admin = administrator(&node).await;
    let lost = node.person("lost@town.example", None, Role::Reader, Lang::En).await;
    let person = lost.id.expect("a person");
    let document = "mutation($input: AdminPersonInput!) { adminEndSessions(input: $input) { done \
         refusals { rule { id } path } } }";
    let act = async |reason: &str| {
        let input = json!({ "input": { "person": format!("person:{person}"), "reason": reason } });
        admin.ask(document, input).await["adminEndSessions"].take()
    };
    assert_eq!(act(" ").await["refusals"][0]["rule"]["id"], "H-MISSING");
    assert_eq!(act("a lost telephone").await["done"], true);
    assert_eq!(node.world.identity.sessions(person).expect("works"), []);
    let measures = node.world.identity.measures(person).expect("works");
    assert_eq!((measures.len(), measures[0].reason.as_str()), (1, "a lost telephone"));
}

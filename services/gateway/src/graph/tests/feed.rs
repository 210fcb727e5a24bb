//! The feed: pages, cursors, and the items of a live execution.

use std::time::Duration;

use async_graphql::{Request, Response, Variables};
use domain::Lang;
use domain::organisation::Kind;
use futures_util::StreamExt as _;
use serde_json::json;

use super::{Node, organisation, request};
use crate::graph::{LiveItems, live_request};

const FEED: &str = "query($scope: ScopeInput, $after: Cursor, $before: Cursor, $first: Int) { \
     feed(scope: $scope, after: $after, before: $before, first: $first) { endCursor hasMore \
     changes { cursor verb summary position hash commandId actor { label isMe } } } }";

#[tokio::test]
async fn pages_of_the_feed_hold_every_change_once_in_order() {
    let node = Node::new().await;
    for name in ["Aubenas", "Bamako", "Cotonou", "Dakar", "Eysines"] {
        node.town(name, "FR", Kind::Commune).await;
    }
    let reader = node.stranger();
    let mut said = Vec::new();
    let mut after = json!("v1.0.0");
    loop {
        let page = reader.ask(FEED, json!({ "after": after, "first": 2 })).await["feed"].take();
        let changes = page["changes"].as_array().cloned().unwrap_or_default();
        said.extend(
            changes.iter().filter_map(|change| change["summary"].as_str().map(str::to_owned)),
        );
        after = page["endCursor"].clone();
        if page["hasMore"] == false {
            break;
        }
    }
    assert_eq!(said.len(), 5, "{said:?}");
    assert!(said[1].contains("Bamako"), "{said:?}");
    let latest = reader.ask(FEED, json!({ "first": 2 })).await["feed"].take();
    assert_eq!(latest["hasMore"], true);
    let before = json!({ "before": latest["changes"][0]["cursor"], "first": 10 });
    let older = reader.ask(FEED, before).await["feed"].take();
    assert_eq!(older["changes"].as_array().map(Vec::len), Some(3));
    assert_eq!(older["hasMore"], false);
}

#[tokio::test]
async fn a_cursor_that_was_never_given_out_is_told_apart() {
    let node = Node::new().await;
    for cursor in ["v1.999.0", "yesterday"] {
        let request = request(FEED, json!({ "after": cursor }));
        let response: Response = node.api.execute(request.data(node.stranger().asker())).await;
        let code = response.errors[0].extensions.as_ref().and_then(|e| e.get("code").cloned());
        assert_eq!(code, Some("CURSOR_UNKNOWN".into()), "{cursor}: {:?}", response.errors);
    }
}

#[tokio::test]
async fn a_query_that_comes_from_a_node_further_on_waits_until_this_one_is_there() {
    let node = Node::behind(Duration::from_mins(1)).await;
    let town = node.town("Aubenas", "FR", Kind::Commune).await;
    let reader = node.stranger();
    let head = reader.ask("{ head }", json!({})).await["head"].take();
    assert_eq!(head, "v1.1.63");
    let asked = reader.ask(FEED, json!({ "after": "v1.2.0" }));
    let history = "query($id: ID!) { node(id: $id) { ... on Organisation { history(after: \"v1.2.63\") { endCursor } } } }";
    let history = reader.ask(history, json!({ "id": organisation(town) }));
    // Both are asked before there is a second commit.
    let (page, history, _) = tokio::join!(asked, history, async {
        tokio::task::yield_now().await;
        node.town("Bamako", "ML", Kind::ForeignLocalAuthority).await
    });
    assert_eq!(page["feed"]["endCursor"], "v1.2.0", "{page}");
    assert_eq!(history["node"]["history"]["endCursor"], "v1.2.63", "{history}");
}

#[tokio::test]
async fn a_subscription_is_read_before_it_runs_and_yields_the_items_it_is_given() {
    let node = Node::new().await;
    let town = node.town("Mopti", "ML", Kind::ForeignLocalAuthority).await;
    let reader = node.officer("ml@example.org", town, Lang::Es).await;
    let document = "subscription($scope: ScopeInput, $from: Cursor) { \
         changes(scope: $scope, after: $from) { verb summary } }";
    let with = |from: &str| {
        let scope = json!({ "organisations": [organisation(town)], "countries": ["ML"] });
        let variables = Variables::from_json(json!({ "scope": scope, "from": from }));
        Request::new(document).variables(variables)
    };
    let asker = reader.asker();
    let live = live_request(&node.world, &with("v1.0.0"), &asker).expect("a subscription in order");
    assert_eq!(live.scope.organisations, [town]);
    assert_eq!(live.after.map(|cursor| cursor.to_string()).as_deref(), Some("v1.0.0"));
    let other =
        live_request(&node.world, &with("v1.1.0"), &asker).expect("a subscription in order");
    assert_eq!(live.key_without_after, other.key_without_after);
    let unknown =
        live_request(&node.world, &with("v1.77.0"), &asker).expect_err("a place not reached");
    let code = unknown.extensions.and_then(|e| e.get("code").cloned());
    assert_eq!(code, Some("CURSOR_UNKNOWN".into()));

    let sight = domain::access::Sight::default();
    let from = readmodel::feed::From::After(0);
    let page = node
        .world
        .model
        .read(|conn| readmodel::feed::page(conn, &sight, &live.scope, from, 10))
        .expect("the read model works");
    let request = with("v1.0.0").data(asker).data(LiveItems(page.changes));
    let answers: Vec<Response> = node.api.execute_stream(request).collect().await;
    assert_eq!(answers.len(), 1);
    let data = answers[0].data.clone().into_json().expect("JSON");
    assert_eq!(data["changes"]["summary"], "La plataforma registró Mopti en el directorio");
}

#[tokio::test]
async fn a_subscription_asks_for_one_field() {
    let node = Node::new().await;
    let asker = node.stranger().asker();
    for wrong in
        ["subscription { a: changes { verb } b: changes { verb } }", "subscription { __typename }"]
    {
        let told = live_request(&node.world, &Request::new(wrong), &asker).expect_err("refused");
        assert!(told.message.contains("once"), "{wrong}: {}", told.message);
    }
    let right = Request::new("subscription { changes { verb } }");
    assert!(live_request(&node.world, &right, &asker).is_ok());
}

//! Who is here, through the schema: who may know it, and what each learns of whom.

use async_graphql::Variables;
use domain::context::SeatOf;
use domain::organisation::Kind;
use domain::{Lang, PersonId, Role};
use futures_util::StreamExt as _;
use serde_json::{Value, json};
use uuid::Uuid;

use super::journey::{propose, shores};
use super::rights::group_for;
use super::{Node, Person, request};
use crate::graph::{HereNow, presence_request};
use crate::presence::Here;

const WATCH: &str = "subscription($id: ID!, $focus: String) { presence(cooperation: $id, focus: $focus) { cooperation more \
     people { side role isMe focus organisation { name } group { name } } } }";

fn here(person: PersonId) -> Here {
    Here { person, focus: Vec::new() }
}

/// What somebody is told of who is here: the list, or the code of the refusal.
async fn told(person: &Person<'_>, id: &Value, here: Vec<Here>) -> Result<Value, String> {
    let asked = request(WATCH, json!({ "id": id })).data(person.asker()).data(HereNow(here));
    let answer = person.node.api.execute_stream(asked).next().await.expect("an answer");
    match answer.errors.first() {
        None => Ok(answer.data.into_json().expect("JSON")["presence"].take()),
        Some(error) => {
            let code = error.extensions.as_ref().and_then(|e| e.get("code").cloned());
            Err(code.map(|code| code.to_string()).unwrap_or_default())
        }
    }
}

fn id_of(person: &Person<'_>) -> PersonId {
    person.id.expect("somebody of the store")
}

#[tokio::test]
async fn each_side_sees_the_other_by_town_side_and_role_and_nobody_by_name() {
    let node = Node::new().await;
    let (french, malian, parties) = shores(&node).await;
    let id = propose(&french, &parties).await["id"].take();
    let unknown = PersonId(Uuid::now_v7());
    let all = vec![
        here(unknown),
        Here { person: id_of(&malian), focus: vec!["charter".into()] },
        here(id_of(&french)),
    ];
    let seen = told(&french, &id, all.clone()).await.expect("a partner");
    assert_eq!(seen["cooperation"], id);
    assert_eq!(
        seen["people"],
        json!([
            { "side": 0, "role": "OFFICER", "isMe": true, "focus": [], "group": null,
              "organisation": { "name": "Saint-Étienne" } },
            { "side": 1, "role": "OFFICER", "isMe": false, "focus": ["charter"], "group": null,
              "organisation": { "name": "Mopti" } },
        ]),
        "who is nothing to it is not shown"
    );
    let seen = told(&malian, &id, all).await.expect("a partner");
    assert_eq!(seen["people"][1]["isMe"], true, "{seen}");
    let named = node.api.execute_stream(request(
        "subscription($id: ID!) { presence(cooperation: $id) { people { displayName } } }",
        json!({ "id": id }),
    ));
    let named: Vec<_> = named.collect().await;
    assert!(named[0].errors[0].message.contains("displayName"), "{named:?}");
}

#[tokio::test]
async fn who_coordinates_is_shown_to_the_partners_and_sees_only_themselves() {
    let node = Node::new().await;
    let (french, _, parties) = shores(&node).await;
    let id = propose(&french, &parties).await["id"].take();
    let (sahel, andes) = (group_for(&node, "ML").await, group_for(&node, "PE").await);
    let runs = |group| Some(SeatOf::Group(group));
    let near =
        node.person("ml@groups.example", runs(sahel), Role::GroupCoordinator, Lang::En).await;
    let far = node.person("pe@groups.example", runs(andes), Role::GroupCoordinator, Lang::En).await;
    let member = node.person("m@groups.example", runs(sahel), Role::GroupMember, Lang::En).await;
    let all: Vec<_> = [&near, &far, &member, &french].into_iter().map(id_of).map(here).collect();
    let seen = told(&french, &id, all.clone()).await.expect("a partner");
    let people = seen["people"].as_array().cloned().unwrap_or_default();
    assert_eq!(people.len(), 2, "{seen}");
    assert_eq!(
        (&people[1]["role"], &people[1]["organisation"]),
        (&json!("GROUP_COORDINATOR"), &Value::Null)
    );
    assert!(people[1]["group"]["name"].is_string() && people[1]["side"].is_null(), "{seen}");
    let seen = told(&near, &id, all.clone()).await.expect("a coordinator of Mali");
    assert_eq!(seen["people"].as_array().map(Vec::len), Some(1), "{seen}");
    assert_eq!(seen["people"][0]["isMe"], true, "{seen}");
    for nobody in [&far, &member] {
        assert_eq!(told(nobody, &id, all.clone()).await.expect_err("not theirs"), "\"FORBIDDEN\"");
    }
}

#[tokio::test]
async fn who_holds_no_seat_there_and_what_comes_by_a_token_learns_nothing() {
    let node = Node::new().await;
    let (french, malian, parties) = shores(&node).await;
    let id = propose(&french, &parties).await["id"].take();
    let other = node.town("Ségou", "ML", Kind::ForeignLocalAuthority).await;
    let stranger = node.officer("other@example.org", other, Lang::En).await;
    let platform = Some(SeatOf::Platform);
    let operator =
        node.person("op@example.org", platform, Role::PlatformAdministrator, Lang::En).await;
    let programme = malian.programme("ACT_AS_SEAT").await;
    let public = malian.programme("READ_PUBLIC").await;
    let all = vec![here(id_of(&french)), here(id_of(&operator))];
    for nobody in [&stranger, &operator, &programme, &public, &node.stranger()] {
        assert_eq!(told(nobody, &id, all.clone()).await.expect_err("not theirs"), "\"FORBIDDEN\"");
    }
    let nowhere = json!(format!("jumelage:{}", Uuid::now_v7()));
    assert_eq!(told(&french, &nowhere, all.clone()).await.expect_err("none"), "\"FORBIDDEN\"");
    let seen = told(&french, &id, all).await.expect("a partner");
    assert_eq!(
        seen["people"].as_array().map(Vec::len),
        Some(1),
        "the operator is no partner: {seen}"
    );
}

#[tokio::test]
async fn a_list_is_only_so_long_and_says_how_many_more_there_are() {
    let node = Node::new().await;
    let (french, _, parties) = shores(&node).await;
    let id = propose(&french, &parties).await["id"].take();
    let town =
        parties[1]["organisation"].as_str().and_then(|id| id.split_once(':')).expect("an id").1;
    let town = SeatOf::Organisation(Uuid::parse_str(town).expect("a uuid").into());
    let mut all = vec![here(id_of(&french))];
    for n in 0..70 {
        let email = format!("p{n}@example.org");
        let person = node.world.identity.add_person_without_password(&email, "P", Lang::En);
        let person = person.expect("a new person is added");
        let seat = identity::Seat {
            id: domain::SeatId(Uuid::now_v7()),
            of: town,
            role: Role::Contributor,
        };
        node.world.identity.give_seat(person, seat).expect("given");
        all.push(here(person));
    }
    let seen = told(&french, &id, all).await.expect("a partner");
    assert_eq!((seen["people"].as_array().map(Vec::len), &seen["more"]), (Some(64), &json!(7)));
}

#[test]
fn a_subscription_to_who_is_here_is_told_from_others_and_read_before_it_runs() {
    let id = format!("jumelage:{}", Uuid::from_u128(7));
    let with = |focus: &str| {
        let variables = Variables::from_json(json!({ "id": id, "focus": focus }));
        presence_request(&async_graphql::Request::new(WATCH).variables(variables))
    };
    let asked = with("charter").expect("in order").expect("to who is here");
    assert_eq!(asked.focus.as_deref(), Some("charter"));
    assert_eq!(with("").expect("in order").expect("to who is here").focus, None);
    assert!(with(&"é".repeat(64)).is_ok());
    assert!(with(&"é".repeat(65)).expect_err("too long").message.contains("64"));
    for other in [
        "subscription { changes { verb } }",
        "subscription { a: changes { verb } presence(cooperation: \"x\") { more } }",
    ] {
        let asked = presence_request(&async_graphql::Request::new(other));
        assert_eq!(asked.expect("in order"), None, "{other}");
    }
    let unknown =
        async_graphql::Request::new("subscription { presence(cooperation: \"x\") { more } }");
    assert!(presence_request(&unknown).is_err());
}

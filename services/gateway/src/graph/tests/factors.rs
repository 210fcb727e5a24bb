//! Signing in as the API has it: what is offered, what is asked for, and sessions that end.

use domain::{Lang, Role};
use serde_json::{Value, json};

use super::{Node, PASSWORD, Person};

async fn somebody(node: &Node) -> Person<'_> {
    node.world.identity.serve_at(None).expect("localhost is a site");
    node.person("a@town.example", None, Role::Reader, Lang::En).await
}

async fn rule(person: &Person<'_>, mutation: &str, input: &str, value: Value) -> String {
    let document = format!(
        "mutation($input: {input}!) {{ {mutation}(input: $input) {{ refusals {{ rule {{ id }} message }} }} }}"
    );
    let answer = person.ask(&document, json!({ "input": value })).await;
    answer[mutation]["refusals"][0]["rule"]["id"].as_str().unwrap_or("none").to_owned()
}

#[tokio::test]
async fn what_is_offered_is_what_works() {
    let node = Node::new().await;
    let person = somebody(&node).await;
    let offered = person.ask("{ signInOptions { password passkey } }", json!({})).await;
    assert_eq!(offered["signInOptions"], json!({ "password": true, "passkey": true }));
    let document =
        "{ viewer { hasPassword totp recoveryCodesLeft passkeys { id } accountChanges { what } } }";
    let set_up = person.ask(document, json!({})).await;
    assert_eq!(
        set_up["viewer"],
        json!({
            "hasPassword": true, "totp": false, "recoveryCodesLeft": 0, "passkeys": [],
            "accountChanges": [],
        })
    );
}

#[tokio::test]
async fn an_application_for_codes_is_set_up_with_what_it_needs() {
    let node = Node::new().await;
    let person = somebody(&node).await;
    assert_eq!(
        rule(&person, "confirmTotp", "ConfirmTotpInput", json!({ "enrolment": "x", "code": "1" }))
            .await,
        "H-TOTP-NONE"
    );
    let document = "mutation { startTotp { enrolment { id secret uri qr } refusals { message } } }";
    let begun = person.ask(document, json!({})).await["startTotp"].take();
    assert_eq!(begun["enrolment"]["secret"].as_str().map(str::len), Some(32), "{begun}");
    assert!(begun["enrolment"]["qr"].as_str().is_some_and(|qr| qr.starts_with("<svg")));
    let input = json!({ "enrolment": begun["enrolment"]["id"], "code": "1" });
    assert_eq!(rule(&person, "confirmTotp", "ConfirmTotpInput", input).await, "H-CODE");
    let stranger = node.stranger().ask(document, json!({})).await;
    assert_eq!(stranger["startTotp"]["enrolment"], Value::Null);
}

#[tokio::test]
async fn a_ceremony_is_begun_by_anybody_and_finished_by_its_answer_alone() {
    let node = Node::new().await;
    somebody(&node).await;
    let document =
        "mutation { startPasskeySignIn { ceremony { id options } refusals { message } } }";
    let begun = node.stranger().ask(document, json!({})).await["startPasskeySignIn"].take();
    let options = begun["ceremony"]["options"].as_str().expect("options");
    let options: Value = serde_json::from_str(options).expect("JSON");
    assert_eq!(options["publicKey"]["rpId"], "localhost");
    let id = &begun["ceremony"]["id"];
    let finish = async |ceremony: Value| {
        let input = json!({ "ceremony": ceremony, "credential": "{}" });
        rule(&node.stranger(), "finishPasskeySignIn", "FinishPasskeySignInInput", input).await
    };
    assert_eq!(finish(id.clone()).await, "H-PASSKEY");
    assert_eq!(finish(json!("moon")).await, "H-CEREMONY");
}

#[tokio::test]
async fn signing_in_ends_the_session_one_came_with() {
    let node = Node::new().await;
    let person = somebody(&node).await;
    let input = json!({ "email": "a@town.example", "password": PASSWORD });
    let document = "mutation($input: SignInInput!) { signIn(input: $input) { viewer { sessions { current } } } }";
    let signed = person.ask(document, json!({ "input": input })).await;
    assert_eq!(signed["signIn"]["viewer"]["sessions"], json!([{ "current": true }]));
    let gone = person.ask("{ viewer { id } }", json!({})).await;
    assert_eq!(gone["viewer"], Value::Null);
}

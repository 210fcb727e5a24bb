//! API tokens through the schema: what each scope sees and does, and the feeds that a person follows.

use domain::Lang;
use domain::organisation::Kind;
use serde_json::{Value, json};

use super::{Node, Person, organisation, request};

const CREATE: &str = "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret \
     apiToken { id name prefix scope seat { label } lastUsedAt } refusals { rule { id } path } } }";

impl Person<'_> {
    /// A programme with a token of this person's only seat.
    pub(super) async fn programme(&self, scope: &str) -> Person<'_> {
        let input = json!({ "name": "mirror", "scope": scope, "days": 30 });
        let made = self.ask(CREATE, json!({ "input": input })).await["createApiToken"].take();
        assert_eq!(made["refusals"], json!([]));
        let token = made["secret"].as_str().map(str::to_owned);
        Person { node: self.node, token, lang: Lang::En, id: None, made: None }
    }

    async fn code(&self, document: &str) -> String {
        let asked = request(document, json!({})).data(self.asker());
        let response = self.node.api.execute(asked).await;
        let code = response
            .errors
            .first()
            .and_then(|error| error.extensions.as_ref()?.get("code").cloned());
        code.map(|code| code.to_string()).unwrap_or_default()
    }
}

fn record(name: &str) -> Value {
    let names = json!([{ "lang": "fr", "text": name, "use": "OFFICIAL" }]);
    json!({ "kind": "COMMUNE", "country": "FR", "names": names, "source": "letter" })
}

#[tokio::test]
async fn a_token_that_reads_is_refused_every_act_in_the_shape_of_its_answer() {
    let node = Node::new().await;
    let town = node.town("Mopti", "ML", Kind::ForeignLocalAuthority).await;
    let officer = node.officer("ml@town.example", town, Lang::En).await;
    for scope in ["READ_PUBLIC", "READ_AS_SEAT"] {
        let programme = officer.programme(scope).await;
        let rule = programme
            .is_refused("recordOrganisation", "RecordOrganisationInput", record("Aube"))
            .await;
        assert_eq!(rule, "H-TOKEN-READ", "{scope}");
    }
    let programme = officer.programme("ACT_AS_SEAT").await;
    let done = programme
        .does(
            "recordOrganisation",
            "RecordOrganisationInput",
            "organisation { id }",
            record("Aube"),
        )
        .await;
    assert!(done["organisation"]["id"].is_string());
}

#[tokio::test]
async fn no_token_reaches_what_is_a_persons_own() {
    let node = Node::new().await;
    let town = node.town("Mopti", "ML", Kind::ForeignLocalAuthority).await;
    let officer = node.officer("ml@town.example", town, Lang::En).await;
    let programme = officer.programme("ACT_AS_SEAT").await;
    let acts = [
        "signOut { refusals { rule { id } } done __typename }",
        "changePassword(input: { current: \"x\", new: \"y\" }) { ...F } ",
        "endSession(input: { session: \"x\" }) { ...F }",
        "setLang(input: { lang: FR }) { ...F }",
        "revokeApiToken(input: { token: \"x\" }) { ...F }",
        "unfollowScope(input: { followed: \"x\" }) { ...F }",
        "chooseDigest(input: { rhythm: DAILY }) { ...F }",
        "adminEndSessions(input: { person: \"x\", reason: \"x\" }) { ...F }",
    ];
    for act in acts {
        let fragment =
            "fragment F on SimplePayload { done refusals { rule { id } wayOut } __typename }";
        let document = format!(
            "mutation {{ act: {act} }} {}",
            if act.contains("...F") { fragment } else { "" }
        );
        let act = programme.ask(&document, json!({})).await["act"].take();
        assert_eq!(act["refusals"][0]["rule"]["id"], "H-TOKEN-SELF", "{document}: {act}");
        assert_eq!((&act["done"], &act["__typename"]), (&json!(false), &json!("SimplePayload")));
    }
    let input = json!({ "name": "x", "scope": "READ_PUBLIC", "days": 1 });
    let made = programme.ask(CREATE, json!({ "input": input })).await["createApiToken"].take();
    assert_eq!(made["refusals"][0]["rule"]["id"], "H-TOKEN-SELF");
    assert_eq!((&made["secret"], &made["apiToken"]), (&Value::Null, &Value::Null));
    let sign_in = "mutation { signIn(input: { email: \"ml@town.example\", password: \"x\" }) { viewer { id } \
         refusals { rule { id } } } }";
    let signed = programme.ask(sign_in, json!({})).await["signIn"].take();
    assert_eq!(signed["refusals"][0]["rule"]["id"], "H-TOKEN-SELF");
    let claim = json!({ "organisation": organisation(town), "function": "x" });
    assert_eq!(
        programme.is_refused("requestClaim", "RequestClaimInput", claim).await,
        "H-TOKEN-SELF"
    );
}

#[tokio::test]
async fn a_token_asks_of_its_person_only_what_its_seat_is() {
    let node = Node::new().await;
    let town = node.town("Mopti", "ML", Kind::ForeignLocalAuthority).await;
    let officer = node.officer("ml@town.example", town, Lang::En).await;
    let programme = officer.programme("READ_AS_SEAT").await;
    let viewer =
        programme.ask("{ viewer { id seats { label } waiting { kind } } }", json!({})).await;
    assert_eq!(viewer["viewer"]["seats"][0]["label"], "Mopti (cooperation officer)");
    for field in ["email", "displayName", "sessions { id }", "apiTokens { id }", "following { id }"]
    {
        let asked = format!("{{ viewer {{ ... on Viewer {{ {field} }} }} }}");
        assert!(programme.code(&asked).await.contains("TOKEN_SCOPE"), "{field}");
    }
    let public = officer.programme("READ_PUBLIC").await;
    assert_eq!(public.ask("{ viewer { id email } }", json!({})).await["viewer"], Value::Null);
}

#[tokio::test]
async fn a_token_acts_as_its_own_seat_and_as_no_other_of_the_same_person() {
    let node = Node::new().await;
    let town = node.town("Mopti", "ML", Kind::ForeignLocalAuthority).await;
    let other = node.town("Aubenas", "FR", Kind::Commune).await;
    let officer = node.officer("ml@town.example", town, Lang::En).await;
    let programme = officer.programme("ACT_AS_SEAT").await;
    let second = identity::Seat {
        id: domain::SeatId(uuid::Uuid::now_v7()),
        of: domain::context::SeatOf::Organisation(other),
        role: domain::Role::Officer,
    };
    node.world.identity.give_seat(officer.id.expect("a person"), second).expect("works");
    let mut input = record("Aube");
    input["actingAs"] = json!({ "organisation": organisation(other) });
    let rule =
        programme.is_refused("recordOrganisation", "RecordOrganisationInput", input.clone()).await;
    assert_eq!(rule, "H-TOKEN-SEAT");
    officer
        .does("recordOrganisation", "RecordOrganisationInput", "organisation { id }", input)
        .await;
}

#[tokio::test]
async fn a_feed_is_followed_under_a_name_and_read_back_as_it_was() {
    let node = Node::new().await;
    let town = node.town("Mopti", "ML", Kind::ForeignLocalAuthority).await;
    let officer = node.officer("ml@town.example", town, Lang::En).await;
    let follow = "mutation($input: FollowScopeInput!) { followScope(input: $input) { done \
         refusals { rule { id } path message } } }";
    let scope =
        json!({ "countries": ["ML"], "themes": ["1.2"], "mine": true, "kinds": ["JUMELAGE"] });
    let input = json!({ "input": { "name": "Mali", "scope": scope } });
    assert_eq!(officer.ask(follow, input).await["followScope"]["done"], true);
    let mine = "{ viewer { following { id name scope { countries themes kinds mine groups } } } }";
    let feeds = officer.ask(mine, json!({})).await["viewer"]["following"].take();
    assert_eq!(feeds[0]["name"], "Mali");
    let shown = json!({ "countries": ["ML"], "themes": ["1.2"], "kinds": ["JUMELAGE"], "mine": true, "groups": null });
    assert_eq!(feeds[0]["scope"], shown);

    let lost = format!("group:{}", uuid::Uuid::from_u128(9));
    for (part, given) in [
        ("countries", "XQ"),
        ("themes", "no such theme"),
        ("groups", lost.as_str()),
        ("groups", "x"),
    ] {
        let input = json!({ "input": { "name": "x", "scope": { part: [given] } } });
        let answer = officer.ask(follow, input).await["followScope"].take();
        let refusal = &answer["refusals"][0];
        assert_eq!(refusal["rule"]["id"], "H-UNKNOWN", "{answer}");
        assert_eq!(refusal["path"], format!("scope.{part}"));
        let asked = request(
            "query($scope: ScopeInput) { feed(scope: $scope) { hasMore } }",
            json!({ "scope": { part: [given] } }),
        );
        let response = node.api.execute(asked.data(officer.asker())).await;
        let error = response.errors.first().expect("it is told");
        assert!(error.message.contains(given), "{}", error.message);
    }
    let input = json!({ "input": { "followed": feeds[0]["id"] } });
    let unfollow =
        "mutation($input: UnfollowScopeInput!) { unfollowScope(input: $input) { done } }";
    assert_eq!(officer.ask(unfollow, input).await["unfollowScope"]["done"], true);
    assert_eq!(officer.ask(mine, json!({})).await["viewer"]["following"], json!([]));
}

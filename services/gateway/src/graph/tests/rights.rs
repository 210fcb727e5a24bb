//! The matrix of rights through the API: every role and place, every visibility, every way of asking; every role and act.

use std::sync::Arc;

use async_graphql::Request;
use domain::access::matrix::{Row, Standing, rows};
use domain::access::{Action, TABLE, allows, fits_group, is_platform};
use domain::context::SeatOf;
use domain::organisation::Kind;
use domain::{Author, GroupId, Lang, OrganisationId, PersonId, Role, SeatId, group};
use eventlog::CommandId;
use identity::{Seat, Via, Viewer};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Node, Person, organisation, request};
use crate::graph::live_request;
use crate::graph::world::Asker;
use crate::http::sheet;
use crate::live::Source as _;
use crate::node::source::FeedSource;

/// A cooperation of each visibility, and a remark that the first side keeps to itself.
struct Scene {
    here: OrganisationId,
    there: OrganisationId,
    elsewhere: OrganisationId,
    within: GroupId,
    beside: GroupId,
    /// Partners, group, public.
    cooperations: [Value; 3],
    /// Proposed in the second of them.
    project: Value,
    remark: Value,
}

async fn scene(node: &Node) -> Scene {
    let here = node.town("Aubenas", "FR", Kind::Commune).await;
    let there = node.town("Bamako", "ML", Kind::ForeignLocalAuthority).await;
    let elsewhere = node.town("Cotonou", "BJ", Kind::StateService).await;
    let french = node.officer("fr@example.org", here, Lang::Fr).await;
    let malian = node.officer("ml@example.org", there, Lang::En).await;
    let parties = json!([
        { "organisation": organisation(here), "side": 0 },
        { "organisation": organisation(there), "side": 1 },
    ]);
    let existing = json!({
        "parties": parties, "kind": "FRIENDSHIP", "themes": ["1.2"], "since": "1963", "source": "archives",
    });
    let result = "jumelage { id charter { hash } }";
    let public = french
        .does("recordExistingJumelage", "RecordExistingJumelageInput", result, existing)
        .await;
    let propose = || async {
        let input = super::journey::proposal(&parties);
        french.does("proposeJumelage", "ProposeJumelageInput", result, input).await["jumelage"]
            .take()
    };
    let (declined, open) = (propose().await, propose().await);
    let no = json!({ "jumelage": declined["id"], "reason": "Not now" });
    malian.does("declineJumelage", "JumelageReasonInput", "jumelage { id }", no).await;
    let aside = json!({
        "cooperation": open["id"], "about": open["charter"]["hash"], "visibility": "SIDE",
        "body": { "lang": "fr", "text": "Entre nous" },
    });
    let result = "jumelage { remarks { id visibility } }";
    let noted = french.does("remarkOnJumelage", "RemarkInput", result, aside).await;
    assert_eq!(noted["jumelage"]["remarks"][0]["visibility"], "SIDE");
    let proposal = json!({
        "cooperation": open["id"], "description": super::project::description("Un réseau"),
    });
    let result = "project { id }";
    let mut proposed = french.does("proposeProject", "ProposeProjectInput", result, proposal).await;
    Scene {
        project: proposed["project"]["id"].take(),
        here,
        there,
        elsewhere,
        within: group_for(node, "ML").await,
        beside: group_for(node, "JP").await,
        cooperations: [
            declined["id"].clone(),
            open["id"].clone(),
            public["jumelage"]["id"].clone(),
        ],
        remark: noted["jumelage"]["remarks"][0]["id"].clone(),
    }
}

pub(super) async fn group_for(node: &Node, country: &str) -> GroupId {
    let (id, command) = (GroupId(Uuid::now_v7()), CommandId(Uuid::now_v7()));
    let scope = group::Scope { countries: vec![country.to_owned()], themes: Vec::new() };
    let name = vec![domain::LocalText { lang: "fr".into(), text: country.to_owned() }];
    let (runner, parent, within) = (None, None, None);
    let found = group::Command::Found { name, scope, runner, parent, within };
    let outcome = node.world.groups.handle(&Author::SYSTEM, command, id, found).await;
    match outcome.expect("the log works") {
        commands::Outcome::Done { position, .. } => node.world.model.reached(position).await,
        commands::Outcome::Refused(refusals) => panic!("{refusals:?}"),
    }
    id
}

/// Somebody with one seat, as signing in makes them.
fn holder(node: &Node, role: Option<Role>, of: Option<SeatOf>) -> Person<'_> {
    let seats = role.zip(of).map(|(role, of)| Seat { id: SeatId(Uuid::now_v7()), of, role });
    Person {
        node,
        token: None,
        lang: Lang::En,
        id: None,
        made: Some(Arc::new(Viewer {
            person: PersonId(Uuid::now_v7()),
            session: Uuid::now_v7(),
            via: Via::Session,
            email: "somebody@example.org".into(),
            display_name: "Somebody".into(),
            lang: Lang::En,
            seats: seats.into_iter().collect(),
        })),
    }
}

fn looker<'n>(node: &'n Node, scene: &Scene, row: Row) -> Person<'n> {
    let of = match row.standing {
        Standing::SignedOut => return node.stranger(),
        Standing::NoSeat => None,
        Standing::OwnSide => Some(SeatOf::Organisation(scene.here)),
        Standing::OtherSide => Some(SeatOf::Organisation(scene.there)),
        Standing::NoParty => Some(SeatOf::Organisation(scene.elsewhere)),
        Standing::GroupInScope => Some(SeatOf::Group(scene.within)),
        Standing::GroupElsewhere => Some(SeatOf::Group(scene.beside)),
        Standing::Platform => Some(SeatOf::Platform),
    };
    holder(node, row.role, of)
}

/// What a subscription to `scope` reads from.
fn source(person: &Person<'_>, scope: &Value) -> FeedSource {
    let document = "subscription($scope: ScopeInput) { changes(scope: $scope) { verb leftView cooperation { id } } }";
    let node = person.node;
    let request: Request = request(document, json!({ "scope": scope }));
    let asker: Asker = person.asker();
    let live = live_request(&node.world, &request, &asker).expect("a subscription in order");
    FeedSource::new(node.api.clone(), Arc::clone(&node.world), asker, live.scope, &request)
}

fn payloads(batch: crate::live::Batch) -> Vec<Value> {
    let read = |item: crate::live::Item| serde_json::from_str(&item.payload).expect("JSON");
    batch.items.into_iter().map(read).collect()
}

/// What the live feed delivers to somebody from the beginning on.
async fn delivered(person: &Person<'_>, scope: &Value) -> Vec<Value> {
    let batch = source(person, scope).after(0, 100).await;
    payloads(batch.expect("the feed can be read"))
}

#[tokio::test]
async fn who_coordinates_and_watches_is_told_that_a_declined_proposal_left_and_nobody_else_is() {
    let node = Node::new().await;
    let scene = scene(&node).await;
    let [declined, open, _] = &scene.cooperations;
    let told = async |role, of| {
        let person = holder(&node, Some(role), Some(of));
        let batch = source(&person, &json!({})).live(0, 100).await.expect("the feed can be read");
        let left = payloads(batch).into_iter().map(|item| item["data"]["changes"].clone());
        left.filter(|change| change["verb"] == "LEFT_VIEW").collect::<Vec<_>>()
    };
    let notice = json!({ "verb": "LEFT_VIEW", "leftView": declined, "cooperation": null });
    assert_eq!(told(Role::GroupCoordinator, SeatOf::Group(scene.within)).await, [notice]);
    for (role, of) in [
        (Role::GroupCoordinator, SeatOf::Group(scene.beside)),
        (Role::Officer, SeatOf::Organisation(scene.elsewhere)),
        (Role::Officer, SeatOf::Organisation(scene.here)),
    ] {
        assert_eq!(told(role, of).await, Vec::<Value>::new(), "{role:?}");
    }
    let coordinator =
        holder(&node, Some(Role::GroupCoordinator), Some(SeatOf::Group(scene.within)));
    let later = delivered(&coordinator, &json!({ "cooperations": [declined] })).await;
    assert_eq!(later, Vec::<Value>::new(), "who comes later never saw it");
    let person = coordinator.made.clone().expect("made by hand");
    let nobody = source(&holder(&node, None, None), &json!({ "cooperations": [open, declined] }));
    let left = nobody.departed(&person, 640).await.expect("the record can be read");
    let left: Vec<Value> = left
        .into_iter()
        .map(|item| serde_json::from_str::<Value>(&item.payload).expect("JSON"))
        .map(|answer| answer["data"]["changes"]["leftView"].clone())
        .collect();
    assert_eq!(left, std::slice::from_ref(open), "with the seat went what only the seat saw");
}

fn has(list: &Value, key: &str, id: &Value) -> bool {
    list.as_array().is_some_and(|all| all.iter().any(|one| one[key] == *id))
}

const WAYS: &str = "query($id: ID!, $ids: [ID!]!, $town: ID!, $now: DateTime!) { node(id: $id) { id } \
     nodes(ids: $ids) { id } past: node(id: $id, asOf: $now) { id } \
     list: cooperations(first: 50) { nodes { id } } \
     search: cooperations(first: 50, filter: { search: \"bamako\" }) { nodes { id } } \
     counters { total } counted: counters(filter: { search: \"Aubenas\" }) { total } \
     feed(scope: { cooperations: $ids }, first: 50) { changes { verb } } \
     town: node(id: $town) { ... on Organisation { history(first: 50) { changes { cooperation { id } } } \
     cooperations(first: 50) { nodes { id } } } } }";

/// Each way of asking for one cooperation, and whether it showed it.
async fn shown(person: &Person<'_>, scene: &Scene, id: &Value) -> Vec<(&'static str, bool)> {
    let now = person.node.world.clock.now().to_string();
    let town = organisation(scene.here);
    let seen = person.ask(WAYS, json!({ "id": id, "ids": [id], "town": town, "now": now })).await;
    let live = delivered(person, &json!({ "cooperations": [id] })).await;
    let sheet = person.ask(sheet::DOCUMENT, json!({ "first": 50 })).await["cooperations"].take();
    let rows = sheet::rows(sheet["nodes"].as_array().expect("a list"), Lang::En).expect("rows");
    let bare = id.as_str().expect("an id");
    let changes = &seen["town"]["history"]["changes"];
    let told =
        changes.as_array().is_some_and(|all| all.iter().any(|one| one["cooperation"]["id"] == *id));
    vec![
        ("node", seen["node"]["id"] == *id),
        ("nodes", seen["nodes"][0]["id"] == *id),
        ("as of", seen["past"]["id"] == *id),
        ("list", has(&seen["list"]["nodes"], "id", id)),
        ("search", has(&seen["search"]["nodes"], "id", id)),
        ("of a town", has(&seen["town"]["cooperations"]["nodes"], "id", id)),
        ("feed", seen["feed"]["changes"] != json!([])),
        ("history", told),
        ("subscription", !live.is_empty()),
        ("export", String::from_utf8_lossy(&rows).contains(bare)),
    ]
}

#[tokio::test]
async fn every_role_sees_what_the_matrix_says_by_every_way_of_asking() {
    let node = Node::new().await;
    let scene = scene(&node).await;
    for row in rows() {
        let person = looker(&node, &scene, row);
        let wider = &row.sees[1..];
        for (id, expected) in scene.cooperations.iter().zip(wider) {
            for (way, seen) in shown(&person, &scene, id).await {
                assert_eq!(seen, *expected, "{way}: {row:?} {id}");
            }
        }
        let document =
            "{ counters { total } counters2: counters(filter: { search: \"Aubenas\" }) { total } }";
        let counted = person.ask(document, json!({})).await;
        let many = wider.iter().filter(|seen| **seen).count();
        assert_eq!(counted["counters"]["total"], many, "{row:?}");
        assert_eq!(counted["counters2"]["total"], many, "{row:?}");
    }
}

#[tokio::test]
async fn what_a_side_keeps_to_itself_is_for_that_side_by_every_way_of_asking() {
    let node = Node::new().await;
    let scene = scene(&node).await;
    let open = &scene.cooperations[1];
    let document = "query($id: ID!, $now: DateTime!, $scope: ScopeInput) { \
         node(id: $id) { ... on Jumelage { remarks { id } timeline(first: 50) { changes { verb } } } } \
         past: node(id: $id, asOf: $now) { ... on Jumelage { remarks { id } } } \
         feed(scope: $scope, first: 50) { changes { verb } } }";
    let verb = json!("JUMELAGE_REMARK_MADE");
    for row in rows() {
        let person = looker(&node, &scene, row);
        let scope = json!({ "verbs": [verb] });
        let now = node.world.clock.now().to_string();
        let seen = person.ask(document, json!({ "id": open, "now": now, "scope": scope })).await;
        let ways = [
            ("remarks", has(&seen["node"]["remarks"], "id", &scene.remark)),
            ("timeline", has(&seen["node"]["timeline"]["changes"], "verb", &verb)),
            ("as of", has(&seen["past"]["remarks"], "id", &scene.remark)),
            ("feed", seen["feed"]["changes"] != json!([])),
            ("subscription", !delivered(&person, &scope).await.is_empty()),
        ];
        for (way, found) in ways {
            assert_eq!(found, row.sees[0], "{way}: {row:?}");
        }
    }
}

#[tokio::test]
async fn out_of_sight_answers_as_what_does_not_exist() {
    let node = Node::new().await;
    let scene = scene(&node).await;
    let stranger = holder(&node, Some(Role::Officer), Some(SeatOf::Organisation(scene.elsewhere)));
    let partner = holder(&node, Some(Role::Officer), Some(SeatOf::Organisation(scene.there)));
    let nothing = json!(format!("jumelage:{}", Uuid::now_v7()));
    let now = node.world.clock.now().to_string();
    let ask = |id: Value| {
        let variables =
            json!({ "id": id, "ids": [id], "town": organisation(scene.here), "now": now });
        stranger.ask(WAYS, variables)
    };
    let acts = [
        ("endJumelage", "EndInput", json!({ "reason": "a", "lessons": "b" }), "cooperation"),
        ("declineJumelage", "JumelageReasonInput", json!({ "reason": "a" }), "jumelage"),
        ("shareRemark", "ShareRemarkInput", json!({ "remark": scene.remark }), "cooperation"),
    ];
    for hidden in &scene.cooperations[..2] {
        assert_eq!(ask(hidden.clone()).await, ask(nothing.clone()).await, "{hidden}");
        let live = delivered(&stranger, &json!({ "cooperations": [hidden] })).await;
        assert_eq!(live, delivered(&stranger, &json!({ "cooperations": [nothing] })).await);
        for (mutation, kind, input, key) in &acts {
            let command = json!(Uuid::now_v7());
            let answer = async |id: &Value| {
                let mut input = input.clone();
                input[key] = id.clone();
                input["commandId"] = command.clone();
                let payload = stranger.act(mutation, kind, "commandId", input).await;
                payload.to_string().replace(id.as_str().expect("an id"), "it")
            };
            assert_eq!(answer(hidden).await, answer(&nothing).await, "{mutation}");
        }
    }
    // A remark of the other side answers as one that was never made.
    let share = async |remark: &Value| {
        let input = json!({ "cooperation": scene.cooperations[1], "remark": remark, "commandId": Uuid::nil() });
        partner.act("shareRemark", "ShareRemarkInput", "commandId", input).await
    };
    assert_eq!(share(&scene.remark).await, share(&json!(Uuid::now_v7())).await);
}

/// A mutation that needs the right to `action`; `None` for what only the platform itself does.
fn mutation(scene: &Scene, action: Action) -> Option<(&'static str, &'static str, Value)> {
    let found = in_a_place(scene, action).or_else(|| in_a_cooperation(scene, action));
    assert_eq!(found.is_none(), action == Action::Automate, "{action:?} has its mutation");
    found
}

/// Those about institutions, groups and territories.
fn in_a_place(scene: &Scene, action: Action) -> Option<(&'static str, &'static str, Value)> {
    let (here, there) = (organisation(scene.here), organisation(scene.there));
    let group = format!("group:{}", scene.within);
    let name = json!([{ "lang": "fr", "text": "Valmont" }]);
    Some(match action {
        Action::RecordOrganisation => (
            "recordOrganisation",
            "RecordOrganisationInput",
            json!({ "kind": "COMMUNE", "names": name, "country": "FR" }),
        ),
        Action::RequestClaim => (
            "requestClaim",
            "RequestClaimInput",
            json!({ "organisation": here, "function": "maire" }),
        ),
        Action::SettleClaim => (
            "confirmClaim",
            "SettleClaimInput",
            json!({ "organisation": here, "seat": Uuid::nil(), "reason": "we met" }),
        ),
        Action::DescribeOrganisation => (
            "renameOrganisation",
            "RenameOrganisationInput",
            json!({ "organisation": here, "names": name, "reason": "r" }),
        ),
        Action::ManageSeats => (
            "endSeat",
            "EndSeatInput",
            json!({ "organisation": here, "seat": Uuid::nil(), "reason": "r" }),
        ),
        Action::Invite => (
            "invite",
            "InviteInput",
            json!({ "organisation": there, "role": "OFFICER", "function": "maire", "email": "none", "lang": "FR" }),
        ),
        Action::MergeOrganisations => (
            "mergeOrganisation",
            "MergeOrganisationInput",
            json!({ "organisation": here, "into": there, "reason": "" }),
        ),
        Action::RunGroup => {
            ("closeGroup", "CloseGroupInput", json!({ "group": group, "reason": "" }))
        }
        Action::JoinGroup => {
            ("joinGroup", "JoinGroupInput", json!({ "group": group, "organisation": there }))
        }
        Action::KeepRegister => (
            "recordTerritoryFact",
            "RecordTerritoryFactInput",
            json!({
                "territory": "FR", "name": [], "status": "SANCTIONED", "seenFrom": "FR", "source": "",
            }),
        ),
        _ => return None,
    })
}

/// Those about cooperations.
fn in_a_cooperation(scene: &Scene, action: Action) -> Option<(&'static str, &'static str, Value)> {
    let [_, open, public] = &scene.cooperations;
    let (here, there) = (organisation(scene.here), organisation(scene.there));
    let parties =
        json!([{ "organisation": here, "side": 0 }, { "organisation": there, "side": 1 }]);
    Some(match action {
        Action::RunCooperation => (
            "endJumelage",
            "EndInput",
            json!({ "cooperation": public, "reason": "", "lessons": "" }),
        ),
        Action::RecordExisting => (
            "recordExistingJumelage",
            "RecordExistingJumelageInput",
            json!({ "parties": parties, "kind": "OTHER", "themes": [], "source": "" }),
        ),
        Action::Remark => (
            "remarkOnJumelage",
            "RemarkInput",
            json!({ "cooperation": open, "about": "none", "body": { "lang": "fr", "text": "?" } }),
        ),
        Action::Consent => (
            "consentToCharter",
            "ConsentToCharterInput",
            json!({ "jumelage": open, "hash": "none" }),
        ),
        Action::RecordDecision => (
            "recordJumelageDecision",
            "RecordDecisionInput",
            json!({ "cooperation": open, "outcome": "ADOPTED", "on": "2999-01-01" }),
        ),
        Action::RegisterSignature => (
            "holdCeremony",
            "HoldCeremonyInput",
            json!({ "jumelage": open, "on": "2026-01-01", "place": "" }),
        ),
        Action::RunExchange => (
            "planExchange",
            "PlanExchangeInput",
            json!({
                "cooperation": public, "kind": "SCHOOL", "title": [], "starts": "2026-01-01",
                "ends": "2026-01-02", "host": here, "themes": [],
            }),
        ),
        Action::RunProject => (
            "setMilestone",
            "SetMilestoneInput",
            json!({ "project": scene.project, "title": [], "due": "2026-01-01" }),
        ),
        Action::GiveDocument => {
            ("giveDocument", "GiveDocumentInput", json!({ "subject": public, "name": "a.pdf" }))
        }
        Action::Talk => (
            "openDiscussion",
            "OpenDiscussionInput",
            json!({ "subject": public, "topic": "", "words": "", "visibility": "PARTNERS" }),
        ),
        Action::RunCommittee => (
            "formCommittee",
            "FormCommitteeInput",
            json!({ "jumelage": public, "organisation": here, "seats": [], "tasks": [] }),
        ),
        Action::RecordAnnulment => (
            "recordJumelageAnnulment",
            "RecordAnnulmentInput",
            json!({ "cooperation": public, "authority": "", "reason": "", "on": "2026-01-01" }),
        ),
        _ => return None,
    })
}

#[tokio::test]
async fn every_role_may_do_what_the_matrix_says_and_is_refused_the_rest_by_its_role() {
    let node = Node::new().await;
    let scene = scene(&node).await;
    for (role, _) in TABLE.iter().filter(|(role, _)| *role != Role::System) {
        let of = if fits_group(*role) {
            SeatOf::Group(scene.within)
        } else if is_platform(*role) {
            SeatOf::Platform
        } else {
            SeatOf::Organisation(scene.here)
        };
        let person = holder(&node, Some(*role), Some(of));
        for action in Action::ALL {
            let Some((mutation, kind, input)) = mutation(&scene, action) else { continue };
            let author = Author { person: None, seat: None, of, role: *role };
            // Out of sight comes before the role: it would tell that the thing is there.
            let payload = person.tries(mutation, kind, "", input).await;
            let rule = payload["refusals"][0]["rule"]["id"].as_str().unwrap_or_default();
            if rule == "H-UNKNOWN" {
                let sees_nothing = matches!(role, Role::GroupMember | Role::GroupObserver);
                assert!(sees_nothing, "{role:?} {action:?}: {payload}");
                continue;
            }
            // A council's vote is recorded in the name of an organisation: who acts for none is told that first.
            let by_role = rule == "H-ROLE" || rule == "H-SEAT" && author.organisation().is_none();
            assert_eq!(by_role, allows(&author, action).is_err(), "{role:?} {action:?}: {payload}");
        }
    }
}

#[tokio::test]
async fn nobody_manages_seats_elsewhere_and_no_seat_does_nothing() {
    let node = Node::new().await;
    let scene = scene(&node).await;
    let end = |place: &str, id: String| json!({ place: id, "seat": Uuid::nil(), "reason": "r" });
    let officer = || holder(&node, Some(Role::Officer), Some(SeatOf::Organisation(scene.here)));
    let there = end("organisation", organisation(scene.there));
    assert_eq!(officer().is_refused("endSeat", "EndSeatInput", there).await, "H-NOT-YOURS");
    let group = end("group", format!("group:{}", scene.within));
    assert_eq!(officer().is_refused("endSeat", "EndSeatInput", group).await, "H-GROUP-NOT-YOURS");
    let administrator =
        holder(&node, Some(Role::Administrator), Some(SeatOf::Organisation(scene.there)));
    let here = end("organisation", organisation(scene.here));
    assert_eq!(
        administrator.is_refused("endSeat", "EndSeatInput", here.clone()).await,
        "H-NOT-YOURS"
    );
    assert_eq!(
        node.stranger().is_refused("endSeat", "EndSeatInput", here.clone()).await,
        "H-SIGN-IN"
    );
    assert_eq!(
        holder(&node, None, None).is_refused("endSeat", "EndSeatInput", here).await,
        "H-ROLE"
    );
}

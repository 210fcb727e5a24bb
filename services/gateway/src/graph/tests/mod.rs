//! The API as its clients meet it: the real services on a log and a read model in memory.

mod admin;
mod contract;
mod convention;
mod digest;
mod draft;
mod evaluation;
mod factors;
mod feed;
mod financing;
mod journey;
mod mission;
mod phase;
mod presence;
mod privacy;
mod project;
mod register;
mod remark;
mod reminders;
mod report;
mod rights;
mod screening;
mod talk;
mod territory;
mod tokens;

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use async_graphql::{Request, Variables};
use commands::{Clock, Outcome};
use domain::context::SeatOf;
use domain::organisation::{Command, Kind, Name, NameUse, Place};
use domain::{Author, Lang, OrganisationId, PersonId, Role, SeatId};
use eventlog::{CommandId, EventLog, MemoryLog};
use identity::oidc::Providers;
use identity::{Identity, Keys, NewPerson, Seat, Visit};
use parking_lot::Mutex;
use readmodel::{ReadModel, Runner};
use serde_json::{Value, json};
use uuid::Uuid;

use super::world::{Asker, World};
use super::{Api, ApiLimits, absent_is_null, api, projections};
use crate::config::Config;
use crate::node::Purpose;
use crate::post::Post;

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const PASSWORD: &str = "un pont entre deux rives";

/// A node without its network.
struct Node {
    api: Api,
    world: Arc<World>,
    _runner: Runner,
}

impl Node {
    async fn new() -> Self {
        Self::behind(Duration::ZERO).await
    }

    /// One that may be as long behind another of its cluster.
    async fn behind(patience: Duration) -> Self {
        Self::of(Clock::system(), patience).await
    }

    /// One with a clock of its own.
    async fn at(clock: Clock) -> Self {
        Self::of(clock, Duration::ZERO).await
    }

    async fn of(clock: Clock, patience: Duration) -> Self {
        let log: Arc<dyn EventLog> = Arc::new(MemoryLog::default());
        let model = ReadModel::in_memory().expect("SQLite starts");
        let runner = Runner::start(model.clone(), Arc::clone(&log), projections())
            .await
            .expect("the runner starts");
        let model = Arc::new(model);
        let identity = Identity::in_memory(&log, clock.clone()).expect("an empty store opens");
        let world = Arc::new(World {
            directory: Arc::new(directory::commands::Directory::new(
                &log,
                &clock,
                Arc::clone(&model),
            )),
            jumelages: Arc::new(jumelage::commands::Jumelages::new(
                &log,
                &clock,
                Arc::clone(&model),
            )),
            partnerships: Arc::new(partnership::commands::Partnerships::new(&log, &clock)),
            conventions: Arc::new(partnership::conventions::Conventions::new(&log, &clock)),
            projects: Arc::new(partnership::projects::Projects::new(&log, &clock)),
            financings: Arc::new(partnership::financings::Financings::new(&log, &clock)),
            lessons: Arc::new(partnership::lessons::Lessons::new(&log, &clock)),
            documents: Arc::new(partnership::documents::Documents::new(&log, &clock)),
            papers: None,
            discussions: Arc::new(partnership::discussions::Discussions::new(&log, &clock)),
            drafts: Arc::new(drafting::Drafts::in_memory().expect("SQLite starts")),
            groups: Arc::new(groups::commands::Groups::new(&log, &clock)),
            providers: Arc::new(Providers::none(Arc::clone(&identity))),
            identity,
            privacy: crate::config::Privacy::default(),
            log,
            model,
            clock,
            post: Post::open(&Config::default(), Purpose::Demo).expect("a demonstration").0,
            patience,
            refusals: super::refusals::Refusals::default(),
            demo: false,
        });
        let limits = ApiLimits { depth: 16, complexity: 50_000, introspection: true };
        Self { api: api(Arc::clone(&world), &limits), world, _runner: runner }
    }

    /// A town on record.
    async fn town(&self, name: &str, country: &str, kind: Kind) -> OrganisationId {
        let command = Command::Record {
            kind,
            names: vec![Name { lang: "fr".into(), text: name.into(), use_as: NameUse::Official }],
            country: country.into(),
            territory: None,
            place: Some(Place { latitude: 14.5, longitude: -4.2 }),
            identifiers: Vec::new(),
            population: Some(10_000),
            provisional: false,
            source: Some("a register".into()),
        };
        let (command_id, id) = (CommandId(Uuid::now_v7()), OrganisationId(Uuid::now_v7()));
        let outcome = self.world.directory.handle(&Author::SYSTEM, command_id, id, command).await;
        match outcome.expect("the log works") {
            Outcome::Done { position, .. } => self.world.model.reached(position).await,
            Outcome::Refused(refusals) => panic!("{refusals:?}"),
        }
        id
    }

    /// Somebody who is signed in, with a seat in an organisation if there is one.
    async fn person(&self, email: &str, of: Option<SeatOf>, role: Role, lang: Lang) -> Person<'_> {
        let identity = &self.world.identity;
        let new = NewPerson { email, display_name: "Officer", lang, password: PASSWORD };
        let person = identity.add_person(&new).expect("a new person is added");
        if let Some(of) = of {
            let seat = Seat { id: SeatId(Uuid::now_v7()), of, role };
            identity.give_seat(person, seat).expect("a seat is given");
        }
        let visit = Visit { user_agent: "test", address: HERE, session: None };
        let keys = Keys { email, password: PASSWORD, code: "" };
        let signed = identity.sign_in(keys, &visit).await.expect("the store works");
        Person {
            node: self,
            token: Some(signed.expect("the password is right").token),
            lang,
            id: Some(person),
            made: None,
        }
    }

    /// An officer of a town.
    async fn officer(&self, email: &str, of: OrganisationId, lang: Lang) -> Person<'_> {
        self.person(email, Some(SeatOf::Organisation(of)), Role::Officer, lang).await
    }

    /// Nobody in particular.
    fn stranger(&self) -> Person<'_> {
        Person { node: self, token: None, lang: Lang::Fr, id: None, made: None }
    }
}

/// Somebody who asks.
struct Person<'n> {
    node: &'n Node,
    token: Option<String>,
    lang: Lang,
    id: Option<PersonId>,
    /// Somebody who is signed in without the store of people: for tests of many.
    made: Option<Arc<identity::Viewer>>,
}

impl Person<'_> {
    fn asker(&self) -> Asker {
        let mut asker = Asker {
            viewer: None,
            holder: None,
            session: None,
            lang: self.lang,
            user_agent: "test".into(),
            cookie: Arc::new(Mutex::new(None)),
            host: Some("localhost:8080".into()),
            address: HERE,
        };
        if let Some(token) = self.token.clone() {
            // Whoever was forgotten comes as a stranger, as at the door.
            if let Some(holder) =
                self.node.world.identity.viewer_of(&token).expect("the store works")
            {
                asker.admit(holder, token);
            }
        }
        if let Some(made) = &self.made {
            asker.viewer = Some(Arc::clone(made));
            asker.holder = Some(Arc::clone(made));
        }
        asker
    }

    /// Asks and expects an answer without errors.
    async fn ask(&self, document: &str, variables: Value) -> Value {
        let response = self.node.api.execute(request(document, variables).data(self.asker())).await;
        assert!(response.errors.is_empty(), "{:?} for {document}", response.errors);
        response.data.into_json().expect("the answer is JSON")
    }

    /// Carries out a mutation; answers its payload.
    async fn act(&self, mutation: &str, kind: &str, result: &str, input: Value) -> Value {
        let result = format!("{result} repeated cursor remarks {{ rule {{ id }} }}");
        self.tries(mutation, kind, &result, input).await
    }

    /// Carries out a mutation of any kind, also one that is no command on the record.
    async fn tries(&self, mutation: &str, kind: &str, result: &str, input: Value) -> Value {
        let mut input = input;
        if input.get("commandId").is_none() {
            input["commandId"] = json!(Uuid::now_v7());
        }
        let document = format!(
            "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {result} \
             refusals {{ rule {{ id }} path message wayOut }} }} }}"
        );
        self.ask(&document, json!({ "input": input })).await[mutation].take()
    }

    /// Carries out a mutation that is not refused.
    async fn does(&self, mutation: &str, kind: &str, result: &str, input: Value) -> Value {
        let payload = self.act(mutation, kind, result, input).await;
        assert_eq!(payload["refusals"], json!([]), "{mutation}: {payload}");
        payload
    }

    /// Carries out a mutation that is refused; answers the first rule.
    async fn is_refused(&self, mutation: &str, kind: &str, input: Value) -> String {
        let payload = self.act(mutation, kind, "commandId", input).await;
        let rule = payload["refusals"][0]["rule"]["id"].as_str();
        rule.unwrap_or_else(|| panic!("{mutation} was not refused: {payload}")).to_owned()
    }
}

/// A request as the transport makes it.
fn request(document: &str, variables: Value) -> Request {
    let mut variables = Variables::from_json(variables);
    let parsed = async_graphql::parser::parse_query(document).expect("a document");
    absent_is_null(&parsed, &mut variables);
    Request::new(document).variables(variables)
}

fn organisation(id: OrganisationId) -> String {
    format!("organisation:{id}")
}

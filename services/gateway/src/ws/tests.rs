//! The whole transport on loopback against a small schema: HTTP rules, the protocol's close codes, the live feed.

use std::net::SocketAddr;
use std::sync::Arc;

use async_graphql::{EmptySubscription, Object, Request, Response, Schema, ServerError};
use async_trait::async_trait;
use eventlog::Position;
use futures_util::{SinkExt as _, StreamExt as _};
use identity::{IdentityError, Viewer};
use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::config::Config;
use crate::engine::{Engine, Subscription};
use crate::graph::world::{Asker, CookieChange};
use crate::http::{Front, Readiness, Rooms, router};
use crate::live::{Batch, Item, Source, SourceFault, end_of};

struct Query;

#[Object]
impl Query {
    async fn echo(&self, text: String) -> String {
        text
    }

    async fn count(&self, context: &async_graphql::Context<'_>) -> usize {
        let asked = context.data_unchecked::<Arc<Mutex<usize>>>();
        *asked.lock() += 1;
        *asked.lock()
    }

    async fn broken(&self) -> Result<Option<String>, async_graphql::Error> {
        std::future::ready(Err("broken".into())).await
    }
}

struct Mutation;

#[Object]
impl Mutation {
    async fn sign_in(&self, context: &async_graphql::Context<'_>) -> bool {
        let asker = context.data_unchecked::<Asker>();
        *asker.cookie.lock() = Some(CookieChange::Set("token".into()));
        true
    }
}

/// A record in memory; each commit is one change.
struct Toy {
    schema: Schema<Query, Mutation, EmptySubscription>,
    applied: watch::Sender<Position>,
    rights: watch::Sender<u64>,
    open_to: Mutex<Option<Arc<Viewer>>>,
}

struct Changes(watch::Receiver<Position>);

#[async_trait]
impl Source for Changes {
    async fn after(&self, after: i64, limit: usize) -> Result<Batch, SourceFault> {
        let applied = i64::try_from(self.0.borrow().0).expect("a small position");
        let item =
            |n: i64| Item { seq: n * 64, payload: json!({"data": {"n": n}}).to_string().into() };
        let items: Vec<Item> =
            (1..=applied).filter(|n| n * 64 > after).take(limit).map(item).collect();
        let through = match items.last() {
            Some(last) if items.len() == limit => last.seq,
            _ => end_of(*self.0.borrow()),
        };
        Ok(Batch { items, through })
    }
}

#[async_trait]
impl Engine for Toy {
    async fn execute(&self, request: Request) -> Response {
        self.schema.execute(request).await
    }

    fn viewer(&self, _: &str) -> Result<Option<Arc<Viewer>>, IdentityError> {
        Ok(self.open_to.lock().clone())
    }

    fn applied(&self) -> watch::Receiver<Position> {
        self.applied.subscribe()
    }

    fn rights(&self) -> watch::Receiver<u64> {
        self.rights.subscribe()
    }

    fn followed(&self) -> watch::Receiver<Position> {
        watch::Sender::new(Position(u64::MAX)).subscribe()
    }

    async fn follow(&self, request: Request, _: &Asker) -> Result<Subscription, Vec<ServerError>> {
        let after = request.variables.get(&async_graphql::Name::new("after")).cloned();
        let after = match after.map(async_graphql::Value::into_json) {
            None | Some(Ok(Value::Null)) => end_of(*self.applied.borrow()),
            Some(Ok(Value::Number(number))) => number.as_i64().expect("a cursor") * 64,
            Some(_) => return Err(vec![ServerError::new("this cursor is not known", None)]),
        };
        let source = Arc::new(Changes(self.applied.subscribe()));
        Ok(Subscription { key: "changes".into(), after, source })
    }
}

struct Idle;

impl Readiness for Idle {
    fn waits_for(&self) -> Vec<String> {
        vec!["a test".into()]
    }

    fn metrics(&self) -> String {
        "up 1\n".into()
    }
}

/// A running transport.
struct Stand {
    toy: Arc<Toy>,
    address: SocketAddr,
    stop: watch::Sender<bool>,
}

impl Stand {
    async fn open(change: impl FnOnce(&mut Config)) -> Self {
        let schema =
            Schema::build(Query, Mutation, EmptySubscription).data(Arc::new(Mutex::new(0_usize)));
        let toy = Arc::new(Toy {
            schema: schema.finish(),
            applied: watch::Sender::new(Position(0)),
            rights: watch::Sender::new(0),
            open_to: Mutex::new(None),
        });
        let mut config = Config::default();
        change(&mut config);
        let (stop, stopping) = watch::channel(false);
        let engine: Arc<dyn Engine> = Arc::<Toy>::clone(&toy);
        let front = Arc::new(Front::new(engine, config, stopping.clone()));
        let routes =
            router(Rooms { front: Arc::clone(&front), readiness: Arc::new(Idle), providers: None });
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(crate::http::serve(listener, routes, front, stopping));
        Self { toy, address, stop }
    }

    fn commit(&self) {
        self.toy.applied.send_modify(|position| position.0 += 1);
    }

    /// Status, headers in lower case, and body of a request written by hand.
    async fn ask(&self, head: &str, body: &str) -> (u16, String, Value) {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        let mut stream = TcpStream::connect(self.address).await.expect("a connection");
        let length = body.len();
        let text = format!(
            "{head}\r\nhost: rives.test\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        stream.write_all(text.as_bytes()).await.expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        let status = head[9..12].parse().expect("a status");
        (status, head.to_lowercase(), serde_json::from_str(body).unwrap_or(Value::Null))
    }

    async fn post(&self, headers: &str, body: &Value) -> (u16, String, Value) {
        let head = format!("POST /graphql HTTP/1.1\r\ncontent-type: application/json{headers}");
        self.ask(&head, &body.to_string()).await
    }

    async fn socket(&self, protocol: &'static str) -> Socket {
        let mut request =
            format!("ws://{}/graphql", self.address).into_client_request().expect("a request");
        if !protocol.is_empty() {
            request
                .headers_mut()
                .insert("sec-websocket-protocol", HeaderValue::from_static(protocol));
        }
        Socket(connect_async(request).await.expect("a socket").0)
    }

    /// A socket after the acknowledgement.
    async fn ready(&self) -> Socket {
        let mut socket = self.socket(super::PROTOCOL).await;
        socket.send(json!({"type": "connection_init"})).await;
        assert_eq!(socket.receive().await["type"], "connection_ack");
        socket
    }
}

struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    async fn send(&mut self, message: Value) {
        self.0.send(Message::text(message.to_string())).await.expect("sent");
    }

    async fn subscribe(&mut self, id: &str, query: &str, variables: Value) {
        let payload = json!({"query": query, "variables": variables});
        self.send(json!({"type": "subscribe", "id": id, "payload": payload})).await;
    }

    async fn receive(&mut self) -> Value {
        loop {
            match self.0.next().await.expect("open").expect("a frame") {
                Message::Text(text) => return serde_json::from_str(&text).expect("JSON"),
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("unexpected {other:?}"),
            }
        }
    }

    async fn closed(&mut self) -> u16 {
        loop {
            if let Message::Close(frame) = self.0.next().await.expect("open").expect("a frame") {
                return frame.expect("a code").code.into();
            }
        }
    }
}

const NEWER: &str = "\r\naccept: application/graphql-response+json";

#[tokio::test]
async fn what_could_not_run_is_400_for_new_clients_and_200_for_old_ones_without_data() {
    let stand = Stand::open(|_| {}).await;
    for query in [
        "{",
        "{ nothing }",
        "query ($text: String!) { echo(text: $text) }",
        "query A { __typename } query B { __typename }",
    ] {
        let body = json!({"query": query});
        let (status, head, answer) = stand.post(NEWER, &body).await;
        assert_eq!((status, answer.get("data")), (400, None), "{query}: {answer}");
        assert!(
            head.contains("content-type: application/graphql-response+json; charset=utf-8"),
            "{head}"
        );
        let (status, head, answer) = stand.post("", &body).await;
        assert_eq!((status, answer.get("data")), (200, None), "{query}: {answer}");
        assert!(head.contains("content-type: application/json; charset=utf-8"), "{head}");
    }
    let (status, _, answer) = stand.post(NEWER, &json!({"query": "{ broken }"})).await;
    assert_eq!((status, &answer["data"]["broken"]), (200, &Value::Null), "it ran: {answer}");
    assert_eq!(answer["errors"][0]["path"], json!(["broken"]));
}

#[tokio::test]
async fn a_request_that_cannot_be_read_says_why() {
    let stand = Stand::open(|config| config.limits.body_kib = 1).await;
    let long = json!({"query": "x".repeat(2_000)});
    let code = |answer: &Value| answer["errors"][0]["extensions"]["code"].clone();
    let (status, _, answer) = stand.post("", &long).await;
    assert_eq!((status, code(&answer)), (413, json!("TOO_LARGE")));
    let (status, _, answer) =
        stand.ask("POST /graphql HTTP/1.1\r\ncontent-type: text/plain", "{}").await;
    assert_eq!((status, code(&answer)), (415, json!("UNSUPPORTED_MEDIA_TYPE")));
    let (status, _, answer) =
        stand.post("\r\naccept: text/html", &json!({"query": "{ __typename }"})).await;
    assert_eq!((status, code(&answer)), (406, json!("NOT_ACCEPTABLE")));
    let (status, head, _) = stand.ask("PUT /graphql HTTP/1.1", "").await;
    assert!(status == 405 && head.contains("allow: get, post"), "{head}");
    let (status, _, answer) = stand.post("", &json!([{"query": "{ __typename }"}])).await;
    assert!(status == 400 && answer.to_string().contains("batches"), "{answer}");
}

#[tokio::test]
async fn a_link_can_ask_but_never_change_anything() {
    let stand = Stand::open(|_| {}).await;
    let query = "GET /graphql?query=%7B__typename%7D HTTP/1.1";
    let (status, _, answer) = stand.ask(query, "").await;
    let code = &answer["errors"][0]["extensions"]["code"];
    assert_eq!((status, code), (400, &json!("NAME_THE_MEDIA_TYPE")), "as a link in any page would");
    let named = format!("{query}\r\naccept: application/json");
    let (status, _, answer) = stand.ask(&named, "").await;
    assert_eq!((status, &answer["data"]["__typename"]), (200, &json!("Query")));
    let open = Stand::open(|config| config.plain_get = Some(true)).await;
    assert_eq!(open.ask(query, "").await.0, 200, "where the operator wants it");
    let mutation = "GET /graphql?query=mutation%7BsignIn%7D HTTP/1.1\r\naccept: application/json";
    let (status, head, _) = stand.ask(mutation, "").await;
    assert!(status == 405 && !head.contains("set-cookie"), "{head}");
}

#[tokio::test]
async fn the_session_travels_in_a_cookie_that_scripts_cannot_read() {
    let stand = Stand::open(|config| config.secure_cookies = Some(true)).await;
    let (_, head, _) = stand.post("", &json!({"query": "mutation { signIn }"})).await;
    assert!(head.contains("set-cookie: __host-rives_session=token;"), "{head}");
    assert!(!head.contains("domain="), "{head}");
    for part in ["httponly", "samesite=lax", "secure", "path=/"] {
        assert!(head.contains(part), "{part} in {head}");
    }
    let foreign = "\r\ncookie: __Host-rives_session=token\r\norigin: https://evil.test";
    let (status, _, answer) = stand.post(foreign, &json!({"query": "{ __typename }"})).await;
    assert_eq!(
        (status, &answer["errors"][0]["extensions"]["code"]),
        (403, &json!("FOREIGN_ORIGIN"))
    );
}

#[tokio::test]
async fn an_answer_is_kept_until_the_next_commit() {
    let stand = Stand::open(|_| {}).await;
    let count =
        async || stand.post("", &json!({"query": "{ count }"})).await.2["data"]["count"].clone();
    assert_eq!((count().await, count().await), (json!(1), json!(1)));
    let spanish = stand.post("\r\naccept-language: es", &json!({"query": "{ count }"})).await.2;
    assert_eq!(spanish["data"]["count"], 2, "another language is another answer");
    stand.commit();
    assert_eq!(count().await, 3);
    let uncached = Stand::open(|config| config.cache_mib = 0).await;
    for n in 1..3 {
        assert_eq!(uncached.post("", &json!({"query": "{ count }"})).await.2["data"]["count"], n);
    }
}

#[tokio::test]
async fn health_and_figures_are_served_and_every_answer_has_a_number() {
    let stand = Stand::open(|_| {}).await;
    let (status, head, _) = stand.ask("GET /healthz HTTP/1.1", "").await;
    assert!(status == 200 && head.contains("x-request-id: ") && head.contains("nosniff"), "{head}");
    assert_eq!(stand.ask("GET /readyz HTTP/1.1", "").await.0, 503);
    assert_eq!(stand.ask("GET /metrics HTTP/1.1", "").await.0, 200);
    assert_eq!(stand.ask("GET /graphiql.js HTTP/1.1", "").await.0, 404, "off unless it is wanted");
}

#[tokio::test]
async fn another_sub_protocol_is_closed_with_4406() {
    let stand = Stand::open(|_| {}).await;
    assert_eq!(stand.socket("").await.closed().await, 4406);
}

#[tokio::test]
async fn a_client_that_breaks_the_protocol_is_told_by_the_close_code() {
    let stand = Stand::open(|config| config.limits.init_seconds = 1).await;
    let mut early = stand.socket(super::PROTOCOL).await;
    early.subscribe("a", "{ __typename }", json!({})).await;
    assert_eq!(early.closed().await, 4401);
    let mut twice = stand.ready().await;
    twice.send(json!({"type": "connection_init"})).await;
    assert_eq!(twice.closed().await, 4429);
    let mut odd = stand.ready().await;
    odd.0.send(Message::binary(vec![1])).await.expect("sent");
    assert_eq!(odd.closed().await, 4400);
    assert_eq!(stand.socket(super::PROTOCOL).await.closed().await, 4408, "silence");
}

#[tokio::test]
async fn queries_run_over_the_socket_too() {
    let stand = Stand::open(|_| {}).await;
    let mut socket = stand.ready().await;
    socket.subscribe("q", "query ($t: String!) { echo(text: $t) }", json!({"t": "ñ"})).await;
    assert_eq!(
        socket.receive().await,
        json!({"id": "q", "type": "next", "payload": {"data": {"echo": "ñ"}}})
    );
    assert_eq!(socket.receive().await, json!({"id": "q", "type": "complete"}));
    socket.subscribe("q", "{ nothing }", json!({})).await;
    let refused = socket.receive().await;
    assert_eq!((&refused["type"], &refused["id"]), (&json!("error"), &json!("q")));
}

const CHANGES: &str = "subscription ($after: Int) { changes(after: $after) }";

#[tokio::test]
async fn a_subscription_resumes_from_its_cursor_and_goes_on_live() {
    let stand = Stand::open(|_| {}).await;
    (0..3).for_each(|_| stand.commit());
    let mut socket = stand.ready().await;
    socket.subscribe("s", CHANGES, json!({"after": 1})).await;
    for n in 2..=3 {
        assert_eq!(socket.receive().await["payload"]["data"]["n"], n);
    }
    stand.commit();
    assert_eq!(socket.receive().await["payload"]["data"]["n"], 4);
    socket.subscribe("s", CHANGES, json!({})).await;
    assert_eq!(socket.closed().await, 4409);
}

#[tokio::test]
async fn a_cursor_that_cannot_be_served_ends_with_one_error() {
    let stand = Stand::open(|_| {}).await;
    let mut socket = stand.ready().await;
    socket.subscribe("s", CHANGES, json!({"after": "moon"})).await;
    let refused = socket.receive().await;
    assert_eq!((&refused["type"], &refused["id"]), (&json!("error"), &json!("s")));
    socket.subscribe("s", "{ __typename }", json!({})).await;
    assert_eq!(socket.receive().await["type"], "next", "the id is free and nothing else came");
}

#[tokio::test]
async fn a_completed_subscription_sends_nothing_more() {
    let stand = Stand::open(|_| {}).await;
    let mut socket = stand.ready().await;
    socket.subscribe("s", CHANGES, json!({})).await;
    socket.send(json!({"type": "complete", "id": "s"})).await;
    socket.send(json!({"type": "ping"})).await;
    assert_eq!(
        socket.receive().await,
        json!({"type": "pong"}),
        "what came before the ping was handled"
    );
    stand.commit();
    socket.send(json!({"type": "ping"})).await;
    assert_eq!(socket.receive().await["type"], "pong");
}

fn somebody() -> Arc<Viewer> {
    let nil = uuid::Uuid::nil();
    let (email, display_name) = (String::new(), String::new());
    let seats = Vec::new();
    Arc::new(Viewer {
        person: domain::PersonId(nil),
        session: nil,
        via: identity::Via::Session,
        email,
        display_name,
        lang: domain::Lang::En,
        seats,
    })
}

#[tokio::test]
async fn a_session_that_ends_ends_its_subscriptions_at_once() {
    let stand = Stand::open(|_| {}).await;
    *stand.toy.open_to.lock() = Some(somebody());
    let mut socket = stand.socket(super::PROTOCOL).await;
    socket.send(json!({"type": "connection_init", "payload": {"token": "token"}})).await;
    assert_eq!(socket.receive().await["type"], "connection_ack");
    socket.subscribe("s", CHANGES, json!({"after": 0})).await;
    stand.commit();
    assert_eq!(socket.receive().await["payload"]["data"]["n"], 1);
    *stand.toy.open_to.lock() = None;
    stand.toy.rights.send_modify(|version| *version += 1);
    stand.commit();
    assert_eq!(socket.closed().await, 4403);
}

#[tokio::test]
async fn rights_that_change_do_not_double_or_lose_a_change() {
    let stand = Stand::open(|_| {}).await;
    *stand.toy.open_to.lock() = Some(somebody());
    let mut socket = stand.socket(super::PROTOCOL).await;
    socket.send(json!({"type": "connection_init", "payload": {"token": "token"}})).await;
    socket.receive().await;
    socket.subscribe("s", CHANGES, json!({"after": 0})).await;
    for n in 1..=20 {
        let other = Viewer {
            person: domain::PersonId(uuid::Uuid::from_u128(n)),
            ..Viewer::clone(&somebody())
        };
        *stand.toy.open_to.lock() = Some(Arc::new(other));
        stand.toy.rights.send_modify(|version| *version += 1);
        stand.commit();
        assert_eq!(socket.receive().await["payload"]["data"]["n"], json!(n));
    }
}

#[tokio::test]
async fn a_stopping_node_says_goodbye_with_1001_and_takes_no_new_connection() {
    let stand = Stand::open(|_| {}).await;
    let mut socket = stand.ready().await;
    stand.stop.send_replace(true);
    assert_eq!(socket.closed().await, 1001);
    let request =
        format!("ws://{}/graphql", stand.address).into_client_request().expect("a request");
    assert!(connect_async(request).await.is_err());
}

#[tokio::test]
async fn more_connections_than_allowed_are_refused() {
    let stand = Stand::open(|config| config.limits.connections = 1).await;
    let _first = stand.ready().await;
    let request =
        format!("ws://{}/graphql", stand.address).into_client_request().expect("a request");
    assert!(connect_async(request).await.is_err());
}

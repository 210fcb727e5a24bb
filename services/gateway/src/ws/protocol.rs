//! The state machine of graphql-transport-ws: what a client's message means at this moment, without any socket.

use std::collections::HashSet;
use std::fmt::Display;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};

/// A close code of the protocol, with the reason that is sent along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Close {
    pub(super) code: u16,
    pub(super) reason: String,
}

impl Close {
    pub(super) fn new(code: u16, reason: impl Into<String>) -> Self {
        Self { code, reason: reason.into() }
    }
}

/// What to do after a message.
#[derive(Debug, PartialEq)]
pub(super) enum Step {
    Nothing,
    Send(String),
    /// Authenticate with the payload, then answer [`Protocol::acknowledge`].
    Initialise(Option<Value>),
    Start {
        id: Arc<str>,
        payload: Value,
    },
    Stop(Arc<str>),
    Close(Close),
}

/// Where a connection stands.
pub(super) struct Protocol {
    phase: Phase,
    running: HashSet<Arc<str>>,
    most: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Fresh,
    Initialising,
    Ready,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Message {
    ConnectionInit { payload: Option<Value> },
    Ping { payload: Option<Value> },
    Pong,
    Subscribe { id: String, payload: Value },
    Complete { id: String },
}

impl Protocol {
    /// A fresh connection that may run `most` operations at a time.
    pub(super) fn new(most: usize) -> Self {
        Self { phase: Phase::Fresh, running: HashSet::new(), most }
    }

    /// True until the client has said `connection_init`.
    pub(super) fn is_fresh(&self) -> bool {
        self.phase == Phase::Fresh
    }

    /// The client's text, by the rules of the protocol.
    pub(super) fn receive(&mut self, text: &str) -> Step {
        let message = match serde_json::from_str(text) {
            Ok(message) => message,
            Err(error) => {
                return Step::Close(Close::new(4400, format!("invalid message: {error}")));
            }
        };
        match message {
            Message::ConnectionInit { payload } if self.phase == Phase::Fresh => {
                self.phase = Phase::Initialising;
                Step::Initialise(payload)
            }
            Message::ConnectionInit { .. } => {
                Step::Close(Close::new(4429, "too many initialisation requests"))
            }
            Message::Ping { payload: None } => Step::Send(json!({"type": "pong"}).to_string()),
            Message::Ping { payload: Some(payload) } => {
                Step::Send(json!({"type": "pong", "payload": payload}).to_string())
            }
            Message::Pong => Step::Nothing,
            Message::Subscribe { id, payload } => self.subscribe(&id, payload),
            Message::Complete { id } => {
                let id: Arc<str> = id.into();
                if self.running.remove(&id) { Step::Stop(id) } else { Step::Nothing }
            }
        }
    }

    fn subscribe(&mut self, id: &str, payload: Value) -> Step {
        if self.phase != Phase::Ready {
            return Step::Close(Close::new(4401, "unauthorized: send connection_init first"));
        }
        if id.is_empty() {
            return Step::Close(Close::new(4400, "invalid message: the id is empty"));
        }
        let id: Arc<str> = id.into();
        if self.running.contains(&id) {
            return Step::Close(Close::new(4409, format!("subscriber for {id} already exists")));
        }
        if self.running.len() >= self.most {
            let text = format!("at most {} operations run at a time in one connection", self.most);
            let errors =
                json!([{ "message": text, "extensions": { "code": "TOO_MANY_OPERATIONS" } }]);
            return Step::Send(error(&id, errors));
        }
        self.running.insert(Arc::clone(&id));
        Step::Start { id, payload }
    }

    /// The answer to a `connection_init` that was accepted.
    pub(super) fn acknowledge(&mut self) -> String {
        self.phase = Phase::Ready;
        json!({"type": "connection_ack"}).to_string()
    }

    /// An operation ended from this side; true when the client still counted on it.
    pub(super) fn finished(&mut self, id: &str) -> bool {
        self.running.remove(id)
    }
}

/// A result; `payload` is JSON.
pub(super) fn next(id: &str, payload: &str) -> String {
    frame(id, "next", payload)
}

/// The one and final message of an operation that did not begin or broke off; `errors` is a JSON array.
pub(super) fn error(id: &str, errors: impl Display) -> String {
    frame(id, "error", errors)
}

/// The end of an operation.
pub(super) fn complete(id: &str) -> String {
    json!({"type": "complete", "id": id}).to_string()
}

fn frame(id: &str, kind: &str, payload: impl Display) -> String {
    let id = Value::from(id);
    format!(r#"{{"id":{id},"type":"{kind}","payload":{payload}}}"#)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Protocol, Step, error, next};

    fn ready() -> Protocol {
        let mut protocol = Protocol::new(2);
        assert_eq!(protocol.receive(r#"{"type":"connection_init"}"#), Step::Initialise(None));
        protocol.acknowledge();
        protocol
    }

    fn code(step: Step) -> u16 {
        match step {
            Step::Close(close) => close.code,
            other => panic!("not closed: {other:?}"),
        }
    }

    fn subscribe(id: &str) -> String {
        json!({"type": "subscribe", "id": id, "payload": {"query": "{ a }"}}).to_string()
    }

    #[test]
    fn a_message_that_is_none_closes_with_4400() {
        for text in [
            "",
            "x",
            "[]",
            "{}",
            r#"{"type":"start"}"#,
            r#"{"type":"subscribe","id":1,"payload":{}}"#,
        ] {
            assert_eq!(code(ready().receive(text)), 4400, "{text}");
        }
        assert_eq!(code(ready().receive(&subscribe(""))), 4400);
    }

    #[test]
    fn a_subscription_before_the_acknowledgement_closes_with_4401() {
        assert_eq!(code(Protocol::new(2).receive(&subscribe("a"))), 4401);
    }

    #[test]
    fn a_second_initialisation_closes_with_4429_even_before_the_acknowledgement() {
        assert_eq!(code(ready().receive(r#"{"type":"connection_init","payload":{}}"#)), 4429);
        let mut protocol = Protocol::new(2);
        protocol.receive(r#"{"type":"connection_init"}"#);
        assert_eq!(code(protocol.receive(r#"{"type":"connection_init"}"#)), 4429);
    }

    #[test]
    fn an_id_in_use_closes_with_4409_and_is_free_again_after_its_end() {
        let mut protocol = ready();
        assert!(matches!(protocol.receive(&subscribe("a")), Step::Start { .. }));
        assert!(protocol.finished("a"));
        assert!(matches!(protocol.receive(&subscribe("a")), Step::Start { .. }));
        assert_eq!(code(protocol.receive(&subscribe("a"))), 4409);
    }

    #[test]
    fn the_client_ends_an_operation_once() {
        let mut protocol = ready();
        protocol.receive(&subscribe("a"));
        let complete = r#"{"type":"complete","id":"a"}"#;
        assert_eq!(protocol.receive(complete), Step::Stop("a".into()));
        assert_eq!(protocol.receive(complete), Step::Nothing);
        assert!(!protocol.finished("a"));
    }

    #[test]
    fn more_operations_than_allowed_are_refused_one_by_one() {
        let mut protocol = ready();
        protocol.receive(&subscribe("a"));
        protocol.receive(&subscribe("b"));
        let Step::Send(text) = protocol.receive(&subscribe("c")) else { panic!("told") };
        let message: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!((&message["type"], &message["id"]), (&json!("error"), &json!("c")));
        assert_eq!(message["payload"][0]["extensions"]["code"], "TOO_MANY_OPERATIONS");
    }

    #[test]
    fn a_ping_is_answered_with_its_payload_at_any_time() {
        let mut protocol = Protocol::new(1);
        assert_eq!(protocol.receive(r#"{"type":"ping"}"#), Step::Send(r#"{"type":"pong"}"#.into()));
        let Step::Send(text) = protocol.receive(r#"{"type":"ping","payload":{"a":1}}"#) else {
            panic!("told")
        };
        assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON")["payload"]["a"], 1);
        assert_eq!(protocol.receive(r#"{"type":"pong"}"#), Step::Nothing);
    }

    #[test]
    fn any_message_in_any_order_is_answered_without_a_panic() {
        bolero::check!().with_type().for_each(|messages: &Vec<(u8, Vec<u8>)>| {
            let mut protocol = Protocol::new(2);
            for (kind, bytes) in messages {
                let text = String::from_utf8_lossy(bytes);
                let known = ["connection_init", "ping", "pong", "subscribe", "complete"];
                let message = match known.get(usize::from(*kind % 7)) {
                    Some(kind) => {
                        json!({"type": kind, "id": text, "payload": {"query": text}}).to_string()
                    }
                    None => text.into_owned(),
                };
                if let Step::Initialise(_) = protocol.receive(&message) {
                    protocol.acknowledge();
                }
            }
        });
    }

    #[test]
    fn an_id_is_any_text() {
        let id = "a\"\\\u{1f30a}\n";
        for text in [next(id, r#"{"data":null}"#), error(id, "[]")] {
            let message: Value = serde_json::from_str(&text).expect("JSON");
            assert_eq!(message["id"], id);
        }
    }
}

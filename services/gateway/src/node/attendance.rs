//! Somebody's open page: puts them down as present and runs their document over who is here, as often as it is asked.

use async_graphql::parser::parse_query;
use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{Error, Pos, Request, Response, ServerError, Variables};
use async_trait::async_trait;
use futures_util::StreamExt as _;
use parking_lot::Mutex;
use readmodel::cooperation::id_of;
use tokio::sync::watch;
use uuid::Uuid;

use crate::engine::Attendance;
use crate::graph::presence::crowded;
use crate::graph::world::Asker;
use crate::graph::{Api, HereNow, PresenceRequest};
use crate::presence::{Presence, Stay};

/// A subscription to who is here.
pub(super) struct Attended {
    api: Api,
    presence: Presence,
    cooperation: Uuid,
    query: String,
    document: Option<ExecutableDocument>,
    operation_name: Option<String>,
    variables: Variables,
    stay: Mutex<Option<Stay>>,
    bell: watch::Receiver<u64>,
}

impl Attended {
    /// Begins it for whoever may know who is here: nobody else is put down.
    pub(super) async fn begin(
        api: Api,
        presence: &Presence,
        request: &Request,
        wish: PresenceRequest,
        asker: &Asker,
    ) -> Result<Self, Vec<ServerError>> {
        let mut attended = Self {
            api,
            presence: presence.clone(),
            cooperation: id_of(wish.cooperation),
            query: request.query.clone(),
            document: parse_query(&request.query).ok(),
            operation_name: request.operation_name.clone(),
            variables: request.variables.clone(),
            stay: Mutex::new(None),
            bell: watch::Sender::new(0).subscribe(),
        };
        attended.list(asker).await?;
        let told = |error: Error| vec![error.into_server_error(Pos::default())];
        let person = asker.themselves().expect("nobody else is let know who is here");
        let stay = presence.open(attended.cooperation, person, wish.focus);
        let stay = stay.map_err(|_| told(crowded()))?;
        attended.bell = stay.bell();
        *attended.stay.get_mut() = Some(stay);
        Ok(attended)
    }

    fn request(&self, asker: &Asker) -> Request {
        let mut request = Request::new(self.query.clone()).variables(self.variables.clone());
        request.operation_name.clone_from(&self.operation_name);
        if let Some(document) = &self.document {
            request.set_parsed_query(document.clone());
        }
        request.data(asker.clone()).data(HereNow(self.presence.here(self.cooperation)))
    }
}

#[async_trait]
impl Attendance for Attended {
    async fn list(&self, asker: &Asker) -> Result<String, Vec<ServerError>> {
        let mut answers = self.api.execute_stream(self.request(asker));
        let silent = || Response::from_errors(vec![ServerError::new("nothing was answered", None)]);
        let answer = answers.next().await.unwrap_or_else(silent);
        if answer.is_err() {
            return Err(answer.errors);
        }
        Ok(serde_json::to_string(&answer).expect("an answer is JSON"))
    }

    fn bell(&self) -> watch::Receiver<u64> {
        self.bell.clone()
    }

    fn ring(&self) {
        self.presence.ring(self.cooperation);
    }

    fn leave(&self) {
        if let Some(stay) = self.stay.lock().take() {
            stay.end();
        }
    }
}

//! A connection's loop: one task, no queue of its own. It reads, runs operations and writes; while a slow client makes
//! it wait nothing is pulled for it, and what it missed it gets from the record.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use bytes::Bytes;
use domain::PersonId;
use futures_util::{FutureExt, SinkExt, StreamExt};
use identity::Via;
use jiff::Timestamp;
use serde_json::Value;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_stream::StreamMap;

use super::operation::{self, Event, Events};
use super::protocol::{Close, Protocol, Step, complete, error, next};
use crate::graph::world::Asker;
use crate::http::{Front, Pass};

/// Messages written before the socket is flushed.
const AT_ONCE: usize = 64;

/// An open connection.
pub(super) struct Connection {
    front: Arc<Front>,
    asker: Asker,
    socket: WebSocket,
    protocol: Protocol,
    operations: StreamMap<Arc<str>, Events>,
    /// When the client was last heard.
    heard: Instant,
    /// True when a ping went out since then.
    pinged: bool,
    /// When the token ends by which the client came.
    until: Option<Instant>,
    /// Messages of the client within the second that began then.
    counted: (Instant, u32),
    /// Counts for the person whose connection it is.
    pass: Option<Pass<PersonId>>,
}

/// Why the loop ends: with a close frame, or because nobody listens any more.
enum End {
    Close(Close),
    Gone,
}

impl Connection {
    pub(super) fn new(front: Arc<Front>, asker: Asker, socket: WebSocket) -> Self {
        let protocol = Protocol::new(front.config.limits.operations_per_connection);
        let operations = StreamMap::new();
        let now = Instant::now();
        let (heard, pinged, until) = (now, false, end_of(&asker));
        let (counted, pass) = ((now, 0), None);
        Self { front, asker, socket, protocol, operations, heard, pinged, until, counted, pass }
    }

    /// Serves until either side ends it.
    pub(super) async fn run(mut self: Box<Self>, spoken: bool) {
        let counted = self.count_person();
        let end = if let Err(crowded) = counted {
            crowded
        } else if spoken {
            let stopping = self.front.stopping.clone();
            self.serve(stopping).await
        } else {
            Close::new(4406, format!("sub-protocol not acceptable: use {}", super::PROTOCOL)).into()
        };
        self.operations.clear();
        if let End::Close(close) = end {
            Box::pin(self.close(close)).await;
        }
    }

    /// What happens seldom is on the heap while it happens: this future is as large as its largest branch, for ever.
    async fn serve(&mut self, mut stopping: watch::Receiver<bool>) -> End {
        loop {
            let deadline = self.deadline();
            let result = tokio::select! {
                message = self.socket.recv() => match message {
                    Some(Ok(message)) => Box::pin(self.receive(message)).await,
                    // Too long, not UTF-8, not a frame: told, in case the client still listens.
                    Some(Err(error)) => Err(Close::new(4400, format!("invalid message: {error}")).into()),
                    None => Err(End::Gone),
                },
                Some((id, event)) = self.operations.next() => {
                    Box::pin(self.deliver(id, event)).await
                }
                () = sleep_until(deadline) => Box::pin(self.silent()).await,
                () = stopped(&mut stopping) => {
                    Err(Close::new(1001, "the node is stopping; come back").into())
                }
            };
            if let Err(end) = result {
                return end;
            }
        }
    }

    fn deadline(&self) -> Instant {
        let limits = &self.front.config.limits;
        let seconds = match (self.protocol.is_fresh(), self.pinged) {
            (true, _) => limits.init_seconds,
            (false, false) => limits.ping_seconds,
            (false, true) => limits.ping_seconds * 2,
        };
        let silence = self.heard + Duration::from_secs(seconds);
        self.until.map_or(silence, |until| until.min(silence))
    }

    /// The deadline has passed without a word from the client.
    async fn silent(&mut self) -> Result<(), End> {
        if self.until.is_some_and(|until| until <= Instant::now()) {
            return Err(Close::new(4403, "forbidden: the token has ended").into());
        }
        if self.protocol.is_fresh() {
            return Err(Close::new(4408, "connection initialisation timeout").into());
        }
        if self.pinged {
            return Err(Close::new(1001, "no sign of life").into());
        }
        self.pinged = true;
        self.write(Message::Ping(Bytes::new())).await
    }

    /// Counts a message against the limit of a second.
    fn count_message(&mut self) -> Result<(), End> {
        let now = Instant::now();
        let (begun, count) = &mut self.counted;
        if now.duration_since(*begun) >= Duration::from_secs(1) {
            (*begun, *count) = (now, 0);
        }
        *count += 1;
        let most = self.front.config.limits.messages_per_second;
        if *count > most {
            let text = format!("too many messages: at most {most} a second");
            return Err(Close::new(4429, text).into());
        }
        Ok(())
    }

    /// Counts the connection for the person whose it is now.
    fn count_person(&mut self) -> Result<(), End> {
        let person = self.asker.holder.as_ref().map(|holder| holder.person);
        if self.pass.as_ref().map(Pass::key) == person.as_ref() {
            return Ok(());
        }
        // Given back first: a connection that changes hands is still one.
        self.pass = None;
        let Some(person) = person else {
            return Ok(());
        };
        self.pass = self.front.gate.people.enter(person);
        let crowded = || Close::new(4429, "too many connections of one person");
        self.pass.is_some().then_some(()).ok_or_else(|| crowded().into())
    }

    async fn receive(&mut self, message: Message) -> Result<(), End> {
        self.count_message()?;
        // Until connection_init the clock runs from the beginning, whatever else is sent.
        if !self.protocol.is_fresh() {
            self.heard = Instant::now();
            self.pinged = false;
        }
        let step = match message {
            Message::Text(text) => self.protocol.receive(&text),
            Message::Binary(_) => Step::Close(Close::new(4400, "invalid message: expected text")),
            Message::Ping(_) | Message::Pong(_) => Step::Nothing,
            Message::Close(_) => return Err(End::Gone),
        };
        match step {
            Step::Nothing => Ok(()),
            Step::Send(text) => self.write(Message::text(text)).await,
            Step::Initialise(payload) => self.initialise(payload.as_ref()).await,
            Step::Start { id, payload } => {
                let events = operation::start(&self.front, &self.asker, payload);
                self.operations.insert(id, events);
                Ok(())
            }
            Step::Stop(id) => {
                self.operations.remove(&id);
                Ok(())
            }
            Step::Close(close) => Err(close.into()),
        }
    }

    /// A token in the payload (`{"authorization": "Bearer …"}` or `{"token": "…"}`) overrides the cookie.
    async fn initialise(&mut self, payload: Option<&Value>) -> Result<(), End> {
        let text = |name| payload.and_then(|payload| payload.get(name)).and_then(Value::as_str);
        let bearer = text("authorization").or_else(|| text("Authorization"));
        let token = bearer
            .map(|value| value.strip_prefix("Bearer ").unwrap_or(value))
            .or_else(|| text("token"));
        if let Some(token) = token {
            self.become_viewer(Some(token.to_owned()))?;
        }
        self.heard = Instant::now();
        let text = self.protocol.acknowledge();
        self.write(Message::text(text)).await
    }

    fn become_viewer(&mut self, token: Option<String>) -> Result<(), End> {
        let Some(token) = token else {
            self.asker.forget();
            self.until = None;
            return self.count_person();
        };
        let found = self.front.engine.viewer(&token).map_err(|error| {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "a session could not be read"
            );
            Close::new(4500, "something went wrong here")
        })?;
        let holder = found.ok_or_else(|| Close::new(4403, "forbidden: the session is over"))?;
        self.asker.admit(holder, token);
        self.asker.lang = self.asker.viewer.as_ref().map_or(self.asker.lang, |viewer| viewer.lang);
        self.until = end_of(&self.asker);
        self.count_person()
    }

    /// Writes an event and whatever else is ready, then flushes once.
    async fn deliver(&mut self, id: Arc<str>, event: Event) -> Result<(), End> {
        let mut ready = Some((id, event));
        let mut written = 0;
        while let Some((id, event)) = ready.take() {
            if let Some(text) = self.worded(&id, event)? {
                self.feed(Message::text(text)).await?;
            }
            written += 1;
            if written < AT_ONCE {
                ready = self.operations.next().now_or_never().flatten();
            }
        }
        let patience = self.patience();
        answered(&timeout(patience, self.socket.flush()).await)
    }

    /// The messages that an event becomes, and what it means for the connection.
    fn worded(&mut self, id: &Arc<str>, event: Event) -> Result<Option<String>, End> {
        match event {
            Event::Next(payload) => Ok(Some(next(id, &payload))),
            Event::Failed(errors) => {
                self.operations.remove(id);
                Ok(self.protocol.finished(id).then(|| error(id, errors)))
            }
            Event::Complete => Ok(self.protocol.finished(id).then(|| complete(id))),
            Event::SessionOver => Err(Close::new(4403, "forbidden: the session is over").into()),
            Event::Session(token) => self.become_viewer(token).map(|()| None),
        }
    }

    fn patience(&self) -> Duration {
        Duration::from_secs(self.front.config.limits.write_seconds)
    }

    async fn feed(&mut self, message: Message) -> Result<(), End> {
        let patience = self.patience();
        answered(&timeout(patience, self.socket.feed(message)).await)
    }

    async fn write(&mut self, message: Message) -> Result<(), End> {
        let patience = self.patience();
        answered(&timeout(patience, self.socket.send(message)).await)
    }

    async fn close(&mut self, close: Close) {
        // A close frame holds at most 123 bytes of reason.
        let cut = close.reason.floor_char_boundary(123);
        let reason = close.reason[..cut].into();
        let frame = Message::Close(Some(CloseFrame { code: close.code, reason }));
        let farewell = async {
            self.socket.send(frame).await?;
            while let Some(Ok(message)) = self.socket.recv().await {
                if matches!(message, Message::Close(_)) {
                    break;
                }
            }
            Ok::<(), axum::Error>(())
        };
        if timeout(Duration::from_secs(2), farewell).await.is_err() {
            tracing::debug!(code = close.code, "a client did not answer the close frame");
        }
    }
}

/// When the token ends by which `asker` came, if by one.
fn end_of(asker: &Asker) -> Option<Instant> {
    let Via::Token { until, .. } = asker.holder.as_ref()?.via else {
        return None;
    };
    let left = Duration::try_from(until.duration_since(Timestamp::now())).unwrap_or_default();
    Instant::now().checked_add(left)
}

/// Ends when the node is stopping, or is gone already.
async fn stopped(stopping: &mut watch::Receiver<bool>) {
    stopping.wait_for(|stopping| *stopping).await.map(drop).unwrap_or_default();
}

impl From<Close> for End {
    fn from(close: Close) -> Self {
        Self::Close(close)
    }
}

/// A client that accepts nothing for too long is told 4410, should it still listen, and resumes from its cursor.
fn answered(
    written: &Result<Result<(), axum::Error>, tokio::time::error::Elapsed>,
) -> Result<(), End> {
    match written {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(End::Gone),
        Err(_) => Err(Close::new(4410, "too slow: resume from your last cursor").into()),
    }
}

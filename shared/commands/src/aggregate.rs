//! Loads one kind of aggregate by folding its stream, and runs decisions against it.

use std::sync::Arc;

use domain::{Author, Context, Event, Refusal, codec};
use eventlog::{
    Appended, CommandId, Commit, EventLog, Json, LogError, Position, StoredEvent, StreamId,
};
use jiff::tz::TimeZone;
use moka::sync::Cache;

use crate::{Clock, Fault, Outcome, part_of};

/// How often a decision is made anew when somebody else changed the record meanwhile.
const ATTEMPTS: u32 = 4;
/// Commits read at a time while folding a stream.
const PAGE: usize = 256;
/// Folded aggregates kept in memory, per kind.
const CACHED: u64 = 4_096;

/// Who asks for what to be done where.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Who acts.
    pub author: Author,
    /// The client's identifier of the act.
    pub command_id: CommandId,
    /// The aggregate's stream.
    pub stream: StreamId,
}

/// The streams of one kind of aggregate, with the folded state of those lately used.
pub struct Aggregate<S> {
    log: Arc<dyn EventLog>,
    clock: Clock,
    fold: fn(S, &Event) -> S,
    cache: Cache<StreamId, (Position, Arc<S>)>,
}

impl<S: Default + Clone + Send + Sync + 'static> Aggregate<S> {
    /// Aggregates in `log` folded by `fold`, which ignores the events of other kinds.
    pub fn new(log: Arc<dyn EventLog>, clock: Clock, fold: fn(S, &Event) -> S) -> Self {
        Self { log, clock, fold, cache: Cache::new(CACHED) }
    }

    /// The clock that decisions are dated by.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The present state of a stream and the position of its last commit (0: no such stream).
    ///
    /// # Errors
    /// When the log fails or holds an event that this version cannot read.
    pub async fn load(&self, stream: &StreamId) -> Result<(Position, Arc<S>), Fault> {
        let (mut at, mut state) = self.cache.get(stream).unwrap_or_default();
        loop {
            let commits = self.log.read_stream(stream, at, PAGE).await?;
            let Some(last) = commits.last() else {
                return Ok((at, state));
            };
            at = last.position;
            let mut folded = Arc::unwrap_or_clone(state);
            for event in commits.iter().flat_map(|recorded| &recorded.commit.events) {
                let event = codec::decode(&event.name, event.version, event.payload.get())?;
                folded = (self.fold)(folded, &event);
            }
            state = Arc::new(folded);
            self.cache.insert(stream.clone(), (at, Arc::clone(&state)));
            if commits.len() < PAGE {
                return Ok((at, state));
            }
        }
    }

    /// Decides and appends. `remarks` is asked with the state the decision was made on.
    ///
    /// What is in memory is decided on without asking the log: an append to a stream that has moved on meets a conflict,
    /// and before a refusal is given the log is asked whether the command was carried out before and what came since.
    ///
    /// # Errors
    /// A [`Fault`] when the log fails, or when others were quicker [`ATTEMPTS`] times in a row.
    pub async fn run(
        &self,
        ask: Ask,
        decide: impl Fn(&S, &Context) -> Result<Vec<Event>, Refusal>,
        remarks: impl Fn(&S, &Context) -> Vec<Refusal>,
    ) -> Result<Outcome, Fault> {
        let mut remembered = self.cache.get(&ask.stream);
        let mut attempts = 0;
        while attempts < ATTEMPTS {
            let (fresh, (expected, state)) = match remembered.take() {
                Some(remembered) => (false, remembered),
                None => (true, self.load(&ask.stream).await?),
            };
            attempts += u32::from(fresh);
            let context = self.context(&ask);
            let decided = decide(&state, &context);
            let events = match decided {
                Ok(events) if !events.is_empty() => events,
                nothing => {
                    if let Some(outcome) = self.before(&ask).await? {
                        return Ok(outcome);
                    }
                    match nothing {
                        _ if !fresh => continue,
                        Err(refusal) => return Ok(Outcome::refused(refusal)),
                        Ok(_) => {
                            let remarks = remarks(&state, &context);
                            return Ok(Outcome::Done {
                                position: expected,
                                repeated: false,
                                remarks,
                            });
                        }
                    }
                }
            };
            match self.log.append(commit(&ask, &context, &events), expected).await {
                Ok(Appended { position: at, repeated: true }) => {
                    let what = "a command that the log has is not found by its id".to_owned();
                    let lost = || LogError::Damaged { at, what }.into();
                    return self.before(&ask).await?.ok_or_else(lost);
                }
                Ok(Appended { position, repeated: false }) => {
                    let remarks = remarks(&state, &context);
                    self.remember(ask.stream, position, state, &events);
                    return Ok(Outcome::Done { position, repeated: false, remarks });
                }
                Err(LogError::Conflict { .. }) => {}
                Err(fault) => return Err(fault.into()),
            }
        }
        Err(Fault::Busy { attempts: ATTEMPTS })
    }

    /// Keeps the state that an append has brought about.
    fn remember(&self, stream: StreamId, at: Position, before: Arc<S>, events: &[Event]) {
        let folded = events.iter().fold(Arc::unwrap_or_clone(before), self.fold);
        self.cache.insert(stream, (at, Arc::new(folded)));
    }

    /// The outcome of a command that was carried out before: the same decision made on the state that the command itself
    /// brought about would refuse.
    async fn before(&self, ask: &Ask) -> Result<Option<Outcome>, Fault> {
        let Some(first) = self.log.find(ask.command_id).await? else {
            return Ok(None);
        };
        // Command ids are public in the feed: another person's is no repeat, whatever it was.
        let same = first.commit.stream == ask.stream
            && codec::decode_author(first.commit.author.get())?.person == ask.author.person;
        if !same {
            return Err(Fault::CommandReused(ask.command_id));
        }
        Ok(Some(Outcome::Done { position: first.position, repeated: true, remarks: Vec::new() }))
    }

    fn context(&self, ask: &Ask) -> Context {
        let now = self.clock.now();
        Context {
            now,
            today: now.to_zoned(TimeZone::UTC).date(),
            author: ask.author,
            new_id: part_of(ask.command_id, 0),
        }
    }
}

fn commit(ask: &Ask, context: &Context, events: &[Event]) -> Commit {
    Commit {
        command_id: ask.command_id,
        stream: ask.stream.clone(),
        at_ms: context.now.as_millisecond(),
        author: raw(codec::encode_author(&context.author)),
        events: events.iter().map(stored).collect(),
    }
}

fn stored(event: &Event) -> StoredEvent {
    let encoded = codec::encode(event);
    StoredEvent {
        name: encoded.name.into(),
        version: encoded.version,
        payload: raw(encoded.payload),
    }
}

fn raw(json: String) -> Json {
    Json::parse(json).expect("the codec writes JSON")
}

//! What follows from the events of a discussion.

use serde::{Deserialize, Serialize};

use super::{Event, Mention, Reaction};
use crate::access::Visibility;
use crate::cooperation::{About, Cooperation, Side};
use crate::ids::{MessageId, OrganisationId, PersonId, WordsId};

/// How it began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The cooperation it belongs to.
    pub cooperation: Cooperation,
    /// What of the cooperation it is about.
    pub about: About,
    /// The side that opened it.
    pub by: Side,
    /// Whether that side keeps it to itself.
    pub visibility: Visibility,
}

/// A message, without its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Which.
    pub id: MessageId,
    /// The side that speaks.
    pub by: Side,
    /// The party that speaks.
    pub organisation: OrganisationId,
    /// Who wrote it.
    pub person: Option<PersonId>,
    /// What it answers.
    pub reply_to: Option<MessageId>,
    /// True when an answer is asked for.
    pub asks: bool,
    /// Who is called on.
    pub mentions: Vec<Mention>,
    /// Its words as they were written one after the other; the last ones stand.
    pub words: Vec<WordsId>,
    /// Why it was taken back, if it was.
    pub withdrawn: Option<String>,
    /// The reactions of parties.
    pub reactions: Vec<(OrganisationId, Reaction)>,
}

impl Message {
    /// How often it was written anew.
    #[must_use]
    pub fn edition(&self) -> usize {
        self.words.len().saturating_sub(1)
    }
}

/// A discussion as decisions need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct State {
    /// How it began; `None` before.
    pub opening: Option<Opening>,
    /// Its messages, oldest first.
    pub messages: Vec<Message>,
    /// Why it was closed, while it is.
    pub closed: Option<String>,
}

impl State {
    /// One of its messages.
    #[must_use]
    pub fn message(&self, id: MessageId) -> Option<&Message> {
        self.messages.iter().find(|message| message.id == id)
    }

    fn change(&mut self, id: MessageId, change: impl FnOnce(&mut Message)) {
        if let Some(message) = self.messages.iter_mut().find(|message| message.id == id) {
            change(message);
        }
    }
}

/// The state after an event.
#[must_use]
pub fn evolve(mut state: State, event: &Event) -> State {
    match event {
        Event::Opened { cooperation, about, by, visibility } => {
            state.opening = Some(Opening {
                cooperation: *cooperation,
                about: *about,
                by: *by,
                visibility: *visibility,
            });
        }
        Event::Written { message, by, organisation, person, reply_to, asks, mentions } => {
            state.messages.push(Message {
                id: *message,
                by: *by,
                organisation: *organisation,
                person: *person,
                reply_to: *reply_to,
                asks: *asks,
                mentions: mentions.clone(),
                words: vec![WordsId(message.0)],
                withdrawn: None,
                reactions: Vec::new(),
            });
        }
        Event::Rewritten { message, words, mentions, .. } => state.change(*message, |known| {
            known.words.push(*words);
            known.mentions.clone_from(mentions);
        }),
        Event::Withdrawn { message, reason, .. } => {
            state.change(*message, |known| known.withdrawn = Some(reason.clone()));
        }
        Event::Reacted { message, organisation, reaction, .. } => {
            state.change(*message, |known| known.reactions.push((*organisation, *reaction)));
        }
        Event::ReactionTakenBack { message, organisation, reaction, .. } => {
            let gone = (*organisation, *reaction);
            state.change(*message, |known| known.reactions.retain(|one| *one != gone));
        }
        Event::Closed { reason, .. } => state.closed = Some(reason.clone()),
        Event::Reopened { .. } => state.closed = None,
    }
    state
}

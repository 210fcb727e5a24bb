//! What follows from a command in a discussion: events, or the reason why not.

use super::{EDITIONS, Event, MENTIONS, MESSAGES, Mention, Message, Reaction, State};
use crate::access::Visibility;
use crate::context::Context;
use crate::cooperation::{
    About, Cooperation, Party, Side, acting_side, check_remark_visibility, refuse, refuse_at,
    side_of, words,
};
use crate::ids::{MessageId, OrganisationId, WordsId};
use crate::refusal::Refusal;
use crate::rules;

/// What a decision needs from elsewhere, looked up by the service.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// The parties of the cooperation as they are now.
    pub parties: Vec<Party>,
}

/// Commands in discussions. Words are checked and kept by the service; the acting side follows from the author's organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Open a discussion with its first message.
    Open {
        /// The cooperation it belongs to.
        cooperation: Cooperation,
        /// What of the cooperation it is about.
        about: About,
        /// Whether one's own side keeps it to itself.
        visibility: Visibility,
        /// True when an answer is asked for.
        asks: bool,
        /// Who is called on.
        mentions: Vec<Mention>,
    },
    /// Write a message.
    Write {
        /// The message that it answers.
        reply_to: Option<MessageId>,
        /// True when an answer is asked for.
        asks: bool,
        /// Who is called on.
        mentions: Vec<Mention>,
    },
    /// Write one's own message anew.
    Rewrite {
        /// Which.
        message: MessageId,
        /// The edition that its author had before them.
        based_on: usize,
        /// Who is called on now.
        mentions: Vec<Mention>,
    },
    /// Take a message of one's own authority back.
    Withdraw {
        /// Which.
        message: MessageId,
        /// Why.
        reason: String,
    },
    /// React, or take the reaction back.
    React {
        /// To which message.
        message: MessageId,
        /// How.
        reaction: Reaction,
        /// False takes it back.
        on: bool,
    },
    /// Close it.
    Close {
        /// Why.
        reason: String,
    },
    /// Let it go on.
    Reopen {
        /// Why.
        reason: String,
    },
}

/// Decides on a command.
///
/// # Errors
/// The first rule that refuses it. A discussion that another side keeps to itself is refused as one that is not there.
pub fn decide(
    state: &State,
    command: Command,
    known: &Known,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let own = context.author.organisation();
    let by = acting_side(&known.parties, own)?;
    let organisation = own.ok_or_else(|| refuse(rules::C_NOT_A_PARTY))?;
    let ask = Ask { state, known, context, by, organisation };
    match command {
        Command::Open { cooperation, about, visibility, asks, mentions } => {
            if state.opening.is_some() {
                return Err(refuse(rules::C_EXISTS));
            }
            check_remark_visibility(visibility)?;
            ask.mentions(&mentions, visibility)?;
            let opened = Event::Opened { cooperation, about, by, visibility };
            Ok(vec![opened, ask.written(None, asks, mentions)])
        }
        Command::Write { reply_to, asks, mentions } => ask.write(reply_to, asks, mentions),
        Command::Rewrite { message, based_on, mentions } => {
            ask.rewrite(message, based_on, mentions)
        }
        Command::Withdraw { message, reason } => {
            ask.entered()?;
            let known = ask.message(message)?;
            if known.organisation != organisation {
                return Err(refuse(rules::TK_OWN));
            }
            words::reason(&reason)?;
            Ok(vec![Event::Withdrawn { message, by, reason }])
        }
        Command::React { message, reaction, on } => ask.react(message, reaction, on),
        Command::Close { reason } => {
            ask.open()?;
            words::reason(&reason)?;
            Ok(vec![Event::Closed { by, reason }])
        }
        Command::Reopen { reason } => {
            ask.entered()?;
            words::reason(&reason)?;
            if state.closed.is_none() {
                return Err(refuse(rules::TK_OPEN));
            }
            Ok(vec![Event::Reopened { by, reason }])
        }
    }
}

/// A command under decision: what is known and who asks.
struct Ask<'a> {
    state: &'a State,
    known: &'a Known,
    context: &'a Context,
    by: Side,
    organisation: OrganisationId,
}

impl Ask<'_> {
    /// The visibility of a discussion that the acting side can see.
    fn entered(&self) -> Result<Visibility, Refusal> {
        let opening = self.state.opening.as_ref();
        let seen = opening.filter(|it| it.visibility != Visibility::Side || it.by == self.by);
        seen.map(|it| it.visibility).ok_or_else(|| refuse(rules::C_NOTHING))
    }

    fn open(&self) -> Result<Visibility, Refusal> {
        let visibility = self.entered()?;
        if self.state.closed.is_some() {
            return Err(refuse(rules::TK_CLOSED));
        }
        Ok(visibility)
    }

    /// A message that stands.
    fn message(&self, id: MessageId) -> Result<&Message, Refusal> {
        let found = self.state.message(id).filter(|message| message.withdrawn.is_none());
        found.ok_or_else(|| refuse_at(rules::TK_GONE, "message"))
    }

    /// Parties of the cooperation; among one's own, of one's own side.
    fn mentions(&self, mentions: &[Mention], visibility: Visibility) -> Result<(), Refusal> {
        words::at_most(mentions.len(), MENTIONS, "mentions")?;
        for (index, mention) in mentions.iter().enumerate() {
            let side = side_of(&self.known.parties, mention.organisation);
            let fits = side.is_some_and(|side| visibility != Visibility::Side || side == self.by);
            if !fits {
                return Err(refuse_at(rules::TK_MENTION, format!("mentions.{index}")));
            }
        }
        Ok(())
    }

    fn written(&self, reply_to: Option<MessageId>, asks: bool, mentions: Vec<Mention>) -> Event {
        Event::Written {
            message: MessageId(self.context.new_id),
            by: self.by,
            organisation: self.organisation,
            person: self.context.author.person,
            reply_to,
            asks,
            mentions,
        }
    }

    fn write(
        &self,
        reply_to: Option<MessageId>,
        asks: bool,
        mentions: Vec<Mention>,
    ) -> Result<Vec<Event>, Refusal> {
        let visibility = self.open()?;
        words::at_most(self.state.messages.len() + 1, MESSAGES, "discussion")?;
        self.mentions(&mentions, visibility)?;
        if let Some(to) = reply_to
            && self.message(to)?.reply_to.is_some()
        {
            // One level: an answer to an answer answers what that one does.
            return Err(refuse_at(rules::TK_LEVEL, "replyTo"));
        }
        Ok(vec![self.written(reply_to, asks, mentions)])
    }

    fn rewrite(
        &self,
        message: MessageId,
        based_on: usize,
        mentions: Vec<Mention>,
    ) -> Result<Vec<Event>, Refusal> {
        let visibility = self.open()?;
        let found = self.message(message)?;
        let mine =
            found.organisation == self.organisation && found.person == self.context.author.person;
        if !mine {
            return Err(refuse(rules::TK_AUTHOR));
        }
        if found.edition() != based_on {
            return Err(refuse_at(rules::TK_MOVED, "basedOn"));
        }
        words::at_most(based_on + 1, EDITIONS, "message")?;
        self.mentions(&mentions, visibility)?;
        let words = WordsId(self.context.new_id);
        Ok(vec![Event::Rewritten { message, by: self.by, words, mentions }])
    }

    fn react(
        &self,
        message: MessageId,
        reaction: Reaction,
        on: bool,
    ) -> Result<Vec<Event>, Refusal> {
        self.entered()?;
        let (by, organisation) = (self.by, self.organisation);
        let there = self.message(message)?.reactions.contains(&(organisation, reaction));
        // What stands already is no new act.
        Ok(match (on, there) {
            (true, false) => vec![Event::Reacted { message, by, organisation, reaction }],
            (false, true) => vec![Event::ReactionTakenBack { message, by, organisation, reaction }],
            (true, true) | (false, false) => Vec::new(),
        })
    }
}

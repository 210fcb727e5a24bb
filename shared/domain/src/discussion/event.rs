//! What happened in a discussion.

use serde::{Deserialize, Serialize};

use super::{Mention, Reaction};
use crate::access::Visibility;
use crate::cooperation::{About, Cooperation, Side};
use crate::ids::{MessageId, OrganisationId, PersonId, WordsId};

/// Events of a discussion's stream `discussion/<id>`; the words are kept under the ids of discussion and message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A side opened it, for itself or for all.
    Opened {
        /// The cooperation it belongs to.
        cooperation: Cooperation,
        /// What of the cooperation it is about.
        about: About,
        /// The side.
        by: Side,
        /// Whether the side keeps it to itself. That never changes: what was said among one's own stays there.
        visibility: Visibility,
    },
    /// Somebody wrote a message.
    Written {
        /// Which.
        message: MessageId,
        /// The side that speaks.
        by: Side,
        /// The party that speaks.
        organisation: OrganisationId,
        /// Who wrote it and may write it anew.
        person: Option<PersonId>,
        /// The message that it answers.
        reply_to: Option<MessageId>,
        /// True when an answer is asked for.
        asks: bool,
        /// Who is called on.
        mentions: Vec<Mention>,
    },
    /// Who wrote a message wrote it anew; the earlier words are kept.
    Rewritten {
        /// Which.
        message: MessageId,
        /// The side that speaks.
        by: Side,
        /// The words that stand now; those first written have the message's own id.
        words: WordsId,
        /// Who is called on now.
        mentions: Vec<Mention>,
    },
    /// A message was taken back; its words are forgotten.
    Withdrawn {
        /// Which.
        message: MessageId,
        /// The side.
        by: Side,
        /// Why.
        reason: String,
    },
    /// A party reacted to a message.
    Reacted {
        /// To which.
        message: MessageId,
        /// The side.
        by: Side,
        /// The party.
        organisation: OrganisationId,
        /// How.
        reaction: Reaction,
    },
    /// A party took its reaction back.
    ReactionTakenBack {
        /// To which message.
        message: MessageId,
        /// The side.
        by: Side,
        /// The party.
        organisation: OrganisationId,
        /// Which.
        reaction: Reaction,
    },
    /// It was closed.
    Closed {
        /// The side.
        by: Side,
        /// Why.
        reason: String,
    },
    /// It goes on.
    Reopened {
        /// The side.
        by: Side,
        /// Why.
        reason: String,
    },
}

//! Inputs of acts on documents and in discussions.

use async_graphql::{ID, InputObject};
use domain::discussion::Mention;
use domain::{OrganisationId, Refusal};

use super::{ActingAs, id};
use crate::graph::enums::{Reaction, Role, Visibility};
use crate::graph::scalars::Uuid;

/// A document to give; its bytes are the body of a POST to `/documents`, which carries this out.
#[derive(Debug, Clone, InputObject)]
pub struct GiveDocumentInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    /// The cooperation, convention or project that a new document is about.
    pub subject: Option<ID>,
    /// The document of which this is another version, instead of `subject`.
    pub document: Option<ID>,
    /// Name of the file; a person's name has no place in it.
    pub name: String,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Who may see a new document; one's own side where it is left out.
    pub visibility: Option<Visibility>,
    /// What changed, for another version.
    pub reason: Option<String>,
}

/// A document that more people are to see: all partners, or everybody.
#[derive(Debug, Clone, InputObject)]
pub struct ShareDocumentInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub document: ID,
    pub visibility: Visibility,
    pub reason: String,
}

/// A document to take back.
#[derive(Debug, Clone, InputObject)]
pub struct WithdrawDocumentInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub document: ID,
    pub reason: String,
}

/// Who is called on: a party, or a function there.
#[derive(Debug, Clone, InputObject)]
pub struct MentionInput {
    pub organisation: ID,
    pub role: Option<Role>,
}

/// A discussion to open with its first message.
#[derive(Debug, Clone, InputObject)]
pub struct OpenDiscussionInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    /// The cooperation, convention or project that it is about.
    pub subject: ID,
    /// What it is about, in a few words.
    pub topic: String,
    /// The first message.
    pub words: String,
    /// `SIDE`: for one's own side alone, for ever; `PARTNERS`: for all sides.
    pub visibility: Visibility,
    /// True when an answer is asked for.
    #[graphql(default)]
    pub asks: bool,
    #[graphql(default)]
    pub mentions: Vec<MentionInput>,
}

/// A message to write.
#[derive(Debug, Clone, InputObject)]
pub struct WriteMessageInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub discussion: ID,
    pub words: String,
    /// The message that it answers.
    pub reply_to: Option<ID>,
    /// True when an answer is asked for.
    #[graphql(default)]
    pub asks: bool,
    #[graphql(default)]
    pub mentions: Vec<MentionInput>,
}

/// One's own message to write anew; the earlier words are kept.
#[derive(Debug, Clone, InputObject)]
pub struct RewriteMessageInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub discussion: ID,
    pub message: ID,
    /// The edition that one had before one.
    pub based_on: i32,
    pub words: String,
    #[graphql(default)]
    pub mentions: Vec<MentionInput>,
}

/// A message of one's own authority to take back; its words are forgotten.
#[derive(Debug, Clone, InputObject)]
pub struct WithdrawMessageInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub discussion: ID,
    pub message: ID,
    pub reason: String,
}

/// A reaction to a message, or to take back.
#[derive(Debug, Clone, InputObject)]
pub struct ReactInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub discussion: ID,
    pub message: ID,
    pub reaction: Reaction,
    /// False takes it back.
    pub on: bool,
}

/// A discussion to close or to open again.
#[derive(Debug, Clone, InputObject)]
pub struct DiscussionReasonInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub discussion: ID,
    pub reason: String,
}

/// How far one has read a discussion.
#[derive(Debug, Clone, InputObject)]
pub struct ReadDiscussionInput {
    pub discussion: ID,
    /// How many of its messages were seen, from the first on.
    pub messages: i32,
}

/// Who is called on, by their ids.
pub(crate) fn mentions(inputs: &[MentionInput]) -> Result<Vec<Mention>, Refusal> {
    let read = |(index, input): (usize, &MentionInput)| {
        let path = format!("mentions.{index}.organisation");
        let organisation: OrganisationId = id(&input.organisation, &path)?;
        Ok(Mention { organisation, role: input.role.map(Into::into) })
    };
    inputs.iter().enumerate().map(read).collect()
}

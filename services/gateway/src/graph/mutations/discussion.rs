//! Mutations in discussions. Words are kept with the people before the record names them, and dropped when it does not.

use async_graphql::{Context, ID, Object};
use commands::Outcome;
use domain::access::{Action, allows};
use domain::discussion::{Command, SUBJECT, WORDS};
use domain::{Author, DiscussionId, MessageId, Refusal, WordsId, rules};
use identity::NewWords;
use uuid::Uuid;

use super::desk::{Attempt, Desk, Stop, signed_in};
use super::session::simple;
use super::{DiscussionPayload, SimplePayload};
use crate::graph::discussion::mark;
use crate::graph::document::about;
use crate::graph::fault::Result as Answer;
use crate::graph::inputs::{
    DiscussionReasonInput, OpenDiscussionInput, ReactInput, ReadDiscussionInput,
    RewriteMessageInput, WithdrawMessageInput, WriteMessageInput, id, mentions, optional_id,
    unknown,
};
use crate::graph::view::{View, asker, world};

/// Acts in discussions.
#[derive(Default)]
pub struct TalkMutation;

#[Object]
impl TalkMutation {
    /// Opens a discussion with its first message.
    async fn open_discussion(
        &self,
        ctx: &Context<'_>,
        input: OpenDiscussionInput,
    ) -> Answer<DiscussionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let attempt = open(&desk, input).await;
        Ok(desk.settle(attempt).await?.into())
    }

    /// Writes a message in a discussion.
    async fn write_message(
        &self,
        ctx: &Context<'_>,
        input: WriteMessageInput,
    ) -> Answer<DiscussionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let attempt = write(&desk, input).await;
        Ok(desk.settle(attempt).await?.into())
    }

    /// Writes one's own message anew; the earlier words are kept.
    async fn rewrite_message(
        &self,
        ctx: &Context<'_>,
        input: RewriteMessageInput,
    ) -> Answer<DiscussionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let attempt = rewrite(&desk, input).await;
        Ok(desk.settle(attempt).await?.into())
    }

    /// Takes a message of one's own authority back: its words are forgotten, that there was one stays.
    async fn withdraw_message(
        &self,
        ctx: &Context<'_>,
        input: WithdrawMessageInput,
    ) -> Answer<DiscussionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let attempt = withdraw(&desk, input).await;
        Ok(desk.settle(attempt).await?.into())
    }

    /// Reacts to a message for one's party, or takes the reaction back.
    async fn react_to_message(
        &self,
        ctx: &Context<'_>,
        input: ReactInput,
    ) -> Answer<DiscussionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let attempt = react(&desk, input).await;
        Ok(desk.settle(attempt).await?.into())
    }

    /// Closes a discussion; any party that sees it may.
    async fn close_discussion(
        &self,
        ctx: &Context<'_>,
        input: DiscussionReasonInput,
    ) -> Answer<DiscussionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let command = Command::Close { reason: input.reason };
        let attempt = act(&desk, &input.discussion, command).await;
        Ok(desk.settle(attempt).await?.into())
    }

    /// Opens a closed discussion again.
    async fn reopen_discussion(
        &self,
        ctx: &Context<'_>,
        input: DiscussionReasonInput,
    ) -> Answer<DiscussionPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let command = Command::Reopen { reason: input.reason };
        let attempt = act(&desk, &input.discussion, command).await;
        Ok(desk.settle(attempt).await?.into())
    }

    /// Notes how far one has read a discussion: for oneself alone.
    async fn mark_discussion_read(
        &self,
        ctx: &Context<'_>,
        input: ReadDiscussionInput,
    ) -> Answer<SimplePayload> {
        simple(read(ctx, input).await)
    }
}

async fn read(ctx: &Context<'_>, input: ReadDiscussionInput) -> Result<(), Stop> {
    let person = signed_in(asker(ctx)?)?.person;
    let discussion: DiscussionId = id(&input.discussion, "discussion")?;
    let view = View::present(ctx).await?;
    if view.discussion(discussion).await?.is_none() {
        return Err(unknown("discussion", &input.discussion).into());
    }
    let read = input.messages.max(0).to_string();
    world(ctx)?.identity.mark_seen(person, &mark(discussion), &read)?;
    Ok(())
}

/// Words to keep for an act: their id, what they are of, and the most characters.
struct Words<'w> {
    id: WordsId,
    about: Uuid,
    text: &'w str,
    most: usize,
    path: &'static str,
}

/// Keeps words, carries out what names them, and drops what was not named after all.
async fn with_words(
    desk: &Desk<'_>,
    author: &Author,
    discussion: DiscussionId,
    command: Command,
    words: &[Words<'_>],
) -> Attempt<DiscussionId> {
    let person = desk.viewer()?.person;
    for one in words {
        fitting(one)?;
    }
    let identity = &desk.world.identity;
    let mut added = Vec::with_capacity(words.len());
    for one in words {
        let (id, about, text) = (one.id, one.about, one.text.trim());
        let new = NewWords { id, person, about, lang: desk.asker.lang, text };
        if identity.keep_words(new)? {
            added.push(id);
        }
    }
    let outcome = desk.world.discussions.handle(author, desk.command, discussion, command).await?;
    if matches!(outcome, Outcome::Refused(_)) {
        for id in added {
            identity.drop_words(id)?;
        }
    }
    Ok((discussion, outcome))
}

fn fitting(words: &Words<'_>) -> Result<(), Refusal> {
    let path = Some(words.path.to_owned());
    let text = words.text.trim();
    if text.is_empty() {
        return Err(Refusal { rule: rules::C_EMPTY_TEXT, path, detail: Vec::new() });
    }
    let controls = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.chars().count() > words.most || text.contains(controls) {
        let detail = vec![words.most.to_string()];
        return Err(Refusal { rule: rules::C_TEXT_LENGTH, path, detail });
    }
    Ok(())
}

/// What this command writes, by the id that the record will give it.
fn written(desk: &Desk<'_>) -> Uuid {
    commands::part_of(desk.command, 0)
}

async fn open(desk: &Desk<'_>, input: OpenDiscussionInput) -> Attempt<DiscussionId> {
    let author = talker(desk)?;
    let found = about(&desk.view().await?, &input.subject).await?;
    let (cooperation, about) = found.ok_or_else(|| unknown("subject", &input.subject))?;
    let discussion = DiscussionId(desk.created());
    let command = Command::Open {
        cooperation,
        about,
        visibility: input.visibility.into(),
        asks: input.asks,
        mentions: mentions(&input.mentions)?,
    };
    let (message, topic) = (written(desk), discussion.0);
    let words = [
        Words {
            id: WordsId(topic),
            about: topic,
            text: &input.topic,
            most: SUBJECT,
            path: "topic",
        },
        Words {
            id: WordsId(message),
            about: message,
            text: &input.words,
            most: WORDS,
            path: "words",
        },
    ];
    with_words(desk, &author, discussion, command, &words).await
}

async fn write(desk: &Desk<'_>, input: WriteMessageInput) -> Attempt<DiscussionId> {
    let author = talker(desk)?;
    let discussion = seen(desk, &input.discussion).await?;
    let command = Command::Write {
        reply_to: optional_id(input.reply_to.as_ref(), "replyTo")?,
        asks: input.asks,
        mentions: mentions(&input.mentions)?,
    };
    let message = written(desk);
    let (id, text) = (WordsId(message), &*input.words);
    let words = Words { id, about: message, text, most: WORDS, path: "words" };
    with_words(desk, &author, discussion, command, &[words]).await
}

async fn rewrite(desk: &Desk<'_>, input: RewriteMessageInput) -> Attempt<DiscussionId> {
    let author = talker(desk)?;
    let discussion = seen(desk, &input.discussion).await?;
    let message: MessageId = id(&input.message, "message")?;
    let command = Command::Rewrite {
        message,
        based_on: usize::try_from(input.based_on).unwrap_or(usize::MAX),
        mentions: mentions(&input.mentions)?,
    };
    let (id, text) = (WordsId(written(desk)), &*input.words);
    let words = Words { id, about: message.0, text, most: WORDS, path: "words" };
    with_words(desk, &author, discussion, command, &[words]).await
}

async fn withdraw(desk: &Desk<'_>, input: WithdrawMessageInput) -> Attempt<DiscussionId> {
    let message: MessageId = id(&input.message, "message")?;
    let command = Command::Withdraw { message, reason: input.reason };
    let done = act(desk, &input.discussion, command).await?;
    if matches!(done.1, Outcome::Done { .. }) {
        // Should this fail, a repeat of the command does it: the words are in no answer any more either way.
        desk.world.identity.forget_words(message.0)?;
    }
    Ok(done)
}

async fn react(desk: &Desk<'_>, input: ReactInput) -> Attempt<DiscussionId> {
    let message: MessageId = id(&input.message, "message")?;
    let (reaction, on) = (input.reaction.into(), input.on);
    act(desk, &input.discussion, Command::React { message, reaction, on }).await
}

async fn act(desk: &Desk<'_>, given: &ID, command: Command) -> Attempt<DiscussionId> {
    let author = talker(desk)?;
    let discussion = seen(desk, given).await?;
    let outcome = desk.world.discussions.handle(&author, desk.command, discussion, command).await?;
    Ok((discussion, outcome))
}

/// In whose name the asker talks.
fn talker(desk: &Desk<'_>) -> Result<Author, Refusal> {
    let author = desk.author()?;
    allows(&author, Action::Talk)?;
    Ok(author)
}

/// A discussion that the asker can see.
async fn seen(desk: &Desk<'_>, given: &ID) -> Result<DiscussionId, Stop> {
    let discussion: DiscussionId = id(given, "discussion")?;
    let found = desk.view().await?.discussion(discussion).await?;
    found.map(|_| discussion).ok_or_else(|| unknown("discussion", given).into())
}

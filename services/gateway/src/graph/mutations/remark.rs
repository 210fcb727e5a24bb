//! Mutations of those who comment on a draft and suggest other words: the server says for which party, a page cannot.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::{PersonId, Refusal, WordsId, rules};
use drafting::{Answer, Asked, Closed, How, Refused, Reopening, Room, limits};
use identity::NewWords;
use uuid::Uuid;

use super::SimplePayload;
use super::desk::{Stop, own_organisation, signed_in};
use super::draft::{why, writable};
use super::session::simple;
use crate::graph::fault::{Result, fault};
use crate::graph::inputs::{
    ActingAs, AnswerDraftRemarkInput, CloseDraftRemarkInput, RemarkOnDraftInput,
    ReopenDraftRemarkInput,
};
use crate::graph::view::{asker, world};
use crate::graph::world::{Asker, World};

/// Remarks on drafts.
#[derive(Default)]
pub struct RemarkMutation;

#[Object]
impl RemarkMutation {
    /// Makes a remark on a passage of a draft, for the party as which one acts.
    async fn remark_on_draft(
        &self,
        ctx: &Context<'_>,
        input: RemarkOnDraftInput,
    ) -> Result<SimplePayload> {
        simple(make(ctx, input).await)
    }

    /// Answers a remark that is open.
    async fn answer_draft_remark(
        &self,
        ctx: &Context<'_>,
        input: AnswerDraftRemarkInput,
    ) -> Result<SimplePayload> {
        simple(answer(ctx, input).await)
    }

    /// Closes a remark; whoever may write in the draft may. What is accepted stands in the text when this is answered.
    async fn close_draft_remark(
        &self,
        ctx: &Context<'_>,
        input: CloseDraftRemarkInput,
    ) -> Result<SimplePayload> {
        simple(close(ctx, input).await)
    }

    /// Opens a remark again; what was accepted is taken out of the text, if it still stands there.
    async fn reopen_draft_remark(
        &self,
        ctx: &Context<'_>,
        input: ReopenDraftRemarkInput,
    ) -> Result<SimplePayload> {
        simple(reopen(ctx, input).await)
    }
}

/// Somebody in the margin of a draft that they may write in.
struct Margin<'c> {
    world: &'c World,
    asker: &'c Asker,
    person: PersonId,
    /// The party for which they speak.
    of: Uuid,
    room: Arc<Room>,
    at_ms: i64,
}

async fn margin<'c>(
    ctx: &'c Context<'_>,
    convention: &ID,
    acting_as: Option<&ActingAs>,
) -> Result<Margin<'c>, Stop> {
    let (author, room) = writable(ctx, convention, acting_as).await?;
    let (world, asker) = (world(ctx)?, asker(ctx)?);
    let person = signed_in(asker)?.person;
    world.drafts.count(person.0).map_err(why)?;
    let of = own_organisation(&author)?.0;
    let at_ms = world.clock.now().as_millisecond();
    Ok(Margin { world, asker, person, of, room, at_ms })
}

async fn make(ctx: &Context<'_>, input: RemarkOnDraftInput) -> Result<(), Stop> {
    let margin = margin(ctx, &input.convention, input.acting_as.as_ref()).await?;
    let id = margin.id(input.command_id.0, "remark");
    let words = input.words.as_deref().map(str::trim).filter(|words| !words.is_empty());
    if input.instead.is_none() {
        fitting(words.unwrap_or_default())?;
    }
    let mut kept = Vec::new();
    if let Some(words) = words {
        fitting(words)?;
        kept.push((margin.id(input.command_id.0, "words"), words));
    }
    let instead = input.instead.map(|words| (margin.id(input.command_id.0, "instead"), words));
    if let Some((id, words)) = &instead {
        if words.chars().count() > limits::INSTEAD_CHARS || words.contains(unfit) {
            return Err(long(limits::INSTEAD_CHARS, "instead").into());
        }
        kept.push((*id, words));
    }
    let words = words.map(|_| margin.id(input.command_id.0, "words"));
    let (anchor, head) = (position(&input.at.anchor)?, position(&input.at.head)?);
    let (of, at_ms, lang) = (margin.of, margin.at_ms, input.at.lang);
    let asked = Asked { id, of, at_ms, lang, anchor, head, words, instead: instead.clone() };
    margin.with_words(id, &kept, move |room| room.make(&asked)).await
}

async fn answer(ctx: &Context<'_>, input: AnswerDraftRemarkInput) -> Result<(), Stop> {
    let margin = margin(ctx, &input.convention, input.acting_as.as_ref()).await?;
    margin.says(input.command_id.0, input.remark.0, &input.words).await
}

async fn close(ctx: &Context<'_>, input: CloseDraftRemarkInput) -> Result<(), Stop> {
    let margin = margin(ctx, &input.convention, input.acting_as.as_ref()).await?;
    let id = input.remark.0;
    if let Some(words) = input.words.as_deref().filter(|words| !words.trim().is_empty()) {
        margin.says(input.command_id.0, id, words).await?;
    }
    let how: How = input.end.into();
    let closed = Closed { how, of: margin.of, at_ms: margin.at_ms };
    if how == How::Accepted {
        let instead = margin.proposed(id)?.ok_or_else(|| why(Refused::Unknown))?;
        let seen = input.seen.ok_or_else(|| why(Refused::Moved))?;
        margin.run(move |room| room.accept(id, &seen, &instead, closed)).await?;
    } else {
        margin.run(move |room| room.close(id, closed)).await?;
    }
    margin.tidy()
}

async fn reopen(ctx: &Context<'_>, input: ReopenDraftRemarkInput) -> Result<(), Stop> {
    let margin = margin(ctx, &input.convention, input.acting_as.as_ref()).await?;
    let remark = input.remark.0;
    let asked = Reopening { remark, instead: margin.proposed(remark)? };
    margin.run(move |room| room.reopen(&asked)).await
}

impl Margin<'_> {
    /// The id of something that a command of this person makes in this draft: another's commands make other things.
    fn id(&self, command: Uuid, part: &str) -> Uuid {
        let of = Uuid::new_v5(&command, self.person.0.as_bytes());
        Uuid::new_v5(&Uuid::new_v5(&of, self.room.id().as_bytes()), part.as_bytes())
    }

    /// What a suggestion would put into the text, when that is still kept.
    fn proposed(&self, remark: Uuid) -> Result<Option<String>, Stop> {
        let known = self.room.remark(remark).map_err(fault)?;
        let known = known.ok_or_else(|| why(Refused::Unknown))?;
        let Some(id) = known.instead.map(WordsId) else { return Ok(None) };
        Ok(self.world.identity.words(&[id])?.remove(&id))
    }

    async fn run(
        &self,
        run: impl FnOnce(&Room) -> Result<(), drafting::Stop> + Send + 'static,
    ) -> Result<(), Stop> {
        self.room.blocking(run).await.map_err(|stop| match stop {
            drafting::Stop::Refused(refused) => why(refused).into(),
            drafting::Stop::Fault(error) => Stop::Fault(fault(error)),
        })
    }

    /// Answers a remark.
    async fn says(&self, command: Uuid, remark: Uuid, words: &str) -> Result<(), Stop> {
        let words = words.trim();
        fitting(words)?;
        let id = self.id(command, "answer");
        let answer = Answer { words: id, of: self.of, at_ms: self.at_ms };
        self.with_words(remark, &[(id, words)], move |room| room.answer(remark, answer)).await
    }

    /// Keeps words where they can be forgotten, carries out what names them, and drops what was not named after all.
    async fn with_words(
        &self,
        about: Uuid,
        words: &[(Uuid, &str)],
        run: impl FnOnce(&Room) -> Result<(), drafting::Stop> + Send + 'static,
    ) -> Result<(), Stop> {
        let mut added = Vec::with_capacity(words.len());
        for (id, text) in words {
            let (id, person, lang) = (WordsId(*id), self.person, self.asker.lang);
            if self.world.identity.keep_words(NewWords { id, person, about, lang, text })? {
                added.push(id);
            }
        }
        let done = self.run(run).await;
        if matches!(done, Err(Stop::Refused(_))) {
            for id in added {
                self.world.identity.drop_words(id)?;
            }
        }
        done
    }

    /// Forgets remarks that were closed long ago: first their words, so that none are left behind.
    fn tidy(&self) -> Result<(), Stop> {
        for old in self.room.outdated().map_err(fault)? {
            self.world.identity.forget_words(old)?;
            self.room.drop_remark(old).map_err(|error| Stop::Fault(fault(error)))?;
        }
        Ok(())
    }
}

fn position(text: &str) -> Result<Vec<u8>, Refusal> {
    let fits = text.len() <= limits::CARET_BYTES * 2;
    let bytes = fits.then(|| BASE64.decode(text).ok()).flatten();
    bytes.ok_or_else(|| why(Refused::Nowhere))
}

fn long(most: usize, path: &str) -> Refusal {
    let detail = vec![most.to_string()];
    Refusal { rule: rules::C_TEXT_LENGTH, path: Some(path.to_owned()), detail }
}

/// A sign that steers devices and is none of writing.
fn unfit(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

fn fitting(words: &str) -> Result<(), Refusal> {
    let path = "words";
    if words.is_empty() {
        let path = Some(path.to_owned());
        return Err(Refusal { rule: rules::C_EMPTY_TEXT, path, detail: Vec::new() });
    }
    if words.chars().count() > limits::REMARK_CHARS || words.contains(unfit) {
        return Err(long(limits::REMARK_CHARS, path));
    }
    Ok(())
}

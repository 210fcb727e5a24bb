//! Mutations of those who write in a draft: no acts on the record, and harmless when they are repeated.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::rules::RuleId;
use domain::{Author, ConventionId, LocalText, Refusal, rules};
use drafting::{Place, Refused, Room, limits};

use super::SimplePayload;
use super::desk::{Desk, Stop, seat_of, signed_in};
use super::session::simple;
use crate::graph::draft::enter;
use crate::graph::fault::{Result, fault};
use crate::graph::inputs::{ActingAs, PointDraftInput, PushDraftInput, id, unknown};
use crate::graph::refusal::RefusalView;
use crate::graph::refusals::told;
use crate::graph::view::{View, asker, world};

/// Writing in drafts.
#[derive(Default)]
pub struct DraftMutation;

/// How far the draft is with the update in it, or why it is not.
#[derive(SimpleObject)]
pub struct PushDraftPayload {
    /// The number of the update, or of the last one when there was nothing new in it.
    pub seq: Option<i32>,
    /// Why it was not taken; `CV-DRAFT-EARLY` asks to send all that the draft lacks.
    pub refusals: Vec<RefusalView>,
}

#[Object]
impl DraftMutation {
    /// Takes an update into the draft of a convention; it survives a power cut once this is answered.
    async fn push_draft(
        &self,
        ctx: &Context<'_>,
        input: PushDraftInput,
    ) -> Result<PushDraftPayload> {
        match push(ctx, input).await {
            Ok(seq) => Ok(PushDraftPayload { seq: Some(seq), refusals: Vec::new() }),
            Err(Stop::Refused(refusal)) => {
                Ok(PushDraftPayload { seq: None, refusals: vec![told(refusal)] })
            }
            Err(Stop::Fault(error)) => Err(error),
        }
    }

    /// Shows the others where one's caret is, for half a minute; kept in no file.
    async fn point_draft(
        &self,
        ctx: &Context<'_>,
        input: PointDraftInput,
    ) -> Result<SimplePayload> {
        simple(point(ctx, input).await)
    }
}

async fn push(ctx: &Context<'_>, input: PushDraftInput) -> Result<i32, Stop> {
    let (_, room) = writable(ctx, &input.convention, input.acting_as.as_ref()).await?;
    // Four characters are three bytes.
    if input.update.len() / 4 * 3 > limits::UPDATE_BYTES {
        return Err(why(Refused::Long).into());
    }
    let update = BASE64.decode(&input.update).map_err(|_| why(Refused::Malformed))?;
    let person = signed_in(asker(ctx)?)?.person;
    match world(ctx)?.drafts.push(person.0, room, update).await {
        Ok(seq) => Ok(number(seq)),
        Err(drafting::Stop::Refused(refused)) => Err(why(refused).into()),
        Err(drafting::Stop::Fault(error)) => Err(Stop::Fault(fault(error))),
    }
}

async fn point(ctx: &Context<'_>, input: PointDraftInput) -> Result<(), Stop> {
    let (author, room) = writable(ctx, &input.convention, input.acting_as.as_ref()).await?;
    world(ctx)?.drafts.count(signed_in(asker(ctx)?)?.person.0).map_err(why)?;
    let own = super::desk::own_organisation(&author)?;
    let at = input.at.map(|at| Place { lang: at.lang, anchor: at.anchor, head: at.head });
    room.point(own.0, input.page.cast_unsigned(), at).map_err(why)?;
    Ok(())
}

/// The draft of a convention that the asker sees and may write in now.
pub(super) async fn writable(
    ctx: &Context<'_>,
    given: &ID,
    acting_as: Option<&ActingAs>,
) -> Result<(Author, Arc<Room>), Stop> {
    let author = signed_in(asker(ctx)?)?.author(acting_as.map(seat_of).transpose()?.flatten())?;
    let convention: ConventionId = id(given, "convention")?;
    let world = world(ctx)?;
    let view = View::present(ctx).await?;
    let room = enter(ctx, &view, convention).await?;
    let Some((_, room)) = room else { return Err(unknown("convention", given).into()) };
    world.conventions.may_draft(&author, convention).await??;
    Ok((author, room))
}

/// What stands in the draft now, in the languages that have words, for a version of it.
pub(super) async fn drafted(desk: &Desk<'_>, given: &ID) -> Result<(i32, Vec<LocalText>), Stop> {
    let (_, room) = writable(desk.ctx, given, desk.acting_as.as_ref()).await?;
    let (seq, texts) = room.texts().map_err(|error| Stop::Fault(fault(error)))?;
    Ok((number(seq), crate::graph::draft::written(texts)))
}

/// A refusal that names nothing.
pub(super) fn refusal(rule: RuleId) -> Refusal {
    Refusal { rule, path: None, detail: Vec::new() }
}

pub(super) fn why(refused: Refused) -> Refusal {
    refusal(match refused {
        Refused::Malformed | Refused::Long => rules::CV_DRAFT_UPDATE,
        Refused::Early => rules::CV_DRAFT_EARLY,
        Refused::Full | Refused::Languages => rules::CV_DRAFT_FULL,
        Refused::TooMany => rules::CV_DRAFT_OFTEN,
        Refused::Nowhere => rules::CV_REMARK_PLACE,
        Refused::Same => rules::CV_REMARK_SAME,
        Refused::Remarks => rules::CV_REMARK_FULL,
        Refused::Unknown => rules::CV_REMARK_CLOSED,
        Refused::Moved => rules::CV_REMARK_MOVED,
    })
}

/// A number of an update as the API counts; no draft comes near the end.
pub(crate) fn number(seq: u64) -> i32 {
    i32::try_from(seq).unwrap_or(i32::MAX)
}

//! Mutations on documents. The bytes of one come beside the mutation: the transport has them, and asks first.

use async_graphql::{Context, Object};
use commands::Outcome;
use domain::access::{Action, Visibility, allows};
use domain::cooperation::{About, Cooperation, TextHash};
use domain::document::{Command, Content, MediaType};
use domain::{DocumentId, Refusal, rules};

use super::DocumentPayload;
use super::desk::{Attempt, Desk, Stop};
use crate::graph::document::{self, Arriving};
use crate::graph::fault::Result as Answer;
use crate::graph::inputs::{
    GiveDocumentInput, ShareDocumentInput, WithdrawDocumentInput, id, unknown,
};

/// Acts on documents.
#[derive(Default)]
pub struct DocumentMutation;

#[Object]
impl DocumentMutation {
    /// Gives a document, or another version of one. It is carried out by a POST to `/documents`, whose body are the bytes;
    /// sent alone, it is refused for want of them.
    async fn give_document(
        &self,
        ctx: &Context<'_>,
        input: GiveDocumentInput,
    ) -> Answer<DocumentPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let attempt = give(&desk, input).await;
        Ok(desk.settle(attempt).await?.into())
    }

    /// Lets more people see a document; what was shown is not hidden again.
    async fn share_document(
        &self,
        ctx: &Context<'_>,
        input: ShareDocumentInput,
    ) -> Answer<DocumentPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let command = Command::Share { with: input.visibility.into(), reason: input.reason };
        let attempt = act(&desk, &input.document, command).await;
        Ok(desk.settle(attempt).await?.into())
    }

    /// Takes a document back: it is handed to nobody any more. Its bytes stay, because the record names their hash.
    async fn withdraw_document(
        &self,
        ctx: &Context<'_>,
        input: WithdrawDocumentInput,
    ) -> Answer<DocumentPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let attempt = act(&desk, &input.document, Command::Withdraw { reason: input.reason }).await;
        Ok(desk.settle(attempt).await?.into())
    }
}

async fn act(desk: &Desk<'_>, given: &async_graphql::ID, command: Command) -> Attempt<DocumentId> {
    let author = desk.author()?;
    allows(&author, Action::GiveDocument)?;
    let document = seen(desk, given).await?;
    let outcome = desk.world.documents.handle(&author, desk.command, document, command).await?;
    Ok((document, outcome))
}

/// A document that the asker can see.
async fn seen(desk: &Desk<'_>, given: &async_graphql::ID) -> Result<DocumentId, Stop> {
    let document: DocumentId = id(given, "document")?;
    let found = document::named(&desk.view().await?, document).await?;
    found.map(|_| document).ok_or_else(|| unknown("document", given).into())
}

/// Where a document goes: a new one with what it is about, or a version of one that is there.
enum Place {
    New(Cooperation, About, Visibility),
    Version(DocumentId, String),
}

async fn place(desk: &Desk<'_>, input: &GiveDocumentInput) -> Result<Place, Stop> {
    if let Some(given) = &input.document {
        let document = seen(desk, given).await?;
        return Ok(Place::Version(document, input.reason.clone().unwrap_or_default()));
    }
    let missing = || unknown("subject", "");
    let given = input.subject.as_ref().ok_or_else(missing)?;
    let found = document::about(&desk.view().await?, given).await?;
    let (cooperation, about) = found.ok_or_else(|| unknown("subject", given))?;
    let visibility = input.visibility.map_or(Visibility::Side, Into::into);
    Ok(Place::New(cooperation, about, visibility))
}

async fn give(desk: &Desk<'_>, input: GiveDocumentInput) -> Attempt<DocumentId> {
    let author = desk.author()?;
    allows(&author, Action::GiveDocument)?;
    let place = place(desk, &input).await?;
    if desk.world.papers.is_none() {
        return Err(refusal(rules::DO_NOWHERE).into());
    }
    let received = match desk.ctx.data_opt::<Arriving>() {
        None => return Err(refusal(rules::DO_BYTES).into()),
        Some(Arriving::Refused(refused)) => return Err(refused.clone().into()),
        Some(Arriving::There(received)) => Some(received),
        Some(Arriving::Asking) => None,
    };
    // While it is only asked whether bytes may come, something is decided on that nobody keeps.
    let content = Content {
        hash: TextHash(received.map(|it| it.hash.clone()).unwrap_or_default()),
        size: received.map_or(1, |it| it.size),
        media: received
            .map(|it| it.media)
            .or_else(|| MediaType::of_name(&input.name))
            .unwrap_or(MediaType::Pdf),
        name: input.name,
        lang: input.language.filter(|tag| !tag.is_empty()),
    };
    let (document, command) = match place {
        Place::New(cooperation, about, visibility) => {
            let document = DocumentId(desk.created());
            (document, Command::Give { cooperation, about, visibility, content })
        }
        Place::Version(document, reason) => (document, Command::GiveVersion { content, reason }),
    };
    let documents = &desk.world.documents;
    if received.is_none() {
        return Ok((document, asked(documents.may(&author, document, command).await?)));
    }
    let outcome = documents.handle(&author, desk.command, document, command).await?;
    Ok((document, outcome))
}

/// Bytes may come for what is there already: a repeat is found out when they are there.
fn asked(found: Result<eventlog::Position, Refusal>) -> Outcome {
    let done = |position| Outcome::Done { position, repeated: false, remarks: Vec::new() };
    match found {
        Ok(position) => done(position),
        Err(refusal) if refusal.rule == rules::C_EXISTS => done(eventlog::Position(0)),
        Err(refusal) => Outcome::refused(refusal),
    }
}

fn refusal(rule: domain::rules::RuleId) -> Refusal {
    Refusal { rule, path: Some("bytes".to_owned()), detail: Vec::new() }
}

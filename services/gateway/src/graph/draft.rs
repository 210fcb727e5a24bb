//! Drafts of conventions as the API shows them: the text now, and the subscription to it while it is written.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::{Context, Error, ID, Object, Request, ServerError, SimpleObject, parser};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::context::SeatOf;
use domain::convention::{Draft, State, Version, hash_of};
use domain::cooperation::side_of;
use domain::{ConventionId, LocalText, OrganisationId, rules};
use drafting::{Caret, Room, Seed};
use parking_lot::Mutex;
use partnership::query::{ConventionRow, sees_draft};
use tokio::time::timeout;

use super::cooperation::{LocalText as LocalTextView, texts};
use super::fault::{Result, coded, fault};
use super::ids::Global as _;
use super::live::{Arguments, operation, root};
use super::loaders::ConventionVersionsOf;
use super::mutations::number;
use super::organisation::Organisation;
use super::possibility::facts;
use super::refusal::RefusalView;
use super::remark::DraftRemark;
use super::view::{View, asker, world};
use super::words::template;

/// How long the first to open a draft waits until the newest version can be read.
const SEED_WAITS: Duration = Duration::from_secs(5);

/// What a subscription to a draft asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRequest {
    /// Of which convention.
    pub convention: ConventionId,
    /// The batch that they have; none when they come anew.
    pub after: Option<u64>,
}

/// What one execution of the subscription asks, and how far it came: the transport gives it to the request.
#[derive(Clone)]
pub struct DraftAsked {
    /// The batch that they have.
    pub after: Option<u64>,
    /// The batch that was told.
    pub told: Arc<Mutex<u64>>,
}

/// Reads a subscription; `None` when it is one to something else.
///
/// # Errors
/// When its arguments are of the wrong shape.
pub fn draft_request(request: &Request) -> Result<Option<DraftRequest>, ServerError> {
    let document = &parser::parse_query(&request.query)?;
    let operation = operation(document, request.operation_name.as_deref())?;
    let Some(field) = root(document, operation, "draft") else { return Ok(None) };
    let arguments = Arguments { operation, variables: &request.variables };
    let convention: Option<ID> = arguments.read(field, "convention")?;
    let after: Option<i32> = arguments.read(field, "after")?;
    let convention = convention.and_then(|id| ConventionId::read(&id));
    let convention =
        convention.ok_or_else(|| forbidden().into_server_error(operation.selection_set.pos))?;
    // A number that cannot be is one that is not known: all is told.
    let after = after.and_then(|after| u64::try_from(after).ok());
    Ok(Some(DraftRequest { convention, after }))
}

/// The same whether there is no such convention or its draft is not theirs to see.
fn forbidden() -> Error {
    let text = "drafts of conventions are for people who hold a seat in a party or coordinate a group that looks at it";
    coded(text, "FORBIDDEN")
}

/// The draft of a convention and its row, when both are in sight.
pub(super) async fn enter(
    ctx: &Context<'_>,
    view: &View,
    id: ConventionId,
) -> Result<Option<(Arc<ConventionRow>, Arc<Room>)>> {
    let world = world(ctx)?;
    let drafts = &world.drafts;
    if view.is_past() || !visible(view, id).await? {
        return Ok(None);
    }
    let Some(row) = view.load(id).await? else { return Ok(None) };
    if let Some(room) = drafts.opened(id.0) {
        return Ok(Some((row, room)));
    }
    // The draft begins with the newest version: nothing that was answered may be missing in what is read for it.
    let head = *world.log.head().borrow();
    let read = timeout(SEED_WAITS, world.model.reached(head)).await;
    read.map_err(|_| coded("the draft cannot be opened yet; try again", "UNAVAILABLE"))?;
    let seed = seed(&View::present(ctx).await?, &row).await?;
    let room = drafts.enter(id.0, seed).await.map_err(fault)?;
    Ok(Some((row, room)))
}

async fn visible(view: &View, id: ConventionId) -> Result<bool> {
    view.read(move |conn, eyes| sees_draft(conn, &eyes.sight, id)).await
}

/// The texts of the newest version, or the headings of what the law asks for.
async fn seed(view: &View, row: &ConventionRow) -> Result<Seed> {
    let versions = view.load(ConventionVersionsOf(row.id.0)).await?.unwrap_or_default();
    if let Some(newest) = versions.last() {
        let texts = newest.version.texts.iter();
        return Ok(texts.map(|text| (text.lang.clone(), text.text.clone())).collect());
    }
    let parties: Vec<_> = row.state.parties().iter().map(|party| party.organisation).collect();
    let names: Vec<_> = facts(view, parties).await?.into_iter().map(|fact| fact.name).collect();
    let titles = row.state.opening.iter().flat_map(|opening| &opening.title);
    let written = titles.filter_map(|title| {
        Some((title.lang.clone(), template::text(&title.lang, &title.text, &names)?))
    });
    Ok(written.collect())
}

/// The texts of a draft that a version of it has.
pub(super) fn written(texts: BTreeMap<String, String>) -> Vec<LocalText> {
    let written = texts.into_iter().filter(|(_, text)| !text.trim().is_empty());
    written.map(|(lang, text)| LocalText { lang, text }).collect()
}

/// The text of a convention as it is being written by all sides: work in progress, which binds nobody.
pub struct ConventionDraft {
    view: View,
    row: Arc<ConventionRow>,
}

/// What stands in a draft.
#[derive(SimpleObject)]
pub struct DraftText {
    /// The number of the last update in it.
    pub seq: i32,
    pub texts: Vec<LocalTextView>,
    /// The hash that a version of it would have with the object, the commitments and the term of the present version.
    pub hash: String,
}

impl ConventionDraft {
    pub(super) async fn of(view: &View, row: &Arc<ConventionRow>) -> Result<Option<Self>> {
        if view.is_past() || !visible(view, row.id).await? {
            return Ok(None);
        }
        Ok(Some(Self { view: view.clone(), row: Arc::clone(row) }))
    }
}

#[Object]
impl ConventionDraft {
    /// What stands in it now.
    async fn text(&self, ctx: &Context<'_>) -> Result<DraftText> {
        let (_, room) = enter(ctx, &self.view, self.row.id).await?.ok_or_else(forbidden)?;
        let (seq, found) = room.texts().map_err(fault)?;
        let found = written(found);
        let versions = self.view.load(ConventionVersionsOf(self.row.id.0)).await?;
        let newest = versions.as_ref().and_then(|all| all.last()).map(|row| &row.version);
        Ok(DraftText { seq: number(seq), hash: hash_with(&found, newest), texts: texts(&found) })
    }

    /// What the parties say about passages of it, oldest first: all that is open, and the 50 that were closed last.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn remarks(&self, ctx: &Context<'_>) -> Result<Vec<DraftRemark>> {
        let (row, room) = enter(ctx, &self.view, self.row.id).await?.ok_or_else(forbidden)?;
        DraftRemark::all(ctx, &self.view, &row.state, &room).await
    }

    /// Why the viewer cannot write in it now; null when they can.
    async fn refusal(&self, ctx: &Context<'_>) -> Result<Option<RefusalView>> {
        let Some(viewer) = &asker(ctx)?.viewer else { return Ok(None) };
        let mut refused =
            domain::Refusal { rule: rules::C_NOT_A_PARTY, path: None, detail: Vec::new() };
        for own in towns(&self.row.state).filter(|own| self.view.is_mine(*own)) {
            let Ok(author) = viewer.author(Some(SeatOf::Organisation(own))) else { continue };
            let may = world(ctx)?.conventions.may_draft(&author, self.row.id).await;
            match may.map_err(fault)? {
                Ok(_) => return Ok(None),
                Err(refusal) => refused = refusal,
            }
        }
        Ok(Some(RefusalView(refused)))
    }
}

fn towns(state: &State) -> impl Iterator<Item = OrganisationId> {
    state.parties().iter().map(|party| party.organisation)
}

fn hash_with(found: &[LocalText], newest: Option<&Version>) -> String {
    let draft = Draft {
        name: String::new(),
        texts: found.to_vec(),
        object: newest.map(|version| version.object.clone()).unwrap_or_default(),
        commitments: newest.map(|version| version.commitments.clone()).unwrap_or_default(),
        term: newest.and_then(|version| version.term.clone()),
    };
    hash_of(&draft).0
}

/// What somebody lacks of a draft, and where the others are in it.
#[derive(SimpleObject)]
pub struct DraftBatch {
    /// Go on from here with `after`.
    pub seq: i32,
    /// Updates of Yjs (version 1) in base64, in their order.
    pub updates: Vec<String>,
    /// How far the draft has come, as a state vector of Yjs in base64: send what you have more.
    pub state: String,
    pub carets: Vec<DraftCaret>,
    /// Another number than before: a remark was made, answered or closed. Ask for `remarks` of the draft.
    pub remarks: i32,
}

/// Somebody's caret: of which party and side, never whose.
#[derive(SimpleObject)]
pub struct DraftCaret {
    /// The open page, as it numbers itself.
    pub page: i32,
    pub organisation: Organisation,
    pub side: Option<u8>,
    pub lang: String,
    pub anchor: String,
    pub head: String,
}

impl DraftBatch {
    pub(super) async fn of(ctx: &Context<'_>, given: &ID, asked: &DraftAsked) -> Result<Self> {
        let view = View::present(ctx).await?;
        let convention = ConventionId::read(given).ok_or_else(forbidden)?;
        let (row, room) = enter(ctx, &view, convention).await?.ok_or_else(forbidden)?;
        let batch = room.since(asked.after).map_err(fault)?;
        *asked.told.lock() = batch.seq;
        let mut carets = Vec::with_capacity(batch.carets.len());
        for caret in batch.carets {
            carets.push(DraftCaret::of(&view, &row.state, caret).await?);
        }
        let updates = batch.updates.iter().map(|update| BASE64.encode(update)).collect();
        let (seq, remarks) = (number(batch.seq), number(batch.remarks));
        Ok(Self { seq, updates, state: BASE64.encode(batch.vector), carets, remarks })
    }
}

impl DraftCaret {
    async fn of(view: &View, state: &State, caret: Caret) -> Result<Self> {
        let of = OrganisationId(caret.of);
        let side = side_of(state.parties(), of).map(|side| side.0);
        let organisation = view.known_organisation(of).await?;
        let page = caret.page.cast_signed();
        let (lang, anchor, head) = (caret.at.lang, caret.at.anchor, caret.at.head);
        Ok(Self { page, organisation, side, lang, anchor, head })
    }
}

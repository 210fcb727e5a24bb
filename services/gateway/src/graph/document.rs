//! Documents: what was given to a cooperation, in versions, and where its bytes are asked for.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use domain::access::{Action, allows};
use domain::context::SeatOf;
use domain::cooperation::{About, Cooperation as CooperationId, side_of};
use domain::document::Content;
use domain::{DocumentId, OrganisationId, Refusal};
use jiff::Timestamp;
use partnership::query::DocumentRow;

use super::change::Actor;
use super::convention::Convention;
use super::cooperation::Cooperation;
use super::enums::Visibility;
use super::fault::{Result, coded};
use super::ids::{Global, GlobalId};
use super::loaders::{DocumentsOf, PartiesOf};
use super::node::past;
use super::project::Project;
use super::scalars::DateTime;
use super::view::{View, world};

/// The bytes that come with a mutation, put into its request by the transport that received them.
#[derive(Debug, Clone)]
pub enum Arriving {
    /// None yet: may they come?
    Asking,
    /// They were not taken.
    Refused(Refusal),
    /// They are kept.
    There(papers::Received),
}

/// The documents of a cooperation, a convention or a project.
#[derive(SimpleObject)]
pub struct DocumentList {
    /// The newest first, at most 200; of a cooperation those of its conventions and projects too.
    pub items: Vec<Document>,
    /// True when the viewer may give one.
    pub can_give: bool,
    /// Bytes of one document, at most; 0 where this node keeps none.
    pub most_bytes: i64,
}

/// A version of a document.
#[derive(SimpleObject)]
pub struct DocumentVersion {
    /// From 1.
    pub number: i32,
    pub name: String,
    /// In bytes.
    pub size: i64,
    /// As the Internet names it, e.g. `application/pdf`.
    pub media_type: &'static str,
    /// SHA-256 of its bytes, in hex.
    pub hash: String,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// What changed; none for the first.
    pub reason: Option<String>,
    pub at: Option<DateTime>,
    pub actor: Option<Actor>,
    /// Where its bytes are asked for, with the asker's rights of that moment.
    pub path: String,
}

/// A file that a side gave.
#[derive(Clone)]
pub struct Document {
    view: View,
    row: Arc<DocumentRow>,
}

impl Document {
    /// The row as an object.
    #[must_use]
    pub fn new(view: View, row: Arc<DocumentRow>) -> Self {
        Self { view, row }
    }

    /// The name of its present version.
    #[must_use]
    pub fn called(&self) -> String {
        self.row.state.present().map(|present| present.name.clone()).unwrap_or_default()
    }

    /// Its cooperation.
    #[must_use]
    pub fn of_cooperation(&self) -> CooperationId {
        self.row.cooperation
    }

    fn version(&self, place: usize, content: &Content, reason: Option<&String>) -> DocumentVersion {
        let number = place + 1;
        let giving = self.row.givings.get(place);
        DocumentVersion {
            number: i32::try_from(number).unwrap_or(i32::MAX),
            name: content.name.clone(),
            size: i64::try_from(content.size).unwrap_or(i64::MAX),
            media_type: content.media.mime(),
            hash: content.hash.0.clone(),
            language: content.lang.clone(),
            reason: reason.cloned(),
            at: giving
                .and_then(|giving| Timestamp::from_millisecond(giving.at_ms).ok())
                .map(DateTime),
            actor: giving.map(|giving| Actor::new(self.view.clone(), giving.author)),
            path: format!("/documents/{}/{number}", self.row.id),
        }
    }
}

#[Object]
impl Document {
    pub async fn id(&self) -> ID {
        self.row.id.global()
    }

    async fn cooperation(&self) -> Result<Cooperation> {
        self.view.known_cooperation(self.row.cooperation).await
    }

    /// The convention that it is about, where it is about one in sight.
    async fn convention(&self) -> Result<Option<Convention>> {
        match self.row.about {
            About::Convention(id) => self.view.convention(id).await,
            About::Cooperation | About::Project(_) => Ok(None),
        }
    }

    /// The project that it is about, where it is about one in sight.
    async fn project(&self) -> Result<Option<Project>> {
        match self.row.about {
            About::Project(id) => self.view.project(id).await,
            About::Cooperation | About::Convention(_) => Ok(None),
        }
    }

    /// The side that gave it.
    async fn by(&self) -> u8 {
        self.row.by.0
    }

    /// The name of its present version.
    async fn name(&self) -> String {
        self.called()
    }

    /// Who may see it: `SIDE` the side that gave it, `PARTNERS` all parties, `PUBLIC` whoever sees the cooperation.
    async fn visibility(&self) -> Visibility {
        self.row.state.visibility.unwrap_or(domain::access::Visibility::Side).into()
    }

    /// Its versions, oldest first; the last one stands.
    async fn versions(&self) -> Vec<DocumentVersion> {
        let versions = self.row.state.versions.iter().enumerate();
        versions.map(|(place, (one, why))| self.version(place, one, why.as_ref())).collect()
    }

    /// Why it was taken back, if it was: then its bytes are handed to nobody.
    async fn withdrawn(&self) -> Result<Option<String>> {
        let now = match self.view.present_of() {
            Some(present) => present.load(self.row.id).await?,
            None => Some(Arc::clone(&self.row)),
        };
        Ok(now.and_then(|row| row.state.withdrawn.clone()))
    }

    /// True when the viewer may give a version of it, let more people see it or take it back.
    async fn can_change(&self) -> Result<bool> {
        if self.row.state.withdrawn.is_some() {
            return Ok(false);
        }
        let parties = acting(&self.view, self.row.cooperation, Action::GiveDocument).await?;
        Ok(parties.iter().any(|(_, side)| *side == self.row.by))
    }

    async fn changed_at(&self) -> DateTime {
        DateTime(self.row.changed_at)
    }
}

/// The parties in whose name the viewer may do `action` now, each with its side.
pub(crate) async fn acting(
    view: &View,
    cooperation: CooperationId,
    action: Action,
) -> Result<Vec<(OrganisationId, domain::cooperation::Side)>> {
    let Some(viewer) = view.viewer().filter(|_| !view.is_past()) else { return Ok(Vec::new()) };
    let id = readmodel::cooperation::id_of(cooperation);
    let parties = view.load(PartiesOf(id)).await?.unwrap_or_default();
    let may = |own: OrganisationId| {
        let author = viewer.author(Some(SeatOf::Organisation(own)));
        author.is_ok_and(|author| allows(&author, action).is_ok())
    };
    let mine = parties.iter().map(|party| party.organisation).filter(|own| view.is_mine(*own));
    let mine = mine.filter(|own| may(*own));
    Ok(mine.filter_map(|own| Some((own, side_of(&parties, own)?))).collect())
}

/// The record as the asker sees it, at `as_of` where a moment is given; `None` where `subject` is out of sight now.
pub(crate) async fn then(
    ctx: &Context<'_>,
    subject: &ID,
    as_of: Option<DateTime>,
) -> Result<Option<View>> {
    let view = View::present(ctx).await?;
    match (as_of, GlobalId::read(subject)) {
        (None, _) => Ok(Some(view)),
        (Some(moment), Some(id)) => past(ctx, &view, id, moment.0).await,
        (Some(_), None) => Ok(None),
    }
}

/// What a document or a discussion is about, by its global id, if it is in sight.
pub(crate) async fn about(view: &View, id: &ID) -> Result<Option<(CooperationId, About)>> {
    Ok(match GlobalId::read(id) {
        Some(GlobalId::Jumelage(id)) => {
            let of = CooperationId::Jumelage(id);
            view.cooperation(of).await?.map(|_| (of, About::Cooperation))
        }
        Some(GlobalId::Partnership(id)) => {
            let of = CooperationId::Partnership(id);
            view.cooperation(of).await?.map(|_| (of, About::Cooperation))
        }
        Some(GlobalId::Convention(id)) => {
            let found = view.convention(id).await?;
            found.map(|found| (found.of_cooperation(), About::Convention(id)))
        }
        Some(GlobalId::Project(id)) => {
            let found = view.project(id).await?;
            found.map(|found| (found.of_cooperation(), About::Project(id)))
        }
        _ => None,
    })
}

/// Queries for documents.
#[derive(Default)]
pub struct DocumentQuery;

#[Object]
impl DocumentQuery {
    /// The documents of a cooperation, a convention or a project; null where that is not in sight. `asOf` lists them as they
    /// stood at that moment; what was taken back since says so, and its bytes are handed out no more.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn documents(
        &self,
        ctx: &Context<'_>,
        subject: ID,
        as_of: Option<DateTime>,
    ) -> Result<Option<DocumentList>> {
        let Some(view) = then(ctx, &subject, as_of).await? else { return Ok(None) };
        let Some((cooperation, wanted)) = about(&view, &subject).await? else { return Ok(None) };
        let id = readmodel::cooperation::id_of(cooperation);
        let rows = view.load(DocumentsOf(id)).await?.unwrap_or_default();
        let fits = |row: &&DocumentRow| wanted == About::Cooperation || row.about == wanted;
        let rows = rows.iter().filter(fits).cloned().map(Arc::new);
        let items = rows.map(|row| Document::new(view.clone(), row)).collect();
        let papers = world(ctx)?.papers.as_ref();
        let most = papers.map_or(0, |papers| papers.most());
        let can_give =
            most > 0 && !acting(&view, cooperation, Action::GiveDocument).await?.is_empty();
        Ok(Some(DocumentList {
            items,
            can_give,
            most_bytes: i64::try_from(most).unwrap_or(i64::MAX),
        }))
    }

    /// The documents in sight of a cooperation, a convention or a project whose bytes have this hash in some version: such as
    /// the signed paper whose hash a convention keeps.
    async fn documents_with_hash(
        &self,
        ctx: &Context<'_>,
        subject: ID,
        hash: String,
    ) -> Result<Vec<Document>> {
        if hash.len() != 64 {
            return Err(coded("a hash is 64 hexadecimal digits", "BAD_REQUEST"));
        }
        let view = View::present(ctx).await?;
        let Some((cooperation, _)) = about(&view, &subject).await? else { return Ok(Vec::new()) };
        let id = readmodel::cooperation::id_of(cooperation);
        let rows = view.load(DocumentsOf(id)).await?.unwrap_or_default();
        let has = |row: &&DocumentRow| {
            row.state.versions.iter().any(|(one, _)| one.hash.0.eq_ignore_ascii_case(&hash))
        };
        let rows = rows.iter().filter(has).cloned().map(Arc::new);
        Ok(rows.map(|row| Document::new(view.clone(), row)).collect())
    }
}

/// The document that an input names, if it is in sight.
pub(crate) async fn named(view: &View, id: DocumentId) -> Result<Option<Arc<DocumentRow>>> {
    view.load(id).await
}

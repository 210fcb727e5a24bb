//! Lessons: what partners wrote for themselves, and what everybody finds once every side consented.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use domain::access::{Action, allows};
use domain::context::SeatOf;
use domain::cooperation::Cooperation as CooperationId;
use domain::lesson::Content;
use partnership::query::{LessonRow, public_lessons};

use super::connection::{LessonConnection, args, rows};
use super::cooperation::{Cooperation, LocalText, in_lang, texts};
use super::enums::{Lang, LessonKind};
use super::fault::Result;
use super::ids::Global;
use super::inputs::LessonFilter;
use super::project::{Project, ProjectSide};
use super::reference::Theme;
use super::scalars::DateTime;
use super::view::View;

/// Something learnt from a cooperation or a project.
#[derive(Clone)]
pub struct Lesson {
    view: View,
    row: Arc<LessonRow>,
}

impl Lesson {
    /// The row as an object.
    #[must_use]
    pub fn new(view: View, row: Arc<LessonRow>) -> Self {
        Self { view, row }
    }

    /// What it is called; `None` where nothing of it is in sight.
    #[must_use]
    pub fn called(&self, lang: domain::Lang) -> Option<String> {
        in_lang(&self.content()?.title, lang).map(str::to_owned)
    }

    /// Its cooperation.
    #[must_use]
    pub fn of_cooperation(&self) -> CooperationId {
        self.row.cooperation
    }

    fn content(&self) -> Option<&Content> {
        self.row.state.present.as_ref()
    }

    /// True when the viewer may do this for one of its parties.
    fn may(&self, action: Action) -> bool {
        let parties = self.row.state.parties().iter().map(|party| party.organisation);
        let may = |own| {
            let viewer = self.view.viewer();
            let author = viewer.and_then(|it| it.author(Some(SeatOf::Organisation(own))).ok());
            author.is_some_and(|author| allows(&author, action).is_ok())
        };
        !self.view.is_past() && parties.filter(|own| self.view.is_mine(*own)).any(may)
    }
}

#[Object]
impl Lesson {
    pub async fn id(&self) -> ID {
        self.row.id.global()
    }

    async fn kind(&self) -> Option<LessonKind> {
        self.content().map(|content| content.kind.into())
    }

    async fn title(&self, lang: Option<Lang>) -> Option<String> {
        self.called(self.view.lang(lang))
    }

    /// Its words in the language asked for, or in one that they were written in.
    async fn body(&self, lang: Option<Lang>) -> Option<String> {
        let lang = self.view.lang(lang);
        self.content().and_then(|content| in_lang(&content.body, lang)).map(str::to_owned)
    }

    async fn titles(&self) -> Vec<LocalText> {
        self.content().map(|content| texts(&content.title)).unwrap_or_default()
    }

    async fn bodies(&self) -> Vec<LocalText> {
        self.content().map(|content| texts(&content.body)).unwrap_or_default()
    }

    async fn themes(&self) -> Vec<Theme> {
        self.content().map(|content| Theme::list(&self.view, &content.themes)).unwrap_or_default()
    }

    /// What consents refer to.
    async fn hash(&self) -> Option<String> {
        self.content().map(|content| content.hash.0.clone())
    }

    /// True when everybody may read it.
    async fn public(&self) -> bool {
        self.row.state.published.is_some()
    }

    /// True when its present words are not those that everybody reads.
    async fn pending(&self) -> bool {
        self.row.state.pending()
    }

    /// The sides of its cooperation; who has consented is told to partners and coordinators alone.
    async fn sides(&self) -> Result<Vec<ProjectSide>> {
        let state = &self.row.state;
        ProjectSide::all(&self.view, state.parties(), &state.consents).await
    }

    /// True when the viewer may consent for a side that has not.
    async fn can_consent(&self) -> bool {
        let state = &self.row.state;
        let silent = state.parties().iter().filter(|party| !state.consents.contains(&party.side));
        let mine = silent.map(|party| party.organisation).any(|own| self.view.is_mine(own));
        self.row.within && state.pending() && mine && self.may(Action::Consent)
    }

    /// True when the viewer may take it from the public page.
    async fn can_retract(&self) -> bool {
        self.row.state.published.is_some() && self.may(Action::RunCooperation)
    }

    async fn cooperation(&self) -> Result<Cooperation> {
        self.view.known_cooperation(self.row.cooperation).await
    }

    /// Its project, where it is one's that the viewer may see.
    async fn project(&self) -> Result<Option<Project>> {
        match self.row.project {
            Some(id) => self.view.project(id).await,
            None => Ok(None),
        }
    }

    async fn written_at(&self) -> DateTime {
        DateTime(self.row.written_at)
    }

    /// When it became public last.
    async fn published_at(&self) -> Option<DateTime> {
        self.row.published_at.map(DateTime)
    }
}

/// Lessons that everybody finds.
#[derive(Default)]
pub struct LessonQuery;

#[Object]
impl LessonQuery {
    /// Lessons that every side of their cooperation made public, the newest first.
    #[graphql(complexity = "rows(first, None) * child_complexity + 1")]
    async fn lessons(
        &self,
        ctx: &Context<'_>,
        filter: Option<LessonFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<LessonConnection> {
        let view = View::present(ctx).await?;
        let (filter, page) =
            (filter.unwrap_or_default().into_row()?, args(first, after, None, None));
        let read = move |conn: &rusqlite::Connection, eyes: &readmodel::Viewer| {
            public_lessons(conn, &eyes.sight, &filter, &page)
        };
        let page = view.read(read).await?;
        Ok(LessonConnection::of(page, |row| Lesson::new(view.clone(), Arc::new(row))))
    }
}

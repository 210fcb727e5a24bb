//! Cooperations: what twinnings and partnerships have in common.

use std::sync::Arc;

use async_graphql::{ID, Interface, Object, SimpleObject};
use domain::cooperation::Party as PartyRow;
use readmodel::cooperation::{CooperationFilter, CooperationOrder, CooperationRow, SideRow};
use readmodel::{Direction, PageArgs};
use uuid::Uuid;

use super::change::{Actor, ChangePage, latest_of, page_of};
use super::committee::Committee;
use super::connection::{CooperationConnection, rows};
use super::convention::Convention;
use super::cursor::{Cursor, CursorText};
use super::enums::{CooperationKind, Lang, PartyRole, Stage, Visibility, Vote};
use super::exchange::Exchange;
use super::fault::Result;
use super::ids::cooperation_id;
use super::jumelage::Jumelage;
use super::loaders::{
    CommitteesOf, ConventionsOf, DecisionsOf, ExchangesOf, PartiesOf, ProjectsOf, RemarksOf,
    SidesOf, WaitingOf,
};
use super::organisation::Organisation;
use super::partnership::Partnership;
use super::project::Project;
use super::reference::Theme;
use super::refusal::Possibility;
use super::report::{Report, of_cooperation};
use super::scalars::{Date, DateTime, PartialDate};
use super::screening::Screening;
use super::view::View;
use super::waiting::WaitingItem;
use super::words;

/// A cooperation of either kind.
#[expect(
    clippy::duplicated_attributes,
    reason = "two fields of an interface may have the same type"
)]
#[derive(Interface, Clone)]
#[graphql(
    field(name = "id", ty = "ID"),
    field(name = "kind", ty = "CooperationKind"),
    field(name = "title", ty = "String", arg(name = "lang", ty = "Option<Lang>")),
    field(name = "stage", ty = "Stage"),
    field(name = "sides", ty = "Vec<Side>"),
    field(name = "parties", ty = "Vec<Party>"),
    field(name = "themes", ty = "Vec<Theme>"),
    field(name = "since", ty = "Option<PartialDate>"),
    field(name = "recorded_at", ty = "DateTime"),
    field(name = "last_activity", ty = "DateTime"),
    field(name = "visibility", ty = "Visibility"),
    field(name = "source", ty = "Option<String>"),
    field(
        name = "recorded_as_existing",
        ty = "bool",
        desc = "True when an older link was recorded and not every side has confirmed it yet."
    ),
    field(name = "waiting", ty = "Vec<WaitingItem>"),
    field(name = "possibilities", ty = "Vec<Possibility>"),
    field(name = "decisions", ty = "Vec<CouncilDecision>"),
    field(name = "remarks", ty = "Vec<Remark>"),
    field(name = "exchanges", ty = "Vec<Exchange>", arg(name = "last", ty = "Option<u32>")),
    field(name = "conventions", ty = "Vec<Convention>"),
    field(name = "projects", ty = "Vec<Project>"),
    field(
        name = "screening",
        ty = "Option<Screening>",
        desc = "What the screening found when the platform repeated it; nothing when it never found anything else than at first."
    ),
    field(name = "ending", ty = "Option<Ending>"),
    field(
        name = "cursor",
        ty = "CursorText",
        desc = "The latest cursor of this cooperation's history."
    ),
    field(
        name = "handover",
        ty = "Report",
        arg(name = "lang", ty = "Option<Lang>"),
        desc = "The handover pack: what a newly elected team needs to know, as far as the viewer sees it."
    ),
    field(
        name = "timeline",
        ty = "ChangePage",
        arg(name = "first", ty = "Option<i32>"),
        arg(name = "after", ty = "Option<CursorText>"),
        arg(name = "last", ty = "Option<i32>"),
        arg(name = "before", ty = "Option<CursorText>")
    )
)]
pub enum Cooperation {
    Jumelage(Jumelage),
    Partnership(Partnership),
}

impl std::ops::Deref for Cooperation {
    type Target = Common;

    fn deref(&self) -> &Common {
        match self {
            Self::Jumelage(jumelage) => jumelage,
            Self::Partnership(partnership) => partnership,
        }
    }
}

impl From<Common> for Cooperation {
    fn from(common: Common) -> Self {
        match common.row.cooperation {
            domain::cooperation::Cooperation::Jumelage(_) => Self::Jumelage(Jumelage::new(common)),
            domain::cooperation::Cooperation::Partnership(_) => {
                Self::Partnership(Partnership::new(common))
            }
        }
    }
}

/// Words in a language.
#[derive(SimpleObject)]
pub struct LocalText {
    pub lang: String,
    pub text: String,
}

impl From<&domain::LocalText> for LocalText {
    fn from(text: &domain::LocalText) -> Self {
        Self { lang: text.lang.clone(), text: text.text.clone() }
    }
}

/// Texts as the API shows them.
pub(crate) fn texts(texts: &[domain::LocalText]) -> Vec<LocalText> {
    texts.iter().map(Into::into).collect()
}

/// The text in `lang`, else the first.
pub(crate) fn in_lang(texts: &[domain::LocalText], lang: domain::Lang) -> Option<&str> {
    let tag = match lang {
        domain::Lang::Fr => "fr",
        domain::Lang::En => "en",
        domain::Lang::Es => "es",
    };
    let own = texts.iter().find(|text| text.lang.split('-').next() == Some(tag));
    own.or_else(|| texts.first()).map(|text| text.text.as_str())
}

/// An organisation's seat in a cooperation.
#[derive(SimpleObject)]
pub struct Party {
    pub organisation: Organisation,
    pub side: u8,
    pub role: PartyRole,
    /// True when the viewer has a seat in the organisation.
    pub is_mine: bool,
}

/// What a council decided.
#[derive(SimpleObject)]
pub struct CouncilDecision {
    pub organisation: Organisation,
    pub outcome: Vote,
    pub on: Date,
    pub reference: Option<String>,
    pub motives: Option<String>,
    pub modalities: Option<String>,
    pub financial_means: Option<String>,
    pub text_hash: Option<String>,
    pub recorded_at: DateTime,
}

/// A remark on a text: of one side for itself, or for all sides.
#[derive(SimpleObject)]
pub struct Remark {
    pub id: ID,
    /// The side that spoke.
    pub by: u8,
    pub organisation: Option<Organisation>,
    pub body: LocalText,
    /// Hash of the text it is about.
    pub about: String,
    /// `SIDE` while the side keeps it to itself, `PARTNERS` once it is for all.
    pub visibility: Visibility,
    pub at: DateTime,
    pub actor: Actor,
}

/// Why and by whom a cooperation was ended.
#[derive(SimpleObject)]
pub struct Ending {
    pub side: u8,
    pub reason: String,
    pub lessons: String,
    pub at: DateTime,
}

/// The parties that speak with one voice. Numbers only tell sides apart; none is first.
pub struct Side {
    common: Common,
    row: SideRow,
}

#[Object]
impl Side {
    async fn number(&self) -> u8 {
        self.row.side.0
    }

    async fn parties(&self) -> Result<Vec<Party>> {
        let rows = self.common.party_rows().await?;
        let own = rows.iter().filter(|party| party.side == self.row.side);
        self.common.show_parties(own).await
    }

    /// True when the viewer has a seat in one of its parties.
    async fn is_mine(&self) -> Result<bool> {
        let rows = self.common.party_rows().await?;
        let mut own = rows.iter().filter(|party| party.side == self.row.side);
        Ok(own.any(|party| self.common.view.is_mine(party.organisation)))
    }

    /// The names of its parties.
    async fn label(&self, lang: Option<Lang>) -> Result<String> {
        self.common.side_label(self.row.side, self.common.view.lang(lang)).await
    }

    /// It consented to, or accepted, the text as it stands.
    async fn agreed(&self) -> bool {
        self.row.agreed
    }

    async fn agreed_at(&self) -> Option<DateTime> {
        self.row.agreed_at.map(DateTime)
    }

    /// It recorded or confirmed an older cooperation, or proposed or answered a new one.
    async fn confirmed(&self) -> bool {
        self.row.confirmed
    }

    /// Its twinning committee.
    async fn committee(&self) -> Result<Option<Committee>> {
        let committees = self.common.committees().await?;
        Ok(committees.into_iter().find(|committee| committee.is_of(self.row.side)))
    }
}

/// The part that both kinds share.
#[derive(Clone)]
pub struct Common {
    pub(crate) view: View,
    pub(crate) row: Arc<CooperationRow>,
}

impl Common {
    /// The row as an object.
    #[must_use]
    pub fn new(view: View, row: Arc<CooperationRow>) -> Self {
        Self { view, row }
    }

    pub(crate) fn uuid(&self) -> Uuid {
        self.row.id()
    }

    /// A page of the register, with the parties and their names read in one go.
    pub(crate) async fn page(
        view: &View,
        filter: CooperationFilter,
        order: CooperationOrder,
        direction: Direction,
        args: PageArgs,
    ) -> Result<CooperationConnection> {
        let page = view
            .read(move |conn, eyes| {
                readmodel::cooperation::page(conn, &eyes.sight, &filter, order, direction, &args)
            })
            .await?;
        warm(view, page.rows.iter().map(|(row, _)| row.id()).collect()).await?;
        Ok(CooperationConnection::of(page, |row| Self::new(view.clone(), Arc::new(row)).into()))
    }

    pub(crate) async fn party_rows(&self) -> Result<Arc<Vec<PartyRow>>> {
        Ok(self.view.load(PartiesOf(self.uuid())).await?.unwrap_or_default())
    }

    async fn show_parties<'r>(
        &self,
        rows: impl Iterator<Item = &'r PartyRow>,
    ) -> Result<Vec<Party>> {
        let rows: Vec<PartyRow> = rows.cloned().collect();
        self.view.load_many(rows.iter().map(|party| party.organisation)).await?;
        let mut parties = Vec::with_capacity(rows.len());
        for row in rows {
            parties.push(Party {
                organisation: self.view.known_organisation(row.organisation).await?,
                side: row.side.0,
                role: row.role.into(),
                is_mine: self.view.is_mine(row.organisation),
            });
        }
        Ok(parties)
    }

    /// The names of the parties on `side`, or of all others.
    pub(crate) async fn names(
        &self,
        lang: domain::Lang,
        takes: impl Fn(&PartyRow) -> bool,
    ) -> Result<Vec<String>> {
        let rows = self.party_rows().await?;
        let parties = self.show_parties(rows.iter().filter(|party| takes(party))).await?;
        Ok(parties.iter().map(|party| party.organisation.called(lang)).collect())
    }

    pub(crate) async fn side_label(
        &self,
        side: domain::cooperation::Side,
        lang: domain::Lang,
    ) -> Result<String> {
        let names = self.names(lang, |party| party.side == side).await?;
        Ok(words::list(lang, &names))
    }

    /// What it is called in a language of the platform.
    pub(crate) async fn called(&self, lang: domain::Lang) -> Result<String> {
        if let Some(title) = in_lang(&self.row.titles, lang) {
            return Ok(title.to_owned());
        }
        let names = self.names(lang, |_| true).await?;
        Ok(if names.is_empty() { self.row.title.clone() } else { names.join(" – ") })
    }

    pub(crate) async fn committees(&self) -> Result<Vec<Committee>> {
        let rows = self.view.load(CommitteesOf(self.uuid())).await?.unwrap_or_default();
        let rows = rows.iter().cloned().map(Arc::new);
        Ok(rows.map(|row| Committee::new(self.view.clone(), row)).collect())
    }
}

/// Reads the parties of many cooperations and their organisations in two queries.
async fn warm(view: &View, ids: Vec<Uuid>) -> Result<()> {
    let parties = view.load_many(ids.into_iter().map(PartiesOf)).await?;
    let organisations = parties.values().flat_map(|rows| rows.iter().map(|p| p.organisation));
    view.load_many(organisations.collect::<Vec<_>>()).await?;
    Ok(())
}

impl Common {
    /// What is expected now, and of whom.
    pub(crate) async fn expected(&self) -> Result<Vec<WaitingItem>> {
        let rows = self.view.load(WaitingOf(self.uuid())).await?.unwrap_or_default();
        let mut items: Vec<_> = rows.iter().map(|row| WaitingItem::of(&self.view, row)).collect();
        items.extend(self.of_projects().await?.iter().flat_map(Project::late));
        Ok(items)
    }

    async fn of_projects(&self) -> Result<Vec<Project>> {
        let rows = self.view.load(ProjectsOf(self.uuid())).await?.unwrap_or_default();
        let rows = rows.iter().cloned().map(Arc::new);
        Ok(rows.map(|row| Project::new(self.view.clone(), row)).collect())
    }
}

#[Object]
impl Common {
    pub async fn id(&self) -> ID {
        cooperation_id(self.row.cooperation)
    }

    pub async fn kind(&self) -> CooperationKind {
        self.row.kind().into()
    }

    /// Its own title, else the names of its parties.
    pub async fn title(&self, lang: Option<Lang>) -> Result<String> {
        self.called(self.view.lang(lang)).await
    }

    pub async fn stage(&self) -> Stage {
        self.row.stage.into()
    }

    pub async fn sides(&self) -> Result<Vec<Side>> {
        let rows = self.view.load(SidesOf(self.uuid())).await?.unwrap_or_default();
        Ok(rows.iter().map(|row| Side { common: self.clone(), row: *row }).collect())
    }

    pub async fn parties(&self) -> Result<Vec<Party>> {
        let rows = self.party_rows().await?;
        self.show_parties(rows.iter()).await
    }

    pub async fn themes(&self) -> Vec<Theme> {
        Theme::list(&self.view, &self.row.themes)
    }

    /// Since when, as far as is known.
    pub async fn since(&self) -> Option<PartialDate> {
        self.row.since.clone().map(|date| PartialDate(date.0))
    }

    pub async fn recorded_at(&self) -> DateTime {
        DateTime(self.row.recorded_at)
    }

    /// The last act that keeps it awake.
    pub async fn last_activity(&self) -> DateTime {
        DateTime(self.row.last_activity)
    }

    pub async fn visibility(&self) -> Visibility {
        self.row.visibility.into()
    }

    /// Where the record comes from, for an older one.
    pub async fn source(&self) -> Option<String> {
        self.row.source.clone()
    }

    /// True when an older link was recorded and not every side has confirmed it yet.
    pub async fn recorded_as_existing(&self) -> bool {
        self.row.recorded_as_existing
    }

    /// What is expected now, and of whom.
    pub async fn waiting(&self) -> Result<Vec<WaitingItem>> {
        self.expected().await
    }

    /// What the viewer's side can do now, or why not; empty for others and in the past.
    pub async fn possibilities(&self) -> Result<Vec<Possibility>> {
        super::possibility::possibilities(self).await
    }

    pub async fn decisions(&self) -> Result<Vec<CouncilDecision>> {
        let rows = self.view.load(DecisionsOf(self.uuid())).await?.unwrap_or_default();
        let mut decisions = Vec::with_capacity(rows.len());
        for (row, at) in rows.iter() {
            decisions.push(CouncilDecision {
                organisation: self.view.known_organisation(row.organisation).await?,
                outcome: row.outcome.into(),
                on: Date(row.on),
                reference: row.reference.clone(),
                motives: row.motives.clone(),
                modalities: row.modalities.clone(),
                financial_means: row.financial_means.clone(),
                text_hash: row.text.clone().map(|hash| hash.0),
                recorded_at: DateTime(*at),
            });
        }
        Ok(decisions)
    }

    /// Remarks on the text; for its parties only.
    pub async fn remarks(&self) -> Result<Vec<Remark>> {
        let rows = self.view.load(RemarksOf(self.uuid())).await?.unwrap_or_default();
        let mut remarks = Vec::with_capacity(rows.len());
        for row in rows.iter() {
            let organisation = match row.author.organisation() {
                Some(id) => self.view.organisation(id).await?,
                None => None,
            };
            remarks.push(Remark {
                id: ID(row.id.to_string()),
                by: row.by.0,
                organisation,
                body: (&row.body).into(),
                about: row.about.0.clone(),
                visibility: row.visibility.into(),
                at: DateTime(row.at),
                actor: Actor::new(self.view.clone(), row.author),
            });
        }
        Ok(remarks)
    }

    /// Its exchanges by their first day: all, or the latest `last`.
    pub async fn exchanges(&self, last: Option<u32>) -> Result<Vec<Exchange>> {
        let id = self.uuid();
        let rows = match last {
            None => self.view.load(ExchangesOf(id)).await?.unwrap_or_default().to_vec(),
            Some(most) => {
                let latest = jumelage::query::latest_exchanges;
                self.view.read(move |conn, eyes| latest(conn, &eyes.sight, id, most)).await?
            }
        };
        let rows = rows.into_iter().map(Arc::new);
        Ok(rows.map(|row| Exchange::new(self.view.clone(), row)).collect())
    }

    /// Its conventions, oldest first: those in force or past for whoever sees it, drafts for partners and coordinators.
    pub async fn conventions(&self) -> Result<Vec<Convention>> {
        let rows = self.view.load(ConventionsOf(self.uuid())).await?.unwrap_or_default();
        let rows = rows.iter().cloned().map(Arc::new);
        Ok(rows.map(|row| Convention::new(self.view.clone(), row)).collect())
    }

    /// Its projects, oldest first: those whose work has begun for whoever sees it, proposals for partners and coordinators.
    pub async fn projects(&self) -> Result<Vec<Project>> {
        self.of_projects().await
    }

    /// What the screening found when the platform repeated it; nothing when it never found anything else than at first.
    pub async fn screening(&self) -> Result<Option<Screening>> {
        match &self.row.screened {
            Some(standing) => Screening::of(&self.view, standing).await.map(Some),
            None => Ok(None),
        }
    }

    pub async fn ending(&self) -> Option<Ending> {
        self.row.ending.as_ref().map(|ending| Ending {
            side: ending.side.0,
            reason: ending.reason.clone(),
            lessons: ending.lessons.clone(),
            at: DateTime(ending.at),
        })
    }

    /// The latest cursor of this cooperation's history.
    pub async fn cursor(&self) -> CursorText {
        Cursor::at(self.row.last_seq).into()
    }

    /// The handover pack: what a newly elected team needs to know, as far as the viewer sees it.
    #[graphql(complexity = "child_complexity * 20 + 50")]
    pub async fn handover(&self, lang: Option<Lang>) -> Result<Report> {
        of_cooperation(&self.view, self.row.cooperation, self.view.lang(lang)).await
    }

    /// What happened, oldest first: from `after` on (`first`), or the latest before `before` (`last`).
    #[graphql(complexity = "rows(first.or(last), None) * child_complexity + 1")]
    pub async fn timeline(
        &self,
        first: Option<i32>,
        after: Option<CursorText>,
        last: Option<i32>,
        before: Option<CursorText>,
    ) -> Result<ChangePage> {
        let scope = readmodel::FeedScope { cooperations: vec![self.uuid()], ..Default::default() };
        if last.is_none() && before.is_none() {
            return page_of(&self.view, scope, first, after).await;
        }
        latest_of(&self.view, scope, last, before).await
    }
}

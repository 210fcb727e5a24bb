//! Conventions: a signed agreement from a named draft to force, with the path of each party by its country's law.

use std::sync::Arc;

use async_graphql::{ID, Object, SimpleObject};
use domain::access::allows;
use domain::context::SeatOf;
use domain::convention::{self, Known, Stage};
use domain::cooperation::Cooperation as CooperationId;
use domain::rules::PartyFacts;
use domain::{ConventionId, OrganisationId};
use partnership::conventions::action_of;
use partnership::query::{ConventionRow, ConventionVersionRow};
use readmodel::FeedScope;

use super::change::{ChangePage, page_of};
use super::connection::rows;
use super::cooperation::{Cooperation, LocalText, in_lang, texts};
use super::cursor::CursorText;
use super::draft::ConventionDraft;
use super::enums::{ConventionAct, ConventionKind, ConventionStage, Lang};
use super::fault::Result;
use super::ids::Global;
use super::loaders::{ConventionVersionsOf, WaitingOf};
use super::organisation::Organisation;
use super::possibility::facts;
use super::refusal::{RefusalView, Rule};
use super::scalars::{Date, DateTime};
use super::screening::PartScreening;
use super::view::View;
use super::waiting::WaitingItem;

mod party;

pub use party::{ConventionParty, Term};

/// What one party is expected to spend.
#[derive(SimpleObject)]
pub struct Commitment {
    pub organisation: Organisation,
    /// An exact decimal: `12000.50`.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
}

/// A named version of the text: what the sides consent to.
#[derive(SimpleObject)]
pub struct ConventionVersion {
    /// From 1.
    pub number: u32,
    pub name: String,
    /// What consents refer to.
    pub hash: String,
    pub texts: Vec<LocalText>,
    /// Its object in short.
    pub object: Vec<LocalText>,
    pub commitments: Vec<Commitment>,
    pub term: Option<Term>,
    /// The side that named it.
    pub by: u8,
    /// What is new and why.
    pub reason: String,
    pub at: DateTime,
}

/// Where a side stands towards the present version.
#[derive(SimpleObject)]
pub struct ConventionSide {
    pub number: u8,
    /// True when it consented to the present version.
    pub consented: bool,
    /// True when the viewer has a seat on it.
    pub is_mine: bool,
    pub parties: Vec<Organisation>,
}

/// A line of the live check: what the law asks of the text.
#[derive(SimpleObject)]
pub struct ContentItem {
    pub rule: Rule,
    /// What is missing; null when it is there.
    pub missing: Option<RefusalView>,
}

/// An act on a convention that the viewer can do now, or why not.
#[derive(SimpleObject)]
pub struct ConventionPossibility {
    pub act: ConventionAct,
    pub refusal: Option<RefusalView>,
}

/// A signed agreement of a cooperation, or of an authority and an association.
#[derive(Clone)]
pub struct Convention {
    view: View,
    row: Arc<ConventionRow>,
}

impl Convention {
    /// The row as an object.
    #[must_use]
    pub fn new(view: View, row: Arc<ConventionRow>) -> Self {
        Self { view, row }
    }

    /// What it is called.
    #[must_use]
    pub fn called(&self, lang: domain::Lang) -> String {
        let titles = self.row.state.opening.as_ref().map(|opening| &opening.title[..]);
        in_lang(titles.unwrap_or_default(), lang).unwrap_or_default().to_owned()
    }

    /// Its cooperation.
    #[must_use]
    pub fn of_cooperation(&self) -> CooperationId {
        self.row.cooperation
    }

    fn towns(&self) -> Vec<OrganisationId> {
        self.row.state.parties().iter().map(|party| party.organisation).collect()
    }

    async fn facts(&self) -> Result<Vec<PartyFacts>> {
        facts(&self.view, self.towns()).await
    }

    /// What a decision would know now.
    async fn known(&self) -> Result<Known> {
        let cooperation = self.view.known_cooperation(self.row.cooperation).await?;
        let themes = cooperation.row.themes.clone();
        Ok(Known { facts: self.facts().await?, themes, open: true, ..Known::default() })
    }

    /// The row itself.
    #[must_use]
    pub fn row(&self) -> &ConventionRow {
        &self.row
    }

    async fn all_versions(&self) -> Result<Vec<ConventionVersion>> {
        let found = self.view.load(ConventionVersionsOf(self.row.id.0)).await?.unwrap_or_default();
        let mut versions = Vec::with_capacity(found.len());
        for row in found.iter() {
            versions.push(self.version_of(row).await?);
        }
        Ok(versions)
    }

    async fn version_of(&self, row: &ConventionVersionRow) -> Result<ConventionVersion> {
        let version = &row.version;
        let mut commitments = Vec::with_capacity(version.commitments.len());
        for one in &version.commitments {
            commitments.push(Commitment {
                organisation: self.view.known_organisation(one.organisation).await?,
                amount: one.amount.to_string(),
                currency: one.currency.clone(),
            });
        }
        Ok(ConventionVersion {
            number: row.number,
            name: version.name.clone(),
            hash: version.hash.0.clone(),
            texts: texts(&version.texts),
            object: texts(&version.object),
            commitments,
            term: version.term.as_ref().map(Term::of),
            by: row.by.0,
            reason: row.reason.clone(),
            at: DateTime(row.at),
        })
    }

    async fn conventions(&self, ids: &[ConventionId]) -> Result<Vec<Convention>> {
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            found.extend(self.view.convention(*id).await?);
        }
        Ok(found)
    }

    /// What the people of `own` can do, as their role allows.
    fn possible(&self, own: OrganisationId, known: &Known) -> Vec<convention::Possibility> {
        let mut found = convention::possible(&self.row.state, own, known, self.view.today());
        for possibility in &mut found {
            if possibility.refused.is_none() {
                let author =
                    self.view.viewer().map(|viewer| viewer.author(Some(SeatOf::Organisation(own))));
                let refused = author.and_then(|author| {
                    author.and_then(|author| allows(&author, action_of(possibility.act))).err()
                });
                possibility.refused = refused;
            }
        }
        found
    }
}

#[Object]
impl Convention {
    pub async fn id(&self) -> ID {
        self.row.id.global()
    }

    /// What the rules find in its parties on the day of the look, while it is prepared or binds; null when nothing is.
    async fn screening(&self) -> Result<Option<PartScreening>> {
        if self.row.state.closed.is_some() {
            return Ok(None);
        }
        let known = self.known().await?;
        PartScreening::of(&self.view, &known.facts, &known.themes).await
    }

    async fn cooperation(&self) -> Result<Cooperation> {
        self.view.known_cooperation(self.row.cooperation).await
    }

    async fn kind(&self) -> ConventionKind {
        let opening = self.row.state.opening.as_ref();
        opening.map_or(ConventionKind::Framework, |opening| opening.kind.into())
    }

    async fn title(&self, lang: Option<Lang>) -> String {
        self.called(self.view.lang(lang))
    }

    async fn titles(&self) -> Vec<LocalText> {
        self.row.state.opening.as_ref().map(|opening| texts(&opening.title)).unwrap_or_default()
    }

    async fn stage(&self) -> ConventionStage {
        convention::stage(&self.row.state).unwrap_or(Stage::Drafting).into()
    }

    /// The parties with their path: vote, signature and the formalities of their country's law.
    async fn parties(&self) -> Result<Vec<ConventionParty>> {
        let facts = self.facts().await?;
        let mut parties = Vec::new();
        for party in self.row.state.parties() {
            parties.push(ConventionParty::of(&self.view, &self.row.state, party, &facts).await?);
        }
        Ok(parties)
    }

    async fn sides(&self) -> Result<Vec<ConventionSide>> {
        let state = &self.row.state;
        let mut found = Vec::new();
        for side in domain::cooperation::sides(state.parties()) {
            let towns = domain::cooperation::of_side(state.parties(), side);
            let mut parties = Vec::with_capacity(towns.len());
            for town in &towns {
                parties.push(self.view.known_organisation(*town).await?);
            }
            found.push(ConventionSide {
                number: side.0,
                consented: state.consents.contains(&side),
                is_mine: towns.iter().any(|town| self.view.is_mine(*town)),
                parties,
            });
        }
        Ok(found)
    }

    /// The version as it stands; null until one is named and for an older convention.
    async fn version(&self) -> Result<Option<ConventionVersion>> {
        Ok(self.all_versions().await?.pop())
    }

    /// All versions, oldest first.
    async fn versions(&self) -> Result<Vec<ConventionVersion>> {
        self.all_versions().await
    }

    /// What the law asks of the text, with what is still missing; empty where no such law binds a party.
    async fn check(&self) -> Result<Vec<ContentItem>> {
        let facts = self.facts().await?;
        let items = convention::missing(&self.row.state, &facts, self.view.today());
        let item = |item: convention::Item| ContentItem {
            rule: Rule(domain::rules::rule(item.rule)),
            missing: item.missing.map(RefusalView),
        };
        Ok(items.into_iter().map(item).collect())
    }

    /// The text as it is being written; null for those who do not see drafts, and in the past.
    async fn draft(&self) -> Result<Option<ConventionDraft>> {
        ConventionDraft::of(&self.view, &self.row).await
    }

    /// What every party must do next, and since when.
    async fn waiting(&self) -> Result<Vec<WaitingItem>> {
        let id = readmodel::cooperation::id_of(self.row.cooperation);
        let found = self.view.load(WaitingOf(id)).await?.unwrap_or_default();
        let part = Some(readmodel::cooperation::Part::Convention(self.row.id));
        let mine = found.iter().filter(|row| row.part == part);
        Ok(mine.map(|row| WaitingItem::of(&self.view, row)).collect())
    }

    /// What the viewer can do now, or why not; the best answer where they hold seats in several parties.
    async fn possibilities(&self) -> Result<Vec<ConventionPossibility>> {
        let mut best: Vec<convention::Possibility> = Vec::new();
        if self.view.is_past() {
            return Ok(Vec::new());
        }
        let known = self.known().await?;
        for own in self.towns().into_iter().filter(|own| self.view.is_mine(*own)) {
            for possibility in self.possible(own, &known) {
                match best.iter_mut().find(|other| other.act == possibility.act) {
                    Some(other) if possibility.refused.is_none() => other.refused = None,
                    Some(_) => {}
                    None => best.push(possibility),
                }
            }
        }
        let shown = |possibility: convention::Possibility| ConventionPossibility {
            act: possibility.act.into(),
            refusal: possibility.refused.map(RefusalView),
        };
        Ok(best.into_iter().map(shown).collect())
    }

    /// Since when it binds; null before, and where the day of an older one is not known.
    async fn in_force_since(&self) -> Option<Date> {
        self.row.state.in_force.and_then(|force| force.since).map(Date)
    }

    /// True when it was in force before the platform and put on record.
    async fn recorded_as_existing(&self) -> bool {
        self.row.state.opening.as_ref().is_some_and(|opening| opening.existing)
    }

    /// How long it holds, as the text says or as it was renewed.
    async fn term(&self) -> Option<Term> {
        self.row.state.term.as_ref().map(Term::of)
    }

    /// The convention that an amendment changes.
    async fn amends(&self) -> Result<Option<Convention>> {
        let amends = self.row.state.opening.as_ref().and_then(|opening| opening.amends);
        match amends {
            Some(id) => self.view.convention(id).await,
            None => Ok(None),
        }
    }

    /// The amendments in force that changed it.
    async fn amendments(&self) -> Result<Vec<Convention>> {
        self.conventions(&self.row.state.amendments).await
    }

    /// Why it was closed, where somebody said.
    async fn closing_reason(&self) -> Option<&str> {
        self.row.state.closing.as_deref()
    }

    async fn opened_at(&self) -> DateTime {
        DateTime(self.row.opened_at)
    }

    async fn changed_at(&self) -> DateTime {
        DateTime(self.row.changed_at)
    }

    /// What happened to it, oldest first.
    #[graphql(complexity = "rows(first, None) * child_complexity + 1")]
    async fn history(&self, first: Option<i32>, after: Option<CursorText>) -> Result<ChangePage> {
        let scope = FeedScope { subjects: vec![self.row.id.0], ..Default::default() };
        page_of(&self.view, scope, first, after).await
    }
}

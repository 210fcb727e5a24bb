//! Partnerships.

use std::sync::Arc;

use async_graphql::{Object, SimpleObject};
use domain::PartnershipId;
use partnership::query::PartnershipRow;
use readmodel::cooperation::VersionRow;

use super::cooperation::{Common, LocalText, texts};
use super::enums::PartnershipNature;
use super::fault::{Result, coded};
use super::loaders::TermsOf;
use super::reference::{Sdg, Theme};
use super::scalars::{Date, DateTime, PartialDate};
use super::view::View;

/// What one side expects and brings.
#[derive(SimpleObject)]
pub struct Benefit {
    pub side: u8,
    pub expects: String,
    pub brings: String,
}

/// A version of what the sides agree on.
#[derive(SimpleObject)]
pub struct Terms {
    /// From 1.
    pub number: i64,
    /// What acceptances refer to.
    pub hash: String,
    pub title: Vec<LocalText>,
    pub purpose: Vec<LocalText>,
    pub themes: Vec<Theme>,
    pub sdgs: Vec<Sdg>,
    pub territories: Vec<String>,
    pub benefits: Vec<Benefit>,
    /// The side that wrote it.
    pub by: Option<u8>,
    pub at: DateTime,
    /// What was changed and why.
    pub reason: Option<String>,
}

impl Terms {
    fn of(view: &View, row: &VersionRow<domain::partnership::Terms>) -> Self {
        let benefits = row.body.benefits.iter().map(|benefit| Benefit {
            side: benefit.side.0,
            expects: benefit.expects.clone(),
            brings: benefit.brings.clone(),
        });
        Self {
            number: row.number,
            hash: row.hash.0.clone(),
            title: texts(&row.body.title),
            purpose: texts(&row.body.purpose),
            themes: Theme::list(view, &row.body.themes),
            sdgs: row.body.sdgs.iter().map(|sdg| Sdg(sdg.0)).collect(),
            territories: row.body.territories.clone(),
            benefits: benefits.collect(),
            by: row.by.map(|side| side.0),
            at: DateTime(row.at),
            reason: row.reason.clone(),
        }
    }
}

/// A cooperation between authorities of two sides or more, from the proposal to its end.
#[derive(Clone)]
pub struct Partnership(Common);

impl std::ops::Deref for Partnership {
    type Target = Common;

    fn deref(&self) -> &Common {
        &self.0
    }
}

impl Partnership {
    /// The cooperation as a partnership.
    #[must_use]
    pub fn new(common: Common) -> Self {
        Self(common)
    }

    async fn details(&self) -> Result<Option<Arc<PartnershipRow>>> {
        self.view.load(PartnershipId(self.uuid())).await
    }

    async fn versions(&self) -> Result<Vec<Terms>> {
        let rows = self.view.load(TermsOf(self.uuid())).await?.unwrap_or_default();
        Ok(rows.iter().map(|row| Terms::of(&self.view, row)).collect())
    }
}

#[Object]
impl Partnership {
    #[graphql(flatten)]
    async fn common(&self) -> &Common {
        &self.0
    }

    async fn nature(&self) -> Result<PartnershipNature> {
        Ok(self.details().await?.map_or(PartnershipNature::Informal, |row| {
            row.state.nature.map_or(PartnershipNature::Informal, Into::into)
        }))
    }

    /// The terms as they stand.
    async fn terms(&self) -> Result<Terms> {
        let last = self.versions().await?.pop();
        last.ok_or_else(|| coded("a partnership has terms", "INTERNAL"))
    }

    /// All versions of the terms, oldest first.
    async fn terms_versions(&self) -> Result<Vec<Terms>> {
        self.versions().await
    }

    /// Why this partner.
    async fn reason_for_choice(&self) -> Result<Option<String>> {
        Ok(self.details().await?.and_then(|row| row.words.reason_for_choice.clone()))
    }

    /// When the partners first met, if they remember.
    async fn first_contact(&self) -> Result<Option<PartialDate>> {
        let date = self.details().await?.and_then(|row| row.words.first_contact.clone());
        Ok(date.map(|date| PartialDate(date.0)))
    }

    /// First day.
    async fn started_on(&self) -> Result<Option<Date>> {
        Ok(self.details().await?.and_then(|row| row.words.started_on).map(Date))
    }
}

//! Twinnings.

use async_graphql::{Object, SimpleObject};
use domain::JumelageId;
use jumelage::query::JumelageRow;
use readmodel::cooperation::VersionRow;
use std::sync::Arc;

use super::committee::Committee;
use super::cooperation::{Common, LocalText, Party, texts};
use super::enums::JumelageKind;
use super::fault::Result;
use super::loaders::CharterOf;
use super::scalars::{Date, DateTime, PartialDate};

/// A version of a charter.
#[derive(SimpleObject)]
pub struct TextVersion {
    /// From 1.
    pub number: i64,
    /// What consents refer to.
    pub hash: String,
    pub texts: Vec<LocalText>,
    /// The side that wrote it.
    pub by: u8,
    /// What was changed and why.
    pub reason: Option<String>,
    pub at: DateTime,
}

impl From<&VersionRow<Vec<domain::LocalText>>> for TextVersion {
    fn from(row: &VersionRow<Vec<domain::LocalText>>) -> Self {
        Self {
            number: row.number,
            hash: row.hash.0.clone(),
            texts: texts(&row.body),
            by: row.by.map(|side| side.0).unwrap_or_default(),
            reason: row.reason.clone(),
            at: DateTime(row.at),
        }
    }
}

/// The ceremony that was held.
#[derive(SimpleObject)]
pub struct Ceremony {
    pub on: Date,
    pub place: String,
    pub participants: Option<u32>,
}

/// A lasting, solemn bond of towns and of their inhabitants, from the proposal to its memory.
#[derive(Clone)]
pub struct Jumelage(Common);

impl std::ops::Deref for Jumelage {
    type Target = Common;

    fn deref(&self) -> &Common {
        &self.0
    }
}

impl Jumelage {
    /// The cooperation as a twinning.
    #[must_use]
    pub fn new(common: Common) -> Self {
        Self(common)
    }

    async fn details(&self) -> Result<Option<Arc<JumelageRow>>> {
        self.view.load(JumelageId(self.uuid())).await
    }

    async fn versions(&self) -> Result<Vec<TextVersion>> {
        let rows = self.view.load(CharterOf(self.uuid())).await?.unwrap_or_default();
        Ok(rows.iter().map(Into::into).collect())
    }
}

#[Object]
impl Jumelage {
    #[graphql(flatten)]
    async fn common(&self) -> &Common {
        &self.0
    }

    async fn jumelage_kind(&self) -> Result<JumelageKind> {
        Ok(self.details().await?.map_or(JumelageKind::Other, |row| {
            row.state.kind.map_or(JumelageKind::Other, Into::into)
        }))
    }

    /// Why these towns.
    async fn motives(&self) -> Result<Option<String>> {
        Ok(self.details().await?.and_then(|row| row.words.motives.clone()))
    }

    /// When the towns first met, if they remember.
    async fn first_contact(&self) -> Result<Option<PartialDate>> {
        let date = self.details().await?.and_then(|row| row.words.first_contact.clone());
        Ok(date.map(|date| PartialDate(date.0)))
    }

    /// The charter as it stands; null for a twinning recorded as existing without its text.
    async fn charter(&self) -> Result<Option<TextVersion>> {
        Ok(self.versions().await?.pop())
    }

    /// All versions of the charter, oldest first.
    async fn charter_versions(&self) -> Result<Vec<TextVersion>> {
        self.versions().await
    }

    /// The committees of its sides, dissolved ones included.
    #[graphql(name = "committees")]
    async fn all_committees(&self) -> Result<Vec<Committee>> {
        self.0.committees().await
    }

    async fn ceremony(&self) -> Result<Option<Ceremony>> {
        let held = self.details().await?.and_then(|row| row.words.ceremony.clone());
        Ok(held.map(|held| Ceremony {
            on: Date(held.on),
            place: held.place,
            participants: held.participants,
        }))
    }

    /// Towns that are invited and did not join yet, on the side they would stand on.
    async fn invitations(&self) -> Result<Vec<Party>> {
        let details = self.details().await?;
        let rows = details.as_deref().map_or(&[][..], |row| row.invited.as_slice());
        let mut invited = Vec::with_capacity(rows.len());
        for row in rows {
            invited.push(Party {
                organisation: self.view.known_organisation(row.organisation).await?,
                side: row.side.0,
                role: row.role.into(),
                is_mine: self.view.is_mine(row.organisation),
            });
        }
        Ok(invited)
    }
}

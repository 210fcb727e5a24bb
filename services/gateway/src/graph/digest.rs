//! The digest that somebody asked for: how often, and when the next one comes.

use async_graphql::{Context, Enum, SimpleObject};
use domain::PersonId;
use identity::{Digest as Chosen, Rhythm};

use super::fault::{Result, fault};
use super::scalars::DateTime;
use super::view::world;

/// How often somebody is written to.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum DigestRhythm {
    Never,
    /// In the morning of each day on which there is something to tell.
    Daily,
    /// On Monday mornings, when there is something to tell.
    Weekly,
}

impl DigestRhythm {
    /// `None` for never.
    pub(crate) fn chosen(self) -> Option<Rhythm> {
        match self {
            Self::Never => None,
            Self::Daily => Some(Rhythm::Daily),
            Self::Weekly => Some(Rhythm::Weekly),
        }
    }
}

/// Mails of what happened in one's cooperations and in the feeds one follows.
#[derive(SimpleObject)]
pub struct Digest {
    pub rhythm: DigestRhythm,
    /// The time zone in whose morning they are written (IANA).
    pub zone: Option<String>,
    /// When the next one comes, if there is something to tell then.
    pub next_at: Option<DateTime>,
}

impl From<Option<Chosen>> for Digest {
    fn from(chosen: Option<Chosen>) -> Self {
        let Some(Chosen { rhythm, zone, next, .. }) = chosen else {
            return Self { rhythm: DigestRhythm::Never, zone: None, next_at: None };
        };
        let rhythm = match rhythm {
            Rhythm::Daily => DigestRhythm::Daily,
            Rhythm::Weekly => DigestRhythm::Weekly,
        };
        Self { rhythm, zone: Some(zone), next_at: Some(DateTime(next)) }
    }
}

/// What a person chose.
pub(super) fn of(ctx: &Context<'_>, person: PersonId) -> Result<Digest> {
    Ok(world(ctx)?.identity.digest(person).map_err(fault)?.into())
}

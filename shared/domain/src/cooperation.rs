//! What a twinning and a partnership share: sides, parties, themes, the words of a text and what a council decided.

mod acting;
mod canonical;
#[cfg(test)]
pub(crate) mod fixtures;
pub mod limits;
mod waiting;
pub(crate) mod words;

pub use acting::{authorities, is_french_authority, must_deliberate, of_side, side_of, sides};
pub use waiting::{Act, Possibility, Waiting, WaitingFor};

pub(crate) use acting::*;
pub(crate) use canonical::Canonical;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::{ConventionId, ExchangeId, JumelageId, OrganisationId, PartnershipId, ProjectId};
use crate::text::LocalText;

/// A side (shore): the parties that speak with one voice. Numbers only tell sides apart; none is first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Side(pub u8);

/// What a party does in a cooperation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyRole {
    /// Speaks for its side.
    Lead,
    /// Speaks for its side together with the lead.
    CoLead,
    /// Takes part.
    Member,
    /// Carries the work out for a side (an association, a syndicate).
    Operator,
    /// Pays a share.
    Funder,
    /// Receives delegations and exchanges.
    Host,
}

/// An organisation's seat in a cooperation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Party {
    /// Who.
    pub organisation: OrganisationId,
    /// Which shore it stands on.
    pub side: Side,
    /// What it does there.
    pub role: PartyRole,
}

/// Which cooperation a thing belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum Cooperation {
    /// A twinning.
    Jumelage(JumelageId),
    /// A partnership.
    Partnership(PartnershipId),
}

/// What an activity is about, for those that keep a cooperation awake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum Activity {
    /// An exchange that was held.
    Exchange(ExchangeId),
}

/// Code of `themes.csv`, such as `1.2` (water and sanitation).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Theme(pub String);

impl Theme {
    /// True when `other` is this theme or lies under it: `1` covers `1.2`, never `10.1`.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        other.0.strip_prefix(&self.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

/// A sustainable development goal, 1 to 17.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sdg(pub u8);

/// SHA-256 of a text's canonical form: what a consent is given to. Hex in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TextHash(pub String);

/// What a document or a discussion is about: a cooperation itself, or a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum About {
    /// The cooperation itself.
    Cooperation,
    /// One of its conventions.
    Convention(ConventionId),
    /// One of its projects.
    Project(ProjectId),
}

impl About {
    /// The bare id of the part; `None` for the cooperation itself.
    #[must_use]
    pub fn part(self) -> Option<uuid::Uuid> {
        match self {
            Self::Cooperation => None,
            Self::Convention(id) => Some(id.0),
            Self::Project(id) => Some(id.0),
        }
    }
}

/// A date known to the day, the month or only the year, as old records are: `1963`, `1963-05`, `1963-05-18`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PartialDate(pub String);

/// What a council decided (guide 1-2 P-02; R-01 asks for motives, modalities and financial means).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouncilDecision {
    /// The authority whose council voted.
    pub organisation: OrganisationId,
    /// Adopted or rejected.
    pub outcome: Vote,
    /// Day of the session.
    pub on: Date,
    /// The council's own number for the act, if it has one.
    pub reference: Option<String>,
    /// Why.
    pub motives: Option<String>,
    /// How.
    pub modalities: Option<String>,
    /// With which means; "none" is an answer.
    pub financial_means: Option<String>,
    /// The text that was voted, where there is one.
    pub text: Option<TextHash>,
}

/// The outcome of a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vote {
    /// Adopted.
    Adopted,
    /// Rejected.
    Rejected,
}

/// A text in several languages with the hash that consents refer to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CharterText {
    /// One entry a language, at least one.
    pub texts: Vec<LocalText>,
    /// Hash of `texts` ([`crate::jumelage::hash_of`]).
    pub hash: TextHash,
}

/// Why and by whom a cooperation was ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// The side that ended it; leaving is unilateral.
    pub side: Side,
    /// The reason, required.
    pub reason: String,
    /// What was learnt, required: the memory of the cooperation.
    pub lessons: String,
}

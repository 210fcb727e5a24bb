//! Inputs of the mutations and how they become the domain's commands.

mod committee;
mod convention;
mod directory;
mod draft;
mod evaluation;
mod exchange;
mod factors;
mod financing;
mod follows;
mod group;
mod jumelage;
mod lesson;
mod mail;
mod partnership;
mod phase;
mod privacy;
mod project;
mod providers;
mod remark;
mod seats;
mod session;
mod talk;
mod tokens;

pub use committee::*;
pub use convention::*;
pub use directory::*;
pub use draft::*;
pub use evaluation::*;
pub use exchange::*;
pub use factors::*;
pub use financing::*;
pub use follows::*;
pub use group::*;
pub use jumelage::*;
pub use lesson::*;
pub use mail::*;
pub use partnership::*;
pub use phase::*;
pub use privacy::*;
pub use project::*;
pub use providers::*;
pub use remark::*;
pub use seats::*;
pub use session::*;
pub use talk::*;
pub use tokens::*;

use async_graphql::{ID, InputObject};
use domain::cooperation::{CouncilDecision, Party, Side, Theme};
use domain::{OrganisationId, Refusal, rules};

use crate::graph::enums::{PartyRole, Visibility, Vote};
use crate::graph::ids::Global;
use crate::graph::scalars::{Date, Uuid};

/// Words in a language; `lang` is a BCP 47 tag.
#[derive(Debug, Clone, InputObject)]
pub struct LocalTextInput {
    pub lang: String,
    pub text: String,
}

impl From<LocalTextInput> for domain::LocalText {
    fn from(text: LocalTextInput) -> Self {
        Self { lang: text.lang, text: text.text }
    }
}

/// A point, WGS 84 degrees.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct PlaceInput {
    pub latitude: f64,
    pub longitude: f64,
}

impl From<PlaceInput> for domain::organisation::Place {
    fn from(place: PlaceInput) -> Self {
        Self { latitude: place.latitude, longitude: place.longitude }
    }
}

/// The seat in whose name a person acts: the organisation's or group's id; may be left out by people with a single seat.
#[derive(Debug, Clone, InputObject)]
pub struct ActingAs {
    pub organisation: Option<ID>,
    pub group: Option<ID>,
}

/// An organisation's seat in a cooperation. Numbers of sides only tell them apart; none is first.
#[derive(Debug, Clone, InputObject)]
pub struct PartyInput {
    pub organisation: ID,
    pub side: u8,
    #[graphql(default_with = "PartyRole::Lead")]
    pub role: PartyRole,
}

/// What a council decided; the acting organisation's own council.
#[derive(Debug, Clone, InputObject)]
pub struct RecordDecisionInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub cooperation: ID,
    pub outcome: Vote,
    pub on: Date,
    pub reference: Option<String>,
    pub motives: Option<String>,
    pub modalities: Option<String>,
    pub financial_means: Option<String>,
}

impl RecordDecisionInput {
    /// The decision as recorded; the voted text is the one that stands, which the decider fills in.
    pub(crate) fn decision(self, organisation: OrganisationId) -> CouncilDecision {
        CouncilDecision {
            organisation,
            outcome: self.outcome.into(),
            on: self.on.0,
            reference: self.reference,
            motives: self.motives,
            modalities: self.modalities,
            financial_means: self.financial_means,
            text: None,
        }
    }
}

/// A remark on the text whose hash is `about`.
#[derive(Debug, Clone, InputObject)]
pub struct RemarkInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub cooperation: ID,
    pub about: String,
    pub body: LocalTextInput,
    /// `SIDE`: for one's own side alone; `PARTNERS`: for all sides, which is what is meant when it is left out.
    pub visibility: Option<Visibility>,
}

impl RemarkInput {
    pub(crate) fn visibility(&self) -> domain::access::Visibility {
        self.visibility.map_or(domain::access::Visibility::Partners, Into::into)
    }
}

/// The end of a cooperation: its reason and what was learnt are its memory.
#[derive(Debug, Clone, InputObject)]
pub struct EndInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub cooperation: ID,
    pub reason: String,
    pub lessons: String,
}

/// The annulment of a cooperation by a State.
#[derive(Debug, Clone, InputObject)]
pub struct RecordAnnulmentInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub cooperation: ID,
    pub authority: String,
    pub reason: String,
    pub reference: Option<String>,
    pub on: Date,
}

/// Refusal of an id that is unknown or out of sight.
pub(crate) fn unknown(path: impl Into<String>, given: &str) -> Refusal {
    let detail = vec![given.chars().take(80).collect()];
    Refusal { rule: rules::H_UNKNOWN, path: Some(path.into()), detail }
}

/// The id of one kind of thing.
pub(crate) fn id<T: Global>(id: &ID, path: &str) -> Result<T, Refusal> {
    T::read(id).ok_or_else(|| unknown(path, id))
}

/// An id that may be absent.
pub(crate) fn optional_id<T: Global>(given: Option<&ID>, path: &str) -> Result<Option<T>, Refusal> {
    given.map(|given| id(given, path)).transpose()
}

pub(crate) fn parties(inputs: &[PartyInput]) -> Result<Vec<Party>, Refusal> {
    inputs
        .iter()
        .enumerate()
        .map(|(index, input)| {
            let organisation = id(&input.organisation, &format!("parties.{index}.organisation"))?;
            Ok(Party { organisation, side: Side(input.side), role: input.role.into() })
        })
        .collect()
}

pub(crate) fn themes(codes: Vec<String>) -> Vec<Theme> {
    codes.into_iter().map(Theme).collect()
}

pub(crate) fn texts(inputs: Vec<LocalTextInput>) -> Vec<domain::LocalText> {
    inputs.into_iter().map(Into::into).collect()
}

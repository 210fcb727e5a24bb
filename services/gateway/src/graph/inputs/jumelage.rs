//! Inputs of acts on twinnings.

use async_graphql::{ID, InputObject};
use domain::cooperation::{Side, TextHash};
use domain::jumelage::Command;
use domain::organisation::{Kind, Profile};
use domain::rules::PartyFacts;
use domain::{OrganisationId, Refusal};

use super::{ActingAs, LocalTextInput, PartyInput, parties, texts, themes};
use crate::graph::enums::JumelageKind;
use crate::graph::scalars::{Date, PartialDate, Uuid};

/// A twinning proposed by the acting organisation to the others.
#[derive(Debug, Clone, InputObject)]
pub struct ProposeJumelageInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub parties: Vec<PartyInput>,
    pub kind: JumelageKind,
    pub motives: String,
    pub themes: Vec<String>,
    pub charter: Vec<LocalTextInput>,
    pub first_contact: Option<PartialDate>,
}

impl ProposeJumelageInput {
    pub(crate) fn command(self) -> Result<Command, Refusal> {
        Ok(Command::Propose {
            parties: parties(&self.parties)?,
            facts: Vec::new(),
            kind: self.kind.into(),
            motives: self.motives,
            themes: themes(self.themes),
            charter: texts(self.charter),
            first_contact: self.first_contact.map(Into::into),
        })
    }
}

/// A twinning that exists since before the platform.
#[derive(Debug, Clone, InputObject)]
pub struct RecordExistingJumelageInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub parties: Vec<PartyInput>,
    pub kind: JumelageKind,
    pub themes: Vec<String>,
    pub since: Option<PartialDate>,
    pub source: String,
}

impl RecordExistingJumelageInput {
    pub(crate) fn command(self) -> Result<Command, Refusal> {
        Ok(Command::RecordExisting {
            parties: parties(&self.parties)?,
            facts: Vec::new(),
            kind: self.kind.into(),
            themes: themes(self.themes),
            since: self.since.map(Into::into),
            source: self.source,
        })
    }
}

/// The whole new text of a charter; `basedOn` is the hash of the text that was read.
#[derive(Debug, Clone, InputObject)]
pub struct AmendCharterInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub jumelage: ID,
    pub based_on: String,
    pub charter: Vec<LocalTextInput>,
    pub reason: String,
}

impl AmendCharterInput {
    pub(crate) fn command(self) -> Command {
        Command::AmendCharter {
            based_on: TextHash(self.based_on),
            charter: texts(self.charter),
            reason: self.reason,
        }
    }
}

/// Consent to the charter with this hash, the one that was read.
#[derive(Debug, Clone, InputObject)]
pub struct ConsentToCharterInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub jumelage: ID,
    pub hash: String,
}

/// An act on a twinning with its reason.
#[derive(Debug, Clone, InputObject)]
pub struct JumelageReasonInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub jumelage: ID,
    pub reason: String,
}

/// An act on a twinning that needs no words.
#[derive(Debug, Clone, InputObject)]
pub struct JumelageActInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub jumelage: ID,
}

/// The ceremony that was held.
#[derive(Debug, Clone, InputObject)]
pub struct HoldCeremonyInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub jumelage: ID,
    pub on: Date,
    pub place: String,
    pub participants: Option<u32>,
}

impl HoldCeremonyInput {
    pub(crate) fn command(self) -> Command {
        Command::HoldCeremony {
            on: self.on.0,
            place: self.place,
            participants: self.participants,
            facts: Vec::new(),
        }
    }
}

/// Another kind of twinning from now on.
#[derive(Debug, Clone, InputObject)]
pub struct ChangeJumelageKindInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub jumelage: ID,
    pub kind: JumelageKind,
    pub reason: String,
}

/// All themes of a twinning from now on.
#[derive(Debug, Clone, InputObject)]
pub struct ChooseJumelageThemesInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub jumelage: ID,
    pub themes: Vec<String>,
    pub reason: String,
}

/// A further town, invited to an existing or a new side.
#[derive(Debug, Clone, InputObject)]
pub struct InviteTownInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub jumelage: ID,
    pub organisation: ID,
    pub side: u8,
    pub reason: String,
}

impl InviteTownInput {
    /// What the rules need to know of the town is the service's to look up.
    pub(crate) fn command(self, organisation: OrganisationId) -> Command {
        let facts = PartyFacts {
            organisation,
            name: String::new(),
            kind: Kind::Other,
            country: String::new(),
            population: None,
            profile: Profile::default(),
            territory: Vec::new(),
            superseded: false,
        };
        Command::InviteTown { organisation, side: Side(self.side), facts, reason: self.reason }
    }
}

/// Formalities that were missing and have been completed.
#[derive(Debug, Clone, InputObject)]
pub struct RegulariseInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub jumelage: ID,
    pub reason: String,
    pub reference: Option<String>,
}

//! Inputs of acts on partnerships.

use async_graphql::{ID, InputObject};
use domain::Refusal;
use domain::cooperation::{Sdg, Side, TextHash};
use domain::partnership::{Benefit, Command, TermsDraft};

use super::{ActingAs, LocalTextInput, PartyInput, parties, texts, themes};
use crate::graph::enums::PartnershipNature;
use crate::graph::scalars::{Date, PartialDate, Uuid};

/// What one side expects and brings.
#[derive(Debug, Clone, InputObject)]
pub struct BenefitInput {
    pub side: u8,
    pub expects: String,
    pub brings: String,
}

impl From<BenefitInput> for Benefit {
    fn from(input: BenefitInput) -> Self {
        Self { side: Side(input.side), expects: input.expects, brings: input.brings }
    }
}

/// What the sides agree on.
#[derive(Debug, Clone, InputObject)]
pub struct TermsInput {
    pub title: Vec<LocalTextInput>,
    pub purpose: Vec<LocalTextInput>,
    pub themes: Vec<String>,
    pub sdgs: Vec<u8>,
    pub territories: Vec<String>,
    pub benefits: Vec<BenefitInput>,
}

impl From<TermsInput> for TermsDraft {
    fn from(input: TermsInput) -> Self {
        Self {
            title: texts(input.title),
            purpose: texts(input.purpose),
            themes: themes(input.themes),
            sdgs: input.sdgs.into_iter().map(Sdg).collect(),
            territories: input.territories,
            benefits: input.benefits.into_iter().map(Into::into).collect(),
        }
    }
}

/// A partnership proposed by the acting organisation to the others.
#[derive(Debug, Clone, InputObject)]
pub struct ProposePartnershipInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub parties: Vec<PartyInput>,
    pub nature: PartnershipNature,
    pub terms: TermsInput,
    pub reason_for_choice: String,
    pub first_contact: Option<PartialDate>,
}

impl ProposePartnershipInput {
    pub(crate) fn command(self) -> Result<Command, Refusal> {
        Ok(Command::Propose {
            parties: parties(&self.parties)?,
            facts: Vec::new(),
            nature: self.nature.into(),
            terms: self.terms.into(),
            reason_for_choice: self.reason_for_choice,
            first_contact: self.first_contact.map(Into::into),
        })
    }
}

/// A partnership that exists since before the platform.
#[derive(Debug, Clone, InputObject)]
pub struct RecordExistingPartnershipInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub parties: Vec<PartyInput>,
    pub nature: PartnershipNature,
    pub terms: TermsInput,
    pub since: Option<PartialDate>,
    pub source: String,
}

impl RecordExistingPartnershipInput {
    pub(crate) fn command(self) -> Result<Command, Refusal> {
        Ok(Command::RecordExisting {
            parties: parties(&self.parties)?,
            facts: Vec::new(),
            nature: self.nature.into(),
            terms: self.terms.into(),
            since: self.since.map(Into::into),
            source: self.source,
        })
    }
}

/// The whole new terms; `basedOn` is the hash of the terms that were read.
#[derive(Debug, Clone, InputObject)]
pub struct ReviseTermsInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub partnership: ID,
    pub based_on: String,
    pub terms: TermsInput,
    pub reason: String,
}

impl ReviseTermsInput {
    pub(crate) fn command(self) -> Command {
        Command::ReviseTerms {
            based_on: TextHash(self.based_on),
            terms: self.terms.into(),
            facts: Vec::new(),
            reason: self.reason,
        }
    }
}

/// Acceptance of the terms with this hash, those that were read.
#[derive(Debug, Clone, InputObject)]
pub struct AcceptPartnershipInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub partnership: ID,
    pub hash: String,
}

/// An act on a partnership with its reason.
#[derive(Debug, Clone, InputObject)]
pub struct PartnershipReasonInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub partnership: ID,
    pub reason: String,
}

/// An act on a partnership that needs no words.
#[derive(Debug, Clone, InputObject)]
pub struct PartnershipActInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub partnership: ID,
}

/// The first day of a partnership.
#[derive(Debug, Clone, InputObject)]
pub struct StartPartnershipInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub partnership: ID,
    pub on: Date,
}

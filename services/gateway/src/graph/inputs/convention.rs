//! Inputs of acts on conventions.

use async_graphql::{ID, InputObject};
use domain::convention::{
    Approval, Command, Commitment, Draft, Formality, Signature, Term, Votes, amount,
};
use domain::cooperation::{Cooperation, TextHash};
use domain::{ConventionId, LocalText, OrganisationId, Refusal, RemarkId, rules};

use super::{ActingAs, LocalTextInput, id, texts, unknown};
use crate::graph::enums::{ConventionKind, ConventionStep, Vote};
use crate::graph::scalars::{Date, PartialDate, Uuid};

/// A convention to begin. Its parties are those of the cooperation that decide; with an association, the acting
/// organisation and the association.
#[derive(Debug, Clone, InputObject)]
pub struct OpenConventionInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub cooperation: ID,
    pub kind: ConventionKind,
    pub title: Vec<LocalTextInput>,
    /// For the kind `ASSOCIATION`: an association that takes part in the cooperation.
    pub association: Option<ID>,
    /// For the kind `AMENDMENT`: the convention in force that it changes.
    pub amends: Option<ID>,
}

impl OpenConventionInput {
    pub(crate) fn command(self, of: Cooperation, amends: Option<ConventionId>) -> Command {
        Command::Open {
            kind: self.kind.into(),
            cooperation: Some(of),
            parties: Vec::new(),
            title: texts(self.title),
            amends,
        }
    }
}

/// How long a convention holds; without an end it is indefinite.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct TermInput {
    pub starts: Option<Date>,
    pub ends: Option<Date>,
    #[graphql(default)]
    pub renewable: bool,
    pub notice: Option<Date>,
}

impl From<TermInput> for Term {
    fn from(input: TermInput) -> Self {
        Self {
            starts: input.starts.map(|day| day.0),
            ends: input.ends.map(|day| day.0),
            renewable: input.renewable,
            notice: input.notice.map(|day| day.0),
        }
    }
}

/// A convention in force since before the platform.
#[derive(Debug, Clone, InputObject)]
pub struct RecordExistingConventionInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub cooperation: ID,
    pub kind: ConventionKind,
    pub title: Vec<LocalTextInput>,
    pub association: Option<ID>,
    pub signed: Option<PartialDate>,
    pub term: Option<TermInput>,
    pub source: String,
}

impl RecordExistingConventionInput {
    pub(crate) fn command(self, of: Cooperation) -> Command {
        Command::RecordExisting {
            kind: self.kind.into(),
            cooperation: Some(of),
            parties: Vec::new(),
            title: texts(self.title),
            signed: self.signed.map(Into::into),
            term: self.term.map(Into::into),
            source: self.source,
        }
    }
}

/// What one party is expected to spend; zero is an answer.
#[derive(Debug, Clone, InputObject)]
pub struct CommitmentInput {
    pub organisation: ID,
    /// An exact decimal: `12000.50`.
    pub amount: String,
    /// ISO 4217: `EUR`.
    pub currency: String,
}

/// A whole version of the text; `basedOn` is the hash of the version that was read, null for the first.
#[derive(Debug, Clone, InputObject)]
pub struct NameConventionVersionInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub convention: ID,
    pub based_on: Option<String>,
    pub name: String,
    /// The whole text; left out with `fromDraft`.
    #[graphql(default)]
    pub texts: Vec<LocalTextInput>,
    /// Freezes what stands in the draft instead: the `seq` of the batch that was read last. Where others wrote since, the
    /// answer says so in a remark (`CV-DRAFT-MOVED`).
    pub from_draft: Option<i32>,
    pub object: Vec<LocalTextInput>,
    pub commitments: Vec<CommitmentInput>,
    pub term: Option<TermInput>,
    pub reason: String,
}

impl NameConventionVersionInput {
    /// The command; `drafted` are the texts of the draft, where the version is made of it.
    pub(crate) fn command(self, drafted: Option<Vec<LocalText>>) -> Result<Command, Refusal> {
        let draft = Draft {
            name: self.name,
            texts: drafted.unwrap_or_else(|| texts(self.texts)),
            object: texts(self.object),
            commitments: commitments(&self.commitments)?,
            term: self.term.map(Into::into),
        };
        let based_on = self.based_on.map(TextHash);
        Ok(Command::NameVersion { based_on, draft, reason: self.reason })
    }
}

fn commitments(inputs: &[CommitmentInput]) -> Result<Vec<Commitment>, Refusal> {
    let one = |(index, input): (usize, &CommitmentInput)| {
        let path = |field: &str| format!("commitments.{index}.{field}");
        let organisation: OrganisationId = id(&input.organisation, &path("organisation"))?;
        let amount = amount(&input.amount).ok_or_else(|| Refusal {
            rule: rules::CV_AMOUNT,
            path: Some(path("amount")),
            detail: vec!["2".to_owned()],
        })?;
        Ok(Commitment { organisation, amount, currency: input.currency.clone() })
    };
    inputs.iter().enumerate().map(one).collect()
}

/// Consent to the version with this hash, the one that was read.
#[derive(Debug, Clone, InputObject)]
pub struct ConsentToConventionInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub convention: ID,
    pub hash: String,
}

/// An act on a convention with its reason.
#[derive(Debug, Clone, InputObject)]
pub struct ConventionReasonInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub convention: ID,
    pub reason: String,
}

/// An act on a convention that needs no words.
#[derive(Debug, Clone, InputObject)]
pub struct ConventionActInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub convention: ID,
}

/// Votes in figures, never by name.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct VoteCountsInput {
    pub in_favour: u32,
    pub against: u32,
    #[graphql(default)]
    pub abstained: u32,
}

/// The vote of the acting organisation's own council.
#[derive(Debug, Clone, InputObject)]
pub struct RecordConventionVoteInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub convention: ID,
    pub outcome: Vote,
    pub on: Date,
    pub number: Option<String>,
    pub votes: Option<VoteCountsInput>,
    /// SHA-256 of the document, hex.
    pub document: Option<String>,
}

impl RecordConventionVoteInput {
    pub(crate) fn command(self, organisation: OrganisationId) -> Command {
        let approval = Approval {
            organisation,
            outcome: self.outcome.into(),
            on: self.on.0,
            number: self.number,
            votes: self.votes.map(|votes| Votes {
                in_favour: votes.in_favour,
                against: votes.against,
                abstained: votes.abstained,
            }),
            document: self.document.map(TextHash),
        };
        Command::RecordVote { approval }
    }
}

/// The signature of the acting organisation; the function that signed, never a name.
#[derive(Debug, Clone, InputObject)]
pub struct SignConventionInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub convention: ID,
    pub on: Date,
    pub place: String,
    pub function: String,
    /// SHA-256 of the signed document, hex.
    pub document: Option<String>,
}

impl SignConventionInput {
    pub(crate) fn command(self, organisation: OrganisationId) -> Command {
        let signature = Signature {
            organisation,
            on: self.on.0,
            place: self.place,
            function: self.function,
            document: self.document.map(TextHash),
        };
        Command::Sign { signature }
    }
}

/// A formality of the acting organisation, completed outside.
#[derive(Debug, Clone, InputObject)]
pub struct CompleteFormalityInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub convention: ID,
    pub step: ConventionStep,
    pub on: Date,
    /// The prefecture, the ministry, the agency.
    pub authority: String,
    pub reference: Option<String>,
    /// False for an opinion against or an authorisation refused: the step stays to be done.
    #[graphql(default = true)]
    pub favourable: bool,
    /// SHA-256 of the document, hex.
    pub document: Option<String>,
}

impl CompleteFormalityInput {
    pub(crate) fn command(self, organisation: OrganisationId) -> Command {
        let formality = Formality {
            organisation,
            step: self.step.into(),
            on: self.on.0,
            authority: self.authority,
            reference: self.reference,
            favourable: self.favourable,
            document: self.document.map(TextHash),
        };
        Command::CompleteFormality { formality }
    }
}

/// An observation that the control of legality made to the acting organisation.
#[derive(Debug, Clone, InputObject)]
pub struct RecordObservationInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub convention: ID,
    pub authority: String,
    pub grounds: String,
    pub on: Date,
}

/// The withdrawal of an observation.
#[derive(Debug, Clone, InputObject)]
pub struct WithdrawObservationInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub convention: ID,
    pub observation: ID,
    pub reason: String,
    pub on: Date,
}

impl WithdrawObservationInput {
    pub(crate) fn command(self) -> Result<Command, Refusal> {
        let observation = uuid::Uuid::try_parse(&self.observation)
            .map_err(|_| unknown("observation", &self.observation))?;
        let observation = RemarkId(observation);
        Ok(Command::WithdrawObservation { observation, reason: self.reason, on: self.on.0 })
    }
}

/// The renewal of a convention under the clause of its text.
#[derive(Debug, Clone, InputObject)]
pub struct RenewConventionInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub convention: ID,
    pub term: TermInput,
    pub reason: String,
}

/// The end of a convention by one party.
#[derive(Debug, Clone, InputObject)]
pub struct TerminateConventionInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub convention: ID,
    /// The last day.
    pub on: Date,
    pub reason: String,
}

/// The annulment of a convention by a State or a court.
#[derive(Debug, Clone, InputObject)]
pub struct RecordConventionAnnulmentInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub convention: ID,
    pub authority: String,
    pub reason: String,
    pub reference: Option<String>,
    pub on: Date,
}

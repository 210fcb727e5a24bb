//! What can be asked of a convention, and what the service looks up for the decision.

use jiff::civil::Date;

use super::{Approval, Commitment, Formality, Kind, Signature, Term};
use crate::cooperation::{Cooperation, PartialDate, Party, TextHash, Theme};
use crate::ids::{ConventionId, OrganisationId, RemarkId};
use crate::reminder::Waits;
use crate::rules::PartyFacts;
use crate::text::LocalText;

/// What a decision needs from elsewhere, looked up by the service for every command.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Known {
    /// What is known of each party of the convention.
    pub facts: Vec<PartyFacts>,
    /// Themes of the cooperation, for R-13.
    pub themes: Vec<Theme>,
    /// True while the cooperation is proposed or lives.
    pub open: bool,
    /// The parties of the convention that an amendment changes, while it is in force.
    pub amended: Option<Vec<Party>>,
    /// Since when an amendment of this convention is in force, for [`Command::RecordAmendment`].
    pub amendment: Option<Date>,
}

/// A version as its author writes it; the domain hashes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What people call it.
    pub name: String,
    /// The whole text, one entry a language.
    pub texts: Vec<LocalText>,
    /// Its object in short.
    pub object: Vec<LocalText>,
    /// Estimated commitments.
    pub commitments: Vec<Commitment>,
    /// How long it holds.
    pub term: Option<Term>,
}

/// Commands on a convention. The acting side follows from the author's organisation.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Begin to work on it.
    Open {
        /// What it is for.
        kind: Kind,
        /// The cooperation it belongs to.
        cooperation: Option<Cooperation>,
        /// Its parties: those of the cooperation, or an authority and an association.
        parties: Vec<Party>,
        /// Title.
        title: Vec<LocalText>,
        /// The convention that an amendment changes.
        amends: Option<ConventionId>,
    },
    /// Put an older one on record.
    RecordExisting {
        /// What it is for.
        kind: Kind,
        /// The cooperation it belongs to.
        cooperation: Option<Cooperation>,
        /// Its parties.
        parties: Vec<Party>,
        /// Title.
        title: Vec<LocalText>,
        /// When it was signed.
        signed: Option<PartialDate>,
        /// How long it holds.
        term: Option<Term>,
        /// Where the record comes from.
        source: String,
    },
    /// Name a version of the text.
    NameVersion {
        /// The version that the author had before them, if there is one: refused when somebody named another meanwhile.
        based_on: Option<TextHash>,
        /// The version, whole.
        draft: Draft,
        /// What is new and why.
        reason: String,
    },
    /// Consent to a version.
    Consent {
        /// The hash of the version that the author read.
        hash: TextHash,
    },
    /// Take the consent back.
    WithdrawConsent {
        /// Why.
        reason: String,
    },
    /// Record the vote of the author's own council.
    RecordVote {
        /// The vote.
        approval: Approval,
    },
    /// Record the signature of the author's own organisation.
    Sign {
        /// The signature.
        signature: Signature,
    },
    /// Record a formality of the author's own organisation.
    CompleteFormality {
        /// The formality.
        formality: Formality,
    },
    /// Record an observation that the control of legality made to the author's own organisation.
    RecordObservation {
        /// Which authority observed.
        authority: String,
        /// On which grounds.
        grounds: String,
        /// Day.
        on: Date,
    },
    /// Record that the control took an observation back.
    WithdrawObservation {
        /// The observation.
        observation: RemarkId,
        /// Why.
        reason: String,
        /// Day.
        on: Date,
    },
    /// Record the entry into force, where a hindrance ended after the last step.
    EnterIntoForce,
    /// Record that an amendment in force changed it.
    RecordAmendment {
        /// The amendment.
        by: ConventionId,
    },
    /// Renew it.
    Renew {
        /// The new term.
        term: Term,
        /// How and why.
        reason: String,
    },
    /// Record that its term ended.
    Expire,
    /// End it.
    Terminate {
        /// The last day.
        on: Date,
        /// Why.
        reason: String,
    },
    /// Give the draft up.
    Abandon {
        /// Why.
        reason: String,
    },
    /// Record that a State or a court annulled it.
    RecordAnnulment {
        /// The authority.
        authority: String,
        /// Its reason.
        reason: String,
        /// Reference.
        reference: Option<String>,
        /// Day.
        on: Date,
    },
    /// Record the reminders whose day has come; the platform's own act.
    Remind {
        /// Since when the present text waits for consents, if it does.
        waits: Option<Waits>,
    },
}

impl Command {
    /// The organisation that a command speaks of besides the author's, if one.
    #[must_use]
    pub fn about(&self) -> Option<OrganisationId> {
        match self {
            Self::RecordVote { approval } => Some(approval.organisation),
            Self::Sign { signature } => Some(signature.organisation),
            Self::CompleteFormality { formality } => Some(formality.organisation),
            Self::Open { .. }
            | Self::RecordExisting { .. }
            | Self::NameVersion { .. }
            | Self::Consent { .. }
            | Self::WithdrawConsent { .. }
            | Self::RecordObservation { .. }
            | Self::WithdrawObservation { .. }
            | Self::EnterIntoForce
            | Self::RecordAmendment { .. }
            | Self::Renew { .. }
            | Self::Expire
            | Self::Terminate { .. }
            | Self::Abandon { .. }
            | Self::Remind { .. }
            | Self::RecordAnnulment { .. } => None,
        }
    }
}

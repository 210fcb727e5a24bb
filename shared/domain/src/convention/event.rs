//! What happened to a convention.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Approval, Formality, Kind, Signature, Term, Version};
use crate::cooperation::{Cooperation, PartialDate, Party, Side, TextHash};
use crate::ids::{ConventionId, OrganisationId, RemarkId};
use crate::reminder::Reminder;
use crate::text::LocalText;

/// Events of a convention's stream `convention/<id>`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Work on it began.
    Opened {
        /// What it is for.
        kind: Kind,
        /// The cooperation it belongs to; `None` for one between an authority and an association alone.
        cooperation: Option<Cooperation>,
        /// Its parties.
        parties: Vec<Party>,
        /// The side that opened it.
        by: Side,
        /// Title, one or more languages.
        title: Vec<LocalText>,
        /// The convention that an amendment changes.
        amends: Option<ConventionId>,
    },
    /// It is in force since before the platform and was put on record with its true dates.
    RecordedAsExisting {
        /// What it is for.
        kind: Kind,
        /// The cooperation it belongs to.
        cooperation: Option<Cooperation>,
        /// Its parties.
        parties: Vec<Party>,
        /// The side that recorded it; `None` for an import or a register.
        by: Option<Side>,
        /// Title, one or more languages.
        title: Vec<LocalText>,
        /// When it was signed, as well as is known.
        signed: Option<PartialDate>,
        /// How long it holds, if that is known.
        term: Option<Term>,
        /// Where the record comes from.
        source: String,
    },
    /// A side named a version of the text; consents and votes given to another one are void from here on.
    VersionNamed {
        /// The side.
        by: Side,
        /// The version, whole.
        version: Version,
        /// What is new in it and why.
        reason: String,
    },
    /// A side consented to the version with this hash.
    Consented {
        /// The side.
        by: Side,
        /// What was consented to.
        hash: TextHash,
    },
    /// A side took its consent back before all had consented.
    ConsentWithdrawn {
        /// The side.
        by: Side,
        /// Why.
        reason: String,
    },
    /// All sides consented to the same version.
    TextAgreed {
        /// The version that all agreed on.
        hash: TextHash,
    },
    /// A council voted on the agreed version.
    CouncilVoted {
        /// What it decided.
        approval: Approval,
    },
    /// A party signed.
    Signed {
        /// Who, when and where.
        signature: Signature,
    },
    /// A party completed a formality of its country's law, or was refused it.
    FormalityCompleted {
        /// Which, when, with which authority.
        formality: Formality,
    },
    /// The control of legality made an observation to a party.
    LegalityObserved {
        /// The party.
        organisation: OrganisationId,
        /// Identifier of the observation.
        observation: RemarkId,
        /// Which authority observed.
        authority: String,
        /// On which grounds.
        grounds: String,
        /// Day.
        on: Date,
    },
    /// The control of legality took an observation back, or was satisfied.
    ObservationWithdrawn {
        /// The party.
        organisation: OrganisationId,
        /// The observation.
        observation: RemarkId,
        /// Why.
        reason: String,
        /// Day.
        on: Date,
    },
    /// All that the parties' laws ask for is done: it binds.
    EnteredIntoForce {
        /// The day of the last step.
        on: Date,
    },
    /// The convention was changed by an amendment that is in force.
    Amended {
        /// The amendment.
        by: ConventionId,
        /// Since when.
        on: Date,
    },
    /// It was renewed under the clause of its text.
    Renewed {
        /// The side that recorded it.
        by: Side,
        /// The new term with its day of notice.
        term: Term,
        /// How and why.
        reason: String,
    },
    /// Its term ended and nobody renewed it.
    Expired {
        /// The last day of its term.
        on: Date,
    },
    /// A party ended it; leaving is unilateral.
    Terminated {
        /// The side.
        by: Side,
        /// The last day.
        on: Date,
        /// Why.
        reason: String,
    },
    /// A side gave the draft up before anybody was bound.
    Abandoned {
        /// The side.
        by: Side,
        /// Why.
        reason: String,
    },
    /// A State or a court annulled it.
    Annulled {
        /// The authority that annulled.
        authority: String,
        /// Its reason.
        reason: String,
        /// The act's reference.
        reference: Option<String>,
        /// Day.
        on: Date,
    },
    /// A day had come and nobody had acted: the platform reminded those whose turn it is.
    Reminded {
        /// Of what, since or until when, whose turn.
        reminder: Reminder,
    },
}

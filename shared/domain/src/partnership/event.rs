//! What happened to a partnership.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Nature, Terms};
use crate::access::Visibility;
use crate::cooperation::{CouncilDecision, Ending, PartialDate, Party, Side, TextHash};
use crate::ids::RemarkId;
use crate::screening::Screened;
use crate::text::LocalText;

/// Events of the stream `partnership/<id>`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// One side proposed it to the others.
    Proposed {
        /// All parties, on two sides or more.
        parties: Vec<Party>,
        /// The side that proposes; its acceptance is in the proposal.
        by: Side,
        /// Its nature.
        nature: Nature,
        /// What is proposed.
        terms: Terms,
        /// Why this partner.
        reason_for_choice: String,
        /// When they first met.
        first_contact: Option<PartialDate>,
    },
    /// It exists since before the platform.
    RecordedAsExisting {
        /// All parties.
        parties: Vec<Party>,
        /// The side that recorded it; `None` for an import or a register.
        by: Option<Side>,
        /// Its nature.
        nature: Nature,
        /// What is known of its content.
        terms: Terms,
        /// Since when.
        since: Option<PartialDate>,
        /// Where the record comes from.
        source: String,
    },
    /// A side that had not recorded it confirmed that it exists.
    Confirmed {
        /// The side.
        by: Side,
    },
    /// A side says that it does not exist (any more).
    Contested {
        /// The side.
        by: Side,
        /// Why.
        reason: String,
    },
    /// The terms were revised; acceptances of other terms are void, the reviser accepts its own.
    TermsRevised {
        /// The side that revised.
        by: Side,
        /// The new terms.
        terms: Terms,
        /// What and why.
        reason: String,
    },
    /// Somebody remarked on the terms; for the side that speaks, or for all sides.
    RemarkMade {
        /// Its identifier.
        remark: RemarkId,
        /// The side that speaks.
        by: Side,
        /// The terms it is about.
        about: TextHash,
        /// The words.
        body: LocalText,
        /// Whether the side keeps it to itself.
        visibility: Visibility,
    },
    /// A side showed a remark that it had kept to itself to all sides.
    RemarkShared {
        /// The remark.
        remark: RemarkId,
        /// Its side.
        by: Side,
    },
    /// A side accepted the terms with this hash.
    Accepted {
        /// The side.
        by: Side,
        /// What was accepted.
        hash: TextHash,
    },
    /// Every side accepted the same terms.
    AgreedByAll {
        /// The terms.
        hash: TextHash,
    },
    /// A side declined; a proposal with fewer than two sides left is declined as a whole.
    Declined {
        /// The side.
        by: Side,
        /// Why.
        reason: String,
    },
    /// The proposing side took the proposal back, or a side left before the start.
    Withdrawn {
        /// The side.
        by: Side,
        /// Why.
        reason: String,
    },
    /// A council voted.
    CouncilDecided {
        /// What it decided.
        decision: CouncilDecision,
    },
    /// It started.
    Started {
        /// First day.
        on: Date,
        /// The side that recorded the start.
        by: Side,
    },
    /// Nothing happened for a set time.
    MarkedDormant {
        /// Day of the last activity known.
        last_activity: Date,
        /// The delay applied, in months.
        after_months: u16,
    },
    /// The platform screened it again and found something else than before.
    ScreenedAgain(Screened),
    /// A side woke it up.
    Revived {
        /// The side.
        by: Side,
        /// How and why.
        reason: String,
    },
    /// A side ended it.
    Ended(Ending),
    /// A State annulled it.
    Annulled {
        /// The authority.
        authority: String,
        /// Its reason.
        reason: String,
        /// Reference.
        reference: Option<String>,
        /// Day.
        on: Date,
    },
}

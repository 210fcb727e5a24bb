//! What can be asked of a twinning.

use jiff::civil::Date;

use super::Kind;
use crate::access::Visibility;
use crate::cooperation::{CouncilDecision, PartialDate, Party, Side, TextHash, Theme};
use crate::ids::{OrganisationId, RemarkId};
use crate::rules::PartyFacts;
use crate::screening::Look;
use crate::text::LocalText;

/// Commands on a twinning. The acting side follows from the author's organisation.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Propose it.
    Propose {
        /// All parties.
        parties: Vec<Party>,
        /// What is known of each party: looked up by the service, for the rules.
        facts: Vec<PartyFacts>,
        /// What kind of twinning.
        kind: Kind,
        /// Why these towns.
        motives: String,
        /// Themes.
        themes: Vec<Theme>,
        /// The charter, one text a language.
        charter: Vec<LocalText>,
        /// When the towns first met.
        first_contact: Option<PartialDate>,
    },
    /// Put an older one on record.
    RecordExisting {
        /// All parties.
        parties: Vec<Party>,
        /// For the rules.
        facts: Vec<PartyFacts>,
        /// What kind of twinning.
        kind: Kind,
        /// Themes.
        themes: Vec<Theme>,
        /// Since when.
        since: Option<PartialDate>,
        /// Where the record comes from.
        source: String,
    },
    /// Confirm that an existing one exists.
    Confirm,
    /// Say that it does not.
    Contest {
        /// Why.
        reason: String,
    },
    /// Change the charter.
    AmendCharter {
        /// The text the author had before them: refused when somebody changed it meanwhile.
        based_on: TextHash,
        /// The whole new text, one entry a language.
        charter: Vec<LocalText>,
        /// What and why.
        reason: String,
    },
    /// Remark on the charter.
    Remark {
        /// The text it is about.
        about: TextHash,
        /// The words.
        body: LocalText,
        /// For one's own side or for all sides.
        visibility: Visibility,
    },
    /// Show a remark of one's own side to all sides.
    ShareRemark {
        /// The remark.
        remark: RemarkId,
    },
    /// Consent to the charter.
    Consent {
        /// The hash of the text that the author read.
        hash: TextHash,
    },
    /// Take the consent back.
    WithdrawConsent {
        /// Why.
        reason: String,
    },
    /// Record the vote of the author's own council.
    RecordDecision {
        /// The vote.
        decision: CouncilDecision,
    },
    /// Register the ceremony.
    HoldCeremony {
        /// Day.
        on: Date,
        /// Town and hall.
        place: String,
        /// How many took part.
        participants: Option<u32>,
        /// For the rules, as of now: recognition and sanctions may have changed since the proposal.
        facts: Vec<PartyFacts>,
    },
    /// Decline the proposal.
    Decline {
        /// Why.
        reason: String,
    },
    /// Take the proposal back.
    Withdraw {
        /// Why.
        reason: String,
    },
    /// Change the kind.
    ChangeKind {
        /// The new kind.
        kind: Kind,
        /// Why.
        reason: String,
    },
    /// Choose the themes anew.
    ChooseThemes {
        /// All themes.
        themes: Vec<Theme>,
        /// Why.
        reason: String,
    },
    /// Invite a further town.
    InviteTown {
        /// The town.
        organisation: OrganisationId,
        /// The shore it would stand on: an existing one or the next number.
        side: Side,
        /// For the rules.
        facts: PartyFacts,
        /// Why.
        reason: String,
    },
    /// Join as the invited town.
    Join,
    /// Mark it dormant (system).
    MarkDormant {
        /// Day of the last activity known.
        last_activity: Date,
        /// The delay applied, in months.
        after_months: u16,
    },
    /// Screen it again (system): registers and dates may have changed since.
    ScreenAgain {
        /// What was known, and what is.
        look: Look,
    },
    /// Wake it up.
    Revive {
        /// How and why.
        reason: String,
    },
    /// End it.
    End {
        /// Why.
        reason: String,
        /// What was learnt.
        lessons: String,
    },
    /// Record that a State annulled it.
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
    /// Record that missing formalities were completed.
    Regularise {
        /// What was completed.
        reason: String,
        /// Registration or reference.
        reference: Option<String>,
    },
}

//! What can be asked of a partnership.

use jiff::civil::Date;

use super::{Benefit, Nature};
use crate::access::Visibility;
use crate::cooperation::{CouncilDecision, PartialDate, Party, Sdg, TextHash, Theme};
use crate::ids::RemarkId;
use crate::rules::PartyFacts;
use crate::screening::Look;
use crate::text::LocalText;

/// The terms as a person writes them; the decider adds the hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermsDraft {
    /// Title, one or more languages.
    pub title: Vec<LocalText>,
    /// What it is for.
    pub purpose: Vec<LocalText>,
    /// Themes.
    pub themes: Vec<Theme>,
    /// Goals.
    pub sdgs: Vec<Sdg>,
    /// Territories.
    pub territories: Vec<String>,
    /// Benefits per side.
    pub benefits: Vec<Benefit>,
}

/// Commands on a partnership. The acting side follows from the author's organisation.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Propose it.
    Propose {
        /// All parties.
        parties: Vec<Party>,
        /// For the rules.
        facts: Vec<PartyFacts>,
        /// Its nature.
        nature: Nature,
        /// What is proposed.
        terms: TermsDraft,
        /// Why this partner.
        reason_for_choice: String,
        /// When they first met.
        first_contact: Option<PartialDate>,
    },
    /// Put an older one on record.
    RecordExisting {
        /// All parties.
        parties: Vec<Party>,
        /// For the rules.
        facts: Vec<PartyFacts>,
        /// Its nature.
        nature: Nature,
        /// What is known of its content.
        terms: TermsDraft,
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
    /// Revise the terms.
    ReviseTerms {
        /// The terms the author had before them.
        based_on: TextHash,
        /// The whole new terms.
        terms: TermsDraft,
        /// For the rules (themes of a grouping, R-13).
        facts: Vec<PartyFacts>,
        /// What and why.
        reason: String,
    },
    /// Remark on the terms.
    Remark {
        /// The terms it is about.
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
    /// Accept the terms.
    Accept {
        /// The hash of the terms that the author read.
        hash: TextHash,
    },
    /// Decline.
    Decline {
        /// Why.
        reason: String,
    },
    /// Take the proposal back, or leave before the start.
    Withdraw {
        /// Why.
        reason: String,
    },
    /// Record the vote of the author's own council.
    RecordDecision {
        /// The vote.
        decision: CouncilDecision,
    },
    /// Record the start.
    Start {
        /// First day.
        on: Date,
        /// For the rules, as of now.
        facts: Vec<PartyFacts>,
    },
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
}

//! What waits for whom, and which acts are possible: the words in which a state answers both questions.

use serde::Serialize;

use super::{Party, Side, of_side};
use crate::ids::OrganisationId;
use crate::refusal::Refusal;
use crate::rules::{self, RuleId};

/// What is expected now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitingFor {
    /// A side reads the charter and consents to it, or changes it, or declines.
    Consent(Side),
    /// A side accepts the terms, or revises them, or declines.
    Acceptance(Side),
    /// A council votes.
    CouncilDecision(OrganisationId),
    /// The ceremony is held and registered, by any side.
    Ceremony,
    /// A side says whether a cooperation that somebody else recorded exists.
    Confirmation(Side),
    /// The start is recorded, by any side.
    Start,
    /// A sleeping cooperation is revived or ended, by any side.
    ReviveOrEnd,
    /// An invited town joins.
    Join(OrganisationId),
    /// The parties see to an obstacle that the screening found when it was repeated.
    Obstacle,
}

/// One expectation with those who can meet it. Since when follows from the log: an expectation stands since the commit
/// after which it was first there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// What is expected.
    pub what: WaitingFor,
    /// The organisations of whom it is expected; any of them can do it.
    pub who: Vec<OrganisationId>,
    /// The rule that asks for it.
    pub rule: RuleId,
}

impl Waiting {
    /// The expectation, addressed to the organisations among `parties` that it concerns.
    #[must_use]
    pub fn of(what: WaitingFor, parties: &[Party], rule: RuleId) -> Self {
        let who = match what {
            WaitingFor::Consent(side)
            | WaitingFor::Acceptance(side)
            | WaitingFor::Confirmation(side) => of_side(parties, side),
            WaitingFor::CouncilDecision(organisation) | WaitingFor::Join(organisation) => {
                vec![organisation]
            }
            WaitingFor::Ceremony
            | WaitingFor::Start
            | WaitingFor::ReviveOrEnd
            | WaitingFor::Obstacle => parties.iter().map(|party| party.organisation).collect(),
        };
        Self { what, who, rule }
    }

    /// The side that is expected to act, where it is one side.
    #[must_use]
    pub fn side(&self) -> Option<Side> {
        match self.what {
            WaitingFor::Consent(side)
            | WaitingFor::Acceptance(side)
            | WaitingFor::Confirmation(side) => Some(side),
            WaitingFor::CouncilDecision(_)
            | WaitingFor::Join(_)
            | WaitingFor::Ceremony
            | WaitingFor::Start
            | WaitingFor::ReviveOrEnd
            | WaitingFor::Obstacle => None,
        }
    }
}

/// What people can do on a cooperation: one entry a button of its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Change the charter.
    AmendCharter,
    /// Remark on the text.
    Remark,
    /// Consent to the charter.
    Consent,
    /// Take a consent back.
    WithdrawConsent,
    /// Record the vote of one's council.
    RecordDecision,
    /// Register the ceremony.
    HoldCeremony,
    /// Decline the proposal.
    Decline,
    /// Take the proposal back, or leave before the start.
    Withdraw,
    /// Confirm that a recorded cooperation exists.
    Confirm,
    /// Say that it does not.
    Contest,
    /// Change the kind of twinning.
    ChangeKind,
    /// Choose the themes anew.
    ChooseThemes,
    /// Invite a further town.
    InviteTown,
    /// Join as the invited town.
    Join,
    /// Wake it up.
    Revive,
    /// End it.
    End,
    /// Record that a State annulled it.
    RecordAnnulment,
    /// Record that missing formalities were completed.
    Regularise,
    /// Revise the terms of a partnership.
    ReviseTerms,
    /// Accept the terms of a partnership.
    Accept,
    /// Record the start of a partnership.
    Start,
    /// Form the committee of one's side.
    FormCommittee,
    /// Plan an exchange.
    PlanExchange,
}

impl Act {
    /// Every act, in the order of a page.
    pub const ALL: [Self; 23] = [
        Self::Consent,
        Self::Accept,
        Self::Confirm,
        Self::Contest,
        Self::Join,
        Self::AmendCharter,
        Self::ReviseTerms,
        Self::Remark,
        Self::WithdrawConsent,
        Self::RecordDecision,
        Self::HoldCeremony,
        Self::Start,
        Self::Revive,
        Self::PlanExchange,
        Self::FormCommittee,
        Self::InviteTown,
        Self::ChooseThemes,
        Self::ChangeKind,
        Self::Regularise,
        Self::Decline,
        Self::Withdraw,
        Self::End,
        Self::RecordAnnulment,
    ];
}

/// Rules that say "not yet" or "not with this partner": worth showing to people who look for the act.
const EXPECTED: &[RuleId] = &[
    rules::T_4,
    rules::T_5,
    rules::C_AGREE_FIRST,
    rules::R_01,
    rules::R_02,
    rules::R_04,
    rules::R_08,
    rules::R_09,
    rules::R_10,
    rules::R_11,
    rules::R_13,
    rules::H_SUPERSEDED,
];

/// An act that an organisation's people can do now, or that they may expect and why it is not possible yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Possibility {
    /// The act.
    pub act: Act,
    /// Why not, if it is not possible.
    pub refused: Option<Refusal>,
}

impl Possibility {
    /// True when the act is possible now.
    #[must_use]
    pub fn allowed(&self) -> bool {
        self.refused.is_none()
    }

    /// What `may` says of every act: an act is listed when it is possible, or when one of the rules in [`EXPECTED`]
    /// refuses it. Acts that make no sense at this stage are left out.
    pub(crate) fn list(may: impl Fn(Act) -> Result<(), Refusal>) -> Vec<Self> {
        let listed = |act| match may(act) {
            Ok(()) => Some(Self { act, refused: None }),
            Err(refusal) => {
                EXPECTED.contains(&refusal.rule).then_some(Self { act, refused: Some(refusal) })
            }
        };
        Act::ALL.into_iter().filter_map(listed).collect()
    }
}

//! Legal profiles: what the law of a country asks of its authorities before they sign or are bound. Effective-dated data
//! with its source; where a country has no row, nothing is known of it and the path is a council's approval and a signature.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::organisation::Kind;
use crate::rules::{self, FRENCH, RuleId};

/// Steps that a law can ask for besides the council's vote and the signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// An authorisation that must be there first.
    PriorAuthorisation,
    /// The approval of a federal government.
    FederalApproval,
    /// A consultation of ministries.
    Consultation,
    /// A ministry's opinion.
    Opinion,
    /// Transmission to the State's representative.
    Transmission,
    /// The acknowledgement of that transmission, with the act's number.
    Acknowledgement,
    /// Registration with a ministry or an agency.
    Registration,
}

/// What waits for a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// The party's signature.
    Signature,
    /// The entry into force.
    Force,
    /// Nothing: the record reminds of it, because the source asks for it without saying when, or of some bodies only.
    Reminder,
}

/// One step of a profile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// Which.
    pub step: Step,
    /// What waits for it.
    pub gate: Gate,
    /// The step that comes before it, if one does.
    pub after: Option<Step>,
    /// The kinds of body that owe it; empty: every authority.
    pub kinds: &'static [Kind],
    /// True when it is owed only by an overseas authority that concludes with a State.
    pub overseas: bool,
    /// The rule that asks for it, with its source, its words and its dates.
    pub rule: RuleId,
    /// First day, if it has one.
    pub valid_from: Option<Date>,
    /// Last day, if it has one.
    pub valid_until: Option<Date>,
}

impl Row {
    /// True on the days from its first to its last, both included.
    #[must_use]
    pub fn in_force(&self, on: Date) -> bool {
        self.valid_from.is_none_or(|first| first <= on)
            && self.valid_until.is_none_or(|last| on <= last)
    }
}

/// What is known of a country.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Profile {
    /// ISO 3166-1 codes.
    pub countries: &'static [&'static str],
    /// Its law in a sentence, where the manual gives one.
    pub note: Option<RuleId>,
    /// Its steps, in the order of a page.
    pub steps: &'static [Row],
}

const fn row(step: Step, gate: Gate, rule: RuleId) -> Row {
    let (valid_from, valid_until) = (None, None);
    Row { step, gate, after: None, kinds: &[], overseas: false, rule, valid_from, valid_until }
}

/// The ten countries of the manual's comparison.
pub const PROFILES: &[Profile] = &[
    Profile {
        countries: FRENCH,
        note: None,
        steps: &[
            Row {
                overseas: true,
                valid_from: Some(date(2016, 12, 5)),
                ..row(Step::PriorAuthorisation, Gate::Signature, rules::R_09_AUTHORISATION)
            },
            Row {
                valid_from: Some(date(1992, 2, 6)),
                ..row(Step::Transmission, Gate::Force, rules::R_03_FORCE)
            },
            Row {
                after: Some(Step::Transmission),
                valid_from: Some(date(1992, 2, 6)),
                ..row(Step::Acknowledgement, Gate::Reminder, rules::R_03)
            },
        ],
    },
    Profile {
        countries: &["DE"],
        note: Some(RuleId("P-DE")),
        steps: &[Row {
            kinds: &[Kind::FederatedState],
            ..row(Step::FederalApproval, Gate::Signature, rules::P_DE_APPROVAL)
        }],
    },
    Profile { countries: &["BE"], note: Some(rules::P_BE), steps: &[] },
    Profile { countries: &["ES"], note: Some(RuleId("P-ES")), steps: &[] },
    Profile {
        countries: &["IT"],
        note: Some(RuleId("P-IT")),
        // The manual asks it of regions; the directory does not tell them from other authorities abroad.
        steps: &[row(Step::Consultation, Gate::Reminder, rules::P_IT_CONSULTATION)],
    },
    Profile { countries: &["AR"], note: Some(RuleId("P-AR")), steps: &[] },
    Profile {
        countries: &["CL"],
        note: Some(RuleId("P-CL")),
        // The manual says "coordination", not what it holds up.
        steps: &[row(Step::Consultation, Gate::Reminder, rules::P_CL_COORDINATION)],
    },
    Profile {
        countries: &["MX"],
        note: Some(RuleId("P-MX")),
        steps: &[
            row(Step::Opinion, Gate::Signature, rules::P_MX_OPINION),
            Row {
                after: Some(Step::Opinion),
                ..row(Step::Registration, Gate::Force, rules::P_MX_REGISTRATION)
            },
        ],
    },
    Profile {
        countries: &["PE"],
        note: Some(RuleId("P-PE")),
        steps: &[row(Step::Registration, Gate::Force, rules::P_PE_REGISTRATION)],
    },
    Profile { countries: &["NL"], note: Some(rules::P_NL), steps: &[] },
];

/// What is known of a country; `None` when the manual says nothing about it.
#[must_use]
pub fn profile_of(country: &str) -> Option<&'static Profile> {
    let known = |profile: &&Profile| {
        profile.countries.iter().any(|code| code.eq_ignore_ascii_case(country))
    };
    PROFILES.iter().find(known)
}

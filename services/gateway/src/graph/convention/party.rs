//! A party of a convention with its path: vote, signature, formalities and observations.

use async_graphql::{ID, SimpleObject};
use domain::convention::{self, Owed, State};
use domain::cooperation::Party as PartyRow;
use domain::rules::PartyFacts;

use crate::graph::enums::{ConventionGate, ConventionStep, PartyRole, Vote};
use crate::graph::fault::Result;
use crate::graph::organisation::Organisation;
use crate::graph::refusal::Rule;
use crate::graph::scalars::Date;
use crate::graph::view::View;

/// How long a convention holds. Without an end it is indefinite.
#[derive(SimpleObject)]
pub struct Term {
    pub starts: Option<Date>,
    pub ends: Option<Date>,
    /// True when the text lets it be renewed.
    pub renewable: bool,
    /// The day until which a party gives notice.
    pub notice: Option<Date>,
}

impl Term {
    /// The term as the API shows it.
    #[must_use]
    pub fn of(term: &convention::Term) -> Self {
        Self {
            starts: term.starts.map(Date),
            ends: term.ends.map(Date),
            renewable: term.renewable,
            notice: term.notice.map(Date),
        }
    }
}

/// Votes in figures, never by name.
#[derive(SimpleObject)]
pub struct VoteCounts {
    pub in_favour: u32,
    pub against: u32,
    pub abstained: u32,
}

/// A council's vote on a version.
#[derive(SimpleObject)]
pub struct ConventionApproval {
    pub outcome: Vote,
    pub on: Date,
    /// The council's own number for the act.
    pub number: Option<String>,
    pub votes: Option<VoteCounts>,
    /// SHA-256 of the document, hex.
    pub document: Option<String>,
}

/// A party's signature, by the function that signed.
#[derive(SimpleObject)]
pub struct ConventionSignature {
    pub on: Date,
    pub place: String,
    pub function: String,
    /// SHA-256 of the signed document, hex.
    pub document: Option<String>,
}

/// How a formality was completed; the platform records it and transmits nothing.
#[derive(SimpleObject)]
pub struct ConventionFormality {
    pub on: Date,
    pub authority: String,
    /// Number of the act, of the registration, of the opinion.
    pub reference: Option<String>,
    /// SHA-256 of the document, hex.
    pub document: Option<String>,
}

/// A step of a party's path that its country's law asks for.
#[derive(SimpleObject)]
pub struct ConventionPathStep {
    pub step: ConventionStep,
    /// What waits for it.
    pub gate: ConventionGate,
    /// The step that comes before it, if one does.
    pub after: Option<ConventionStep>,
    /// The rule that asks for it, with its source.
    pub rule: Rule,
    /// How it was completed; null while it is owed.
    pub done: Option<ConventionFormality>,
}

/// An observation of the control of legality that stands.
#[derive(SimpleObject)]
pub struct LegalityObservation {
    pub id: ID,
    pub authority: String,
    pub grounds: String,
    pub on: Date,
}

/// A party of a convention with its path.
#[expect(
    clippy::struct_excessive_bools,
    reason = "an answer of the API: each field says one thing"
)]
#[derive(SimpleObject)]
pub struct ConventionParty {
    pub organisation: Organisation,
    pub side: u8,
    pub role: PartyRole,
    /// True when the viewer has a seat in the organisation.
    pub is_mine: bool,
    /// True when its council votes on the text.
    pub votes: bool,
    /// True when it signs.
    pub signs: bool,
    /// The newest vote of its council on the present version.
    pub approval: Option<ConventionApproval>,
    pub signature: Option<ConventionSignature>,
    /// True when something is known of its country's law.
    pub profile_known: bool,
    /// Its country's law in a sentence, where the source gives one.
    pub law: Option<Rule>,
    pub steps: Vec<ConventionPathStep>,
    pub observations: Vec<LegalityObservation>,
}

impl ConventionParty {
    /// The party with its path as the law stands on the day of the look.
    ///
    /// # Errors
    /// When the read model fails.
    pub(crate) async fn of(
        view: &View,
        state: &State,
        party: &PartyRow,
        facts: &[PartyFacts],
    ) -> Result<Self> {
        let own = party.organisation;
        let fact = facts.iter().find(|fact| fact.organisation == own);
        let profile = fact.and_then(|fact| convention::profile_of(&fact.country));
        let path = convention::path(state, facts, view.today()).into_iter();
        Ok(Self {
            organisation: view.known_organisation(own).await?,
            side: party.side.0,
            role: party.role.into(),
            is_mine: view.is_mine(own),
            votes: party.role.decides(),
            signs: convention::signatories(state).contains(&own),
            approval: state.approval_of(own).map(approval),
            signature: state.signature_of(own).map(signature),
            profile_known: profile.is_some(),
            law: profile
                .and_then(|profile| profile.note)
                .map(|note| Rule(domain::rules::rule(note))),
            steps: path.filter(|owed| owed.organisation == own).map(step).collect(),
            observations: state
                .observations
                .iter()
                .filter(|known| known.organisation == own)
                .map(observation)
                .collect(),
        })
    }
}

fn approval(row: &convention::Approval) -> ConventionApproval {
    ConventionApproval {
        outcome: row.outcome.into(),
        on: Date(row.on),
        number: row.number.clone(),
        votes: row.votes.map(|votes| VoteCounts {
            in_favour: votes.in_favour,
            against: votes.against,
            abstained: votes.abstained,
        }),
        document: row.document.clone().map(|hash| hash.0),
    }
}

fn signature(row: &convention::Signature) -> ConventionSignature {
    ConventionSignature {
        on: Date(row.on),
        place: row.place.clone(),
        function: row.function.clone(),
        document: row.document.clone().map(|hash| hash.0),
    }
}

fn step(owed: Owed) -> ConventionPathStep {
    ConventionPathStep {
        step: owed.row.step.into(),
        gate: owed.row.gate.into(),
        after: owed.row.after.map(Into::into),
        rule: Rule(domain::rules::rule(owed.row.rule)),
        done: owed.done.map(|done| ConventionFormality {
            on: Date(done.on),
            authority: done.authority,
            reference: done.reference,
            document: done.document.map(|hash| hash.0),
        }),
    }
}

fn observation(row: &convention::Observation) -> LegalityObservation {
    LegalityObservation {
        id: ID(row.id.to_string()),
        authority: row.authority.clone(),
        grounds: row.grounds.clone(),
        on: Date(row.on),
    }
}

//! The order of acts on a convention: who may do what at which stage, asked by decisions and by pages alike.

use jiff::civil::Date;
use serde::Serialize;

use super::command::Known;
use super::profile::{Gate, Step};
use super::state::{Stage, State, signatories, silent, stage, unsigned};
use super::{content, path};
use crate::cooperation::{
    Side, acting_side, authorities, first_block, known, names, of_side, refuse, refuse_naming,
};
use crate::ids::OrganisationId;
use crate::refusal::Refusal;
use crate::rules::{self, PartyFacts, RuleId};

/// What people can do on a convention: one entry a button of its page, in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Consent to the version.
    Consent,
    /// Name a version of the text.
    NameVersion,
    /// Record the vote of one's council.
    RecordVote,
    /// Record the signature of one's own party.
    Sign,
    /// Record a formality of one's own party.
    CompleteFormality,
    /// Record the entry into force after a hindrance ended.
    EnterIntoForce,
    /// Record an observation of the control of legality.
    RecordObservation,
    /// Record that it was taken back.
    WithdrawObservation,
    /// Renew it.
    Renew,
    /// Record that its term ended.
    Expire,
    /// Take a consent back.
    WithdrawConsent,
    /// Give the draft up.
    Abandon,
    /// End it.
    Terminate,
    /// Record that it was annulled.
    RecordAnnulment,
}

impl Act {
    /// Every act, in the order of a page.
    pub const ALL: [Self; 14] = [
        Self::Consent,
        Self::NameVersion,
        Self::RecordVote,
        Self::Sign,
        Self::CompleteFormality,
        Self::EnterIntoForce,
        Self::RecordObservation,
        Self::WithdrawObservation,
        Self::Renew,
        Self::Expire,
        Self::WithdrawConsent,
        Self::Abandon,
        Self::Terminate,
        Self::RecordAnnulment,
    ];
}

/// Rules that a person who looks for the act should read; the others say that it makes no sense now.
const TOLD: &[RuleId] = &[
    rules::CV_AGREE_FIRST,
    rules::CV_COUNCIL,
    rules::CV_SIGNED,
    rules::CV_NOT_RENEWABLE,
    rules::R_02,
    rules::R_03_FORCE,
    rules::R_04,
    rules::R_05,
    rules::R_06,
    rules::R_08,
    rules::R_09,
    rules::R_09_AUTHORISATION,
    rules::R_10,
    rules::R_11,
    rules::R_13,
    rules::P_DE_APPROVAL,
    rules::P_MX_OPINION,
    rules::P_MX_REGISTRATION,
    rules::P_PE_REGISTRATION,
    rules::H_SUPERSEDED,
];

/// An act that an organisation's people can do now, or that they may expect and why it is not possible yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Possibility {
    /// The act.
    pub act: Act,
    /// Why not, if it is not possible.
    pub refused: Option<Refusal>,
}

/// What the people of `organisation` can do, and what they may expect but cannot do yet. Nothing for strangers.
#[must_use]
pub fn possible(
    state: &State,
    organisation: OrganisationId,
    known: &Known,
    today: Date,
) -> Vec<Possibility> {
    let listed = |act| match may(state, act, Some(organisation), known, today) {
        Ok(_) => Some(Possibility { act, refused: None }),
        Err(refusal) => {
            TOLD.contains(&refusal.rule).then_some(Possibility { act, refused: Some(refusal) })
        }
    };
    Act::ALL.into_iter().filter_map(listed).collect()
}

/// The side for which the people of `organisation` may write in the draft of the text: while it is drafted, those who may
/// name a version.
///
/// # Errors
/// The refusal, of strangers and at another stage.
pub fn may_draft(
    state: &State,
    organisation: Option<OrganisationId>,
    open: bool,
) -> Result<Side, Refusal> {
    let now = stage(state).ok_or_else(|| refuse(rules::C_NOTHING))?;
    let side = acting_side(state.parties(), organisation)?;
    if now != Stage::Drafting || !open {
        return Err(refuse(rules::CV_DRAFT_CLOSED));
    }
    Ok(side)
}

/// The side that `organisation` acts for when it may do `act` now.
pub(super) fn may(
    state: &State,
    act: Act,
    organisation: Option<OrganisationId>,
    given: &Known,
    today: Date,
) -> Result<Side, Refusal> {
    let now = stage(state).ok_or_else(|| refuse(rules::C_NOTHING))?;
    let side = acting_side(state.parties(), organisation)?;
    let own = organisation.ok_or_else(|| refuse(rules::C_NOT_A_PARTY))?;
    let ask = Asked { state, now, own, given, today };
    match act {
        Act::NameVersion => ask.name_version(),
        Act::Consent => ask.consent(side),
        Act::WithdrawConsent => ask.withdraw_consent(side),
        Act::RecordVote => ask.vote(),
        Act::Sign => ask.sign(),
        Act::CompleteFormality => ask.some_formality(),
        Act::EnterIntoForce => ready(state, given, today).map(|_| ()),
        Act::RecordObservation => ask.observe(),
        Act::WithdrawObservation => ask.has_observation(),
        Act::Renew => ask.renew(),
        Act::Expire => expired(state, today).map(|_| ()),
        Act::Abandon => at(now, DRAFT),
        Act::Terminate => at(now, &[Stage::InForce]),
        Act::RecordAnnulment => at(now, BINDING),
    }?;
    Ok(side)
}

/// Stages before it binds.
const DRAFT: &[Stage] = &[Stage::Drafting, Stage::TextAgreed, Stage::Approved, Stage::Signed];
/// Stages in which a text is agreed and councils and parties act on it.
const AGREED: &[Stage] = &[Stage::TextAgreed, Stage::Approved];
/// Stages in which formalities are completed: their order and that of the signatures is free where the law is silent.
const FORMAL: &[Stage] = &[Stage::TextAgreed, Stage::Approved, Stage::Signed, Stage::InForce];
/// Stages of a text that was signed.
pub(super) const BINDING: &[Stage] = &[Stage::Signed, Stage::InForce];

/// An act under question.
struct Asked<'a> {
    state: &'a State,
    now: Stage,
    own: OrganisationId,
    given: &'a Known,
    today: Date,
}

impl Asked<'_> {
    fn name_version(&self) -> Result<(), Refusal> {
        if self.now == Stage::Signed || !self.state.signatures.is_empty() {
            at(self.now, DRAFT)?;
            return Err(refuse(rules::CV_SIGNED));
        }
        at(self.now, DRAFT)
    }

    fn consent(&self, side: Side) -> Result<(), Refusal> {
        at(self.now, &[Stage::Drafting])?;
        if self.state.present.is_none() {
            return Err(refuse(rules::CV_NO_VERSION));
        }
        self.signs()?;
        if self.state.consents.contains(&side) {
            return Err(refuse(rules::C_CONSENTED));
        }
        self.lawful()
    }

    fn withdraw_consent(&self, side: Side) -> Result<(), Refusal> {
        at(self.now, &[Stage::Drafting])?;
        if self.state.consents.contains(&side) { Ok(()) } else { Err(refuse(rules::C_NO_CONSENT)) }
    }

    fn vote(&self) -> Result<(), Refusal> {
        self.agreed()?;
        at(self.now, AGREED)?;
        if !authorities(self.state.parties()).contains(&self.own) {
            return Err(refuse(rules::C_NOT_DECIDING));
        }
        if self.state.approved_by(self.own) {
            return Err(refuse(rules::CV_VOTED));
        }
        Ok(())
    }

    /// R-02, the prior steps of the party's own law, the content, and the registers, which may have changed.
    fn sign(&self) -> Result<(), Refusal> {
        self.signs()?;
        if self.state.signature_of(self.own).is_some() {
            return Err(refuse(rules::CV_SIGNED_ONCE));
        }
        self.agreed()?;
        at(self.now, AGREED)?;
        self.approved()?;
        let held = path::holding(self.state, &self.given.facts, self.today, Gate::Signature);
        if let Some(owed) = held.iter().find(|owed| owed.organisation == self.own) {
            return Err(refuse_naming(owed.row.rule, "step", self.name(self.own)));
        }
        self.lawful()
    }

    /// What the law asks of the text, and whom its registers exclude.
    fn lawful(&self) -> Result<(), Refusal> {
        content::first(self.state, &self.given.facts, self.today)?;
        screened(self.state, self.given, self.today)
    }

    /// The own council approved: the law of France asks for it, and everywhere it is the path.
    fn approved(&self) -> Result<(), Refusal> {
        let decides = authorities(self.state.parties()).contains(&self.own);
        if !decides || self.state.approved_by(self.own) {
            return Ok(());
        }
        Err(refuse_naming(
            council_rule(self.own, &self.given.facts, self.today),
            "approval",
            self.name(self.own),
        ))
    }

    fn some_formality(&self) -> Result<(), Refusal> {
        at(self.now, FORMAL)?;
        let owed = path::owed(self.state, &self.given.facts, self.today);
        let mut mine = owed.iter().filter(|owed| owed.organisation == self.own).peekable();
        if mine.peek().is_none() {
            return Err(refuse(rules::CV_NO_STEP));
        }
        let mut last = Ok(());
        for owed in mine {
            last = self.formality(owed.row.step);
            if last.is_ok() {
                break;
            }
        }
        last
    }

    fn formality(&self, step: Step) -> Result<(), Refusal> {
        at(self.now, FORMAL)?;
        let path = path::path(self.state, &self.given.facts, self.today);
        let mine = path.iter().find(|one| one.organisation == self.own && one.row.step == step);
        let one = mine.ok_or_else(|| refuse(rules::CV_NO_STEP))?;
        if one.done.is_some() {
            return Err(refuse(rules::CV_STEP_DONE));
        }
        if let Some(before) = one.row.after
            && path::completed(self.state, self.own, before).is_none()
        {
            return Err(refuse_naming(rules::CV_STEP_ORDER, "step", step_term(before)));
        }
        // What is transmitted is what the council approved.
        if step == Step::Transmission { self.approved() } else { Ok(()) }
    }

    fn observe(&self) -> Result<(), Refusal> {
        at(self.now, FORMAL)?;
        match path::completed(self.state, self.own, Step::Transmission) {
            Some(_) => Ok(()),
            None => Err(refuse(rules::CV_NOT_TRANSMITTED)),
        }
    }

    fn has_observation(&self) -> Result<(), Refusal> {
        at(self.now, FORMAL)?;
        if self.state.observations.iter().any(|known| known.organisation == self.own) {
            Ok(())
        } else {
            Err(refuse(rules::CV_NO_OBSERVATION))
        }
    }

    fn renew(&self) -> Result<(), Refusal> {
        at(self.now, &[Stage::InForce])?;
        self.signs()?;
        match &self.state.term {
            Some(term) if term.renewable => Ok(()),
            Some(_) | None => Err(refuse(rules::CV_NOT_RENEWABLE)),
        }
    }

    fn signs(&self) -> Result<(), Refusal> {
        let signs = signatories(self.state).contains(&self.own);
        if signs { Ok(()) } else { Err(refuse(rules::C_NOT_DECIDING)) }
    }

    fn agreed(&self) -> Result<(), Refusal> {
        if self.now != Stage::Drafting {
            return Ok(());
        }
        let silent = silent(self.state).into_iter();
        let towns: Vec<_> = silent.flat_map(|side| of_side(self.state.parties(), side)).collect();
        let named = names(&towns, &self.given.facts);
        Err(refuse_naming(rules::CV_AGREE_FIRST, "consent", named))
    }

    fn name(&self, organisation: OrganisationId) -> String {
        names(&[organisation], &self.given.facts)
    }
}

/// Refuses unless the formality can be completed by its organisation now.
pub(super) fn may_complete(
    state: &State,
    organisation: OrganisationId,
    step: Step,
    given: &Known,
    today: Date,
) -> Result<(), Refusal> {
    let now = stage(state).ok_or_else(|| refuse(rules::C_NOTHING))?;
    Asked { state, now, own: organisation, given, today }.formality(step)
}

/// The rule that asks for a council's approval of an authority on that day.
pub(super) fn council_rule(own: OrganisationId, facts: &[PartyFacts], today: Date) -> RuleId {
    let french = facts.iter().any(|fact| fact.organisation == own && rules::is_french(fact));
    let law = french && rules::rule(rules::R_02).in_force(today);
    if law { rules::R_02 } else { rules::CV_COUNCIL }
}

/// The day on which all that the laws ask for was done; the first hindrance otherwise.
pub(super) fn ready(state: &State, given: &Known, today: Date) -> Result<Date, Refusal> {
    let now = stage(state).ok_or_else(|| refuse(rules::C_NOTHING))?;
    at(now, &[Stage::Signed])?;
    if let Some(owed) = path::holding(state, &given.facts, today, Gate::Force).first() {
        let name = names(&[owed.organisation], &given.facts);
        return Err(refuse_naming(owed.row.rule, "step", name));
    }
    screened(state, given, today)?;
    let steps = path::path(state, &given.facts, today).into_iter();
    let steps = steps.filter(|step| step.row.gate != Gate::Reminder);
    let formalities = steps.filter_map(|step| step.done).map(|done| done.on);
    let signatures = state.signatures.iter().map(|signature| signature.on);
    Ok(formalities.chain(signatures).max().unwrap_or(today))
}

/// The last day of a term that ended.
pub(super) fn expired(state: &State, today: Date) -> Result<Date, Refusal> {
    let now = stage(state).ok_or_else(|| refuse(rules::C_NOTHING))?;
    at(now, &[Stage::InForce])?;
    let ended = state.term.as_ref().and_then(|term| term.ends).filter(|ends| *ends < today);
    ended.ok_or_else(|| refuse(rules::CV_NOT_EXPIRED))
}

fn screened(state: &State, given: &Known, today: Date) -> Result<(), Refusal> {
    let facts = known(state.parties(), &given.facts)?;
    first_block(rules::screen(&facts, &given.themes, today))
}

/// True when every party has signed and nothing but a hindrance keeps it from binding.
pub(super) fn all_signed(state: &State) -> bool {
    stage(state) == Some(Stage::Signed) && unsigned(state).is_empty()
}

/// Refuses unless the stage is one of `stages`.
pub(super) fn at(now: Stage, stages: &[Stage]) -> Result<(), Refusal> {
    if stages.contains(&now) {
        return Ok(());
    }
    Err(Refusal { rule: rules::C_STAGE, path: None, detail: vec![stage_term(now).to_owned()] })
}

/// The key of the words for a stage.
#[must_use]
pub fn stage_term(stage: Stage) -> &'static str {
    match stage {
        Stage::Drafting => "stage.drafting",
        Stage::TextAgreed => "stage.text_agreed",
        Stage::Approved => "stage.approved",
        Stage::Signed => "stage.signed",
        Stage::InForce => "stage.in_force",
        Stage::Expired => "stage.expired",
        Stage::Terminated => "stage.ended",
        Stage::Abandoned => "stage.withdrawn",
        Stage::Annulled => "stage.annulled",
    }
}

pub(super) fn step_term(step: Step) -> &'static str {
    match step {
        Step::PriorAuthorisation => "step.prior_authorisation",
        Step::FederalApproval => "step.federal_approval",
        Step::Consultation => "step.consultation",
        Step::Opinion => "step.opinion",
        Step::Transmission => "step.transmission",
        Step::Acknowledgement => "step.acknowledgement",
        Step::Registration => "step.registration",
    }
}

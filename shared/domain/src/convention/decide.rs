//! What follows from a command on a convention: events, or the reason why not.

use jiff::civil::Date;

use super::command::{Command, Draft, Known};
use super::order::{Act, BINDING, at, expired, may, may_complete, ready};
use super::remind::upcoming;
use super::state::{Stage, State, evolve, silent, stage};
use super::text::{check_term, written};
use super::{Approval, Event, Formality, Kind, Signature, Term};
use crate::context::{Context, Role};
use crate::cooperation::{
    Cooperation, Party, PartyRole, Side, TextHash, acting_side, authorities, check_parties,
    check_past, first_block, known, limits, recording_side, refuse, refuse_at, sides, words,
};
use crate::ids::{ConventionId, OrganisationId, RemarkId};
use crate::organisation::Kind as Body;
use crate::refusal::Refusal;
use crate::reminder::{self, Waits};
use crate::rules;
use crate::text::LocalText;

/// What one act leads to.
type Decision = Result<Vec<Event>, Refusal>;

/// Decides on a command; `given` is what the service looked up for it. The act that completes the last step brings the
/// convention into force.
///
/// # Errors
/// The first rule that refuses it.
pub fn decide(state: &State, command: Command, given: &Known, context: &Context) -> Decision {
    let ask = Ask { state, given, context };
    if state.opening.is_some() {
        known(state.parties(), &given.facts)?;
    }
    let events = match command {
        Command::Open { kind, cooperation, parties, title, amends } => {
            ask.open(kind, cooperation, parties, title, amends)
        }
        Command::RecordExisting { kind, cooperation, parties, title, signed, term, source } => {
            let opening = Older { kind, cooperation, parties, title, signed, term, source };
            ask.record_existing(opening)
        }
        Command::NameVersion { based_on, draft, reason } => {
            ask.name_version(based_on.as_ref(), draft, reason)
        }
        Command::Consent { hash } => ask.consent(hash),
        Command::WithdrawConsent { reason } => {
            let by = ask.because(Act::WithdrawConsent, &reason)?;
            one(Event::ConsentWithdrawn { by, reason })
        }
        Command::RecordVote { approval } => ask.vote(approval),
        Command::Sign { signature } => ask.sign(signature),
        Command::CompleteFormality { formality } => ask.formality(formality),
        Command::RecordObservation { authority, grounds, on } => {
            ask.observe(authority, grounds, on)
        }
        Command::WithdrawObservation { observation, reason, on } => {
            ask.withdraw_observation(observation, reason, on)
        }
        Command::EnterIntoForce => {
            ask.may(Act::EnterIntoForce)?;
            let on = ready(state, given, context.today)?;
            return one(Event::EnteredIntoForce { on });
        }
        Command::RecordAmendment { by } => ask.amended(by),
        Command::Renew { term, reason } => ask.renew(term, reason),
        Command::Expire => ask.expire(),
        Command::Terminate { on, reason } => {
            let by = ask.because(Act::Terminate, &reason)?;
            one(Event::Terminated { by, on, reason })
        }
        Command::Remind { waits } => ask.remind(waits.as_ref()),
        Command::Abandon { reason } => {
            let by = ask.because(Act::Abandon, &reason)?;
            one(Event::Abandoned { by, reason })
        }
        Command::RecordAnnulment { authority, reason, reference, on } => {
            ask.annul(authority, reason, reference, on)
        }
    }?;
    Ok(ask.with_force(events))
}

/// An older convention as it is put on record.
struct Older {
    kind: Kind,
    cooperation: Option<Cooperation>,
    parties: Vec<Party>,
    title: Vec<LocalText>,
    signed: Option<crate::cooperation::PartialDate>,
    term: Option<Term>,
    source: String,
}

/// A command under decision: what is known and who asks.
struct Ask<'a> {
    state: &'a State,
    given: &'a Known,
    context: &'a Context,
}

impl Ask<'_> {
    fn may(&self, act: Act) -> Result<Side, Refusal> {
        let organisation = self.context.author.organisation();
        may(self.state, act, organisation, self.given, self.context.today)
    }

    fn because(&self, act: Act, reason: &str) -> Result<Side, Refusal> {
        let by = self.may(act)?;
        words::reason(reason)?;
        Ok(by)
    }

    /// The organisation that acts is the one that the record speaks of.
    fn own(&self, organisation: OrganisationId) -> Result<(), Refusal> {
        if self.context.author.organisation() == Some(organisation) {
            Ok(())
        } else {
            Err(refuse_at(rules::CV_OWN_ACT, "organisation"))
        }
    }

    fn open(
        &self,
        kind: Kind,
        cooperation: Option<Cooperation>,
        parties: Vec<Party>,
        title: Vec<LocalText>,
        amends: Option<ConventionId>,
    ) -> Decision {
        let by = acting_side(&parties, self.context.author.organisation())?;
        self.check_opening(kind, cooperation, &parties, &title)?;
        if !self.given.open {
            return Err(refuse_at(rules::CV_COOPERATION_CLOSED, "cooperation"));
        }
        let amended = amends.is_some() && self.given.amended.as_ref() == Some(&parties);
        if (kind == Kind::Amendment) != amends.is_some() || (amends.is_some() && !amended) {
            return Err(refuse_at(rules::CV_AMENDS, "amends"));
        }
        one(Event::Opened { kind, cooperation, parties, by, title, amends })
    }

    fn record_existing(&self, older: Older) -> Decision {
        let Older { kind, cooperation, parties, title, signed, term, source } = older;
        let by = recording_side(&parties, &self.context.author)?;
        self.check_opening(kind, cooperation, &parties, &title)?;
        words::past(signed.as_ref(), self.context.today, "signed")?;
        words::required(&source, limits::SHORT, "source", rules::C_SOURCE)?;
        if let Some(term) = &term {
            check_term(term)?;
        }
        one(Event::RecordedAsExisting {
            kind,
            cooperation,
            parties,
            by,
            title,
            signed,
            term,
            source,
        })
    }

    /// The registers exclude partners from a charter of friendship as from any agreement.
    fn check_opening(
        &self,
        kind: Kind,
        cooperation: Option<Cooperation>,
        parties: &[Party],
        title: &[LocalText],
    ) -> Result<(), Refusal> {
        if stage(self.state).is_some() {
            return Err(refuse(rules::C_EXISTS));
        }
        words::local_required(title, limits::TITLE, "title")?;
        if kind == Kind::Association {
            with_an_association(parties)?;
        } else {
            check_parties(parties, 2)?;
            if cooperation.is_none() {
                return Err(refuse_at(rules::CV_COOPERATION_CLOSED, "cooperation"));
            }
        }
        let facts = known(parties, &self.given.facts)?;
        if kind == Kind::Association && !facts.iter().any(|fact| fact.kind == Body::Association) {
            return Err(refuse_at(rules::CV_ASSOCIATION, "association"));
        }
        first_block(rules::screen(&facts, &self.given.themes, self.context.today))
    }

    fn name_version(&self, based_on: Option<&TextHash>, draft: Draft, reason: String) -> Decision {
        let by = self.because(Act::NameVersion, &reason)?;
        if self.state.present.as_ref().map(|present| &present.hash) != based_on {
            return Err(refuse_at(rules::C_STALE_TEXT, "basedOn"));
        }
        let version = written(draft, self.state.parties())?;
        if self.state.is_present(&version.hash) {
            return Err(refuse_at(rules::C_SAME_TEXT, "texts"));
        }
        one(Event::VersionNamed { by, version, reason })
    }

    /// The consent of the last side is the agreement of all.
    fn consent(&self, hash: TextHash) -> Decision {
        let by = self.may(Act::Consent)?;
        if !self.state.is_present(&hash) {
            return Err(refuse_at(rules::C_STALE_TEXT, "hash"));
        }
        let mut events = vec![Event::Consented { by, hash: hash.clone() }];
        if silent(self.state) == [by] {
            events.push(Event::TextAgreed { hash });
        }
        Ok(events)
    }

    fn vote(&self, approval: Approval) -> Decision {
        self.own(approval.organisation)?;
        self.may(Act::RecordVote)?;
        check_past(approval.on, self.context.today, "on")?;
        words::optional(approval.number.as_deref(), limits::SHORT, "number")?;
        check_document(approval.document.as_ref())?;
        one(Event::CouncilVoted { approval })
    }

    /// On or after the day of the own council.
    fn sign(&self, signature: Signature) -> Decision {
        self.own(signature.organisation)?;
        self.may(Act::Sign)?;
        check_past(signature.on, self.context.today, "on")?;
        words::required(&signature.place, limits::SHORT, "place", rules::CV_PLACE)?;
        words::function(&signature.function)?;
        check_document(signature.document.as_ref())?;
        let approval = self.state.approval_of(signature.organisation);
        if approval.is_some_and(|approval| approval.on > signature.on) {
            return Err(refuse_at(rules::CV_BEFORE_COUNCIL, "on"));
        }
        one(Event::Signed { signature })
    }

    fn formality(&self, formality: Formality) -> Decision {
        self.own(formality.organisation)?;
        acting_side(self.state.parties(), self.context.author.organisation())?;
        let Formality { organisation, step, on, .. } = formality;
        may_complete(self.state, organisation, step, self.given, self.context.today)?;
        check_past(on, self.context.today, "on")?;
        words::required(
            &formality.authority,
            limits::SHORT,
            "authority",
            rules::C_STATE_AUTHORITY,
        )?;
        words::optional(formality.reference.as_deref(), limits::SHORT, "reference")?;
        check_document(formality.document.as_ref())?;
        one(Event::FormalityCompleted { formality })
    }

    fn observe(&self, authority: String, grounds: String, on: Date) -> Decision {
        self.may(Act::RecordObservation)?;
        words::required(&authority, limits::SHORT, "authority", rules::C_STATE_AUTHORITY)?;
        words::required(&grounds, limits::REASON, "grounds", rules::C_REASON)?;
        check_past(on, self.context.today, "on")?;
        let own = self.context.author.organisation();
        let organisation = own.ok_or_else(|| refuse(rules::C_NOT_A_PARTY))?;
        let observation = RemarkId(self.context.new_id);
        one(Event::LegalityObserved { organisation, observation, authority, grounds, on })
    }

    fn withdraw_observation(&self, observation: RemarkId, reason: String, on: Date) -> Decision {
        self.because(Act::WithdrawObservation, &reason)?;
        check_past(on, self.context.today, "on")?;
        let known = self.state.observations.iter().find(|known| known.id == observation);
        let known = known.ok_or_else(|| refuse_at(rules::CV_NO_OBSERVATION, "observation"))?;
        self.own(known.organisation)?;
        let organisation = known.organisation;
        one(Event::ObservationWithdrawn { organisation, observation, reason, on })
    }

    fn amended(&self, by: ConventionId) -> Decision {
        at_stage(self.state, &[Stage::InForce])?;
        if self.context.author.role != Role::System {
            acting_side(self.state.parties(), self.context.author.organisation())?;
        }
        if self.state.amendments.contains(&by) {
            return Err(refuse(rules::C_EXISTS));
        }
        let on = self.given.amendment.ok_or_else(|| refuse_at(rules::CV_AMENDS, "by"))?;
        one(Event::Amended { by, on })
    }

    fn renew(&self, term: Term, reason: String) -> Decision {
        let by = self.because(Act::Renew, &reason)?;
        check_term(&term)?;
        let old = self.state.term.as_ref().and_then(|term| term.ends);
        let longer = match (old, term.ends) {
            (Some(old), Some(new)) => new > old,
            (Some(_), None) => true,
            (None, _) => false,
        };
        if !longer {
            return Err(refuse_at(rules::CV_RENEW_LATER, "term.ends"));
        }
        one(Event::Renewed { by, term, reason })
    }

    /// By a party or by the platform itself.
    fn expire(&self) -> Decision {
        if self.context.author.role != Role::System {
            self.may(Act::Expire)?;
        }
        one(Event::Expired { on: expired(self.state, self.context.today)? })
    }

    /// What the platform reminds of; a term that cannot be renewed has expired instead.
    fn remind(&self, waits: Option<&Waits>) -> Decision {
        let ends = expired(self.state, self.context.today);
        let fixed = self.state.term.as_ref().is_some_and(|term| !term.renewable);
        if let Ok(on) = ends
            && fixed
        {
            return one(Event::Expired { on });
        }
        let today = self.context.today;
        let due = reminder::due(upcoming(self.state, waits), &self.state.reminded, today);
        if due.is_empty() {
            return Err(refuse(rules::RM_NOTHING));
        }
        Ok(due.into_iter().map(|reminder| Event::Reminded { reminder }).collect())
    }

    fn annul(
        &self,
        authority: String,
        reason: String,
        reference: Option<String>,
        on: Date,
    ) -> Decision {
        at_stage(self.state, BINDING)?;
        recording_side(self.state.parties(), &self.context.author)?;
        words::required(&authority, limits::SHORT, "authority", rules::C_STATE_AUTHORITY)?;
        words::reason(&reason)?;
        words::optional(reference.as_deref(), limits::SHORT, "reference")?;
        check_past(on, self.context.today, "on")?;
        one(Event::Annulled { authority, reason, reference, on })
    }

    /// The entry into force goes with the act that completes the last step.
    fn with_force(&self, mut events: Vec<Event>) -> Vec<Event> {
        let completes = |event: &Event| {
            matches!(event, Event::Signed { .. } | Event::FormalityCompleted { .. })
        };
        if events.iter().any(completes) {
            let after = events.iter().fold(self.state.clone(), evolve);
            if let Ok(on) = ready(&after, self.given, self.context.today) {
                events.push(Event::EnteredIntoForce { on });
            }
        }
        events
    }
}

fn at_stage(state: &State, stages: &[Stage]) -> Result<(), Refusal> {
    let now = stage(state).ok_or_else(|| refuse(rules::C_NOTHING))?;
    at(now, stages)
}

/// One authority that decides, and one association that carries out, each on a side of its own.
fn with_an_association(parties: &[Party]) -> Result<(), Refusal> {
    let carries = |party: &&Party| party.role == PartyRole::Operator;
    let fits = parties.len() == 2
        && sides(parties).len() == 2
        && authorities(parties).len() == 1
        && parties.iter().filter(carries).count() == 1;
    if fits { Ok(()) } else { Err(refuse_at(rules::CV_ASSOCIATION, "parties")) }
}

/// A document is known by its SHA-256 in hex.
fn check_document(hash: Option<&TextHash>) -> Result<(), Refusal> {
    let hex = |hash: &&TextHash| {
        hash.0.len() == 64
            && hash.0.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    };
    if hash.is_none_or(|hash| hex(&hash)) {
        Ok(())
    } else {
        Err(refuse_at(rules::CV_DOCUMENT, "document"))
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the end of an act that could have been refused")]
fn one(event: Event) -> Decision {
    Ok(vec![event])
}

//! What follows from a command on a partnership: events, or the reason why not.

use jiff::civil::Date;

use super::order::{annullable, awake, living, may};
use super::state::{State, evolve, silent, stage};
use super::text::{check_known, check_present, written};
use super::{Command, Event, Nature, TermsDraft};
use crate::access::Visibility;
use crate::context::Context;
use crate::cooperation::{
    Act, CouncilDecision, Ending, PartialDate, Party, Side, TextHash, Theme, acting_side,
    check_decision, check_dormancy, check_formalities, check_parties, check_past,
    check_remark_visibility, first_block, known, limits, one_voice, recording_side, refuse,
    refuse_at, shares, sides, words,
};
use crate::ids::RemarkId;
use crate::refusal::Refusal;
use crate::rules::{self, PartyFacts};
use crate::screening::{self, Look};
use crate::text::LocalText;

/// What one act leads to.
type Decision = Result<Vec<Event>, Refusal>;

/// Decides on a command. The acting side follows from the author's organisation.
///
/// # Errors
/// The first rule that refuses it.
pub fn decide(state: &State, command: Command, context: &Context) -> Decision {
    let ask = Ask { state, context };
    match command {
        Command::Propose { parties, facts, nature, terms, reason_for_choice, first_contact } => {
            ask.propose(parties, &facts, nature, terms, reason_for_choice, first_contact)
        }
        Command::RecordExisting { parties, facts, nature, terms, since, source } => {
            ask.record(parties, &facts, nature, terms, since, source)
        }
        Command::Confirm => ask.confirm(),
        Command::Contest { reason } => ask.contest(reason),
        Command::ReviseTerms { based_on, terms, facts, reason } => {
            ask.revise(&based_on, terms, &facts, reason)
        }
        Command::Remark { about, body, visibility } => ask.remark(about, body, visibility),
        Command::ShareRemark { remark } => {
            let by = shares(&state.parties, &state.side_remarks, remark, context)?;
            one(Event::RemarkShared { remark, by })
        }
        Command::Accept { hash } => ask.accept(hash),
        Command::Decline { reason } => ask.decline(reason),
        Command::Withdraw { reason } => ask.withdraw(reason),
        Command::RecordDecision { decision } => ask.vote(decision),
        Command::Start { on, facts } => ask.start(on, &facts),
        Command::MarkDormant { last_activity, after_months } => {
            ask.sleep(last_activity, after_months)
        }
        Command::ScreenAgain { look } => ask.screen(look),
        Command::Revive { reason } => ask.revive(reason),
        Command::End { reason, lessons } => ask.end(reason, lessons),
        Command::RecordAnnulment { authority, reason, reference, on } => {
            ask.annul(authority, reason, reference, on)
        }
    }
}

/// A command under decision: what is known and who asks.
struct Ask<'a> {
    state: &'a State,
    context: &'a Context,
}

impl Ask<'_> {
    fn may(&self, act: Act) -> Result<Side, Refusal> {
        may(self.state, act, self.context.author.organisation())
    }

    fn because(&self, act: Act, reason: &str) -> Result<Side, Refusal> {
        let by = self.may(act)?;
        words::reason(reason)?;
        Ok(by)
    }

    /// By a party, to known parties, none of which the law excludes, with an object where the law asks for one.
    fn propose(
        &self,
        parties: Vec<Party>,
        facts: &[PartyFacts],
        nature: Nature,
        terms: TermsDraft,
        reason_for_choice: String,
        first_contact: Option<PartialDate>,
    ) -> Decision {
        self.fresh(&parties)?;
        let by = acting_side(&parties, self.context.author.organisation())?;
        one_voice(&parties, &self.context.author)?;
        self.lawful(&parties, facts, &terms.themes)?;
        rules::object_stated(&terms.purpose, facts).map_or(Ok(()), Err)?;
        let choice = "reasonForChoice";
        words::required(&reason_for_choice, limits::REASON, choice, rules::C_CHOICE)?;
        words::past(first_contact.as_ref(), self.context.today, "firstContact")?;
        let terms = written(terms, &parties, true)?;
        one(Event::Proposed { parties, by, nature, terms, reason_for_choice, first_contact })
    }

    fn record(
        &self,
        parties: Vec<Party>,
        facts: &[PartyFacts],
        nature: Nature,
        terms: TermsDraft,
        since: Option<PartialDate>,
        source: String,
    ) -> Decision {
        self.fresh(&parties)?;
        let by = recording_side(&parties, &self.context.author)?;
        one_voice(&parties, &self.context.author)?;
        self.lawful(&parties, facts, &terms.themes)?;
        words::past(since.as_ref(), self.context.today, "since")?;
        words::required(&source, limits::SHORT, "source", rules::C_SOURCE)?;
        let terms = written(terms, &parties, false)?;
        one(Event::RecordedAsExisting { parties, by, nature, terms, since, source })
    }

    fn confirm(&self) -> Decision {
        one(Event::Confirmed { by: self.may(Act::Confirm)? })
    }

    fn contest(&self, reason: String) -> Decision {
        one(Event::Contested { by: self.because(Act::Contest, &reason)?, reason })
    }

    fn fresh(&self, parties: &[Party]) -> Result<(), Refusal> {
        if stage(self.state).is_some() {
            return Err(refuse(rules::C_EXISTS));
        }
        check_parties(parties, 2)
    }

    fn lawful(
        &self,
        parties: &[Party],
        facts: &[PartyFacts],
        themes: &[Theme],
    ) -> Result<(), Refusal> {
        first_block(rules::screen(&known(parties, facts)?, themes, self.context.today))
    }

    fn revise(
        &self,
        based_on: &TextHash,
        terms: TermsDraft,
        facts: &[PartyFacts],
        reason: String,
    ) -> Decision {
        let by = self.because(Act::ReviseTerms, &reason)?;
        check_present(self.state, based_on, "basedOn")?;
        let terms = written(terms, &self.state.parties, true)?;
        if self.state.terms.as_ref() == Some(&terms.hash) {
            return Err(refuse_at(rules::C_SAME_TEXT, "terms"));
        }
        self.lawful(&self.state.parties, facts, &terms.themes)?;
        one(Event::TermsRevised { by, terms, reason })
    }

    fn remark(&self, about: TextHash, body: LocalText, visibility: Visibility) -> Decision {
        let by = self.may(Act::Remark)?;
        check_known(self.state, &about)?;
        words::local_required(std::slice::from_ref(&body), limits::REMARK, "body")?;
        check_remark_visibility(visibility)?;
        let remark = RemarkId(self.context.new_id);
        one(Event::RemarkMade { remark, by, about, body, visibility })
    }

    fn accept(&self, hash: TextHash) -> Decision {
        let by = self.may(Act::Accept)?;
        check_present(self.state, &hash, "hash")?;
        Ok(self.with_agreement(Event::Accepted { by, hash }))
    }

    /// The event, and the agreement of all when it was the last thing that was missing: an acceptance, or the leaving
    /// of the only side that had not answered.
    fn with_agreement(&self, event: Event) -> Vec<Event> {
        let next = evolve(self.state.clone(), &event);
        let agreed = !next.agreed
            && next.closed.is_none()
            && sides(&next.parties).len() >= 2
            && silent(&next).is_empty();
        let hash = next.terms.filter(|_| agreed);
        std::iter::once(event).chain(hash.map(|hash| Event::AgreedByAll { hash })).collect()
    }

    fn vote(&self, mut decision: CouncilDecision) -> Decision {
        self.may(Act::RecordDecision)?;
        check_decision(&decision, self.context)?;
        match &decision.text {
            Some(hash) => check_present(self.state, hash, "text")?,
            None => decision.text.clone_from(&self.state.terms),
        }
        one(Event::CouncilDecided { decision })
    }

    /// only after the complete deliberation of every French authority, screened again on that day.
    fn start(&self, on: Date, facts: &[PartyFacts]) -> Decision {
        let by = self.may(Act::Start)?;
        let State { parties, decisions, themes, .. } = self.state;
        check_past(on, self.context.today, "on")?;
        check_formalities(parties, facts, decisions, themes, self.context.today)?;
        one(Event::Started { on, by })
    }

    fn decline(&self, reason: String) -> Decision {
        let by = self.because(Act::Decline, &reason)?;
        Ok(self.with_agreement(Event::Declined { by, reason }))
    }

    fn withdraw(&self, reason: String) -> Decision {
        let by = self.because(Act::Withdraw, &reason)?;
        Ok(self.with_agreement(Event::Withdrawn { by, reason }))
    }

    fn sleep(&self, last_activity: Date, after_months: u16) -> Decision {
        awake(self.state)?;
        check_dormancy(last_activity, after_months, self.context)?;
        one(Event::MarkedDormant { last_activity, after_months })
    }

    fn screen(&self, look: Look) -> Decision {
        living(self.state)?;
        let State { parties, themes, screened, .. } = self.state;
        let found = screening::again(screened.as_ref(), look, parties, themes, self.context)?;
        one(Event::ScreenedAgain(found))
    }

    fn revive(&self, reason: String) -> Decision {
        one(Event::Revived { by: self.because(Act::Revive, &reason)?, reason })
    }

    fn end(&self, reason: String, lessons: String) -> Decision {
        let side = self.because(Act::End, &reason)?;
        words::required(&lessons, limits::REASON, "lessons", rules::C_LESSONS)?;
        one(Event::Ended(Ending { side, reason, lessons }))
    }

    fn annul(
        &self,
        authority: String,
        reason: String,
        reference: Option<String>,
        on: Date,
    ) -> Decision {
        annullable(self.state)?;
        recording_side(&self.state.parties, &self.context.author)?;
        words::required(&authority, limits::SHORT, "authority", rules::C_STATE_AUTHORITY)?;
        words::reason(&reason)?;
        words::optional(reference.as_deref(), limits::SHORT, "reference")?;
        check_past(on, self.context.today, "on")?;
        one(Event::Annulled { authority, reason, reference, on })
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the end of an act that could have been refused")]
fn one(event: Event) -> Decision {
    Ok(vec![event])
}

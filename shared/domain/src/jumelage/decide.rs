//! What follows from a command on a twinning: events, or the reason why not.

use jiff::civil::Date;

use super::order::{annullable, awake, lawful, living, may};
use super::state::{State, silent, stage};
use super::text::{check_known, check_present, written};
use super::{Command, Event, Kind};
use crate::access::Visibility;
use crate::context::Context;
use crate::cooperation::{
    Act, CouncilDecision, Ending, PartialDate, Party, Side, TextHash, Theme, acting_side,
    check_decision, check_dormancy, check_parties, check_past, check_remark_visibility, check_side,
    first_block, known, limits, names, one_voice, recording_side, refuse, refuse_at, refuse_naming,
    shares, side_of, words,
};
use crate::ids::{OrganisationId, RemarkId};
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
        Command::Propose { parties, facts, kind, motives, themes, charter, first_contact } => {
            ask.propose(parties, &facts, Draft(kind, motives, themes, charter, first_contact))
        }
        Command::RecordExisting { parties, facts, kind, themes, since, source } => {
            ask.record(parties, &facts, kind, themes, since, source)
        }
        Command::Confirm => ask.confirm(),
        Command::Contest { reason } => ask.contest(reason),
        Command::AmendCharter { based_on, charter, reason } => {
            ask.amend(&based_on, charter, reason)
        }
        Command::Remark { about, body, visibility } => ask.remark(about, body, visibility),
        Command::ShareRemark { remark } => {
            let by = shares(&state.parties, &state.side_remarks, remark, context)?;
            one(Event::RemarkShared { remark, by })
        }
        Command::Consent { hash } => ask.consent(hash),
        Command::WithdrawConsent { reason } => ask.withdraw_consent(reason),
        Command::RecordDecision { decision } => ask.vote(decision),
        Command::HoldCeremony { on, place, participants, facts } => {
            ask.ceremony(on, place, participants, &facts)
        }
        Command::Decline { reason } => ask.decline(reason),
        Command::Withdraw { reason } => ask.withdraw(reason),
        Command::ChangeKind { kind, reason } => ask.change_kind(kind, reason),
        Command::ChooseThemes { themes, reason } => ask.choose_themes(themes, reason),
        Command::InviteTown { organisation, side, facts, reason } => {
            ask.invite(organisation, side, &facts, reason)
        }
        Command::Join => ask.join(),
        Command::MarkDormant { last_activity, after_months } => {
            ask.rest(last_activity, after_months)
        }
        Command::ScreenAgain { look } => ask.screen(look),
        Command::Revive { reason } => ask.revive(reason),
        Command::End { reason, lessons } => ask.end(reason, lessons),
        Command::RecordAnnulment { authority, reason, reference, on } => {
            ask.annul(authority, reason, reference, on)
        }
        Command::Regularise { reason, reference } => ask.regularise(reason, reference),
    }
}

/// What is proposed, besides the parties: kind, motives, themes, charter and first contact.
struct Draft(Kind, String, Vec<Theme>, Vec<LocalText>, Option<PartialDate>);

/// A command under decision: what is known and who asks.
struct Ask<'a> {
    state: &'a State,
    context: &'a Context,
}

impl Ask<'_> {
    fn may(&self, act: Act) -> Result<Side, Refusal> {
        may(self.state, act, self.context.author.organisation(), &[])
    }

    fn because(&self, act: Act, reason: &str) -> Result<Side, Refusal> {
        let by = self.may(act)?;
        words::reason(reason)?;
        Ok(by)
    }

    fn propose(&self, parties: Vec<Party>, facts: &[PartyFacts], draft: Draft) -> Decision {
        let Draft(kind, motives, themes, charter, first_contact) = draft;
        self.fresh(&parties, &themes)?;
        let by = acting_side(&parties, self.context.author.organisation())?;
        one_voice(&parties, &self.context.author)?;
        self.lawful(&parties, facts, &themes)?;
        words::required(&motives, limits::MOTIVES, "motives", rules::T_1)?;
        words::past(first_contact.as_ref(), self.context.today, "firstContact")?;
        let charter = written(charter)?;
        one(Event::Proposed { parties, by, kind, motives, themes, charter, first_contact })
    }

    fn record(
        &self,
        parties: Vec<Party>,
        facts: &[PartyFacts],
        kind: Kind,
        themes: Vec<Theme>,
        since: Option<PartialDate>,
        source: String,
    ) -> Decision {
        self.fresh(&parties, &themes)?;
        let by = recording_side(&parties, &self.context.author)?;
        one_voice(&parties, &self.context.author)?;
        self.lawful(&parties, facts, &themes)?;
        words::past(since.as_ref(), self.context.today, "since")?;
        words::required(&source, limits::SHORT, "source", rules::C_SOURCE)?;
        one(Event::RecordedAsExisting { parties, by, kind, themes, since, source })
    }

    fn fresh(&self, parties: &[Party], themes: &[Theme]) -> Result<(), Refusal> {
        if stage(self.state).is_some() {
            return Err(refuse(rules::C_EXISTS));
        }
        check_parties(parties, 2)?;
        words::themes(themes, "themes")
    }

    fn lawful(
        &self,
        parties: &[Party],
        facts: &[PartyFacts],
        themes: &[Theme],
    ) -> Result<(), Refusal> {
        first_block(rules::screen(&known(parties, facts)?, themes, self.context.today))
    }

    fn confirm(&self) -> Decision {
        one(Event::Confirmed { by: self.may(Act::Confirm)? })
    }

    fn contest(&self, reason: String) -> Decision {
        one(Event::Contested { by: self.because(Act::Contest, &reason)?, reason })
    }

    fn amend(&self, based_on: &TextHash, charter: Vec<LocalText>, reason: String) -> Decision {
        let by = self.because(Act::AmendCharter, &reason)?;
        check_present(self.state, based_on, "basedOn")?;
        let charter = written(charter)?;
        if self.state.charter.as_ref() == Some(&charter.hash) {
            return Err(refuse_at(rules::C_SAME_TEXT, "charter"));
        }
        one(Event::CharterAmended { by, charter, reason })
    }

    fn remark(&self, about: TextHash, body: LocalText, visibility: Visibility) -> Decision {
        let by = self.may(Act::Remark)?;
        check_known(self.state, &about)?;
        words::local_required(std::slice::from_ref(&body), limits::REMARK, "body")?;
        check_remark_visibility(visibility)?;
        let remark = RemarkId(self.context.new_id);
        one(Event::RemarkMade { remark, by, about, body, visibility })
    }

    /// The consent of the last side is the agreement of all.
    fn consent(&self, hash: TextHash) -> Decision {
        let by = self.may(Act::Consent)?;
        check_present(self.state, &hash, "hash")?;
        let mut events = vec![Event::CharterConsented { by, hash: hash.clone() }];
        if silent(self.state) == [by] {
            events.push(Event::ContentAgreed { hash });
        }
        Ok(events)
    }

    fn vote(&self, mut decision: CouncilDecision) -> Decision {
        self.may(Act::RecordDecision)?;
        check_decision(&decision, self.context)?;
        match &decision.text {
            Some(hash) => check_present(self.state, hash, "text")?,
            None => decision.text.clone_from(&self.state.charter),
        }
        one(Event::CouncilDecided { decision })
    }

    fn withdraw_consent(&self, reason: String) -> Decision {
        one(Event::ConsentWithdrawn { by: self.because(Act::WithdrawConsent, &reason)?, reason })
    }

    /// T-5: after the decision of every council, on or after the days of their sessions.
    fn ceremony(
        &self,
        on: Date,
        place: String,
        participants: Option<u32>,
        facts: &[PartyFacts],
    ) -> Decision {
        let decisions = &self.state.decisions;
        may(self.state, Act::HoldCeremony, self.context.author.organisation(), facts)?;
        check_past(on, self.context.today, "on")?;
        words::required(&place, limits::SHORT, "place", rules::C_PLACE)?;
        let later: Vec<_> =
            decisions.iter().filter(|d| d.on > on).map(|d| d.organisation).collect();
        if !later.is_empty() {
            return Err(refuse_naming(rules::T_5, "on", names(&later, facts)));
        }
        lawful(self.state, facts, self.context.today)?;
        one(Event::CeremonyHeld { on, place, participants })
    }

    fn decline(&self, reason: String) -> Decision {
        one(Event::Declined { by: self.because(Act::Decline, &reason)?, reason })
    }

    fn withdraw(&self, reason: String) -> Decision {
        one(Event::Withdrawn { by: self.because(Act::Withdraw, &reason)?, reason })
    }

    fn change_kind(&self, kind: Kind, reason: String) -> Decision {
        self.because(Act::ChangeKind, &reason)?;
        changed(self.state.kind != Some(kind), "kind")?;
        one(Event::KindChanged { kind, reason })
    }

    fn choose_themes(&self, themes: Vec<Theme>, reason: String) -> Decision {
        self.because(Act::ChooseThemes, &reason)?;
        words::themes(&themes, "themes")?;
        changed(self.state.themes != themes, "themes")?;
        one(Event::ThemesChosen { themes, reason })
    }

    fn invite(
        &self,
        organisation: OrganisationId,
        side: Side,
        facts: &PartyFacts,
        reason: String,
    ) -> Decision {
        let by = self.because(Act::InviteTown, &reason)?;
        let State { parties, invited, themes, .. } = self.state;
        if side_of(parties, organisation).is_some() {
            return Err(refuse_at(rules::C_ALREADY_PARTY, "organisation"));
        }
        if invited.iter().any(|(town, _)| *town == organisation) {
            return Err(refuse_at(rules::C_INVITED, "organisation"));
        }
        if facts.organisation != organisation {
            return Err(refuse_at(rules::C_UNKNOWN_PARTY, "organisation"));
        }
        words::at_most(parties.len() + invited.len() + 1, limits::PARTIES, "parties")?;
        check_side(parties, side)?;
        first_block(rules::screen(std::slice::from_ref(facts), themes, self.context.today))?;
        one(Event::TownInvited { organisation, side, by, reason })
    }

    fn join(&self) -> Decision {
        let side = self.may(Act::Join)?;
        let organisation =
            self.context.author.organisation().ok_or_else(|| refuse(rules::C_NOT_INVITED))?;
        one(Event::TownJoined { organisation, side })
    }

    fn rest(&self, last_activity: Date, after_months: u16) -> Decision {
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

    fn regularise(&self, reason: String, reference: Option<String>) -> Decision {
        let by = self.because(Act::Regularise, &reason)?;
        words::optional(reference.as_deref(), limits::SHORT, "reference")?;
        one(Event::Regularised { by, reason, reference })
    }
}

fn changed(differs: bool, path: &str) -> Result<(), Refusal> {
    if differs { Ok(()) } else { Err(refuse_at(rules::C_NO_CHANGE, path)) }
}

#[expect(clippy::unnecessary_wraps, reason = "the end of an act that could have been refused")]
fn one(event: Event) -> Decision {
    Ok(vec![event])
}

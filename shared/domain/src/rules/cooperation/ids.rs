//! Identifiers of the rules of twinnings (`T-…`) and of agreeing (`C-…`).

use crate::rules::RuleId;

/// A twinning needs its motives: say why these towns, with whom, how and to what benefit.
pub const T_1: RuleId = RuleId("T-1");
/// The first contact of the towns is not noted: the memory of the twinning begins without it.
pub const T_2: RuleId = RuleId("T-2");
/// The profile of … is not described: size, languages and character cannot be compared.
pub const T_3: RuleId = RuleId("T-3");
/// The contents of the twinning are not agreed yet: each side must consent to the same charter. Missing: ….
pub const T_4: RuleId = RuleId("T-4");
/// The ceremony comes after the decision of every council. Missing: ….
pub const T_5: RuleId = RuleId("T-5");
/// A twinning commits the inhabitants too: nobody is counted at the ceremony.
pub const T_6: RuleId = RuleId("T-6");
/// A twinning committee, elected members and citizens together, keeps the twinning alive from one term to the next: form one on each side.
pub const T_7: RuleId = RuleId("T-7");
/// Your organisation is not a party to this cooperation.
pub const C_NOT_A_PARTY: RuleId = RuleId("C-NOT-A-PARTY");
/// The same organisation appears twice among the parties.
pub const C_DUPLICATE_PARTY: RuleId = RuleId("C-DUPLICATE-PARTY");
/// There must be parties on two sides at least.
pub const C_TWO_SIDES: RuleId = RuleId("C-TWO-SIDES");
/// Side … has no authority whose council can decide.
pub const C_SIDE_AUTHORITY: RuleId = RuleId("C-SIDE-AUTHORITY");
/// Side … has several authorities: nobody speaks for another one.
pub const C_SIDE_VOICE: RuleId = RuleId("C-SIDE-VOICE");
/// One of the parties is not in the directory.
pub const C_UNKNOWN_PARTY: RuleId = RuleId("C-UNKNOWN-PARTY");
/// This date is still to come: what has not happened cannot be recorded as done.
pub const C_FUTURE_DATE: RuleId = RuleId("C-FUTURE-DATE");
/// Dormancy is noted by the platform, not by a person.
pub const C_SYSTEM_ONLY: RuleId = RuleId("C-SYSTEM-ONLY");
/// The last activity is too recent for dormancy.
pub const C_NOT_DUE: RuleId = RuleId("C-NOT-DUE");
/// A council’s vote is recorded by the authority itself.
pub const C_OWN_COUNCIL: RuleId = RuleId("C-OWN-COUNCIL");
/// This party takes part without its council having to decide.
pub const C_NOT_DECIDING: RuleId = RuleId("C-NOT-DECIDING");
/// This council has already adopted this text in a complete deliberation.
pub const C_DECISION_ONCE: RuleId = RuleId("C-DECISION-ONCE");
/// The council’s rejection is recorded; the proposal stays open.
pub const C_REJECTED_NOTED: RuleId = RuleId("C-REJECTED-NOTED");
/// The deliberation is not complete: motives, modalities and financial means are expected.
pub const C_DELIBERATION: RuleId = RuleId("C-DELIBERATION");
/// A remark is for one’s own side or for all sides.
pub const C_REMARK_VISIBILITY: RuleId = RuleId("C-REMARK-VISIBILITY");
/// There is no such remark that your side keeps to itself.
pub const C_REMARK_OWN: RuleId = RuleId("C-REMARK-OWN");
/// A reason is needed.
pub const C_REASON: RuleId = RuleId("C-REASON");
/// Ending asks for what was learnt.
pub const C_LESSONS: RuleId = RuleId("C-LESSONS");
/// The source of this record is missing.
pub const C_SOURCE: RuleId = RuleId("C-SOURCE");
/// The place of the ceremony is missing.
pub const C_PLACE: RuleId = RuleId("C-PLACE");
/// The State authority that annulled must be named.
pub const C_STATE_AUTHORITY: RuleId = RuleId("C-STATE-AUTHORITY");
/// Say why this partner.
pub const C_CHOICE: RuleId = RuleId("C-CHOICE");
/// This text is too long: … characters at most.
pub const C_TEXT_LENGTH: RuleId = RuleId("C-TEXT-LENGTH");
/// There are too many: … at most.
pub const C_TOO_MANY: RuleId = RuleId("C-TOO-MANY");
/// These texts together are too long: … KiB at most.
pub const C_TEXT_TOTAL: RuleId = RuleId("C-TEXT-TOTAL");
/// “…” is no possible language here, or appears twice.
pub const C_LANGUAGE: RuleId = RuleId("C-LANGUAGE");
/// This text is empty.
pub const C_EMPTY_TEXT: RuleId = RuleId("C-EMPTY-TEXT");
/// “…” is no sustainable development goal.
pub const C_SDG: RuleId = RuleId("C-SDG");
/// “…” is no date.
pub const C_PARTIAL_DATE: RuleId = RuleId("C-PARTIAL-DATE");
/// This is already recorded.
pub const C_EXISTS: RuleId = RuleId("C-EXISTS");
/// Nothing is recorded here.
pub const C_NOTHING: RuleId = RuleId("C-NOTHING");
/// This is not possible at this stage (…).
pub const C_STAGE: RuleId = RuleId("C-STAGE");
/// The text has changed meanwhile.
pub const C_STALE_TEXT: RuleId = RuleId("C-STALE-TEXT");
/// The text is the same as before.
pub const C_SAME_TEXT: RuleId = RuleId("C-SAME-TEXT");
/// This remark is about a text that is not known here.
pub const C_UNKNOWN_TEXT: RuleId = RuleId("C-UNKNOWN-TEXT");
/// Your side has already agreed to this text.
pub const C_CONSENTED: RuleId = RuleId("C-CONSENTED");
/// Your side has not consented to this text.
pub const C_NO_CONSENT: RuleId = RuleId("C-NO-CONSENT");
/// Your side made this proposal: it does not decline it.
pub const C_OWN_PROPOSAL: RuleId = RuleId("C-OWN-PROPOSAL");
/// Only the side that proposed takes the proposal back.
pub const C_NOT_PROPOSER: RuleId = RuleId("C-NOT-PROPOSER");
/// Your side accepted these terms: it can no longer decline them.
pub const C_LEAVE_FIRST: RuleId = RuleId("C-LEAVE-FIRST");
/// Your side has not accepted these terms.
pub const C_NOT_ACCEPTED: RuleId = RuleId("C-NOT-ACCEPTED");
/// Only what was recorded as existing is confirmed or contested.
pub const C_NOT_EXISTING: RuleId = RuleId("C-NOT-EXISTING");
/// Your side made this record itself.
pub const C_OWN_RECORD: RuleId = RuleId("C-OWN-RECORD");
/// Your side has already given this answer.
pub const C_CONFIRMED: RuleId = RuleId("C-CONFIRMED");
/// Nothing would change.
pub const C_NO_CHANGE: RuleId = RuleId("C-NO-CHANGE");
/// This town is already a party.
pub const C_ALREADY_PARTY: RuleId = RuleId("C-ALREADY-PARTY");
/// This town is already invited.
pub const C_INVITED: RuleId = RuleId("C-INVITED");
/// Your organisation is not invited.
pub const C_NOT_INVITED: RuleId = RuleId("C-NOT-INVITED");
/// There is no such side: choose an existing one or the next (…).
pub const C_SIDE_NUMBER: RuleId = RuleId("C-SIDE-NUMBER");
/// A tripartite twinning joins three sides; there are only two.
pub const C_KIND_SIDES: RuleId = RuleId("C-KIND-SIDES");
/// The text changed: consents and votes given to the old text no longer count.
pub const C_VOIDED: RuleId = RuleId("C-VOIDED");
/// Not every side has accepted the same terms yet. Missing: ….
pub const C_AGREE_FIRST: RuleId = RuleId("C-AGREE-FIRST");
/// An expected benefit names a side that does not exist, or one side twice.
pub const C_BENEFIT_SIDE: RuleId = RuleId("C-BENEFIT-SIDE");
/// The cooperation is not running: no exchange can be planned in it.
pub const C_COOPERATION_CLOSED: RuleId = RuleId("C-COOPERATION-CLOSED");
/// The host is not a party to the cooperation.
pub const C_HOST: RuleId = RuleId("C-HOST");
/// The end is before the beginning.
pub const C_DATES: RuleId = RuleId("C-DATES");
/// These dates are too far off: … years at most.
pub const C_FAR: RuleId = RuleId("C-FAR");
/// An exchange cannot be moved into the past.
pub const C_RESCHEDULE_PAST: RuleId = RuleId("C-RESCHEDULE-PAST");
/// These dates are past.
pub const C_PLANNED_PAST: RuleId = RuleId("C-PLANNED-PAST");
/// This exchange is already held or cancelled.
pub const C_EXCHANGE_CLOSED: RuleId = RuleId("C-EXCHANGE-CLOSED");
/// This exchange is not recorded as held yet.
pub const C_MISSION_NOT_HELD: RuleId = RuleId("C-MISSION-NOT-HELD");
/// Participants come from a side that does not exist.
pub const C_PARTICIPANT_SIDE: RuleId = RuleId("C-PARTICIPANT-SIDE");
/// The category “…” appears twice for the same side.
pub const C_PARTICIPANT_TWICE: RuleId = RuleId("C-PARTICIPANT-TWICE");
/// This number of participants is not possible: from 1 to ….
pub const C_PARTICIPANT_COUNT: RuleId = RuleId("C-PARTICIPANT-COUNT");
/// The participants are not counted.
pub const C_NO_COUNTS: RuleId = RuleId("C-NO-COUNTS");
/// A side’s committee is formed and changed by its own side.
pub const C_COMMITTEE_SIDE: RuleId = RuleId("C-COMMITTEE-SIDE");
/// This side already has a committee.
pub const C_COMMITTEE_EXISTS: RuleId = RuleId("C-COMMITTEE-EXISTS");
/// A committee has one seat at least.
pub const C_NO_SEATS: RuleId = RuleId("C-NO-SEATS");
/// This seat exists already.
pub const C_SEAT_TWICE: RuleId = RuleId("C-SEAT-TWICE");
/// A seat is a function, never a person’s name: “…”.
pub const C_SEAT_NAME: RuleId = RuleId("C-SEAT-NAME");
/// This seat is not on the committee.
pub const C_UNKNOWN_SEAT: RuleId = RuleId("C-UNKNOWN-SEAT");
/// This committee is dissolved.
pub const C_DISSOLVED: RuleId = RuleId("C-DISSOLVED");
/// A committee joins elected members and citizens: one of the two voices is missing.
pub const C_MIXED_SEATS: RuleId = RuleId("C-MIXED-SEATS");

/// A sleeping cooperation is revived or ended.
pub const C_DORMANT: RuleId = RuleId("C-DORMANT");

/// What one side recorded as existing is confirmed or contested by the others.
pub const C_CONFIRM_EXISTING: RuleId = RuleId("C-CONFIRM-EXISTING");
/// The screening was repeated and finds an obstacle: the parties see to it.
pub const C_SCREENED: RuleId = RuleId("C-SCREENED");
/// The screening finds what it found before.
pub const C_SAME_VERDICT: RuleId = RuleId("C-SAME-VERDICT");

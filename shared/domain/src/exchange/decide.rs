//! What follows from a command on an exchange: events, or the reason why not; and the remarks that go with it.

use jiff::ToSpan;
use jiff::civil::Date;

use super::state::{Plan, Stage, State, stage};
use super::{Command, Event, Participants, mission};
use crate::context::Context;
use crate::cooperation::{
    Party, Side, Theme, acting_side, check_past, limits, refuse, refuse_at, refuse_naming, side_of,
    sides, words,
};
use crate::ids::OrganisationId;
use crate::refusal::Refusal;
use crate::rules;
use crate::text::LocalText;

/// What one act leads to.
type Decision = Result<Vec<Event>, Refusal>;

/// How far ahead an exchange can be planned, and how long it can last, in years: more is a slip of the keyboard.
pub const YEARS: i64 = 10;
/// The most participants that one row counts.
pub const PARTICIPANTS: u32 = 1_000_000;

/// Decides on a command. The acting side follows from the author's organisation.
///
/// # Errors
/// The first rule that refuses it.
pub fn decide(state: &State, command: Command, context: &Context) -> Decision {
    let ask = Ask { state, context };
    match command {
        Command::Plan { cooperation, parties, open, kind, title, starts, ends, host, themes } => {
            let by = ask.opening(&parties, open, host)?;
            check_words(&title, &themes)?;
            ask.check_days(starts, ends)?;
            one(Event::Planned { cooperation, kind, title, starts, ends, host, by, themes })
        }
        Command::Reschedule { parties, starts, ends, reason } => {
            let by = ask.because(&parties, &reason)?;
            ask.moved(starts, ends)?;
            one(Event::Rescheduled { starts, ends, by, reason })
        }
        Command::Cancel { parties, reason } => {
            one(Event::Cancelled { by: ask.because(&parties, &reason)?, reason })
        }
        Command::Hold { parties, starts, ends, participants, outcome } => {
            let by = ask.side(&parties)?;
            ask.check_days(starts, ends)?;
            check_past(ends, context.today, "ends")?;
            check_participants(&participants, &parties)?;
            words::local(&outcome, limits::OUTCOME, "outcome")?;
            words::bounded_whole(&outcome, limits::OUTCOME_BYTES, "outcome")?;
            one(Event::Held { starts, ends, participants, outcome, by })
        }
        Command::Mission(command) => one(Event::Mission(mission::decide(state, command, context)?)),
    }
}

/// Says what goes with an act that `state` accepts.
#[must_use]
pub fn remarks(_state: &State, command: &Command, context: &Context) -> Vec<Refusal> {
    let remark = match command {
        Command::Plan { ends, .. } => {
            (*ends < context.today).then(|| refuse_at(rules::C_PLANNED_PAST, "ends"))
        }
        Command::Hold { participants, .. } => {
            participants.is_empty().then(|| refuse_at(rules::C_NO_COUNTS, "participants"))
        }
        Command::Reschedule { .. } | Command::Cancel { .. } | Command::Mission(_) => None,
    };
    remark.into_iter().collect()
}

/// Says whether the people of `organisation`, a party of the cooperation, can move, cancel or record it now.
///
/// # Errors
/// The rule that forbids it.
pub fn may_run(
    state: &State,
    parties: &[Party],
    organisation: Option<OrganisationId>,
) -> Result<Side, Refusal> {
    match stage(state) {
        Some(Stage::Planned) => acting_side(parties, organisation),
        Some(Stage::Held | Stage::Cancelled) => Err(refuse(rules::C_EXCHANGE_CLOSED)),
        None => Err(refuse(rules::C_NOTHING)),
    }
}

/// A command under decision: what is known and who asks.
struct Ask<'a> {
    state: &'a State,
    context: &'a Context,
}

impl Ask<'_> {
    fn side(&self, parties: &[Party]) -> Result<Side, Refusal> {
        may_run(self.state, parties, self.context.author.organisation())
    }

    fn because(&self, parties: &[Party], reason: &str) -> Result<Side, Refusal> {
        let by = self.side(parties)?;
        words::reason(reason)?;
        Ok(by)
    }

    fn opening(
        &self,
        parties: &[Party],
        open: bool,
        host: OrganisationId,
    ) -> Result<Side, Refusal> {
        if stage(self.state).is_some() {
            return Err(refuse(rules::C_EXISTS));
        }
        let by = acting_side(parties, self.context.author.organisation())?;
        if !open {
            return Err(refuse_at(rules::C_COOPERATION_CLOSED, "cooperation"));
        }
        side_of(parties, host).ok_or_else(|| refuse_at(rules::C_HOST, "host"))?;
        Ok(by)
    }

    fn check_days(&self, starts: Date, ends: Date) -> Result<(), Refusal> {
        if ends < starts {
            return Err(refuse_at(rules::C_DATES, "ends"));
        }
        within(self.context.today, starts, "starts")?;
        within(starts, ends, "ends")
    }

    /// New dates that lie ahead and differ from those planned.
    fn moved(&self, starts: Date, ends: Date) -> Result<(), Refusal> {
        self.check_days(starts, ends)?;
        if ends < self.context.today {
            return Err(refuse_at(rules::C_RESCHEDULE_PAST, "ends"));
        }
        let same = |plan: &Plan| plan.starts == starts && plan.ends == ends;
        if self.state.plan.as_ref().is_some_and(same) {
            return Err(refuse_at(rules::C_NO_CHANGE, "starts"));
        }
        Ok(())
    }
}

fn check_words(title: &[LocalText], themes: &[Theme]) -> Result<(), Refusal> {
    words::local_required(title, limits::TITLE, "title")?;
    words::themes(themes, "themes")
}

/// At most [`YEARS`] after `from`.
fn within(from: Date, day: Date, path: &str) -> Result<(), Refusal> {
    match from.checked_add(YEARS.years()) {
        Ok(last) if day > last => Err(refuse_naming(rules::C_FAR, path, YEARS.to_string())),
        Ok(_) | Err(_) => Ok(()),
    }
}

fn check_participants(rows: &[Participants], parties: &[Party]) -> Result<(), Refusal> {
    words::at_most(rows.len(), limits::PARTICIPANT_ROWS, "participants")?;
    let sides = sides(parties);
    for (index, row) in rows.iter().enumerate() {
        let at = |field: &str| format!("participants.{index}.{field}");
        if !sides.contains(&row.side) {
            return Err(refuse_at(rules::C_PARTICIPANT_SIDE, at("side")));
        }
        words::required(&row.category, limits::LABEL, &at("category"), rules::C_EMPTY_TEXT)?;
        if rows[..index].iter().any(|other| same_row(other, row)) {
            return Err(refuse_naming(rules::C_PARTICIPANT_TWICE, at("category"), &row.category));
        }
        if !(1..=PARTICIPANTS).contains(&row.count) {
            let most = PARTICIPANTS.to_string();
            return Err(refuse_naming(rules::C_PARTICIPANT_COUNT, at("count"), most));
        }
    }
    Ok(())
}

fn same_row(one: &Participants, other: &Participants) -> bool {
    let folded = |words: &str| words.trim().to_lowercase();
    one.side == other.side && folded(&one.category) == folded(&other.category)
}

#[expect(clippy::unnecessary_wraps, reason = "the end of an act that could have been refused")]
fn one(event: Event) -> Decision {
    Ok(vec![event])
}

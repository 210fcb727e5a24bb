//! Reminders: what the house records when a day has come and nobody has acted, once; which days these are, as rows of data.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::cooperation::TextHash;
use crate::ids::{MilestoneId, OrganisationId, TaskId};
use crate::rules::{self, RuleId};

#[cfg(test)]
mod tests;

/// Reminders that one commit records at most; the others come with the next look.
pub const AT_ONCE: usize = 20;

/// What somebody is reminded of.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// A task that is late.
    Task(TaskId),
    /// A milestone that was not reached.
    Milestone(MilestoneId),
    /// A tranche whose day has come: the line, and which part of it, from 1.
    Tranche(u16, u16),
    /// A text that waits for consents.
    Consent(TextHash),
    /// The last day of giving notice nears.
    Notice,
    /// The end of a term nears.
    Term,
    /// A term that can be renewed has ended.
    Ended,
}

/// A matter without what it is about, as the table of days and the words have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// See [`Matter::Task`].
    Task,
    /// See [`Matter::Milestone`].
    Milestone,
    /// See [`Matter::Tranche`].
    Tranche,
    /// See [`Matter::Consent`].
    Consent,
    /// See [`Matter::Notice`].
    Notice,
    /// See [`Matter::Term`].
    Term,
    /// See [`Matter::Ended`].
    Ended,
}

impl Matter {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Task(_) => Kind::Task,
            Self::Milestone(_) => Kind::Milestone,
            Self::Tranche(..) => Kind::Tranche,
            Self::Consent(_) => Kind::Consent,
            Self::Notice => Kind::Notice,
            Self::Term => Kind::Term,
            Self::Ended => Kind::Ended,
        }
    }
}

impl Kind {
    /// The key of its words.
    #[must_use]
    pub fn term(self) -> &'static str {
        match self {
            Self::Task => "reminder.task",
            Self::Milestone => "reminder.milestone",
            Self::Tranche => "reminder.tranche",
            Self::Consent => "reminder.consent",
            Self::Notice => "reminder.notice",
            Self::Term => "reminder.term",
            Self::Ended => "reminder.ended",
        }
    }
}

/// When somebody is reminded: the row of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delay {
    /// Of what.
    pub kind: Kind,
    /// Days after the date; below zero: before it. The calendar is that of UTC, as for all that is late.
    pub days: i16,
    /// The rule that says why this many.
    pub rule: RuleId,
}

/// The days, with the rules that give their reasons.
pub const DELAYS: [Delay; 7] = [
    Delay { kind: Kind::Task, days: 1, rule: rules::RM_TASK },
    Delay { kind: Kind::Milestone, days: 1, rule: rules::RM_MILESTONE },
    Delay { kind: Kind::Tranche, days: 0, rule: rules::RM_TRANCHE },
    Delay { kind: Kind::Consent, days: 30, rule: rules::RM_CONSENT },
    Delay { kind: Kind::Notice, days: -90, rule: rules::RM_NOTICE },
    Delay { kind: Kind::Term, days: -90, rule: rules::RM_TERM },
    Delay { kind: Kind::Ended, days: 1, rule: rules::RM_ENDED },
];

/// What somebody is told, once: what, since or until when, and whose turn it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// Of what.
    pub about: Matter,
    /// The date that nears or has come; for a consent, the day since which the text waits.
    pub date: Date,
    /// Whose turn it is.
    pub turn: Vec<OrganisationId>,
}

/// A reminder on record, as a state keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Told {
    /// Of what.
    pub about: Matter,
    /// For which date.
    pub date: Date,
}

impl From<&Reminder> for Told {
    fn from(reminder: &Reminder) -> Self {
        Self { about: reminder.about.clone(), date: reminder.date }
    }
}

/// Since when a text waits for consents. Events carry no day of their own, so whoever asks looks it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    /// The text.
    pub text: TextHash,
    /// The day on which it was written.
    pub since: Date,
}

/// A reminder with the days on which it makes sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upcoming {
    /// The first day.
    pub on: Date,
    /// The last day, where it makes no sense later.
    pub until: Option<Date>,
    /// What is told.
    pub reminder: Reminder,
}

impl Upcoming {
    /// The reminder of a date by the row of its kind; what nears makes no sense once it is past.
    ///
    /// # Panics
    /// Never: every kind has a row; a test walks them.
    #[must_use]
    pub fn of(about: Matter, date: Date, turn: Vec<OrganisationId>) -> Self {
        let kind = about.kind();
        let delay = DELAYS.iter().find(|row| row.kind == kind);
        let days = delay.expect("every kind has a row; a test walks them").days;
        let on = date.saturating_add(i64::from(days).days());
        let until = (days < 0).then_some(date);
        Self { on, until, reminder: Reminder { about, date, turn } }
    }

    fn told(&self, told: &[Told]) -> bool {
        told.iter().any(|old| match (&old.about, &self.reminder.about) {
            // A text is spoken of once, whatever day it is said to wait since.
            (Matter::Consent(old), Matter::Consent(text)) => old == text,
            (about, own) => about == own && old.date == self.reminder.date,
        })
    }
}

/// What is not on record yet.
#[must_use]
pub fn untold(mut upcoming: Vec<Upcoming>, told: &[Told]) -> Vec<Upcoming> {
    upcoming.retain(|one| !one.told(told));
    upcoming
}

/// What is to be recorded on `today`, oldest first, at most [`AT_ONCE`].
#[must_use]
pub fn due(upcoming: Vec<Upcoming>, told: &[Told], today: Date) -> Vec<Reminder> {
    let mut due = untold(upcoming, told);
    due.retain(|one| one.on <= today && one.until.is_none_or(|last| today <= last));
    due.sort_by_key(|one| one.on);
    due.truncate(AT_ONCE);
    due.into_iter().map(|one| one.reminder).collect()
}

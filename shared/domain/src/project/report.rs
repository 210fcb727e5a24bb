//! Reports of a project: what the record cannot know, written by a side for one report; all else is read from the record.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::state::{State, stage};
use super::{Event, limits as own};
use crate::context::Context;
use crate::cooperation::{Side, acting_side, check_past, limits, refuse, refuse_at, words};
use crate::refusal::Refusal;
use crate::rules;
use crate::text::LocalText;

/// Which report: an interim one frees a tranche, the final one the last (`product-and-standards` L105-106, L162).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// On a part of the work.
    Interim,
    /// On the whole of it.
    Final,
}

/// A report: its kind and its period, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reporting {
    /// Which kind.
    pub kind: ReportKind,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// A part of a report that people write (manual, report on an action: conclusions, difficulties, prospects).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportPart {
    /// What is to be held of the period.
    Conclusions,
    /// What was hard.
    Difficulties,
    /// What comes next.
    Prospects,
}

impl ReportPart {
    /// Every part, in the order of a report.
    pub const ALL: [Self; 3] = [Self::Conclusions, Self::Difficulties, Self::Prospects];
}

/// A part as a side wrote it last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// For which report.
    pub report: Reporting,
    /// Which part.
    pub part: ReportPart,
    /// The side whose words they are.
    pub by: Side,
    /// Its words, one or more languages.
    pub text: Vec<LocalText>,
    /// The day on which it wrote them.
    pub on: Date,
}

/// The event of writing; each side has words of its own, so that nobody writes over the other's.
///
/// # Errors
/// The first rule that refuses it.
pub(super) fn write(
    state: &State,
    report: Reporting,
    part: ReportPart,
    text: Vec<LocalText>,
    context: &Context,
) -> Result<Event, Refusal> {
    let by = may_write(state, context.author.organisation())?;
    if report.to < report.from {
        return Err(refuse_at(rules::C_DATES, "to"));
    }
    check_past(report.to, context.today, "to")?;
    words::local_required(&text, limits::REASON, "text")?;
    words::bounded_whole(&text, own::REPORT_BYTES, "text")?;
    let known = |one: &&Written| one.report == report && one.part == part && one.by == by;
    match state.written.iter().find(known) {
        Some(same) if same.text == text => return Err(refuse_at(rules::C_SAME_TEXT, "text")),
        Some(_) => {}
        None => words::at_most(state.written.len() + 1, own::REPORT_PARTS, "text")?,
    }
    Ok(Event::ReportPartWritten { by, report, part, text, on: context.today })
}

/// The side for which `organisation` may write: once the work began, also after it ended.
///
/// # Errors
/// The rule that forbids it.
pub fn may_write(
    state: &State,
    organisation: Option<crate::ids::OrganisationId>,
) -> Result<Side, Refusal> {
    stage(state).ok_or_else(|| refuse(rules::C_NOTHING))?;
    let by = acting_side(state.parties(), organisation)?;
    if state.started.is_none() {
        return Err(refuse(rules::PJ_NOT_RUNNING));
    }
    Ok(by)
}

/// Keeps what was written in the place of the same side's earlier words.
pub(super) fn keep(state: &mut State, new: Written) {
    let same = |old: &Written| old.report == new.report && old.part == new.part && old.by == new.by;
    state.written.retain(|old| !same(old));
    state.written.push(new);
}

//! Codec: the one place where what is stored and what the domain speaks of are told apart.
//!
//! An event is stored as a name (`jumelage.proposed`), a version (from 1) and a payload (JSON of the event's fields).
//!
//! To change the shape of an event: raise its version in [`EVENTS`], keep the old shape as a private struct in
//! `codec/upcast.rs` with a function that turns it into the event of today, and name both in
//! `upcast::upcast`. The golden files of older versions stay as they are and must still decode.

mod stream;
mod upcast;

#[cfg(test)]
mod golden;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) use samples::{convention_samples, financing_samples, lesson_samples, project_samples};
pub use stream::{Subject, stream_of, subject_of};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::context::Author;
use crate::event::Event;
use crate::{exchange, project};

/// An event as the log keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// `<aggregate>.<event>` in snake case.
    pub name: String,
    /// Version of the payload's shape, from 1.
    pub version: u16,
    /// JSON object of the event's fields.
    pub payload: String,
}

/// Why something stored could not be read: an operator's concern, never a user's.
#[derive(Debug, thiserror::Error)]
pub enum CodecError {
    /// No event has this name; the log was written by a newer version of the platform, or is not ours.
    #[error("unknown event {name} (version {version})")]
    UnknownName {
        /// The name found.
        name: String,
        /// The version found.
        version: u16,
    },
    /// The event is known, this version of it is not.
    #[error("unknown version {version} of event {name}: this build reads up to {newest}")]
    UnknownVersion {
        /// The name found.
        name: String,
        /// The version found.
        version: u16,
        /// The newest version that this build reads.
        newest: u16,
    },
    /// The payload does not have the shape that its name and version promise.
    #[error("event {name} (version {version}) cannot be read")]
    Payload {
        /// The name found.
        name: String,
        /// The version found.
        version: u16,
        /// What the parser says.
        #[source]
        source: serde_json::Error,
    },
    /// The author of a commit cannot be read.
    #[error("the author of a commit cannot be read")]
    Author(#[source] serde_json::Error),
}

/// Every event with the version that is written today, sorted by name.
pub const EVENTS: &[(&str, u16)] = &[
    ("committee.dissolved", 1),
    ("committee.formed", 1),
    ("committee.handed_over", 1),
    ("committee.seat_added", 1),
    ("committee.seat_removed", 1),
    ("convention.abandoned", 1),
    ("convention.amended", 1),
    ("convention.annulled", 1),
    ("convention.consent_withdrawn", 1),
    ("convention.consented", 1),
    ("convention.council_voted", 1),
    ("convention.entered_into_force", 1),
    ("convention.expired", 1),
    ("convention.formality_completed", 1),
    ("convention.legality_observed", 1),
    ("convention.observation_withdrawn", 1),
    ("convention.opened", 1),
    ("convention.recorded_as_existing", 1),
    ("convention.reminded", 1),
    ("convention.renewed", 1),
    ("convention.signed", 1),
    ("convention.terminated", 1),
    ("convention.text_agreed", 1),
    ("convention.version_named", 1),
    ("discussion.closed", 1),
    ("discussion.opened", 1),
    ("discussion.reacted", 1),
    ("discussion.reaction_taken_back", 1),
    ("discussion.reopened", 1),
    ("discussion.rewritten", 1),
    ("discussion.withdrawn", 1),
    ("discussion.written", 1),
    ("document.given", 1),
    ("document.shared", 1),
    ("document.version_given", 1),
    ("document.withdrawn", 1),
    ("exchange.cancelled", 1),
    ("exchange.held", 1),
    ("exchange.mission_part_written", 1),
    ("exchange.planned", 1),
    ("exchange.rescheduled", 1),
    ("financing.agreed_by_all", 1),
    ("financing.amount_corrected", 1),
    ("financing.consent_withdrawn", 1),
    ("financing.consented", 1),
    ("financing.expense_paid", 1),
    ("financing.funds_recorded", 1),
    ("financing.proposed", 1),
    ("financing.reminded", 1),
    ("financing.revised", 1),
    ("financing.subsidy_convention_signed", 1),
    ("financing.subsidy_paid", 1),
    ("financing.subsidy_voted", 1),
    ("group.closed", 1),
    ("group.founded", 1),
    ("group.member_joined", 1),
    ("group.member_left", 1),
    ("group.scope_changed", 1),
    ("group.seat_ended", 1),
    ("group.seat_given", 1),
    ("group.seat_handed_over", 1),
    ("group.seat_offer_withdrawn", 1),
    ("group.seat_offered", 1),
    ("group.seat_taken", 1),
    ("jumelage.annulled", 1),
    ("jumelage.ceremony_held", 1),
    ("jumelage.charter_amended", 1),
    ("jumelage.charter_consented", 1),
    ("jumelage.confirmed", 1),
    ("jumelage.consent_withdrawn", 1),
    ("jumelage.content_agreed", 1),
    ("jumelage.contested", 1),
    ("jumelage.council_decided", 1),
    ("jumelage.declined", 1),
    ("jumelage.ended", 1),
    ("jumelage.kind_changed", 1),
    ("jumelage.marked_dormant", 1),
    ("jumelage.proposed", 1),
    ("jumelage.recorded_as_existing", 1),
    ("jumelage.regularised", 1),
    ("jumelage.remark_made", 2),
    ("jumelage.remark_shared", 1),
    ("jumelage.revived", 1),
    ("jumelage.screened_again", 1),
    ("jumelage.themes_chosen", 1),
    ("jumelage.town_invited", 1),
    ("jumelage.town_joined", 1),
    ("jumelage.withdrawn", 1),
    ("lesson.consent_withdrawn", 1),
    ("lesson.consented", 1),
    ("lesson.published", 1),
    ("lesson.retracted", 1),
    ("lesson.rewritten", 1),
    ("lesson.written", 1),
    ("organisation.claim_refused", 1),
    ("organisation.claim_requested", 2),
    ("organisation.claimed", 2),
    ("organisation.identifier_added", 1),
    ("organisation.located", 1),
    ("organisation.merged_into", 1),
    ("organisation.profile_described", 1),
    ("organisation.recorded", 1),
    ("organisation.renamed", 1),
    ("organisation.seat_ended", 1),
    ("organisation.seat_handed_over", 1),
    ("organisation.seat_offer_withdrawn", 1),
    ("organisation.seat_offered", 1),
    ("organisation.seat_taken", 1),
    ("organisation.succeeded_by", 1),
    ("partnership.accepted", 1),
    ("partnership.agreed_by_all", 1),
    ("partnership.annulled", 1),
    ("partnership.confirmed", 1),
    ("partnership.contested", 1),
    ("partnership.council_decided", 1),
    ("partnership.declined", 1),
    ("partnership.ended", 1),
    ("partnership.marked_dormant", 1),
    ("partnership.proposed", 1),
    ("partnership.recorded_as_existing", 1),
    ("partnership.remark_made", 2),
    ("partnership.remark_shared", 1),
    ("partnership.revived", 1),
    ("partnership.screened_again", 1),
    ("partnership.started", 1),
    ("partnership.terms_revised", 1),
    ("partnership.withdrawn", 1),
    ("project.abandoned", 1),
    ("project.closed", 1),
    ("project.consent_withdrawn", 1),
    ("project.consented", 1),
    ("project.description_agreed", 1),
    ("project.description_revised", 1),
    ("project.evaluation_answered", 1),
    ("project.evaluation_concluded", 1),
    ("project.evaluation_measure_agreed", 1),
    ("project.evaluation_measure_dropped", 1),
    ("project.evaluation_measure_proposed", 1),
    ("project.evaluation_measure_taken_up", 1),
    ("project.evaluation_opened", 1),
    ("project.indicator_defined", 1),
    ("project.indicator_dropped", 1),
    ("project.indicator_measured", 1),
    ("project.item_added", 1),
    ("project.item_ticked", 1),
    ("project.measurement_corrected", 1),
    ("project.milestone_moved", 1),
    ("project.milestone_reached", 1),
    ("project.milestone_set", 1),
    ("project.mission_taken_up", 1),
    ("project.phase_added", 1),
    ("project.phase_milestone_placed", 1),
    ("project.phase_moved", 1),
    ("project.phase_removed", 1),
    ("project.phase_renamed", 1),
    ("project.phase_task_placed", 1),
    ("project.proposed", 1),
    ("project.reminded", 1),
    ("project.report_part_written", 1),
    ("project.risk_noted", 1),
    ("project.risk_reassessed", 1),
    ("project.risk_settled", 1),
    ("project.stage_reached", 1),
    ("project.started", 1),
    ("project.task_assigned", 1),
    ("project.task_begun", 1),
    ("project.task_done", 1),
    ("project.task_dropped", 1),
    ("project.task_ordered", 1),
    ("project.task_planned", 1),
    ("project.task_reopened", 1),
    ("project.task_rescheduled", 1),
    ("territory.fact_recorded", 1),
    ("territory.fact_withdrawn", 1),
];

/// The version of `name` that is written today; `None` when there is no such event.
#[must_use]
pub fn current_version(name: &str) -> Option<u16> {
    let place = EVENTS.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    Some(EVENTS[place].1)
}

/// The event as the log keeps it, in today's version.
#[must_use]
pub fn encode(event: &Event) -> Encoded {
    match event {
        Event::Organisation(event) => untagged("organisation", event),
        Event::Jumelage(event) => untagged("jumelage", event),
        Event::Committee(event) => untagged("committee", event),
        Event::Exchange(exchange::Event::Mission(event)) => untagged("exchange", event),
        Event::Exchange(event) => untagged("exchange", event),
        Event::Partnership(event) => untagged("partnership", event),
        Event::Convention(event) => untagged("convention", event),
        Event::Project(project::Event::Evaluation(event)) => untagged("project", event),
        Event::Project(project::Event::Phase(event)) => untagged("project", event),
        Event::Project(event) => untagged("project", event),
        Event::Lesson(event) => untagged("lesson", event),
        Event::Financing(event) => untagged("financing", event),
        Event::Document(event) => untagged("document", event),
        Event::Discussion(event) => untagged("discussion", event),
        Event::Group(event) => untagged("group", event),
        Event::Territory(event) => untagged("territory", event),
    }
}

/// Reads an event back.
///
/// # Errors
/// [`CodecError`] when the name or its version is not known or the payload has another shape.
pub fn decode(name: &str, version: u16, payload: &str) -> Result<Event, CodecError> {
    let unknown = || CodecError::UnknownName { name: name.to_owned(), version };
    let newest = current_version(name).ok_or_else(unknown)?;
    if version != newest {
        return upcast::upcast(name, version, payload).unwrap_or_else(|| {
            Err(CodecError::UnknownVersion { name: name.to_owned(), version, newest })
        });
    }
    let (aggregate, variant) = name.split_once('.').ok_or_else(unknown)?;
    match aggregate {
        "organisation" => tagged(variant, payload).map(Event::Organisation),
        "jumelage" => tagged(variant, payload).map(Event::Jumelage),
        "committee" => tagged(variant, payload).map(Event::Committee),
        "exchange" if variant.starts_with("mission_") => {
            tagged(variant, payload).map(|event| Event::Exchange(exchange::Event::Mission(event)))
        }
        "exchange" => tagged(variant, payload).map(Event::Exchange),
        "partnership" => tagged(variant, payload).map(Event::Partnership),
        "convention" => tagged(variant, payload).map(Event::Convention),
        "project" if variant.starts_with("evaluation_") => {
            tagged(variant, payload).map(|event| Event::Project(project::Event::Evaluation(event)))
        }
        "project" if variant.starts_with("phase_") => {
            tagged(variant, payload).map(|event| Event::Project(project::Event::Phase(event)))
        }
        "project" => tagged(variant, payload).map(Event::Project),
        "lesson" => tagged(variant, payload).map(Event::Lesson),
        "financing" => tagged(variant, payload).map(Event::Financing),
        "document" => tagged(variant, payload).map(Event::Document),
        "discussion" => tagged(variant, payload).map(Event::Discussion),
        "group" => tagged(variant, payload).map(Event::Group),
        "territory" => tagged(variant, payload).map(Event::Territory),
        _ => return Err(unknown()),
    }
    .map_err(|source| CodecError::Payload { name: name.to_owned(), version, source })
}

/// The author of a commit as JSON.
///
/// # Panics
/// Never: an author is identifiers and a role.
#[must_use]
pub fn encode_author(author: &Author) -> String {
    serde_json::to_string(author).expect("identifiers and a role always serialise")
}

/// Reads the author of a commit back.
///
/// # Errors
/// [`CodecError::Author`] when the text is no author.
pub fn decode_author(author: &str) -> Result<Author, CodecError> {
    serde_json::from_str(author).map_err(CodecError::Author)
}

/// `{"proposed":{…}}` → name `jumelage.proposed`, payload `{…}`: no tree of values in between.
fn untagged(aggregate: &str, event: &impl Serialize) -> Encoded {
    let text = serde_json::to_string(event).expect("events have string keys and finite numbers");
    let (variant, payload) = text
        .strip_prefix("{\"")
        .and_then(|rest| rest.strip_suffix('}'))
        .and_then(|rest| rest.split_once("\":"))
        .expect("events are externally tagged enums with fields");
    let name = format!("{aggregate}.{variant}");
    let version = current_version(&name).expect("every event is in EVENTS; a test walks them");
    Encoded { name, version, payload: payload.to_owned() }
}

/// The reverse: puts the tag back in front and parses once, straight from the text.
fn tagged<E: DeserializeOwned>(variant: &str, payload: &str) -> Result<E, serde_json::Error> {
    let mut text = String::with_capacity(variant.len() + payload.len() + 5);
    text.push_str("{\"");
    text.push_str(variant);
    text.push_str("\":");
    text.push_str(payload);
    text.push('}');
    serde_json::from_str(&text)
}

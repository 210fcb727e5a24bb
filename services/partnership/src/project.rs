//! Events to rows: partnerships with the versions of their terms, votes and remarks; conventions, projects, documents and discussions of both kinds of cooperation.

use domain::access::Visibility;
use domain::codec::{Subject, subject_of};
use domain::cooperation::{Cooperation, PartialDate, Side};
use domain::partnership::{
    self, Event, Started, State, Terms, evolve, stage, unconfirmed, waiting_for,
};
use domain::text::LocalText;
use domain::{Event as Any, PartnershipId, Role};
use jiff::civil::Date;
use readmodel::cooperation::Stage;
use readmodel::write::{
    NewRemark, Snapshot, add_decision, add_remark, add_version, json, load, save, share_remark,
};
use readmodel::{Decoded, Key, ProjectError, Projection};
use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

mod conventions;
mod discussions;
mod documents;
mod financings;
mod lessons;
mod projects;
mod reminders;
pub(crate) use reminders::{CONVENTION, FINANCING};

const TABLES: &str = "
    CREATE TABLE partnership (
        id BLOB PRIMARY KEY,
        words TEXT NOT NULL
    ) WITHOUT ROWID;";

/// The projection of partnerships and of what belongs to either kind of cooperation; after the directory's and the twinnings'.
#[must_use]
pub fn projection() -> Box<dyn Projection> {
    Box::new(Partnerships)
}

struct Partnerships;

impl Projection for Partnerships {
    fn name(&self) -> &'static str {
        "partnership"
    }

    fn setup(&self) -> &'static str {
        TABLES
    }

    fn apply(&self, tx: &Transaction<'_>, commit: &Decoded) -> Result<(), ProjectError> {
        match subject_of(&commit.stream.0) {
            Some(Subject::Partnership(id)) => partnership(tx, commit, id),
            Some(Subject::Convention(id)) => conventions::convention(tx, commit, id),
            Some(Subject::Project(id)) => projects::project(tx, commit, id),
            Some(Subject::Lesson(id)) => lessons::lesson(tx, commit, id),
            Some(Subject::Financing(id)) => financings::financing(tx, commit, id),
            Some(Subject::Document(id)) => documents::document(tx, commit, id),
            Some(Subject::Discussion(id)) => discussions::discussion(tx, commit, id),
            Some(
                Subject::Organisation(_)
                | Subject::Jumelage(_)
                | Subject::Committee(_)
                | Subject::Exchange(_)
                | Subject::Group(_)
                | Subject::Territory(_),
            ) => Ok(()),
            None => Err(ProjectError::Commit(format!("unknown stream {}", commit.stream))),
        }
    }
}

/// What people wrote about a partnership and the state does not keep.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Words {
    /// Why this partner.
    pub reason_for_choice: Option<String>,
    /// When they first met.
    pub first_contact: Option<PartialDate>,
    /// First day.
    pub started_on: Option<Date>,
}

/// What the events of one commit say besides the state.
#[derive(Default)]
struct Said {
    since: Option<PartialDate>,
    source: Option<String>,
    titles: Option<Vec<LocalText>>,
    text_changed: bool,
    awake: bool,
}

fn partnership(
    tx: &Transaction<'_>,
    commit: &Decoded,
    id: PartnershipId,
) -> Result<(), ProjectError> {
    let mut state: State = load(tx, "cooperation", id.0)?;
    let mut words = words(tx, id)?;
    let old = words.clone();
    let mut said = Said::default();
    for event in &commit.events {
        if let Any::Partnership(event_of_it) = &event.event {
            parts(tx, commit, id, event.index, event_of_it)?;
            hear(&mut words, &mut said, event_of_it);
            state = evolve(state, event_of_it);
        }
    }
    if words != old {
        tx.prepare_cached("INSERT OR REPLACE INTO partnership (id, words) VALUES (?, ?)")?
            .execute(params![Key(id.0), json(&words, "words of a partnership")?])?;
    }
    said.awake &= commit.author.role != Role::System;
    let Some(now) = stage(&state) else {
        return Ok(());
    };
    write(tx, commit, id, &state, row_stage(now), &said)
}

fn write(
    tx: &Transaction<'_>,
    commit: &Decoded,
    id: PartnershipId,
    state: &State,
    standing: Stage,
    said: &Said,
) -> Result<(), ProjectError> {
    let existing = state.started == Some(Started::Existing);
    save(
        tx,
        commit,
        &Snapshot {
            cooperation: Cooperation::Partnership(id),
            stage: standing,
            state,
            parties: &state.parties,
            invited: &[],
            left: &state.left,
            themes: &state.themes,
            titles: said.titles.as_deref(),
            since: said.since.as_ref(),
            source: said.source.as_deref(),
            as_existing: existing && !unconfirmed(state).is_empty(),
            waiting: &waiting_for(state),
            agreed: &state.acceptances,
            confirmed: &standing_by(state, existing),
            text_changed: said.text_changed,
            ending: state.ending.as_ref(),
            screened: state.screened.as_ref(),
            awake: said.awake,
        },
    )
}

/// An older partnership is stood by by the side that recorded it and those that confirmed it; a new one by all.
fn standing_by(state: &State, existing: bool) -> Vec<Side> {
    let mut sides = domain::cooperation::sides(&state.parties);
    sides.retain(|side| !existing || state.by == Some(*side) || state.confirmed.contains(side));
    sides
}

fn row_stage(stage: partnership::Stage) -> Stage {
    match stage {
        partnership::Stage::Proposed => Stage::Proposed,
        partnership::Stage::Accepted => Stage::Accepted,
        partnership::Stage::Active => Stage::Active,
        partnership::Stage::Dormant => Stage::Dormant,
        partnership::Stage::Ended => Stage::Ended,
        partnership::Stage::Annulled => Stage::Annulled,
        partnership::Stage::Declined => Stage::Declined,
        partnership::Stage::Withdrawn => Stage::Withdrawn,
    }
}

fn words(tx: &Transaction<'_>, id: PartnershipId) -> Result<Words, ProjectError> {
    let text: Option<String> = tx
        .prepare_cached("SELECT words FROM partnership WHERE id = ?")?
        .query_row([Key(id.0)], |row| row.get(0))
        .optional()?;
    text.map_or_else(
        || Ok(Words::default()),
        |text| {
            serde_json::from_str(&text)
                .map_err(|source| ProjectError::Json { what: "words of a partnership", source })
        },
    )
}

/// Rows of their own: versions of the terms, remarks, votes.
fn parts(
    tx: &Transaction<'_>,
    commit: &Decoded,
    id: PartnershipId,
    index: u16,
    event: &Event,
) -> Result<(), ProjectError> {
    match event {
        Event::Proposed { terms, by, .. } => {
            add_version(tx, commit, id.0, (&terms.hash.0, terms, Some(*by), None))
        }
        Event::RecordedAsExisting { terms, by, .. } => {
            add_version(tx, commit, id.0, (&terms.hash.0, terms, *by, None))
        }
        Event::TermsRevised { terms, by, reason } => {
            add_version(tx, commit, id.0, (&terms.hash.0, terms, Some(*by), Some(reason)))
        }
        Event::RemarkMade { remark, by, about, body, visibility } => {
            let (id_of_it, about) = (remark.0, about.0.as_str());
            let remark = NewRemark { id: id_of_it, by: *by, about, body, visibility: *visibility };
            add_remark(tx, commit, id.0, index, remark)
        }
        Event::RemarkShared { remark, .. } => share_remark(tx, *remark),
        Event::CouncilDecided { decision } => add_decision(tx, commit, id.0, index, decision),
        Event::Confirmed { .. }
        | Event::Contested { .. }
        | Event::Accepted { .. }
        | Event::AgreedByAll { .. }
        | Event::Declined { .. }
        | Event::Withdrawn { .. }
        | Event::Started { .. }
        | Event::MarkedDormant { .. }
        | Event::ScreenedAgain(_)
        | Event::Revived { .. }
        | Event::Ended(_)
        | Event::Annulled { .. } => Ok(()),
    }
}

fn hear(words: &mut Words, said: &mut Said, event: &Event) {
    match event {
        Event::Proposed { terms, reason_for_choice, first_contact, .. } => {
            said.titles = Some(titles(terms));
            words.reason_for_choice = Some(reason_for_choice.clone());
            words.first_contact.clone_from(first_contact);
            said.awake = true;
        }
        Event::RecordedAsExisting { terms, since, source, .. } => {
            said.titles = Some(titles(terms));
            said.since.clone_from(since);
            said.source = Some(source.clone());
        }
        Event::TermsRevised { terms, .. } => {
            said.titles = Some(titles(terms));
            said.text_changed = true;
            said.awake = true;
        }
        Event::Started { on, .. } => {
            said.since = Some(PartialDate(on.to_string()));
            words.started_on = Some(*on);
            said.awake = true;
        }
        // What a side notes for itself is nobody else's sign of life.
        Event::MarkedDormant { .. }
        | Event::ScreenedAgain(_)
        | Event::RemarkMade { visibility: Visibility::Side, .. } => {}
        Event::Confirmed { .. }
        | Event::Contested { .. }
        | Event::RemarkMade { .. }
        | Event::RemarkShared { .. }
        | Event::Accepted { .. }
        | Event::AgreedByAll { .. }
        | Event::Declined { .. }
        | Event::Withdrawn { .. }
        | Event::CouncilDecided { .. }
        | Event::Revived { .. }
        | Event::Ended(_)
        | Event::Annulled { .. } => said.awake = true,
    }
}

fn titles(terms: &Terms) -> Vec<LocalText> {
    terms.title.iter().filter(|title| !title.text.trim().is_empty()).cloned().collect()
}

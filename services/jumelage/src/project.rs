//! Events to rows: twinnings with their charters, votes and remarks, committees and exchanges.

use domain::access::Visibility;
use domain::codec::{Subject, subject_of};
use domain::cooperation::{Cooperation, PartialDate, Party, PartyRole, Side};
use domain::jumelage::{self, Event, Signed, State, evolve, stage, unconfirmed, waiting_for};
use domain::{Event as Any, JumelageId, Role};
use jiff::civil::Date;
use readmodel::cooperation::Stage;
use readmodel::write::{
    NewRemark, Snapshot, add_decision, add_remark, add_version, json, load, save, share_remark,
};
use readmodel::{Decoded, Key, ProjectError, Projection};
use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

mod parts;

const TABLES: &str = "
    CREATE TABLE jumelage (
        id BLOB PRIMARY KEY,
        words TEXT NOT NULL
    ) WITHOUT ROWID;";

/// The projection of twinnings, their committees, and the exchanges of both kinds of cooperation; after the
/// directory's and the partnerships'.
#[must_use]
pub fn projection() -> Box<dyn Projection> {
    Box::new(Jumelages)
}

struct Jumelages;

impl Projection for Jumelages {
    fn name(&self) -> &'static str {
        "jumelage"
    }

    fn setup(&self) -> &'static str {
        TABLES
    }

    fn apply(&self, tx: &Transaction<'_>, commit: &Decoded) -> Result<(), ProjectError> {
        match subject_of(&commit.stream.0) {
            Some(Subject::Jumelage(id)) => twinning(tx, commit, id),
            Some(Subject::Committee(id)) => parts::committee(tx, commit, id),
            Some(Subject::Exchange(id)) => parts::exchange(tx, commit, id),
            Some(
                Subject::Organisation(_)
                | Subject::Partnership(_)
                | Subject::Convention(_)
                | Subject::Project(_)
                | Subject::Financing(_)
                | Subject::Lesson(_)
                | Subject::Document(_)
                | Subject::Discussion(_)
                | Subject::Group(_)
                | Subject::Territory(_),
            ) => Ok(()),
            None => Err(ProjectError::Commit(format!("unknown stream {}", commit.stream))),
        }
    }
}

/// What people wrote about a twinning and the state does not keep.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Words {
    /// Why these towns.
    pub motives: Option<String>,
    /// When they first met.
    pub first_contact: Option<PartialDate>,
    /// The ceremony.
    pub ceremony: Option<Ceremony>,
}

/// The ceremony at which a twinning was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ceremony {
    /// Day.
    pub on: Date,
    /// Town and hall.
    pub place: String,
    /// How many took part, if counted.
    pub participants: Option<u32>,
}

/// What the events of one commit say besides the state.
#[derive(Default)]
struct Said {
    since: Option<PartialDate>,
    source: Option<String>,
    text_changed: bool,
    awake: bool,
}

fn twinning(tx: &Transaction<'_>, commit: &Decoded, id: JumelageId) -> Result<(), ProjectError> {
    let mut state: State = load(tx, "cooperation", id.0)?;
    let mut words = words(tx, id)?;
    let old = words.clone();
    let mut said = Said::default();
    for event in &commit.events {
        if let Any::Jumelage(event_of_it) = &event.event {
            parts(tx, commit, id, event.index, event_of_it)?;
            hear(&mut words, &mut said, event_of_it);
            state = evolve(state, event_of_it);
        }
    }
    if words != old {
        tx.prepare_cached("INSERT OR REPLACE INTO jumelage (id, words) VALUES (?, ?)")?
            .execute(params![Key(id.0), json(&words, "words of a twinning")?])?;
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
    id: JumelageId,
    state: &State,
    standing: Stage,
    said: &Said,
) -> Result<(), ProjectError> {
    let invited: Vec<Party> = invited(state);
    let existing = state.signed == Some(Signed::Existing);
    save(
        tx,
        commit,
        &Snapshot {
            cooperation: Cooperation::Jumelage(id),
            stage: standing,
            state,
            parties: &state.parties,
            invited: &invited,
            left: &[],
            themes: &state.themes,
            titles: None,
            since: said.since.as_ref(),
            source: said.source.as_deref(),
            as_existing: existing && !unconfirmed(state).is_empty(),
            waiting: &waiting_for(state),
            agreed: &state.consents,
            confirmed: &standing_by(state, existing),
            text_changed: said.text_changed,
            ending: state.ending.as_ref(),
            screened: state.screened.as_ref(),
            awake: said.awake,
        },
    )
}

/// Towns that are invited, as parties on the shore they would stand on.
pub(crate) fn invited(state: &State) -> Vec<Party> {
    let party = |(organisation, side): &(_, _)| Party {
        organisation: *organisation,
        side: *side,
        role: PartyRole::Member,
    };
    state.invited.iter().map(party).collect()
}

/// An older twinning is stood by by the side that recorded it and those that confirmed it; a new one by all.
fn standing_by(state: &State, existing: bool) -> Vec<Side> {
    let mut sides = domain::cooperation::sides(&state.parties);
    sides.retain(|side| !existing || state.by == Some(*side) || state.confirmed.contains(side));
    sides
}

fn row_stage(stage: jumelage::Stage) -> Stage {
    match stage {
        jumelage::Stage::Proposed => Stage::Proposed,
        jumelage::Stage::ContentAgreed => Stage::ContentAgreed,
        jumelage::Stage::Decided => Stage::Decided,
        jumelage::Stage::Active => Stage::Active,
        jumelage::Stage::Dormant => Stage::Dormant,
        jumelage::Stage::Ended => Stage::Ended,
        jumelage::Stage::Annulled => Stage::Annulled,
        jumelage::Stage::Declined => Stage::Declined,
        jumelage::Stage::Withdrawn => Stage::Withdrawn,
    }
}

fn words(tx: &Transaction<'_>, id: JumelageId) -> Result<Words, ProjectError> {
    let text: Option<String> = tx
        .prepare_cached("SELECT words FROM jumelage WHERE id = ?")?
        .query_row([Key(id.0)], |row| row.get(0))
        .optional()?;
    text.map_or_else(
        || Ok(Words::default()),
        |text| {
            serde_json::from_str(&text)
                .map_err(|source| ProjectError::Json { what: "words of a twinning", source })
        },
    )
}

/// Rows of their own: versions of the charter, remarks, votes.
fn parts(
    tx: &Transaction<'_>,
    commit: &Decoded,
    id: JumelageId,
    index: u16,
    event: &Event,
) -> Result<(), ProjectError> {
    match event {
        Event::Proposed { charter, by, .. } => {
            add_version(tx, commit, id.0, (&charter.hash.0, &charter.texts, Some(*by), None))
        }
        Event::CharterAmended { charter, by, reason } => {
            let version = (charter.hash.0.as_str(), &charter.texts, Some(*by), Some(&**reason));
            add_version(tx, commit, id.0, version)
        }
        Event::RemarkMade { remark, by, about, body, visibility } => {
            let (id_of_it, about) = (remark.0, about.0.as_str());
            let remark = NewRemark { id: id_of_it, by: *by, about, body, visibility: *visibility };
            add_remark(tx, commit, id.0, index, remark)
        }
        Event::RemarkShared { remark, .. } => share_remark(tx, *remark),
        Event::CouncilDecided { decision } => add_decision(tx, commit, id.0, index, decision),
        Event::RecordedAsExisting { .. }
        | Event::Confirmed { .. }
        | Event::Contested { .. }
        | Event::CharterConsented { .. }
        | Event::ConsentWithdrawn { .. }
        | Event::ContentAgreed { .. }
        | Event::CeremonyHeld { .. }
        | Event::Declined { .. }
        | Event::Withdrawn { .. }
        | Event::KindChanged { .. }
        | Event::ThemesChosen { .. }
        | Event::TownInvited { .. }
        | Event::TownJoined { .. }
        | Event::MarkedDormant { .. }
        | Event::ScreenedAgain(_)
        | Event::Revived { .. }
        | Event::Ended(_)
        | Event::Annulled { .. }
        | Event::Regularised { .. } => Ok(()),
    }
}

fn hear(words: &mut Words, said: &mut Said, event: &Event) {
    match event {
        Event::Proposed { motives, first_contact, .. } => {
            words.motives = Some(motives.clone());
            words.first_contact.clone_from(first_contact);
            said.awake = true;
        }
        Event::RecordedAsExisting { since, source, .. } => {
            said.since.clone_from(since);
            said.source = Some(source.clone());
        }
        Event::CeremonyHeld { on, place, participants } => {
            said.since = Some(PartialDate(on.to_string()));
            words.ceremony =
                Some(Ceremony { on: *on, place: place.clone(), participants: *participants });
            said.awake = true;
        }
        Event::CharterAmended { .. } => {
            said.text_changed = true;
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
        | Event::CharterConsented { .. }
        | Event::ConsentWithdrawn { .. }
        | Event::ContentAgreed { .. }
        | Event::CouncilDecided { .. }
        | Event::Declined { .. }
        | Event::Withdrawn { .. }
        | Event::KindChanged { .. }
        | Event::ThemesChosen { .. }
        | Event::TownInvited { .. }
        | Event::TownJoined { .. }
        | Event::Revived { .. }
        | Event::Ended(_)
        | Event::Annulled { .. }
        | Event::Regularised { .. } => said.awake = true,
    }
}

//! Events to rows: country groups with their scope, seats and members.

use domain::codec::{Subject, subject_of};
use domain::fold::fold;
use domain::group::{State, evolve};
use domain::{Event as Any, GroupId};
use readmodel::write::{json, load};
use readmodel::{Decoded, Key, ProjectError, Projection};
use rusqlite::{Transaction, params};

/// The projection of country groups.
#[must_use]
pub fn projection() -> Box<dyn Projection> {
    Box::new(Groups)
}

struct Groups;

impl Projection for Groups {
    fn name(&self) -> &'static str {
        "groups"
    }

    fn apply(&self, tx: &Transaction<'_>, commit: &Decoded) -> Result<(), ProjectError> {
        match subject_of(&commit.stream.0) {
            Some(Subject::Group(id)) => group(tx, commit, id),
            Some(
                Subject::Organisation(_)
                | Subject::Jumelage(_)
                | Subject::Committee(_)
                | Subject::Exchange(_)
                | Subject::Partnership(_)
                | Subject::Convention(_)
                | Subject::Project(_)
                | Subject::Financing(_)
                | Subject::Lesson(_)
                | Subject::Document(_)
                | Subject::Discussion(_)
                | Subject::Territory(_),
            ) => Ok(()),
            None => Err(ProjectError::Commit(format!("unknown stream {}", commit.stream))),
        }
    }
}

fn group(tx: &Transaction<'_>, commit: &Decoded, id: GroupId) -> Result<(), ProjectError> {
    let mut state: State = load(tx, "country_group", id.0)?;
    for event in &commit.events {
        if let Any::Group(event) = &event.event {
            state = evolve(state, event);
        }
    }
    if !state.founded {
        return Ok(());
    }
    let name = state.name.first().map_or("", |name| name.text.as_str());
    tx.prepare_cached(
        "INSERT INTO country_group (id, names, folded, scope, state, founded_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
         ON CONFLICT (id) DO UPDATE SET names = ?2, folded = ?3, scope = ?4, state = ?5",
    )?
    .execute(params![
        Key(id.0),
        json(&state.name, "name of a group")?,
        fold(name),
        json(&state.scope, "scope")?,
        json(&state, "state of a group")?,
        commit.at_ms(),
    ])?;
    Ok(())
}

//! Rows of lessons: their state, and of what is public the themes and words by which others find it.

use domain::fold::fold;
use domain::lesson::{self, Content, Event, State};
use domain::{Event as Any, LessonId};
use readmodel::cooperation::id_of;
use readmodel::write::{json, keep_awake, load, with_parents};
use readmodel::{Decoded, Key, ProjectError};
use rusqlite::{Transaction, params};

pub(super) fn lesson(
    tx: &Transaction<'_>,
    commit: &Decoded,
    id: LessonId,
) -> Result<(), ProjectError> {
    let mut state: State = load(tx, "lesson", id.0)?;
    let mut published = false;
    for event in &commit.events {
        if let Any::Lesson(event) = &event.event {
            published |= matches!(event, Event::Published { .. });
            state = lesson::evolve(state, event);
        }
    }
    // Every lesson is written within a cooperation.
    let Some(opening) = state.opening.clone() else {
        return Ok(());
    };
    let kind = state.published.as_ref().or(state.present.as_ref()).map(|content| content.kind);
    tx.prepare_cached(
        "INSERT INTO lesson (id, cooperation, project, public, kind, state, written_at, published_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (id) DO UPDATE SET public = ?4, \
         kind = ?5, state = ?6, published_at = CASE WHEN NOT ?4 THEN 0 WHEN ?9 THEN ?7 ELSE published_at END",
    )?
    .execute(params![
        Key(id.0),
        Key(id_of(opening.cooperation)),
        opening.project.map(|project| Key(project.0)),
        state.published.is_some(),
        json(&kind, "kind of a lesson")?,
        json(&state, "state of a lesson")?,
        commit.at_ms(),
        if published { commit.at_ms() } else { 0 },
        published,
    ])?;
    find_by(tx, id, state.published.as_ref())?;
    keep_awake(tx, opening.cooperation, commit)
}

/// What others find it by; nothing while it is not public.
fn find_by(
    tx: &Transaction<'_>,
    id: LessonId,
    content: Option<&Content>,
) -> Result<(), ProjectError> {
    let n: i64 = tx
        .prepare_cached("SELECT n FROM lesson WHERE id = ?")?
        .query_row([Key(id.0)], |row| row.get(0))?;
    tx.prepare_cached("DELETE FROM lesson_theme WHERE lesson = ?")?.execute([Key(id.0)])?;
    tx.prepare_cached("DELETE FROM lesson_search WHERE rowid = ?")?.execute([n])?;
    let Some(content) = content else { return Ok(()) };
    let mut insert =
        tx.prepare_cached("INSERT OR IGNORE INTO lesson_theme (lesson, theme) VALUES (?, ?)")?;
    for code in content.themes.iter().flat_map(with_parents) {
        insert.execute(params![Key(id.0), code])?;
    }
    let texts = content.title.iter().chain(&content.body);
    let words: Vec<_> = texts.map(|text| fold(&text.text)).collect();
    tx.prepare_cached("INSERT INTO lesson_search (rowid, words) VALUES (?, ?)")?
        .execute(params![n, words.join(" ")])?;
    Ok(())
}

//! What follows from a command on a lesson: events, or the reason why not.

use super::{BYTES, Command, Content, Draft, Event, State, WORDS, hash_of};
use crate::context::Context;
use crate::cooperation::{
    Side, TextHash, acting_side, binds, check_parties, limits, refuse, refuse_at, words,
};
use crate::refusal::Refusal;
use crate::rules;

/// Decides on a command.
///
/// # Errors
/// The first rule that refuses it.
pub fn decide(state: &State, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    let own = context.author.organisation();
    if let Command::Write { cooperation, parties, project, draft } = command {
        if state.opening.is_some() {
            return Err(refuse(rules::C_EXISTS));
        }
        let by = acting_side(&parties, own)?;
        check_parties(&parties, 2)?;
        let written =
            Event::Written { cooperation, parties, project, by, content: written(*draft)? };
        return Ok(vec![written]);
    }
    let present = state.present.as_ref().ok_or_else(|| refuse(rules::C_NOTHING))?;
    let by = acting_side(state.parties(), own)?;
    match command {
        Command::Write { .. } => Err(refuse(rules::C_EXISTS)),
        Command::Rewrite { based_on, draft, reason } => {
            words::reason(&reason)?;
            if present.hash != based_on {
                return Err(refuse_at(rules::C_STALE_TEXT, "basedOn"));
            }
            let lesson = written(*draft)?;
            if present.hash == lesson.hash {
                return Err(refuse_at(rules::C_SAME_TEXT, "body"));
            }
            Ok(vec![Event::Rewritten { by, content: lesson, reason }])
        }
        Command::Consent { hash } => {
            binds(state.parties(), own)?;
            consent(state, &present.hash, by, hash)
        }
        Command::WithdrawConsent { reason } => {
            words::reason(&reason)?;
            if !state.consents.contains(&by) || !state.pending() {
                return Err(refuse(rules::C_NO_CONSENT));
            }
            Ok(vec![Event::ConsentWithdrawn { by, reason }])
        }
        Command::Retract { reason } => {
            words::reason(&reason)?;
            if state.published.is_none() {
                return Err(refuse(rules::LE_NOT_PUBLIC));
            }
            Ok(vec![Event::Retracted { by, reason }])
        }
    }
}

/// The consent of the last side publishes the words.
fn consent(
    state: &State,
    present: &TextHash,
    by: Side,
    hash: TextHash,
) -> Result<Vec<Event>, Refusal> {
    if *present != hash {
        return Err(refuse_at(rules::C_STALE_TEXT, "hash"));
    }
    if state.consents.contains(&by) {
        return Err(refuse(rules::C_CONSENTED));
    }
    let mut events = vec![Event::Consented { by, hash: hash.clone() }];
    if state.silent() == [by] {
        events.push(Event::Published { hash });
    }
    Ok(events)
}

/// The lesson as it enters the log.
fn written(draft: Draft) -> Result<Content, Refusal> {
    words::local_required(&draft.title, limits::TITLE, "title")?;
    words::local_required(&draft.body, WORDS, "body")?;
    words::themes(&draft.themes, "themes")?;
    let hash = hash_of(&draft);
    let Draft { kind, title, body, themes } = draft;
    let content = Content { kind, title, body, themes, hash };
    words::bounded_whole(&content, BYTES, "body")?;
    Ok(content)
}

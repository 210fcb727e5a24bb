//! What follows from a command on a document: events, or the reason why not.

use super::{Content, Event, MediaType, State, VERSIONS, cleaned};
use crate::access::Visibility;
use crate::context::Context;
use crate::cooperation::{
    About, Cooperation, Party, Side, acting_side, refuse, refuse_at, refuse_naming, words,
};
use crate::refusal::Refusal;
use crate::rules;

/// What a decision needs from elsewhere, looked up by the service.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// The parties of the cooperation as they are now.
    pub parties: Vec<Party>,
}

/// Commands on documents. The acting side follows from the author's organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Give a document.
    Give {
        /// The cooperation it belongs to.
        cooperation: Cooperation,
        /// What of the cooperation it is about.
        about: About,
        /// Who may see it.
        visibility: Visibility,
        /// What was received, under the name that was declared.
        content: Content,
    },
    /// Give another version.
    GiveVersion {
        /// What was received.
        content: Content,
        /// What changed, and why.
        reason: String,
    },
    /// Let more people see it.
    Share {
        /// Who may see it from now on.
        with: Visibility,
        /// Why.
        reason: String,
    },
    /// Take it back.
    Withdraw {
        /// Why.
        reason: String,
    },
}

/// Decides on a command.
///
/// # Errors
/// The first rule that refuses it.
pub fn decide(
    state: &State,
    command: Command,
    known: &Known,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let by = acting_side(&known.parties, context.author.organisation())?;
    let event = match command {
        Command::Give { cooperation, about, visibility, content: file } => {
            if state.opening.is_some() {
                return Err(refuse(rules::C_EXISTS));
            }
            if visibility == Visibility::Group {
                return Err(refuse_at(rules::DO_VISIBILITY, "visibility"));
            }
            Event::Given { cooperation, about, by, visibility, content: checked(file)? }
        }
        Command::GiveVersion { content: file, reason } => {
            let visibility = own(state, by)?;
            words::reason(&reason)?;
            let file = checked(file)?;
            if state.present().is_some_and(|present| present.hash == file.hash) {
                return Err(refuse_at(rules::DO_SAME, "bytes"));
            }
            words::at_most(state.versions.len() + 1, VERSIONS, "document")?;
            Event::VersionGiven { by, visibility, content: file, reason }
        }
        Command::Share { with, reason } => {
            let visibility = own(state, by)?;
            words::reason(&reason)?;
            if with == Visibility::Group || with <= visibility {
                return Err(refuse_at(rules::DO_WIDER, "visibility"));
            }
            Event::Shared { by, visibility: with, reason }
        }
        Command::Withdraw { reason } => {
            let visibility = own(state, by)?;
            words::reason(&reason)?;
            Event::Withdrawn { by, visibility, reason }
        }
    };
    Ok(vec![event])
}

/// What is to be said with an act that is accepted.
#[must_use]
pub fn remarks(command: &Command) -> Vec<Refusal> {
    match command {
        Command::Withdraw { .. } => vec![refuse(rules::DO_BYTES_STAY)],
        Command::Give { .. } | Command::GiveVersion { .. } | Command::Share { .. } => Vec::new(),
    }
}

/// Who sees a document that the acting side gave and has not taken back. One refusal for a document of others and one that is
/// not there: it tells nothing.
fn own(state: &State, by: Side) -> Result<Visibility, Refusal> {
    let ours = state.opening.as_ref().is_some_and(|opening| opening.by == by);
    match (ours, state.visibility, &state.withdrawn) {
        (true, Some(_), Some(_)) => Err(refuse(rules::DO_WITHDRAWN)),
        (true, Some(visibility), None) => Ok(visibility),
        _ => Err(refuse(rules::DO_OWN)),
    }
}

/// The content under its cleaned name.
fn checked(content: Content) -> Result<Content, Refusal> {
    if content.size == 0 {
        return Err(refuse_at(rules::DO_EMPTY, "bytes"));
    }
    if content.lang.as_deref().is_some_and(|tag| !words::is_language_tag(tag)) {
        let tag = content.lang.clone().unwrap_or_default();
        return Err(refuse_naming(rules::C_LANGUAGE, "language", tag));
    }
    // An ending that says another taken type than what the bytes are was meant to mislead, or is a mistake.
    let said = MediaType::of_name(&content.name);
    let table = |media| matches!(media, MediaType::Text | MediaType::Csv);
    if said.is_some_and(|said| said != content.media && !(table(said) && table(content.media))) {
        return Err(refuse_naming(rules::DO_DECLARED, "name", content.media.mime()));
    }
    let name = cleaned(&content.name, content.media);
    let name = name.ok_or_else(|| refuse_at(rules::DO_NAME, "name"))?;
    Ok(Content { name, ..content })
}

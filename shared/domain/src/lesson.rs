//! Lesson: what partners learnt from a cooperation or a project, theirs until every side consents to the same words being public.

mod decide;

use serde::{Deserialize, Serialize};

use crate::cooperation::{Canonical, Cooperation, Party, Side, TextHash, Theme, sides};
use crate::ids::{OrganisationId, ProjectId};
use crate::text::LocalText;

pub use decide::decide;

#[cfg(test)]
mod tests;

/// Bytes of one lesson in all its languages, as JSON.
pub const BYTES: usize = 40 * 1024;
/// Characters of the words of a lesson in one language.
pub const WORDS: usize = 4_000;

/// What kind of lesson it is (guide EV-93; manual L566).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Something learnt.
    Lesson,
    /// Something that works and can be taken up elsewhere.
    GoodPractice,
    /// Something that was hard, and what was done about it.
    Difficulty,
}

/// A lesson as its author writes it; the domain hashes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Of what kind.
    pub kind: Kind,
    /// In short, one or more languages.
    pub title: Vec<LocalText>,
    /// In words, one or more languages.
    pub body: Vec<LocalText>,
    /// Themes by which others find it.
    pub themes: Vec<Theme>,
}

/// What the sides consent to, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Of what kind.
    pub kind: Kind,
    /// In short, one or more languages.
    pub title: Vec<LocalText>,
    /// In words, one or more languages.
    pub body: Vec<LocalText>,
    /// Themes by which others find it.
    pub themes: Vec<Theme>,
    /// Hash of all the above ([`hash_of`]).
    pub hash: TextHash,
}

/// The hash of a lesson: the same for the same words and codes, whatever the order of languages and themes.
#[must_use]
pub fn hash_of(draft: &Draft) -> TextHash {
    Canonical::of("lesson")
        .part(&format!("{:?}", draft.kind))
        .texts(&draft.title)
        .texts(&draft.body)
        .set(draft.themes.iter().map(|theme| theme.0.as_str()))
        .hash()
}

/// Commands on lessons. The acting side follows from the author's organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Write one.
    Write {
        /// The cooperation it comes from.
        cooperation: Cooperation,
        /// Its parties, as the service found them.
        parties: Vec<Party>,
        /// The project it comes from, where it is one of that cooperation.
        project: Option<ProjectId>,
        /// The lesson.
        draft: Box<Draft>,
    },
    /// Write it anew; consents are void. What is public stays until all consent to the new words.
    Rewrite {
        /// The words that the author had before them.
        based_on: TextHash,
        /// The lesson, whole.
        draft: Box<Draft>,
        /// Why.
        reason: String,
    },
    /// Consent to these words being public; the consent of the last side publishes them.
    Consent {
        /// Their hash.
        hash: TextHash,
    },
    /// Take the consent back, before all have consented.
    WithdrawConsent {
        /// Why.
        reason: String,
    },
    /// Take it from the public page; every side may, alone.
    Retract {
        /// Why.
        reason: String,
    },
}

/// Events of a lesson's stream `lesson/<id>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A side wrote it for the partners.
    Written {
        /// The cooperation it comes from.
        cooperation: Cooperation,
        /// Its parties.
        parties: Vec<Party>,
        /// The project it comes from, if it is one.
        project: Option<ProjectId>,
        /// The side.
        by: Side,
        /// The lesson.
        content: Content,
    },
    /// A side wrote it anew; consents to other words are void from here on.
    Rewritten {
        /// The side.
        by: Side,
        /// The lesson, whole.
        content: Content,
        /// Why.
        reason: String,
    },
    /// A side consented to these words being public.
    Consented {
        /// The side.
        by: Side,
        /// Their hash.
        hash: TextHash,
    },
    /// A side took its consent back.
    ConsentWithdrawn {
        /// The side.
        by: Side,
        /// Why.
        reason: String,
    },
    /// Every side consented to the same words: everybody may read them.
    Published {
        /// Their hash.
        hash: TextHash,
    },
    /// A side took it from the public page.
    Retracted {
        /// The side.
        by: Side,
        /// Why.
        reason: String,
    },
}

/// How it began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The cooperation it comes from.
    pub cooperation: Cooperation,
    /// The parties of that cooperation when it was written.
    pub parties: Vec<Party>,
    /// The project it comes from, if it is one.
    pub project: Option<ProjectId>,
    /// The side that wrote it.
    pub by: Side,
}

/// A lesson; the default is one of which nothing is recorded yet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct State {
    /// How it began; `None` until then.
    pub opening: Option<Opening>,
    /// The words that sides read and consent to.
    pub present: Option<Content>,
    /// The words that everybody may read.
    pub published: Option<Content>,
    /// Sides that consented to the present words.
    pub consents: Vec<Side>,
}

impl State {
    /// Its parties; none until something is recorded.
    #[must_use]
    pub fn parties(&self) -> &[Party] {
        self.opening.as_ref().map_or(&[], |opening| &opening.parties)
    }

    /// The sides that have not consented to the present words.
    #[must_use]
    pub fn silent(&self) -> Vec<Side> {
        let mut silent = sides(self.parties());
        silent.retain(|side| !self.consents.contains(side));
        silent
    }

    /// True while the present words are not those that everybody may read.
    #[must_use]
    pub fn pending(&self) -> bool {
        let hash = |one: &Content| one.hash.clone();
        self.present.as_ref().map(hash) != self.published.as_ref().map(hash)
    }
}

/// What is expected now: once a side wants the words to be public, the others' consent.
#[must_use]
pub fn waiting_for(state: &State) -> Vec<(Side, Vec<OrganisationId>)> {
    if !state.pending() || state.consents.is_empty() {
        return Vec::new();
    }
    let of = |side| (side, crate::cooperation::of_side(state.parties(), side));
    state.silent().into_iter().map(of).collect()
}

/// The state after one more event; total: an event that does not fit changes what it says and nothing else.
#[must_use]
pub fn evolve(mut state: State, event: &Event) -> State {
    match event {
        Event::Written { cooperation, parties, project, by, content } => {
            let (cooperation, parties, by) = (*cooperation, parties.clone(), *by);
            state.opening = Some(Opening { cooperation, parties, project: *project, by });
            state.present = Some(content.clone());
        }
        Event::Rewritten { content, .. } => {
            state.present = Some(content.clone());
            state.consents.clear();
        }
        Event::Consented { by, .. } => {
            if !state.consents.contains(by) {
                state.consents.push(*by);
            }
        }
        Event::ConsentWithdrawn { by, .. } => state.consents.retain(|side| side != by),
        Event::Published { .. } => state.published.clone_from(&state.present),
        Event::Retracted { .. } => {
            state.published = None;
            state.consents.clear();
        }
    }
    state
}

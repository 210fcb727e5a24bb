//! What a discussion waits for: an answer, where a message asked for one.

use super::{Message, State};
use crate::access::Visibility;
use crate::cooperation::{Party, Side};
use crate::ids::OrganisationId;

/// Questions that wait for the answer of a side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The side.
    pub side: Side,
    /// Its parties that were called on; all of them where none was.
    pub who: Vec<OrganisationId>,
}

/// Of whom answers are expected now. A discussion that a side keeps to itself expects nothing that others could see, and a
/// closed one nothing at all.
#[must_use]
pub fn waiting_for(state: &State, parties: &[Party]) -> Vec<Waiting> {
    let shared = state.opening.as_ref().is_some_and(|it| it.visibility != Visibility::Side);
    if !shared || state.closed.is_some() {
        return Vec::new();
    }
    let open = |message: &&Message| {
        message.asks && message.withdrawn.is_none() && !answered(state, message)
    };
    let mut found: Vec<Waiting> = Vec::new();
    for question in state.messages.iter().filter(open) {
        for party in called(question, parties) {
            match found.iter_mut().find(|one| one.side == party.side) {
                Some(one) if one.who.contains(&party.organisation) => {}
                Some(one) => one.who.push(party.organisation),
                None => found.push(Waiting { side: party.side, who: vec![party.organisation] }),
            }
        }
    }
    found.sort_by_key(|one| one.side);
    found
}

/// True when another side has answered it.
fn answered(state: &State, question: &Message) -> bool {
    state.messages.iter().any(|message| {
        message.reply_to == Some(question.id)
            && message.by != question.by
            && message.withdrawn.is_none()
    })
}

/// The parties of other sides that a question calls on; all of them where it calls on none.
fn called<'p>(question: &Message, parties: &'p [Party]) -> Vec<&'p Party> {
    let others = || parties.iter().filter(|party| party.side != question.by);
    let named: Vec<_> = others()
        .filter(|party| {
            question.mentions.iter().any(|mention| mention.organisation == party.organisation)
        })
        .collect();
    if named.is_empty() { others().collect() } else { named }
}

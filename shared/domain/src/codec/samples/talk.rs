//! Samples of the events of documents and discussions.

use super::{hash, id, reason};
use crate::access::Visibility;
use crate::context::Role;
use crate::cooperation::{About, Cooperation, Side};
use crate::discussion::{self, Mention, Reaction};
use crate::document::{self, Content, MediaType};
use crate::ids::{ConventionId, JumelageId, MessageId, OrganisationId, PersonId, WordsId};

const BY: Side = Side(1);

fn content() -> Content {
    Content {
        hash: hash(),
        size: 48_213,
        media: MediaType::Pdf,
        name: "compte-rendu.pdf".into(),
        lang: Some("fr".into()),
    }
}

pub(super) fn documents() -> Vec<document::Event> {
    use document::Event as E;
    let visibility = Visibility::Partners;
    vec![
        E::Given {
            cooperation: Cooperation::Jumelage(JumelageId(id(2))),
            about: About::Convention(ConventionId(id(40))),
            by: BY,
            visibility,
            content: content(),
        },
        E::VersionGiven { by: BY, visibility, content: content(), reason: reason() },
        E::Shared { by: BY, visibility: Visibility::Public, reason: reason() },
        E::Withdrawn { by: BY, visibility, reason: reason() },
    ]
}

pub(super) fn discussions() -> Vec<discussion::Event> {
    use discussion::Event as E;
    let (message, organisation) = (MessageId(id(51)), OrganisationId(id(1)));
    let mentions = vec![Mention { organisation, role: Some(Role::Officer) }];
    vec![
        E::Opened {
            cooperation: Cooperation::Jumelage(JumelageId(id(2))),
            about: About::Cooperation,
            by: BY,
            visibility: Visibility::Partners,
        },
        E::Written {
            message,
            by: BY,
            organisation,
            person: Some(PersonId(id(52))),
            reply_to: Some(MessageId(id(50))),
            asks: true,
            mentions: mentions.clone(),
        },
        E::Rewritten { message, by: BY, words: WordsId(id(53)), mentions },
        E::Withdrawn { message, by: BY, reason: reason() },
        E::Reacted { message, by: BY, organisation, reaction: Reaction::Thanks },
        E::ReactionTakenBack { message, by: BY, organisation, reaction: Reaction::Thanks },
        E::Closed { by: BY, reason: reason() },
        E::Reopened { by: BY, reason: reason() },
    ]
}

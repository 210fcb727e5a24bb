//! Samples of the events of lessons.

use super::{hash, id, reason, text, theme};
use crate::cooperation::{Cooperation, Party, PartyRole, Side};
use crate::ids::{JumelageId, OrganisationId, ProjectId};
use crate::lesson::{Content, Event, Kind};

pub(super) fn all() -> Vec<Event> {
    let by = Side(1);
    let content = || Content {
        kind: Kind::GoodPractice,
        title: vec![text("fr", "Deux agents par borne")],
        body: vec![text("fr", "Former deux personnes, pour que l’une remplace l’autre.")],
        themes: vec![theme("1.2")],
        hash: hash(),
    };
    let party = Party { organisation: OrganisationId(id(1)), side: by, role: PartyRole::Lead };
    vec![
        Event::Written {
            cooperation: Cooperation::Jumelage(JumelageId(id(5))),
            parties: vec![party],
            project: Some(ProjectId(id(60))),
            by,
            content: content(),
        },
        Event::Rewritten { by, content: content(), reason: reason() },
        Event::Consented { by, hash: hash() },
        Event::ConsentWithdrawn { by, reason: reason() },
        Event::Published { hash: hash() },
        Event::Retracted { by, reason: reason() },
    ]
}

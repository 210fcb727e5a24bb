//! Samples of the events of conventions.

use jiff::civil::date;

use super::{hash, id, partly, reason, text};
use crate::convention::{
    Approval, Commitment, Event, Formality, Kind, Signature, Step, Term, Version, Votes, amount,
};
use crate::cooperation::{Cooperation, Side, Vote};
use crate::ids::{ConventionId, JumelageId, OrganisationId, RemarkId};

fn town(n: u128) -> OrganisationId {
    OrganisationId(id(n))
}

fn term() -> Term {
    Term {
        starts: Some(date(2026, 9, 1)),
        ends: Some(date(2029, 8, 31)),
        renewable: true,
        notice: Some(date(2029, 5, 31)),
    }
}

fn version() -> Version {
    let commitment = |n, sum: &str, currency: &str| Commitment {
        organisation: town(n),
        amount: amount(sum).expect("a decimal"),
        currency: currency.to_owned(),
    };
    Version {
        name: "Pour le conseil de mai".to_owned(),
        texts: vec![text("fr", "Article premier."), text("pt-BR", "Artigo primeiro.")],
        object: vec![text("fr", "L’eau et l’assainissement")],
        commitments: vec![commitment(1, "12000.50", "EUR"), commitment(2, "0", "BRL")],
        term: Some(term()),
        hash: hash(),
    }
}

pub(super) fn drafts() -> Vec<Event> {
    let by = Side(1);
    let cooperation = Some(Cooperation::Jumelage(JumelageId(id(10))));
    let title = vec![text("fr", "Convention-cadre")];
    vec![
        Event::Opened {
            kind: Kind::Amendment,
            cooperation,
            parties: super::parties(),
            by,
            title: title.clone(),
            amends: Some(ConventionId(id(60))),
        },
        Event::RecordedAsExisting {
            kind: Kind::FriendshipCharter,
            cooperation,
            parties: super::parties(),
            by: Some(by),
            title,
            signed: Some(partly("1987-06")),
            term: Some(term()),
            source: "Archives municipales".to_owned(),
        },
        Event::VersionNamed { by, version: version(), reason: reason() },
        Event::Consented { by, hash: hash() },
        Event::ConsentWithdrawn { by, reason: reason() },
        Event::TextAgreed { hash: hash() },
        Event::Abandoned { by, reason: reason() },
    ]
}

pub(super) fn steps() -> Vec<Event> {
    let approval = Approval {
        organisation: town(1),
        outcome: Vote::Adopted,
        on: date(2026, 5, 12),
        number: Some("2026-042".to_owned()),
        votes: Some(Votes { in_favour: 30, against: 2, abstained: 1 }),
        document: Some(hash()),
    };
    let signature = Signature {
        organisation: town(1),
        on: date(2026, 6, 1),
        place: "Hôtel de ville".to_owned(),
        function: "Maire".to_owned(),
        document: Some(hash()),
    };
    let formality = Formality {
        organisation: town(1),
        step: Step::Transmission,
        on: date(2026, 6, 3),
        authority: "Préfecture".to_owned(),
        reference: Some("042-2026-17".to_owned()),
        favourable: true,
        document: Some(hash()),
    };
    let (organisation, observation) = (town(1), RemarkId(id(61)));
    vec![
        Event::CouncilVoted { approval },
        Event::Signed { signature },
        Event::FormalityCompleted { formality },
        Event::LegalityObserved {
            organisation,
            observation,
            authority: "Préfecture".to_owned(),
            grounds: "La compétence n’est pas citée".to_owned(),
            on: date(2026, 6, 20),
        },
        Event::ObservationWithdrawn {
            organisation,
            observation,
            reason: reason(),
            on: date(2026, 7, 1),
        },
        Event::EnteredIntoForce { on: date(2026, 6, 3) },
    ]
}

pub(super) fn lives() -> Vec<Event> {
    let by = Side(2);
    vec![
        Event::Amended { by: ConventionId(id(62)), on: date(2027, 1, 1) },
        Event::Renewed { by, term: term(), reason: reason() },
        Event::Expired { on: date(2029, 8, 31) },
        Event::Terminated { by, on: date(2028, 12, 31), reason: reason() },
        Event::Annulled {
            authority: "Tribunal administratif".to_owned(),
            reason: reason(),
            reference: Some("2701234".to_owned()),
            on: date(2027, 3, 4),
        },
    ]
}

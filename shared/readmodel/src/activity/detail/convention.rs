//! What is told of the events of a convention.

use domain::convention::Event as E;
use serde_json::json;

use super::{Told, told};

pub(super) fn of(event: &E) -> Told {
    match event {
        E::Opened { kind, by, amends, .. } => {
            told(json!({ "kind": kind, "amends": amends })).by(*by)
        }
        E::RecordedAsExisting { kind, by, signed, source, .. } => {
            let told = told(json!({ "kind": kind, "source": source })).of(*by);
            Told { happened_on: signed.as_ref().map(|signed| signed.0.clone()), ..told }
        }
        E::VersionNamed { by, version, reason } => {
            told(json!({ "version": version.name, "hash": version.hash, "reason": reason })).by(*by)
        }
        E::Consented { by, hash } => told(json!({ "hash": hash })).by(*by),
        E::ConsentWithdrawn { by, reason } | E::Abandoned { by, reason } => {
            told(json!({ "reason": reason })).by(*by)
        }
        E::Reminded { reminder } => super::evaluation::reminded(reminder),
        E::TextAgreed { hash } => told(json!({ "hash": hash })),
        E::EnteredIntoForce { on } | E::Expired { on } => told(json!({})).on(*on),
        E::Amended { by, on } => told(json!({ "amendment": by })).on(*on),
        E::Renewed { by, term, reason } => {
            told(json!({ "ends": term.ends, "reason": reason })).by(*by)
        }
        E::Terminated { by, on, reason } => told(json!({ "reason": reason })).by(*by).on(*on),
        E::Annulled { authority, reason, reference, on } => {
            told(json!({ "authority": authority, "reason": reason, "reference": reference }))
                .on(*on)
        }
        E::CouncilVoted { .. }
        | E::Signed { .. }
        | E::FormalityCompleted { .. }
        | E::LegalityObserved { .. }
        | E::ObservationWithdrawn { .. } => of_party(event),
    }
}

/// What a party did for itself: its side is that of the organisation.
fn of_party(event: &E) -> Told {
    let (organisation, on, detail) = match event {
        E::CouncilVoted { approval } => (
            approval.organisation,
            approval.on,
            json!({ "outcome": approval.outcome, "reference": approval.number }),
        ),
        E::Signed { signature } => (
            signature.organisation,
            signature.on,
            json!({ "place": signature.place, "function": signature.function }),
        ),
        E::FormalityCompleted { formality } => (
            formality.organisation,
            formality.on,
            json!({
                "step": formality.step, "authority": formality.authority,
                "reference": formality.reference, "favourable": formality.favourable,
            }),
        ),
        E::LegalityObserved { organisation, authority, grounds, on, .. } => {
            (*organisation, *on, json!({ "authority": authority, "reason": grounds }))
        }
        E::ObservationWithdrawn { organisation, reason, on, .. } => {
            (*organisation, *on, json!({ "reason": reason }))
        }
        E::Opened { .. }
        | E::RecordedAsExisting { .. }
        | E::VersionNamed { .. }
        | E::Consented { .. }
        | E::ConsentWithdrawn { .. }
        | E::TextAgreed { .. }
        | E::EnteredIntoForce { .. }
        | E::Amended { .. }
        | E::Renewed { .. }
        | E::Expired { .. }
        | E::Terminated { .. }
        | E::Abandoned { .. }
        | E::Reminded { .. }
        | E::Annulled { .. } => return told(json!({})),
    };
    let mut told = told(detail);
    told.detail.insert("organisation".to_owned(), json!(organisation));
    Told { council: Some(organisation), ..told }.on(on)
}

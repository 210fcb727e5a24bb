//! Identifiers derived from what they stand for, so that the same file gives the same records for ever.

use domain::organisation::Place;
use domain::{JumelageId, OrganisationId};
use eventlog::CommandId;
use uuid::Uuid;

/// Namespace of everything that imports create; never changes.
const NAMESPACE: Uuid = Uuid::from_u128(0x7269_7665_732d_496d_a04f_7274_2d76_3031);

fn named(name: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, name.as_bytes())
}

/// The organisation with this identifier in a register, e.g. `insee` `42218`.
#[must_use]
pub fn organisation_by_identifier(scheme: &str, value: &str) -> OrganisationId {
    OrganisationId(named(&format!("organisation {scheme}:{value}")))
}

/// A place without an identifier: its country, its folded name and roughly where it is.
#[must_use]
pub fn organisation_by_place(country: &str, folded: &str, place: Option<Place>) -> OrganisationId {
    let at = place.map_or_else(String::new, |p| format!("{:.1} {:.1}", p.latitude, p.longitude));
    OrganisationId(named(&format!("organisation {country} {folded} {at}")))
}

/// The twinning of two towns, in either order.
#[must_use]
pub fn jumelage_of(one: OrganisationId, other: OrganisationId) -> JumelageId {
    let (low, high) = if one <= other { (one, other) } else { (other, one) };
    JumelageId(named(&format!("jumelage {low} {high}")))
}

/// The command that records the thing with this id; recording it again is the same command.
#[must_use]
pub fn command_of(recorded: Uuid) -> CommandId {
    CommandId(Uuid::new_v5(&NAMESPACE, format!("record {recorded}").as_bytes()))
}

//! Upcasters: plain functions from the stored shape of an older version to the event of today.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::CodecError;
use crate::access::Visibility;
use crate::cooperation::{Side, TextHash};
use crate::event::Event;
use crate::ids::{PersonId, RemarkId, SeatId};
use crate::text::LocalText;
use crate::{jumelage, organisation, partnership};

/// Reads an older version; `None` when there is no such version.
pub(super) fn upcast(name: &str, version: u16, payload: &str) -> Option<Result<Event, CodecError>> {
    let read = match (name, version) {
        ("organisation.claim_requested", 1) => read(payload).map(claim_requested_v1),
        ("organisation.claimed", 1) => read(payload).map(claimed_v1),
        ("jumelage.remark_made", 1) => read(payload).map(jumelage_remark_v1),
        ("partnership.remark_made", 1) => read(payload).map(partnership_remark_v1),
        _ => return None,
    };
    let name = name.to_owned();
    Some(read.map_err(|source| CodecError::Payload { name, version, source }))
}

fn read<T: DeserializeOwned>(payload: &str) -> Result<T, serde_json::Error> {
    serde_json::from_str(payload)
}

/// Before invitations: everybody asked by themselves.
#[derive(Deserialize)]
struct ClaimRequestedV1 {
    person: PersonId,
    seat: SeatId,
    function: String,
}

fn claim_requested_v1(old: ClaimRequestedV1) -> Event {
    let ClaimRequestedV1 { person, seat, function } = old;
    let invited_by = None;
    Event::Organisation(organisation::Event::ClaimRequested { person, seat, function, invited_by })
}

/// Before a confirmation had to say how one knows.
#[derive(Clone, Copy, Deserialize)]
struct ClaimedV1 {
    person: PersonId,
    seat: SeatId,
}

fn claimed_v1(old: ClaimedV1) -> Event {
    let ClaimedV1 { person, seat } = old;
    Event::Organisation(organisation::Event::Claimed { person, seat, reason: None })
}

/// Before a side could keep a remark to itself: all remarks were for all partners.
#[derive(Deserialize)]
struct RemarkMadeV1 {
    remark: RemarkId,
    by: Side,
    about: TextHash,
    body: LocalText,
}

fn jumelage_remark_v1(old: RemarkMadeV1) -> Event {
    let RemarkMadeV1 { remark, by, about, body } = old;
    let visibility = Visibility::Partners;
    Event::Jumelage(jumelage::Event::RemarkMade { remark, by, about, body, visibility })
}

fn partnership_remark_v1(old: RemarkMadeV1) -> Event {
    let RemarkMadeV1 { remark, by, about, body } = old;
    let visibility = Visibility::Partners;
    Event::Partnership(partnership::Event::RemarkMade { remark, by, about, body, visibility })
}

//! Inputs about seats, and about remarks that a side shares.

use async_graphql::{ID, InputObject};
use domain::context::SeatOf;
use domain::{Refusal, RemarkId, SeatId, rules};

use super::{ActingAs, id, unknown};
use crate::graph::scalars::Uuid;

/// A seat that ends: one's own, or one of the organisation or group in whose name one acts.
#[derive(Debug, Clone, InputObject)]
pub struct EndSeatInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    /// Where the seat is: an organisation or a group.
    pub organisation: Option<ID>,
    pub group: Option<ID>,
    pub seat: ID,
    pub reason: String,
}

/// A seat that ends, and the one that goes on with what hangs on it.
#[derive(Debug, Clone, InputObject)]
pub struct HandOverSeatInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    /// Where both seats are: an organisation or a group.
    pub organisation: Option<ID>,
    pub group: Option<ID>,
    pub from: ID,
    pub to: ID,
    pub reason: String,
}

/// A remark that a side kept to itself.
#[derive(Debug, Clone, InputObject)]
pub struct ShareRemarkInput {
    pub command_id: Uuid,
    pub acting_as: Option<ActingAs>,
    pub cooperation: ID,
    pub remark: ID,
}

impl ShareRemarkInput {
    pub(crate) fn remark(&self) -> Result<RemarkId, Refusal> {
        uuid::Uuid::try_parse(&self.remark)
            .map(RemarkId)
            .map_err(|_| unknown("remark", &self.remark))
    }
}

/// The organisation or the group, exactly one of them.
pub(crate) fn place(organisation: Option<&ID>, group: Option<&ID>) -> Result<SeatOf, Refusal> {
    match (organisation, group) {
        (Some(organisation), None) => Ok(SeatOf::Organisation(id(organisation, "organisation")?)),
        (None, Some(group)) => Ok(SeatOf::Group(id(group, "group")?)),
        (None, None) | (Some(_), Some(_)) => {
            let path = Some("organisation".to_owned());
            Err(Refusal { rule: rules::H_MISSING, path, detail: Vec::new() })
        }
    }
}

/// The bare identifier of a seat.
pub(crate) fn seat(given: &ID, path: &str) -> Result<SeatId, Refusal> {
    uuid::Uuid::try_parse(given).map(SeatId).map_err(|_| unknown(path, given))
}

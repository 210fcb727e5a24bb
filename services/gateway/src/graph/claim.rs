//! Claims: requests to act for an organisation, for those who may see and settle them.

use async_graphql::ID;
use directory::query::ClaimRow;
use domain::OrganisationId;
use domain::access::{Action, allows};

use super::fault::Result;
use super::organisation::Claim;
use super::scalars::DateTime;
use super::view::View;
use super::waiting::WaitingItem;

/// The claims on an organisation that wait, for those who may know them.
pub(crate) async fn pending(view: &View, organisation: OrganisationId) -> Result<Vec<Claim>> {
    let rows = view
        .read(move |conn, eyes| directory::query::pending_claims(conn, eyes, &[organisation]))
        .await?;
    let settles = settles(view);
    Ok(rows.into_iter().map(|row| shown(row, settles)).collect())
}

/// A claim as it is shown to somebody who, by their role, `settles` claims or not.
pub(crate) fn shown(row: ClaimRow, settles: bool) -> Claim {
    Claim {
        seat: ID(row.seat.to_string()),
        function: row.function,
        requested_at: DateTime(row.requested_at),
        mine: row.mine,
        viewer_can_settle: settles && row.within_reach && !row.mine,
    }
}

/// What waits for the viewer as one who can settle claims.
pub(crate) async fn waiting(view: &View, limit: usize) -> Result<Vec<WaitingItem>> {
    if !settles(view) {
        return Ok(Vec::new());
    }
    let rows =
        view.read(move |conn, eyes| directory::query::claims_to_settle(conn, eyes, limit)).await?;
    let rows = rows.iter().filter(|row| !row.mine);
    Ok(rows.map(|row| WaitingItem::claim(view, row.organisation, row.requested_at)).collect())
}

/// True when one of the viewer's functions settles claims.
fn settles(view: &View) -> bool {
    let Some(viewer) = view.viewer() else {
        return false;
    };
    viewer.seats.iter().any(|seat| {
        viewer
            .author(Some(seat.of))
            .is_ok_and(|author| allows(&author, Action::SettleClaim).is_ok())
    })
}

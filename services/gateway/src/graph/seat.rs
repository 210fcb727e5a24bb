//! Seats of an organisation or a group, as those who look may know them: functions for everybody, names among their own.

use std::collections::HashMap;

use async_graphql::{Context, ID, SimpleObject};
use domain::SeatId;
use domain::access::manages_seats;
use domain::context::SeatOf;
use identity::{Held, Looker};

use super::enums::Role;
use super::fault::{Result, fault};
use super::scalars::DateTime;
use super::view::{View, world};

/// A seat in an organisation or a country group: a function that somebody holds.
#[derive(SimpleObject)]
pub struct SeatView {
    pub id: ID,
    pub role: Role,
    /// What its holder is called; for people of the same organisation or group only.
    pub display_name: Option<String>,
    /// The function there, in words.
    pub function: Option<String>,
    pub since: DateTime,
    pub is_mine: bool,
    /// The viewer may end it or hand it over.
    pub viewer_can_manage: bool,
}

/// The seats of a place, as they are now: what people hold is not kept in the record of the past. `functions` are those
/// of the seats that the record knows; those of the platform are not among them.
pub(crate) fn seats(
    ctx: &Context<'_>,
    view: &View,
    place: SeatOf,
    functions: &HashMap<SeatId, Option<String>>,
) -> Result<Vec<SeatView>> {
    if view.is_past() {
        return Ok(Vec::new());
    }
    let held = world(ctx)?.identity.held_in(place).map_err(fault)?;
    let mut names = names(ctx, view, place, &held)?;
    let manages = manages(view, place);
    let me = view.viewer().map(|viewer| viewer.person);
    let shown = held.into_iter().map(|held| {
        let is_mine = me == Some(held.person);
        let known = functions.get(&held.seat.id);
        SeatView {
            id: ID(held.seat.id.to_string()),
            role: held.seat.role.into(),
            display_name: names.remove(&held.seat.id),
            function: known.cloned().flatten().filter(|function| !function.is_empty()),
            since: DateTime(held.since),
            is_mine,
            viewer_can_manage: known.is_some() && (is_mine || manages),
        }
    });
    Ok(shown.collect())
}

/// The names of those who sit in a place, for somebody who sits there too and asks for them.
fn names(
    ctx: &Context<'_>,
    view: &View,
    place: SeatOf,
    held: &[Held],
) -> Result<HashMap<SeatId, String>> {
    let asked = ctx.look_ahead().field("displayName").exists();
    let own = view.viewer().and_then(|viewer| {
        let seat = viewer.seats.iter().find(|seat| seat.of == place)?;
        Some(Looker::Person { person: viewer.person, seat: Some(seat.id) })
    });
    match own.filter(|_| asked) {
        Some(by) => {
            let seats: Vec<SeatId> = held.iter().map(|held| held.seat.id).collect();
            world(ctx)?.identity.names_of_seats(by, &seats).map_err(fault)
        }
        None => Ok(HashMap::new()),
    }
}

/// True when one of the viewer's seats lets them manage the seats of a place.
pub(crate) fn manages(view: &View, place: SeatOf) -> bool {
    let Some(viewer) = view.viewer() else {
        return false;
    };
    !view.is_past()
        && viewer.seats.iter().any(|seat| {
            viewer.author(Some(seat.of)).is_ok_and(|author| manages_seats(&author, place).is_ok())
        })
}

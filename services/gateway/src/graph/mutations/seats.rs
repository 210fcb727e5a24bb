//! Mutations on seats, and on remarks that a side kept to itself.

use async_graphql::{Context, Object};
use domain::context::SeatOf;
use domain::cooperation::Cooperation;
use domain::{Author, Refusal, SeatId, group, jumelage, organisation, partnership};

use super::desk::{Attempt, Desk};
use super::{CooperationActPayload, SeatPayload};
use crate::graph::fault::Result;
use crate::graph::ids::Global;
use crate::graph::inputs::{
    EndSeatInput, HandOverSeatInput, ShareRemarkInput, place, seat, unknown,
};

/// Acts on seats and on a side's own remarks.
#[derive(Default)]
pub struct SeatMutation;

#[Object]
impl SeatMutation {
    /// Ends a seat: one's own, or one of the organisation or group whose seats one manages.
    async fn end_seat(&self, ctx: &Context<'_>, input: EndSeatInput) -> Result<SeatPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let place = place(input.organisation.as_ref(), input.group.as_ref());
        let seat = seat(&input.seat, "seat");
        run(&desk, place, seat.map(|seat| Order::End(seat, input.reason))).await
    }

    /// Passes what hangs on a seat - open items, followed feeds, reading marks - on to another seat and ends it: one act.
    async fn hand_over_seat(
        &self,
        ctx: &Context<'_>,
        input: HandOverSeatInput,
    ) -> Result<SeatPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as)?;
        let place = place(input.organisation.as_ref(), input.group.as_ref());
        let seats = seat(&input.from, "from").and_then(|from| Ok((from, seat(&input.to, "to")?)));
        run(&desk, place, seats.map(|(from, to)| Order::HandOver(from, to, input.reason))).await
    }

    /// Shows a remark that one's own side kept to itself to all sides; that is not taken back.
    async fn share_remark(
        &self,
        ctx: &Context<'_>,
        input: ShareRemarkInput,
    ) -> Result<CooperationActPayload> {
        let desk = Desk::new(ctx, input.command_id, input.acting_as.clone())?;
        let attempt = share(&desk, &input).await;
        Ok(desk.settle(attempt).await?.into())
    }
}

/// What is to become of a seat, wherever it is.
enum Order {
    End(SeatId, String),
    HandOver(SeatId, SeatId, String),
}

impl From<Order> for organisation::Command {
    fn from(order: Order) -> Self {
        match order {
            Order::End(seat, reason) => Self::EndSeat { seat, reason },
            Order::HandOver(from, to, reason) => Self::HandOverSeat { from, to, reason },
        }
    }
}

impl From<Order> for group::Command {
    fn from(order: Order) -> Self {
        match order {
            Order::End(seat, reason) => Self::EndSeat { seat, reason },
            Order::HandOver(from, to, reason) => Self::HandOverSeat { from, to, reason },
        }
    }
}

async fn run(
    desk: &Desk<'_>,
    place: Result<SeatOf, Refusal>,
    order: Result<Order, Refusal>,
) -> Result<SeatPayload> {
    let attempt = attempt(desk, place, order).await;
    if let Ok((_, outcome)) = &attempt {
        desk.seats_known(outcome).await;
    }
    SeatPayload::of(desk.settle(attempt).await?).await
}

async fn attempt(
    desk: &Desk<'_>,
    place: Result<SeatOf, Refusal>,
    order: Result<Order, Refusal>,
) -> Attempt<SeatOf> {
    let author: Author = desk.author()?;
    let (place, order) = (place?, order?);
    let view = desk.view().await?;
    let outcome = match place {
        SeatOf::Organisation(id) => {
            if view.organisation(id).await?.is_none() {
                return Err(unknown("organisation", &id.global()).into());
            }
            desk.world.directory.handle(&author, desk.command, id, order.into()).await?
        }
        SeatOf::Group(id) => {
            if view.country_group(id).await?.is_none() {
                return Err(unknown("group", &id.global()).into());
            }
            desk.world.groups.handle(&author, desk.command, id, order.into()).await?
        }
        SeatOf::Platform => return Err(unknown("organisation", "platform").into()),
    };
    Ok((place, outcome))
}

async fn share(desk: &Desk<'_>, input: &ShareRemarkInput) -> Attempt<Cooperation> {
    let author = desk.author()?;
    let id = desk.cooperation(&input.cooperation, "cooperation").await?;
    let remark = input.remark()?;
    let outcome = match id {
        Cooperation::Jumelage(id) => {
            let command = jumelage::Command::ShareRemark { remark };
            desk.world.jumelages.jumelage(&author, desk.command, id, command).await?
        }
        Cooperation::Partnership(id) => {
            let command = partnership::Command::ShareRemark { remark };
            desk.world.partnerships.handle(&author, desk.command, id, command).await?
        }
    };
    Ok((id, outcome))
}

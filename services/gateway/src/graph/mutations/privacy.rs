//! Mutations on one's own data: a new name, and being forgotten.

use async_graphql::{Context, Object, SimpleObject};
use domain::context::SeatOf;
use domain::{Refusal, rules};

use super::SimplePayload;
use super::desk::{Stop, signed_in};
use super::session::simple;
use crate::forget;
use crate::graph::fault::{Result, fault};
use crate::graph::inputs::{EraseMeInput, SetDisplayNameInput};
use crate::graph::refusal::RefusalView;
use crate::graph::refusals::told;
use crate::graph::view::{View, asker, world};
use crate::graph::world::CookieChange;

/// Characters of a name.
const NAME: usize = 200;

/// What became of a wish to be forgotten.
#[derive(SimpleObject)]
pub struct EraseMePayload {
    pub done: bool,
    pub refusals: Vec<RefusalView>,
    /// Institutions for which nobody acts any more.
    pub remarks: Vec<RefusalView>,
}

/// Acts on one's own data.
#[derive(Default)]
pub struct PrivacyMutation;

#[Object]
impl PrivacyMutation {
    /// Forgets the person: account, sessions and tokens end at once. What their seats did stays on record.
    async fn erase_me(&self, ctx: &Context<'_>, input: EraseMeInput) -> Result<EraseMePayload> {
        let (done, refusals, remarks) = match erase(ctx, &input).await {
            Ok(remarks) => (true, Vec::new(), remarks),
            Err(Stop::Refused(refusal)) => (false, vec![refusal], Vec::new()),
            Err(Stop::Fault(error)) => return Err(error),
        };
        let refusals = refusals.into_iter().map(told).collect();
        let remarks = remarks.into_iter().map(RefusalView).collect();
        Ok(EraseMePayload { done, refusals, remarks })
    }

    /// Sets how one wants to be called.
    async fn set_display_name(
        &self,
        ctx: &Context<'_>,
        input: SetDisplayNameInput,
    ) -> Result<SimplePayload> {
        simple(rename(ctx, &input))
    }
}

async fn erase(ctx: &Context<'_>, input: &EraseMeInput) -> Result<Vec<Refusal>, Stop> {
    let (world, asker) = (world(ctx)?, asker(ctx)?);
    let viewer = signed_in(asker)?;
    world.identity.confirm_oneself(viewer, &input.email, input.password.as_deref()).await??;
    // Looked at before the rights go with the seats.
    let view = View::present(ctx).await?;
    let last = forget::forget(world, viewer.person, forget::reason(viewer.lang)).await;
    let last = last.map_err(|error| Stop::Fault(fault(error)))?;
    *asker.cookie.lock() = Some(CookieChange::Clear);
    let mut remarks = Vec::new();
    for seat in last.unwrap_or_default() {
        remarks.extend(deserted(&view, seat.of).await?);
    }
    Ok(remarks)
}

/// That nobody is left who acts for a place, by its name.
async fn deserted(view: &View, of: SeatOf) -> Result<Option<Refusal>> {
    let name = match of {
        SeatOf::Organisation(id) => {
            view.organisation(id).await?.map(|found| found.called(view.lang(None)))
        }
        SeatOf::Group(id) => {
            view.country_group(id).await?.map(|found| found.called(view.lang(None)))
        }
        SeatOf::Platform => None,
    };
    Ok(name.map(|name| Refusal { rule: rules::H_NOBODY_LEFT, path: None, detail: vec![name] }))
}

fn rename(ctx: &Context<'_>, input: &SetDisplayNameInput) -> Result<(), Stop> {
    let viewer = signed_in(asker(ctx)?)?;
    let name = input.display_name.trim();
    let refuse = |rule, detail| Refusal { rule, path: Some("displayName".to_owned()), detail };
    if name.is_empty() {
        return Err(refuse(rules::H_MISSING, Vec::new()).into());
    }
    if name.chars().count() > NAME {
        return Err(refuse(rules::H_LENGTH, vec![NAME.to_string()]).into());
    }
    world(ctx)?.identity.set_display_name(viewer.person, name)?;
    Ok(())
}

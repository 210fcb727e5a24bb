//! The demonstration: real examples with their source, a few items marked as fictional, and accounts to try.
//!
//! Everything has an identifier derived from what it is, so that loading again after an interruption goes on where it
//! stopped. Examples come from the operational guide of 2020 by line; what the guide does not say is either absent or
//! marked as fictional in the language of its words.

mod act;
mod conventions;
mod fiction;
mod financings;
mod groups;
mod guide;
mod lessons;
mod people;
mod projects;
mod register;
mod talk;
mod territories;

#[cfg(test)]
mod tests;

pub(crate) use people::sign_ins;

use std::sync::Arc;

use act::Act;

use crate::graph::world::World;

/// How many French authorities are loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// All of them.
    Full,
    /// Those that the examples need, and some more to search among.
    Small,
}

/// Loads the demonstration.
///
/// # Errors
/// When the log or the store of people fails, or a rule refuses an example.
pub(crate) async fn load(world: &Arc<World>, size: Size) -> anyhow::Result<()> {
    let act = Act::new(world);
    let examples = guide::examples()?;
    register::authorities(&act, size, &examples).await?;
    register::others(&act).await?;
    territories::facts(&act).await?;
    guide::record(&act, &examples).await?;
    groups::found(&act).await?;
    let cast = people::add(&act).await?;
    fiction::play(&act, &cast).await?;
    conventions::play(&act, &cast).await?;
    projects::play(&act, &cast).await?;
    financings::play(&act, &cast).await?;
    lessons::play(&act, &cast).await?;
    talk::play(&act, &cast).await
}

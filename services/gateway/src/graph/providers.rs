//! Identity providers: those one may choose from, and those linked to one's account.

use async_graphql::{ID, SimpleObject};

use super::fault::{Result, fault};
use super::scalars::DateTime;
use super::world::World;

/// A provider by which one may sign in.
#[derive(SimpleObject)]
pub struct Provider {
    pub id: ID,
    pub name: String,
    /// Open this address to begin; add ?return=/path.
    pub start_url: String,
}

/// A provider that is linked to the viewer's account.
#[derive(SimpleObject)]
pub struct LinkedProvider {
    pub id: ID,
    pub provider: Provider,
    pub linked_at: DateTime,
}

impl Provider {
    fn new(id: &str, name: &str) -> Self {
        let (name, start_url) = (name.to_owned(), format!("/auth/oidc/{id}/start"));
        Self { id: ID(id.to_owned()), name, start_url }
    }
}

/// The providers of this node, in the order of the configuration.
#[must_use]
pub fn all(world: &World) -> Vec<Provider> {
    world.providers.list().map(|(id, name)| Provider::new(id, name)).collect()
}

/// Those that are linked to `person`; one that the configuration has no more is called by its identifier.
pub fn linked(world: &World, person: domain::PersonId) -> Result<Vec<LinkedProvider>> {
    let links = world.identity.linked_providers(person).map_err(fault)?;
    let shown = links.into_iter().map(|link| {
        let name = world.providers.name(&link.provider).unwrap_or(&link.provider);
        LinkedProvider {
            id: ID(link.id.to_string()),
            provider: Provider::new(&link.provider, name),
            linked_at: DateTime(link.linked),
        }
    });
    Ok(shown.collect())
}

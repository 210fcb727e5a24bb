//! Inputs about identity providers.

use async_graphql::{ID, InputObject};

/// A provider that is linked to the viewer's account, to be taken off.
#[derive(Debug, Clone, InputObject)]
pub struct UnlinkProviderInput {
    pub link: ID,
}

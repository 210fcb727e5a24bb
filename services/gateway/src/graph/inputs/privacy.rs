//! Inputs of a person's own data.

use async_graphql::InputObject;

/// What confirms that one wants to be forgotten.
#[derive(Debug, Clone, InputObject)]
pub struct EraseMeInput {
    /// One's own address, typed again.
    #[graphql(secret)]
    pub email: String,
    /// Needed by those who have one.
    #[graphql(secret)]
    pub password: Option<String>,
}

/// How one wants to be called.
#[derive(Debug, Clone, InputObject)]
pub struct SetDisplayNameInput {
    #[graphql(secret)]
    pub display_name: String,
}

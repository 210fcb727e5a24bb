//! How one can sign in here, and what a person has set up for it.

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use identity::Change;

use super::fault::Result;
use super::providers::{self, Provider};
use super::scalars::DateTime;
use super::view::{asker, world};

/// Ways to sign in here.
#[derive(Default)]
pub struct FactorQuery;

#[Object]
impl FactorQuery {
    /// How one can sign in here.
    async fn sign_in_options(&self) -> SignInOptions {
        SignInOptions
    }
}

/// How one can sign in here.
pub struct SignInOptions;

#[Object]
impl SignInOptions {
    /// By address and password.
    async fn password(&self) -> bool {
        true
    }

    /// By passkey; false where browsers keep none: at a bare IP address, or without HTTPS.
    async fn passkey(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(world(ctx)?.identity.takes_passkeys_at(asker(ctx)?.host.as_deref()))
    }

    /// By a link that is sent by e-mail; false when this node sends no mail.
    async fn link(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(world(ctx)?.post.is_open())
    }

    /// Whether people may register themselves.
    async fn registration(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(world(ctx)?.post.registration())
    }

    /// Identity providers that this node trusts.
    async fn providers(&self, ctx: &Context<'_>) -> Result<Vec<Provider>> {
        Ok(providers::all(world(ctx)?))
    }
}

/// A passkey of the viewer's.
#[derive(SimpleObject)]
pub struct Passkey {
    pub id: ID,
    pub name: String,
    pub created_at: DateTime,
    pub last_used_at: Option<DateTime>,
}

impl From<identity::Passkey> for Passkey {
    fn from(passkey: identity::Passkey) -> Self {
        Self {
            id: ID(passkey.id.to_string()),
            name: passkey.name,
            created_at: DateTime(passkey.created),
            last_used_at: passkey.used.map(DateTime),
        }
    }
}

/// Something the viewer changed about how they sign in: what they did not do themselves should worry them.
#[derive(SimpleObject)]
pub struct AccountChange {
    pub at: DateTime,
    pub what: AccountChangeKind,
}

/// A change of how somebody signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "Change")]
pub enum AccountChangeKind {
    PasswordSet,
    PasswordChanged,
    CodesAdded,
    CodesRemoved,
    RecoveryCodesRenewed,
    RecoveryCodeUsed,
    PasskeyAdded,
    PasskeyRemoved,
}

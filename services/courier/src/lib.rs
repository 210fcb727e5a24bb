//! The courier: writes the platform's letters and brings them from the outbox to a mail server, at least once.
//!
//! What is to be sent lies sealed in the store of people (`identity`), in the same transaction as the act that asks for
//! it. The courier takes it from there, tries again with growing pauses while the server is away, and gives up when the
//! letter would come too late. It never writes an address into a log.
#![warn(missing_docs)]

mod drawer;
mod letters;
mod rounds;
mod smtp;

pub use drawer::{Drawer, Kept};
pub use letters::{About, Digest, Invitation, Offer, digest, invitation, sign_in};
pub use rounds::{Event, run};
pub use smtp::{Encryption, Failure, Settings, SettingsError, Smtp};

use async_trait::async_trait;
use identity::Mail;

/// What brings a mail to its reader.
#[async_trait]
pub trait Carrier: Send + Sync + 'static {
    /// Hands one mail over.
    ///
    /// # Errors
    /// When it is not taken; [`Failure`] says whether another try makes sense.
    async fn carry(&self, mail: &Mail) -> Result<(), Failure>;
}

/// A mail server.
#[async_trait]
impl Carrier for Smtp {
    async fn carry(&self, mail: &Mail) -> Result<(), Failure> {
        self.send(mail).await
    }
}

/// Nothing leaves the node: a demonstration keeps its mails for its visitors to read.
#[async_trait]
impl Carrier for Drawer {
    async fn carry(&self, mail: &Mail) -> Result<(), Failure> {
        self.keep(mail);
        Ok(())
    }
}

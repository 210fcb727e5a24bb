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
pub use letters::{Invitation, Offer, invitation, sign_in};
pub use rounds::{Event, run};
pub use smtp::{Encryption, Failure, Settings, SettingsError, Smtp};

use std::sync::Arc;

use identity::Mail;

/// What brings a mail to its reader.
pub enum Carrier {
    /// A mail server.
    Smtp(Box<Smtp>),
    /// Nothing leaves the node: a demonstration keeps its mails for its visitors to read.
    Drawer(Arc<Drawer>),
}

impl Carrier {
    /// Hands one mail over.
    ///
    /// # Errors
    /// When the server does not take it; [`Failure`] says whether another try makes sense.
    pub async fn carry(&self, mail: &Mail) -> Result<(), Failure> {
        match self {
            Self::Smtp(smtp) => smtp.send(mail).await,
            Self::Drawer(drawer) => {
                drawer.keep(mail);
                Ok(())
            }
        }
    }
}
